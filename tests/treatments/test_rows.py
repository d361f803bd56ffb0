from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from handouts.document import AdviceKind, Tier
from handouts.treatments import (
    AFTERCARE,
    Advice,
    Duration,
    Ends,
    Grade,
    Group,
    Sign,
    Treatment,
    calendar,
    rows,
    schedule,
)

TREATED = datetime(2026, 11, 22, 15, 0, tzinfo=ZoneInfo("America/Toronto"))


def keys(treatment: Treatment, treated: datetime | None = TREATED) -> list[str]:
    return [row.key for row in rows(treatment, schedule(treatment, treated), AFTERCARE)]


def test_rows_stand_soonest_first_and_do_before_do_not(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    sample = treatment(
        advice("numbing", "always"),
        advice("peel", "7 d"),
        advice("pick", "until-healed"),
        advice("exercise", "48 h"),
        advice("cream", "7 d", kind=AdviceKind.DO),
        advice("wash", "7 d", kind=AdviceKind.DO, start="6 h"),
        advice("makeup", "24 h"),
    )
    order = ["wash", "cream", "makeup", "exercise", "peel", "pick", "numbing"]

    assert keys(sample) == order
    assert keys(sample, None) == order


def test_rows_that_are_not_shown_do_not_print(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    assert keys(treatment(advice("makeup", "24 h", shown=False))) == []


def test_a_group_prints_once_with_the_amounts_of_its_members(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    sample = treatment(
        advice("swimming", "72 h", amounts={"minutes": 10}),
        advice("heat", "72 h", amounts={"times": 2}),
        advice("hot_yoga", "72 h", shown=False),
        groups=(Group(key="water", pictogram="steam", members=("swimming", "heat", "hot_yoga")),),
    )
    (row,) = rows(sample, schedule(sample, TREATED), AFTERCARE)

    assert (row.key, row.pictogram, row.amounts) == ("water", "steam", {"minutes": 10, "times": 2})
    assert [member.key for member in row.members] == ["swimming", "heat"]


def marks(treatment: Treatment, treated: datetime | None) -> dict[int, list[str]]:
    return {
        day.day_number: [row.key for row in day.again] + ["call"] * day.call
        for day in calendar(treatment, schedule(treatment, treated))
        if day.again or day.call
    }


@pytest.mark.parametrize("treated", [TREATED, None])
def test_the_calendar_shows_what_may_start_again_and_when_to_call(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment], treated: datetime | None
) -> None:
    sample = treatment(
        advice("makeup", "24 h"),
        advice("peel", "7 d"),
        advice("pick", "until-healed"),
        advice("numbing", "always"),
        advice("cream", "3 d", kind=AdviceKind.DO),
        advice("tanning", "4 wk"),
        signs=(
            Sign(
                id="XX-1",
                key="not_better",
                tier=Tier.ROUTINE,
                grade=Grade.PRACTICE,
                moments={"by": Duration.parse("14 d")},
            ),
        ),
    )

    assert marks(sample, treated) == {2: ["makeup"], 8: ["peel"], 14: ["call"]}


def test_the_calendar_begins_on_the_treatment_day(treatment: Callable[..., Treatment]) -> None:
    days = calendar(treatment(), schedule(treatment(), TREATED))

    assert [days[0].date, days[-1].date] == [date(2026, 11, 22), date(2026, 12, 6)]
    assert [day.day_number for day in days] == list(range(15))


def test_a_call_row_marks_its_day_only_while_it_is_on_the_sheet(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    call = advice("call", "10 d", kind=AdviceKind.DO, ends=Ends.CALL_BY)
    hidden = advice("call", "10 d", kind=AdviceKind.DO, ends=Ends.CALL_BY, shown=False)

    assert marks(treatment(call), TREATED) == {10: ["call"]}
    assert marks(treatment(hidden), TREATED) == {}


def test_the_calendar_of_microneedling(microneedling: Treatment) -> None:
    assert marks(microneedling, TREATED) == {
        2: ["makeup"],
        3: ["exercise"],
        4: ["water_and_heat"],
        7: ["call"],
        8: ["strong_products"],
        14: ["call"],
    }
    assert marks(microneedling, None) == marks(microneedling, TREATED)


def test_without_a_treatment_time_part_of_a_day_counts_as_a_day(
    advice: Callable[..., Advice], treatment: Callable[..., Treatment]
) -> None:
    assert marks(treatment(advice("makeup", "12 h"), advice("heat", "36 h")), None) == {
        2: ["makeup"],
        3: ["heat"],
    }
