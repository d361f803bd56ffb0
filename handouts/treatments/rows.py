"""The rows a sheet prints: advice that is shown, groups as one row, in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from handouts.document import AdviceKind
from handouts.treatments.counting import Schedule, When, WhenKind, shown_members
from handouts.treatments.model import AFTERCARE, Advice, Ends, Treatment
from handouts.values import dataclass

_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One piece of advice inside a printed row.

    Attributes:
        id: Its row in the clinical base.
        key: Its advice key.
        when: When it holds.
        amounts: Numbers its sentence needs.
    """

    id: str
    key: str
    when: When
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """One row of an advice table.

    Attributes:
        key: Names its sentences: an advice key, or a group's.
        kind: Do or do not.
        pictogram: The name of its drawing.
        when: When it holds.
        amounts: Numbers its sentences need, from all its members.
        members: What it stands for; itself, if it is no group.
        own_words: The id of the row whose own sentence must be printed; None otherwise.
    """

    key: str
    kind: AdviceKind
    pictogram: str
    when: When
    amounts: Mapping[str, int]
    members: tuple[Member, ...]
    own_words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One day to tick.

    Attributes:
        date: The day; None without a treatment time.
        day_number: Days after the treatment, which is day 0.
        again: The rows left alone until now that may start again on this day.
        call: Whether something is to be reported on this day at the latest.
    """

    date: date | None
    day_number: int
    again: tuple[PrintedRow, ...] = ()
    call: bool = False


def rows(treatment: Treatment, counted: Schedule, section: str) -> tuple[PrintedRow, ...]:
    """What a section's advice tables print.

    Aftercare stands in order of time, do before do not; home care in the order of the file.
    """
    advice = [row for row in treatment.advice if row.shown and row.section == section]
    by_key = {row.key: row for row in advice}
    group_of = {
        member: group for group in treatment.groups for member in group.members if member in by_key
    }
    printed: dict[str, PrintedRow] = {}
    for row in advice:
        group = group_of.get(row.key)
        if group is None:
            printed[row.id] = _printed(row, counted)
        elif group.key not in printed:
            members = shown_members(group, by_key)
            printed[group.key] = PrintedRow(
                key=group.key,
                kind=row.kind,
                pictogram=group.pictogram,
                when=counted.groups[group.key],
                amounts={
                    name: amount for member in members for name, amount in member.amounts.items()
                },
                members=tuple(_member(member, counted) for member in members),
            )
    if section != AFTERCARE:
        return tuple(printed.values())
    return tuple(sorted(printed.values(), key=lambda row: (row.kind, _reading_order(row.when))))


def calendar(treatment: Treatment, counted: Schedule, days: int = 15) -> tuple[CalendarEntry, ...]:
    """Days to tick from the treatment day, with what may start again and when to call."""
    left_alone = [
        row
        for row in rows(treatment, counted, AFTERCARE)
        if row.kind is AdviceKind.DO_NOT and row.when.until is not None
    ]
    first = None if counted.treated is None else counted.treated.date()
    calls = {_call_day(when, first) for when in _call_bys(treatment, counted)}
    return tuple(
        CalendarEntry(
            date=None if first is None else first + timedelta(days=number),
            day_number=number,
            again=tuple(row for row in left_alone if _again_day(row.when, first) == number),
            call=number in calls,
        )
        for number in range(days)
    )


def _printed(row: Advice, counted: Schedule) -> PrintedRow:
    member = _member(row, counted)
    return PrintedRow(
        key=row.key,
        kind=row.kind,
        pictogram=row.pictogram,
        when=member.when,
        amounts=row.amounts,
        members=(member,),
        own_words=row.id if row.own_words else None,
    )


def _member(row: Advice, counted: Schedule) -> Member:
    return Member(id=row.id, key=row.key, when=counted.advice[row.id], amounts=row.amounts)


def _reading_order(when: When) -> tuple[int, datetime, int]:
    """By the time that stands on the row, soonest first; what has none comes last."""
    if when.kind is WhenKind.ALWAYS:
        return (2, datetime.max, 0)
    if when.kind is WhenKind.UNTIL_HEALED:
        return (1, datetime.max, 0)
    at = when.start or when.end
    if isinstance(at, datetime):
        return (0, at.replace(tzinfo=None), 0)
    if at is not None:
        return (0, datetime.combine(at, time.max), 0)
    return (0, datetime.min, 0 if when.span is None else when.span.minutes)


def _call_bys(treatment: Treatment, counted: Schedule) -> tuple[When, ...]:
    signs = [counted.signs[sign.id]["by"] for sign in treatment.signs if "by" in sign.moments]
    advice = [
        counted.advice[row.id] for row in treatment.advice if row.shown and row.ends is Ends.CALL_BY
    ]
    return (*signs, *advice)


def _call_day(when: When, first: date | None) -> int | None:
    if when.end is not None and first is not None:
        return (_date(when.end) - first).days
    return None if when.until is None else when.until.minutes // _DAY


def _again_day(when: When, first: date | None) -> int | None:
    if first is not None:
        return None if when.again is None else (when.again - first).days
    if when.until is None:
        return None
    minutes = when.until.minutes + (when.after.minutes if when.after else 0)
    # The day after the one an end falls on: a picture under a day tells no hour.
    return (-(-minutes // _DAY) if when.until.is_clock else minutes // _DAY) + 1


def _date(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at
