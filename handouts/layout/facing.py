"""Two languages face to face: the same rows, with one number and one mark between them.

A nurse who reads no Tamil points at line 7, and the patient reads line 7. So both columns have
the same rows, lines face lines, and the numbers run through the whole section. Each column is
set in its own direction; the patient's language stands at its own start side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from itertools import count

from handouts.color import Color
from handouts.document import (
    AdviceKind,
    AdviceTable,
    Block,
    BulletList,
    Calendar,
    Callout,
    Document,
    Footer,
    Heading,
    Inline,
    Inlines,
    Kind,
    LookalikeTable,
    Message,
    PanelField,
    Paragraph,
    Proof,
    Reasons,
    Section,
    Steps,
    Tier,
    Timeline,
    Title,
    WebLink,
    plain_text,
    words,
)
from handouts.layout import marks
from handouts.layout.compositor import SetText, strong
from handouts.layout.flow import Piece
from handouts.layout.pages import Artifact, Owner
from handouts.layout.painter import Align, Painter
from handouts.layout.parts.calendar import calendar
from handouts.layout.parts.callouts import FRAMES, web_page
from handouts.layout.parts.setting import Setting, hairline, kept_together
from handouts.style import DO, DO_NOT, Role
from handouts.values import dataclass

_MIDDLE = 40.0
_GUTTER = 12.0
_CHIP_PADDING = (6.0, 3.0)


def framed(own: Document, other: Document) -> Document:
    """The patient's document with furniture that both can read.

    Labels and the offer of other formats stand in both languages, the patient's first; the
    record line, for staff, in the other.
    """

    def both(first: Inlines, second: Inlines, between: str) -> Inlines:
        return (*first, Inline(text=between), *_foreign(second, other.language))

    return replace(
        own,
        panel=tuple(
            PanelField(label=both(a.label, b.label, " / "), value=a.value)
            for a, b in zip(own.panel, other.panel, strict=True)
        ),
        footer=Footer(
            formats=both(own.footer.formats, other.footer.formats, " "),
            page=own.footer.page,
            record=_foreign(other.footer.record, other.language),
            notices=_all_notices(own, other),
        ),
        margin_marks=tuple(
            mark
            for a, b in zip(own.margin_marks, other.margin_marks, strict=True)
            for mark in (a, _foreign(b, other.language))
        ),
    )


def _all_notices(own: Document, other: Document) -> tuple[Inlines, ...]:
    """What either language has to be warned of, each sentence once.

    Where only the other language is a translation, its warning stands all the same.
    """
    notices = own.footer.notices
    known = {plain_text(notice) for notice in notices}
    return (
        *notices,
        *(
            _foreign(notice, notice[0].language or other.language)
            for notice in other.footer.notices
            if plain_text(notice) not in known
        ),
    )


def _foreign(inlines: Inlines, language: str) -> Inlines:
    """Words of another language inside a paragraph: isolated, and told to screen readers."""
    return tuple(
        replace(i, language=language, kind=Kind.FIELD if i.kind is Kind.WORDS else i.kind)
        for i in inlines
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """The same words in both languages, set alike."""

    own: Inlines
    other: Inlines
    role: Role = Role.BODY
    chip: Color | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of both columns.

    Attributes:
        pairs: From top to bottom; each faces its like.
        mark: Paints the mark between the columns in a box, given its place and size.
        mark_size: Of that box, in points.
        numbered: Whether it takes the next line number.
    """

    pairs: tuple[_Pair, ...]
    mark: Callable[[Painter, float, float, float], None] | None = None
    mark_size: float = 32.0
    numbered: bool = True


