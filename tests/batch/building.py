"""Small batches: a few appointments in memory, made by `makers.Small` in this process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from handouts.batch import BatchJob, BatchOptions, Crew, InProcess, Names, Summary, run_batch
from handouts.batch.journal import FILE_NAME, Entry, read_entries
from handouts.library import Library
from handouts.records import Appointment, Outcome, Visit
from tests.batch.makers import SMALL

TODAY = date(2026, 11, 22)
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("America/Toronto"))


class Rows:
    """An export in memory."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = outcomes
        self.unmapped: Counter[str] = Counter()

    def rows(self) -> Iterable[Outcome]:
        return iter(self.outcomes)


def appointment(row: int, patient: str | None, **facts: Any) -> Appointment:
    usual: dict[str, Any] = {"treatments": ("microneedling",), "language": "en-CA", "branch": None}
    visit = Visit(patient=patient, treated=NINE + timedelta(minutes=row))
    return Appointment(row=row, **{**usual, "visit": visit, **facts})


def patients(*names: str) -> Rows:
    """An export of visits that follow each other, from row 2 on."""
    return Rows(*(appointment(row, name) for row, name in enumerate(names, start=2)))


def many(count: int) -> Rows:
    return patients(*(f"Patient {number}" for number in range(count)))


def job_in(folder: Path | str, **choices: Any) -> BatchJob:
    usual: dict[str, Any] = {"library": Library.find(), "today": TODAY, "maker": SMALL}
    return BatchJob(out=str(folder), **{"durable": False, **usual, **choices})


def make(
    rows: Rows,
    job: BatchJob,
    *,
    pattern: str = "{time} {treatment}",
    crew: Callable[[], Crew] = InProcess,
    stopping: Callable[[], bool] = lambda: False,
    **options: Any,
) -> Summary:
    """Run a batch."""
    how = BatchOptions(names=Names(pattern), **options)
    return run_batch(rows, job, how, crew=crew, stopping=stopping)


def files(folder: Path) -> list[str]:
    """The handouts in a folder, and whatever should not be there."""
    return sorted(path.name for path in folder.iterdir() if path.name != FILE_NAME)


def journal(folder: Path) -> list[Entry]:
    return list(read_entries(folder / FILE_NAME))
