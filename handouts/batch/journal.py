"""What a batch has made, written down after it was made, so that a second run makes nothing.

The journal is a file of lines, each a JSON object: one head, then one line for each handout. It
only grows, one process writes it, and whoever holds it keeps every other batch out of it. A
line is written when its handout is safe on the disk; what a power cut leaves of a last line is
cut off at the next start.

A journal names no patient. What it says of one, when and what was done, is what stands in the
names of the files beside it; it is as private as they are.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from handouts.batch.sink import local_folder, unwritten
from handouts.errors import InputError, OutputError
from handouts.values import dataclass

FILE_NAME = "handouts.journal"
VERSION = 1

_KEY_DIGITS = 32  # of 64: enough that two different handouts never share them
_REMOVED = b'{"removed":'
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One handout that was made.

    Attributes:
        row: Where it stood in the export when it was made.
        key: What stands on the paper, as 32 hexadecimal digits.
        occurrence: 1 for the first with this key, 2 for one equal to it.
        name: Its file.
        size: In bytes.
        sha256: Of its file, as hexadecimal digits.
        sides: How many sides of paper it takes.
        code: Printed at its foot.
        treatments: Their names.
        language: BCP 47 tag.
        treated: Clinic time, `2026-11-22T15:00`; empty if nobody said.
        looks: The checks that had something to say of it, as `severity:check`.
    """

    row: int
    key: str
    occurrence: int
    name: str
    size: int
    sha256: str
    sides: int
    code: str
    treatments: tuple[str, ...]
    language: str
    treated: str
    looks: tuple[str, ...]


_FIELDS = tuple(field.name for field in fields(Entry))


class BusyError(OutputError):
    """Another batch is writing to the same place."""

    def __init__(self, *, place: str) -> None:
        super().__init__(
            f"Another batch is being written to {place}.",
            remedy="Wait until it has ended, or choose another --out.",
        )
        self.place = place


class ForeignJournalError(InputError):
    """The journal is not one, or was written by a later version."""

    def __init__(self, *, file: str) -> None:
        super().__init__(
            f"{file} is not a journal this version can read.",
            remedy="Update handouts, or choose another --out.",
        )
        self.file = file


def identity(key: str, occurrence: int) -> int:
    """A handout's key and occurrence as one number, since a batch has a great many."""
    return int(key[:_KEY_DIGITS], 16) << 24 | occurrence


class Journal:
    """An open journal; at most one is open for a file.

    Attributes:
        file: Its path.
    """

    def __init__(self, file: Path, *, place: str | None = None, durable: bool = True) -> None:
        """Open a journal, or begin one.

        Args:
            file: Its path; the folder is there.
            place: What it is the journal of, to name to people; by default its folder.
            durable: Whether an entry is on the disk when `add` returns.

        Raises:
            BusyError: Another process, or this one, has it open.
            ForeignJournalError: It cannot be read.
            OutputError: It cannot be written.
        """
        self.file = file
        self._place = place or str(file.parent)
        self._durable = durable
        flags = (
            os.O_RDWR | os.O_CREAT | os.O_APPEND
            | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        )  # fmt: skip
        try:
            self._descriptor = os.open(file, flags, 0o600)
        except OSError as error:
            raise unwritten(self._place, error) from None
        try:
            if not _lock(self._descriptor):
                raise BusyError(place=self._place)
            self._mend()
        except BaseException:
            os.close(self._descriptor)
            raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_exception: object) -> None:
        os.close(self._descriptor)

    def entries(self) -> Iterator[Entry]:
        """What was made and not deleted since, in the order it was made."""
        return read_entries(self.file)

    def add(self, entries: Iterable[Entry]) -> None:
        """Write down what was made and is safe.

        Raises:
            OutputError: Nothing of it was written down.
        """
        self._append([{name: getattr(entry, name) for name in _FIELDS} for entry in entries])

    def forget(self, names: Iterable[str]) -> None:
        """Write down that files were deleted."""
        self._append([{"removed": name} for name in names])

    def _append(self, lines: list[dict[str, Any]]) -> None:
        if not lines:
            return
        content = "".join(_encode(line) + "\n" for line in lines).encode()
        before = os.fstat(self._descriptor).st_size
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
            if self._durable:
                os.fsync(self._descriptor)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, before)
            raise unwritten(self._place, error) from None

    def _mend(self) -> None:
        """Cut off half a line, and write the head of a new journal."""
        end = _end_of_lines(self._descriptor)
        if end != os.fstat(self._descriptor).st_size:
            os.ftruncate(self._descriptor, end)
        if end == 0:
            self._append([{"handouts journal": VERSION}])
            return
        _, head = next(_lines(self.file), (0, {}))
        if head.get("handouts journal") != VERSION:
            raise ForeignJournalError(file=str(self.file))


def journal_file(out: str, state: Path | None) -> Path:
    """Beside the handouts; where those go to a URL, in a folder of the user's own.

    Args:
        out: A folder, or a URL.
        state: The user's own folder.
    """
    folder = local_folder(out)
    if folder:
        return folder / FILE_NAME
    name = hashlib.sha256(out.encode()).hexdigest()[:16]
    return (state or Path.cwd()) / f"batch-{name}" / FILE_NAME


def read_entries(file: Path) -> Iterator[Entry]:
    """The entries of a journal that is there, whoever has it open."""
    removed = {line["removed"]: at for at, line in _lines(file, beginning=_REMOVED)}
    for at, line in _lines(file):
        if line.keys() >= set(_FIELDS) and removed.get(line["name"], -1) < at:
            told = {name: line[name] for name in _FIELDS}
            told |= {"treatments": tuple(line["treatments"]), "looks": tuple(line["looks"])}
            yield Entry(**told)


def _lines(file: Path, *, beginning: bytes = b"{") -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines and their numbers; one that cannot be read made nothing, so it is passed."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines):
            if not line.startswith(beginning):
                continue
            with contextlib.suppress(ValueError):
                read = json.loads(line)
                if isinstance(read, dict):
                    yield number, read


def _end_of_lines(descriptor: int) -> int:
    """Where the last whole line ends."""
    size = os.fstat(descriptor).st_size
    step = 65536
    end = size
    while end > 0:
        start = max(0, end - step)
        os.lseek(descriptor, start, os.SEEK_SET)
        found = os.read(descriptor, end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


if os.name == "nt":  # pragma: no cover  # tests run where there is fcntl
    import msvcrt

    _FAR = 1 << 40  # a byte nobody reads, so that the journal can be looked at meanwhile

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a network folder that knows no locks: better unlocked than not at all
        return True
