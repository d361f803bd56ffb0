"""Begin a language: what Babel knows of it, its entry in the table, its empty catalog.

Names, direction, script and plural rule are CLDR's, by way of Babel. Babel has no list of a
language's letters; those of its months, weekdays and own name stand in for them when fonts are
asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from handouts.document import Direction
from handouts.errors import CommandLineError
from handouts.i18n.languages import LANGUAGES, Language, UnknownLanguageError, resolve
from handouts.i18n.plurals import COUNTS, PluralRule, read_plural_rule
from handouts.i18n.workbench.entries import English, Entry
from handouts.values import dataclass

_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?", re.IGNORECASE)
_CATEGORIES = ("zero", "one", "two", "few", "many")
# Babel answers some languages with another's months: Haitian Creole with the French ones.
_OTHERS = ("en", "fr", "es", "pt", "ru", "ar")


class CannotBeginError(CommandLineError):
    """A language cannot be added."""

    def __init__(self, *, tag: str, message: str, remedy: str) -> None:
        super().__init__(message, remedy=remedy)
        self.tag = tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A language as it would be added.

    Attributes:
        language: Its entry. The font is not chosen yet.
        script: ISO 15924 code of the script it is written in.
        letters: Letters it surely needs, each once, in both cases.
        doubts: What somebody who reads the language should look at, as sentences.
    """

    language: Language
    script: str
    letters: str
    doubts: tuple[str, ...]


def propose(tag: str, *, english_name: str = "", own_name: str = "") -> Proposal:
    """A new language by its tag.

    Args:
        tag: BCP 47 tag.
        english_name: Its name for staff; empty for CLDR's.
        own_name: Its name in itself; empty for CLDR's.

    Raises:
        CannotBeginError: It is there already, is no tag, or Babel does not know it.
    """
    known = _known(tag)
    if known is not None:
        raise CannotBeginError(
            tag=tag,
            message=f"{tag} is {known.tag} ({known.english_name}), which is in the table already.",
            remedy=f"Use {known.tag}. If {tag} needs words of its own, take it from the also of "
            f"{known.tag} in languages.toml first.",
        )
    written = _written(tag)
    locale = _locale(written)
    own = own_name or _capital(locale.get_display_name() or "")
    english = english_name or str(locale.get_display_name("en") or "")
    for name, option in ((english, "--english-name"), (own, "--own-name")):
        if not name:
            raise CannotBeginError(
                tag=written,
                message=f"Babel has no name for {written}.",
                remedy=f"Give one: {option} NAME",
            )
    months = _months_alone(locale)
    right_to_left = locale.character_order == "right-to-left"
    language = Language(
        tag=written,
        folder=written.replace("-", "_"),
        babel=str(locale),
        direction=Direction.RTL if right_to_left else Direction.LTR,
        english_name=english,
        own_name=own,
        plurals=plural_rule(locale.plural_form),
        months=months,
    )
    words = (*_words(locale), *months)
    letters = {
        c for word in (*words, own) for c in word + word.upper() + word.lower() if c.isalpha()
    }
    return Proposal(
        language=language,
        script=_script(locale),
        letters="".join(sorted(letters)),
        doubts=tuple(_doubts(locale, words)),
    )


def _known(tag: str) -> Language | None:
    try:
        return resolve(tag)
    except UnknownLanguageError:
        return None


def _written(tag: str) -> str:
    """A tag in the usual letter cases."""
    found = _TAG.fullmatch(tag.strip().replace("_", "-"))
    if not found:
        raise CannotBeginError(
            tag=tag,
            message=f"{tag!r} is no language tag.",
            remedy="Write it as el, pt-BR or sr-Cyrl.",
        )
    language, script, region = found.groups()
    parts = (language.lower(), (script or "").title(), (region or "").upper())
    return "-".join(part for part in parts if part)


