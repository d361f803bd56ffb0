"""Make `unicode.dat`, the character properties this room needs, from the Unicode files.

    python -m handouts.text.build_ucd /usr/share/unicode

The folder is the Unicode Character Database as Debian's `unicode-data` package installs it.
The result is written beside this module and depends on nothing but that folder. It is compact
because neighboring characters are alike: it holds runs of code points that share one record.

`ucd` reads the file; how it is laid out is said there.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from handouts.text.ucd import CODE_POINTS, DATA_FILE, Flag

_DERIVED_FLAGS = {
    "Default_Ignorable_Code_Point": Flag.DEFAULT_IGNORABLE,
    "Grapheme_Extend": Flag.GRAPHEME_EXTEND,
}
_CATEGORY_FLAGS = {"Mn": Flag.MARK, "Me": Flag.MARK, "Mc": Flag.MARK | Flag.SPACING_MARK}
_WIDE = ("F", "W", "H")


def build(folder: Path) -> bytes:
    """The content of the data file."""
    aliases = _Aliases(folder)
    records = _records(folder, aliases)
    kinds = sorted(set(records))
    number = {record: index for index, record in enumerate(kinds)}

    starts: list[int] = []
    indices: list[int] = []
    code = 0
    for record, run in groupby(records):
        starts.append(code)
        indices.append(number[record])
        code += sum(1 for _ in run)

    head = (
        _version(folder),
        ";".join(kinds),
        _mirrored(folder),
        _brackets(folder),
        _canonical_brackets(folder),
        str(len(starts)),
    )
    return (
        "".join(f"{line}\n" for line in head).encode()
        + struct.pack(f"<{len(starts)}I", *starts)
        + struct.pack(f"<{len(indices)}H", *indices)
    )


def _records(folder: Path, aliases: _Aliases) -> list[str]:
    """One record per code point, its fields as text."""
    derived = folder / "extracted"
    bidi = _property(derived / "DerivedBidiClass.txt", aliases.short["bc"])
    breaking = _property(derived / "DerivedLineBreak.txt", aliases.short["lb"])
    scripts = _property(folder / "Scripts.txt", aliases.short["sc"])
    extensions = list(scripts)
    for first, last, value in _ranges(folder / "ScriptExtensions.txt"):
        extensions[first : last + 1] = [" ".join(sorted(value.split()))] * (last + 1 - first)
    flags = _flags(folder, aliases)
    return [
        f"{script},{classes},{line},{extension},{flag}"
        for script, classes, line, extension, flag in zip(
            scripts, bidi, breaking, extensions, flags, strict=True
        )
    ]


def _flags(folder: Path, aliases: _Aliases) -> list[int]:
    flags = [0] * CODE_POINTS

    def add(first: int, last: int, flag: int) -> None:
        for code in range(first, last + 1):
            flags[code] |= flag

    categories = _property(folder / "extracted" / "DerivedGeneralCategory.txt", aliases.short["gc"])
    for code, category in enumerate(categories):
        flags[code] |= _CATEGORY_FLAGS.get(category, 0)
    for first, last, value in _ranges(folder / "DerivedCoreProperties.txt"):
        if value in _DERIVED_FLAGS:
            add(first, last, _DERIVED_FLAGS[value])
    widths = _property(folder / "extracted" / "DerivedEastAsianWidth.txt", aliases.short["ea"])
    for code, width in enumerate(widths):
        if width in _WIDE:
            flags[code] |= Flag.WIDE
    for first, last, value in _ranges(folder / "emoji" / "emoji-data.txt"):
        if value == "Extended_Pictographic":
            for code in range(first, last + 1):
                if categories[code] == "Cn":
                    flags[code] |= Flag.UNASSIGNED_PICTOGRAPH
    return flags


class _Aliases:
    """The short name of every property value: `short["sc"]["Latin"]` is `Latn`."""

    def __init__(self, folder: Path) -> None:
        self.short: dict[str, dict[str, str]] = {}
        for fields in _fields(folder / "PropertyValueAliases.txt"):
            names = self.short.setdefault(fields[0], {})
            names.update(dict.fromkeys(fields[1:], fields[1]))


def _property(path: Path, short: dict[str, str]) -> list[str]:
    """The property's value for every code point, in its short name.

    A later `@missing` line holds for part of what an earlier one covered.
    """
    values = [""] * CODE_POINTS
    with path.open(encoding="utf-8") as lines:
        missing = [line[len("# @missing:") :] for line in lines if line.startswith("# @missing:")]
    for line in missing:
        _fill(values, *_parse_range(line), short)
    for first, last, value in _ranges(path):
        _fill(values, first, last, value, short)
    return values


def _fill(values: list[str], first: int, last: int, value: str, short: dict[str, str]) -> None:
    values[first : last + 1] = [short[value]] * (last + 1 - first)


def _ranges(path: Path) -> Iterator[tuple[int, int, str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.partition("#")[0].strip():
                yield _parse_range(line)


def _parse_range(line: str) -> tuple[int, int, str]:
    codes, value = (field.strip() for field in line.partition("#")[0].split(";")[:2])
    first, _, last = codes.partition("..")
    return int(first, 16), int(last or first, 16), value


def _fields(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if content := line.partition("#")[0].strip():
                yield [field.strip() for field in content.split(";")]


def _version(folder: Path) -> str:
    with (folder / "DerivedCoreProperties.txt").open(encoding="utf-8") as lines:
        return next(lines).removeprefix("# DerivedCoreProperties-").removesuffix(".txt\n")


def _mirrored(folder: Path) -> str:
    """Characters in pairs, each followed by its mirror image."""
    return "".join(
        _char(code) + _char(image) for code, image in _fields(folder / "BidiMirroring.txt")
    )


def _brackets(folder: Path) -> str:
    """Brackets in pairs, opening before closing."""
    return "".join(
        _char(code) + _char(closing)
        for code, closing, kind in _fields(folder / "BidiBrackets.txt")
        if kind == "o"
    )


def _canonical_brackets(folder: Path) -> str:
    """Brackets in pairs, each followed by the bracket it is canonically equivalent to."""
    brackets = {fields[0] for fields in _fields(folder / "BidiBrackets.txt")}
    return "".join(
        _char(fields[0]) + _char(fields[5])
        for fields in _fields(folder / "UnicodeData.txt")
        if fields[0] in brackets and fields[5] and not fields[5].startswith("<")
    )


def _char(code: str) -> str:
    return chr(int(code, 16))


if __name__ == "__main__":
    DATA_FILE.write_bytes(build(Path(sys.argv[1])))
