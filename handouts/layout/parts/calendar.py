"""The calendar: days to tick, and what may start again on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.document import Calendar, CalendarDay, Inlines
from handouts.geometry import Rect, rounded_rectangle
from handouts.layout import drawings
from handouts.layout.compositor import strong
from handouts.layout.flow import Piece
from handouts.layout.painter import Align, Painter
from handouts.layout.parts.setting import Setting
from handouts.layout.slots import MonthName
from handouts.style import FORM_LINE, INK, Role, TextStyle
from handouts.values import dataclass

_CELLS = (15, 8, 5)
_BOX = 12.0
_CLEAR = 2.0
_BETWEEN = 4.0
_CLEAR_OF_NEXT = 4.0


def calendar(block: Calendar, setting: Setting) -> list[Piece]:
    """A strip of cells, as many to a line as the widest weekday allows.

    The lines stay together, unless not even a side of their own has room for them.
    """
    per_line = _cells_per_line(block, setting)
    days = block.days
    styles = _Styles(
        month=_snug_style([day.month for day in days], setting),
        weekday=_snug_style([day.weekday for day in days], setting),
        number=_snug_style([strong(day.number) for day in days], setting),
    )
    lines = [
        _strip(days[i : i + per_line], setting, per_line, styles)
        for i in range(0, len(days), per_line)
    ]
    return [_together(lines)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Styles:
    """How the words of a calendar's cells are set: as high as their ink."""

    month: TextStyle
    weekday: TextStyle
    number: TextStyle


def _snug_style(texts: Sequence[Inlines], setting: Setting) -> TextStyle:
    lines = [setting.set(text, Role.BODY, setting.live) for text in texts]
    return setting.compositor.snug(*lines)[0].style


def _together(lines: Sequence[Piece]) -> Piece:
    height = sum(line.height for line in lines) + _BETWEEN * (len(lines) - 1)

    def paint(painter: Painter, y: float) -> None:
        for line in lines:
            line.paint(painter, y)
            y += line.height + _BETWEEN

    def split(room: float) -> tuple[Piece, Piece] | None:
        for count in range(len(lines) - 1, 0, -1):
            first = _together(lines[:count])
            if first.height <= room:
                return first, _together(lines[count:])
        return None

    return Piece(height=height, paint=paint, split=split, whole=True)


def _cells_per_line(block: Calendar, setting: Setting) -> int:
    widest = max(
        (setting.compositor.natural_width(day.weekday, Role.BODY) for day in block.days),
        default=0.0,
    )
    most_marks = max((len(day.marks) for day in block.days), default=0)
    size = setting.sheet.style(Role.BODY).size
    least = max(widest + 2 * _CLEAR, most_marks * size * 1.3)
    for cells in _CELLS:
        if setting.live / cells >= least:
            return min(cells, len(block.days))
    return _CELLS[-1]


def _strip(days: Sequence[CalendarDay], setting: Setting, per_line: int, styles: _Styles) -> Piece:
    cell = setting.live / per_line
    body = setting.sheet.style(Role.BODY)
    icon = body.size * 1.25
    has_marks = any(day.marks for day in days)
    has_months = any(day.month for day in days)
    has_weekdays = any(day.weekday for day in days)
    month_height = styles.month.leading if has_months else 0.0
    weekday_height = styles.weekday.leading if has_weekdays else 0.0
    number_height = styles.number.leading
    cell_height = 2 + weekday_height + number_height + _BOX + 4 + (icon + 4 if has_marks else 0)

    table = setting.tree.add("Table", setting.parent)
    heads = setting.tree.add("TR", table)
    head_cells = [setting.tree.add("TH", heads, scope="Column") for _ in days]
    bodies = setting.tree.add("TR", table)
    body_cells = [setting.tree.add("TD", bodies) for _ in days]
    figures = [
        [setting.tree.add("Figure", body_cells[i], alt=mark.text) for mark in day.marks]
        for i, day in enumerate(days)
    ]

    def paint(painter: Painter, y: float) -> None:
        top = y + month_height
        painter.frame(
            x=0, y=top, width=cell * len(days), height=cell_height,
            weight=0.75, color=FORM_LINE, radius=0,
        )  # fmt: skip
        for index in range(1, len(days)):
            painter.upright(x=index * cell, y=top, height=cell_height, weight=0.75, color=FORM_LINE)
        for index, day in enumerate(days):
            x = index * cell
            if has_months:
                # In the head of its first day: what is shown first is read first.
                name = replace(setting.set(day.month, Role.BODY, setting.live), style=styles.month)
                month = _month(days, index, cell)
                numbers = {number.field or "": number.text for d in days for number in d.number}
                painter.text(
                    name,
                    x=x,
                    y=y,
                    width=cell,
                    owner=head_cells[index],
                    month=month,
                    shown=month.is_shown(numbers, name.lines[0].advance),
                )
            line = top + 2
            for words_, style, height in (
                (day.weekday, styles.weekday, weekday_height),
                (strong(day.number), styles.number, number_height),
            ):
                if height:
                    painter.text(
                        replace(setting.set(words_, Role.BODY, cell), style=style),
                        x=x, y=line, width=cell, owner=head_cells[index], align=Align.CENTER,
                    )  # fmt: skip
                line += height
        for index, day in enumerate(days):
            x = index * cell
            line = top + 2 + weekday_height + number_height
            painter.shape(
                rounded_rectangle(Rect(0, 0, _BOX, _BOX), 1.5),
                x=x + (cell - _BOX) / 2, y=line + 1, width=_BOX, stroke=INK, weight=0.9,
            )  # fmt: skip
            line += _BOX + 4
            start = x + (cell - len(day.marks) * icon) / 2
            for order, (mark, figure) in enumerate(zip(day.marks, figures[index], strict=True)):
                _figure(painter, mark.pictogram, figure, start + order * icon, line, icon)

    return Piece(height=month_height + cell_height, paint=paint)


def _figure(painter: Painter, name: str, owner: int, x: float, y: float, size: float) -> None:
    scale = size / drawings.GRID
    for stroke in drawings.pictogram(name).strokes:
        painter.shape(
            stroke,
            x=x,
            scale=scale, y=y, width=size, stroke=INK, weight=drawings.STROKE * scale, owner=owner,
        )  # fmt: skip


def _month(days: Sequence[CalendarDay], index: int, cell: float) -> MonthName:
    """When the month is named over a day.

    A month whose few days leave no room for its name before the next one's goes unnamed.
    """
    return MonthName(
        days=tuple(number.field or "" for day in days[index:] for number in day.number),
        opens=index == 0,
        cell=cell,
        clear=_CLEAR_OF_NEXT,
    )
