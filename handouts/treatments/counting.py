"""Turn spans into dates: when each row of a treatment begins and ends for one visit.

Time zero is the end of the treatment, in the clinic's time zone. An "until" on paper is never
before the real end, and a "call by" never after it; hours are hours that pass, whatever clocks
do that night. Without a treatment time there are no dates, and spans stay spans.

The rules are those of the clinical base, "How time is counted"; each function names its own.
How a date is written is `i18n`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from handouts.errors import InputError
from handouts.treatments.duration import NOW, Duration, Unit
from handouts.treatments.model import (
    Advice,
    Ends,
    Group,
    Lookalike,
    Phase,
    Starts,
    Treatment,
)
from handouts.values import dataclass


class WhenKind(StrEnum):
    """How a row's time is said; each is one message of the templates."""

    UNTIL_TIME = "until_time"
    UNTIL_DAY = "until_day"
    FROM_TIME = "from_time"
    FROM_DAY = "from_day"
    DAYS = "days"
    BY_TIME = "by_time"
    BY_DAY = "by_day"
    FOR_SPAN = "for_span"
    FROM_SPAN = "from_span"
    BY_SPAN = "by_span"
    ALWAYS = "always"
    UNTIL_HEALED = "until_healed"
    AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When something holds.

    Attributes:
        kind: How it is said.
        start: First moment or day; None without a treatment time, or where it holds at once.
        end: Last moment, always a full hour, or last day, the whole of which counts. None
            without a treatment time or an end.
        span: The duration the kind speaks of; None for `always` and `until_healed`.
        after: The start as a span; None where it holds at once.
        until: The end as a span, counted from the start; None where there is none.
    """

    kind: WhenKind
    start: date | datetime | None = None
    end: date | datetime | None = None
    span: Duration | None = None
    after: Duration | None = None
    until: Duration | None = None

    @property
    def again(self) -> date | None:
        """The day on which a thing left alone may start again; None if that is unknown.

        The morning after, for an end in days and for one at an hour: a picture under a day says
        nothing of the hour, and must not let anyone begin before it.
        """
        if self.end is None:
            return None
        last = self.end.date() if isinstance(self.end, datetime) else self.end
        return last + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Every span of a treatment, counted for one visit.

    Attributes:
        treated: The end of the treatment; None if it is not known.
        advice: By row id; without rows that are still to be filled in, which do not print.
        groups: By group key, for groups with a member that prints; see `rows`.
        phases: By row id; the end of each phase.
        signs: By row id, then by the moment's name.
        lookalikes: By row id, then by the moment's name; `starts` is when it usually starts.
    """

    treated: datetime | None
    advice: Mapping[str, When]
    groups: Mapping[str, When]
    phases: Mapping[str, When]
    signs: Mapping[str, Mapping[str, When]]
    lookalikes: Mapping[str, Mapping[str, When]]


class UnansweredError(InputError):
    """A span that only the clinic can give has not been given."""

    def __init__(self, *, treatment: str, key: str) -> None:
        super().__init__(
            f"{treatment}: how long {key} lasts is for the clinic to say, and it has not.",
            remedy=f"Add an override for {key} of {treatment} to clinic.toml, with the name of "
            "the clinician who approves it.",
        )
        self.treatment, self.key = treatment, key


def schedule(treatment: Treatment, treated: datetime | None) -> Schedule:
    """Count every span of a treatment from its end.

    Args:
        treatment: Overrides applied, and merged if there are several.
        treated: The end of the treatment, with the clinic's time zone; None leaves spans.

    Raises:
        ValueError: `treated` has no time zone.
        UnansweredError: A row that prints is still to be filled in by the clinic.
    """
    if treated is not None and treated.utcoffset() is None:
        raise ValueError("A treatment time needs a time zone.")
    for row in treatment.advice:
        if row.shown and row.keep.unit is Unit.ASK:
            raise UnansweredError(treatment=treatment.id, key=row.key)
    rows = {row.key: row for row in treatment.advice if row.shown}
    return Schedule(
        treated=treated,
        advice={
            row.id: advice_when(row, treated)
            for row in treatment.advice
            if row.keep.unit is not Unit.ASK
        },
        groups={
            group.key: group_when(members, treated)
            for group in treatment.groups
            if (members := shown_members(group, rows))
        },
        phases={phase.id: _phase_when(phase, treated) for phase in treatment.phases},
        signs={sign.id: _moments(sign.moments, treated) for sign in treatment.signs},
        lookalikes={
            lookalike.id: _lookalike_whens(lookalike, treated) for lookalike in treatment.lookalikes
        },
    )


def advice_when(row: Advice, treated: datetime | None) -> When:
    """When one piece of advice holds."""
    if row.ends is Ends.CALL_BY:
        return _call_by(row.keep, treated)
    if row.ends is Ends.FROM:
        return _due_from(row.keep, treated)
    if row.start == NOW:
        return _from_now(row.keep, treated)
    return _from_later(row, treated)


