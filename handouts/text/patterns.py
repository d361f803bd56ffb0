"""Short texts that are cut into items alike, whatever letters they are made of.

Which letters a word has does not matter to `itemize`, nor how many: all of one script have one
level, and are drawn by the font asked first for that script if it has them all. So "Анна Б. Ли"
is cut as "а а. а" is. How the one is cut is remembered for all others, and since only digits
that are all 0, spaces and signs are left as they are, it tells nothing of any name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TypeAlias

from handouts.text import ucd
from handouts.text.fonts import Fonts
from handouts.text.itemize import Item, script_of_letter, script_of_mark
from handouts.text.runs import TextSpan

_MOST_KEPT = 1_024

# The scripts whose letters are alike, each with the bidi class of its letters; marks may take
# that of what they stand on.
_SCRIPTS = {
    "Arab": "AL",
    "Hebr": "R",
    **dict.fromkeys(("Latn", "Cyrl", "Grek", "Hani", "Hang", "Hira", "Kana", "Bopo"), "L"),
    **dict.fromkeys(("Deva", "Guru", "Gujr", "Beng", "Taml", "Ethi"), "L"),
}
_MARK = "NSM"

# What stands in a pattern for a letter and for a mark of each, and for what has to be looked at.
# They are private use characters, which stand for nothing else.
_LETTERS = {script: chr(0xE000 + 2 * index) for index, script in enumerate(_SCRIPTS)}
_MARKS = {script: chr(0xE001 + 2 * index) for index, script in enumerate(_SCRIPTS)}
_UNALIKE = "\uf8ff"
_RESERVED = frozenset((*_LETTERS.values(), *_MARKS.values(), _UNALIKE))
# At the start of a word: a mark belongs to what stands before it.
_NOT_AT_START = frozenset((*_MARKS.values(), _UNALIKE))

_WORDS = [f"{letter}[{letter}{_MARKS[script]}]*" for script, letter in _LETTERS.items()]
_WORD = re.compile(f"{'|'.join(_WORDS)}|(?s:.)")

# Cuts a text of one span into items.
Cut: TypeAlias = Callable[[str, Sequence[TextSpan], Sequence[int], Fonts], tuple[Item, ...]]


class Patterns:
    """How texts of one language and weight are cut; the latest thousand patterns are kept."""

    def __init__(self, fonts: Fonts, cut: Cut) -> None:
        self._fonts, self._cut = fonts, cut
        self._signs: dict[tuple[str, bool], _Signs] = {}
        self._known: dict[tuple[object, ...], tuple[Item, ...]] = {}

    def items(self, text: str, span: TextSpan, levels: Sequence[int]) -> tuple[Item, ...] | None:
        """The items of a text of one span; None if its letters have to be looked at.

        Args:
            text: The paragraph.
            span: Where it came from.
            levels: The embedding level of each character (UAX #9).

        Raises:
            MissingGlyphError: No font has some character; all of them are named.
        """
        style = span.language, span.bold
        signs = self._signs.get(style)
        if signs is None:
            signs = self._signs[style] = _Signs(self._fonts, *style)
        words = _WORD.findall(text.translate(signs))
        pattern = "".join([word[0] for word in words])
        if not _NOT_AT_START.isdisjoint(pattern):
            return None
        *starts, end = accumulate(map(len, words), initial=0)
        key = style, pattern, bytes([levels[start] for start in starts])
        items = self._known.get(key)
        if items is None:
            items = self._example_items(signs.example(pattern), span, key[-1])
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[key] = items
        starts.append(end)
        return tuple(
            [
                Item(
                    start=starts[item.start],
                    end=starts[item.end],
                    level=item.level,
                    script=item.script,
                    face=item.face,
                    span=span,
                )
                for item in items
            ]
        )

    def _example_items(self, text: str, span: TextSpan, levels: bytes) -> tuple[Item, ...]:
        example = TextSpan(text=text, size=span.size, bold=span.bold, language=span.language)
        return self._cut(text, (example,), levels, self._fonts)


class _Signs(dict[int, str]):
    """From code point to what stands for it in a pattern, for `str.translate`; fills itself."""

    def __init__(self, fonts: Fonts, language: str, bold: bool) -> None:
        super().__init__()
        self._fonts, self._language, self._bold = fonts, language, bold
        # By its sign: a letter of each script.
        self._letters: dict[str, str] = {}

    def example(self, pattern: str) -> str:
        """A text of a pattern of these signs."""
        return "".join([self._letters.get(sign, sign) for sign in pattern])

    def __missing__(self, code: int) -> str:
        sign = self[code] = self._sign(chr(code))
        return sign

    def _sign(self, char: str) -> str:
        letter_of, mark_of = script_of_letter(char), script_of_mark(char)
        script = letter_of or mark_of
        if script is None:
            return _UNALIKE if char in _RESERVED else char
        if script not in _SCRIPTS:
            return _UNALIKE
        face = self._fonts.first(script=script, language=self._language, bold=self._bold)
        if not face.covers(char):
            return _UNALIKE
        if char.isdecimal() and char.isascii():
            return "0" if face.covers("0") else _UNALIKE
        its_class = ucd.bidi_class(char)
        if mark_of:
            return _MARKS[script] if its_class in (_MARK, _SCRIPTS[script]) else _UNALIKE
        if its_class != _SCRIPTS[script]:
            return _UNALIKE
        self._letters.setdefault(_LETTERS[script], char)
        return _LETTERS[script]
