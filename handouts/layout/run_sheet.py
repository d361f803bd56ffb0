"""Lay a run sheet out: letterhead, facts, and tables to tick.

It looks as the handouts below it do: the same letterhead without the numbers a patient would
ring, the same rule of dots, the same table. The head of a table stands again on later sides,
where it is an artifact. A cell that no font can set shows a dash, because the sheet must come
out of the printer even where a name does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from handouts.document import (
    Direction,
    Heading,
    Inline,
    Inlines,
    Kind,
    Section,
    words,
)
from handouts.document.run_sheet import RunSheet, RunSheetTable
from handouts.layout.compositor import Compositor, strong
from handouts.layout.density import Density
from handouts.layout.flow import Piece, Room, flow
from handouts.layout.furniture import dot_rule, panel
from handouts.layout.pages import Artifact, Owner, Pages
from handouts.layout.painter import Align, Painter, Tree
from handouts.layout.parts import Setting, pieces_of
from handouts.layout.parts.setting import HAIR, hairline, kept_together
from handouts.layout.parts.table_head import Column, place, table_head
from handouts.layout.parts.words import heading, list_items
from handouts.style import FORM_LINE, INK, Role, Stylesheet
from handouts.text import Fonts, MissingGlyphError

_LOGO, _LOGO_RUNNING = 38.0, 24.0
_BOX, _BOX_COLUMN = 14.0, 24.0
_GAP, _NARROW_GAP = 12.0, 8.0
_WIDE_APART = 6  # columns with the wider gap between them
_PADDING = 5.0
# A word longer than this part of the width is no reason to take room from other columns.
_MOST = 0.25
_ABOVE_FOOTER, _BELOW_RULE = 8.0, 5.0

DASH = "–"


def lay_out_run_sheet(run_sheet: RunSheet, sheet: Stylesheet, fonts: Fonts) -> Pages:
    """Place everything a run sheet says.

    Args:
        run_sheet: What it says.
        sheet: The look of the handouts below it, in the run sheet's language.
        fonts: What it is set in.
    """
    compositor = Compositor(
        sheet=sheet, fonts=fonts, language=run_sheet.language, direction=Direction.LTR
    )
    tree = Tree()
    opening = _page(compositor, tree)
    top = _first_header(opening, run_sheet, compositor, tree)
    top = panel(opening, run_sheet.panel, compositor, tree, top)
    running = _running_header(_page(compositor, Tree()), run_sheet, compositor)
    bottom = sheet.page.height - sheet.margin_bottom - _footer_height(compositor) - _ABOVE_FOOTER
    first, later = Room(top=top, bottom=bottom), Room(top=running, bottom=bottom)

    setting = Setting(
        compositor=compositor,
        tree=tree,
        density=Density(),
        parent=tree.add("Sect", 0),
        side=later.height,
    )
    pieces = pieces_of(Section(name="run-sheet", blocks=run_sheet.blocks), setting)
    pieces += _looks(run_sheet, setting)
    pieces += _tables(run_sheet.tables, setting)
    pages = [opening]
    sides = flow(pieces, first=first, later=later)
    for index, side in enumerate(sides):
        if index:
            pages.append(_page(compositor, tree))
            _running_header(pages[index], run_sheet, compositor)
        for placed in side:
            placed.piece.paint(pages[index], placed.y)
    for index, page in enumerate(pages):
        _footer(page, run_sheet, compositor, tree, page=index + 1, pages=len(pages))
    return Pages(
        size=sheet.page,
        pages=tuple(page.page() for page in pages),
        elements=tuple(tree.elements),
        title=run_sheet.title,
        language=run_sheet.language,
        direction=Direction.LTR,
    )


def _page(compositor: Compositor, tree: Tree) -> Painter:
    return Painter(sheet=compositor.sheet, direction=Direction.LTR, tree=tree)


def _first_header(
    painter: Painter, run_sheet: RunSheet, compositor: Compositor, tree: Tree
) -> float:
    """Logo, clinic and whom the sheet is for; returns the y below the rule of dots."""
    parent = tree.add("Sect", 0)
    logo = tree.add("Figure", parent, alt=run_sheet.clinic) if run_sheet.logo else None
    return _header(
        painter,
        run_sheet,
        compositor,
        box=_LOGO,
        roles=(Role.CLINIC, Role.CHIP),
        beside=run_sheet.notice,
        owners=(logo or Artifact.PAGINATION, tree.add("P", parent), tree.add("P", parent)),
    )


def _running_header(painter: Painter, run_sheet: RunSheet, compositor: Compositor) -> float:
    """The letterhead of a later side, an artifact; returns the y below it."""
    below = _header(
        painter,
        run_sheet,
        compositor,
        box=_LOGO_RUNNING,
        roles=(Role.CLINIC_RUNNING, Role.CHIP),
        beside=run_sheet.running,
        owners=(Artifact.PAGINATION,) * 3,
    )
    return below + 2


def _header(
    painter: Painter,
    run_sheet: RunSheet,
    compositor: Compositor,
    *,
    box: float,
    roles: tuple[Role, Role],
    beside: str,
    owners: tuple[Owner, Owner, Owner],
) -> float:
    live, top = compositor.sheet.live_width, compositor.sheet.margin_top
    name_x = box + _GAP if run_sheet.logo else 0.0
    (said,) = compositor.snug(compositor.set(words(beside), roles[1], live / 2, balance=True))
    measure = live - name_x - said.width - _GAP
    own = (Inline(text=run_sheet.clinic, kind=Kind.FIELD),)
    (name,) = compositor.snug(compositor.set(own, roles[0], measure, balance=True))
    height = max(box, name.height, said.height)
    if run_sheet.logo:
        y = top + (height - box) / 2
        painter.picture(run_sheet.logo, x=0, y=y, box=box, owner=owners[0])
    y = top + (height - name.height) / 2
    painter.text(name, x=name_x, y=y, width=measure, owner=owners[1])
    y = top + (height - said.height) / 2
    x = live - said.width
    painter.text(said, x=x, y=y, width=said.width, owner=owners[2], align=Align.END)
    return dot_rule(painter, top + height + 3)


def _looks(run_sheet: RunSheet, setting: Setting) -> list[Piece]:
    """What there is to look at, behind its keys."""
    if not run_sheet.looks:
        return []
    return list_items(
        [look.text for look in run_sheet.looks],
        setting,
        parent=setting.parent,
        width=setting.live,
        labels=[strong(words(look.key)) for look in run_sheet.looks],
    )


def _footer_height(compositor: Compositor) -> float:
    return _BELOW_RULE + compositor.sheet.style(Role.BODY).leading


def _footer(
    painter: Painter,
    run_sheet: RunSheet,
    compositor: Compositor,
    tree: Tree,
    *,
    page: int,
    pages: int,
) -> None:
    """What to do with the sheet, and page of pages; the last side's is content."""
    sheet = compositor.sheet
    y = sheet.page.height - sheet.margin_bottom - _footer_height(compositor)
    painter.rule(x=0, y=y, width=sheet.live_width, weight=0.75, color=FORM_LINE)
    owner: Owner = tree.add("P", tree.add("Sect", 0)) if page == pages else Artifact.PAGINATION
    number = run_sheet.page.format(page=page, pages=pages)
    for text, align, of in (
        (strong(words(run_sheet.footer)), Align.START, owner),
        (words(number), Align.END, Artifact.PAGINATION),
    ):
        line = compositor.set(text, Role.BODY, sheet.live_width)
        painter.text(line, x=0, y=y + _BELOW_RULE, width=sheet.live_width, owner=of, align=align)


