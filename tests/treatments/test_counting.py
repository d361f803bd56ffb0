from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handouts.document import AdviceKind, Tier
from handouts.treatments import (
    Advice,
    Duration,
    Ends,
    Grade,
    Group,
    Lookalike,
    Phase,
    Sign,
    Starts,
    Treatment,
    UnansweredError,
    Unit,
    When,
    schedule,
)
from handouts.treatments.counting import add_days, add_days_down, hours_down, hours_up

TORONTO = ZoneInfo("America/Toronto")
NEWFOUNDLAND = ZoneInfo("America/St_Johns")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")

AUTUMN = datetime(2026, 10, 31, 15, 0, tzinfo=TORONTO)
SPRING = datetime(2027, 3, 13, 15, 0, tzinfo=TORONTO)


def toronto(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=TORONTO)


@pytest.fixture
def when(advice: Callable[..., Advice], treatment: Callable[..., Treatment]) -> Callable[..., When]:
    def count(keep: str, treated: datetime | None, **facts: Any) -> When:
        row = advice("makeup", keep, **facts)
        return schedule(treatment(row), treated).advice[row.id]

    return count


# Hours


def test_an_end_in_hours_is_that_hour(when: Callable[..., When]) -> None:
    counted = when("24 h", toronto("2026-11-22", "15:00"))

    assert (counted.kind, counted.end) == ("until_time", toronto("2026-11-23", "15:00"))


def test_an_end_in_hours_goes_up_to_the_next_full_hour(when: Callable[..., When]) -> None:
    assert when("24 h", toronto("2026-11-22", "15:01")).end == toronto("2026-11-23", "16:00")
    assert when("15 min", toronto("2026-11-22", "15:00")).end == toronto("2026-11-22", "16:00")


def test_the_night_clocks_go_back_24_hours_end_an_hour_sooner_on_the_clock(
    when: Callable[..., When],
) -> None:
    assert when("24 h", AUTUMN).end == toronto("2026-11-01", "14:00")


def test_the_night_clocks_go_forward_24_hours_end_an_hour_later_on_the_clock(
    when: Callable[..., When],
) -> None:
    assert when("24 h", SPRING).end == toronto("2027-03-14", "16:00")


def test_an_end_in_the_hour_that_comes_twice_waits_for_the_next_hour(
    when: Callable[..., When],
) -> None:
    counted = when("24 h", toronto("2026-10-31", "02:00"))

    assert counted.end == toronto("2026-11-01", "02:00")
    assert isinstance(counted.end, datetime)
    assert counted.end.fold == 0


def test_a_call_in_the_hour_that_comes_twice_is_made_the_hour_before(
    when: Callable[..., When],
) -> None:
    counted = when("24 h", toronto("2026-10-31", "01:00"), ends=Ends.CALL_BY)

    # Midnight is passed over as well.
    assert (counted.kind, counted.end) == ("by_time", toronto("2026-10-31", "23:00"))


def test_no_time_is_midnight_which_could_be_either_end_of_a_day(when: Callable[..., When]) -> None:
    until = when("24 h", toronto("2026-11-22", "23:30"))
    call = when("24 h", toronto("2026-11-23", "00:20"), ends=Ends.CALL_BY)

    assert until.end == toronto("2026-11-24", "01:00")
    assert call.end == toronto("2026-11-23", "23:00")


def test_full_hours_are_those_of_the_clinic_also_where_zones_differ_by_half_an_hour(
    when: Callable[..., When],
) -> None:
    treated = datetime(2026, 11, 22, 15, 10, tzinfo=NEWFOUNDLAND)

    assert when("24 h", treated).end == datetime(2026, 11, 23, 16, 0, tzinfo=NEWFOUNDLAND)


