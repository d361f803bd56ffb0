"""Set a paragraph again whose holes hold other words, without looking at the rest again.

What fills a hole is isolated, so the words around it keep their levels, scripts, fonts and
glyphs whatever it is (UAX #9; `itemize` and `shape` look no further than an isolate). They are
shaped once, and each part of them that ever stood on a line is kept. Where lines may end is
worked out once for all fillings that begin and end alike.

The lines are those that `break_lines` would make.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import TypeAlias

from handouts.document import Direction
from handouts.text.fonts import Fonts
from handouts.text.linebreak import break_opportunities, line_break_letters
from handouts.text.paragraph import Paragraph, balanced_or_greedy, shaped_stretch
from handouts.text.runs import Line, TextSpan
from handouts.text.stretch import Places, Stretch, may_end, vanishes
from handouts.text.strip import Cut, Strip

_MOST_FILLINGS = 768  # a year of days, and more
_MOST_REMEMBERED = 512
_NEAR = 3
# What may stand at the edges of a filling without anything further inside having a say in where
# the words around it are broken, so long as a letter or a digit is among it.
_LETTERS = frozenset(line_break_letters("aא字0가각\u1100\u1160\u11a8"))
_AT_EDGES = _LETTERS | frozenset(line_break_letters(" ().'\u0301"))
_MARK = line_break_letters("\u0301")
# A number before a hole is not parted from a unit, nor from digits that go on with it; nor is
# one in a hole from digits after it.
_NUMBER_BEFORE, _NUMBER_AFTER = re.compile("[0-9)] $"), re.compile("[0-9]")
_LINE_ENDS = frozenset(line_break_letters("\n\r\x85\u2028"))

# For each stretch where lines may end; None where that is to be asked of what fills a hole.
_Skeleton: TypeAlias = "tuple[Places | None, ...]"


class Fillings:
    """What filled the holes of a sheet and may be remembered: dates and clinicians.

    One that stands in several holes of a look is shaped once.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._known: OrderedDict[tuple[object, ...], _Filling] = OrderedDict()

    def filling(self, span: TextSpan, text: str, direction: Direction, *, keep: bool) -> _Filling:
        """A span with another text, shaped, for a paragraph of that direction.

        Raises:
            MissingGlyphError: No font has some character.
        """
        if not keep:
            return self._shaped(span, text, direction)
        key = (text, direction, span.size, span.bold, span.language, span.together, span.mark)
        known = self._known.get(key)
        if known is None:
            while len(self._known) >= _MOST_FILLINGS:
                self._known.popitem(last=False)
            known = self._known[key] = self._shaped(span, text, direction)
        return known

    def _shaped(self, span: TextSpan, text: str, direction: Direction) -> _Filling:
        filled = _with_text(span, text)
        return _Filling(filled, shaped_stretch((filled,), direction, self._fonts))


