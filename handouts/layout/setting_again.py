"""Set a slot once more, for another visit, and as quickly as can be.

What `Compositor.set` and `snug` decided for the first visit holds: style, measure, room. Only
lines are made anew, by the same functions, so they come out as the compositor would set them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from handouts.document import PDI
from handouts.layout.compositor import grown_ink, spans_of
from handouts.layout.items import InkedLine
from handouts.layout.slots import Slot, starts_of
from handouts.text import Fonts, Line, break_lines
from handouts.text.refill import Fillings, Refill
from handouts.text.runs import Cluster, FaceName, GlyphRun

_MOST_REMEMBERED = 6_000
_MOST_TEXTS = 24

# What says who a patient is, or is said to one, is not remembered.
_PRIVATE = ("patient", "note")


# How many rows, and how far their ink reaches above and below, in points.
_Room: TypeAlias = tuple[int, tuple[float, float] | None]
# How far the ink of a cluster reaches above and below the baseline, in points, and the cluster.
_Ink: TypeAlias = tuple[float, float, Cluster]


class SlotSetter:
    """Sets one slot.

    Attributes:
        slot: Which; its own words are not looked at.
        fields: What it needs, in the order of its inlines.
        is_typed: Whether it holds what somebody typed, a name or a note.
        language: BCP 47 tag of its language.
    """

    def __init__(self, slot: Slot, fonts: Fonts, fillings: Fillings) -> None:
        """Take a slot.

        Args:
            slot: The slot.
            fonts: Of its language.
            fillings: Of the sheet's slots in that language.
        """
        text = slot.text
        self.slot = slot
        self.fields = tuple(inline.field for inline in text.inlines if inline.field)
        self.is_typed = any(inline.field and inline.form is None for inline in text.inlines)
        self.language = text.language
        self._fonts = fonts
        self._spans = spans_of(text.inlines, text.style, language=text.language)
        self._open = [
            (index, inline.field, inline.isolated[: -len(inline.text + PDI)])
            for index, inline in enumerate(text.inlines)
            if inline.field
        ]
        self._refill = None
        # Only what is isolated leaves the words around it as they are.
        isolated = all(opener for _, _, opener in self._open)
        one_language = len({span.language for span in self._spans}) == 1
        if isolated and one_language:
            holes = {index: field not in _PRIVATE for index, field, _ in self._open}
            self._refill = Refill(self._spans, holes, text.direction, fonts, fillings)
        # The words around what somebody typed, and clinicians', by their marks.
        self._lasting = {
            index for index, inline in enumerate(text.inlines) if inline.field not in _PRIVATE
        }
        self._is_private = not set(self.fields).isdisjoint(_PRIVATE)
        self._known: dict[tuple[str, ...], tuple[tuple[Line, ...], _Room]] = {}
        self._inks: dict[FaceName, dict[int, _Ink]] = {}

    def lines(self, texts: Mapping[str, str]) -> tuple[Line, ...]:
        """Its lines, for the texts of its fields.

        Raises:
            MissingGlyphError: A character is in no font.
        """
        return self.typed(texts)[0]

    def typed(self, texts: Mapping[str, str]) -> tuple[tuple[Line, ...], _Room]:
        """Its lines, and the rows and the ink they are reckoned to take.

        The latest dates and clinicians are remembered.

        Raises:
            MissingGlyphError: A character is in no font.
        """
        if self._is_private:
            lines = self._newly_set(texts)
            return lines, self._room(lines)
        words = tuple([texts[field] for field in self.fields])
        known = self._known.get(words)
        if known is None:
            if len(self._known) >= _MOST_TEXTS:
                self._known.clear()
            lines = self._newly_set(texts)
            known = self._known[words] = (lines, self._room(lines))
        return known

    def _newly_set(self, texts: Mapping[str, str]) -> tuple[Line, ...]:
        text = self.slot.text
        filled = {
            index: f"{opener}{texts[field]}{PDI}" if opener else texts[field]
            for index, field, opener in self._open
        }
        if self._refill is not None:
            return self._refill.lines(filled, measure=text.measure, balance=text.balance)
        spans = [
            replace(span, text=filled[index]) if index in filled else span
            for index, span in enumerate(self._spans)
        ]
        return break_lines(
            spans,
            measure=text.measure,
            direction=text.direction,
            fonts=self._fonts,
            balance=text.balance,
        )

    def _room(self, lines: Sequence[Line]) -> _Room:
        text = self.slot.text
        if text.ink is None:
            return len(lines), None
        inks = [(0.0, 0.0)]
        for line in lines:
            for run in line.runs:
                inks.append(self._ink_of(run))
        above, below = map(max, zip(*inks, strict=True))
        return len(lines), grown_ink(text.sample, (above, below))

    def _ink_of(self, run: GlyphRun) -> tuple[float, float]:
        known = self._inks.setdefault(run.face, {})
        inks = list(map(known.get, map(id, run.clusters)))
        if None in inks:
            self._learn(run, known)
            inks = list(map(known.get, map(id, run.clusters)))
        above, below, _ = zip(*inks, strict=True)
        return max(above), max(below)

    def _learn(self, run: GlyphRun, known: dict[int, _Ink]) -> None:
        if len(known) >= _MOST_REMEMBERED:
            known.clear()
        ink_of = self._fonts.face(run.face).ink_of
        scale = run.size / run.units_per_em
        for cluster in run.clusters:
            if id(cluster) not in known:
                top, bottom = ink_of(cluster)
                known[id(cluster)] = (top * scale, -bottom * scale, cluster)

    def inked(self, lines: Sequence[Line], numbers: Mapping[str, str]) -> list[InkedLine]:
        """The lines at their places; none where the name of a month is not shown.

        Args:
            lines: As they were set.
            numbers: For the name of a month, the numbers of the days after it, by field.
        """
        slot = self.slot
        if slot.month is not None and not slot.month.is_shown(numbers, lines[0].advance):
            return []
        starts = starts_of(
            lines, slot.text, left=slot.left, top=slot.top, width=slot.width, align=slot.align
        )
        color, lasting = slot.color, self._lasting
        return [(color, x, y, line, lasting) for line, (x, y) in zip(lines, starts, strict=True)]
