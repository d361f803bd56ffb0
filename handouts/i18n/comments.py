"""What the comments beside a message say of it: how far it has come, and what was accepted.

    # state: reviewed 2026-11-22 R. Sample src:ab12cd34 text:12ab34cd

`src` names the English the state was given for and `text` the translation. Once the English
changes the message is unfinished again, and a translation edited after its review counts as
translated. A comment typed by hand may leave both out, and is then believed.

    # accepted: negation 2026-11-22 R. Sample

One check of the gate is wrong about this message, and a person says so.

    # same-meaning: 2026-11-22 R. Sample src:01cd23ef

The English changed from the one named here without a change of meaning.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date

from handouts.i18n.messages import State
from handouts.values import dataclass

ACCEPTABLE = ("negation", "english", "script", "numbers-in-a-row")
"""The checks that judge by signs and may be wrong."""

_STATE = re.compile(
    r"state:\s*(?P<state>\S+)"
    r"(?:\s+(?P<on>\d{4}-\d\d-\d\d)\s+(?P<by>\S.*?))??"
    r"(?:\s+src:(?P<source>[0-9a-f]{8}))?(?:\s+text:(?P<text>[0-9a-f]{8}))?\s*"
)
_ACCEPTED = re.compile(r"accepted:\s*(?P<check>\S+)\s+(?P<on>\d{4}-\d\d-\d\d)\s+(?P<by>\S.*)")
_MARKED = (State.REVIEWED, State.FINAL)


class CommentError(ValueError):
    """A comment of ours that cannot be read.

    Attributes:
        message: What is wrong, as a sentence.
        remedy: What to write.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A state as a comment claims it.

    Attributes:
        state: The state.
        by: Who gave it; empty if nobody is named.
        on: When; None if nobody is named.
        source: Names the English it was given for; empty if the comment does not say.
        text: Names the translation it was given for; empty if the comment does not say.
    """

    state: State
    by: str = ""
    on: date | None = None
    source: str = ""
    text: str = ""

    def __str__(self) -> str:
        parts = [f"state: {self.state}"]
        parts += [f"{self.on.isoformat()} {self.by}"] if self.on else []
        parts += [f"src:{self.source}"] if self.source else []
        parts += [f"text:{self.text}"] if self.text else []
        return " ".join(parts)


def name_of_source(english: Sequence[str], context: str) -> str:
    """Eight digits that name an English sentence, its plural and its context."""
    return _named((context, *english))


def name_of_text(translations: Sequence[str]) -> str:
    """Eight digits that name a translation in all its forms."""
    return _named(translations)


def _named(texts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def read_state(text: str) -> State:
    """A state by its name.

    Raises:
        CommentError: There is none of this name.
    """
    try:
        return State(text.strip())
    except ValueError:
        raise CommentError(
            "This state of a translation is not known.", f"Write one of: {', '.join(State)}."
        ) from None


def read_claim(comment: str) -> Claim | None:
    """The state a comment claims; None if it is about something else.

    Raises:
        CommentError: It cannot be read, or claims a review by nobody.
    """
    if not comment.startswith("state:"):
        return None
    found = _STATE.fullmatch(comment)
    state = read_state(found["state"] if found else comment.removeprefix("state:").split()[0])
    if not found or (state in _MARKED and not found["by"]):
        raise CommentError(
            "The review names no day and person.",
            f"Write: # state: {state} 2026-11-22 Name of the reviser",
        )
    return Claim(
        state=state,
        by=found["by"] or "",
        on=_day(found["on"]) if found["on"] else None,
        source=found["source"] or "",
        text=found["text"] or "",
    )


def read_acceptance(comment: str) -> str | None:
    """The check whose answer somebody took upon themselves; None if the comment is no such.

    Raises:
        CommentError: It names no check that may be accepted, or nobody.
    """
    if not comment.startswith("accepted:"):
        return None
    found = _ACCEPTED.fullmatch(comment)
    if not found or found["check"] not in ACCEPTABLE:
        raise CommentError(
            "This says neither which check is accepted, nor when and by whom.",
            f"Write: # accepted: {ACCEPTABLE[0]} 2026-11-22 Name. "
            f"These can be accepted: {', '.join(ACCEPTABLE)}.",
        )
    _day(found["on"])
    return found["check"]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommentError(
            f"There is no day {text}.", "Write year, month and day: 2026-11-22."
        ) from None
