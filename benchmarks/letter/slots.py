"""What a visit puts into the letter, for contenders that cannot write dates in four languages.

Days and times are written by `words.moments` before anything is measured, so the others only
look them up; ours writes them while the clock runs. Imports nothing of ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.patients import Patient


def slot_writer(folder: Path, language: str) -> Callable[[Patient], dict[str, str]]:
    """A function that says what goes into each slot."""
    moments = json.loads((folder / f"moments-{language}.json").read_text("utf-8"))
    days, times = moments["days"], moments["times"]

    def write(patient: Patient) -> dict[str, str]:
        day, date = days[patient.treated.date().isoformat()]
        return {
            "patient": patient.name,
            "day": day,
            "time": times[f"{patient.treated:%H:%M}"],
            "date": date,
            "clinician": patient.clinician,
        }

    return write
