"""Write what a page shows, every item inside the mark of the element it belongs to.

Items are painted in the order given, which is the reading order: viewers extract text in the
order it is drawn. Consecutive items of one owner share one mark. A right-to-left run is
shown with its glyphs from left to right and the runs of a line in reading order; measured on
poppler, PDFium and pdf.js, that order alone gives all three the right text.

What a visit fills is left out as a hole in the content, for `master.Stamp` to fill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import compress, count, groupby
from typing import TypeAlias

from handouts.color import Color
from handouts.document import RasterPicture
from handouts.geometry import Path, Point, Segment
from handouts.layout.pages import (
    Artifact,
    Element,
    Item,
    Owner,
    PlacedImage,
    PlacedPath,
    PlacedRun,
    Slot,
)
from handouts.pdf.fonts import EmbeddedFont, Shown
from handouts.text.runs import Cluster, FaceName, GlyphRun
from handouts.values import dataclass

# The turns of the text matrix, clockwise on paper.
_TURNS = ("1 0 0 1", "0 -1 1 0", "-1 0 0 -1", "0 1 -1 0")

# How far a glyph may stand from its place, in thousandths of the font size, before a
# correction is written.
_TOLERANCE = 0.5


# How a cluster is drawn: its codes, how far the pen then is from where it should be, in
# thousandths of the font size, and the cluster itself.
Stroke: TypeAlias = tuple[str, float, Cluster]


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A length as short as it can be written: a hundredth of a point is finer than print."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Resources:
    """The fonts and images that the pages name, each met once.

    Attributes:
        fonts: By the name that content streams use, such as F0.
        font_names: The name of each face.
        images: Likewise, such as I0.
    """

    def __init__(self, load: Callable[[FaceName], EmbeddedFont]) -> None:
        self._load = load
        self.font_names: dict[FaceName, str] = {}
        self._image_names: dict[RasterPicture, str] = {}
        self.fonts: dict[str, EmbeddedFont] = {}
        self.images: dict[str, RasterPicture] = {}

    def font(self, face: FaceName) -> str:
        """The name of a face."""
        if face not in self.font_names:
            name = self.font_names[face] = f"F{len(self.fonts)}"
            self.fonts[name] = self._load(face)
        return self.font_names[face]

    def image(self, picture: RasterPicture) -> str:
        """The name of a picture; the same picture twice is one image."""
        if picture not in self._image_names:
            name = self._image_names[picture] = f"I{len(self.images)}"
            self.images[name] = picture
        return self._image_names[picture]


@dataclass(frozen=True, slots=True)
class Content:
    """A content stream with holes.

    Attributes:
        parts: The bytes before the first hole, between each two, and after the last; one part
            alone if there is none.
        holes: For each, the slots that fill it, by index. Slots of one element that stand
            together fill one hole.
        marks: The element that each mark belongs to; a mark's number is its index.
    """

    parts: tuple[bytes, ...]
    holes: tuple[tuple[int, ...], ...]
    marks: tuple[int, ...]


def write_content(
    items: Sequence[Item],
    *,
    slots: Sequence[Slot],
    elements: Sequence[Element],
    height: float,
    resources: Resources,
) -> Content:
    """Write items onto a page of that height, but for those that a visit fills."""
    pen = _Pen(height, resources)
    marks: list[int] = []
    starts: dict[int, list[int]] = {}
    for index, slot in enumerate(slots):
        starts.setdefault(slot.first, []).append(index)
    left_out = {at for slot in slots for at in range(slot.first, slot.first + slot.count)}
    for owner, owned in groupby(enumerate(items), key=lambda item: item[1].owner):
        pen.write(_opening(owner, elements, len(marks)))
        if not isinstance(owner, Artifact):
            marks.append(owner)
        for at, item in owned:
            for index in starts.get(at, ()):
                pen.leave_hole(index)
            if at not in left_out:
                pen.paint(item)
        pen.end_text()
        pen.write("EMC")
    return Content(pen.parts, pen.holes, tuple(marks))


@lru_cache(maxsize=64)
def ink(color: Color) -> str:
    """The operator that chooses a color to fill with."""
    channels = (color.red, color.green, color.blue)
    return f"{' '.join(_fraction(channel / 255) for channel in channels)} rg"


def _opening(owner: Owner, elements: Sequence[Element], mark: int) -> str:
    if isinstance(owner, Artifact):
        return f"/Artifact <</Type /{owner.value}>> BDC"
    return f"/{elements[owner].tag} <</MCID {mark}>> BDC"


class _Pen:
    """Turns items into operators, writing color, font and width only where they change."""

    def __init__(self, height: float, resources: Resources) -> None:
        self._height = height
        self._resources = resources
        self._parts: list[bytes] = []
        self._holes: list[list[int]] = []
        self._lines: list[str] = []
        self._state: dict[str, str] = {}
        self._in_text = False
        self._turned = False
        self._at = (0.0, 0.0)

    @property
    def parts(self) -> tuple[bytes, ...]:
        return (*self._parts, self._written())

    def _written(self) -> bytes:
        return "\n".join([*self._lines, ""]).encode("latin-1")

    @property
    def holes(self) -> tuple[tuple[int, ...], ...]:
        return tuple(map(tuple, self._holes))

    def leave_hole(self, slot: int) -> None:
        """End a part; what fills the hole after it changes nothing for the next."""
        self.end_text()
        if self._holes and not self._lines:
            self._holes[-1].append(slot)
            return
        self._parts.append(self._written())
        self._holes.append([slot])
        self._lines = []

    def write(self, line: str) -> None:
        self._lines.append(line)

    def paint(self, item: Item) -> None:
        if isinstance(item, PlacedRun):
            self._show(item)
        else:
            self.end_text()
            if isinstance(item, PlacedPath):
                self._draw(item)
            else:
                self._place(item)

    def end_text(self) -> None:
        if self._in_text:
            self.write("ET")
            self._in_text = False

    def _set(self, operator: str, operands: str) -> None:
        if self._state.get(operator) != operands:
            self._state[operator] = operands
            self.write(f"{operands} {operator}")

    def _color(self, operator: str, color: Color) -> None:
        channels = (color.red, color.green, color.blue)
        self._set(operator, " ".join(_fraction(channel / 255) for channel in channels))

    def _up(self, y: float) -> float:
        """The only place where y turns round."""
        return self._height - y

    def _show(self, item: PlacedRun) -> None:
        run = item.run
        if not run.clusters:
            return
        self._color("rg", item.color)
        if not self._in_text:
            self.write("BT")
            self._in_text, self._turned, self._at = True, False, (0.0, 0.0)
        font = self._resources.font(run.face)
        self._set("Tf", f"/{font} {number(run.size)}")
        self._move(item.origin, item.quarter_turns % 4)
        embedded = self._resources.fonts[font]
        self.write(shown_run(strokes(run, run.clusters, embedded)))

    def _move(self, origin: Point, turns: int) -> None:
        # Steps are taken between rounded places, so that rounding does not add up.
        x, y = round(origin.x, 2), round(self._up(origin.y), 2)
        if turns or self._turned:
            self.write(f"{_TURNS[turns]} {number(x)} {number(y)} Tm")
        else:
            self.write(f"{number(x - self._at[0])} {number(y - self._at[1])} Td")
        self._at, self._turned = (x, y), bool(turns)

    def _draw(self, item: PlacedPath) -> None:
        if item.fill is None and item.stroke is None:
            return
        if item.fill is not None:
            self._color("rg", item.fill)
        if item.stroke is not None:
            self._color("RG", item.stroke)
            self._set("w", number(item.width))
            self._set("J", "1")
            self._set("j", "1")
        self.write(" ".join(self._outline(item.path)))
        operator = "S" if item.fill is None else "f" if item.stroke is None else "B"
        self.write(operator + ("*" if item.even_odd and item.fill is not None else ""))

    def _outline(self, path: Path) -> Iterator[str]:
        for subpath in _subpaths(path):
            corners = _rectangle(subpath)
            if corners:
                one, other = corners
                x, y = round(one.x, 2), round(self._up(one.y), 2)
                width = round(other.x, 2) - x
                height = round(self._up(other.y), 2) - y
                yield f"{number(x)} {number(y)} {number(width)} {number(height)} re"
                continue
            for segment in subpath:
                places = "".join(f"{number(p.x)} {number(self._up(p.y))} " for p in segment.points)
                yield places + ("h" if segment.op == "Z" else segment.op.lower())

    def _place(self, item: PlacedImage) -> None:
        rect = item.rect
        left, bottom = number(rect.x), number(self._up(rect.bottom))
        self.write(
            f"q {number(rect.width)} 0 0 {number(rect.height)} {left} {bottom} cm "
            f"/{self._resources.image(item.picture)} Do Q"
        )


def _fraction(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def shown_run(strokes: Sequence[Stroke], *, ends: bool = True) -> str:
    """Clusters after each other, and how far the pen must be corrected between them.

    The correction is worked out from where the pen stands, not from the last width, so that
    what is rounded away here is made good there.

    Args:
        strokes: The clusters.
        ends: Whether their run ends with them; else the pen is left where the next one starts.
    """
    codes, offs, _ = zip(*strokes, strict=True)
    if "" in codes:
        strokes = [each for each in strokes if each[0] or each[1]]
        codes, offs, _ = zip(*strokes, strict=True) if strokes else ((), (), ())
    text = ""
    gap = 0.0
    start = 0
    for index in compress(count(), offs):
        text += "".join(codes[start : index + 1])
        gap += offs[index]
        start = index + 1
        if (gap > _TOLERANCE or gap < -_TOLERANCE) and any(codes[start : start + 1]):
            correction = round(gap)
            text += f"){-correction}("
            gap -= correction
    text += "".join(codes[start:])
    shown = f"({text})" if text[:1] != ")" else f"{text[1:]})"
    if not ends and abs(gap) > _TOLERANCE:
        shown += str(-round(gap))
    return f"[{shown}]TJ"


def stroke(run: GlyphRun, cluster: Cluster, shown: Shown) -> Stroke:
    """How a cluster of a run is drawn, as a font shows it."""
    return shown.codes, cluster.advance * 1000 / run.units_per_em - shown.width, cluster


def strokes(run: GlyphRun, clusters: Sequence[Cluster], font: EmbeddedFont) -> list[Stroke]:
    """How clusters of a run are drawn in a font, which has them from now on."""
    return list(map(partial(stroke, run), clusters, font.show(clusters, rtl=run.rtl)))


def _subpaths(path: Path) -> Iterator[list[Segment]]:
    subpath: list[Segment] = []
    for segment in path.segments:
        if segment.op == "M" and subpath:
            yield subpath
            subpath = []
        subpath.append(segment)
    if subpath:
        yield subpath


def _rectangle(subpath: Sequence[Segment]) -> tuple[Point, Point] | None:
    """Two opposite corners, if the outline is an upright rectangle."""
    if [segment.op for segment in subpath] != ["M", "L", "L", "L", "Z"]:
        return None
    a, b, c, d = (segment.points[0] for segment in subpath[:4])
    across = a.y == b.y and b.x == c.x and c.y == d.y and d.x == a.x
    down = a.x == b.x and b.y == c.y and c.x == d.x and d.y == a.y
    return (a, c) if across or down else None
