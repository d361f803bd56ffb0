"""`handouts approve`: a clinician's word that a text may go to patients."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from handouts.cli.options import clinic_file, clinic_option, find_clinic
from handouts.cli.places import find_library
from handouts.cli.say import result, say
from handouts.errors import ExitCode, InputError


@click.command(
    "approve",
    epilog="""\b
Example:
    handouts approve microneedling --language en-CA --by "Dr. Sample" --clinic my-clinic""",
)
@click.argument("treatment")
@click.option("--language", metavar="TAG", help="Language.  [default: the clinic's first]")
@click.option("--by", "name", metavar="NAME", required=True, help="The clinician who approves.")
@clinic_option
def command(treatment: str, language: str | None, name: str, clinic_path: Path | None) -> int:
    """Record that a clinician read a treatment's handouts and approves them.

    What is approved are these very words and spans, whoever the patient is: change one, and
    sheets say DRAFT again. The approval is written at the end of clinic.toml.
    """
    from handouts.clinic import Approval
    from handouts.clinic.approve import add_approvals
    from handouts.pipeline import render
    from handouts.records import make_visit
    from handouts.request import RenderRequest
    from handouts.treatments import AFTERCARE, BREAKOUTS

    clinic = find_clinic(clinic_path)
    file = clinic_file(clinic_path)
    if file is None:
        raise InputError(
            "The built-in sample clinic cannot approve anything.",
            remedy="Make a clinic of your own first: handouts new my-clinic",
        )
    name = name.strip()
    if not name or not name.isprintable():
        raise InputError(
            "The approving clinician has no name that can be written down.",
            remedy='Give it after --by, as in --by "Dr. Sample".',
        )
    today = datetime.now(ZoneInfo(clinic.time_zone)).date()
    visit = make_visit(time_zone=clinic.time_zone, today=today)
    library = find_library()
    approvals = []
    for sections in ((AFTERCARE,), (BREAKOUTS,), (AFTERCARE, BREAKOUTS)):
        request = RenderRequest(
            treatments=(treatment,),
            sections=sections,
            language=language or clinic.languages[0],
            clinic=clinic,
            visit=visit,
        )
        handout = render(request, library, today=today)
        approvals.append(
            Approval(
                treatment=treatment,
                sections=sections,
                language=handout.document.language,
                by=name,
                on=today,
                content=handout.content_hash,
            )
        )
    result(add_approvals(file, approvals))
    say(f"Approved by {name} on {today}: sheets of these words no longer say DRAFT.")
    return ExitCode.MADE
