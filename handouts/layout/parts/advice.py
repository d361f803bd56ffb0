"""Advice rows: a mark, when, and what with its reason."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.color import Color
from handouts.document import AdviceKind, AdviceRow, AdviceTable, Inlines, Kind
from handouts.layout import marks
from handouts.layout.compositor import Compositor, SetText, strong
from handouts.layout.density import Density
from handouts.layout.flow import Piece
from handouts.layout.painter import Align, Painter
from handouts.layout.parts.setting import HAIR, Setting, hairline, kept_together
from handouts.style import DO, DO_NOT, Role
from handouts.values import dataclass

_CHIP_PADDING = (4.4, 3.0)
_GUTTER = 10.0
# The most width of words on two lines: more would take it from the words beside them.
_MOST_OF_TWO_LINES = 164.0
# A chip's frame keeps this distance from the lines between rows.
_CLEAR_OF_CHIP = 2.0


def chip_width(tables: Iterable[AdviceTable], compositor: Compositor, density: Density) -> float:
    """The one width of the chips of tables: that of the widest, within the look's bounds.

    A chip that would pass the upper bound takes a second line; where room is short all do, and
    leave their width to the words.
    """
    chips = [row.when for table in tables for row in table.rows]
    narrow, wide = compositor.sheet.chip_width
    if not chips or compositor.sheet.stacked:
        return narrow
    padding = 2 * _CHIP_PADDING[0] + 1
    most = wide - padding
    widths = [compositor.natural_width(chip, Role.CHIP) for chip in chips]
    widths = [
        _width_on_two_lines(chip, compositor, least=narrow - padding, most=_MOST_OF_TWO_LINES)
        if density.two_line_chips or width > most
        else width
        for chip, width in zip(chips, widths, strict=True)
    ]
    return min(wide, max(narrow, max(widths) + padding))


def _width_on_two_lines(
    chip: Inlines, compositor: Compositor, *, least: float, most: float
) -> float:
    """The least width that sets a chip on two lines; on more, where two would pass the most.

    A chip with a time breaks before it, so that "until" stands in the line of its date.
    """
    hours = [index for index, part in enumerate(chip) if index and part.kind is Kind.TIME]
    if hours:
        lines = (chip[: hours[-1]], chip[hours[-1] :])
        width = max(least, *(compositor.natural_width(line, Role.CHIP) for line in lines))
        if width <= most:
            return width
    dates = (
        compositor.natural_width((part,), Role.CHIP) for part in chip if part.kind is not Kind.WORDS
    )
    measure = max((least, *dates))
    while measure < most and compositor.set(chip, Role.CHIP, measure).rows > 2:
        measure += 4
    return _set_chip(chip, compositor, min(measure, most)).width


def _set_chip(chip: Inlines, compositor: Compositor, measure: float) -> SetText:
    """A chip's lines: even ones, but as much beside a date as fits."""
    dated = any(part.kind is Kind.DATE for part in chip)
    return compositor.set(chip, Role.CHIP, measure, balance=not dated)


