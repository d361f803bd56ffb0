"""The signs in front of rows and boxes: rings with badges, tier signs, discs of dots.

Meaning never rests on color alone. Do: a thin ring and a solid disc with a tick. Do not: a
thick ring and a hollow disc with a cross. The tiers differ by shape: octagon, triangle,
receiver, calendar.
"""

from __future__ import annotations

from handouts.color import WHITE, Color
from handouts.document import AdviceKind, Proof, Tier
from handouts.geometry import Path, Point, Segment, circle
from handouts.layout import drawings
from handouts.layout.drawings import GRID, STROKE, Drawing
from handouts.layout.painter import Painter
from handouts.style import DO, DO_NOT, INK, URGENT


def draw(
    painter: Painter, drawing: Drawing, *, x: float, y: float, size: float, color: Color = INK
) -> None:
    """A drawing in a square box."""
    scale = size / GRID
    for fill in drawing.fills:
        painter.shape(fill, x=x, y=y, width=size, scale=scale, fill=color)
    for stroke in drawing.strokes:
        painter.shape(
            stroke, x=x, y=y, width=size, scale=scale, stroke=color, weight=STROKE * scale
        )


def heading_mark(painter: Painter, kind: AdviceKind, *, x: float, y: float, size: float) -> None:
    """The large tick or cross in front of a heading."""
    scale = size / GRID
    center = Point(size / 2, size / 2)
    if kind is AdviceKind.DO:
        painter.shape(circle(center, size / 2), x=x, y=y, width=size, fill=DO)
        painter.shape(
            drawings.TICK, x=x, y=y, width=size, scale=scale, stroke=WHITE, weight=2.8 * scale
        )
        return
    painter.shape(
        circle(center, size / 2 - 1.5), x=x, y=y, width=size, stroke=DO_NOT, weight=3 * scale
    )
    for stroke in drawings.CROSS:
        painter.shape(stroke, x=x, y=y, width=size, scale=scale, stroke=DO_NOT, weight=2.8 * scale)


def advice_mark(
    painter: Painter, kind: AdviceKind, name: str, *, x: float, y: float, size: float
) -> None:
    """A pictogram in its ring, with the badge at the lower right."""
    center = Point(size / 2, size / 2)
    doing = kind is AdviceKind.DO
    color, weight = (DO, 1.0) if doing else (DO_NOT, 2.4)
    weight *= size / 32
    radius = size * 0.47 - weight / 2
    painter.shape(circle(center, radius), x=x, y=y, width=size, stroke=color, weight=weight)
    inner = size * 0.66
    _centered(painter, drawings.pictogram(name), x=x, y=y, size=size, inner=inner)

    badge = 5.5 * size / 32
    middle = center.moved(radius * 0.74, radius * 0.74)
    painter.shape(circle(middle, badge + 1.8), x=x, y=y, width=size, fill=WHITE)
    scale = 2 * badge / GRID
    corner = (middle.x - badge, middle.y - badge)
    if doing:
        painter.shape(circle(middle, badge), x=x, y=y, width=size, fill=color)
        painter.shape(
            drawings.TICK,
            scale=scale, inset=corner,
            x=x, y=y, width=size, stroke=WHITE, weight=1.5 * size / 32,
        )  # fmt: skip
        return
    painter.shape(
        circle(middle, badge - 0.6), x=x, y=y, width=size, stroke=color, weight=1.2 * size / 32
    )
    for stroke in drawings.CROSS:
        painter.shape(
            stroke,
            scale=scale * 0.9, inset=(corner[0] + badge * 0.1, corner[1] + badge * 0.1),
            x=x, y=y, width=size, stroke=color, weight=1.5 * size / 32,
        )  # fmt: skip


def _centered(
    painter: Painter,
    drawing: Drawing,
    *,
    x: float,
    y: float,
    size: float,
    inner: float,
    weight: float = 0,
) -> None:
    """A drawing in the middle of a box, its line as heavy as drawn or as told."""
    scale = inner / GRID
    offset = (size - inner) / 2
    for fill in drawing.fills:
        painter.shape(fill, x=x, y=y, width=size, scale=scale, inset=(offset, offset), fill=INK)
    for stroke in drawing.strokes:
        painter.shape(
            stroke, x=x, y=y, width=size, scale=scale, inset=(offset, offset),
            stroke=INK, weight=weight or STROKE * scale,
        )  # fmt: skip


