"""Read a TOML file a person wrote, and say plainly why when it cannot be read."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from handouts.clinic.mistakes import ClinicFileError
from handouts.kept import Read, from_disk
from handouts.mistakes import Mistake
from handouts.toml_lines import Place, key_lines
from handouts.values import dataclass

FILE_NAME = "clinic.toml"
MAX_BYTES = 256 * 1024

_WHERE = re.compile(r" \(at line (\d+), column (\d+)\)$| \(at end of document\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """What a TOML file says, and on which lines.

    Attributes:
        path: The file.
        values: As `tomllib` gives them.
        lines: The line of every key.
    """

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[Place, int]


def read_toml(path: Path, read_bytes: Read = from_disk) -> TomlFile:
    """Read a file, or the `clinic.toml` of a folder.

    Raises:
        ClinicFileError: It is missing, unreadable, too large, not UTF-8 or not TOML.
    """
    file, data = _read(path, read_bytes)
    text = _decode(data, file)
    try:
        values = tomllib.loads(text)
        return TomlFile(path=file, values=values, lines=key_lines(text))
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, text, str(error)) from None
    except RecursionError:
        raise _refuse(
            file,
            "Its brackets are nested too deeply.",
            "Write it with few brackets, like the file that `handouts new` makes.",
        ) from None
    except ValueError:
        # Python refuses to read a whole number of more than 4,300 digits.
        raise _refuse(
            file,
            "It has a number with thousands of digits.",
            'Write phone numbers as text, in "quotes", and delete that number.',
        ) from None


def _read(path: Path, read_bytes: Read) -> tuple[Path, bytes]:
    """The file that was meant, and what is in it."""
    try:
        file = path / FILE_NAME if path.is_dir() else path
        if not file.exists():
            raise _missing(path)
        if not file.is_file():
            raise _refuse(file, "It is not a file.", f"Name a {FILE_NAME}.")
        if file.stat().st_size > MAX_BYTES:
            raise _refuse(
                file,
                f"It is larger than {MAX_BYTES // 1024} kB, so it is hardly a clinic's file.",
                f"Name a {FILE_NAME}; a logo goes in a file of its own.",
            )
        return file, read_bytes(file)
    except PermissionError:
        raise _refuse(
            path, "You may not read it.", "Ask its owner for the right to read it."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name cannot be a file's"
        raise _refuse(
            path, f"It cannot be read: {reason}.", "Check the name and the disk."
        ) from None


def _missing(path: Path) -> ClinicFileError:
    if path.is_dir():
        return _refuse(
            path,
            f"This folder has no {FILE_NAME}.",
            "Name the folder that has one, or make one with `handouts new`.",
        )
    return _refuse(
        path,
        "There is no such file.",
        "Check the name, or make a clinic folder with `handouts new`.",
    )


def _decode(data: bytes, file: Path) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _refuse(
            file,
            "It was saved as UTF-16, which Windows calls Unicode.",
            "Open it in Notepad, choose Save as, and pick the encoding UTF-8.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refuse(
            file,
            "It is not saved as UTF-8.",
            "Open it in Notepad or your editor, choose Save as, and pick the encoding UTF-8.",
            line=line,
        ) from None


def _not_toml(file: Path, text: str, problem: str) -> ClinicFileError:
    where = _WHERE.search(problem)
    what = problem[: where.start()] if where else problem
    if where and where[1]:
        line, column = int(where[1]), f" at column {where[2]}"
    else:
        line, column = text.count("\n") + 1, " at the end of the file"
    return _refuse(
        file,
        f"This is not TOML{column}: {what}.",
        'Mend that line. A line reads key = "text", with straight quotes round the text and '
        "each key once; see the file that `handouts new` makes.",
        line=line,
    )


def _refuse(path: Path, message: str, remedy: str, *, line: int | None = None) -> ClinicFileError:
    mistake = Mistake(line=line, message=message, remedy=remedy)
    return ClinicFileError(source=str(path), mistakes=(mistake,))