_Columns: TypeAlias = tuple[Column, ...]
_Cells: TypeAlias = tuple[Inlines, ...]


def _tables(tables: Sequence[RunSheetTable], setting: Setting) -> list[Piece]:
    """Tables one below the other; those with the same heads have the same columns."""
    cells = [[_cells(row, setting.compositor) for row in table.rows] for table in tables]
    alike: dict[tuple[str, ...], list[_Cells]] = {}
    for table, rows in zip(tables, cells, strict=True):
        alike.setdefault(table.heads, []).extend(rows)
    pieces = []
    for table, rows in zip(tables, cells, strict=True):
        columns = _columns(table, alike[table.heads], setting)
        pieces += _table(table, rows, columns, setting)
    return pieces


def _cells(row: Sequence[str], compositor: Compositor) -> _Cells:
    """The cells of a row; the first, which names it, is bold."""
    cells = [_cell(text, compositor) for text in row]
    return (strong(cells[0]), *cells[1:])


def _cell(text: str, compositor: Compositor) -> Inlines:
    # Names come in any script beside numbers in this one, so each cell is set apart.
    cell = (Inline(text=text, kind=Kind.FIELD),) if text else ()
    try:
        compositor.natural_width(cell, Role.BODY)
    except MissingGlyphError:
        return words(DASH)
    return cell


