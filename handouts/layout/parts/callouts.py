"""The warning signs, tier by tier; a frame's weight falls with urgency.

All signs print, at full size, in every edition: a page more is better than a sign less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qrcodegen import QrCode

from handouts.color import Color
from handouts.document import Callout, Inlines, Tier, WebLink
from handouts.geometry import Path, Rect, Segment, rounded_rectangle
from handouts.layout import marks
from handouts.layout.compositor import SetText, joined
from handouts.layout.flow import Piece
from handouts.layout.pages import Artifact, Owner
from handouts.layout.painter import Align, Painter
from handouts.layout.parts.setting import Setting
from handouts.layout.parts.words import BULLET_INDENT, list_items
from handouts.style import INK, URGENT, Role
from handouts.values import dataclass

_MARK = 24.0
_BETWEEN = 8.0
_COLUMN_GAP = 16.0
# Two boxes stand side by side if each has this much width, and no more than this part of
# difference in height.
_LEAST_COLUMN = 240.0
_MOST_DIFFERENCE = 0.25
# A box of more lines than this may be cut between two signs.
_WHOLE_LINES = 12
# Signs in two columns are never cut. Taller than this part of the paper they might not fit on
# a side, so they are set as one list, which can go on overleaf if it must.
_TALLEST_COLUMNS = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a tier's box is drawn."""

    weight: float
    color: Color
    padding: float


FRAMES = {
    Tier.EMERGENCY: Frame(weight=3, color=URGENT, padding=10),
    Tier.URGENT: Frame(weight=2, color=INK, padding=10),
    Tier.SAME_DAY: Frame(weight=0.75, color=INK, padding=10),
    Tier.ROUTINE: Frame(weight=0, color=INK, padding=0),
}


def callouts(blocks: Sequence[Callout], link: WebLink | None, setting: Setting) -> list[Piece]:
    """The tiers of a section, most urgent first, the clinic's page beside the last."""
    pieces: list[Piece] = []
    waiting = list(blocks)
    while waiting:
        block = waiting.pop(0)
        beside = not setting.density.tiers_stacked
        if beside and block.tier is Tier.URGENT and waiting and waiting[0].tier is Tier.SAME_DAY:
            pair = _side_by_side(block, waiting[0], setting)
            if pair:
                waiting.pop(0)
                pieces.append(pair)
                continue
        if block.tier is Tier.ROUTINE:
            pieces.append(_routine(block, link, setting))
            link = None
        else:
            pieces.append(_box(block, setting, x=0, width=setting.live).piece())
    if link:
        pieces.append(_routine(None, link, setting))
    return pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A framed tier: its head, and signs one below the other."""

    frame: Frame
    x: float
    width: float
    head: Piece
    repeated: Piece
    heading_again: Piece
    side: float
    signs: tuple[Piece, ...]
    breakable: bool
    whole: bool

    @property
    def height(self) -> float:
        return self.head.height + sum(s.height for s in self.signs) + 2 * self.frame.padding

    def piece(self, height: float | None = None) -> Piece:
        """The box, its frame at least as high as asked for."""
        tall = max(self.height, height or 0.0)

        def paint(painter: Painter, y: float) -> None:
            painter.frame(
                x=self.x, y=y, width=self.width, height=tall,
                weight=self.frame.weight, color=self.frame.color,
            )  # fmt: skip
            y += self.frame.padding
            for part in (self.head, *self.signs):
                part.paint(painter, y)
                y += part.height

        split = self.split if self.breakable else None
        return Piece(height=tall, paint=paint, gap=_BETWEEN, split=split, whole=self.whole)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Cut between two signs, two at least on either side if that can be, else one.

        Head and frame stand again; where the whole head would leave no room for a sign, the
        heading alone does.
        """
        # One sign alone begins a box only where a fresh side has no room for two.
        for least in (2, 1) if room > self.side / 2 else (2,):
            for count in range(len(self.signs) - least, least - 1, -1):
                first = replace(self, signs=self.signs[:count])
                if first.height > room:
                    continue
                rest = replace(self, head=self.repeated, signs=self.signs[count:])
                if replace(rest, signs=rest.signs[:1]).height > self.side:
                    rest = replace(rest, head=self.heading_again, repeated=self.heading_again)
                return first.piece(), rest.piece()
        return None


def _side_by_side(one: Callout, other: Callout, setting: Setting) -> Piece | None:
    width = (setting.live - 12) / 2
    if width < _LEAST_COLUMN or setting.sheet.stacked or one.short or other.short:
        return None
    known = len(setting.tree.elements)
    left = _box(one, setting, x=0, width=width)
    right = _box(other, setting, x=width + 12, width=width)
    tall, low = max(left.height, right.height), min(left.height, right.height)
    # A box that stands beside another is not cut: cut one, and its signs go on beside nothing.
    if tall > setting.side or tall - low >= _MOST_DIFFERENCE * tall:
        del setting.tree.elements[known:]
        return None
    pieces = (left.piece(tall), right.piece(tall))

    def paint(painter: Painter, y: float) -> None:
        for piece in pieces:
            piece.paint(painter, y)

    return Piece(height=tall, paint=paint, gap=_BETWEEN)


