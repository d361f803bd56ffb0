"""Catalogs, extraction, review states, dates and numbers as a language writes them.

What only a translation needs is loaded when it is asked for: an English handout, the first
most people make, needs no catalog.
"""

from typing import TYPE_CHECKING

from handouts.i18n.languages import Language, UnknownLanguageError, keep_table, resolve
from handouts.lazily import later

if TYPE_CHECKING:
    from handouts.i18n.catalog import (
        Catalog,
        MissingCatalogError,
        Reader,
        UntranslatedError,
        list_to_translate,
        load_catalog,
        load_own_catalog,
    )
    from handouts.i18n.catalog_check import Covers, check_catalog
    from handouts.i18n.glossary import Glossary, load_glossary
    from handouts.i18n.languages import LANGUAGES, SOURCE
    from handouts.i18n.messages import CLINIC, Message, MessageId, Problem, State
    from handouts.i18n.pofile import CatalogError
    from handouts.i18n.review import (
        MessageState,
        ReviewError,
        Standing,
        mark,
        states,
        wave_through,
    )

__getattr__ = later(
    __name__,
    {
        "catalog": (
            "Catalog",
            "MissingCatalogError",
            "Reader",
            "UntranslatedError",
            "list_to_translate",
            "load_catalog",
            "load_own_catalog",
        ),
        "catalog_check": ("Covers", "check_catalog"),
        "glossary": ("Glossary", "load_glossary"),
        "languages": ("LANGUAGES", "SOURCE"),
        "messages": ("CLINIC", "Message", "MessageId", "Problem", "State"),
        "pofile": ("CatalogError",),
        "review": ("MessageState", "ReviewError", "Standing", "mark", "states", "wave_through"),
    },
)

__all__ = [
    "CLINIC",
    "LANGUAGES",
    "SOURCE",
    "Catalog",
    "CatalogError",
    "Covers",
    "Glossary",
    "Language",
    "Message",
    "MessageId",
    "MessageState",
    "MissingCatalogError",
    "Problem",
    "Reader",
    "ReviewError",
    "Standing",
    "State",
    "UnknownLanguageError",
    "UntranslatedError",
    "check_catalog",
    "keep_table",
    "list_to_translate",
    "load_catalog",
    "load_glossary",
    "load_own_catalog",
    "mark",
    "resolve",
    "states",
    "wave_through",
]
