"""Embed the faces a handout uses: one character code for each cluster and its text.

Each face becomes a Type0 font whose codes are the glyph numbers of a font written by
`clusterfont`. Two clusters with the same picture but different characters get two codes, so
ToUnicode can say exactly what every code stands for, and text comes out of the file as it
went in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from handouts.pdf.clusterfont import Shape, write_font
from handouts.pdf.objects import (
    Objects,
    Reference,
    Stream,
    array,
    dictionary,
    name,
    string,
)
from handouts.pdf.truetype import TrueType
from handouts.text.runs import Cluster, Glyph
from handouts.values import dataclass

# PDF 32000-1, table 123: what characters a font has is up to its own encoding.
_SYMBOLIC = 4

# Characters ToUnicode may not name (ISO 14289-1, 7.21.7).
_NO_TEXT = ("\0", "\ufeff", "\ufffe")

_LETTER_AND_JOINERS = re.compile("(?s:.)[\u200c\u200d]*")

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
        codes: In hexadecimal, four digits each.
        width: How far they move the pen, in thousandths of the font size.
    """

    codes: str
    width: float


class EmbeddedFont:
    """A face on its way into a file: codes are given out as clusters are met."""

    def __init__(self, source: TrueType) -> None:
        self.source = source
        # Code 0 is .notdef, which every font has and no handout shows.
        self._shapes = [Shape((Glyph(0),), source.advance(0))]
        self._texts = [""]
        self._codes: dict[tuple[tuple[Glyph, ...], str], int] = {}
        self._shown: tuple[dict[Cluster, Shown], dict[Cluster, Shown]] = ({}, {})

    def show(self, cluster: Cluster, *, rtl: bool) -> Shown:
        """The codes that show a cluster and stand for its text.

        Left to right, a cluster is one code. In right-to-left text viewers turn what they read
        round, most of them character by character, so a letter and its marks would come out
        marks first. There each character has its own code: the first draws the cluster, the
        others are empty and stand to its left.

        Raises:
            ValueError: The cluster could not be read back, or would print as a box.
        """
        known = self._shown[rtl]
        shown = known.get(cluster)
        if shown is None:
            several = rtl and len(cluster.text) > 1
            *marks, first = _as_it_looks(cluster.text) if several else [cluster.text]
            codes = [self._code((), text, 0) for text in marks]
            codes.append(self._code(cluster.glyphs, first, cluster.advance))
            shown = known[cluster] = Shown(
                "".join(f"{code:04X}" for code in codes), sum(map(self._width, codes))
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
        source = self.source
        file = write_font(source, self._shapes)
        to_unicode = _to_unicode(self._texts)
        base = name(f"{_subset_tag(file + to_unicode)}+{source.postscript_name}")

        def thousandths(length: float) -> int:
            return round(length * 1000 / source.units_per_em)

        descriptor = {
            "Type": name("FontDescriptor"),
            "FontName": base,
            "Flags": _SYMBOLIC,
            "FontBBox": array(map(thousandths, source.box)),
            "ItalicAngle": source.italic_angle,
            "Ascent": thousandths(source.ascent),
            "Descent": thousandths(source.descent),
            "CapHeight": thousandths(source.cap_height),
            "StemV": _stem(source.weight),
            "FontFile2": objects.add(Stream({"Length1": len(file)}, file)),
        }
        descendant = {
            "Type": name("Font"),
            "Subtype": name("CIDFontType2"),
            "BaseFont": base,
            "CIDSystemInfo": dictionary(
                {
                    "Registry": string("Adobe"),
                    "Ordering": string("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": objects.add(dictionary(descriptor)),
            "CIDToGIDMap": name("Identity"),
            "W": array([0, array(self._width(code) for code in range(len(self._shapes)))]),
        }
        return objects.add(
            dictionary(
                {
                    "Type": name("Font"),
                    "Subtype": name("Type0"),
                    "BaseFont": base,
                    "Encoding": name("Identity-H"),
                    "DescendantFonts": array([objects.add(dictionary(descendant))]),
                    "ToUnicode": objects.add(Stream({}, to_unicode)),
                }
            )
        )


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
