"""An export of appointments: who gets which handout, row by row.

The door of this room. `open_export` looks through the whole file before anything is made of
it: what makes every row doubtful refuses the file. Then `Export.rows` reads the rows as they
are asked for, and every row has an answer of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from handouts.records.appointment import Outcome
from handouts.records.columns import Columns, Field, choose_columns, choose_languages
from handouts.records.csv_file import open_csv
from handouts.records.lengths import is_plain_number
from handouts.records.mapping import Mapping as ExportMapping
from handouts.records.meaning import Meanings, Unclear
from handouts.records.moments import DateOrder, is_ambiguous
from handouts.records.refusals import (
    AmbiguousDatesError,
    FormulaError,
    HeaderError,
    LanguageListError,
    LengthUnitError,
    UnreadableError,
)
from handouts.records.row_reader import RowReader, Setting, number_key
from handouts.records.same_day import earlier_rows, once_a_day
from handouts.records.table import Table, is_formula, text_of

MOST_IN_LIST = 2_000_000

_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"
_ZIP = b"PK\x03\x04"
_OTHER_KINDS = {
    b"%pdf": "a PDF",
    b"<": "a web page or other markup",
}
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Export:
    """A file of appointments that can be trusted.

    Attributes:
        source: The file's name.
        count: How many rows it has, the header and blank ones not counted.
        unmapped: How often each name of a treatment was met, by `rows`, that means nothing
            here; at most a thousand names.
    """

    def __init__(
        self,
        *,
        source: str,
        count: int,
        meanings: Meanings,
        rows: Callable[[], Iterator[Outcome]],
        tells_patients: bool = True,
    ) -> None:
        """Hold what was found.

        Args:
            source: The file's name.
            count: How many rows it has.
            meanings: What its words mean.
            rows: Reads it from the first row.
            tells_patients: Whether rows may have a patient's number.
        """
        self.source, self.count = source, count
        self.unmapped: Counter[str] = meanings.unmapped
        self._rows, self._tells_patients = rows, tells_patients

    def rows(self) -> Iterator[Outcome]:
        """Every row's answer, in the order of the file; each call begins again."""
        earlier = earlier_rows(self._rows()) if self._tells_patients else frozenset()
        self.unmapped.clear()
        return once_a_day(self._rows(), earlier)


def open_export(
    path: Path,
    *,
    mapping: ExportMapping,
    time_zone: str,
    today: date,
    dates: DateOrder | None = None,
    encoding: str | None = None,
    languages: Path | None = None,
    treatments: Collection[str] = (),
    default_treatments: tuple[str, ...] = (),
    branch_time_zones: Mapping[str, str] | None = None,
) -> Export:
    """Look through an export of appointments, and refuse it if it cannot be trusted.

    Args:
        path: A CSV file, an Excel or OpenDocument spreadsheet, or a FHIR R4 Bundle as JSON.
        mapping: The clinic's names for things; see `load_mapping`.
        time_zone: The clinic's; times in exports have none of their own.
        today: The day at the clinic.
        dates: Which comes first in 03/04/2026; wins over the mapping's.
        encoding: A CSV file's, if it is not UTF-8 and has no mark of its own.
        languages: A second file, of languages by patient number.
        treatments: Those there are, so that a row may name one in letters of any case. Without
            them only an exact name such as `chemical-peel` is taken for one.
        default_treatments: For rows that name none, and files without such a column.
        branch_time_zones: Of branches whose zone is not the clinic's, by the branch's name.

    Raises:
        ExportError: The file, or the second one, cannot be trusted; nothing was read from it.
    """
    meanings = Meanings(mapping, treatments)
    try:
        setting = Setting(
            time_zone=time_zone,
            branch_time_zones={
                name.casefold(): zone for name, zone in (branch_time_zones or {}).items()
            },
            today=today,
            dates=dates or mapping.dates,
            treatments=default_treatments,
            languages=_languages(languages, mapping, meanings, encoding) if languages else {},
        )
        if _begins(path).lstrip(_BEFORE_JSON).startswith((b"{", b"[")):
            return _open_bundle(path, meanings, setting)
        table = _open_table(path, encoding)
        columns = choose_columns(
            table.headers,
            mapping.columns,
            source=table.source,
            needs_treatment=not default_treatments,
        )
        if languages and Field.NUMBER not in columns.places:
            raise _no_number(table, columns)
        count = _check(table, columns, setting.dates)
    except OSError as error:
        raise _unreadable(path, error) from None

    reader = RowReader(columns, meanings, setting)
    return Export(
        source=table.source,
        count=count,
        meanings=meanings,
        rows=lambda: (reader.read(row, cells) for row, cells in table.rows()),
        tells_patients=Field.NUMBER in columns.places,
    )


def _open_bundle(path: Path, meanings: Meanings, setting: Setting) -> Export:
    # Few exports are FHIR's, and few others need its reader.
    from handouts.records.fhir import open_bundle

    bundle = open_bundle(path)
    return Export(
        source=bundle.source,
        count=bundle.count,
        meanings=meanings,
        rows=lambda: bundle.rows(meanings, setting),
    )


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(64)


