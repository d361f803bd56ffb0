"""One font file, and what HarfBuzz makes of text with it.

Nothing else asks HarfBuzz, and it is loaded when the first font is opened: to load it takes
longer than to stamp a handout.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

import uharfbuzz as hb

from handouts.errors import ContentError
from handouts.text import ucd
from handouts.text.runs import Cluster, FaceName

_MOST_INKED = 6_000
_GRAPHEMES = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
_UNSAFE_TO_BREAK = hb.GlyphFlags.UNSAFE_TO_BREAK
_REMOVE_UNSEEN = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
_codepoint, _cluster = attrgetter("codepoint"), attrgetter("cluster")
_position = attrgetter("position")


class Glyphs:
    """What HarfBuzz made of a stretch of text, glyph by glyph from left to right.

    Attributes:
        numbers: Of the glyphs; 0 is the box for a character the font lacks.
        starts: For each, where the characters it shows start, counted from the stretch's own.
        positions: For each, in font units: how far it is set off to the right and up, and how
            far it advances.
        cuts: Where the text can be cut.
    """

    __slots__ = ("cuts", "numbers", "positions", "starts")

    def __init__(self, shaped: hb.Buffer, start: int) -> None:
        infos = shaped.glyph_infos
        self.numbers: tuple[int, ...] = tuple(map(_codepoint, infos))
        starts: list[int] = list(map(_cluster, infos))
        self.starts = [each - start for each in starts] if start else starts
        self.cuts = Cuts(infos, self.starts)
        self.positions: tuple[tuple[int, int, int, int], ...] = tuple(
            map(_position, shaped.glyph_positions)
        )


class Cuts:
    """Where shaped text can be cut and both parts stay as they are."""

    __slots__ = ("_infos", "_starts")

    def __init__(self, infos: Sequence[hb.GlyphInfo], starts: Sequence[int]) -> None:
        self._infos, self._starts = infos, starts

    def can_cut(self, place: int) -> bool:
        """Whether it can be cut before a character; never before one that starts no glyph."""
        if place not in self._starts:
            return False
        # The enumeration's own & takes longer than all else here.
        flags = self._infos[self._starts.index(place)].flags
        return not int.__and__(flags, _UNSAFE_TO_BREAK)


class Face:
    """One open font file.

    Attributes:
        name: What lines and runs call it.
        path: The file.
        font: HarfBuzz's font, at one font unit per em unit.
        units_per_em: Font units in an em.
        ascent: Above the baseline, in font units.
        descent: Below the baseline, in font units; negative.
    """

    __slots__ = (
        "_covered", "_glyphs", "_inked", "_inked_clusters", "ascent", "descent", "font", "name", "path",
        "units_per_em",
    )  # fmt: skip

    def __init__(self, name: FaceName, path: Path) -> None:
        try:
            face = hb.Face(hb.Blob.from_file_path(str(path)))
        except hb.HarfBuzzError:
            face = None
        if face is None or face.glyph_count == 0:
            raise ContentError(
                f"The font file {path.name} is missing or damaged.",
                remedy="Install handouts again.",
            )
        self.name = name
        self.path = path
        self.font = hb.Font(face)
        self.units_per_em: int = face.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent: int = extents.ascender
        self.descent: int = extents.descender
        self._glyphs: dict[str, int | None] = {}
        self._covered: dict[str, bool] = {}
        self._inked: dict[int, tuple[int, int]] = {}
        # By who the cluster is: to hash one takes longer than all else here.
        self._inked_clusters: dict[int, tuple[Cluster, tuple[int, int]]] = {}

    def glyph(self, character: str) -> int | None:
        """The font's own glyph for one character, before shaping; None if it has none."""
        try:
            return self._glyphs[character]
        except KeyError:
            found: int | None = self.font.get_nominal_glyph(ord(character)) or None
            self._glyphs[character] = found
            return found

    def ink(self, glyph: int) -> tuple[int, int]:
        """How far a glyph's ink reaches above and below its origin, in font units, up positive."""
        try:
            return self._inked[glyph]
        except KeyError:
            extents = self.font.get_glyph_extents(glyph)
            top = extents.y_bearing if extents else 0
            found = self._inked[glyph] = (top, top + extents.height if extents else 0)
            return found

    def ink_of(self, cluster: Cluster) -> tuple[int, int]:
        """How far a cluster's ink reaches above and below the baseline, in font units."""
        known = self._inked_clusters.get(id(cluster))
        if known is not None and known[0] is cluster:
            return known[1]
        inks = [(self.ink(glyph.number), glyph.dy) for glyph in cluster.glyphs]
        top = max([above + dy for (above, _), dy in inks], default=0)
        bottom = min([below + dy for (_, below), dy in inks], default=0)
        if len(self._inked_clusters) >= _MOST_INKED:
            self._inked_clusters.clear()
        self._inked_clusters[id(cluster)] = (cluster, (top, bottom))
        return top, bottom

    def covers(self, character: str) -> bool:
        """Whether shaping finds something to draw for one character.

        Nothing is drawn for a default-ignorable, a space is drawn for any other space, and a
        letter with its accent may be drawn from its parts: for these the font need not have
        the character itself.
        """
        try:
            return self._covered[character]
        except KeyError:
            found = self._covered[character] = self._finds(character)
            return found

    def _finds(self, character: str) -> bool:
        if self.glyph(character) is not None or ucd.is_default_ignorable(character):
            return True
        if unicodedata.category(character) == "Zs":
            return self.glyph(" ") is not None
        parts = unicodedata.normalize("NFD", character)
        return parts != character and all(self.glyph(part) is not None for part in parts)

    def covers_all(self, cluster: str) -> bool:
        """Whether the font covers a character and its marks, or the accented letter they make."""
        if len(cluster) == 1:
            return self.covers(cluster)
        if all(map(self.covers, cluster)):
            return True
        composed = unicodedata.normalize("NFC", cluster)
        return len(composed) < len(cluster) and all(map(self.covers, composed))

    def shaped(
        self, text: str, start: int, length: int, *, rtl: bool, script: str, language: str
    ) -> Glyphs:
        """Shape a stretch of a text, in sight of what stands around it."""
        buffer = hb.Buffer()
        buffer.add_str(text, start, length)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = script
        buffer.language = language
        buffer.cluster_level = _GRAPHEMES
        buffer.flags = _REMOVE_UNSEEN
        hb.shape(self.font, buffer)
        return Glyphs(buffer, start)
