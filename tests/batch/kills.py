"""Kill a batch at random moments, let it go on, and count what was lost, doubled or cut short.

python -m tests.batch.kills --kills 100 --rows 5000 --maker handouts.masters:Masters

Four ways to die, each by kill -9: the whole process group of a batch on the pool; its parent
alone, whose workers have to end by themselves; a worker of a Dask cluster; and the process that
gives work to a Dask cluster. A batch that was killed is started again until it is done, then
another begins, until as many kills were made. The moments come from a seed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handouts.batch import Crew, Pool
from handouts.batch.cluster import Cluster, ClusterAddress
from handouts.batch.journal import FILE_NAME
from tests.batch.building import Rows, appointment, files, job_in, journal, make
from tests.batch.makers import SMALL

_PATIENCE = 120.0  # seconds for anything to happen at all
_TAGS = ("en-CA", "ar", "zh-Hans", "ta")


@dataclass(kw_only=True)
class Report:
    """What kills did.

    Attributes:
        kills: By way to die.
        batches: Batches that were started and came to their end.
        lost: Rows without a handout.
        doubled: Handouts or lines of the journal beyond one for a row.
        cut_short: Files that are not what was written, at any moment.
        orphans: Processes that outlived their parent.
        remade: Rows a run made though an earlier run had.
    """

    kills: dict[str, int] = field(default_factory=dict)
    batches: int = 0
    lost: int = 0
    doubled: int = 0
    cut_short: int = 0
    orphans: int = 0
    remade: int = 0

    @property
    def harm(self) -> tuple[int, int, int, int, int]:
        """All that should be 0."""
        return self.lost, self.doubled, self.cut_short, self.orphans, self.remade


def rows(count: int) -> Rows:
    """Visits in four scripts."""
    return Rows(
        *(
            appointment(row, f"Sample {row}", language=_TAGS[row % len(_TAGS)])
            for row in range(2, count + 2)
        )
    )


# The batch that dies


def _victim(out: str, count: int, crew: str, maker: str) -> None:
    crews: dict[str, Any] = {"pool": lambda: Pool(2)}
    job = job_in(out, maker=maker, durable=True)
    make(rows(count), job, crew=crews.get(crew, lambda: Cluster(ClusterAddress(url=crew))))


class Killer:
    """Kills batches, and keeps a report."""

    def __init__(self, folder: Path, *, count: int, maker: str, seed: int) -> None:
        self.report = Report()
        self.random = random.Random(seed)  # noqa: S311  # moments, no secrets
        self._folder, self._count, self._maker = folder, count, maker
        self._out, self._said = folder / "none", folder / "said.txt"
        self._number = 0

    def kill(self, how: str, url: str | None = None, workers: list[int] | None = None) -> None:
        """Start or go on with a batch, and kill at a random moment of it."""
        if not self._out.exists():
            self._number += 1
            self._out = self._folder / f"batch-{self._number}"
        before = self._lines()
        victim = self._start(url or "pool")
        try:
            self._wait_for(before, victim)
            if victim.poll() is None:
                self.report.kills[how] = self.report.kills.get(how, 0) + 1
                self._strike(how, victim, workers or [])
        finally:
            self._bury(victim, group=url is None)
        self._look_at_files()
        if self._lines() >= self._count:
            self.finish()

    def finish(self) -> None:
        """Let the batch come to its end, and look at everything it made."""
        if not self._out.exists():
            return
        there = len(journal(self._out)) if (self._out / FILE_NAME).exists() else 0
        job = job_in(self._out, maker=self._maker, durable=True)
        last = make(rows(self._count), job, crew=lambda: Pool(2))
        self.report.remade += last.made - (self._count - there)
        entries, made = journal(self._out), files(self._out)
        wanted = {(row, 1) for row in range(2, self._count + 2)}
        found = [(entry.row, entry.occurrence) for entry in entries]
        self.report.lost += len(wanted - set(found)) + max(0, self._count - len(made))
        self.report.doubled += len(found) - len(set(found)) + max(0, len(made) - self._count)
        for entry in entries:
            file = self._out / entry.name
            whole = file.exists() and _digest(file) == entry.sha256
            self.report.cut_short += not whole
        again = make(rows(self._count), job, crew=_nobody)
        self.report.remade += again.made
        self.report.batches += 1
        shutil.rmtree(self._out)

    def _start(self, crew: str) -> subprocess.Popen[bytes]:
        module, *rest = "tests.batch.kills", "--victim", str(self._out), crew
        command = [sys.executable, "-m", module, *rest]
        command += ["--rows", str(self._count), "--maker", self._maker]
        # Into a file: whoever outlives the batch would keep a pipe open.
        with self._said.open("wb") as said:
            return subprocess.Popen(command, start_new_session=True, stderr=said)

    def _lines(self) -> int:
        with suppress(OSError):
            return max(0, (self._out / FILE_NAME).read_bytes().count(b"\n") - 1)
        return 0

    def _wait_for(self, before: int, victim: subprocess.Popen[bytes]) -> None:
        """Until a random part of what is left was made, and a moment more."""
        goal = before + self.random.random() ** 2 * (self._count - before) * 0.9
        ends = time.monotonic() + _PATIENCE
        while victim.poll() is None and self._lines() < goal:
            if time.monotonic() > ends:
                raise TimeoutError("The batch makes nothing.")
            time.sleep(0.002)
        time.sleep(self.random.random() * (0.02 if goal > before else 1.0))

    def _strike(self, how: str, victim: subprocess.Popen[bytes], workers: list[int]) -> None:
        match how:
            case "group":
                os.killpg(victim.pid, signal.SIGKILL)
            case "parent" | "dask driver":
                victim.kill()
            case _:
                os.kill(self.random.choice(workers), signal.SIGKILL)
                if victim.wait(_PATIENCE) != 0:
                    raise RuntimeError("The batch did not survive the death of a worker.")

    def _bury(self, victim: subprocess.Popen[bytes], *, group: bool) -> None:
        try:
            victim.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(victim.pid, signal.SIGKILL)
            raise
        if victim.returncode not in (0, -signal.SIGKILL):
            raise RuntimeError(self._said.read_text(errors="replace"))
        if not group:
            return
        ends = time.monotonic() + 10
        while (left := list(_of_session(victim.pid))) and time.monotonic() < ends:
            time.sleep(0.01)
        self.report.orphans += len(left)
        for process in left:
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)

    def _look_at_files(self) -> None:
        """No file that has a name is cut short, even now."""
        for file in self._out.glob("*.pdf"):
            with file.open("rb") as content:
                content.seek(0, os.SEEK_END)
                content.seek(max(0, content.tell() - 16))
                self.report.cut_short += not content.read().rstrip().endswith(b"%%EOF")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _nobody() -> Crew:
    raise AssertionError("A batch that is done calls nobody.")


def _of_session(leader: int) -> Iterator[int]:
    """The processes a batch started, however far down; those that wait to be buried are dead."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                # After the name in brackets: state, parent, group, session.
                state, _, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
                if int(session) == leader and state != "Z":
                    yield int(entry.name)


