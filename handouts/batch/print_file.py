"""From a batch that was made to the file for the printer.

What stands on a run sheet comes from the journal, but for the patients: whom a handout is for
is remembered from the rows while they pass, in memory alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from handouts.batch import run_sheet
from handouts.batch.collate import Collated, collate_batch
from handouts.batch.job import BatchJob, Order
from handouts.batch.journal import Entry, identity
from handouts.batch.numbers import (
    NotInInputError,
    NotMadeError,
    RunSheetNumbers,
    forget_numbers,
    keep_numbers,
    read_numbers,
)
from handouts.batch.run import BatchOptions, made_entries
from handouts.batch.run_sheet import LeftOut, Numbered, RunSheetOptions, looks_of, numbered
from handouts.batch.sink import LocalFolder, Sink, open_sink
from handouts.batch.tally import Summary
from handouts.errors import OutputError
from handouts.findings import Finding, Severity
from handouts.library import Library
from handouts.records import Appointment
from handouts.values import dataclass


class NothingToPrintError(OutputError):
    """No handout of the batch was made, so there is no file to print."""

    def __init__(self, *, summary: Summary) -> None:
        super().__init__(
            "No handout was made, so there is nothing to print.",
            remedy="Mend the rows that failed and run the same command again."
            if summary.failed
            else "Check that this is the right export, and why its rows are skipped.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """What a run sheet may say of a patient, and where the rest is to be found."""

    row: int
    time: datetime | None
    patient: str | None
    reference: str | None


class ForPrinter:
    """Remembers what a batch meets, and makes one file of it."""

    def __init__(self, job: BatchJob, how: BatchOptions, *, only: str | None = None) -> None:
        """Get ready, before anything is made.

        Args:
            job: Whose handouts are printed.
            how: The way they are made, which tells where their journal is.
            only: Print some again, by their numbers on the last run sheet.

        Raises:
            NoRunSheetError: There is no run sheet `only` could choose from.
            SelectionError: `only` is no choice of its handouts.
        """
        self._job, self._how = job, how
        self._met: dict[int, _Met] = {}
        self._before = read_numbers(job.out, how.state) if only is not None else None
        self._chosen = self._before.chosen(only or "") if self._before else {}

    def meet(self, order: Order, appointment: Appointment) -> None:
        """Remember a handout the export asks for."""
        self._met[identity(order.key, order.occurrence)] = _Met(
            row=order.row,
            time=order.visit.treated,
            patient=order.visit.patient,
            reference=appointment.reference,
        )

    @property
    def unnumbered(self) -> int:
        """How many handouts the export asks for that the run sheet chosen from has not."""
        known = self._before.handouts if self._before else self._met
        return len(self._met.keys() - set(known))

    def write(
        self, output: Path, summary: Summary, options: RunSheetOptions
    ) -> tuple[Collated, ...]:
        """Write the file, or files, for the printer.

        Args:
            output: Its path.
            summary: What became of the batch.
            options: How the run sheet is made; one of handouts that are printed again has the
                order and the mark of the run sheet they were chosen from.

        Raises:
            NothingToPrintError: There are none.
            NotInInputError: One that was chosen is not asked for any more.
            NotMadeError: One that was chosen could not be made.
            OutputError: A handout cannot be read, or the file not be written.
        """
        sink = open_sink(self._job.out, durable=False)
        try:
            entries = self._entries(summary, sink)
            if self._before is not None:
                chosen = self._again(self._before, entries)
                options = replace(options, order=self._before.order, mark=self._before.mark)
                return self._collate(chosen, options, output, of=len(self._before.handouts))
            return self._all(output, entries, options, summary)
        finally:
            sink.close()

    def _all(
        self,
        output: Path,
        entries: dict[int, run_sheet.Entry],
        options: RunSheetOptions,
        summary: Summary,
    ) -> tuple[Collated, ...]:
        """Everything, with new numbers."""
        if not entries:
            raise NothingToPrintError(summary=summary)
        which = {id(entry): number for number, entry in entries.items()}
        all_of_them = numbered(entries.values(), options.order)
        numbers = RunSheetNumbers(
            order=options.order, handouts=tuple(which[id(it.entry)] for it in all_of_them)
        )
        out, state = self._job.out, self._how.state
        # Should this end half-way, nobody knows which run sheet was printed: no numbers are
        # better than another's.
        forget_numbers(out, state)
        collated = self._collate(
            all_of_them,
            replace(options, mark=numbers.mark),
            output,
            left_out=[LeftOut(row=bad.row, reason=bad.message) for bad in summary.failed],
        )
        keep_numbers(numbers, out, state)
        return collated

    def _again(
        self, before: RunSheetNumbers, entries: dict[int, run_sheet.Entry]
    ) -> tuple[Numbered, ...]:
        """Those that were chosen, with the numbers they had."""
        gone = [number for number, handout in self._chosen.items() if handout not in self._met]
        if gone:
            raise NotInInputError(numbers=gone, mark=before.mark)
        unmade = [number for number, handout in self._chosen.items() if handout not in entries]
        if unmade:
            raise NotMadeError(numbers=unmade)
        return tuple(
            Numbered(number=number, entry=entries[handout])
            for number, handout in self._chosen.items()
        )

    def _collate(
        self,
        entries: Sequence[Numbered],
        options: RunSheetOptions,
        output: Path,
        *,
        left_out: Sequence[LeftOut] = (),
        of: int | None = None,
    ) -> tuple[Collated, ...]:
        return collate_batch(
            entries,
            options,
            output=output,
            clinic=self._job.load_clinic(),
            library=self._job.library or Library.find(),
            left_out=left_out,
            of=of,
        )

    def _entries(self, summary: Summary, sink: Sink) -> dict[int, run_sheet.Entry]:
        """The handouts that are there, by `identity`."""
        failed = {bad.row for bad in summary.failed}
        made = made_entries(self._job, self._how)
        return {
            handout: self._entry(met, made[handout], sink)
            for handout, met in self._met.items()
            if handout in made and met.row not in failed
        }

    def _entry(self, met: _Met, entry: Entry, sink: Sink) -> run_sheet.Entry:
        there: run_sheet.Pdf = partial(_fetched, sink, entry.name)
        if isinstance(sink, LocalFolder):
            there = Path(sink.place) / entry.name
        return run_sheet.Entry(
            row=met.row,
            language=entry.language,
            beside=self._job.beside,
            treatments=entry.treatments,
            time=met.time,
            sides=entry.sides,
            looks=looks_of(map(_finding, entry.looks)),
            patient=met.patient,
            reference=met.reference,
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
