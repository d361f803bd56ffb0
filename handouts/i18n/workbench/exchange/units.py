"""A message on its way to a translator and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from handouts.i18n.comments import name_of_source, name_of_text
from handouts.i18n.languages import Language
from handouts.i18n.messages import MessageId, State
from handouts.i18n.workbench.entries import English, Entry
from handouts.values import dataclass

_KEY = re.compile(r"([0-9a-f]{8})\.([0-9a-f]{8})")
# What says something to us and nothing to a translator.
_OURS = ("state:", "was:", "accepted:", "same-meaning:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One message in a file for translators.

    Attributes:
        english: The sentence, as the file has it.
        strings: Its translation: one text, or one for every plural form.
        source: Names the English it was sent out with; empty in a file that is not ours.
        base: Names the translation it was sent out with; empty in a file that is not ours.
        state: How far it has come. INITIAL: somebody still has to look at it.
        notes: What a translator should know.
        place: Where it stands in the file.
        fault: Why it cannot be read, as a sentence; empty if it can.
    """

    english: English
    strings: tuple[str, ...]
    source: str = ""
    base: str = ""
    state: State = State.TRANSLATED
    notes: tuple[str, ...] = ()
    place: str = ""
    fault: str = ""

    @property
    def key(self) -> str:
        """What it is found by when it comes back."""
        return f"{self.source}.{self.base}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a file that came back holds.

    Attributes:
        language: The language it says it is in; empty if it does not say.
        units: Its messages, in its order.
    """

    language: str
    units: tuple[Unit, ...]


def source_of(english: English) -> str:
    """The name of a sentence."""
    return name_of_source(english.forms, english.context or "")


def split_key(key: str) -> tuple[str, str]:
    """The names of a sentence and of a translation in a key; both empty if it is no key."""
    found = _KEY.fullmatch(key.strip())
    return (found[1], found[2]) if found else ("", "")


def units_of(
    entries: Iterable[Entry], states: Mapping[MessageId, State] | None = None
) -> tuple[Unit, ...]:
    """The messages of a catalog, ready to be sent out.

    Args:
        entries: The catalog's entries.
        states: How far each message has come.
    """
    return tuple(
        Unit(
            english=entry.english,
            strings=entry.strings,
            source=source_of(entry.english),
            base=name_of_text(entry.strings),
            state=_state(entry, states or {}),
            notes=tuple(_notes(entry)),
        )
        for entry in entries
        if not (entry.is_header or entry.is_obsolete)
    )


def _state(entry: Entry, states: Mapping[MessageId, State]) -> State:
    if entry.is_empty or entry.is_fuzzy:
        return State.INITIAL
    return states.get(entry.id, State.TRANSLATED)


def _notes(entry: Entry) -> Iterable[str]:
    if entry.notes:
        yield " ".join(entry.notes)
    if entry.previous:
        yield f"The English was before: {' | '.join(entry.previous.forms)}"
    yield from (c for c in entry.comments if c and not c.startswith(_OURS))


def returned_state(strings: Sequence[str], base: str, state: State) -> State:
    """How far a message has come when it comes back. Words that are not those sent out are
    somebody's work, whatever the program they were typed in made of the state.
    """  # noqa: D205  the rule needs its reason
    is_work = bool(base) and any(strings) and name_of_text(strings) != base
    return State.TRANSLATED if is_work and state is State.INITIAL else state


def form_label(language: Language, form: int) -> str:
    """Which counts a plural form is for: `for 1, 21, 31 …`."""
    counts = language.plurals.counts(form)
    shown = ", ".join(map(str, counts[:4]))
    return f"for {shown}{' …' if len(counts) > 4 else ''}"


def english_of_form(english: English, language: Language, form: int) -> str:
    """The English sentence a plural form is translated from."""
    if english.plural is None or language.plurals.counts(form) == (1,):
        return english.text
    return english.plural


def joined(strings: Sequence[str]) -> str:
    """A translation on one line, for a screen or a comment."""
    return " | ".join(string.replace("\n", "\\n") for string in strings)
