"""What can stand on a page: runs of glyphs, outlines and pictures, each at its place.

Places are points from the page's top-left corner, y growing downward.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import TypeAlias

from handouts.color import Color
from handouts.document import RasterPicture
from handouts.geometry import Path, Point, Rect
from handouts.text.runs import GlyphRun, Line
from handouts.values import dataclass


class Artifact(StrEnum):
    """Furniture a screen reader passes over (PDF 32000-1, 14.8.2.2)."""

    PAGINATION = "Pagination"
    LAYOUT = "Layout"


Owner: TypeAlias = int | Artifact


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRun:
    """A glyph run at its place.

    Attributes:
        owner: The element it belongs to, by number, or what kind of artifact it is.
        origin: Left end of the baseline, in every script.
        run: The glyphs; its place on its line has been added to the origin.
        color: Of the ink.
        quarter_turns: Clockwise turns of the run about its origin, 0 to 3.
    """

    owner: Owner
    origin: Point
    run: GlyphRun
    color: Color
    quarter_turns: int = 0


# A line whose elements are known: its color, the left end of its baseline, the line, and the
# marks of its runs that come again for other visits. A tuple is made quicker than placed runs.
InkedLine: TypeAlias = tuple[Color, float, float, Line, Collection[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPath:
    """An outline at its place, filled, stroked or both.

    Attributes:
        owner: The element it belongs to, by number, or what kind of artifact it is.
        path: In page coordinates.
        fill: Color inside it.
        stroke: Color of its line, with round caps and joins.
        width: Of the line, in points.
        even_odd: Fill by the even-odd rule.
    """

    owner: Owner
    path: Path
    fill: Color | None = None
    stroke: Color | None = None
    width: float = 1.0
    even_odd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedImage:
    """Pixels at their place."""

    owner: Owner
    rect: Rect
    picture: RasterPicture


Item: TypeAlias = PlacedRun | PlacedPath | PlacedImage
