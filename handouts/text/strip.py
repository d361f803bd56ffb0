"""Stretches end to end, from which lines are cut.

Lines are ragged and greedy: each takes the words that fit. They are chosen by widths summed up
over the whole strip, and measured as they will be printed: a line that came out too wide, since
what a cut parts was shaped again, gives a word back.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from handouts.document import Direction
from handouts.text import bidi
from handouts.text.runs import Line
from handouts.text.stretch import LINE_SEPARATOR, Piece, Stretch, without_trailing_spaces

ROUNDING = 1e-6  # points; the same widths summed in another order differ by less
_BALANCE_STEPS = 12  # halvings: lines of 500 points are balanced to an eighth of a point

# Where a line is cut: where the next one starts, and the end of what is printed on this one.
Cut = tuple[int, int]


class Strip(ABC):
    """Stretches end to end.

    Attributes:
        stretches: In logical order.
        starts: The place of each in the text of all.
        text: Of all of them.
        direction: Of the paragraph they make.
    """

    def __init__(
        self, stretches: Sequence[Stretch], direction: Direction, *, largest: float
    ) -> None:
        """Take stretches.

        Args:
            stretches: In logical order.
            direction: Of the paragraph they make.
            largest: Font size among them, in points.
        """
        self.stretches, self.direction = stretches, direction
        self._largest = largest
        if len(stretches) == 1:
            self.text = stretches[0].text
            self.starts: Sequence[int] = (0,)
            self._befores: Sequence[float] = (0.0,)
            self._advance = stretches[0].advance
        else:
            self.text = "".join([each.text for each in stretches])
            self.starts = [0, *accumulate([each.length for each in stretches[:-1]])]
            widths = [0.0, *accumulate([each.advance for each in stretches])]
            self._advance = widths.pop()
            self._befores = widths

    @abstractmethod
    def segment_ends(self) -> Sequence[int]:
        """Where lines must end."""

    @abstractmethod
    def last_place(self, limit: float, start: int, end: int) -> Cut | None:
        """The last place after `start`, up to `end`, with no more than `limit` points before it."""

    @abstractmethod
    def last_place_inside(self, limit: float, start: int, end: int) -> Cut | None:
        """The same where words must be torn, since one is wider than a line."""

    def greedy_lines(self, measure: float) -> tuple[Line, ...]:
        """Lines that each take what fits.

        Raises:
            ValueError: The measure is narrower than a single character.
        """
        limit = measure + ROUNDING
        end = len(self.text)
        seen = without_trailing_spaces(self.text, end)
        may_fit = self._advance <= limit + (end - seen) * self._largest
        if may_fit and LINE_SEPARATOR not in self.text:
            whole = self._line(0, seen, end, is_last=True)
            if whole.advance <= limit:
                return (whole,)
        lines = []
        start = 0
        for segment_end in self.segment_ends():
            while start < segment_end:
                room = measure
                while True:
                    cut, seen = self._cut(start, segment_end, room)
                    line = self._line(start, seen, cut, is_last=cut == segment_end)
                    if line.advance <= limit:
                        break
                    # Cut off from its neighbors the text grew; take the next shorter line.
                    room = self._before(seen) - self._before(start) - 2 * ROUNDING
                lines.append(line)
                start = cut
        return tuple(lines)

    def balanced_lines(self, measure: float, count: int) -> tuple[Line, ...]:
        """As many lines within the smallest measure that gives no more; none if words are cut."""
        best = self._cuts(measure)
        low, high = 0.0, measure
        for _ in range(_BALANCE_STEPS):
            middle = (low + high) / 2
            cuts = self._cuts(middle)
            if cuts is not None and len(cuts) <= count:
                best, high = cuts, middle
            else:
                low = middle
        if best is None or len(best) != count:
            return ()
        starts = [0, *(cut for cut, _ in best)]
        ends = self.segment_ends()
        return tuple(
            self._line(start, seen, cut, is_last=cut in ends)
            for start, (cut, seen) in zip(starts, best, strict=False)
        )

    def _cuts(self, measure: float) -> list[Cut] | None:
        """Where greedy lines are cut; None if one would have to be cut inside a word."""
        cuts = []
        start = 0
        for segment_end in self.segment_ends():
            while start < segment_end:
                limit = self._before(start) + measure + ROUNDING
                found = self.last_place(limit, start, segment_end)
                if found is None:
                    return None
                cuts.append(found)
                start = found[0]
        return cuts

    def _cut(self, start: int, end: int, room: float) -> Cut:
        """Where the line from `start` ends at best; inside a word only if it must."""
        limit = self._before(start) + room + ROUNDING
        found = self.last_place(limit, start, end) or self.last_place_inside(limit, start, end)
        if found is None:
            raise ValueError("The measure is narrower than a single character.")
        return found

    def _before(self, place: int) -> float:
        """The width in points of all text before a place."""
        index = bisect_right(self.starts, place) - 1
        stretch, offset = self.stretches[index], place - self.starts[index]
        return self._befores[index] + (stretch.widths_before[offset] if offset else 0.0)

    def _line(self, start: int, end: int, cut: int, *, is_last: bool) -> Line:
        """The text from `start` to `end` as one line; the next one, if any, starts at `cut`."""
        space = -1 if is_last or end <= start else self._space(end, cut)
        if len(self.stretches) == 1:
            return _line_of(self.stretches[0].cut(start, end, space) if start < end else [])
        its_stretch = bisect_right(self.starts, space) - 1 if space >= 0 else -1
        pieces = []
        # From the stretch the line starts in to the one it ends in.
        latest = bisect_left(self.starts, end) - 1
        for index in range(bisect_right(self.starts, start) - 1, latest + 1):
            stretch, offset = self.stretches[index], self.starts[index]
            first = start - offset if start > offset else 0
            last = end - offset if index == latest else stretch.length
            if first < last:
                pieces += stretch.cut(first, last, space - offset if index == its_stretch else -1)
        if its_stretch > latest:
            pieces += self.stretches[its_stretch].cut(0, 0, space - self.starts[its_stretch])
        return _line_of(pieces)

    def _space(self, end: int, cut: int) -> int:
        """The space a line is broken at; negative if there is none to be told.

        It stays, without width, so that the line's last word is not joined to the next line's
        first. Right-to-left text is told in one piece and has no need of it.
        """
        return self.text.find(" ", end, cut) if self.direction is Direction.LTR else -1


def _line_of(pieces: Sequence[Piece]) -> Line:
    if not pieces:
        return Line(runs=(), places=(), advance=0.0)
    levels, widths, runs = zip(*pieces, strict=True)
    order = _order(levels)
    if order is None:
        *places, x = accumulate(widths, initial=0.0)
        return Line(runs=runs, places=tuple(places), advance=x)
    *places, x = accumulate([widths[index] for index in order], initial=0.0)
    placed = [0.0] * len(places)
    for index, place in zip(order, places, strict=True):
        placed[index] = place
    return Line(runs=runs, places=tuple(placed), advance=x)


@lru_cache(maxsize=512)
def _order(levels: tuple[int, ...]) -> tuple[int, ...] | None:
    """The runs from left to right; None if that is their order."""
    order = bidi.reorder_runs(levels)
    return None if order == tuple(range(len(levels))) else order
