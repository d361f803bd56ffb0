"""Fonts, itemization, bidi, shaping and line breaking: text in, lines of glyph runs out."""

from handouts.text.alphabet import usual_letters
from handouts.text.fonts import Face, Fonts, MissingGlyphError, load_fonts
from handouts.text.paragraph import break_lines, forget, natural_width
from handouts.text.runs import Cluster, FaceName, Glyph, GlyphRun, Line, TextSpan

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
