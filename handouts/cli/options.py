"""Options that several commands share, and what they turn into."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from handouts.errors import InputError

if TYPE_CHECKING:
    from handouts.clinic import Clinic
    from handouts.pipeline import RenderRequest

_Command = TypeVar("_Command", bound=Callable[..., Any])

SECTIONS = ("aftercare", "breakouts")
EDITIONS = ("standard", "large-print")


def handout_options(command: _Command) -> _Command:
    """The options that say which handout is meant."""
    for option in reversed(
        (
            click.option(
                "--section",
                "sections",
                multiple=True,
                type=click.Choice(SECTIONS),
                help="A section to print; give it twice for both.  [default: both]",
            ),
            click.option(
                "--language",
                metavar="TAG",
                help="Language, such as fr-CA.  [default: the clinic's first]",
            ),
            click.option(
                "--edition", type=click.Choice(EDITIONS), default="standard", show_default=True
            ),
            click.option(
                "--paper",
                type=click.Choice(("letter", "a4")),
                help="Paper size.  [default: the clinic's]",
            ),
            click.option("--patient", metavar="NAME", help="The patient's name."),
            click.option(
                "--treated",
                metavar="WHEN",
                help="When the treatment ended, clinic time: 2026-11-22T15:00. Spans become dates.",
            ),
            click.option("--clinician", metavar="NAME", help="Who treated."),
            click.option("--note", metavar="TEXT", help="A short note for this patient."),
            click.option(
                "--clinic",
                "clinic_path",
                metavar="PATH",
                type=click.Path(path_type=Path),
                help="The clinic's folder or clinic.toml.  [default: $HANDOUTS_CLINIC, "
                "./clinic.toml, your own, else the sample clinic]",
            ),
            click.option("--branch", metavar="NAME", help="A branch of the clinic."),
        )
    ):
        command = option(command)
    return command


def make_request(
    treatments: tuple[str, ...],
    *,
    sections: tuple[str, ...],
    language: str | None,
    edition: str,
    paper: str | None,
    patient: str | None,
    treated: str | None,
    clinician: str | None,
    note: str | None,
    clinic_path: Path | None,
    branch: str | None,
) -> tuple[RenderRequest, date]:
    """The handout that was asked for, and what day it is at the clinic."""
    from handouts.pipeline import RenderRequest
    from handouts.records import make_visit
    from handouts.style import Edition

    clinic = find_clinic(clinic_path)
    if branch:
        clinic = clinic.at_branch(branch)
    today = datetime.now(ZoneInfo(clinic.time_zone)).date()
    visit = make_visit(
        patient=patient,
        treated=treated,
        clinician=clinician,
        note=note,
        time_zone=clinic.time_zone,
        today=today,
    )
    request = RenderRequest(
        treatments=treatments,
        sections=sections or SECTIONS,
        language=language or clinic.languages[0],
        edition=Edition(edition),
        paper="a4" if (paper or clinic.look.paper.value) == "a4" else "letter",
        clinic=clinic,
        visit=visit,
    )
    return request, today


def find_clinic(path: Path | None) -> Clinic:
    """The clinic that was named, or the first of the usual places, or the sample.

    Raises:
        ClinicFileError: Its file cannot be used.
        InputError: $HANDOUTS_CLINIC names nothing.
    """
    from handouts.clinic import load_clinic, sample_clinic

    if path is not None:
        return load_clinic(path)
    named = os.environ.get("HANDOUTS_CLINIC")
    if named:
        if not Path(named).exists():
            raise InputError(
                f"The environment variable HANDOUTS_CLINIC names {named}, which does not exist.",
                remedy="Set it to your clinic's folder, or use --clinic.",
            )
        return load_clinic(Path(named))
    for place in (Path("clinic.toml"), Path(click.get_app_dir("handouts")) / "clinic.toml"):
        if place.exists():
            return load_clinic(place)
    return sample_clinic()
