"""Read an SVG logo as filled outlines, and refuse every other thing an SVG can hold.

A logo is a drawing of flat colors, so this reads shapes, groups, fills and transforms. What
would fetch, run, repeat or need a font is refused by name and line, and so are gradients,
strokes and transparency, which would print otherwise than the designer meant.

Elements and attributes pass by being on a list. A declaration of document type or entities is
refused before it is read, and size, depth and the number of elements have a limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from handouts.clinic.svg_values import (
    BLACK,
    IDENTITY,
    Fill,
    Matrix,
    SvgError,
    read_fill,
    read_length,
    read_size,
    read_transform,
    times,
)
from handouts.color import Color
from handouts.document import FilledPath, VectorPicture
from handouts.geometry import Path, Point, Rect, Size, circle, polyline, rounded_rectangle
from handouts.svg_path import SvgPathError, read_numbers, read_path
from handouts.values import dataclass

MAX_BYTES = 1024 * 1024
MAX_ELEMENTS = 5_000
MAX_DEPTH = 64
MAX_SEGMENTS = 20_000

_SVG = "http://www.w3.org/2000/svg"
# What Inkscape notes down for itself, which no viewer draws.
_EDITORS = (
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.inkscape.org/namespaces/inkscape",
)


# Shapes and containers, with the attributes that are their own.
_ELEMENTS = {
    "svg": {
        "viewBox",
        "width",
        "height",
        "preserveAspectRatio",
        "x",
        "y",
        "version",
        "baseProfile",
    },
    "g": set[str](),
    "defs": set[str](),
    "path": {"d"},
    "rect": {"x", "y", "width", "height", "rx", "ry"},
    "circle": {"cx", "cy", "r"},
    "ellipse": {"cx", "cy", "rx", "ry"},
    "polygon": {"points"},
    "polyline": {"points"},
    "line": {"x1", "y1", "x2", "y2"},
}
_DESCRIPTIVE = {"title", "desc", "metadata"}

_REFUSED_ELEMENTS = {
    "a": "a link",
    "animate": "an animation",
    "animateMotion": "an animation",
    "animateTransform": "an animation",
    "clipPath": "a clipping path",
    "filter": "a filter",
    "foreignObject": "a piece of a web page",
    "image": "another picture",
    "linearGradient": "a gradient",
    "mask": "a mask",
    "pattern": "a pattern",
    "radialGradient": "a gradient",
    "script": "a script",
    "set": "an animation",
    "style": "a style sheet",
    "symbol": "a symbol",
    "text": "text, which needs a font,",
    "textPath": "text, which needs a font,",
    "tspan": "text, which needs a font,",
    "use": "a copy of another shape",
}

# Properties that say nothing about a filled outline without a stroke.
_WITHOUT_EFFECT = re.compile(
    r"stroke-[a-z]+|font(-[a-z]+)*|text(-[a-z]+)*|[a-z]+-rendering|-inkscape-[a-z-]+|line-height"
    r"|(letter|word)-spacing|clip-rule|color|color-interpolation(-filters)?|paint-order"
    r"|vector-effect|enable-background|overflow|isolation|solid-(color|opacity)"
    r"|white-space|writing-mode|direction|shape-(inside|padding|margin)|stop-(color|opacity)"
)
_NOTES = re.compile(r"id|class|role|lang|focusable|tabindex|pathLength|(aria|data)-.*")
# Properties that may be there as long as they are switched off.
_ONLY = {
    "opacity": {"1", "1.0", "100%"},
    "fill-opacity": {"1", "1.0", "100%"},
    "stroke": {"none", "transparent"},
    "visibility": {"visible", "inherit"},
    "mix-blend-mode": {"normal"},
    "clip-path": {"none"},
    "mask": {"none"},
    "filter": {"none"},
    "marker": {"none"},
    "marker-start": {"none"},
    "marker-mid": {"none"},
    "marker-end": {"none"},
}
_WHAT_IT_IS = {
    "opacity": "transparency",
    "fill-opacity": "transparency",
    "stroke": "a stroked line",
    "visibility": "a hidden part",
    "mix-blend-mode": "blending",
    "clip-path": "a clipping path",
    "mask": "a mask",
    "filter": "a filter",
}


def read_svg(data: bytes) -> VectorPicture:
    """The drawing in an SVG file; its view box is the picture's size, a unit being a point.

    Raises:
        SvgError: It is not XML, is too large, or holds what a logo here cannot hold; with the
            line and what to do.
    """
    if len(data) > MAX_BYTES:
        raise SvgError(f"It is larger than {MAX_BYTES // 1024} kB.")
    drawing = _Drawing()
    parser = DefusedXMLParser(target=drawing, forbid_dtd=True)
    expat = parser.parser
    try:
        parser.feed(data)
        parser.close()
    except Exception as error:
        problem = _explained(error)
        line = expat.CurrentLineNumber
        raise SvgError(f"In line {line}: {problem.message}", problem.remedy) from None
    return drawing.picture()


def _explained(error: Exception) -> SvgError:
    """What an exception of reading means to the person who has the file."""
    match error:
        case SvgError():
            return error
        case DefusedXmlException():
            return SvgError(
                "It declares a document type (<!DOCTYPE).",
                "Open it in a text editor, delete everything from <!DOCTYPE to the > that ends "
                "it, and save; or export it again.",
            )
        case ParseError():
            return SvgError("It is not a whole SVG file.", "Export it again.")
        case SvgPathError():
            return SvgError(f"It has numbers we cannot read. {error}", "Export it again.")
        case LookupError() | ValueError():
            return SvgError("It is in an encoding we cannot read.", "Export it as UTF-8.")
    raise error


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What an element passes on to those inside it.

    Attributes:
        matrix: From its coordinates to the drawing's.
        fill: The paint of shapes.
        even_odd: The rule of filling.
        drawn: Whether shapes here are painted.
        described: Whether this is inside a title, description or an editor's note.
    """

    matrix: Matrix = IDENTITY
    fill: Fill = BLACK
    even_odd: bool = False
    drawn: bool = True
    described: bool = False


