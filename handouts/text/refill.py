"""Set a paragraph again whose holes hold other words, without looking at the rest again.

What fills a hole is isolated, so the words around it keep their levels, scripts, fonts and
glyphs whatever it is (UAX #9; `itemize` and `shape` look no further than an isolate). They are
worked out once. Where lines may end is asked of the whole text each time, since the first and
last letter of a name have a say in it.

The lines are those that `break_lines` would make.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain

from handouts.document import Direction
from handouts.text.fonts import Fonts
from handouts.text.itemize import Item
from handouts.text.linebreak import Break, break_opportunities
from handouts.text.paragraph import Paragraph, balanced_or_greedy
from handouts.text.runs import Cluster, Line, TextSpan
from handouts.text.shape import Shaped

_MOST_REMEMBERED = 512

# Where a line may end depends on a few characters on either side. Around a hole it is asked of
# a window this wide, and what it says is taken this far from the hole.
_WINDOW, _REACH = 24, 6


class _Piece:
    """One span of a paragraph: its items from its own start, shaped, and its characters' widths."""

    def __init__(self, paragraph: Paragraph, start: int, end: int) -> None:
        self.text = paragraph.text[start:end]
        within = [
            number for number, item in enumerate(paragraph.items) if start <= item.start < end
        ]
        self.items = [paragraph.items[number].moved(-start) for number in within]
        self.shaped = [paragraph.shaped[number] for number in within]
        self.widths = paragraph.widths[start:end]
        self.breaks = paragraph.breaks[start:end]
        self.severed: dict[tuple[int, int, int], Shaped] = {}


class Refill:
    """A paragraph with holes.

    Attributes:
        spans: Its spans; those with holes hold any text.
        direction: Which way it runs.
        spaced: Shaped text ending with a space without width, by what it is without.
    """

    def __init__(
        self,
        spans: Sequence[TextSpan],
        holes: Mapping[int, bool],
        direction: Direction,
        fonts: Fonts,
    ) -> None:
        """Take a paragraph of one language.

        Args:
            spans: Its spans.
            holes: The indices of those with holes, and whether what fills them may be remembered:
                dates, not patients.
            direction: Of the paragraph as a whole.
            fonts: The sheet's fonts.
        """
        self.spans = tuple(spans)
        self.direction = direction
        self._holes, self._fonts = dict(holes), fonts
        whole = Paragraph(self.spans, direction, fonts)
        ends = [0, *accumulate([len(span.text) for span in spans])]
        self._kept = {
            index: _Piece(whole, ends[index], ends[index + 1])
            for index in range(len(self.spans))
            if index not in self._holes
        }
        self._together = [index for index, span in enumerate(spans) if span.together]
        self._windows: dict[tuple[str, tuple[tuple[int, int], ...]], bytes] = {}
        self._known: dict[tuple[int, str], _Piece] = {}
        self.spaced: dict[tuple[int, int], tuple[Shaped, Shaped]] = {}

    def lines(self, texts: Mapping[int, str], *, measure: float, balance: bool) -> tuple[Line, ...]:
        """The lines of the paragraph with these texts in its holes.

        Args:
            texts: By the index of a span: its text, isolates included.
            measure: Width of the lines in points.
            balance: Make them about equally long.

        Raises:
            MissingGlyphError: No font has some character.
        """
        pieces = [
            self._piece(index, texts[index]) if index in self._holes else self._kept[index]
            for index in range(len(self.spans))
        ]
        paragraph = _Composed(self, pieces)
        return balanced_or_greedy(paragraph, measure, balance=balance)

    def breaks(self, text: str, pieces: Sequence[_Piece]) -> bytes:
        """Where lines of the whole text may end: around a hole as it is now, elsewhere as ever."""
        breaks = bytearray(b"".join([piece.breaks for piece in pieces]))
        breaks.append(Break.MANDATORY)
        starts = [0, *accumulate([len(piece.text) for piece in pieces])]
        together = [(starts[index], starts[index + 1]) for index in self._together]
        private = [
            (starts[index], starts[index + 1]) for index, keep in self._holes.items() if not keep
        ]
        for index in sorted(self._holes):
            start, end = starts[index], starts[index + 1]
            left, right = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
            held = tuple(
                [
                    (max(one, left) - left, min(other, right) - left)
                    for one, other in together
                    if one < right and other > left
                ]
            )
            window = text[left:right]
            found = self._windows.get((window, held))
            if found is None:
                language = self.spans[0].language
                found = break_opportunities(window, language=language, unbreakable=held)
                if not any(one < right and other > left for one, other in private):
                    if len(self._windows) >= _MOST_REMEMBERED:
                        self._windows.clear()
                    self._windows[window, held] = found
            # The window's own ends are no ends of the text.
            first = 0 if left == 0 else max(left + 1, start - _REACH)
            last = len(text) if right == len(text) else min(right - 1, end + _REACH)
            breaks[first : last + 1] = found[first - left : last + 1 - left]
        return bytes(breaks)

    def _piece(self, index: int, text: str) -> _Piece:
        known = self._known.get((index, text))
        if known is None:
            one = self.spans[index]
            span = TextSpan(
                text=text,
                size=one.size,
                bold=one.bold,
                language=one.language,
                together=one.together,
                mark=one.mark,
            )
            known = _Piece(Paragraph((span,), self.direction, self._fonts), 0, len(text))
            if self._holes[index]:
                if len(self._known) >= _MOST_REMEMBERED:
                    self._known.clear()
                self._known[index, text] = known
        return known


class _Composed(Paragraph):
    """A paragraph put together from pieces."""

    def __init__(self, refill: Refill, pieces: Sequence[_Piece]) -> None:
        self.spans = refill.spans
        self.direction = refill.direction
        self.text = self.drawn = "".join([piece.text for piece in pieces])
        self._refill, self._pieces = refill, pieces
        self._spaced = refill.spaced
        starts = [0, *accumulate([len(piece.text) for piece in pieces])]
        items: list[Item] = []
        owners: list[tuple[_Piece, int, int]] = []
        for piece, start in zip(pieces, starts, strict=False):
            for number, item in enumerate(piece.items):
                items.append(item.moved(start))
                owners.append((piece, number, start))
        self.items = tuple(items)
        self.shaped = list(chain.from_iterable([piece.shaped for piece in pieces]))
        self._owners = dict(zip(map(id, items), owners, strict=True))

    @cached_property
    def widths(self) -> list[float]:
        return list(chain.from_iterable([piece.widths for piece in self._pieces]))

    @cached_property
    def breaks(self) -> bytes:
        return self._refill.breaks(self.text, self._pieces)

    def _part(self, item: Item, whole: Shaped, start: int, end: int) -> Shaped:
        if start == item.start and end == item.end:
            return whole
        piece, number, offset = self._owners[id(item)]
        key = (number, start - offset, end - offset)
        known = piece.severed.get(key)
        if known is None:
            known = piece.severed[key] = super()._part(item, whole, start, end)
        return known

    def _with_space(self, shaped: Shaped, space: Cluster) -> Shaped:
        known = self._spaced.get((id(shaped), id(space)))
        if known is None or known[0] is not shaped:
            if len(self._spaced) >= _MOST_REMEMBERED:
                self._spaced.clear()
            known = (shaped, super()._with_space(shaped, space))
            self._spaced[id(shaped), id(space)] = known
        return known[1]
