"""Names and short words in one script, found to be so without the general way.

Most names are letters of the sheet's own script and spaces. Such a text is one item, and its
level follows from its first letter; the bidirectional algorithm and itemization would say the
same, in ten times the time. Whatever is not plain is left to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from handouts.document import FSI, LRI, PDI, Direction
from handouts.text import ucd
from handouts.text.fonts import Face, Fonts, script_of
from handouts.text.itemize import Item, is_unseen, script_of_letter
from handouts.text.runs import TextSpan

# Bidi classes that, among themselves alone, all run one way (UAX #9).
_LEFT_TO_RIGHT = frozenset(("L", "EN", "ES", "ET", "CS", "NSM", "WS", "ON"))
# No numbers: they run left to right, and take what stands between them along.
_RIGHT_TO_LEFT = frozenset(("R", "AL", "ES", "ET", "CS", "NSM", "WS", "ON"))


class Plain:
    """What is plain in one language and weight; characters are remembered."""

    def __init__(self, fonts: Fonts, language: str, *, bold: bool) -> None:
        self.script = script_of(language)
        self.face: Face = fonts.first(script=self.script, language=language, bold=bold)
        self._known: dict[str, tuple[bool, bool, bool]] = {}

    def level(self, characters: str, base: int) -> int | None:
        """The level inside an isolate of text that is plain throughout; None if it is not.

        Args:
            characters: The text, without its isolate.
            base: The level around the isolate.
        """
        all_left = all_right = True
        any_letter = False
        for char in set(characters):
            known = self._known.get(char)
            if known is None:
                known = self._known[char] = self._look(char)
            letter, left, right = known
            any_letter = any_letter or letter
            all_left, all_right = all_left and left, all_right and right
        if not any_letter:
            return None
        if all_left:
            return 2
        return base + 2 if all_right and base % 2 else base + 1 if all_right else None

    def _look(self, char: str) -> tuple[bool, bool, bool]:
        """Whether it is a letter of the script; whether it is plain either way."""
        bidi = ucd.properties(char).bidi_class
        script = script_of_letter(char)
        letter = script == self.script
        fits = (letter or script is None) and not is_unseen(char) and self.face.covers(char)
        return (
            letter and bidi in ("L", "R", "AL"),
            fits and bidi in _LEFT_TO_RIGHT,
            fits and bidi in _RIGHT_TO_LEFT,
        )


@lru_cache(maxsize=64)
def _plain(fonts: Fonts, language: str, *, bold: bool) -> Plain:
    return Plain(fonts, language, bold=bold)


def plain_item(spans: Sequence[TextSpan], direction: Direction, fonts: Fonts) -> Item | None:
    """The only item of a paragraph of one plain, isolated span; None if it is not one."""
    if len(spans) != 1:
        return None
    span = spans[0]
    text = span.text
    if text[:1] not in (FSI, LRI) or text[-1:] != PDI or len(text) < 3:
        return None
    plain = _plain(fonts, span.language, bold=span.bold)
    level = plain.level(text[1:-1], 1 if direction is Direction.RTL else 0)
    if level is None or (text[0] == LRI and level % 2):
        return None
    return Item(
        start=1, end=len(text) - 1, level=level, script=plain.script, face=plain.face, span=span
    )
