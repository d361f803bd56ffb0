"""The words of the templates in another language.

Catalogs are gettext's `.po` files, read as they are: translators see an edit at once, and no
compiled file can be older than its source. A message that is missing, fuzzy, half filled in or
broken is never answered with English in silence: it is a problem, and a handout with a problem
is not made.
"""

# Babel is imported where a catalog is read: an English handout needs none.

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handouts.errors import ContentError
from handouts.i18n.gate import message_problems
from handouts.i18n.languages import LANGUAGES, Language
from handouts.i18n.messages import Message, MessageId, Problem, State

STATE_HEADER = "X-Handouts-State"
_STATE_COMMENT = re.compile(r"state:\s*(\S+)\s*(.*)")
_REVIEW = re.compile(r"\d{4}-\d\d-\d\d\s+\S.*")
_LISTED = 30


class CatalogError(ContentError):
    """A catalog cannot be used at all."""

    def __init__(self, *, place: str, message: str, remedy: str) -> None:
        super().__init__(f"{place}: {message}", remedy=remedy)
        self.place = place


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

    def __init__(self, *, language: Language, place: str, problems: Iterable[Problem]) -> None:
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
            remedy=f"Mend them in {place}, or choose another language.",
        )


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """One language's messages.

    Attributes:
        language: The language.
        place: The catalog's file, as errors name it; empty for English.
        messages: Every message of the file. English has none: it is the source.
    """

    language: Language
    place: str = ""
    messages: Mapping[MessageId, Message] = field(default_factory=dict)

    def reader(self) -> Reader:
        """A fresh reader, for one handout."""
        return Reader(self)

    def unreviewed(self, used: Iterable[MessageId]) -> bool:
        """Whether any of these messages was translated but never reviewed."""
        reviewed = (State.REVIEWED, State.FINAL)
        found = (self.messages.get(each) for each in used)
        return any(message is not None and message.state not in reviewed for message in found)


class Reader:
    """Answers one handout's messages, and keeps what was asked for and what was wrong.

    A message that cannot be printed is answered in English, so that the rest can be seen and
    every problem named at once. `require_complete` then refuses the handout.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
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
        """Do nothing if every message asked for may be printed.

        Raises:
            UntranslatedError: Some may not.
        """
        if self.problems:
            catalog = self._catalog
            raise UntranslatedError(
                language=catalog.language, place=catalog.place, problems=self.problems
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
        usable = not self._used[wanted] and not language.is_source
        forms = self._catalog.messages[wanted].translations if usable else english
        return (
            forms[language.plurals.form(n) if usable else int(n != 1)] if english[1:] else forms[0]
        )

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
        return message_problems(message, self._catalog.language)


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
    return Catalog(language=language, place=place, messages=read_messages(text, language, place))


def available_languages(locales: Path) -> tuple[Language, ...]:
    """The languages with a catalog, the source first."""
    return tuple(
        each for each in LANGUAGES if each.is_source or catalog_path(locales, each).exists()
    )


def catalog_path(locales: Path, language: Language) -> Path:
    """Where a language's catalog is, or would be."""
    return locales / language.folder / "LC_MESSAGES" / "handouts.po"


def read_messages(text: str, language: Language, place: str) -> dict[MessageId, Message]:
    """The messages of a `.po` file's text.

    Raises:
        CatalogError: A line makes no sense, a message stands there twice, or the header does
            not belong to the language.
    """
    entries = _entries(text, language, place)
    header = next((entry for entry in entries if entry.id == ""), None)
    usual = _usual_state(header, language, place)
    messages: dict[MessageId, Message] = {}
    for entry in entries:
        if entry.id == "":
            continue
        message = _message(entry, usual, place)
        if message.id in messages:
            raise CatalogError(
                place=f"{place}:{message.line}",
                message=f"{message.id.text!r} stands here and in line {messages[message.id].line}.",
                remedy="Keep one of the two.",
            )
        messages[message.id] = message
    return messages


def _entries(text: str, language: Language, place: str) -> list[Any]:
    """The entries of a file as Babel reads them; what it only warns about is an error."""
    from babel.messages.pofile import PoFileError, PoFileParser

    found = _Found(language.plurals.count)
    parser = PoFileParser(found, ignore_obsolete=True, abort_invalid=True)  # type: ignore[arg-type]
    try:
        parser.parse(text.splitlines())
    except PoFileError as error:
        raise CatalogError(
            place=f"{place}:{error.lineno + 1}",
            message=f"This line makes no sense in a .po file: {error.args[0]}.",
            remedy="Mend it, or open the file in a translation editor and save it again.",
        ) from None
    return found.entries


class _Found:
    """Stands in for Babel's catalog, which keeps the first of two messages without a word."""

    charset = "utf-8"

    def __init__(self, num_plurals: int) -> None:
        self.num_plurals = num_plurals
        self.entries: list[Any] = []

    def __setitem__(self, key: object, entry: object) -> None:
        self.entries.append(entry)


def _usual_state(header: Any, language: Language, place: str) -> State:
    """The state of messages that name none, once the header is known to be the language's."""
    lines = header.string.splitlines() if header else []
    fields = {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
    for name, wanted in (
        ("Language", language.folder),
        ("Plural-Forms", language.plurals.header),
    ):
        if _squeezed(fields.get(name, "")) != _squeezed(wanted):
            raise CatalogError(
                place=f"{place}:{header.lineno if header else 1}",
                message=f"The header's {name} is not that of {language.english_name}.",
                remedy=f"Write: {name}: {wanted}",
            )
    return _state(fields.get(STATE_HEADER) or State.TRANSLATED, f"{place}:{header.lineno}")


def _squeezed(text: str) -> str:
    return "".join(text.split()).rstrip(";").replace("(", "").replace(")", "")


def _message(entry: Any, usual: State, place: str) -> Message:
    is_plural = isinstance(entry.id, tuple)
    text, plural = entry.id if is_plural else (entry.id, None)
    return Message(
        id=MessageId(text, entry.context or ""),
        plural=plural,
        translations=entry.string if is_plural else (entry.string,),
        fuzzy=entry.fuzzy,
        state=_own_state(entry.user_comments, f"{place}:{entry.lineno}") or usual,
        line=entry.lineno,
    )


def _own_state(comments: Iterable[str], place: str) -> State | None:
    for comment in comments:
        if match := _STATE_COMMENT.fullmatch(comment):
            state = _state(match[1], place)
            if state in (State.REVIEWED, State.FINAL) and not _REVIEW.fullmatch(match[2]):
                raise CatalogError(
                    place=place,
                    message="The review names no day and person.",
                    remedy=f"Write: # state: {state} 2026-11-22 Name of the reviser",
                )
            return state
    return None


def _state(text: str, place: str) -> State:
    try:
        return State(text.strip())
    except ValueError:
        raise CatalogError(
            place=place,
            message="This state of a translation is not known.",
            remedy=f"Write one of: {', '.join(State)}.",
        ) from None
