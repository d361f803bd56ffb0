"""Excel and OpenDocument files, and those that are bombs."""

from __future__ import annotations

import contextlib
import io
import struct
import tracemalloc
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.records import Appointment, ExportError, spreadsheet
from handouts.records.refusals import FormulaError, TooLargeError, UnreadableError
from tests.records.exports import Opener, appointment, bad, opener, refusal, rows
from tests.records.workbooks import archive, ods, ods_cell, ods_row, raw_xlsx, xlsx

HEADER = ("patient", "treated", "treatment", "language", "patient number")
ENDED = datetime(2026, 11, 22, 15)
ROW = ("Sample Patient", ENDED, "microneedling", "pa", 7)

ODS_ENDED = (
    '<table:table-cell office:value-type="date" office:date-value="2026-11-22T15:00:00">'
    "<text:p>x</text:p></table:table-cell>"
)
ODS_ROW = ods_row("Sample Patient", more=ODS_ENDED + ods_cell("microneedling") + ods_cell("pa"))


def test_a_workbook_is_read(open_: Opener) -> None:
    made = appointment(open_(xlsx([HEADER, ROW])))

    assert made.row == 2
    assert made.visit.patient == "Sample Patient"
    assert made.visit.treated is not None
    assert made.visit.treated.isoformat() == "2026-11-22T15:00:00-05:00"
    assert (made.language, made.reference) == ("pa", "7")


def test_an_opendocument_spreadsheet_is_read(open_: Opener) -> None:
    blank = (
        '<table:table-row table:number-rows-repeated="3">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    end = blank.replace('"3"', '"1048000"')

    export = open_(ods(ods_row(*HEADER[:4]) + ODS_ROW + blank + ODS_ROW + end))

    first, second = rows(export)
    assert isinstance(first, Appointment)
    assert isinstance(second, Appointment)
    assert (first.row, second.row) == (2, 6)
    assert first.visit == second.visit
    assert first.visit.patient == "Sample Patient"
    assert first.visit.treated is not None


def test_rows_are_numbered_as_the_program_shows_them(open_: Opener) -> None:
    export = open_(xlsx([(), HEADER, (), ROW, (None,) * 5, ROW]))

    assert [each.row for each in rows(export)] == [4, 6]
    assert export.count == 2


@pytest.mark.parametrize(
    "cells",
    [
        (date(2026, 11, 22), time(15, 0)),
        (datetime(2026, 11, 22), timedelta(hours=15)),
        ("2026-11-22", "3:00 PM"),
    ],
)
def test_a_date_cell_and_a_time_cell_are_joined(
    open_: Opener, cells: tuple[object, object]
) -> None:
    content = xlsx(
        [("patient", "treatment", "date", "end time"), ("Sample", "microneedling", *cells)]
    )

    assert (
        appointment(open_(content)).visit
        == appointment(open_(xlsx([HEADER, ("Sample", *ROW[1:])]))).visit
    )


@pytest.mark.parametrize(
    ("cell", "code"),
    [(46348.625, "number-for-date"), (20261122, "number-for-date"),
     (date(2026, 11, 22), "no-time"), (True, "impossible-date"), ("", "no-date")],
)  # fmt: skip
def test_what_is_no_moment_is_the_rows_mistake(open_: Opener, cell: object, code: str) -> None:
    made = open_(xlsx([HEADER, ("Sample", cell, "microneedling", "pa", 1)]))

    assert (bad(made).column, bad(made).code) == ("treated", code)


def test_a_text_that_could_be_two_dates_refuses_the_file(open_: Opener) -> None:
    content = xlsx([HEADER, ("Sample", "03/04/2026 15:00", "microneedling", "pa", 1)])

    assert refusal(lambda: open_(content)).row == 2


def test_the_first_sheet_that_can_be_seen_is_read(open_: Opener) -> None:
    assert appointment(open_(xlsx([("legend",)], [HEADER, ROW], hidden=[0])))
    assert "No column" in refusal(lambda: open_(xlsx([("legend",)], [HEADER, ROW]))).message


@pytest.mark.parametrize("sheet", [[], [()], [(None, None)]])
def test_an_empty_sheet_is_refused(open_: Opener, sheet: list[tuple[object, ...]]) -> None:
    assert "empty" in refusal(lambda: open_(xlsx(sheet))).message


# Formulas


@pytest.mark.parametrize("at", range(4))
def test_a_formula_that_was_never_worked_out_refuses_the_file(open_: Opener, at: int) -> None:
    cells: list[object] = list(ROW)
    cells[at] = "=A1"

    error = refusal(lambda: open_(xlsx([HEADER, ROW, cells])))

    assert isinstance(error, FormulaError)
    assert (error.row, error.column) == (3, HEADER[at])


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "#NAME?"])
def test_a_formula_that_failed_refuses_the_file(open_: Opener, value: str) -> None:
    # What a language looked up in vain leaves; read as empty it would be the clinic's first.
    error = refusal(lambda: open_(xlsx([HEADER, (*ROW[:3], value, 7)])))

    assert isinstance(error, FormulaError)
    assert (error.row, error.column) == (2, "language")


