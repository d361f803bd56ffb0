"""Ctrl-C reaches the whole process group: the parent finishes or stops, the workers follow it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handouts.batch import Interrupts
from tests.batch.building import files, job_in, journal, make, patients

pytestmark = pytest.mark.skipif(os.name != "posix", reason="about signals of POSIX")

# Each handout takes 20 ms.
NAMES = tuple(f"Slow {number}" for number in range(400))
SCRIPT = """
import sys
from handouts.batch import Interrupts, Pool
from tests.batch.building import job_in, make, patients
from tests.batch.test_interrupts import NAMES

if __name__ == "__main__":
    with Interrupts() as interrupts:
        summary = make(patients(*NAMES), job_in(sys.argv[1]), crew=lambda: Pool(2),
                       stopping=interrupts.asked)
    print(summary.made, summary.interrupted)
"""


def begin(out: Path, until: str = "*.pdf") -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(out)],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not list(out.glob(until)) and running.poll() is None:
        time.sleep(0.01)
    return running


def wait_until_taken(running: subprocess.Popen[str], number: int) -> None:
    """Wait until a busy system has let the process take a signal: two that wait are one."""
    told = Path(f"/proc/{running.pid}/status")
    while told.exists() and running.poll() is None:
        waiting = re.search(r"^ShdPnd:\s*([0-9a-f]+)$", told.read_text(), re.MULTILINE)
        if waiting is None or not int(waiting[1], 16) >> (number - 1) & 1:
            return
        time.sleep(0.01)


def test_once_it_finishes_what_is_under_way(tmp_path: Path) -> None:
    running = begin(tmp_path)
    os.killpg(running.pid, signal.SIGINT)
    out, said = running.communicate(timeout=60)

    made, interrupted = out.split()
    assert said == ""
    assert interrupted == "True"
    assert 0 < int(made) < len(NAMES)
    assert int(made) == len(journal(tmp_path)) == len(files(tmp_path))


def test_while_workers_start_it_waits_for_their_first_chunks(tmp_path: Path) -> None:
    running = begin(tmp_path, until="handouts.journal")
    os.killpg(running.pid, signal.SIGINT)
    out, said = running.communicate(timeout=60)

    assert (running.returncode, said) == (0, "")
    assert out.split()[1] == "True"


def test_twice_it_stops_at_once_and_loses_nothing(tmp_path: Path) -> None:
    running = begin(tmp_path)
    for _ in range(2):
        os.killpg(running.pid, signal.SIGINT)
        wait_until_taken(running, signal.SIGINT)
        time.sleep(0.05)
    _, said = running.communicate(timeout=60)
    there, told = files(tmp_path), {entry.name for entry in journal(tmp_path)}

    assert "KeyboardInterrupt" in said
    assert told <= set(there)
    assert not [name for name in there if name.endswith(".part")]
    assert make(patients(*NAMES[:50]), job_in(tmp_path)).rows == 50


def test_afterwards_ctrl_c_is_what_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts() as interrupts:
        signal.raise_signal(signal.SIGINT)
        asked = interrupts.asked()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert asked
    assert signal.getsignal(signal.SIGINT) is before
