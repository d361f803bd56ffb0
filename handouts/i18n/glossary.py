"""The one word for each thing, in every language: `locales/glossary.csv`.

A row is an English term; a column holds what it is called in a language, in several forms
separated by ` | ` where there are several. Endings differ with the sentence, and "skin rash" is
just "rash" where it is clear, so half the words are enough, and of each only its beginning.
What is missing is a warning: a term can be right in another form than a computer expects.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from handouts.i18n.languages import Language
from handouts.i18n.messages import Message
from handouts.values import dataclass

FILE = "glossary.csv"
# Of a word, so much has to be there; the rest is its ending.
_STEM_SHARE, _SHORTEST_STEM = 0.6, 3
_SPACELESS = re.compile(r"[\u3400-\u9fff]")
_ARTICLE = re.compile(r"\b(?:ال|و)(?=\w{3})")
_WORD = re.compile(r"[^\s\d.,;:!?()«»“”\"/·、，。；：（）-]+")


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """Terms and their words.

    Attributes:
        terms: Language tag to English term to what it may be called.
    """

    terms: Mapping[str, Mapping[str, tuple[str, ...]]]

    def missing(self, message: Message, language: Language) -> Iterator[tuple[str, str]]:
        """The English terms of a message whose words its translation has not, with the words."""
        known = self.terms.get(language.tag, {})
        found = dict.fromkeys(each.lower() for each in self._english.findall(message.english[-1]))
        if not found:
            return
        text = _plain(" ".join(message.translations))
        for term in found:
            choices = known.get(term, ())
            if choices and not any(_is_in(choice, text) for choice in choices):
                yield term, " or ".join(choices)

    @cached_property
    def _english(self) -> re.Pattern[str]:
        terms = {term for known in self.terms.values() for term in known}
        longest_first = sorted(terms, key=lambda term: (-len(term), term))
        listed = "|".join(re.escape(term) for term in longest_first)
        return re.compile(rf"\b(?:{listed})(?=e?s?\b)", re.IGNORECASE)


def load_glossary(locales: Path) -> Glossary:
    """The glossary of the library; an empty one if there is none."""
    path = locales / FILE
    if not path.exists():
        return Glossary(terms={})
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tags = [name for name in (rows[0] if rows else {}) if name != "en"]
    return Glossary(
        terms={
            tag: {
                row["en"].lower(): tuple(word.strip() for word in row[tag].split("|"))
                for row in rows
                if row[tag]
            }
            for tag in tags
        }
    )


def _is_in(choice: str, text: str) -> bool:
    """Whether at least half the words of a term are in a text, whatever their endings."""
    stems = _stems(choice)
    return 2 * sum(stem in text for stem in stems) >= len(stems)


@cache
def _stems(choice: str) -> tuple[str, ...]:
    return tuple(map(_stem, _WORD.findall(_plain(choice))))


def _stem(word: str) -> str:
    if _SPACELESS.search(word):
        return word
    return word[: max(_SHORTEST_STEM, round(len(word) * _STEM_SHARE))]


def _plain(text: str) -> str:
    """A text in small letters, without accents, vowel points and the Arabic article."""
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", text.casefold())
        if unicodedata.category(character) != "Mn"
    )
    return _ARTICLE.sub("", bare.replace("\u200c", " ").replace("’", "'"))
