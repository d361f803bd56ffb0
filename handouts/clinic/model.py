"""The clinic as a value: whom to call, how it looks, what it changed and what it approved.

Everything here was checked by `read`; a `Clinic` can be trusted. Which spans are within an
advice row's range is known to `treatments`, which checks the overrides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Literal

from handouts.clinic.phone import PhoneNumber
from handouts.color import Color
from handouts.document import Picture
from handouts.errors import InputError
from handouts.findings import Finding
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How a patient reaches the clinic.

    Attributes:
        phone: In clinic hours.
        after_hours: When the clinic is closed; None if there is no such number.
        answered_at_all_hours: Whether `urgent` is answered day and night, every day. Fillers
            and botulinum toxin may not be handed out without it.
        email: For what can wait.
    """

    phone: PhoneNumber
    after_hours: PhoneNumber | None = None
    answered_at_all_hours: bool = False
    email: str | None = None

    @property
    def urgent(self) -> PhoneNumber:
        """The number `answered_at_all_hours` is about: after hours, or else the phone."""
        return self.after_hours or self.phone


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """When the clinic is open, on days that follow each other.

    Attributes:
        first_day: Monday is 0, Sunday 6.
        last_day: The same as `first_day` for one day; never before it.
        opens: Clinic time.
        closes: Later than `opens`, on the same day.
    """

    first_day: int
    last_day: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceLine:
    """The line where nurses give advice when the clinic is closed; never for an emergency.

    Attributes:
        name: As callers know it: `Health811`.
        number: What to dial.
        tty: For people who are Deaf or hard of hearing.
        tty_checked: Whether somebody rang `tty`; until then it should not be printed.
        answered_at_all_hours: Whether it is known to answer day and night.
        free: Whether it is known to cost nothing.
        interpreters: Whether callers are known to be able to ask for their language.
    """

    name: str
    number: PhoneNumber
    tty: PhoneNumber | None = None
    tty_checked: bool = False
    answered_at_all_hours: bool = False
    free: bool = False
    interpreters: bool = False


class Paper(StrEnum):
    """What the clinic's printer holds."""

    LETTER = "letter"
    A4 = "a4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What makes a handout the clinic's.

    Attributes:
        color: As the clinic wrote it.
        accent: `color`, darkened until it can be read on white.
        logo: Drawn at the top of every side; fills without a color take the accent.
        paper: The paper size when none is asked for.
    """

    color: Color
    accent: Color
    logo: Picture | None
    paper: Paper


SpanField = Literal["keep", "start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A span the clinic changed.

    Attributes:
        treatment: The treatment's name.
        key: The advice row's key.
        field: `keep`, for how long; or `start`, when it may begin.
        span: As written, `48 h`, `always` or `until-healed`. Its range is not yet checked.
        approved_by: The clinician who answers for a span outside the range.
    """

    treatment: str
    key: str
    field: SpanField
    span: str
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """An advice row the clinic switched on or off.

    Attributes:
        treatment: The treatment's name.
        key: The advice row's key.
        shown: Whether it prints.
        approved_by: The clinician who answers for it.
    """

    treatment: str
    key: str
    shown: bool
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A clinician's word that a text may be handed to patients.

    Attributes:
        treatment: The treatment's name.
        sections: Which of its sections.
        language: BCP 47 tag.
        by: Who approved.
        on: The day.
        content: SHA-256 of what was approved, 64 hexadecimal digits in lower case.
    """

    treatment: str
    sections: tuple[str, ...]
    language: str
    by: str
    on: date
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One place of a clinic with several; what its file leaves out is head office's.

    Attributes:
        name: How the branch is asked for.
        address: One line.
        province: Two letters.
        time_zone: IANA name.
        contact: How a patient reaches this branch.
        hours: When this branch is open.
        emergency_number: 911, but for a few remote communities.
        advice_line: Of the branch's province.
    """

    name: str
    address: str
    province: str
    time_zone: str
    contact: Contact
    hours: tuple[OpeningHours, ...]
    emergency_number: PhoneNumber
    advice_line: AdviceLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """Who hands the handout out.

    Attributes:
        name: As patients know it.
        branch: The branch this is; None for head office or a clinic with one place.
        address: One line.
        province: Two letters, `ON`.
        time_zone: IANA name; dates are counted in it.
        languages: BCP 47 tags of the languages the clinic hands out, its first choice first.
        website: https, where the handout can be read and other formats asked for.
        contact: How a patient reaches the clinic.
        hours: When it is open, Monday first.
        emergency_number: 911, but for a few remote communities.
        advice_line: Where to call when the clinic is closed; None prints without.
        look: What makes the handout the clinic's.
        overrides: Spans the clinic changed.
        shown: Advice rows switched on or off.
        notes: The clinic's own English sentences, under the section that prints them.
        locales: Where the translations of `notes` are; None if the clinic has no folder.
        approvals: Texts the clinic's clinicians approved.
        branches: Its other places.
        is_sample: Whether it is the built-in clinic, whose handouts say SAMPLE.
        findings: What a person should look at in the clinic's file.
    """

    name: str
    branch: str | None = None
    address: str
    province: str
    time_zone: str
    languages: tuple[str, ...]
    website: str | None
    contact: Contact
    hours: tuple[OpeningHours, ...]
    emergency_number: PhoneNumber
    advice_line: AdviceLine | None
    look: Look
    overrides: tuple[Override, ...] = ()
    shown: tuple[ShownRow, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    locales: Path | None = None
    approvals: tuple[Approval, ...] = ()
    branches: tuple[Branch, ...] = ()
    is_sample: bool = False
    findings: tuple[Finding, ...] = ()

    def at_branch(self, name: str) -> Clinic:
        """The clinic as one of its branches; the branch's contact wins over head office's.

        Raises:
            UnknownBranchError: No branch has that name, upper and lower case being the same.
        """
        for branch in self.branches:
            if branch.name.casefold() == name.strip().casefold():
                return replace(
                    self,
                    branch=branch.name,
                    address=branch.address,
                    province=branch.province,
                    time_zone=branch.time_zone,
                    contact=branch.contact,
                    hours=branch.hours,
                    emergency_number=branch.emergency_number,
                    advice_line=branch.advice_line,
                )
        raise UnknownBranchError(name=name, known=tuple(branch.name for branch in self.branches))


class UnknownBranchError(InputError):
    """A branch was asked for that the clinic's file does not have."""

    def __init__(self, *, name: str, known: Sequence[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=3, cutoff=0.4) or known[:5]
        super().__init__(
            f"The clinic has no branch called {name!r}.",
            remedy=f"Use one of: {', '.join(near)}."
            if near
            else "Leave the branch out, or add [[branches]] to clinic.toml.",
        )
        self.name, self.known = name, tuple(known)
