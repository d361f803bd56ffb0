"""Names and short words in one script, found to be so without the general way.

Most names are letters of one script, the sheet's own or another, and spaces. Such a text is one
item, and its level follows from its first letter; the bidirectional algorithm and itemization
would say the same, in ten times the time. Whatever is not plain is left to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from handouts.document import FSI, LRI, PDI, Direction
from handouts.text import ucd
from handouts.text.fonts import Fonts, script_of
from handouts.text.itemize import Item, is_unseen, script_of_letter
from handouts.text.runs import TextSpan

if TYPE_CHECKING:
    from handouts.text.face import Face

# Bidi classes that, among themselves alone, all run one way (UAX #9).
_LEFT_TO_RIGHT = frozenset(("L", "EN", "ES", "ET", "CS", "NSM", "WS", "ON"))
# No numbers: they run left to right, and take what stands between them along.
_RIGHT_TO_LEFT = frozenset(("R", "AL", "ES", "ET", "CS", "NSM", "WS", "ON"))
_TO_THE_RIGHT, _TO_THE_LEFT = frozenset("2367"), frozenset("1357")


class Plain:
    """What is plain in one language, script and weight; characters are remembered.

    Attributes:
        script: ISO 15924 code.
        face: What draws it.
    """

    def __init__(self, fonts: Fonts, language: str, script: str, *, bold: bool) -> None:
        self.script = script
        self._is_foreign = script not in (script_of(language), "Latn")
        self.face: Face = fonts.first(script=script, language=language, bold=bold)
        self._kinds = _Kinds(self)
        self._levels: dict[tuple[frozenset[str], int], int | None] = {}

    def level(self, characters: str, base: int) -> int | None:
        """The level inside an isolate of text that is plain throughout; None if it is not.

        Args:
            characters: The text, without its isolate.
            base: The level around the isolate.
        """
        key = frozenset(characters.translate(self._kinds)), base
        if key not in self._levels:
            self._levels[key] = _level_of(key[0], base)
        return self._levels[key]

    def kind(self, char: str) -> str:
        """A digit: 4 for a letter of the script, 2 if plain to the right, 1 if to the left."""
        bidi = ucd.properties(char).bidi_class
        script = script_of_letter(char)
        letter = script == self.script
        # What belongs to no script may be drawn by the sheet's own font among foreign letters.
        goes_along = script is None and (not self._is_foreign or char == " " or bidi == "NSM")
        fits = (letter or goes_along) and not is_unseen(char) and self.face.covers(char)
        is_letter = letter and bidi in ("L", "R", "AL")
        runs_right = fits and bidi in _LEFT_TO_RIGHT
        runs_left = fits and bidi in _RIGHT_TO_LEFT
        return str(4 * is_letter + 2 * runs_right + runs_left)


class _Kinds(dict[int, str]):
    """From code point to kind, for `str.translate`; fills itself."""

    def __init__(self, plain: Plain) -> None:
        super().__init__()
        self._plain = plain

    def __missing__(self, code: int) -> str:
        kind = self[code] = self._plain.kind(chr(code))
        return kind


def _level_of(kinds: frozenset[str], base: int) -> int | None:
    """The level of characters of these kinds; None if they are not plain together."""
    if kinds.isdisjoint("4567"):
        return None
    if kinds <= _TO_THE_RIGHT:
        return 2
    if kinds <= _TO_THE_LEFT:
        return base + 2 if base % 2 else base + 1
    return None


@lru_cache(maxsize=256)
def _plain(fonts: Fonts, language: str, script: str, *, bold: bool) -> Plain:
    return Plain(fonts, language, script, bold=bold)


def plain_item(spans: Sequence[TextSpan], direction: Direction, fonts: Fonts) -> Item | None:
    """The only item of a paragraph of one plain, isolated span; None if it is not one."""
    if len(spans) != 1:
        return None
    span = spans[0]
    text = span.text
    if text[:1] not in (FSI, LRI) or text[-1:] != PDI or len(text) < 3:
        return None
    within, base = text[1:-1], 1 if direction is Direction.RTL else 0
    # Before the first letter a mark or a sign may be the sheet's.
    script = script_of_letter(within[0]) or script_of(span.language)
    plain = _plain(fonts, span.language, script, bold=span.bold)
    level = plain.level(within, base)
    if level is None or (text[0] == LRI and level % 2):
        return None
    return Item(start=1, end=len(text) - 1, level=level, script=script, face=plain.face, span=span)
