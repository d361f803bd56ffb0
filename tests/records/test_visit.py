from __future__ import annotations

import pickle
import unicodedata
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.errors import InputError
from handouts.records import Visit, VisitError, make_visit

TORONTO = ZoneInfo("America/Toronto")
TODAY = date(2026, 11, 22)


def visit(**typed: Any) -> Visit:
    return make_visit(**{"time_zone": "America/Toronto", "today": TODAY, **typed})


def refusal(**typed: Any) -> VisitError:
    with pytest.raises(VisitError) as caught:
        visit(**typed)
    error = caught.value
    assert isinstance(error, InputError)
    for value in typed.values():
        if isinstance(value, str) and value.strip():
            assert value not in error.message + error.remedy
    return error


def test_a_visit_holds_what_was_typed() -> None:
    made = visit(
        patient="Sample Patient",
        treated="2026-11-22T15:00",
        clinician="Sample Clinician, RN",
        note="Your next visit is on Monday.",
    )

    assert made == Visit(
        patient="Sample Patient",
        treated=datetime(2026, 11, 22, 15, 0, tzinfo=TORONTO),
        clinician="Sample Clinician, RN",
        note="Your next visit is on Monday.",
    )


def test_everything_may_be_left_to_be_written_by_hand() -> None:
    assert visit() == Visit()


# Names


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Żółć",
        "நிலா கந்தசாமி",
        "نسرین کریمی",
        "علی‌رضا",  # zero width non-joiner inside, as Persian spells it
        "王小明",
        "O'Brien-Smith III",
        "<img src=x>",
        "x" * 120,
    ],
)
def test_names_of_all_scripts_pass_unchanged(name: str) -> None:
    assert visit(patient=name).patient == unicodedata.normalize("NFC", name)


def test_names_are_composed_so_that_two_spellings_print_the_same() -> None:
    assert visit(patient="Ame\u0301lie").patient == "Amélie"


def test_length_is_counted_after_composing() -> None:
    assert len(visit(patient="e\u0301" * 120).patient or "") == 120


def test_spaces_around_a_name_are_dropped() -> None:
    assert visit(patient="  Sample Patient ").patient == "Sample Patient"


@pytest.mark.parametrize("field", ["patient", "clinician", "note"])
@pytest.mark.parametrize(
    "hidden",
    [
        "\n", "\r", "\t", "\0", "\x1b", "\x7f", "\x85",
        "\u2028", "\u2029",
        "\u200e", "\u200f", "\u061c",
        "\u202a", "\u202b", "\u202c", "\u202d", "\u202e",
        "\u2066", "\u2067", "\u2068", "\u2069",
        "\u200b", "\ufeff", "\u00ad", "\U000e0041", "\ue000", "\ud800", "\uffff",
    ],
)  # fmt: skip
def test_characters_that_hide_or_turn_text_are_refused(field: str, hidden: str) -> None:
    error = refusal(**{field: f"Amina{hidden}Rahman"})

    assert error.field == field
    assert f"U+{ord(hidden):04X}" in error.message


@pytest.mark.parametrize("field", ["patient", "clinician", "note"])
@pytest.mark.parametrize("blank", ["", " ", "   ", "\u00a0", "\u3000 ", "\u200c", "\u200d\u200c "])
def test_what_shows_nothing_is_refused(field: str, blank: str) -> None:
    assert "is empty" in refusal(**{field: blank}).message


@pytest.mark.parametrize(("field", "most"), [("patient", 120), ("clinician", 120), ("note", 200)])
def test_what_is_too_long_is_refused(field: str, most: int) -> None:
    assert getattr(visit(**{field: "x" * most}), field) == "x" * most
    assert f"longer than {most} characters" in refusal(**{field: "x" * (most + 1)}).message


@settings(deadline=None)
@given(st.text(min_size=3, max_size=150))
def test_any_text_is_kept_as_it_was_or_refused_without_being_repeated(text: str) -> None:
    try:
        kept, said = visit(patient=text).patient, ""
    except VisitError as error:
        kept, said = None, error.message + error.remedy

    assert kept in (None, unicodedata.normalize("NFC", text).strip(" "))
    assert kept is None or "Cc" not in map(unicodedata.category, kept)
    assert text not in said


# Times


