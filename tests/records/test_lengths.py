"""Appointments told by when they started and how long they took, or by half an end."""

from __future__ import annotations

import contextlib
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.records import DateOrder, Visit, VisitError
from handouts.records.lengths import LONGEST, read_length
from handouts.records.moments import Cell
from handouts.records.refusals import (
    AmbiguousDatesError,
    FormulaError,
    HeaderError,
    LengthUnitError,
)
from handouts.records.visit import later
from tests.records.exports import Opener, appointment, bad, refusal, rows
from tests.records.jane import HEADER as JANE_HEADER

TORONTO = ZoneInfo("America/Toronto")
AT_THREE = datetime(2026, 11, 22, 15, tzinfo=TORONTO)


def row(header: str, cells: str) -> str:
    return f"patient,treatment,{header}\nSample,microneedling,{cells}\n"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Start,Duration (minutes)", "2026-11-22 13:30,90"),
        ("Starts at,duration_minutes", "2026-11-22T13:30,90 min"),
        ("Start,Duration", "2026-11-22 1:30 PM,1 h 30"),
        ("Appointment Start,Length", "2026-11-22 13:30,01:30"),
        ("Date,Start Time,Length (min)", "2026-11-22,13:30,90"),
        ("Date,Start Time,Duration", "2026-11-22,1:30 pm,1.5 hours"),
        ("Start,Duration (min)", "2026-11-22T18:30:00Z,90"),
    ],
)
def test_hours_are_counted_from_the_end_though_only_the_start_is_told(
    open_: Opener, header: str, cells: str
) -> None:
    assert appointment(open_(row(header, cells))).visit.treated == AT_THREE


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Start,End", "2026-11-22 13:30,15:00"),
        ("Start,End Time", "2026-11-22 13:30,3:00 PM"),
        ("Start,End Time", "2026-11-22,15:00"),
        ("Start Time,End Time", "2026-11-22 13:30,2026-11-22 15:00"),
        ("Start,End,Duration", "2026-11-22 13:30,15:00,7"),
        ("Start,Start at,Ended at", "1,2,2026-11-22 15:00"),
    ],
)
def test_an_end_wins_and_takes_its_day_from_the_start(
    open_: Opener, header: str, cells: str
) -> None:
    assert appointment(open_(row(header, cells))).visit.treated == AT_THREE


@pytest.mark.parametrize("end", ["13:30", "09:00", "00:15"])
def test_an_end_before_its_start_is_asked_about(open_: Opener, end: str) -> None:
    mistake = bad(open_(row("Start,End", f"2026-11-22 13:30,{end}")))

    assert (mistake.column, mistake.code) == ("End", "ends-too-early")


def test_a_start_in_another_offset_than_its_end_does_not_tell_the_day(open_: Opener) -> None:
    mistake = bad(open_(row("Start,End", "2026-11-23T01:30:00Z,21:30")))

    assert (mistake.column, mistake.code) == ("End", "no-day")


@pytest.mark.parametrize("length", ["90", "1.5", "1", " 60 "])
def test_a_plain_number_is_not_taken_for_minutes_or_hours(open_: Opener, length: str) -> None:
    content = row("Start,Duration", f"2026-11-22 13:30,{length}")
    error = refusal(lambda: open_(content))

    assert isinstance(error, LengthUnitError)
    assert (error.row, error.column) == (2, "Duration")
    assert 'duration_minutes = "Duration"' in error.remedy


def test_what_the_remedies_say_works(open_: Opener) -> None:
    content = row("Start,Duration", "2026-11-22 13:30,90")
    mapping = '[columns]\nduration_minutes = "Duration"'

    assert appointment(open_(content, mapping=mapping)).visit.treated == AT_THREE
    renamed = content.replace("Duration", "duration_minutes")
    assert appointment(open_(renamed)).visit.treated == AT_THREE


def test_a_mapping_that_names_start_and_length_wins_over_a_column_called_end(
    open_: Opener,
) -> None:
    content = row("Date,Time,Minutes spent,End", "2026-11-22,13:30,90,2026-12-31 23:00")
    mapping = '[columns]\nstart = "Time"\nduration_minutes = "Minutes spent"'

    assert appointment(open_(content, mapping=mapping)).visit.treated == AT_THREE


def test_janes_start_and_a_length_the_desk_added_can_be_named(open_: Opener) -> None:
    header = [name for name in JANE_HEADER if name != "end_at"]
    told = {
        "start_at": "2026-11-22 13:30",
        "patient_first_name": "Sample",
        "patient_last_name": "Patient",
        "treatment_name": "microneedling",
    }
    cells = [told.get(name, "") for name in header]
    content = ",".join([*header, "minutes"]) + "\n" + ",".join([*cells, "90"]) + "\n"
    mapping = '[columns]\nstart = "start_at"\nduration_minutes = "minutes"'

    assert appointment(open_(content, mapping=mapping)).visit.treated == AT_THREE


@pytest.mark.parametrize("header", ["Start", "Duration", "Date,Duration", "Date,Time,Duration"])
def test_a_start_without_a_length_tells_no_end(open_: Opener, header: str) -> None:
    content = row(header, ",".join("x" for _ in header.split(",")))
    error = refusal(lambda: open_(content))

    assert isinstance(error, HeaderError)
    assert "No column says when a treatment ended" in error.message
    assert "start and duration_minutes" in error.remedy


def test_a_start_that_is_named_wants_a_length(open_: Opener) -> None:
    content = row("Begins,End", "2026-11-22 13:30,15:00")

    error = refusal(lambda: open_(content, mapping='[columns]\nstart = "Begins"'))

    assert "No column says when a treatment ended" in error.message


