"""Catalogs, extraction, review states, dates and numbers as a language writes them."""

from handouts.i18n.catalog import (
    Catalog,
    CatalogError,
    MissingCatalogError,
    Reader,
    UntranslatedError,
    load_catalog,
)
from handouts.i18n.languages import LANGUAGES, SOURCE, Language, UnknownLanguageError, resolve
from handouts.i18n.messages import Message, MessageId, Problem, State

__all__ = [
    "LANGUAGES",
    "SOURCE",
    "Catalog",
    "CatalogError",
    "Language",
    "Message",
    "MessageId",
    "MissingCatalogError",
    "Problem",
    "Reader",
    "State",
    "UnknownLanguageError",
    "UntranslatedError",
    "load_catalog",
    "resolve",
]