def _box(block: Callout, setting: Setting, *, x: float, width: float) -> _Box:
    frame = FRAMES[block.tier]
    inner_x, inner = x + frame.padding, width - 2 * frame.padding
    parent = setting.tree.add("Sect", setting.parent)
    head, repeated, heading_again = _head(block, setting, parent, x=inner_x, width=inner)
    role = Role.EMERGENCY if block.tier is Tier.EMERGENCY else Role.BODY
    if block.short and _height_run_on(block, setting, inner) <= setting.side / 2:
        signs = [_run_on(block.signs, setting, parent, x=inner_x, width=inner, role=role)]
    elif block.tier is Tier.EMERGENCY and _fits_in_columns(block.signs, setting, inner):
        signs = [_two_columns(block.signs, setting, parent, x=inner_x, width=inner)]
    else:
        signs = list_items(block.signs, setting, parent=parent, x=inner_x, width=inner, role=role)
    lines = sum(s.height for s in signs) / setting.sheet.style(role).leading
    tall = head.height + sum(s.height for s in signs) + 2 * frame.padding > setting.side
    return _Box(
        frame=frame,
        x=x,
        width=width,
        head=head,
        repeated=repeated,
        heading_again=heading_again,
        side=setting.side,
        signs=tuple(signs),
        breakable=tall or lines > _WHOLE_LINES,
        whole=block.tier is Tier.EMERGENCY,
    )


def _head(
    block: Callout, setting: Setting, parent: int, *, x: float, width: float
) -> tuple[Piece, Piece, Piece]:
    """The sign, the heading and what to do when nobody answers.

    Returns:
        The head; the same as an artifact; the heading alone as an artifact.
    """
    sheet = setting.sheet
    text_x, measure = x + _MARK + 8, width - _MARK - 8
    heading = setting.set(block.heading, Role.HEADING, measure, balance=True)
    lead = setting.set(block.lead, Role.BODY, width) if block.lead else None
    element = setting.words("H3", parent, block.heading)
    lead_element = setting.words("P", parent, block.lead)
    top_height = max(heading.height, _MARK)

    def painted(owner: Owner, lead_owner: Owner, *, lead: SetText | None = lead) -> Piece:
        def paint(painter: Painter, y: float) -> None:
            y += sheet.ink_top
            first_line = heading.style.leading
            marks.tier_mark(
                painter, block.tier, x=x, y=y + max(0, first_line - _MARK) / 2, size=_MARK
            )
            top = y + max(0.0, _MARK - heading.height) / 2
            painter.text(heading, x=text_x, y=top, width=measure, owner=owner)
            if lead:
                painter.text(lead, x=x, y=y + top_height + 4, width=width, owner=lead_owner)

        below = lead.height + 4 if lead else 0.0
        return Piece(height=top_height + 4 + below + sheet.ink_top, paint=paint)

    # Whoever holds only the second sheet needs the number and what to do at night as well.
    again = Artifact.PAGINATION
    return painted(element, lead_element), painted(again, again), painted(again, again, lead=None)


def _height_run_on(block: Callout, setting: Setting, width: float) -> float:
    """What the signs would need as one paragraph, which is never cut; a list may be."""
    role = Role.EMERGENCY if block.tier is Tier.EMERGENCY else Role.BODY
    return setting.set(joined(block.signs), role, width).height


def _run_on(
    signs: Sequence[Inlines], setting: Setting, parent: int, *, x: float, width: float, role: Role
) -> Piece:
    """Signs as sentences of one paragraph."""
    sentences = joined(signs)
    text = setting.set(sentences, role, width)
    element = setting.words("P", parent, sentences)

    def paint(painter: Painter, y: float) -> None:
        painter.text(text, x=x, y=y, width=width, owner=element)

    return Piece(height=text.height, paint=paint)


def _two_columns(
    signs: Sequence[Inlines], setting: Setting, parent: int, *, x: float, width: float
) -> Piece:
    """Signs down one column, then down the other, the two as even as can be."""
    column = (width - _COLUMN_GAP) / 2
    heights = _heights_in_columns(signs, setting, width)
    cut = _balanced_cut(heights)
    items = list_items(
        signs,
        setting,
        parent=parent,
        width=column,
        role=Role.EMERGENCY,
        places=[x if i < cut else x + column + _COLUMN_GAP for i in range(len(signs))],
    )

    def paint(painter: Painter, y: float) -> None:
        for column_items in (items[:cut], items[cut:]):
            top = y
            for item in column_items:
                item.paint(painter, top)
                top += item.height

    return Piece(height=max(sum(heights[:cut]), sum(heights[cut:])), paint=paint)


