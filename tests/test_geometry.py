"""Points, sizes, rectangles and paths."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from handouts.geometry import (
    A4,
    LETTER,
    Path,
    Point,
    Rect,
    Segment,
    Size,
    circle,
    mm,
    polyline,
    rounded_rectangle,
)


def test_an_inch_is_72_points() -> None:
    assert mm(25.4) == 72


def test_paper_has_its_size_in_points() -> None:
    assert (LETTER.width, LETTER.height) == (612, 792)
    assert (round(A4.width, 2), round(A4.height, 2)) == (595.28, 841.89)


def test_a_size_is_never_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        Size(1, -1)


def test_a_rectangle_knows_its_edges_moves_and_shrinks() -> None:
    rect = Rect(10, 20, 30, 40)

    assert (rect.right, rect.bottom) == (40, 60)
    assert rect.moved(1, 2) == Rect(11, 22, 30, 40)
    assert rect.inset(5) == Rect(15, 25, 20, 30)
    assert Point(1, 2).moved(dy=3) == Point(1, 5)


def test_a_path_moves_scales_and_turns() -> None:
    path = polyline([(0, 0), (2, 1)])

    assert path.moved(1, 1) == polyline([(1, 1), (3, 2)])
    assert path.scaled(3) == polyline([(0, 0), (6, 3)])
    assert path.transformed(0, 1, -1, 0, 5, 0) == polyline([(5, 0), (4, 2)])


def test_a_closed_polyline_ends_where_it_began() -> None:
    assert polyline([(0, 0), (2, 1)], closed=True).segments[-1] == Segment("Z")


def test_paths_add_up_and_know_their_bounds() -> None:
    both = polyline([(0, 0), (2, 1)]) + polyline([(5, -3), (4, 4)])

    assert isinstance(both, Path)
    assert both.bounds == Rect(0, -3, 5, 7)


def test_a_circle_is_round_to_a_thousandth_of_its_radius() -> None:
    path = circle(Point(10, 10), 5)

    assert path.bounds == Rect(5, 5, 10, 10)
    for point in points_on(path):
        assert math.hypot(point.x - 10, point.y - 10) == pytest.approx(5, rel=0.001)


def test_a_rounded_rectangle_touches_its_edges_and_cuts_its_corners() -> None:
    path = rounded_rectangle(Rect(0, 0, 20, 10), 4)
    drawn = list(points_on(path))

    assert path.bounds == Rect(0, 0, 20, 10)
    assert all(math.hypot(p.x, p.y) > 4 * (math.sqrt(2) - 1) - 0.01 for p in drawn)


def test_a_radius_of_0_gives_square_corners() -> None:
    assert rounded_rectangle(Rect(0, 0, 2, 1), 0) == polyline(
        [(0, 0), (2, 0), (2, 1), (0, 1)], closed=True
    )


def points_on(path: Path) -> Iterator[Point]:
    """Points along a path's lines and curves."""
    here = Point(0, 0)
    for segment in path.segments:
        if segment.op == "C":
            a, b, c = segment.points
            for step in range(11):
                t = step / 10
                u = 1 - t
                yield Point(
                    u**3 * here.x + 3 * u * u * t * a.x + 3 * u * t * t * b.x + t**3 * c.x,
                    u**3 * here.y + 3 * u * u * t * a.y + 3 * u * t * t * b.y + t**3 * c.y,
                )
        if segment.points:
            here = segment.points[-1]
            yield here
