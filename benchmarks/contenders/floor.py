"""Nothing is computed: bytes that `handouts` made before are given out again, in turn."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from benchmarks.patients import Patient


def start(folder: Path, language: str) -> Callable[[Patient], bytes]:
    """Read the letters that were made before anything was measured."""
    letters = cycle([file.read_bytes() for file in sorted((folder / "made" / language).iterdir())])
    return lambda _: next(letters)