def as_readers_may_take_it(moment: datetime) -> tuple[datetime, datetime]:
    """The earliest and the latest moment that a clock shows this hour."""
    readings = [moment.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
    return min(readings), max(readings)


moments = st.builds(
    lambda at, zone: at.replace(tzinfo=UTC).astimezone(zone),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
    st.sampled_from([TORONTO, NEWFOUNDLAND, LORD_HOWE]),
)
clock_spans = st.builds(Duration, st.integers(0, 200), st.sampled_from([Unit.MINUTES, Unit.HOURS]))


@settings(deadline=None)
@given(moments, clock_spans)
@example(toronto("2026-10-31", "01:30"), Duration(24, Unit.HOURS))
@example(toronto("2026-10-31", "02:00"), Duration(24, Unit.HOURS))
def test_an_until_is_never_before_the_real_end_however_it_is_read(
    treated: datetime, span: Duration
) -> None:
    end = hours_up(treated, span)
    real = treated.astimezone(UTC) + timedelta(minutes=span.minutes)
    earliest, _ = as_readers_may_take_it(end)

    assert (end.minute, end.second, end.microsecond) == (0, 0, 0)
    assert earliest >= real
    assert end.astimezone(UTC) - real < timedelta(hours=3)


@settings(deadline=None)
@given(moments, clock_spans)
@example(toronto("2026-10-31", "01:30"), Duration(24, Unit.HOURS))
@example(toronto("2026-10-31", "02:00"), Duration(24, Unit.HOURS))
def test_a_call_by_is_never_after_the_real_end_however_it_is_read(
    treated: datetime, span: Duration
) -> None:
    end = hours_down(treated, span)
    real = treated.astimezone(UTC) + timedelta(minutes=span.minutes)
    _, latest = as_readers_may_take_it(end)

    assert (end.minute, end.second, end.microsecond) == (0, 0, 0)
    assert latest <= real
    assert real - end.astimezone(UTC) < timedelta(hours=3)


# Days


def test_an_end_in_days_is_that_date_and_the_thing_starts_again_the_day_after(
    when: Callable[..., When],
) -> None:
    counted = when("7 d", toronto("2026-11-22", "23:59"))

    assert (counted.kind, counted.end) == ("until_day", date(2026, 11, 29))
    assert counted.again == date(2026, 11, 30)


def test_an_end_in_hours_shows_the_thing_in_the_calendar_the_day_after(
    when: Callable[..., When],
) -> None:
    assert when("24 h", toronto("2026-11-22", "15:00")).again == date(2026, 11, 24)


@pytest.mark.parametrize("treated", [AUTUMN, SPRING])
def test_days_are_counted_on_the_calendar_whatever_clocks_do(
    when: Callable[..., When], treated: datetime
) -> None:
    assert when("1 d", treated).end == treated.date() + timedelta(days=1)
    assert when("4 wk", treated).end == treated.date() + timedelta(days=28)


@pytest.mark.parametrize(
    ("day", "months", "up", "down"),
    [
        ("2026-11-22", 1, "2026-12-22", "2026-12-22"),
        ("2027-01-31", 1, "2027-03-01", "2027-02-28"),
        ("2028-01-30", 1, "2028-03-01", "2028-02-29"),
        ("2026-12-31", 2, "2027-03-01", "2027-02-28"),
        ("2026-08-31", 6, "2027-03-01", "2027-02-28"),
        ("2026-10-31", 1, "2026-12-01", "2026-11-30"),
        ("2026-11-30", 13, "2027-12-30", "2027-12-30"),
    ],
)
def test_a_month_without_that_date_ends_on_the_1st_of_the_next_and_a_call_on_its_last_day(
    day: str, months: int, up: str, down: str
) -> None:
    start, span = date.fromisoformat(day), Duration(months, Unit.MONTHS)

    assert add_days(start, span) == date.fromisoformat(up)
    assert add_days_down(start, span) == date.fromisoformat(down)


@settings(deadline=None)
@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 40))
def test_a_call_in_months_is_never_after_an_until_in_months(day: date, months: int) -> None:
    span = Duration(months, Unit.MONTHS)
    until, call = add_days(day, span), add_days_down(day, span)

    assert call <= until <= call + timedelta(days=1)
    assert (call.year * 12 + call.month) - (day.year * 12 + day.month) == months


@settings(deadline=None)
@given(moments, st.integers(0, 99), st.sampled_from([Unit.DAYS, Unit.WEEKS]))
def test_an_until_in_days_covers_the_days_in_full(
    treated: datetime, amount: int, unit: Unit
) -> None:
    span = Duration(amount, unit)

    assert add_days(treated.date(), span) - treated.date() == timedelta(minutes=span.minutes)


# Kinds


