"""Jane's appointment export, as it comes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from handouts.records import Appointment, Export, SkippedRow, load_mapping, open_export
from handouts.records.refusals import JaneColumnsError
from tests.records.exports import TODAY, TREATMENTS, Opener, appointment, refusal, rows
from tests.records.jane import HEADER, LANGUAGES, SECRETS, jane_export

ROW = {
    "end_at": "2026-11-22 15:00",
    "patient_number": "007",
    "patient_first_name": "Sample",
    "patient_last_name": "Patient",
    "treatment_name": "microneedling",
    "break": "false",
    "state": "booked",
}


def jane(header: tuple[str, ...] = HEADER, /, **cells: str) -> str:
    row = ROW | cells
    return f"{','.join(header)}\n{','.join(row.get(name, '') for name in header)}\n"


def opened(folder: Path, *, count: int, skipped: int = 0) -> Export:
    export, languages, mapping = jane_export(seed=7, count=count, day=TODAY, skipped=skipped).write(
        folder
    )
    return open_export(
        export,
        mapping=load_mapping(mapping),
        time_zone="America/Toronto",
        today=TODAY,
        languages=languages,
        treatments=TREATMENTS,
    )


def test_two_hundred_visits_in_eight_languages_are_read_as_they_come(tmp_path: Path) -> None:
    expected = jane_export(seed=7, count=200, day=TODAY, skipped=40)

    outcomes = rows(opened(tmp_path, count=200, skipped=40))

    made = {each.row: each for each in outcomes if isinstance(each, Appointment)}
    assert {row: each.language for row, each in made.items()} == expected.made
    assert [each.row for each in outcomes if isinstance(each, SkippedRow)] == list(expected.skipped)
    assert len(made) == 200
    assert Counter(each.language for each in made.values()) == {
        tag: 25 for _, tag, _, _ in LANGUAGES
    }


def test_the_same_seed_is_the_same_file() -> None:
    one, two = (jane_export(seed=3, count=20, day=TODAY) for _ in range(2))

    assert one == two
    assert one != jane_export(seed=4, count=20, day=TODAY)


def test_what_was_told_in_confidence_is_never_read(tmp_path: Path) -> None:
    outcomes = repr(rows(opened(tmp_path, count=50, skipped=50)))

    assert not [secret for secret in SECRETS if secret in outcomes]


def test_the_preferred_name_is_printed(open_: Opener) -> None:
    assert appointment(open_(jane())).visit.patient == "Sample Patient"
    made = appointment(open_(jane(patient_preferred_name="Casey")))
    assert made.visit.patient == "Casey Patient"


def test_the_end_of_the_appointment_is_told_by_the_clinics_clock(open_: Opener) -> None:
    made = appointment(open_(jane(start_at="2026-11-22 14:00")))

    assert made.visit.treated is not None
    assert made.visit.treated.isoformat() == "2026-11-22T15:00:00-05:00"


def test_a_location_is_a_branch_in_the_branchs_own_time_zone(open_: Opener) -> None:
    content = jane(location_name="Sample West")
    zones = {"West": "America/Vancouver"}

    made = appointment(
        open_(content, mapping='[branches]\n"sample west" = "West"', branch_time_zones=zones)
    )

    assert made.branch == "West"
    assert made.visit.treated is not None
    assert made.visit.treated.isoformat() == "2026-11-22T15:00:00-08:00"
    assert appointment(open_(content)).branch == "Sample West"
    assert appointment(open_(content, mapping='[branches]\n"Sample West" = ""')).branch is None


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"state": "cancelled"}, "cancelled"),
        ({"state": "No Show"}, "no-show"),
        ({"state": "rescheduled"}, "rescheduled"),
        ({"state": "Never Booked"}, "never booked"),
        ({"state": "archived"}, "archived"),
        ({"cancelled_at": "2026-11-20 09:00"}, "cancelled"),
        ({"no_show_at": "2026-11-20 09:00"}, "no-show"),
        ({"archived_at": "2026-11-20 09:00"}, "archived"),
        ({"break": "true"}, "a break, not an appointment"),
    ],
)
def test_who_did_not_come_is_skipped(open_: Opener, cells: dict[str, str], reason: str) -> None:
    (only,) = rows(open_(jane(**cells)))

    assert isinstance(only, SkippedRow)
    assert only.reason == reason


@pytest.mark.parametrize("state", ["arrived", "Arrived", "booked", "Booked Online", "checked_in"])
def test_who_comes_or_came_gets_a_handout(open_: Opener, state: str) -> None:
    assert appointment(open_(jane(state=state))).treatments == ("microneedling",)


@pytest.mark.parametrize("column", ["end_at", "state", "cancelled_at", "patient_last_name"])
def test_a_renamed_column_refuses_the_file_and_says_which(open_: Opener, column: str) -> None:
    header = tuple("Renamed" if name == column else name for name in HEADER)

    error = refusal(lambda: open_(jane(header)))

    assert isinstance(error, JaneColumnsError)
    assert (error.missing, error.unknown) == ((column,), ("Renamed",))
    assert column in error.message
    assert "Renamed" in error.message


def test_every_missing_column_is_named(open_: Opener) -> None:
    header = tuple(name for name in HEADER if name not in ("end_at", "treatment_name"))

    error = refusal(lambda: open_(jane(header)))

    assert "end_at and none called treatment_name" in error.message


def test_a_renamed_column_can_be_named_in_the_mapping(open_: Opener) -> None:
    header = tuple("Finished" if name == "end_at" else name for name in HEADER)
    content = jane(header, Finished="2026-11-22 15:00")

    assert appointment(open_(content, mapping='[columns]\ntreated = "Finished"'))


def test_a_missing_column_can_be_done_without(open_: Opener) -> None:
    header = tuple(name for name in HEADER if name != "archived_at")

    assert appointment(open_(jane(header), mapping="[columns]\narchived = []"))


def test_columns_that_are_not_read_may_be_missing(open_: Opener) -> None:
    unread = ("id", "patient_guid", "referral_source", "chart_status", "notes_text")
    header = tuple(name for name in HEADER if name not in unread)

    assert appointment(open_(jane(header)))


def test_a_column_of_languages_added_by_the_desk_is_read(open_: Opener) -> None:
    content = jane((*HEADER, "Language"), Language="Tamil")

    assert appointment(open_(content)).language == "ta"


def test_without_a_second_file_nobody_said_which_language(open_: Opener) -> None:
    assert appointment(open_(jane())).language is None
