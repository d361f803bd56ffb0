"""How many sides a handout takes, and how small its smallest words are."""

from __future__ import annotations

from handouts.document import Document
from handouts.findings import Finding, Severity
from handouts.layout.lay_out import SIDES_PER_SECTION
from handouts.layout.pages import Pages, PlacedRun

# CNIB Clear Print asks for 12 points; the footer's record line, for staff, has 10.
SMALLEST = 10.0


def check_sides(document: Document, pages: Pages) -> tuple[Finding, ...]:
    """A note where a handout takes more paper than a sheet for each section."""
    aim = SIDES_PER_SECTION * len(document.sections)
    sides = len(pages.pages)
    if sides <= aim:
        return ()
    return (
        Finding(
            check="page limit",
            severity=Severity.NOTE,
            place="handout",
            message=f"It takes {sides} sides; {aim} are the aim.",
            remedy="Nothing was left out or made smaller. Fewer advice rows would shorten it.",
        ),
    )


def check_sizes(pages: Pages) -> tuple[Finding, ...]:
    """An error where words are too small to read."""
    smallest = min(
        (
            item.run.size
            for page in pages.pages
            for item in page.items
            if isinstance(item, PlacedRun)
        ),
        default=SMALLEST,
    )
    if smallest >= SMALLEST:
        return ()
    return (
        Finding(
            check="clear print",
            severity=Severity.ERROR,
            place="handout",
            message=f"Some words are {smallest:g} points; {SMALLEST:g} is the least.",
            remedy="Mend the stylesheet.",
        ),
    )