class _Drawing:
    """Takes the parser's events, element by element, and collects the outlines."""

    def __init__(self) -> None:
        self._states = [_State()]
        self._elements = 0
        self._segments = 0
        self._box: Rect | None = None
        self._stretch = 1.0
        self._paths: list[FilledPath] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise SvgError(f"It has more than {MAX_ELEMENTS} elements.")
        if len(self._states) > MAX_DEPTH:
            raise SvgError(f"Its groups are nested more than {MAX_DEPTH} deep.")
        self._states.append(self._enter(tag, attributes))

    def end(self, tag: str) -> None:
        self._states.pop()

    def data(self, data: str) -> None:
        """Words between elements mean nothing in a drawing."""

    def pi(self, target: str, data: str = "") -> None:
        if target.split()[:1] == ["xml-stylesheet"]:
            raise SvgError("It asks for a style sheet.")

    def close(self) -> None:
        """Everything was taken as it came."""

    def picture(self) -> VectorPicture:
        if self._box is None or not self._paths:
            raise SvgError("Nothing in it can be seen.")
        box = self._box
        move = (self._stretch, 0, 0, 1, -box.x * self._stretch, -box.y)
        return VectorPicture(
            size=Size(box.width * self._stretch, box.height),
            paths=tuple(replace(p, path=p.path.transformed(*move)) for p in self._paths),
        )

    def _enter(self, tag: str, attributes: Mapping[str, str]) -> _State:
        around = self._states[-1]
        namespace, _, name = tag.rpartition("}")
        namespace = namespace.removeprefix("{")
        if around.described:
            return around
        if self._box is None:
            if name != "svg" or namespace not in (_SVG, ""):
                raise SvgError("It is not an SVG drawing.", "Name a PNG, JPEG or SVG file.")
            self._open(attributes)
        elif name == "svg" and namespace in (_SVG, ""):
            raise SvgError("It holds a drawing inside the drawing (svg).")
        if namespace in _EDITORS or name in _DESCRIPTIVE:
            return replace(around, described=True)
        if namespace not in (_SVG, "") or name not in _ELEMENTS:
            what = _REFUSED_ELEMENTS.get(name, "something that cannot be printed")
            raise SvgError(f"It holds {what} ({name}).".replace(", (", " ("))

        state = _inherit(around, _properties(name, attributes))
        if name == "defs":
            state = replace(state, drawn=False)
        elif state.drawn and name in _SHAPES and (path := _SHAPES[name](attributes)):
            self._add(path, state)
        return state

    def _open(self, attributes: Mapping[str, str]) -> None:
        width, height = (read_size(attributes.get(side)) for side in ("width", "height"))
        if "viewBox" in attributes:
            numbers = read_numbers(attributes["viewBox"])
            if len(numbers) != 4:
                raise SvgError("Its viewBox has not four numbers.")
            self._box = Rect(*numbers)
        elif width and height:
            self._box = Rect(0, 0, width, height)
        else:
            raise SvgError(
                "It does not say how large it is: it has no viewBox.", "Export it again."
            )
        if not (self._box.width > 0 and self._box.height > 0):
            raise SvgError("Its viewBox is empty.", "Export it again.")
        # Any other ratio fits the whole drawing in, and what that leaves empty is no part of it.
        if attributes.get("preserveAspectRatio", "").split()[:1] == ["none"] and width and height:
            self._stretch = (width / height) / (self._box.width / self._box.height)

    def _add(self, path: Path, state: _State) -> None:
        self._segments += len(path.segments)
        if self._segments > MAX_SEGMENTS:
            raise SvgError(f"Its outlines have more than {MAX_SEGMENTS} pieces.")
        if state.fill == "none" or not any(s.op in "LC" for s in path.segments):
            return
        placed = path.transformed(*state.matrix)
        if self._is_in_view(placed):
            color = state.fill if isinstance(state.fill, Color) else None
            self._paths.append(FilledPath(path=placed, color=color, even_odd=state.even_odd))

    def _is_in_view(self, path: Path) -> bool:
        """Whether a path is to be seen; one that is cut off by the edge is refused."""
        if self._box is None:
            return False
        # A hair's breadth over the edge is usual, and nobody cuts it off.
        slack = 0.02 * max(self._box.width, self._box.height)
        room = self._box.inset(-slack)
        bounds = path.bounds
        if not _holds(room, bounds):
            bounds = _flattened(path).bounds
        if _holds(room, bounds):
            return True
        if (
            bounds.x >= self._box.right
            or bounds.y >= self._box.bottom
            or bounds.right <= self._box.x
            or bounds.bottom <= self._box.y
        ):
            return False
        raise SvgError(
            "A part of it reaches over the edge of the drawing.",
            "Make the drawing's page fit its contents, and export it again.",
        )


