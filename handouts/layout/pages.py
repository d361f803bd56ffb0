"""A laid-out handout as a value: what stands where, and what each thing means.

Places are points from the page's top-left corner, y growing downward. Everything on a page
belongs to an element of the structure tree or is an artifact. Items are listed in reading
order: the PDF paints and tags them in that order, and viewers extract text in it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from handouts.color import Color
from handouts.document import Direction, RasterPicture
from handouts.geometry import Path, Point, Rect, Size
from handouts.text.runs import GlyphRun
from handouts.values import dataclass


class Artifact(StrEnum):
    """Furniture a screen reader passes over (PDF 32000-1, 14.8.2.2)."""

    PAGINATION = "Pagination"
    LAYOUT = "Layout"


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
        scope: Of a TH: Row or Column.
    """

    number: int
    parent: int | None
    tag: str
    language: str | None = None
    alt: str | None = None
    actual_text: str | None = None
    scope: str | None = None


Owner: TypeAlias = int | Artifact


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRun:
    """A glyph run at its place.

    Attributes:
        owner: The element it belongs to, by number, or what kind of artifact it is.
        origin: Left end of the baseline, in every script.
        run: The glyphs; its own `x` has been added to the origin.
        color: Of the ink.
        quarter_turns: Clockwise turns of the run about its origin, 0 to 3.
    """

    owner: Owner
    origin: Point
    run: GlyphRun
    color: Color
    quarter_turns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPath:
    """An outline at its place, filled, stroked or both.

    Attributes:
        owner: The element it belongs to, by number, or what kind of artifact it is.
        path: In page coordinates.
        fill: Color inside it.
        stroke: Color of its line, with round caps and joins.
        width: Of the line, in points.
        even_odd: Fill by the even-odd rule.
    """

    owner: Owner
    path: Path
    fill: Color | None = None
    stroke: Color | None = None
    width: float = 1.0
    even_odd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedImage:
    """Pixels at their place."""

    owner: Owner
    rect: Rect
    picture: RasterPicture


Item: TypeAlias = PlacedRun | PlacedPath | PlacedImage


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
class Slot:
    """A place that a visit fills.

    Attributes:
        field: The visit's field, such as `patient`.
        element: The element its words belong to, by number.
        rect: The room it has.
    """

    field: str
    element: int
    rect: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One side of paper.

    Attributes:
        items: In reading order, which is also the order of painting.
        links: Places to tap.
        slots: Places a visit fills.
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
    """

    size: Size
    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    title: str
    language: str
    direction: Direction
