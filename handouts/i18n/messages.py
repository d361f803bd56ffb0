"""A message as a catalog holds it, and what can be wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class MessageId:
    """What a template asks for.

    Attributes:
        text: The English sentence; of a plural, the one for a single thing.
        context: Tells apart the same words in two places; empty for most.
    """

    text: str
    context: str = ""


class State(StrEnum):
    """How far a translation has come, in the words of XLIFF."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence and its translation.

    Attributes:
        id: What templates ask for.
        plural: The English sentence for several things; None if the message has no plural.
        translations: One text, or one for every plural form of the language.
        fuzzy: Whether it was guessed from a sentence that has changed since.
        state: How far it has come.
        line: Where it stands in its catalog.
    """

    id: MessageId
    plural: str | None = None
    translations: tuple[str, ...]
    fuzzy: bool = False
    state: State = State.TRANSLATED
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a message cannot be printed.

    Attributes:
        id: The message.
        line: Where it stands in its catalog; None if it is not there.
        text: What is wrong, as a sentence.
    """

    id: MessageId
    line: int | None
    text: str
