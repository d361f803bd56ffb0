"""Whether a "do not" is still one.

A computer cannot read twenty-six languages, but it can look for the words and endings by which
each of them says no. That finds a "do not" that has become a "do", which is the mistake that
harms. It has limits, and they are known:

- A "not" that moved to another part of its sentence is not noticed, nor one of two lost in one
  sentence.
- A language may say the same without a negation ("leave it alone" for "do not touch it"), or
  with one where English has none ("no longer red" for "the redness is gone"). Both
  are errors until somebody accepts them for the message.
- Where a language says no by an ending, a word that happens to end so counts as a negation.

The words are in `negation_signs`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from functools import cache, lru_cache
from itertools import product

from handouts.i18n.languages import Language
from handouts.i18n.negation_signs import SIGNS
from handouts.values import dataclass

# Tags, placeholders, Arabic vowel points and joiners.
_LEFT_OUT = re.compile(r"<[^<>]*>|%\(\w+\)s|[\u064b-\u0652\u0670\u200d]")
_ENGLISH_NOT = re.compile(
    r"\b(?:not(?! sure\?)|never|no|nor|none|neither|without|cannot|nothing)\b|n['’]t\b"
)
_ENGLISH_STOP = re.compile(r"\b(?:stop|avoid|keep|only|alone|off|instead|unless)\b")
# English that other languages often put with a negation of their own.
_ENGLISH_NEAR_NOT = re.compile(
    r"\b(?:until|stops|ends?|away|out|loss|lost|weak|trouble|less|"
    r"rather|still|free|fades?|closed|differs?|even|rare|numb\w*|mild|plain|just|before|"
    r"blocks?|hard|hands?|sure|fine|keeps|shut|whether|if you may|if things|by|latest|within|un\w{4,}|in\w{4,}|dis\w{4,}|ir\w{4,})\b"
)
_SENTENCE_END = re.compile(r"(?:(?<=[.!?।۔؟።])|(?<=[.!?।][”»’\"]))\s+|(?<=[。！？])(?![”」]|$)")
# A word, without what it is bounded by.
_TOKEN = re.compile(
    r"[^\s.,;:!?¿¡()\[\]<>«»„“”\"'‘’/·…—–\-।۔،؛؟።፣፤፡、，。；：！？（）\u2066-\u2069]+"
)
_CHOICE = re.compile(r"\[[^\]]*\]|[^\[]+")


class Negation(Enum):
    """What became of a negation."""

    LOST = "lost"
    GAINED = "gained"


def negation(english: Sequence[str], text: str, language: Language) -> tuple[Negation, str] | None:
    """What became of a negation, and the English sentence it is about; None if all is well.

    Args:
        english: The English sentence, or both of a plural.
        text: The translation, in one form.
        language: One that has no signs above is not asked.
    """
    signs = _signs_of(language.tag.partition("-")[0])
    if signs is None:
        return None
    wanted = _sentences_of(english[-1])
    text = signs.innocent.sub("", _plain(text)) if signs.innocent else _plain(text)
    found = [each for each in _SENTENCE_END.split(text) if each.strip()]
    if len(found) != len(wanted):
        times = min(sum(each.says_no for each in wanted), len(found))
        return _compared(_joined(wanted), text, signs, times=times)
    for sentence, translated in zip(wanted, found, strict=True):
        if result := _compared(sentence, translated, signs):
            return result
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _English:
    """An English sentence, whether it says no, says as much without, or comes near to it."""

    text: str
    says_no: bool
    says_stop: bool
    is_near: bool


def _compared(
    english: _English, text: str, signs: _Compiled, *, times: int = 1
) -> tuple[Negation, str] | None:
    """What became of the negation of a text that should say no at least so many times."""
    found = 0
    if signs.parts:
        text, found = signs.parts.subn(" ", text)
    words = _TOKEN.findall(text.casefold())
    found += sum(1 for word in words if signs.words.has(word) and not signs.but.has(word))
    if english.says_no and found < times:
        # "Do not stop" must not become "stop".
        says_stop = not english.says_stop and any(map(signs.near.has, words))
        return None if says_stop else (Negation.LOST, english.text)
    if found and not (english.says_no or english.says_stop or english.is_near):
        return Negation.GAINED, english.text
    return None


@lru_cache(maxsize=4096)
def _sentences_of(english: str) -> tuple[_English, ...]:
    return tuple(
        _English(
            text=sentence,
            says_no=bool(_ENGLISH_NOT.search(sentence.lower())),
            says_stop=bool(_ENGLISH_STOP.search(sentence.lower())),
            is_near=bool(_ENGLISH_NEAR_NOT.search(sentence.lower())),
        )
        for sentence in _SENTENCE_END.split(_plain(english))
    )


def _joined(sentences: tuple[_English, ...]) -> _English:
    return _English(
        text=" ".join(each.text for each in sentences),
        says_no=any(each.says_no for each in sentences),
        says_stop=any(each.says_stop for each in sentences),
        is_near=any(each.is_near for each in sentences),
    )


def _plain(text: str) -> str:
    return _LEFT_OUT.sub("", unicodedata.normalize("NFC", text)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Words of a table, by where their `*` stands."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    middles: tuple[str, ...]
    both: tuple[tuple[str, str], ...]

    def has(self, word: str) -> bool:
        """Whether a word is in the table."""
        if word in self.whole or word.startswith(self.starts) or word.endswith(self.ends):
            return True
        if self.middles and any(middle in word for middle in self.middles):
            return True
        return any(word.startswith(start) and word.endswith(end) for start, end in self.both)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """The signs of a language, ready to be looked for."""

    words: _Words
    parts: re.Pattern[str] | None
    near: _Words
    but: _Words
    innocent: re.Pattern[str] | None


@cache
def _signs_of(main: str) -> _Compiled | None:
    """The signs of a language by the first part of its tag."""
    signs = SIGNS.get(main)
    if signs is None:
        return None
    parts, innocent = (
        re.compile(unicodedata.normalize("NFC", pattern), re.IGNORECASE) if pattern else None
        for pattern in (signs.parts, signs.innocent)
    )
    return _Compiled(
        words=_table(signs.words),
        parts=parts,
        near=_table(signs.near),
        but=_table(signs.but),
        innocent=innocent,
    )


def _table(words: str) -> _Words:
    whole, starts, ends, middles, both = [], [], [], [], []
    for pattern in unicodedata.normalize("NFC", words).casefold().split():
        for word in _spelled_out(pattern):
            match word.split("*"):
                case [text]:
                    whole.append(text)
                case [text, ""]:
                    starts.append(text)
                case ["", text]:
                    ends.append(text)
                case ["", text, ""]:
                    middles.append(text)
                case [start, end]:
                    both.append((start, end))
                case _:
                    raise ValueError(f"This word of a table has too many *: {word}")
    return _Words(
        whole=frozenset(whole),
        starts=tuple(starts),
        ends=tuple(ends),
        middles=tuple(middles),
        both=tuple(both),
    )


def _spelled_out(pattern: str) -> list[str]:
    """Every spelling of a pattern: `[ae]` is one of these letters."""
    parts = [part.strip("[]") if part[0] == "[" else (part,) for part in _CHOICE.findall(pattern)]
    return ["".join(letters) for letters in product(*parts)]
