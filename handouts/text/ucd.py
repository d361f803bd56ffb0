"""What Unicode says about a character: script, direction, line breaking, brackets.

The properties are those of one Unicode version, kept in `unicode.dat` beside this module.
Python's own `unicodedata` follows the interpreter, and the same handout must come out the same
under every interpreter.

The file opens with six lines of text: version; the records, which are the combinations of
properties that occur; mirrored characters; bracket pairs; canonical brackets; the number of
runs. Then come the first code point of each run (32 bits, little-endian) and the index of its
record (16 bits). `build_ucd` writes it. The data are under the Unicode license beside them.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path

CODE_POINTS = 0x110000
DATA_FILE = Path(__file__).with_name("unicode.dat")


class Flag:
    """The yes-or-no properties of a character: bits of a plain number, since it is read often."""

    MARK = 1
    SPACING_MARK = 2
    GRAPHEME_EXTEND = 4
    DEFAULT_IGNORABLE = 8
    WIDE = 16
    UNASSIGNED_PICTOGRAPH = 32


class Properties:
    """One record of the data file; not to be changed.

    Attributes:
        script: ISO 15924, as HarfBuzz wants it; `Zyyy` common, `Zinh` inherited, `Zzzz` unknown.
        bidi_class: Bidi_Class in its short name: `L`, `AL`, `EN`, `LRI`, …
        line_break_class: Line_Break in its short name, not yet resolved by rule LB1.
        scripts: Script_Extensions; the script itself where the character has no others.
        flags: A sum of `Flag`.
    """

    # A plain class, because every cold start pays for the making of it: a dataclass or a
    # NamedTuple takes longer than reading the whole file.
    __slots__ = ("bidi_class", "flags", "line_break_class", "script", "scripts")

    def __init__(self, record: str) -> None:
        self.script, self.bidi_class, self.line_break_class, scripts, flags = record.split(",")
        self.scripts = tuple(scripts.split())
        self.flags = int(flags)


class _Data:
    """The file, read; a record is taken apart when a character asks for it."""

    def __init__(self) -> None:
        version, records, mirrored, brackets, canonical, count, runs = DATA_FILE.read_bytes().split(
            b"\n", 6
        )
        size = int(count)
        self.version = version.decode()
        self.starts = struct.unpack_from(f"<{size}I", runs)
        self.indices = struct.unpack_from(f"<{size}H", runs, 4 * size)
        self.records = records.decode().split(";")
        self.mirrored = _pairs(mirrored)
        self.brackets = brackets.decode()
        self.canonical = _pairs(canonical)


_data = cache(_Data)


def _pairs(text: bytes) -> dict[str, str]:
    characters = text.decode()
    return dict(zip(characters[::2], characters[1::2], strict=True))


class _PropertiesByCharacter(dict[str, Properties]):
    """Fills itself, one character at a time; a handout uses few different ones."""

    def __missing__(self, char: str) -> Properties:
        data = _data()
        found = Properties(data.records[data.indices[bisect_right(data.starts, ord(char)) - 1]])
        self[char] = found
        return found


_by_character = _PropertiesByCharacter()


def unicode_version() -> str:
    """The version of Unicode the properties are from."""
    return _data().version


def properties(char: str) -> Properties:
    """Everything known about a character."""
    return _by_character[char]


def script(char: str) -> str:
    """ISO 15924 code of the script, as HarfBuzz wants it.

    `Zyyy` is common to several scripts, `Zinh` takes the script of the character before,
    `Zzzz` is unassigned.
    """
    return _by_character[char].script


def script_extensions(char: str) -> tuple[str, ...]:
    """The scripts a character is used with, in alphabetical order.

    A danda is common, yet only some scripts of India use it: this tells which. For most
    characters it is the script alone.
    """
    return _by_character[char].scripts


def bidi_class(char: str) -> str:
    """Bidi_Class in its short name, such as `L`, `AL` or `EN` (UAX #9, table 4)."""
    return _by_character[char].bidi_class


def line_break_class(char: str) -> str:
    """Line_Break in its short name, such as `AL` or `SP` (UAX #14, table 1)."""
    return _by_character[char].line_break_class


def is_mark(char: str) -> bool:
    """Whether the character combines with the one before it (general category M)."""
    return bool(_by_character[char].flags & Flag.MARK)


def is_spacing_mark(char: str) -> bool:
    """Whether the character is a mark that takes up room of its own (general category Mc)."""
    return bool(_by_character[char].flags & Flag.SPACING_MARK)


def is_grapheme_extend(char: str) -> bool:
    """Whether the character extends the grapheme before it (Grapheme_Extend)."""
    return bool(_by_character[char].flags & Flag.GRAPHEME_EXTEND)


def is_default_ignorable(char: str) -> bool:
    """Whether nothing is drawn for the character when no font has it: isolates, joiners."""
    return bool(_by_character[char].flags & Flag.DEFAULT_IGNORABLE)


def is_wide(char: str) -> bool:
    """Whether East_Asian_Width is fullwidth, wide or halfwidth."""
    return bool(_by_character[char].flags & Flag.WIDE)


def mirrored(char: str) -> str | None:
    """The character whose shape stands in for this one from right to left, if there is one."""
    return _data().mirrored.get(char)


@cache
def opening_brackets() -> dict[str, str]:
    """Every opening bracket, and what identifies its pair.

    Canonically equivalent brackets pair with each other, so they are identified alike
    (UAX #9, BD16).
    """
    data = _data()
    return {
        opening: data.canonical.get(closing, closing)
        for opening, closing in zip(data.brackets[::2], data.brackets[1::2], strict=True)
    }


@cache
def closing_brackets() -> dict[str, str]:
    """Every closing bracket, and what identifies its pair, as for opening brackets."""
    data = _data()
    return {closing: data.canonical.get(closing, closing) for closing in data.brackets[1::2]}
