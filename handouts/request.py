"""Which handout is asked for, and what the clinic makes of its treatments."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.clinic.model import Clinic
from handouts.errors import CommandLineError, InputError
from handouts.findings import Finding
from handouts.i18n.languages import resolve
from handouts.records.visit import Visit
from handouts.style import Edition, Paper
from handouts.treatments.merge import merge
from handouts.treatments.model import AFTERCARE, BREAKOUTS, Treatment
from handouts.treatments.overrides import apply_overrides
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderRequest:
    """Which handout is asked for.

    Attributes:
        treatments: Their names; several make one handout.
        sections: `aftercare`, `breakouts` or both, in this order.
        language: As it was typed, a BCP 47 tag or something near one.
        clinic: Who hands it out, at the branch that does.
        visit: Who it is for; its fields may be empty.
        edition: Standard or large print.
        beside: A second language, as it was typed: the handout is bilingual, row facing row.
        paper: The paper; None for the clinic's.
        allow_untranslated: Print sentences that are not ready in English, marked and reported.
    """

    treatments: tuple[str, ...]
    sections: tuple[str, ...] = (AFTERCARE, BREAKOUTS)
    language: str
    clinic: Clinic
    visit: Visit
    edition: Edition = Edition.STANDARD
    beside: str | None = None
    paper: Paper | None = None
    allow_untranslated: bool = False


def file_name(request: RenderRequest) -> str:
    """A name for the file: treatment, section, edition and language, never the patient."""
    parts = [*request.treatments]
    if set(request.sections) != {AFTERCARE, BREAKOUTS}:
        parts += request.sections
    if request.edition is not Edition.STANDARD:
        parts.append(request.edition.value)
    parts.append(resolve(request.language).tag)
    if request.beside is not None:
        parts.append(resolve(request.beside).tag)
    return "-".join(parts) + ".pdf"


class UnknownSectionError(CommandLineError):
    """A section was asked for that the treatment does not have."""

    def __init__(self, *, treatment: str, section: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"{treatment} has no section called {section}.",
            remedy=f"Choose from: {', '.join(known)}.",
        )
        self.treatment, self.section, self.known = treatment, section, known


class NoNumberAtAllHoursError(InputError):
    """A treatment may not be handed out without a number that is answered day and night."""

    def __init__(self, *, treatment: str) -> None:
        super().__init__(
            f"{treatment} may only be handed out with a phone number answered at all hours, "
            "and the clinic has none.",
            remedy="Add the number to clinic.toml as after_hours, and "
            "answered_at_all_hours = true once somebody answers it day and night.",
        )
        self.treatment = treatment


def prepared(
    treatments: Sequence[Treatment], sections: Sequence[str], clinic: Clinic
) -> tuple[Treatment, tuple[Finding, ...]]:
    """The treatments as this clinic hands them out, as one, and what is to be said of that."""
    _require(treatments, sections, clinic)
    return _for_clinic(treatments, clinic)


def _require(treatments: Sequence[Treatment], sections: Sequence[str], clinic: Clinic) -> None:
    for treatment in treatments:
        for section in sections:
            if section not in treatment.sections:
                raise UnknownSectionError(
                    treatment=treatment.id, section=section, known=treatment.sections
                )
        if treatment.needs_number_at_all_hours and not clinic.contact.answered_at_all_hours:
            raise NoNumberAtAllHoursError(treatment=treatment.id)


def _for_clinic(
    treatments: Sequence[Treatment], clinic: Clinic
) -> tuple[Treatment, tuple[Finding, ...]]:
    """The treatments as this clinic hands them out, as one."""
    changed: list[Treatment] = []
    findings: list[Finding] = []
    for treatment in treatments:
        own, said = apply_overrides(
            treatment,
            [
                (each.key, each.field, each.span, each.approved_by)
                for each in clinic.overrides
                if each.treatment == treatment.id
            ],
            [
                (each.key, each.shown, each.approved_by)
                for each in clinic.shown
                if each.treatment == treatment.id
            ],
        )
        changed.append(own)
        findings += said
    merged, said = merge(changed)
    return merged, (*findings, *said)