def tier_mark(painter: Painter, tier: Tier, *, x: float, y: float, size: float) -> None:
    """The sign of a tier: octagon, triangle, receiver in a ring, calendar in a ring."""
    scale = size / GRID

    def shape(path: Path, **how: object) -> None:
        painter.shape(path, x=x, y=y, width=size, scale=scale, **how)  # type: ignore[arg-type]  # the keywords of shape

    if tier is Tier.EMERGENCY:
        shape(drawings.octagon(), fill=URGENT)
        shape(drawings.EXCLAMATION, stroke=WHITE, weight=3 * scale)
        shape(drawings.EXCLAMATION_DOT, fill=WHITE)
        return
    if tier is Tier.URGENT:
        shape(drawings.TRIANGLE, stroke=URGENT, weight=2.4 * scale)
        shape(drawings.TRIANGLE_EXCLAMATION, stroke=INK, weight=2.4 * scale)
        shape(drawings.TRIANGLE_DOT, fill=INK)
        return
    shape(circle(Point(12, 12), 11), stroke=INK, weight=1.6 * scale)
    name = "phone" if tier is Tier.SAME_DAY else "calendar"
    # As heavy as the ring around it, or it would look like the sign of something lesser.
    drawing, inner = drawings.pictogram(name), size * 0.58
    _centered(painter, drawing, x=x, y=y, size=size, inner=inner, weight=1.5 * scale)


def bump_mark(painter: Painter, name: str, *, x: float, y: float, size: float) -> None:
    """A drawing of bumps in a ring, in the accent."""
    accent = painter.sheet.accent
    painter.shape(
        circle(Point(size / 2, size / 2), size / 2 - 0.8),
        x=x, y=y, width=size, stroke=accent, weight=1.3,
    )  # fmt: skip
    inner = size * 0.94
    offset = (size - inner) / 2
    scale = inner / GRID
    drawing = drawings.bumps(name)
    for fill in drawing.fills:
        painter.shape(fill, x=x, y=y, width=size, scale=scale, inset=(offset, offset), fill=accent)
    for stroke in drawing.strokes:
        painter.shape(
            stroke, x=x, y=y, width=size, scale=scale, inset=(offset, offset),
            stroke=accent, weight=1.3,
        )  # fmt: skip


def fading_disc(painter: Painter, step: int, *, x: float, y: float, size: float) -> None:
    """A disc whose dots have faded `step` times, each time to less than a third."""
    accent = painter.sheet.accent
    middle = size / 2
    painter.shape(
        circle(Point(middle, middle), middle - 0.75),
        x=x, y=y, width=size, stroke=accent, weight=1.5,
    )  # fmt: skip
    count = max(2, round(70 / 3.5**step))
    for place in drawings.golden_dots(count, radius=size * 0.407):
        painter.dot(place.moved(middle, middle), x=x, y=y, width=size, radius=1.0, color=accent)


def proof_disc(painter: Painter, proof: Proof, *, x: float, y: float, size: float) -> None:
    """A disc full, half or empty, as a claim is proved."""
    accent = painter.sheet.accent
    center = Point(size / 2, size / 2)
    radius = size / 2 - 0.75
    ring = circle(center, radius)
    if proof is Proof.FULL:
        painter.shape(ring, x=x, y=y, width=size, fill=accent)
    elif proof is Proof.HALF:
        painter.shape(_half_disc(ring, center, radius), x=x, y=y, width=size, fill=accent)
    painter.shape(ring, x=x, y=y, width=size, stroke=accent, weight=1.5)


def _half_disc(ring: Path, center: Point, radius: float) -> Path:
    """The left half of a circle made by `circle`: its curves from bottom over left to top."""
    curves = [s for s in ring.segments if s.op == "C"]
    return Path(
        (
            Segment("M", (Point(center.x, center.y + radius),)),
            *curves[2:4],
            Segment("Z"),
        )
    )
