"""Text that is shaped in one go and cut into lines again and again.

Nothing outside a stretch has a say in how it looks: it is a whole paragraph, or what stands
between two isolates. So what was found out about it holds wherever it stands, and is kept: the
glyphs of each part that ever stood on a line, and where lines may end in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import TypeAlias

from handouts.text import shape, ucd
from handouts.text.itemize import Item
from handouts.text.runs import Cluster, GlyphRun

LINE_SEPARATOR = "\u2028"
_SOFT_HYPHEN = "\u00ad"
_JOINERS = "\u200c\u200d"
# Spaces that vanish at the end of a line; those that hold words together do not end lines.
_SPACES = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a")
_TRAILING = _SPACES | frozenset(f"{LINE_SEPARATOR}\u205f\u3000")
_MOST_REMEMBERED = 512

# A run with its level and its width in points.
Piece: TypeAlias = tuple[int, float, GlyphRun]


class Stretch:
    """A stretch of a paragraph.

    Attributes:
        text: Its characters.
        length: How many they are.
        items: What it is shaped by, counted from its own start.
        shaped: Each of them.
        advance: Its width in points.
    """

    def __init__(self, text: str, items: Sequence[Item], shaped: Sequence[shape.Shaped]) -> None:
        self.text, self.length = text, len(text)
        self.items, self.shaped = items, shaped
        self.advance = sum(
            [
                s.advance * i.span.size / i.face.units_per_em
                for i, s in zip(items, shaped, strict=True)
            ]
        )
        self._cuts: dict[tuple[int, int, int], list[Piece]] = {}

    def cut(self, start: int, end: int, space: int = -1) -> list[Piece]:
        """The runs of `text[start:end]`, in logical order.

        Args:
            start: First character.
            end: After the last one.
            space: Where the line is broken at a space, that space: the runs end with it, and it
                has no width. None if negative.
        """
        key = (start, end, space)
        known = self._cuts.get(key)
        if known is None:
            if len(self._cuts) >= _MOST_REMEMBERED:
                self._cuts.clear()
            known = self._cuts[key] = self._cut_anew(start, end, space)
        return known

    def _cut_anew(self, start: int, end: int, space: int) -> list[Piece]:
        ending, cluster = self._space_at(space) if space >= 0 else (-1, None)
        pieces = []
        for number, (item, whole) in enumerate(zip(self.items, self.shaped, strict=True)):
            first, last = max(item.start, start), min(item.end, end)
            shaped = self._part(item, whole, first, last) if first < last else _NOTHING
            clusters = shaped.clusters
            if number == ending and cluster is not None:
                clusters = (*clusters, cluster)
            if not clusters:
                continue
            run = GlyphRun(
                face=item.face.name,
                size=item.span.size,
                units_per_em=item.face.units_per_em,
                rtl=item.level % 2 == 1,
                clusters=clusters,
                mark=item.span.mark,
            )
            width = shaped.advance * item.span.size / item.face.units_per_em
            pieces.append((item.level, width, run))
        return pieces

    def _part(self, item: Item, whole: shape.Shaped, start: int, end: int) -> shape.Shaped:
        if start == item.start and end == item.end:
            return whole
        severed = shape.severed(
            whole,
            start - item.start,
            end - item.start,
            length=item.end - item.start,
            rtl=item.level % 2 == 1,
        )
        return severed or shape_item(self.text, item, start, end)

    def _space_at(self, place: int) -> tuple[int, Cluster | None]:
        """The item a space belongs to, and its cluster without width; none if it needs none.

        Right-to-left text is told in one piece and has no need of it.
        """
        number = 0
        if len(self.items) > 1:
            number = bisect_right(self.items, place, key=lambda item: item.start) - 1
        item, shaped = self.items[number], self.shaped[number]
        if item.level % 2:
            return -1, None
        cluster = shaped.clusters[bisect_right(shaped.starts, place - item.start) - 1]
        return (number, shape.without_width(cluster)) if cluster.text == " " else (-1, None)

    @cached_property
    def widths_before(self) -> list[float]:
        """For each place the width in points of all text before it."""
        widths = [0.0] * self.length
        for item, shaped in zip(self.items, self.shaped, strict=True):
            scale = item.span.size / item.face.units_per_em
            for start, cluster in zip(shaped.starts, shaped.clusters, strict=True):
                widths[item.start + start] = cluster.advance * scale
        return [0.0, *accumulate(widths)]

    @cached_property
    def cluster_starts(self) -> list[int]:
        """Where its clusters start, and its end."""
        starts = [
            item.start + start
            for item, shaped in zip(self.items, self.shaped, strict=True)
            for start in shaped.starts
        ]
        return [*sorted(starts), self.length]


class Places:
    """Where a line may end, in order, counted from the start of a stretch.

    Attributes:
        ends: Where the next line would start.
        seen: After the last character printed, if the line ended there; below zero if that
            stands before the stretch.
        widths: Of everything up to `seen`, in points.
    """

    def __init__(self, ends: list[int], seen: list[int], widths: list[float]) -> None:
        self.ends, self.seen, self.widths = ends, seen, widths

    @classmethod
    def of(cls, text: str, widths_before: Sequence[float], ends: list[int]) -> Places:
        """Places in a text."""
        seen = [without_trailing_spaces(text, end) for end in ends]
        return cls(ends, seen, [widths_before[place] for place in seen])

    def last_within(self, limit: float, start: int, end: int) -> tuple[int, int] | None:
        """The last place after `start`, up to `end`, whose width is within the limit."""
        first = bisect_right(self.ends, start)
        last = bisect_right(self.ends, end, lo=first)
        found = bisect_right(self.widths, limit, lo=first, hi=last) - 1
        return (self.ends[found], self.seen[found]) if found >= first else None


def shape_item(drawn: str, item: Item, start: int, end: int) -> shape.Shaped:
    """Shape a part of an item."""
    return shape.shape(
        drawn,
        start,
        end,
        face=item.face,
        rtl=item.level % 2 == 1,
        script=item.script,
        language=item.span.language,
    )


def may_end(text: str, place: int) -> bool:
    """Whether a line may end at a place where its letters allow it.

    Nothing draws the hyphen a soft hyphen asks for, so a word is not broken there.
    """
    return place > 0 and text[place - 1] != _SOFT_HYPHEN


def without_trailing_spaces(text: str, end: int) -> int:
    """The place after the last character that is printed before `end`."""
    while end and vanishes[text[end - 1]]:
        end -= 1
    return end


class _Vanishes(dict[str, bool]):
    """Whether a character at the end of a line is not printed; fills itself."""

    def __missing__(self, char: str) -> bool:
        unseen = ucd.is_default_ignorable(char) and char not in _JOINERS
        found = self[char] = unseen or char in _TRAILING
        return found


vanishes = _Vanishes()

_NOTHING = shape.Shaped((), ())
