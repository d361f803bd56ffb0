"""Titles, headings, paragraphs and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.document import (
    BulletList,
    Heading,
    Inlines,
    Message,
    Paragraph,
    Steps,
    Title,
    has_fields,
    words,
)
from handouts.geometry import Point
from handouts.layout import marks
from handouts.layout.compositor import SetText
from handouts.layout.flow import Piece
from handouts.layout.painter import Align, Painter
from handouts.layout.parts.setting import Setting, kept_together
from handouts.style import INK, Role

HEADING_MARK = 24.0
# A paragraph of more lines than this may be cut, with two lines or more on either side.
_WHOLE_LINES = 12
BULLET_INDENT = 12.0
NUMBER_INDENT = 20.0
# Radius of a bullet, and how far its middle lies above the baseline, in ems.
_BULLET, _BULLET_RISE = 0.155, 0.28


def title(block: Title, setting: Setting) -> list[Piece]:
    """The largest words of a section."""
    text = setting.set(block.text, Role.TITLE, setting.live, balance=True)
    element = setting.words("H1", setting.parent, block.text)
    return [_lines(element, text, setting, gap=12, keep=True)]


def message(block: Message, setting: Setting) -> list[Piece]:
    """The one thing to remember."""
    text = setting.set(block.text, Role.MESSAGE, setting.live, balance=True)
    element = setting.words("P", setting.parent, block.text)
    return [_lines(element, text, setting, keep=True)]


def paragraph(block: Paragraph, setting: Setting) -> list[Piece]:
    """Running text."""
    text = setting.set(block.text, Role.BODY, setting.live)
    element = setting.words("P", setting.parent, block.text)
    return [_lines(element, text, setting)]


def _lines(
    element: int, text: SetText, setting: Setting, *, gap: float = 0, keep: bool = False
) -> Piece:
    def paint(painter: Painter, y: float) -> None:
        painter.text(text, x=0, y=y, width=setting.live, owner=element)

    def split(room: float) -> tuple[Piece, Piece] | None:
        count = min(int(room // text.style.leading), len(text.lines) - 2)
        if count < 2:
            return None
        first = replace(text, lines=text.lines[:count], rows=count)
        rest = replace(text, lines=text.lines[count:], rows=text.rows - count)
        return _lines(element, first, setting, gap=gap), _lines(element, rest, setting, keep=keep)

    return Piece(
        height=text.height,
        paint=paint,
        gap=gap,
        keep=keep,
        # A visit's words are never cut: where they end differs from patient to patient.
        split=split if text.rows > _WHOLE_LINES and not has_fields(text.inlines) else None,
    )


def heading(block: Heading, setting: Setting) -> list[Piece]:
    """A section heading, its mark before it and its note at the end side of its line."""
    role = setting.sheet.style(Role.HEADING)
    indent = HEADING_MARK + 8 if block.advice else 0.0
    text = setting.set(block.text, Role.HEADING, setting.live - indent, balance=True)
    note_width = setting.compositor.natural_width(block.note, Role.BODY) if block.note else 0.0
    beside = (
        bool(block.note)
        and text.rows == 1
        and indent + text.width + 24 + note_width <= setting.live
    )
    note = None
    if block.note:
        note = setting.set(block.note, Role.BODY, note_width + 1 if beside else setting.live)

    element = setting.words("H2", setting.parent, block.text)
    note_element = setting.words("P", setting.parent, block.note) if block.note else None
    words_height = max(text.height, HEADING_MARK if block.advice else 0.0)
    below = note.height if note and not beside else 0.0

    def paint(painter: Painter, y: float) -> None:
        top = y + (words_height - text.height) / 2
        if block.advice:
            mark_y = y + (words_height - HEADING_MARK) / 2
            marks.heading_mark(painter, block.advice, x=0, y=mark_y, size=HEADING_MARK)
        painter.text(text, x=indent, y=top, width=setting.live - indent, owner=element)
        if note is None or note_element is None:
            return
        if beside:
            note_y = top + role.baseline - note.style.baseline
            x = setting.live - note_width - 1
            painter.text(
                note, x=x, y=note_y, width=note_width + 1, owner=note_element, align=Align.END
            )
        else:
            painter.text(note, x=0, y=y + words_height, width=setting.live, owner=note_element)

    return [
        Piece(
            height=words_height + below + setting.density.heading,
            paint=paint,
            gap=setting.density.section,
            ease=setting.density.section_ease,
            keep=True,
        )
    ]


def bullets(block: BulletList, setting: Setting) -> list[Piece]:
    """A list in no order."""
    return list_items(block.items, setting, parent=setting.parent, width=setting.live)


def steps(block: Steps, setting: Setting) -> list[Piece]:
    """A numbered list."""
    labels = [words(f"{number}.") for number in range(1, len(block.items) + 1)]
    return list_items(
        block.items, setting, parent=setting.parent, width=setting.live, labels=labels
    )


def list_items(
    items: Sequence[Inlines],
    setting: Setting,
    *,
    parent: int,
    width: float,
    x: float = 0,
    role: Role = Role.BODY,
    labels: Sequence[Inlines] = (),
    places: Sequence[float] = (),
) -> list[Piece]:
    """Items one below the other, each whole, behind a bullet or a number.

    Args:
        items: The items.
        setting: Where and how.
        parent: The element the list is added to.
        width: Of the items, label included.
        x: Where they start.
        role: How they are set.
        labels: Numbers instead of bullets.
        places: Where each item starts, for items in columns.
    """
    numbers = [setting.compositor.natural_width(label, role) + 4 for label in labels]
    indent = max((NUMBER_INDENT, *numbers)) if labels else BULLET_INDENT
    parent = setting.tree.add("L", parent)
    return kept_together(
        [
            _item(
                item,
                setting,
                parent=parent,
                x=places[index] if places else x,
                indent=indent,
                width=width,
                role=role,
                label=labels[index] if labels else (),
            )
            for index, item in enumerate(items)
        ]
    )


def _item(
    item: Inlines,
    setting: Setting,
    *,
    parent: int,
    x: float,
    indent: float,
    width: float,
    role: Role,
    label: Inlines,
) -> Piece:
    style = setting.sheet.style(role)
    li = setting.tree.add("LI", parent)
    label_element = setting.tree.add("Lbl", li) if label else None
    set_label = setting.set(label, role, indent)
    body = setting.words("LBody", li, item)
    text = setting.set(item, role, width - indent)

    def paint(painter: Painter, y: float) -> None:
        if label_element is not None:
            painter.text(set_label, x=x, y=y, width=indent, owner=label_element)
        else:
            middle = y + style.baseline - style.size * _BULLET_RISE
            painter.dot(Point(4, 0), x=x, y=middle, width=8, radius=_BULLET * style.size, color=INK)
        painter.text(text, x=x + indent, y=y, width=width - indent, owner=body)

    return Piece(height=text.height, paint=paint)
