"""Put together what the letter is made from: a library and a clinic, in a folder of their own.

What stands in this folder is added to a copy of the project's templates and catalogs. The
project's own library never holds the letter.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from handouts.clinic import Approval, Clinic, load_clinic
from handouts.clinic.approve import add_approvals
from handouts.clinic.load import SAMPLE_FOLDER
from handouts.i18n import load_catalog, resolve
from handouts.library import Library
from handouts.templating.fill import fill
from handouts.treatments import load_treatment

TREATMENT = "letter"
SECTIONS = ("aftercare",)
LANGUAGES = ("en-CA", "ar", "zh-Hans", "ta")
TODAY = date(2026, 11, 22)

_HERE = Path(__file__).parent


def make_library(folder: Path) -> Library:
    """The letter's library; its fonts are the project's own."""
    ours = Library.find()
    templates, locales = folder / "templates", folder / "locales"
    shutil.copytree(ours.templates / "shared", templates / "shared")
    shutil.copytree(_HERE / "templates" / TREATMENT, templates / TREATMENT)
    _append(templates / "shared" / "names.xml.j2", _HERE / "templates/shared/names.xml.j2")
    for own in sorted((_HERE / "locales").glob("*.po")):
        catalog = locales / own.stem / "LC_MESSAGES" / "handouts.po"
        catalog.parent.mkdir(parents=True)
        shutil.copy(ours.locales / own.stem / "LC_MESSAGES" / "handouts.po", catalog)
        _append(catalog, own)
    shutil.copy(ours.locales / "languages.toml", locales)
    return Library(templates=templates, locales=locales, fonts=ours.fonts)


def _append(file: Path, added: Path) -> None:
    file.write_text(file.read_text("utf-8") + added.read_text("utf-8"), "utf-8")


def open_library(folder: Path) -> Library:
    """The library that `make_library` put together, in another process, with a cache."""
    return Library(
        templates=folder / "templates",
        locales=folder / "locales",
        fonts=folder / "fonts",
        cache=folder / "cache",
    )


def make_clinic(folder: Path, library: Library) -> Clinic:
    """A clinic whose clinician has approved the letter, so that no sheet is a draft or a sample."""
    shutil.copytree(SAMPLE_FOLDER, folder)
    clinic = load_clinic(folder)
    add_approvals(folder, [_approval(library, clinic, language) for language in LANGUAGES])
    return load_clinic(folder)


def _approval(library: Library, clinic: Clinic, language: str) -> Approval:
    filled = fill(
        [load_treatment(library.templates, TREATMENT)],
        SECTIONS,
        clinic,
        None,
        load_catalog(library.locales, resolve(language)),
        library,
        today=TODAY,
    )
    return Approval(
        treatment=TREATMENT,
        sections=SECTIONS,
        language=language,
        content=filled.content_hash,
        by="Sample Approver, MD",
        on=TODAY,
    )
