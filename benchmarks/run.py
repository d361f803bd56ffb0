"""Measure how fast letters are made, by us, by others, and by the disk alone.

    python -m benchmarks.run [--quick] [--record]

Every contender is measured in processes of its own, in rounds: each round measures each of them
once, in an order that turns, so that a slow moment of the machine is seen in all. Figures are
ratios within one run; see README.md of this folder for what they can and cannot say.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.chart import draw
from benchmarks.check import look_at, read_words, summary
from benchmarks.contenders import CONTENDERS
from benchmarks.letter.library import LANGUAGES, make_clinic, make_library
from benchmarks.letter.words import letter_words, moments
from benchmarks.measure import ROOT, Worker, bare, cold, measure, whole
from benchmarks.report import written

_RIVALS = ("ours", "typst", "platypus", "weasyprint", "floor")
_MORE = ("night", "foreign", "handout", "handout-night")
_KEPT, _SEEN = 40, 3
_LEAST_FILES = 1000
_BUSY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long to measure.

    Attributes:
        languages: Of the letter.
        rounds: Of measures.
        seconds: That a measure takes, about.
        warm: Seconds before the first.
        cold: New processes for each contender and language.
        growth: Letters made in one go, to see whether the last are as fast as the first.
    """

    languages: tuple[str, ...] = LANGUAGES
    rounds: int = 5
    seconds: float = 2.0
    warm: float = 2.0
    cold: int = 7
    growth: int = 10_000


_QUICK = Plan(rounds=2, seconds=0.2, warm=1.0, cold=1, growth=1_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One line of a round: a contender, in so many processes, with or without durability."""

    contender: str
    processes: int = 1
    durable: bool = False

    @property
    def name(self) -> str:
        return f"{self.contender}-{self.processes}{'-durable' if self.durable else ''}"


def main() -> None:
    """Measure, print the tables, and write them down if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two or three minutes, and rough")
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="only this one")
    parser.add_argument("--rounds", type=int, help="of measures")
    parser.add_argument("--seconds", type=float, help="a measure takes, about")
    parser.add_argument(
        "--out", type=Path, help="write results.json, results.md and speed.svg here"
    )
    parser.add_argument("--record", action="store_true", help="write them to benchmarks and docs")
    parser.add_argument(
        "--scratch", type=Path, help="where letters are written; a disk, not memory"
    )
    options = parser.parse_args()
    plan = _QUICK if options.quick else Plan()
    plan = replace(
        plan,
        languages=tuple(options.language or plan.languages),
        rounds=options.rounds or plan.rounds,
        seconds=options.seconds or plan.seconds,
    )
    with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
        results = _results(Path(folder), plan)
    if options.record:
        _write(results, ROOT / "benchmarks", ROOT / "docs")
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        _write(results, options.out, options.out)
    print(written(results))
    _require_right(results)


