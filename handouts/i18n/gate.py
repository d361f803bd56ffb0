"""What has to be true of a translation before a patient may read it.

These are the mistakes a computer can see: a form left empty, a placeholder lost, a number
changed. Whether a sentence means the same, a reviser decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from xml.parsers import expat

from handouts.i18n.languages import Language
from handouts.i18n.messages import Message, Problem, State

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_TAG = re.compile(r"</?[^<>]*>")

# The number a plural turns on. Where a form is for one number only, it may be said in words:
# "once a day".
_COUNTS = frozenset({"count", "num"})

_ISOLATE_OPENERS, _ISOLATE_CLOSER = "\u2066\u2067\u2068", "\u2069"
# Embeddings and overrides leak into what follows, marks are invisible to a reviser, and the
# separators would end a line. The document model sets numbers apart by itself.
_FORBIDDEN = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2028": "LINE SEPARATOR",
    "\u2029": "PARAGRAPH SEPARATOR",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
}


def message_problems(message: Message, language: Language) -> tuple[Problem, ...]:
    """Everything that keeps a translation from being printed; nothing if it may be."""
    return tuple(
        Problem(id=message.id, line=message.line, text=text)
        for text in dict.fromkeys(_problems(message, language))
    )


def _problems(message: Message, language: Language) -> Iterator[str]:
    if message.fuzzy:
        yield "It is marked fuzzy: the English has changed since it was translated."
    if message.state is State.INITIAL:
        yield "Its state is initial: nobody has finished it."
    expected = language.plurals.count if message.plural is not None else 1
    if not any(message.translations):
        yield "It is not translated."
        return
    if len(message.translations) != expected or not all(message.translations):
        yield f"Not all {expected} plural forms are filled in."
        return
    for form, text in enumerate(message.translations):
        yield from _placeholder_problems(message, text, form, language)
        yield from _number_problems(message, text)
        yield from _tag_problems(message, text)
        yield from _character_problems(text)


def _placeholder_problems(
    message: Message, text: str, form: int, language: Language
) -> Iterator[str]:
    wanted = set(_PLACEHOLDER.findall(message.id.text + (message.plural or "")))
    found = set(_PLACEHOLDER.findall(text))
    lost = wanted - found
    if message.plural is not None and _is_for_one_number(form, language):
        lost -= _COUNTS
    if lost:
        yield f"It has lost {_written(lost)}."
    if found - wanted:
        yield f"It has {_written(found - wanted)}, which the English has not."
    try:
        text % dict.fromkeys(found, "")
    except (ValueError, TypeError, KeyError):
        yield "It has a % that belongs to no placeholder; write %% for a percent sign."


def _written(names: set[str]) -> str:
    return ", ".join(f"%({name})s" for name in sorted(names))


def _is_for_one_number(form: int, language: Language) -> bool:
    return [language.plurals.form(n) for n in range(201)].count(form) == 1


def _number_problems(message: Message, text: str) -> Iterator[str]:
    english = [message.id.text] if message.plural is None else [message.id.text, message.plural]
    if _numbers(text) not in [_numbers(each) for each in english]:
        wanted = ", ".join(sorted(_numbers(english[-1]).elements())) or "none"
        yield f"Its numbers are not those of the English: {wanted}."


def _numbers(text: str) -> Counter[str]:
    """The numbers in a text, whatever digits they are written with."""
    words = _TAG.sub(" ", _PLACEHOLDER.sub(" ", text))
    return Counter(
        "".join(str(unicodedata.decimal(digit)) for digit in number)
        for number in re.findall(r"\d+", words)
    )


def _tag_problems(message: Message, text: str) -> Iterator[str]:
    wanted = Counter(_TAG.findall(message.id.text))
    if Counter(_TAG.findall(text)) != wanted:
        tags = " ".join(wanted.elements()) or "none"
        yield f"Its tags are not those of the English: {tags}."
        return
    try:
        expat.ParserCreate().Parse(f"<m>{text}</m>".encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        yield "Its tags do not close in order, or it has a bare < or &; write &lt; or &amp;."


def _character_problems(text: str) -> Iterator[str]:
    for character, name in _FORBIDDEN.items():
        if character in text:
            yield f"It has the invisible character {name} (U+{ord(character):04X})."
    depth = 0
    for character in text:
        depth += (character in _ISOLATE_OPENERS) - (character == _ISOLATE_CLOSER)
        if depth < 0:
            break
    if depth:
        yield "Its isolates (U+2066 to U+2069) are not balanced."
