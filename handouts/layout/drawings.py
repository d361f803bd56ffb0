"""The drawings: pictograms, marks, tier signs and bumps, as outlines on a grid of 24.

Drawn for this project, in one hand: a stroke of 1.7 with round ends. Outlines are written in
the path notation of SVG. None is ever mirrored, and none says anything the words beside it do
not say too.
"""

from __future__ import annotations

import math
from functools import cache

from handouts.geometry import Path, Point, circle, polyline
from handouts.svg_path import read_path
from handouts.values import dataclass

GRID = 24.0
STROKE = 1.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Lines and filled parts on a 24 by 24 grid.

    Attributes:
        strokes: Drawn with a line.
        fills: Filled.
    """

    strokes: tuple[Path, ...] = ()
    fills: tuple[Path, ...] = ()


_PICTOGRAMS: dict[str, tuple[str, ...]] = {
    # A drop of water with its glint.
    "drop": (
        "M12 3 C12 3 6 10 6 14.6 C6 18.2 8.7 21 12 21 C15.3 21 18 18.2 18 14.6 C18 10 12 3 12 3 Z",
        "M9 15 C9.2 16.8 10.3 17.9 12 18",
    ),
    # A jar of cream.
    "jar": (
        "M6.5 4 H17.5 V8 H6.5 Z",
        "M5 10.2 C5 9 5.8 8 7 8 H17 C18.2 8 19 9 19 10.2 V18 "
        "C19 19.7 17.7 21 16 21 H8 C6.3 21 5 19.7 5 18 Z",
        "M8.5 14 H15.5",
    ),
    # The sun, for sunscreen.
    "sun": (
        "M16 12 A4 4 0 1 1 8 12 A4 4 0 1 1 16 12 Z",
        "M12 2.5 V5",
        "M12 19 V21.5",
        "M2.5 12 H5",
        "M19 12 H21.5",
        "M5.3 5.3 L7 7",
        "M17 17 L18.7 18.7",
        "M5.3 18.7 L7 17",
        "M17 7 L18.7 5.3",
    ),
    # A wide hat, for shade.
    "hat": (
        "M2.5 16 C6 18.6 18 18.6 21.5 16",
        "M6.6 16.8 C6.8 10.5 8.4 6.5 12 6.5 C15.6 6.5 17.2 10.5 17.4 16.8",
        "M7 13.4 C10 14.8 14 14.8 17 13.4",
    ),
    # An open hand, for touching.
    "hand": (
        "M7.5 13 V6.8 A1.3 1.3 0 0 1 10.1 6.8 V11 M10.1 11 V4.4 A1.3 1.3 0 0 1 12.7 4.4 V11 "
        "M12.7 11 V5 A1.3 1.3 0 0 1 15.3 5 V11.5 M15.3 11.5 V7.4 A1.3 1.3 0 0 1 17.9 7.4 V14.5 "
        "C17.9 18.6 15.8 21 12.6 21 C9.6 21 8.3 19.7 7 17.4 L4.5 13.2 "
        "A1.35 1.35 0 0 1 6.8 11.8 L7.5 13",
    ),
    # A lipstick, for makeup.
    "lipstick": (
        "M9.5 11 V6.5 L14.5 3 V11",
        "M8.5 11 H15.5 V15 H8.5 Z",
        "M7.5 15 H16.5 V21 H7.5 Z",
    ),
    # A dumbbell, for exercise.
    "dumbbell": (
        "M8.8 12 H15.2",
        "M5.6 6.2 H8.8 V17.8 H5.6 Z",
        "M15.2 6.2 H18.4 V17.8 H15.2 Z",
        "M2.6 9.4 V14.6",
        "M21.4 9.4 V14.6",
    ),
    # Steam over water, for pool, sauna and hot tub.
    "steam": (
        "M8 3 C6.6 5 9.4 6.6 8 9",
        "M12 3 C10.6 5 13.4 6.6 12 9",
        "M16 3 C14.6 5 17.4 6.6 16 9",
        "M3 14.4 C5 12.6 7 12.6 9 14.4 C11 16.2 13 16.2 15 14.4 C17 12.6 19 12.6 21 14.4",
        "M3 19.4 C5 17.6 7 17.6 9 19.4 C11 21.2 13 21.2 15 19.4 C17 17.6 19 17.6 21 19.4",
    ),
    # A dropper bottle, for acids and retinol.
    "bottle": (
        "M10 3 H14 V7 H10 Z",
        "M9 7 H15 V9.6 C16.6 10.4 17.5 11.6 17.5 13.4 V19 C17.5 20.1 16.6 21 15.5 21 H8.5 "
        "C7.4 21 6.5 20.1 6.5 19 V13.4 C6.5 11.6 7.4 10.4 9 9.6 Z",
        "M9.5 15.5 H14.5",
    ),
    # A tube of cream.
    "tube": ("M9.5 17.5 H14.5 V21 H9.5 Z", "M6.5 3 H17.5 L15.8 17.5 H8.2 Z", "M7.3 6.5 H16.7"),
    # Two fingers at a bump, for picking.
    "tweezers": (
        "M2.9 4.3 L6.4 12.5 A2.2 2.2 0 0 0 10.4 10.7 L6.9 2.5",
        "M21.1 4.3 L17.6 12.5 A2.2 2.2 0 0 1 13.6 10.7 L17.1 2.5",
        "M3 20.8 H7.8 C10 20.8 10 16.4 12 16.4 C14 16.4 14 20.8 16.2 20.8 H21",
    ),
    # A cold star over a folded cloth.
    "cloth": (
        "M12 2.5 V11.1",
        "M8.3 4.65 L15.7 8.95",
        "M15.7 4.65 L8.3 8.95",
        "M5.6 14.2 H18.4 A2.1 2.1 0 0 1 20.5 16.3 V18.7 A2.1 2.1 0 0 1 18.4 20.8 H5.6 "
        "A2.1 2.1 0 0 1 3.5 18.7 V16.3 A2.1 2.1 0 0 1 5.6 14.2 Z",
        "M3.5 17.5 H15",
    ),
    # A pillow.
    "pillow": (
        "M4 7 C9 8.2 15 8.2 20 7 C21.4 7 21 8.4 20.7 9.4 C20.2 11 20.2 13 20.7 14.6 "
        "C21 15.6 21.4 17 20 17 C15 15.8 9 15.8 4 17 C2.6 17 3 15.6 3.3 14.6 "
        "C3.8 13 3.8 11 3.3 9.4 C3 8.4 2.6 7 4 7 Z",
    ),
    # A pill and a tablet, for medicines.
    "pill": (
        "M5.8 13.6 L12 7.4 A3.6 3.6 0 0 1 17.1 12.5 L10.9 18.7 A3.6 3.6 0 0 1 5.8 13.6 Z",
        "M9 10.4 L14 15.5",
        "M8.2 5.6 A2.6 2.6 0 1 1 3 5.6 A2.6 2.6 0 1 1 8.2 5.6 Z",
    ),
    # A razor.
    "razor": ("M5 4 H19 V9 H5 Z", "M8 6.5 H16", "M12 9 V12", "M10.4 12 H13.6 V21 H10.4 Z"),
    # A glass.
    "glass": (
        "M6.5 3.5 H17.5 C17.5 9.5 15.8 13 12 13 C8.2 13 6.5 9.5 6.5 3.5 Z",
        "M12 13 V20.5",
        "M8 20.5 H16",
        "M7.2 7.5 H16.8",
    ),
    # Smoke from a cigarette.
    "smoke": (
        "M3 16 H16.5 V19 H3 Z",
        "M19 16 V19",
        "M21.5 16 V19",
        "M19 13.4 C19 10.6 15.6 11.4 15.6 8.6 C15.6 7 16.6 6.4 16.6 4.5",
    ),
    # A round patch.
    "patch": (
        "M20 12 A8 8 0 1 1 4 12 A8 8 0 1 1 20 12 Z",
        "M15 12 A3 3 0 1 1 9 12 A3 3 0 1 1 15 12 Z",
    ),
    # A camera.
    "camera": (
        "M3 8 H7.5 L9.2 5.5 H14.8 L16.5 8 H21 V19 H3 Z",
        "M15.4 13.2 A3.4 3.4 0 1 1 8.6 13.2 A3.4 3.4 0 1 1 15.4 13.2 Z",
    ),
    # A telephone receiver.
    "phone": (
        "M5.6 3.5 L8.6 3.2 L10.4 7.6 L8.2 9.4 C9.2 12 11.6 14.6 14.4 15.8 L16.3 13.6 "
        "L20.8 15.4 L20.5 18.6 C20.3 20 19.2 20.9 17.8 20.8 C10 20.2 3.8 14 3.2 6.2 "
        "C3.1 4.8 4.2 3.7 5.6 3.5 Z",
    ),
    # A lamp over a bed, for tanning.
    "tanning": (
        "M3.6 8.6 C7 2.8 17 2.8 20.4 8.6 Z",
        "M8 11.8 V14.4",
        "M12 11.8 V14.4",
        "M16 11.8 V14.4",
        "M3 17.6 H21",
        "M6 17.6 V20.8",
        "M18 17.6 V20.8",
    ),
    # A pen with fine needles, for the next session.
    "needle": (
        "M9.4 2.8 H14.6 V10 L17 13.2 H7 L9.4 10 Z",
        "M8.6 16.2 V18.8",
        "M12 16.2 V21.2",
        "M15.4 16.2 V18.8",
    ),
    # A leaf, for gentle care.
    "leaf": (
        "M5 19 C4 11 8.6 5 19.5 4.5 C20 15 14.6 20 7 17.6",
        "M4.5 20.5 C7 15.5 10 12.2 14 9.6",
    ),
    # A clock.
    "clock": ("M20.5 12 A8.5 8.5 0 1 1 3.5 12 A8.5 8.5 0 1 1 20.5 12 Z", "M12 7 V12 L15.4 14"),
    # A calendar leaf, for clinic hours.
    "calendar": ("M5 5.5 H19 V19.5 H5 Z", "M5 10 H19", "M9 3.5 V7", "M15 3.5 V7"),
}


@cache
def pictogram(name: str) -> Drawing:
    """A pictogram by its name.

    Raises:
        KeyError: There is no such drawing; `PICTOGRAM_NAMES` lists them all.
    """
    return Drawing(strokes=tuple(read_path(d) for d in _PICTOGRAMS[name]))


PICTOGRAM_NAMES = frozenset(_PICTOGRAMS)

TICK = polyline([(7, 12.4), (10.6, 16), (17.2, 8.6)])
CROSS = (polyline([(8.2, 8.2), (15.8, 15.8)]), polyline([(15.8, 8.2), (8.2, 15.8)]))


def octagon() -> Path:
    """The filled octagon of an emergency, on the grid."""
    return polyline(
        [
            (12 + 12 * math.cos(math.radians(a)), 12 + 12 * math.sin(math.radians(a)))
            for a in (22.5 + 45 * corner for corner in range(8))
        ],
        closed=True,
    )


EXCLAMATION = read_path("M12 6 V13.2")
EXCLAMATION_DOT = circle(Point(12, 17.4), 1.55)
TRIANGLE = read_path("M12 3.4 L22 20.6 H2 Z")
TRIANGLE_EXCLAMATION = read_path("M12 9.4 V14.2")
TRIANGLE_DOT = circle(Point(12, 17.6), 1.25)


def golden_dots(count: int, *, radius: float) -> tuple[Point, ...]:
    """Places spread evenly over a disc by the golden angle, about the origin."""
    golden_angle = math.pi * (3 - math.sqrt(5))
    return tuple(
        Point(
            radius * math.sqrt((i + 0.5) / count) * math.cos(i * golden_angle),
            radius * math.sqrt((i + 0.5) / count) * math.sin(i * golden_angle),
        )
        for i in range(count)
    )


def _dots(places: tuple[tuple[float, float], ...], radius: float) -> tuple[Path, ...]:
    return tuple(circle(Point(x, y), radius) for x, y in places)


_GRID_DOTS = tuple(
    (x, y)
    for row, y in enumerate((5.5, 8.75, 12.0, 15.25, 18.5))
    for x in ((7.5, 10.5, 13.5, 16.5) if row % 2 == 0 else (6.0, 9.0, 12.0, 15.0, 18.0))
)

# Bumps as dots, not as skin: they show every tone of skin equally.
_BUMPS: dict[str, Drawing] = {
    "rough": Drawing(fills=_dots(_GRID_DOTS, 0.8)),
    "pimples": Drawing(
        strokes=_dots(((8, 9), (15.6, 8), (12.4, 15.6)), 2.4),
        fills=_dots(((8, 9), (15.6, 8), (12.4, 15.6)), 0.9),
    ),
    "rash": Drawing(
        strokes=_dots(
            ((7, 8), (12, 6.6), (17, 8.6), (8, 13), (13, 12), (17, 14.4), (10, 17.4), (15, 18)), 1.3
        )
    ),
    "milia": Drawing(fills=_dots(((8, 8), (15, 7), (12, 12), (7.6, 15.6), (16.4, 16)), 1.3)),
    "follicles": Drawing(
        strokes=tuple(
            read_path(f"M{x} {y} C{x + 0.4} {y - 2.4} {x + 1.6} {y - 3.6} {x + 3.4} {y - 4}")
            for x, y in ((7.0, 10.5), (13.4, 9.4), (9.0, 17.5), (15.0, 16.5))
        ),
        fills=_dots(((7, 10.5), (13.4, 9.4), (9, 17.5), (15, 16.5)), 1.6),
    ),
    "irritated": Drawing(
        strokes=(
            read_path(
                "M6 15.6 C4 11.6 7 7 11.5 6.6 C16.5 6.2 20 9.4 18.6 13.4 C17 18 8.4 20 6 15.6 Z"
            ),
            read_path("M8.6 14.6 L12.6 8.6"),
            read_path("M12 15.6 L15.8 9.4"),
        )
    ),
    "allergy": Drawing(
        strokes=_dots(
            (
                (7.4, 8),
                (12.2, 6),
                (17, 8.2),
                (6.4, 13),
                (12, 11.6),
                (17.4, 13.4),
                (9.2, 17.4),
                (14.6, 17.6),
            ),
            1.7,
        )
    ),
    "coldsore": Drawing(
        strokes=_dots(((10, 10.4), (14, 10.4), (8.2, 13.8), (12, 13.8), (15.8, 13.8)), 1.9)
    ),
    "infection": Drawing(
        strokes=(
            circle(Point(12, 12), 5.2),
            *(
                polyline(
                    [
                        (12 + 8.6 * math.cos(a), 12 + 8.6 * math.sin(a)),
                        (12 + 8.6 * math.cos(a + 0.28), 12 + 8.6 * math.sin(a + 0.28)),
                    ]
                )
                for a in (i * math.pi / 6 for i in range(12))
            ),
        ),
        fills=(circle(Point(12, 12), 2.8),),
    ),
    "lumps": Drawing(strokes=_dots(((9, 9), (15.4, 14.6)), 3.4)),
    "marks": Drawing(fills=(circle(Point(8.6, 9.4), 2.2), circle(Point(15, 14.6), 2.8))),
}

DRAWING_NAMES = frozenset(_BUMPS)


def bumps(name: str) -> Drawing:
    """A drawing of what the bumps may be, by its name.

    Raises:
        KeyError: There is no such drawing; `DRAWING_NAMES` lists them all.
    """
    return _BUMPS[name]
