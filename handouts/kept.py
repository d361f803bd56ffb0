"""Keep on disk what took long to find out, so that the next process need not.

What is kept holds a clinic's words and no patient's. The folder is the user's own; a file is
readable by its owner alone, and is only read as the plain values it should hold: whatever else
it asks for is refused, and it counts as not there, as does one that is not whole. What another
version of this program kept is never found, since the program's own files are part of a name.
When there is too much, what was not used for longest goes first.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import stat
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from handouts.errors import OutputError
from handouts.files import write_whole
from handouts.values import dataclass

_PACKAGE = Path(__file__).parent
_LIBRARIES = ("PIL", "babel", "jinja2", "reportlab", "uharfbuzz")
_MOST_READINGS = 128  # of 10 to 60 kB each

_Value = TypeVar("_Value")
Read: TypeAlias = Callable[[Path], bytes]


def from_disk(path: Path) -> bytes:
    """Read a file that nobody keeps anything of."""
    return path.read_bytes()


class Drawer:
    """A folder of values, each under a name."""

    def __init__(self, folder: Path, *, suffix: str, most: int) -> None:
        self._folder, self._suffix, self._most = folder, suffix, most

    def take(self, name: str, kind: type[_Value]) -> _Value | None:
        """The value of a name; None if there is none of this kind."""
        return _taken(self._folder / f"{name}{self._suffix}", kind)

    def take_any(self, start: str, kind: type[_Value]) -> _Value | None:
        """A value whose name begins so, the same one each time."""
        try:
            paths = [path for path in self._folder.iterdir() if path.name.startswith(start)]
        except OSError:
            return None
        values = (_taken(path, kind) for path in sorted(paths))
        return next((value for value in values if value is not None), None)

    def keep(self, name: str, value: object) -> None:
        """Keep a value; where nothing can be kept, nothing is."""
        data = pickle.dumps(value, protocol=5)
        with contextlib.suppress(OSError, OutputError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room()
            path = self._folder / f"{name}{self._suffix}"
            write_whole(path, zlib.adler32(data).to_bytes(4, "big") + data, durable=False)

    def _make_room(self) -> None:
        paths = [path for path in self._folder.iterdir() if path.suffix == self._suffix]
        if len(paths) < self._most:
            return
        paths.sort(key=lambda path: path.stat().st_mtime)
        for path in paths[: len(paths) // 4]:
            path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What was read.

    Attributes:
        files: Of each file its path, its size and a digest of what stood in it.
        value: What it said.
    """

    files: tuple[tuple[str, int, bytes], ...]
    value: Any


class Readings:
    """What was read from files and checked; it is read again once one of them has changed."""

    def __init__(self, cache: Path | None) -> None:
        """Keep it in the user's cache; None keeps nothing."""
        self._drawer = (
            Drawer(cache / "read", suffix=".value", most=_MOST_READINGS) if cache else None
        )

    def value(self, name: str, kind: type[_Value], read: Callable[[Read], _Value]) -> _Value:
        """What some files say.

        Args:
            name: Says which files, and all else that the value depends on.
            kind: What it is.
            read: Reads it, each file with the function it is given.
        """
        if self._drawer is None:
            return read(from_disk)
        name = short(name, engine())
        known = self._drawer.take(name, _Reading)
        if known is not None and isinstance(known.value, kind) and _is_as_it_was(known):
            return known.value
        files: list[tuple[str, int, bytes]] = []

        def noted(path: Path) -> bytes:
            data = path.read_bytes()
            files.append((str(path), len(data), _digest(data)))
            return data

        value = read(noted)
        self._drawer.keep(name, _Reading(files=tuple(files), value=value))
        return value


NOT_KEPT = Readings(None)


def _is_as_it_was(reading: _Reading) -> bool:
    try:
        return all(_holds(Path(path), size, then) for path, size, then in reading.files)
    except (OSError, ValueError):
        return False


def _holds(path: Path, size: int, digest: bytes) -> bool:
    """Whether a file holds what it held; one of another size is left to who knows how to read it."""
    found = path.stat()
    same = stat.S_ISREG(found.st_mode) and found.st_size == size
    return same and _digest(path.read_bytes()) == digest


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def short(*parts: object) -> str:
    """A name for some values: 16 hexadecimal digits."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def engine() -> bytes:
    """Names this program and what draws for it: every file, by size and time."""
    digest = hashlib.sha256("".join(_files_under(_PACKAGE)).encode("utf-8", "surrogateescape"))
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            digest.update(_dated(name, os.stat(spec.origin)).encode())  # noqa: PTH116
    return digest.digest()


def _files_under(folder: Path | os.DirEntry[str]) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=attrgetter("name")):
            if not entry.is_dir():
                yield _dated(entry.name, entry.stat())
            elif not entry.name.startswith(("_data", "__pycache__")):
                yield from _files_under(entry)


def _dated(name: str, found: os.stat_result) -> str:
    return f"{name} {found.st_size} {found.st_mtime_ns}\n"


def _taken(path: Path, kind: type[_Value]) -> _Value | None:
    try:
        data = path.read_bytes()
        if zlib.adler32(data[4:]).to_bytes(4, "big") != data[:4]:
            return None
        value = _Values(io.BytesIO(data[4:])).load()
        os.utime(path)
    except Exception:  # whatever is wrong with it, it can be made again
        return None
    return value if isinstance(value, kind) else None


class _Values(pickle.Unpickler):
    """Reads the values of this package, and calls nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of ours.

        Raises:
            pickle.UnpicklingError: It is none.
        """
        if module.startswith("handouts.") or (module, name) in _OTHERS:
            found = super().find_class(module, name)
            # A module of ours also holds what it imported.
            if (module, name) in _OTHERS or (
                isinstance(found, type) and found.__module__.startswith("handouts.")
            ):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of ours.")


_OTHERS = frozenset(
    (
        ("copyreg", "_reconstructor"),
        ("builtins", "object"),
        ("datetime", "date"),
        ("datetime", "time"),
    )
)
