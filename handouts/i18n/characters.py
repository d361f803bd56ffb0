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
    "Greek": r"\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": r"\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Armenian": r"\u0531-\u058a",
    "Hebrew": r"\u0590-\u05ff\ufb1d-\ufb4f",
    "Arabic": r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Devanagari": r"\u0900-\u0963\u0966-\u097f\ua8e0-\ua8ff",
    "Bengali": r"\u0980-\u09ff",
    "Gurmukhi": r"\u0a00-\u0a7f",
    "Gujarati": r"\u0a80-\u0aff",
    "Odia": r"\u0b00-\u0b7f",
    "Tamil": r"\u0b80-\u0bff",
    "Telugu": r"\u0c00-\u0c7f",
    "Kannada": r"\u0c80-\u0cff",
    "Malayalam": r"\u0d00-\u0d7f",
    "Sinhala": r"\u0d80-\u0dff",
    "Thai": r"\u0e01-\u0e3a\u0e40-\u0e5b",
    "Lao": r"\u0e80-\u0eff",
    "Tibetan": r"\u0f00-\u0fff",
    "Myanmar": r"\u1000-\u109f",
    "Georgian": r"\u10a0-\u10ff",
    "Ethiopic": r"\u1200-\u139f\u2d80-\u2ddf\uab01-\uab2e",
    "Khmer": r"\u1780-\u17ff",
    "Japanese": r"\u3041-\u30fa",
    "Korean": r"\u1100-\u11ff\u3131-\u318e\uac00-\ud7ff",
    "Chinese": r"\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af",
}
_OF_SCRIPT = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}
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
    if found := _others(own).search(text):
        (name,) = (name for name, letters in _OF_SCRIPT.items() if letters.match(found[0]))
        yield f"“{found[0]}” (U+{ord(found[0]):04X}) is {name}, and the language is not."
    if "Cyrillic" in own and (mixed := _LATIN_IN_CYRILLIC.search(text)):
        yield f"“{mixed[0]}” mixes Latin and Cyrillic letters in one word."
    if "Chinese" in own:
        simplified, traditional = _han()
        if language.tag == "zh-Hans" and (found := traditional.search(text)):
            yield f"“{found[0]}” is a traditional character."
        if language.tag == "zh-Hant" and (found := simplified.search(text)):
            yield f"“{found[0]}” is a simplified character."


@cache
def scripts_of(language: Language) -> frozenset[str]:
    """The scripts a language is written in, seen by its own name for itself; Latin not counted."""
    return frozenset(
        name for name, letters in _OF_SCRIPT.items() if letters.search(language.own_name)
    )


@cache
def _others(own: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(_SCRIPTS[name] for name in _SCRIPTS if name not in own)}]")


@cache
def _han() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The characters that are simplified only, and those that are traditional only."""
    simplified, traditional = _HAN_FILE.read_text("utf-8").splitlines()[-2:]
    return re.compile(f"[{simplified}]"), re.compile(f"[{traditional}]")


def _in_a_row(text: str) -> str | None:
    found = _IN_A_ROW.search(_SET_APART.sub(" ", text))
    return found[0] if found else None
