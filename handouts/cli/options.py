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
    from handouts.kept import Readings
    from handouts.request import RenderRequest

    _Choice = click.Choice[str]
else:
    _Choice = click.Choice

_Command = TypeVar("_Command", bound=Callable[..., Any])

SECTIONS = ("aftercare", "breakouts")
EDITIONS = ("standard", "large-print")


class OneOf(_Choice):
    """One word of a few, in any letter case; a word near one is answered with that one."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(words, case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word that was meant."""
        try:
            return str(super().convert(value, param, ctx))
        except click.BadParameter as error:
            import difflib

            near = difflib.get_close_matches(str(value).lower(), self.choices, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            self.fail(error.message + hint, param, ctx)


class PathName(click.Path):
    """A path that says something: an empty one is a variable somebody forgot to set."""

    def __init__(self, *, folder: bool = False, allow_dash: bool = False) -> None:
        super().__init__(path_type=Path, allow_dash=allow_dash)
        self.folder = folder

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path that was meant."""
        typed = os.fspath(value)
        if not typed:
            self.fail("It is empty; give a name.", param, ctx)
        if not self.folder and typed.endswith(("/", os.sep)):
            self.fail(f"{typed} is a folder. Give the name of a file.", param, ctx)
        return super().convert(value, param, ctx)


def clinic_option(command: _Command) -> _Command:
    """The option that says whose handouts are meant."""
    option = click.option(
        "--clinic",
        "clinic_path",
        metavar="PATH",
        type=PathName(folder=True),
        help="The clinic's folder or clinic.toml.  [default: $HANDOUTS_CLINIC, "
        "./clinic.toml, your own, else the sample clinic]",
    )
    return option(command)


def handout_options(command: _Command) -> _Command:
    """The options that say which handout is meant."""
    for option in reversed(
        (
            click.option(
                "--section",
                "sections",
                multiple=True,
                type=OneOf(SECTIONS),
                help="A section to print; give it twice for both.  [default: both]",
            ),
            click.option(
                "--language",
                metavar="TAG",
                help="Language, such as fr-CA.  [default: the clinic's first]",
            ),
            click.option(
                "--with",
                "beside",
                metavar="TAG",
                help="A second language beside it, row facing row, with shared line numbers.",
            ),
            click.option(
                "--edition",
                type=OneOf(EDITIONS),
                default="standard",
                show_default=True,
                help="How large the words are.",
            ),
            click.option(
                "--paper",
                type=OneOf(("letter", "a4")),
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
                "--allow-untranslated",
                is_flag=True,
                help="Print sentences that are not translated in English, marked [EN: …].",
            ),
            clinic_option,
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
    beside: str | None,
    edition: str,
    paper: str | None,
    patient: str | None,
    treated: str | None,
    clinician: str | None,
    note: str | None,
    clinic_path: Path | None,
    branch: str | None,
    allow_untranslated: bool,
) -> tuple[RenderRequest, date]:
    """The handout that was asked for, and what day it is at the clinic."""
    from handouts.records import make_visit
    from handouts.request import RenderRequest
    from handouts.style import Edition

    if beside is not None and edition != "standard":
        raise click.UsageError("A bilingual handout (--with) has no large print edition yet.")
    if note is not None and sections and "aftercare" not in sections:
        raise click.UsageError("A note stands in the aftercare section: add --section aftercare.")
    clinic = find_clinic(clinic_path)
    if branch is not None:
        clinic = clinic.at_branch(branch)
    today = day_at(clinic)
    visit = make_visit(
        patient=patient,
        treated=treated,
        clinician=clinician,
        note=note,
        time_zone=clinic.time_zone,
        today=today,
    )
    request = RenderRequest(
        # Asked for twice is still once, and the sections have their order.
        treatments=tuple(dict.fromkeys(treatments)),
        sections=tuple(name for name in SECTIONS if name in (sections or SECTIONS)),
        language=clinic.languages[0] if language is None else language,
        edition=Edition(edition),
        beside=beside,
        paper="a4" if (paper or clinic.look.paper.value) == "a4" else "letter",
        clinic=clinic,
        visit=visit,
        allow_untranslated=allow_untranslated,
    )
    return request, today


def day_at(clinic: Clinic) -> date:
    """What day it is at the clinic."""
    return datetime.now(ZoneInfo(clinic.time_zone)).date()


def find_clinic(path: Path | None) -> Clinic:
    """The clinic that was named, or the first of the usual places, or the sample.

    Raises:
        ClinicFileError: Its file cannot be used.
        InputError: $HANDOUTS_CLINIC names nothing, or its file a language there is not.
    """
    from handouts.cli.places import find_readings

    # The clinic's room knows no languages, and theirs no clinics.
    from handouts.i18n import UnknownLanguageError, keep_table, resolve

    readings = find_readings()
    clinic = _load(path, readings)
    keep_table(readings)
    for tag in clinic.languages:
        try:
            resolve(tag)
        except UnknownLanguageError as error:
            raise InputError(
                f"clinic.toml, languages: {error.message}", remedy=error.remedy
            ) from None
    return clinic


def _load(path: Path | None, readings: Readings) -> Clinic:
    from handouts.clinic import load_clinic, sample_clinic

    file = clinic_file(path)
    return load_clinic(file, readings=readings) if file else sample_clinic(readings=readings)


def clinic_file(path: Path | None) -> Path | None:
    """Where the clinic is described: what was named, or the first usual place; None: nowhere.

    Raises:
        InputError: $HANDOUTS_CLINIC names nothing.
    """
    if path is not None:
        return path
    named = os.environ.get("HANDOUTS_CLINIC")
    if named:
        if not os.path.exists(named):  # noqa: PTH110  # Path.exists raises where it may not look
            raise InputError(
                f"The environment variable HANDOUTS_CLINIC names {named}, which cannot be found.",
                remedy="Set it to your clinic's folder, or use --clinic.",
            )
        return Path(named)
    for place in (Path("clinic.toml"), Path(click.get_app_dir("handouts")) / "clinic.toml"):
        if os.path.exists(place):  # noqa: PTH110
            return place
    return None