def _from_now(keep: Duration, treated: datetime | None) -> When:
    if keep.unit is Unit.ALWAYS:
        return When(kind=WhenKind.ALWAYS)
    if keep.unit is Unit.UNTIL_HEALED:
        return When(kind=WhenKind.UNTIL_HEALED)
    if treated is None:
        return When(kind=WhenKind.FOR_SPAN, span=keep, until=keep)
    end = _end(treated, keep)
    kind = WhenKind.UNTIL_TIME if isinstance(end, datetime) else WhenKind.UNTIL_DAY
    return When(kind=kind, end=end, span=keep, until=keep)


def _from_later(row: Advice, treated: datetime | None) -> When:
    until = None if row.keep.is_word else row.keep
    if treated is None:
        return When(kind=WhenKind.FROM_SPAN, span=row.start, after=row.start, until=until)
    start = _start(row, treated)
    end = None if until is None else _end(_moment(start, treated), until)
    if isinstance(start, datetime):
        kind = WhenKind.FROM_TIME
    else:
        kind = WhenKind.FROM_DAY if end is None else WhenKind.DAYS
    return When(kind=kind, start=start, end=end, span=row.start, after=row.start, until=until)


def _start(row: Advice, treated: datetime) -> date | datetime:
    # Base: "Start of a do. Washing and sunscreen: up, to the next full hour. Watching, cooling,
    # a prescribed medicine: at once, never later."
    if not row.start.is_clock:
        return add_days(treated.date(), row.start)
    if row.starts is Starts.NOT_AFTER:
        return hours_down(treated, row.start)
    return hours_up(treated, row.start)


def _moment(start: date | datetime, treated: datetime) -> datetime:
    """The moment a keep is counted from.

    A row is kept up from its start, not from time zero: a patch that may go on after 72 h, for
    3 d, could not be worn otherwise, and for the others it is the longer, careful reading.
    """
    if isinstance(start, datetime):
        return start
    return datetime.combine(start, treated.timetz())


def _end(start: datetime, keep: Duration) -> date | datetime:
    # Base: "An avoid or keep doing end goes up to the next full hour"; "Day 7 is that date plus
    # 7", and the thing may start again the morning after.
    return hours_up(start, keep) if keep.is_clock else add_days(start.date(), keep)


def _due_from(keep: Duration, treated: datetime | None) -> When:
    # Base: "next_session and follow_up: on or after that date, not the day after."
    if treated is None:
        return When(kind=WhenKind.FROM_SPAN, span=keep, after=keep)
    if keep.is_clock:
        return When(kind=WhenKind.FROM_TIME, start=hours_up(treated, keep), span=keep, after=keep)
    return When(kind=WhenKind.FROM_DAY, start=add_days(treated.date(), keep), span=keep, after=keep)


def _call_by(span: Duration, treated: datetime | None) -> When:
    # Base: "Call-by times and warning signs: never later. Not better by day 14 means: call on
    # day 14 at the latest."
    if treated is None:
        return When(kind=WhenKind.BY_SPAN, span=span, until=span)
    if span.is_clock:
        return When(kind=WhenKind.BY_TIME, end=hours_down(treated, span), span=span, until=span)
    return When(
        kind=WhenKind.BY_DAY, end=add_days_down(treated.date(), span), span=span, until=span
    )


def _from_at_most(span: Duration, treated: datetime | None) -> When:
    # Base: "After 48 h is 48 real hours, rounded down if it must be rounded."
    if treated is None:
        return When(kind=WhenKind.FROM_SPAN, span=span, after=span)
    if span.is_clock:
        return When(kind=WhenKind.FROM_TIME, start=hours_down(treated, span), span=span, after=span)
    return When(
        kind=WhenKind.FROM_DAY, start=add_days_down(treated.date(), span), span=span, after=span
    )


def _moments(moments: Mapping[str, Duration], treated: datetime | None) -> dict[str, When]:
    return {
        name: _from_at_most(span, treated) if name == "after" else _call_by(span, treated)
        for name, span in moments.items()
    }


def shown_members(group: Group, rows: Mapping[str, Advice]) -> tuple[Advice, ...]:
    """The members that print, in the group's order."""
    return tuple(rows[key] for key in group.members if key in rows)


def group_when(members: tuple[Advice, ...], treated: datetime | None) -> When:
    """When a row for several pieces of advice holds: from the first one's start to the last end."""
    first = advice_when(members[0], treated)
    last = _latest(members, treated)
    if first.after is None:
        return _without_start(last)
    kind = first.kind
    if kind in (WhenKind.FROM_DAY, WhenKind.DAYS):
        kind = WhenKind.FROM_DAY if last.end is None else WhenKind.DAYS
    return replace(first, kind=kind, end=last.end, until=last.until)


