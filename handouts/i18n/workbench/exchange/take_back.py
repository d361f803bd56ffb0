"""Take a translator's file back into the catalog, message by message.

A message whose English is not ours is refused, and so is one the gate would not print. Where
the catalog and the file both changed a translation, neither is lost: one stands, the other is
kept in a comment beside it, and both are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from handouts.i18n.comments import Claim, name_of_text
from handouts.i18n.messages import State
from handouts.i18n.workbench.entries import FUZZY, English, Entry
from handouts.i18n.workbench.exchange.units import Unit, joined, source_of
from handouts.values import dataclass

_STATE = "state:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A message of the file that was not taken.

    Attributes:
        place: Where it stands in the file.
        english: Its English, as the file has it.
        why: What is wrong, as a sentence.
    """

    place: str
    english: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A message that both the catalog and the file changed.

    Attributes:
        place: Where it stands in the file.
        english: Its English.
        ours: What the catalog had.
        theirs: What the file has.
    """

    place: str
    english: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A catalog after a file came back.

    Attributes:
        entries: Everything in it.
        taken: The sentences whose translation is now that of the file.
        unchanged: How many messages of the file said nothing new.
        refused: The messages that were not taken.
        conflicts: The messages with two translations.
    """

    entries: tuple[Entry, ...]
    taken: tuple[English, ...]
    unchanged: int
    refused: tuple[Refusal, ...]
    conflicts: tuple[Conflict, ...]


def take_back(
    entries: Sequence[Entry],
    units: Iterable[Unit],
    *,
    problems: Callable[[Entry], Iterable[str]],
    by: str,
    on: date,
    theirs: bool = False,
) -> TakenBack:
    """Put a returned file's translations into a catalog.

    Args:
        entries: The catalog's entries.
        units: The file's messages.
        problems: What keeps a message from being printed.
        by: Who translated.
        on: The day.
        theirs: In a conflict the file's translation stands, not the catalog's.
    """
    work = _Work(entries)
    for unit in units:
        entry, why = (None, unit.fault) if unit.fault else work.find(unit)
        if entry is None:
            work.refuse(unit, why)
            continue
        if not any(unit.strings) or unit.strings == entry.strings:
            if unit.state is not State.INITIAL and entry.is_fuzzy and any(unit.strings):
                work.take(unit, _with(entry, unit, by, on), problems)
            else:
                work.unchanged += 1
            continue
        ours = name_of_text(entry.strings)
        if name_of_text(unit.strings) == unit.base:
            # Sent out and back as it was: what stands in the catalog is newer.
            work.unchanged += 1
        elif entry.is_empty or unit.base == ours:
            work.take(unit, _with(entry, unit, by, on), problems)
        else:
            work.conflict(unit, entry, problems, by=by, on=on, theirs=theirs)
    return work.result()


class _Work:
    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = list(entries)
        live = [n for n, e in enumerate(entries) if not (e.is_header or e.is_obsolete)]
        self._by_source = {source_of(entries[n].english): n for n in live}
        self._changed: Mapping[str, int] = {
            source_of(previous): n for n in live if (previous := entries[n].previous)
        }
        self._gone = {source_of(e.english) for e in entries if e.is_obsolete}
        self._taken: dict[English, None] = {}
        self._refused: list[Refusal] = []
        self._conflicts: list[Conflict] = []
        self.unchanged = 0

    def find(self, unit: Unit) -> tuple[Entry | None, str]:
        """The entry a unit is about, or why there is none."""
        actual = source_of(unit.english)
        source = unit.source or actual
        if source in self._by_source:
            if actual != source:
                return None, "Its English was edited in the file. Put it back as it was sent."
            return self._entries[self._by_source[source]], ""
        if source in self._changed:
            now = joined(self._entries[self._changed[source]].english.forms)
            return None, f"Its English has changed since it was sent out. It is now: {now!r}."
        if source in self._gone:
            return None, "No handout has this sentence any more."
        if unit.source:
            return None, "Its English has changed or gone since it was sent out. Export it again."
        return None, "No handout has this sentence."

    def refuse(self, unit: Unit, why: str) -> None:
        """Leave a unit out, with the reason."""
        self._refused.append(Refusal(place=unit.place, english=joined(unit.english.forms), why=why))

    def take(self, unit: Unit, entry: Entry, problems: Callable[[Entry], Iterable[str]]) -> bool:
        """Put an entry into the catalog, if it may be printed or is only a draft."""
        found = () if entry.is_fuzzy else tuple(problems(entry))
        if found:
            self.refuse(unit, " ".join(found))
            return False
        self._put(entry)
        self._taken[entry.english] = None
        return True

    def _put(self, entry: Entry) -> None:
        self._entries[self._by_source[source_of(entry.english)]] = entry

    def conflict(
        self,
        unit: Unit,
        entry: Entry,
        problems: Callable[[Entry], Iterable[str]],
        *,
        by: str,
        on: date,
        theirs: bool,
    ) -> None:
        """Let one translation stand, keep the other in a comment, and tell both."""
        ours, offered = joined(entry.strings), joined(unit.strings)
        if theirs:
            comment = f"before {on.isoformat()} it was: {ours}"
            taken = self.take(unit, _with(_noted(entry, comment), unit, by, on), problems)
            if not taken:
                return
        else:
            comment = f"offered {on.isoformat()} by {by}: {offered}"
            self._put(_noted(entry, comment))
        self._conflicts.append(
            Conflict(
                place=unit.place, english=joined(entry.english.forms), ours=ours, theirs=offered
            )
        )

    def result(self) -> TakenBack:
        """Everything that happened."""
        return TakenBack(
            entries=tuple(self._entries),
            taken=tuple(self._taken),
            unchanged=self.unchanged,
            refused=tuple(self._refused),
            conflicts=tuple(self._conflicts),
        )


def _noted(entry: Entry, comment: str) -> Entry:
    return replace(entry, comments=tuple(dict.fromkeys((*entry.comments, comment))))


def _with(entry: Entry, unit: Unit, by: str, on: date) -> Entry:
    """An entry with the words of a unit: translated by somebody, and reviewed by nobody."""
    kept = tuple(comment for comment in entry.comments if not comment.startswith(_STATE))
    if unit.state is State.INITIAL:
        flags = (FUZZY, *(flag for flag in entry.flags if flag != FUZZY))
        return replace(entry, strings=unit.strings, comments=kept, flags=flags)
    claim = Claim(
        state=State.TRANSLATED,
        by=by,
        on=on,
        source=source_of(entry.english),
        text=name_of_text(unit.strings),
    )
    return replace(
        entry,
        strings=unit.strings,
        comments=(*kept, str(claim)),
        flags=tuple(flag for flag in entry.flags if flag != FUZZY),
        previous=None,
    )


def with_text(entry: Entry, strings: tuple[str, ...], *, by: str, on: date) -> Entry:
    """An entry whose translation somebody has just written."""
    return _with(entry, Unit(english=entry.english, strings=strings), by, on)
