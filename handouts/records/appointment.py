"""What a row of an export turns out to be.

Every row gets an answer of its own, so that one bad row never stops the rest: an appointment,
a row to pass over, or a row somebody has to mend. An answer that is not an appointment holds
no cell's value; its sentences are fixed, for they travel to screens, logs and `errors.csv`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from handouts.records.visit import Visit
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Somebody to make a handout for.

    Attributes:
        row: The row a spreadsheet shows beside it, the header's being 1; in a FHIR Bundle, the
            number of its entry, counted from 1.
        treatments: What was done, by the names of `templates/`; at least one.
        language: As the file or the mapping gave it, a BCP 47 tag or something near one; None
            where nobody said, so the clinic's first.
        branch: As the file or the mapping gave it; None where nobody said.
        visit: Who it is for; `treated` is the end of the appointment.
        reference: The patient's number at the clinic, to tell one patient from another. It is
            never written anywhere.
    """

    row: int
    treatments: tuple[str, ...]
    language: str | None
    branch: str | None
    visit: Visit
    reference: str | None = None


class SkipReason(StrEnum):
    """Why nobody needs a handout; the words are for the summary."""

    CANCELLED = "cancelled"
    NO_SHOW = "no-show"
    RESCHEDULED = "rescheduled"
    NOT_BOOKED = "never booked"
    ARCHIVED = "archived"
    BREAK = "a break, not an appointment"
    NO_HANDOUT = "a treatment the mapping skips"
    STATE = "a status the mapping skips"
    SAME_DAY = "same patient and treatment again that day, so one handout, with the last time"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A row that needs no handout."""

    row: int
    reason: SkipReason


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that somebody has to mend.

    Attributes:
        row: As in `Appointment`.
        column: The column's header as the file has it; empty if it is about the whole row.
        code: A short word that stays the same from version to version.
        message: What is wrong, as a sentence that repeats no cell.
        remedy: What to do, as a sentence.
    """

    row: int
    column: str
    code: str
    message: str
    remedy: str


Outcome: TypeAlias = Appointment | SkippedRow | BadRow