def _latest(members: tuple[Advice, ...], treated: datetime | None) -> When:
    words = [member for member in members if member.keep.is_word]
    if words:
        return advice_when(max(words, key=lambda member: member.keep), treated)
    if treated is None:
        return advice_when(max(members, key=lambda member: member.keep), treated)
    return max((advice_when(member, treated) for member in members), key=_last_moment)


def _last_moment(when: When) -> datetime:
    """The end on the wall clock; a day ends with its midnight."""
    if isinstance(when.end, datetime):
        return when.end.replace(tzinfo=None)
    if when.end is None:
        return datetime.max
    return datetime.combine(when.end + timedelta(days=1), datetime.min.time())


def _without_start(when: When) -> When:
    if when.after is None:
        return when
    if when.until is None:
        return When(kind=WhenKind.ALWAYS)
    if when.end is None:
        kind = WhenKind.FOR_SPAN
    else:
        kind = WhenKind.UNTIL_TIME if isinstance(when.end, datetime) else WhenKind.UNTIL_DAY
    return When(kind=kind, end=when.end, span=when.until, until=when.until)


def _phase_when(phase: Phase, treated: datetime | None) -> When:
    """The last day of a phase.

    A phase describes; it lifts no rule and switches no sign off. So one that ends within a day
    is named by the nearer midnight, and reads as people speak: the first 36 hours after three
    in the afternoon are today and tomorrow.
    """
    if treated is None:
        return When(kind=WhenKind.FOR_SPAN, span=phase.end, until=phase.end)
    if phase.end.is_clock:
        nearest_midnight = (_after(treated, phase.end) + timedelta(hours=12)).date()
        end = max(nearest_midnight - timedelta(days=1), treated.date())
    else:
        end = add_days_down(treated.date(), phase.end)
    return When(kind=WhenKind.UNTIL_DAY, end=end, span=phase.end, until=phase.end)


def _lookalike_whens(lookalike: Lookalike, treated: datetime | None) -> dict[str, When]:
    whens = _moments(lookalike.moments, treated)
    if lookalike.starts is not None and treated is not None:
        first, last = lookalike.starts
        whens["starts"] = When(
            kind=WhenKind.FROM_DAY if last.is_word else WhenKind.DAYS,
            start=_day_of(treated, first),
            end=None if last.is_word else _day_of(treated, last),
            span=first,
            after=first,
            until=None if last.is_word else last,
        )
    return whens


def _day_of(treated: datetime, span: Duration) -> date:
    if span.is_clock:
        return _after(treated, span).date()
    return add_days(treated.date(), span)


MIDNIGHT = 0


def hours_up(start: datetime, span: Duration) -> datetime:
    """The full hour at which so many real hours have surely passed.

    An hour that comes twice that night is passed over the second time, since the reader could
    take it for the first. So is midnight: beside a date, nobody can say which of two it is.
    """
    moment = _after(start, span)
    while _past_the_hour(moment) or moment.fold or moment.hour == MIDNIGHT:
        moment = _later(moment, timedelta(hours=1) - _past_the_hour(moment))
    return moment


def hours_down(start: datetime, span: Duration) -> datetime:
    """The full hour at which not more than so many real hours have passed.

    An hour that comes twice that night is passed over the first time, since the reader could
    take it for the second; and so is midnight.
    """
    moment = _after(start, span)
    while _past_the_hour(moment) or _comes_again(moment) or moment.hour == MIDNIGHT:
        moment = _later(moment, -(_past_the_hour(moment) or timedelta(hours=1)))
    return moment


def _after(start: datetime, span: Duration) -> datetime:
    return _later(start, timedelta(minutes=span.minutes))


def _later(moment: datetime, by: timedelta) -> datetime:
    # Through UTC: adding to a zoned time moves its clock and forgets that clocks change.
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def _past_the_hour(moment: datetime) -> timedelta:
    return timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)


def _comes_again(moment: datetime) -> bool:
    return not moment.fold and moment.replace(fold=1).utcoffset() != moment.utcoffset()


def add_days(day: date, span: Duration) -> date:
    """A date so many days, weeks or months on; the 1st of the next month if there is none."""
    if span.unit is not Unit.MONTHS:
        return day + timedelta(minutes=span.minutes)
    # Base: "If a month has no such date, use the 1st of the next month."
    first = _first_of_month(day, span.amount)
    same = first + timedelta(days=day.day - 1)
    return same if same.month == first.month else _first_of_month(first, 1)


def add_days_down(day: date, span: Duration) -> date:
    """The same for a call-by date, which never goes up: the month's last day instead."""
    if span.unit is not Unit.MONTHS:
        return add_days(day, span)
    last = _first_of_month(day, span.amount + 1) - timedelta(days=1)
    return min(add_days(day, span), last)


def _first_of_month(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
