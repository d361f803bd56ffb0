"""sRGB colors, their contrast, and the nearest shade that can be read.

Contrast is WCAG 2.2's ratio of relative luminances, 1 to 21. It depends on luminance alone,
so a pair that passes in color passes in greyscale too.
"""

from __future__ import annotations

import re

from handouts.values import dataclass

# WCAG 2.2, success criterion 1.4.3: body text, and what we ask of a clinic's accent, which
# carries small words and thin lines.
BODY_CONTRAST = 4.5
ACCENT_CONTRAST = 7.0

_HEX = re.compile(r"#([0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class Color:
    """An sRGB color; each channel 0 to 255."""

    red: int
    green: int
    blue: int

    def __post_init__(self) -> None:
        if not all(0 <= channel <= 255 for channel in (self.red, self.green, self.blue)):
            raise ValueError(f"A color channel runs from 0 to 255: {self!r}.")

    @classmethod
    def parse(cls, text: str) -> Color:
        """Read `#RRGGBB`.

        Raises:
            ValueError: The text is anything else.
        """
        match = _HEX.fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text!r} is not a color like #5E2B5C.")
        return cls(*bytes.fromhex(match[1]))

    def __str__(self) -> str:
        return f"#{self.red:02X}{self.green:02X}{self.blue:02X}"

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 for black to 1 for white (WCAG 2.2)."""

        def linear(channel: int) -> float:
            c = channel / 255
            return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

        return 0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)


WHITE = Color(255, 255, 255)


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colors, 1 to 21, the same either way round."""
    high, low = sorted((one.luminance, other.luminance), reverse=True)
    return (high + 0.05) / (low + 0.05)


def safe_on_white(color: Color, at_least: float = ACCENT_CONTRAST) -> Color:
    """The lightest shade of the color's hue and saturation with that contrast on white.

    A color that already has it comes back as it is.
    """
    import colorsys  # only a clinic whose file is read anew has a color to darken

    hue, lightness, saturation = colorsys.rgb_to_hls(
        color.red / 255, color.green / 255, color.blue / 255
    )
    shade = color
    while contrast(shade, WHITE) < at_least:
        lightness = max(0.0, lightness - 0.01)
        shade = Color(*(round(c * 255) for c in colorsys.hls_to_rgb(hue, lightness, saturation)))
    return shade
