"""FHIR R4 Bundles of appointments and patients."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.records import Appointment, BadRow, ExportError, SkippedRow
from handouts.records.fhir import MOST_BYTES
from handouts.records.refusals import EncodingError, TooLargeError, UnreadableError
from tests.records.exports import Opener, appointment, bad, opener, refusal, rows, skipped


def patient(**elements: Any) -> dict[str, Any]:
    return {
        "resourceType": "Patient",
        "id": "p1",
        "name": [{"given": ["Sample"], "family": "Patient"}],
        **elements,
    }


def visit(**elements: Any) -> dict[str, Any]:
    return {
        "resourceType": "Appointment",
        "status": "booked",
        "end": "2026-11-22T15:00:00-05:00",
        "serviceType": [{"text": "microneedling"}],
        "participant": [{"actor": {"reference": "Patient/p1"}, "status": "accepted"}],
        **elements,
    }


def speaks(code: str, *, preferred: bool | None = None) -> dict[str, Any]:
    language = {"coding": [{"system": "urn:ietf:bcp:47", "code": code}]}
    return {"language": language} | ({} if preferred is None else {"preferred": preferred})


def bundle(*resources: dict[str, Any]) -> str:
    entries = [
        {
            "fullUrl": f"https://example.com/fhir/{each['resourceType']}/{each['id']}",
            "resource": each,
        }
        if "id" in each
        else {"resource": each}
        for each in resources
    ]
    return json.dumps({"resourceType": "Bundle", "type": "searchset", "entry": entries})


def test_an_appointment_and_its_patient_are_read(open_: Opener) -> None:
    actors = [
        {"actor": {"reference": "Patient/p1", "display": "WRONG"}},
        {"actor": {"reference": "Practitioner/9", "display": "Sample Clinician"}},
        {"actor": {"reference": "Location/2", "display": "West"}},
    ]
    person = patient(
        communication=[speaks("en"), speaks("pa", preferred=True)],
        identifier=[{"value": " 007 "}],
    )

    made = appointment(open_(bundle(person, visit(participant=actors, comment="SECRET"))))

    assert made.row == 2
    assert made.treatments == ("microneedling",)
    assert (made.language, made.branch, made.reference) == ("pa", "West", "007")
    assert (made.visit.patient, made.visit.clinician) == ("Sample Patient", "Sample Clinician")
    assert made.visit.treated is not None
    assert made.visit.treated.isoformat() == "2026-11-22T15:00:00-05:00"
    assert "SECRET" not in repr(made)


def test_an_appointment_that_tells_its_start_and_its_minutes_is_read_at_its_end(
    open_: Opener,
) -> None:
    told = {"end": None, "start": "2026-11-22T13:30:00-05:00"}

    made = appointment(open_(bundle(patient(), visit(**told, minutesDuration=90))))

    assert made.visit.treated is not None
    assert made.visit.treated.isoformat() == "2026-11-22T15:00:00-05:00"
    without = bad(open_(bundle(patient(), visit(**told))))
    assert (without.column, without.code) == ("Appointment.end", "no-date")
    long = bad(open_(bundle(patient(), visit(**told, minutesDuration=900))))
    assert (long.column, long.code) == ("Appointment.minutesDuration", "far-length")
    told["start"] = "2026-11-22"
    day = bad(open_(bundle(patient(), visit(**told, minutesDuration=90))))
    assert (day.column, day.code) == ("Appointment.start", "no-time")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\n  "])
def test_it_is_known_by_what_it_begins_with(open_: Opener, mark: bytes) -> None:
    assert appointment(open_(mark + bundle(patient(), visit()).encode(), name="export.csv"))


@pytest.mark.parametrize(
    "reference",
    ["Patient/p1", "https://example.com/fhir/Patient/p1", "https://example.org/x/Patient/p1"],
)
def test_a_patient_is_found_by_any_way_to_write_the_reference(
    open_: Opener, reference: str
) -> None:
    made = open_(bundle(visit(participant=[{"actor": {"reference": reference}}]), patient()))

    assert appointment(made).visit.patient == "Sample Patient"


def test_a_patient_is_found_by_a_uuid(open_: Opener) -> None:
    name = "urn:uuid:0c0ffee0-0000-4000-8000-000000000000"
    entries = [
        {"resource": visit(participant=[{"actor": {"reference": name}}])},
        {"fullUrl": name, "resource": {**patient(), "id": None}},
    ]

    made = open_(json.dumps({"resourceType": "Bundle", "entry": entries}))

    assert appointment(made).visit.patient == "Sample Patient"


def test_a_reference_that_leads_nowhere_is_the_rows_mistake(open_: Opener) -> None:
    for participants in (
        [{"actor": {"reference": "Patient/SECRET"}}],
        [{"actor": {"display": "SECRET"}}],
        [{"actor": {"type": "Patient", "display": "SECRET"}}],
        [],
        "SECRET",
    ):
        mistake = bad(open_(bundle(patient(), visit(participant=participants))))

        assert (mistake.column, mistake.code) == ("Appointment.participant", "no-patient")
        assert "SECRET" not in repr(mistake)


def test_of_two_patients_with_one_id_neither_is_taken(open_: Opener) -> None:
    other = patient(name=[{"text": "Other"}])

    assert bad(open_(bundle(patient(), other, visit()))).code == "no-patient"
    assert appointment(open_(bundle(patient(), patient(), visit())))


def test_an_appointment_of_two_patients_is_asked_about(open_: Opener) -> None:
    actors = [{"actor": {"reference": f"Patient/p{at}"}} for at in (1, 2)]

    made = open_(bundle(patient(), patient(id="p2"), visit(participant=actors)))

    assert bad(made).code == "several-patients"


@pytest.mark.parametrize("status", ["booked", "arrived", "checked-in", "fulfilled"])
def test_an_appointment_that_takes_place_is_made(open_: Opener, status: str) -> None:
    assert appointment(open_(bundle(patient(), visit(status=status))))


@pytest.mark.parametrize(
    "status", ["proposed", "pending", "cancelled", "noshow", "entered-in-error", "waitlist"]
)
def test_an_appointment_that_does_not_is_skipped(open_: Opener, status: str) -> None:
    # Not even the patient need be there.
    assert skipped(open_(bundle(visit(status=status)))).row == 1


@pytest.mark.parametrize("status", ["Booked", "", None, 5, ["booked"]])
def test_any_other_status_is_the_rows_mistake(open_: Opener, status: object) -> None:
    assert bad(open_(bundle(patient(), visit(status=status)))).code == "unknown-status"


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        ([{"use": "usual", "text": "Casey"}, {"use": "official", "text": "Sample P"}], "Sample P"),
        ([{"text": "Casey"}, {"text": "Other"}], "Casey"),
        ([{"given": ["Sample", "Q"], "family": "Patient"}], "Sample Q Patient"),
        ([{"use": "official"}, {"family": "王"}], "王"),
    ],
)
def test_the_official_name_is_printed_or_else_the_first(
    open_: Opener, names: list[dict[str, Any]], printed: str
) -> None:
    assert appointment(open_(bundle(patient(name=names), visit()))).visit.patient == printed


@pytest.mark.parametrize("names", [[], None, [{}], [{"given": "x"}], "x"])
def test_a_patient_without_a_name_is_the_rows_mistake(open_: Opener, names: object) -> None:
    assert bad(open_(bundle(patient(name=names), visit()))).code == "no-name"


@pytest.mark.parametrize(
    ("spoken", "tag"),
    [
        ([speaks("en"), speaks("ta", preferred=True)], "ta"),
        ([speaks("ta")], "ta"),
        ([speaks("en"), speaks("ta")], None),
        ([speaks("en", preferred=False), speaks("ta", preferred=False)], None),
        ([], None),
        ([{"language": {"text": "Punjabi"}}], "pa"),
        ([{"language": {"coding": [{"code": "??", "display": "Punjabi"}]}}], "pa"),
    ],
)
def test_the_preferred_language_is_taken_and_none_is_guessed(
    open_: Opener, spoken: list[dict[str, Any]], tag: str | None
) -> None:
    assert appointment(open_(bundle(patient(communication=spoken), visit()))).language == tag


@pytest.mark.parametrize("code", ["zh", "klingonish language"])
def test_a_language_that_is_not_known_is_the_rows_mistake(open_: Opener, code: str) -> None:
    mistake = bad(open_(bundle(patient(communication=[speaks(code)]), visit())))

    assert (mistake.column, mistake.code) == ("Patient.communication", "unknown-language")


def test_a_second_file_of_languages_is_joined(open_: Opener, tmp_path: Path) -> None:
    second = tmp_path / "second.csv"
    second.write_text("patient_number,language\n7,ta\n8,Klingon\n", encoding="utf-8")

    def made(number: str) -> Appointment:
        person = patient(identifier=[{"value": number}])
        return appointment(open_(bundle(person, visit()), languages=second))

    assert made("7").language == "ta"
    assert made("9").language is None
    with pytest.raises(AssertionError, match="unknown-language"):
        made("8")


@pytest.mark.parametrize(
    "elements",
    [
        {"serviceType": [{"text": "Glow"}, {"coding": [{"display": "Chemical Peel"}]}]},
        {"serviceType": [], "reasonCode": [{"text": "chemical-peel"}]},
        {"serviceType": [{"text": "Glow"}], "reasonCode": [{"text": "chemical-peel"}]},
    ],
)
def test_the_first_text_that_means_a_treatment_is_taken(
    open_: Opener, elements: dict[str, Any]
) -> None:
    export = open_(bundle(patient(), visit(**elements)))

    assert appointment(export).treatments == ("chemical-peel",)
    assert not export.unmapped


def test_a_treatment_goes_through_the_mapping(open_: Opener) -> None:
    content = bundle(patient(), visit(serviceType=[{"text": "Glow deluxe"}]))

    export = open_(content)
    assert bad(export).code == "unknown-treatment"
    assert export.unmapped == {"Glow deluxe": 1}
    assert skipped(open_(content, mapping='[treatments]\n"glow*" = "skip"'))


def test_an_appointment_without_a_treatment_takes_the_one_for_all(open_: Opener) -> None:
    content = bundle(patient(), visit(serviceType=None))

    assert bad(open_(content)).code == "no-treatment"
    made = open_(content, default_treatments=("chemical-peel",))
    assert appointment(made).treatments == ("chemical-peel",)


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (None, "no-date"), ("", "no-date"), (5, "no-date"), ("2026-11-22", "no-time"),
        ("2026-13-22T15:00:00Z", "impossible-date"), ("2020-11-22T15:00:00Z", "far-date"),
        ("03/04/2026 15:00", "ambiguous-date"),
    ],
)  # fmt: skip
def test_an_end_that_is_no_moment_is_the_rows_mistake(
    open_: Opener, end: object, code: str
) -> None:
    mistake = bad(open_(bundle(patient(), visit(end=end))))

    assert (mistake.column, mistake.code) == ("Appointment.end", code)


@pytest.mark.parametrize(
    "content",
    [
        "{", '{"resourceType": "Bundle"', "[1, 2]", '{"resourceType": "Patient", "entry": []}',
        '{"resourceType": "Bundle", "entry": {}}', '{"a": ' * 20_000, "[" * 200_000,
        '{"a": ' + "9" * 5000 + "}",
    ],
    ids=["cut", "cut late", "list", "patient", "no list", "deep", "deep list", "long number"],
)  # fmt: skip
def test_what_is_no_bundle_is_refused(open_: Opener, content: str) -> None:
    assert isinstance(refusal(lambda: open_(content)), UnreadableError)


def test_letters_that_are_not_utf_8_are_refused(open_: Opener) -> None:
    content = '{"resourceType": "Bundle", "entry": [], "é": 1}'.encode("latin-1")

    assert isinstance(refusal(lambda: open_(content)), EncodingError)


def test_a_bundle_that_is_too_large_is_refused(open_: Opener) -> None:
    assert isinstance(refusal(lambda: open_(b"{" + b" " * MOST_BYTES)), TooLargeError)


def test_half_a_letter_in_a_name_is_the_rows_mistake(open_: Opener) -> None:
    # JSON can write half of a surrogate pair, which no file can hold.
    content = bundle(patient(), visit()).replace("Sample", "S\\ud800")

    assert bad(open_(content)).code == "unprintable"


def test_each_appointment_has_an_answer_of_its_own(open_: Opener) -> None:
    export = open_(bundle(visit(), visit(end="x"), visit(status="noshow"), patient(), visit()))

    kinds = [(each.row, type(each)) for each in rows(export)]

    assert kinds == [(1, Appointment), (2, BadRow), (3, SkippedRow), (5, Appointment)]
    assert export.count == 4


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
ELEMENTS = st.sampled_from(
    [
        "status",
        "end",
        "start",
        "minutesDuration",
        "serviceType",
        "participant",
        "name",
        "communication",
        "id",
        "identifier",
    ]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(ELEMENTS, JSON, max_size=3), st.dictionaries(ELEMENTS, JSON, max_size=3))
def test_whatever_an_element_holds_each_appointment_has_an_answer(
    tmp_path: Path, one: dict[str, Any], two: dict[str, Any]
) -> None:
    resources = [{"resource": patient(**one)}, {"resource": visit(**two)}]
    content = json.dumps({"resourceType": "Bundle", "entry": resources})

    with contextlib.suppress(ExportError):
        assert len(rows(opener(tmp_path)(content))) == 1
