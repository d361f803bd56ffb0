"""A laid-out handout as text a person can read: its tags, and its lines with their places.

Goldens are made of this, and tests ask it what stands where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.color import Color
from handouts.geometry import Rect
from handouts.layout.pages import (
    Artifact,
    Element,
    Item,
    Owner,
    Page,
    Pages,
    PlacedImage,
    PlacedPath,
    PlacedRun,
    Slot,
)

_INSIDE_LINES = ("Link", "Span")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """The runs of one block that share a baseline.

    Attributes:
        page: Index of the page.
        owner: The block's element, by number, links and spans inside it not counted.
        text: In logical order, without a space at its end.
        box: From 0.8 em above the baseline to 0.2 em below: the square test font's glyphs.
        baseline: y of the baseline.
        size: Of the largest type in it.
        turned: Set on its side.
    """

    page: int
    owner: Owner
    text: str
    box: Rect
    baseline: float
    size: float
    turned: bool


def shown(pages: Pages) -> str:
    """The tag tree, then every page's lines, links and slots."""
    parts = ["tags", "", *tag_tree(pages)]
    for index, page in enumerate(pages.pages):
        parts += ["", f"page {index + 1}", ""]
        parts += [_described(line) for line in lines_of(pages, index)]
        parts += [f"link {_places(link.rect)}  {link.href}" for link in page.links]
        parts += map(_described_slot, page.slots)
    return "\n".join(parts) + "\n"


def _described(line: ShownLine) -> str:
    kind = " artifact" if isinstance(line.owner, Artifact) else ""
    turned = " turned" if line.turned else ""
    return f"{line.box.x:6.1f} {line.baseline:6.1f} {line.size:4.0f}{kind}{turned}  {line.text}"


def _described_slot(slot: Slot) -> str:
    fields = " ".join(inline.field for inline in slot.text.inlines if inline.field)
    place = f"{slot.left:.1f} {slot.top:.1f} {slot.width:.1f}"
    return f"slot {place} rows={slot.text.rows} items={slot.count}  {fields}"


def _places(rect: Rect) -> str:
    return f"{rect.x:.1f} {rect.y:.1f} {rect.width:.1f} {rect.height:.1f}"


def tag_tree(pages: Pages) -> list[str]:
    """The structure tree, one element a line, two spaces deeper inside each other."""
    texts = text_of_elements(pages)
    return [
        "  " * depth + _tag(element, texts.get(element.number, ""))
        for element, depth in walk(pages)
    ]


def _tag(element: Element, text: str) -> str:
    facts = [element.tag]
    if element.language:
        facts.append(f"lang={element.language}")
    if element.scope:
        facts.append(f"scope={element.scope}")
    if element.alt is not None:
        facts.append(f"alt={element.alt!r}")
    if element.actual_text is not None:
        facts.append("told" if element.actual_text == text else f"told={element.actual_text!r}")
    return " ".join([*facts, *([repr(text)] if text else [])])


def walk(pages: Pages) -> Iterator[tuple[Element, int]]:
    """Every element and its depth, in the order they are read (see `Element`)."""
    children: dict[int, list[Element]] = {}
    for element in pages.elements:
        if element.parent is not None:
            children.setdefault(element.parent, []).append(element)
    first_shown = _first_shown(pages)

    def below(element: Element, depth: int) -> Iterator[tuple[Element, int]]:
        yield element, depth
        place = -1
        keyed = []
        for child in children.get(element.number, []):
            place = first_shown.get(child.number, place)
            keyed.append((place, child.number, child))
        for _, _, child in sorted(keyed, key=lambda key: key[:2]):
            yield from below(child, depth + 1)

    return below(pages.elements[0], 0)


def _first_shown(pages: Pages) -> dict[int, int]:
    """For each element that shows something, itself or in a child: when it first does."""
    first: dict[int, int] = {}
    items = (item for page in pages.pages for item in page.items)
    for place, item in enumerate(items):
        number = None if isinstance(item.owner, Artifact) else item.owner
        while number is not None and number not in first:
            first[number] = place
            number = pages.elements[number].parent
    return first


def text_of_elements(pages: Pages) -> dict[int, str]:
    """What each element shows itself, lines joined by a space where the text has none."""
    texts: dict[int, str] = {}
    last: dict[int, tuple[int, float]] = {}
    for index, page in enumerate(pages.pages):
        for run in runs_of(page):
            if isinstance(run.owner, Artifact):
                continue
            place = (index, run.origin.y)
            new_line = last.get(run.owner, place) != place and run.quarter_turns == 0
            text = texts.get(run.owner, "")
            joint = " " if new_line and not text.endswith(" ") else ""
            texts[run.owner] = text + joint + run.run.text
            last[run.owner] = place
    return texts


