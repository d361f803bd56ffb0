"""Draw a run's figures as the chart in README.md, in the look of our pages.

    python -m benchmarks.chart RESULTS.json CHART.svg

Every bar carries its name and its number, so that nothing hangs on color. Bars begin at zero and
share one scale.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.report import NAMES, busy

_INK, _LABEL, _HAIRLINE, _ACCENT = "#1A1A1A", "#444444", "#8C8C8C", "#5E2B5C"
_FONTS = "'Noto Sans', 'Segoe UI', Helvetica, Arial, sans-serif"
_TITLES = {
    "floor": "files alone",
    "ours": "handouts",
    "typst": "Typst",
    "platypus": "Platypus",
    "weasyprint": "WeasyPrint",
}

_WIDTH, _MARGIN, _GUTTER = 880, 28, 36
_ROW, _BAR, _NAME, _NUMBER = 24, 15, 88, 52
_PANEL = (_WIDTH - 2 * _MARGIN - _GUTTER) / 2
_TOP, _HEAD = 104, 34


def draw(results: dict[str, Any]) -> str:
    """The chart as SVG."""
    languages = list(results["languages"])
    most = max(
        rate
        for found in results["languages"].values()
        for name in _TITLES
        for rate in found["measured"][f"{name}-1"]["rates"]
    )
    panel = _HEAD + len(_TITLES) * _ROW + 22
    height = _TOP + math.ceil(len(languages) / 2) * panel + 44
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" aria-labelledby="title told" '
        f'font-family="{_FONTS}" font-size="13" fill="{_INK}">',
        '<title id="title">Letters made in a second</title>',
        f'<desc id="told">{escape(_told(results))}</desc>',
        '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" fill="#FFFFFF"/>'
        f'<rect width="1.2" height="5" fill="{_HAIRLINE}"/></pattern></defs>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#FFFFFF"/>',
        _text(_MARGIN, 42, "Letters made in a second", size=24, bold=True),
        _text(
            _MARGIN,
            66,
            "The same two sides for the same patients, a PDF file each, in one process",
            fill=_ACCENT,
            bold=True,
        ),
        *_dots(80),
    ]
    for number, language in enumerate(languages):
        left = _MARGIN + number % 2 * (_PANEL + _GUTTER)
        top = _TOP + number // 2 * panel
        parts += _group(language, results["languages"][language], left, top, most)
    run = results["run"]
    day = date.fromisoformat(run["date"])
    foot = (
        f"Bars are medians of {run['rounds']} rounds, thin lines reach from the slowest to the "
        f"fastest. “Files alone” writes our files with nothing computed. Tagged: handouts, Typst,"
    )
    parts += [
        _text(_MARGIN, height - 32, foot, size=11, fill=_LABEL),
        _text(
            _MARGIN,
            height - 16,
            f"WeasyPrint. Measured on {day:%B} {day.day}, {day.year}, on {run['cores']} shared "
            f"cores, by benchmarks/run.py. {busy(run)}",
            size=11,
            fill=_LABEL,
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _dots(y: float) -> Iterator[str]:
    """The rule of dots under our letterhead, thick to thin along the line."""
    x = float(_MARGIN)
    while x < _WIDTH - _MARGIN:
        radius = 2.2 - 1.6 * (x - _MARGIN) / (_WIDTH - 2 * _MARGIN)
        yield f'<circle cx="{x + radius:.1f}" cy="{y}" r="{radius:.2f}" fill="{_ACCENT}"/>'
        x += 7


def _group(
    language: str, found: dict[str, Any], left: float, top: float, most: float
) -> Iterator[str]:
    """One language: its heading and its bars."""
    ratios = {name: statistics.median(values) for name, values in found["ratios"].items()}
    said = f"{_number(ratios['to Typst'])} × Typst, {ratios['to the floor']:.2f} × files alone"
    yield _text(left, top + 16, NAMES[language], size=16, bold=True)
    yield _text(left + _PANEL, top + 16, said, fill=_LABEL, anchor="end")
    yield (
        f'<path d="M{left:.1f} {top + 24} H{left + _PANEL:.1f}" stroke="{_HAIRLINE}" '
        'stroke-width="0.75"/>'
    )
    order = sorted(_TITLES, key=lambda name: -found["measured"][f"{name}-1"]["rate"])
    scale = (_PANEL - _NAME - _NUMBER) / most
    for number, name in enumerate(order):
        y = top + _HEAD + number * _ROW
        yield from _bar(name, found["measured"][f"{name}-1"]["rates"], left, y, scale)


def _bar(name: str, rates: list[float], left: float, y: float, scale: float) -> Iterator[str]:
    start, middle = left + _NAME, y + _BAR / 2
    low, median, high = min(rates), statistics.median(rates), max(rates)
    fill = {"ours": _ACCENT, "floor": "url(#hatch)"}.get(name, "#A0A0A0")
    line = f' stroke="{_HAIRLINE}" stroke-width="0.75"' if name == "floor" else ""
    yield _text(left, middle + 4.5, _TITLES[name], bold=name == "ours")
    yield (
        f'<rect x="{start:.1f}" y="{y:.1f}" width="{max(median * scale, 1):.1f}" '
        f'height="{_BAR}" fill="{fill}"{line}/>'
    )
    # On a bar of a pixel or two there is nothing to see of it.
    if (high - low) * scale > 1:
        yield (
            f'<path d="M{start + low * scale:.1f} {middle} H{start + high * scale:.1f}" '
            'stroke="#FFFFFF" stroke-width="3"/>'
            f'<path d="M{start + low * scale:.1f} {middle} H{start + high * scale:.1f}" '
            f'stroke="{_INK}" stroke-width="1.2"/>'
        )
    end = start + max(median, high) * scale + 7
    yield _text(end, middle + 4.5, _number(median), bold=name == "ours")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _told(results: dict[str, Any]) -> str:
    """The chart in words, for those who cannot see it."""
    sentences = []
    for language, found in results["languages"].items():
        rates = ", ".join(
            f"{title} {_number(found['measured'][f'{name}-1']['rate'])}"
            for name, title in _TITLES.items()
        )
        sentences.append(f"{NAMES[language]}: {rates}.")
    return "Letters a second in one process. " + " ".join(sentences)


def _text(
    x: float, y: float, text: str, *, size: int = 13, bold: bool = False, fill: str = _INK,
    anchor: str = "start",
) -> str:  # fmt: skip
    weight = ' font-weight="bold"' if bold else ""
    placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}"{weight}{placed} fill="{fill}">'
        f"{escape(text)}</text>"
    )


if __name__ == "__main__":
    _results, _chart = map(Path, sys.argv[1:])
    _chart.write_text(draw(json.loads(_results.read_text("utf-8"))), "utf-8")
