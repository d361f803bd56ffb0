"""How long an appointment took, as exports write it, without a guess.

`1 h 30 min`, `90 minutes` and `01:30` say their unit. A plain `90` does not, so it is read only
where the column's name says that it counts minutes.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from handouts.records.moments import Cell
from handouts.records.visit import VisitError

# A treatment that is said to take longer is a mistake, or in another unit.
LONGEST = timedelta(hours=12)
_FAR_TOO_MANY = 1e6

_PLAIN = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,6})?")
_HOUR, _MINUTE = r"(?:hours|hour|hrs|hr|h)\.?", r"(?:minutes|minute|mins|min|m)\.?"
_CLOCK = re.compile(
    rf"(?P<hours>[0-9]{{1,3}}):(?P<minutes>[0-5][0-9])(?::00(?:\.0{{1,9}})?)?(?: ?{_HOUR})?",
    re.IGNORECASE,
)
_BOTH = re.compile(
    rf"(?P<hours>[0-9]{{1,3}}) ?{_HOUR},? ?(?:and )?(?P<minutes>[0-5]?[0-9])(?: ?{_MINUTE})?",
    re.IGNORECASE,
)
_HOURS = re.compile(rf"(?P<hours>[0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?) ?{_HOUR}", re.IGNORECASE)
_MINUTES = re.compile(rf"(?P<minutes>[0-9]{{1,4}}) ?{_MINUTE}", re.IGNORECASE)

_EXAMPLE = "90 min or 1 h 30"


def is_plain_number(cell: Cell) -> bool:
    """Whether a cell has a number and does not say of what."""
    if isinstance(cell, str):
        return _PLAIN.fullmatch(cell.strip()) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def read_length(cell: Cell, *, in_minutes: bool) -> timedelta:
    """The length a cell says, in whole minutes.

    Args:
        cell: What stands there.
        in_minutes: Whether a plain number counts minutes.

    Raises:
        VisitError: It says none, or none that a treatment has.
    """
    length = _read(cell, in_minutes=in_minutes)
    if length is None or length.total_seconds() % 60:
        raise _refused("is no length of time", "impossible-length")
    if not timedelta() < length <= LONGEST:
        raise _refused(
            f"is not between a minute and {LONGEST // timedelta(hours=1)} hours", "far-length"
        )
    return length


def _read(cell: Cell, *, in_minutes: bool) -> timedelta | None:
    if is_plain_number(cell):
        if not in_minutes:
            raise VisitError(
                field="length",
                code="length-without-unit",
                problem="is a number that could be minutes or hours",
                remedy="Call the column duration_minutes if it is minutes, or write "
                f"{_EXAMPLE} in it.",
            )
        minutes = _number(str(cell))
        return timedelta(minutes=minutes) if 0 <= minutes < _FAR_TOO_MANY else None
    if isinstance(cell, str):
        return _written(cell.strip(), in_minutes=in_minutes)
    if in_minutes:
        return None  # an hour of the clock in a column of minutes is one or the other
    if isinstance(cell, time):
        return datetime.combine(date.min, cell) - datetime.min
    return cell if isinstance(cell, timedelta) else None


def _written(text: str, *, in_minutes: bool) -> timedelta | None:
    forms = (_BOTH, _HOURS, _MINUTES) if in_minutes else (_CLOCK, _BOTH, _HOURS, _MINUTES)
    for form in forms:
        found = form.fullmatch(text)
        if found:
            said = found.groupdict(default="0")
            return timedelta(
                hours=_number(said.get("hours", "0")), minutes=_number(said.get("minutes", "0"))
            )
    return None


def _number(written: str) -> float:
    return float(written.strip().replace(",", "."))


def _refused(problem: str, code: str) -> VisitError:
    return VisitError(
        field="length",
        code=code,
        problem=problem,
        remedy=f"Write it as {_EXAMPLE}; or give the time the treatment ended.",
    )
