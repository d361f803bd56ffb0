"""Start workers and clocks: everything the benchmark does to other processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent

# Of letters made in a measure, so that it says something even of the slowest.
_LEAST = 3


def environment() -> dict[str, str]:
    """The children's: as installed, so with bytecode kept."""
    return {
        **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPATH": str(ROOT),
    }


class WorkerError(RuntimeError):
    """A worker ended before it was asked to."""


class Worker:
    """A child process with one contender in one language; ends with its `with` block."""

    def __init__(self, contender: str, language: str, folder: Path, *, seed: int = 1) -> None:
        self.contender, self.language = contender, language
        self.rate = 1.0
        self._process = subprocess.Popen(  # noqa: S603  # ourselves
            [
                *(sys.executable, "-m", "benchmarks.worker", "serve"),
                *(contender, language, str(folder), str(seed)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(),
        )

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]  # it was asked for
        self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]

    def tell(self, **told: Any) -> None:
        """Tell it to do something."""
        self._process.stdin.write(json.dumps(told) + "\n")  # type: ignore[union-attr]
        self._process.stdin.flush()  # type: ignore[union-attr]

    def answer(self) -> dict[str, Any]:
        """Wait for its answer."""
        line = self._process.stdout.readline()  # type: ignore[union-attr]
        if not line:
            raise WorkerError(f"{self.contender} in {self.language} has failed; it says why above.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def ask(self, **told: Any) -> dict[str, Any]:
        """Tell, and wait."""
        self.tell(**told)
        return self.answer()

    def warm(self, seconds: float) -> None:
        """Make letters for so long; how many a second it makes by then is kept in `rate`."""
        for _ in range(2):
            self.rate = self.ask(do="warm", seconds=seconds / 2)["rate"]


def measure(workers: list[Worker], count: int, scratch: Path, *, durable: bool) -> dict[str, Any]:
    """Have every worker make so many letters at the same time, each in a new folder.

    Nothing is deleted until the whole run is over: ext4 gives the place of a file that was just
    deleted to no other for minutes, and to look for a free one among those takes longer than
    all else (1.4 ms a file here instead of 0.06).
    """
    for worker in workers:
        folder = tempfile.mkdtemp(dir=scratch)
        worker.tell(do="measure", count=max(count, _LEAST), out=folder, durable=durable)
    answers = [worker.answer() for worker in workers]
    made = sum(answer["count"] for answer in answers)
    return {
        "rate": made / max(answer["seconds"] for answer in answers),
        "count": made,
        "cpu": sum(answer["cpu"] for answer in answers) / made,
        "bytes": sum(answer["bytes"] for answer in answers) / made,
        "slices": answers[0]["slices"],
    }


def cold(contender: str, language: str, folder: Path, file: Path) -> float:
    """Seconds from starting a process to its end, one letter being written."""
    command = [sys.executable, "-m", "benchmarks.worker", "cold", contender, language]
    began = time.perf_counter()
    subprocess.run(  # noqa: S603
        [*command, str(folder), str(file)], cwd=ROOT, env=environment(), check=True
    )
    return time.perf_counter() - began


def whole(folder: Path, rows: int, jobs: int, *, durable: bool) -> dict[str, Any]:
    """A whole batch, from an export to files, in processes of its own."""
    out = Path(tempfile.mkdtemp(dir=folder))
    done = subprocess.run(  # noqa: S603
        [
            *(sys.executable, "-m", "benchmarks.whole", str(folder), str(rows), str(jobs)),
            *("durable" if durable else "quick", str(out)),
        ],
        cwd=ROOT,
        env=environment(),
        check=True,
        stdout=subprocess.PIPE,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def bare() -> float:
    """Seconds an interpreter takes to start and end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], env=environment(), check=True)
    return time.perf_counter() - began
