"""Keep frozen sheets on disk, so that the next process need not lay them out.

They hold the clinic's words and no patient's. The folder is the user's own; a file is readable
by its owner alone, written whole or not at all, and is only read as the plain values it should
hold: whatever else it asks for is refused, and it counts as not there. Sheets made by other
versions of this program are never found, since its own files are part of a sheet's name. When
there are too many, the ones not used for longest go first.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import zlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from handouts.errors import OutputError
from handouts.files import write_whole
from handouts.masters.sheet import FrozenSheet, Room

_ROOM_FOR = 256  # sheets; of 100 to 300 kB each
_SUFFIX = ".sheet"
_LIBRARIES = ("babel", "jinja2", "reportlab", "uharfbuzz")
_PACKAGE = Path(__file__).parents[1]


class Store:
    """A folder of sheets."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "sheets"

    def of(self, kind: bytes) -> Shelf:
        """The sheets of one kind of handout, by its digest."""
        return Shelf(self._folder, hashlib.sha256(kind + _engine()).hexdigest()[:24])


class Shelf:
    """The sheets of one kind of handout."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._folder, self._kind = folder, kind

    def _start(self, alike: tuple[object, ...]) -> str:
        return f"{self._kind}-{_short(alike)}-"

    def take(self, alike: tuple[object, ...], room: Room | None) -> FrozenSheet | None:
        """The sheet for visits alike that take this room; any of theirs, if none is named."""
        start = self._start(alike)
        try:
            if room is None:
                paths = [path for path in self._folder.iterdir() if path.name.startswith(start)]
            else:
                paths = [self._folder / f"{start}{_short(room)}{_SUFFIX}"]
        except OSError:
            return None
        for path in sorted(paths):
            sheet = _read(path)
            if sheet is not None:
                return sheet
        return None

    def keep(self, alike: tuple[object, ...], sheet: FrozenSheet) -> None:
        """Keep a sheet; where nothing can be kept, nothing is."""
        path = self._folder / f"{self._start(alike)}{_short(sheet.room)}{_SUFFIX}"
        data = pickle.dumps(sheet, protocol=5)
        with contextlib.suppress(OSError, OutputError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room()
            write_whole(path, zlib.adler32(data).to_bytes(4, "big") + data)

    def _make_room(self) -> None:
        sheets = [path for path in self._folder.iterdir() if path.suffix == _SUFFIX]
        if len(sheets) < _ROOM_FOR:
            return
        sheets.sort(key=lambda path: path.stat().st_mtime)
        for path in sheets[: len(sheets) // 4]:
            path.unlink(missing_ok=True)


def _short(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def _read(path: Path) -> FrozenSheet | None:
    try:
        data = path.read_bytes()
        if zlib.adler32(data[4:]).to_bytes(4, "big") != data[:4]:
            return None
        sheet = _Values(io.BytesIO(data[4:])).load()
        os.utime(path)
    except Exception:  # whatever is wrong with it, it can be made again
        return None
    return sheet if isinstance(sheet, FrozenSheet) else None


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
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a sheet.")


_OTHERS = frozenset((("copyreg", "_reconstructor"), ("builtins", "object")))


@cache
def _engine() -> bytes:
    """Names this program and what draws for it: every file, by size and time."""
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = sorted(
            each for each in folders if not each.startswith(("_data", "__pycache__"))
        )
        for file in sorted(files):
            stat = os.stat(os.path.join(folder, file))  # noqa: PTH116, PTH118
            digest.update(f"{file} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            stat = os.stat(spec.origin)  # noqa: PTH116
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.digest()
