"""The square test fonts are what their builder makes, and are square."""

from __future__ import annotations

import pytest
import uharfbuzz as hb

from tests.fonts.build_square import CHARACTERS, FOLDER, square_font

WITNESSES = ("Ab é", "Część", "שלום", "سلام", "一丁。", "가각", "1–2…")


@pytest.mark.parametrize(("name", "bold"), [("square.ttf", False), ("square-bold.ttf", True)])
def test_a_square_font_is_what_its_builder_makes(name: str, bold: bool) -> None:
    assert (FOLDER / name).read_bytes() == square_font(bold=bold)


@pytest.mark.parametrize("name", ["square.ttf", "square-bold.ttf"])
@pytest.mark.parametrize("text", WITNESSES)
def test_every_character_is_one_glyph_one_em_wide(name: str, text: str) -> None:
    glyphs, advances = shape(name, text)

    assert 0 not in glyphs
    assert advances == [1000] * len(text)


@pytest.mark.parametrize("name", ["square.ttf", "square-bold.ttf"])
def test_every_character_has_a_glyph_of_its_own(name: str) -> None:
    font = hb.Font(hb.Face((FOLDER / name).read_bytes()))

    assert len({font.get_nominal_glyph(code) for code in CHARACTERS}) == len(CHARACTERS)


@pytest.mark.parametrize("name", ["square.ttf", "square-bold.ttf"])
def test_the_square_reaches_from_200_below_the_baseline_to_800_above(name: str) -> None:
    extents = hb.Font(hb.Face((FOLDER / name).read_bytes())).get_font_extents("ltr")

    assert (extents.ascender, extents.descender, extents.line_gap) == (800, -200, 0)


def shape(name: str, text: str) -> tuple[list[int], ...]:
    font = hb.Font(hb.Face((FOLDER / name).read_bytes()))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return (
        [glyph.codepoint for glyph in buffer.glyph_infos],
        [position.x_advance for position in buffer.glyph_positions],
    )
