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
from handouts.layout.parts.setting import Setting, cuts
from handouts.layout.parts.words import BULLET_INDENT, list_items
from handouts.style import INK, URGENT, Role
from handouts.values import dataclass

_MARK = 24.0
_COLUMN_GAP = 16.0
# Two boxes stand side by side if each has this much width, and no more than this part of
# difference in height.
_LEAST_COLUMN = 228.0
_BOX_GAP = 12.0
_MOST_DIFFERENCE = 0.25
SIDE_PADDING = 10.0
# A box of more lines than this may be cut between two signs; where nothing else saves a side,
# one of more than the second.
_WHOLE_LINES, _LEAST_CUT_LINES = 12, 6
# Signs in two columns are never cut. Taller than this part of the paper they might not fit on
# a side, so they are set as one list, which can go on overleaf if it must.
_TALLEST_COLUMNS = 0.6
# The head of a box that goes on overleaf takes no more than this part of a side.
MOST_AGAIN = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a tier's box is drawn."""

    weight: float
    color: Color


FRAMES = {
    Tier.EMERGENCY: Frame(weight=3, color=URGENT),
    Tier.URGENT: Frame(weight=2, color=INK),
    Tier.SAME_DAY: Frame(weight=0.75, color=INK),
    Tier.ROUTINE: Frame(weight=0, color=INK),
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
    """A framed tier: its head, and signs one below the other.

    Attributes:
        frame: How it is drawn.
        padding: Above and below its words.
        gap: Clear space above it.
        ease: More of it, on a side that has room left over.
        x: Its start edge.
        width: Of the frame.
        head: What stands above the signs.
        again: What of that stands again where the box goes on.
        side: Height of a whole side.
        signs: From top to bottom.
        breakable: It may be cut between two signs.
        whole: It is cut only where even an empty side is too small for it.
    """

    frame: Frame
    padding: float
    gap: float
    ease: float
    x: float
    width: float
    head: Piece
    again: Piece
    side: float
    signs: tuple[Piece, ...]
    breakable: bool
    whole: bool

    @property
    def height(self) -> float:
        return self.head.height + sum(s.height for s in self.signs) + 2 * self.padding

    def piece(self, height: float | None = None) -> Piece:
        """The box, its frame at least as high as asked for."""
        tall = max(self.height, height or 0.0)

        def paint(painter: Painter, y: float) -> None:
            painter.frame(
                x=self.x, y=y, width=self.width, height=tall,
                weight=self.frame.weight, color=self.frame.color,
            )  # fmt: skip
            y += self.padding
            for part in (self.head, *self.signs):
                part.paint(painter, y)
                y += part.height

        split = self.split if self.breakable else None
        return Piece(
            height=tall,
            paint=paint,
            gap=self.gap,
            ease=self.ease,
            split=split,
            whole=self.whole,
        )

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Cut between two signs; frame and head stand again."""
        # One sign alone begins a box only where a fresh side has no room for two.
        for count in cuts(len(self.signs), alone=room > self.side / 2):
            first = replace(self, signs=self.signs[:count])
            if first.height <= room:
                rest = replace(self, head=self.again, signs=self.signs[count:])
                return first.piece(), rest.piece()
        return None


def _side_by_side(one: Callout, other: Callout, setting: Setting) -> Piece | None:
    """Two tiers in boxes of one height, as wide each as makes them most alike."""
    both = setting.live - _BOX_GAP
    if both < 2 * _LEAST_COLUMN or setting.sheet.stacked or one.short or other.short:
        return None
    known = len(setting.tree.elements)

    def made(width: float) -> tuple[_Box, _Box]:
        del setting.tree.elements[known:]
        x = width + _BOX_GAP
        left = _box(one, setting, x=0, width=width)
        return left, _box(other, setting, x=x, width=setting.live - x)

    def height(width: float) -> float:
        return max(box.height for box in made(width))

    left, right = made(both / 2)
    # As much of the width as of the words.
    share = both * left.height / (left.height + right.height)
    share = min(both - _LEAST_COLUMN, max(_LEAST_COLUMN, share))
    left, right = made(min(both / 2, share, key=height))
    tall, low = max(left.height, right.height), min(left.height, right.height)
    # A box that stands beside another is not cut: cut one, and its signs go on beside nothing.
    if tall > setting.side or tall - low >= _MOST_DIFFERENCE * tall:
        del setting.tree.elements[known:]
        return None
    pieces = (left.piece(tall), right.piece(tall))
    density = setting.density

    def paint(painter: Painter, y: float) -> None:
        for piece in pieces:
            piece.paint(painter, y)

    return Piece(height=tall, paint=paint, gap=density.between, ease=density.between_ease)


def _box(block: Callout, setting: Setting, *, x: float, width: float) -> _Box:
    inner_x, inner = x + SIDE_PADDING, width - 2 * SIDE_PADDING
    parent = setting.tree.add("Sect", setting.parent)
    head, again = _head(block, setting, parent, x=inner_x, width=inner)
    role = Role.EMERGENCY if block.tier is Tier.EMERGENCY else Role.BODY
    if block.short and _height_run_on(block, setting, inner) <= setting.side / 2:
        signs = [_run_on(block.signs, setting, parent, x=inner_x, width=inner, role=role)]
    elif block.tier is Tier.EMERGENCY and _fits_in_columns(block.signs, setting, inner):
        signs = [_two_columns(block.signs, setting, parent, x=inner_x, width=inner)]
    else:
        signs = list_items(block.signs, setting, parent=parent, x=inner_x, width=inner, role=role)
    lines = sum(sign.height for sign in signs) / setting.sheet.style(role).leading
    box = _Box(
        frame=FRAMES[block.tier],
        padding=setting.density.tier,
        gap=setting.density.between,
        ease=setting.density.between_ease,
        x=x,
        width=width,
        head=head,
        again=again,
        side=setting.side,
        signs=tuple(signs),
        breakable=lines > (_LEAST_CUT_LINES if setting.density.tiers_cut else _WHOLE_LINES),
        whole=block.tier is Tier.EMERGENCY,
    )
    return replace(box, breakable=True) if box.height > setting.side else box


def _head(
    block: Callout, setting: Setting, parent: int, *, x: float, width: float
) -> tuple[Piece, Piece]:
    """The sign, the heading and what to do when nobody answers.

    Returns:
        The head, and what of it stands again where the box goes on: all, if that leaves the
        signs most of a side, else the heading alone. It is an artifact, being read once.
    """
    gap = setting.density.heading
    text_x, measure = x + _MARK + 8, width - _MARK - 8
    heading = setting.set(block.heading, Role.HEADING, measure, balance=True)
    lead = setting.set(block.lead, Role.BODY, width) if block.lead else None
    element = setting.words("H3", parent, block.heading)
    lead_element = setting.words("P", parent, block.lead)
    top_height = max(heading.height, _MARK)

    def painted(owner: Owner, lead_owner: Owner, *, lead: SetText | None = lead) -> Piece:
        def paint(painter: Painter, y: float) -> None:
            first_line = heading.style.leading
            marks.tier_mark(
                painter, block.tier, x=x, y=y + max(0, first_line - _MARK) / 2, size=_MARK
            )
            top = y + max(0.0, _MARK - heading.height) / 2
            painter.text(heading, x=text_x, y=top, width=measure, owner=owner)
            if lead:
                painter.text(lead, x=x, y=y + top_height + gap, width=width, owner=lead_owner)

        below = lead.height + gap if lead else 0.0
        return Piece(height=top_height + gap + below, paint=paint)

    # Whoever holds only the second sheet needs the number and what to do at night as well.
    owner = Artifact.PAGINATION
    again = painted(owner, owner)
    if again.height > MOST_AGAIN * setting.side:
        again = painted(owner, owner, lead=None)
    return painted(element, lead_element), again


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
# Words beside it, where a tier stands beside them.
_LINK_WIDTH = 96.0


def _routine(block: Callout | None, link: WebLink | None, setting: Setting) -> Piece:
    """The least urgent tier, without a frame, and the clinic's page at its end side.

    The page stands beside its words; below its heading, where that is set lower with the whole
    width to itself; below both in large print.
    """
    density = setting.density
    if not block:
        assert link  # noqa: S101  # callers have the one or the other
        page, _ = web_page(link, setting)
        return replace(page, gap=density.between, ease=density.between_ease)
    sheet, parent = setting.sheet, setting.tree.add("Sect", setting.parent)
    heading_element = setting.words("H3", parent, block.heading)
    sentences = joined([part for part in (block.lead, *block.signs) if part])
    body = setting.words("P", parent, sentences)
    page, taken = web_page(link, setting) if link else (Piece(height=0, paint=_nothing), 0.0)
    x = _MARK + 12
    whole = setting.live - x
    beside = whole - (0.0 if sheet.stacked or not link else taken + _COLUMN_GAP)
    signs = setting.set(sentences, Role.BODY, beside)
    narrow, wide = (
        setting.set(block.heading, Role.HEADING, measure, balance=True)
        for measure in (beside, whole)
    )
    heights = (
        max(narrow.height + signs.height, page.height),
        wide.height + max(signs.height, page.height),
    )
    below = not sheet.stacked and heights[1] < heights[0]
    heading, measure = (wide, whole) if below else (narrow, beside)
    words_height = heading.height + signs.height
    height = words_height + page.height if sheet.stacked else min(heights)
    # Where the page's box begins, and how high it is.
    if sheet.stacked:
        box = (words_height, page.height)
    else:
        box = (heading.height, height - heading.height) if below else (0.0, height)

    def paint(painter: Painter, y: float) -> None:
        top = y if below or sheet.stacked else y + (height - words_height) / 2
        mark_y = top + max(0, heading.style.leading - _MARK) / 2
        marks.tier_mark(painter, block.tier, x=0, y=mark_y, size=_MARK)
        painter.text(heading, x=x, y=top, width=measure, owner=heading_element)
        painter.text(signs, x=x, y=top + heading.height, width=beside, owner=body)
        page.paint(painter, y + box[0] + (box[1] - page.height) / 2)

    return Piece(height=height, paint=paint, gap=density.between, ease=density.between_ease)


def _nothing(_: Painter, __: float) -> None:
    """What a clinic without a page has in its place."""


def web_page(
    link: WebLink, setting: Setting, *, measure: float = _LINK_WIDTH
) -> tuple[Piece, float]:
    """Words beside a QR code of the same address, and how wide they are together.

    Args:
        link: The words and the address.
        setting: Where and how.
        measure: Width the words may have; in large print, all there is.
    """
    inlines = tuple(replace(inline, href=link.href) for inline in link.text)
    if setting.sheet.stacked:
        measure = setting.live - _QR_SIZE - _QR_QUIET
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
