"""Who makes a batch: this process, a pool of processes, or whatever executor there is.

A crew takes orders a few chunks at a time and answers with facts. Its executor may break: a
process of it died, of a handout or of something else. `mend` then brings a new one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, ParamSpec, TypeVar

from handouts.batch.job import BatchJob, Order
from handouts.batch.worker import ChunkFacts, work

_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")

# A fair share waits in line for each process, so that none is ever idle.
_CHUNKS_EACH = 3


class Crew:
    """An executor, and how many chunks it is given at a time.

    Attributes:
        window: As many chunks are under way at once.
    """

    def __init__(self, executor: Executor, *, window: int) -> None:
        """Take any executor; it is shut down at the end."""
        self.window = window
        self._executor = executor

    def submit(self, job: BatchJob, orders: tuple[Order, ...]) -> Future[ChunkFacts]:
        """Give it a chunk.

        Raises:
            BrokenExecutor: It has to be mended first.
        """
        return self._executor.submit(work, job, orders)

    def mend(self) -> None:
        """Go on after the executor broke. One that is not ours to replace mends itself."""

    def explain(self, error: Exception) -> None:
        """Say what a chunk's end by an exception means, if it is more than a process's death.

        Raises:
            HandoutsError: No chunk can be made any more.
        """

    def end(self) -> None:
        """Send everybody home when they have done what they were given."""
        self._executor.shutdown(wait=True)

    def stop(self) -> None:
        """Send everybody home at once."""
        self._executor.shutdown(wait=False)


class InProcess(Crew):
    """This process alone, one chunk after the other."""

    def __init__(self) -> None:
        super().__init__(_Inline(), window=1)


class _Inline(Executor):
    """An executor that has already done what it was given."""

    def submit(
        self,
        fn: Callable[_Arguments, _Answer],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> Future[_Answer]:
        """Call it now."""
        future: Future[_Answer] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Pool(Crew):
    """Processes of this computer, started afresh: they share nothing with this one.

    Attributes:
        jobs: How many.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        super().__init__(self._start(), window=jobs * _CHUNKS_EACH)

    def submit(self, job: BatchJob, orders: tuple[Order, ...]) -> Future[ChunkFacts]:
        """Give it a chunk; processes start with the first ones."""
        with _ctrl_c_waits():
            return super().submit(job, orders)

    def mend(self) -> None:
        """Replace a pool that broke by a new one."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()

    def stop(self) -> None:
        """End the processes wherever they are. What they were writing has no name yet."""
        workers = list((getattr(self._executor, "_processes", None) or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            with suppress(OSError, ValueError):
                worker.kill()
        for worker in workers:
            with suppress(OSError, ValueError, AssertionError):
                worker.join(1)

    def _start(self) -> Executor:
        return ProcessPoolExecutor(
            self.jobs, mp_context=multiprocessing.get_context("spawn"), initializer=begin_worker
        )


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    # A process inherits what is held back, so that Ctrl-C cannot end one at its start.
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin_worker(*_: Any) -> None:
    """Make a new process a good worker: it leaves Ctrl-C to its parent, and ends with it."""
    import gc

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # As on the command line: a handout is many small values, and looking for circles costs.
    gc.set_threshold(300_000, 50, 50)
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    # A parent that is killed cannot tell its workers, and they would wait for it for good.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
