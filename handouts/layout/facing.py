"""Two languages face to face: the same rows, with one number and one mark between them.

A nurse who reads no Tamil points at line 7, and the patient reads line 7. So both columns have
the same rows, words and their like begin on one baseline, and the numbers run through the whole
section. Each column is set in its own direction and its own leading; the patient's language
stands at its own start side. The language that takes more room has the wider column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import partial
from itertools import count
from typing import Protocol

from handouts.color import Color
from handouts.document import (
    AdviceKind,
    AdviceTable,
    Block,
    BulletList,
    Calendar,
    Callout,
    Heading,
    Inline,
    Inlines,
    LookalikeTable,
    Message,
    Paragraph,
    Reasons,
    Section,
    Steps,
    Tier,
    Timeline,
    Title,
    WebLink,
    words,
)
from handouts.layout import marks
from handouts.layout.compositor import Compositor, SetText, strong
from handouts.layout.density import ROOMY
from handouts.layout.flow import Piece
from handouts.layout.framed import foreign
from handouts.layout.pages import Artifact, Owner
from handouts.layout.painter import Align, Painter, Tree
from handouts.layout.parts.calendar import calendar
from handouts.layout.parts.callouts import FRAMES, MOST_AGAIN, SIDE_PADDING, web_page
from handouts.layout.parts.setting import Setting, cuts, hairline, join, kept_together
from handouts.style import DO, DO_NOT, Role
from handouts.values import dataclass

# The parts of the columns' width that the patient's language may have, one half before all.
_SHARES = (0.5, 0.45, 0.55, 0.4, 0.6)
_MIDDLE = 40.0
_GUTTER = 12.0
_CHIP_PADDING = (6.0, 3.0)


class _PaintMark(Protocol):
    """Paints a mark in a box."""

    def __call__(self, painter: Painter, *, x: float, y: float, size: float) -> None:
        """Paint it in a square from start edge and top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """The same words in both languages, in one role."""

    own: Inlines
    other: Inlines
    role: Role = Role.BODY
    chip: Color | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of both columns.

    Attributes:
        pairs: From top to bottom; each faces its like.
        mark: Paints the mark between the columns in a box.
        mark_size: Of that box, in points.
        numbered: Whether it takes the next line number.
    """

    pairs: tuple[_Pair, ...]
    mark: _PaintMark | None = None
    mark_size: float = 32.0
    numbered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A pair as lines: words on one first baseline, chips in frames of one height.

    Attributes:
        pair: Which.
        texts: Its lines, the patient's language first.
        elements: What each belongs to.
    """

    pair: _Pair
    texts: tuple[SetText, SetText]
    elements: tuple[Owner, Owner]

    @property
    def height(self) -> float:
        """Of the taller side, in points."""
        if self.pair.chip:
            return self._chip_height + 4
        return max(self._above(text) + text.height for text in self.texts)

    def paint(self, painter: Painter, side: int, x: float, y: float, width: float) -> None:
        """Paint one side of it in a column."""
        text, element = self.texts[side], self.elements[side]
        if self.pair.chip is None:
            painter.text(text, x=x, y=y + self._above(text), width=width, owner=element)
            return
        chip = text.width + 2 * _CHIP_PADDING[0] + 1
        # A chip hugs its words at the side where its own language starts.
        if text.direction is not painter.direction:
            x += width - chip
        height = self._chip_height
        painter.frame(x=x, y=y, width=chip, height=height, weight=1, color=self.pair.chip)
        painter.text(
            text,
            x=x,
            y=y + (height - text.height) / 2,
            width=chip,
            owner=element,
            align=Align.CENTER,
        )

    @property
    def _chip_height(self) -> float:
        return max(text.height for text in self.texts) + 2 * _CHIP_PADDING[1]

    def _above(self, text: SetText) -> float:
        """What brings its first baseline down to that of the other side."""
        return max(each.style.baseline for each in self.texts) - text.style.baseline


