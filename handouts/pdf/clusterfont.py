"""Write a TrueType font that has one glyph for each cluster of a handout.

Shaping answers with several glyphs for one cluster, shifted against each other: a Tamil vowel
sign before its consonant, the dots of a Nastaliq letter. PDF's ToUnicode gives text to single
glyphs only, and every viewer guesses differently when glyphs are moved one by one. So a
cluster that is not one glyph at its origin becomes a composite glyph, offsets baked in, and
whoever embeds the font can say exactly which characters each glyph stands for.

The font holds the six tables that drawing needs; names and character maps are the PDF's.

A batch writes two small fonts for every name in another script. So what a glyph brings to a
font is worked out once and kept, by its number: that tells which letters have been met, never
in which name.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TypeAlias

from handouts.pdf.truetype import Box, TrueType
from handouts.text.runs import Glyph
from handouts.values import dataclass

# Flags of a composite's component (OpenType, glyf): offsets are 16-bit words and distances,
# not point numbers; another component follows.
_WORDS, _DISTANCES, _MORE = 0x1, 0x2, 0x20

_CHECKSUM_MAGIC = 0xB1B0AFBA

# The tables, in the order of their tags, and how the file begins: its version, their number and
# what a search by halves needs to know of it, then tag, sum, place and length of each.
_TABLES = (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")
_START = struct.Struct(">I4H" + len(_TABLES) * "4s3I")
_SEARCH = (0x10000, 6, 64, 2, 32)

_NUMBER = struct.Struct(">H")
_HEAD = struct.Struct(">36s4h6sh2s")
_HHEA = struct.Struct(">10sH3h16sH")
_MAXP = struct.Struct(">IH4H2H5H2H")

_MOST_KEPT = 4_096


@dataclass(frozen=True, slots=True)
class Shape:
    """What one glyph of the new font draws.

    Attributes:
        glyphs: Glyphs of the source, each from the origin; may be none.
        advance: The width, in font units.
    """

    glyphs: tuple[Glyph, ...]
    advance: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a glyph of the new font is made of, wherever it stands there.

    Attributes:
        data: Its record in the glyf table, padded to whole words.
        checksum: Of the data.
        links: Of a composite: where in the record a glyph number goes, 0 until then, and which
            glyph of the source is meant.
        advance: The width it has in the source, in font units; 0 if it is none of its glyphs.
        least: The left and bottom edge of its box, and from its origin to its left edge.
        most: The right and top edge of its box, from its origin to its right edge, and what a
            rasterizer must reserve (OpenType, maxp): points and contours if it is a simple
            glyph, then points, contours, elements and depth if it is a composite.
    """

    data: bytes
    checksum: int
    links: tuple[tuple[int, int], ...]
    advance: int
    least: tuple[int, int, int]
    most: tuple[int, int, int, int, int, int, int, int, int]


