"""Is a language's catalog fit to print? The gate, the glossary and the fonts, asked at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from handouts.errors import HandoutsError
from handouts.findings import Finding, Severity
from handouts.i18n import (
    Glossary,
    Language,
    Message,
    check_catalog,
    list_to_translate,
    load_catalog,
    load_glossary,
)
from handouts.i18n.languages import catalog_path
from handouts.library import Library
from handouts.text import load_fonts
from handouts.text.fonts import main_script, script_of


def check_translation(library: Library, language: Language) -> tuple[Finding, ...]:
    """Everything that is wrong with a language's catalog; a file that cannot be read is one.

    Args:
        library: The catalogs, the list of what there is to translate, and the fonts.
        language: Which. English has no catalog, and nothing is wrong with it.
    """
    return check_translations(library, (language,))


def check_translations(
    library: Library, languages: Iterable[Language], *, folder: Path | None = None
) -> tuple[Finding, ...]:
    """Everything that is wrong with the catalogs of some languages, one after the other.

    Args:
        library: The glossary and the fonts.
        languages: Which.
        folder: Where the catalogs and their list are; None for the library's.
    """
    folder = folder or library.locales
    wanted = list_to_translate(folder)
    glossary = load_glossary(library.locales)
    return tuple(
        finding
        for language in languages
        if not language.is_source
        for finding in _check(library, folder, language, wanted, glossary)
    )


def _check(
    library: Library,
    folder: Path,
    language: Language,
    wanted: tuple[Message, ...],
    glossary: Glossary,
) -> tuple[Finding, ...]:
    try:
        catalog = load_catalog(folder, language)
        fonts = load_fonts(library.fonts, language.tag, family=language.font)
        script = main_script(language.font) if language.font else script_of(language.tag)

        def covers(character: str, bold: bool) -> bool:
            return bool(fonts.pick([character], script=script, language=language.tag, bold=bold))

        return check_catalog(catalog, wanted, glossary=glossary, covers=covers)
    except HandoutsError as error:
        place = catalog_path(folder, language).relative_to(folder.parent)
        return (
            Finding(
                check="translation",
                severity=Severity.ERROR,
                place=place.as_posix(),
                message=error.message,
                remedy=error.remedy,
            ),
        )
