"""Read from a TrueType file what embedding it needs: outlines, widths, names and measures.

The file is mapped, not read, and each table is looked into only where it is asked for: a
Chinese font has megabytes of outlines, of which a handout shows a few hundred.

Glyphs come back without their hinting instructions, which were written for the font as a
whole, and without padding. Shaping is `text`'s business.
"""

from __future__ import annotations

import mmap
import struct
from functools import cached_property, lru_cache
from pathlib import Path

from handouts.errors import ContentError
from handouts.values import dataclass

_NEEDED = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")

# Flags of a simple glyph's points and of a composite's components (OpenType, glyf).
_X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 0x02, 0x04, 0x08, 0x10, 0x20
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX, _INSTRUCTIONS = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100


class FontFileError(ContentError):
    """A font file is not one that can be embedded."""

    def __init__(self, *, path: str, reason: str) -> None:
        super().__init__(
            f"The font {path} cannot be embedded: {reason}.",
            remedy="Put a TrueType font (.ttf with a glyf table) in its place; "
            "fonts/README.md says how.",
        )
        self.path, self.reason = path, reason


Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """A glyph's record in the glyf table.

    Attributes:
        record: The bytes, without instructions and padding.
        box: Left, bottom, right, top in font units.
        points: How many, of a simple glyph; 0 for a composite.
        contours: How many, of a simple glyph; 0 for a composite.
        components: Of a composite: where in the record a glyph number stands, and the number.
    """

    record: bytes
    box: Box
    points: int = 0
    contours: int = 0
    components: tuple[tuple[int, int], ...] = ()


def parse_outline(data: bytes) -> Outline | None:
    """Read a glyph's record; None for a glyph without an outline, such as a space."""
    if not data:
        return None
    contours, *box = struct.unpack_from(">5h", data)
    left, bottom, right, top = box
    if contours < 0:
        record, components = _composite(data)
        return Outline(record, (left, bottom, right, top), components=components)
    ends = 10 + 2 * contours
    points = struct.unpack_from(">H", data, ends - 2)[0] + 1 if contours else 0
    body = ends + 2 + struct.unpack_from(">H", data, ends)[0]
    record = data[:ends] + b"\0\0" + data[body : _end_of_points(data, body, points)]
    return Outline(record, (left, bottom, right, top), points, contours)


def _end_of_points(data: bytes, at: int, points: int) -> int:
    coordinates = seen = 0
    while seen < points:
        flag = data[at]
        at += 1
        times = 1
        if flag & _REPEAT:
            times += data[at]
            at += 1
        x = 1 if flag & _X_SHORT else 0 if flag & _X_SAME else 2
        y = 1 if flag & _Y_SHORT else 0 if flag & _Y_SAME else 2
        coordinates += times * (x + y)
        seen += times
    return at + coordinates


def _composite(data: bytes) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    record, components, at = bytearray(data), [], 10
    while True:
        flags, number = struct.unpack_from(">HH", data, at)
        struct.pack_into(">H", record, at, flags & ~_INSTRUCTIONS)
        components.append((at + 2, number))
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        if not flags & _MORE:
            return bytes(record[:at]), tuple(components)


class TrueType:
    """One TrueType file."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._data[:4] not in (b"\0\1\0\0", b"true"):
            raise FontFileError(path=str(path), reason="it is not a TrueType file")
        self._tables = {
            self._data[at : at + 4].decode("latin-1"): struct.unpack_from(">II", self._data, at + 8)
            for at in range(12, 12 + 16 * struct.unpack_from(">H", self._data, 4)[0], 16)
        }
        for tag in _NEEDED:
            if tag not in self._tables:
                raise FontFileError(path=str(path), reason=f"it has no {tag} table")
        self.glyph_count: int = self._read("maxp", ">H", 4)[0]
        self.units_per_em: int = self._read("head", ">H", 18)[0]
        left, bottom, right, top = self._read("head", ">4h", 36)
        self.box: Box = (left, bottom, right, top)
        self.ascent: int
        self.descent: int
        self.ascent, self.descent = self._read("hhea", ">2h", 4)
        self._long_places = self._read("head", ">h", 50)[0] == 1
        self._long_metrics = self._read("hhea", ">H", 34)[0]

    def _read(self, tag: str, layout: str, at: int) -> tuple[int, ...]:
        return struct.unpack_from(layout, self._data, self._tables[tag][0] + at)

    def table(self, tag: str) -> bytes:
        """A table's bytes; empty if the file has none."""
        start, length = self._tables.get(tag, (0, 0))
        return self._data[start : start + length]

    def advance(self, glyph: int) -> int:
        """A glyph's nominal width in font units."""
        return self._read("hmtx", ">H", 4 * min(glyph, self._long_metrics - 1))[0]

    def left_bearing(self, glyph: int) -> int:
        """From a glyph's origin to its left edge, in font units."""
        if glyph < self._long_metrics:
            return self._read("hmtx", ">h", 4 * glyph + 2)[0]
        return self._read("hmtx", ">h", 2 * (self._long_metrics + glyph))[0]

    def outline(self, glyph: int) -> Outline | None:
        """A glyph's outline; None if it has none."""
        if self._long_places:
            start, end = self._read("loca", ">2I", 4 * glyph)
        else:
            start, end = (2 * place for place in self._read("loca", ">2H", 2 * glyph))
        glyf = self._tables["glyf"][0]
        return parse_outline(self._data[glyf + start : glyf + end])

    @property
    def weight(self) -> int:
        """100 to 900; regular is 400."""
        return self._read("OS/2", ">H", 4)[0] if "OS/2" in self._tables else 400

    @property
    def cap_height(self) -> int:
        """Height of a capital in font units; the ascent for scripts that have none."""
        if "OS/2" in self._tables and self._read("OS/2", ">H", 0)[0] >= 2:
            height = self._read("OS/2", ">h", 88)[0]
            if height > 0:
                return height
        return self.ascent

    @property
    def italic_angle(self) -> float:
        """Degrees, counterclockwise."""
        return self._read("post", ">i", 4)[0] / 65536 if "post" in self._tables else 0.0

    @cached_property
    def postscript_name(self) -> str:
        """The font's name without spaces (name table, name 6)."""
        table = self.table("name")
        if table:
            count, strings = struct.unpack_from(">2H", table, 2)
            for at in range(6, 6 + 12 * count, 12):
                platform, _, _, name, length, offset = struct.unpack_from(">6H", table, at)
                if name == 6 and platform in (0, 3):
                    start = strings + offset
                    return table[start : start + length].decode("utf-16-be")
        return "Unnamed"


@lru_cache(maxsize=64)
def open_truetype(path: Path) -> TrueType:
    """The font file, mapped once per process."""
    return TrueType(path)
