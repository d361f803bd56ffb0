"""Write the structure tree: what each mark on the pages means, and in which order it is read.

An element's children stand in the order in which the pages first show something of them; a
child that shows nothing (an empty table cell) keeps its place after the sibling created
before it. Page order, reading order and tree order are therefore one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from handouts.document import Direction
from handouts.geometry import Rect
from handouts.layout.pages import Element, Item, Link, Pages, PlacedImage, PlacedPath, PlacedRun
from handouts.pdf.objects import Objects, Reference, array, dictionary, name, string
from handouts.values import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a page's content, by the page's index and the mark's number on it."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place to tap, by the page's index and the link's index on it."""

    page: int
    link: int


@dataclass(frozen=True, slots=True)
class Child:
    """An element inside another, by number."""

    element: int


Kid: TypeAlias = Mark | Place | Child


def order(pages: Pages, marks: Sequence[Sequence[int]]) -> tuple[tuple[Kid, ...], ...]:
    """What each element holds, in reading order.

    Args:
        pages: The laid-out handout.
        marks: For each page, the element that each of its marks belongs to.
    """
    kids: list[list[Kid]] = [[] for _ in pages.elements]
    attached = {0}

    def attach(element: int) -> None:
        if element not in attached:
            attached.add(element)
            parent = _parent(pages.elements[element])
            attach(parent)
            kids[parent].append(Child(element))

    for index, page in enumerate(pages.pages):
        for mark, element in enumerate(marks[index]):
            attach(element)
            kids[element].append(Mark(index, mark))
        for link, place in enumerate(page.links):
            attach(place.element)
            kids[place.element].append(Place(index, link))
    _attach_the_untouched(pages.elements, kids, attached)
    return tuple(map(tuple, kids))


def _parent(element: Element) -> int:
    if element.parent is None:
        raise ValueError(f"Element {element.number} has no parent, and only the root may.")
    return element.parent


