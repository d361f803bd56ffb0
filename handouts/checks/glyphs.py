"""Whose words hold a character that no font has.

The typesetting side knows the character and not where it came from. Here it is said of the
visit's field, the clinic's file or the sentence it stands in, so that somebody can put it right.
Of a visit's words only one character is named, by its code: five would spell a short name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from handouts.clinic import Clinic
from handouts.document import Document, plain_text, reading_order
from handouts.errors import ContentError, HandoutsError, InputError
from handouts.records import Visit, VisitError
from handouts.text import MissingGlyphError

_FIELDS = ("patient", "clinician", "note")


def whose(
    error: MissingGlyphError, *, visit: Visit, clinic: Clinic, documents: Iterable[Document]
) -> HandoutsError:
    """The same error, with its place."""
    character = error.character
    code = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
    for field in _FIELDS:
        if character in (getattr(visit, field) or ""):
            return VisitError(
                field=field,
                problem=f"has a letter or sign that no font here has: {code}",
                remedy="Write it in another script, or add a font that has it to the fonts folder.",
            )
    for key, text in _words_of(clinic):
        if character in text:
            return InputError(
                f"clinic.toml, {key}: no font here has {code}.",
                remedy="Write it with other characters.",
            )
    for place, text in _words_of_templates(documents):
        if character in text:
            return ContentError(
                f"{place}: no font here has {code}, in “{text[:80]}”.", remedy=error.remedy
            )
    return error


def _words_of(clinic: Clinic) -> Iterator[tuple[str, str]]:
    yield "name", clinic.name
    yield "address", clinic.address
    if clinic.branch:
        yield "branches.name", clinic.branch
    if clinic.advice_line:
        yield "advice_line.name", clinic.advice_line.name


def _words_of_templates(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for section in document.sections:
            for block in section.blocks:
                for words in reading_order(block):
                    ours = plain_text(inline for inline in words if inline.field is None)
                    yield f"{section.name} in {document.language}", ours
