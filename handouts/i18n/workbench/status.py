"""How far the translations have come, counted so that nothing looks better than it is.

A fuzzy message counts as stale and a half filled plural as missing. A message that the gate
would not print is counted where its state puts it, and as refused besides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

from handouts.findings import Severity
from handouts.i18n.catalog import Catalog
from handouts.i18n.gate import message_problems
from handouts.i18n.languages import Language
from handouts.i18n.messages import Message, MessageId, State
from handouts.i18n.review import Standing, states
from handouts.i18n.workbench.entries import Entry
from handouts.values import dataclass

Counts: TypeAlias = Mapping[Standing, int]

ORDER = (
    Standing.FINAL,
    Standing.REVIEWED,
    Standing.TRANSLATED,
    Standing.STALE,
    Standing.MISSING,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one language has come.

    Attributes:
        language: The language.
        groups: The counts of each treatment, and of `shared`.
        total: The counts of all messages, each once however many templates share it.
        refused: How many finished messages the gate would not print.
        fault: Why the catalog cannot be read at all; empty if it can.
    """

    language: Language
    groups: Mapping[str, Counts] = field(default_factory=dict)
    total: Counts = field(default_factory=dict)
    refused: int = 0
    fault: str = ""


def groups_of(listed: Iterable[Entry]) -> dict[MessageId, tuple[str, ...]]:
    """The treatments each sentence stands in, after the folders of its templates."""
    return {
        entry.id: tuple(
            dict.fromkeys(
                [*reference.split("/"), "", ""][1]
                for line in entry.references
                for reference in line.split()
            )
        )
        for entry in listed
        if not entry.is_header
    }


def progress(
    catalog: Catalog, wanted: Sequence[Message], groups: Mapping[MessageId, Sequence[str]]
) -> Progress:
    """Count one catalog."""
    found = states(catalog, wanted)
    counts: dict[str, Counter[Standing]] = {}
    for id_, state in found.items():
        for group in groups[id_]:
            counts.setdefault(group, Counter())[state.standing] += 1
    finished = (
        catalog.messages[id_]
        for id_, state in found.items()
        if state.standing not in (Standing.MISSING, Standing.STALE)
    )
    return Progress(
        language=catalog.language,
        groups=dict(sorted(counts.items())),
        total=Counter(state.standing for state in found.values()),
        refused=sum(is_refused(message, catalog.language) for message in finished),
    )


def is_refused(message: Message, language: Language) -> bool:
    """Whether the gate would not print a message."""
    return any(
        problem.severity is Severity.ERROR for problem in message_problems(message, language)
    )


def xliff_states(catalog: Catalog, wanted: Iterable[Message]) -> dict[MessageId, State]:
    """How far each message has come, in the words of XLIFF."""
    unfinished = (Standing.MISSING, Standing.STALE)
    return {
        id_: State.INITIAL if state.standing in unfinished else State(state.standing.value)
        for id_, state in states(catalog, wanted).items()
    }
