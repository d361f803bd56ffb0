"""Lay a document out: from meaning to places.

Each section is set as roomily as its number of sides allows: a few steps of density are tried,
the same in every language, and if none meets the aim, the section takes another side. Type
never shrinks and nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from handouts.document import AdviceTable, Document, Section
from handouts.layout import furniture
from handouts.layout.compositor import Compositor
from handouts.layout.density import STEPS, Density
from handouts.layout.flow import Room, Side, flow
from handouts.layout.pages import Pages
from handouts.layout.painter import Painter, Tree
from handouts.layout.parts import Setting, pieces_of
from handouts.layout.parts.advice import chip_width
from handouts.style import Stylesheet
from handouts.text import Fonts

# A section aims at one sheet of paper, printed on both sides.
SIDES_PER_SECTION = 2
_ABOVE_FOOTER = 8.0


def lay_out(document: Document, sheet: Stylesheet, fonts: Fonts) -> Pages:
    """Place everything a document says.

    Args:
        document: What it says.
        sheet: How it looks.
        fonts: What it is set in.

    Returns:
        The pages, tagged, with the places a visit fills.

    Raises:
        MissingGlyphError: A character is in no font.
    """
    compositor = Compositor(
        sheet=sheet, fonts=fonts, language=document.language, direction=document.direction
    )
    painter = Painter(sheet=sheet, direction=document.direction, tree=Tree())
    first, later = _rooms(document, compositor)
    tree = painter.tree
    sides: list[Side] = []
    opening = _new_page(painter)
    y = furniture.first_header(opening, document, compositor, tree)
    furniture.panel(opening, document.panel, compositor, tree, y)
    pages = [opening]
    for section in document.sections:
        sides.extend(
            _section_sides(section, compositor, tree, first=later if sides else first, later=later)
        )
    for index, side in enumerate(sides):
        if index:
            page = _new_page(painter)
            furniture.running_header(page, document, compositor)
            pages.append(page)
        for placed in side:
            placed.piece.paint(pages[index], placed.y)
    for index, page in enumerate(pages):
        furniture.footer(page, document, compositor, tree, page=index + 1, pages=len(pages))
        furniture.margin_marks(page, document, compositor, tree, first=index == 0)
    return Pages(
        size=sheet.page,
        pages=tuple(page.page() for page in pages),
        elements=tuple(tree.elements),
        title=document.title,
        language=document.language,
        direction=document.direction,
    )


def _new_page(like: Painter) -> Painter:
    return Painter(sheet=like.sheet, direction=like.direction, tree=like.tree)


def _rooms(document: Document, compositor: Compositor) -> tuple[Room, Room]:
    """The room of the first side and of the others, measured on scratch pages."""
    sheet = compositor.sheet
    tree = Tree()
    scratch = Painter(sheet=sheet, direction=document.direction, tree=tree)
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


@dataclass(frozen=True, slots=True)
class _Attempt:
    sides: tuple[Side, ...]
    density: Density


def _section_sides(
    section: Section, compositor: Compositor, tree: Tree, *, first: Room, later: Room
) -> tuple[Side, ...]:
    """The sides of a section, at the roomiest density that meets the aim.

    If none does, the one with the fewest sides, the roomiest of those.
    """
    attempts = []
    for density in STEPS:
        attempt = _attempt(section, compositor, Tree(), density, first=first, later=later)
        attempts.append(attempt)
        if len(attempt.sides) <= SIDES_PER_SECTION:
            break
    best = min(attempts, key=lambda attempt: len(attempt.sides))
    return _attempt(section, compositor, tree, best.density, first=first, later=later).sides


def _attempt(
    section: Section,
    compositor: Compositor,
    tree: Tree,
    density: Density,
    *,
    first: Room,
    later: Room,
) -> _Attempt:
    tables = [block for block in section.blocks if isinstance(block, AdviceTable)]
    setting = Setting(
        compositor=compositor,
        tree=tree,
        density=density,
        parent=tree.add("Sect", 0),
        chip=chip_width(tables, compositor, density),
    )
    return _Attempt(flow(pieces_of(section, setting), first=first, later=later), density)
