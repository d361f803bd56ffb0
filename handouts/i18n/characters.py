"""Which characters a translation may hold.

A letter of another script looks like one of ours and is read aloud, searched and drawn as
another; an invisible character changes the order in which a line is read. Neither is seen by a
reviser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from handouts.document import Direction
from handouts.i18n.languages import Language

_ISOLATE_OPENERS, _ISOLATE_CLOSER = "\u2066\u2067\u2068", "\u2069"
# Joiners are part of the spelling of Persian and of Indian languages, and a word joiner keeps
# two words on one line.
_INVISIBLE_BUT_NEEDED = frozenset("\u200c\u200d\u2060" + _ISOLATE_OPENERS + _ISOLATE_CLOSER)
# Embeddings and overrides leak into what follows, marks are invisible to a reviser, and the
# separators would end a line. The document model sets numbers apart by itself.
_NAMES = {
    "\u00ad": "SOFT HYPHEN",
    "\u061c": "ALM",
    "\u200b": "ZERO WIDTH SPACE",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2028": "LINE SEPARATOR",
    "\u2029": "PARAGRAPH SEPARATOR",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\ufeff": "BYTE ORDER MARK",
}
# Controls, formats, separators, surrogates, private use and what is no character.
_UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn")

# The letters of each script, by the blocks of Unicode; punctuation that several scripts share,
# such as the danda, is in none. Latin is read everywhere: it holds the names of products.
_SCRIPTS = {
    "Greek": (
        (0x0370, 0x03FF),
        (0x1F00, 0x1FFF),
    ),
    "Cyrillic": (
        (0x0400, 0x052F),
        (0x1C80, 0x1C8F),
        (0x2DE0, 0x2DFF),
        (0xA640, 0xA69F),
    ),
    "Armenian": ((0x0531, 0x058A),),
    "Hebrew": (
        (0x0590, 0x05FF),
        (0xFB1D, 0xFB4F),
    ),
    "Arabic": (
        (0x0600, 0x06FF),
        (0x0750, 0x077F),
        (0x08A0, 0x08FF),
        (0xFB50, 0xFDFF),
        (0xFE70, 0xFEFC),
    ),
    "Devanagari": (
        (0x0900, 0x0963),
        (0x0966, 0x097F),
        (0xA8E0, 0xA8FF),
    ),
    "Bengali": ((0x0980, 0x09FF),),
    "Gurmukhi": ((0x0A00, 0x0A7F),),
    "Gujarati": ((0x0A80, 0x0AFF),),
    "Odia": ((0x0B00, 0x0B7F),),
    "Tamil": ((0x0B80, 0x0BFF),),
    "Telugu": ((0x0C00, 0x0C7F),),
    "Kannada": ((0x0C80, 0x0CFF),),
    "Malayalam": ((0x0D00, 0x0D7F),),
    "Sinhala": ((0x0D80, 0x0DFF),),
    "Thai": (
        (0x0E01, 0x0E3A),
        (0x0E40, 0x0E5B),
    ),
    "Lao": ((0x0E80, 0x0EFF),),
    "Tibetan": ((0x0F00, 0x0FFF),),
    "Myanmar": ((0x1000, 0x109F),),
    "Georgian": ((0x10A0, 0x10FF),),
    "Ethiopic": (
        (0x1200, 0x139F),
        (0x2D80, 0x2DDF),
        (0xAB01, 0xAB2E),
    ),
    "Khmer": ((0x1780, 0x17FF),),
    "Japanese": ((0x3041, 0x30FA),),
    "Korean": (
        (0x1100, 0x11FF),
        (0x3131, 0x318E),
        (0xAC00, 0xD7FF),
    ),
    "Chinese": (
        (0x2E80, 0x2FDF),
        (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF),
        (0xF900, 0xFAFF),
        (0x20000, 0x323AF),
    ),
}
# A Cyrillic word with one Latin letter looks as it should and is another word.
_LATIN_IN_CYRILLIC = re.compile(r"[A-Za-z]['’]?[\u0400-\u052f]|[\u0400-\u052f]['’]?[A-Za-z]")

_HAN_FILE = Path(__file__).with_name("han.txt")

# What the document sets apart in a right-to-left line by itself.
_SET_APART = re.compile(
    r"[\u2066-\u2068][^\u2069]*\u2069|<(phone|dose|date|time|url|term)\b[^>]*>.*?</\1>"
)
# A point, a comma, a colon or a slash between two digits keeps them together (UAX #9, W4); these
# do not, and what stands before them is drawn after.
_IN_A_ROW = re.compile(r"\d[ \u00a0\u202f()+\-\u2010-\u2015\u2212]+\d|\+\d")


def character_problems(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """What is wrong with the characters of a translation.

    Yields:
        The name under which it may be accepted, empty if it may not, and what is wrong.
    """
    for problem in _invisible(text):
        yield "", problem
    for problem in _foreign(text, language):
        yield "script", problem
    if language.direction is Direction.RTL and (found := _in_a_row(text)):
        yield (
            "numbers-in-a-row",
            f"“{found}” would be drawn in another order. Write the span in words, or set the "
            "number apart with U+2066 before and U+2069 after it.",
        )


def _invisible(text: str) -> Iterator[str]:
    if text.isprintable():
        return  # nothing invisible but plain spaces
    for character in dict.fromkeys(text):
        category = unicodedata.category(character)
        if category in _UNSEEN and character not in _INVISIBLE_BUT_NEEDED:
            name = _NAMES.get(character) or unicodedata.name(character, "without a name")
            yield f"It has the invisible character {name} (U+{ord(character):04X})."
    depth = 0
    for character in text:
        depth += (character in _ISOLATE_OPENERS) - (character == _ISOLATE_CLOSER)
        if depth < 0:
            break
    if depth:
        yield "Its isolates (U+2066 to U+2069) are not balanced."


def _foreign(text: str, language: Language) -> Iterator[str]:
    own = scripts_of(language)
    letters = set(text)
    for character in sorted(letters - _known_to(own)):
        script = _script_of(character)
        if script is None or script in own:
            _known_to(own).add(character)
        else:
            yield f"“{character}” (U+{ord(character):04X}) is {script}, and the language is not."
            break
    if "Cyrillic" in own and (mixed := _LATIN_IN_CYRILLIC.search(text)):
        yield f"“{mixed[0]}” mixes Latin and Cyrillic letters in one word."
    if "Chinese" in own:
        simplified, traditional = _han()
        if language.tag == "zh-Hans" and (found := letters & traditional):
            yield f"“{min(found)}” is a traditional character."
        if language.tag == "zh-Hant" and (found := letters & simplified):
            yield f"“{min(found)}” is a simplified character."


@cache
def scripts_of(language: Language) -> frozenset[str]:
    """The scripts a language is written in, seen by its own name for itself; Latin not counted."""
    return frozenset(filter(None, map(_script_of, language.own_name)))


@cache
def _known_to(own: frozenset[str]) -> set[str]:
    """The characters already found to belong to these scripts, or to none."""
    return set()


def _script_of(character: str) -> str | None:
    """The script of a letter; None for Latin and for what no script owns."""
    code = ord(character)
    if code < 0x0370:
        return None
    return next(
        (
            name
            for name, blocks in _SCRIPTS.items()
            if any(first <= code <= last for first, last in blocks)
        ),
        None,
    )


@cache
def _han() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that are simplified only, and those that are traditional only."""
    simplified, traditional = _HAN_FILE.read_text("utf-8").splitlines()[-2:]
    return frozenset(simplified), frozenset(traditional)


def _in_a_row(text: str) -> str | None:
    found = _IN_A_ROW.search(_SET_APART.sub(" ", text))
    return found[0] if found else None