class Refill:
    """A paragraph with holes.

    Attributes:
        spans: Its spans; those with holes hold any text.
        direction: Which way it runs.
    """

    def __init__(
        self,
        spans: Sequence[TextSpan],
        holes: Mapping[int, bool],
        direction: Direction,
        fonts: Fonts,
        fillings: Fillings | None = None,
    ) -> None:
        """Take a paragraph of one language.

        Args:
            spans: Its spans.
            holes: The indices of those with holes, and whether what fills them may be remembered:
                dates, not patients.
            direction: Of the paragraph as a whole.
            fonts: The sheet's fonts.
            fillings: What other paragraphs with these fonts were filled with.
        """
        self.spans = tuple(spans)
        self.direction = direction
        self._holes = [(index, holes[index]) for index in sorted(holes)]
        self._fonts = fonts
        self._fillings = fillings or Fillings(fonts)
        self._largest = max([span.size for span in spans])
        self._template = self._around_holes()
        self._is_all_hole = len(self.spans) == len(self._holes) == 1
        # Holes of whose filling more counts than its edges.
        self._whole = {
            index
            for (index, _), (before, after) in zip(
                self._holes, pairwise(self._template), strict=True
            )
            if _NUMBER_BEFORE.search(before.text) or _NUMBER_AFTER.match(after.text)
        }
        self._skeletons: dict[tuple[str, ...], _Skeleton] = {}

    def _around_holes(self) -> list[Stretch]:
        """What stands before, between and after the holes, as it is shaped in its paragraph."""
        whole = shaped_stretch(self.spans, self.direction, self._fonts)
        ends = [0, *accumulate([len(span.text) for span in self.spans])]
        starts = [0, *(ends[index + 1] for index, _ in self._holes)]
        stops = [*(ends[index] for index, _ in self._holes), ends[-1]]
        return [_part_of(whole, *bounds) for bounds in zip(starts, stops, strict=True)]

    def lines(self, texts: Mapping[int, str], *, measure: float, balance: bool) -> tuple[Line, ...]:
        """The lines of the paragraph with these texts in its holes.

        Args:
            texts: By the index of a span: its text, isolates included.
            measure: Width of the lines in points.
            balance: Make them about equally long.

        Raises:
            MissingGlyphError: No font has some character.
        """
        fillings = [
            self._fillings.filling(self.spans[index], texts[index], self.direction, keep=keep)
            for index, keep in self._holes
        ]
        return balanced_or_greedy(self._strip(fillings), measure, balance=balance)

    def _strip(self, fillings: Sequence[_Filling]) -> Strip:
        if self._is_all_hole:
            [filling] = fillings
            return Paragraph((filling.span,), self.direction, filling.stretch)
        skeleton = self._skeleton(fillings)
        if skeleton is None:
            return self.paragraph(fillings)
        return _Filled(self, self._template, fillings, skeleton, largest=self._largest)

    def paragraph(self, fillings: Sequence[_Filling]) -> Paragraph:
        """The paragraph as it would be set by itself."""
        spans = list(self.spans)
        for (index, _), filling in zip(self._holes, fillings, strict=True):
            spans[index] = filling.span
        stretch = shaped_stretch(spans, self.direction, self._fonts)
        return Paragraph(spans, self.direction, stretch)

    def _skeleton(self, fillings: Sequence[_Filling]) -> _Skeleton | None:
        """Where lines may end; None where a hole and what is around it have to be asked together.

        Between two letters it does not matter which letters they are, so a filling that begins
        and ends with one stands for all such, and its own words are asked apart.
        """
        near = [
            None if index in self._whole else filling.edges
            for (index, _), filling in zip(self._holes, fillings, strict=True)
        ]
        # One name for all fillings that the words around treat alike; empty if there is none.
        key = tuple(
            [
                edges or (filling.span.text if keep else "")
                for edges, filling, (_, keep) in zip(near, fillings, self._holes, strict=True)
            ]
        )
        skeleton = self._skeletons.get(key)
        if skeleton is None and "" not in key:
            stretches = [filling.stretch for filling in fillings]
            paragraph = self.paragraph(fillings)
            skeleton = _skeleton_of(paragraph, self._template, stretches, list(map(bool, near)))
            if skeleton:
                if len(self._skeletons) >= _MOST_REMEMBERED:
                    self._skeletons.clear()
                self._skeletons[key] = skeleton
        return skeleton


class _Filling:
    """What fills a hole.

    Attributes:
        span: The hole's, with this text.
        stretch: It, shaped.
        edges: The kinds of its first and its last letters, if no others matter.
    """

    def __init__(self, span: TextSpan, stretch: Stretch) -> None:
        self.span, self.stretch = span, stretch
        self.edges = edges(span.text[1:-1])
        self._places: Places | None = None

    @property
    def places(self) -> Places:
        """Where lines may end in it."""
        if self._places is None:
            text = self.span.text
            together = [(0, len(text))] if self.span.together else []
            breaks = break_opportunities(text, language=self.span.language, unbreakable=together)
            inside = range(1, len(text))
            ends = [place for place in inside if breaks[place] and may_end(text, place)]
            self._places = Places.of(text, self.stretch.widths_before, ends)
        return self._places


