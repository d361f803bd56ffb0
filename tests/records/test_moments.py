"""Dates and times as exports write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.records import DateOrder, VisitError, make_visit
from handouts.records.moments import Cell, join_moment, read_moment
from handouts.records.refusals import AmbiguousDatesError
from tests.records.exports import HEADER, ROW, Opener, appointment, bad, refusal

TORONTO = ZoneInfo("America/Toronto")
AT_THREE = datetime(2026, 11, 22, 15, tzinfo=TORONTO)


def treated(cell: str) -> str:
    """A file whose only row ended at this time."""
    return f"{HEADER}\n{ROW.replace('2026-11-22T15:00', cell)}\n"


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22T15:00",
        "2026-11-22 15:00",
        " 2026-11-22 15:00:00 ",
        "2026-11-22T15:00:00.000",
        "2026-11-22T20:00:00.000Z",
        "2026-11-22T12:00-08:00",
        "2026-11-22T12:00-0800",
        "2026-11-22 3:00 PM",
        "2026-11-22 3:00pm",
        "2026-11-22 03:00 p.m.",
        "2026/11/22 15:00",
    ],
)
def test_a_date_with_the_year_first_is_read(open_: Opener, written: str) -> None:
    assert appointment(open_(treated(written))).visit.treated == AT_THREE


@pytest.mark.parametrize("hour", [("12:00 AM", 0), ("12:30 pm", 12), ("1:05 AM", 1)])
def test_noon_and_midnight_are_twelve(hour: tuple[str, int]) -> None:
    assert read_moment(f"2026-11-22 {hour[0]}", None).hour == hour[1]


@pytest.mark.parametrize(
    "written", ["03/04/2026 15:00", "13/04/2026 15:00", "3.4.2026", "4-13-2026"]
)
def test_a_date_that_could_be_two_refuses_the_file(open_: Opener, written: str) -> None:
    error = refusal(lambda: open_(f"{HEADER}\n{ROW}\nSample,{written},microneedling,\n"))

    assert error.row == 3
    assert isinstance(error, AmbiguousDatesError)
    assert error.column == "treated"
    assert "--dates dmy" in error.remedy


@pytest.mark.parametrize(
    ("order", "written"),
    [
        (DateOrder.DMY, "22/11/2026 15:00"),
        (DateOrder.DMY, "22.11.2026 15:00"),
        (DateOrder.DMY, "22-11-2026, 3:00 PM"),
        (DateOrder.MDY, "11/22/2026 3:00 PM"),
        (DateOrder.MDY, "2026-11-22 15:00"),
    ],
)
def test_an_order_that_was_said_is_followed(open_: Opener, order: DateOrder, written: str) -> None:
    content = treated(f'"{written}"')

    assert appointment(open_(content, dates=order)).visit.treated == AT_THREE
    assert appointment(open_(content, mapping=f'dates = "{order}"')).visit.treated == AT_THREE


def test_the_command_line_wins_over_the_mapping(open_: Opener) -> None:
    made = open_(treated("11/10/2026 15:00"), dates=DateOrder.MDY, mapping='dates = "dmy"')

    assert appointment(made).visit.treated == datetime(2026, 11, 10, 15, tzinfo=TORONTO)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-02-30 15:00", "impossible-date"),
        ("2026-11-22 25:00", "impossible-date"),
        ("2026-11-22 13:00 PM", "impossible-date"),
        ("2026-11-22 15:61", "impossible-date"),
        ("tomorrow", "impossible-date"),
        ("46348.625", "impossible-date"),
        ("16:20", "impossible-date"),
        ("2026-11/22 15:00", "impossible-date"),
        ("2026-11-22T12:00+99:00", "impossible-date"),
        ("٢٠٢٦-11-22 15:00", "impossible-date"),
        ("2026-11-22", "no-time"),
        ("22/11/2026", "no-time"),
        ("22/11/26 15:00", "short-year"),
        ("31/02/2026 15:00", "impossible-date"),
        ("22/11/2020 15:00", "far-date"),
        ("08/03/2026 02:30", "skipped-hour"),
        ("01/11/2026 01:30", "repeated-hour"),
    ],
)
def test_a_time_that_cannot_be_is_the_rows_mistake(open_: Opener, written: str, code: str) -> None:
    mistake = bad(open_(treated(written), dates=DateOrder.DMY))

    assert (mistake.column, mistake.code) == ("treated", code)
    assert written not in mistake.message + mistake.remedy


@pytest.mark.parametrize("header", ["Date,End Time", "Date,End", "Appointment Date,Finish"])
@pytest.mark.parametrize(
    "cells", ["2026-11-22,15:00", "2026-11-22,3:00 PM", "2026-11-22 09:00,15:00"]
)
def test_a_date_and_a_time_in_columns_of_their_own_are_joined(
    open_: Opener, header: str, cells: str
) -> None:
    made = open_(f"patient,treatment,{header}\nSample,microneedling,{cells}\n")

    assert appointment(made).visit.treated == AT_THREE


def test_an_end_time_that_is_a_whole_moment_needs_no_date(open_: Opener) -> None:
    made = open_("patient,treatment,End Time\nSample,microneedling,2026-11-22 15:00\n")

    assert appointment(made).visit.treated == AT_THREE


def test_a_date_of_booking_beside_a_whole_moment_is_not_read(open_: Opener) -> None:
    made = open_(f"{HEADER},date\n{ROW},2026-01-01\n")

    assert appointment(made).visit.treated == AT_THREE


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ("2026-11-22,", "End Time", "no-date"),
        (",15:00", "Date", "no-date"),
        ("someday,15:00", "End Time", "impossible-date"),
        ("2026-11-22,late", "End Time", "impossible-date"),
    ],
)
def test_half_a_moment_is_the_rows_mistake(
    open_: Opener, cells: str, column: str, code: str
) -> None:
    made = open_(f"patient,treatment,Date,End Time\nSample,microneedling,{cells}\n")

    assert (bad(made).column, bad(made).code) == (column, code)


def test_an_ambiguous_date_in_a_column_of_its_own_refuses_the_file(open_: Opener) -> None:
    content = "patient,treatment,Date,End Time\nSample,microneedling,03/04/2026,15:00\n"

    assert refusal(lambda: open_(content)).column == "Date"


# What spreadsheets hold


@pytest.mark.parametrize(
    "cell", [datetime(2026, 11, 22, 15), datetime(2026, 11, 22, 14, 59, 59, 999_700)]
)
def test_a_cell_that_is_a_moment_is_one(cell: datetime) -> None:
    assert read_moment(cell, None) == datetime(2026, 11, 22, 15)


@pytest.mark.parametrize(
    "end", ["15:00", time(15), time(14, 59, 59, 999_999), timedelta(hours=15),
            datetime(1899, 12, 31, 15)],
)  # fmt: skip
@pytest.mark.parametrize("day", ["2026-11-22", date(2026, 11, 22), datetime(2026, 11, 22)])
def test_cells_of_a_date_and_a_time_are_joined(day: Cell, end: Cell) -> None:
    assert join_moment(day, end, None) == datetime(2026, 11, 22, 15)


@pytest.mark.parametrize(
    ("cell", "code"),
    [(46348.625, "number-for-date"), (20261122, "number-for-date"), (True, "impossible-date"),
     (date(2026, 11, 22), "no-time"), (time(15), "impossible-date"),
     (datetime.max, "far-date")],
)  # fmt: skip
def test_a_number_where_a_date_should_be_is_not_guessed(cell: Cell, code: str) -> None:
    with pytest.raises(VisitError) as caught:
        make_visit(
            treated=read_moment(cell, None), time_zone="America/Toronto", today=date(2026, 11, 22)
        )

    assert caught.value.code == code


CELLS = st.one_of(
    st.text(),
    st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}[ T][0-9]{1,2}:[0-9]{2}.{0,7}"),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)


@given(CELLS, CELLS, st.sampled_from([None, *DateOrder]))
def test_any_cell_is_a_moment_or_refused(day: Cell, end: Cell, order: DateOrder | None) -> None:
    for read in (partial(read_moment, day, order), partial(join_moment, day, end, order)):
        try:
            moment = read()
        except VisitError:
            continue
        assert isinstance(moment, datetime)
