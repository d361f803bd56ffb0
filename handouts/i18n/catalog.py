"""The words of the templates in another language.

Catalogs are gettext's `.po` files, read as they are: translators see an edit at once, and no
compiled file can be older than its source. A message that is missing, fuzzy, half filled in or
broken is never answered with English in silence: it is a problem, and a handout with a problem
is not made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path

from handouts.errors import ContentError
from handouts.findings import Severity
from handouts.i18n.languages import LANGUAGES, Language, catalog_path
from handouts.i18n.messages import Message, MessageId, Problem, State
from handouts.i18n.pofile import CatalogError, Header, read_list, read_po
from handouts.values import dataclass

_LISTED = 30


class MissingCatalogError(ContentError):
    """A language has no catalog."""

    def __init__(self, *, language: Language, available: tuple[Language, ...]) -> None:
        choices = ", ".join(f"{each.tag} ({each.english_name})" for each in available)
        super().__init__(
            f"There is no translation into {language.english_name} yet.",
            remedy=f"Choose one of these: {choices}. To begin a translation: "
            f"handouts translate new {language.tag}",
        )
        self.language, self.available = language.tag, tuple(each.tag for each in available)


class UntranslatedError(ContentError):
    """Sentences of a handout cannot be printed in its language.

    Attributes:
        language: BCP 47 tag.
        problems: Every one of them, in the order of the handout.
    """

    def __init__(
        self, *, language: Language, place: str, problems: Iterable[Problem], remedy: str = ""
    ) -> None:
        self.language, self.problems = language.tag, tuple(problems)
        lines = [
            f"  {place}:{problem.line}: {problem.id.text!r}: {problem.text}"
            if problem.line
            else f"  {place}: {problem.id.text!r}: {problem.text}"
            for problem in self.problems[:_LISTED]
        ]
        if len(self.problems) > _LISTED:
            lines.append(f"  and {len(self.problems) - _LISTED} more")
        number = len({problem.id for problem in self.problems})
        super().__init__(
            f"{number} sentence{'s' if number > 1 else ''} of this handout cannot be printed in "
            f"{language.english_name}:\n" + "\n".join(lines),
            remedy=remedy or f"Mend them in {place}, or choose another language.",
        )


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """One language's messages.

    Attributes:
        language: The language.
        place: The catalog's file, as errors name it; empty for English.
        messages: Every message of the file. English has none: it is the source.
        header: The file's header; None for English.
        remedy: What to do about sentences that cannot be printed; empty for the usual.
    """

    language: Language
    place: str = ""
    messages: Mapping[MessageId, Message] = field(default_factory=dict)
    header: Header | None = None
    remedy: str = ""
    _known: dict[MessageId, tuple[Problem, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def reader(self, *, stand_in: Callable[[str], str] | None = None) -> Reader:
        """A fresh reader, for one handout.

        Args:
            stand_in: Makes of an English sentence what is printed where the translation cannot
                be; None refuses such a handout.
        """
        return Reader(self, None if self.language.is_source else stand_in)

    def obstacles(self, id_: MessageId) -> tuple[Problem, ...]:
        """What keeps a message of the file from being printed; looked for once."""
        from handouts.i18n.gate import message_problems  # an English handout asks for none

        if id_ not in self._known:
            self._known[id_] = tuple(
                problem
                for problem in message_problems(self.messages[id_], self.language)
                if problem.severity is Severity.ERROR
            )
        return self._known[id_]

    def unreviewed(self, used: Iterable[MessageId]) -> bool:
        """Whether any of these messages was translated but never reviewed."""
        reviewed = (State.REVIEWED, State.FINAL)
        found = (self.messages.get(each) for each in used)
        return any(message is not None and message.state not in reviewed for message in found)


class Reader:
    """Answers one handout's messages, and keeps what was asked for and what was wrong.

    A message that cannot be printed is answered in English, so that the rest can be seen and
    every problem named at once. `require_complete` then refuses the handout, unless there is a
    stand-in that marks the English for what it is.
    """

    def __init__(self, catalog: Catalog, stand_in: Callable[[str], str] | None = None) -> None:
        self._catalog = catalog
        self._stand_in = stand_in
        self._used: dict[MessageId, tuple[Problem, ...]] = {}

    @property
    def used(self) -> tuple[MessageId, ...]:
        """Every message asked for, once, in the order of the handout."""
        return tuple(self._used)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with them, in the same order."""
        return tuple(problem for problems in self._used.values() for problem in problems)

    def require_complete(self) -> None:
        """Do nothing if every message asked for may be printed, or is marked as English.

        Raises:
            UntranslatedError: Some may not.
        """
        if self.problems and self._stand_in is None:
            catalog = self._catalog
            raise UntranslatedError(
                language=catalog.language,
                place=catalog.place,
                problems=self.problems,
                remedy=catalog.remedy,
            )

    def gettext(self, text: str) -> str:
        """The translation of a sentence."""
        return self._look_up(MessageId(text), (text,), 0)

    def pgettext(self, context: str, text: str) -> str:
        """The translation of a sentence in its context."""
        return self._look_up(MessageId(text, context), (text,), 0)

    def ngettext(self, text: str, plural: str, n: int) -> str:
        """The translation of a sentence about n things."""
        return self._look_up(MessageId(text), (text, plural), n)

    def npgettext(self, context: str, text: str, plural: str, n: int) -> str:
        """The translation of a sentence about n things in its context."""
        return self._look_up(MessageId(text, context), (text, plural), n)

    def _look_up(self, wanted: MessageId, english: tuple[str, ...], n: int) -> str:
        language = self._catalog.language
        if wanted not in self._used:
            self._used[wanted] = self._problems_of(wanted, english)
        if self._used[wanted] or language.is_source:
            text = english[int(n != 1)] if english[1:] else english[0]
            return self._stand_in(text) if self._stand_in else text
        forms = self._catalog.messages[wanted].translations
        return forms[language.plurals.form(n)] if english[1:] else forms[0]

    def _problems_of(self, wanted: MessageId, english: tuple[str, ...]) -> tuple[Problem, ...]:
        # gettext answers the empty message with the catalog's header.
        if not wanted.text:
            return (Problem(id=wanted, line=None, text="A template asks for an empty message."),)
        if self._catalog.language.is_source:
            return ()
        message = self._catalog.messages.get(wanted)
        if message is None:
            return (Problem(id=wanted, line=None, text="It is not in the catalog."),)
        if (message.plural,) != (english[1:] or (None,)):
            text = "Its English plural is not that of the template."
            return (Problem(id=wanted, line=message.line, text=text),)
        return self._catalog.obstacles(wanted)


