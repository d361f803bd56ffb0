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
from itertools import accumulate
from typing import TypeAlias

from handouts.pdf.truetype import Box, TrueType
from handouts.text.runs import Glyph
from handouts.values import dataclass

# Flags of a composite's component (OpenType, glyf): offsets are 16-bit words and distances,
# not point numbers; another component follows.
_WORDS, _DISTANCES, _MORE = 0x1, 0x2, 0x20

_CHECKSUM_MAGIC = 0xB1B0AFBA

# How the file begins: its version, the number of its tables and what a search by halves needs to
# know of it, then tag, sum, place and length of each, in the order of their tags.
_START = struct.Struct(">I4H" + 6 * "4s3I")
_SEARCH = (0x10000, 6, 64, 2, 32)
_WORD = 0xFFFFFFFF
_LONG_FORM = 1  # of loca, without halving; the short one would save two bytes a glyph

_NUMBER = struct.Struct(">H")
_SUM = struct.Struct(">I")
_METRIC = struct.Struct(">Hh")
_HEAD = struct.Struct(">36s4h6sh2s")
_HHEA = struct.Struct(">10sH3h16sH")
_MAXP = struct.Struct(">IH4H2H5H2H")

_MOST_KEPT = 4_096


@dataclass(frozen=True, slots=True)
class Piece:
    """What a glyph of a new font is made of, wherever it stands there.

    Attributes:
        data: Its record in the glyf table, padded to whole words.
        checksum: Of the data.
        links: Of a composite: where in the record a glyph number goes, 0 until then, and which
            glyph of the source is meant.
        copied: The glyph of the source it is; None if it is put together.
        advance: Its width, in font units.
        metric: Its record in the hmtx table.
        extremes: What a font tells of the glyph that has most of it: the left and bottom edge of
            its box, from its origin to its left edge, and from its right edge to where the next
            glyph starts, all negated, since of these the least counts; the right and top edge of
            its box, and from its origin to its right edge; what a rasterizer must reserve
            (OpenType, maxp), as `_Needs` has it.
    """

    data: bytes
    checksum: int
    links: tuple[tuple[int, int], ...]
    copied: int | None
    advance: int
    metric: bytes
    extremes: tuple[int, int, int, int, int, int, int, int, int, int, int, int, int]

    @property
    def box(self) -> Box:
        """Left, bottom, right, top in font units."""
        left, bottom, _, _, right, top = self.extremes[:6]
        return -left, -bottom, right, top


