"""A patient's document with furniture that both languages of a bilingual handout can read.

What stands at the edges of every side is set once, in the leading of either language, so words
of the other language are isolated in it and told to screen readers.
"""

from __future__ import annotations

from dataclasses import replace

from handouts.document import (
    FSI,
    LRI,
    PDI,
    Document,
    Footer,
    Inline,
    Inlines,
    Kind,
    PanelField,
    plain_text,
)

# Ends a line (UAX #14).
_NEW_LINE = "\u2028"


def framed(own: Document, other: Document) -> Document:
    """The patient's document with furniture that both can read.

    Labels and the offer of other formats stand in both languages, the patient's first; the
    record line, for staff, in the other.
    """

    def both(first: Inlines, second: Inlines, between: str) -> Inlines:
        return (*first, Inline(text=between), *foreign(second, other.language))

    return replace(
        own,
        panel=tuple(
            PanelField(label=both(a.label, b.label, " / "), value=a.value)
            for a, b in zip(own.panel, other.panel, strict=True)
        ),
        footer=Footer(
            formats=both(own.footer.formats, other.footer.formats, _NEW_LINE),
            page=own.footer.page,
            record=foreign(other.footer.record, other.language),
            notices=_all_notices(own, other),
        ),
        margin_marks=tuple(
            mark
            for a, b in zip(own.margin_marks, other.margin_marks, strict=True)
            for mark in (a, foreign(b, other.language))
        ),
    )


def foreign(inlines: Inlines, language: str) -> Inlines:
    """Words of another language inside a paragraph: isolated, and told to screen readers."""
    return tuple(
        replace(i, language=language, kind=Kind.FIELD if i.kind is Kind.WORDS else i.kind)
        for i in inlines
    )


def _all_notices(own: Document, other: Document) -> tuple[Inlines, ...]:
    """What either language has to be warned of, each sentence once.

    Where only the other language is a translation, its warning stands all the same.
    """
    notices = own.footer.notices
    known = {_bare(notice) for notice in notices}
    return (
        *notices,
        *(
            foreign(notice, notice[0].language or other.language)
            for notice in other.footer.notices
            if _bare(notice) not in known
        ),
    )


def _bare(notice: Inlines) -> str:
    """What it says: in a language written the other way the same words are isolated."""
    return plain_text(notice).strip(LRI + FSI + PDI)
