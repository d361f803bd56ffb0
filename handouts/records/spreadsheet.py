"""Read the first sheet of an Excel (.xlsx) or OpenDocument (.ods) file as rows.

calamine reads the sheet. It sets aside a place for every cell between the first and the last,
and a copy of every text, so a file of some kilobytes can ask for more memory than there is. It
may wait for ever for the end of a tag that is not closed, and it gives a failed formula as an
empty cell. So the archive is looked through first, in bounded memory: whether its XML is whole,
how large its sheets are, and where a formula has no value.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from handouts.records.refusals import TooLargeError, UnreadableError
from handouts.records.table import Row, Table, text_of

MOST_MEMBERS = 2000
MOST_BYTES = 200 * 1024**2
MOST_RATIO = 200
MOST_CELLS = 12_000_000
MOST_COLUMNS = 16_384  # Excel's own limit
MOST_TEXT = 400 * 1024**2
_SMALL = 1024**2
_XML = (".xml", ".rels")
_CHUNK = 1 << 18
_MOST_IN_A_ROW = 16 * 1024**2
_MOST_FORMULAS = 10_000


def _tag(name: str, then: str = r"\b") -> str:
    """A pattern for how an element of Excel's begins, whatever its prefix."""
    return rf"<(?:\w+:)?{name}{then}"


def _closing(name: str) -> str:
    return rf"</(?:\w+:)?{name}\s*>"


def _value_of(attribute: str, value: str = "([^\"']*)") -> str:
    """A pattern for an attribute with its value."""
    return rf"\b{attribute}\s*=\s*[\"']{value}[\"']"


