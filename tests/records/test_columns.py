"""Which column says what, and what is answered when that cannot be told."""

from __future__ import annotations

import pytest

from handouts.records import Appointment
from handouts.records.refusals import HeaderError
from tests.records.exports import (
    HEADER,
    ROW,
    Opener,
    appointment,
    bad,
    refusal,
    rows,
    skipped,
)


def test_the_sample_of_a_new_clinic_is_read_as_it_stands(open_: Opener) -> None:
    made = appointment(
        open_(
            "patient,treated,treatment,language,clinician\n"
            "Sample Patient,2026-11-22T15:00,microneedling,en-CA,Sample Clinician\n"
        )
    )

    assert made.visit.clinician == "Sample Clinician"


@pytest.mark.parametrize(
    "header",
    [
        "Patient Name,Ends At,Service,Preferred Language",
        "PATIENT_NAME,ends_at,service-name,preferred_language",
        "  Client   Name ,Appointment End,Procedure,Language",
        "Ｐａｔｉｅｎｔ,Treated,Treatment,Language",
    ],
)
def test_headers_are_known_whatever_their_case_spaces_and_width(open_: Opener, header: str) -> None:
    assert appointment(open_(f"{header}\n{ROW}\n")).visit.patient == "Sample Patient"


def test_the_order_of_columns_makes_no_difference(open_: Opener) -> None:
    made = open_(
        "language,x,treatment,patient,treated\npa,,microneedling,Sample,2026-11-22 15:00\n"
    )

    assert (appointment(made).language, appointment(made).visit.patient) == ("pa", "Sample")


def test_given_and_family_name_make_one_and_the_preferred_wins(open_: Opener) -> None:
    export = open_(
        "First name,Preferred name,Last name,treated,treatment\n"
        "Sample,,Patient,2026-11-22 15:00,microneedling\n"
        "Sample,Casey,Patient,2026-11-22 15:00,microneedling\n"
        ",,Patient,2026-11-22 15:00,microneedling\n"
    )

    names = [appointment_name(each) for each in rows(export)]

    assert names == ["Sample Patient", "Casey Patient", "Patient"]


def appointment_name(outcome: object) -> str | None:
    assert isinstance(outcome, Appointment)
    return outcome.visit.patient


def test_a_preferred_name_stands_for_a_whole_name(open_: Opener) -> None:
    made = open_(f"{HEADER},preferred name\n{ROW},Casey Patient\n")

    assert appointment(made).visit.patient == "Casey Patient"


def test_notes_of_the_chart_are_not_taken_for_a_note_to_the_patient(open_: Opener) -> None:
    export = open_(f"{HEADER},notes,patient notes,Handout note\n{ROW},SECRET,SECRET,Drink water.\n")

    assert appointment(export).visit.note == "Drink water."


def test_a_missing_column_is_named_with_the_headers_that_are_there(open_: Opener) -> None:
    error = refusal(lambda: open_("patient,start_at,treatment\nSECRET,x,y\n"), "SECRET")

    assert isinstance(error, HeaderError)
    assert "No column says when a treatment ended" in error.message
    assert "patient, start_at, treatment" in error.message
    assert 'treated = "Ended"' in error.remedy


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("treated,treatment", "who was treated"),
        ("first name,treated,treatment", "who was treated"),
        ("patient,treated", "which treatment"),
        ("patient,date,treatment", "when a treatment ended"),
    ],
)
def test_what_is_needed_of_every_row_must_have_a_column(
    open_: Opener, header: str, missing: str
) -> None:
    assert missing in refusal(lambda: open_(f"{header}\n")).message


def test_a_treatment_for_all_needs_no_column(open_: Opener) -> None:
    made = open_(
        "patient,treated\nSample,2026-11-22 15:00\n", default_treatments=("chemical-peel",)
    )

    assert appointment(made).treatments == ("chemical-peel",)


def test_a_file_without_headers_does_not_have_its_first_patient_read_out(open_: Opener) -> None:
    error = refusal(lambda: open_(f"{ROW}\n{ROW}\n"), "Sample Patient")

    assert "none of the headers" in error.message


def test_a_title_above_the_headers_is_to_be_deleted(open_: Opener) -> None:
    error = refusal(lambda: open_(f"Appointments of Sample Patient\n\n{HEADER}\n{ROW}\n"), "Sample")

    assert "delete whatever stands above the row with the names" in error.remedy
    known = refusal(lambda: open_("patient,when,treatment\n"))
    assert "stands above" not in known.remedy


@pytest.mark.parametrize("twice", ["Patient", "PATIENT", " patient ", "patient"])
def test_a_header_that_is_there_twice_refuses_the_file(open_: Opener, twice: str) -> None:
    error = refusal(lambda: open_(f"{HEADER},{twice}\n{ROW},x\n"))

    assert "Columns 1 and 5" in error.message


