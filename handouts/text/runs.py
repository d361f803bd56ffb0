"""The values that pass between text and page: spans in, lines of glyph runs out.

A span is text of one style, as the caller styled it. A run is text of one span, script,
direction and font, shaped. Neither holds a font: a face is named, so that lines pickle and
print. Lengths in a run's clusters are font units; everything else is points.
"""

from __future__ import annotations

from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpan:
    """Text of one style, in logical order.

    Attributes:
        text: The characters, isolates included; never a line break.
        size: Font size in points.
        bold: Bold rather than regular.
        language: BCP 47 tag of this text; shaping and line breaking depend on it.
        together: Never broken across lines (a date, a phone number, a dose).
        mark: A number of the caller's, carried to the runs (a color, a link).
    """

    text: str
    size: float
    bold: bool = False
    language: str
    together: bool = False
    mark: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceName:
    """One font file: a family's folder in the library, and its weight."""

    family: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a cluster, by its number in the font, shifted in font units."""

    number: int
    dx: int = 0
    dy: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """What is drawn for some characters that cannot be told apart on paper.

    Attributes:
        text: The characters it stands for, in logical order, without bidi controls. A mirrored
            bracket in right-to-left text is given as it looks, since viewers mirror none.
        glyphs: From left to right, each from the cluster's own origin.
        advance: To the next cluster, kerning included, in font units.
    """

    text: str
    glyphs: tuple[Glyph, ...]
    advance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GlyphRun:
    """Shaped text of one face, size and direction.

    Attributes:
        face: The font it is drawn with.
        size: Font size in points.
        units_per_em: The face's, to turn font units into points.
        rtl: Whether its characters run right to left.
        clusters: From left to right, whatever the direction.
        mark: The `mark` of the span it came from.
    """

    face: FaceName
    size: float
    units_per_em: int
    rtl: bool
    clusters: tuple[Cluster, ...]
    mark: int

    @property
    def advance(self) -> float:
        """Width in points."""
        return sum(c.advance for c in self.clusters) * self.size / self.units_per_em

    @property
    def text(self) -> str:
        """The characters in logical order; the last run of a line may end with a space."""
        return "".join(c.text for c in (reversed(self.clusters) if self.rtl else self.clusters))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a paragraph.

    A left-to-right line broken at a space ends with that space, whose cluster has no advance:
    nothing is drawn or moved by it, and whoever joins lines has their words apart.

    Attributes:
        runs: In logical order. PDF viewers extract text in the order it is drawn, so the order
            is the reading order.
        places: The left end of each run, in points from the left end of the line.
        advance: Width in points; the space the line was broken at has none.
    """

    runs: tuple[GlyphRun, ...]
    places: tuple[float, ...]
    advance: float

    @property
    def text(self) -> str:
        """The characters in logical order."""
        return "".join(run.text for run in self.runs)