def _open_table(path: Path, encoding: str | None) -> Table:
    """The file as a table, by what it begins with rather than by its name."""
    start = _begins(path)
    if start.startswith(_OLD_EXCEL):
        raise UnreadableError(
            source=path.name,
            problem="This is an old Excel file (.xls), or one with a password.",
            remedy="Open it in a spreadsheet and save it as .xlsx without a password, or as "
            "'CSV UTF-8'.",
        )
    for mark, what in _OTHER_KINDS.items():
        if start.lstrip(_BEFORE_JSON).lower().startswith(mark):
            raise UnreadableError(
                source=path.name,
                problem=f"This is {what}, whatever its name.",
                remedy="Export the appointments as CSV or Excel; a web page that was saved as a "
                "table can be opened in a spreadsheet and saved as .xlsx.",
            )
    if start.startswith(_ZIP):
        # Only a spreadsheet needs the library that reads one.
        from handouts.records.spreadsheet import open_spreadsheet

        return open_spreadsheet(path)
    return open_csv(path, encoding=encoding)


def _check(table: Table, columns: Columns, order: DateOrder | None) -> int:
    """Look through the cells that are read; the number of rows."""
    needed = dict(columns.places)
    if Field.TREATED in needed or Field.END_TIME in needed:
        needed.pop(Field.START, None)  # asked only where an end has no day
    places = sorted(needed.values())
    dates = [
        needed[field]
        for field in (Field.TREATED, Field.DATE, Field.END_TIME, Field.START)
        if field in needed and order is None
    ]
    length = needed.get(Field.DURATION)
    width, count, uncut = len(columns.headers), 0, 0
    for row, cells in table.rows():
        count += 1
        if len(cells) != width:
            uncut += len(cells) == 1
            continue
        for place in places:
            cell = cells[place]
            if cell and is_formula(cell):
                raise FormulaError(source=table.source, row=row, column=columns.headers[place])
        for place in dates:
            if is_ambiguous(cells[place]):
                raise AmbiguousDatesError(
                    source=table.source, row=row, column=columns.headers[place]
                )
        if length is not None and is_plain_number(cells[length]):
            raise LengthUnitError(source=table.source, row=row, column=columns.headers[length])
    if count and uncut == count:
        raise HeaderError(
            source=table.source,
            problem="The first row has several columns, and all others have one.",
            remedy="Other marks stand between the cells than between the headers: open the file "
            "in a spreadsheet and save it as 'CSV UTF-8'.",
            headers=columns.headers,
        )
    for row_place, place in table.formulas:
        if place in places:
            raise FormulaError(
                source=table.source, row=row_place + 1, column=columns.headers[place]
            )
    return count


def _languages(
    path: Path, mapping: ExportMapping, meanings: Meanings, encoding: str | None
) -> dict[str, str]:
    """Tags by patient number; an empty one is a language that is not known."""
    try:
        table = _open_table(path, encoding)
        columns = choose_languages(table.headers, mapping.columns, source=table.source)
        _check(table, columns, None)
        return _listed_languages(table, columns, meanings)
    except OSError as error:
        raise _unreadable(path, error) from None


def _listed_languages(table: Table, columns: Columns, meanings: Meanings) -> dict[str, str]:
    number_place, language_place = columns.places[Field.NUMBER], columns.places[Field.LANGUAGE]
    tags: dict[str, str] = {}
    for row, cells in table.rows():
        if len(cells) != len(columns.headers):
            raise LanguageListError(
                source=table.source,
                row=row,
                problem="It has more or fewer cells than there are headers.",
                remedy="Mend this row.",
            )
        number = number_key(text_of(cells[number_place]))
        written = text_of(cells[language_place])
        if not number or not written.strip():
            continue
        found = meanings.language(written)
        tag = "" if isinstance(found, Unclear) else found
        if tags.setdefault(number, tag).casefold() != tag.casefold():
            raise LanguageListError(
                source=table.source,
                row=row,
                column=columns.headers[language_place],
                problem="This patient number was there before, with another language.",
                remedy="Keep one row for each patient.",
            )
        if len(tags) > MOST_IN_LIST:
            raise LanguageListError(
                source=table.source,
                problem=f"It has more than {MOST_IN_LIST} patients.",
                remedy="Keep those who have appointments in the export.",
            )
    return tags


def _no_number(table: Table, columns: Columns) -> HeaderError:
    return HeaderError(
        source=table.source,
        problem="No column has the patient's number, by which the file of languages is joined.",
        remedy="Export the number too; or say in the mapping file, under [columns], what its "
        'column is called, such as patient_number = "File".',
        headers=columns.headers,
    )


def _unreadable(path: Path, error: OSError) -> UnreadableError:
    source = path.name or str(path)
    if isinstance(error, FileNotFoundError):
        return UnreadableError(
            source=source,
            problem="There is no file of this name here.",
            remedy="Check its name and its ending, or write the folder before it.",
        )
    if isinstance(error, IsADirectoryError):
        return UnreadableError(
            source=source,
            problem="It is a folder.",
            remedy="Name the export in it, such as appointments.csv.",
        )
    return UnreadableError(
        source=source,
        problem=f"It cannot be read: {error.strerror or 'the system gave no reason'}.",
        remedy="Check that you may read it, and that no other program has it open.",
    )
