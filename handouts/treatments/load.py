"""Load a treatment from its folder in the library.

Reading and checking the file is `read`'s business. It takes an eighth of a cold start, and is
only done when there is nothing kept that was read from the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from handouts.kept import NOT_KEPT, Read, Readings
from handouts.treatments.mistakes import UnknownTreatmentError
from handouts.treatments.model import Treatment

_FILE = "treatment.toml"


def treatment_ids(templates: Path) -> tuple[str, ...]:
    """The treatments a library holds, by name."""
    return tuple(sorted(file.parent.name for file in templates.glob(f"*/{_FILE}")))


def load_treatment(templates: Path, treatment: str, *, readings: Readings = NOT_KEPT) -> Treatment:
    """Read one treatment.

    Args:
        templates: The library's.
        treatment: Its name.
        readings: Knows it, if it was read before and its file is still the same.

    Raises:
        UnknownTreatmentError: The library has no such treatment.
        TreatmentFileError: Its file cannot be used; every mistake is named.
    """

    def read(read_bytes: Read) -> Treatment:
        from handouts.treatments.read import read_treatment

        known = treatment_ids(templates)
        if treatment not in known:
            raise UnknownTreatmentError(name=treatment, known=known)
        return read_treatment(f"{treatment}/{_FILE}", read_bytes(templates / treatment / _FILE))

    return readings.value(f"treatment {templates} {treatment}", Treatment, read)
