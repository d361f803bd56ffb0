"""Make the square test fonts: every glyph is one em wide.

With them a line of ten characters at 12 points is 120 points wide, in every script, so tests of
lines and pages are sums a reader can do in their head. An em is 1000 units; the square reaches
800 units above the baseline and 200 below. Each character has a glyph of its own, and there are
no layout tables: nothing joins, moves or changes.

    python tests/fonts/build_square.py
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

FOLDER = Path(__file__).parent
EM, ASCENT, DESCENT = 1000, 800, -200
# Seconds since 1904, the font format's beginning of time: 1 January 2024.
MADE = 3_786_912_000

RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1 with its no-break space, and Latin Extended-A
    (0x05D0, 0x05EA),  # Hebrew letters
    (0x0627, 0x063A),  # Arabic letters
    (0x0641, 0x064A),  # and the rest of them
    (0x2010, 0x2027),  # dashes, quotes, bullet, ellipsis
    (0x3001, 0x3002),  # ideographic comma and full stop
    (0x4E00, 0x4E20),  # the first Chinese characters
    (0xAC00, 0xAC10),  # the first hangul syllables
    (0xFF0C, 0xFF0C),  # full-width comma
)
CHARACTERS = tuple(code for first, last in RANGES for code in range(first, last + 1))
BLANK = (0x0020, 0x00A0)


def main() -> None:
    """Write both fonts beside this file."""
    for name, bold in (("square.ttf", False), ("square-bold.ttf", True)):
        (FOLDER / name).write_bytes(square_font(bold=bold))


def square_font(*, bold: bool) -> bytes:
    """The font as a file, the same bytes every time."""
    style = "Bold" if bold else "Regular"
    names = {code: f"u{code:04X}" for code in CHARACTERS}
    order = [".notdef", *names.values()]
    outline = frame(thickness=200 if bold else 50)
    blank = {names[code] for code in BLANK}

    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: Glyph() if name in blank else outline for name in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (EM, 0)))
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT, lineGap=0)
    builder.setupNameTable(
        {
            "familyName": "Handouts Square",
            "styleName": style,
            "uniqueFontIdentifier": f"Handouts Square {style}",
            "fullName": f"Handouts Square {style}",
            "psName": f"HandoutsSquare-{style}",
            "version": "Version 1.000",
        }
    )
    builder.setupOS2(
        usWeightClass=700 if bold else 400,
        fsSelection=0x20 if bold else 0x40,
        fsType=0,
        sTypoAscender=ASCENT,
        sTypoDescender=DESCENT,
        sTypoLineGap=0,
        usWinAscent=ASCENT,
        usWinDescent=-DESCENT,
        sxHeight=500,
        sCapHeight=ASCENT,
    )
    builder.setupPost(keepGlyphNames=False, underlinePosition=-100, underlineThickness=50)
    builder.updateHead(macStyle=1 if bold else 0, created=MADE, modified=MADE)
    builder.font.recalcTimestamp = False
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


def frame(*, thickness: int) -> Glyph:
    """The outline of an em square, drawn with a pen of the given thickness."""
    pen = TTGlyphPen(None)
    for inset, clockwise in ((0, True), (thickness, False)):
        left, right = inset, EM - inset
        bottom, top = DESCENT + inset, ASCENT - inset
        corners = ((left, bottom), (left, top), (right, top), (right, bottom))
        start, *others = corners if clockwise else reversed(corners)
        pen.moveTo(start)
        for corner in others:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    main()
