"""Read SVG path data into lines and cubic curves.

The whole grammar of SVG 1.1 (8.3) and SVG 2 (9.3): absolute and relative commands, repeated
ones, numbers without separators (`.5.5`, `1-2`), arc flags without separators (`a1 1 0 01 2 2`).
Quadratic curves are raised to cubic ones, arcs are cut into quarter turns or less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from handouts.geometry import Path, Point, Segment

_SEPARATOR = re.compile(r"[ \t\r\n\f]*,?[ \t\r\n\f]*")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FLAG = re.compile(r"[01]")
_COMMAND = re.compile(r"[MmLlHhVvCcSsQqTtAaZz]")

# What each command takes: n a number, f a flag of an arc.
_TAKES = {
    "M": "nn",
    "L": "nn",
    "H": "n",
    "V": "n",
    "C": "nnnnnn",
    "S": "nnnn",
    "Q": "nnnn",
    "T": "nn",
    "A": "nnnffnn",
    "Z": "",
}

# Nothing on a page is this far away; beyond it, floats lose the shape.
FARTHEST = 1e6
_TINY = 1e-9


class SvgPathError(ValueError):
    """Path data that breaks the grammar."""


def read_path(data: str) -> Path:
    """The outline that path data describes.

    Raises:
        SvgPathError: Where the grammar is broken. SVG viewers would draw up to there; a logo
            that is cut short is worse than none.
    """
    pen = _Pen()
    for command, numbers in _commands(data):
        pen.draw(command, numbers)
    return Path(tuple(pen.segments))


def read_numbers(text: str) -> tuple[float, ...]:
    """Numbers with spaces or commas between, as `points` and `viewBox` have them.

    Raises:
        SvgPathError: There is anything else.
    """
    reader = _Reader(text)
    numbers = []
    while not reader.at_end():
        numbers.append(reader.number())
    return tuple(numbers)


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a repeated one is given its letter again."""
    reader = _Reader(data)
    if reader.at_end():
        return
    command = reader.command()
    if command not in ("M", "m"):
        raise SvgPathError("Path data begins with M.")
    while True:
        numbers = [
            reader.number() if kind == "n" else reader.flag() for kind in _TAKES[command.upper()]
        ]
        yield command, numbers
        if reader.at_end():
            return
        if reader.at_command():
            command = reader.command()
        elif command in "Zz":
            raise SvgPathError(f"Nothing can follow Z but a command (at {reader.at}).")
        else:
            command = {"M": "L", "m": "l"}.get(command, command)


class _Reader:
    """The characters of path data, one token after the other."""

    def __init__(self, data: str) -> None:
        self._data = data
        self.at = 0
        self._skip()

    def at_end(self) -> bool:
        return self.at >= len(self._data)

    def at_command(self) -> bool:
        return _COMMAND.match(self._data, self.at) is not None

    def command(self) -> str:
        return self._token(_COMMAND, "a command")

    def number(self) -> float:
        number = float(self._token(_NUMBER, "a number"))
        if not abs(number) <= FARTHEST:
            raise SvgPathError(f"A number is too large (before {self.at}).")
        return number

    def flag(self) -> float:
        return float(self._token(_FLAG, "0 or 1"))

    def _token(self, pattern: re.Pattern[str], wanted: str) -> str:
        match = pattern.match(self._data, self.at)
        if not match:
            raise SvgPathError(f"{wanted[0].upper()}{wanted[1:]} was expected at {self.at}.")
        self.at = match.end()
        self._skip()
        return match[0]

    def _skip(self) -> None:
        match = _SEPARATOR.match(self._data, self.at)
        self.at = match.end() if match else self.at


