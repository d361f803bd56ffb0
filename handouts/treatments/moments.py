"""The moments of a schedule by name, so that another visit's can be set in their places.

Two visits of one treatment often differ in nothing but their dates. What is alike then, and
what is not, can be told from the schedule: its `Shape` is everything a sheet shows of it
besides the dates themselves, and its moments are the dates, each under one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from handouts.treatments.counting import Schedule, When, schedule
from handouts.treatments.duration import Duration, Unit
from handouts.treatments.model import AFTERCARE, BREAKOUTS, Treatment
from handouts.treatments.rows import calendar, rows
from handouts.values import dataclass

Moments: TypeAlias = Mapping[str, date | datetime]

# Hours on a sheet may be rounded past an hour that clocks skip or repeat, never further.
_ROUNDING = timedelta(hours=4)

_MOST_REMEMBERED = 256


class NamedDay(date):
    """A day that knows its name among the moments of a schedule."""

    name: str


class NamedTime(datetime):
    """A time that knows its name among the moments of a schedule."""

    name: str


def named(moment: date | datetime, name: str) -> date | datetime:
    """The same moment, with its name."""
    if isinstance(moment, datetime):
        time_ = NamedTime.combine(moment.date(), moment.timetz())
        time_ = time_.replace(fold=moment.fold)
        time_.name = name
        return time_
    day = NamedDay(moment.year, moment.month, moment.day)
    day.name = name
    return day


def with_names(counted: Schedule) -> Schedule:
    """The schedule, each of its moments knowing its name."""

    def one(prefix: str, when: When) -> When:
        return replace(
            when,
            start=when.start and named(when.start, f"{prefix}.start"),
            end=when.end and named(when.end, f"{prefix}.end"),
        )

    def flat(kind: str) -> dict[str, When]:
        return {key: one(f"{kind}.{key}", w) for key, w in getattr(counted, kind).items()}

    def deep(kind: str) -> dict[str, dict[str, When]]:
        return {
            key: {name: one(f"{kind}.{key}.{name}", when) for name, when in whens.items()}
            for key, whens in getattr(counted, kind).items()
        }

    return replace(
        counted,
        advice=flat("advice"),
        groups=flat("groups"),
        phases=flat("phases"),
        signs=deep("signs"),
        lookalikes=deep("lookalikes"),
    )


def _whens(counted: Schedule) -> Iterator[tuple[str, When]]:
    for kind in ("advice", "groups", "phases"):
        for key, when in getattr(counted, kind).items():
            yield f"{kind}.{key}", when
    for kind in ("signs", "lookalikes"):
        for key, whens in getattr(counted, kind).items():
            for name, when in whens.items():
                yield f"{kind}.{key}.{name}", when


def _moments(counted: Schedule) -> Iterator[tuple[str, date | datetime]]:
    for name, when in _whens(counted):
        if when.start is not None:
            yield f"{name}.start", when.start
        if when.end is not None:
            yield f"{name}.end", when.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A schedule as days from the treatment.

    Attributes:
        shape: All a sheet shows of the schedule besides dates: how each row's time is said, in
            which order the rows stand, what each day of the calendar brings.
        offsets: By name, days from the day of the treatment, and the time of day if there is one.
    """

    shape: str
    offsets: Mapping[str, tuple[int, time | None]]

    def moment(self, name: str, treated: datetime) -> date | datetime:
        """A date for a treatment that ended then."""
        days, clock = self.offsets[name]
        day = date.fromordinal(treated.toordinal() + days)
        return day if clock is None else datetime.combine(day, clock, treated.tzinfo)


class Timetable:
    """A treatment counted once for each time of day, since most days are alike.

    Days are not alike where clocks change before the last hour counted, or where months are
    counted; those are counted each for itself.
    """

    def __init__(self, treatment: Treatment) -> None:
        self.treatment = treatment
        spans = list(_spans(treatment))
        self._days_are_alike = not any(span.unit is Unit.MONTHS for span in spans)
        longest = max((span.minutes for span in spans if span.is_clock), default=0)
        latest_start = max(
            (row.start.minutes for row in treatment.advice if not row.start.is_word), default=0
        )
        self._horizon = timedelta(minutes=longest + latest_start) + _ROUNDING
        self._known: dict[tuple[Any, ...], Counted] = {}

    def counted(self, treated: datetime | None) -> Counted:
        """The schedule of a visit."""
        if treated is None:
            return self._remembered((None,), None)
        offset = treated.utcoffset()
        alike = (
            self._days_are_alike
            and offset == (treated + self._horizon).utcoffset()
            and offset == (treated - _ROUNDING).utcoffset()
            and not treated.fold
        )
        key = (treated.timetz(), treated.tzinfo)
        return self._remembered(key if alike else (*key, treated.date(), treated.fold), treated)

    def _remembered(self, key: tuple[Any, ...], treated: datetime | None) -> Counted:
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[key] = _count(self.treatment, treated)
        return known


def _count(treatment: Treatment, treated: datetime | None) -> Counted:
    counted = schedule(treatment, treated)
    kinds = [
        (name, when.kind.value, when.start is None, when.end is None)
        for name, when in _whens(counted)
    ]
    order = [[row.key for row in rows(treatment, counted, name)] for name in (AFTERCARE, BREAKOUTS)]
    days = [
        (entry.day_number, [row.key for row in entry.again], entry.call)
        for entry in calendar(treatment, counted)
    ]
    offsets: dict[str, tuple[int, time | None]] = {}
    if treated is not None:
        first = treated.date()
        for name, moment in _moments(counted):
            if isinstance(moment, datetime):
                offsets[name] = ((moment.date() - first).days, moment.time())
            else:
                offsets[name] = ((moment - first).days, None)
        for entry in calendar(treatment, counted):
            offsets[f"calendar.{entry.day_number}"] = (entry.day_number, None)
    return Counted(shape=repr((kinds, order, days)), offsets=offsets)


def _spans(treatment: Treatment) -> Iterator[Duration]:
    for row in treatment.advice:
        yield row.start
        yield row.keep
    for phase in treatment.phases:
        yield phase.end
    for sign in treatment.signs:
        yield from sign.moments.values()
    for lookalike in treatment.lookalikes:
        yield from lookalike.starts or ()
        yield from lookalike.moments.values()
