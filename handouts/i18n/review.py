"""How far the messages of a catalog have come, and how they come further.

The truth is one file: states stand in the catalog, beside the messages. They are changed here
line by line, so that the file keeps its order, its comments and its line breaks, and a
comparison shows nothing but what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from handouts.errors import InputError
from handouts.files import write_whole
from handouts.i18n.catalog import Catalog
from handouts.i18n.comments import Claim, name_of_source, name_of_text, read_claim
from handouts.i18n.languages import resolve
from handouts.i18n.messages import Message, MessageId, State
from handouts.i18n.pofile import CatalogError, PoFile, is_same_person, read_po
from handouts.values import dataclass

_LANGUAGE = re.compile(r'^"Language:\s*([\w-]+)', re.MULTILINE)
_OF_TRANSLATOR = re.compile(r"#(\s|$)")
_FLAGS = re.compile(r"#,(.*)")


class Standing(StrEnum):
    """How far a message has come, as a table of progress counts it."""

    MISSING = "missing"
    STALE = "stale"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageState:
    """How far one message has come.

    Attributes:
        standing: How far.
        by: Who brought it there; empty if nobody is named.
        on: When; None if nobody is named.
        line: Where it stands in its catalog; None if it is not there.
    """

    standing: Standing
    by: str = ""
    on: date | None = None
    line: int | None = None


class ReviewError(InputError):
    """A state cannot be given."""


def states(catalog: Catalog, wanted: Iterable[Message]) -> dict[MessageId, MessageState]:
    """How far each of these messages has come, in their order.

    A message with an empty form is missing, and a fuzzy one is stale, whatever else is said
    of it. English is final: it is the source.
    """
    if catalog.language.is_source:
        return {each.id: MessageState(standing=Standing.FINAL) for each in wanted}
    return {each.id: _state_of(catalog.messages.get(each.id), each) for each in wanted}


def _state_of(message: Message | None, wanted: Message) -> MessageState:
    if message is None:
        return MessageState(standing=Standing.MISSING)
    standing = Standing.MISSING
    if all(message.translations):
        is_stale = message.fuzzy or message.is_stale or message.plural != wanted.plural
        standing = Standing.STALE if is_stale else Standing.MISSING
        if not is_stale and message.state is not State.INITIAL:
            standing = Standing(message.state.value)
    return MessageState(standing=standing, by=message.by, on=message.on, line=message.line)


def mark(path: Path, ids: Collection[MessageId], state: State, *, by: str, on: date) -> None:
    """Write into a catalog that somebody brought these messages to a state.

    The state is given for the English and the translation that stand there now. A message
    that was fuzzy is no longer: somebody has looked at it.

    Raises:
        ReviewError: A message is not in the file, nobody is named, or the reviser is the one
            who translated.
        CatalogError: The file cannot be read; it is left as it was.
        OutputError: The file cannot be written; it is left as it was.
    """
    name = _named(by)

    def changed(comments: list[str], message: Message, file: PoFile) -> list[str]:
        if state in (State.REVIEWED, State.FINAL) and is_same_person(name, file.header.translator):
            raise ReviewError(
                f"{name} translated this catalog and cannot also review it.",
                remedy="Have somebody else review it, or correct X-Handouts-Translator in the "
                "header of the catalog.",
            )
        claim = Claim(
            state=state,
            by=name,
            on=on,
            source=name_of_source(message.english, message.id.context),
            text=name_of_text(message.translations),
        )
        kept = [line for line in comments if not _claim_in(line)]
        if state is not State.INITIAL:
            kept = [flags for line in kept for flags in _without_fuzzy(line)]
        return _with_comment(kept, str(claim))

    _rewrite(path, ids, changed)


def wave_through(path: Path, ids: Collection[MessageId], *, by: str, on: date) -> None:
    """Write into a catalog that the English of these messages changed, and its meaning did not.

    Their states stay, with who gave them and when, and are now for the English that stands
    there. A message without such a state is left as it is.

    Raises:
        ReviewError, CatalogError, OutputError: As for `mark`.
    """
    name = _named(by)

    def changed(comments: list[str], message: Message, _: PoFile) -> list[str]:
        now = name_of_source(message.english, message.id.context)
        old = next((claim for line in comments if (claim := _claim_in(line))), None)
        if old is None or not old.source or old.source == now:
            return comments
        kept = [line for line in comments if not _claim_in(line)]
        waived = f"same-meaning: {on.isoformat()} {name} src:{old.source}"
        return _with_comment(_with_comment(kept, str(replace(old, source=now))), waived)

    _rewrite(path, ids, changed)


def _named(by: str) -> str:
    name = " ".join(by.split())
    if not name or not name.isprintable() or re.search(r"\b(?:src|text):", name):
        raise ReviewError(
            "No person is named who gives this state.", remedy="Give a name, such as R. Sample."
        )
    return name


def _claim_in(line: str) -> Claim | None:
    return read_claim(line[1:].strip()) if _OF_TRANSLATOR.match(line) else None


def _without_fuzzy(line: str) -> Iterable[str]:
    """A line without the fuzzy flag; nothing if it held only that."""
    flags = _FLAGS.fullmatch(line)
    if not flags:
        return (line,)
    kept = [flag for flag in (each.strip() for each in flags[1].split(",")) if flag != "fuzzy"]
    return (f"#, {', '.join(kept)}",) if kept else ()


def _with_comment(comments: list[str], text: str) -> list[str]:
    """The comments with one more of the translator's, after those there are."""
    last = max((n for n, line in enumerate(comments, 1) if _OF_TRANSLATOR.match(line)), default=0)
    return [*comments[:last], f"# {text}", *comments[last:]]


def _rewrite(
    path: Path,
    ids: Collection[MessageId],
    changed: Callable[[list[str], Message, PoFile], list[str]],
) -> None:
    """Give each of these messages the comments that `changed` makes of its own."""
    text = path.read_bytes().decode("utf-8")
    found = _LANGUAGE.search(text)
    if not found:
        raise CatalogError(
            place=path.name,
            message="The header names no Language.",
            remedy="Write it as in another catalog.",
        )
    file = read_po(text, resolve(found[1]), path.name)
    lost = [each for each in ids if each not in file.messages]
    if lost:
        raise ReviewError(
            f"{path.name} has no message {lost[0].text!r}.",
            remedy="Extract and update the catalog first.",
        )
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(ending)
    # From the end, so that the lines before stay where they are.
    for id_ in sorted(set(ids), key=lambda each: -file.messages[each].line):
        message = file.messages[id_]
        first, last = _comments_before(lines, message.line - 1)
        lines[first:last] = changed(lines[first:last], message, file)
    mode = path.stat().st_mode
    write_whole(path, ending.join(lines).encode("utf-8"))
    path.chmod(mode)


def _comments_before(lines: list[str], message: int) -> tuple[int, int]:
    """The lines of comments that belong to the message whose `msgid` stands in a line."""
    last = message
    while last and lines[last - 1].startswith('"'):
        last -= 1
    # Those were lines of its context, or of the message before it.
    last = last - 1 if last and lines[last - 1].startswith("msgctxt") else message
    first = last
    while first and lines[first - 1].startswith("#") and not lines[first - 1].startswith("#~"):
        first -= 1
    return first, last
