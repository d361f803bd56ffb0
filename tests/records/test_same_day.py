"""One patient, one day, the same treatment twice: one handout, with the time of the last."""

from __future__ import annotations

import pytest

from handouts.records import Appointment, Export, SkippedRow, SkipReason
from tests.records.exports import Opener, rows

HEADER = "patient number,patient,treated,treatment,language,branch,note,practitioner,status"
FIRST = {
    "patient number": "7",
    "patient": "Sample Patient",
    "treated": "2026-11-22 09:00",
    "treatment": "microneedling",
    "language": "pa",
    "branch": "Downtown",
    "note": "",
    "practitioner": "Sample Clinician",
    "status": "booked",
}
LATER = {**FIRST, "treated": "2026-11-22 15:00"}


def export(*visits: dict[str, str]) -> str:
    lines = [",".join(visit[head] for head in HEADER.split(",")) for visit in visits]
    return "\n".join([HEADER, *lines]) + "\n"


def made(opened: Export) -> list[int]:
    return [each.row for each in rows(opened) if isinstance(each, Appointment)]


@pytest.mark.parametrize(("visits", "kept"), [((FIRST, LATER), 3), ((LATER, FIRST), 2)])
def test_the_last_of_the_day_stands_for_all_wherever_its_row_is(
    open_: Opener, visits: tuple[dict[str, str], ...], kept: int
) -> None:
    first, second = rows(open_(export(*visits)))

    handout, passed = (second, first) if kept == 3 else (first, second)
    assert isinstance(handout, Appointment)
    assert handout.visit.treated is not None
    assert handout.visit.treated.hour == 15
    assert passed == SkippedRow(row=5 - kept, reason=SkipReason.SAME_DAY)


def test_a_row_that_is_there_twice_or_thrice_is_made_once(open_: Opener) -> None:
    assert made(open_(export(FIRST, FIRST, FIRST))) == [4]
    assert made(open_(export(FIRST, LATER, FIRST, LATER))) == [5]


def test_who_treated_makes_no_second_handout(open_: Opener) -> None:
    other = {**LATER, "practitioner": "Another Clinician"}

    assert made(open_(export(FIRST, other))) == [3]


@pytest.mark.parametrize(
    "difference",
    [
        {"patient number": "8"},
        {"patient number": ""},
        {"patient": "Sample Other"},
        {"treated": "2026-11-23 09:00"},
        {"treatment": "chemical-peel"},
        {"treatment": "microneedling; chemical-peel"},
        {"language": "ta"},
        {"branch": "Uptown"},
        {"note": "Please call."},
    ],
)
def test_whatever_else_is_printed_makes_two(open_: Opener, difference: dict[str, str]) -> None:
    assert made(open_(export(FIRST, {**LATER, **difference}))) == [2, 3]


def test_a_later_appointment_that_was_cancelled_stands_for_none(open_: Opener) -> None:
    assert made(open_(export(FIRST, {**LATER, "status": "cancelled"}))) == [2]


def test_two_of_one_name_without_numbers_are_two_patients(open_: Opener) -> None:
    content = "patient,treated,treatment\n" + "Sample,2026-11-22 09:00,microneedling\n" * 2

    assert made(open_(content)) == [2, 3]


def test_each_reading_gives_the_same_and_counts_names_once(open_: Opener) -> None:
    opened = open_(export(FIRST, LATER, {**FIRST, "treatment": "Haircut"}))

    assert rows(opened) == rows(opened)
    assert opened.unmapped == {"Haircut": 1}
