"""Dates and times as exports write them, without a guess.

A year comes first, or somebody said whether the day or the month does. Nothing is concluded
from other rows: one 13/04 does not tell how 03/04 was meant.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import TypeAlias

from handouts.records.visit import VisitError

Cell: TypeAlias = str | float | int | bool | date | datetime | time | timedelta


class DateOrder(StrEnum):
    """Which comes first in 03/04/2026."""

    DMY = "dmy"
    MDY = "mdy"


_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_DATE = re.compile(
    r"(?P<first>[0-9]{1,4})(?P<between>[-/.])(?P<second>[0-9]{1,2})(?P=between)"
    r"(?P<third>[0-9]{1,4})(?:(?:T|,? +)(?P<time>[0-9].*))?"
)
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?P<offset>z|[+-][0-9]{2}:?[0-9]{2}))?",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"\s*[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}(?![0-9])")

_EXAMPLE = "2026-01-31 15:00"


def is_ambiguous(cell: Cell) -> bool:
    """Whether a date has a year, and it does not come first."""
    return isinstance(cell, str) and _AMBIGUOUS.match(cell) is not None


def is_time_only(cell: Cell) -> bool:
    """Whether a cell has an hour and no day."""
    if isinstance(cell, str):
        return _TIME.fullmatch(cell.strip()) is not None
    return isinstance(cell, time | timedelta)


def is_day_only(cell: Cell) -> bool:
    """Whether a cell has a day and no hour."""
    if isinstance(cell, str):
        found = _DATE.fullmatch(cell.strip())
        return found is not None and found["time"] is None
    return isinstance(cell, date) and not isinstance(cell, datetime)


def read_moment(cell: Cell, order: DateOrder | None) -> datetime:
    """The moment a cell with date and time says; without an offset if it has none.

    Raises:
        VisitError: It says none.
    """
    if isinstance(cell, str):
        text = cell.strip()
        return _iso(text) if _ISO.fullmatch(text) else _written(text, order)
    if isinstance(cell, datetime):
        return _whole_seconds(cell)
    if isinstance(cell, date):
        raise _no_time()
    raise _not_a_date(cell)


def join_moment(day: Cell, end: Cell, order: DateOrder | None) -> datetime:
    """The moment that a cell with a date and one with a time say together.

    Raises:
        VisitError: They say none.
    """
    return datetime.combine(_day(day, order), _time(end))


def _day(cell: Cell, order: DateOrder | None) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        raise _not_a_date(cell)
    found = _DATE.fullmatch(cell.strip())
    if found is None:
        raise _impossible()
    if found["time"] is not None:
        _time(found["time"])
    return _date(found, order)


def _time(cell: Cell) -> time:
    """A time of day, with its offset if it has one."""
    if isinstance(cell, str):
        found = _TIME.fullmatch(cell.strip())
        if found is None:
            raise _impossible()
        return _hour(found)
    if isinstance(cell, datetime):
        return _whole_seconds(cell).time()
    if isinstance(cell, time):
        return _whole_seconds(datetime.combine(date.min, cell)).time()
    if isinstance(cell, timedelta) and timedelta() <= cell < timedelta(days=1):
        return _whole_seconds(datetime.combine(date.min, time()) + cell).time()
    raise _not_a_date(cell)


def _iso(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise _impossible() from None


def _written(text: str, order: DateOrder | None) -> datetime:
    found = _DATE.fullmatch(text)
    if found is None:
        raise _impossible()
    day = _date(found, order)
    if found["time"] is None:
        raise _no_time()
    return datetime.combine(day, _time(found["time"]))


def _date(found: re.Match[str], order: DateOrder | None) -> date:
    first, second, third = found["first"], found["second"], found["third"]
    if len(first) == 4:
        year, month, day = first, second, third
    else:
        year = third
        day, month = (first, second) if order is DateOrder.DMY else (second, first)
    if len(year) != 4:
        raise VisitError(
            field="treated",
            code="short-year",
            problem="has a year without four digits",
            remedy=f"Write the year with four digits, as in {_EXAMPLE}.",
        )
    if order is None and year is third:
        raise VisitError(
            field="treated",
            code="ambiguous-date",
            problem="could have the day or the month first",
            remedy="Say which with --dates dmy or --dates mdy.",
        )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise _impossible() from None


def _hour(found: re.Match[str]) -> time:
    hour, half, offset = int(found["hour"]), found["half"], found["offset"]
    if half:
        if not 1 <= hour <= 12:
            raise _impossible()
        hour = hour % 12 + (12 if half in "pP" else 0)
    try:
        zone = None if offset is None else _offset(offset)
        return time(hour, int(found["minute"]), int(found["second"] or 0), tzinfo=zone)
    except ValueError:
        raise _impossible() from None


def _offset(written: str) -> tzinfo:
    if written in "zZ":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    if minutes > 59:
        raise ValueError
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if written[0] == "-" else span)


def _whole_seconds(moment: datetime) -> datetime:
    # A spreadsheet keeps a time as a fraction of a day, and 15:00 may come out as 14:59:59.99.
    nearest = moment.replace(microsecond=0)
    if moment.microsecond < 500_000 or nearest.year == MAXYEAR:
        return nearest
    return nearest + timedelta(seconds=1)


def _impossible() -> VisitError:
    return VisitError(
        field="treated",
        code="impossible-date",
        problem="is not a date and time that exists",
        remedy=f"Write year, month, day and time, as in {_EXAMPLE}.",
    )


def _no_time() -> VisitError:
    return VisitError(
        field="treated",
        code="no-time",
        problem="has a date and no time",
        remedy=f"Add the time of day, as in {_EXAMPLE}.",
    )


def _not_a_date(cell: Cell) -> VisitError:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return _impossible()
    return VisitError(
        field="treated",
        code="number-for-date",
        problem="is a plain number, not a date",
        remedy="In the spreadsheet, format the column as date and time, or write "
        f"it as {_EXAMPLE}.",
    )
