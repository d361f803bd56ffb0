"""The languages a handout can be in, and the one table that finds them.

The table is `languages.toml` in the locales folder: a language is added there, without code. A
tag leads to a catalog's folder and to Babel's locale through this table and in no other way:
gettext and Babel both answer a tag they do not know with something near it, and a patient would
read English, or Filipino dates in French.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from handouts.document import Direction
from handouts.errors import CommandLineError, ContentError
from handouts.i18n.plurals import PluralRule, read_plural_rule
from handouts.kept import NOT_KEPT, Read, Readings
from handouts.library import Library
from handouts.values import dataclass

TABLE = "languages.toml"
_SOURCE_TAG = "en-CA"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_NEEDED = ("english", "own", "plural")
_OPTIONAL = ("direction", "locale", "months", "noon", "separator", "font", "also")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language, and where its words and dates come from.

    Attributes:
        tag: BCP 47 tag; what a person types and the PDF says.
        folder: Its folder under `locales`. English has none: it is the source.
        babel: Babel's name of the locale its dates are taken from.
        direction: Which way it is written.
        english_name: For staff.
        own_name: For the patient.
        plurals: Which form a count takes.
        months: The twelve months as they stand alone; empty where they are those of a date.
        noon: What stands beside 12:00 at noon; empty where CLDR has a word for it.
        separator: Between the parts of a list whose parts have commas, its space included.
        font: The family it is set in; None where `text` knows it.
        also: What a person or an export may call it.
    """

    tag: str
    folder: str
    babel: str
    direction: Direction = Direction.LTR
    english_name: str
    own_name: str
    plurals: PluralRule
    months: tuple[str, ...] = ()
    noon: str = ""
    separator: str = "; "
    font: str | None = None
    also: tuple[str, ...] = ()

    @property
    def is_source(self) -> bool:
        """Whether the templates are written in it."""
        return self.tag == _SOURCE_TAG


class LanguageTableError(ContentError):
    """The table of languages cannot be used."""

    def __init__(self, *, place: str, message: str, remedy: str) -> None:
        super().__init__(f"{place}: {message}", remedy=remedy)
        self.place = place


def read_languages(text: str, place: str = TABLE) -> tuple[Language, ...]:
    """The languages of a table's text, in its order.

    Raises:
        LanguageTableError: The table or one of its entries cannot be used.
    """
    import tomllib  # needed only where no earlier process read the table

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LanguageTableError(
            place=place, message=f"This is not TOML: {error}.", remedy="Mend that line."
        ) from None
    languages = tuple(_language(tag, entry, f"{place}: {tag}") for tag, entry in table.items())
    if _SOURCE_TAG not in table:
        raise LanguageTableError(
            place=place,
            message=f"The language of the templates, {_SOURCE_TAG}, has no entry.",
            remedy="Put it back.",
        )
    names = [name.casefold() for each in languages for name in (each.tag, *each.also)]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise LanguageTableError(
            place=place, message=f"{twice} names two languages.", remedy="Take it from one of them."
        )
    return languages


