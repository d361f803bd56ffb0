"""Embed the faces a handout uses: one character code for each cluster and its text.

Each face becomes a Type0 font whose codes are the glyph numbers of a font written by
`clusterfont`. Two clusters with the same picture but different characters get two codes, so
ToUnicode can say exactly what every code stands for, and text comes out of the file as it
went in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING, TypeAlias

from handouts.pdf.clusterfont import Piece, Pieces, write_font
from handouts.pdf.streams import Stream
from handouts.pdf.truetype import TrueType
from handouts.text.runs import Cluster, Glyph
from handouts.values import dataclass

if TYPE_CHECKING:
    from handouts.pdf.objects import Objects, Reference

# PDF 32000-1, table 123: what characters a font has is up to its own encoding.
_SYMBOLIC = 4

# What is kept between fonts, of any one kind.
_MOST_KEPT = 4_096

# Characters ToUnicode may not name (ISO 14289-1, 7.21.7).
_NO_TEXT = ("\0", "\ufeff", "\ufffe")

_LETTER_AND_JOINERS = re.compile("(?s:.)[\u200c\u200d]*")

# The file, what its codes stand for, the descriptor, the descendant, and the font itself.
FONT_OBJECTS = 5

_PER_BLOCK = 100  # Adobe technical note 5411: entries in one bfchar block

_CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_FOOT = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands for a cluster in a content stream.

    Attributes:
        codes: Two bytes each, as they stand in a literal string (PDF 32000-1, 7.3.4.2), every
            byte as the Latin-1 character with its number. Half as long as hexadecimal digits.
        width: How far they move the pen, in thousandths of the font size.
    """

    codes: str
    width: float


_ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\r": r"\r"})


@lru_cache(maxsize=_MOST_KEPT)
def _as_string(code: int) -> str:
    return code.to_bytes(2, "big").decode("latin-1").translate(_ESCAPED)


@lru_cache(maxsize=_MOST_KEPT)
def _shown(code: int, width: float) -> Shown:
    return Shown(_as_string(code), width)


# A cluster that draws nothing.
UNSEEN = Shown("", 0.0)

# The text a code stands for, and the glyphs it draws: number, shift right, shift up, and so on for
# each. By it the code, and its width in thousandths. Plain values, since files of thousands are
# kept.
Key: TypeAlias = tuple[str, tuple[int, ...]]
Codes: TypeAlias = Mapping[Key, tuple[int, float]]


def shown_by(codes: Codes, cluster: Cluster, *, rtl: bool) -> Shown | None:
    """How a font with these codes shows a cluster; None if it cannot."""
    if not rtl or len(cluster.text) == 1:
        one = codes.get((cluster.text, _numbers(cluster.glyphs)))
        return _shown(*one) if one else None
    found = [codes.get((text, _numbers(glyphs))) for glyphs, text in parts_of(cluster, rtl=rtl)]
    known = [_shown(*each) for each in found if each is not None]
    return _joined(known) if len(known) == len(found) else None


def _joined(parts: Sequence[Shown]) -> Shown:
    return Shown("".join([part.codes for part in parts]), sum([part.width for part in parts]))


def _numbers(glyphs: tuple[Glyph, ...]) -> tuple[int, ...]:
    if len(glyphs) == 1:
        glyph = glyphs[0]
        return (glyph.number, glyph.dx, glyph.dy)
    return tuple([number for glyph in glyphs for number in (glyph.number, glyph.dx, glyph.dy)])


def parts_of(cluster: Cluster, *, rtl: bool) -> list[tuple[tuple[Glyph, ...], str]]:
    """What each code that shows a cluster draws and stands for, from left to right.

    Left to right, a cluster is one code. In right-to-left text viewers turn what they read
    round, most of them character by character, so a letter and its marks would come out
    marks first. There each character has its own code: the first draws the cluster, the
    others are empty and stand to its left.
    """
    if not rtl or len(cluster.text) == 1:
        return [(cluster.glyphs, cluster.text)]
    *marks, first = _as_it_looks(cluster.text)
    return [*(((), text) for text in marks), (cluster.glyphs, first)]


