"""Languages nobody speaks, to find what no translation reaches and what has no room to grow.

`en-XA` has the English words with accents, a third longer and in brackets: a word on the page
without accents is hard-coded, a bracket that is missing was cut off. `ar-XB` writes them with
Arabic letters from right to left: what stays on the wrong side is seen at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handouts.document import Direction
from handouts.i18n.languages import Language, resolve
from handouts.i18n.workbench.entries import Entry
from handouts.i18n.workbench.new_language import empty_catalog, table_entry

_ACCENTED = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "àƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
        strict=True,
    )
)
_ARABIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابچدعفگهيجكلمنوپقرسطثڤشخىز", strict=True))
_VOWELS = frozenset("aeiouAEIOU")
# What a translator leaves as it is: placeholders, %%, tags, entities.
_FIXED = re.compile(r"(%\(\w+\)s|%%|</?[^<>]*>|&\w+;)")

LONGER = Language(
    tag="en-XA",
    folder="en_XA",
    babel="en_CA",
    english_name="Longer and accented (for tests)",
    own_name="Ŵîîđééŕ",
    plurals=resolve("en-CA").plurals,
)
MIRRORED = Language(
    tag="ar-XB",
    folder="ar_XB",
    babel="ar",
    direction=Direction.RTL,
    english_name="Right to left (for tests)",
    own_name="ميرروردد",
    plurals=resolve("ar").plurals,
)
PSEUDO = (LONGER, MIRRORED)

# The gate looks for the words by which Arabic says no, and these letters are not Arabic words.
_ACCEPTED = "accepted: negation 2026-01-01 nobody reads this"


def longer(text: str) -> str:
    """A text with accents on all letters, its vowels doubled, in brackets."""
    parts = _FIXED.split(text)
    parts[::2] = [
        "".join(_ACCENTED.get(c, c) * (2 if c in _VOWELS else 1) for c in part)
        for part in parts[::2]
    ]
    return f"[{''.join(parts)}]"


def mirrored(text: str) -> str:
    """A text in Arabic letters."""
    parts = _FIXED.split(text)
    parts[::2] = ["".join(_ARABIC.get(c.lower(), c) for c in part) for part in parts[::2]]
    return "".join(parts)


def pseudo_catalog(language: Language, wanted: Sequence[Entry]) -> tuple[Entry, ...]:
    """The catalog of a pseudo language for the sentences of the list."""
    change = mirrored if language.direction is Direction.RTL else longer
    header, *entries = empty_catalog(language, wanted, translator="nobody")
    return (
        header,
        *(
            replace(
                entry,
                comments=(_ACCEPTED,),
                strings=tuple(change(entry.english.forms[-1]) for _ in entry.strings),
            )
            for entry in entries
        ),
    )


def pseudo_table(table: str) -> str:
    """The table of languages with the pseudo languages at its end."""
    return "\n".join((table.rstrip("\n") + "\n", *map(table_entry, PSEUDO)))
