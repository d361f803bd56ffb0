"""What stands at the edges of every side: letterhead, panel, footer, margin mark.

The phone number and 911 stand in the same corner of every side. The first side's letterhead
and the last side's footer are content; elsewhere they are artifacts, or a screen reader would
read the clinic's name in the middle of a list (PDF 32000-1, 14.8.2.2).

Each function paints its part and returns where it ends, so that a page's room is measured by
painting on a scratch page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.document import Document, Inline, Inlines, Kind, PanelField, Tier
from handouts.geometry import Point
from handouts.layout import drawings, marks
from handouts.layout.compositor import Compositor, SetText, joined, strong
from handouts.layout.pages import Artifact, Owner
from handouts.layout.painter import Align, Painter, Tree
from handouts.style import FORM_LINE, LABEL, Role
from handouts.values import dataclass

_LOGO, _LOGO_RUNNING = 38.0, 24.0
_GLYPH, _GLYPH_RUNNING = 18.0, 16.0
_BETWEEN_CONTACTS = 14.0
# A running header that leaves the clinic's name less than this, in ems, stacks its numbers.
_LEAST_NAME = 6.0
_DOTS = 87
_DOT_RULE = 6.0


def first_header(painter: Painter, document: Document, compositor: Compositor, tree: Tree) -> float:
    """The letterhead of the first side; returns the y below it."""
    letterhead = document.letterhead
    parent = tree.add("Sect", 0)
    logo_element = tree.add("Figure", parent, alt=letterhead.name) if letterhead.logo else None
    live = compositor.sheet.live_width
    rows = [
        (
            "phone",
            _snug(phone, Role.CHIP if order else Role.PHONE, live / 2, compositor),
            tree.words("P", parent, phone, direction=document.direction),
        )
        for order, phone in enumerate(letterhead.phones)
    ]
    emergency = _snug(strong(letterhead.emergency), Role.CHIP, live / 2, compositor)
    emergency_element = tree.words("P", parent, letterhead.emergency, direction=document.direction)
    rows.append(("emergency", emergency, emergency_element))
    column = max(text.width for _, text, _ in rows)
    column_x = live - column
    contact_x = column_x - _GLYPH - 8
    contact_height = sum(_row_height(text) for _, text, _ in rows)

    name_x = _LOGO + 12 if letterhead.logo else 0.0
    measure = contact_x - 16 - name_x
    name = _snug(_own_words(letterhead.name), Role.CLINIC, measure, compositor)
    address = _snug(_own_words(letterhead.address), Role.BODY, measure, compositor)
    name_height = name.height + address.height
    height = max(44.0, contact_height, name_height)
    top = compositor.sheet.margin_top

    if letterhead.logo and logo_element is not None:
        logo_y = top + (height - _LOGO) / 2
        painter.picture(letterhead.logo, x=0, y=logo_y, box=_LOGO, owner=logo_element)
    y = top + (height - name_height) / 2
    painter.text(name, x=name_x, y=y, width=measure, owner=tree.add("P", parent))
    painter.text(address, x=name_x, y=y + name.height, width=measure, owner=tree.add("P", parent))
    y = top + (height - contact_height) / 2
    for kind, text, element in rows:
        row_height = _row_height(text)
        text_y = y + (row_height - text.height) / 2
        _contact_glyph(painter, kind, x=contact_x, middle=text_y + text.style.middle, size=_GLYPH)
        painter.text(text, x=column_x, y=text_y, width=column, owner=element)
        y += row_height
    return dot_rule(painter, top + height + 3)


def _own_words(text: str) -> Inlines:
    # A Latin name or a street number on a right-to-left sheet would otherwise change places
    # with its neighbors: "88 Alder Street" reads "Alder Street 88".
    return (Inline(text=text, kind=Kind.FIELD),)


def _snug(inlines: Inlines, role: Role, measure: float, compositor: Compositor) -> SetText:
    """Words of the furniture: even lines, as high as their ink."""
    (text,) = compositor.snug(compositor.set(inlines, role, measure, balance=True))
    return text


def _row_height(text: SetText) -> float:
    return max(20.0, text.height)


def running_header(painter: Painter, document: Document, compositor: Compositor) -> float:
    """The letterhead of a later side, an artifact; returns the y below it."""
    letterhead = document.letterhead
    live = compositor.sheet.live_width
    top = compositor.sheet.margin_top
    emergency = _snug(strong(letterhead.emergency), Role.CHIP, live / 2, compositor)
    phone = _snug(letterhead.phones[0], Role.PHONE_RUNNING, live / 2, compositor)
    texts = (("phone", phone), ("emergency", emergency))
    name_x = _LOGO_RUNNING + 12 if letterhead.logo else 0.0
    glyph = _GLYPH_RUNNING + 8
    in_line = sum(glyph + text.width + _BETWEEN_CONTACTS for _, text in texts)
    least = _LEAST_NAME * compositor.sheet.style(Role.CLINIC_RUNNING).size
    stacked = live - in_line - name_x < least
    column = max(text.width for _, text in texts)
    measure = live - name_x - (glyph + column + _BETWEEN_CONTACTS if stacked else in_line)
    name = _snug(_own_words(letterhead.name), Role.CLINIC_RUNNING, measure, compositor)
    # In one line, digits face digits.
    above = max(text.style.middle for _, text in texts)
    below = max(text.height - text.style.middle for _, text in texts)
    contact_height = sum(text.height for _, text in texts) if stacked else above + below
    height = max(_LOGO_RUNNING, name.height, contact_height)

    if letterhead.logo:
        painter.picture(
            letterhead.logo,
            x=0,
            y=top + (height - _LOGO_RUNNING) / 2,
            box=_LOGO_RUNNING,
            owner=Artifact.PAGINATION,
        )
    painter.text(
        name,
        x=name_x,
        y=top + (height - name.height) / 2,
        width=measure,
        owner=Artifact.PAGINATION,
    )
    x = live - column if stacked else name_x + measure + _BETWEEN_CONTACTS + glyph
    y = top + (height - contact_height) / 2
    for kind, text in texts:
        text_y = y if stacked else y + above - text.style.middle
        middle = text_y + text.style.middle
        _contact_glyph(painter, kind, x=x - glyph, middle=middle, size=_GLYPH_RUNNING)
        painter.text(text, x=x, y=text_y, width=text.width, owner=Artifact.PAGINATION)
        if stacked:
            y += text.height
        else:
            x += text.width + _BETWEEN_CONTACTS + glyph
    return dot_rule(painter, top + height + 3) + 2


def _contact_glyph(painter: Painter, kind: str, *, x: float, middle: float, size: float) -> None:
    y = middle - size / 2
    if kind == "emergency":
        marks.tier_mark(painter, Tier.EMERGENCY, x=x, y=y, size=size)
    else:
        marks.draw(painter, drawings.pictogram("phone"), x=x, y=y, size=size)


def dot_rule(painter: Painter, y: float) -> float:
    """Dots that fade from the start side to the end; returns the y below them."""
    live = painter.sheet.live_width
    step = (live - 5.2) / (_DOTS - 1)
    for i in range(_DOTS):
        radius = 2.3 - 1.75 * (i / (_DOTS - 1)) ** 0.8
        painter.dot(
            Point(2.6, _DOT_RULE / 2),
            x=i * step,
            y=y,
            width=5.2,
            radius=radius,
            color=painter.sheet.accent,
        )
    return y + _DOT_RULE + 4


_PANEL_GAP = 12.0
_PANEL_SHARES = (5, 5, 4)
# A field that gives way to a date keeps at least this width, in ems.
_LEAST_FIELD = 9.0


def panel(
    painter: Painter, fields: tuple[PanelField, ...], compositor: Compositor, tree: Tree, y: float
) -> float:
    """Who the handout is for: label over value over a line; returns the y below it.

    An empty value leaves a line to write on. Where a value needs a second line, all get one.
    In large print, three fields stand two and one.
    """
    if not fields:
        return y
    parent = tree.add("L", 0)
    elements = []
    for field in fields:
        item = tree.add("LI", parent)
        label_element = tree.words("Lbl", item, field.label, direction=compositor.direction)
        if field.value:
            body = tree.words("LBody", item, field.value, direction=compositor.direction)
        else:
            body = tree.add("LBody", item)
        elements.append((label_element, body))
    for line in _panel_lines(len(fields), stacked=compositor.sheet.stacked):
        places = list(zip(line, _panel_widths([fields[i] for i in line], compositor), strict=True))
        labels = compositor.snug(
            *(
                compositor.set(fields[i].label, Role.LABEL, width, balance=True)
                for i, width in places
            )
        )
        values = compositor.snug(
            *(compositor.set(strong(fields[i].value), Role.BODY, width) for i, width in places)
        )
        label_height = max(label.height for label in labels)
        value_height = max(value.height for value in values)
        x = 0.0
        for (i, width), label, value in zip(places, labels, values, strict=True):
            label_element, value_element = elements[i]
            label_y = y + label_height - label.height
            painter.text(label, x=x, y=label_y, width=width, owner=label_element)
            if fields[i].value:
                painter.text(value, x=x, y=y + label_height, width=width, owner=value_element)
            painter.rule(
                x=x, y=y + label_height + value_height + 3, width=width, weight=0.75,
                color=FORM_LINE,
            )  # fmt: skip
            x += width + _PANEL_GAP
        y += label_height + value_height + 3 + 5
    return y + 8


def _panel_widths(fields: Sequence[PanelField], compositor: Compositor) -> list[float]:
    """The widths of the fields of a line.

    A date gets the room to stand on one line whatever day it is, where that leaves the others
    enough for a name: a line kept for it in vain would look forgotten. The others then share
    what is left alike.
    """
    shares = _PANEL_SHARES[: len(fields)] if len(fields) > 2 else (1,) * len(fields)
    free = compositor.sheet.live_width - _PANEL_GAP * (len(fields) - 1)
    widths = [free * share / sum(shares) for share in shares]
    dates = {
        index: compositor.natural_width(strong(field.value), Role.BODY) + 1
        for index, field in enumerate(fields)
        if _is_dated(field.value)
    }
    fixed = {index: width for index, width in dates.items() if width > widths[index]}
    left = free - sum(fixed.values())
    others = len(shares) - len(fixed)
    made = [fixed.get(index, left / max(others, 1)) for index in range(len(shares))]
    least = _LEAST_FIELD * compositor.sheet.style(Role.BODY).size
    return made if fixed and min(made) >= least else widths


def _is_dated(value: Inlines) -> bool:
    """Whether all that a visit says in it is dates and times, whose widest is known."""
    said = [inline.form for inline in value if inline.field]
    return bool(said) and all(said)


def _panel_lines(count: int, *, stacked: bool) -> list[tuple[int, ...]]:
    everything = tuple(range(count))
    return [everything[:2], everything[2:]] if stacked and count > 2 else [everything]


def footer_height(document: Document, compositor: Compositor) -> float:
    """Height of the footer, its rule included, in points."""
    return _BELOW_RULE + _footer(document, compositor, document.footer.page).height


def footer(
    painter: Painter,
    document: Document,
    compositor: Compositor,
    tree: Tree,
    *,
    page: int,
    pages: int,
) -> None:
    """Other formats, page of pages, notices and the record line, at the foot of a side."""
    sheet = compositor.sheet
    filled = _numbered(document.footer.page, page=str(page), pages=str(pages))
    set_footer = _footer(document, compositor, filled)
    last = page == pages
    parent = tree.add("Sect", 0) if last else None

    def owner(text: SetText) -> Owner:
        if parent is None:
            return Artifact.PAGINATION
        return tree.words("P", parent, text.inlines, direction=document.direction)

    y = sheet.page.height - sheet.margin_bottom - footer_height(document, compositor)
    painter.rule(x=0, y=y, width=sheet.live_width, weight=0.75, color=FORM_LINE)
    y += _BELOW_RULE
    for index, text in enumerate(set_footer.texts):
        height = set_footer.height_of(index)
        text_y = y + height - text.height
        painter.text(text, x=0, y=text_y, width=sheet.live_width, owner=owner(text))
        if index == set_footer.beside:
            number = set_footer.number
            line_y = text_y if index == 0 else text_y + text.height - text.style.leading
            painter.text(
                number,
                x=0,
                y=line_y + text.style.baseline - number.style.baseline,
                width=sheet.live_width,
                owner=Artifact.PAGINATION,
                align=Align.END,
            )
        y += height


_BELOW_RULE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Footer:
    """The words of a footer, as lines.

    Attributes:
        texts: From top to bottom.
        number: Page of pages, at the end side of one of them.
        beside: Of which: of the first, or of the last.
    """

    texts: tuple[SetText, ...]
    number: SetText
    beside: int

    def height_of(self, index: int) -> float:
        """Of one text, and of the number where it stands beside it."""
        height = self.texts[index].height
        return max(height, self.number.height) if index == self.beside else height

    @property
    def height(self) -> float:
        """Of all, in points."""
        return sum(self.height_of(index) for index in range(len(self.texts)))


def _footer(document: Document, compositor: Compositor, page: Inlines) -> _Footer:
    """The footer, with the number of the page where it makes the footer lowest."""
    live = compositor.sheet.live_width
    # The number of pages is not known yet when the footer's height is: room for two digits.
    room = _numbered(document.footer.page, page="00", pages="00")
    widest = max(compositor.natural_width(text, Role.BODY) for text in (room, page))
    beside = live - widest - 8
    formats, record = strong(document.footer.formats), document.footer.record
    notices = _notices(document.footer.notices, compositor)

    def made(formats_measure: float, record_measure: float, *, at_record: bool) -> _Footer:
        offer, number = compositor.snug(
            compositor.set(formats, Role.BODY, formats_measure, balance=True),
            compositor.set(page, Role.BODY, widest + 1),
        )
        texts = [offer, *notices]
        if record:
            texts.append(
                *compositor.snug(compositor.set(record, Role.RECORD, record_measure, balance=True))
            )
        return _Footer(texts=tuple(texts), number=number, beside=len(texts) - 1 if at_record else 0)

    at_top = made(beside, live, at_record=False)
    if not record:
        return at_top
    return min(at_top, made(live, beside, at_record=True), key=lambda footer: footer.height)


def _numbered(text: Inlines, **numbers: str) -> Inlines:
    return tuple(
        replace(inline, text=numbers[inline.field], field=None)
        if inline.field in numbers
        else inline
        for inline in text
    )


def _notices(notices: tuple[Inlines, ...], compositor: Compositor) -> list[SetText]:
    """Notices run on if a line holds them all; else each begins its own, in its own leading."""
    if not notices:
        return []
    live = compositor.sheet.live_width
    together = joined(notices)
    if compositor.natural_width(together, Role.BODY) <= live:
        notices = (together,)
    return [_snug(notice, Role.BODY, live, compositor) for notice in notices]


def margin_marks(
    painter: Painter, document: Document, compositor: Compositor, tree: Tree, *, first: bool
) -> None:
    """SAMPLE and DRAFT down the end-side margin, outside the text, and a line to the footer.

    What does not fit above the footer goes on in the margin at the start side.
    """
    sheet = compositor.sheet
    bottom = sheet.page.height - sheet.margin_bottom - footer_height(document, compositor)
    texts = [
        _snug(strong(mark), Role.MARGIN, sheet.page.height, compositor)
        for mark in document.margin_marks
    ]
    lines = _margin_lines(texts, bottom - sheet.margin_top)
    for index, line in enumerate(lines):
        # Middle of the line, from the start margin; a third line shares a margin.
        same_side = range(index % 2, len(lines), 2)
        pitch = max(text.style.leading for text in line)
        shift = pitch * ((len(same_side) - 1) / 2 - index // 2)
        middle = sheet.margin_side / 2 + shift
        x = -middle if index % 2 else sheet.live_width + middle
        y = sheet.margin_top
        for text in line:
            owner: Owner = Artifact.PAGINATION
            if first:
                owner = tree.words("P", 0, text.inlines, direction=document.direction)
            y += painter.turned_text(text, x=painter.left(x, 0), y=y, owner=owner) + 16
        if y < bottom:
            painter.upright(x=x, y=y - 4, height=bottom - y + 4, weight=0.75, color=LABEL)


def _margin_lines(texts: list[SetText], length: float) -> list[list[SetText]]:
    lines: list[list[SetText]] = []
    left = 0.0
    for text in texts:
        if not lines or text.width > left:
            lines.append([])
            left = length
        lines[-1].append(text)
        left -= text.width + 16
    return lines
