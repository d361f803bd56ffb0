"""Keep frozen sheets on disk, so that the next process need not lay them out."""

from __future__ import annotations

import hashlib
from pathlib import Path

from handouts.kept import Drawer, engine, short
from handouts.masters.sheet import FrozenSheet, Room

_MOST = 256  # sheets; of 100 to 300 kB each


class Store:
    """A folder of sheets."""

    def __init__(self, cache: Path) -> None:
        self._drawer = Drawer(cache / "sheets", suffix=".sheet", most=_MOST)

    def of(self, kind: bytes) -> Shelf:
        """The sheets of one kind of handout, by its digest."""
        return Shelf(self._drawer, hashlib.sha256(kind + engine()).hexdigest()[:24])


class Shelf:
    """The sheets of one kind of handout."""

    def __init__(self, drawer: Drawer, kind: str) -> None:
        self._drawer, self._kind = drawer, kind

    def _start(self, alike: tuple[object, ...]) -> str:
        return f"{self._kind}-{short(alike)}-"

    def take(self, alike: tuple[object, ...], room: Room | None) -> FrozenSheet | None:
        """The sheet for visits alike that take this room; any of theirs, if none is named."""
        if room is None:
            return self._drawer.take_any(self._start(alike), FrozenSheet)
        return self._drawer.take(f"{self._start(alike)}{short(room)}", FrozenSheet)

    def keep(self, alike: tuple[object, ...], sheet: FrozenSheet) -> None:
        """Keep a sheet; where nothing can be kept, nothing is."""
        self._drawer.keep(f"{self._start(alike)}{short(sheet.room)}", sheet)