def test_two_alike_in_a_file_without_headers_are_not_read_out(open_: Opener) -> None:
    assert "Columns 1 and 2" in refusal(lambda: open_("Doe,Doe,2026\n"), "Doe").message


def test_two_columns_that_could_be_one_field_refuse_the_file_and_are_named(
    open_: Opener,
) -> None:
    content = f"{HEADER},Client Name\n{ROW},Sample Client\n"

    error = refusal(lambda: open_(content), "Sample")

    assert "patient, Client Name" in error.message
    assert appointment(open_(content, mapping='[columns]\npatient="client name"'))


def test_thousands_of_columns_are_no_export(open_: Opener) -> None:
    assert "2000 columns" in refusal(lambda: open_(f"{HEADER}{',' * 3000}\n")).message


def test_blank_headers_are_no_columns(open_: Opener) -> None:
    assert appointment(open_(f"{HEADER},,\n{ROW},x,y\n"))


def test_a_column_the_mapping_names_must_be_there(open_: Opener) -> None:
    error = refusal(lambda: open_(f"{HEADER}\n", mapping='[columns]\nnote = "Remark"'))

    assert "note from the column Remark, which is not here" in error.message


def test_of_several_names_in_the_mapping_one_must_be_there(open_: Opener) -> None:
    mapping = '[columns]\npatient = ["Guest", "Visitor"]'

    assert appointment(open_(f"{HEADER.replace('patient', 'visitor')}\n{ROW}\n", mapping=mapping))
    error = refusal(lambda: open_("Guest,Visitor,treated,treatment\n", mapping=mapping))
    assert "Guest, Visitor" in error.message


def test_a_column_cannot_be_two_fields(open_: Opener) -> None:
    mapping = '[columns]\npatient = "patient"\nclinician = "patient"'

    assert "both" in refusal(lambda: open_(f"{HEADER}\n", mapping=mapping)).message


def test_a_column_the_mapping_reads_is_nothing_else_too(open_: Opener) -> None:
    made = open_(f"{HEADER},status\n{ROW},Gone\n", mapping='[columns]\nnote = "Status"')

    assert appointment(made).visit.note == "Gone"


def test_a_field_can_be_done_without(open_: Opener) -> None:
    made = open_(f"{HEADER},status\n{ROW},Gone\n", mapping="[columns]\nstatus = []\nlanguage = []")

    assert appointment(made).language is None


@pytest.mark.parametrize(
    ("column", "code"),
    [("patient", "no-name"), ("treated", "no-date"), ("treatment", "no-treatment")],
)
def test_a_blank_cell_of_a_needed_column_is_the_rows_mistake(
    open_: Opener, column: str, code: str
) -> None:
    cells = dict(zip(HEADER.split(","), ROW.split(","), strict=True)) | {column: "  "}

    mistake = bad(open_(f"{HEADER}\n{','.join(cells.values())}\n"))

    assert (mistake.row, mistake.column, mistake.code) == (2, column, code)


@pytest.mark.parametrize(
    "status",
    ["Cancelled", "canceled", "NO SHOW", "no_show", "No-Show", "Rescheduled", "Never Booked",
     "Archived"],
)  # fmt: skip
def test_an_appointment_that_did_not_take_place_is_skipped(open_: Opener, status: str) -> None:
    assert skipped(open_(f"{HEADER},status\n{ROW},{status}\n")).row == 2


@pytest.mark.parametrize("status", ["", "Booked", "arrived", "Checked In", "booked_online"])
def test_an_appointment_that_takes_place_is_made(open_: Opener, status: str) -> None:
    assert appointment(open_(f"{HEADER},status\n{ROW},{status}\n"))


def test_a_status_nobody_explained_is_asked_about(open_: Opener) -> None:
    content = f"{HEADER},status\n{ROW},Waiting list\n"

    mistake = bad(open_(content))

    assert (mistake.column, mistake.code) == ("status", "unknown-status")
    assert skipped(open_(content, mapping='[states]\nskip = ["waiting list"]'))
    assert appointment(open_(content, mapping='[states]\nmake = ["waiting list"]'))


def test_the_clinics_word_on_a_status_wins(open_: Opener) -> None:
    content = f"{HEADER},status\n{ROW},Rescheduled\n"

    assert appointment(open_(content, mapping='[states]\nmake = ["Rescheduled"]'))


def test_a_break_needs_no_patient(open_: Opener) -> None:
    assert skipped(
        open_(f"{HEADER},break\n,,,,true\n", mapping='[columns]\nbreak = "break"')
    ).reason.startswith("a break")