class _Part:
    """What one code stands for, and what it draws, in whatever font it is given out.

    Attributes:
        key: The text and the glyphs; no text for .notdef alone.
        piece: What the font's glyph is made of.
        width: In thousandths of the font size.
        listed: The width as the font's list of widths has it.
        told: The text as ToUnicode has it.
    """

    # A plain class: thousands are kept, and none is compared.
    __slots__ = ("key", "listed", "piece", "told", "width")

    def __init__(self, glyphs: tuple[Glyph, ...], text: str, piece: Piece, width: float) -> None:
        self.key: Key = text, _numbers(glyphs)
        self.piece = piece
        self.width = width
        self.listed = _number(width).encode("ascii")
        self.told = b"<%b>\n" % text.encode("utf-16-be").hex().upper().encode("ascii")


class _Face:
    """What all fonts made of one source have in common.

    Clusters are remembered by who they are, since to hash one takes longer than all else here;
    a cluster tells nothing of the name it came from. What is remembered holds them, so no other
    takes their place.

    Attributes:
        known: What shows each cluster met, from left to right; apart for right-to-left text.
        pieces: What the fonts are put together from.
        name: What they are called after their tag.
        measures: The descriptor's entries that are the same for all.
        notdef: What code 0 draws in each.
    """

    def __init__(self, source: TrueType) -> None:
        self._source = source
        self.known: dict[bool, dict[int, tuple[Cluster, list[_Part]]]] = {False: {}, True: {}}
        self.pieces = Pieces(source)
        self.notdef = self._part((Glyph(0),), "", 0)
        box = " ".join(str(self._thousandths(edge)) for edge in source.box)
        self.name = source.postscript_name.encode("ascii")
        self.measures = (
            f"/Flags {_SYMBOLIC}/FontBBox[{box}]/ItalicAngle {_number(source.italic_angle)}"
            f"/Ascent {self._thousandths(source.ascent)}"
            f"/Descent {self._thousandths(source.descent)}"
            f"/CapHeight {self._thousandths(source.cap_height)}/StemV {_stem(source.weight)}"
        ).encode("ascii")

    def _thousandths(self, length: float) -> int:
        return round(length * 1000 / self._source.units_per_em)

    def learn(self, cluster: Cluster, *, rtl: bool) -> list[_Part]:
        """What shows a cluster, from left to right; it is known from now on.

        Raises:
            ValueError: The cluster could not be read back, or would print as a box.
        """
        parts = []
        for glyphs, text in parts_of(cluster, rtl=rtl):
            _refuse_unreadable(glyphs, text)
            parts.append(self._part(glyphs, text, cluster.advance if glyphs else 0))
        known = self.known[rtl]
        if len(known) >= _MOST_KEPT:
            known.clear()
        known[id(cluster)] = cluster, parts
        return parts

    def _part(self, glyphs: tuple[Glyph, ...], text: str, advance: int) -> _Part:
        # A single glyph keeps its own width and a composite the one it is first met with;
        # kerning is said where it happens.
        if len(glyphs) == 1:
            [glyph] = glyphs
            piece = self.pieces.copy(glyph.number)
            if glyph.dx or glyph.dy:
                piece = self.pieces.composite(glyphs, piece.advance)
        else:
            piece = self.pieces.composite(glyphs, max(0, advance))
        # As the file gives it.
        width = round(piece.advance * 1000 / self._source.units_per_em, 2)
        return _Part(glyphs, text, piece, width)


@lru_cache(maxsize=64)
def _face(source: TrueType) -> _Face:
    return _Face(source)


