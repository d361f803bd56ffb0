"""Whether an entry, as it would stand in the catalog, could be printed."""

from __future__ import annotations

from handouts.findings import Severity
from handouts.i18n.comments import read_acceptance
from handouts.i18n.gate import message_problems
from handouts.i18n.languages import Language
from handouts.i18n.messages import Message
from handouts.i18n.workbench.entries import Entry


def problems_of(entry: Entry, language: Language) -> tuple[str, ...]:
    """Why the gate would not print an entry, as sentences; nothing if it would."""
    message = Message(
        id=entry.id,
        plural=entry.english.plural,
        translations=entry.strings,
        accepted=frozenset(filter(None, map(read_acceptance, entry.comments))),
    )
    return tuple(
        problem.text
        for problem in message_problems(message, language)
        if problem.severity is Severity.ERROR
    )
