from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from handouts.document import AdviceKind, Tier
from handouts.findings import Severity
from handouts.treatments import (
    Advice,
    Ends,
    Grade,
    Group,
    Range,
    Sign,
    Starts,
    Treatment,
    TreatmentOverrideError,
    apply_overrides,
)
from handouts.treatments.overrides import Override, Shown

DO = AdviceKind.DO
NAME = "Dr. Sample"


@pytest.fixture
def sample(advice: Callable[..., Advice], treatment: Callable[..., Treatment]) -> Treatment:
    return treatment(
        advice("makeup", "24 h", keep_range=Range.parse("12 h to 7 d")),
        advice("exercise", "48 h", keep_range=Range.parse("24 h to 72 h"), shown=False),
        advice("home_roller", "always"),
        advice("wash", "7 d", kind=DO, start="6 h", start_range=Range.parse("4 h to 24 h")),
        advice("cooling", "48 h", kind=DO, start="1 h", starts=Starts.NOT_AFTER),
        advice("medicines", "7 d", kind=DO, protected=True, keep_range=Range.parse("1 d to 9 d")),
        advice("call", "14 d", kind=DO, ends=Ends.CALL_BY, keep_range=Range.parse("7 d to 14 d")),
        advice("clinic_first", "always", kind=DO, lead=True, shown=False),
        advice("swimming", "72 h", keep_range=Range.parse("48 h to 7 d")),
        advice("heat", "72 h", keep_range=Range.parse("24 h to 7 d")),
        advice("bare", "72 h", pictogram="", shown=False),
        groups=(Group(key="water", pictogram="steam", members=("swimming", "heat")),),
        signs=(Sign(id="XX-RF-01", key="pus", tier=Tier.SAME_DAY, grade=Grade.GOOD),),
    )


def spans(treatment: Treatment) -> dict[str, tuple[str, str]]:
    return {row.key: (str(row.start), str(row.keep)) for row in treatment.advice}


def refusal(
    sample: Treatment,
    *overrides: Override,
    shown: Sequence[Shown] = (),
) -> str:
    with pytest.raises(TreatmentOverrideError) as caught:
        apply_overrides(sample, overrides, shown)
    (mistake,) = caught.value.mistakes
    return f"{mistake.key}: {mistake.message}"


@pytest.mark.parametrize("span", ["12 h", "3 d", "72 h", "1 wk"])
def test_inside_the_range_a_clinic_is_free(sample: Treatment, span: str) -> None:
    changed, findings = apply_overrides(sample, [("makeup", "keep", span, None)])

    assert spans(changed)["makeup"] == ("0 h", span)
    assert findings == ()


def test_nothing_else_changes(sample: Treatment) -> None:
    changed, _ = apply_overrides(sample, [("makeup", "keep", "3 d", None)])

    assert {k: v for k, v in spans(changed).items() if k != "makeup"} == {
        k: v for k, v in spans(sample).items() if k != "makeup"
    }


@pytest.mark.parametrize("span", ["6 h", "8 d", "always", "until-healed"])
@pytest.mark.parametrize("name", [None, "", " "])
def test_outside_the_range_a_clinician_must_answer_by_name(
    sample: Treatment, span: str, name: str | None
) -> None:
    assert "outside what the sources give, 12 h to 7 d" in refusal(
        sample, ("makeup", "keep", span, name)
    )


def test_outside_the_range_with_a_name_it_is_done_and_reported(sample: Treatment) -> None:
    changed, findings = apply_overrides(sample, [("makeup", "keep", "8 d", NAME)])

    assert spans(changed)["makeup"] == ("0 h", "8 d")
    assert [(f.check, f.severity, f.place) for f in findings] == [
        ("overrides", Severity.WARNING, "clinic.toml: sample.makeup")
    ]
    assert NAME in findings[0].message


def test_without_a_range_every_change_needs_a_name(sample: Treatment) -> None:
    assert "no range" in refusal(sample, ("home_roller", "keep", "4 wk", None))

    changed, findings = apply_overrides(sample, [("home_roller", "keep", "4 wk", NAME)])
    assert spans(changed)["home_roller"] == ("0 h", "4 wk")
    assert len(findings) == 1


def test_saying_the_default_again_is_no_change(sample: Treatment) -> None:
    changed, findings = apply_overrides(sample, [("home_roller", "keep", "always", None)])

    assert (changed, findings) == (sample, ())


def test_a_start_has_a_range_of_its_own(sample: Treatment) -> None:
    changed, _ = apply_overrides(sample, [("wash", "start", "24 h", None)])

    assert spans(changed)["wash"] == ("24 h", "7 d")
    assert "outside" in refusal(sample, ("wash", "start", "2 h", None))
    assert "no range" in refusal(sample, ("wash", "keep", "5 d", None))


