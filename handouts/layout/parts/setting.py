"""What every part needs to set a block: the compositor, the tree, how tightly to set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handouts.document import Inlines
from handouts.layout.compositor import Compositor, SetText
from handouts.layout.density import Density
from handouts.layout.flow import Piece
from handouts.layout.painter import Painter, Tree
from handouts.style import HAIRLINE, Role, Stylesheet
from handouts.values import dataclass

HAIR = 0.5
_BELOW_HEADING = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where and how blocks are set.

    Attributes:
        compositor: Sets text.
        tree: The handout's structure tree.
        density: How tightly.
        parent: The element that blocks are added to, by number.
        side: Height of a whole side, in points.
    """

    compositor: Compositor
    tree: Tree
    density: Density
    parent: int
    side: float

    @property
    def sheet(self) -> Stylesheet:
        """The look."""
        return self.compositor.sheet

    @property
    def live(self) -> float:
        """Width between the margins, in points."""
        return self.sheet.live_width

    def set(self, text: Inlines, role: Role, measure: float, *, balance: bool = False) -> SetText:
        """Lines of running text, none left empty for a wider date; see `Compositor.set`."""
        return self.compositor.set(text, role, measure, balance=balance, fill=True)

    def words(self, tag: str, parent: int, text: Inlines, *, language: str | None = None) -> int:
        """An element for words; see `Tree.words`."""
        return self.tree.words(
            tag, parent, text, direction=self.compositor.direction, language=language
        )


def hairline(painter: Painter, y: float) -> None:
    """A line between rows, over the whole width."""
    painter.rule(x=0, y=y, width=painter.sheet.live_width, weight=HAIR, color=HAIRLINE)


def join(pieces: list[Piece], made: Sequence[Piece], *, introduces: bool) -> None:
    """Add what a block was made into to the pieces before it.

    Args:
        pieces: So far.
        made: Of the block.
        introduces: It keeps with what follows, as a paragraph does that follows a heading.
    """
    if pieces and pieces[-1].keep and made:
        # What a heading heads begins right below it.
        made = [replace(made[0], gap=min(made[0].gap, _BELOW_HEADING), ease=0), *made[1:]]
    pieces.extend(replace(piece, keep=True, yields=True) if introduces else piece for piece in made)


def cuts(count: int, *, alone: bool = False) -> Iterator[int]:
    """Where a list may be cut between two of its items, the latest place first.

    Args:
        count: Of the items.
        alone: One may stand alone on either side, where two do not help.
    """
    for least in (2, 1) if alone else (2,):
        yield from range(count - least, least - 1, -1)


def kept_together(rows: list[Piece]) -> list[Piece]:
    """Rows of a list so that no heading is left with one row, and no last row stands alone.

    Of three rows the third may stand alone: all three in one piece would leave half a side. Rows
    so tall that keeping two together would leave much of a side white may stand alone.
    """
    if len(rows) < 3:
        return rows
    together = {0} if len(rows) == 3 else {0, len(rows) - 2}
    return [replace(row, close=True) if i in together else row for i, row in enumerate(rows)]
