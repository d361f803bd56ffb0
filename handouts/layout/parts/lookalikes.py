"""What the bumps may be: a table from mild to serious."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from handouts.document import LookalikeRow, LookalikeTable
from handouts.layout import marks
from handouts.layout.compositor import SetText, strong
from handouts.layout.flow import Piece
from handouts.layout.painter import Align, Painter
from handouts.layout.parts.setting import HAIR, Setting, hairline, kept_together
from handouts.layout.parts.table_head import Column, table_head
from handouts.style import Role
from handouts.values import dataclass

_DRAWING = 32.0
_TIER_MARK = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the columns stand, in points from the start margin."""

    name: float
    name_width: float
    starts: float
    starts_width: float
    mark: float
    action: float
    action_width: float


# The part of the width that what to do may have.
_SHARES = (0.24, 0.28, 0.32)


def _columns(block: LookalikeTable, setting: Setting) -> _Columns:
    """The columns that make the table lowest; of those, what to do in the narrowest."""

    def height(columns: _Columns) -> float:
        return sum(_height(_texts(row, setting, columns)) for row in block.rows)

    return min((_columns_for(share, block, setting) for share in _SHARES), key=height)


def _columns_for(share: float, block: LookalikeTable, setting: Setting) -> _Columns:
    live = setting.live
    action_width = live * share
    action = live - action_width
    mark = action - _TIER_MARK - 4
    shown = [strong(block.heads[1]), *(row.starts for row in block.rows)]
    widths = [setting.compositor.natural_width(text, Role.BODY) for text in shown]
    starts_width = min(max(live * 0.12, *widths) + 1, live * 0.22)
    starts = mark - 8 - starts_width
    name = _DRAWING + 10
    return _Columns(
        name=name,
        name_width=starts - 8 - name,
        starts=starts,
        starts_width=starts_width,
        mark=mark,
        action=action,
        action_width=action_width,
    )


def lookalike_table(block: LookalikeTable, setting: Setting) -> list[Piece]:
    """Head and rows; the head stands again where the table goes on."""
    table = setting.tree.add("Table", setting.parent)
    if setting.sheet.stacked:
        rows = [_stacked_row(row, setting, table, first=i == 0) for i, row in enumerate(block.rows)]
        # The line above the first row keeps clear of the words above it.
        return kept_together([replace(rows[0], gap=4), *rows[1:]] if rows else [])
    columns = _columns(block, setting)
    head, repeated = _head(block, setting, table, columns)
    rows = kept_together([_row(row, setting, table, columns) for row in block.rows])
    return [
        head,
        *(replace(row, head=repeated if index else None) for index, row in enumerate(rows)),
    ]


def _head(
    block: LookalikeTable, setting: Setting, table: int, columns: _Columns
) -> tuple[Piece, Piece]:
    places = (
        Column(x=0.0, width=columns.starts - 8),
        Column(x=columns.starts, width=columns.mark - columns.starts - 4),
        Column(x=columns.action, width=columns.action_width),
    )
    texts = [
        setting.set(strong(head), Role.BODY, place.width, balance=True)
        for head, place in zip(block.heads, places, strict=True)
    ]
    return table_head(texts, places, setting, table=table)


def _row(row: LookalikeRow, setting: Setting, table: int, columns: _Columns) -> Piece:
    sheet = setting.sheet
    texts = _texts(row, setting, columns)
    name, looks, starts, action, care = texts
    elements = _elements(row, setting, table)
    inner = _height(texts)
    padding = setting.density.row
    height = inner + 2 * padding + HAIR + sheet.ink_top + sheet.ink_bottom

    def paint(painter: Painter, y: float) -> None:
        top = y + padding + sheet.ink_top
        marks.bump_mark(painter, row.drawing, x=0, y=top, size=_DRAWING)
        painter.text(name, x=columns.name, y=top, width=columns.name_width, owner=elements.name)
        painter.text(
            looks,
            x=columns.name,
            y=top + name.height,
            width=columns.name_width,
            owner=elements.looks,
        )
        painter.text(
            starts, x=columns.starts, y=top, width=columns.starts_width, owner=elements.starts
        )
        if row.tier:
            marks.tier_mark(painter, row.tier, x=columns.mark, y=top, size=_TIER_MARK)
        painter.text(
            action, x=columns.action, y=top, width=columns.action_width, owner=elements.action
        )
        if care:
            painter.text(
                care,
                x=columns.action,
                y=top + action.height,
                width=columns.action_width,
                owner=elements.care,
            )
        hairline(painter, y + height)

    return Piece(height=height, paint=paint)


