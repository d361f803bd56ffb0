"""A catalog as an Excel workbook, for a translator who has nothing else.

Every cell is text: a translation that begins with an equals sign is no formula, and a formula
that comes back is refused. Rows may be sorted and columns moved; the key finds the message.
openpyxl is loaded when a workbook is asked for, and comes with `handouts[translate]`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from handouts.errors import CommandLineError
from handouts.i18n.languages import Language
from handouts.i18n.messages import State
from handouts.i18n.pofile import CatalogError
from handouts.i18n.workbench.entries import MOST_BYTES, English
from handouts.i18n.workbench.exchange.units import (
    Returned,
    Unit,
    english_of_form,
    form_label,
    returned_state,
    source_of,
    split_key,
)

_SHEET, _ABOUT = "Translation", "About"
_KEY, _CONTEXT, _ENGLISH, _FORM = "Key", "Context", "English", "Form"
_WORDS, _STATE, _NOTES, _OTHER = "Translation", "State", "Notes", "English of the other form"
_COLUMNS = (
    (_KEY, 4),
    (_CONTEXT, 10),
    (_ENGLISH, 60),
    (_FORM, 14),
    (_WORDS, 60),
    (_STATE, 11),
    (_NOTES, 40),
    (_OTHER, 4),
)
_MOST_UNPACKED = 60_000_000
_MOST_ROWS, _MOST_COLUMNS = 20_000, 40


class NoExcelError(CommandLineError):
    """The library that reads and writes workbooks is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Excel files need a library that is not installed.",
            remedy="Install handouts[translate], or exchange PO or XLIFF files.",
        )


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise NoExcelError from None
    return openpyxl


def write_xlsx(units: Sequence[Unit], language: Language) -> bytes:
    """The messages as a workbook.

    Raises:
        NoExcelError: openpyxl is not installed.
        CatalogError: A message has a character that a workbook cannot hold.
    """
    book = _openpyxl().Workbook()
    sheet = book.active
    sheet.title = _SHEET
    sheet.freeze_panes = "A2"
    for column, (name, width) in enumerate(_COLUMNS, 1):
        _fill(sheet, 1, column, name)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    row = 1
    for unit in units:
        for form, string in enumerate(unit.strings):
            row += 1
            for column, text in enumerate(_cells(unit, form, string, language), 1):
                _fill(sheet, row, column, text)
    about = book.create_sheet(_ABOUT)
    lines = (
        ("Language", language.tag),
        ("", f"Fill in the column {_WORDS} in {language.english_name}; change no other."),
        ("", "Keep %(name)s and <b>…</b> as they are. They may move inside the sentence."),
        ("", "A sentence with several rows needs each form: the column Form says for what number."),
    )
    for number, (name, text) in enumerate(lines, 1):
        _fill(about, number, 1, name)
        _fill(about, number, 2, text)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(unit: Unit, form: int, string: str, language: Language) -> tuple[str, ...]:
    english = unit.english
    shown = english_of_form(english, language, form)
    is_plural = english.plural is not None
    other = next((each for each in english.forms if each != shown), "")
    return (
        f"{unit.key}.{form}" if is_plural else unit.key,
        english.context or "",
        shown,
        form_label(language, form) if is_plural else "",
        string,
        unit.state.value,
        "\n".join(unit.notes),
        other,
    )


def _fill(sheet: Any, row: int, column: int, text: str) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils.exceptions import IllegalCharacterError

    cell = sheet.cell(row, column)
    try:
        cell.value = text
    except IllegalCharacterError:
        raise CatalogError(
            place=repr(text),
            message="A character of this text cannot stand in a workbook.",
            remedy="Take it out of the catalog.",
        ) from None
    # openpyxl takes what begins with "=" for a formula, and Excel what is typed into a cell
    # that is not formatted as text.
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def read_xlsx(content: bytes, place: str) -> Returned:
    """The messages of a workbook.

    Raises:
        NoExcelError: openpyxl is not installed.
        CatalogError: It is no workbook of ours, or holds what no workbook of ours needs.
    """
    _require_harmless(content, place)
    openpyxl = _openpyxl()
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except Exception:  # openpyxl has no error of its own for a file it cannot read
        raise _unreadable(place) from None
    name = _SHEET if _SHEET in book.sheetnames else book.sheetnames[0]
    language = ""
    if _ABOUT in book.sheetnames:
        language = str(book[_ABOUT]["B1"].value or "")
    return Returned(language=language, units=tuple(_units(book[name], place)))