def load_catalog(locales: Path, language: Language) -> Catalog:
    """A language's catalog.

    Raises:
        MissingCatalogError: The language has none; it is never answered with English.
        CatalogError: The file is not what gettext writes, or is for another language.
    """
    if language.is_source:
        return Catalog(language=language)
    path = catalog_path(locales, language)
    place = path.relative_to(locales.parent).as_posix()
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise MissingCatalogError(
            language=language, available=available_languages(locales)
        ) from None
    except UnicodeDecodeError:
        raise CatalogError(
            place=place, message="The file is not UTF-8.", remedy="Save it as UTF-8."
        ) from None
    file = read_po(text, language, place)
    return Catalog(language=language, place=place, messages=file.messages, header=file.header)


def load_own_catalog(locales: Path | None, language: Language) -> Catalog:
    """A clinic's catalog of its own sentences; one that was not begun has none.

    Raises:
        CatalogError: The file is not what gettext writes, or is for another language.
    """
    if locales is None or language.is_source:
        return Catalog(language=language)
    path = catalog_path(locales, language)
    command = f"handouts translate --clinic {locales.parent}"
    if path.exists():
        catalog = load_catalog(locales, language)
        what = f"Bring the list up to date ({command} update {language.tag}) and fill it in"
    else:
        catalog = Catalog(language=language)
        what = f"Begin their translation ({command} new {language.tag})"
    return replace(
        catalog,
        place=str(path),
        remedy=f"These are the clinic's own. {what}, or choose another language.",
    )


def list_to_translate(locales: Path) -> tuple[Message, ...]:
    """Every message of the templates, in their order, as `locales/handouts.pot` lists them.

    Raises:
        CatalogError: The list is missing or makes no sense.
    """
    path = locales / "handouts.pot"
    place = path.relative_to(locales.parent).as_posix()
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        raise CatalogError(
            place=place,
            message="The list of sentences to translate is missing or not UTF-8.",
            remedy="Write it again: handouts translate extract",
        ) from None
    return read_list(text, place)


def available_languages(locales: Path) -> tuple[Language, ...]:
    """The languages with a catalog, the source first."""
    return tuple(
        each for each in LANGUAGES if each.is_source or catalog_path(locales, each).exists()
    )