class _Pieces:
    """The pieces of one source, the latest thousands of them kept, and its tables."""

    def __init__(self, source: TrueType) -> None:
        self._source = source
        self._copies: dict[int, _Piece] = {}
        self._composites: dict[tuple[int, ...], _Piece] = {}
        # What stands around the sum and the box in the one, around the extremes in the other.
        head, hhea = source.table("head"), source.table("hhea")
        self.head = head[:8] + bytes(4) + head[12:36], head[44:50], head[52:54]
        self.hhea = hhea[:10], hhea[18:34]

    def copy(self, glyph: int) -> _Piece:
        """A glyph of the source as it is."""
        piece = self._copies.get(glyph)
        if piece is None:
            piece = self._copy(glyph)
            if len(self._copies) >= _MOST_KEPT:
                self._copies.clear()
            self._copies[glyph] = piece
        return piece

    def _copy(self, glyph: int) -> _Piece:
        outline = self._source.outline(glyph)
        advance = self._source.advance(glyph)
        if outline is None:
            return _blank(advance)
        record = bytearray(outline.record)
        for at, _ in outline.components:
            _NUMBER.pack_into(record, at, 0)
        parts = [self.copy(component) for _, component in outline.components]
        return _piece(
            bytes(record),
            outline.components,
            advance,
            outline.box,
            self._source.left_bearing(glyph),
            _needs(parts) if parts else (outline.points, outline.contours, 0, 0, 0, 0),
        )

    def composite(self, glyphs: Sequence[Glyph]) -> _Piece:
        """Glyphs of the source put together."""
        key = tuple([number for glyph in glyphs for number in (glyph.number, glyph.dx, glyph.dy)])
        piece = self._composites.get(key)
        if piece is None:
            piece = self._composite(glyphs)
            if len(self._composites) >= _MOST_KEPT:
                self._composites.clear()
            self._composites[key] = piece
        return piece

    def _composite(self, glyphs: Sequence[Glyph]) -> _Piece:
        copies = [(glyph, self.copy(glyph.number)) for glyph in glyphs]
        parts = [(glyph, part) for glyph, part in copies if part.data]
        if not parts:
            return _blank(0)
        left = min([part.least[0] + glyph.dx for glyph, part in parts])
        bottom = min([part.least[1] + glyph.dy for glyph, part in parts])
        right = max([part.most[0] + glyph.dx for glyph, part in parts])
        top = max([part.most[1] + glyph.dy for glyph, part in parts])
        record = [struct.pack(">5h", -1, left, bottom, right, top)]
        links: list[tuple[int, int]] = []
        for count, (glyph, _) in enumerate(parts, start=1):
            more = _MORE if count < len(parts) else 0
            links.append((2 + sum(map(len, record)), glyph.number))
            record.append(struct.pack(">HHhh", _WORDS | _DISTANCES | more, 0, glyph.dx, glyph.dy))
        # The parts stand where the offsets put them: a bearing other than the box's left edge
        # would move the whole composite.
        return _piece(
            b"".join(record),
            tuple(links),
            0,
            (left, bottom, right, top),
            left,
            _needs([part for _, part in parts]),
        )


_Needs: TypeAlias = tuple[int, int, int, int, int, int]


def _piece(
    record: bytes,
    links: tuple[tuple[int, int], ...],
    advance: int,
    box: Box,
    bearing: int,
    needs: _Needs,
) -> _Piece:
    left, bottom, right, top = box
    data = _padded(record)
    least = left, bottom, bearing
    return _Piece(
        data,
        _checksum(data),
        links,
        advance,
        least,
        (right, top, bearing + right - left, *needs),
    )


def _blank(advance: int) -> _Piece:
    return _Piece(b"", 0, (), advance, (0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 0, 0))


def _needs(parts: Sequence[_Piece]) -> _Needs:
    """What a composite of these needs; of each part the simple or the composite half is 0."""
    needs = [part.most[3:] for part in parts]
    return (
        0,
        0,
        sum(points + in_composite for points, _, in_composite, _, _, _ in needs),
        sum(contours + in_composite for _, contours, _, in_composite, _, _ in needs),
        len(parts),
        1 + max(depth for _, _, _, _, _, depth in needs),
    )


@lru_cache(maxsize=64)
def _pieces(source: TrueType) -> _Pieces:
    return _Pieces(source)


def write_font(source: TrueType, shapes: Sequence[Shape]) -> bytes:
    """A font whose glyph n draws `shapes[n]`; helper glyphs for composites follow."""
    kept = _pieces(source)
    pieces, numbers = _cut(kept, shapes)
    advances = [shape.advance for shape in shapes]
    advances += [helper.advance for helper in pieces[len(shapes) :]]
    placed = list(zip(pieces, advances, strict=True))
    drawn = [piece for piece in pieces if piece.data] or [_blank(0)]
    left, bottom, bearing = map(min, zip(*[piece.least for piece in drawn], strict=True))
    right, top, reach, *needs = map(max, zip(*[piece.most for piece in drawn], strict=True))
    glyf, glyf_sum, loca, long_places = _glyphs(pieces, numbers)
    begins, flags, ends = kept.head
    head = _HEAD.pack(begins, left, bottom, right, top, flags, long_places, ends)
    begins, slopes = kept.hhea
    hhea = _HHEA.pack(
        begins,
        max(advances),
        bearing,
        min([advance - piece.most[2] for piece, advance in placed if piece.data], default=0),
        reach,
        slopes,
        len(pieces),
    )
    metrics = [each for piece, advance in placed for each in (advance, piece.least[2])]
    hmtx = struct.pack(">" + len(pieces) * "Hh", *metrics)
    *glyph_needs, elements, depth = needs
    maxp = _MAXP.pack(
        0x10000,
        len(pieces),
        *glyph_needs,
        *(1, 0),  # one zone, no twilight points: no glyph has instructions
        *(0, 0, 0, 0, 0),  # and nothing is stored, defined or stacked
        elements,
        depth,
    )
    return _file(
        (glyf, glyf_sum),
        *[(data, _checksum(_padded(data))) for data in (head, hhea, hmtx, loca, maxp)],
    )


