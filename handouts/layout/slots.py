"""The places a visit fills: what stands there for another patient, set as it was the first time.

A page is laid out once. A slot remembers how its text was set and where, so that other words
can be set in the same place, without the page. They fit if they take as many rows as the first
did, and no more width and ink than was kept for them; if not, the page is not theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from handouts.color import Color
from handouts.document import Direction
from handouts.geometry import Point
from handouts.layout.compositor import SetText
from handouts.layout.items import Owner, PlacedRun
from handouts.text import Line
from handouts.values import dataclass


class Align(StrEnum):
    """Where lines stand in their measure."""

    START = "start"
    CENTER = "center"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthName:
    """When a month is named over a day of a calendar: on its first day, if it has the room.

    Attributes:
        days: The fields of the numbers of this day and of those after it in its line.
        opens: Whether this day is the first of its line, which names a month begun before.
        cell: Width of a day, in points.
        clear: Room to be left after the name, in points.
    """

    days: tuple[str, ...]
    opens: bool
    cell: float
    clear: float

    def may_be_shown(self, numbers: Mapping[str, str]) -> bool:
        """Whether the name stands there if it has the room, by the numbers of the days."""
        return self.opens or numbers[self.days[0]] == "1"

    def is_shown(self, numbers: Mapping[str, str], width: float) -> bool:
        """Whether the name stands there, by the numbers of the days and its own width."""
        if not self.may_be_shown(numbers):
            return False
        _, *others = (numbers[day] for day in self.days)
        cells = next(
            (i for i, number in enumerate(others, start=1) if number == "1"), len(self.days)
        )
        return width + self.clear <= cells * self.cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place that a visit fills.

    Attributes:
        first: The index of its first item on the page.
        count: How many items it has; none where nothing is said this time.
        text: What stands there, and how it was set.
        left: Left edge of its measure, in points.
        top: Of its first line.
        width: Of the measure.
        align: Where lines stand in it.
        color: Of the ink.
        owners: For each inline, the element it belongs to or what kind of artifact it is.
        month: When it is the name of a month over a calendar.
    """

    first: int
    count: int
    text: SetText
    left: float
    top: float
    width: float
    align: Align
    color: Color
    owners: tuple[Owner, ...]
    month: MonthName | None = None


def placed_runs(
    lines: Sequence[Line],
    text: SetText,
    *,
    left: float,
    top: float,
    width: float,
    align: Align,
    color: Color,
    owners: Sequence[Owner],
) -> list[PlacedRun]:
    """The runs of lines at their places, in a measure of `width` from page coordinate `left`."""
    placed = starts_of(lines, text, left=left, top=top, width=width, align=align)
    return [
        PlacedRun(owner=owners[run.mark], origin=Point(start + x, y), run=run, color=color)
        for line, (start, y) in zip(lines, placed, strict=True)
        for run, x in zip(line.runs, line.places, strict=True)
    ]


def starts_of(
    lines: Sequence[Line], text: SetText, *, left: float, top: float, width: float, align: Align
) -> list[tuple[float, float]]:
    """The left end of the baseline of each line, as `placed_runs` has it."""
    leading, baseline = text.style.leading, text.style.baseline
    if align is Align.CENTER:
        top += (text.rows - len(lines)) * leading / 2
    at_right = (align is Align.END) == (text.direction is Direction.LTR)
    starts = []
    for index, line in enumerate(lines):
        spare = width - line.advance
        start = left + (spare / 2 if align is Align.CENTER else spare if at_right else 0.0)
        starts.append((start, top + index * leading + baseline))
    return starts