@contextmanager
def dask_workers() -> Iterator[tuple[str, Any]]:
    """A cluster of this computer: its address, and a function that says its processes."""
    import dask
    import distributed

    there: Any = distributed  # it has no types
    dask.config.set({"distributed.scheduler.allowed-failures": 8})
    with (
        there.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=50,
        ) as cluster,
        there.Client(cluster, set_as_default=False) as client,
    ):

        def processes() -> list[int]:
            try:
                client.wait_for_workers(2, timeout=10)
            except there.TimeoutError:
                # Dask does not always replace one that was killed at its start.
                cluster.scale(len(cluster.workers) + 1)
                client.wait_for_workers(2, timeout=_PATIENCE)
            return list(client.run(os.getpid).values())

        yield cluster.scheduler_address, processes


def kill_often(folder: Path, *, kills: int, count: int, maker: str, seed: int) -> Report:
    """Kill batches on the pool: by turns the group, and the parent alone."""
    killer = Killer(folder, count=count, maker=maker, seed=seed)
    while sum(killer.report.kills.values()) < kills:
        turn = sum(killer.report.kills.values()) % 2
        killer.kill(("group", "parent")[turn])
    killer.finish()
    return killer.report


def kill_dask_often(folder: Path, *, kills: int, count: int, maker: str, seed: int) -> Report:
    """Kill batches on Dask: by turns a worker, and the process that gives it work."""
    killer = Killer(folder, count=count, maker=maker, seed=seed)
    with dask_workers() as (url, processes):
        while sum(killer.report.kills.values()) < kills:
            turn = sum(killer.report.kills.values()) % 2
            killer.kill(("dask worker", "dask driver")[turn], url, processes())
    killer.finish()
    return killer.report


def main() -> int:
    """Run from the command line; 1 if any harm was done."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--maker", default=SMALL)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", choices=("pool", "dask", "both"), default="both")
    parser.add_argument("--victim", nargs=2, metavar=("OUT", "CREW"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.victim:
        _victim(asked.victim[0], asked.rows, asked.victim[1], asked.maker)
        return 0
    harm = 0
    for name, often in (("pool", kill_often), ("dask", kill_dask_often)):
        if asked.on not in (name, "both"):
            continue
        with tempfile.TemporaryDirectory() as folder:
            report = often(
                Path(folder),
                kills=asked.kills,
                count=asked.rows,
                maker=asked.maker,
                seed=asked.seed,
            )
        print(name, report, flush=True)
        harm += any(report.harm)
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