def _locale(tag: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        raise CannotBeginError(
            tag=tag,
            message=f"Babel knows no language {tag}, so nobody could write its dates.",
            remedy="Check the tag (Greek is el, not gr). Otherwise ask us to add its dates.",
        ) from None
    if locale.language != tag.partition("-")[0]:
        raise CannotBeginError(
            tag=tag,
            message=f"{tag} is an old name of {locale}.",
            remedy=f"Use {str(locale).replace('_', '-')}.",
        )
    return locale


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _words(locale: Any) -> tuple[str, ...]:
    """Names of months and weekdays. Only those of format context: the others leak."""
    return tuple(
        str(name)
        for names in (locale.months, locale.days)
        for width in ("wide", "abbreviated")
        for name in names["format"][width].values()
    )


def _months_alone(locale: Any) -> tuple[str, ...]:
    """The months as they stand alone, if a date gives them another ending; else empty.

    After other languages were used Babel may answer with the names of one of them (its issue
    1234), so these have to begin as those of a date do.
    """
    in_dates = [str(name) for name in locale.months["format"]["wide"].values()]
    alone = [str(name) for name in locale.months["stand-alone"]["wide"].values()]
    if alone == in_dates or len(alone) != 12:
        return ()
    if any(_beginning(a) != _beginning(b) for a, b in zip(alone, in_dates, strict=True)):
        return ()
    return tuple(alone)


def _beginning(name: str) -> str:
    """The first two letters without accents: a date may move those."""
    letters = (c for c in unicodedata.normalize("NFD", name) if c.isalpha())
    return "".join(letters)[:2].casefold()


def _script(locale: Any) -> str:
    from babel.core import get_global

    likely = get_global("likely_subtags")
    full = likely.get(str(locale)) or likely.get(locale.language) or ""
    parts = full.split("_")
    return locale.script or (parts[1] if len(parts) == 3 else "Latn")


def _doubts(locale: Any, words: Sequence[str]) -> Iterable[str]:
    from babel import Locale

    months = dict(locale.months["format"]["wide"])
    if not any(character.isalpha() and character != "M" for character in months[1]):
        yield "Babel has no names of months for it: dates would read as numbers."
    for other in _OTHERS:
        if other != locale.language and months == dict(Locale(other).months["format"]["wide"]):
            name = Locale(other).get_display_name("en")
            yield f"Babel's months for it are those of {name}: look at the dates."
    if locale.language in ("am", "ti"):
        yield "Many speakers count hours from six in the morning: look at the times."


@cache
def _simple_rules() -> tuple[PluralRule, ...]:
    return tuple(dict.fromkeys(language.plurals for language in LANGUAGES))


def plural_rule(cldr: Any) -> PluralRule:
    """CLDR's rule for whole numbers as gettext writes it, in the words of our table if it is
    one of those.

    Categories that no whole number up to 200 takes are left out: fractions have their own, and
    millions.
    """  # noqa: D205  one sentence
    from babel.plural import PluralRule as CldrRule
    from babel.plural import to_gettext

    used = {cldr(n) for n in COUNTS}
    named = [name for name in _CATEGORIES if name in used and name in cldr.rules]
    if "other" not in used:
        # Fractions alone are "other": the last one is what is left for whole numbers.
        named = named[:-1]
    whole = CldrRule({name: cldr.rules[name] for name in named})
    rule = read_plural_rule(to_gettext(whole))
    same = (
        known for known in _simple_rules() if all(known.form(n) == rule.form(n) for n in COUNTS)
    )
    return next(same, rule)


def with_font(proposal: Proposal, font: str) -> Language:
    """The language once its font family is chosen."""
    return replace(proposal.language, font=font)


def table_entry(language: Language) -> str:
    """What `languages.toml` has to say of a language."""
    lines = [
        f"[{language.tag}]",
        f"english = {_quoted(language.english_name)}",
        f"own = {_quoted(language.own_name)}",
        *(['direction = "rtl"'] if language.direction is Direction.RTL else []),
        f"plural = {_quoted(language.plurals.header)}",
        *([f"locale = {_quoted(language.babel)}"] if language.babel != language.folder else []),
        *(_listed("months", language.months)),
        *([f"font = {_quoted(language.font)}"] if language.font else []),
    ]
    return "".join(f"{line}\n" for line in lines)


def _listed(name: str, texts: Sequence[str]) -> list[str]:
    if not texts:
        return []
    rows = [", ".join(map(_quoted, texts[start : start + 6])) for start in range(0, len(texts), 6)]
    return [f"{name} = [", *(f"    {row}," for row in rows), "]"]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def empty_catalog(
    language: Language, wanted: Sequence[Entry], *, translator: str = ""
) -> tuple[Entry, ...]:
    """A catalog of all sentences of the list, none of them translated."""
    fields = {
        "Project-Id-Version": "handouts",
        "Language": language.folder,
        "Language-Team": language.english_name,
        "Last-Translator": translator,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language.plurals.header,
        **({"X-Handouts-Translator": translator} if translator else {}),
        "X-Handouts-State": "translated",
    }
    header = Entry(
        english=English(text=""),
        strings=("".join(f"{name}: {value}\n" for name, value in fields.items()),),
        comments=(f"Handouts in {language.english_name}.",),
    )
    forms = language.plurals.count
    return (
        header,
        *(
            replace(entry, strings=("",) * (forms if entry.english.plural is not None else 1))
            for entry in wanted
            if not entry.is_header
        ),
    )