def test_a_protected_row_may_be_stricter_and_never_weaker(sample: Treatment) -> None:
    changed, _ = apply_overrides(sample, [("medicines", "keep", "9 d", None)])

    assert spans(changed)["medicines"] == ("0 h", "9 d")
    assert "protects against harm" in refusal(sample, ("medicines", "keep", "6 d", NAME))
    assert "protects against harm" in refusal(sample, ("medicines", "start", "1 h", NAME))
    assert "protects against harm" in refusal(sample, shown=[("medicines", False, NAME)])


def test_the_protected_rows_of_microneedling_cannot_be_lost(microneedling: Treatment) -> None:
    for key in ("keep_medicines", "numbing_cream"):
        assert "protects against harm" in refusal(microneedling, (key, "keep", "7 d", NAME))
        assert "protects against harm" in refusal(microneedling, shown=[(key, False, NAME)])


def test_a_call_may_come_sooner_and_never_later(sample: Treatment) -> None:
    changed, _ = apply_overrides(sample, [("call", "keep", "7 d", None)])

    assert spans(changed)["call"] == ("0 h", "7 d")
    assert "never later" in refusal(sample, ("call", "keep", "15 d", NAME))


def test_what_must_not_wait_may_not_start_later(sample: Treatment) -> None:
    assert "never later" in refusal(sample, ("cooling", "start", "2 h", NAME))


def test_warning_signs_are_locked(sample: Treatment, microneedling: Treatment) -> None:
    assert "locked" in refusal(sample, ("pus", "keep", "7 d", NAME))
    assert "locked" in refusal(sample, shown=[("pus", False, NAME)])
    assert "locked" in refusal(microneedling, shown=[("severe_allergy", False, NAME)])


def test_the_line_above_the_lists_is_locked(sample: Treatment, microneedling: Treatment) -> None:
    assert "comes before all lists" in refusal(sample, shown=[("clinic_first", True, NAME)])
    assert "comes before all lists" in refusal(
        microneedling, ("follow_clinic", "keep", "7 d", NAME)
    )


@pytest.mark.parametrize(
    ("override", "message"),
    [
        (("makup", "keep", "3 d", None), 'Did you mean "makeup"?'),
        (("makeup", "keep", "3 days", NAME), "'3 days' is not a span of time."),
        (("makeup", "keep", "ask", NAME), "ask cannot stand here."),
        (("wash", "start", "always", NAME), "always cannot stand here."),
        (("call", "keep", "always", NAME), "always cannot stand here."),
    ],
)
def test_what_cannot_be_read_is_refused(
    sample: Treatment, override: Override, message: str
) -> None:
    assert message in refusal(sample, override)


def test_all_refusals_are_told_at_once(sample: Treatment) -> None:
    with pytest.raises(TreatmentOverrideError) as caught:
        apply_overrides(
            sample,
            [("makeup", "keep", "8 d", None), ("pus", "keep", "1 d", NAME)],
            [("medicines", False, None)],
        )

    assert [mistake.key for mistake in caught.value.mistakes] == ["makeup", "pus", "medicines"]
    assert "3 changes" in caught.value.message


def shown_keys(treatment: Treatment) -> set[str]:
    return {row.key for row in treatment.advice if row.shown}


def test_rows_are_switched_on_and_off(sample: Treatment) -> None:
    changed, findings = apply_overrides(
        sample, [], [("exercise", True, None), ("makeup", False, NAME)]
    )

    assert shown_keys(changed) - shown_keys(sample) == {"exercise"}
    assert shown_keys(sample) - shown_keys(changed) == {"makeup"}
    assert [(f.severity, f.place) for f in findings] == [
        (Severity.NOTE, "clinic.toml: sample.makeup")
    ]


def test_a_group_is_switched_off_with_all_its_members(sample: Treatment) -> None:
    changed, _ = apply_overrides(sample, [], [("water", False, None)])

    assert shown_keys(sample) - shown_keys(changed) == {"swimming", "heat"}


def test_a_row_without_a_picture_cannot_be_switched_on(sample: Treatment) -> None:
    assert "no picture" in refusal(sample, shown=[("bare", True, None)])


def test_members_of_a_group_that_differ_after_a_change_are_reported(sample: Treatment) -> None:
    _, findings = apply_overrides(sample, [("swimming", "keep", "7 d", None)])

    assert [(f.severity, f.place) for f in findings] == [
        (Severity.NOTE, "clinic.toml: sample.water")
    ]
    assert "7 d for all of these: swimming 7 d, heat 72 h" in findings[0].message


def test_members_that_change_alike_are_not_reported(sample: Treatment) -> None:
    both: list[Override] = [("swimming", "keep", "7 d", None), ("heat", "keep", "7 d", None)]

    assert apply_overrides(sample, both)[1] == ()


def test_groups_a_clinic_did_not_touch_are_not_reported(microneedling: Treatment) -> None:
    assert apply_overrides(microneedling, [("makeup", "keep", "48 h", None)])[1] == ()
