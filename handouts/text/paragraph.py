"""Break a paragraph into lines.

Lines are ragged and greedy: each takes the words that fit. A line is measured as it will be
printed: what a line end cuts is shaped again, and a line that came out too wide gives a word
back. A piece wider than the whole measure is cut between characters, so nothing ever runs over
the edge. In left-to-right paragraphs the space a line was broken at stays in it, without width:
readers that follow the tags put lines together as they are.

Where the lines stand on a page is `layout`'s business.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import accumulate

from handouts.document import Direction
from handouts.text import bidi, shape, ucd
from handouts.text.fonts import Fonts
from handouts.text.itemize import Item, itemize
from handouts.text.linebreak import Break, break_opportunities
from handouts.text.plain import plain_item
from handouts.text.runs import Cluster, GlyphRun, Line, TextSpan

_ROUNDING = 1e-6  # points; the same widths summed in another order differ by less
_LINE_SEPARATOR = "\u2028"
_SOFT_HYPHEN = "\u00ad"
_JOINERS = "\u200c\u200d"
# Spaces that vanish at the end of a line; those that hold words together do not end lines.
_SPACES = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a")
_TRAILING = _SPACES | frozenset(f"{_LINE_SEPARATOR}\u205f\u3000")
_ANY_BREAK = re.compile(rb"[^\0]")
_MANDATORY = re.compile(re.escape(bytes([Break.MANDATORY])))
_BALANCE_STEPS = 12  # halvings: lines of 500 points are balanced to an eighth of a point


def break_lines(
    spans: Sequence[TextSpan],
    *,
    measure: float,
    direction: Direction,
    fonts: Fonts,
    balance: bool = False,
) -> tuple[Line, ...]:
    """Set one paragraph in lines no wider than the measure.

    Args:
        spans: The paragraph's text. U+2028 in it ends a line; no text gives one empty line.
        measure: Width of the lines in points.
        direction: Of the paragraph as a whole; its words find their own.
        fonts: The sheet's fonts.
        balance: Make the lines about equally long, without making more of them, so that a
            heading does not leave one short word on its last line.

    Raises:
        MissingGlyphError: No font has some character; all of them are named.
        ValueError: The measure is narrower than a single character.
    """
    return balanced_or_greedy(_paragraph(tuple(spans), direction, fonts), measure, balance=balance)


def balanced_or_greedy(paragraph: Paragraph, measure: float, *, balance: bool) -> tuple[Line, ...]:
    """The lines of a paragraph; see `break_lines`."""
    lines = paragraph.greedy_lines(measure)
    if balance and len(lines) > 1:
        balanced = paragraph.balanced_lines(measure, len(lines))
        if all(line.advance <= measure + _ROUNDING for line in balanced):
            return balanced or lines
    return lines


def natural_width(spans: Sequence[TextSpan], *, direction: Direction, fonts: Fonts) -> float:
    """Width in points of a paragraph set in one line; of the longest, if U+2028 ends lines."""
    lines = break_lines(spans, measure=math.inf, direction=direction, fonts=fonts)
    return max(line.advance for line in lines)


def forget() -> None:
    """Drop every text remembered; some may be a patient's."""
    _paragraph.cache_clear()
    shape.forget()


_NOTHING = shape.Shaped(clusters=(), starts=(), advance=0, severable=frozenset())


class _Places:
    """Where a line may end, in order.

    Attributes:
        ends: Where the next line would start.
        seen: After the last character printed, if the line ended there.
        widths: Of everything up to `seen`, in points.
    """

    def __init__(self, text: str, widths_before: Sequence[float], ends: Iterable[int]) -> None:
        self.ends = list(ends)
        self.seen = [_without_trailing_spaces(text, end) for end in self.ends]
        self.widths = [widths_before[seen] for seen in self.seen]

    def last_within(self, limit: float, start: int, end: int) -> tuple[int, int] | None:
        """The last place after `start`, up to `end`, whose width is within the limit."""
        first = bisect_right(self.ends, start)
        last = bisect_right(self.ends, end, lo=first)
        found = bisect_right(self.widths, limit, lo=first, hi=last) - 1
        return (self.ends[found], self.seen[found]) if found >= first else None


