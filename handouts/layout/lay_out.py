"""Lay a document out: from meaning to places.

Each section is set as roomily as its number of sides allows: a few steps of density are tried,
the same in every language, and if none meets the aim, the section takes another side. Type
never shrinks and nothing is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

from handouts.document import Document, Section, plain_text
from handouts.errors import ContentError
from handouts.layout import furniture
from handouts.layout.compositor import Compositor
from handouts.layout.density import STEPS, Density
from handouts.layout.flow import THIN, Piece, Room, Side, flow
from handouts.layout.pages import Page, Pages
from handouts.layout.painter import Painter, Tree
from handouts.layout.parts import Setting, pieces_of
from handouts.layout.repertoire import repertoire
from handouts.style import Stylesheet, with_room_for
from handouts.text import Fonts
from handouts.text.runs import GlyphRun
from handouts.values import dataclass

# A section aims at one sheet of paper, printed on both sides.
SIDES_PER_SECTION = 2
_ABOVE_FOOTER = 8.0
_ROUNDING = 0.01


class DoesNotFitError(ContentError):
    """Something is taller than a side and cannot be cut; nothing is printed half."""

    def __init__(self, *, language: str, side: int) -> None:
        super().__init__(
            f"Something on side {side} of the handout ({language}) is taller than the paper.",
            remedy="Shorten that part of the template or the translation, or use larger paper.",
        )
        self.language, self.side = language, side


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A second language, set face to face with the first.

    Attributes:
        document: The same handout in it.
        sheet: Its look.
        fonts: What it is set in.
    """

    document: Document
    sheet: Stylesheet
    fonts: Fonts


def lay_out(
    document: Document, sheet: Stylesheet, fonts: Fonts, *, beside: Beside | None = None
) -> Pages:
    """Place everything a document says.

    Args:
        document: What it says.
        sheet: How it looks.
        fonts: What it is set in.
        beside: A second language for a bilingual handout: row faces row.

    Returns:
        The pages, tagged, with the places a visit fills.

    Raises:
        MissingGlyphError: A character is in no font.
    """
    pair = None
    if beside:
        from handouts.layout.framed import framed  # one language needs none of it

        pair = (
            _compositor(document, sheet, fonts),
            _compositor(beside.document, beside.sheet, beside.fonts),
        )
        sheet = with_room_for(beside.sheet, sheet)
        sections = list(zip(document.sections, beside.document.sections, strict=True))
        document = framed(document, beside.document)
    else:
        sections = [(section, section) for section in document.sections]
    compositor = _compositor(document, sheet, fonts)
    first, later = _rooms(document, compositor)
    tree = Tree()
    opening = _page(compositor, tree)
    y = furniture.first_header(opening, document, compositor, tree)
    furniture.panel(opening, document.panel, compositor, tree, y)
    # Heard before the words it is about: DRAFT after three sides would come too late.
    furniture.margin_marks(opening, document, compositor, tree, first=True)
    pages = [opening]
    sides: list[Side] = []
    share = _share(sections, pair, compositor, later)
    for own_section, other_section in sections:
        setter = _SectionSetter(own_section, other_section, compositor, pair, later.height, share)
        sides.extend(_section_sides(setter, tree, first=later if sides else first, later=later))
    for index, side in enumerate(sides):
        if index:
            page = _page(compositor, tree)
            furniture.running_header(page, document, compositor)
            furniture.margin_marks(page, document, compositor, tree, first=False)
            pages.append(page)
        for placed in side:
            if placed.y + placed.piece.height > later.bottom + _ROUNDING:
                raise DoesNotFitError(language=document.language, side=index + 1)
            placed.piece.paint(pages[index], placed.y)
    for index, page in enumerate(pages):
        furniture.footer(page, document, compositor, tree, page=index + 1, pages=len(pages))
    finished = tuple(page.page() for page in pages)
    return Pages(
        size=sheet.page,
        pages=finished,
        elements=tuple(tree.elements),
        title=document.title,
        language=document.language,
        direction=document.direction,
        repertoire=_repertoire(finished, [compositor, *(pair[1:] if pair else [])]),
    )


def _repertoire(pages: Sequence[Page], compositors: Sequence[Compositor]) -> tuple[GlyphRun, ...]:
    return repertoire(
        [slot for page in pages for slot in page.slots],
        rooms={each.language: each.rooms for each in compositors},
        fonts={each.language: each.fonts for each in compositors},
    )