def test_a_formula_that_was_worked_out_is_a_value(open_: Opener) -> None:
    header = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER[:4])
    row = (
        '<c r="A2" t="str"><f>B9</f><v>Sample Patient</v></c>'
        '<c r="B2" t="str"><f>B9</f><v>2026-11-22 15:00</v></c>'
        '<c r="C2" t="str"><f>B9</f><v>microneedling</v></c>'
        '<c r="D2" t="str"><f>IF(1=2,"x","")</f><v></v></c>'
    )

    made = appointment(open_(raw_xlsx(f'<row r="1">{header}</row><row r="2">{row}</row>')))

    assert made.visit.patient == "Sample Patient"
    assert made.language is None


def test_a_failed_formula_in_a_column_that_is_not_read_does_no_harm(open_: Opener) -> None:
    assert appointment(open_(xlsx([(*HEADER, "total"), (*ROW, "#N/A")])))


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>',
        '<table:table-cell table:formula="of:=A1"/>',
    ],
)
def test_a_failed_formula_in_opendocument_refuses_the_file(open_: Opener, cell: str) -> None:
    row = ods_row("Sample", more=ODS_ENDED + ods_cell("microneedling") + cell)

    error = refusal(lambda: open_(ods(ods_row(*HEADER[:4]) + ODS_ROW + row)))

    assert isinstance(error, FormulaError)
    assert (error.row, error.column) == (3, "language")


# Bombs


def a_lying_size() -> bytes:
    """A sheet said to unpack to a thousand bytes, that unpacks to 20 million."""
    content = bytearray(raw_xlsx(" " * 20_000_000))
    name = b"xl/worksheets/sheet1.xml"
    central = content.rindex(name) - 46
    local = content.index(name) - 30
    content[central + 24 : central + 28] = struct.pack("<I", 1000)
    content[local + 22 : local + 26] = struct.pack("<I", 1000)
    return bytes(content)


def rows_of(count: int, cell: str) -> str:
    return "".join(f'<row r="{at}">{cell}</row>' for at in range(1, count))