class EmbeddedFont:
    """A face on its way into a file: codes are given out as clusters are met."""

    def __init__(self, source: TrueType) -> None:
        self._face = _face(source)
        self._known = self._face.known
        # Code 0 is .notdef, which every font has and no handout shows.
        self._parts = [self._face.notdef]
        self._shown = [_shown(0, self._face.notdef.width)]
        self._codes: dict[Key, int] = {}

    @property
    def codes(self) -> dict[Key, tuple[int, float]]:
        """All that have been given out."""
        return {key: (code, self._parts[code].width) for key, code in self._codes.items()}

    def show(self, clusters: Iterable[Cluster], *, rtl: bool) -> list[Shown]:
        """For each cluster the codes that show it and stand for its text.

        Raises:
            ValueError: One could not be read back, or would print as a box.
        """
        known, codes, shown = self._known[rtl], self._codes, self._shown
        found = []
        for cluster in clusters:
            if not cluster.glyphs:
                found.append(UNSEEN)
                continue
            kept = known.get(id(cluster))
            parts = kept[1] if kept else self._face.learn(cluster, rtl=rtl)
            if len(parts) > 1:
                found.append(_joined([self._show(part) for part in parts]))
                continue
            [part] = parts
            code = codes.get(part.key)
            found.append(shown[code] if code is not None else self._show(part))
        return found

    def _show(self, part: _Part) -> Shown:
        code = self._codes.get(part.key)
        if code is None:
            code = self._codes[part.key] = len(self._parts)
            self._parts.append(part)
            self._shown.append(_shown(code, part.width))
        return self._shown[code]

    def add_to(self, objects: Objects) -> Reference:
        """Write the font with the codes given out so far."""
        references = [objects.reserve() for _ in range(FONT_OBJECTS)]
        file, to_unicode, *others = self._written(references[0].name)
        streams = Stream({"Length1": len(file)}, file), Stream({}, to_unicode)
        for reference, value in zip(references, (*streams, *others), strict=True):
            objects.put(reference, value)
        return references[-1]

    def written(self, first: int) -> list[bytes]:
        """The font as objects numbered from `first`, of which the last is the font."""
        file, to_unicode, *others = self._written(first)
        return [
            b"<</Length1 %d/Length %d>>\nstream\n%b\nendstream" % (len(file), len(file), file),
            b"<</Length %d>>\nstream\n%b\nendstream" % (len(to_unicode), to_unicode),
            *others,
        ]

    def _written(self, first: int) -> tuple[bytes, bytes, bytes, bytes, bytes]:
        """The font's objects, the data alone of the two that are streams."""
        face, parts = self._face, self._parts
        file = write_font(face.pieces, [part.piece for part in parts])
        to_unicode = _to_unicode([part.told for part in parts])
        base = b"%b+%b" % (_subset_tag(file + to_unicode), face.name)
        widths = b" ".join([part.listed for part in parts])
        return (
            file,
            to_unicode,
            b"<</Type/FontDescriptor/FontName/%b%b/FontFile2 %d 0 R>>"
            % (base, face.measures, first),
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/W[0[%b]]>>" % (base, first + 2, widths),
            b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H"
            b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (base, first + 3, first + 1),
        )


@lru_cache(maxsize=_MOST_KEPT)
def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _as_it_looks(text: str) -> list[str]:
    """The characters of right-to-left text from left to right.

    A joiner stays with its letter: pdf.js drops one that stands alone, and Persian needs it.
    """
    return [piece[::-1] for piece in reversed(_LETTER_AND_JOINERS.findall(text))]


def _refuse_unreadable(glyphs: tuple[Glyph, ...], text: str) -> None:
    if not text:
        raise ValueError(f"The glyphs {glyphs} stand for no text.")
    # What is printable is text; only of the rest there are a few that are none.
    if not text.isprintable() and any(character in text for character in _NO_TEXT):
        raise ValueError(f"{text!r} holds a character that is no text.")
    for glyph in glyphs:
        if glyph.number == 0:
            raise ValueError(f"{text!r} has no glyph and would print as a box.")


def _subset_tag(content: bytes) -> bytes:
    """Six capitals, the same for the same font and no other (PDF 32000-1, 9.6.4)."""
    return hashlib.sha256(content).digest()[:6].translate(_CAPITALS)


_CAPITALS = bytes(ord("A") + byte % 26 for byte in range(256))


def _stem(weight: int) -> int:
    """The width of a stem, which only viewers without the font would use; from its weight."""
    return round(50 + (weight / 65) ** 2)


def _to_unicode(told: Sequence[bytes]) -> bytes:
    """What each code but the first stands for."""
    lines = list(map(add, _codes(len(told)), told))
    blocks = [lines[at : at + _PER_BLOCK] for at in range(1, len(lines), _PER_BLOCK)]
    body = [b"%d beginbfchar\n%bendbfchar\n" % (len(block), b"".join(block)) for block in blocks]
    return b"".join((_CMAP_HEAD, *body, _CMAP_FOOT))


@lru_cache(maxsize=64)
def _codes(count: int) -> tuple[bytes, ...]:
    """The first so many codes, as ToUnicode names them."""
    return tuple([b"<%04X> " % code for code in range(count)])
