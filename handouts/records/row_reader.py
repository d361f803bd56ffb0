"""One row of a table into its answer: an appointment, a row to pass over, or one to mend."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NoReturn, TypeVar

from handouts.records.appointment import Appointment, Outcome, SkippedRow, SkipReason
from handouts.records.columns import Columns, Field
from handouts.records.lengths import read_length
from handouts.records.meaning import NO_TREATMENT, Meanings, Unclear
from handouts.records.moments import (
    Cell,
    DateOrder,
    is_day_only,
    is_time_only,
    join_moment,
    read_moment,
)
from handouts.records.table import text_of
from handouts.records.visit import Visit, VisitError, later, make_visit
from handouts.values import dataclass

_T = TypeVar("_T")

# A cell that says an hour, or anything but no, says that it happened.
_MARKS = (
    (Field.BREAK, SkipReason.BREAK),
    (Field.CANCELLED, SkipReason.CANCELLED),
    (Field.NO_SHOW, SkipReason.NO_SHOW),
    (Field.ARCHIVED, SkipReason.ARCHIVED),
)
_NO = frozenset(("", "false", "no", "n", "0"))

_RAGGED = Unclear(
    code="ragged",
    message="It has more or fewer cells than there are headers.",
    remedy="A comma in a name needs quotation marks round the cell; save the file from a "
    "spreadsheet, which puts them in.",
)
NO_NAME = Unclear(
    code="no-name",
    message="The patient's name is missing.",
    remedy="Fill it in.",
)
NO_MOMENT = Unclear(
    code="no-date",
    message="It does not say when the treatment ended.",
    remedy="Fill in the date and the time.",
)
NO_START = Unclear(
    code="no-date",
    message="It does not say when the appointment started.",
    remedy="Fill in the date and the time.",
)
NO_LENGTH = Unclear(
    code="no-length",
    message="It does not say how long the appointment took.",
    remedy="Fill it in, such as 90 min; times on the handout are counted from the end.",
)
ENDS_TOO_EARLY = Unclear(
    code="ends-too-early",
    message="The appointment ends before it starts, or as it starts.",
    remedy="Mend the start or the end; where it ends on another day, write the end with its date.",
)
NO_DAY = Unclear(
    code="no-day",
    message="Only one of start and end says how far it is from UTC, so the day is not certain.",
    remedy="Write the end with its date.",
)
_UNKNOWN_IN_LIST = Unclear(
    code="unknown-language",
    message="The file of languages gives this patient a language that is not known here.",
    remedy="Write it there in English or as a tag, such as Punjabi or pa.",
)


class _BadCellError(Exception):
    """A row somebody has to mend; it never leaves this module."""

    def __init__(self, field: Field | None, why: Unclear) -> None:
        self.field, self.why = field, why


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for every row.

    Attributes:
        time_zone: The clinic's.
        branch_time_zones: Of branches elsewhere, by the branch's name in small letters.
        today: The day at the clinic.
        dates: Which comes first in 03/04/2026, if somebody said.
        treatments: For a row that names none.
        languages: By patient number; an empty tag is one that is not known.
    """

    time_zone: str
    branch_time_zones: Mapping[str, str]
    today: date
    dates: DateOrder | None
    treatments: tuple[str, ...]
    languages: Mapping[str, str]

    def joined_language(self, reference: str | None) -> str | Unclear | None:
        """What the second file says of a patient; None if nothing."""
        tag = self.languages.get(reference) if reference else None
        return _UNKNOWN_IN_LIST if tag == "" else tag