@dataclass(slots=True, kw_only=True)
class Facing:
    """Sets a section in two languages.

    Attributes:
        own: Sets the patient's language.
        other: Sets the other one; the same tree, density and parent.
    """

    own: Setting
    other: Setting
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def column(self) -> float:
        """Width of either column, in points."""
        return (self.own.live - _MIDDLE - 2 * _GUTTER) / 2

    def pieces(self, own: Section, other: Section) -> list[Piece]:
        """The pieces of a section, row facing row."""
        pieces: list[Piece] = []
        for a, b in zip(own.blocks, other.blocks, strict=True):
            made = self._block(a, b)
            if pieces and pieces[-1].keep and made:
                made = [replace(made[0], gap=min(made[0].gap, 4)), *made[1:]]
            pieces.extend(made)
        return pieces

    def _block(self, a: Block, b: Block) -> list[Piece]:
        if isinstance(a, Calendar):
            return calendar(a, self.own)
        if isinstance(a, WebLink) and isinstance(b, WebLink):
            text = (*a.text, Inline(text=" "), *_foreign(b.text, self.other.compositor.language))
            return [replace(web_page(replace(a, text=text), self.own)[0], gap=8)]
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
                row = replace(row, mark=_heading_mark(kind), mark_size=24.0)
        piece = self._row(row, parent=None, tag=tag)
        gap = self.own.density.section if isinstance(a, Heading | Title) else 4.0
        keep = isinstance(a, Heading | Title | Message)
        extra = 4.0 if isinstance(a, Heading) else 0.0
        return replace(piece, gap=gap, keep=keep, height=piece.height + extra)

    def _table(self, rows: Sequence[_Row]) -> list[Piece]:
        table = self.own.tree.add("Table", self.own.parent)
        pieces = [
            self._ruled(self._row(row, parent=table), first=index == 0)
            for index, row in enumerate(rows)
        ]
        return kept_together(pieces)

    def _ruled(self, row: Piece, *, first: bool) -> Piece:
        padding = 2 + self.own.density.row

        def paint(painter: Painter, y: float) -> None:
            if first:
                hairline(painter, y)
            row.paint(painter, y + padding)
            hairline(painter, y + row.height + 2 * padding)

        return Piece(height=row.height + 2 * padding, paint=paint)

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
        tree, sheet = self.own.tree, self.own.sheet
        width = self.column - inset
        number = next(self._numbers) if row.numbered else None
        own_x, other_x = inset, self.own.live - self.column
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
            texts = (
                self.own.set(pair.own, pair.role, width - padding, balance=balance),
                self.other.set(pair.other, pair.role, width - padding, balance=balance),
            )
            elements: tuple[Owner, Owner] = (Artifact.PAGINATION, Artifact.PAGINATION)
            if not repeats:
                elements = (
                    self.own.words(part_tag, own_parent, pair.own),
                    self.other.words(
                        part_tag, other_parent, pair.other, language=None if parent else language
                    ),
                )
            height = max(text.height for text in texts) + (
                2 * _CHIP_PADDING[1] + 4 if pair.chip else 0.0
            )
            lines.append((pair, texts, elements, height))
        label = self.own.set(strong(words(str(number) if number else "")), Role.BODY, _MIDDLE)
        label_height = label.height if number else 0.0
        mark_height = row.mark_size if row.mark else 0.0
        words_height = sum(height for *_, height in lines) + sheet.ink_top + sheet.ink_bottom
        height = max(words_height, label_height + mark_height)
        middle = self.column + _GUTTER

        def paint(painter: Painter, y: float) -> None:
            if label_element is not None and number:
                painter.text(
                    label, x=middle, y=y, width=_MIDDLE, owner=label_element, align=Align.CENTER
                )
            if row.mark:
                x = middle + (_MIDDLE - row.mark_size) / 2
                row.mark(painter, x, y + label_height, row.mark_size)
            for side, x in ((0, own_x), (1, other_x)):
                top = y + sheet.ink_top
                for pair, texts, elements, part in lines:
                    self._part(painter, pair, texts[side], elements[side], x, top, width)
                    top += part

        return Piece(height=height, paint=paint)

    @staticmethod
    def _part(
        painter: Painter,
        pair: _Pair,
        text: SetText,
        element: Owner,
        x: float,
        y: float,
        width: float,
    ) -> None:
        if pair.chip is None:
            painter.text(text, x=x, y=y, width=width, owner=element)
            return
        chip = text.width + 2 * _CHIP_PADDING[0] + 1
        # A chip hugs its words at the side where its own language starts.
        if text.direction is not painter.direction:
            x += width - chip
        height = text.height + 2 * _CHIP_PADDING[1]
        painter.frame(x=x, y=y, width=chip, height=height, weight=1, color=pair.chip)
        painter.text(
            text, x=x, y=y + _CHIP_PADDING[1], width=chip, owner=element, align=Align.CENTER
        )

    def _callout(self, a: Callout, b: Callout) -> Piece:
        frame = FRAMES[a.tier]
        table = self.own.tree.add("Table", self.own.parent)
        head = _Row(
            pairs=(
                _Pair(own=a.heading, other=b.heading, role=Role.HEADING),
                *([_Pair(own=a.lead, other=b.lead)] if a.lead else []),
            ),
            mark=_tier_mark(a.tier),
            mark_size=24.0,
            numbered=False,
        )
        role = Role.EMERGENCY if a.tier is Tier.EMERGENCY else Role.BODY
        heads = [
            self._row(head, parent=None, tag="H3", inset=frame.padding, repeats=repeats)
            for repeats in (False, True)
        ]
        rows = [
            heads[0],
            *(
                self._row(
                    _Row(pairs=(_Pair(own=own, other=other, role=role),)),
                    parent=table,
                    inset=frame.padding,
                )
                for own, other in zip(a.signs, b.signs, strict=True)
            ),
        ]
        return self._box(rows, heads[1], a.tier)

    def _box(self, rows: Sequence[Piece], repeated: Piece, tier: Tier) -> Piece:
        frame = FRAMES[tier]
        between = 4.0
        padding = frame.padding
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
            for cut in range(len(rows) - 1, 1, -1):
                first = self._box(rows[:cut], repeated, tier)
                if first.height <= room:
                    return first, self._box([repeated, *rows[cut:]], repeated, tier)
            return None

        whole = tier is Tier.EMERGENCY
        return Piece(height=height, paint=paint, gap=8, split=split, whole=whole)


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
                    mark=_advice_mark(x.kind, x.pictogram),
                )
        case Timeline(), Timeline():
            for step, (p, q) in enumerate(zip(a.rows, b.rows, strict=True)):
                yield _Row(
                    pairs=(
                        _Pair(own=strong(p.when), other=strong(q.when)),
                        *([_Pair(own=p.phase, other=q.phase)] if p.phase else []),
                        _Pair(own=p.text, other=q.text),
                    ),
                    mark=_fading_disc(step),
                    mark_size=28.0,
                )
        case Reasons(), Reasons():
            for g, h in zip(a.groups, b.groups, strict=True):
                yield _Row(
                    pairs=(_Pair(own=strong(g.label), other=strong(h.label)),),
                    mark=_proof_disc(g.proof),
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
                    mark=_bump_mark(m.drawing),
                )
        case (BulletList(items=these), BulletList(items=those)) | (
            Steps(items=these),
            Steps(items=those),
        ):
            for own, other in zip(these, those, strict=True):
                yield _Row(pairs=(_Pair(own=own, other=other),))
        case _:
            raise TypeError(f"{type(a).__name__} has no rows.")


_Mark = Callable[[Painter, float, float, float], None]


def _heading_mark(kind: AdviceKind) -> _Mark:
    return lambda painter, x, y, size: marks.heading_mark(painter, kind, x=x, y=y, size=size)


def _advice_mark(kind: AdviceKind, name: str) -> _Mark:
    return lambda painter, x, y, size: marks.advice_mark(painter, kind, name, x=x, y=y, size=size)


def _fading_disc(step: int) -> _Mark:
    return lambda painter, x, y, size: marks.fading_disc(painter, step, x=x, y=y, size=size)


def _proof_disc(proof: Proof) -> _Mark:
    return lambda painter, x, y, size: marks.proof_disc(painter, proof, x=x, y=y, size=size)


def _bump_mark(name: str) -> _Mark:
    return lambda painter, x, y, size: marks.bump_mark(painter, name, x=x, y=y, size=size)


def _tier_mark(tier: Tier) -> _Mark:
    return lambda painter, x, y, size: marks.tier_mark(painter, tier, x=x, y=y, size=size)
