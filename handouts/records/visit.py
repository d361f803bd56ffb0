"""One patient's visit, checked at the door.

What is typed here reaches paper, so it is refused rather than mended: no characters that hide
or turn text round, no hour that did not happen. No error of this module repeats what was typed;
errors travel to screens and logs, and a patient's name must not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handouts.errors import InputError
from handouts.values import dataclass

MOST_CHARACTERS = 120
MOST_NOTE_CHARACTERS = 200
MOST_DAYS = 366

_EXAMPLE = "2026-01-31T15:00"

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?"
_DATE_ONLY = re.compile(_DAY)
_DATE_TIME = re.compile(rf"{_DAY}[T ]{_TIME}(Z|[+-][0-9]{{2}}:[0-9]{{2}})?")

_LABELS = {
    "patient": "patient's name",
    "treated": "treatment time",
    "clinician": "clinician's name",
    "length": "length of the appointment",
}

# Persian and several Indic scripts are misspelled without these two; nothing else that is
# invisible belongs in a name.
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_UNPRINTABLE = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who a handout is for. Whatever is not known stays a line to write on.

    Attributes:
        patient: The name as it is printed.
        treated: The end of the treatment in the clinic's time zone.
        clinician: Who treated.
        note: A sentence from the clinic to this patient.
    """

    patient: str | None = None
    treated: datetime | None = None
    clinician: str | None = None
    note: str | None = None


class VisitError(InputError):
    """A field of a visit cannot be used.

    Attributes:
        field: `patient`, `treated`, `clinician`, `note`, `length` or `time zone`; never what it
            held.
        code: A short word for programs, the same from version to version.
    """

    def __init__(self, *, field: str, problem: str, remedy: str, code: str = "unprintable") -> None:
        super().__init__(f"The {_LABELS.get(field, field)} {problem}.", remedy=remedy)
        self.field, self.code = field, code


def make_visit(
    *,
    patient: str | None = None,
    treated: str | datetime | None = None,
    clinician: str | None = None,
    note: str | None = None,
    time_zone: str,
    today: date,
) -> Visit:
    """Check what was typed or read, and make a visit of it.

    Args:
        patient: The name, at most 120 characters.
        treated: The end of the treatment, `2026-11-22T15:00`, in the clinic's time zone or with
            an offset of its own; or the same already read.
        clinician: Who treated, at most 120 characters.
        note: At most 200 characters.
        time_zone: The clinic's, by its IANA name.
        today: The day in the clinic; a treatment lies at most 366 days from it.

    Raises:
        VisitError: A field cannot be used.
    """
    return Visit(
        patient=_text("patient", patient, MOST_CHARACTERS),
        treated=None if treated is None else _moment(treated, _zone(time_zone), today),
        clinician=_text("clinician", clinician, MOST_CHARACTERS),
        note=_text("note", note, MOST_NOTE_CHARACTERS),
    )


def later(visit: Visit, length: timedelta) -> Visit:
    """A visit that was told by its start, at its end: so much later."""
    if visit.treated is None:
        return visit
    # By the clock of the clinic an hour later may be two, on the night clocks change.
    ended = (visit.treated.astimezone(UTC) + length).astimezone(visit.treated.tzinfo)
    return replace(visit, treated=ended)


def _text(field: str, typed: str | None, most: int) -> str | None:
    if typed is None:
        return None
    text = unicodedata.normalize("NFC", typed).strip(" ")
    # Nothing hidden is printable to Python; the joiners are neither, so they are looked at.
    if not text.isprintable():
        for character in text:
            _refuse_hidden(field, character)
    if not any(_is_visible(character) for character in text):
        raise VisitError(
            field=field, problem="is empty", remedy="Fill it in, or leave it out.", code="empty"
        )
    if len(text) > most:
        raise VisitError(
            field=field,
            code="too-long",
            problem=f"is longer than {most} characters",
            remedy=f"Shorten it to {most} characters.",
        )
    return text


def _refuse_hidden(field: str, character: str) -> None:
    category = unicodedata.category(character)
    if category in _UNPRINTABLE or (category == "Cf" and character not in _JOINERS):
        raise VisitError(
            field=field,
            problem="holds a character that cannot be printed or that turns text round "
            f"(U+{ord(character):04X})",
            remedy="Type it again, on one line, rather than copying it.",
        )


def _is_visible(character: str) -> bool:
    return not character.isspace() and character not in _JOINERS


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise VisitError(
            field="time zone",
            code="unknown-time-zone",
            problem="is not known",
            remedy="Use a name such as America/Toronto in clinic.toml.",
        ) from None


def _moment(typed: str | datetime, zone: ZoneInfo, today: date) -> datetime:
    written = typed if isinstance(typed, datetime) else _written(typed)
    if abs(written.toordinal() - today.toordinal()) > MOST_DAYS:
        raise VisitError(
            field="treated",
            code="far-date",
            problem=f"is more than {MOST_DAYS} days from today",
            remedy="Check the year.",
        )
    return _in_zone(written, zone)


def _written(typed: str) -> datetime:
    text = typed.strip()
    if _DATE_ONLY.fullmatch(text):
        raise VisitError(
            field="treated",
            code="no-time",
            problem="has a date and no time",
            remedy=f"Add the time the treatment ended, as in {_EXAMPLE}.",
        )
    written = _read(text) if _DATE_TIME.fullmatch(text) else None
    if written is None:
        raise VisitError(
            field="treated",
            code="impossible-date",
            problem="is not a date and time that exists",
            remedy=f"Write year, month, day and time, as in {_EXAMPLE}.",
        )
    return written


def _read(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _in_zone(written: datetime, zone: ZoneInfo) -> datetime:
    if written.tzinfo is not None:
        return written.astimezone(zone)
    first, second = (written.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != written:
        raise VisitError(
            field="treated",
            code="skipped-hour",
            problem="is an hour that did not happen: clocks went forward",
            remedy="Write the time a clock showed.",
        )
    raise VisitError(
        field="treated",
        code="repeated-hour",
        problem="is an hour that came twice: clocks went back",
        remedy=f"Give the offset: {_offset(first)} at the end for the first time, as in "
        f"2026-11-01T01:30-04:00, or {_offset(second)} for the second.",
    )


def _offset(moment: datetime) -> str:
    return moment.isoformat()[-6:]
