"""What only a process of its own shows. Each starts Python, so they are few."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "handouts"]
HEAVY = ("reportlab", "jinja2", "babel", "PIL", "uharfbuzz")

needs_posix = pytest.mark.skipif(os.name != "posix", reason="about pipes and signals of POSIX")


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from handouts.cli.app import run\n"
        "code = run(['--help'])\n"
        f"print(code, sorted(set({HEAVY}) & set(sys.modules)))\n"
    )

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "0 []"


def test_a_dash_sends_the_file_to_standard_output_and_nothing_else(folder: Path) -> None:
    run = subprocess.run(
        [*COMMAND, "render", "microneedling", "-o", "-"], capture_output=True, check=False
    )

    assert run.returncode == 0
    assert run.stdout.startswith(b"%PDF-")
    assert run.stdout.rstrip().endswith(b"%%EOF")
    assert b"SAMPLE" in run.stderr
    assert list(folder.iterdir()) == []


@needs_posix
def test_whoever_reads_may_stop_reading(folder: Path) -> None:
    run = subprocess.run(  # noqa: S602  # the pipe is the point
        f'"{sys.executable}" -m handouts render microneedling -o - | head -c 5',
        shell=True,
        capture_output=True,
        check=True,
    )

    assert run.stdout == b"%PDF-"
    assert b"Traceback" not in run.stderr
    assert b"fault" not in run.stderr


@needs_posix
@pytest.mark.parametrize("closed", ["1>&-", "2>&-"])
def test_a_handout_is_made_though_nobody_listens(folder: Path, closed: str) -> None:
    subprocess.run(  # noqa: S602  # closing is the shell's to do
        f'"{sys.executable}" -m handouts render microneedling {closed}',
        shell=True,
        check=True,
    )

    assert [path.name for path in folder.iterdir()] == ["microneedling-en-CA.pdf"]


@needs_posix
@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full")
def test_an_output_that_is_full_is_no_fault_of_ours(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [*COMMAND, "list", "languages"], stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert run.returncode == 5
    assert b"the disk is full" in run.stderr


@needs_posix
def test_ctrl_c_in_the_first_moments_is_answered_without_a_traceback(folder: Path) -> None:
    # The package is asked for its command line; before it comes, the person has had enough.
    script = (
        "import os, signal, sys\n"
        "class Impatience:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'click':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Impatience())\n"
        "from handouts.cli import main\n"
        "main()\n"
    )

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    # As a shell sees it, both are 130.
    assert run.returncode in (130, -signal.SIGINT)
    assert b"Traceback" not in run.stderr


def test_two_processes_with_other_hash_seeds_make_the_same_bytes(folder: Path) -> None:
    for seed in ("0", "4321"):
        subprocess.run(
            [*COMMAND, "render", "microneedling", "--patient", "Zoë 王小明", "-o", f"{seed}.pdf"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )

    assert (folder / "0.pdf").read_bytes() == (folder / "4321.pdf").read_bytes()
