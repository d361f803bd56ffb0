"""Catalogs, extraction, review states, dates and numbers as a language writes them."""

from handouts.i18n.languages import LANGUAGES, SOURCE, Language, UnknownLanguageError, resolve

__all__ = ["LANGUAGES", "SOURCE", "Language", "UnknownLanguageError", "resolve"]
