from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.clinic import Clinic, ClinicFileError, load_clinic
from handouts.mistakes import Mistake

LEAST = {
    "name": '"Maple Grove"',
    "address": '"88 Alder Street, Toronto"',
    "province": '"ON"',
    "time_zone": '"America/Toronto"',
    "phone": '"416-555-0123"',
    "hours": '["Mon-Fri 9:00-17:00"]',
}


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Clinic]:
    """Load the least that a clinic's file may say, with keys changed and lines added at the end.

    A key changed to None is left out.
    """

    def load_it(ending: str = "", **changed: str | None) -> Clinic:
        keys = {**LEAST, **changed}
        lines = [f"{key} = {value}" for key, value in keys.items() if value is not None]
        (tmp_path / "clinic.toml").write_text("\n".join([*lines, ending]), encoding="utf-8")
        return load_clinic(tmp_path)

    return load_it


@pytest.fixture
def mistakes(load: Callable[..., Clinic]) -> Callable[..., tuple[Mistake, ...]]:
    """The mistakes of a file that is written as `load` does."""

    def find(ending: str = "", **changed: str | None) -> tuple[Mistake, ...]:
        with pytest.raises(ClinicFileError) as refused:
            load(ending, **changed)
        return refused.value.mistakes

    return find
