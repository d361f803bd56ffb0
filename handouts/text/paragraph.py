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
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from handouts.document import Direction
from handouts.text import bidi, shape
from handouts.text.fonts import Fonts
from handouts.text.itemize import Item, itemize
from handouts.text.linebreak import Break, break_opportunities
from handouts.text.plain import plain_item
from handouts.text.runs import Line, TextSpan
from handouts.text.stretch import LINE_SEPARATOR, Places, Stretch, may_end, shape_item
from handouts.text.strip import ROUNDING, Cut, Strip

_ANY_BREAK = re.compile(rb"[^\0]")
_MANDATORY = re.compile(re.escape(bytes([Break.MANDATORY])))


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


def balanced_or_greedy(strip: Strip, measure: float, *, balance: bool) -> tuple[Line, ...]:
    """The lines of a paragraph; see `break_lines`."""
    lines = strip.greedy_lines(measure)
    if balance and len(lines) > 1:
        balanced = strip.balanced_lines(measure, len(lines))
        if all(line.advance <= measure + ROUNDING for line in balanced):
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


class Paragraph(Strip):
    """A paragraph shaped as a whole: one stretch, ready to be cut."""

    def __init__(self, spans: Sequence[TextSpan], direction: Direction, stretch: Stretch) -> None:
        self.spans = spans
        sizes = [span.size for span in spans]
        super().__init__((stretch,), direction, largest=max(sizes, default=0.0))
        self.text = "".join([span.text for span in spans])

    def segment_ends(self) -> Sequence[int]:
        """Its end, and where U+2028 stands."""
        return self._segment_ends

    @cached_property
    def _segment_ends(self) -> list[int]:
        return [match.start() for match in _MANDATORY.finditer(self.breaks)]

    def last_place(self, limit: float, start: int, end: int) -> Cut | None:
        """The last place between words."""
        return self.places.last_within(limit, start, end)

    def last_place_inside(self, limit: float, start: int, end: int) -> Cut | None:
        """The last place inside what should stay together, or between clusters."""
        inside_spans = self._allowed(self._opportunities(()))
        return inside_spans.last_within(limit, start, end) or self._between_clusters.last_within(
            limit, start, end
        )

    @cached_property
    def breaks(self) -> bytes:
        """For each place whether a line may or must end there."""
        ends = [0, *accumulate([len(span.text) for span in self.spans])]
        together = [
            (start, end)
            for span, start, end in zip(self.spans, ends, ends[1:], strict=False)
            if span.together
        ]
        return self._opportunities(together)

    @cached_property
    def places(self) -> Places:
        """Where lines may end."""
        return self._allowed(self.breaks)

    @cached_property
    def _between_clusters(self) -> Places:
        [stretch] = self.stretches
        return Places.of(self.text, stretch.widths_before, stretch.cluster_starts)

    def _allowed(self, breaks: bytes) -> Places:
        ends = [match.start() for match in _ANY_BREAK.finditer(breaks)]
        allowed = [place for place in ends if may_end(self.text, place)]
        return Places.of(self.text, self.stretches[0].widths_before, allowed)

    def _opportunities(self, together: Sequence[tuple[int, int]]) -> bytes:
        amounts = Counter[str]()
        for span in self.spans:
            amounts[span.language] += len(span.text)
        [(language, _)] = amounts.most_common(1)
        return break_opportunities(self.text, language=language, unbreakable=together)


def shaped_stretch(spans: Sequence[TextSpan], direction: Direction, fonts: Fonts) -> Stretch:
    """A paragraph, shaped.

    Raises:
        MissingGlyphError: No font has some character; all of them are named.
    """
    text = "".join([span.text for span in spans])
    # No font has a line separator; it ends its line, so its space is never seen.
    drawn = text.replace(LINE_SEPARATOR, " ")
    plain = plain_item(spans, direction, fonts)
    items = (plain,) if plain else _items(drawn, spans, direction, fonts)
    return Stretch(drawn, items, [shape_item(drawn, item, item.start, item.end) for item in items])


def _items(
    drawn: str, spans: Sequence[TextSpan], direction: Direction, fonts: Fonts
) -> tuple[Item, ...]:
    base = 1 if direction is Direction.RTL else 0
    return itemize(drawn, spans, bidi.resolve_levels(drawn, base=base).levels, fonts)


# A layout asks for the same paragraph more than once: how wide it is, then in lines.
@lru_cache(maxsize=256)
def _paragraph(spans: tuple[TextSpan, ...], direction: Direction, fonts: Fonts) -> Paragraph:
    return Paragraph(spans, direction, shaped_stretch(spans, direction, fonts))