def _require_harmless(content: bytes, place: str) -> None:
    """Refuse what is packed or declared to fill the memory."""
    if len(content) > MOST_BYTES:
        raise CatalogError(
            place=place,
            message=f"The file is larger than {MOST_BYTES // 1_000_000} MB.",
            remedy="Check that it is the right file.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _MOST_UNPACKED:
                raise CatalogError(
                    place=place,
                    message=f"Unpacked it is larger than {_MOST_UNPACKED // 1_000_000} MB.",
                    remedy="Copy the sheet into a new workbook, without pictures.",
                )
            for item in archive.infolist():
                if item.filename.endswith((".xml", ".rels")):
                    part = archive.read(item)
                    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part:
                        raise CatalogError(
                            place=place,
                            message="It declares entities, which no workbook needs.",
                            remedy="Save it again in Excel or LibreOffice, as .xlsx.",
                        )
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError):
        raise _unreadable(place) from None


def _unreadable(place: str) -> CatalogError:
    return CatalogError(
        place=place,
        message="This is no Excel workbook, or it is locked or cut off.",
        remedy="Save it in Excel or LibreOffice as .xlsx, without a password.",
    )


def _units(sheet: Any, place: str) -> Iterator[Unit]:
    rows = sheet.iter_rows(
        max_row=min(sheet.max_row or 1, _MOST_ROWS),
        max_col=min(sheet.max_column or 1, _MOST_COLUMNS),
    )
    heads = [str(cell.value or "").strip() for cell in next(rows, ())]
    if missing := [name for name in (_KEY, _ENGLISH, _WORDS) if name not in heads]:
        raise CatalogError(
            place=f"{place}, row 1",
            message=f"There is no column {missing[0]}.",
            remedy="Send back the workbook that was sent out, with its first row.",
        )
    plurals: dict[str, list[tuple[int, dict[str, str], str]]] = {}
    for number, row in enumerate(rows, 2):
        where = f"{place}, row {number}"
        cells = dict(zip(heads, row, strict=False))
        values = {name: _text(cell) for name, cell in cells.items()}
        if not any(values.get(name) for name in (_KEY, _ENGLISH, _WORDS)):
            continue
        fault = ""
        if any(cells[name].data_type == "f" for name in (_ENGLISH, _WORDS)):
            fault = "It is a formula. Format the cell as text and type it again."
        key, _, form = values[_KEY].strip().partition(".")
        base, _, form = form.partition(".")
        if form:
            if form.isdecimal():
                plurals.setdefault(f"{key}.{base}", []).append((number, values, fault))
            continue
        source, base = split_key(f"{key}.{base}")
        strings = (values[_WORDS],)
        yield Unit(
            english=English(text=values[_ENGLISH], context=values.get(_CONTEXT) or None),
            strings=strings,
            source=source,
            base=base,
            state=returned_state(strings, base, _state(values)),
            place=where,
            fault=fault,
        )
    for key, listed in plurals.items():
        yield _plural(key, listed, place)


def _plural(key: str, listed: list[tuple[int, dict[str, str], str]], place: str) -> Unit:
    source, base = split_key(key)
    ordered = sorted(listed, key=lambda row: int(row[1][_KEY].rpartition(".")[2]))
    numbers = [int(values[_KEY].rpartition(".")[2]) for _, values, _ in ordered]
    fault = next((fault for _, _, fault in ordered if fault), "")
    if numbers != list(range(len(numbers))):
        fault = fault or "A plural form is missing or stands there twice."
    shown = [values[_ENGLISH] for _, values, _ in ordered]
    other = [values.get(_OTHER, "") for _, values, _ in ordered]
    # One row is "1 hour", whose other form is "hours"; the next the other way round.
    pairs = {frozenset(pair) for pair in zip(shown, other, strict=True)}
    if len(pairs) > 1:
        fault = fault or "Its English was edited in the file. Put it back as it was sent."
    strings = tuple(values[_WORDS] for _, values, _ in ordered)
    states = [_state(values) for _, values, _ in ordered]
    state = State.INITIAL if State.INITIAL in states else states[0]
    return Unit(
        english=_plural_english(shown[0], other[0], source, ordered[0][1]),
        strings=strings,
        source=source,
        base=base,
        state=returned_state(strings, base, state),
        place=f"{place}, row {ordered[0][0]}",
        fault=fault,
    )


def _plural_english(shown: str, other: str, source: str, values: dict[str, str]) -> English:
    """Which of the two is the one for a single thing, the key says."""
    context = values.get(_CONTEXT) or None
    one = English(text=shown, plural=other or shown, context=context)
    two = English(text=other or shown, plural=shown, context=context)
    return one if source_of(one) == source else two


def _state(values: dict[str, str]) -> State:
    name = values.get(_STATE, "").strip().lower()
    return State(name) if name in set(State) else State.TRANSLATED


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")