@pytest.mark.parametrize(
    ("keep", "facts", "kind", "start", "end"),
    [
        ("always", {}, "always", None, None),
        ("until-healed", {}, "until_healed", None, None),
        ("7 d", {"start": "6 h"}, "from_time", "2026-11-22T22:00", "2026-11-29"),
        ("24 h", {"start": "8 h"}, "from_time", "2026-11-23T01:00", "2026-11-24T01:00"),
        ("always", {"start": "6 h"}, "from_time", "2026-11-22T22:00", None),
        ("always", {"start": "2 d"}, "from_day", "2026-11-24", None),
        ("2 wk", {"start": "2 d"}, "days", "2026-11-24", "2026-12-08"),
        ("4 wk", {"ends": Ends.FROM}, "from_day", "2026-12-20", None),
        ("14 d", {"ends": Ends.CALL_BY}, "by_day", None, "2026-12-06"),
    ],
)
def test_each_kind_of_row_gets_its_dates(
    when: Callable[..., When],
    keep: str,
    facts: dict[str, Any],
    kind: str,
    start: str | None,
    end: str | None,
) -> None:
    counted = when(keep, toronto("2026-11-22", "15:20"), **facts)

    assert (counted.kind, said(counted.start), said(counted.end)) == (kind, start, end)


def said(at: date | datetime | None) -> str | None:
    if isinstance(at, datetime):
        return at.strftime("%Y-%m-%dT%H:%M")
    return None if at is None else at.isoformat()


@pytest.mark.parametrize(
    ("keep", "facts", "kind", "span"),
    [
        ("24 h", {}, "for_span", "24 h"),
        ("7 d", {"start": "6 h"}, "from_span", "6 h"),
        ("4 wk", {"ends": Ends.FROM}, "from_span", "4 wk"),
        ("14 d", {"ends": Ends.CALL_BY}, "by_span", "14 d"),
        ("always", {}, "always", None),
    ],
)
def test_without_a_treatment_time_spans_stay_spans(
    when: Callable[..., When], keep: str, facts: dict[str, Any], kind: str, span: str | None
) -> None:
    counted = when(keep, None, **facts)

    assert (counted.kind, counted.span and str(counted.span)) == (kind, span)
    assert counted.start is counted.end is counted.again is None


def test_a_start_goes_up_but_for_what_must_not_wait(when: Callable[..., When]) -> None:
    treated = toronto("2026-11-22", "15:20")

    assert when("7 d", treated, start="6 h").start == toronto("2026-11-22", "22:00")
    assert when("7 d", treated, start="6 h", starts=Starts.NOT_AFTER).start == toronto(
        "2026-11-22", "21:00"
    )


def test_a_keep_counts_from_its_own_start(when: Callable[..., When]) -> None:
    patch = when("3 d", toronto("2026-11-22", "15:00"), start="72 h")

    assert (patch.start, patch.end) == (toronto("2026-11-25", "15:00"), date(2026, 11, 28))


# Signs, phases, look-alikes, groups


def test_a_sign_after_48_hours_counts_from_the_hour_before_never_later(
    treatment: Callable[..., Treatment],
) -> None:
    sign = Sign(
        id="XX-1",
        key="worse_after",
        tier=Tier.SAME_DAY,
        grade=Grade.GOOD,
        moments={"after": Duration.parse("48 h"), "by": Duration.parse("14 d")},
    )
    counted = schedule(treatment(signs=(sign,)), toronto("2026-11-22", "15:40")).signs["XX-1"]

    assert counted["after"].start == toronto("2026-11-24", "15:00")
    assert (counted["by"].kind, counted["by"].end) == ("by_day", date(2026, 12, 6))


def test_a_sign_after_days_counts_from_that_date(treatment: Callable[..., Treatment]) -> None:
    sign = Sign(
        id="XX-1",
        key="glands",
        tier=Tier.SAME_DAY,
        grade=Grade.GOOD,
        moments={"after": Duration.parse("1 mo")},
    )
    counted = schedule(treatment(signs=(sign,)), toronto("2027-01-31", "15:40")).signs["XX-1"]

    assert (counted["after"].kind, counted["after"].start) == ("from_day", date(2027, 2, 28))