def _compiled(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[bytes]:
    return re.compile(pattern.encode(), flags)


_ATTRIBUTES = r"((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
_SHEET = _compiled(_tag("sheet") + _ATTRIBUTES)
_RELATION = _compiled(_tag("Relationship") + _ATTRIBUTES)
_RELATION_ID = _compiled(_value_of(r"\w+:id"))
_ID, _TARGET = _compiled(_value_of("Id")), _compiled(_value_of("Target"))

_ROW_START, _ROW_END = _compiled(_tag("row")), _compiled(_closing("row"))
_CELL_START = _compiled(_tag("c", r"[\s/>]"))
_PLACES = _compiled(_value_of("r", r"([A-Za-z]*)([0-9]*)"))
_CELL = _compiled(_tag("c") + "([^>]*?)(?:/>|>(.*?)" + _closing("c") + ")", re.DOTALL)
_PLACE = _compiled(_value_of("r", r"([A-Za-z]{1,3})([0-9]{1,7})"))
_IS_ERROR, _IS_TEXT = _compiled(_value_of("t", "e")), _compiled(_value_of("t", "str"))
_SIGNS = (b'"e"', b"'e'", b"<f", b":f")
_FORMULA = _compiled(_tag("f", r"[\s/>]"))
_VALUE = _compiled(_tag("v") + "[^>]*>[^<]")
_SHARED = _compiled(rf"{_value_of('t', 's')}[^>]*>\s*{_tag('v')}\s*>\s*([0-9]{{1,9}})")
_STRING_END = _compiled(_closing("si"))

_ODS_ROW_END = _compiled(r"</table:table-row\s*>")
_ODS_TABLE = _compiled(r"<table:table\s")
_ODS_ROW = _compiled(r"<table:table-row\b([^>]*)>")
_ODS_CELL = _compiled(r"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_ODS_ROWS_REPEATED, _ODS_COLUMNS_REPEATED = (
    _compiled(rf"table:number-{what}-repeated\s*=\s*[\"']([^\"']*)") for what in ("rows", "columns")
)


def open_spreadsheet(path: Path) -> Table:
    """Read the first visible sheet.

    Raises:
        ExportError: The file cannot be trusted.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_a_bomb(archive, path.name)
            _refuse_broken_xml(archive)
            is_ods = "content.xml" in archive.namelist()
            look = _OdsLook(archive, path.name) if is_ods else _XlsxLook(archive, path.name)
        workbook = load_workbook(str(path))
        index = _first_visible(workbook, path.name)
        formulas = look.formulas(index)
        sheet = workbook.get_sheet_by_index(index)
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, KeyError,
        expat.ExpatError, CalamineError, UnicodeDecodeError, ValueError,
    ):  # fmt: skip
        raise _damaged(path.name) from None
    return _table(path.name, sheet, formulas)


def _table(source: str, sheet: CalamineSheet, formulas: tuple[tuple[int, int], ...]) -> Table:
    first = next(_rows(sheet), None)
    if first is None:
        raise UnreadableError(
            source=source,
            problem="The first sheet is empty.",
            remedy="Move the appointments to the first sheet, below a row that names the columns.",
        )
    row, header = first
    return Table(
        source=source,
        headers=tuple(text_of(cell) for cell in header),
        rows=lambda: (each for each in _rows(sheet) if each[0] > row),
        formulas=formulas,
    )


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    for row, cells in enumerate(sheet.iter_rows(), 1):
        if any(cell != "" for cell in cells):
            yield row, cells


def _first_visible(workbook: CalamineWorkbook, source: str) -> int:
    for index, sheet in enumerate(workbook.sheets_metadata):
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet:
            return index
    raise UnreadableError(
        source=source,
        problem="It has no visible sheet.",
        remedy="Unhide the sheet with the appointments and save the file.",
    )


def _refuse_a_bomb(archive: zipfile.ZipFile, source: str) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES:
        raise _too_large(source)
    # calamine finds a part in letters of any case, so two could be meant by one name.
    if len({member.filename.casefold() for member in members}) < len(members):
        raise _damaged(source)
    if unpacked > _SMALL and unpacked > packed * MOST_RATIO:
        raise _too_large(source)


def _refuse_broken_xml(archive: zipfile.ZipFile) -> None:
    for member in archive.infolist():
        if not member.filename.casefold().endswith(_XML):
            continue
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_a_doctype
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _refuse_a_doctype(*_: object) -> None:
    # No program saves one, and what it can declare expands.
    raise ValueError


class _XlsxLook:
    """What calamine does not tell of an Excel file."""

    def __init__(self, archive: zipfile.ZipFile, source: str) -> None:
        self._source = source
        longest, lengths = self._strings(archive)
        self._parts = self._sheet_parts(archive)
        self._formulas: dict[str, tuple[tuple[int, int], ...]] = {}
        for part in self._parts:
            member = archive.getinfo(part)
            self._formulas[part] = self._sheet(archive, member, longest, lengths)

    def formulas(self, index: int) -> tuple[tuple[int, int], ...]:
        """Row and column, the first being 0, of every formula without a value."""
        return self._formulas[self._parts[index]]

    def _sheet_parts(self, archive: zipfile.ZipFile) -> list[str]:
        """The part of each sheet, in the workbook's order."""
        targets = {}
        for relation in _RELATION.findall(_plain(archive, "xl/_rels/workbook.xml.rels")):
            name, target = _ID.search(relation), _TARGET.search(relation)
            if name and target:
                path = target[1].decode().removeprefix("/")
                targets[name[1]] = path if path.startswith("xl/") else f"xl/{path}"
        parts = []
        for sheet in _SHEET.findall(_plain(archive, "xl/workbook.xml")):
            name = _RELATION_ID.search(sheet)
            part = targets[name[1] if name else b""]
            if not part.casefold().endswith(_XML):
                raise ValueError
            parts.append(part)
        return parts

    def _strings(self, archive: zipfile.ZipFile) -> tuple[int, list[int]]:
        """The lengths of the texts that cells share."""
        lengths: list[int] = []
        for member in archive.infolist():
            if member.filename.casefold().endswith("sharedstrings.xml"):
                pieces = _pieces(archive, member, _STRING_END, self._source)
                lengths += [len(piece) for piece in pieces]
        return max(lengths, default=0), lengths

    def _sheet(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, longest: int, lengths: list[int]
    ) -> tuple[tuple[int, int], ...]:
        rows = columns = cells = text = 0
        formulas: list[tuple[int, int]] = []
        for block in _blocks(archive, member, self._source):
            rows += len(_ROW_START.findall(block))
            here = len(_CELL_START.findall(block))
            cells += here
            places = _PLACES.findall(block)
            columns = max([columns, *(_column(each) + 1 for each in {each for each, _ in places})])
            rows = max([rows, *(int(each[:9] or 0) for each in {each for _, each in places})])
            if here > block.count(b"<c r="):
                # A cell may leave out its place, which then follows the one before.
                in_a_row = (len(_CELL_START.findall(row)) for row in _ROW_END.split(block))
                columns = max(columns, *in_a_row, 0)
            if cells * longest > MOST_TEXT:
                shared = map(int, _SHARED.findall(block))
                text += sum(lengths[at] for at in shared if at < len(lengths))
            _refuse_too_much(rows, columns, text, self._source)
            _note(formulas, _without_value(block))
        return tuple(formulas)


def _plain(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of tags alone: in a comment something else could be said than is read."""
    content = archive.read(name)
    if b"<!" in content:
        raise ValueError
    return content


def _without_value(block: bytes) -> Iterator[tuple[int, int]]:
    """The cells of Excel's whose formula failed or was never worked out."""
    if not any(sign in block for sign in _SIGNS):
        return
    for attributes, content in _CELL.findall(block):
        failed = _IS_ERROR.search(attributes)
        empty = (
            _FORMULA.search(content)
            and not _VALUE.search(content)
            and not _IS_TEXT.search(attributes)
        )
        place = _PLACE.search(attributes)
        if place and (failed or empty):
            yield int(place[2]) - 1, _column(place[1])


class _OdsLook:
    """What calamine does not tell of an OpenDocument file."""

    def __init__(self, archive: zipfile.ZipFile, source: str) -> None:
        self._formulas: list[list[tuple[int, int]]] = []
        rows = pending = columns = text = 0
        for piece in _pieces(archive, archive.getinfo("content.xml"), _ODS_ROW_END, source):
            if _ODS_TABLE.search(piece):
                self._formulas.append([])
                rows = pending = columns = 0
            *empty, attributes = _ODS_ROW.findall(piece) or [b""]
            pending += sum(_repeated(_ODS_ROWS_REPEATED, each) for each in empty)
            repeated = _repeated(_ODS_ROWS_REPEATED, attributes)
            width, copies = self._row(piece, rows + pending)
            if not width:
                pending += repeated
                continue
            rows, pending = rows + pending + repeated, 0
            columns = max(columns, width)
            text += len(piece) * copies * repeated if repeated * copies > 1 else 0
            _refuse_too_much(rows, columns, text, source)

    def formulas(self, index: int) -> tuple[tuple[int, int], ...]:
        """Row and column, the first being 0, of every formula without a value."""
        return tuple(self._formulas[index])

    def _row(self, piece: bytes, row: int) -> tuple[int, int]:
        """How many cells a row has up to its last value, and its most frequent copy."""
        width = at = 0
        copies = 1
        for attributes, closed in _ODS_CELL.findall(piece):
            repeated = _repeated(_ODS_COLUMNS_REPEATED, attributes)
            has_formula = b"table:formula" in attributes
            failed = b'"error"' in attributes or b"'error'" in attributes
            if failed or (has_formula and b"value-type" not in attributes):
                places = ((row, at + each) for each in range(min(repeated, 100)))
                _note(self._formulas[-1], places)
            at += repeated
            if b"office:" in attributes or has_formula or not closed:
                width, copies = at, max(copies, repeated)
        return width, copies


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1][:10]) if found else 1