def test_two_columns_of_lengths_are_asked_about(open_: Opener) -> None:
    content = row("Start,Duration,Minutes", "2026-11-22 13:30,1 h 30,90")
    error = refusal(lambda: open_(content))

    assert "Duration, Minutes" in error.message
    made = open_(content, mapping="[columns]\nduration = []")
    assert appointment(made).visit.treated == AT_THREE


def test_who_goes_without_times_needs_no_length(open_: Opener) -> None:
    content = row("Start", "2026-11-22 13:30")

    assert appointment(open_(content, mapping="[columns]\ntreated = []")).visit.treated is None


@pytest.mark.parametrize(
    ("header", "cells", "column", "code"),
    [
        ("Start,Minutes", ",90", "Start", "no-date"),
        ("Start,Minutes", "2026-11-22,90", "Start", "no-time"),
        ("Start,Minutes", "13:30,90", "Start", "impossible-date"),
        ("Start,Minutes", "2026-11-22 13:30,", "Minutes", "no-length"),
        ("Start,Minutes", "2026-11-22 13:30,soon", "Minutes", "impossible-length"),
        ("Start,Minutes", "2026-11-22 13:30,0", "Minutes", "far-length"),
        ("Start,Minutes", "2026-11-22 13:30,721", "Minutes", "far-length"),
        ("Start,Minutes", "2026-11-22 13:30,0.0625", "Minutes", "impossible-length"),
        ("Start,Minutes", "2026-11-22 13:30,01:30", "Minutes", "impossible-length"),
        ("Start,Duration", "2026-11-22 13:30,45:00", "Duration", "far-length"),
        ("Date,Start,Minutes", ",13:30,90", "Date", "no-date"),
        ("Start,Minutes", "2026-11-01 01:30,90", "Start", "repeated-hour"),
    ],
)
def test_what_does_not_tell_the_end_is_the_rows_mistake(
    open_: Opener, header: str, cells: str, column: str, code: str
) -> None:
    mistake = bad(open_(row(header, cells)))

    assert (mistake.column, mistake.code) == (column, code)


def test_a_start_that_could_be_two_days_refuses_the_file(open_: Opener) -> None:
    content = row("Start,Minutes", "03/04/2026 13:30,90")
    error = refusal(lambda: open_(content))

    assert isinstance(error, AmbiguousDatesError)
    assert error.column == "Start"
    made = appointment(open_(content.replace("03/04", "22/11"), dates=DateOrder.DMY))
    assert made.visit.treated == AT_THREE


def test_a_start_nobody_needs_refuses_nothing(open_: Opener) -> None:
    content = row("Start,Ended at", "=A1,2026-11-22 15:00") + "Sample,microneedling,3/4/2026,\n"

    first, second = rows(open_(content))
    assert first.row == 2
    assert getattr(second, "code", "") == "no-date"
    with pytest.raises(FormulaError):
        open_(row("Start,Minutes", "=A1,90"))


def test_a_length_is_counted_over_the_night_clocks_change() -> None:
    before = Visit(treated=datetime(2026, 11, 1, 0, 30, tzinfo=TORONTO))

    ended = later(before, timedelta(hours=2)).treated

    assert ended is not None
    assert ended.isoformat() == "2026-11-01T01:30:00-05:00"
    assert later(Visit(), timedelta(hours=2)) == Visit()


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("90 min", 90),
        ("90min.", 90),
        ("90 Minutes", 90),
        ("45 m", 45),
        ("1 h", 60),
        ("1h30", 90),
        ("1 h 30", 90),
        ("1h 30m", 90),
        ("1 hr 05 mins", 65),
        ("1 hour, 30 minutes", 90),
        ("1 hour and 30 minutes", 90),
        ("2 hrs", 120),
        ("1.5 h", 90),
        ("1,25 hours", 75),
        ("01:30", 90),
        ("1:30:00", 90),
        ("0:45 h", 45),
        ("00:05", 5),
        (time(1, 30), 90),
        (timedelta(minutes=90), 90),
    ],
)
def test_a_length_that_says_its_unit_is_read(written: Cell, minutes: int) -> None:
    assert read_length(written, in_minutes=False) == timedelta(minutes=minutes)


@pytest.mark.parametrize("written", ["90", " 90 ", "90.0", 90, 90.0, "90 min", "1 h 30", "1.5 h"])
def test_a_column_of_minutes_may_leave_the_unit_out(written: Cell) -> None:
    assert read_length(written, in_minutes=True) == timedelta(minutes=90)


@pytest.mark.parametrize(
    "written",
    ["", "h", "min", "1 h 75", "1.5 h 30", "1:75", "1:30:30", "-5 min", "1-2 h", "٩٠ min", "90 s",
     "1.333 h", True, datetime(2026, 11, 22), time(0, 0, 30)],
)  # fmt: skip
def test_what_is_no_length_is_refused(written: Cell) -> None:
    for in_minutes in (False, True):
        with pytest.raises(VisitError) as raised:
            read_length(written, in_minutes=in_minutes)
        assert raised.value.field == "length"


_CELLS = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"[0-9]{1,6}[.,:]?[0-9]{0,6} ?(h|min|hours|m)? ?[0-9]{0,3}", fullmatch=True),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.times(),
    st.timedeltas(),
    st.datetimes(),
)


@given(_CELLS, st.booleans())
def test_any_cell_is_a_length_or_refused(cell: Cell, in_minutes: bool) -> None:
    with contextlib.suppress(VisitError):
        length = read_length(cell, in_minutes=in_minutes)
        assert timedelta() < length <= LONGEST
        assert length.total_seconds() % 60 == 0