def _write(results: dict[str, Any], tables: Path, charts: Path) -> None:
    (tables / "results.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    (tables / "results.md").write_text(written(results), "utf-8")
    (charts / "speed.svg").write_text(draw(results), "utf-8")


def prepare(folder: Path) -> None:
    """Lay out everything the contenders need: library, clinic and words."""
    library = make_library(folder)
    clinic = make_clinic(folder / "clinic", library)
    (folder / "cache").mkdir()
    (folder / "fonts").symlink_to(library.fonts)
    for language in LANGUAGES:
        for name, content in (
            (language, letter_words(library, clinic, language)),
            (f"moments-{language}", moments(language)),
        ):
            text = json.dumps(content, ensure_ascii=False)
            (folder / f"{name}.json").write_text(text, "utf-8")


def _results(folder: Path, plan: Plan) -> dict[str, Any]:
    load = os.getloadavg()[0]
    if load > _BUSY:
        _say(f"Other work is running (load {load:.1f}), so all figures will be too low.")
    prepare(folder)
    began = time.monotonic()
    found: dict[str, Any] = {}
    for language in plan.languages:
        _say(f"{language}: rounds")
        found[language] = _rounds(folder, plan, language)
        if plan.cold > 1 or language == plan.languages[0]:
            _say(f"{language}: cold processes")
            found[language]["cold"] = _cold(folder, plan, language)
        if language == plan.languages[0]:
            _say(f"{language}: {plan.growth} in one go")
            found[language]["growth"] = {
                name: _growth(folder, plan, language, name) for name in ("ours", "floor")
            }
    _say("whole batches")
    ours = min(each["measured"]["ours-1"]["rate"] for each in found.values())
    rows = max(100, min(plan.growth, round(ours * plan.seconds * 20)))
    batches = [
        {"jobs": jobs, "durable": durable, **whole(folder, rows, jobs, durable=durable)}
        for jobs in (1, 2)
        for durable in (False, True)
    ]
    return {
        "batches": batches,
        "run": {
            "date": datetime.now(UTC).date().isoformat(),
            "minutes": round((time.monotonic() - began) / 60, 1),
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "load": load,
            "versions": {
                name: _version(name)
                for name in ("handouts", "typst", "weasyprint", "reportlab", "pydyf")
            },
            "rounds": plan.rounds,
            "seconds": plan.seconds,
        },
        "languages": found,
    }


def _rounds(folder: Path, plan: Plan, language: str) -> dict[str, Any]:
    """All contenders in turn."""
    measured: dict[str, list[dict[str, Any]]] = {}
    with ExitStack() as stack:

        def workers(name: str) -> list[Worker]:
            both = [
                stack.enter_context(Worker(name, language, folder, seed=seed)) for seed in (1, 2)
            ]
            for worker in both:
                worker.warm(plan.warm / 2)
            return both

        teams = {"ours": workers("ours")}
        checks = {"ours": _kept(folder, language, teams["ours"][0], _KEPT)}
        for name in _RIVALS[1:]:
            teams[name] = workers(name)
            if name != "floor":
                checks[name] = _kept(folder, language, teams[name][0], _SEEN)
        for name in _MORE:
            teams[name] = workers(name)[:1]
        checks["foreign"] = _kept(folder, language, teams["foreign"][0], _SEEN)
        # The floor writes as many files as we do, and not as many as it could.
        teams["floor"][0].rate = max(teams["ours"][0].rate, _LEAST_FILES)
        entries = [
            *(_Entry(contender=name) for name in (*_RIVALS, *_MORE)),
            *(_Entry(contender=name, processes=2) for name in _RIVALS),
            *(_Entry(contender=name, durable=True) for name in ("ours", "floor")),
        ]
        for number in range(plan.rounds):
            turn = number * 5 % len(entries)
            for entry in entries[turn:] + entries[:turn]:
                team = teams[entry.contender]
                count = round(team[0].rate * plan.seconds)
                result = measure(team[: entry.processes], count, folder, durable=entry.durable)
                measured.setdefault(entry.name, []).append(result)
        peaks = {name: team[0].ask(do="peak")["peak"] for name, team in teams.items()}
    return {
        "measured": {name: _summed(results) for name, results in measured.items()},
        "ratios": _ratios(measured),
        "peak": peaks,
        "checks": checks,
    }


def _kept(folder: Path, language: str, worker: Worker, count: int) -> dict[str, Any]:
    """Keep some letters, look at a few; ours are what the floor writes."""
    out = folder / ("made" if worker.contender == "ours" else worker.contender) / language
    out.mkdir(parents=True)
    texts = worker.ask(do="keep", count=count, out=str(out))["texts"]
    words = read_words(folder, language)
    return summary(
        look_at(out / f"{number:03d}.pdf", texts[number], words) for number in range(_SEEN)
    )


def _summed(results: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "rates": [result["rate"] for result in results],
        "rate": statistics.median(result["rate"] for result in results),
        "count": results[0]["count"],
        "cpu_ms": 1000 * statistics.median(result["cpu"] for result in results),
        "bytes": statistics.median(result["bytes"] for result in results),
    }


def _ratios(measured: dict[str, list[dict[str, Any]]]) -> dict[str, list[float]]:
    """Of ours to others, round by round: both were measured within seconds."""

    def of(name: str, other: str) -> list[float]:
        pairs = zip(measured[name], measured[other], strict=True)
        return [one["rate"] / two["rate"] for one, two in pairs]

    def by_cpu(name: str, other: str) -> list[float]:
        pairs = zip(measured[name], measured[other], strict=True)
        return [two["cpu"] / one["cpu"] for one, two in pairs]

    return {
        "to Typst": of("ours-1", "typst-1"),
        "to Typst, appointments of one day": of("night-1", "typst-1"),
        "to WeasyPrint": of("ours-1", "weasyprint-1"),
        "to Platypus": of("ours-1", "platypus-1"),
        "to the floor": of("ours-1", "floor-1"),
        "to the floor, durable": of("ours-1-durable", "floor-1-durable"),
        "to Typst, by CPU time": by_cpu("ours-1", "typst-1"),
        "to Typst, by CPU time, appointments of one day": by_cpu("night-1", "typst-1"),
        "to the floor, by CPU time": by_cpu("ours-1", "floor-1"),
        "two processes to one": of("ours-2", "ours-1"),
        "two processes to one, floor": of("floor-2", "floor-1"),
    }


def _cold(folder: Path, plan: Plan, language: str) -> dict[str, list[float]]:
    """Seconds from a cold process to its first letter."""
    found: dict[str, list[float]] = {}
    file = folder / "cold.pdf"
    # One round more: the first compiles bytecode, and does not count.
    for number in range(plan.cold + 1):
        turns = [("bare interpreter", bare())]
        for name in ("ours", "typst", "platypus", "weasyprint"):
            if name == "ours":
                (folder / "cache").rename(folder / f"cache-{language}-{number}")
                (folder / "cache").mkdir()
                turns.append(("ours, first ever", cold(name, language, folder, file)))
            turns.append((name, cold(name, language, folder, file)))
        for name, seconds in turns if number else ():
            found.setdefault(name, []).append(seconds)
    file.unlink()
    return found


def _growth(folder: Path, plan: Plan, language: str, name: str) -> dict[str, Any]:
    """Many letters in one go, in a process of their own."""
    with Worker(name, language, folder, seed=3) as worker:
        worker.warm(plan.warm / 2)
        # At ten a second, ten thousand would take a quarter of an hour and say nothing more.
        count = min(plan.growth, round(worker.rate * plan.seconds * 20))
        result = measure([worker], count, folder, durable=False)
        return {
            "count": result["count"],
            "rate": result["rate"],
            "last tenth to first": result["slices"][0] / result["slices"][-1],
            "peak": worker.ask(do="peak")["peak"],
        }


def _version(name: str) -> str:
    if name == "handouts":
        from handouts import __version__

        return __version__
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


def _require_right(results: dict[str, Any]) -> None:
    """Ours has to be right, whatever its speed; peers are as they are."""
    for batch in results["batches"]:
        if batch["made"] != batch["rows"]:
            raise SystemExit(f"A batch did not make all its rows: {batch}")
    for language, found in results["languages"].items():
        for name, check in found["checks"].items():
            if CONTENDERS[name].peer:
                continue
            if check["pages"] != [2] or not check["tagged"] or check["missing"]:
                raise SystemExit(f"Our own letter in {language} is not right: {check}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
