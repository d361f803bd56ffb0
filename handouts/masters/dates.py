"""What is remembered of dates, so that each is set once and not for every patient."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import TypeAlias

from handouts.treatments import Counted

_MOST_TIMES = 64

# The days and hours that stand in a hole or on a page, counted from the day of the treatment.
Offsets: TypeAlias = tuple[tuple[int, time | None], ...]


class Memory:
    """What is remembered of dates, within bounds: when it is full, all of it is forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[tuple[object, int, Offsets], object] = {}

    def get(self, owner: object, day: int, offsets: Offsets) -> object | None:
        """What was remembered for this day."""
        return self._known.get((owner, day, offsets))

    def put(self, owner: object, day: int, offsets: Offsets, value: object) -> None:
        """Remember it."""
        if len(self._known) >= self._most:
            self._known.clear()
        self._known[owner, day, offsets] = value


class Dates:
    """Which moments of a schedule stand in one place."""

    def __init__(self, fields: Iterable[str]) -> None:
        names = (field.partition(":")[0] for field in fields if ":" in field)
        self._names = tuple(dict.fromkeys(names))
        self._known: dict[int, tuple[Counted, Offsets]] = {}

    def offsets(self, counted: Counted, treated: datetime | None) -> Offsets:
        """Where they lie; two visits of one day that agree in this say the same there."""
        known = self._known.get(id(counted))
        if known is None or known[0] is not counted:
            if len(self._known) >= _MOST_TIMES:
                self._known.clear()
            clock = treated.timetz() if treated else None
            offsets = tuple(
                (0, clock) if name == "treated" else counted.offsets[name] for name in self._names
            )
            known = self._known[id(counted)] = (counted, offsets)
        return known[1]
