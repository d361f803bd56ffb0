"""What every part needs to set a block: the compositor, the tree, how tightly to set."""

from __future__ import annotations

from dataclasses import replace

from handouts.document import Inlines
from handouts.layout.compositor import Compositor, SetText
from handouts.layout.density import Density
from handouts.layout.flow import Piece
from handouts.layout.painter import Painter, Tree
from handouts.style import HAIRLINE, Role, Stylesheet
from handouts.values import dataclass

HAIR = 0.5


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


def kept_together(rows: list[Piece]) -> list[Piece]:
    """Rows of a list so that no heading is left with one row, and no last row stands alone.

    Of three rows the third may stand alone: all three in one piece would leave half a side. Rows
    so tall that keeping two together would leave much of a side white may stand alone.
    """
    if len(rows) < 3:
        return rows
    together = {0} if len(rows) == 3 else {0, len(rows) - 2}
    return [replace(row, close=True) if i in together else row for i, row in enumerate(rows)]
