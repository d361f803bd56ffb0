"""Read a CSV file as rows of text, or say why it cannot be trusted.

The encoding is UTF-8, or what a byte order mark says, or what somebody said; it is never
guessed, for a wrong guess prints wrong names. The delimiter is told from the first line.
Rows are read as they are asked for; memory does not grow with their number.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from handouts.records.refusals import (
    EncodingError,
    ExportError,
    HeaderError,
    TooLargeError,
    UnreadableError,
)
from handouts.records.table import Row, Table

MOST_BYTES = 2 * 1024**3
MOST_LINE = 128 * 1024
_DELIMITERS = ",;\t|"
# A line some programs put first for Excel, which Excel takes for no row.
_SAID = re.compile(rf'"?sep=([{_DELIMITERS}])"?', re.IGNORECASE)
_CHUNK = 1 << 18

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings of text that spreadsheets save. Python has others, some of them costly to read.
_ENCODINGS = re.compile(
    r"ascii|utf-8(-sig)?|utf-16(-[lb]e)?|cp[0-9]+|iso8859-[0-9]+|mac-[a-z]+|koi8-[rut]|kz1048|ptcp154"
    r"|big5(hkscs)?|gbk|gb2312|gb18030|hz|euc_[a-z0-9]+|shift_jis[a-z0-9_]*|johab|tis-620"
)
# A text in one of these is UTF-8 by accident as good as never.
_OF_SINGLE_BYTES = re.compile("cp125[0-9]|iso8859-|mac-|koi8-")
_SAVE_AS = (
    "In Excel, choose Save As and the type 'CSV UTF-8'. Or say what it is with --encoding, "
    "such as --encoding cp1252 for Windows in English or French."
)


def open_csv(path: Path, *, encoding: str | None = None) -> Table:
    """Look through the whole file once, and read its header.

    Args:
        path: The file.
        encoding: What somebody said; a byte order mark wins.

    Raises:
        ExportError: The file cannot be trusted.
    """
    known = _encoding(path, encoding)
    _look_through(path, known)
    delimiter, is_said = _delimiter(path, known)
    records = _records(path, known, delimiter)
    if is_said:
        next(records)  # the line that says it
    first = next(records, None)
    if first is None:
        raise UnreadableError(
            source=path.name,
            problem="The file is empty.",
            remedy="Export it again, with a first row that names the columns.",
        )
    row, header = first
    headers = tuple(str(cell) for cell in header)

    def rows() -> Iterator[Row]:
        return (record for record in _records(path, known, delimiter) if record[0] > row)

    return Table(source=path.name, headers=headers, rows=rows)


def _encoding(path: Path, said: str | None) -> str:
    if said is not None:
        try:
            name = codecs.lookup(said).name
        except (LookupError, ValueError):
            name = ""
        if not _ENCODINGS.fullmatch(name):
            raise EncodingError(
                source=path.name,
                problem="The encoding named with --encoding is not known.",
                remedy="Use a name such as utf-8, utf-16, cp1252 (Windows) or mac-roman.",
            )
        said = name
    with path.open("rb") as file:
        start = file.read(4)
    for mark, marked in _MARKS:
        if start.startswith(mark):
            return marked
    if said is not None and _OF_SINGLE_BYTES.match(said) and _is_utf_8(path):
        raise EncodingError(
            source=path.name,
            problem=f"It is saved as UTF-8, and --encoding says {said}: names would be wrong.",
            remedy="Leave out --encoding. If another file needs it, save that one as 'CSV UTF-8'.",
        )
    return said or "utf-8"


def _is_utf_8(path: Path) -> bool:
    """Whether a file has letters beyond ASCII, all of them in UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_ascii = True
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                is_ascii = decoder.decode(chunk).isascii() and is_ascii
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not is_ascii


def _look_through(path: Path, encoding: str) -> None:
    """Find what makes the whole file doubtful, in bounded memory."""
    if path.stat().st_size > MOST_BYTES:
        raise TooLargeError(
            source=path.name,
            problem=f"It is larger than {MOST_BYTES // 1024**3} GB.",
            remedy="Export fewer days at a time.",
        )
    line = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            while chunk := file.read(_CHUNK):
                if "\0" in chunk:
                    raise EncodingError(
                        source=path.name,
                        problem="It has NUL characters, so it is no CSV file, or it is saved as "
                        "UTF-16 without its mark.",
                        remedy=_SAVE_AS,
                    )
                line = _longest_line(path, chunk, line)
    except UnicodeError:
        raise EncodingError(
            source=path.name,
            problem="Its letters are not UTF-8."
            if encoding.startswith("utf-8")
            else f"Its letters are not {encoding}.",
            remedy=_SAVE_AS,
        ) from None


def _longest_line(path: Path, chunk: str, before: int) -> int:
    """How long the line is that the chunk ends in."""
    lengths = [len(piece) for piece in re.split("[\r\n]", chunk)]
    lengths[0] += before
    if max(lengths) > MOST_LINE:
        raise TooLargeError(
            source=path.name,
            problem=f"It has a line of more than {MOST_LINE // 1024} thousand characters.",
            remedy="Check that this is the export, and that it is saved as CSV.",
        )
    return lengths[-1]


def _delimiter(path: Path, encoding: str) -> tuple[str, bool]:
    """What separates the cells, and whether a line of its own says so above the headers."""
    with path.open(encoding=encoding, newline="") as file:
        line = next((line for line in file if line.strip("\ufeff \t\r\n")), "")
    said = _SAID.fullmatch(line.strip("\ufeff\r\n"))
    if said:
        return said[1], True
    outside_quotes = "".join(line.split('"')[::2])
    counts = {mark: outside_quotes.count(mark) for mark in _DELIMITERS}
    most = max(counts.values())
    found = [mark for mark, count in counts.items() if count == most]
    if most and len(found) > 1:
        raise HeaderError(
            source=path.name,
            problem="It cannot be told from the first row what separates the columns.",
            remedy="Save it with commas between the columns, and none of ; and | in the headers.",
            headers=(),
        )
    return (found[0] if most else ","), False


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """The rows that are not blank, numbered as a spreadsheet numbers them."""
    row = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            records = csv.reader(file, delimiter=delimiter, strict=True)
            for row, cells in enumerate(records, 1):
                if any(cells):
                    yield row, cells
    except csv.Error:
        raise ExportError(
            source=path.name,
            row=row + 1,
            problem="A quotation mark is not closed, or stands where none can stand.",
            remedy='Mend it there: a cell with a quotation mark in it reads "like ""this""". '
            "Or open the file in a spreadsheet and save it again as 'CSV UTF-8'.",
        ) from None
    except (OSError, UnicodeError):
        raise UnreadableError(
            source=path.name,
            problem="It changed, or went away, while it was read.",
            remedy="Close it in other programs and run the batch again; what is made is kept.",
        ) from None
