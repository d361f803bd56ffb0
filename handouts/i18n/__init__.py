"""Catalogs, extraction, review states, dates and numbers as a language writes them.

What only a translation needs is loaded when it is asked for: an English handout, the first
most people make, needs no catalog.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from handouts.i18n.languages import LANGUAGES, SOURCE, Language, UnknownLanguageError, resolve

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

_HOMES = {
    "CLINIC": "messages",
    "Catalog": "catalog",
    "CatalogError": "pofile",
    "Covers": "catalog_check",
    "Glossary": "glossary",
    "Message": "messages",
    "MessageId": "messages",
    "MessageState": "review",
    "MissingCatalogError": "catalog",
    "Problem": "messages",
    "Reader": "catalog",
    "ReviewError": "review",
    "Standing": "review",
    "State": "messages",
    "UntranslatedError": "catalog",
    "check_catalog": "catalog_check",
    "list_to_translate": "catalog",
    "load_catalog": "catalog",
    "load_glossary": "glossary",
    "load_own_catalog": "catalog",
    "mark": "review",
    "states": "review",
    "wave_through": "review",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


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
    "list_to_translate",
    "load_catalog",
    "load_glossary",
    "load_own_catalog",
    "mark",
    "resolve",
    "states",
    "wave_through",
]