class Paragraph:
    """A paragraph shaped as a whole, ready to be cut.

    A cut is where the next line starts, and the end of what is printed on this one.
    """

    def __init__(self, spans: Sequence[TextSpan], direction: Direction, fonts: Fonts) -> None:
        self.spans = spans
        self.text = "".join([span.text for span in spans])
        # No font has a line separator; it ends its line, so its space is never seen.
        self.drawn = self.text.replace(_LINE_SEPARATOR, " ")
        self.direction = direction
        plain = plain_item(spans, direction, fonts)
        self.items = (plain,) if plain else self._items(fonts)
        self.shaped = [self._shape(item, item.start, item.end) for item in self.items]

    def _items(self, fonts: Fonts) -> tuple[Item, ...]:
        base = 1 if self.direction is Direction.RTL else 0
        levels = bidi.resolve_levels(self.drawn, base=base).levels
        return itemize(self.drawn, self.spans, levels, fonts)

    def greedy_lines(self, measure: float) -> tuple[Line, ...]:
        """Lines that each take what fits."""
        limit = measure + _ROUNDING
        end = len(self.text)
        if _LINE_SEPARATOR not in self.text and self._advance <= limit + self._trailing:
            whole = self._line(0, _without_trailing_spaces(self.text, end), end)
            if whole.advance <= limit:
                return (whole,)
        lines = []
        start = 0
        for segment_end in self._segment_ends:
            while start < segment_end:
                room = measure
                while True:
                    cut, seen = self._cut(start, segment_end, room)
                    line = self._line(start, seen, cut)
                    if line.advance <= limit:
                        break
                    # Cut off from its neighbors the text grew; take the next shorter line.
                    room = self.widths_before[seen] - self.widths_before[start] - 2 * _ROUNDING
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
        return tuple(
            self._line(start, seen, cut) for start, (cut, seen) in zip(starts, best, strict=False)
        )

    def _cuts(self, measure: float) -> list[tuple[int, int]] | None:
        """Where greedy lines are cut; None if one would have to be cut inside a word."""
        cuts = []
        start = 0
        for segment_end in self._segment_ends:
            while start < segment_end:
                limit = self.widths_before[start] + measure + _ROUNDING
                found = self._places.last_within(limit, start, segment_end)
                if found is None:
                    return None
                cuts.append(found)
                start = found[0]
        return cuts

    def _cut(self, start: int, end: int, room: float) -> tuple[int, int]:
        """Where the line from `start` ends at best; inside a word only if it must."""
        limit = self.widths_before[start] + room + _ROUNDING
        found = (
            self._places.last_within(limit, start, end)
            or self._places_inside_spans.last_within(limit, start, end)
            or self._places_between_clusters.last_within(limit, start, end)
        )
        if found is None:
            raise ValueError("The measure is narrower than a single character.")
        return found

    @cached_property
    def breaks(self) -> bytes:
        """For each place whether a line may or must end there."""
        ends = [0, *accumulate(len(span.text) for span in self.spans)]
        together = [
            (start, end)
            for span, start, end in zip(self.spans, ends, ends[1:], strict=False)
            if span.together
        ]
        return self._opportunities(together)

    @cached_property
    def _segment_ends(self) -> list[int]:
        return [match.start() for match in _MANDATORY.finditer(self.breaks)]

    @cached_property
    def _places(self) -> _Places:
        return self._allowed(self.breaks)

    @cached_property
    def _places_inside_spans(self) -> _Places:
        return self._allowed(self._opportunities(()))

    @cached_property
    def _places_between_clusters(self) -> _Places:
        starts = [
            item.start + start
            for item, shaped in zip(self.items, self.shaped, strict=True)
            for start in shaped.starts
        ]
        return _Places(self.text, self.widths_before, (*sorted(starts), len(self.text)))

    def _allowed(self, breaks: bytes) -> _Places:
        # Nothing draws the hyphen a soft hyphen asks for, so a word is not broken there.
        places = (match.start() for match in _ANY_BREAK.finditer(breaks))
        ends = [place for place in places if place and self.text[place - 1] != _SOFT_HYPHEN]
        return _Places(self.text, self.widths_before, ends)

    def _opportunities(self, together: Sequence[tuple[int, int]]) -> bytes:
        amounts = Counter[str]()
        for span in self.spans:
            amounts[span.language] += len(span.text)
        [(language, _)] = amounts.most_common(1)
        return break_opportunities(self.text, language=language, unbreakable=together)

    @property
    def _advance(self) -> float:
        """The width in points of all text."""
        pairs = zip(self.items, self.shaped, strict=True)
        return sum([s.advance * item.span.size / item.face.units_per_em for item, s in pairs])

    @property
    def _trailing(self) -> float:
        """At least the width of the spaces at the end of the text, in points."""
        spaces = len(self.text) - _without_trailing_spaces(self.text, len(self.text))
        return spaces * max([span.size for span in self.spans], default=0.0)

    @cached_property
    def widths(self) -> list[float]:
        """For each character the width in points of the cluster that it starts."""
        widths = [0.0] * len(self.text)
        for item, shaped in zip(self.items, self.shaped, strict=True):
            scale = item.span.size / item.face.units_per_em
            for start, cluster in zip(shaped.starts, shaped.clusters, strict=True):
                widths[item.start + start] = cluster.advance * scale
        return widths

    @cached_property
    def widths_before(self) -> list[float]:
        """For each place the width in points of all text before it."""
        return [0.0, *accumulate(self.widths)]

    def _shape(self, item: Item, start: int, end: int) -> shape.Shaped:
        return shape.shape(
            self.drawn,
            start,
            end,
            face=item.face,
            rtl=item.level % 2 == 1,
            script=item.script,
            language=item.span.language,
        )

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
        return severed or self._shape(item, start, end)

    def _line(self, start: int, end: int, cut: int) -> Line:
        """The text from `start` to `end` as one line; the next one starts at `cut`."""
        pieces: list[tuple[Item, shape.Shaped]] = []
        for item, whole in zip(self.items, self.shaped, strict=True):
            first, last = max(item.start, start), min(item.end, end)
            if first < last:
                shaped = self._part(item, whole, first, last)
                if shaped.clusters:
                    pieces.append((item, shaped))
        self._keep_space(pieces, end, cut)
        places = [0.0] * len(pieces)
        x = 0.0
        for index in bidi.reorder_runs([item.level for item, _ in pieces]):
            item, shaped = pieces[index]
            places[index] = x
            x += shaped.advance * item.span.size / item.face.units_per_em
        runs = tuple(
            GlyphRun(
                face=item.face.name,
                size=item.span.size,
                units_per_em=item.face.units_per_em,
                rtl=item.level % 2 == 1,
                clusters=shaped.clusters,
                mark=item.span.mark,
                x=place,
            )
            for (item, shaped), place in zip(pieces, places, strict=True)
        )
        return Line(runs=runs, advance=x)

    def _keep_space(self, pieces: list[tuple[Item, shape.Shaped]], end: int, cut: int) -> None:
        """Let a line end with the space it was broken at, without width, so that nothing moves.

        Only where words would be joined: not at the end of the paragraph, nor at a line
        separator. Right-to-left text is told in one piece and has no need of it.
        """
        place = self.text.find(" ", end, cut)
        if place < 0 or not pieces or self.direction is Direction.RTL:
            return
        item, cluster = self._cluster_at(place)
        if item.level % 2 or cluster.text != " " or self.breaks[cut] == Break.MANDATORY:
            return
        last, shaped = pieces[-1]
        if last is item:
            pieces[-1] = (item, self._with_space(shaped, cluster))
        else:
            pieces.append((item, self._with_space(_NOTHING, cluster)))

    def _with_space(self, shaped: shape.Shaped, space: Cluster) -> shape.Shaped:
        """The same, ending with a space without width."""
        return replace(shaped, clusters=(*shaped.clusters, replace(space, advance=0)))

    def _cluster_at(self, place: int) -> tuple[Item, Cluster]:
        """The item and the cluster that hold the character at a place."""
        index = bisect_right(self.items, place, key=lambda item: item.start) - 1
        item, shaped = self.items[index], self.shaped[index]
        first = max(start for start in shaped.starts if start <= place - item.start)
        return item, shaped.clusters[shaped.starts.index(first)]


# A layout asks for the same paragraph more than once: how wide it is, then in lines.
_paragraph = lru_cache(maxsize=256)(Paragraph)


def _without_trailing_spaces(text: str, end: int) -> int:
    """The place after the last character that is printed before `end`."""
    while end and _vanishes[text[end - 1]]:
        end -= 1
    return end


class _Vanishes(dict[str, bool]):
    """Whether a character at the end of a line is not printed; fills itself."""

    def __missing__(self, char: str) -> bool:
        unseen = ucd.is_default_ignorable(char) and char not in _JOINERS
        found = self[char] = unseen or char in _TRAILING
        return found


_vanishes = _Vanishes()