class RowReader:
    """Reads rows whose columns are known."""

    def __init__(self, columns: Columns, meanings: Meanings, setting: Setting) -> None:
        self._columns, self._meanings, self._setting = columns, meanings, setting
        self._width = len(columns.headers)
        places = columns.places
        self._marks = [(places[field], why) for field, why in _MARKS if field in places]
        self._is_composed = Field.FAMILY in places and (
            Field.GIVEN in places or Field.PREFERRED in places
        )
        self._named = self._is_composed or Field.PATIENT in places
        self._ends = Field.TREATED in places or Field.END_TIME in places
        self._lasts = Field.DURATION in places or Field.MINUTES in places

    def read(self, row: int, cells: Sequence[Cell]) -> Outcome:
        """The row's answer."""
        try:
            if len(cells) != self._width:
                raise _BadCellError(None, _RAGGED)
            reason = self._reason_to_skip(cells)
            if reason is not None:
                return SkippedRow(row=row, reason=reason)
            treatments = self._treatments(cells)
            if not treatments:
                return SkippedRow(row=row, reason=SkipReason.NO_HANDOUT)
            branch = self._meanings.branch(self._text(cells, Field.BRANCH))
            reference = number_key(self._text(cells, Field.NUMBER)) or None
            return Appointment(
                row=row,
                treatments=treatments,
                language=self._language(cells, reference),
                branch=branch,
                visit=self._visit(cells, branch),
                reference=reference,
            )
        except _BadCellError as bad:
            return bad.why.at(row, self._columns.header(bad.field) if bad.field else "")

    def _text(self, cells: Sequence[Cell], field: Field) -> str:
        """A field's text; empty if it has no column."""
        place = self._columns.places.get(field)
        if place is None:
            return ""
        cell = cells[place]
        return cell if isinstance(cell, str) else text_of(cell)

    def _reason_to_skip(self, cells: Sequence[Cell]) -> SkipReason | None:
        for place, reason in self._marks:
            cell = cells[place]
            if cell != "" and text_of(cell).strip().casefold() not in _NO:
                return reason
        status = self._text(cells, Field.STATUS)
        if not status:
            return None
        found = self._meanings.status(status)
        return _known(Field.STATUS, found)

    def _treatments(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        written = self._text(cells, Field.TREATMENT)
        if not written.strip():
            if not self._setting.treatments:
                raise _BadCellError(Field.TREATMENT, NO_TREATMENT)
            return self._setting.treatments
        return _known(Field.TREATMENT, self._meanings.treatments(written))

    def _language(self, cells: Sequence[Cell], reference: str | None) -> str | None:
        written = self._text(cells, Field.LANGUAGE)
        if written.strip():
            return _known(Field.LANGUAGE, self._meanings.language(written))
        joined = self._setting.joined_language(reference)
        return _known(None, joined)

    def _visit(self, cells: Sequence[Cell], branch: str | None) -> Visit:
        setting = self._setting
        zone = setting.time_zone
        if branch and setting.branch_time_zones:
            zone = setting.branch_time_zones.get(branch.casefold(), zone)
        try:
            visit = make_visit(
                patient=self._name(cells) if self._named else None,
                treated=self._moment(cells),
                clinician=self._text(cells, Field.CLINICIAN).strip() or None,
                note=self._text(cells, Field.NOTE).strip() or None,
                time_zone=zone,
                today=setting.today,
            )
            return visit if self._ends or visit.treated is None else self._ended(visit, cells)
        except VisitError as error:
            self._refuse(error)

    def _ended(self, visit: Visit, cells: Sequence[Cell]) -> Visit:
        """A visit that is told by its start, at its end."""
        field = self._length_field()
        cell = cells[self._columns.places[field]]
        if _is_blank(cell):
            raise _BadCellError(field, NO_LENGTH)
        return later(visit, read_length(cell, in_minutes=field is Field.MINUTES))

    def _name(self, cells: Sequence[Cell]) -> str:
        preferred = self._text(cells, Field.PREFERRED).strip()
        if self._is_composed:
            given = preferred or self._text(cells, Field.GIVEN).strip()
            name = f"{given} {self._text(cells, Field.FAMILY).strip()}".strip()
        else:
            name = preferred or self._text(cells, Field.PATIENT).strip()
        if not name:
            raise _BadCellError(self._name_field(), NO_NAME)
        return name

    def _moment(self, cells: Sequence[Cell]) -> datetime | None:
        """When the treatment ended; when it started, if the end is told by that and a length."""
        places, dates = self._columns.places, self._setting.dates
        if not self._ends and not self._lasts:
            return None
        field = self._moment_field()
        cell = cells[places[field]]
        if _is_blank(cell):
            raise _BadCellError(field, NO_START if field is Field.START else NO_MOMENT)
        if is_time_only(cell) or (field is Field.END_TIME and Field.DATE in places):
            day_field = self._day_field()
            if day_field is not None:
                return self._joined(cells, field, day_field)
        return read_moment(cell, dates)

    def _joined(self, cells: Sequence[Cell], field: Field, day_field: Field) -> datetime:
        """A moment whose day stands in a column of its own, or with the start."""
        places, dates = self._columns.places, self._setting.dates
        day, cell = cells[places[day_field]], cells[places[field]]
        if _is_blank(day):
            raise _BadCellError(day_field, NO_MOMENT)
        moment = join_moment(day, cell, dates)
        if day_field is Field.START and not is_day_only(day):
            start = read_moment(day, dates)
            if (start.tzinfo is None) != (moment.tzinfo is None):
                raise _BadCellError(field, NO_DAY)
            if moment <= start:
                raise _BadCellError(field, ENDS_TOO_EARLY)
        return moment

    def _day_field(self) -> Field | None:
        """The column that tells the day where another tells the hour."""
        if Field.DATE in self._columns.places:
            return Field.DATE
        return Field.START if self._ends and Field.START in self._columns.places else None

    def _refuse(self, error: VisitError) -> NoReturn:
        fields = {
            "patient": self._name_field(),
            "treated": self._moment_field(),
            "clinician": Field.CLINICIAN,
            "note": Field.NOTE,
            "length": self._length_field(),
        }
        raise _BadCellError(fields.get(error.field), Unclear.of(error)) from None

    def _name_field(self) -> Field:
        return Field.FAMILY if self._is_composed else Field.PATIENT

    def _moment_field(self) -> Field:
        fields = (Field.TREATED, Field.END_TIME, Field.START)
        return next((field for field in fields if field in self._columns.places), Field.TREATED)

    def _length_field(self) -> Field:
        return Field.MINUTES if Field.MINUTES in self._columns.places else Field.DURATION


def number_key(written: str) -> str:
    """A patient's number as two files can agree on it."""
    number = written.strip()
    return number if number.isascii() else unicodedata.normalize("NFKC", number).strip()


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _known(field: Field | None, found: _T | Unclear) -> _T:
    if isinstance(found, Unclear):
        raise _BadCellError(field, found)
    return found