def _compositor(document: Document, sheet: Stylesheet, fonts: Fonts) -> Compositor:
    return Compositor(
        sheet=sheet,
        fonts=fonts,
        language=document.language,
        direction=document.direction,
        rooms=document.rooms,
        sample=" ".join(plain_text(field.label) for field in document.panel),
    )


def _page(compositor: Compositor, tree: Tree) -> Painter:
    return Painter(sheet=compositor.sheet, direction=compositor.direction, tree=tree)


def _rooms(document: Document, compositor: Compositor) -> tuple[Room, Room]:
    """The room of the first side and of the others, measured on a scratch page."""
    sheet = compositor.sheet
    tree = Tree()
    scratch = _page(compositor, tree)
    top = furniture.first_header(scratch, document, compositor, tree)
    top = furniture.panel(scratch, document.panel, compositor, tree, top)
    running = furniture.running_header(scratch, document, compositor)
    bottom = (
        sheet.page.height
        - sheet.margin_bottom
        - furniture.footer_height(document, compositor)
        - _ABOVE_FOOTER
    )
    return Room(top=top, bottom=bottom), Room(top=running, bottom=bottom)


_Pair: TypeAlias = tuple[Compositor, Compositor]


def _share(
    sections: Sequence[tuple[Section, Section]],
    pair: _Pair | None,
    compositor: Compositor,
    later: Room,
) -> float:
    """The part of the width that the patient's language has; all of it, without another."""
    if pair is None:
        return 1.0
    from handouts.layout.facing import lowest_share

    return lowest_share(sections, pair, compositor, side=later.height)


@dataclass(frozen=True, slots=True)
class _SectionSetter:
    """Sets a section as tightly as asked, in one language or two."""

    section: Section
    other_section: Section
    compositor: Compositor
    pair: _Pair | None
    side: float
    share: float

    def pieces(self, tree: Tree, density: Density) -> list[Piece]:
        setting = Setting(
            compositor=self.compositor,
            tree=tree,
            density=density,
            parent=tree.add("Sect", 0),
            side=self.side,
        )
        if self.pair:
            from handouts.layout.facing import face

            facing = face(self.pair, setting, share=self.share)
            return facing.pieces(self.section, self.other_section)
        return pieces_of(self.section, setting)


def _section_sides(
    setter: _SectionSetter, tree: Tree, *, first: Room, later: Room
) -> tuple[Side, ...]:
    """The sides of a section, at the roomiest density that meets the aim.

    The aim is a sheet, or as few sides as the section could possibly take, none but the last
    half empty. If no density meets it, the one with the fewest sides; of those, one that
    leaves no side almost empty, then one that cuts no short tier, then one that leaves no side
    half empty.
    """
    tried: list[tuple[int, int, bool, int, Density]] = []
    known = len(tree.elements)
    aim = 0
    for density in STEPS:
        pieces = setter.pieces(tree, density)
        aim = aim or max(SIDES_PER_SECTION, _fewest_sides(pieces, first, later))
        sides = flow(pieces, first=first, later=later, white=density.white)
        thin = sum(_is_filled_less(side, THIN, later) for side in sides)
        half = sum(_is_filled_less(side, _HALF, later) for side in sides[1:-1])
        if len(sides) <= aim and not half:
            return sides
        del tree.elements[known:]
        tried.append((len(sides), thin, density.tiers_cut, half, density))
    *_, best = min(tried, key=lambda attempt: attempt[:-1])
    return flow(setter.pieces(tree, best), first=first, later=later, white=best.white)


def _is_filled_less(side: Side, part: float, room: Room) -> bool:
    """Whether less than this part of its height is filled; never of a section with no blocks."""
    if not side:
        return False
    bottom = max(placed.y + placed.piece.height for placed in side)
    return bottom - side[0].y < part * room.height


# A side in the middle of a section with less of its height filled than this leaves a hole.
_HALF = 0.6


# What the tightest density takes off the height of a section, at most.
_MOST_SAVED = 0.1


def _fewest_sides(pieces: Sequence[Piece], first: Room, later: Room) -> int:
    """The sides a section takes at least, were it set as tightly as can be without a gap."""
    height = (1 - _MOST_SAVED) * sum(piece.height for piece in pieces)
    return 1 + max(0, math.ceil((height - first.height) / later.height))