def _cut(kept: _Pieces, shapes: Sequence[Shape]) -> tuple[list[_Piece], dict[int, int]]:
    """The glyphs of the new font, and where glyphs of the source stand there.

    One glyph may stand for several texts (Latin A, Greek Alpha): only the first is a copy, the
    others are composites of it.
    """
    pieces: list[_Piece] = []
    numbers: dict[int, int] = {}
    linked: list[_Piece] = []
    for shape in shapes:
        glyphs = shape.glyphs
        first = glyphs[0] if len(glyphs) == 1 else None
        if first and not (first.dx or first.dy or first.number in numbers):
            numbers[first.number] = len(pieces)
            piece = kept.copy(first.number)
        else:
            piece = kept.composite(glyphs)
        pieces.append(piece)
        if piece.links:
            linked.append(piece)
    for piece in linked:
        for _, glyph in piece.links:
            if glyph not in numbers:
                numbers[glyph] = len(pieces)
                helper = kept.copy(glyph)
                pieces.append(helper)
                # The list grows while it is read: components may be composites themselves.
                if helper.links:
                    linked.append(helper)
    return pieces, numbers


def _glyphs(pieces: Sequence[_Piece], numbers: Mapping[int, int]) -> tuple[bytes, int, bytes, bool]:
    """The glyf table and its sum, its index, and whether the index is in the long form."""
    checksum = sum([piece.checksum for piece in pieces])
    glyphs: list[bytes] = []
    for piece in pieces:
        data = piece.data
        if piece.links:
            linked = bytearray(data)
            for at, glyph in piece.links:
                number = numbers[glyph]
                _NUMBER.pack_into(linked, at, number)
                checksum += number if at % 4 else number << 16
            data = bytes(linked)
        glyphs.append(data)
    places = [0, *accumulate(map(len, glyphs))]
    long_places = places[-1] > 2 * 0xFFFF
    if long_places:
        loca = struct.pack(f">{len(places)}I", *places)
    else:
        loca = struct.pack(f">{len(places)}H", *[place // 2 for place in places])
    # A table of no bytes at all is refused by some rasterizers.
    return b"".join(glyphs) or bytes(4), checksum, loca, long_places


def _file(*tables: tuple[bytes, int]) -> bytes:
    """The file of these tables and their sums, in the order of their tags."""
    entries: list[bytes | int] = []
    body: list[bytes] = [b""]
    at = _START.size
    for tag, (data, checksum) in zip(_TABLES, tables, strict=True):
        entries += (tag, checksum & 0xFFFFFFFF, at, len(data))
        body.append(_padded(data))
        at += len(body[-1])
    start = body[0] = _START.pack(*_SEARCH, *entries)
    font = bytearray(b"".join(body))
    # In `head`, the second table. The file's sum is that of its stretches, each whole words.
    rest = _CHECKSUM_MAGIC - _checksum(start) - sum([checksum for _, checksum in tables])
    struct.pack_into(">I", font, _START.size + len(body[1]) + 8, rest & 0xFFFFFFFF)
    return bytes(font)


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _checksum(padded: bytes) -> int:
    """Of whole words."""
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words)