_Texts: TypeAlias = tuple[SetText, SetText, SetText, SetText, SetText | None]


def _texts(row: LookalikeRow, setting: Setting, columns: _Columns) -> _Texts:
    """Name, looks, when it starts, what to do and home care."""
    return (
        setting.set(strong(row.name), Role.BODY, columns.name_width),
        setting.set(row.looks, Role.BODY, columns.name_width),
        # Below it nothing stands: a line kept for a wider date is not missed.
        setting.compositor.set(row.starts, Role.BODY, columns.starts_width),
        setting.set(strong(row.action), Role.BODY, columns.action_width),
        setting.set(row.care, Role.BODY, columns.action_width) if row.care else None,
    )


def _height(texts: _Texts) -> float:
    """Of the tallest cell of a row."""
    name, looks, starts, action, care = texts
    whole_action = action.height + (care.height if care else 0.0)
    return max(_DRAWING, name.height + looks.height, starts.height, whole_action)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Elements:
    """The elements of a row's words, by number."""

    name: int
    looks: int
    starts: int
    action: int
    care: int


def _elements(row: LookalikeRow, setting: Setting, table: int) -> _Elements:
    tr = setting.tree.add("TR", table)
    head = setting.tree.add("TH", tr, scope="Row")
    name, looks = (setting.words("P", head, text) for text in (row.name, row.looks))
    starts = setting.words("P", setting.tree.add("TD", tr), row.starts)
    cell = setting.tree.add("TD", tr)
    action, care = (setting.words("P", cell, text) for text in (row.action, row.care))
    return _Elements(name=name, looks=looks, starts=starts, action=action, care=care)


def _stacked_row(row: LookalikeRow, setting: Setting, table: int, *, first: bool) -> Piece:
    """A row of the large print edition: all below its name, save when it starts.

    That stands at the end side of the name's line, if both fit.
    """
    sheet = setting.sheet
    x = 44.0 + 12
    measure = setting.live - x
    action_x = x + _TIER_MARK + 8
    elements = _elements(row, setting, table)
    name = setting.set(strong(row.name), Role.BODY, measure)
    looks = setting.set(row.looks, Role.BODY, measure)
    starts = setting.set(row.starts, Role.BODY, measure)
    action = setting.set(strong(row.action), Role.BODY, setting.live - action_x)
    care = setting.set(row.care, Role.BODY, setting.live - action_x) if row.care else None
    beside = name.rows == starts.rows == 1 and name.width + starts.width + 24 <= measure
    texts = (
        (name, elements.name, Align.START),
        (looks, elements.looks, Align.START),
        (starts, elements.starts, Align.END if beside else Align.START),
    )
    height = (
        name.height + looks.height + (0 if beside else starts.height) + action.height
        + (care.height if care else 0) + 16 + HAIR + sheet.ink_top + sheet.ink_bottom
    )  # fmt: skip

    def paint(painter: Painter, y: float) -> None:
        if first:
            hairline(painter, y)
        top = first_line = y + 8 + sheet.ink_top
        marks.bump_mark(painter, row.drawing, x=0, y=top, size=44)
        for text, element, align in texts:
            text_y = first_line if align is Align.END else top
            painter.text(text, x=x, y=text_y, width=measure, owner=element, align=align)
            top += 0 if align is Align.END else text.height
        if row.tier:
            marks.tier_mark(painter, row.tier, x=x, y=top, size=_TIER_MARK)
        width = setting.live - action_x
        painter.text(action, x=action_x, y=top, width=width, owner=elements.action)
        if care:
            painter.text(care, x=action_x, y=top + action.height, width=width, owner=elements.care)
        hairline(painter, y + height)

    return Piece(height=height, paint=paint)