class _Filled(Strip):
    """A paragraph with its holes filled."""

    def __init__(
        self,
        refill: Refill,
        template: Sequence[Stretch],
        fillings: Sequence[_Filling],
        skeleton: _Skeleton,
        *,
        largest: float,
    ) -> None:
        stretches = [template[0]]
        for filling, after in zip(fillings, template[1:], strict=True):
            stretches += (filling.stretch, after)
        super().__init__(stretches, refill.direction, largest=largest)
        self._refill, self._fillings, self._skeleton = refill, fillings, skeleton

    def segment_ends(self) -> Sequence[int]:
        return (len(self.text),)

    def last_place(self, limit: float, start: int, end: int) -> Cut | None:
        for index in range(bisect_right(self.starts, end) - 1, -1, -1):
            offset, before = self.starts[index], self._befores[index]
            places = self._skeleton[index]
            if places is None:
                if before > limit:
                    continue
                places = self._fillings[index // 2].places
            found = places.last_within(limit - before, start - offset, end - offset)
            if found is not None:
                return found[0] + offset, found[1] + offset
            if offset <= start:
                break
        return None

    def last_place_inside(self, limit: float, start: int, end: int) -> Cut | None:
        return self._refill.paragraph(self._fillings).last_place_inside(limit, start, end)


def _part_of(whole: Stretch, start: int, end: int) -> Stretch:
    within = [number for number, item in enumerate(whole.items) if start <= item.start < end]
    return Stretch(
        whole.text[start:end],
        [whole.items[number].moved(-start) for number in within],
        [whole.shaped[number] for number in within],
    )


def _skeleton_of(
    paragraph: Paragraph,
    template: Sequence[Stretch],
    fillings: Sequence[Stretch],
    are_asked: Sequence[bool],
) -> _Skeleton | None:
    """Share a paragraph's places out to its stretches; None if a line must end before its end.

    A place where a hole starts or ends belongs to what is around it.

    Args:
        paragraph: With its holes filled.
        template: Its stretches around the holes.
        fillings: Those in them.
        are_asked: For each filling, whether it is asked for its own places later.
    """
    if len(paragraph.segment_ends()) != 1:
        return None
    places = paragraph.places
    skeleton: list[Places | None] = []
    start, before = 0, 0.0
    for number in range(2 * len(fillings) + 1):
        is_filling = number % 2 == 1
        stretch = (fillings if is_filling else template)[number // 2]
        end = start + stretch.length
        if is_filling and are_asked[number // 2]:
            skeleton.append(None)
        else:
            first = (bisect_right if is_filling else bisect_left)(places.ends, start)
            last = (bisect_left if is_filling else bisect_right)(places.ends, end)
            skeleton.append(
                Places(
                    [place - start for place in places.ends[first:last]],
                    [place - start for place in places.seen[first:last]],
                    [width - before for width in places.widths[first:last]],
                )
            )
        start, before = end, before + stretch.advance
    return tuple(skeleton)


def _with_text(span: TextSpan, text: str) -> TextSpan:
    return TextSpan(
        text=text,
        size=span.size,
        bold=span.bold,
        language=span.language,
        together=span.together,
        mark=span.mark,
    )


def edges(text: str) -> str | None:
    """The kinds of the first and the last letters of a text, if nothing else in it matters.

    What holds words together, as the hyphen of T-zone, looks two characters ahead.
    """
    if not text or text[0].isspace() or vanishes[text[-1]]:
        return None
    kinds = line_break_letters(text)
    first, last = kinds[:_NEAR], kinds[-_NEAR:]
    has_letters = not (_LETTERS.isdisjoint(first) or _LETTERS.isdisjoint(last))
    if first[0] == _MARK or not has_letters or not _LINE_ENDS.isdisjoint(kinds):
        return None
    near = first + last
    return near if _AT_EDGES.issuperset(near) else None
