"""The timeline: discs of fading dots on a spine, when, and what is usual."""

from __future__ import annotations

from handouts.document import Timeline, TimelineRow
from handouts.layout import marks
from handouts.layout.compositor import strong
from handouts.layout.flow import Piece
from handouts.layout.painter import Painter
from handouts.layout.parts.setting import Setting, kept_together
from handouts.style import Role

_DISC = 28.0
_WHEN_X = 40.0
# The least and the most width of the column of dates.
_WHEN = (128.0, 160.0)
_AFTER_COLUMN = 8.0
_LEAST_ROW = 36.0
_AFTER_WHEN = 12.0


def timeline(block: Timeline, setting: Setting) -> list[Piece]:
    """One row a phase."""
    parent = setting.tree.add("L", setting.parent)
    last = len(block.rows) - 1
    column = _when_width(block, setting)
    return kept_together(
        [
            _row(row, setting, parent, column=column, step=index, is_last=index == last)
            for index, row in enumerate(block.rows)
        ]
    )


def _when_width(block: Timeline, setting: Setting) -> float:
    """Width of the column of dates: that of the widest there could be, within bounds."""
    least, most = _WHEN
    widths = [
        setting.compositor.natural_width(strong(row.when), Role.BODY) + 1 for row in block.rows
    ]
    return min(most, max(least, *widths)) if widths else least


def _row(
    row: TimelineRow,
    setting: Setting,
    parent: int,
    *,
    column: float,
    step: int,
    is_last: bool,
) -> Piece:
    sheet = setting.sheet
    stacked = sheet.stacked
    text_x = _WHEN_X + (16 if stacked else column + _AFTER_COLUMN)
    when_x = text_x if stacked else _WHEN_X
    when_measure = setting.live - when_x if stacked else column
    measure = setting.live - text_x
    when = setting.compositor.set(strong(row.when), Role.BODY, when_measure)
    phase = setting.set(row.phase, Role.BODY, when_measure) if row.phase else None
    text = setting.set(row.text, Role.BODY, measure)

    item = setting.tree.add("LI", parent)
    label = setting.tree.add("Lbl", item)
    # A date that may need a second line stands below its phase: where it needs none, the line
    # kept for it would part the two.
    below = bool(phase and when.rows > 1)
    when_element, phase_element = (
        reversed([setting.words("Span", label, words) for words in (row.phase, row.when)])
        if below
        else [setting.words("Span", label, words) for words in (row.when, row.phase)]
    )
    body = setting.words("LBody", item, row.text)

    # In large print the phase goes on in the line of its date, if there is room.
    phase_x = when_x + when.width + _AFTER_WHEN
    in_line = bool(
        stacked and phase and when.rows == phase.rows == 1 and phase_x + phase.width <= setting.live
    )
    if not in_line:
        phase_x = when_x
    when_height = when.height + (phase.height if phase and not in_line else 0)
    content = when_height + text.height if stacked else max(when_height, text.height)
    height = max(_LEAST_ROW, content + sheet.ink_top + sheet.ink_bottom) + (8 if stacked else 4)

    def paint(painter: Painter, y: float) -> None:
        top = y + sheet.ink_top
        marks.fading_disc(painter, step, x=0, y=y + 2, size=_DISC)
        if not is_last:
            painter.upright(
                x=_DISC / 2, y=y + 2 + _DISC, height=height - _DISC, weight=1.5, color=sheet.accent
            )
        when_y = top + (phase.height if phase and below else 0)
        painter.text(when, x=when_x, y=when_y, width=when_measure, owner=when_element)
        if phase:
            painter.text(
                phase,
                x=phase_x,
                y=top if in_line or below else top + when.height,
                width=phase.width if in_line else when_measure,
                owner=phase_element,
                color=sheet.style(Role.LABEL).color,
            )
        text_y = top + when_height if stacked else top
        painter.text(text, x=text_x, y=text_y, width=measure, owner=body)

    return Piece(height=height, paint=paint)
