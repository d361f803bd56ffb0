"""From the blocks of a section to pieces, each block by the part that knows it."""

from __future__ import annotations

from handouts.document import (
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
    Section,
    Steps,
    Timeline,
    Title,
    WebLink,
)
from handouts.layout.flow import Piece
from handouts.layout.parts.advice import advice_table, chip_width
from handouts.layout.parts.calendar import calendar
from handouts.layout.parts.callouts import callouts
from handouts.layout.parts.lookalikes import lookalike_table
from handouts.layout.parts.reasons import reasons
from handouts.layout.parts.setting import Setting, join
from handouts.layout.parts.timeline import timeline
from handouts.layout.parts.words import bullets, heading, message, paragraph, steps, title


def pieces_of(section: Section, setting: Setting) -> list[Piece]:
    """The pieces of a section, in reading order.

    The lists of things to do and to leave share one width of chip, so that their words begin
    at one edge; another table of advice has its own.
    """
    pieces: list[Piece] = []
    blocks = list(section.blocks)
    before: Block | None = None
    heading_of: Heading | None = None
    listed = _listed_tables(section)
    while blocks:
        block = blocks.pop(0)
        made: list[Piece]
        match block:
            case Title():
                made = title(block, setting)
            case Message():
                made = message(block, setting)
            case Paragraph():
                made = paragraph(block, setting)
            case Heading():
                heading_of = block
                made = heading(block, setting)
            case BulletList():
                made = bullets(block, setting)
            case Steps():
                made = steps(block, setting)
            case AdviceTable():
                tables = listed if heading_of and heading_of.advice else [block]
                chip = chip_width(tables, setting.compositor, setting.density)
                made = advice_table(block, setting, chip=chip)
            case Timeline():
                made = timeline(block, setting)
            case Calendar():
                made = calendar(block, setting)
            case Reasons():
                made = reasons(block, setting)
            case LookalikeTable():
                made = lookalike_table(block, setting)
            case Callout():
                tiers = [block]
                while blocks and isinstance(blocks[0], Callout):
                    tiers.append(blocks.pop(0))  # type: ignore[arg-type]  # narrowed just above
                link = blocks.pop(0) if blocks and isinstance(blocks[0], WebLink) else None
                made = callouts(tiers, link, setting)  # type: ignore[arg-type]  # narrowed above
            case WebLink():
                made = callouts([], block, setting)
        introduces = isinstance(block, Paragraph) and isinstance(before, Heading) and bool(blocks)
        join(pieces, made, introduces=introduces)
        before = block
    return pieces


def _listed_tables(section: Section) -> list[AdviceTable]:
    """The advice that stands under a heading of things to do or to leave."""
    tables = []
    heading_of: Heading | None = None
    for block in section.blocks:
        if isinstance(block, Heading):
            heading_of = block
        elif isinstance(block, AdviceTable) and heading_of and heading_of.advice:
            tables.append(block)
    return tables
