"""From a batch that was made to the file for the printer.

What stands on a run sheet comes from the journal, but for the patients: whom a handout is for
is remembered from the rows while they pass, in memory alone.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from handouts.batch import run_sheet
from handouts.batch.collate import Collated, collate_batch
from handouts.batch.job import BatchJob, Order
from handouts.batch.journal import Entry, identity
from handouts.batch.run_sheet import LeftOut, RunSheetOptions, looks_of, numbered, select
from handouts.batch.sink import LocalFolder, Sink, open_sink
from handouts.batch.tally import Summary
from handouts.errors import OutputError
from handouts.findings import Finding, Severity
from handouts.library import Library
from handouts.values import dataclass


class NothingToPrintError(OutputError):
    """No handout of the batch was made, so there is no file to print."""

    def __init__(self) -> None:
        super().__init__(
            "No handout was made, so there is nothing to print.",
            remedy="Mend the rows that failed and run the same command again.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """What a run sheet may say of a patient, and where the rest is to be found."""

    number: int
    row: int
    time: datetime | None
    patient: str | None


class ForPrinter:
    """Remembers what a batch meets, and makes one file of it."""

    def __init__(self) -> None:
        self._met: list[_Met] = []

    def meet(self, order: Order) -> None:
        """Remember a handout the export asks for."""
        self._met.append(
            _Met(
                number=identity(order.key, order.occurrence),
                row=order.row,
                time=order.visit.treated,
                patient=order.visit.patient,
            )
        )

    def write(
        self,
        output: Path,
        job: BatchJob,
        made: dict[int, Entry],
        summary: Summary,
        options: RunSheetOptions,
        *,
        only: str | None = None,
    ) -> tuple[Collated, ...]:
        """Write the file, or files, for the printer.

        Args:
            output: Its path.
            job: Whose handouts they are.
            made: The journal's entries by `identity`.
            summary: What became of the batch.
            options: How the run sheet is made.
            only: Some of the handouts, by their numbers on the run sheet.

        Raises:
            NothingToPrintError: There are none.
            SelectionError: `only` names none.
            OutputError: A handout cannot be read, or the file not be written.
        """
        failed = {bad.row for bad in summary.failed}
        sink = open_sink(job.out, durable=False)
        try:
            entries = numbered(
                [
                    self._entry(met, made[met.number], job, sink)
                    for met in self._met
                    if met.number in made and met.row not in failed
                ],
                options.order,
            )
            if not entries:
                raise NothingToPrintError
            return collate_batch(
                entries if only is None else select(entries, only),
                options,
                output=output,
                clinic=job.load_clinic(),
                library=job.library or Library.find(),
                left_out=[
                    LeftOut(row=bad.row, reason=bad.message)
                    for bad in (summary.failed if only is None else ())
                ],
                of=len(entries),
            )
        finally:
            sink.close()

    def _entry(self, met: _Met, entry: Entry, job: BatchJob, sink: Sink) -> run_sheet.Entry:
        there: run_sheet.Pdf = partial(_fetched, sink, entry.name)
        if isinstance(sink, LocalFolder):
            there = Path(sink.place) / entry.name
        return run_sheet.Entry(
            row=met.row,
            language=entry.language,
            beside=job.beside,
            treatments=entry.treatments,
            time=met.time,
            sides=entry.sides,
            looks=looks_of(map(_finding, entry.looks)),
            patient=met.patient,
            pdf=there,
        )


def _fetched(sink: Sink, name: str) -> bytes:
    content = sink.read(name)
    if content is None:
        raise FileNotFoundError(name)
    return content


def _finding(look: str) -> Finding:
    """As much of a finding as the journal keeps: how bad, and of which check."""
    severity, _, check = look.partition(":")
    return Finding(check=check, severity=Severity(severity), place="", message="", remedy="")
