"""Set inlines as lines of one role: the step between the document's words and the page.

A page must not move when a visit's dates do, or every patient's would have to be laid out
afresh. So text with a date in it takes the room of the widest date there could be, in width,
in lines and in ink; names and notes take what they need. Running text in which the narrowest date
would need a line less is set narrower instead, so that no line stays empty.

A compositor knows the look, the fonts and the language of one handout. It remembers what it
has set, so that trying another row height or another chip costs no second shaping.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from handouts.document import WITHOUT_STOP, Direction, Inline, Inlines, Kind, Rooms
from handouts.style import Role, Stylesheet, TextStyle
from handouts.text import Fonts, Line, TextSpan, break_lines, natural_width
from handouts.values import dataclass

# What a patient may have to read out or dial is never cut by a line end. A name, an address of
# a page or a term may be: some are longer than any line.
_TOGETHER = frozenset({Kind.DATE, Kind.TIME, Kind.PHONE, Kind.DOSE})


# A name reaches as high as an accented capital and as low as a tail.
_LATIN_SAMPLE = "\u00c5\u00c9gjpqy"
_INK_STEP = 2.0

# How many of the narrowest and of the widest dates by their parts are measured whole.
_MEASURED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SetText:
    """Inlines as lines, not yet placed.

    Attributes:
        inlines: What was set; a run's mark is the index of its inline.
        style: How.
        direction: Which way its language is written; its lines start at that side.
        language: BCP 47 tag of its language.
        measure: Width the lines may have.
        balance: Whether they were made even.
        lines: At least one.
        rows: Lines it takes on the page: as many as it has, or more where a date could need them.
        width: Of the widest line there could be, in points.
        fits: Whether it needs no more rows than with the widest date.
        ink: How far the ink of a visit's words was reckoned to reach above and below the
            baseline; None where that decided nothing.
        sample: The least it is reckoned to reach.
    """

    inlines: Inlines
    style: TextStyle
    direction: Direction
    language: str
    measure: float
    balance: bool
    lines: tuple[Line, ...]
    rows: int
    width: float
    fits: bool = True
    ink: tuple[float, float] | None = None
    sample: tuple[float, float] = (0.0, 0.0)

    @property
    def height(self) -> float:
        """Of all its rows, in points."""
        return self.rows * self.style.leading


class Compositor:
    """Sets text for one handout."""

    def __init__(
        self,
        *,
        sheet: Stylesheet,
        fonts: Fonts,
        language: str,
        direction: Direction,
        rooms: Rooms = (),
        sample: str = "",
    ) -> None:
        """Take a look and fonts.

        Args:
            sheet: The look.
            fonts: What text is set in.
            language: BCP 47 tag.
            direction: Which way it is written.
            rooms: What dates and times may say.
            sample: Words of the language; a name is reckoned to reach as high and low as these.
        """
        self.sheet = sheet
        self.direction = direction
        self.language = language
        self.sample = sample
        self.fonts = fonts
        self.rooms = rooms
        self._rooms = dict(rooms)
        self._set: dict[tuple[Inlines, TextStyle, float, bool, bool], SetText] = {}
        self._widths: dict[tuple[Inlines, TextStyle], float] = {}
        self._bounds: dict[tuple[str, float, bool], tuple[str, str]] = {}
        self._inks: dict[tuple[str, float, bool], tuple[float, float]] = {}

    def set(
        self,
        inlines: Inlines,
        role: Role,
        measure: float,
        *,
        balance: bool = False,
        fill: bool = False,
    ) -> SetText:
        """Lines of at most `measure` points.

        Args:
            inlines: The words, in logical order.
            role: Their role, which decides the style.
            measure: Width there is.
            balance: Make the lines as even as their number allows, for headings, messages
                and chips, where one short word on the last line would look forgotten.
            fill: Make them even as well where only wider dates need the last line, for running
                text, where a line left empty would look like a gap.

        Raises:
            MissingGlyphError: A character is in no font.
        """
        style = self.sheet.style(role)
        key = (inlines, style, measure, balance, fill)
        if key not in self._set:
            self._set[key] = self._newly_set(inlines, style, measure, balance=balance, fill=fill)
        return self._set[key]

    def _newly_set(
        self, inlines: Inlines, style: TextStyle, measure: float, *, balance: bool, fill: bool
    ) -> SetText:
        bounds = self._bounds_of(inlines, style)
        if bounds is None:
            room = lines = self._lines(inlines, style, measure, balance=balance)
            width = max(line.advance for line in room)
        else:
            narrowest, widest = bounds
            room = self._lines(widest, style, measure, balance=balance)
            if fill and len(room) > len(self._lines(narrowest, style, measure, balance=balance)):
                # In even lines the narrowest needs as many.
                room = self._lines(widest, style, measure, balance=True)
                balance = True
            width = max(line.advance for line in room)
            if balance:
                # Even lines keep to the width of their room, so that a frame around them can.
                measure = width
            lines = self._lines(inlines, style, measure, balance=balance)
        return SetText(
            inlines=inlines,
            style=style,
            direction=self.direction,
            language=self.language,
            measure=measure,
            balance=balance,
            lines=lines,
            rows=max(len(lines), len(room)),
            width=width,
            fits=len(lines) <= len(room),
        )

    def _lines(
        self, inlines: Inlines, style: TextStyle, measure: float, *, balance: bool
    ) -> tuple[Line, ...]:
        return set_lines(
            inlines,
            style,
            measure=measure,
            balance=balance,
            language=self.language,
            direction=self.direction,
            fonts=self.fonts,
        )

    def _bounds_of(self, inlines: Inlines, style: TextStyle) -> tuple[Inlines, Inlines] | None:
        """The same words with the narrowest and the widest dates there are; None without dates.

        Beside a name of any width the widest date would be no bound to anything: None as well.
        """
        if not any(inline.form for inline in inlines) or any(map(_is_free, inlines)):
            return None
        bounds = [
            self._bounds_of_date(i, i.form, style) if i.form else (i.text, i.text) for i in inlines
        ]
        narrowest, widest = (
            tuple(replace(i, text=text) for i, text in zip(inlines, texts, strict=True))
            for texts in zip(*bounds, strict=True)
        )
        return narrowest, widest

    def _bounds_of_date(self, inline: Inline, form: str, style: TextStyle) -> tuple[str, str]:
        """The narrowest and the widest date of a form."""
        key = (form, style.size, style.bold or inline.strong)
        if key not in self._bounds:
            texts = self._room_of(inline)
            parts = {part for text in texts for part in text.split(" ")}
            widths = {part: self._width_of(part, inline, style) for part in parts}

            def estimate(text: str) -> float:
                return sum(widths[part] for part in text.split(" ")) + text.count(" ")

            def width(text: str) -> float:
                return self._width_of(text, inline, style)

            sorted_texts = sorted(texts, key=estimate)
            self._bounds[key] = (
                min(sorted_texts[:_MEASURED], key=width),
                max(sorted_texts[-_MEASURED:], key=width),
            )
        bounds = self._bounds[key]
        if not (inline.field or "").endswith(WITHOUT_STOP):
            return bounds
        narrowest, widest = bounds
        return narrowest.removesuffix("."), widest.removesuffix(".")

    def _room_of(self, inline: Inline) -> tuple[str, ...]:
        return self._rooms.get(inline.form or "", (inline.text,))

    def _width_of(self, text: str, inline: Inline, style: TextStyle) -> float:
        spans = self._spans((replace(inline, text=text),), style)
        return natural_width(spans, direction=self.direction, fonts=self.fonts) if text else 0.0

    def snug(self, *texts: SetText) -> tuple[SetText, ...]:
        """Lines that stand by themselves, no higher than their ink; all share one baseline.

        For furniture, labels and cells. Running text keeps the leading of its script, so that
        its rows are alike.
        """
        inks = [self._ink(text) for text in texts]
        typed = [self._typed_ink(text) for text in texts]
        above, below = _reach([*inks, *(grown for _, grown in filter(None, typed))])
        return tuple(
            replace(
                text,
                style=text.style.snug(above, below),
                sample=found[0] if found else (0.0, 0.0),
                ink=found[1] if found else None,
            )
            for text, found in zip(texts, typed, strict=True)
        )

    def _ink(self, text: SetText) -> tuple[float, float]:
        """How far its ink may reach, whatever the visit's dates; what was typed left out."""
        if not any(inline.field for inline in text.inlines):
            return _reach(self.fonts.ink(line) for line in text.lines)
        inks = []
        for inline in text.inlines:
            if inline.form:
                every = " ".join({part: None for t in self._room_of(inline) for part in t.split()})
                inks.append(self._ink_of(every, text.style, strong=inline.strong))
            elif not inline.field:
                inks.append(self._ink_of(inline.text, text.style, strong=inline.strong))
        return _reach(inks)

    def _typed_ink(self, text: SetText) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """The least ink what was typed is given, and what it is given; None if nothing was."""
        if not any(map(_is_free, text.inlines)):
            return None
        strong_ = any(inline.strong for inline in text.inlines)
        sample = self._ink_of(f"{self.sample} {_LATIN_SAMPLE}", text.style, strong=strong_)
        return sample, grown_ink(sample, _reach(self.fonts.ink(line) for line in text.lines))

    def _ink_of(self, words_: str, style: TextStyle, *, strong: bool) -> tuple[float, float]:
        key = (words_, style.size, style.bold or strong)
        if key not in self._inks:
            line = self._lines(
                (Inline(text=words_, strong=strong),), style, math.inf, balance=False
            )[0]
            self._inks[key] = self.fonts.ink(line)
        return self._inks[key]

    def natural_width(self, inlines: Inlines, role: Role) -> float:
        """Width on one line, in points."""
        style = self.sheet.style(role)
        key = (inlines, style)
        if key not in self._widths:
            bounds = self._bounds_of(inlines, style)
            widest = bounds[1] if bounds else inlines
            self._widths[key] = natural_width(
                self._spans(widest, style),
                direction=self.direction,
                fonts=self.fonts,
            )
        return self._widths[key]

    def _spans(self, inlines: Inlines, style: TextStyle) -> tuple[TextSpan, ...]:
        return spans_of(inlines, style, language=self.language)


