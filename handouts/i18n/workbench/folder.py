"""The locales folder, as the work on translations reads and writes it."""

from __future__ import annotations

from pathlib import Path

from handouts.files import write_whole
from handouts.i18n.catalog import MissingCatalogError, available_languages
from handouts.i18n.languages import TABLE, Language, catalog_path
from handouts.i18n.pofile import CatalogError
from handouts.i18n.workbench.entries import Entry, decode, parse_entries, write_entries
from handouts.values import dataclass

LIST = "handouts.pot"


@dataclass(frozen=True, slots=True)
class Locales:
    """A locales folder.

    Attributes:
        path: Where it is.
    """

    path: Path

    def languages(self) -> tuple[Language, ...]:
        """The languages that have a catalog."""
        return tuple(each for each in available_languages(self.path) if not each.is_source)

    def list(self) -> tuple[Entry, ...]:
        """What there is to translate.

        Raises:
            CatalogError: The list is missing or cannot be read.
        """
        path = self.path / LIST
        if not path.exists():
            raise CatalogError(
                place=self._place(path),
                message="The list of sentences is missing.",
                remedy="Make it: handouts translate extract",
            )
        return self._entries(path)

    def is_list_current(self, text: str) -> bool:
        """Whether the list has this text."""
        return (self.path / LIST).read_text("utf-8") == text

    def write_list(self, text: str) -> Path:
        """Replace the list, or make it."""
        path = self.path / LIST
        path.parent.mkdir(parents=True, exist_ok=True)
        save(path, text)
        return path

    def file(self, language: Language) -> Path:
        """Where a language's catalog is, or would be."""
        return catalog_path(self.path, language)

    def catalog(self, language: Language) -> tuple[Entry, ...]:
        """Everything in a language's catalog.

        Raises:
            MissingCatalogError: It has none.
            CatalogError: It cannot be read.
        """
        path = self.file(language)
        if not path.exists():
            raise MissingCatalogError(language=language, available=available_languages(self.path))
        return self._entries(path)

    def write_catalog(self, language: Language, entries: tuple[Entry, ...]) -> Path:
        """Replace a language's catalog, or make it."""
        path = self.file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        save(path, write_entries(entries))
        return path

    def table(self) -> str:
        """The text of the table of languages."""
        return (self.path / TABLE).read_text("utf-8")

    def write_table(self, text: str) -> Path:
        """Replace the table of languages."""
        path = self.path / TABLE
        save(path, text)
        return path

    def _entries(self, path: Path) -> tuple[Entry, ...]:
        place = self._place(path)
        return parse_entries(decode(path.read_bytes(), place), place)

    def _place(self, path: Path) -> str:
        return path.relative_to(self.path.parent).as_posix()


def save(path: Path, text: str) -> None:
    """Write a catalog whole or not at all, readable by all who could read it before."""
    mode = path.stat().st_mode if path.exists() else 0o644
    write_whole(path, text.encode("utf-8"))
    path.chmod(mode)
