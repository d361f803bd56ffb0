"""A treatment counted once gives every visit the dates it would have been given alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.library import Library
from handouts.treatments import (
    Advice,
    Schedule,
    Timetable,
    Treatment,
    When,
    calendar,
    load_treatment,
    named,
    schedule,
    with_names,
)

TORONTO = ZoneInfo("America/Toronto")
MICRONEEDLING = load_treatment(Library.find().templates, "microneedling")

# Clocks in Toronto change at two at night, on the second Sunday of March and the first of November.
CHANGES = [
    datetime(2024, 3, 10, 2), datetime(2024, 11, 3, 2), datetime(2026, 11, 1, 2),
    datetime(2027, 3, 14, 2), datetime(2028, 3, 12, 2), datetime(2030, 11, 3, 2),
]  # fmt: skip


def exists(moment: datetime) -> bool:
    return datetime.fromtimestamp(moment.timestamp(), TORONTO).replace(tzinfo=None) == (
        moment.replace(tzinfo=None)
    )


any_time = st.datetimes(datetime(2023, 1, 1), datetime(2032, 12, 31))
near_a_change = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-4 * 24 * 60, 24 * 60),
)
# Visits at one time of day are those that may share.
often_at_one_time = st.builds(
    lambda day, clock: datetime.combine(day, clock),
    st.one_of(any_time, near_a_change).map(datetime.date),
    st.sampled_from([time(1, 30), time(15), time(23, 30)]),
)
treated = st.builds(
    lambda moment, fold: moment.replace(second=0, microsecond=0, fold=fold, tzinfo=TORONTO),
    st.one_of(any_time, near_a_change, often_at_one_time),
    st.integers(0, 1),
).filter(exists)

often = settings(max_examples=60, deadline=None, derandomize=True)
TIMETABLE = Timetable(MICRONEEDLING)


def moments_of(treatment: Treatment, moment: datetime) -> dict[str, str]:
    """The moments of a schedule by name, and the days of its calendar."""
    counted = schedule(treatment, moment)
    found = {
        at.name: at.isoformat()  # type: ignore[attr-defined]  # named by with_names
        for when in whens_of(with_names(counted))
        for at in (when.start, when.end)
        if at is not None
    }
    for entry in calendar(treatment, counted):
        assert entry.date is not None
        found[f"calendar.{entry.day_number}"] = entry.date.isoformat()
    return found


def whens_of(counted: Schedule) -> Iterator[When]:
    yield from counted.advice.values()
    yield from counted.groups.values()
    yield from counted.phases.values()
    for whens in (*counted.signs.values(), *counted.lookalikes.values()):
        yield from whens.values()


def as_counted(timetable: Timetable, moment: datetime) -> dict[str, str]:
    counted = timetable.counted(moment)
    return {name: counted.moment(name, moment).isoformat() for name in counted.offsets}


@often
@given(st.lists(treated, min_size=1, max_size=4))
def test_a_visit_has_the_dates_of_its_schedule_whoever_came_before(moments: list[datetime]) -> None:
    for moment in moments:
        assert as_counted(TIMETABLE, moment) == moments_of(MICRONEEDLING, moment)


@often
@given(treated)
def test_a_visit_has_the_shape_it_would_have_alone(moment: datetime) -> None:
    alone = Timetable(MICRONEEDLING).counted(moment)

    assert TIMETABLE.counted(moment).shape == alone.shape


@often
@given(treated)
def test_rows_are_said_and_ordered_as_the_shape_says(moment: datetime) -> None:
    def said(at: datetime) -> list[tuple[str, bool, bool]]:
        return [
            (when.kind.value, when.start is None, when.end is None)
            for when in whens_of(schedule(MICRONEEDLING, at))
        ]

    usual = datetime(2026, 6, 1, 15, tzinfo=TORONTO)
    if TIMETABLE.counted(moment).shape == TIMETABLE.counted(usual).shape:
        assert said(moment) == said(usual)


@pytest.mark.parametrize("clock", ["09:00", "14:30", "23:59"])
def test_visits_at_one_time_of_day_have_one_shape_all_summer(clock: str) -> None:
    timetable = Timetable(MICRONEEDLING)
    days = [date(2026, 4, 1) + timedelta(days=number) for number in range(200)]

    shapes = {
        timetable.counted(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=TORONTO)).shape
        for day in days
    }

    assert len(shapes) == 1


def test_a_treatment_late_at_night_brings_its_calendar_forward_a_day() -> None:
    day, night = (datetime(2026, 6, 1, *clock, tzinfo=TORONTO) for clock in ((15, 0), (23, 30)))

    assert TIMETABLE.counted(day).shape != TIMETABLE.counted(night).shape


def test_without_a_treatment_time_there_are_no_moments() -> None:
    counted = TIMETABLE.counted(None)

    assert counted.offsets == {}
    assert counted.shape != TIMETABLE.counted(datetime(2026, 6, 1, 15, tzinfo=TORONTO)).shape


def test_months_are_counted_for_each_day_itself(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    made = treatment(advice("sun", "6 mo"), advice("oil", "1 mo"), advice("makeup", "24 h"))
    timetable = Timetable(made)

    @often
    @given(treated)
    def holds(moment: datetime) -> None:
        assert as_counted(timetable, moment) == moments_of(made, moment)

    holds()


def test_a_named_moment_is_still_the_moment_it_was() -> None:
    moment = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=TORONTO)

    assert named(moment, "x").isoformat() == moment.isoformat()
    assert named(moment.date(), "x") == moment.date()
