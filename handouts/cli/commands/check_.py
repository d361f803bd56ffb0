"""`handouts check`: every finding about a clinic's handouts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from handouts.cli.options import find_clinic
from handouts.cli.say import findings, say
from handouts.errors import ExitCode, HandoutsError
from handouts.findings import Finding, Severity


@click.command(
    "check",
    epilog="""\b
Example:
    handouts check --clinic my-clinic""",
)
@click.argument("treatments", metavar="[TREATMENT]...", nargs=-1)
@click.option("--language", "languages", metavar="TAG", multiple=True, help="Only this language.")
@click.option("--clinic", "clinic_path", metavar="PATH", type=click.Path(path_type=Path))
def command(
    treatments: tuple[str, ...], languages: tuple[str, ...], clinic_path: Path | None
) -> int:
    """Say everything that wants a look: every treatment, section and language of the clinic.

    Exit code 1 if any finding is an error.
    """
    from handouts.library import Library
    from handouts.pipeline import RenderRequest, render
    from handouts.records import make_visit
    from handouts.treatments import treatment_ids

    library = Library.find()
    clinic = find_clinic(clinic_path)
    today = datetime.now(ZoneInfo(clinic.time_zone)).date()
    visit = make_visit(time_zone=clinic.time_zone, today=today)
    found: list[Finding] = []
    for treatment in treatments or treatment_ids(library.templates):
        for language in languages or clinic.languages:
            request = RenderRequest(
                treatments=(treatment,), language=language, clinic=clinic, visit=visit
            )
            try:
                new = render(request, library, today=today, thorough=True).findings
            except HandoutsError as error:
                new = (
                    Finding(
                        check="render",
                        severity=Severity.ERROR,
                        place=f"{treatment}, {language}",
                        message=error.message,
                        remedy=error.remedy,
                    ),
                )
            found.extend(finding for finding in new if finding not in found)
    findings(found)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    say(f"{len(found)} findings, {errors} of them errors." if found else "Nothing to mend.")
    return ExitCode.WANTS_A_LOOK if errors else ExitCode.MADE
