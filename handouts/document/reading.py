"""A document's words in reading order, block by block."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.document.blocks import (
    AdviceTable,
    Block,
    BulletList,
    Calendar,
    Callout,
    Heading,
    LookalikeTable,
    Message,
    Paragraph,
    Reasons,
    Steps,
    Timeline,
    Title,
    WebLink,
)
from handouts.document.inlines import Inlines, words


def reading_order(block: Block) -> Iterator[Inlines]:
    """Every text of a block, in the order it is read; empty ones left out."""
    for text in _texts(block):
        if text:
            yield text


def _texts(block: Block) -> Iterator[Inlines]:
    match block:
        case Title(text=text) | Message(text=text) | Paragraph(text=text) | WebLink(text=text):
            yield text
        case Heading():
            yield from (block.text, block.note)
        case BulletList(items=items) | Steps(items=items):
            yield from items
        case AdviceTable():
            for advice in block.rows:
                yield from (advice.when, advice.what, advice.why)
        case Timeline():
            for phase in block.rows:
                yield from (phase.when, phase.phase, phase.text)
        case Calendar():
            for day in block.days:
                yield from (day.month, day.weekday, day.number)
                yield from (words(mark.text) for mark in day.marks)
        case Callout():
            yield from (block.heading, block.lead, *block.signs)
        case Reasons():
            for group in block.groups:
                yield from (group.label, *group.claims)
        case LookalikeTable():
            yield from block.heads
            for row in block.rows:
                yield from (row.name, row.looks, row.starts, row.action, row.care)