def set_lines(
    inlines: Inlines,
    style: TextStyle,
    *,
    measure: float,
    balance: bool,
    language: str,
    direction: Direction,
    fonts: Fonts,
) -> tuple[Line, ...]:
    """Lines of at most `measure` points.

    Raises:
        MissingGlyphError: A character is in no font.
    """
    return break_lines(
        spans_of(inlines, style, language=language),
        measure=measure,
        direction=direction,
        fonts=fonts,
        balance=balance,
    )


def spans_of(inlines: Inlines, style: TextStyle, *, language: str) -> tuple[TextSpan, ...]:
    """Inlines as the spans that `text` sets."""
    return tuple(
        TextSpan(
            text=inline.isolated,
            size=style.size,
            bold=style.bold or inline.strong,
            language=inline.language or language,
            together=inline.kind in _TOGETHER or _leans(inlines, index),
            mark=index,
        )
        for index, inline in enumerate(inlines)
    )


def _leans(inlines: Inlines, index: int) -> bool:
    """Whether it is one word that belongs to the date or time before it, as "tak", until, does.

    Alone in the next line it would look forgotten.
    """
    text = inlines[index].text
    return (
        index > 0
        and inlines[index - 1].kind in (Kind.DATE, Kind.TIME)
        and inlines[index].kind is Kind.WORDS
        and text.startswith(" ")
        and len(text.split()) == 1
    )


