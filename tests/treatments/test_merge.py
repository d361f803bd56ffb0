from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias

import pytest

from handouts.document import AdviceKind, Tier
from handouts.findings import Finding, Severity
from handouts.treatments import (
    Advice,
    Duration,
    Ends,
    Grade,
    Group,
    Lookalike,
    Reason,
    Sign,
    Starts,
    Treatment,
    merge,
)

DO = AdviceKind.DO


Merged: TypeAlias = Callable[..., tuple[Treatment, tuple[Finding, ...]]]


@pytest.fixture
def two(advice: Callable[..., Advice], treatment: Callable[..., Treatment]) -> Merged:
    """Merge a needling and a peel that hold these rows."""

    def merge_them(
        one: Sequence[Advice] = (),
        other: Sequence[Advice] = (),
        **facts: dict[str, Any],
    ) -> tuple[Treatment, tuple[Finding, ...]]:
        needling = treatment(*one, **{"id": "needling", "code": "AA", **facts.get("first", {})})
        peel = treatment(*other, **{"id": "peel", "code": "BB", **facts.get("second", {})})
        return merge([needling, peel])

    return merge_them


def only(merged: Treatment) -> Advice:
    (row,) = merged.advice
    return row


def test_one_treatment_comes_back_as_it_is(microneedling: Treatment) -> None:
    assert merge([microneedling]) == (microneedling, ())


def test_no_treatment_is_a_fault() -> None:
    with pytest.raises(ValueError, match="nothing"):
        merge([])


@pytest.mark.parametrize(
    ("one", "other", "stands"),
    [
        ("24 h", "7 d", "7 d"),
        ("7 d", "24 h", "7 d"),
        ("7 d", "until-healed", "until-healed"),
        ("always", "until-healed", "always"),
        ("24 h", "1 d", "1 d"),
    ],
)
def test_the_longest_avoid_stands_once_and_is_reported(
    advice: Callable[..., Advice],
    two: Merged,
    one: str,
    other: str,
    stands: str,
) -> None:
    merged, findings = two([advice("makeup", one, id="AA-1")], [advice("makeup", other, id="BB-1")])

    assert str(only(merged).keep) == stands
    assert [(f.check, f.severity, f.place) for f in findings] == [
        ("merge", Severity.NOTE, "needling+peel: makeup")
    ]
    assert findings[0].message == f"AA-1 says {one}, BB-1 says {other}: {stands} stands."


def test_rows_that_agree_are_merged_without_a_word(
    advice: Callable[..., Advice], two: Merged
) -> None:
    merged, findings = two([advice("makeup", "24 h")], [advice("makeup", "24 h")])

    assert only(merged).key == "makeup"
    assert findings == ()


def test_the_latest_start_and_the_longest_keep_stand(
    advice: Callable[..., Advice], two: Merged
) -> None:
    merged, _ = two(
        [advice("sunscreen", "4 wk", kind=DO, start="24 h")],
        [advice("sunscreen", "2 wk", kind=DO, start="48 h")],
    )

    assert (str(only(merged).start), str(only(merged).keep)) == ("48 h", "4 wk")


def test_what_must_not_wait_keeps_the_earliest_start(
    advice: Callable[..., Advice], two: Merged
) -> None:
    now = {"kind": DO, "starts": Starts.NOT_AFTER}
    merged, _ = two(
        [advice("cooling", "48 h", start="1 h", **now)], [advice("cooling", "48 h", **now)]
    )

    assert str(only(merged).start) == "0 h"


def test_a_call_stands_at_its_soonest(advice: Callable[..., Advice], two: Merged) -> None:
    call = {"kind": DO, "ends": Ends.CALL_BY}
    merged, _ = two([advice("call", "14 d", **call)], [advice("call", "10 d", **call)])

    assert str(only(merged).keep) == "10 d"


@pytest.mark.parametrize("do_first", [True, False])
def test_a_do_not_wins_over_a_do(
    advice: Callable[..., Advice],
    two: Merged,
    do_first: bool,
) -> None:
    do = advice("cool_cloth", "48 h", kind=DO, id="AA-1")
    do_not = advice("cool_cloth", "24 h", id="BB-1", shown=False)
    merged, findings = two([do], [do_not]) if do_first else two([do_not], [do])

    assert (only(merged).kind, str(only(merged).keep)) == (AdviceKind.DO_NOT, "24 h")
    assert only(merged).shown
    assert "BB-1 says do not and AA-1 says do" in findings[0].message


def test_a_row_prints_if_either_treatment_shows_it_and_stays_protected(
    advice: Callable[..., Advice], two: Merged
) -> None:
    merged, _ = two(
        [advice("medicines", "always", shown=False)],
        [advice("medicines", "always", protected=True)],
    )

    assert (only(merged).shown, only(merged).protected) == (True, True)


def test_next_sessions_are_never_merged(advice: Callable[..., Advice], two: Merged) -> None:
    merged, findings = two(
        [advice("next_session", "4 wk", id="AA-1", ends=Ends.FROM)],
        [advice("next_session", "2 wk", id="BB-1", ends=Ends.FROM)],
    )

    assert [(row.id, str(row.keep)) for row in merged.advice] == [
        ("AA-1", "4 wk"),
        ("BB-1", "2 wk"),
    ]
    assert findings == ()


