"""Write a TrueType font that has one glyph for each cluster of a handout.

Shaping answers with several glyphs for one cluster, shifted against each other: a Tamil vowel
sign before its consonant, the dots of a Nastaliq letter. PDF's ToUnicode gives text to single
glyphs only, and every viewer guesses differently when glyphs are moved one by one. So a
cluster that is not one glyph at its origin becomes a composite glyph, offsets baked in, and
whoever embeds the font can say exactly which characters each glyph stands for.

The font holds the six tables that drawing needs; names and character maps are the PDF's.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from handouts.pdf.truetype import Box, Outline, TrueType
from handouts.text.runs import Glyph
from handouts.values import dataclass

# Flags of a composite's component (OpenType, glyf): offsets are 16-bit words and distances,
# not point numbers; another component follows.
_WORDS, _DISTANCES, _MORE = 0x1, 0x2, 0x20

_CHECKSUM_MAGIC = 0xB1B0AFBA


@dataclass(frozen=True, slots=True)
class Shape:
    """What one glyph of the new font draws.

    Attributes:
        glyphs: Glyphs of the source, each from the origin; may be none.
        advance: The width, in font units.
    """

    glyphs: tuple[Glyph, ...]
    advance: int

    @property
    def plain(self) -> bool:
        """Whether it is one glyph of the source, where it belongs."""
        return len(self.glyphs) == 1 and not (self.glyphs[0].dx or self.glyphs[0].dy)


@dataclass(frozen=True, slots=True)
class _Record:
    """One glyph of the new font."""

    data: bytes
    advance: int
    left_bearing: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class _Extent:
    """What a rasterizer must reserve for a glyph (OpenType, maxp)."""

    points: int = 0
    contours: int = 0
    elements: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything stands in the new font.

    Attributes:
        source: The font the glyphs come from.
        shapes: What the first glyphs draw.
        numbers: From a glyph of the source to its place in the new font.
        helpers: Glyphs of the source that stand after the shapes, as parts of composites.
    """

    source: TrueType
    shapes: Sequence[Shape]
    numbers: dict[int, int]
    helpers: Sequence[int]

    def is_copy(self, number: int) -> bool:
        """Whether a shape is a glyph of the source itself, rather than a composite.

        One glyph may stand for several texts (Latin A, Greek Alpha): only the first is a copy.
        """
        shape = self.shapes[number]
        return shape.plain and self.numbers[shape.glyphs[0].number] == number


def write_font(source: TrueType, shapes: Sequence[Shape]) -> bytes:
    """A font whose glyph n draws `shapes[n]`; helper glyphs for composites follow."""
    plan = _plan(source, shapes)
    records = [
        _copy(plan, shape.glyphs[0].number, shape.advance)
        if plan.is_copy(number)
        else _composite(plan, shape)
        for number, shape in enumerate(shapes)
    ]
    records += [_copy(plan, glyph, source.advance(glyph)) for glyph in plan.helpers]
    glyf, loca, long_places = _places(records)
    return _file(
        {
            "glyf": glyf,
            "head": _head(source, records, long_places=long_places),
            "hhea": _hhea(source, records),
            "hmtx": b"".join(struct.pack(">Hh", r.advance, r.left_bearing) for r in records),
            "loca": loca,
            "maxp": _maxp(plan, len(records)),
        }
    )


def _plan(source: TrueType, shapes: Sequence[Shape]) -> _Plan:
    numbers: dict[int, int] = {}
    for number, shape in enumerate(shapes):
        if shape.plain:
            numbers.setdefault(shape.glyphs[0].number, number)
    helpers: list[int] = []
    wanted = list(numbers)
    wanted += [glyph.number for s in shapes if not s.plain for glyph, _ in _drawn(source, s)]
    for glyph in wanted:
        if glyph not in numbers:
            numbers[glyph] = len(shapes) + len(helpers)
            helpers.append(glyph)
        outline = source.outline(glyph)
        if outline:
            # The list grows while it is read: components may be composites themselves.
            wanted += [c for _, c in outline.components if c not in numbers]
    return _Plan(source, shapes, numbers, helpers)


def _drawn(source: TrueType, shape: Shape) -> list[tuple[Glyph, Outline]]:
    outlines = ((glyph, source.outline(glyph.number)) for glyph in shape.glyphs)
    return [(glyph, outline) for glyph, outline in outlines if outline]


def _copy(plan: _Plan, glyph: int, advance: int) -> _Record:
    outline = plan.source.outline(glyph)
    if outline is None:
        return _Record(b"", advance, 0, None)
    data = bytearray(outline.record)
    for at, component in outline.components:
        struct.pack_into(">H", data, at, plan.numbers[component])
    return _Record(bytes(data), advance, plan.source.left_bearing(glyph), outline.box)