def lowest_share(
    sections: Sequence[tuple[Section, Section]],
    pair: tuple[Compositor, Compositor],
    mixed: Compositor,
    *,
    side: float,
) -> float:
    """The share of the columns' width for the patient's language that makes sections lowest.

    Args:
        sections: In both languages, the patient's first.
        pair: What sets either language.
        mixed: What sets words of both in one paragraph.
        side: Height of a whole side, in points.
    """

    def height(share: float) -> float:
        setting = Setting(compositor=mixed, tree=Tree(), density=ROOMY, parent=0, side=side)
        facing = face(pair, setting, share=share)
        return sum(piece.height + piece.gap for each in sections for piece in facing.pieces(*each))

    return min(_SHARES, key=height)


def face(pair: tuple[Compositor, Compositor], setting: Setting, *, share: float) -> Facing:
    """What sets sections in two languages; see `Facing`."""
    own, other = (replace(setting, compositor=each) for each in pair)
    return Facing(own=own, other=other, mixed=setting, share=share)


@dataclass(slots=True, kw_only=True)
class Facing:
    """Sets a section in two languages.

    Attributes:
        own: Sets the patient's language.
        other: Sets the other one; the same tree, density and parent.
        mixed: Sets words of both in one paragraph, in a leading that does for either.
        share: The part of the columns' width that the patient's language has.
    """

    own: Setting
    other: Setting
    mixed: Setting
    share: float
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def columns(self) -> tuple[float, float]:
        """Width of either column, the patient's language first, in points."""
        both = self.own.live - _MIDDLE - 2 * _GUTTER
        return both * self.share, both * (1 - self.share)

    def pieces(self, own: Section, other: Section) -> list[Piece]:
        """The pieces of a section, row facing row."""
        pieces: list[Piece] = []
        before: Block | None = None
        for a, b in zip(own.blocks, other.blocks, strict=True):
            goes_on = a is not own.blocks[-1]
            introduces = isinstance(a, Paragraph) and isinstance(before, Heading) and goes_on
            join(pieces, self._block(a, b), introduces=introduces)
            before = a
        return pieces

    def _block(self, a: Block, b: Block) -> list[Piece]:
        if isinstance(a, Calendar):
            return calendar(a, self.own)
        if isinstance(a, WebLink) and isinstance(b, WebLink):
            text = (*a.text, Inline(text=" "), *foreign(b.text, self.other.compositor.language))
            link = replace(a, text=text)
            page, _ = web_page(link, self.mixed, measure=self.own.live / 2)
            density = self.own.density
            return [replace(page, gap=density.between, ease=density.between_ease)]
        if isinstance(a, Callout) and isinstance(b, Callout):
            return [self._callout(a, b)]
        if isinstance(a, Title | Message | Paragraph | Heading):
            return [self._words(a, b)]
        return self._table(list(_rows(a, b)))

    def _words(self, a: Title | Message | Paragraph | Heading, b: Block) -> Piece:
        texts = {
            Title: ("H1", Role.TITLE),
            Message: ("P", Role.MESSAGE),
            Paragraph: ("P", Role.BODY),
            Heading: ("H2", Role.HEADING),
        }
        tag, role = texts[type(a)]
        assert isinstance(b, type(a))  # noqa: S101  # both were filled from one template
        row = _Row(pairs=(_Pair(own=a.text, other=b.text, role=role),), numbered=False)
        if isinstance(a, Heading) and isinstance(b, Heading):
            pairs = row.pairs
            if a.note:
                pairs = (*pairs, _Pair(own=a.note, other=b.note))
            row = replace(row, pairs=pairs)
            if a.advice:
                kind = a.advice
                row = replace(row, mark=partial(marks.heading_mark, kind=kind), mark_size=24.0)
        piece = self._row(row, parent=None, tag=tag)
        density = self.own.density
        headed = isinstance(a, Heading | Title)
        gap, ease = (density.section, density.section_ease) if headed else (4.0, 0.0)
        keep = isinstance(a, Heading | Title | Message)
        extra = 4.0 if isinstance(a, Heading) else 0.0
        return replace(piece, gap=gap, ease=ease, keep=keep, height=piece.height + extra)

    def _table(self, rows: Sequence[_Row]) -> list[Piece]:
        table = self.own.tree.add("Table", self.own.parent)
        pieces = [
            self._ruled(self._row(row, parent=table), first=index == 0, keep=not row.numbered)
            for index, row in enumerate(rows)
        ]
        return kept_together(pieces)

    def _ruled(self, row: Piece, *, first: bool, keep: bool) -> Piece:
        """A row between hairlines; one that names those below it stands above the first."""
        padding = 2 + self.own.density.row

        def paint(painter: Painter, y: float) -> None:
            if first:
                hairline(painter, y)
            row.paint(painter, y + padding)
            hairline(painter, y + row.height + 2 * padding)

        return Piece(height=row.height + 2 * padding, paint=paint, keep=keep)

    def _row(
        self,
        row: _Row,
        *,
        parent: int | None,
        tag: str = "P",
        inset: float = 0.0,
        repeats: bool = False,
    ) -> Piece:
        """A row; without a parent it stands outside any table.

        A row that repeats what an earlier side said is an artifact.
        """
        tree, sheet = self.own.tree, self.mixed.sheet
        own_width, other_width = (column - inset for column in self.columns)
        number = next(self._numbers) if row.numbered else None
        own_parent = other_parent = self.own.parent
        label_element = None
        language = self.other.compositor.language
        if parent is not None:
            tr = tree.add("TR", parent)
            label_element = tree.add("TH", tr, scope="Row")
            own_parent = tree.add("TD", tr)
            other_parent = tree.add("TD", tr, language=language)
        lines = []
        for index, pair in enumerate(row.pairs):
            # Only the first words of a heading are one; a note or what to do follows it.
            part_tag = "P" if index else tag
            padding = 2 * _CHIP_PADDING[0] + 1 if pair.chip else 0.0
            balance = pair.role not in (Role.BODY, Role.EMERGENCY)
            fill = pair.chip is None
            own, other = (
                each.compositor.set(words_, pair.role, width - padding, balance=balance, fill=fill)
                for each, words_, width in (
                    (self.own, pair.own, own_width),
                    (self.other, pair.other, other_width),
                )
            )
            texts = (own, other)
            elements: tuple[Owner, Owner] = (Artifact.PAGINATION, Artifact.PAGINATION)
            if not repeats:
                elements = (
                    self.own.words(part_tag, own_parent, pair.own),
                    self.other.words(
                        part_tag, other_parent, pair.other, language=None if parent else language
                    ),
                )
            lines.append(_Part(pair=pair, texts=texts, elements=elements))
        label = self.own.set(strong(words(str(number) if number else "")), Role.BODY, _MIDDLE)
        label_height = label.height if number else 0.0
        mark_height = row.mark_size if row.mark else 0.0
        words_height = sum(part.height for part in lines) + sheet.ink_top + sheet.ink_bottom
        # Beside a heading the mark stands in the middle of its first line.
        first_line = max((text.style for text in lines[0].texts), key=lambda style: style.baseline)
        middle_y = sheet.ink_top + first_line.middle
        mark_y = label_height if number else max(0.0, middle_y - row.mark_size / 2)
        height = max(words_height, label_height + mark_height)
        middle = inset + own_width + _GUTTER
        places = ((inset, own_width), (middle + _MIDDLE + _GUTTER, other_width))

        def paint(painter: Painter, y: float) -> None:
            if label_element is not None and number:
                painter.text(
                    label, x=middle, y=y, width=_MIDDLE, owner=label_element, align=Align.CENTER
                )
            if row.mark:
                x = middle + (_MIDDLE - row.mark_size) / 2
                row.mark(painter, x=x, y=y + mark_y, size=row.mark_size)
            for side, (x, width) in enumerate(places):
                top = y + sheet.ink_top
                for part in lines:
                    part.paint(painter, side, x, top, width)
                    top += part.height

        return Piece(height=height, paint=paint)

    def _callout(self, a: Callout, b: Callout) -> Piece:
        inset = SIDE_PADDING if FRAMES[a.tier].weight else 0.0
        table = self.own.tree.add("Table", self.own.parent)
        heading = _Row(
            pairs=(_Pair(own=a.heading, other=b.heading, role=Role.HEADING),),
            mark=partial(marks.tier_mark, tier=a.tier),
            mark_size=24.0,
            numbered=False,
        )
        head = heading
        if a.lead:
            head = replace(heading, pairs=(*heading.pairs, _Pair(own=a.lead, other=b.lead)))
        role = Role.EMERGENCY if a.tier is Tier.EMERGENCY else Role.BODY
        again = self._row(head, parent=None, inset=inset, repeats=True)
        if again.height > MOST_AGAIN * self.own.side:
            again = self._row(heading, parent=None, inset=inset, repeats=True)
        rows = [
            self._row(head, parent=None, tag="H3", inset=inset),
            *(
                self._row(
                    _Row(pairs=(_Pair(own=own, other=other, role=role),)),
                    parent=table,
                    inset=inset,
                )
                for own, other in zip(a.signs, b.signs, strict=True)
            ),
        ]
        return self._box(rows, again, a.tier)

    def _box(self, rows: Sequence[Piece], repeated: Piece, tier: Tier) -> Piece:
        frame = FRAMES[tier]
        between = 4.0
        padding = self.own.density.tier if frame.weight else 0.0
        height = sum(row.height + between for row in rows) - between + 2 * padding

        def paint(painter: Painter, y: float) -> None:
            if frame.weight:
                painter.frame(
                    x=0, y=y, width=self.own.live, height=height,
                    weight=frame.weight, color=frame.color,
                )  # fmt: skip
            top = y + padding
            for row in rows:
                row.paint(painter, top)
                top += row.height + between

        def split(room: float) -> tuple[Piece, Piece] | None:
            # One sign stands alone rather than leave much of a side white.
            head, *signs = rows
            for stay in cuts(len(signs), alone=room > self.own.density.white * self.own.side):
                first = self._box([head, *signs[:stay]], repeated, tier)
                if first.height <= room:
                    return first, self._box([repeated, *signs[stay:]], repeated, tier)
            return None

        whole = tier is Tier.EMERGENCY
        return Piece(
            height=height,
            paint=paint,
            gap=self.own.density.between,
            ease=self.own.density.between_ease,
            split=split,
            whole=whole,
        )


