"""Points, sizes, rectangles and paths: the one unit of length is the PDF point, 1/72 inch.

Places are measured from the page's top-left corner, y growing downward; `pdf` alone turns
y round. Other units appear only where a person wrote them, through `mm`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, TypeAlias

from handouts.values import dataclass

POINTS_PER_MM = 72 / 25.4


def mm(length: float) -> float:
    """Millimetres as points."""
    return length * POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class Point:
    """A place on a page, or in a drawing's own coordinates."""

    x: float
    y: float

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> Point:
        """The same place, shifted."""
        return Point(self.x + dx, self.y + dy)


@dataclass(frozen=True, slots=True)
class Size:
    """A width and a height, neither negative."""

    width: float
    height: float

    def __post_init__(self) -> None:
        if self.width < 0 or self.height < 0:
            raise ValueError(f"A size cannot be negative: {self.width} × {self.height}.")


LETTER = Size(612.0, 792.0)
A4 = Size(mm(210), mm(297))


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its top-left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """y of the bottom edge."""
        return self.y + self.height

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> Rect:
        """The same rectangle, shifted."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def inset(self, by: float) -> Rect:
        """The rectangle with `by` points taken off every side."""
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


PathOp: TypeAlias = Literal["M", "L", "C", "Z"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One step of a path.

    Attributes:
        op: M moves, L draws a line, C a cubic Bézier curve, Z closes the subpath.
        points: One point for M and L, three for C (two controls, end), none for Z.
    """

    op: PathOp
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A vector outline of lines and cubic curves."""

    segments: tuple[Segment, ...]

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> Path:
        """The same outline, shifted."""
        return self.transformed(1, 0, 0, 1, dx, dy)

    def scaled(self, by: float) -> Path:
        """The outline scaled about the origin."""
        return self.transformed(by, 0, 0, by, 0, 0)

    def transformed(self, a: float, b: float, c: float, d: float, e: float, f: float) -> Path:
        """The outline under x' = ax + cy + e, y' = bx + dy + f."""
        return Path(
            tuple(
                Segment(
                    s.op,
                    tuple(Point(a * p.x + c * p.y + e, b * p.x + d * p.y + f) for p in s.points),
                )
                for s in self.segments
            )
        )

    @property
    def bounds(self) -> Rect:
        """The rectangle around every point, controls included."""
        points = [p for s in self.segments for p in s.points]
        left, top = min(p.x for p in points), min(p.y for p in points)
        return Rect(left, top, max(p.x for p in points) - left, max(p.y for p in points) - top)

    def __add__(self, other: Path) -> Path:
        return Path(self.segments + other.segments)


def polyline(points: Iterable[tuple[float, float]], *, closed: bool = False) -> Path:
    """Straight lines through the points, in order."""
    places = [Point(x, y) for x, y in points]
    segments = [Segment("M", (places[0],)), *(Segment("L", (p,)) for p in places[1:])]
    return Path((*segments, Segment("Z")) if closed else tuple(segments))


# The control distance that makes four cubic curves the best circle of radius 1.
_KAPPA = 4 / 3 * (math.sqrt(2) - 1)


def circle(center: Point, radius: float) -> Path:
    """A circle as four cubic curves, clockwise from its top."""
    x, y, k = center.x, center.y, radius * _KAPPA

    def curve(*places: tuple[float, float]) -> Segment:
        return Segment("C", tuple(Point(x + dx, y + dy) for dx, dy in places))

    return Path(
        (
            Segment("M", (Point(x, y - radius),)),
            curve((k, -radius), (radius, -k), (radius, 0)),
            curve((radius, k), (k, radius), (0, radius)),
            curve((-k, radius), (-radius, k), (-radius, 0)),
            curve((-radius, -k), (-k, -radius), (0, -radius)),
            Segment("Z"),
        )
    )


def rounded_rectangle(rect: Rect, radius: float) -> Path:
    """A rectangle with circular corners; radius 0 gives square ones."""
    if radius <= 0:
        return polyline(
            [
                (rect.x, rect.y),
                (rect.right, rect.y),
                (rect.right, rect.bottom),
                (rect.x, rect.bottom),
            ],
            closed=True,
        )
    r, k = radius, radius * (1 - _KAPPA)
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom

    def curve(*numbers: float) -> Segment:
        return Segment("C", tuple(Point(*numbers[i : i + 2]) for i in (0, 2, 4)))

    return Path(
        (
            Segment("M", (Point(left + r, top),)),
            Segment("L", (Point(right - r, top),)),
            curve(right - k, top, right, top + k, right, top + r),
            Segment("L", (Point(right, bottom - r),)),
            curve(right, bottom - k, right - k, bottom, right - r, bottom),
            Segment("L", (Point(left + r, bottom),)),
            curve(left + k, bottom, left, bottom - k, left, bottom - r),
            Segment("L", (Point(left, top + r),)),
            curve(left, top + k, left + k, top, left + r, top),
            Segment("Z"),
        )
    )