@pytest.mark.parametrize(
    ("treated", "hours", "last"),
    [
        (toronto("2026-11-22", "15:00"), "36 h", date(2026, 11, 23)),
        (toronto("2026-11-22", "09:00"), "36 h", date(2026, 11, 23)),
        (toronto("2026-11-22", "15:00"), "6 h", date(2026, 11, 22)),
        (toronto("2026-11-22", "04:00"), "6 h", date(2026, 11, 22)),
    ],
)
def test_a_phase_in_hours_is_named_by_the_nearer_midnight(
    treatment: Callable[..., Treatment], treated: datetime, hours: str, last: date
) -> None:
    phase = Phase(
        id="XX-1",
        key="first",
        start=Duration.parse("0 h"),
        end=Duration.parse(hours),
        grade=Grade.GOOD,
    )

    assert schedule(treatment(phases=(phase,)), treated).phases["XX-1"].end == last


def test_lookalikes_start_on_days_that_hold_their_hours(
    treatment: Callable[..., Treatment],
) -> None:
    def lookalike(name: str, first: str, last: str) -> Lookalike:
        starts = (Duration.parse(first), Duration.parse(last))
        return Lookalike(
            id=name, key=name, drawing="rough", tier=None, grade=Grade.GOOD, starts=starts
        )

    all_three = (
        lookalike("rough", "0 h", "3 d"),
        lookalike("early", "12 h", "36 h"),
        lookalike("lumps", "3 d", "always"),
    )
    counted = schedule(treatment(lookalikes=all_three), toronto("2026-11-22", "15:00")).lookalikes

    assert [(said(w["starts"].start), said(w["starts"].end)) for w in counted.values()] == [
        ("2026-11-22", "2026-11-25"),
        ("2026-11-23", "2026-11-24"),
        ("2026-11-25", None),
    ]


def test_a_group_has_its_first_members_start_and_its_last_members_end(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    do = {"kind": AdviceKind.DO}
    sun = (advice("shade", "14 d", **do), advice("sunscreen", "4 wk", start="24 h", **do))
    wash = (advice("first", "7 d", start="6 h", **do), advice("often", "48 h", **do))
    groups = (
        Group(key="sun_care", pictogram="sun", members=("shade", "sunscreen")),
        Group(key="wash", pictogram="drop", members=("first", "often")),
    )
    counted = schedule(treatment(*sun, *wash, groups=groups), toronto("2026-11-22", "15:00"))

    assert counted.groups["sun_care"].kind == "until_day"
    assert counted.groups["sun_care"].end == date(2026, 12, 21)
    assert counted.groups["wash"].start == toronto("2026-11-22", "21:00")
    assert counted.groups["wash"].end == date(2026, 11, 29)


def test_a_group_ends_with_the_later_wall_clock_of_hours_and_days(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    rows = (advice("swimming", "7 d"), advice("heat", "170 h"), advice("touch", "24 h"))
    groups = (Group(key="water", pictogram="steam", members=("swimming", "heat", "touch")),)
    late = schedule(treatment(*rows, groups=groups), toronto("2026-11-22", "23:00"))
    early = schedule(treatment(*rows, groups=groups), toronto("2026-11-22", "10:00"))

    assert late.groups["water"].end == toronto("2026-11-30", "01:00")
    assert early.groups["water"].end == date(2026, 11, 29)


def test_a_group_with_a_member_that_never_ends_never_ends(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    rows = (advice("retinoids", "7 d"), advice("scrubs", "always"))
    groups = (Group(key="strong", pictogram="bottle", members=("retinoids", "scrubs")),)

    counted = schedule(treatment(*rows, groups=groups), toronto("2026-11-22", "23:00"))

    assert counted.groups["strong"].kind == "always"


def test_members_off_the_sheet_do_not_lengthen_their_group(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    rows = (advice("swimming", "72 h"), advice("heat", "7 d", shown=False))
    groups = (Group(key="water", pictogram="steam", members=("swimming", "heat")),)

    counted = schedule(treatment(*rows, groups=groups), toronto("2026-11-22", "15:00"))

    assert counted.groups["water"].end == toronto("2026-11-25", "15:00")


# Refusals


def test_a_treatment_time_without_a_zone_is_a_fault(treatment: Callable[..., Treatment]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        schedule(treatment(), datetime(2026, 11, 22, 15))


def test_a_span_left_for_the_clinic_stops_the_print(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    with pytest.raises(UnansweredError) as caught:
        schedule(treatment(advice("alcohol", "ask")), None)

    assert caught.value.key == "alcohol"
    assert "alcohol" in caught.value.remedy


def test_a_span_left_for_the_clinic_stops_nothing_where_the_row_does_not_print(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    counted = schedule(treatment(advice("alcohol", "ask", shown=False)), None)

    assert not counted.advice
