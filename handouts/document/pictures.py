"""Pictures as values: filled outlines, or the bytes of a PNG or JPEG already proved harmless."""

from __future__ import annotations

from typing import TypeAlias

from handouts.color import Color
from handouts.geometry import Path, Size
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledPath:
    """An outline and the color inside it.

    Attributes:
        path: In the picture's own coordinates, y growing downward.
        color: The fill. None takes the clinic's accent.
        even_odd: Fill by the even-odd rule rather than the nonzero one.
    """

    path: Path
    color: Color | None
    even_odd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorPicture:
    """A drawing of filled outlines, painted in order.

    Attributes:
        size: The box the outlines lie in.
        paths: From back to front.
    """

    size: Size
    paths: tuple[FilledPath, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RasterPicture:
    """Rows of pixels, top row first, 8-bit sRGB.

    Attributes:
        width: Pixels in a row.
        height: Rows.
        rgb: width × height × 3 bytes. Transparency has been laid on white.
    """

    width: int
    height: int
    rgb: bytes

    def __post_init__(self) -> None:
        if len(self.rgb) != self.width * self.height * 3:
            raise ValueError(f"{self.width} × {self.height} pixels need three bytes each.")

    @property
    def size(self) -> Size:
        """Its proportions, a pixel as the unit."""
        return Size(float(self.width), float(self.height))


Picture: TypeAlias = VectorPicture | RasterPicture
