"""Freeze a laid-out handout as a sheet for others, without anything of its visit."""

from __future__ import annotations

from dataclasses import replace

from handouts.document import Inlines
from handouts.layout.slots import Slot
from handouts.masters.sheet import FrozenSheet, MadeHandout
from handouts.pdf.write import as_laid_out, freeze, open_slots
from handouts.pipeline import LaidOutHandout


def frozen_sheet(laid_out: LaidOutHandout) -> FrozenSheet:
    """The sheet of a handout; `is_for_others` says whether others may be made from it."""
    pages = laid_out.pages.pages
    master = freeze(laid_out.pages, font_file=laid_out.font_file, metadata=laid_out.metadata)
    languages = {
        owner: slot.text.language
        for index in master.pages
        for slot in open_slots(pages[index])
        for owner in slot.owners
    }
    return FrozenSheet(
        master=master,
        slots=tuple(
            tuple(_without_words(slot) for slot in open_slots(pages[index]))
            for index in master.pages
        ),
        told=tuple(
            (_without_typed(element.words), languages[element.number])
            for element in laid_out.pages.elements
            if element.words
        ),
        sides=len(pages),
        code=laid_out.code,
        findings=laid_out.findings,
    )


def is_for_others(laid_out: LaidOutHandout) -> bool:
    """Whether every slot was left open, and every date kept to its room."""
    return all(
        len(open_slots(page)) == len(page.slots) and all(slot.text.fits for slot in page.slots)
        for page in laid_out.pages.pages
    )


def made(laid_out: LaidOutHandout, sheet: FrozenSheet) -> MadeHandout:
    """The handout as it was laid out."""
    return MadeHandout(
        pdf=as_laid_out(laid_out.pages, sheet.master, laid_out.font_file),
        sides=sheet.sides,
        code=sheet.code,
        findings=sheet.findings,
    )


def _without_typed(inlines: Inlines) -> Inlines:
    return tuple(replace(inline, text="") if inline.field else inline for inline in inlines)


def _without_words(slot: Slot) -> Slot:
    text = slot.text
    # Nor is the width of a name kept, nor how many runs it took.
    text = replace(text, inlines=_without_typed(text.inlines), lines=(), width=0.0)
    return replace(slot, first=0, count=0, text=text)