BOMBS = {
    "unpacks to 300 MB": lambda: raw_xlsx("", parts={"xl/x.bin": bytes(300_000_000)}),
    "unpacks a thousandfold": lambda: raw_xlsx("", parts={"xl/x.xml": b" " * 30_000_000}),
    "has a million parts": lambda: archive({f"{at}": b"" for at in range(2500)}),
    "has a cell in the last corner": lambda: raw_xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "has a column beyond the last": lambda: raw_xlsx('<row><c r="XFE1"><v>1</v></c></row>'),
    "has a far row of one letter": lambda: raw_xlsx(
        '<row><c r="A1"><v>1</v></c></row><row><c r="Z1048576"><v>1</v></c></row>'
    ),
    "has a far cell in a near row": lambda: raw_xlsx(
        '<row><c r="A1"><v>1</v></c><c r=\'zzz9999999\'><v>1</v></c></row>'
    ),
    "has a far row of many cells": lambda: raw_xlsx(
        f'<row>{"<c><v>1</v></c>" * 300}</row><row r="99999"><c><v>1</v></c></row>'
    ),
    "has a text a million times": lambda: raw_xlsx(
        rows_of(40_000, '<c t="s"><v>0</v></c>'),
        strings=f"<si><t>{'x' * 30_000}</t></si>",
    ),
    "repeats a cell everywhere": lambda: ods(
        '<table:table-row table:number-rows-repeated="1048576">'
        + ods_cell("x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"')
        + "</table:table-row>"
    ),
    "has a cell after many blanks": lambda: ods(
        '<table:table-row table:number-rows-repeated="1048000"/>'
        '<table:table-row><table:table-cell table:number-columns-repeated="16000"/>'
        f"{ods_cell('x')}</table:table-row>"
    ),
    "has its number in disguise": lambda: ods(
        '<table:table-row table:number-rows-repeated = "100000000000">'
        f"{ods_cell('x')}</table:table-row>"
    ),
    "repeats a long text": lambda: ods(
        '<table:table-row table:number-rows-repeated="100000">'
        f"{ods_cell('x' * 30_000)}</table:table-row>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(open_: Opener, bomb: str) -> None:
    content = BOMBS[bomb]()
    assert len(content) < 3 * 1024**2

    tracemalloc.start()
    error = refusal(lambda: open_(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert isinstance(error, TooLargeError)
    assert peak < 40 * 1024**2


def test_a_workbook_that_unpacks_to_too_much_is_refused_whatever_its_ratio(
    open_: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 1000)

    assert isinstance(refusal(lambda: open_(xlsx([HEADER, ROW]))), TooLargeError)


def test_a_size_that_is_a_lie_is_refused(open_: Opener) -> None:
    assert isinstance(refusal(lambda: open_(a_lying_size())), UnreadableError)


def test_two_parts_of_one_name_are_refused(open_: Opener) -> None:
    content = raw_xlsx("", parts={"xl/Worksheets/Sheet1.xml": b"<worksheet/>"})

    assert isinstance(refusal(lambda: open_(content)), UnreadableError)


def test_a_large_real_workbook_passes(open_: Opener) -> None:
    export = open_(xlsx([HEADER, *([ROW] * 5000)]))

    assert export.count == len(rows(export)) == 5000


# Damage


@pytest.mark.parametrize("kept", [3, 40, 500, -30])
def test_a_file_cut_short_is_refused(open_: Opener, kept: int) -> None:
    assert isinstance(refusal(lambda: open_(xlsx([HEADER, ROW])[:kept])), ExportError)


@pytest.mark.parametrize("tag", ["</table:table-cell>", "</table:table-row>", "</table:table>"])
def test_a_tag_that_is_not_closed_is_not_waited_for(open_: Opener, tag: str) -> None:
    whole = zipfile.ZipFile(io.BytesIO(ods(ods_row(*HEADER[:4]) + ODS_ROW)))
    parts = {name: whole.read(name) for name in whole.namelist()}
    before, _, after = parts["content.xml"].rpartition(tag.encode())
    parts["content.xml"] = before + after

    assert "damaged" in refusal(lambda: open_(archive(parts))).message


def test_a_document_type_is_refused(open_: Opener) -> None:
    sheet = b'<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'
    content = raw_xlsx("", parts={"xl/worksheets/sheet1.xml": sheet})

    assert "damaged" in refusal(lambda: open_(content)).message


@pytest.mark.parametrize("missing", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_missing_part_refuses_the_file(open_: Opener, missing: str) -> None:
    whole = zipfile.ZipFile(io.BytesIO(xlsx([HEADER, ROW])))
    parts = {name: whole.read(name) for name in whole.namelist() if name != missing}

    assert "damaged" in refusal(lambda: open_(archive(parts))).message


RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/worksheet" Target="worksheets/sheet1.xml"/>%s</Relationships>'
)


@pytest.mark.parametrize("hidden", [b"<!-- %s -->", b"<![CDATA[ %s ]]>"])
def test_a_sheet_cannot_be_swapped_in_a_comment(open_: Opener, hidden: bytes) -> None:
    swapped = hidden % b'<Relationship Id="rId1" Target="worksheets/sheet2.xml"/>'
    parts = {
        "xl/_rels/workbook.xml.rels": RELATIONS % swapped,
        "xl/worksheets/sheet2.xml": b"<worksheet/>",
    }
    rows_ = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>'

    assert "damaged" in refusal(lambda: open_(raw_xlsx(rows_, parts=parts))).message


def test_a_number_of_repeats_in_disguise_is_refused(open_: Opener) -> None:
    row = ods_row("x").replace("row>", 'row table:number-rows-repeated="&#49;048576">', 1)

    assert "damaged" in refusal(lambda: open_(ods(row))).message


def test_a_sheet_may_have_any_name(open_: Opener) -> None:
    content = raw_xlsx("", parts={})
    whole = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'"S"', b'"a > b"')

    assert "empty" in refusal(lambda: open_(archive(parts))).message


def test_another_kind_of_archive_is_refused(open_: Opener) -> None:
    assert "damaged" in refusal(lambda: open_(archive({"word/document.xml": b"<w/>"}))).message


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    part=st.sampled_from(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]),
    at=st.floats(0, 1, exclude_max=True),
    content=st.binary(max_size=20),
)
def test_a_part_that_was_changed_is_read_or_refused(
    tmp_path: Path, part: str, at: float, content: bytes
) -> None:
    whole = zipfile.ZipFile(io.BytesIO(xlsx([HEADER, ROW])))
    parts = {name: whole.read(name) for name in whole.namelist()}
    place = int(at * len(parts.get(part, b"")))
    parts[part] = (
        parts.get(part, b"")[:place] + content + parts.get(part, b"")[place + len(content) :]
    )

    with contextlib.suppress(ExportError):
        rows(opener(tmp_path)(archive(parts)))