def _language(tag: str, entry: object, place: str) -> Language:
    def refuse(message: str, remedy: str) -> LanguageTableError:
        return LanguageTableError(place=place, message=message, remedy=remedy)

    if not _TAG.fullmatch(tag):
        raise refuse("This is no language tag.", "Write it as fr, fr-CA or zh-Hant.")
    fields: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
    for key in _NEEDED:
        if not isinstance(fields.get(key), str) or not fields[key].strip():
            raise refuse(f"It has no {key}.", f"Add a line: {key} = …")
    if unknown := next((key for key in fields if key not in _NEEDED + _OPTIONAL), None):
        raise refuse(f"It has {unknown}, which means nothing here.", "Take the line out.")
    also, direction = fields.get("also", []), fields.get("direction", "ltr")
    if direction not in ("ltr", "rtl"):
        raise refuse("Its direction is neither ltr nor rtl.", 'Write: direction = "rtl"')
    months = fields.get("months", [])
    if not _are_texts(months) or len(months) not in (0, 12):
        raise refuse("Its months are not twelve names.", 'Write: months = ["…", …]')
    if not _are_texts(also):
        raise refuse("Its also is no list of names.", 'Write: also = ["el-GR"]')
    for key in ("locale", "noon", "separator", "font"):
        if not isinstance(fields.get(key, ""), str):
            raise refuse(f"Its {key} is no text.", f'Write: {key} = "…"')
    try:
        plurals = read_plural_rule(fields["plural"])
    except (ValueError, ArithmeticError) as error:
        raise refuse(f"Its plural rule cannot be used. {error}", "Take it from CLDR.") from None
    folder = tag.replace("-", "_")
    return Language(
        tag=tag,
        folder=folder,
        babel=fields.get("locale", folder),
        direction=Direction.RTL if direction == "rtl" else Direction.LTR,
        english_name=fields["english"],
        own_name=fields["own"],
        plurals=plurals,
        months=tuple(months),
        noon=fields.get("noon", ""),
        separator=fields.get("separator", "; "),
        font=fields.get("font"),
        also=tuple(also),
    )


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _of_the_library(readings: Readings) -> tuple[Language, ...]:
    path = Library.find().locales / TABLE
    place = f"{path.parent.name}/{TABLE}"

    def read(read_bytes: Read) -> tuple[Language, ...]:
        return read_languages(read_bytes(path).decode("utf-8"), place)

    try:
        return readings.value(f"languages {path}", tuple, read)
    except OSError:
        raise LanguageTableError(
            place=place,
            message="The table of languages is missing.",
            remedy="Install handouts again, or copy the table into that folder.",
        ) from None
    except UnicodeDecodeError:
        raise LanguageTableError(
            place=place, message="The file is not UTF-8.", remedy="Save it as UTF-8."
        ) from None


class _Table:
    """The library's table, read when it is first asked for."""

    readings = NOT_KEPT

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        return _of_the_library(self.readings)

    @cached_property
    def by_name(self) -> Mapping[str, Language]:
        return {
            name.casefold(): language
            for language in self.languages
            for name in (language.tag, *language.also)
        }


# One for all: a process serves one library.
_TABLE = _Table()


def keep_table(readings: Readings) -> None:
    """Have the table kept for the next process, or take it from there; once, before it is read."""
    _TABLE.readings = readings


LANGUAGES: tuple[Language, ...]
SOURCE: Language


def __getattr__(name: str) -> Any:
    if name == "LANGUAGES":
        return _TABLE.languages
    if name == "SOURCE":
        return _TABLE.by_name[_SOURCE_TAG.casefold()]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class UnknownLanguageError(CommandLineError):
    """A language was asked for that no handout can be in."""

    def __init__(self, *, tag: str, nearest: tuple[str, ...]) -> None:
        choices = " or ".join(nearest)
        super().__init__(
            f"There are no handouts in a language called {tag!r}.",
            remedy=(f"Did you mean {choices}? " if nearest else "")
            + f"These can be chosen: {', '.join(language.tag for language in _TABLE.languages)}.",
        )
        self.tag, self.nearest = tag, nearest


def resolve(tag: str) -> Language:
    """The language of a tag; a hyphen, an underscore and letter case make no difference.

    Raises:
        UnknownLanguageError: No handout can be in it. Nothing near it is taken instead.
    """
    known = _TABLE.by_name.get(tag.strip().replace("_", "-").casefold())
    if known is None:
        raise UnknownLanguageError(tag=tag, nearest=_nearest(tag))
    return known


def catalog_path(locales: Path, language: Language) -> Path:
    """Where a language's catalog is, or would be."""
    return locales / language.folder / "LC_MESSAGES" / "handouts.po"


def _nearest(tag: str) -> tuple[str, ...]:
    from difflib import get_close_matches

    asked = tag.strip().replace("_", "-").casefold()
    names: dict[str, Language] = {}
    for language in _TABLE.languages:
        for name in (language.english_name, language.own_name):
            names[name.casefold()] = language
    names |= _TABLE.by_name
    found = [names[name] for name in get_close_matches(asked, names, n=3, cutoff=0.7)]
    main = asked.partition("-")[0]
    found += [
        language
        for language in _TABLE.languages
        if language.tag.casefold().partition("-")[0] == main
        or (len(asked) > 2 and asked in language.english_name.casefold())
    ]
    return tuple(f"{language.tag} ({language.english_name})" for language in dict.fromkeys(found))[
        :3
    ]
