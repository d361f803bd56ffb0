"""A laid-out handout as a value: what stands where, and what each thing means.

Places are points from the page's top-left corner, y growing downward. Everything on a page
belongs to an element of the structure tree or is an artifact. Items are listed in reading
order: the PDF paints and tags them in that order, and viewers extract text in it.
"""

from __future__ import annotations

from handouts.document import Direction, Inlines
from handouts.geometry import Rect, Size
from handouts.layout.items import (
    Artifact,
    Item,
    Owner,
    PlacedImage,
    PlacedPath,
    PlacedRun,
)
from handouts.layout.slots import Slot
from handouts.text.runs import GlyphRun
from handouts.values import dataclass

__all__ = [
    "Artifact",
    "Element",
    "Item",
    "Link",
    "Owner",
    "Page",
    "Pages",
    "PlacedImage",
    "PlacedPath",
    "PlacedRun",
    "Slot",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A node of the structure tree.

    An element's children stand in the order in which the pages first show something of them;
    a child that shows nothing keeps its place after the sibling created before it.

    Attributes:
        number: Its place in `Pages.elements`.
        parent: The number of the element around it; None for the root, which is number 0.
        tag: A standard structure type: Document, Sect, H1, H2, P, L, LI, Lbl, LBody, Table,
            TR, TH, TD, Figure, Link, Span.
        language: BCP 47 tag, where it differs from the document's.
        alt: What a Figure shows, in words.
        actual_text: The text in logical order, set on right-to-left paragraphs.
        words: The same as inlines, where a visit fills some of it.
        scope: Of a TH: Row or Column.
    """

    number: int
    parent: int | None
    tag: str
    language: str | None = None
    alt: str | None = None
    actual_text: str | None = None
    words: Inlines = ()
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to tap.

    Attributes:
        element: The Link element, by number.
        rect: Where.
        href: A tel:, mailto: or https: address.
        contents: The same in words (PDF/UA-1, 7.18.5).
    """

    element: int
    rect: Rect
    href: str
    contents: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One side of paper.

    Attributes:
        items: In reading order, which is also the order of painting.
        links: Places to tap.
        slots: Places a visit fills, in the order of their items.
    """

    items: tuple[Item, ...]
    links: tuple[Link, ...] = ()
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A laid-out handout.

    Attributes:
        size: Of every page.
        pages: In order.
        elements: The structure tree; an element's number is its index.
        title: For the PDF's title.
        language: BCP 47 tag.
        direction: Which way the language is written.
        repertoire: What other visits may want to show: every date's letters, and the alphabet.
    """

    size: Size
    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    title: str
    language: str
    direction: Direction
    repertoire: tuple[GlyphRun, ...] = ()