class Pieces:
    """What fonts made of one source are put together from; thousands of each kind are kept.

    Attributes:
        head: What stands around the box and the form of loca in the table of that name.
        hhea: What stands around the extremes in the table of that name.
    """

    def __init__(self, source: TrueType) -> None:
        self._source = source
        self._copies: dict[int, Piece] = {}
        self._composites: dict[tuple[object, ...], Piece] = {}
        head, hhea = source.table("head"), source.table("hhea")
        # The sum of the file is not known yet.
        self.head = head[:8] + bytes(4) + head[12:36], head[44:50], head[52:54]
        self.hhea = hhea[:10], hhea[18:34]

    def copy(self, glyph: int) -> Piece:
        """A glyph of the source as it is."""
        piece = self._copies.get(glyph)
        if piece is None:
            piece = self._copy(glyph)
            if len(self._copies) >= _MOST_KEPT:
                self._copies.clear()
            self._copies[glyph] = piece
        return piece

    def _copy(self, glyph: int) -> Piece:
        outline = self._source.outline(glyph)
        advance = self._source.advance(glyph)
        if outline is None:
            return _blank(advance, copied=glyph)
        record = bytearray(outline.record)
        for at, _ in outline.components:
            _NUMBER.pack_into(record, at, 0)
        parts = [self.copy(component) for _, component in outline.components]
        return _piece(
            bytes(record),
            outline.components,
            copied=glyph,
            advance=advance,
            box=outline.box,
            bearing=self._source.left_bearing(glyph),
            needs=_needs(parts) if parts else (outline.points, outline.contours, 0, 0, 0, 0),
        )

    def composite(self, glyphs: Sequence[Glyph], advance: int) -> Piece:
        """Glyphs of the source put together, each from the origin; draws nothing if none does.

        Args:
            glyphs: From left to right.
            advance: The width of the whole, in font units.
        """
        key = (advance, *[(glyph.number, glyph.dx, glyph.dy) for glyph in glyphs])
        piece = self._composites.get(key)
        if piece is None:
            piece = self._composite(glyphs, advance)
            if len(self._composites) >= _MOST_KEPT:
                self._composites.clear()
            self._composites[key] = piece
        return piece

    def _composite(self, glyphs: Sequence[Glyph], advance: int) -> Piece:
        copies = [(glyph, self.copy(glyph.number)) for glyph in glyphs]
        parts = [(glyph, part) for glyph, part in copies if part.data]
        if not parts:
            return _blank(advance, copied=None)
        left = min([part.box[0] + glyph.dx for glyph, part in parts])
        bottom = min([part.box[1] + glyph.dy for glyph, part in parts])
        right = max([part.box[2] + glyph.dx for glyph, part in parts])
        top = max([part.box[3] + glyph.dy for glyph, part in parts])
        record = [struct.pack(">5h", -1, left, bottom, right, top)]
        links: list[tuple[int, int]] = []
        for count, (glyph, _) in enumerate(parts, start=1):
            more = _MORE if count < len(parts) else 0
            links.append((2 + sum(map(len, record)), glyph.number))
            record.append(struct.pack(">HHhh", _WORDS | _DISTANCES | more, 0, glyph.dx, glyph.dy))
        return _piece(
            b"".join(record),
            tuple(links),
            copied=None,
            advance=advance,
            box=(left, bottom, right, top),
            # The parts stand where the offsets put them: a bearing other than the box's left
            # edge would move the whole composite.
            bearing=left,
            needs=_needs([part for _, part in parts]),
        )


# Points and contours of a simple glyph, then points, contours, elements and depth of a composite;
# of the two halves one is 0.
_Needs: TypeAlias = tuple[int, int, int, int, int, int]


def _piece(
    record: bytes,
    links: tuple[tuple[int, int], ...],
    *,
    copied: int | None,
    advance: int,
    box: Box,
    bearing: int,
    needs: _Needs,
) -> Piece:
    left, bottom, right, top = box
    reach = bearing + right - left
    data = record + bytes(-len(record) % 4)
    return Piece(
        data,
        _checksum(data),
        links,
        copied,
        advance,
        _METRIC.pack(advance, bearing),
        (-left, -bottom, -bearing, reach - advance, right, top, reach, *needs),
    )


def _blank(advance: int, *, copied: int | None) -> Piece:
    nothing = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    return Piece(b"", 0, (), copied, advance, _METRIC.pack(advance, 0), nothing)


def _needs(parts: Sequence[Piece]) -> _Needs:
    """What a composite of these needs."""
    needs = [part.extremes[7:] for part in parts]
    return (
        0,
        0,
        sum(points + in_composite for points, _, in_composite, _, _, _ in needs),
        sum(contours + in_composite for _, contours, _, in_composite, _, _ in needs),
        len(parts),
        1 + max(depth for _, _, _, _, _, depth in needs),
    )


