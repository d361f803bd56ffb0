"""What an earlier run made, kept small: a year's batch has half a million of them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

from handouts.batch.journal import Entry, identity
from handouts.batch.sink import Sink

_NAME, _DIGEST = 32, 64  # bits of one number


class Done:
    """The handouts of a journal, and which of them this run has met again."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """Take entries; of two for one handout the later counts."""
        self._facts: dict[int, int] = {}
        self._renamed: dict[int, str] = {}
        for entry in entries:
            number, name = identity(entry.key, entry.occurrence), _name_print(entry.name)
            before = self._facts.get(number)
            if before is not None and _name_of(before) != name:
                self._renamed[number] = entry.name
            digest = int(entry.sha256[: _DIGEST // 4], 16)
            self._facts[number] = (entry.size << _NAME | name) << _DIGEST | digest

    def meet(
        self, key: str, occurrence: int, names: Iterable[str], sink: Sink, *, verify: bool
    ) -> bool:
        """Whether a handout is there as it was made. It is no longer stale.

        Args:
            key: What stands on the paper.
            occurrence: Which of those that are equal.
            names: Those its file may have; the first is the one it would get now.
            sink: Where it should be.
            verify: Read it, rather than trust its size.
        """
        number = identity(key, occurrence)
        fact = self._facts.pop(number, None)
        if fact is None:
            return False
        wanted = tuple(names)
        name = next((name for name in wanted if _name_print(name) == _name_of(fact)), None)
        if name is None:
            self._renamed[number] = wanted[0]
            return False
        if not verify:
            return sink.size(name) == fact >> _DIGEST >> _NAME
        content = sink.read(name)
        return content is not None and _digest_of(content) == fact & ((1 << _DIGEST) - 1)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing more that could be met."""
        return not self._facts

    @property
    def has_stale(self) -> bool:
        """Whether this run, which is over, had no use for some file."""
        return bool(self._facts or self._renamed)

    def is_stale(self, entry: Entry) -> bool:
        """Whether this run, which is over, had no use for an entry's file."""
        number = identity(entry.key, entry.occurrence)
        return number in self._facts or self._renamed.get(number, entry.name) != entry.name


def _name_print(name: str) -> int:
    return zlib.crc32(name.encode())


def _name_of(fact: int) -> int:
    return fact >> _DIGEST & ((1 << _NAME) - 1)


def _digest_of(content: bytes) -> int:
    return int.from_bytes(hashlib.sha256(content).digest()[: _DIGEST // 8], "big")