def runs_of(page: Page) -> Iterator[PlacedRun]:
    """The words of a page, in reading order."""
    return (item for item in page.items if isinstance(item, PlacedRun))


def paths_of(page: Page) -> Iterator[PlacedPath]:
    """The drawings of a page, in the order they are painted."""
    return (item for item in page.items if isinstance(item, PlacedPath))


def lines_of(pages: Pages, index: int) -> list[ShownLine]:
    """The lines of one page, in reading order."""
    groups: list[list[PlacedRun]] = []
    for run in runs_of(pages.pages[index]):
        if groups and _same_line(pages, groups[-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return [_line(pages, index, group) for group in groups]


def all_lines(pages: Pages) -> list[ShownLine]:
    """The lines of every page."""
    return [line for index in range(len(pages.pages)) for line in lines_of(pages, index)]


def page_texts(pages: Pages) -> list[list[str]]:
    """The text of every line that is content, page by page."""
    return [
        [line.text for line in lines_of(pages, i) if not isinstance(line.owner, Artifact)]
        for i in range(len(pages.pages))
    ]


def _same_line(pages: Pages, line: list[PlacedRun], run: PlacedRun) -> bool:
    block = _block(pages, run.owner)
    if run.quarter_turns or line[0].quarter_turns:
        return block == _block(pages, line[0].owner) and run.origin.x == line[0].origin.x
    if block != _block(pages, line[0].owner) or run.origin.y != line[0].origin.y:
        return False
    if not isinstance(block, Artifact):
        return True
    # Neighbors in a header share its owner; only what touches is one line.
    around = _union(box_of(part) for part in line)
    box = box_of(run)
    return abs(box.x - around.right) < 1 or abs(box.right - around.x) < 1


def _block(pages: Pages, owner: Owner) -> Owner:
    while not isinstance(owner, Artifact):
        element = pages.elements[owner]
        if element.tag not in _INSIDE_LINES or element.parent is None:
            break
        if pages.elements[element.parent].tag == "Lbl":
            break  # a timeline's date and phase: blocks in all but name
        owner = element.parent
    return owner


def _line(pages: Pages, index: int, runs: list[PlacedRun]) -> ShownLine:
    return ShownLine(
        page=index,
        owner=_block(pages, runs[0].owner),
        text="".join(run.run.text for run in runs).rstrip(" "),
        box=_union(box_of(run) for run in runs),
        baseline=runs[0].origin.y,
        size=max(run.run.size for run in runs),
        turned=bool(runs[0].quarter_turns),
    )


def box_of(item: Item) -> Rect:
    """The room an item takes: a run by its advance and size, a path with its line's width."""
    match item:
        case PlacedRun():
            width, size = item.run.advance, item.run.size
            x, y = item.origin.x, item.origin.y
            if item.quarter_turns == 0:
                return Rect(x, y - 0.8 * size, width, size)
            if item.quarter_turns == 1:
                return Rect(x - 0.2 * size, y, size, width)
            return Rect(x - 0.8 * size, y - width, size, width)
        case PlacedPath():
            bounds = item.path.bounds
            return bounds.inset(-item.width / 2) if item.stroke else bounds
        case PlacedImage():
            return item.rect


def _union(boxes: Iterable[Rect]) -> Rect:
    found = list(boxes)
    left, top = min(b.x for b in found), min(b.y for b in found)
    return Rect(left, top, max(b.right for b in found) - left, max(b.bottom for b in found) - top)


def dots_of(page: Page, at_most: float = 6.0) -> list[tuple[Rect, Color]]:
    """Small discs and their color, whether filled or drawn as lines of no length."""
    found = []
    for path in paths_of(page):
        bounds, color = path.path.bounds, path.fill
        if path.stroke and bounds.width == bounds.height == 0:
            bounds, color = box_of(path), path.stroke
        if color and 0 < bounds.width < at_most and abs(bounds.width - bounds.height) < 0.01:
            found.append((bounds, color))
    return found


def frames_of(page: Page, weight: float) -> list[Rect]:
    """The boxes drawn with a line of that weight, its line included."""
    return [
        box_of(path)
        for path in paths_of(page)
        if path.stroke and path.width == weight and path.path.segments[-1].op == "Z"
        if path.path.bounds.width > 40
    ]


def rules_of(page: Page, weight: float) -> list[Rect]:
    """The straight lines of that weight, without their thickness."""
    return [
        path.path.bounds
        for path in paths_of(page)
        if path.stroke and path.width == weight and len(path.path.segments) == 2
        if path.path.bounds.width or path.path.bounds.height
    ]
