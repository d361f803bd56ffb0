"""A batch from its export to its summary: the whole flow in one function.

Handouts come before the journal, which tells what was made, and the journal before the
summary. Whatever happens in between, running the same command again makes only what is missing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from handouts.batch.crew import Crew
from handouts.batch.done import Done
from handouts.batch.engine import Chunk, Engine
from handouts.batch.job import BatchJob, Order, Workshop, leave_workshop, workshop_of
from handouts.batch.journal import Entry, Journal, identity, journal_file, read_entries
from handouts.batch.names import Names
from handouts.batch.plan import Plan
from handouts.batch.sink import Sink, open_sink, unwritten
from handouts.batch.tally import ERRORS_FILE, Kind, Summary, Tally, errors_csv
from handouts.batch.worker import ChunkFacts
from handouts.records import Appointment, Outcome
from handouts.values import dataclass

_KEPT_DIGITS = 32


class Rows(Protocol):
    """An export, as far as a batch is concerned: `records.Export` is one.

    Attributes:
        unmapped: Names of treatments that mean nothing here, and how often each was met.
    """

    @property
    def unmapped(self) -> dict[str, int]:
        """See above."""

    def rows(self) -> Iterable[Outcome]:
        """Every row's answer, in the order of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How a batch is run, whatever is made.

    Attributes:
        names: What files are called.
        state: A folder for the journals of batches whose handouts go to a URL.
        verify: Read what is there, rather than trust its size.
        prune: Delete files of earlier runs that no row asks for any more.
        max_errors: Stop when as many rows have failed; None goes on to the end.
    """

    names: Names
    state: Path | None = None
    verify: bool = False
    prune: bool = False
    max_errors: int | None = None


def run_batch(
    export: Rows,
    job: BatchJob,
    options: BatchOptions,
    *,
    crew: Callable[[], Crew],
    progress: Callable[[Tally], None] = lambda tally: None,
    stopping: Callable[[], bool] = lambda: False,
    met: Callable[[Order, Appointment], None] | None = None,
) -> Summary:
    """Make what is missing.

    Args:
        export: Whom for.
        job: What the handouts have in common.
        options: How.
        crew: Calls the makers together; asked for only when all else is ready.
        progress: Told now and then how far it is.
        stopping: Whether somebody wants to stop.
        met: Told of every handout the export asks for, those that are there among them, and of
            its appointment.

    Raises:
        HandoutsError: It could not begin, or not go on; what was made is kept and journaled.
    """
    began = time.monotonic()
    workshop = workshop_of(job)
    file = journal_file(job.out, options.state)
    _make_folder(file.parent)
    sink = open_sink(job.out, durable=job.durable)
    try:
        with Journal(file, place=job.out, durable=job.durable) as journal:
            sink.sweep()
            try:
                batch = _Batch(workshop, journal, sink, options, progress)
                return batch.run(export, crew, stopping, met, began)
            finally:
                leave_workshop()
                sink.sweep()
    finally:
        sink.close()


def dry_run(export: Rows, job: BatchJob, options: BatchOptions) -> Summary:
    """What `run_batch` would make; nothing is written."""
    began = time.monotonic()
    tally = Tally()
    file = journal_file(job.out, options.state)
    sink = None
    done = Done()
    if file.exists():
        done = Done(read_entries(file))
        sink = open_sink(job.out)
    plan = Plan(
        Workshop(job), options.names, tally=tally, done=done, sink=sink, verify=options.verify
    )
    tally.made = sum(1 for _ in plan.orders(export.rows()))
    if sink:
        sink.close()
    return _summary(tally, export, seconds=time.monotonic() - began)


def made_entries(job: BatchJob, options: BatchOptions) -> dict[int, Entry]:
    """The journal's entries by `identity`; of two for one handout the later."""
    file = journal_file(job.out, options.state)
    return {identity(entry.key, entry.occurrence): entry for entry in read_entries(file)}


