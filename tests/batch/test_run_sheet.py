"""What the run sheet says, in which order, and how little of a patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handouts.batch.run_sheet import (
    Entry,
    LeftOut,
    Numbered,
    Order,
    RunSheetOptions,
    Shown,
    bookmark,
    initials,
    looks_of,
    numbered,
    ranges,
    run_sheet,
    sheets_of,
)
from handouts.clinic import sample_clinic
from handouts.document import plain_text
from handouts.document.run_sheet import RunSheet
from handouts.findings import Finding, Severity

CLINIC = sample_clinic()
OPTIONS = RunSheetOptions(printed=date(2026, 11, 22))
NAME = "Zebedee Quokka"
HELD = "\N{NO-BREAK SPACE}"


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(CLINIC.time_zone))


def entry(
    row: int,
    time: datetime | None = None,
    language: str = "en-CA",
    *,
    beside: str | None = None,
    sides: int = 4,
    looks: tuple[str, ...] = (),
    treatments: tuple[str, ...] = ("microneedling",),
    patient: str | None = NAME,
    reference: str | None = None,
) -> Entry:
    return Entry(
        row=row,
        time=time,
        language=language,
        beside=beside,
        sides=sides,
        looks=looks,
        treatments=treatments,
        patient=patient,
        reference=reference,
        pdf=Path("handout.pdf"),
    )


def said(
    entries: Sequence[Entry],
    options: RunSheetOptions = OPTIONS,
    left_out: Sequence[LeftOut] = (),
    of: int | None = None,
) -> RunSheet:
    return run_sheet(
        numbered(entries, options.order), options, clinic=CLINIC, left_out=left_out, of=of
    )


def texts(sheet: RunSheet) -> list[str]:
    return [
        plain_text(text)
        for block in sheet.blocks
        if isinstance(text := block.text, tuple)  # type: ignore[union-attr]
    ]


# Order


def rows(entries: Sequence[Numbered]) -> list[int]:
    return [it.entry.row for it in entries]


def test_handouts_come_by_time_and_those_without_one_come_last() -> None:
    entries = [
        entry(2),
        entry(3, at(15)),
        entry(4, at(9)),
        entry(5, at(9)),
        entry(6, at(8, day=24)),
    ]

    assert rows(numbered(entries, Order.TIME)) == [4, 5, 3, 6, 2]
    assert [it.number for it in numbered(entries, Order.TIME)] == [1, 2, 3, 4, 5]


def test_times_of_branches_in_two_time_zones_are_compared_as_moments() -> None:
    in_calgary = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("America/Edmonton"))

    assert rows(numbered([entry(2, in_calgary), entry(3, at(9))], Order.TIME)) == [3, 2]


def test_handouts_come_by_the_english_name_of_their_language_then_by_time() -> None:
    entries = [
        entry(2, at(8), "ur"),
        entry(3, at(15), "zh-Hans"),
        entry(4, at(9), "zh-Hans"),
        entry(5, at(7), "zh-Hans", beside="en-CA"),
    ]

    assert rows(numbered(entries, Order.LANGUAGE)) == [4, 3, 5, 2]


def test_handouts_come_as_in_the_file() -> None:
    assert rows(numbered([entry(3, at(8)), entry(2, at(15))], Order.FILE)) == [2, 3]


# Paper jams


# One patient with several handouts


def test_handouts_of_one_patient_on_one_day_stand_together_where_the_first_would() -> None:
    entries = [
        entry(2, at(9), reference="7"),
        entry(3, at(10), patient="Ana"),
        entry(4, at(14), "fr-CA", reference="7"),
        entry(5, at(8, day=24), reference="7"),
    ]

    assert rows(numbered(entries, Order.TIME)) == [2, 4, 3, 5]
    assert rows(numbered(entries, Order.LANGUAGE)) == [2, 3, 5, 4]
    assert rows(numbered(entries, Order.FILE)) == [2, 3, 4, 5]


@pytest.mark.parametrize(
    "other",
    [
        {"reference": None},
        {"reference": "8"},
        {"reference": "7", "patient": "Ana"},
        {"reference": "7", "time": None},
    ],
)
def test_nobody_is_taken_for_another(other: dict[str, Any]) -> None:
    entries = [
        entry(2, at(9), reference="7"),
        entry(3, at(10), patient="Bo"),
        entry(4, **{"time": at(14), **other}),
    ]
    sheet = said(entries)

    assert rows(numbered(entries, Order.TIME)) == [2, 3, 4]
    assert "Look" not in sheet.tables[0].heads
    assert sheet.looks == ()


def test_who_gets_several_handouts_is_told_by_their_numbers() -> None:
    visits = [
        entry(row, at(hour), reference=reference, patient=reference)
        for row, hour, reference in ((2, 9, "7"), (3, 10, "8"), (4, 11, "8"), (5, 12, "7"))
    ]
    sheet = said(visits)

    (look,) = sheet.looks
    assert look.key == "a"
    told, how = plain_text(look.text).split(". ")
    assert told.endswith(": 1 with 2; 3 with 4")
    assert how.startswith("Hand them out together")
    column = sheet.tables[0].heads.index("Look")
    assert [row[column] for row in sheet.tables[0].rows] == ["a"] * 4


def test_of_two_handouts_one_printed_again_is_not_said_to_be_two() -> None:
    both = numbered([entry(2, at(9), reference="7"), entry(3, at(10), reference="7")], Order.TIME)

    assert run_sheet(both[1:], OPTIONS, clinic=CLINIC, of=2).looks == ()


def test_a_run_sheet_has_its_mark_in_its_title() -> None:
    sheet = said([entry(2)], replace(OPTIONS, mark="7KQ2"))

    assert texts(sheet)[0] == "Run sheet 7KQ2"


def test_a_run_sheet_of_some_handouts_says_so() -> None:
    entries = numbered([entry(row) for row in range(2, 12)], Order.FILE)
    some = [it for it in entries if it.number in (3, 7, 8, 9)]
    sheet = run_sheet(some, OPTIONS, clinic=CLINIC, of=len(entries))

    assert "4 handouts of 10 on 8 sheets of paper" in texts(sheet)
    assert [row[0] for table in sheet.tables for row in table.rows] == ["3", "7", "8", "9"]


# Initials


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana López", "A. L."),
        ("Ana Maria de la Cruz", "A. C."),
        ("López, Ana Maria", "A. L."),
        ("Smith, Jr., John", "J. S."),
        ("John Smith Jr.", "J. S."),
        ("John Smith, III", "J. S."),
        ("Jr", "J."),
        ("ana lópez", "A. L."),
        ("Élodie Őri", "É. Ő."),
        ("E\u0301lodie Roy", "É. R."),
        ("o'neil", "O."),
        ("Robert “Bob” Ng", "R. N."),
        ("(Bob) Ng", "B. N."),
        ("  Ana   López  ", "A. L."),
        ("Ana 2", "A."),
        ("ß ß", "ß. ß."),
        ("Нина Иванова", "Н. И."),
        ("سارة الخطيب", "س. ا."),
        ("தமிழ் செல்வன்", "த. செ."),
        ("हिंदी क्षमा", "हिं. क्ष."),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "ਗੁ. ਸਿੰ."),
        ("ਪ੍ਰੀਤ", "ਪ੍ਰੀ."),
        ("ሰላም ተስፋ", "ሰ. ተ."),
        ("李小龙", "李"),
        ("李 小龙", "李"),
        ("山田 太郎", "山"),
        ("김민수", "김"),
        ("Ming 李", "M. 李"),
        ("", ""),
        ("123", ""),
        ("–", ""),
    ],
)
def test_initials_are_as_little_of_a_name_as_tells_patients_apart(name: str, shown: str) -> None:
    assert initials(name) == shown.replace(" ", HELD)


# What stands on it


def test_time_and_initials_are_all_that_is_shown_of_a_patient() -> None:
    sheet = said([entry(2, at(9, 30))])

    assert sheet.tables[0].heads == ("No.", "Time", "Initials", "Language", "Treatment", "Sheets")
    assert sheet.tables[0].rows == (
        ("1", f"9:30{HELD}a.m.", f"Z.{HELD}Q.", "English", "Microneedling", "2"),
    )
    assert "Zebedee" not in repr(sheet)
    assert "Quokka" not in repr(sheet)


@pytest.mark.parametrize(
    ("shown", "heads", "cells"),
    [
        ((), (), ()),
        ((Shown.ROW,), ("Row",), ("7",)),
        ((Shown.NAME,), ("Name",), (NAME,)),
        ((Shown.NAME, Shown.INITIALS), ("Name",), (NAME,)),
        (tuple(Shown), ("Time", "Name", "Row"), (f"9{HELD}a.m.", NAME, "7")),
    ],
)
def test_a_clinic_chooses_what_is_shown(
    shown: tuple[Shown, ...], heads: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    (table,) = said([entry(7, at(9))], replace(OPTIONS, shown=shown)).tables

    assert table.heads[1:-3] == heads
    assert table.rows[0][1:-3] == cells


def test_a_patient_is_not_told_by_an_entry_that_is_shown_or_by_a_bookmark() -> None:
    (it,) = numbered([entry(2, at(9), "ur", beside="en-CA")], Order.TIME)

    assert "Zebedee" not in repr(it)
    assert bookmark(it) == f"1, 9{HELD}a.m., Urdu and English"


def test_handouts_are_counted_in_sheets_languages_and_treatments() -> None:
    sheet = said(
        [
            entry(2, language="ur", sides=5),
            entry(3, sides=4, treatments=("microneedling", "chemical-peel")),
            entry(4, sides=1),
        ]
    )

    assert "3 handouts on 6 sheets of paper" in texts(sheet)
    assert "Languages. English: 2; Urdu: 1." in texts(sheet)
    assert "Treatments. Microneedling: 2; Microneedling, chemical peel: 1." in texts(sheet)


def test_one_handout_on_one_sheet_is_said_in_the_singular() -> None:
    assert "1 handout on 1 sheet of paper" in texts(said([entry(2, sides=2)]))


def test_printed_on_one_side_every_side_is_a_sheet() -> None:
    sheet = said([entry(2, sides=5)], replace(OPTIONS, duplex=False))

    assert "1 handout on 5 sheets of paper" in texts(sheet)
    assert not any("blank" in text for text in texts(sheet))
    assert [sheets_of(sides, duplex=True) for sides in (1, 2, 5)] == [1, 1, 3]


def test_each_day_has_a_table_and_so_have_those_without_a_time() -> None:
    sheet = said([entry(2), entry(3, at(9)), entry(4, at(9, day=24)), entry(5, at(8, day=24))])

    assert [(table.heading, table.note) for table in sheet.tables] == [
        ("Monday, November 23, 2026", "1 handout, 2 sheets"),
        ("Tuesday, November 24, 2026", "2 handouts, 4 sheets"),
        ("No time given", "1 handout, 2 sheets"),
    ]


def test_by_language_each_language_has_a_table_and_times_say_their_day() -> None:
    entries = [entry(2, at(9), "ur"), entry(3, at(9, day=24))]
    sheet = said(entries, replace(OPTIONS, order=Order.LANGUAGE))

    assert [table.heading for table in sheet.tables] == ["English", "Urdu"]
    assert all("Language" not in table.heads for table in sheet.tables)
    assert [table.rows[0][1] for table in sheet.tables] == [
        f"Tue,{HELD}Nov{HELD}24, 9{HELD}a.m.",
        f"Mon,{HELD}Nov{HELD}23, 9{HELD}a.m.",
    ]


def test_what_wants_a_look_is_listed_and_keyed_unless_it_is_true_of_all() -> None:
    sheet = said(
        [
            entry(2, looks=("Draft",)),
            entry(3, looks=("Draft", "Translation not reviewed yet")),
            entry(4, looks=("Draft", "Translation not reviewed yet", "Long")),
        ],
    )

    assert [(look.key, plain_text(look.text)) for look in sheet.looks] == [
        ("All", "Draft."),
        ("a", "Translation not reviewed yet: 2, 3."),
        ("b", "Long: 3."),
    ]
    column = sheet.tables[0].heads.index("Look")
    assert [row[column] for row in sheet.tables[0].rows] == ["", "a", "a b"]
    assert "Look at these first" in texts(sheet)


def test_where_nothing_wants_a_look_there_is_neither_list_nor_column() -> None:
    sheet = said([entry(2)])

    assert sheet.looks == ()
    assert "Look" not in sheet.tables[0].heads
    assert "Look at these first" not in texts(sheet)


def test_rows_without_a_handout_are_listed_by_row_with_their_reason() -> None:
    left_out = [
        LeftOut(row=30, reason="It has no date."),
        LeftOut(row=4, reason="It was cancelled."),
    ]
    table = said([entry(2)], left_out=left_out).tables[-1]

    assert (table.heading, table.note) == ("Rows without a handout", "2 rows")
    assert table.rows == (("4", "It was cancelled."), ("30", "It has no date."))


def test_a_batch_in_which_nothing_was_made_has_a_run_sheet_all_the_same() -> None:
    sheet = said([], left_out=[LeftOut(row=2, reason="It has no date.")])

    assert "0 handouts on 0 sheets of paper" in texts(sheet)
    assert [table.heading for table in sheet.tables] == ["Rows without a handout"]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((), ""),
        ((4,), "4"),
        ((1, 2), "1, 2"),
        ((1, 2, 3), "1 to 3"),
        ((9, 2, 5, 6, 7, 12), "2, 5 to 7, 9, 12"),
    ],
)
def test_numbers_are_told_as_staff_would_tell_them(numbers: tuple[int, ...], text: str) -> None:
    assert ranges(numbers) == text


def finding(check: str, severity: Severity) -> Finding:
    return Finding(check=check, severity=severity, place="here", message="Words.", remedy="Do.")


def test_findings_become_one_phrase_for_each_kind_that_counts() -> None:
    looks = looks_of(
        [
            finding("approval", Severity.NOTE),
            finding("translation", Severity.WARNING),
            finding("translation", Severity.WARNING),
            finding("sample website", Severity.WARNING),
            finding("required parts", Severity.ERROR),
        ]
    )

    assert looks == (
        "Draft: no clinician has approved these words",
        "Partly in English: some sentences are not translated",
        "See handouts check: required parts",
    )
