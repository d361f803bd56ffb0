"""The run sheet as meaning: what was printed, for whoever stands at the printer.

It is a list to tick and no handout: it has letterhead and tables, but no patient to speak to,
so it is a value of its own. All its words are given; nothing here knows a language or a clinic.
"""

from __future__ import annotations

from handouts.document.blocks import Block, PanelField
from handouts.document.inlines import Inlines
from handouts.document.pictures import Picture
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetLook:
    """Something to look at before a patient gets the handouts it is true of.

    Attributes:
        key: What stands for it in the table, such as `a`; or that it is true of all.
        text: What it is, and in which handouts.
    """

    key: str
    text: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetTable:
    """Rows under heads; the first cell of a row names it.

    Attributes:
        heading: Of the table; empty for none.
        note: A few words at the end side of the heading.
        heads: Of the columns.
        rows: Each with as many cells as there are heads; an empty one is not known.
        numbers: Columns, by index, that hold numbers and stand at their end side.
        widest: The column, by index, that takes the room left.
        ticked: Each row has a box to tick.
    """

    heading: str = ""
    note: str = ""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    widest: int
    ticked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheet:
    """What lies on top of a batch.

    Attributes:
        language: BCP 47 tag, of a language written from left to right.
        title: For the PDF's title.
        clinic: The clinic's name, and its branch's.
        logo: Its logo.
        notice: Beside them, bold: whom the sheet is for.
        running: Beside them on later sides: what this is.
        panel: Facts under the letterhead.
        blocks: What stands above the tables, its first block the title, its last, if there is
            something to look at, the heading of that.
        looks: What there is to look at.
        tables: In the order of the paper; those with the same heads have the same columns.
        footer: At the foot of every side.
        page: "Page {page} of {pages}", filled by layout.
    """

    language: str
    title: str
    clinic: str
    logo: Picture | None
    notice: str
    running: str
    panel: tuple[PanelField, ...]
    blocks: tuple[Block, ...]
    looks: tuple[RunSheetLook, ...]
    tables: tuple[RunSheetTable, ...]
    footer: str
    page: str