def _attach_the_untouched(
    elements: Sequence[Element], kids: Sequence[list[Kid]], attached: set[int]
) -> None:
    newest: dict[int, int] = {}
    for element in elements[1:]:
        parent = _parent(element)
        if element.number not in attached:
            siblings = kids[parent]
            before = newest.get(parent)
            at = 0 if before is None else siblings.index(Child(before)) + 1
            siblings.insert(at, Child(element.number))
        newest[parent] = element.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The structure tree in the file, and how pages and links point into it.

    Attributes:
        root: The structure tree root.
        link_keys: For each link, the number its annotation gives as StructParent. A page's
            StructParents is its index.
        told: The elements whose words a visit fills, and the numbers of their objects. What
            they say is left out: `ANEW` stands for it.
    """

    root: Reference
    link_keys: Mapping[Place, int]
    told: Mapping[int, int]


# Stands for what an element is told to say by each visit; no text has it.
ANEW = "\ue000"


def add_tree(
    objects: Objects,
    pages: Pages,
    marks: Sequence[Sequence[int]],
    *,
    page_references: Sequence[Reference],
    link_references: Mapping[Place, Reference],
) -> Tree:
    """Put the tree into the file."""
    kids = order(pages, marks)
    root = objects.reserve()
    references = [objects.reserve() for _ in pages.elements]
    attributes = _Attributes(pages, kids)
    for element in pages.elements:
        parent = root if element.parent is None else references[element.parent]
        entries = {"S": name(element.tag), "P": parent}
        entries.update(_said_of(element))
        entries.update(attributes.of(element))
        entries.update(_held(kids[element.number], references, page_references, link_references))
        objects.put(references[element.number], dictionary(entries))
    told = tuple(element.number for element in pages.elements if element.words)

    link_keys = {place: len(pages.pages) + at for at, place in enumerate(link_references)}
    owners: list[Any] = []
    for index, page_marks in enumerate(marks):
        owners += [index, objects.add(array(references[element] for element in page_marks))]
    for place, key in link_keys.items():
        owners += [key, references[pages.pages[place.page].links[place.link].element]]
    entries = {
        "Type": name("StructTreeRoot"),
        "K": references[0],
        "ParentTree": objects.add(dictionary({"Nums": array(owners)})),
        "ParentTreeNextKey": len(pages.pages) + len(link_keys),
    }
    objects.put(root, dictionary(entries))
    return Tree(
        root=root,
        link_keys=link_keys,
        told={number: references[number].name for number in told},
    )


def _said_of(element: Element) -> dict[str, Any]:
    actual_text = ANEW if element.words else element.actual_text
    said = {"Lang": element.language, "Alt": element.alt, "ActualText": actual_text}
    return {key: string(text) for key, text in said.items() if text is not None}


def _held(
    kids: Sequence[Kid],
    references: Sequence[Reference],
    page_references: Sequence[Reference],
    link_references: Mapping[Place, Reference],
) -> dict[str, Any]:
    """The kids, and the page on which marks stand that name none."""
    page = next((kid.page for kid in kids if isinstance(kid, Mark)), None)
    held: list[Any] = []
    for kid in kids:
        if isinstance(kid, Child):
            held.append(references[kid.element])
        elif isinstance(kid, Place):
            held.append(
                dictionary(
                    {
                        "Type": name("OBJR"),
                        "Pg": page_references[kid.page],
                        "Obj": link_references[kid],
                    }
                )
            )
        elif kid.page == page:
            held.append(kid.number)
        else:
            held.append(
                dictionary(
                    {
                        "Type": name("MCR"),
                        "Pg": page_references[kid.page],
                        "MCID": kid.number,
                    }
                )
            )
    entries: dict[str, Any] = {}
    if page is not None:
        entries["Pg"] = page_references[page]
    if held:
        entries["K"] = held[0] if len(held) == 1 else array(held)
    return entries


class _Attributes:
    """What a tag alone does not say: scopes, numbering, boxes, writing direction."""

    def __init__(self, pages: Pages, kids: Sequence[Sequence[Kid]]) -> None:
        self._pages = pages
        self._kids = kids
        self._shown: dict[int, list[tuple[int, Item]]] = {}
        for index, page in enumerate(pages.pages):
            for item in page.items:
                if isinstance(item.owner, int):
                    self._shown.setdefault(item.owner, []).append((index, item))

    def of(self, element: Element) -> dict[str, Any]:
        if element.parent is None and self._pages.direction is Direction.RTL:
            return _attributes("Layout", {"WritingMode": name("RlTb")})
        if element.tag == "TH" and element.scope:
            return _attributes("Table", {"Scope": name(element.scope)})
        if element.tag == "L":
            numbering = self._numbering(element.number)
            if numbering:
                return _attributes("List", {"ListNumbering": name(numbering)})
        if element.tag == "Figure":
            box = self._box(element.number)
            if box:
                return _attributes("Layout", {"BBox": array(box)})
        return {}

    def _items(self, element: int) -> list[tuple[int, Item]]:
        """What the element and all inside it show, each with its page's index."""
        shown = list(self._shown.get(element, ()))
        for kid in self._kids[element]:
            if isinstance(kid, Child):
                shown += self._items(kid.element)
        return shown

    def _numbering(self, listed: int) -> str:
        """Decimal if a label of the list has a digit, Disc for others, none without labels."""
        labels = [
            kid.element
            for item in self._kids[listed]
            if isinstance(item, Child)
            for kid in self._kids[item.element]
            if isinstance(kid, Child) and self._pages.elements[kid.element].tag == "Lbl"
        ]
        if not labels:
            return ""
        text = "".join(
            item.run.text
            for label in labels
            for _, item in self._items(label)
            if isinstance(item, PlacedRun)
        )
        return "Decimal" if any(character.isdigit() for character in text) else "Disc"

    def _box(self, figure: int) -> list[float]:
        """Around all of the figure that its first page shows, y growing upward."""
        items = self._items(figure)
        if not items:
            return []
        first = min(page for page, _ in items)
        boxes = [_bounds(item) for page, item in items if page == first]
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
        height = self._pages.size.height
        return [round(v, 2) for v in (left, height - bottom, right, height - top)]


def _bounds(item: Item) -> Rect:
    if isinstance(item, PlacedImage):
        return item.rect
    if isinstance(item, PlacedPath):
        return item.path.bounds.inset(-item.width / 2 if item.stroke else 0)
    along = item.run.advance
    up = item.run.size
    x, y = item.origin.x, item.origin.y
    turned = (
        Rect(x, y - up, along, up),
        Rect(x, y, up, along),
        Rect(x - along, y, along, up),
        Rect(x - up, y - along, up, along),
    )
    return turned[item.quarter_turns % 4]


def _attributes(owner: str, entries: Mapping[str, Any]) -> dict[str, Any]:
    return {"A": dictionary({"O": name(owner), **entries})}


def annotation(link: Link, *, key: int, height: float) -> Any:
    """A place to tap, without a frame around it; printed as it looks (PDF/A-2, 6.3.2)."""
    rect = link.rect
    corners = (rect.x, height - rect.bottom, rect.right, height - rect.y)
    return dictionary(
        {
            "Type": name("Annot"),
            "Subtype": name("Link"),
            "Rect": array(round(corner, 2) for corner in corners),
            "Border": array([0, 0, 0]),
            "F": 4,
            "Contents": string(link.contents),
            "StructParent": key,
            "A": dictionary({"S": name("URI"), "URI": string(link.href)}),
        }
    )
