"""The figures of a run as tables."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from typing import Any

from benchmarks.contenders import CONTENDERS

NAMES = {"en-CA": "English", "ar": "Arabic", "zh-Hans": "Chinese", "ta": "Tamil"}


def written(results: dict[str, Any]) -> str:
    """A page of Markdown."""
    run = results["run"]
    versions = ", ".join(f"{name} {number}" for name, number in run["versions"].items())
    parts = [
        f"Measured {run['date']} on {run['cores']} cores, CPython {run['python']}, {versions}. "
        f"{run['rounds']} rounds of about {run['seconds']} s for each line; min/**median**/max. "
        f"{busy(run)}"
    ]
    for language, found in results["languages"].items():
        parts += [
            f"## {NAMES[language]}",
            _table(_LINES, _lines(found)),
            _table(("ratio of ours, round by round", "min / **median** / max"), _ratios(found)),
        ]
        if "cold" in found:
            parts.append(_table(("cold process to first letter", "seconds"), _cold(found)))
        if "growth" in found:
            parts.append(_table(_GROWTH, _growth(found)))
    parts += ["## A whole batch, from export to files", _table(_BATCH, _batches(results))]
    return "\n\n".join(parts) + "\n"


def busy(run: dict[str, Any]) -> str:
    """What else the machine was doing, if it was."""
    if run["load"] < 1:
        return ""
    return f"Other work held the cores: load {run['load']:.1f} before it began."


_LINES = (
    "contender", "letters a second", "two processes", "durable", "CPU ms", "bytes", "peak MB",
    "sides", "tagged", "text",
)  # fmt: skip
_GROWTH = ("in one go", "letters", "letters a second", "last tenth to first", "peak MB")

_BATCH = ("jobs", "durable", "rows", "made", "seconds", "rows a second", "peak MB of a process")


def _lines(found: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    measured = found["measured"]
    for name, contender in CONTENDERS.items():
        if f"{name}-1" not in measured:
            continue
        one = measured[f"{name}-1"]
        check = found["checks"].get(name)
        missing = f", no {' or '.join(check['missing'])}" if check and check["missing"] else ""
        yield (
            contender.title,
            _spread(one["rates"]),
            *(
                _spread(measured[key]["rates"]) if key in measured else ""
                for key in (f"{name}-2", f"{name}-1-durable")
            ),
            f"{one['cpu_ms']:.2f}",
            f"{one['bytes']:,.0f}",
            f"{found['peak'][name]:.0f}",
            "/".join(map(str, check["pages"])) if check else "",
            ("yes" if check["tagged"] else "no") if check else "",
            f"{check['text']:.0%}{missing}" if check else "",
        )


def _ratios(found: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    for name, values in found["ratios"].items():
        yield name, _spread(values)


def _cold(found: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    titles = {"ours": "handouts, master cached", "ours, first ever": "handouts, nothing cached"}
    for name, values in found["cold"].items():
        title = CONTENDERS[name].title if name in CONTENDERS else name
        yield titles.get(name, title), _spread(values, digits=3)


def _growth(found: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    for name, each in found["growth"].items():
        yield (
            CONTENDERS[name].title,
            f"{each['count']:,}",
            f"{each['rate']:,.0f}",
            f"{each['last tenth to first']:.2f}",
            f"{each['peak']:.0f}",
        )


def _batches(results: dict[str, Any]) -> Iterable[tuple[str, ...]]:
    for each in results["batches"]:
        yield (
            str(each["jobs"]),
            "yes" if each["durable"] else "no",
            f"{each['rows']:,}",
            f"{each['made']:,}",
            f"{each['seconds']:.1f}",
            f"{each['rows'] / each['seconds']:,.0f}",
            f"{each['peak']:.0f}",
        )


def _spread(values: list[float], *, digits: int | None = None) -> str:
    middle = statistics.median(values)
    if digits is None:
        digits = 2 if middle < 10 else 1 if middle < 100 else 0
    least, median, most = (f"{value:,.{digits}f}" for value in (min(values), middle, max(values)))
    return f"{least}/**{median}**/{most}"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
