"""Faults put into the real catalogs at random, one at a time: does the gate see them?

The faults are made with means of their own, so that a gap in the gate's tables is a gap here.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

import pytest

from handouts.document import Direction
from handouts.findings import Severity
from handouts.i18n import LANGUAGES, Language, Message, Problem, load_catalog
from handouts.i18n.catalog import available_languages
from handouts.i18n.gate import message_problems
from handouts.library import Library

LIBRARY = Library.find()
TRANSLATED = [each for each in available_languages(LIBRARY.locales) if not each.is_source]
FAULTS = 200  # in each catalog
CAUGHT = 0.95

PLACEHOLDER = re.compile(r"%\(\w+\)s")
TAG = re.compile(r"</?\w[^<>]*>")
ENGLISH_NOT = re.compile(r"\b(?:Do not|do not|Never|No )\b")

# How a "do not" is turned into a "do" in each language: a pattern, and what is left of it.
NOT = {
    "ar": (r"(?<!\w)(?:لا|ولا|لم) ", ""),
    "bn": (r" না(?=[\s।,]|$)", ""),
    "es": (r"\b[Nn]o ", ""),
    "fa": (r"(?<![\w\u200c])ن(?=\w+ید\b)", ""),
    "fil": (r"\b(?:[Hh]uwag|[Hh]indi) ", ""),
    "fr": (r"\b(?:[Nn]e |[Nn]’)([\w’-]+) (?:pas|jamais)\b", r"\1"),
    "gu": (r" (?:ન|નહીં)(?=[\s.,]|$)", ""),
    "hi": (r" (?:न|नहीं)(?=[\s।,]|$)", ""),
    "it": (r"\b[Nn]on ", ""),
    "ko": (r"지 (?:마세요|마십시오|말고)", "세요"),
    "pa": (r" (?:ਨਾ|ਨਹੀਂ)(?=[\s।,]|$)", ""),
    "pl": (r"\b[Nn]ie ", ""),
    "pt": (r"\b[Nn]ão ", ""),
    "ro": (r"\b[Nn]u ", ""),
    "ru": (r"\b[Нн]е ", ""),
    "so": (r"\b[Hh]a ", ""),
    "ta": (r"ாதீர்கள்", "ுங்கள்"),
    "ti": (r"(?<!\w)ኣይት", "ት"),
    "tr": (r"m[ae]y[ıi]n", "ın"),
    "uk": (r"\b[Нн]е ", ""),
    "ur": (r" نہ(?=[\s۔،]|$)", ""),
    "vi": (r"\b(?:[Đđ]ừng|[Kk]hông) ", ""),
    "zh": (r"不要|请勿|請勿|不可|切勿", ""),
}

# The words, then what they are of: the message, its language and all messages of the catalog.
Fault: TypeAlias = Callable[[str, random.Random, Message, Language, list[Message]], str | None]


def digits_changed(text: str, rng: random.Random, *_: object) -> str:
    """A number where the English has none, or another than the English has."""
    number = re.search(r"\d", text)
    if number:
        other = str((int(number[0]) + rng.randint(1, 9)) % 10)
        return text[: number.start()] + other + text[number.end() :]
    values = list(PLACEHOLDER.finditer(text))
    if values:
        value = rng.choice(values)
        return f"{text[: value.start()]}70{text[value.end() :]}"
    words = text.split(" ")
    words.insert(rng.randint(0, len(words)), "7")
    return " ".join(words)


def negation_removed(
    text: str, rng: random.Random, message: Message, language: Language, _: list[Message]
) -> str | None:
    pattern, left = NOT[language.tag.partition("-")[0]]
    found = list(re.finditer(pattern, text))
    if not found or not ENGLISH_NOT.search(message.english[-1]):
        return None
    match = rng.choice(found)
    return text[: match.start()] + match.expand(left) + text[match.end() :]


def placeholder_dropped(
    text: str, rng: random.Random, message: Message, language: Language, _: list[Message]
) -> str | None:
    names = [name for name in PLACEHOLDER.findall(text) if name != "%(count)s"]
    return text.replace(rng.choice(names), "", 1) if names and text.count(names[0]) == 1 else None


def tag_dropped(text: str, rng: random.Random, *_: object) -> str | None:
    tags = list(TAG.finditer(text))
    if not tags:
        return None
    tag = rng.choice(tags)
    return text[: tag.start()] + text[tag.end() :]


def swapped_with_another(
    text: str, rng: random.Random, message: Message, language: Language, messages: list[Message]
) -> str | None:
    """The translation of a message that has other numbers or values."""
    mine = Counter(PLACEHOLDER.findall(message.id.text))
    others = [
        each
        for each in messages
        if each.plural is None and Counter(PLACEHOLDER.findall(each.id.text)) != mine
    ]
    return rng.choice(others).translations[0] if message.plural is None else None


def scripts_mixed(
    text: str, rng: random.Random, message: Message, language: Language, messages: list[Message]
) -> str | None:
    letters = [at for at, character in enumerate(text) if character.isalpha()]
    inside = [at for at in letters if not any(m.start() <= at < m.end() for m in spans(text))]
    if not inside:
        return None
    at = rng.choice(inside)
    if language.tag in ("zh-Hans", "zh-Hant"):
        other = rng.choice("個們說這藥" if language.tag == "zh-Hans" else "个们说这药")
    elif "LATIN" in name_of(text[at]) and "CYRILLIC" not in name_of(language.own_name[0]):
        other = "\u0430"  # the Cyrillic letter that looks like an a
    else:
        other = "a" if "CYRILLIC" in name_of(text[at]) else "\u0436"
    return text[:at] + other + text[at + 1 :]


def spans(text: str) -> list[re.Match[str]]:
    return [*PLACEHOLDER.finditer(text), *TAG.finditer(text), *re.finditer(r"&\w+;", text)]


def name_of(character: str) -> str:
    return unicodedata.name(character, "")


def override_inserted(text: str, rng: random.Random, *_: object) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice("\u202a\u202b\u202c\u202d\u202e\u2028") + text[at:]


def isolate_left_open(text: str, rng: random.Random, *_: object) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice("\u2066\u2067\u2068\u2069") + text[at:]


def form_emptied(text: str, *_: object) -> str:
    return ""


def english_left(
    text: str, rng: random.Random, message: Message, language: Language, _: list[Message]
) -> str:
    return rng.choice(message.english)


def phone_written_out(
    text: str, rng: random.Random, message: Message, language: Language, _: list[Message]
) -> str | None:
    rtl = language.direction is Direction.RTL
    return f"{text} 416-555-0123" if rtl else None


KINDS: tuple[Fault, ...] = (
    digits_changed,
    negation_removed,
    placeholder_dropped,
    tag_dropped,
    swapped_with_another,
    scripts_mixed,
    override_inserted,
    isolate_left_open,
    form_emptied,
    english_left,
    phone_written_out,
)


def errors(message: Message, language: Language) -> list[Problem]:
    return [
        problem
        for problem in message_problems(message, language)
        if problem.severity is Severity.ERROR
    ]


def faults(
    language: Language, messages: list[Message], rng: random.Random
) -> Iterator[tuple[str, Message]]:
    """Messages with one fault each, the kinds of faults in turn."""
    for number in range(FAULTS):
        kind = KINDS[number % len(KINDS)]
        for message in rng.sample(messages, len(messages)):
            form = rng.randrange(len(message.translations))
            text = message.translations[form]
            broken = kind(text, rng, message, language, messages)
            if broken is not None and broken != text:
                forms = (*message.translations[:form], broken, *message.translations[form + 1 :])
                yield kind.__name__, replace(message, translations=forms)
                break


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.tag)
def test_nearly_every_fault_in_a_catalog_is_caught(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    messages = [
        message
        for message in load_catalog(LIBRARY.locales, language).messages.values()
        if not errors(message, language)
    ]
    rng = random.Random(f"faults in {language.tag}")  # noqa: S311  nothing secret

    made = list(faults(language, messages, rng))
    missed = [(kind, message) for kind, message in made if not errors(message, language)]

    with capsys.disabled():
        for kind, message in missed:
            print(f"\n{language.tag}: {kind} not caught: {message.translations}")
    assert len(made) > FAULTS * 0.8
    assert {kind for kind, _ in made} >= {kind.__name__ for kind in KINDS[:6]}
    assert len(missed) <= (1 - CAUGHT) * len(made)


def test_every_language_of_ours_has_faults_to_be_made() -> None:
    assert {each.tag.partition("-")[0] for each in LANGUAGES if not each.is_source} <= set(NOT)