def _holds(room: Rect, bounds: Rect) -> bool:
    return (
        room.x <= bounds.x
        and room.y <= bounds.y
        and bounds.right <= room.right
        and bounds.bottom <= room.bottom
    )


def _flattened(path: Path) -> Path:
    """The path with its curves as short lines, whose bounds are the curve's own."""
    points: list[tuple[float, float]] = []
    for segment in path.segments:
        if segment.op != "C":
            points.extend((p.x, p.y) for p in segment.points)
            continue
        (x0, y0), (a, b, c) = points[-1], segment.points
        for t in (i / 16 for i in range(1, 17)):
            u = 1 - t
            k = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            points.append(
                (
                    k[0] * x0 + k[1] * a.x + k[2] * b.x + k[3] * c.x,
                    k[0] * y0 + k[1] * a.y + k[2] * b.y + k[3] * c.y,
                )
            )
    return polyline(points)


def _properties(element: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """The properties an element sets, its style attribute winning over its attributes."""
    properties: dict[str, str] = {}
    for name, value in attributes.items():
        if name.rpartition("}")[2] == "href":
            raise SvgError(f"It refers to another place ({element} href).")
        _refuse_references(name, value)
        own = name in _ELEMENTS[element] or _NOTES.fullmatch(name)
        if not own and name != "style" and "}" not in name:
            properties[name] = value.strip()
    for declaration in attributes.get("style", "").split(";"):
        if declaration.strip():
            name, _, value = declaration.partition(":")
            properties[name.strip()] = value.strip()

    for name, value in properties.items():
        if name in _ONLY and value not in _ONLY[name]:
            raise SvgError(f"It holds {_WHAT_IT_IS.get(name, name)} ({name}).")
        if name.lower().startswith("on"):
            raise SvgError(f"It holds a script ({name}).")
        if name not in _READ and name not in _ONLY and not _WITHOUT_EFFECT.fullmatch(name):
            raise SvgError(f"It uses {name[:40]!r}, which cannot be printed.")
    return properties


_READ = {"fill", "fill-rule", "transform", "display"}


def _refuse_references(name: str, value: str) -> None:
    # A backslash could spell url( in a way that is not found here.
    if "url(" in value.lower() or "@import" in value.lower() or "\\" in value:
        what = "a gradient or pattern" if name in ("fill", "style") else "a reference"
        raise SvgError(f"It holds {what} (url).")


def _inherit(around: _State, properties: Mapping[str, str]) -> _State:
    state = around
    if "transform" in properties:
        state = replace(state, matrix=times(state.matrix, read_transform(properties["transform"])))
    fill = properties.get("fill", "inherit")
    if fill != "inherit":
        state = replace(state, fill=read_fill(fill))
    rule = properties.get("fill-rule", "inherit")
    if rule != "inherit":
        state = replace(state, even_odd=rule == "evenodd")
    if properties.get("display") == "none":
        state = replace(state, drawn=False)
    return state


def _rect(attributes: Mapping[str, str]) -> Path | None:
    x, y, width, height = (read_length(attributes, name) for name in ("x", "y", "width", "height"))
    if width <= 0 or height <= 0:
        return None
    rx = read_length(attributes, "rx" if "rx" in attributes else "ry")
    ry = read_length(attributes, "ry" if "ry" in attributes else "rx")
    rx, ry = min(abs(rx), width / 2), min(abs(ry), height / 2)
    if not rx or not ry:
        return rounded_rectangle(Rect(x, y, width, height), 0)
    # Corners that are quarters of an ellipse: round ones, then pulled.
    unit = rounded_rectangle(Rect(0, 0, width / rx, height / ry), 1)
    return unit.transformed(rx, 0, 0, ry, x, y)


def _circle(attributes: Mapping[str, str]) -> Path | None:
    radius = read_length(attributes, "r")
    return _oval(attributes, radius, radius)


def _ellipse(attributes: Mapping[str, str]) -> Path | None:
    return _oval(attributes, read_length(attributes, "rx"), read_length(attributes, "ry"))


def _oval(attributes: Mapping[str, str], rx: float, ry: float) -> Path | None:
    if rx <= 0 or ry <= 0:
        return None
    x, y = read_length(attributes, "cx"), read_length(attributes, "cy")
    return circle(Point(0, 0), 1).transformed(rx, 0, 0, ry, x, y)


def _polygon(attributes: Mapping[str, str]) -> Path | None:
    numbers = read_numbers(attributes.get("points", ""))
    if len(numbers) % 2:
        raise SvgError("It has a polygon with half a point.")
    return polyline(_pairs(numbers), closed=True) if numbers else None


def _pairs(numbers: Iterable[float]) -> Iterator[tuple[float, float]]:
    return zip(*[iter(numbers)] * 2, strict=True)


def _path(attributes: Mapping[str, str]) -> Path | None:
    path = read_path(attributes.get("d", ""))
    return path if path.segments else None


# A line has no inside, so without a stroke there is nothing to see of it.
_SHAPES: dict[str, Callable[[Mapping[str, str]], Path | None]] = {
    "path": _path,
    "rect": _rect,
    "circle": _circle,
    "ellipse": _ellipse,
    "polygon": _polygon,
    "polyline": _polygon,
}
