"""`handouts check`: every finding about a clinic's handouts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.options import SECTIONS, clinic_option, day_at, find_clinic
from handouts.cli.say import findings, say
from handouts.errors import CommandLineError, ExitCode, HandoutsError
from handouts.findings import Finding, Severity

if TYPE_CHECKING:
    from handouts.clinic import Clinic
    from handouts.library import Library


@click.command(
    "check",
    epilog="""\b
Example:
    handouts check --clinic my-clinic""",
)
@click.argument("treatments", metavar="[TREATMENT]...", nargs=-1)
@click.option(
    "--language",
    "languages",
    metavar="TAG",
    multiple=True,
    help="Only this language; may be given again.  [default: all of the clinic's]",
)
@clinic_option
def command(
    treatments: tuple[str, ...], languages: tuple[str, ...], clinic_path: Path | None
) -> int:
    """Say everything that wants a look: every treatment, section and language of the clinic.

    Exit code 1 if any finding is an error.
    """
    from handouts.cli.places import find_library
    from handouts.treatments import treatment_ids

    library = find_library()
    clinic = find_clinic(clinic_path)
    handouts = [
        (treatment, language)
        for treatment in dict.fromkeys(treatments or treatment_ids(library.templates))
        for language in dict.fromkeys(languages or clinic.languages)
    ]
    found = list(clinic.findings)
    with click.progressbar(handouts, label="Checking", file=sys.stderr) as going_on:
        for treatment, language in going_on:
            found += _about(treatment, language, clinic, library)
    found += _about_catalogs(languages or clinic.languages, library)
    findings(found)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    say(f"Findings: {len(found)}. Errors among them: {errors}." if found else "Nothing to mend.")
    return ExitCode.WANTS_A_LOOK if errors else ExitCode.MADE


def _about_catalogs(languages: Iterable[str], library: Library) -> Iterator[Finding]:
    """What keeps sentences of these languages from being printed, in any handout."""
    from handouts.checks.translation import check_translations
    from handouts.i18n import resolve
    from handouts.i18n.catalog import available_languages

    asked = {resolve(tag) for tag in languages}
    # A language without a catalog is what every one of its handouts says already.
    there = [each for each in available_languages(library.locales) if each in asked]
    for finding in check_translations(library, there):
        if finding.severity is Severity.ERROR:
            yield finding


def _about(treatment: str, language: str, clinic: Clinic, library: Library) -> Iterator[Finding]:
    """What is found in one treatment's handouts in one language, each thing once."""
    from handouts.pipeline import render
    from handouts.records import make_visit
    from handouts.request import RenderRequest

    today = day_at(clinic)
    visit = make_visit(time_zone=clinic.time_zone, today=today)
    known = set(clinic.findings)
    for sections in (SECTIONS, *((name,) for name in SECTIONS)):
        request = RenderRequest(
            treatments=(treatment,),
            sections=sections,
            language=language,
            clinic=clinic,
            visit=visit,
        )
        place = ", ".join((treatment, language, *(sections if len(sections) == 1 else ())))
        try:
            new = render(request, library, today=today, thorough=sections == SECTIONS).findings
        except CommandLineError:
            raise
        except HandoutsError as error:
            yield Finding(
                check="render",
                severity=Severity.ERROR,
                place=place,
                message=error.message,
                remedy=error.remedy,
            )
            return
        for finding in new:
            if finding not in known:
                known.add(finding)
                yield replace(finding, place=f"{place}: {finding.place}")
