"""Text to lines of positioned glyphs: fonts, itemization, bidi, shaping, line breaking."""
