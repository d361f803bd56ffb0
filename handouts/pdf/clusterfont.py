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
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

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

    @property
    def plain(self) -> bool:
        """Whether it is one glyph of the source, where it belongs."""
        return len(self.glyphs) == 1 and not (self.glyphs[0].dx or self.glyphs[0].dy)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a glyph of the new font is made of, wherever it stands there.

    Attributes:
        data: Its record in the glyf table, padded to even length.
        links: Of a composite: where in the record a glyph number goes, and which glyph of the
            source is meant.
        edges: Left, bottom, right and top of its box, and from its origin to the left edge and
            to the right edge, all in font units; 0 if nothing is drawn.
        needs: What a rasterizer must reserve (OpenType, maxp): points and contours if it is a
            simple glyph, then points, contours, elements and depth if it is a composite.
    """

    data: bytes
    links: tuple[tuple[int, int], ...]
    edges: tuple[int, int, int, int, int, int]
    needs: tuple[int, int, int, int, int, int]


_NOTHING = _Piece(b"", (), (0,) * 6, (0,) * 6)


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
        if outline is None:
            return _NOTHING
        bearing = self._source.left_bearing(glyph)
        needs = (outline.points, outline.contours, 0, 0, 0, 0)
        if outline.components:
            needs = _needs([self.copy(component) for _, component in outline.components])
        return _Piece(
            _even(outline.record),
            outline.components,
            (*outline.box, bearing, bearing + outline.box[2] - outline.box[0]),
            needs,
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
            return _NOTHING
        components: list[bytes] = []
        boxes: list[Box] = []
        for glyph, part in parts:
            more = _MORE if len(components) < len(parts) - 1 else 0
            components.append(
                struct.pack(">HHhh", _WORDS | _DISTANCES | more, 0, glyph.dx, glyph.dy)
            )
            left, bottom, right, top, *_ = part.edges
            boxes.append((left + glyph.dx, bottom + glyph.dy, right + glyph.dx, top + glyph.dy))
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        box = min(lefts), min(bottoms), max(rights), max(tops)
        # Ten bytes of contours and box, then eight for each part, its number the second word.
        # The parts stand where the offsets put them: a bearing other than the box's left edge
        # would move the whole composite.
        return _Piece(
            struct.pack(">5h", -1, *box) + b"".join(components),
            tuple((12 + 8 * at, glyph.number) for at, (glyph, _) in enumerate(parts)),
            (*box, box[0], box[2]),
            _needs([part for _, part in parts]),
        )


def _even(record: bytes) -> bytes:
    return record + b"\0" if len(record) % 2 else record


def _needs(parts: Sequence[_Piece]) -> tuple[int, int, int, int, int, int]:
    """What a composite of these needs; of each part either the first two are 0 or the others."""
    return (
        0,
        0,
        sum(part.needs[0] + part.needs[2] for part in parts),
        sum(part.needs[1] + part.needs[3] for part in parts),
        len(parts),
        1 + max(part.needs[5] for part in parts),
    )


@lru_cache(maxsize=64)
def _pieces(source: TrueType) -> _Pieces:
    return _Pieces(source)


def write_font(source: TrueType, shapes: Sequence[Shape]) -> bytes:
    """A font whose glyph n draws `shapes[n]`; helper glyphs for composites follow."""
    kept = _pieces(source)
    pieces, numbers = _cut(kept, shapes)
    advances = [shape.advance for shape in shapes]
    # What was added are parts of composites, by their place behind the shapes.
    advances += [source.advance(glyph) for glyph, at in numbers.items() if at >= len(shapes)]
    drawn = [piece for piece in pieces if piece.data] or [_NOTHING]
    lefts, bottoms, rights, tops, bearings, reaches = zip(*[p.edges for p in drawn], strict=True)
    glyf, loca, long_places = _places([_linked(piece, numbers) for piece in pieces])
    begins, flags, ends = kept.head
    head = _HEAD.pack(
        begins, min(lefts), min(bottoms), max(rights), max(tops), flags, long_places, ends
    )
    begins, slopes = kept.hhea
    placed = list(zip(pieces, advances, strict=True))
    hhea = _HHEA.pack(
        begins,
        max(advances),
        min(bearings),
        min([advance - piece.edges[5] for piece, advance in placed if piece.data], default=0),
        max(reaches),
        slopes,
        len(pieces),
    )
    metrics = [each for piece, advance in placed for each in (advance, piece.edges[4])]
    hmtx = struct.pack(">" + len(pieces) * "Hh", *metrics)
    return _file(glyf, head, hhea, hmtx, loca, _maxp(pieces))


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
        if shape.plain and glyphs[0].number not in numbers:
            glyph = glyphs[0].number
            numbers[glyph] = len(pieces)
            piece = kept.copy(glyph)
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
                linked.append(helper)
    return pieces, numbers


def _linked(piece: _Piece, numbers: dict[int, int]) -> bytes:
    if not piece.links:
        return piece.data
    data = bytearray(piece.data)
    for at, glyph in piece.links:
        data[at : at + 2] = numbers[glyph].to_bytes(2, "big")
    return bytes(data)


def _places(glyphs: Sequence[bytes]) -> tuple[bytes, bytes, bool]:
    """The glyf table, its index, and whether the index is in the long form."""
    places = [0, *accumulate(map(len, glyphs))]
    long_places = places[-1] > 2 * 0xFFFF
    if long_places:
        loca = struct.pack(f">{len(places)}I", *places)
    else:
        loca = struct.pack(f">{len(places)}H", *[place // 2 for place in places])
    # A table of no bytes at all is refused by some rasterizers.
    return b"".join(glyphs) or b"\0\0", loca, long_places


def _maxp(pieces: Sequence[_Piece]) -> bytes:
    needs = map(max, zip(*[piece.needs for piece in pieces], strict=True))
    points, contours, *in_composites, elements, depth = needs
    return _MAXP.pack(
        0x10000,
        len(pieces),
        points,
        contours,
        *in_composites,
        *(1, 0),  # one zone, no twilight points: no glyph has instructions
        *(0, 0, 0, 0, 0),  # and nothing is stored, defined or stacked
        elements,
        depth,
    )


def _file(*tables: bytes) -> bytes:
    """The file of these tables, which are in the order of their tags."""
    entries: list[bytes | int] = []
    body: list[bytes] = [b""]
    at = _START.size
    sums = 0
    for tag, data in zip(_TABLES, tables, strict=True):
        padded = data + b"\0" * (-len(data) % 4)
        checksum = _checksum(padded)
        entries += (tag, checksum, at, len(data))
        sums += checksum
        body.append(padded)
        at += len(padded)
    start = body[0] = _START.pack(*_SEARCH, *entries)
    font = bytearray(b"".join(body))
    # In `head`, the second table. The file's sum is that of its stretches, each whole words.
    struct.pack_into(
        ">I",
        font,
        _START.size + len(body[1]) + 8,
        (_CHECKSUM_MAGIC - sums - _checksum(start)) & 0xFFFFFFFF,
    )
    return bytes(font)


def _checksum(padded: bytes) -> int:
    """Of whole words."""
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