def _composite(plan: _Plan, shape: Shape) -> _Record:
    parts = _drawn(plan.source, shape)
    if not parts:
        return _Record(b"", shape.advance, 0, None)
    components: list[bytes] = []
    boxes: list[Box] = []
    for glyph, outline in parts:
        more = _MORE if len(components) < len(parts) - 1 else 0
        number = plan.numbers[glyph.number]
        components.append(
            struct.pack(">HHhh", _WORDS | _DISTANCES | more, number, glyph.dx, glyph.dy)
        )
        left, bottom, right, top = outline.box
        boxes.append((left + glyph.dx, bottom + glyph.dy, right + glyph.dx, top + glyph.dy))
    box = _around(boxes)
    data = struct.pack(">5h", -1, *box) + b"".join(components)
    # The parts stand where the offsets put them: a bearing other than the box's left edge
    # would move the whole composite.
    return _Record(data, shape.advance, box[0], box)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _places(records: Sequence[_Record]) -> tuple[bytes, bytes, bool]:
    """The glyf table, its index, and whether the index is in the long form."""
    glyphs = [record.data + b"\0" * (len(record.data) % 2) for record in records]
    long_places = sum(map(len, glyphs)) > 2 * 0xFFFF
    if long_places:
        glyphs = [record.data for record in records]
    places = [0]
    for data in glyphs:
        places.append(places[-1] + (len(data) if long_places else len(data) // 2))
    loca = struct.pack(f">{len(places)}{'I' if long_places else 'H'}", *places)
    # A table of no bytes at all is refused by some rasterizers.
    return b"".join(glyphs) or b"\0\0", loca, long_places


def _head(source: TrueType, records: Sequence[_Record], *, long_places: bool) -> bytes:
    head = bytearray(source.table("head")[:54])
    struct.pack_into(">I", head, 8, 0)
    struct.pack_into(">4h", head, 36, *_around([r.box for r in records if r.box] or [(0,) * 4]))
    struct.pack_into(">h", head, 50, int(long_places))
    return bytes(head)


def _hhea(source: TrueType, records: Sequence[_Record]) -> bytes:
    drawn = [(r.advance, r.left_bearing, r.box) for r in records if r.box]
    extents = [(bearing, bearing + box[2] - box[0], advance) for advance, bearing, box in drawn]
    hhea = bytearray(source.table("hhea")[:36])
    struct.pack_into(
        ">H3h",
        hhea,
        10,
        max(record.advance for record in records),
        min((left for left, _, _ in extents), default=0),
        min((advance - right for _, right, advance in extents), default=0),
        max((right for _, right, _ in extents), default=0),
    )
    struct.pack_into(">H", hhea, 34, len(records))
    return bytes(hhea)


def _maxp(plan: _Plan, count: int) -> bytes:
    extents: dict[int, _Extent] = {}

    def extent(glyph: int) -> _Extent:
        if glyph not in extents:
            outline = plan.source.outline(glyph)
            if outline is None:
                extents[glyph] = _Extent()
            elif outline.components:
                extents[glyph] = _sum([extent(component) for _, component in outline.components])
            else:
                extents[glyph] = _Extent(outline.points, outline.contours)
        return extents[glyph]

    glyphs = [extent(glyph) for glyph in plan.numbers]
    simple = [e for e in glyphs if not e.elements]
    composite = [e for e in glyphs if e.elements]
    for number, shape in enumerate(plan.shapes):
        parts = [] if plan.is_copy(number) else _drawn(plan.source, shape)
        if parts:
            composite.append(_sum([extent(glyph.number) for glyph, _ in parts]))
    return struct.pack(
        ">IH4H2H5H2H",
        0x10000,
        count,
        max((e.points for e in simple), default=0),
        max((e.contours for e in simple), default=0),
        max((e.points for e in composite), default=0),
        max((e.contours for e in composite), default=0),
        *(1, 0),  # one zone, no twilight points: no glyph has instructions
        *(0, 0, 0, 0, 0),  # and nothing is stored, defined or stacked
        max((e.elements for e in composite), default=0),
        max((e.depth for e in composite), default=0),
    )


def _sum(parts: Sequence[_Extent]) -> _Extent:
    return _Extent(
        sum(part.points for part in parts),
        sum(part.contours for part in parts),
        len(parts),
        1 + max(part.depth for part in parts),
    )


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = [
        struct.pack(
            ">IHHHH", 0x10000, count, 16 * power, power.bit_length() - 1, 16 * (count - power)
        )
    ]
    body: list[bytes] = []
    at = 12 + 16 * count
    head_at = 0
    for tag, data in sorted(tables.items()):
        head_at = at if tag == "head" else head_at
        directory.append(struct.pack(">4s3I", tag.encode("ascii"), _checksum(data), at, len(data)))
        body.append(data + b"\0" * (-len(data) % 4))
        at += len(body[-1])
    font = bytearray(b"".join(directory + body))
    struct.pack_into(
        ">I", font, head_at + 8, (_CHECKSUM_MAGIC - _checksum(bytes(font))) & 0xFFFFFFFF
    )
    return bytes(font)


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
