"""The font written for a handout draws what the source draws, and its tables tell the truth."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fontTools.pens.basePen import DecomposingPen
from fontTools.ttLib import TTFont

from handouts.library import Library
from handouts.pdf import clusterfont
from handouts.pdf.clusterfont import Pieces, write_font
from handouts.pdf.truetype import FontFileError, TrueType, parse_outline
from handouts.text.runs import Glyph

FONTS = Library.find().fonts
WITNESSES = {
    "Latin": "noto-sans/NotoSans-Regular.ttf",
    "Urdu": "noto-nastaliq-urdu/NotoNastaliqUrdu-Regular.ttf",
    "Tamil": "noto-sans-tamil/NotoSansTamil-Bold.ttf",
    "Persian": "vazirmatn/Vazirmatn-Regular.ttf",
    "Chinese": "noto-sans-sc/NotoSansSC-Regular.ttf",
}


class Moves(DecomposingPen):  # type: ignore[misc]  # fontTools has no types for it
    """Every point an outline goes through, moved by an offset."""

    skipMissingComponents = False  # noqa: N815 - fontTools' name

    def __init__(self, glyphs: Any, dx: int, dy: int) -> None:
        super().__init__(glyphs)
        self.dx, self.dy = dx, dy
        self.steps: list[tuple[str, tuple[Any, ...]]] = []

    def _add(self, step: str, points: tuple[Any, ...]) -> None:
        moved = [p and (round(p[0] + self.dx), round(p[1] + self.dy)) for p in points]
        self.steps.append((step, tuple(moved)))

    def moveTo(self, pt: Any) -> None:  # noqa: N802 - fontTools' name
        self._add("move", (pt,))

    def lineTo(self, pt: Any) -> None:  # noqa: N802 - fontTools' name
        self._add("line", (pt,))

    def qCurveTo(self, *points: Any) -> None:  # noqa: N802 - fontTools' name
        self._add("curve", points)

    def closePath(self) -> None:  # noqa: N802 - fontTools' name
        self._add("close", ())


def drawing(font: TTFont, glyphs: tuple[Glyph, ...]) -> list[tuple[str, tuple[Any, ...]]]:
    steps = []
    for glyph in glyphs:
        pen = Moves(font.getGlyphSet(), glyph.dx, glyph.dy)
        pen.glyphSet[font.getGlyphName(glyph.number)].draw(pen)
        steps += pen.steps
    return steps


def reading(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data), lazy=False, checkChecksums=2)


@dataclass(frozen=True, slots=True)
class Shape:
    """Glyphs for one glyph of the new font, and its width; a glyph as it is has its own."""

    glyphs: tuple[Glyph, ...]
    advance: int | None = None


def font_of(source: TrueType, shapes: Sequence[Shape]) -> bytes:
    return written_with(Pieces(source), shapes)


def written_with(kept: Pieces, shapes: Sequence[Shape]) -> bytes:
    return write_font(
        kept,
        [
            kept.copy(shape.glyphs[0].number)
            if shape.advance is None
            else kept.composite(shape.glyphs, shape.advance)
            for shape in shapes
        ],
    )


def glyph_numbers(font: TTFont, *, composite: bool, count: int) -> list[int]:
    glyf = font["glyf"]
    found = [
        number
        for number, name in enumerate(font.getGlyphOrder())
        if glyf[name].numberOfContours and glyf[name].isComposite() == composite
    ]
    step = max(1, len(found) // count)
    return found[::step][:count]


@pytest.fixture(scope="module", params=list(WITNESSES.values()), ids=list(WITNESSES))
def path(request: pytest.FixtureRequest) -> Path:
    return FONTS / str(request.param)


@pytest.fixture(scope="module")
def shapes(path: Path) -> list[Shape]:
    """Glyphs alone, shifted, stacked, twice, of composites, and of nothing at all."""
    font = TTFont(path)
    simple = glyph_numbers(font, composite=False, count=60)
    composite = glyph_numbers(font, composite=True, count=20)
    space = font.getGlyphID(font.getBestCmap()[ord(" ")])
    plain = [Shape((Glyph(number),)) for number in [0, space, *simple, *composite]]
    shifted = [Shape((Glyph(number, 30, -210),), 400) for number in simple[:5]]
    stacked = [
        Shape((Glyph(a), Glyph(b, -120, 340), Glyph(space, 10, 0)), 610)
        for a, b in zip(simple, reversed([*simple, *composite]), strict=False)
    ]
    twice = [Shape((Glyph(simple[0]),)), Shape((Glyph(simple[0]),))]
    empty = [Shape((), 250), Shape((Glyph(space, 5, 5),), 260)]
    return plain + shifted + stacked + twice + empty


@pytest.fixture(scope="module")
def written(path: Path, shapes: list[Shape]) -> TTFont:
    return reading(font_of(TrueType(path), shapes))


def test_each_glyph_draws_its_cluster(path: Path, shapes: list[Shape], written: TTFont) -> None:
    source = TTFont(path)

    for number, shape in enumerate(shapes):
        assert drawing(written, (Glyph(number),)) == drawing(source, shape.glyphs)


def test_each_glyph_has_its_width_and_its_box(
    path: Path, shapes: list[Shape], written: TTFont
) -> None:
    source = TrueType(path)
    glyf, metrics = written["glyf"], written["hmtx"].metrics
    for shape, name in zip(shapes, written.getGlyphOrder(), strict=False):
        glyph = glyf[name]
        stated = (getattr(glyph, "xMin", 0), getattr(glyph, "yMin", 0))
        glyph.recalcBounds(glyf)

        advance = shape.advance
        assert metrics[name][0] == (
            source.advance(shape.glyphs[0].number) if advance is None else advance
        )
        if glyph.numberOfContours:
            assert stated == pytest.approx((glyph.xMin, glyph.yMin), abs=1)


def test_maxp_reserves_exactly_what_the_glyphs_need(path: Path, written: TTFont) -> None:
    stated = dict(vars(written["maxp"]))
    written["maxp"].recalc(written)
    needed = vars(written["maxp"])

    for name in needed:
        if name.startswith("max") and name not in ("maxZones",):
            assert stated[name] == needed[name], name
    assert stated["maxSizeOfInstructions"] == stated["maxStorage"] == 0


def test_no_glyph_has_instructions_or_padding(path: Path, shapes: list[Shape]) -> None:
    data = font_of(TrueType(path), shapes)
    font = reading(data)
    glyf, places = font.reader["glyf"], font["loca"].locations

    for start, end in zip(places, list(places)[1:], strict=False):
        outline = parse_outline(glyf[start:end])
        if outline:
            assert end - start - len(outline.record) in range(4)
    assert set(font.reader.keys()) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}


def test_an_outline_is_read_without_instructions_and_padding() -> None:
    # Three points; the second flag is repeated once. x takes 3 bytes, y takes 1 + 2 * 2.
    head = struct.pack(">5hH", 1, 0, 0, 9, 9, 2)
    points = bytes([0x37, 0x0B, 1]) + bytes(range(1, 9))

    outline = parse_outline(head + b"\0\3abc" + points + b"\0\0\0")

    assert outline is not None
    assert outline.record == head + b"\0\0" + points
    assert (outline.points, outline.contours) == (3, 1)


def test_the_sums_are_right(path: Path, shapes: list[Shape]) -> None:
    data = font_of(TrueType(path), shapes)

    assert sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF == 0xB1B0AFBA


def test_hhea_tells_the_extremes(written: TTFont) -> None:
    stated = dict(vars(written["hhea"]))
    written["hhea"].recalc(written)

    for name in (
        "advanceWidthMax",
        "minLeftSideBearing",
        "minRightSideBearing",
        "xMaxExtent",
        "numberOfHMetrics",
    ):
        assert stated[name] == getattr(written["hhea"], name), name


def test_a_large_font_finds_its_glyphs() -> None:
    source = TrueType(FONTS / WITNESSES["Chinese"])
    shapes = [Shape((Glyph(number),)) for number in range(2000)]

    font = reading(font_of(source, shapes))

    assert font.reader.tables["glyf"].length > 2 * 0xFFFF
    assert drawing(font, (Glyph(1999),)) == drawing(
        TTFont(FONTS / WITNESSES["Chinese"]), (Glyph(1999),)
    )


def test_a_glyph_used_by_two_texts_is_drawn_once() -> None:
    source = TrueType(FONTS / WITNESSES["Latin"])
    notdef, letter = Shape((Glyph(0),)), Shape((Glyph(36),))

    once = font_of(source, [notdef, letter])
    twice = font_of(source, [notdef, letter, letter])

    assert len(twice) - len(once) < 32


def test_a_font_is_the_same_whatever_was_written_before(path: Path, shapes: list[Shape]) -> None:
    at_first = font_of(TrueType(path), shapes[3:])
    kept = Pieces(TrueType(path))
    for other in (shapes[::-1], shapes[:40], [*shapes[20:], *shapes[:20]]):
        written_with(kept, other)

    assert written_with(kept, shapes[3:]) == at_first


def test_what_is_kept_is_bounded_and_a_font_is_the_same_without(
    path: Path, shapes: list[Shape], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = font_of(TrueType(path), shapes)
    monkeypatch.setattr(clusterfont, "_MOST_KEPT", 4)
    kept = Pieces(TrueType(path))

    assert written_with(kept, shapes) == expected
    assert len(kept._copies) <= 4
    assert len(kept._composites) <= 4


def test_a_file_that_is_no_truetype_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "font.ttf").write_bytes(b"OTTO" + bytes(100))

    with pytest.raises(FontFileError, match="not a TrueType file"):
        TrueType(tmp_path / "font.ttf")
