"""Whose words `handouts translate` works on: those of the templates, or a clinic's own."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.places import find_library
from handouts.errors import CommandLineError
from handouts.values import dataclass

if TYPE_CHECKING:
    from handouts.i18n.workbench.folder import Locales
    from handouts.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words and where their translations are.

    Attributes:
        library: The table of languages, the glossary and the fonts.
        locales: The folder of the catalogs.
        own: The list of a clinic's own sentences; None for the words of the templates.
        option: What a command line has to say to be about them, with a space after it.
    """

    library: Library
    locales: Locales
    own: str | None = None
    option: str = ""

    def listed(self) -> str:
        """What `handouts.pot` should hold."""
        from handouts.i18n.extract import extract_messages

        return extract_messages(self.library.templates) if self.own is None else self.own


def find_words(clinic_path: Path | None) -> Words:
    """The words of the templates, or those of a clinic, with their list as it is now.

    Raises:
        InputError: The clinic's file has mistakes.
        CommandLineError: The clinic has no words of its own.
    """
    from handouts.i18n.workbench.folder import Locales

    library = find_library()
    if clinic_path is None:
        return Words(library=library, locales=Locales(library.locales))

    from handouts.clinic import load_clinic
    from handouts.i18n.extract import extract_notes

    clinic = load_clinic(clinic_path)
    if not clinic.notes or clinic.locales is None:
        raise CommandLineError(
            f"{clinic.name} has no sentences of its own.",
            remedy="Add them under [notes] in its clinic.toml.",
        )
    words = Words(
        library=library,
        locales=Locales(clinic.locales),
        own=extract_notes(clinic.notes),
        option=f"--clinic {shlex.quote(str(clinic_path))} ",
    )
    words.locales.write_list(words.listed())
    return words


def current_words() -> Words:
    """The words that this command line is about."""
    words = click.get_current_context().find_object(Words)
    assert words is not None  # noqa: S101  `translate` finds them before its commands run
    return words