@pytest.mark.parametrize(
    "typed", ["2026-11-22T15:00", "2026-11-22 15:00", "2026-11-22T15:00:00", " 2026-11-22T15:00 "]
)
def test_a_time_is_the_clinics_time(typed: str) -> None:
    assert visit(treated=typed).treated == datetime(2026, 11, 22, 15, tzinfo=TORONTO)


@pytest.mark.parametrize(
    "typed", ["2026-11-22T15:00-05:00", "2026-11-22T20:00Z", "2026-11-22T12:00-08:00"]
)
def test_a_time_with_an_offset_is_told_as_the_clinics_clock_shows_it(typed: str) -> None:
    treated = visit(treated=typed).treated

    assert treated is not None
    assert (treated.tzinfo, treated.replace(tzinfo=None)) == (TORONTO, datetime(2026, 11, 22, 15))


def test_a_date_without_a_time_asks_for_the_end_time() -> None:
    error = refusal(treated="2026-11-21")

    assert "has a date and no time" in error.message
    assert error.remedy.startswith("Add the time the treatment ended")


@pytest.mark.parametrize(
    "typed",
    [
        "", "soon", "16:30", "22/11/2026 15:00", "11/22/2026 15:00", "2026-11-22T3 pm",
        "2026-11-22T15", "2026-1-2T15:00", "20261122T1500", "2026-W47-7T15:00",
        "2026-02-30T15:00", "2026-13-01T15:00", "2026-11-22T24:00", "2026-11-22T15:60",
        "2026-11-22T15:00-0500", "2026-11-22T15:00+25:00", "٢٠٢٦-١١-٢٢T15:00",
        "2026-11-22T15:00 America/Toronto", "2026-11-22T15:00\n2026",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(typed: str) -> None:
    error = refusal(treated=typed)

    assert error.field == "treated"
    assert error.message == "The treatment time is not a date and time that exists."


@pytest.mark.parametrize("typed", ["2025-11-20T23:59", "2027-11-24T00:00", "0001-01-01T00:00",
                                   "9999-12-31T23:59-12:00", "1926-11-22T15:00"])  # fmt: skip
def test_a_time_over_a_year_away_is_refused(typed: str) -> None:
    assert "366 days" in refusal(treated=typed).message


@pytest.mark.parametrize("typed", ["2025-11-21T00:00", "2027-11-23T23:59"])
def test_a_time_366_days_away_is_kept(typed: str) -> None:
    assert visit(treated=typed).treated is not None


def test_an_hour_that_did_not_happen_is_refused() -> None:
    error = refusal(treated="2027-03-14T02:30")

    assert "did not happen" in error.message


@pytest.mark.parametrize("typed", ["2027-03-14T01:59", "2027-03-14T03:00"])
def test_the_hours_beside_it_did_happen(typed: str) -> None:
    assert visit(treated=typed).treated is not None


def test_an_hour_that_came_twice_asks_for_the_offset() -> None:
    error = refusal(treated="2026-11-01T01:15")

    assert "came twice" in error.message
    assert "-04:00" in error.remedy
    assert "-05:00" in error.remedy
    assert "2026-11-01T01:30-04:00" in error.remedy


@pytest.mark.parametrize(("offset", "utc"), [("-04:00", 5), ("-05:00", 6)])
def test_an_hour_that_came_twice_is_told_apart_by_its_offset(offset: str, utc: int) -> None:
    treated = visit(treated=f"2026-11-01T01:30{offset}").treated

    assert treated is not None
    assert treated.astimezone(UTC) == datetime(2026, 11, 1, utc, 30, tzinfo=UTC)
    assert (treated.hour, treated.tzinfo) == (1, TORONTO)


@pytest.mark.parametrize("typed", ["2026-11-01T00:59", "2026-11-01T02:00"])
def test_the_hours_beside_it_came_once(typed: str) -> None:
    assert visit(treated=typed).treated is not None


@pytest.mark.parametrize("zone", ["America/Torronto", "", "../../etc/passwd", "/etc/passwd"])
def test_an_unknown_time_zone_is_refused(zone: str) -> None:
    error = refusal(treated="2026-11-22T15:00", time_zone=zone)

    assert error.field == "time zone"


def test_an_error_travels_home_from_a_worker() -> None:
    error = refusal(patient=" ")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301

    assert (type(again), again.field, again.remedy) == (VisitError, "patient", error.remedy)
