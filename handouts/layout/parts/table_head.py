"""The head of a table: bold words over a rule, again wherever the table goes on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from handouts.layout.compositor import SetText
from handouts.layout.flow import Piece
from handouts.layout.pages import Artifact, Owner
from handouts.layout.painter import Align, Painter
from handouts.layout.parts.setting import Setting
from handouts.values import dataclass

_RULE = 1.5
_ABOVE_RULE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where a column stands, in points from the start margin."""

    x: float
    width: float
    align: Align = Align.START


def table_head(
    texts: Sequence[SetText], columns: Sequence[Column], setting: Setting, *, table: int
) -> tuple[Piece, Piece]:
    """The head of a table, and the same for later sides, where it is an artifact.

    Args:
        texts: What stands over each column.
        columns: Where they stand.
        setting: Where and how.
        table: The element of the table, by number.
    """
    row = setting.tree.add("TR", table)
    owned: list[Owner] = [setting.tree.add("TH", row, scope="Column") for _ in texts]
    artifacts: list[Owner] = [Artifact.PAGINATION] * len(texts)
    tall = max(text.height for text in texts)

    def paint(owners: Sequence[Owner], painter: Painter, y: float) -> None:
        for text, column, owner in zip(texts, columns, owners, strict=True):
            place(painter, text, column, y + tall - text.height, owner)
        painter.rule(
            x=0,
            y=y + tall + _ABOVE_RULE,
            width=setting.live,
            weight=_RULE,
            color=setting.sheet.accent,
        )

    first, again = (
        Piece(height=tall + _ABOVE_RULE + _RULE, paint=partial(paint, owners), gap=4, keep=True)
        for owners in (owned, artifacts)
    )
    return first, again


def place(painter: Painter, text: SetText, column: Column, y: float, owner: Owner) -> None:
    """Paint words in a column."""
    painter.text(text, x=column.x, y=y, width=column.width, owner=owner, align=column.align)