def _heights_in_columns(signs: Sequence[Inlines], setting: Setting, width: float) -> list[float]:
    measure = (width - _COLUMN_GAP) / 2 - BULLET_INDENT
    return [setting.set(sign, Role.EMERGENCY, measure).height for sign in signs]


def _balanced_cut(heights: Sequence[float]) -> int:
    """How many signs stand in the first column, so that the taller column is lowest."""
    return min(
        range(1, len(heights) + 1),
        key=lambda k: (max(sum(heights[:k]), sum(heights[k:])), -k),
    )


def _fits_in_columns(signs: Sequence[Inlines], setting: Setting, width: float) -> bool:
    if setting.sheet.stacked:
        return False
    heights = _heights_in_columns(signs, setting, width)
    cut = _balanced_cut(heights)
    tallest = max(sum(heights[:cut]), sum(heights[cut:]))
    return tallest <= _TALLEST_COLUMNS * setting.sheet.page.height


_QR_SIZE = 44.0
# Four modules of white belong to a QR code (ISO/IEC 18004); the page is white around it.
_QR_QUIET = 8.0


def _routine(block: Callout | None, link: WebLink | None, setting: Setting) -> Piece:
    """The least urgent tier, without a frame, and the clinic's page at its end side."""
    parts = []
    taken = 0.0
    if link:
        page, taken = web_page(link, setting)
        parts.append(page)
        # Large words need the whole width: the page stands below them.
        taken = 0.0 if setting.sheet.stacked else taken + _COLUMN_GAP
    if block:
        parts.insert(0, _routine_words(block, setting, width=setting.live - taken))
    heights = [part.height for part in parts]
    height = sum(heights) if setting.sheet.stacked else max(heights)

    def paint(painter: Painter, y: float) -> None:
        for part in parts:
            if setting.sheet.stacked:
                part.paint(painter, y)
                y += part.height
            else:
                part.paint(painter, y + (height - part.height) / 2)

    return Piece(height=height, paint=paint, gap=_BETWEEN)


def _routine_words(block: Callout, setting: Setting, *, width: float) -> Piece:
    x = _MARK + 12
    measure = width - x
    heading = setting.set(block.heading, Role.HEADING, measure, balance=True)
    sentences = joined([part for part in (block.lead, *block.signs) if part])
    signs = setting.set(sentences, Role.BODY, measure)
    parent = setting.tree.add("Sect", setting.parent)
    heading_element = setting.words("H3", parent, block.heading)
    body = setting.words("P", parent, sentences)

    def paint(painter: Painter, y: float) -> None:
        y += setting.sheet.ink_top
        mark_y = y + max(0, heading.style.leading - _MARK) / 2
        marks.tier_mark(painter, block.tier, x=0, y=mark_y, size=_MARK)
        painter.text(heading, x=x, y=y, width=measure, owner=heading_element)
        painter.text(signs, x=x, y=y + heading.height, width=measure, owner=body)

    return Piece(height=heading.height + signs.height + setting.sheet.ink_top, paint=paint)


def web_page(link: WebLink, setting: Setting) -> tuple[Piece, float]:
    """Words beside a QR code of the same address, and how wide they are together."""
    inlines = tuple(replace(inline, href=link.href) for inline in link.text)
    measure = setting.live - _QR_SIZE - _QR_QUIET if setting.sheet.stacked else 96.0
    text = setting.set(inlines, Role.BODY, measure, balance=True)
    element = setting.tree.add("P", setting.parent)
    # Its white at the end side is the margin's.
    qr_x = setting.live - _QR_SIZE
    height = max(text.height, _QR_SIZE + 2 * _QR_QUIET)

    def paint(painter: Painter, y: float) -> None:
        painter.text(
            text,
            x=qr_x - _QR_QUIET - text.width,
            y=y + (height - text.height) / 2,
            width=text.width,
            owner=element,
            align=Align.END,
        )
        top = y + (height - _QR_SIZE) / 2
        painter.shape(_qr_code(link.href), x=qr_x, y=top, width=_QR_SIZE, fill=INK)

    return Piece(height=height, paint=paint), text.width + _QR_SIZE + _QR_QUIET


def _qr_code(address: str) -> Path:
    """A QR code as one outline, `_QR_SIZE` points wide, error correction M or better."""
    code = QrCode.encode_text(address, QrCode.Ecc.MEDIUM)
    count = code.get_size()
    module = _QR_SIZE / count
    segments: list[Segment] = []
    for row in range(count):
        start = None
        for column in range(count + 1):
            dark = code.get_module(column, row)  # white beyond the edge
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                box = Rect(start * module, row * module, (column - start) * module, module)
                segments.extend(rounded_rectangle(box, 0).segments)
                start = None
    return Path(tuple(segments))
