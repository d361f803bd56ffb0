"""Every language there is a catalog for: each sheet conforms, and none depends on another."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from handouts.clinic import sample_clinic
from handouts.i18n.catalog import available_languages
from handouts.library import Library
from handouts.pipeline import render
from handouts.records import make_visit
from handouts.request import RenderRequest
from handouts.style import Edition
from tests.outside import validate

LIBRARY = Library.find()
CLINIC = sample_clinic()
TODAY = date(2026, 11, 22)
LANGUAGES = tuple(language.tag for language in available_languages(LIBRARY.locales))


def sheet(
    language: str,
    section: str,
    *,
    beside: str | None = None,
    edition: Edition = Edition.STANDARD,
) -> bytes:
    visit = make_visit(
        patient="Sample Patient",
        treated="2026-11-22T15:00",
        clinician="Sample Clinician, RN",
        time_zone=CLINIC.time_zone,
        today=TODAY,
    )
    request = RenderRequest(
        treatments=("microneedling",),
        sections=(section,),
        language=language,
        beside=beside,
        edition=edition,
        clinic=CLINIC,
        visit=visit,
    )
    return render(request, LIBRARY, today=TODAY).pdf


@pytest.fixture(scope="session")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both sections in every language, alone and beside English, as files by name."""
    folder = tmp_path_factory.mktemp("sheets")
    files = {}
    for language in LANGUAGES:
        for section in ("aftercare", "breakouts"):
            for beside in (None, "en-CA" if language != "en-CA" else None):
                name = "-".join(part for part in (section, language, beside) if part)
                if name not in files:
                    files[name] = folder / f"{name}.pdf"
                    files[name].write_bytes(sheet(language, section, beside=beside))
    return files


def test_every_sheet_is_pdf_ua_1_and_pdf_a_2a(sheets: dict[str, Path]) -> None:
    verdicts = validate(list(sheets.values()))

    assert len(verdicts) == len(sheets) >= 2 * len(LANGUAGES)
    assert {file.name: faults for file, faults in verdicts.items() if faults} == {}


def test_a_language_prints_the_same_whatever_was_printed_before(sheets: dict[str, Path]) -> None:
    # Babel has been seen to mix up the month names of languages used in one process.
    script = (
        "import sys; sys.path.insert(0, 'tests'); from hashlib import sha256;"
        "from test_every_language import LANGUAGES, sheet;"
        "[print(tag, sha256(sheet(tag, 'aftercare')).hexdigest()) for tag in LANGUAGES[::-1]]"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    backwards = dict(line.split() for line in result.stdout.splitlines())

    assert backwards == {
        tag: sha256(sheets[f"aftercare-{tag}"].read_bytes()).hexdigest() for tag in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_large_print_fits_its_sides(language: str) -> None:
    for section in ("aftercare", "breakouts"):
        assert sheet(language, section, edition=Edition.LARGE_PRINT).startswith(b"%PDF-")
