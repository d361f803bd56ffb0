"""Load a clinic from its folder.

Reading and checking the file is `read`'s business. It takes a tenth of a cold start, and is only
done when there is nothing kept that was read from the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from handouts.clinic.model import Clinic
from handouts.kept import NOT_KEPT, Read, Readings

SAMPLE_FOLDER = Path(__file__).with_name("sample")


def load_clinic(
    path: Path,
    *,
    known_languages: Collection[str] | None = None,
    readings: Readings = NOT_KEPT,
) -> Clinic:
    """Read a clinic's file and the logo it names.

    Args:
        path: The clinic's folder, or the clinic.toml in it.
        known_languages: BCP 47 tags that exist; None accepts any tag of the right shape.
        readings: Knows it, if it was read before and its files are still the same.

    Raises:
        ClinicFileError: Naming every mistake there is.
    """

    def read(read_bytes: Read) -> Clinic:
        from handouts.clinic.read import read_clinic

        return read_clinic(path, known_languages, read_bytes)

    clinic = readings.value(f"clinic {path} {known_languages}", Clinic, read)
    folder = path if path.is_dir() else path.parent
    return replace(clinic, locales=folder / "locales")


def sample_clinic(*, readings: Readings = NOT_KEPT) -> Clinic:
    """The built-in clinic, so that a first handout needs no files."""
    clinic = load_clinic(SAMPLE_FOLDER, readings=readings)
    # That its number is a sample number is no news to anyone.
    return replace(clinic, is_sample=True, findings=())
