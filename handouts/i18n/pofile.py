"""Read a `.po` file strictly: what gettext's tools only warn about is an error here.

A line that makes no sense, a message that stands there twice, a header of another language: with
any of these a patient could read the wrong sentence, so the whole file is refused, with the line.
"""

# Babel is imported where a catalog is read: an English handout needs none.

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handouts.errors import ContentError
from handouts.i18n.comments import (
    Claim,
    CommentError,
    name_of_source,
    name_of_text,
    read_acceptance,
    read_claim,
    read_state,
)
from handouts.i18n.languages import Language
from handouts.i18n.messages import Message, MessageId, State
from handouts.values import dataclass

STATE_HEADER = "X-Handouts-State"
_TRANSLATOR_HEADERS = ("X-Handouts-Translator", "Last-Translator")
_REVIEWED = (State.REVIEWED, State.FINAL)


class CatalogError(ContentError):
    """A catalog cannot be used at all."""

    def __init__(self, *, place: str, message: str, remedy: str) -> None:
        super().__init__(f"{place}: {message}", remedy=remedy)
        self.place = place


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A catalog's header.

    Attributes:
        fields: Its fields by name.
        line: Where it stands.
    """

    fields: Mapping[str, str]
    line: int = 1

    @property
    def translator(self) -> str:
        """Who translated; empty if it does not say.

        Our own field comes first: an editor changes Last-Translator to whoever saved last.
        """
        return next((self.fields[n] for n in _TRANSLATOR_HEADERS if self.fields.get(n)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PoFile:
    """What a `.po` file holds.

    Attributes:
        header: Its header.
        messages: Its messages, in its order.
    """

    header: Header
    messages: dict[MessageId, Message]


def read_messages(text: str, language: Language, place: str) -> dict[MessageId, Message]:
    """The messages of a `.po` file's text.

    Raises:
        CatalogError: As for `read_po`.
    """
    return read_po(text, language, place).messages


def read_po(text: str, language: Language, place: str) -> PoFile:
    """A `.po` file's text.

    Raises:
        CatalogError: A line makes no sense, a message stands there twice, or the header does
            not belong to the language.
    """
    entries = _entries(text, language.plurals.count, place)
    header = _header(entries, language, place)
    try:
        usual = read_state(header.fields.get(STATE_HEADER) or State.TRANSLATED)
    except CommentError as error:
        raise _at(error, place, header.line) from None
    messages: dict[MessageId, Message] = {}
    for entry in entries:
        if entry.id == "":
            continue
        try:
            message = _message(entry, usual, header.translator)
        except CommentError as error:
            raise _at(error, place, entry.lineno) from None
        if message.id in messages:
            raise CatalogError(
                place=f"{place}:{message.line}",
                message=f"{message.id.text!r} stands here and in line {messages[message.id].line}.",
                remedy="Keep one of the two.",
            )
        messages[message.id] = message
    return PoFile(header=header, messages=messages)


def read_list(text: str, place: str) -> tuple[Message, ...]:
    """The messages of a `.pot` file's text, which is in no language, without translations.

    Raises:
        CatalogError: A line makes no sense.
    """
    entries = _entries(text, 2, place)
    return tuple(_message(entry, State.INITIAL, "") for entry in entries if entry.id != "")


def _entries(text: str, forms: int, place: str) -> list[Any]:
    """The entries of a file as Babel reads them; what it only warns about is an error."""
    from babel.messages.pofile import PoFileError, PoFileParser

    found = _Found(forms)
    parser = PoFileParser(found, ignore_obsolete=True, abort_invalid=True)  # type: ignore[arg-type]
    try:
        # Not splitlines: a line separator inside a translation is the gate's to name.
        parser.parse(text.split("\n"))
    except (PoFileError, ValueError, IndexError) as error:
        line = getattr(error, "lineno", None)
        raise CatalogError(
            place=f"{place}:{line + 1}" if line is not None else place,
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


def _header(entries: list[Any], language: Language, place: str) -> Header:
    """The header, once it is known to be the language's."""
    entry = next((entry for entry in entries if entry.id == ""), None)
    lines = entry.string.splitlines() if entry else []
    fields = {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
    header = Header(fields=fields, line=entry.lineno if entry else 1)
    for name, wanted in (
        ("Language", language.folder),
        ("Plural-Forms", language.plurals.header),
    ):
        if _squeezed(fields.get(name, "")) != _squeezed(wanted):
            raise CatalogError(
                place=f"{place}:{header.line}",
                message=f"The header's {name} is not that of {language.english_name}.",
                remedy=f"Write: {name}: {wanted}",
            )
    charset = fields.get("Content-Type", "").partition("charset=")[2].strip()
    if charset and charset.casefold() not in ("utf-8", "utf8"):
        raise CatalogError(
            place=f"{place}:{header.line}",
            message=f"The header says that the file is in {charset}.",
            remedy="Save it as UTF-8, and write: Content-Type: text/plain; charset=UTF-8",
        )
    return header


def _squeezed(text: str) -> str:
    return "".join(text.split()).rstrip(";").replace("(", "").replace(")", "")


def _message(entry: Any, usual: State, translator: str) -> Message:
    is_plural = isinstance(entry.id, tuple)
    english: tuple[str, ...] = entry.id if is_plural else (entry.id,)
    translations: tuple[str, ...] = entry.string if is_plural else (entry.string,)
    claims = [claim for comment in entry.user_comments if (claim := read_claim(comment))]
    if len(claims) > 1:
        raise CommentError("It has two states.", "Keep one of the two comments.")
    claim = claims[0] if claims else Claim(state=usual)
    is_stale = bool(claim.source) and claim.source != name_of_source(english, entry.context or "")
    state, remark = _held(claim, is_stale, translations, translator)
    return Message(
        id=MessageId(english[0], entry.context or ""),
        plural=english[1] if is_plural else None,
        translations=translations,
        fuzzy=entry.fuzzy,
        state=state,
        by=claim.by,
        on=claim.on,
        is_stale=is_stale,
        remark=remark,
        accepted=frozenset(filter(None, map(read_acceptance, entry.user_comments))),
        line=entry.lineno,
    )


def _held(
    claim: Claim, is_stale: bool, translations: tuple[str, ...], translator: str
) -> tuple[State, str]:
    """The state that is left of a claim, and why it is not the claimed one."""
    if is_stale:
        return State.INITIAL, "The English has changed since it was translated."
    if claim.state not in _REVIEWED:
        return claim.state, ""
    if claim.text and claim.text != name_of_text(translations):
        return State.TRANSLATED, "It was edited after its review, so it counts as not reviewed."
    if claim.by and is_same_person(claim.by, translator):
        return (
            State.TRANSLATED,
            f"{claim.by} both translated and reviewed it, so it counts as not reviewed.",
        )
    return claim.state, ""


def is_same_person(one: str, other: str) -> bool:
    """Whether two names are one, however they are spaced and whatever address follows."""
    return bool(_name(one)) and _name(one) == _name(other)


def _name(text: str) -> str:
    return " ".join(text.partition("<")[0].split()).casefold()


def _at(error: CommentError, place: str, line: int) -> CatalogError:
    return CatalogError(place=f"{place}:{line}", message=error.message, remedy=error.remedy)
