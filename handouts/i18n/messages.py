"""A message as a catalog holds it, and what can be wrong with one."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from handouts.findings import Severity
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class MessageId:
    """What a template asks for.

    Attributes:
        text: The English sentence; of a plural, the one for a single thing.
        context: Tells apart the same words in two places; empty for most.
    """

    text: str
    context: str = ""


CLINIC = "clinic"
"""The context of a clinic's own sentences."""


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
        state: How far it has come, once what its comment claims was held against its words.
        by: Who gave it that state; empty if nobody is named.
        on: When.
        is_stale: Whether the English has changed since.
        remark: Why its state is not the one its comment claims, as a sentence; empty if it is.
        accepted: The checks whose answer somebody took upon themselves for this message.
        line: Where it stands in its catalog.
    """

    id: MessageId
    plural: str | None = None
    translations: tuple[str, ...]
    fuzzy: bool = False
    state: State = State.TRANSLATED
    by: str = ""
    on: date | None = None
    is_stale: bool = False
    remark: str = ""
    accepted: frozenset[str] = frozenset()
    line: int = 0

    @property
    def english(self) -> tuple[str, ...]:
        """The English: one sentence, or that for one thing and that for several."""
        return (self.id.text,) if self.plural is None else (self.id.text, self.plural)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a message cannot be printed, or should be looked at.

    Attributes:
        id: The message.
        line: Where it stands in its catalog; None if it is not there.
        text: What is wrong, as a sentence.
        check: The name under which somebody may accept it as it is; empty if nobody may.
        severity: An ERROR keeps the message from being printed.
    """

    id: MessageId
    line: int | None
    text: str
    check: str = ""
    severity: Severity = Severity.ERROR
