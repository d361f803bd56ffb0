"""Fonts, itemization, bidi, shaping and line breaking: text in, lines of glyph runs out."""

from typing import TYPE_CHECKING

from handouts.lazily import later
from handouts.text.alphabet import usual_letters
from handouts.text.fonts import Fonts, MissingGlyphError, load_fonts
from handouts.text.paragraph import break_lines, forget, natural_width
from handouts.text.runs import Cluster, FaceName, Glyph, GlyphRun, Line, TextSpan

if TYPE_CHECKING:
    from handouts.text.face import Face

__getattr__ = later(__name__, {"face": ("Face",)})

__all__ = [
    "Cluster",
    "Face",
    "FaceName",
    "Fonts",
    "Glyph",
    "GlyphRun",
    "Line",
    "MissingGlyphError",
    "TextSpan",
    "break_lines",
    "forget",
    "load_fonts",
    "natural_width",
    "usual_letters",
]
