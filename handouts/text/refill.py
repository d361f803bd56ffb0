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
from itertools import accumulate, chain, pairwise

from handouts.document import Direction
from handouts.text.fonts import Fonts
from handouts.text.itemize import Item
from handouts.text.linebreak import Break, line_break_letters
from handouts.text.paragraph import Paragraph, balanced_or_greedy
from handouts.text.runs import Cluster, Line, TextSpan
from handouts.text.shape import Shaped

_MOST_REMEMBERED = 48
_END = bytes([Break.MANDATORY])
_NEAR = 3
_LETTERS = frozenset(line_break_letters("a字0 "))


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
        self.paragraph = paragraph
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
        self._known: dict[tuple[int, str], _Piece] = {}
        self._skeletons: dict[tuple[str, ...], list[bytes]] = {}
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

    def breaks(self, pieces: Sequence[_Piece]) -> bytes | None:
        """Where lines may end; None where a hole and what is around it have to be asked together.

        Between two letters it does not matter which letters they are, so a name that begins and
        ends with one stands for all such names, and its own words are asked apart.
        """
        names = {index: edges(pieces[index].text[1:-1]) for index in self._holes}
        for index, keep in self._holes.items():
            if names[index] is None and not keep:
                return None
        key = tuple([name or pieces[index].text for index, name in names.items()])
        skeleton = self._skeletons.get(key)
        if skeleton is None:
            whole = Paragraph(self.spans_with(pieces), self.direction, self._fonts).breaks
            starts = [0, *accumulate([len(piece.text) for piece in pieces])]
            skeleton = [
                whole[start : start + 1] if names.get(index) else whole[start:end]
                for index, (start, end) in enumerate(pairwise(starts))
            ]
            if len(self._skeletons) >= _MOST_REMEMBERED:
                self._skeletons.clear()
            self._skeletons[key] = skeleton
        parts = [
            part + pieces[index].paragraph.breaks[1:-1] if names.get(index) else part
            for index, part in enumerate(skeleton)
        ]
        parts.append(_END)
        return b"".join(parts)

    def spans_with(self, pieces: Sequence[_Piece]) -> tuple[TextSpan, ...]:
        """The spans with the texts of the pieces."""
        return tuple(
            [
                _with_text(span, piece.text) if index in self._holes else span
                for index, (span, piece) in enumerate(zip(self.spans, pieces, strict=True))
            ]
        )

    def _piece(self, index: int, text: str) -> _Piece:
        known = self._known.get((index, text))
        if known is None:
            span = _with_text(self.spans[index], text)
            known = _Piece(Paragraph((span,), self.direction, self._fonts), 0, len(text))
            if self._holes[index]:
                if len(self._known) >= _MOST_REMEMBERED:
                    self._known.clear()
                self._known[index, text] = known
        return known


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
    """The kinds of the first and the last letter of a text, if it begins and ends with letters or digits.

    What holds words together, as the hyphen of T-zone, looks two characters ahead.
    """
    if text[:1].isspace() or text[-1:].isspace():
        return None
    kinds = line_break_letters(text[:_NEAR] + text[-_NEAR:])
    return kinds[0] + kinds[-1] if kinds and _LETTERS.issuperset(kinds) else None


class _Composed(Paragraph):
    """A paragraph put together from pieces."""

    def __init__(self, refill: Refill, pieces: Sequence[_Piece]) -> None:
        self.spans = refill.spans_with(pieces)
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
        return self._refill.breaks(self._pieces) or super().breaks

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