def _rows(a: Block, b: Block) -> Iterator[_Row]:
    """The rows that two blocks of one kind have in common."""
    match a, b:
        case AdviceTable(), AdviceTable():
            for x, y in zip(a.rows, b.rows, strict=True):
                yield _Row(
                    pairs=(
                        _Pair(
                            own=x.when,
                            other=y.when,
                            role=Role.CHIP,
                            chip=DO if x.kind is AdviceKind.DO else DO_NOT,
                        ),
                        _Pair(own=strong(x.what), other=strong(y.what)),
                        *([_Pair(own=x.why, other=y.why)] if x.why else []),
                    ),
                    mark=partial(marks.advice_mark, kind=x.kind, name=x.pictogram),
                )
        case Timeline(), Timeline():
            for step, (p, q) in enumerate(zip(a.rows, b.rows, strict=True)):
                yield _Row(
                    pairs=(
                        _Pair(own=strong(p.when), other=strong(q.when)),
                        *([_Pair(own=p.phase, other=q.phase)] if p.phase else []),
                        _Pair(own=p.text, other=q.text),
                    ),
                    mark=partial(marks.fading_disc, step=step),
                    mark_size=28.0,
                )
        case Reasons(), Reasons():
            for g, h in zip(a.groups, b.groups, strict=True):
                yield _Row(
                    pairs=(_Pair(own=strong(g.label), other=strong(h.label)),),
                    mark=partial(marks.proof_disc, proof=g.proof),
                    mark_size=20.0,
                    numbered=False,
                )
                for own, other in zip(g.claims, h.claims, strict=True):
                    yield _Row(pairs=(_Pair(own=own, other=other),))
        case LookalikeTable(), LookalikeTable():
            for m, n in zip(a.rows, b.rows, strict=True):
                yield _Row(
                    pairs=(
                        _Pair(own=strong(m.name), other=strong(n.name)),
                        _Pair(own=m.looks, other=n.looks),
                        _Pair(own=m.starts, other=n.starts),
                        _Pair(own=strong(m.action), other=strong(n.action)),
                        *([_Pair(own=m.care, other=n.care)] if m.care else []),
                    ),
                    mark=partial(marks.bump_mark, name=m.drawing),
                )
        case (BulletList(items=these), BulletList(items=those)) | (
            Steps(items=these),
            Steps(items=those),
        ):
            for own, other in zip(these, those, strict=True):
                yield _Row(pairs=(_Pair(own=own, other=other),))
        case _:
            raise TypeError(f"{type(a).__name__} has no rows.")
