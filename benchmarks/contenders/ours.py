"""The letter as `handouts` makes it in a batch: one `Masters` for all of them."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.patients import Patient
from handouts.clinic import load_clinic
from handouts.i18n import keep_table
from handouts.kept import Readings
from handouts.library import Library
from handouts.masters import Masters
from handouts.records import Visit
from handouts.request import RenderRequest

# As in `letter.library`, which is not imported: a first letter would wait for what it imports.
_TODAY = date(2026, 11, 22)


def start(folder: Path, language: str) -> Callable[[Patient], bytes]:
    """Open the letter's library; masters are kept in `cache`."""
    library = Library(
        templates=folder / "templates",
        locales=folder / "locales",
        fonts=folder / "fonts",
        cache=folder / "cache",
    )
    return _maker(library, folder, language, "letter")


def start_handout(folder: Path, language: str) -> Callable[[Patient], bytes]:
    """The project's own sheet instead: aftercare of microneedling, with a date in every row."""
    library = replace(Library.find(), cache=folder / "cache")
    return _maker(library, folder, language, "microneedling")


def _maker(
    library: Library, folder: Path, language: str, treatment: str
) -> Callable[[Patient], bytes]:
    gc.set_threshold(20_000, 50, 100)  # as a worker of a batch does
    readings = Readings(library.cache)
    keep_table(readings)
    clinic = load_clinic(folder / "clinic", readings=readings)
    masters = Masters(library, today=_TODAY)

    def make(patient: Patient) -> bytes:
        request = RenderRequest(
            treatments=(treatment,),
            sections=("aftercare",),
            language=language,
            clinic=clinic,
            visit=Visit(patient=patient.name, treated=patient.treated, clinician=patient.clinician),
        )
        return masters.make(request).pdf

    return make
