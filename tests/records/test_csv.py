"""CSV files: what they are written in, and what makes one doubtful."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import tracemalloc
import unicodedata
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.records import Appointment, BadRow, load_mapping, open_export
from handouts.records.csv_file import MOST_LINE
from handouts.records.refusals import (
    EncodingError,
    ExportError,
    FormulaError,
    HeaderError,
    TooLargeError,
    UnreadableError,
)
from tests.records.exports import (
    HEADER,
    ROW,
    TODAY,
    Opener,
    appointment,
    bad,
    opener,
    refusal,
    rows,
)

NAME = "Zoé Żółć 王小明"
NAMED = f"{HEADER}\n{NAME},2026-11-22T15:00,microneedling,pa\n"


def test_a_row_becomes_an_appointment(open_: Opener) -> None:
    made = appointment(open_(f"{HEADER}\n{ROW}\n"))

    assert made.row == 2
    assert made.treatments == ("microneedling",)
    assert made.language == "pa"
    assert made.visit.patient == "Sample Patient"
    assert made.visit.treated is not None
    assert made.visit.treated.isoformat() == "2026-11-22T15:00:00-05:00"
    assert (made.branch, made.reference, made.visit.clinician, made.visit.note) == (None,) * 4


@pytest.mark.parametrize(
    "content",
    [
        NAMED.encode(),
        codecs.BOM_UTF8 + NAMED.encode(),
        codecs.BOM_UTF8 * 2 + NAMED.encode(),
        NAMED.encode("utf-16"),
        codecs.BOM_UTF16_BE + NAMED.encode("utf-16-be"),
        NAMED.replace("\n", "\r\n").encode(),
        NAMED.replace("\n", "\r").encode(),
        NAMED.rstrip("\n").encode(),
        b"\n\n" + NAMED.encode(),
    ],
    ids=["plain", "mark", "two marks", "UTF-16", "UTF-16 BE", "CRLF", "CR", "no end", "blank"],
)
def test_utf_8_and_marked_utf_16_are_read_whatever_the_line_ends(
    open_: Opener, content: bytes
) -> None:
    assert appointment(open_(content)).visit.patient == NAME


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "gb18030"])
def test_other_encodings_are_asked_for_and_then_read(open_: Opener, encoding: str) -> None:
    name = "Zoé Sample" if encoding != "gb18030" else "王小明"
    content = NAMED.replace(NAME, name).encode(encoding)

    error = refusal(lambda: open_(content))

    assert isinstance(error, EncodingError)
    assert "CSV UTF-8" in error.remedy
    assert "--encoding" in error.remedy
    assert appointment(open_(content, encoding=encoding)).visit.patient == name


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman"])
def test_utf_8_is_not_read_as_what_it_is_not(open_: Opener, encoding: str) -> None:
    content = f"{HEADER}\n{ROW}\n"

    error = refusal(lambda: open_(content.replace("Sample", "Élodie"), encoding=encoding), "lodie")

    assert isinstance(error, EncodingError)
    assert error.remedy.startswith("Leave out --encoding.")
    assert appointment(open_(content, encoding=encoding)).visit.patient == "Sample Patient"


def test_a_mark_wins_over_the_encoding_that_was_said(open_: Opener) -> None:
    content = codecs.BOM_UTF8 + NAMED.encode()

    assert appointment(open_(content, encoding="cp1252")).visit.patient == NAME


@pytest.mark.parametrize("encoding", ["klingon", "", "utf-7", "rot13", "punycode", "a\0b", "idna"])
def test_an_encoding_that_spreadsheets_do_not_save_is_refused(open_: Opener, encoding: str) -> None:
    assert "cp1252" in refusal(lambda: open_(NAMED, encoding=encoding)).remedy


def test_a_wrong_encoding_that_was_said_is_named(open_: Opener) -> None:
    assert "ascii" in refusal(lambda: open_(NAMED, encoding="ascii")).message


@pytest.mark.parametrize(
    "content",
    [
        NAMED.encode("utf-16-le"),
        NAMED.encode() + b"\0",
        b"\xff\xfe\0\0" + NAMED.encode("utf-32-le"),
    ],
    ids=["UTF-16 without mark", "NUL at the end", "UTF-32"],
)
def test_nuls_refuse_the_file(open_: Opener, content: bytes) -> None:
    # Without its mark the letters of a Chinese name may not even be UTF-8.
    assert isinstance(refusal(lambda: open_(content), NAME), EncodingError)


def test_a_nul_is_told_from_a_wrong_encoding(open_: Opener) -> None:
    assert "NUL" in refusal(lambda: open_(f"{HEADER}\n{ROW}\0\n")).message


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_what_separates_the_columns(open_: Opener, delimiter: str) -> None:
    row = delimiter.join(['"O,Sample; the|First"', "2026-11-22T15:00", "microneedling", "pa"])
    content = f"{HEADER.replace(',', delimiter)}\n{row}\n"

    assert appointment(open_(content)).visit.patient == "O,Sample; the|First"


@pytest.mark.parametrize("said", ["sep=;\r\n", '"sep=;"\n', "\ufeffSEP=;\n"])
def test_a_line_that_says_what_separates_the_cells_is_believed_and_no_header(
    open_: Opener, said: str
) -> None:
    made = open_(f"{said}patient;treated;treatment\nPatient;2026-11-22 15:00;microneedling\n")

    assert (appointment(made).row, made.count) == (3, 1)


def test_rows_with_other_marks_than_the_headers_refuse_the_file(open_: Opener) -> None:
    content = "patient,treated,treatment\nQuokka;2026-11-22 15:00;microneedling\n"

    error = refusal(lambda: open_(content), "Quokka")

    assert "The first row has several columns, and all others have one" in error.message
    one_good = f"{content}Sample,2026-11-22 15:00,microneedling\n"
    assert [type(each).__name__ for each in rows(open_(one_good))] == ["BadRow", "Appointment"]


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"%PDF-1.7\n", "a PDF"), (b"\xef\xbb\xbf <html><table>", "a web page"), (b"<?xml", "markup")],
)
def test_a_file_of_another_kind_is_told_by_how_it_begins(
    open_: Opener, start: bytes, kind: str
) -> None:
    error = refusal(lambda: open_(start + b"x", name="export.xls"))

    assert kind in error.message
    assert "CSV or Excel" in error.remedy


def test_marks_inside_quoted_headers_do_not_separate(open_: Opener) -> None:
    content = f'{HEADER.replace(",", ";")};"a,b,c,d,e,f"\n{ROW.replace(",", ";")};x\n'

    assert appointment(open_(content)).language == "pa"


def test_a_header_that_two_marks_separate_alike_is_refused(open_: Opener) -> None:
    assert isinstance(refusal(lambda: open_("patient,treated;treatment\n")), HeaderError)


def test_a_single_column_is_read(open_: Opener) -> None:
    made = open_(
        "patient\nSample Patient\n",
        mapping="[columns]\ntreated = []\n",
        default_treatments=("microneedling",),
    )

    assert appointment(made).visit.patient == "Sample Patient"
    assert appointment(made).visit.treated is None


def test_rows_are_numbered_as_a_spreadsheet_shows_them(open_: Opener) -> None:
    content = f'\n{HEADER},other\n\n{ROW},"two\nlines"\n,,,,\n{ROW},\n'

    assert [each.row for each in rows(open_(content))] == [4, 6]


@pytest.mark.parametrize("row", ["Doe, Sample,2026-11-22T15:00,microneedling,pa", "Sample Patient"])
def test_a_ragged_row_is_mended_by_itself_and_the_others_are_made(open_: Opener, row: str) -> None:
    ragged, made = rows(open_(f"{HEADER}\n{row}\n{ROW}\n"))

    assert isinstance(ragged, BadRow)
    assert (ragged.row, ragged.column, ragged.code) == (2, "", "ragged")
    assert isinstance(made, Appointment)


@pytest.mark.parametrize("row", ['"Sample Patient,x,y,z', '"Sample" Patient,x,y,z'])
def test_a_quotation_mark_astray_refuses_the_file_and_names_the_row(
    open_: Opener, row: str
) -> None:
    error = refusal(lambda: open_(f"{HEADER}\n{ROW}\n{row}\n"), "Sample Patient")

    assert error.row == 3
    assert "quotation mark" in error.message


def test_an_endless_line_is_refused_without_being_read_whole(open_: Opener) -> None:
    content = f"{HEADER}\n".encode() + b"x" * (40 * 1024**2)

    tracemalloc.start()
    error = refusal(lambda: open_(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert isinstance(error, TooLargeError)
    assert peak < 8 * 1024**2


def test_a_line_across_two_chunks_is_measured_whole(open_: Opener) -> None:
    filler = f"{ROW}\n" * 5000
    long = f"{'x' * (MOST_LINE - 10)},{ROW}\n"

    assert isinstance(refusal(lambda: open_(f"{HEADER}\n{filler}{long}")), TooLargeError)


@pytest.mark.parametrize("content", [b"", b"\n\n", codecs.BOM_UTF8, b",,,\n"])
def test_an_empty_file_is_refused(open_: Opener, content: bytes) -> None:
    assert isinstance(refusal(lambda: open_(content)), UnreadableError)


def test_a_file_that_is_not_there_is_refused(open_: Opener, tmp_path: Path) -> None:
    error = refusal(lambda: open_(NAMED, languages=tmp_path / "missing.csv"))

    assert "missing.csv" in error.message


def test_a_folder_is_refused(tmp_path: Path) -> None:
    opening = partial(
        open_export, mapping=load_mapping(None), time_zone="America/Toronto", today=TODAY
    )

    assert isinstance(refusal(lambda: opening(tmp_path)), UnreadableError)


@pytest.mark.parametrize(
    "formula", ["=1+1", '"=HYPERLINK(""https://example.com"")"', "#REF!", "#N/A"]
)
@pytest.mark.parametrize("at", range(4))
def test_a_formula_where_a_value_should_be_refuses_the_file(
    open_: Opener, formula: str, at: int
) -> None:
    cells = ROW.split(",")
    cells[at] = formula

    error = refusal(lambda: open_(f"{HEADER}\n{ROW}\n{','.join(cells)}\n"), "HYPERLINK")

    assert isinstance(error, FormulaError)
    assert (error.row, error.column) == (3, HEADER.split(",")[at])


def test_a_formula_in_a_column_that_is_not_read_does_no_harm(open_: Opener) -> None:
    assert appointment(open_(f"{HEADER},total\n{ROW},=SUM(A1)\n")).language == "pa"


def test_a_file_with_a_password_is_told_from_a_csv_file(open_: Opener) -> None:
    error = refusal(lambda: open_(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600))

    assert "password" in error.message


def test_the_number_of_rows_is_known_before_any_is_made(open_: Opener) -> None:
    assert open_(f"{HEADER}\n{ROW}\n\n{ROW}\nragged\n").count == 3


def test_rows_can_be_read_again(open_: Opener) -> None:
    export = open_(f"{HEADER}\n{ROW}\n{ROW.replace('microneedling', 'Glow')}\n")

    assert rows(export) == rows(export)
    assert export.unmapped == {"Glow": 1}


@pytest.mark.parametrize("change", ["unlink", "other letters"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    open_: Opener, tmp_path: Path, change: str
) -> None:
    export = open_(f"{HEADER}\n{ROW}\n")
    path = tmp_path / "export.csv"
    path.unlink() if change == "unlink" else path.write_bytes(HEADER.encode() + b"\n\xff\n")

    assert isinstance(refusal(lambda: rows(export)), UnreadableError)


def test_memory_does_not_grow_with_the_rows(open_: Opener) -> None:
    def peak(count: int) -> int:
        content = f"{HEADER}\n" + f"{ROW}\n" * count
        tracemalloc.start()
        export = open_(content)
        del content
        tracemalloc.reset_peak()
        for _ in export.rows():
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)

    assert peak(20_000) < peak(2_000) + 256 * 1024


def test_nothing_of_an_unmapped_column_is_kept(open_: Opener) -> None:
    made = appointment(open_(f"{HEADER},medical alerts\n{ROW},SECRET\n"))

    assert "SECRET" not in repr(made)


# Properties

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(TEXT, min_size=1, max_size=5), delimiter=st.sampled_from(",;\t|"))
def test_any_name_comes_back_as_it_was_or_its_row_or_file_is_refused(
    tmp_path: Path, names: list[str], delimiter: str
) -> None:
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter=delimiter)
    table.writerow(HEADER.split(","))
    table.writerows([name, *ROW.split(",")[1:]] for name in names)

    read: list[str | None] | None
    try:
        read = [
            each.visit.patient if isinstance(each, Appointment) else None
            for each in opener(tmp_path)(written.getvalue()).rows()
        ]
    except FormulaError:
        read = None

    if read is None:
        assert any(name.startswith(("=", "#", "Err:")) for name in names)
    else:
        assert len(read) == len(names)
        for name, back in zip(names, read, strict=True):
            assert back in (None, unicodedata.normalize("NFC", name.strip()))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from(
        [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, HEADER.encode() + b"\n", b"{", b"PK\x03\x04"]
    ),
    content=st.binary(max_size=300),
    encoding=st.sampled_from([None, "cp1252", "utf-16", "shift_jis", "hz"]),
)
def test_no_bytes_end_in_anything_but_rows_or_a_refusal(
    tmp_path: Path, start: bytes, content: bytes, encoding: str | None
) -> None:
    with contextlib.suppress(ExportError):
        rows(opener(tmp_path)(start + content, encoding=encoding))


def test_a_bad_row_never_holds_what_its_cells_say(open_: Opener) -> None:
    wrong = [
        "SECRET\u202ename,2026-11-22T15:00,microneedling,pa",
        "SECRETNAME,2026-13-22T15:00,microneedling,pa",
        "SECRETNAME,2026-11-22T15:00,SECRETNAME,pa",
        "SECRETNAME,2026-11-22T15:00,microneedling,SECRETNAME",
        "SECRETNAME,2026-11-22T15:00,microneedling,pa,SECRETNAME",
        f"{'SECRETNAME' * 20},2026-11-22T15:00,microneedling,pa",
        "SECRETNAME,SECRETNAME,microneedling,pa",
    ]

    outcomes = rows(open_("\n".join([HEADER, *wrong])))

    assert all(isinstance(each, BadRow) for each in outcomes)
    assert "SECRET" not in repr(outcomes)


def test_what_cannot_be_printed_is_the_names_columns_mistake(open_: Opener) -> None:
    mistake = bad(open_(f"{HEADER}\nSample\u202ePatient,2026-11-22T15:00,microneedling,pa\n"))

    assert (mistake.column, mistake.code) == ("patient", "unprintable")
    assert "U+202E" in mistake.message