def grown_ink(sample: tuple[float, float], ink: tuple[float, float]) -> tuple[float, float]:
    """The ink a name is given: that of the sample, and more in steps where it reaches further."""
    return (
        sample[0] + _INK_STEP * max(0, math.ceil((ink[0] - sample[0]) / _INK_STEP)),
        sample[1] + _INK_STEP * max(0, math.ceil((ink[1] - sample[1]) / _INK_STEP)),
    )


def _reach(inks: Iterable[tuple[float, float]]) -> tuple[float, float]:
    above, below = 0.0, 0.0
    for one, other in inks:
        above, below = max(above, one), max(below, other)
    return above, below


def _is_free(inline: Inline) -> bool:
    """Whether it holds what somebody typed, which may be of any width."""
    return bool(inline.field) and inline.form is None and inline.field not in ("page", "pages")


def joined(parts: Sequence[Inlines]) -> Inlines:
    """Sentences run on, a space between each two."""
    space = (Inline(text=" "),)
    return tuple(
        inline
        for index, part in enumerate(parts)
        for inline in ((*space, *part) if index else part)
    )


def strong(inlines: Inlines) -> Inlines:
    """The same words in bold."""
    return tuple(
        Inline(
            text=i.text,
            kind=i.kind,
            strong=True,
            href=i.href,
            field=i.field,
            language=i.language,
        )
        for i in inlines
    )