def _columns(table: RunSheetTable, rows: Sequence[_Cells], setting: Setting) -> _Columns:
    """Columns as wide as their widest cells, or, where those do not fit, as much as is fair.

    What is left goes to one column. What is short is taken from all, from none more than its
    longest word can spare.
    """
    start = _BOX_COLUMN if table.ticked else 0.0
    gap = _GAP if len(table.heads) <= _WIDE_APART else _NARROW_GAP
    free = setting.live - start - gap * (len(table.heads) - 1)
    wanted, least = [], []
    for index, head in enumerate(table.heads):
        column = [strong(words(head)), *(row[index] for row in rows)]
        wanted.append(max(_width(cell, setting) for cell in column))
        whole = {word for cell in column for word in _words(cell)}
        least.append(min(_MOST * free, max(_width(word, setting) for word in whole)))
    spare = free - sum(wanted)
    widths = wanted
    if spare < 0:
        most = _most_each(least, free)
        least = [min(width, most) for width in least]
        slack = sum(wanted) - sum(least)
        share = (free - sum(least)) / slack
        widths = [few + share * (many - few) for few, many in zip(least, wanted, strict=True)]
    else:
        widths[table.widest] += spare
    columns = []
    x = start
    for index, width in enumerate(widths):
        align = Align.END if index in table.numbers else Align.START
        columns.append(Column(x=x, width=width, align=align))
        x += width + gap
    return tuple(columns)


def _most_each(widths: Sequence[float], room: float) -> float:
    """What the widest may have so that all find room and the others keep what they need."""
    left = room
    for index, width in enumerate(sorted(widths)):
        share = left / (len(widths) - index)
        if width > share:
            return share
        left -= width
    return room


def _words(cell: Inlines) -> list[Inlines]:
    return [(replace(part, text=word),) for part in cell for word in part.text.split(" ")]


def _width(cell: Inlines, setting: Setting) -> float:
    return setting.compositor.natural_width(cell, Role.BODY) + 1 if cell else 0.0


def _table(
    table: RunSheetTable, rows: Sequence[_Cells], columns: _Columns, setting: Setting
) -> list[Piece]:
    """Heading, head and rows; the head stands again where the table goes on."""
    pieces = []
    if table.heading:
        pieces += heading(Heading(text=words(table.heading), note=words(table.note)), setting)
    element = setting.tree.add("Table", setting.parent)
    heads = [
        setting.set(strong(words(head)), Role.BODY, column.width)
        for head, column in zip(table.heads, columns, strict=True)
    ]
    head, repeated = table_head(heads, columns, setting, table=element)
    pieces.append(head)
    set_rows = [_row(row, setting, element, columns, ticked=table.ticked) for row in rows]
    for index, piece in enumerate(kept_together(set_rows)):
        pieces.append(replace(piece, head=repeated if index else None))
    return pieces


def _row(
    cells: _Cells, setting: Setting, element: int, columns: _Columns, *, ticked: bool
) -> Piece:
    row = setting.tree.add("TR", element)
    owners = [
        setting.tree.add("TD", row) if index else setting.tree.add("TH", row, scope="Row")
        for index in range(len(cells))
    ]
    texts = [
        setting.set(cell, Role.BODY, column.width)
        for cell, column in zip(cells, columns, strict=True)
    ]
    height = max(text.height for text in texts) + 2 * _PADDING + HAIR

    def paint(painter: Painter, y: float) -> None:
        top = y + _PADDING
        if ticked:
            box = top + setting.sheet.style(Role.BODY).middle - _BOX / 2
            painter.frame(x=0, y=box, width=_BOX, height=_BOX, weight=1, color=INK, radius=2)
        for text, column, owner in zip(texts, columns, owners, strict=True):
            place(painter, text, column, top, owner)
        hairline(painter, y + height)

    return Piece(height=height, paint=paint)