def advice_table(block: AdviceTable, setting: Setting, *, chip: float) -> list[Piece]:
    """Rows of advice between hairlines."""
    parent = setting.tree.add("L", setting.parent)
    stacked = setting.sheet.stacked
    measure = setting.live - setting.sheet.mark - _GUTTER if stacked else chip
    make = _stacked_row if stacked else _row
    chips = [
        _set_chip(row.when, setting.compositor, measure - 2 * _CHIP_PADDING[0] - 1)
        for row in block.rows
    ]
    # One leading for all, so that chips of as many lines are as high.
    rows = zip(block.rows, setting.compositor.snug(*chips), strict=True)
    return kept_together(
        [
            make(row, words, setting, parent, chip, first=index == 0)
            for index, (row, words) in enumerate(rows)
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of a row, set and tagged.

    Attributes:
        chip: When.
        what: What to do.
        why: The reason, if one is given.
        measure: Width of what and why.
        label: The element of the chip.
        owners: The elements of what and why.
        color: Of the chip's frame.
    """

    chip: SetText
    what: SetText
    why: SetText | None
    measure: float
    label: int
    owners: tuple[int, int]
    color: Color

    @property
    def chip_height(self) -> float:
        """Of its frame, in points."""
        return self.chip.height + 2 * _CHIP_PADDING[1]

    @property
    def height(self) -> float:
        """Of what and why, in points."""
        return self.what.height + (self.why.height if self.why else 0)

    def paint_chip(self, painter: Painter, *, x: float, y: float, width: float) -> None:
        """Paint when, in its frame."""
        painter.frame(x=x, y=y, width=width, height=self.chip_height, weight=1, color=self.color)
        painter.text(
            self.chip,
            x=x,
            y=y + _CHIP_PADDING[1],
            width=width,
            owner=self.label,
            align=Align.CENTER,
        )

    def paint(self, painter: Painter, *, x: float, y: float) -> None:
        """Paint what and why, one below the other."""
        what_owner, why_owner = self.owners
        painter.text(self.what, x=x, y=y, width=self.measure, owner=what_owner)
        if self.why:
            y += self.what.height
            painter.text(self.why, x=x, y=y, width=self.measure, owner=why_owner)


def _words(
    row: AdviceRow, chip: SetText, setting: Setting, parent: int, *, measure: float
) -> _Words:
    item = setting.tree.add("LI", parent)
    label = setting.words("Lbl", item, row.when)
    body = setting.tree.add("LBody", item)
    return _Words(
        chip=chip,
        what=setting.set(strong(row.what), Role.BODY, measure),
        why=setting.set(row.why, Role.BODY, measure) if row.why else None,
        measure=measure,
        label=label,
        owners=(setting.words("P", body, row.what), setting.words("P", body, row.why)),
        color=DO if row.kind is AdviceKind.DO else DO_NOT,
    )


def _row(
    row: AdviceRow,
    chip: SetText,
    setting: Setting,
    parent: int,
    chip_width: float,
    *,
    first: bool,
) -> Piece:
    sheet = setting.sheet
    chip_x = sheet.mark + _GUTTER
    text_x = chip_x + chip_width + _GUTTER
    words = _words(row, chip, setting, parent, measure=setting.live - text_x)

    padding = setting.density.row
    words_height = words.height + sheet.ink_top + sheet.ink_bottom
    clear_chip = words.chip_height + 2 * max(0.0, _CLEAR_OF_CHIP - padding)
    inner = max(sheet.mark, clear_chip, words_height)
    height = inner + 2 * padding + HAIR

    def paint(painter: Painter, y: float) -> None:
        if first:
            hairline(painter, y)
        top = y + HAIR / 2 + padding
        mark_y = top + (inner - sheet.mark) / 2
        marks.advice_mark(painter, row.kind, row.pictogram, x=0, y=mark_y, size=sheet.mark)
        chip_y = top + (inner - words.chip_height) / 2
        words.paint_chip(painter, x=chip_x, y=chip_y, width=chip_width)
        words.paint(painter, x=text_x, y=top + sheet.ink_top + (inner - words_height) / 2)
        hairline(painter, y + height)

    return Piece(height=height, paint=paint)


def _stacked_row(
    row: AdviceRow, chip: SetText, setting: Setting, parent: int, _: float, *, first: bool
) -> Piece:
    """A row of the large print edition: the chip above its words, at its own width."""
    sheet = setting.sheet
    text_x = sheet.mark + _GUTTER
    words = _words(row, chip, setting, parent, measure=setting.live - text_x)

    padding = 10.0 if setting.density.row > 1 else 4.0
    # Tall letters keep clear of the chip by the space below it, and need no room of their own.
    text_top = words.chip_height + 4
    inner = max(sheet.mark, text_top + words.height + sheet.ink_bottom)
    height = inner + 2 * padding + HAIR

    def paint(painter: Painter, y: float) -> None:
        if first:
            hairline(painter, y)
        top = y + HAIR / 2 + padding
        marks.advice_mark(painter, row.kind, row.pictogram, x=0, y=top, size=sheet.mark)
        width = chip.width + 2 * _CHIP_PADDING[0] + 1
        words.paint_chip(painter, x=text_x, y=top, width=width)
        words.paint(painter, x=text_x, y=top + text_top)
        hairline(painter, y + height)

    return Piece(height=height, paint=paint)