class _Pen:
    """Turns commands into segments, keeping the points that later commands refer to."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._here = Point(0, 0)
        self._start = Point(0, 0)
        # Where a smooth curve's first control comes from, if a curve of its kind went before.
        self._cubic_control: Point | None = None
        self._quadratic_control: Point | None = None

    def draw(self, command: str, numbers: list[float]) -> None:
        origin = self._here if command.islower() else Point(0, 0)
        cubic, quadratic = self._cubic_control, self._quadratic_control
        self._cubic_control = self._quadratic_control = None
        letter = command.upper()
        if letter not in "MZ" and self.segments[-1].op == "Z":
            # After Z the next subpath starts where the last one did. (SVG 2, 9.3.4)
            self.segments.append(Segment("M", (self._start,)))

        if letter == "H":
            self._line(Point(origin.x + numbers[0], self._here.y))
        elif letter == "V":
            self._line(Point(self._here.x, origin.y + numbers[0]))
        elif letter == "A":
            end = origin.moved(numbers[5], numbers[6])
            self._arc(numbers[0], numbers[1], numbers[2], bool(numbers[3]), bool(numbers[4]), end)
        elif letter == "Z":
            self.segments.append(Segment("Z"))
            self._here = self._start
        else:
            points = [origin.moved(x, y) for x, y in zip(*[iter(numbers)] * 2, strict=True)]
            if letter == "M":
                self.segments.append(Segment("M", (points[0],)))
                self._here = self._start = points[0]
            elif letter == "L":
                self._line(points[0])
            elif letter == "C":
                self._cubic(*points)
            elif letter == "S":
                self._cubic(_mirrored(cubic, self._here), *points)
            elif letter == "Q":
                self._quadratic(*points)
            else:
                self._quadratic(_mirrored(quadratic, self._here), *points)

    def _line(self, end: Point) -> None:
        self.segments.append(Segment("L", (end,)))
        self._here = end

    def _cubic(self, control: Point, other_control: Point, end: Point) -> None:
        self.segments.append(Segment("C", (control, other_control, end)))
        self._here = end
        self._cubic_control = other_control

    def _quadratic(self, control: Point, end: Point) -> None:
        # The cubic curve that is the same curve has its controls two thirds of the way.
        self._cubic(_between(self._here, control, 2 / 3), _between(end, control, 2 / 3), end)
        self._cubic_control = None
        self._quadratic_control = control

    def _arc(
        self, rx: float, ry: float, rotation: float, large: bool, sweep: bool, end: Point
    ) -> None:
        if math.dist((end.x, end.y), (self._here.x, self._here.y)) < _TINY:
            return
        if min(abs(rx), abs(ry)) < _TINY:
            self._line(end)
            return
        for controls in _arc_curves(
            self._here, end, abs(rx), abs(ry), math.radians(rotation), large, sweep
        ):
            self.segments.append(Segment("C", controls))
        self._here = end


def _mirrored(control: Point | None, about: Point) -> Point:
    if control is None:
        return about
    return Point(2 * about.x - control.x, 2 * about.y - control.y)


def _between(one: Point, other: Point, part: float) -> Point:
    return Point(one.x + (other.x - one.x) * part, one.y + (other.y - one.y) * part)


def _arc_curves(
    start: Point, end: Point, rx: float, ry: float, phi: float, large: bool, sweep: bool
) -> Iterator[tuple[Point, Point, Point]]:
    """An elliptical arc as cubic curves, by way of its center (SVG 2, appendix B.2)."""
    cos, sin = math.cos(phi), math.sin(phi)

    # The start in a frame whose origin is halfway and whose axes are the ellipse's.
    dx, dy = (start.x - end.x) / 2, (start.y - end.y) / 2
    x, y = cos * dx + sin * dy, cos * dy - sin * dx

    # Radii too small to reach from start to end grow until they just do.
    reach = math.hypot(x / rx, y / ry)
    if reach > 1:
        rx, ry = rx * reach, ry * reach
    spare = max(0.0, (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1)
    side = math.sqrt(spare) * (-1 if large == sweep else 1)
    cx, cy = side * rx * y / ry, -side * ry * x / rx

    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    turn = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi

    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)

    def place(unit_x: float, unit_y: float) -> Point:
        """A point of the unit circle on the ellipse, in the drawing's frame."""
        ex, ey = cx + rx * unit_x, cy + ry * unit_y
        return middle.moved(cos * ex - sin * ey, sin * ex + cos * ey)

    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / count
    pull = 4 / 3 * math.tan(step / 4)
    for i in range(count):
        a, b = first + i * step, first + (i + 1) * step
        yield (
            place(math.cos(a) - pull * math.sin(a), math.sin(a) + pull * math.cos(a)),
            place(math.cos(b) + pull * math.sin(b), math.sin(b) - pull * math.cos(b)),
            end if i == count - 1 else place(math.cos(b), math.sin(b)),
        )
