"""Keep a crew busy with orders until there are no more, and lose none on the way.

Orders go out in chunks through a window, so that a year's batch takes no more memory than a
day's. What is alike is made together: a little of the way ahead is sorted. Chunks begin small
and grow until one takes a fraction of a second, which is how long Ctrl-C waits.

If a process dies, every chunk under way is suspect. The rest is finished first; then the
suspects are made one at a time, and the order whose process dies again is named.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import TypeAlias

from handouts.batch.crew import Crew
from handouts.batch.job import BatchJob, Order
from handouts.batch.sink import MOST_UNSETTLED
from handouts.batch.worker import ChunkFacts, FailedFact
from handouts.errors import HandoutsError, OutputError

Chunk: TypeAlias = "tuple[Order, ...]"
Keep: TypeAlias = "Callable[[list[tuple[Chunk, ChunkFacts]]], None]"

MOST_IN_CHUNK = MOST_UNSETTLED
_FIRST_BLOCK, _LONGEST_BLOCK = 512, 4096
_LONG_ENOUGH = 0.1  # seconds for a chunk
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_DEATHS = 20  # in a row, without a single handout made between them


class WorkersDieError(OutputError):
    """Worker processes end before they have made anything."""

    def __init__(self) -> None:
        super().__init__(
            f"Worker processes died {_MOST_DEATHS} times in a row before they had made anything.",
            remedy="See whether there is enough memory, or try again with --jobs 1. "
            "Handouts already made are kept.",
        )


class Engine:
    """One batch under way.

    Attributes:
        job: What the handouts have in common.
        crew: Who makes them.
    """

    def __init__(
        self, job: BatchJob, crew: Crew, *, keep: Keep, stopping: Callable[[], bool]
    ) -> None:
        """Get ready.

        Args:
            job: What the handouts have in common.
            crew: Who makes them.
            keep: Called with what was made, as soon as it was; may raise to stop all.
            stopping: Whether to begin nothing more, and finish what is under way.
        """
        self.job, self.crew = job, crew
        self._keep, self._stopping = keep, stopping
        self._flight: dict[Future[ChunkFacts], Chunk] = {}
        self._suspects: deque[Order] = deque()
        self._deaths = 0
        self._size = 4

    def run(self, orders: Iterator[Order]) -> None:
        """Make them all.

        Raises:
            HandoutsError: Nothing more can be made; what was made has been kept.
        """
        try:
            self._run(sorted_ahead(orders))
        except Exception:
            self._drain()
            raise

    def _run(self, ahead: Iterator[Order]) -> None:
        while True:
            while len(self._flight) < self.crew.window and not self._stopping():
                chunk = tuple(islice(ahead, self._size))
                if not chunk:
                    break
                self._submit(chunk)
            if not self._flight:
                break
            self._collect()
        while self._suspects and not self._stopping():
            order = self._suspects.popleft()
            self._submit((order,))
            self._collect(alone=True)

    def _submit(self, chunk: Chunk) -> None:
        while True:
            try:
                self._flight[self.crew.submit(self.job, chunk)] = chunk
                break
            except BrokenExecutor:
                self._deaths += 1
                if self._deaths > _MOST_DEATHS:
                    raise WorkersDieError from None
                self.crew.mend()

    def _collect(self, *, alone: bool = False) -> None:
        """Wait for a chunk, and keep what is there."""
        done, _ = wait(self._flight, return_when=FIRST_COMPLETED)
        came: list[tuple[Chunk, ChunkFacts]] = []
        for future in done:
            chunk = self._flight.pop(future)
            try:
                came.append((chunk, future.result()))
            except Exception as error:  # whatever an executor raises when a process has died
                self.crew.explain(error)
                if alone:
                    came.append((chunk, ChunkFacts(failed=(_DEADLY,))))
                else:
                    self._suspects.extend(chunk)
        if came:
            self._take(came)

    def _take(self, came: list[tuple[Chunk, ChunkFacts]]) -> None:
        if any(facts.made for _, facts in came):
            self._deaths = 0
        self._keep(came)
        for chunk, facts in came:
            if facts.stopped:
                raise facts.stopped
            if len(chunk) == self._size and facts.seconds < _LONG_ENOUGH / 2:
                self._size = min(2 * self._size, MOST_IN_CHUNK)
            elif facts.seconds > 2 * _LONG_ENOUGH:
                self._size = max(1, self._size // 2)

    def _drain(self) -> None:
        """Let what is under way end, and keep what it made."""
        while self._flight:
            with suppress(HandoutsError):
                self._collect()


_DEADLY = FailedFact(
    place=0,
    code="died",
    message="The process that made this handout died of it, twice.",
    remedy="Make this one by handouts render, and please tell us what it says.",
)


def sorted_ahead(orders: Iterator[Order]) -> Iterator[Order]:
    """The same orders, those that share a layout and a moment beside each other.

    One block goes out while the next comes in, two for one until a block is as long as it may
    be: nobody waits for either. What has gone out is not kept.
    """
    block = list(islice(orders, _FIRST_BLOCK))
    while block:
        block.sort(key=_shared)
        block.reverse()
        following: list[Order] = []
        while block:
            following.extend(islice(orders, min(2, _LONGEST_BLOCK - len(following))))
            yield block.pop()
        block = following


def _shared(order: Order) -> tuple[str, str, tuple[str, ...], datetime]:
    return order.branch or "", order.language, order.treatments, order.visit.treated or _NEVER
