"""The committed facts are those of the clinical base, row by row."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from handouts.document import AdviceKind, Proof, Tier
from handouts.treatments import (
    AFTERCARE,
    BREAKOUTS,
    Advice,
    Duration,
    Lookalike,
    Phase,
    Range,
    Risk,
    Sign,
    Treatment,
    rows,
    schedule,
)

FACTS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "microneedling_facts.json").read_text(encoding="utf-8")
)


def by_kind(*kinds: str) -> list[Any]:
    return [
        pytest.param(fact, id=fact["id"]) for fact in FACTS if fact["id"].split("-")[1] in kinds
    ]


def row_of(treatment: Treatment, fact: dict[str, Any]) -> Any:
    (row,) = (row for row in treatment.rows if row.id == fact["id"])
    return row


def test_every_row_of_the_base_is_there_once_and_no_other(microneedling: Treatment) -> None:
    ids = [row.id for row in microneedling.rows]

    assert sorted(ids) == sorted(fact["id"] for fact in FACTS)


@pytest.mark.parametrize("fact", by_kind("TL", "DO", "DX", "HC", "WHY", "DD", "RF", "HR"))
def test_grade_and_sources_are_those_of_the_base(
    microneedling: Treatment, fact: dict[str, Any]
) -> None:
    row = row_of(microneedling, fact)

    assert (row.grade, list(row.sources)) == (fact["grade"], fact["sources"])


@pytest.mark.parametrize("fact", by_kind("DO", "DX", "HC"))
def test_advice_has_the_key_default_and_range_of_the_base(
    microneedling: Treatment, fact: dict[str, Any]
) -> None:
    row = row_of(microneedling, fact)
    assert isinstance(row, Advice)
    start = fact.get("start") or (re.findall(r"after (\d+ h)", fact.get("when", "")) or ["0 h"])[0]

    assert row.key == fact["key"]
    assert row.keep == Duration.parse(fact["default"])
    assert row.start == Duration.parse(start)
    assert _ranges(row) == fact["range"]


def _ranges(row: Advice) -> str:
    if row.start_range is None:
        return "-" if row.keep_range is None else str(row.keep_range)
    start = f"start {row.start_range}"
    return start if row.keep_range is None else f"{start}; keep {row.keep_range}"


@pytest.mark.parametrize("fact", by_kind("TL"))
def test_phases_run_as_in_the_base(microneedling: Treatment, fact: dict[str, Any]) -> None:
    row = row_of(microneedling, fact)
    assert isinstance(row, Phase)

    assert (str(row.start), str(row.end)) == (fact["from"], fact["to"])


@pytest.mark.parametrize("fact", by_kind("RF"))
def test_signs_have_the_tier_of_the_base_and_are_locked(
    microneedling: Treatment, fact: dict[str, Any]
) -> None:
    row = row_of(microneedling, fact)
    assert isinstance(row, Sign)

    assert row.tier == fact["tier"]
    assert row.locked


@pytest.mark.parametrize("fact", by_kind("DD"))
def test_lookalikes_have_the_tiers_and_starts_of_the_base(
    microneedling: Treatment, fact: dict[str, Any]
) -> None:
    row = row_of(microneedling, fact)
    assert isinstance(row, Lookalike)
    tiers = [Tier(letter) for letter in re.findall(r"\b([EUSR])\b", fact["tier"])]
    starts = [Duration.parse(span) for span in re.findall(r"\d+ \w+", fact["usual_start"])]

    assert [tier for tier in (row.tier, *row.other_tiers) if tier] == tiers
    if row.starts is not None and not row.starts[1].is_word:
        assert row.starts[1] == max(starts)
        assert row.starts[0] in (min(starts), Duration.parse("0 min"))
    else:
        assert len(starts) < 2


@pytest.mark.parametrize("fact", by_kind("HR"))
def test_risks_have_the_wait_of_the_base(microneedling: Treatment, fact: dict[str, Any]) -> None:
    row = row_of(microneedling, fact)
    assert isinstance(row, Risk)
    spans = re.findall(r"\d+ mo|until.healed", fact["usual_wait_or_step"])

    assert row.wait == (Duration.parse(spans[0].replace(" h", "-h")) if spans else None)
    assert row.wait_range == (None if fact["range"] == "-" else Range.parse(fact["range"]))


def test_the_sheet_has_few_rows_and_keeps_the_protected_ones(microneedling: Treatment) -> None:
    printed = rows(microneedling, schedule(microneedling, None), AFTERCARE)
    members = {member.id for row in printed for member in row.members}

    assert [row.key for row in printed if row.kind is AdviceKind.DO] == [
        "wash", "cream", "sun_care", "keep_medicines",
    ]  # fmt: skip
    assert [row.key for row in printed if row.kind is AdviceKind.DO_NOT] == [
        "makeup", "exercise", "water_and_heat", "strong_products", "hands", "numbing_cream",
    ]  # fmt: skip
    assert {"MN-DO-13", "MN-DX-28"} <= members


def test_home_care_stands_in_the_order_of_the_file(microneedling: Treatment) -> None:
    printed = rows(microneedling, schedule(microneedling, None), BREAKOUTS)

    assert [row.key for row in printed] == [
        "no_pick", "simple_routine", "stop_new", "no_acne_cream_early", "cool_compress",
    ]  # fmt: skip


def test_only_good_reasons_are_called_known_and_only_weak_ones_hearsay(
    microneedling: Treatment,
) -> None:
    proofs = {reason.key: reason.proof for reason in microneedling.reasons if reason.shown}

    assert [key for key, proof in proofs.items() if proof is Proof.FULL] == ["allergy"]
    assert [key for key, proof in proofs.items() if proof is Proof.EMPTY] == [
        "purge", "detox", "hormones",
    ]  # fmt: skip


def test_at_most_seven_lookalikes_print_from_mild_to_serious(microneedling: Treatment) -> None:
    tiers = [row.tier for row in microneedling.lookalikes if row.shown]

    assert tiers == [None, "R", "S", "S", "S", "S", "U"]