def test_a_row_with_a_safety_clause_keeps_its_own_words(
    advice: Callable[..., Advice], two: Merged
) -> None:
    merged, _ = two(
        [advice("sunscreen", "4 wk", id="AA-1", kind=DO)],
        [advice("sunscreen", "2 wk", id="BB-1", kind=DO, own_words=True)],
    )

    assert (only(merged).id, only(merged).own_words, str(only(merged).keep)) == (
        "BB-1",
        True,
        "4 wk",
    )


def test_two_safety_clauses_both_print_with_the_strictest_span(
    advice: Callable[..., Advice], two: Merged
) -> None:
    merged, _ = two(
        [advice("pain", "4 wk", id="AA-1", kind=DO, own_words=True)],
        [advice("pain", "5 wk", id="BB-1", kind=DO, own_words=True)],
    )

    assert [(row.id, str(row.keep)) for row in merged.advice] == [
        ("AA-1", "5 wk"),
        ("BB-1", "5 wk"),
    ]


def test_rows_that_stand_for_anothers_replace_them(
    advice: Callable[..., Advice], two: Merged
) -> None:
    merged, findings = two(
        [advice("first_cleanse", "7 d", id="AA-1", kind=DO), advice("cream", "9 d", kind=DO)],
        [advice("first_cleanse", "24 h", id="BB-1", kind=DO)],
        second={"replaces": ("needling",)},
    )

    assert {row.key: str(row.keep) for row in merged.advice} == {
        "first_cleanse": "24 h",
        "cream": "9 d",
    }
    assert [f.message for f in findings] == ["The row of peel stands for AA-1."]


def sign(id_: str, tier: Tier, **moments: str) -> Sign:
    return Sign(
        id=id_,
        key="eyelid",
        tier=tier,
        grade=Grade.GOOD,
        moments={name: Duration.parse(span) for name, span in moments.items()},
    )


@pytest.mark.parametrize("urgent_first", [True, False])
def test_a_sign_in_two_tiers_stands_in_the_higher_one_alone(
    two: Merged, urgent_first: bool
) -> None:
    low, high = sign("AA-RF-01", Tier.SAME_DAY), sign("BB-RF-01", Tier.EMERGENCY)
    first, second = (high, low) if urgent_first else (low, high)
    merged, findings = two(first={"signs": (first,)}, second={"signs": (second,)})

    assert [(row.id, row.tier) for row in merged.signs] == [("BB-RF-01", Tier.EMERGENCY)]
    assert "E stands" in findings[0].message


def test_the_soonest_moment_of_a_sign_stands(
    two: Merged,
) -> None:
    merged, _ = two(
        first={"signs": (sign("AA-RF-01", Tier.SAME_DAY, after="48 h", by="7 d"),)},
        second={"signs": (sign("BB-RF-01", Tier.SAME_DAY, after="72 h", by="5 d"),)},
    )

    assert {name: str(span) for name, span in merged.signs[0].moments.items()} == {
        "after": "48 h",
        "by": "5 d",
    }


def test_all_other_signs_stay(
    microneedling: Treatment, treatment: Callable[..., Treatment]
) -> None:
    merged, _ = merge([microneedling, treatment(signs=(sign("BB-RF-01", Tier.URGENT),))])

    assert len(merged.signs) == len(microneedling.signs) + 1


def test_a_lookalike_takes_the_higher_tier(
    two: Merged,
) -> None:
    def lookalike(tier: Tier | None) -> Lookalike:
        return Lookalike(id=f"AA-{tier}", key="bumps", drawing="rough", tier=tier, grade=Grade.GOOD)

    merged, findings = two(
        first={"lookalikes": (lookalike(None),)},
        second={"lookalikes": (lookalike(Tier.ROUTINE),)},
    )

    assert [row.tier for row in merged.lookalikes] == [Tier.ROUTINE]
    assert len(findings) == 1


def test_reasons_print_once_if_either_treatment_shows_them(
    two: Merged,
) -> None:
    merged, _ = two(
        first={"reasons": (Reason(id="AA-1", key="purge", grade=Grade.WEAK),)},
        second={"reasons": (Reason(id="AA-1", key="purge", grade=Grade.WEAK, shown=True),)},
    )

    assert [(row.id, row.shown) for row in merged.reasons] == [("AA-1", True)]


def test_groups_are_joined_and_rows_with_their_own_words_leave_them(
    advice: Callable[..., Advice], two: Merged
) -> None:
    def group(*members: str) -> dict[str, tuple[Group, ...]]:
        return {"groups": (Group(key="water", pictogram="steam", members=members),)}

    merged, _ = two(
        [advice("swimming", "72 h"), advice("heat", "72 h")],
        [advice("heat", "72 h"), advice("rain", "24 h"), advice("steam", "1 d", own_words=True)],
        first=group("swimming", "heat"),
        second=group("heat", "rain", "steam"),
    )

    assert [(row.key, row.members) for row in merged.groups] == [
        ("water", ("swimming", "heat", "rain"))
    ]


def test_the_handout_is_as_careful_as_its_most_careful_treatment(
    two: Merged,
) -> None:
    merged, _ = two(
        first={"review_by": date(2027, 5, 1), "answer_minutes": 30},
        second={
            "review_by": date(2027, 3, 1),
            "answer_minutes": 0,
            "needs_number_at_all_hours": True,
        },
    )

    assert (merged.id, merged.code) == ("needling+peel", "AA+BB")
    assert (merged.review_by, merged.answer_minutes) == (date(2027, 3, 1), 0)
    assert merged.needs_number_at_all_hours
