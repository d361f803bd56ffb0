"""How long a cold process takes from command to saved handout, and how much memory.

    python benchmarks/cold_start.py [RUNS] [-- OPTIONS OF handouts render]

Each run is a new process, with an empty cache, then with the cache the run before it left. Two
others are timed in turn with it, so that a slow moment of the
machine is seen in all: a bare interpreter, and one that only imports the libraries such a tool
is built on. Medians are printed; the first round is not counted.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

RENDER = ["-m", "handouts", "render", "microneedling"]
LIBRARIES = ["-c", "import click, jinja2, babel.dates, reportlab.platypus, uharfbuzz"]


def run(arguments: list[str], folder: str, cache: str) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak memory in MB of one process."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        # As installed: an interpreter told to keep no bytecode would compile us every time.
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["XDG_CACHE_HOME"] = cache
        os.execve(sys.executable, [sys.executable, *arguments], environment)  # noqa: S606
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"The command failed: {' '.join(arguments)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure, and print a line for each command."""
    own, options = list(sys.argv[1:]), []
    if "--" in own:
        cut = own.index("--")
        own, options = own[:cut], own[cut + 1 :]
    runs = int(own[0]) if own else 15
    render = [*RENDER, *options]
    commands = {
        "bare interpreter": ["-c", "pass"],
        "the libraries' import": LIBRARIES,
        "handouts render, the very first": render,
        "handouts render, its master kept": render,
    }
    figures: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(runs + 1):
            cache = Path(folder) / "cache" / str(turn)
            for name, arguments in commands.items():
                figure = run(arguments, folder, str(cache))
                if turn:
                    figures[name].append(figure)
        sizes = [path.stat().st_size for path in Path(folder).glob("*.pdf")]
    for name, found in figures.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*found, strict=True))
        least = min(figure[0] for figure in found)
        print(f"{name}: {wall:.3f} s wall (least {least:.3f}), {cpu:.3f} s CPU, {memory:.0f} MB")
    print(f"PDF: {', '.join(f'{size / 1000:.1f} kB' for size in sizes)}")


if __name__ == "__main__":
    main()