class _Batch:
    """One run of a batch."""

    def __init__(
        self,
        workshop: Workshop,
        journal: Journal,
        sink: Sink,
        options: BatchOptions,
        progress: Callable[[Tally], None],
    ) -> None:
        self._workshop, self._journal, self._sink = workshop, journal, sink
        self._options, self._progress = options, progress
        self._tally = Tally()

    def run(
        self,
        export: Rows,
        crew: Callable[[], Crew],
        stopping: Callable[[], bool],
        met: Callable[[Order, Appointment], None] | None,
        began: float,
    ) -> Summary:
        """Make what is missing, then tidy up."""
        tally = self._tally
        done = Done(self._journal.entries())
        plan = Plan(
            self._workshop,
            self._options.names,
            tally=tally,
            done=done,
            sink=self._sink,
            verify=self._options.verify,
            met=met,
        )

        def enough() -> bool:
            return stopping() or self._gave_up()

        try:
            self._make(plan, export, crew, enough)
        finally:
            self._write_errors()
        over = plan.is_over and tally.rows == plan.met
        stale = self._stale(done) if over and done.has_stale else ()
        if self._options.prune:
            self._prune(stale)
        return _summary(
            tally,
            export,
            stale=stale,
            pruned=len(stale) if self._options.prune else 0,
            seconds=time.monotonic() - began,
            interrupted=stopping() and not over,
            gave_up=self._gave_up(),
        )

    def _make(
        self, plan: Plan, export: Rows, crew: Callable[[], Crew], enough: Callable[[], bool]
    ) -> None:
        orders = plan.orders(self._watched(export.rows()), enough)
        first = next(orders, None)
        if first is None:
            return  # nothing is missing, so nobody has to come
        makers = crew()
        engine = Engine(self._workshop.job, makers, keep=self._keep, stopping=enough)
        try:
            engine.run(_with_first(first, orders))
        except KeyboardInterrupt:
            makers.stop()
            raise
        except BaseException:
            with suppress(Exception):
                makers.end()
            raise
        makers.end()

    def _watched(self, outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
        """The same rows, telling now and then of those nothing is made for."""
        for number, outcome in enumerate(outcomes):
            if number % 512 == 0:
                self._progress(self._tally)
            yield outcome

    def _keep(self, came: list[tuple[Chunk, ChunkFacts]]) -> None:
        """Write down what was made, then count it."""
        entries = [
            Entry(
                row=order.row,
                key=order.key[:_KEPT_DIGITS],
                occurrence=order.occurrence,
                name=order.name,
                size=fact.size,
                sha256=fact.sha256,
                sides=fact.sides,
                code=fact.code,
                treatments=order.treatments,
                language=order.language,
                treated=order.visit.treated.isoformat() if order.visit.treated else "",
                looks=fact.looks,
            )
            for chunk, facts in came
            for fact in facts.made
            for order in (chunk[fact.place],)
        ]
        self._journal.add(entries)
        tally = self._tally
        tally.made += len(entries)
        tally.size += sum(entry.size for entry in entries)
        for chunk, facts in came:
            for failed in facts.failed:
                row = chunk[failed.place].row
                tally.fail(row, "", failed.code, failed.message, failed.remedy)
            for finding, count in facts.findings:
                tally.findings[finding] += count
        self._progress(tally)

    def _gave_up(self) -> bool:
        most = self._options.max_errors
        return most is not None and len(self._tally.failed) >= most

    def _write_errors(self) -> None:
        failed = sorted(self._tally.failed, key=lambda bad: bad.row)
        self._tally.failed = failed
        if failed:
            self._sink.put(ERRORS_FILE, errors_csv(tuple(failed)))
            self._sink.settle()
        else:
            self._sink.remove(ERRORS_FILE)

    def _stale(self, done: Done) -> tuple[str, ...]:
        names = dict.fromkeys(e.name for e in self._journal.entries() if done.is_stale(e))
        for entry in self._journal.entries():
            if not done.is_stale(entry):
                names.pop(entry.name, None)  # another handout has taken its place
        return tuple(name for name in names if self._sink.size(name) is not None)

    def _prune(self, stale: tuple[str, ...]) -> None:
        for name in stale:
            self._sink.remove(name)
        self._journal.forget(stale)


def _with_first(first: Order, orders: Iterable[Order]) -> Iterator[Order]:
    yield first
    yield from orders


def _summary(
    tally: Tally,
    export: Rows,
    *,
    stale: tuple[str, ...] = (),
    pruned: int = 0,
    seconds: float,
    interrupted: bool = False,
    gave_up: bool = False,
) -> Summary:
    return Summary(
        rows=tally.rows,
        made=tally.made,
        present=tally.present,
        skipped=tuple(tally.skipped.most_common()),
        failed=tuple(sorted(tally.failed, key=lambda bad: bad.row)),
        unmapped=tuple(sorted(export.unmapped.items(), key=lambda pair: -pair[1])),
        kinds=tuple(
            (Kind(treatments=treatments, language=language, branch=branch), count)
            for (treatments, language, branch), count in tally.kinds.most_common()
        ),
        findings=tuple(tally.findings.most_common()),
        stale=stale,
        pruned=pruned,
        size=tally.size,
        seconds=seconds,
        interrupted=interrupted,
        gave_up=gave_up,
    )


def _make_folder(folder: Path) -> None:
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103  # the mode of all
    except OSError as error:
        raise unwritten(str(folder), error) from None
