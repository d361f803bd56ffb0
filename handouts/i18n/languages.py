"""The languages a handout can be in, and the one table that finds them.

A tag leads to a catalog's folder and to Babel's locale through this table and in no other way:
gettext and Babel both answer a tag they do not know with something near it, and a patient would
read English, or Filipino dates in French.
"""

from __future__ import annotations

from dataclasses import dataclass

from handouts.document import Direction
from handouts.errors import CommandLineError
from handouts.i18n.plurals import (
    ABOVE_ONE,
    ARABIC,
    EAST_SLAVIC,
    FILIPINO,
    NOT_ONE,
    POLISH,
    ROMANIAN,
    SAME,
    PluralRule,
)


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
    """

    tag: str
    folder: str
    babel: str
    direction: Direction = Direction.LTR
    english_name: str
    own_name: str
    plurals: PluralRule

    @property
    def is_source(self) -> bool:
        """Whether the templates are written in it."""
        return self.tag == "en-CA"


def _language(
    tag: str,
    english_name: str,
    own_name: str,
    plurals: PluralRule,
    *,
    babel: str | None = None,
    direction: Direction = Direction.LTR,
) -> Language:
    folder = tag.replace("-", "_")
    return Language(
        tag=tag,
        folder=folder,
        babel=babel or folder,
        direction=direction,
        english_name=english_name,
        own_name=own_name,
        plurals=plurals,
    )


_RTL = Direction.RTL

LANGUAGES: tuple[Language, ...] = (
    _language("en-CA", "English", "English", NOT_ONE),
    _language("fr-CA", "French", "Français", ABOVE_ONE),
    _language("zh-Hans", "Chinese, simplified", "简体中文", SAME),
    _language("zh-Hant", "Chinese, traditional", "繁體中文", SAME),
    _language("pa", "Punjabi", "ਪੰਜਾਬੀ", ABOVE_ONE, babel="pa_Guru"),
    _language("ur", "Urdu", "اردو", NOT_ONE, direction=_RTL),
    _language("fa", "Persian", "فارسی", ABOVE_ONE, direction=_RTL),
    _language("fa-AF", "Dari", "دری", ABOVE_ONE, direction=_RTL),
    _language("ar", "Arabic", "العربية", ARABIC, direction=_RTL),
    _language("ta", "Tamil", "தமிழ்", NOT_ONE),
    _language("fil", "Filipino (Tagalog)", "Filipino", FILIPINO),
    _language("es-419", "Spanish", "Español", NOT_ONE),
    _language("pt", "Portuguese", "Português", ABOVE_ONE),
    _language("it", "Italian", "Italiano", NOT_ONE),
    _language("gu", "Gujarati", "ગુજરાતી", ABOVE_ONE),
    _language("ru", "Russian", "Русский", EAST_SLAVIC),
    _language("hi", "Hindi", "हिन्दी", ABOVE_ONE),
    _language("bn", "Bengali", "বাংলা", ABOVE_ONE),
    _language("ko", "Korean", "한국어", SAME),
    _language("vi", "Vietnamese", "Tiếng Việt", SAME),
    _language("pl", "Polish", "Polski", POLISH),
    _language("uk", "Ukrainian", "Українська", EAST_SLAVIC),
    _language("so", "Somali", "Soomaali", NOT_ONE),
    _language("ti", "Tigrinya", "ትግርኛ", ABOVE_ONE),
    _language("tr", "Turkish", "Türkçe", NOT_ONE),
    _language("ro", "Romanian", "Română", ROMANIAN),
)

# What an export or a person may call them. A bare "zh" is missing on purpose: which of the two
# scripts a patient reads cannot be guessed.
_ALSO_CALLED: dict[str, str] = {
    "en": "en-CA",
    "fr": "fr-CA",
    "zh-CN": "zh-Hans",
    "zh-SG": "zh-Hans",
    "zh-HK": "zh-Hant",
    "zh-MO": "zh-Hant",
    "zh-TW": "zh-Hant",
    "yue": "zh-Hant",
    "pa-Guru": "pa",
    "pa-IN": "pa",
    "ur-PK": "ur",
    "fa-IR": "fa",
    "prs": "fa-AF",
    "prs-AF": "fa-AF",
    "ta-IN": "ta",
    "ta-LK": "ta",
    "tl": "fil",
    "tl-PH": "fil",
    "fil-PH": "fil",
    "es": "es-419",
    "es-MX": "es-419",
    "pt-BR": "pt",
    "pt-PT": "pt",
    "it-IT": "it",
    "gu-IN": "gu",
    "ru-RU": "ru",
    "hi-IN": "hi",
    "bn-BD": "bn",
    "bn-IN": "bn",
    "ko-KR": "ko",
    "vi-VN": "vi",
    "pl-PL": "pl",
    "uk-UA": "uk",
    "so-SO": "so",
    "ti-ER": "ti",
    "ti-ET": "ti",
    "tr-TR": "tr",
    "ro-RO": "ro",
}

_BY_TAG = {language.tag.casefold(): language for language in LANGUAGES}
_BY_TAG |= {alias.casefold(): _BY_TAG[tag.casefold()] for alias, tag in _ALSO_CALLED.items()}

SOURCE = _BY_TAG["en-ca"]


class UnknownLanguageError(CommandLineError):
    """A language was asked for that no handout can be in."""

    def __init__(self, *, tag: str, nearest: tuple[str, ...]) -> None:
        choices = " or ".join(nearest)
        super().__init__(
            f"There are no handouts in a language called {tag!r}.",
            remedy=(f"Did you mean {choices}? " if nearest else "")
            + f"These can be chosen: {', '.join(language.tag for language in LANGUAGES)}.",
        )
        self.tag, self.nearest = tag, nearest


def resolve(tag: str) -> Language:
    """The language of a tag; a hyphen, an underscore and letter case make no difference.

    Raises:
        UnknownLanguageError: No handout can be in it. Nothing near it is taken instead.
    """
    known = _BY_TAG.get(tag.strip().replace("_", "-").casefold())
    if known is None:
        raise UnknownLanguageError(tag=tag, nearest=_nearest(tag))
    return known


def _nearest(tag: str) -> tuple[str, ...]:
    from difflib import get_close_matches

    asked = tag.strip().replace("_", "-").casefold()
    names: dict[str, Language] = {}
    for language in LANGUAGES:
        for name in (language.english_name, language.own_name):
            names[name.casefold()] = language
    names |= _BY_TAG
    found = [names[name] for name in get_close_matches(asked, names, n=3, cutoff=0.7)]
    main = asked.partition("-")[0]
    found += [
        language
        for language in LANGUAGES
        if language.tag.casefold().partition("-")[0] == main
        or (len(asked) > 2 and asked in language.english_name.casefold())
    ]
    return tuple(f"{language.tag} ({language.english_name})" for language in dict.fromkeys(found))[
        :3
    ]