def _note(formulas: list[tuple[int, int]], more: Iterable[tuple[int, int]]) -> None:
    """Remember places of formulas, as many as anybody will mend."""
    formulas.extend(more)
    del formulas[_MOST_FORMULAS:]


def _refuse_too_much(rows: int, columns: int, text: int, source: str) -> None:
    """Refuse a sheet that calamine would need too much memory for."""
    if rows * columns > MOST_CELLS or columns > MOST_COLUMNS or text > MOST_TEXT:
        raise _too_large(source)


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str) -> Iterator[bytes]:
    """A sheet of Excel's, cut after rows, many in a block."""

    def cut(content: bytes) -> list[bytes]:
        end = content.rfind(b"row>") + 4
        return [content] if end < 4 else [content[:end], content[end:]]

    return _cut_up(archive, member, cut, source)


def _pieces(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, end: re.Pattern[bytes], source: str
) -> Iterator[bytes]:
    """A part of the archive, cut after each row."""
    return _cut_up(archive, member, end.split, source)


def _cut_up(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    cut: Callable[[bytes], list[bytes]],
    source: str,
) -> Iterator[bytes]:
    """A part of the archive in pieces, of which the last may go on."""
    rest = b""
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            *pieces, rest = cut(rest + chunk)
            yield from pieces
            if len(rest) > _MOST_IN_A_ROW:
                raise _too_large(source)
    yield rest


def _column(letters: bytes) -> int:
    """The number of a column by its letters, A being 0."""
    number = 0
    for letter in letters.upper()[:6]:
        number = number * 26 + letter - 64
    return number - 1


def _too_large(source: str) -> TooLargeError:
    return TooLargeError(
        source=source,
        problem="It unpacks to far more than its size, or more than appointments ever need.",
        remedy="Copy the rows you need to a new spreadsheet, or save the sheet as 'CSV UTF-8'.",
    )


def _damaged(source: str) -> UnreadableError:
    return UnreadableError(
        source=source,
        problem="It is not a spreadsheet that can be read; it may be damaged.",
        remedy="Open it in a spreadsheet and save it again as .xlsx, or as 'CSV UTF-8'.",
    )
