"""Catalogs, extraction, review states, dates and numbers as a language writes them."""

from handouts.i18n.catalog import (
    Catalog,
    MissingCatalogError,
    Reader,
    UntranslatedError,
    list_to_translate,
    load_catalog,
)
from handouts.i18n.catalog_check import Covers, check_catalog
from handouts.i18n.glossary import Glossary, load_glossary
from handouts.i18n.languages import LANGUAGES, SOURCE, Language, UnknownLanguageError, resolve
from handouts.i18n.messages import Message, MessageId, Problem, State
from handouts.i18n.pofile import CatalogError
from handouts.i18n.review import (
    MessageState,
    ReviewError,
    Standing,
    mark,
    states,
    wave_through,
)

__all__ = [
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
    "mark",
    "resolve",
    "states",
    "wave_through",
]
