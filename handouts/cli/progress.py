"""How far something long has come: a bar on a terminal, elsewhere a plain line now and then.

A bar goes when the work is over; what was done is for others to say.
"""

from __future__ import annotations

import contextlib
import sys
import time

from handouts.cli.say import say

_WIDTH = 30
_FIRST, _BAR_EACH, _LINE_EACH = 1.0, 0.1, 5.0  # seconds


class Progress:
    """Tells how many of how many are done, how fast, and how long it will take."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        """Get ready; nothing is said of what takes less than a second.

        Args:
            total: How many there are.
            quiet: Say nothing.
        """
        self._total = max(total, 1)
        self._quiet = quiet or sys.stderr is None
        self._bar = not self._quiet and sys.stderr.isatty()
        self._began = time.monotonic()
        self._next = self._began + (_FIRST if self._bar else _LINE_EACH)
        self._shown = 0

    def update(self, done: int) -> None:
        """So many are done."""
        now = time.monotonic()
        if self._quiet or now < self._next:
            return
        said = _said(done, self._total, now - self._began)
        if not self._bar:
            self._next = now + _LINE_EACH
            say(said)
            return
        self._next = now + _BAR_EACH
        filled = min(_WIDTH, _WIDTH * done // self._total)
        self._show(f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {said}")

    def close(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._show("")
            with contextlib.suppress(OSError):
                sys.stderr.write("\r")
                sys.stderr.flush()

    def _show(self, line: str) -> None:
        with contextlib.suppress(OSError):
            sys.stderr.write("\r" + line.ljust(self._shown))
            sys.stderr.flush()
        self._shown = len(line)


def _said(done: int, total: int, seconds: float) -> str:
    share = min(100, 100 * done // total)
    said = f"{done:,} of {total:,}, {share} %"
    if not done or seconds <= 0:
        return said
    rate = done / seconds
    left = max(0, total - done) / rate
    return f"{said}, {rate:,.0f} a second, {_span(left)} left"


def _span(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    if seconds < 3600:
        return f"{seconds / 60:.0f} min"
    return f"{seconds // 3600:.0f} h {seconds % 3600 / 60:.0f} min"
