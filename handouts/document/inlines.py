"""Words inside a block, and the isolates that keep numbers readable in right-to-left text.

In Arabic-script text the bidirectional algorithm rightly shows `416-555-0123` as
`0123-555-416` and `400-600 mg` as `600-400 mg` (UAX #9). So every inline that is not plain
words is set apart by an isolate. The document does that, not the author of a template or a
translation, because nobody in the room could see that one was forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeAlias

from handouts.values import dataclass

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


class Direction(StrEnum):
    """Which way a language is written."""

    LTR = "ltr"
    RTL = "rtl"


class Kind(StrEnum):
    """What an inline is."""

    WORDS = "words"
    FIELD = "field"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    DOSE = "dose"
    URL = "url"
    TERM = "term"


# Phones, doses, addresses and Latin terms read left to right in every language. A name, a date
# or a time is in the reader's own language as often as not ("24 نوامبر" set left to right would
# put the year between day and month), so it takes the direction of its first strong letter; with
# none, as in 2026-11-24, that is left to right.
_OPENER = {
    Kind.FIELD: FSI,
    Kind.DATE: FSI,
    Kind.TIME: FSI,
    Kind.PHONE: LRI,
    Kind.DOSE: LRI,
    Kind.URL: LRI,
    Kind.TERM: LRI,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """A stretch of text of one kind.

    Attributes:
        text: The characters as read, without isolates.
        kind: Anything but words is isolated and never broken across lines.
        strong: Set in bold.
        href: Where a tap leads: a tel:, mailto: or https: address.
        field: The visit's field it was filled from, which another visit fills anew: `patient`,
            or a moment and how it is written, as `advice.MN-DX-03.end:chip_day`. `page` and
            `pages` are filled by layout.
        language: BCP 47 tag, where it differs from the document's.
    """

    text: str
    kind: Kind = Kind.WORDS
    strong: bool = False
    href: str | None = None
    field: str | None = None
    language: str | None = None

    @property
    def isolated(self) -> str:
        """The text with its isolates."""
        opener = _OPENER.get(self.kind)
        return f"{opener}{self.text}{PDI}" if opener else self.text

    @property
    def form(self) -> str | None:
        """How the moment in it is written; None for a name, a note, or no field at all."""
        _, _, form = (self.field or "").partition(":")
        return form.removesuffix(WITHOUT_STOP) or None


Inlines: TypeAlias = tuple[Inline, ...]

Rooms: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]

# After the name of a field: the text has no full stop of its own, since its sentence has one.
WITHOUT_STOP = "~"


def words(text: str) -> Inlines:
    """Plain words as inlines; nothing for an empty text."""
    return (Inline(text=text),) if text else ()


def has_fields(inlines: Iterable[Inline]) -> bool:
    """Whether another visit would change these words."""
    return any(inline.field for inline in inlines)


def plain_text(inlines: Iterable[Inline]) -> str:
    """What is read, without isolates."""
    return "".join(inline.text for inline in inlines)


def isolated_text(inlines: Iterable[Inline]) -> str:
    """What is typeset, isolates included."""
    return "".join(inline.isolated for inline in inlines)