def write_font(kept: Pieces, wanted: Sequence[Piece]) -> bytes:
    """A font whose glyph n is `wanted[n]`; helper glyphs for composites follow.

    Args:
        kept: Where the pieces are from.
        wanted: At least one.
    """
    pieces, records, glyf_sum = _put_together(kept, wanted)
    # A font in which nothing is drawn tells of its blanks.
    drawn = [piece.extremes for piece in pieces if piece.data] or [pieces[0].extremes]
    left, bottom, bearing, gap, right, top, reach, *needs = map(max, zip(*drawn, strict=True))
    widest, count = max([piece.advance for piece in pieces]), len(pieces)
    before_box, flags, last = kept.head
    head = _HEAD.pack(before_box, -left, -bottom, right, top, flags, _LONG_FORM, last)
    before_extremes, slopes = kept.hhea
    hhea = _HHEA.pack(before_extremes, widest, -bearing, -gap, reach, slopes, count)
    hmtx = b"".join([piece.metric for piece in pieces])
    places = accumulate(map(len, records), initial=0)
    loca = struct.pack(f">{count + 1}I", *places)
    *glyph_needs, elements, depth = needs
    maxp = _MAXP.pack(
        0x10000,
        count,
        *glyph_needs,
        *(1, 0),  # one zone, no twilight points: no glyph has instructions
        *(0, 0, 0, 0, 0),  # and nothing is stored, defined or stacked
        elements,
        depth,
    )
    # A table of no bytes at all is refused by some rasterizers.
    glyf = b"".join(records) or bytes(4)
    return _file(glyf, glyf_sum, head, hhea, hmtx, loca, maxp)


def _put_together(
    kept: Pieces, wanted: Sequence[Piece]
) -> tuple[list[Piece], list[bytes | bytearray], int]:
    """The glyphs of the new font, their records in the glyf table, and the sum of these.

    One glyph may stand for several texts (Latin A, Greek Alpha): only the first is a copy, the
    others are composites of it.
    """
    pieces = list(wanted)
    # Where glyphs of the source stand in the new font.
    numbers: dict[int | None, int] = {}
    for number, piece in enumerate(wanted):
        glyph = piece.copied
        if numbers.setdefault(glyph, number) != number and glyph is not None:
            pieces[number] = kept.composite((Glyph(glyph),), piece.advance)
    records: list[bytes | bytearray] = [piece.data for piece in pieces]
    checksum = sum([piece.checksum for piece in pieces])
    # The list grows while it is read: components may be composites themselves.
    linking = [number for number, piece in enumerate(pieces) if piece.links]
    for linked in linking:
        record = records[linked] = bytearray(records[linked])
        for at, glyph in pieces[linked].links:
            link = numbers.get(glyph)
            if link is None:
                link = numbers[glyph] = len(pieces)
                helper = kept.copy(glyph)
                pieces.append(helper)
                records.append(helper.data)
                checksum += helper.checksum
                if helper.links:
                    linking.append(link)
            _NUMBER.pack_into(record, at, link)
            checksum += link if at % 4 else link << 16
    return pieces, records, checksum


def _file(
    glyf: bytes, glyf_sum: int, head: bytes, hhea: bytes, hmtx: bytes, loca: bytes, maxp: bytes
) -> bytes:
    """The file of these tables; all but `head` are whole words."""
    rest = b"".join((head, b"\0\0", hhea, hmtx, loca, maxp))
    words: tuple[int, ...] = struct.unpack(f">{len(rest) // 4}I", rest)
    at = _START.size + len(glyf)
    entries: list[bytes | int] = [b"glyf", glyf_sum & _WORD, _START.size, len(glyf)]
    first = 0
    tables = (b"head", head), (b"hhea", hhea), (b"hmtx", hmtx), (b"loca", loca), (b"maxp", maxp)
    for tag, table in tables:
        last = first + (len(table) + 3) // 4
        entries += (tag, sum(words[first:last]) & _WORD, at + 4 * first, len(table))
        first = last
    start = _START.pack(*_SEARCH, *entries)
    # The file's sum is that of its stretches. It stands in `head`.
    missing = _CHECKSUM_MAGIC - _checksum(start) - glyf_sum - sum(words)
    return b"".join((start, glyf, rest[:8], _SUM.pack(missing & _WORD), rest[12:]))


def _checksum(words: bytes) -> int:
    """The sum of whole words."""
    numbers: tuple[int, ...] = struct.unpack(f">{len(words) // 4}I", words)
    return sum(numbers)
