"""Who makes a batch: other processes, those that die, and those that are left behind."""

from __future__ import annotations

import threading
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handouts.batch import Crew, Pool
from handouts.batch.engine import MOST_IN_CHUNK, Engine, WorkersDieError, sorted_ahead
from handouts.batch.job import BatchJob, Order, OtherVersionError
from handouts.batch.worker import ChunkFacts, FaultError, MadeFact, work
from handouts.records import Visit
from tests.batch.building import files, job_in, journal, make, many, patients
from tests.batch.makers import FAULT, KILLER

NAME = "Zebedee Quokka"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_other_processes_write_the_same_files_as_this_one(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    make(many(40), job_in(here))
    make(many(40), job_in(there), crew=lambda: Pool(2))

    assert files(here) == files(there)
    assert {it.sha256 for it in journal(here)} == {it.sha256 for it in journal(there)}


def test_any_executor_will_do(out: Path) -> None:
    summary = make(many(40), job_in(out), crew=lambda: Crew(ThreadPoolExecutor(3), window=5))

    assert summary.made == len(files(out)) == 40


def test_rows_that_kill_are_named_and_all_others_are_made(out: Path) -> None:
    names = [f"Patient {number}" for number in range(60)]
    names[7], names[33], names[50] = f"{KILLER} {NAME}", f"{FAULT} {NAME}", f"{KILLER} {NAME}"

    summary = make(patients(*names), job_in(out), crew=lambda: Pool(2))

    assert summary.made == 57
    assert [(bad.row, bad.code) for bad in summary.failed] == [
        (9, "died"),
        (35, "fault"),
        (52, "died"),
    ]
    assert "Quokka" not in repr(summary)
    assert not [name for name in files(out) if name.endswith(".part")]


def test_what_a_worker_sends_home_holds_no_patient(out: Path) -> None:
    out.mkdir()
    visits = [Visit(patient=f"{kind} {NAME}") for kind in ("Draft", FAULT, "Unprintable")]
    orders = tuple(
        Order(
            row=row,
            treatments=("microneedling",),
            language="en-CA",
            branch=None,
            visit=visit,
            key=f"{row:064x}",
            occurrence=1,
            name=f"{row}.pdf",
        )
        for row, visit in enumerate(visits)
    )

    facts = work(job_in(out), orders)

    assert (len(facts.made), len(facts.failed)) == (1, 2)
    assert "Quokka" not in repr(facts)


def test_a_fault_beside_the_handouts_stops_it_without_a_word_of_the_patient(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_args: object) -> None:
        raise MemoryError(NAME)

    monkeypatch.setattr("handouts.batch.sink.LocalFolder.settle", faulty)

    with pytest.raises(FaultError, match="MemoryError") as fault:
        make(patients(NAME), job_in(out))
    assert "Quokka" not in str(fault.value)


def test_a_worker_of_another_version_makes_nothing(out: Path) -> None:
    facts = work(job_in(out, version="0.0.1"), ())

    assert isinstance(facts.stopped, OtherVersionError)
    assert "0.0.1" in facts.stopped.message


def test_every_computer_may_have_the_library_where_it_likes(out: Path) -> None:
    assert make(many(2), job_in(out, library=None)).made == 2


class _Ready(Crew):
    """A crew in this process that does what a test tells it to, and notes it."""

    def __init__(self, answer: Any, window: int = 4) -> None:
        super().__init__(_NoExecutor(), window=window)
        self.answer, self.under_way, self.most, self.mended = answer, 0, 0, 0
        self.chunks: list[tuple[Order, ...]] = []

    def submit(self, job: BatchJob, orders: tuple[Order, ...]) -> Future[ChunkFacts]:
        self.chunks.append(orders)
        future: Future[ChunkFacts] = Future()
        self.under_way += 1
        self.most = max(self.most, self.under_way)

        def finish() -> None:
            self.under_way -= 1
            try:
                future.set_result(self.answer(orders))
            except BaseException as error:
                future.set_exception(error)

        threading.Timer(0.001, finish).start()
        return future

    def mend(self) -> None:
        self.mended += 1


class _NoExecutor(Executor):
    pass


def _orders(count: int) -> list[Order]:
    return [
        Order(
            row=row,
            treatments=("microneedling",),
            language="en-CA",
            branch=None,
            visit=Visit(),
            key=f"{row:064x}",
            occurrence=1,
            name=f"{row}.pdf",
        )
        for row in range(count)
    ]


def _made(orders: tuple[Order, ...]) -> ChunkFacts:
    facts = {"size": 1, "sha256": "00", "sides": 2, "code": "", "looks": ()}
    return ChunkFacts(made=tuple(MadeFact(place=at, **facts) for at in range(len(orders))))  # type: ignore[arg-type]


def _run(crew: Crew, orders: Any) -> list[int]:
    kept: list[int] = []

    def keep(came: Any) -> None:
        kept.extend(chunk[fact.place].row for chunk, facts in came for fact in facts.made)

    engine = Engine(job_in("nowhere"), crew, keep=keep, stopping=lambda: False)
    engine.run(iter(orders))
    return kept


def test_chunks_go_through_a_window_and_grow(tmp_path: Path) -> None:
    crew = _Ready(_made)

    kept = _run(crew, _orders(3000))

    assert sorted(kept) == list(range(3000))
    assert crew.most <= 4
    sizes = [len(chunk) for chunk in crew.chunks]
    assert (sizes[0], max(sizes)) == (4, MOST_IN_CHUNK)


def test_rows_are_read_no_further_ahead_than_a_window() -> None:
    read: list[int] = []
    most_ahead = 0

    def reading() -> Any:
        for order in _orders(20_000):
            read.append(order.row)
            yield order

    def look(orders: tuple[Order, ...]) -> ChunkFacts:
        nonlocal most_ahead
        most_ahead = max(most_ahead, len(read) - min(order.row for order in orders))
        return _made(orders)

    assert len(_run(_Ready(look), reading())) == 20_000
    assert most_ahead < 10_000


def test_the_same_orders_come_out_sorted_in_blocks_that_grow() -> None:
    orders = [replace(order, language="ta" if order.row % 2 else "ar") for order in _orders(9000)]

    rows = [order.row for order in sorted_ahead(iter(orders))]

    assert sorted(rows) == list(range(9000))
    assert rows[:512] == [*range(0, 512, 2), *range(1, 512, 2)]
    assert max(row - at for at, row in enumerate(rows)) > 2000


def test_a_chunk_lost_with_its_process_is_made_one_by_one_at_the_end() -> None:
    deaths = iter([True])

    def answer(orders: tuple[Order, ...]) -> ChunkFacts:
        if any(order.row == 9 for order in orders) and next(deaths, False):
            raise BrokenExecutor
        return _made(orders)

    crew = _Ready(answer, window=2)
    kept = _run(crew, _orders(30))

    assert sorted(kept) == list(range(30))
    lost = next(chunk for chunk in crew.chunks if any(order.row == 9 for order in chunk))
    assert crew.chunks[-len(lost) :] == [(order,) for order in lost]


def test_processes_that_always_die_at_their_start_end_the_batch() -> None:
    class Dead(_Ready):
        def submit(self, job: BatchJob, orders: tuple[Order, ...]) -> Future[ChunkFacts]:
            raise BrokenExecutor

    crew = Dead(_made)
    with pytest.raises(WorkersDieError, match="before they had made anything"):
        _run(crew, _orders(3))

    assert crew.mended == 20


def test_what_is_under_way_when_the_place_fails_is_still_kept() -> None:
    from handouts.batch.sink import UnwrittenError

    full = UnwrittenError(place="out", reason="The disk is full", remedy="Free some space")

    def answer(orders: tuple[Order, ...]) -> ChunkFacts:
        if orders[0].row == 0:
            return ChunkFacts(stopped=full)
        time.sleep(0.05)
        return _made(orders)

    kept: list[int] = []
    engine = Engine(
        job_in("nowhere"),
        _Ready(answer, window=3),
        keep=lambda came: kept.extend(len(facts.made) for _, facts in came),
        stopping=lambda: False,
    )
    with pytest.raises(UnwrittenError):
        engine.run(iter(_orders(500)))

    assert sum(kept) >= 8  # the two chunks beside the one that failed
