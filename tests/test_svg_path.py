import math

import pytest

from handouts.geometry import Point
from handouts.svg_path import SvgPathError, read_numbers, read_path


def written(data: str) -> str:
    """The outline as absolute path data, rounded."""
    return " ".join(
        s.op + ",".join(f"{round(p.x, 3):g} {round(p.y, 3):g}" for p in s.points)
        for s in read_path(data).segments
    )


@pytest.mark.parametrize(
    ("data", "outline"),
    [
        ("", ""),
        ("M1 2L3 4", "M1 2 L3 4"),
        ("m1 2l3 4", "M1 2 L4 6"),
        ("M1 2 3 4 5 6", "M1 2 L3 4 L5 6"),
        ("m1 2 3 4 5 6", "M1 2 L4 6 L9 12"),
        ("M1 1H5h1V7v1", "M1 1 L5 1 L6 1 L6 7 L6 8"),
        ("M0 0C1 1 2 1 3 0S5-1 6 0", "M0 0 C1 1,2 1,3 0 C4 -1,5 -1,6 0"),
        ("M1 1c1 1 2 1 3 0s2-1 3 0", "M1 1 C2 2,3 2,4 1 C5 0,6 0,7 1"),
        ("M1 1S2 2 3 1", "M1 1 C1 1,2 2,3 1"),
        ("M0 0Q3 3 6 0", "M0 0 C2 2,4 2,6 0"),
        ("M0 0Q3 3 6 0T12 0", "M0 0 C2 2,4 2,6 0 C8 -2,10 -2,12 0"),
        ("M0 0T6 3", "M0 0 C0 0,2 1,6 3"),
        ("M0 0q3 3 6 0t6 0", "M0 0 C2 2,4 2,6 0 C8 -2,10 -2,12 0"),
        ("M1 1h2v2zl5 5", "M1 1 L3 1 L3 3 Z M1 1 L6 6"),
        ("M1 1h2zm1 1h1z", "M1 1 L3 1 Z M2 2 L3 2 Z"),
        ("M.5.5-1-2", "M0.5 0.5 L-1 -2"),
        ("M1e1,1E-1L+2,-.5e+1", "M10 0.1 L2 -5"),
        ("M0.5.25.125.0625", "M0.5 0.25 L0.125 0.062"),
        ("\tM 1\n,2 \r L3,4", "M1 2 L3 4"),
        ("M0 0A0 5 0 0 1 9 9", "M0 0 L9 9"),
        ("M3 3A5 5 0 0 1 3 3L4 4", "M3 3 L4 4"),
    ],
)
def test_path_data_becomes_lines_and_cubic_curves(data: str, outline: str) -> None:
    assert written(data) == outline


def test_a_smooth_curve_forgets_a_curve_of_the_other_kind() -> None:
    assert written("M0 0Q3 3 6 0S8 1 9 0").endswith("C6 0,8 1,9 0")
    assert written("M0 0C1 1 2 1 3 0T6 3").endswith("C3 0,4 1,6 3")


@pytest.mark.parametrize(
    ("flags", "center", "degrees"),
    [
        ("0 1", (0, 10), 90),
        ("1 1", (10, 0), 270),
        ("0 0", (10, 0), -90),
        ("1 0", (0, 10), -270),
    ],
)
def test_an_arc_stays_on_its_circle(flags: str, center: tuple[int, ...], degrees: int) -> None:
    # From (0, 0) to (10, 10) with radius 10 there are two circles and two ways round each.
    *_, start = read_path("M0 0").segments[0].points
    turned = 0.0
    for segment in read_path(f"M0 0A10 10 0 {flags} 10 10").segments[1:]:
        points = (start, *segment.points)
        for t in (0.25, 0.5, 0.75, 1):
            x, y = bezier(points, t)
            assert math.dist((x, y), center) == pytest.approx(10, abs=0.01)
        turned += math.atan2(
            cross(sub(points[0], center), sub(points[3], center)),
            dot(sub(points[0], center), sub(points[3], center)),
        )
        start = segment.points[-1]

    assert start == Point(10, 10)
    assert math.degrees(turned) == pytest.approx(degrees)


def bezier(points: tuple[Point, ...], t: float) -> tuple[float, ...]:
    u = 1 - t
    k = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    return (
        sum(a * p.x for a, p in zip(k, points, strict=True)),
        sum(a * p.y for a, p in zip(k, points, strict=True)),
    )


def sub(point: Point, center: tuple[int, ...]) -> tuple[float, ...]:
    return point.x - center[0], point.y - center[1]


def cross(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return one[0] * other[1] - one[1] * other[0]


def dot(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return one[0] * other[0] + one[1] * other[1]


def test_a_turned_ellipse_reaches_as_far_as_it_should() -> None:
    # A quarter turn makes the ellipse of radii 20 and 10 stand upright.
    bounds = read_path("M0 0A20 10 90 0 1 20 0A20 10 90 0 1 0 0").bounds

    assert (bounds.x, bounds.y) == pytest.approx((0, -20), abs=0.001)
    assert (bounds.width, bounds.height) == pytest.approx((20, 40), abs=0.001)


def test_radii_that_do_not_reach_grow() -> None:
    assert written("M0 0A1 1 0 0 1 10 0") == written("M0 0A5 5 0 0 1 10 0")


def test_arc_flags_need_no_separators() -> None:
    assert written("M0 0a5 5 0 1110 0") == written("M0 0a5 5 0 1 1 10 0")
    assert written("M0 0a5,5,0,01.5.5") == written("M0 0a5 5 0 0 1 .5 .5")


@pytest.mark.parametrize(
    "data",
    [
        "L1 2",
        "1 2",
        "M1",
        "M1 2L3",
        "M1 2 3",
        "M1 2X3",
        "M1 2L3 4 nonsense",
        "M1 2z3 4",
        "M0 0A1 1 0 2 0 3 3",
        "M1 2L1e999 0",
        "M1 2L9999999 0",
        "M1 2Lnan 0",
        "M1 2L. 0",
        "M١ ٢",
    ],
)
def test_path_data_that_breaks_off_is_refused(data: str) -> None:
    with pytest.raises(SvgPathError):
        read_path(data)


def test_tiny_and_huge_arcs_divide_by_nothing() -> None:
    for data in (
        "M0 0A1e-300 1e-300 0 0 1 1 1",
        "M0 0A1e6 1e-8 3 1 0 1 1",
        "M0 0A5 5 0 0 1 1e-20 0",
    ):
        assert all(
            math.isfinite(p.x) and math.isfinite(p.y)
            for s in read_path(data).segments
            for p in s.points
        )


def test_lists_of_numbers_are_read() -> None:
    assert read_numbers(" 1,2 -3.5.5 ") == (1, 2, -3.5, 0.5)
    with pytest.raises(SvgPathError):
        read_numbers("1 two")
