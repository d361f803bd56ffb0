"""Read what stands in an SVG's attributes: colors, transforms and lengths.

What cannot be read is refused with `SvgError`, never guessed at.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from handouts.clinic.mistakes import BadValueError
from handouts.color import Color
from handouts.svg_path import FARTHEST, read_numbers

OUTLINES = "Ask your designer for a version with outlines and flat colors only, as SVG or as PNG."

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Fill: TypeAlias = Color | Literal["accent", "none"]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
BLACK = Color(0, 0, 0)

_TRANSFORM = re.compile(r"\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)[\s,]*")
_LENGTH = re.compile(r"\s*([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in)?\s*")
_PX = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_SHORT_HEX = re.compile(r"#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])")
_RGB = re.compile(r"rgb\(\s*([0-9.]+%?)[\s,]+([0-9.]+%?)[\s,]+([0-9.]+%?)\s*\)")


class SvgError(BadValueError):
    """An SVG that cannot be a logo; `read_svg` puts the line into the message."""

    def __init__(self, message: str, remedy: str = OUTLINES) -> None:
        super().__init__(message, remedy)


def read_fill(value: str) -> Fill:
    """A fill: a color in any way of CSS that is opaque, the clinic's accent, or none."""
    if value.lower() in ("none", "transparent"):
        return "none"
    if value.lower() == "currentcolor":
        return "accent"
    color = _color(value)
    if color is None:
        raise SvgError(f"It has a fill we cannot read ({value[:40]!r}).")
    return color


def _color(value: str) -> Color | None:
    if match := _SHORT_HEX.fullmatch(value):
        return Color.parse("#" + "".join(digit * 2 for digit in match.groups()))
    if match := _RGB.fullmatch(value):
        return Color(*(_channel(part) for part in match.groups()))
    if value.startswith("#"):
        try:
            return Color.parse(value)
        except ValueError:
            return None
    # Pillow knows the 148 names of CSS. It is slow to import, so only a drawing that has names
    # waits for it.
    from PIL import ImageColor

    if value.lower() not in ImageColor.colormap:
        return None
    return Color(*ImageColor.getrgb(value.lower())[:3])


def _channel(part: str) -> int:
    try:
        value = float(part.removesuffix("%")) * (255 if part.endswith("%") else 100) / 100
    except ValueError:
        raise SvgError(f"It has a fill we cannot read ({part!r}).") from None
    return round(min(255.0, value))


def read_transform(transform: str) -> Matrix:
    """A list of transforms as one matrix, the last of the list done first."""
    matrix = IDENTITY
    at = 0
    while at < len(transform):
        match = _TRANSFORM.match(transform, at)
        if not match:
            raise SvgError("It has a transform we cannot read.")
        matrix = times(matrix, _step(match[1], read_numbers(match[2])))
        at = match.end()
    return matrix


def _step(kind: str, numbers: tuple[float, ...]) -> Matrix:
    match kind, numbers:
        case "matrix", (a, b, c, d, e, f):
            return (a, b, c, d, e, f)
        case "translate", (x,):
            return (1, 0, 0, 1, x, 0)
        case "translate", (x, y):
            return (1, 0, 0, 1, x, y)
        case "scale", (x,):
            return (x, 0, 0, x, 0, 0)
        case "scale", (x, y):
            return (x, 0, 0, y, 0, 0)
        case "rotate", (degrees,):
            return _turn(degrees)
        case "rotate", (degrees, x, y):
            there, back = (1, 0, 0, 1, x, y), (1, 0, 0, 1, -x, -y)
            return times(times(there, _turn(degrees)), back)
        case "skewX", (degrees,):
            return (1, 0, math.tan(math.radians(degrees)), 1, 0, 0)
        case "skewY", (degrees,):
            return (1, math.tan(math.radians(degrees)), 0, 1, 0, 0)
    raise SvgError(f"It has a transform we cannot read ({kind}).")


def _turn(degrees: float) -> Matrix:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (cos, sin, -sin, cos, 0, 0)


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that does `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    product = (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )
    if not all(abs(number) <= FARTHEST for number in product):
        raise SvgError("It has a transform that moves things out of sight.")
    return product


def read_length(attributes: Mapping[str, str], name: str) -> float:
    """A length in the drawing's own units."""
    value = attributes.get(name, "0").strip().removesuffix("px")
    numbers = read_numbers(value)
    if len(numbers) != 1:
        raise SvgError(f"It has a length we cannot read ({name}).")
    return numbers[0]


def read_size(value: str | None) -> float | None:
    """The width or height of the whole drawing, in CSS pixels; None for `100%` and the like."""
    match = _LENGTH.fullmatch(value or "")
    if not match:
        return None
    (number,) = read_numbers(match[1]) or (0.0,)
    return number * _PX[match[2] or "px"]
