"""Set inlines as lines of one role: the step between the document's words and the page.

A compositor knows the look, the fonts and the language of one handout. It remembers what it
has set, so that trying another row height or another chip costs no second shaping.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.document import Direction, Inline, Inlines, Kind
from handouts.style import Role, Stylesheet, TextStyle
from handouts.text import Fonts, Line, TextSpan, break_lines, natural_width
from handouts.values import dataclass

# What a patient may have to read out or dial is never cut by a line end. A name, an address of
# a page or a term may be: some are longer than any line.
_TOGETHER = frozenset({Kind.DATE, Kind.TIME, Kind.PHONE, Kind.DOSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SetText:
    """Inlines as lines, not yet placed.

    Attributes:
        inlines: What was set; a run's mark is the index of its inline.
        style: How.
        direction: Which way its language is written; its lines start at that side.
        lines: At least one.
    """

    inlines: Inlines
    style: TextStyle
    direction: Direction
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        """Of all lines, in points."""
        return len(self.lines) * self.style.leading

    @property
    def width(self) -> float:
        """Of the widest line, in points."""
        return max(line.advance for line in self.lines)


class Compositor:
    """Sets text for one handout."""

    def __init__(
        self, *, sheet: Stylesheet, fonts: Fonts, language: str, direction: Direction
    ) -> None:
        self.sheet = sheet
        self.direction = direction
        self.language = language
        self._fonts = fonts
        self._set: dict[tuple[Inlines, TextStyle, float, bool], SetText] = {}
        self._widths: dict[tuple[Inlines, TextStyle], float] = {}

    def set(
        self, inlines: Inlines, role: Role, measure: float, *, balance: bool = False
    ) -> SetText:
        """Lines of at most `measure` points.

        Args:
            inlines: The words, in logical order.
            role: Their role, which decides the style.
            measure: Width there is.
            balance: Make the lines as even as their number allows, for headings, messages
                and chips, where one short word on the last line would look forgotten.

        Raises:
            MissingGlyphError: A character is in no font.
        """
        style = self.sheet.style(role)
        key = (inlines, style, measure, balance)
        if key not in self._set:
            self._set[key] = SetText(
                inlines=inlines,
                style=style,
                direction=self.direction,
                lines=break_lines(
                    self._spans(inlines, style),
                    measure=measure,
                    direction=self.direction,
                    fonts=self._fonts,
                    balance=balance,
                ),
            )
        return self._set[key]

    def snug(self, *texts: SetText) -> tuple[SetText, ...]:
        """Lines that stand by themselves, no higher than their ink; all share one baseline.

        For furniture, labels and cells. Running text keeps the leading of its script, so that
        its rows are alike.
        """
        lines = [line for text in texts for line in text.lines]
        inks = [(0.0, 0.0), *(self._fonts.ink(line) for line in lines)]
        above, below = (max(reach) for reach in zip(*inks, strict=True))
        return tuple(replace(text, style=text.style.snug(above, below)) for text in texts)

    def natural_width(self, inlines: Inlines, role: Role) -> float:
        """Width on one line, in points."""
        style = self.sheet.style(role)
        key = (inlines, style)
        if key not in self._widths:
            self._widths[key] = natural_width(
                self._spans(inlines, style), direction=self.direction, fonts=self._fonts
            )
        return self._widths[key]

    def _spans(self, inlines: Inlines, style: TextStyle) -> tuple[TextSpan, ...]:
        return tuple(
            TextSpan(
                text=inline.isolated,
                size=style.size,
                bold=style.bold or inline.strong,
                language=inline.language or self.language,
                together=inline.kind in _TOGETHER,
                mark=index,
            )
            for index, inline in enumerate(inlines)
        )


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
