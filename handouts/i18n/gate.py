"""What has to be true of a translation before a patient may read it.

These are the mistakes a computer can see: a form left empty, a placeholder lost, a number
changed. Whether a sentence means the same, a reviser decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TypeAlias
from xml.parsers import expat

from handouts.findings import Severity
from handouts.i18n.characters import character_problems, scripts_of
from handouts.i18n.languages import Language
from handouts.i18n.messages import Message, Problem, State
from handouts.i18n.negation import Negation, negation
from handouts.i18n.plurals import PluralRule

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_TAG = re.compile(r"</?[^<>]*>")
_EMPTY_TAG = re.compile(r"<(\w+)[^<>]*>\s*</\1>")
_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"\d+")

# The number a plural turns on. Where a form is for one number only, it may be said in words:
# "once a day".
_COUNTS = frozenset({"count", "num"})

# What is counted or spans from one to the other: a sheet that says "3 to 2 times" is not read.
_IN_ORDER = (("low", "high"), ("first", "last"), ("opens", "closes"))

# So many words in a row that are those of the English were not translated; these are the same
# in many languages of Latin script and do not count.
_ENGLISH_RUN = 5
_INTERNATIONAL = frozenset(
    [
        "code",
        "version",
        "eczema",
        "psoriasis",
        "rosacea",
        "vitiligo",
        "lupus",
        "sauna",
        "yoga",
        "aha",
        "bha",
        "spf",
        "ipl",
        "uv",
        "laser",
        "retinol",
        "acetaminophen",
        "ibuprofen",
        "naproxen",
    ]
)


@lru_cache(maxsize=16_384)
def message_problems(message: Message, language: Language) -> tuple[Problem, ...]:
    """Everything that keeps a translation from being printed, or that wants a look."""
    found = dict.fromkeys(_problems(message, language))
    return tuple(
        Problem(id=message.id, line=message.line, text=text, check=check, severity=severity)
        for check, severity, text in found
        if not check or check not in message.accepted
    )


def printed_characters(message: Message) -> frozenset[str]:
    """The characters of a translation that a font has to draw."""
    text = _TAG.sub("", _PLACEHOLDER.sub("", "".join(message.translations)))
    return frozenset(
        character
        for character in set(text)
        if unicodedata.category(character) not in ("Zs", "Cf", "Cc")
    )


_Found: TypeAlias = tuple[str, Severity, str]
"""The name of a check, empty if nobody may accept what it says; how much it weighs; and what it
says."""


def _problems(message: Message, language: Language) -> Iterator[_Found]:
    for text in _unfinished(message, language):
        yield "", Severity.ERROR, text
    if not _is_filled(message, language):
        return
    for form, translation in enumerate(message.translations):
        for text in (
            *_placeholder_problems(message, translation, form, language),
            *_number_problems(message, translation),
            *_tag_problems(message, translation),
        ):
            yield "", Severity.ERROR, text
        for check, text in character_problems(translation, language):
            yield check, Severity.ERROR, text
        yield from _english_problems(message, translation, language)
        # "No hours" is how a form for zero says it.
        if message.plural is None or _counts(form, language.plurals) != (0,):
            yield from _negation_problems(message, translation, language)


def _unfinished(message: Message, language: Language) -> Iterator[str]:
    if message.fuzzy:
        yield "It is marked fuzzy: the English has changed since it was translated."
    if message.state is State.INITIAL:
        yield message.remark or "Its state is initial: nobody has finished it."
    if not any(text.strip() for text in message.translations):
        yield "It is not translated."
    elif not _is_filled(message, language):
        yield f"Not all {_forms(message, language)} plural forms are filled in."


def _is_filled(message: Message, language: Language) -> bool:
    return len(message.translations) == _forms(message, language) and all(
        text.strip() for text in message.translations
    )


def _forms(message: Message, language: Language) -> int:
    return 1 if message.plural is None else language.plurals.count


def _placeholder_problems(
    message: Message, text: str, form: int, language: Language
) -> Iterator[str]:
    wanted = set(_PLACEHOLDER.findall(message.id.text + (message.plural or "")))
    found = set(_PLACEHOLDER.findall(text))
    lost = wanted - found
    if message.plural is not None and _is_for_one_number(form, language.plurals):
        lost -= _COUNTS
    if lost:
        yield f"It has lost {_written(lost)}."
    if found - wanted:
        yield f"It has {_written(found - wanted)}, which the English has not."
    for first, last in _IN_ORDER:
        if {first, last} <= found and text.index(f"%({first})s") > text.index(f"%({last})s"):
            yield f"%({first})s has to come before %({last})s."
    try:
        text % dict.fromkeys(found, "")
    except (ValueError, TypeError, KeyError):
        yield "It has a % that belongs to no placeholder; write %% for a percent sign."


def _written(names: set[str]) -> str:
    return ", ".join(f"%({name})s" for name in sorted(names))


def _is_for_one_number(form: int, plurals: PluralRule) -> bool:
    return len(_counts(form, plurals)) == 1


@cache
def _counts(form: int, plurals: PluralRule) -> tuple[int, ...]:
    return plurals.counts(form)


def _number_problems(message: Message, text: str) -> Iterator[str]:
    wanted = [_numbers(each) for each in message.english]
    if _numbers(text) not in wanted:
        listed = ", ".join(wanted[-1]) or "none"
        yield f"Its numbers are not those of the English: {listed}."


def _numbers(text: str) -> tuple[str, ...]:
    """The numbers in a text, sorted, whatever digits they are written with."""
    if not _NUMBER.search(text):
        return ()
    words = _TAG.sub(" ", _PLACEHOLDER.sub(" ", text))
    return tuple(
        sorted(
            "".join(str(unicodedata.decimal(digit)) for digit in number)
            for number in _NUMBER.findall(words)
        )
    )


def _tag_problems(message: Message, text: str) -> Iterator[str]:
    if not any(mark in words for words in (text, message.id.text) for mark in "<&"):
        return
    wanted = Counter(_TAG.findall(message.id.text))
    if Counter(_TAG.findall(text)) != wanted:
        tags = " ".join(wanted.elements()) or "none"
        yield f"Its tags are not those of the English: {tags}."
        return
    if empty := _EMPTY_TAG.search(text):
        yield f"{empty[0]} has no words."
    try:
        expat.ParserCreate().Parse(f"<m>{text}</m>".encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        yield "Its tags do not close in order, or it has a bare < or &; write &lt; or &amp;."


def _english_problems(message: Message, text: str, language: Language) -> Iterator[_Found]:
    words = _words_of(text)
    if not words:
        if text in message.english and scripts_of(language) and _WORD.search(_bare(text)):
            yield "english", Severity.ERROR, "It is still English."
        return
    for english in message.english:
        source = _words_of(english)
        if words == source or _runs(words) & _runs(source):
            yield "english", Severity.ERROR, "It is still English, or part of it is."
            return


@lru_cache(maxsize=4096)
def _words_of(text: str) -> tuple[str, ...]:
    """The words in the letters of English, in small letters."""
    words = _WORD.findall(_bare(text))
    return tuple(word for word in words if word not in _INTERNATIONAL)


def _bare(text: str) -> str:
    return _TAG.sub(" ", _PLACEHOLDER.sub(" ", text)).lower()


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    starts = range(len(words) - _ENGLISH_RUN + 1)
    return {words[start : start + _ENGLISH_RUN] for start in starts}


def _negation_problems(message: Message, text: str, language: Language) -> Iterator[_Found]:
    match negation(message.english, text, language):
        case Negation.LOST, sentence:
            yield "negation", Severity.ERROR, f"“{sentence}” says no, and the translation does not."
        case Negation.GAINED, sentence:
            yield (
                "negation",
                Severity.ERROR,
                f"“{sentence}” does not say no, and the translation does.",
            )
