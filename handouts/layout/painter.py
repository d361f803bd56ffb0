"""Put set text, lines and drawings on a page, tagged, in either reading direction.

Blocks think in places along the line: x grows from the start margin, which is the left one for
English and the right one for Urdu. The painter alone turns that into page coordinates, so no
block knows which way its language runs, and a page mirrors completely or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from handouts.color import Color
from handouts.document import (
    Direction,
    Inlines,
    Picture,
    RasterPicture,
    has_fields,
    plain_text,
)
from handouts.geometry import Path, Point, Rect, polyline, rounded_rectangle
from handouts.layout.compositor import SetText
from handouts.layout.items import Artifact, Item, Owner, PlacedImage, PlacedPath, PlacedRun
from handouts.layout.pages import Element, Link, Page
from handouts.layout.slots import Align, MonthName, Slot, placed_runs
from handouts.style import Stylesheet
from handouts.values import dataclass

__all__ = ["Align", "Painter", "Tree"]


class Tree:
    """The structure tree while it grows; elements are added in reading order."""

    def __init__(self) -> None:
        self.elements: list[Element] = [Element(number=0, parent=None, tag="Document")]

    def add(
        self,
        tag: str,
        parent: int,
        *,
        language: str | None = None,
        alt: str | None = None,
        actual_text: str | None = None,
        words: Inlines = (),
        scope: str | None = None,
    ) -> int:
        """Add an element after its siblings and return its number."""
        number = len(self.elements)
        self.elements.append(
            Element(
                number=number,
                parent=parent,
                tag=tag,
                language=language,
                alt=alt,
                actual_text=actual_text,
                words=words,
                scope=scope,
            )
        )
        return number

    def words(
        self,
        tag: str,
        parent: int,
        text: Inlines,
        *,
        direction: Direction,
        language: str | None = None,
    ) -> int:
        """Add an element for words, with its text where that is not the order it is drawn in.

        Viewers put right-to-left text back in order by guessing; assistive technology is told.
        A link inside would be lost, so such a paragraph is left to the guess. No words need
        no element: the parent stands in for it.
        """
        if not text:
            return parent
        plain = not any(inline.href or inline.language for inline in text)
        told = plain and direction is Direction.RTL
        return self.add(
            tag,
            parent,
            language=language,
            actual_text=plain_text(text) if told else None,
            words=text if told and has_fields(text) else (),
        )


@dataclass(slots=True)
class Painter:
    """One page while it is painted.

    Attributes:
        sheet: The look.
        direction: Which way the language is written.
        tree: The handout's structure tree.
    """

    sheet: Stylesheet
    direction: Direction
    tree: Tree
    _items: list[Item] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)
    _slots: list[Slot] = field(default_factory=list)

    def page(self) -> Page:
        """What has been painted."""
        return Page(items=tuple(self._items), links=tuple(self._links), slots=tuple(self._slots))

    def left(self, x: float, width: float) -> float:
        """Page coordinate of the left edge of something `width` wide that starts at `x`."""
        if self.direction is Direction.RTL:
            return self.sheet.page.width - self.sheet.margin_side - x - width
        return self.sheet.margin_side + x

    def text(
        self,
        text: SetText,
        *,
        x: float,
        y: float,
        width: float,
        owner: Owner,
        align: Align = Align.START,
        color: Color | None = None,
        month: MonthName | None = None,
        shown: bool = True,
    ) -> None:
        """Place lines below `y`, in a measure of `width` from `x`.

        Links inside become elements and places to tap, unless the owner is an artifact. Words
        that a visit fills are a slot, even where they are not shown this time.
        """
        owners = self._owners(text, owner)
        left, color = self.left(x, width), color or text.style.color
        placed = placed_runs(
            text.lines if shown else (),
            text,
            left=left,
            top=y,
            width=width,
            align=align,
            color=color,
            owners=owners,
        )
        if has_fields(text.inlines):
            self._slots.append(
                Slot(
                    first=len(self._items),
                    count=len(placed),
                    text=text,
                    left=left,
                    top=y,
                    width=width,
                    align=align,
                    color=color,
                    owners=tuple(owners),
                    month=month,
                )
            )
        self._items += placed
        if not isinstance(owner, Artifact):
            self._add_links(text, owners, placed)

    def _owners(self, text: SetText, owner: Owner) -> list[Owner]:
        if isinstance(owner, Artifact):
            return [owner] * len(text.inlines)
        return [
            self.tree.add("Link", owner, language=inline.language)
            if inline.href
            else self.tree.add("Span", owner, language=inline.language)
            if inline.language
            else owner
            for inline in text.inlines
        ]

    def _add_links(
        self, text: SetText, owners: Sequence[Owner], placed: Sequence[PlacedRun]
    ) -> None:
        if not any(inline.href for inline in text.inlines):
            return
        # A link broken over two lines is two places to tap, not the words between them.
        boxes: dict[tuple[int, float], list[Rect]] = {}
        for item in placed:
            run, top = item.run, item.origin.y - text.style.baseline
            if text.inlines[run.mark].href and run.advance:  # a space parts lines: no place to tap
                box = Rect(item.origin.x, top, run.advance, text.style.leading)
                boxes.setdefault((run.mark, top), []).append(box)
        for (mark, _), parts in boxes.items():
            inline, element = text.inlines[mark], owners[mark]
            if inline.href and not isinstance(element, Artifact):
                self._links.append(
                    Link(
                        element=element,
                        rect=_around(parts),
                        href=inline.href,
                        contents=inline.text,
                    )
                )

    def rule(self, *, x: float, y: float, width: float, weight: float, color: Color) -> None:
        """A horizontal line."""
        left = self.left(x, width)
        self._items.append(
            PlacedPath(
                owner=Artifact.LAYOUT,
                path=polyline([(left, y), (left + width, y)]),
                stroke=color,
                width=weight,
            )
        )

    def upright(self, *, x: float, y: float, height: float, weight: float, color: Color) -> None:
        """A vertical line."""
        left = self.left(x, 0)
        self._items.append(
            PlacedPath(
                owner=Artifact.LAYOUT,
                path=polyline([(left, y), (left, y + height)]),
                stroke=color,
                width=weight,
            )
        )

    def frame(
        self,
        *,
        x: float,
        y: float,
        width: float,
        height: float,
        weight: float,
        color: Color,
        radius: float = 4,
    ) -> None:
        """A rounded frame whose line lies inside the box."""
        box = Rect(self.left(x, width), y, width, height).inset(weight / 2)
        self._items.append(
            PlacedPath(
                owner=Artifact.LAYOUT,
                path=rounded_rectangle(box, radius),
                stroke=color,
                width=weight,
            )
        )

    def shape(
        self,
        path: Path,
        *,
        x: float,
        y: float,
        width: float,
        scale: float = 1.0,
        inset: tuple[float, float] = (0.0, 0.0),
        fill: Color | None = None,
        stroke: Color | None = None,
        weight: float = 1,
        even_odd: bool = False,
        owner: Owner = Artifact.LAYOUT,
    ) -> None:
        """A drawing in a box `width` wide, as it is, never mirrored: a tick stays a tick.

        The outline is scaled about its origin, which is set `inset` from the box's corner.
        """
        left, top = self.left(x, width) + inset[0], y + inset[1]
        self._items.append(
            PlacedPath(
                owner=owner,
                path=path.transformed(scale, 0, 0, scale, left, top),
                fill=fill,
                stroke=stroke,
                width=weight,
                even_odd=even_odd,
            )
        )

    def dot(
        self, center: Point, *, x: float, y: float, width: float, radius: float, color: Color
    ) -> None:
        """A small disc in a drawing `width` wide: a line of no length with round ends.

        A page has hundreds; as four curves each they would be most of its file.
        """
        place = center.moved(self.left(x, width), y)
        self._items.append(
            PlacedPath(
                owner=Artifact.LAYOUT,
                path=polyline([(place.x, place.y), (place.x, place.y)]),
                stroke=color,
                width=2 * radius,
            )
        )

    def picture(self, picture: Picture, *, x: float, y: float, box: float, owner: Owner) -> float:
        """A picture as large as fits a square box, at its start side; returns its width."""
        size = picture.size
        scale = box / max(size.width, size.height)
        width, height = size.width * scale, size.height * scale
        top = y + (box - height) / 2
        if isinstance(picture, RasterPicture):
            rect = Rect(self.left(x, width), top, width, height)
            self._items.append(PlacedImage(owner=owner, rect=rect, picture=picture))
        else:
            for part in picture.paths:
                self.shape(
                    part.path,
                    x=x,
                    y=top,
                    width=width,
                    scale=scale,
                    fill=part.color or self.sheet.accent,
                    even_odd=part.even_odd,
                    owner=owner,
                )
        return width

    def turned_text(self, text: SetText, *, x: float, y: float, owner: Owner) -> float:
        """One line set on its side, its start at `y`, its middle at page coordinate `x`.

        It starts at the top in both directions: text running right to left is turned the
        other way.

        Returns:
            Its length in points.
        """
        (line,) = text.lines
        rtl = self.direction is Direction.RTL
        # Turned a quarter clockwise, what was above the baseline lies to the right of it.
        middle = text.style.baseline - text.style.leading / 2
        for run, place in zip(line.runs, line.places, strict=True):
            origin = (
                Point(x + middle, y + line.advance - place) if rtl else Point(x - middle, y + place)
            )
            self._items.append(
                PlacedRun(
                    owner=owner,
                    origin=origin,
                    run=run,
                    color=text.style.color,
                    quarter_turns=3 if rtl else 1,
                )
            )
        return line.advance


def _around(places: list[Rect]) -> Rect:
    left, top = min(p.x for p in places), min(p.y for p in places)
    return Rect(left, top, max(p.right for p in places) - left, max(p.bottom for p in places) - top)
