"""Colors, their contrast, and the shade of a clinic's color that can be read."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.color import WHITE, Color, contrast, safe_on_white
from handouts.style import DO, DO_NOT, FORM_LINE, INK, LABEL

BLACK = Color(0, 0, 0)
channels = st.integers(0, 255)
colors = st.builds(Color, channels, channels, channels)


@pytest.mark.parametrize(
    ("color", "ratio"),
    [(BLACK, 21), (WHITE, 1), (INK, 17), (LABEL, 9.7), (FORM_LINE, 4.5), (DO, 7.5), (DO_NOT, 7.8)],
)
def test_the_contrast_of_the_looks_colors_on_white(color: Color, ratio: float) -> None:
    assert contrast(color, WHITE) == pytest.approx(ratio, rel=0.04)


@pytest.mark.parametrize(
    ("brand", "shade"),
    [
        ("#E9A23B", "#784D0E"),
        ("#5EC6C0", "#225F5C"),
        ("#F06CA8", "#AC1258"),
        ("#FFE600", "#615700"),
        ("#2F6BFF", "#0043E7"),
        ("#5E2B5C", "#5E2B5C"),
    ],
)
def test_a_clinics_color_is_darkened_only_until_it_can_be_read(brand: str, shade: str) -> None:
    assert str(safe_on_white(Color.parse(brand))) == shade


@given(colors)
def test_every_color_has_a_shade_that_can_be_read(color: Color) -> None:
    shade = safe_on_white(color)

    assert contrast(shade, WHITE) >= 7
    assert safe_on_white(shade) == shade
    if contrast(color, WHITE) >= 7:
        assert shade == color


@given(colors)
def test_the_shade_keeps_the_colors_hue(color: Color) -> None:
    hue, lightness, _ = hls(color)
    shade_hue, shade_lightness, saturation = hls(safe_on_white(color))

    assert shade_lightness <= lightness + 0.01
    # Channels are whole numbers, so the hue of a dull, dark shade is coarse.
    if saturation > 0.3 and shade_lightness > 0.1:
        assert min(abs(hue - shade_hue), 1 - abs(hue - shade_hue)) < 0.03


def hls(color: Color) -> tuple[float, ...]:
    return colorsys.rgb_to_hls(color.red / 255, color.green / 255, color.blue / 255)


@given(colors, colors)
def test_contrast_is_the_same_either_way_round_and_from_1_to_21(one: Color, other: Color) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


@given(colors)
def test_a_color_reads_back_as_it_is_written(color: Color) -> None:
    assert Color.parse(str(color)) == color


def test_small_letters_and_space_around_a_color_are_read_too() -> None:
    assert Color.parse(" #5ec6c0 ") == Color(0x5E, 0xC6, 0xC0)


@pytest.mark.parametrize(
    "text", ["", "5E2B5C", "#5E2B5", "#5E2B5C7", "#GGGGGG", "purple", "#5E2B5C #"]
)
def test_anything_but_six_hex_digits_is_refused_and_the_answer_shows_how(text: str) -> None:
    with pytest.raises(ValueError, match="#5E2B5C"):
        Color.parse(text)


@pytest.mark.parametrize("wrong", [(-1, 0, 0), (0, 256, 0)])
def test_a_channel_runs_from_0_to_255(wrong: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="0 to 255"):
        Color(*wrong)
