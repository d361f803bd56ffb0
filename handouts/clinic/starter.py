"""Make the folder a clinic starts from: its file, a logo and three sample appointments.

The folder works as it stands, with values that are plainly samples.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from handouts.clinic.toml_file import FILE_NAME
from handouts.errors import OutputError

_ROOM = Path(__file__).parent
_FILES = {
    FILE_NAME: _ROOM / "starter_files" / FILE_NAME,
    "logo.svg": _ROOM / "sample" / "logo.svg",
    "appointments.csv": _ROOM / "starter_files" / "appointments.csv",
}


class FilesInTheWayError(OutputError):
    """The folder for a new clinic has files of the same names; none was touched."""

    def __init__(self, *, folder: Path, names: Sequence[str]) -> None:
        super().__init__(
            f"{folder} already has {_listed(names)}.",
            remedy="Name a new folder, or move these files away first.",
        )
        self.folder, self.names = folder, tuple(names)


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


class StarterNotWrittenError(OutputError):
    """The folder for a new clinic could not be written; what was begun is gone again."""

    def __init__(self, *, folder: Path, reason: str) -> None:
        super().__init__(
            f"A clinic folder could not be written to {folder}: {reason}.",
            remedy="Name a folder that you may write to, on a disk with room.",
        )
        self.folder, self.reason = folder, reason


def write_starter(folder: Path) -> tuple[Path, ...]:
    """Write the files of a new clinic, all of them or none; says where they are.

    Raises:
        FilesInTheWayError: The folder has one of them already.
        StarterNotWrittenError: The disk or the system did not let us.
    """
    in_the_way = [name for name in _FILES if os.path.lexists(folder / name)]
    if in_the_way:
        raise FilesInTheWayError(folder=folder, names=in_the_way)

    made: list[Path] = []
    try:
        for new in _missing_folders(folder):
            new.mkdir()
            made.append(new)
        written = tuple(folder / name for name in _FILES)
        for path, source in zip(written, _FILES.values(), strict=True):
            opener = _open_for_owner if path.suffix == ".csv" else None
            with open(path, "xb", opener=opener) as file:
                made.append(path)
                file.write(source.read_bytes())
        return written
    except (OSError, ValueError) as error:
        _remove(made)
        reason = getattr(error, "strerror", None) or "its name cannot be a folder's"
        raise StarterNotWrittenError(folder=folder, reason=reason) from None
    except BaseException:
        _remove(made)
        raise


def _open_for_owner(path: str, flags: int) -> int:
    # Appointments will hold patients' names.
    return os.open(path, flags, 0o600)


def _missing_folders(folder: Path) -> list[Path]:
    """The folders to make, outermost first."""
    missing = [place for place in (folder, *folder.parents) if not place.is_dir()]
    return missing[::-1]


def _remove(made: Sequence[Path]) -> None:
    for path in reversed(made):
        # The error that brought us here is the one worth telling.
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
