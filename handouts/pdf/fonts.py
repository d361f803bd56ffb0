"""Embed the faces a handout uses: one character code for each cluster and its text.

Each face becomes a Type0 font whose codes are the glyph numbers of a font written by
`clusterfont`. Two clusters with the same picture but different characters get two codes, so
ToUnicode can say exactly what every code stands for, and text comes out of the file as it
went in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from handouts.pdf.clusterfont import Shape, write_font
from handouts.pdf.streams import Stream
from handouts.pdf.truetype import TrueType
from handouts.text.runs import Cluster, Glyph
from handouts.values import dataclass

if TYPE_CHECKING:
    from handouts.pdf.objects import Objects, Reference

# PDF 32000-1, table 123: what characters a font has is up to its own encoding.
_SYMBOLIC = 4

# Characters ToUnicode may not name (ISO 14289-1, 7.21.7).
_NO_TEXT = ("\0", "\ufeff", "\ufffe")

_LETTER_AND_JOINERS = re.compile("(?s:.)[\u200c\u200d]*")

# The file, what its codes stand for, the descriptor, the descendant, and the font itself.
FONT_OBJECTS = 5

_PER_BLOCK = 100  # Adobe technical note 5411: entries in one bfchar block

_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_FOOT = """endcmap
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


def _as_string(code: int) -> str:
    return code.to_bytes(2, "big").decode("latin-1").translate(_ESCAPED)


# A cluster that draws nothing.
UNSEEN = Shown("", 0.0)

# By the text a code stands for and the glyphs it draws (number, shift right, shift up, and so on
# for each): the code, and its width in thousandths. Plain values, since files of thousands are
# kept.
Codes: TypeAlias = Mapping[tuple[str, tuple[int, ...]], tuple[int, float]]


def shown_by(codes: Codes, cluster: Cluster, *, rtl: bool) -> Shown | None:
    """How a font with these codes shows a cluster; None if it cannot."""
    found = [codes.get((text, _numbers(glyphs))) for glyphs, text in parts_of(cluster, rtl=rtl)]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return None
    return Shown("".join([_as_string(code) for code, _ in known]), sum([w for _, w in known]))


def _numbers(glyphs: tuple[Glyph, ...]) -> tuple[int, ...]:
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


class EmbeddedFont:
    """A face on its way into a file: codes are given out as clusters are met."""

    def __init__(self, source: TrueType) -> None:
        self.source = source
        # Code 0 is .notdef, which every font has and no handout shows.
        self._shapes = [Shape((Glyph(0),), source.advance(0))]
        self._texts = [""]
        self._codes: dict[tuple[tuple[Glyph, ...], str], int] = {}
        self._shown: tuple[dict[Cluster, Shown], dict[Cluster, Shown]] = ({}, {})

    @property
    def codes(self) -> dict[tuple[str, tuple[int, ...]], tuple[int, float]]:
        """All that have been given out."""
        return {
            (text, _numbers(glyphs)): (code, self._width(code))
            for (glyphs, text), code in self._codes.items()
        }

    def show(self, cluster: Cluster, *, rtl: bool) -> Shown:
        """The codes that show a cluster and stand for its text.

        Raises:
            ValueError: The cluster could not be read back, or would print as a box.
        """
        known = self._shown[rtl]
        shown = known.get(cluster)
        if shown is None:
            codes = [
                self._code(glyphs, text, cluster.advance if glyphs else 0)
                for glyphs, text in parts_of(cluster, rtl=rtl)
            ]
            shown = known[cluster] = Shown(
                "".join(map(_as_string, codes)), sum(map(self._width, codes))
            )
        return shown

    def _code(self, glyphs: tuple[Glyph, ...], text: str, advance: int) -> int:
        code = self._codes.get((glyphs, text))
        if code is None:
            _refuse_unreadable(glyphs, text)
            code = self._codes[glyphs, text] = len(self._shapes)
            # A single glyph keeps its own width and a composite the one it is first met with;
            # kerning is said where it happens.
            alone = len(glyphs) == 1
            width = self.source.advance(glyphs[0].number) if alone else max(0, advance)
            self._shapes.append(Shape(glyphs, width))
            self._texts.append(text)
        return code

    def _width(self, code: int) -> float:
        """In thousandths of the font size, as the file gives it."""
        return round(self._shapes[code].advance * 1000 / self.source.units_per_em, 2)

    def add_to(self, objects: Objects) -> Reference:
        """Write the font with the codes given out so far."""
        references = [objects.reserve() for _ in range(FONT_OBJECTS)]
        written = self._written(references[0].name)
        for reference, value in zip(references, written, strict=True):
            objects.put(reference, value)
        return references[-1]

    def written(self, first: int) -> list[bytes]:
        """The font as objects numbered from `first`, of which the last is the font."""
        return [each if isinstance(each, bytes) else each.plain() for each in self._written(first)]

    def _written(self, first: int) -> list[bytes | Stream]:
        source = self.source
        file = write_font(source, self._shapes)
        to_unicode = _to_unicode(self._texts)
        base = f"{_subset_tag(file + to_unicode)}+{source.postscript_name}"

        def thousandths(length: float) -> int:
            return round(length * 1000 / source.units_per_em)

        box = " ".join(str(thousandths(edge)) for edge in source.box)
        widths = " ".join(_number(self._width(code)) for code in range(len(self._shapes)))
        descriptor = (
            f"<</Type/FontDescriptor/FontName/{base}/Flags {_SYMBOLIC}/FontBBox[{box}]"
            f"/ItalicAngle {_number(source.italic_angle)}/Ascent {thousandths(source.ascent)}"
            f"/Descent {thousandths(source.descent)}/CapHeight {thousandths(source.cap_height)}"
            f"/StemV {_stem(source.weight)}/FontFile2 {first} 0 R>>"
        )
        descendant = (
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {first + 2} 0 R/CIDToGIDMap/Identity/W[0[{widths}]]>>"
        )
        font = (
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H"
            f"/DescendantFonts[{first + 3} 0 R]/ToUnicode {first + 1} 0 R>>"
        )
        return [
            Stream({"Length1": len(file)}, file),
            Stream({}, to_unicode),
            *(each.encode("ascii") for each in (descriptor, descendant, font)),
        ]


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
    if any(character in text for character in _NO_TEXT):
        raise ValueError(f"{text!r} holds a character that is no text.")
    if any(glyph.number == 0 for glyph in glyphs):
        raise ValueError(f"{text!r} has no glyph and would print as a box.")


def _subset_tag(content: bytes) -> str:
    """Six capitals, the same for the same font and no other (PDF 32000-1, 9.6.4)."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(content).digest()[:6])


def _stem(weight: int) -> int:
    """The width of a stem, which only viewers without the font would use; from its weight."""
    return round(50 + (weight / 65) ** 2)


def _to_unicode(texts: Iterable[str]) -> bytes:
    lines = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in enumerate(texts)
        if text
    ]
    blocks = [lines[at : at + _PER_BLOCK] for at in range(0, len(lines), _PER_BLOCK)]
    body = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return (_CMAP_HEAD + body + _CMAP_FOOT).encode("ascii")
