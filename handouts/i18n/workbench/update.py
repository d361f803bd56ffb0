"""Bring a catalog up to the templates' sentences, without losing a word of it.

A sentence that changed keeps its old translation as a draft: it is marked fuzzy, with the
sentence it was made for beside it, and is not printed until somebody has looked. A sentence
that no template asks for any more is kept at the end, and comes back as it was if it returns.
Nothing is guessed from sentences that are merely alike elsewhere: only a sentence that went can
have become one that came, in the same context.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import replace

from handouts.errors import CommandLineError
from handouts.i18n.messages import MessageId
from handouts.i18n.workbench.entries import FUZZY, English, Entry
from handouts.values import dataclass

# Two sentences this alike are one that was changed. At .6 "Wash 2 times a day." and "Wash your
# face 2 times a day." are, "Call us." and "Call 911." are not.
_ALIKE = 0.6
_STATE, _WAS = "state:", "was:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """A catalog after its update.

    Attributes:
        entries: Everything in it.
        added: Sentences that are new.
        changed: Sentences that were another, each after the one it was.
        waived: Sentences that changed without a change of meaning.
        returned: Sentences that are asked for again.
        dropped: Sentences no longer asked for.
    """

    entries: tuple[Entry, ...]
    added: tuple[English, ...]
    changed: tuple[tuple[English, English], ...]
    waived: tuple[English, ...]
    returned: tuple[English, ...]
    dropped: tuple[English, ...]


class NotChangedError(CommandLineError):
    """A change was to be waved through that is none."""

    def __init__(self, *, text: str, changed: Sequence[English]) -> None:
        near = difflib.get_close_matches(text, [each.text for each in changed], n=1, cutoff=0.3)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        super().__init__(
            f"The sentence {text!r} is not one that changed.",
            remedy=f"{hint}Give the new English exactly as it stands in handouts.pot.",
        )
        self.text = text


def update_entries(
    catalog: Sequence[Entry],
    wanted: Sequence[Entry],
    *,
    forms: int,
    same_meaning: Collection[str] = (),
) -> Updated:
    """A catalog with the sentences of the list, in its order.

    Args:
        catalog: The catalog's entries.
        wanted: The list's entries.
        forms: How many plural forms the language has.
        same_meaning: English texts, as they are now, that changed without a change of meaning.

    Raises:
        NotChangedError: One of them did not change.
    """
    header = tuple(entry for entry in catalog if entry.is_header)
    kept = {e.english: e for e in catalog if not (e.is_header or e.is_obsolete)}
    gone = {e.english: e for e in catalog if e.is_obsolete}
    asked = [entry for entry in wanted if not entry.is_header]
    names = {entry.english for entry in asked}
    vanished = [entry for name, entry in kept.items() if name not in names]
    unknown = [e.english for e in asked if e.english not in kept and e.english not in gone]
    became = _became(vanished, unknown)
    for text in same_meaning:
        if text not in {new.text for new in became}:
            raise NotChangedError(text=text, changed=list(became))

    entries: list[Entry] = []
    for entry in asked:
        name = entry.english
        if old := kept.get(name) or gone.get(name):
            entries.append(_carried(old, entry))
        elif name in became and name.text in same_meaning:
            entries.append(_carried(became[name], entry))
        elif name in became:
            entries.append(_changed(became[name], entry, forms))
        else:
            entries.append(replace(entry, strings=("",) * (forms if name.plural else 1)))
    lives_on = {entry.english for entry in became.values()}
    dropped = [e for e in vanished if e.english not in lives_on]
    obsolete = [
        replace(entry, is_obsolete=True, notes=(), references=())
        for entry in (*(e for n, e in gone.items() if n not in names), *dropped)
        if not entry.is_empty
    ]
    return Updated(
        entries=(*header, *entries, *obsolete),
        added=tuple(name for name in unknown if name not in became),
        changed=tuple(
            (old.english, new) for new, old in became.items() if new.text not in same_meaning
        ),
        waived=tuple(name for name in became if name.text in same_meaning),
        returned=tuple(e.english for e in asked if e.english not in kept and e.english in gone),
        dropped=tuple(entry.english for entry in dropped),
    )


def _became(vanished: Sequence[Entry], unknown: Sequence[English]) -> dict[English, Entry]:
    """Which entry that went has become which sentence that came, the most alike first."""
    pairs = sorted(
        (
            (_likeness(old.english, new), -number, -place, old, new)
            for place, old in enumerate(vanished)
            if not old.is_empty
            for number, new in enumerate(unknown)
            if old.english.context == new.context
        ),
        key=lambda pair: pair[:3],
        reverse=True,
    )
    found: dict[English, Entry] = {}
    taken: set[English] = set()
    for likeness, _, _, old, new in pairs:
        if likeness >= _ALIKE and new not in found and old.english not in taken:
            found[new] = old
            taken.add(old.english)
    return found


def _likeness(old: English, new: English) -> float:
    if old.text == new.text:
        return 1.0
    return difflib.SequenceMatcher(None, old.text, new.text, autojunk=False).ratio()


def _carried(old: Entry, now: Entry) -> Entry:
    """What was there, with the template's own remarks as they are now."""
    flags = (*((FUZZY,) if old.is_fuzzy else ()), *now.flags)
    return replace(
        now, strings=old.strings, comments=old.comments, flags=flags, previous=old.previous
    )


def _changed(old: Entry, now: Entry, forms: int) -> Entry:
    """The old translation as a draft. What it went through is history: the words are others."""
    count = forms if now.english.plural is not None else 1
    strings = (*old.strings, *("",) * count)[:count]
    comments = tuple(
        _WAS + comment.removeprefix(_STATE) if comment.startswith(_STATE) else comment
        for comment in old.comments
    )
    return replace(
        now,
        strings=strings,
        comments=comments,
        flags=(FUZZY, *now.flags),
        # Changed twice in a row: the translation is still that of the first sentence.
        previous=old.previous if old.is_fuzzy and old.previous else old.english,
    )


def clear_fuzzy(entry: Entry) -> Entry:
    """An entry somebody has looked at."""
    return replace(entry, flags=tuple(flag for flag in entry.flags if flag != FUZZY), previous=None)


def ids(entries: Sequence[Entry]) -> dict[MessageId, Entry]:
    """The entries that are asked for, by what finds them."""
    return {e.id: e for e in entries if not (e.is_header or e.is_obsolete)}
