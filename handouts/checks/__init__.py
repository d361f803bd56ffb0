"""Checks look at values and report; whoever called decides what is fatal.

`check` is what every handout is asked; with `thorough` it is also asked what does not change
from patient to patient, and takes longer to answer.
"""

from __future__ import annotations

from handouts.checks.glyphs import whose
from handouts.checks.parts import check_parts
from handouts.checks.sides import check_sides, check_sizes
from handouts.document import Document, plain_text, reading_order
from handouts.findings import Finding
from handouts.layout.pages import Pages

__all__ = ["check", "whose"]


def check(document: Document, pages: Pages, *, thorough: bool = False) -> tuple[Finding, ...]:
    """What somebody should look at, in reading order.

    Args:
        document: What the handout says.
        pages: What stands where.
        thorough: Also judge the words themselves. Formulas of reading ease are made for
            English, and so is the list of what is never said; other languages are held to
            their source by their catalogs.
    """
    findings = [*check_parts(document), *check_sizes(pages)]
    if thorough:
        # Nobody at a desk can make a handout shorter; who keeps the words can.
        findings += check_sides(document, pages)
    if thorough and document.language.split("-")[0] == "en":
        from handouts.checks.never_say import check_never_say
        from handouts.checks.readability import check_readability

        texts = {
            section.name: [
                plain_text(text) for block in section.blocks for text in reading_order(block)
            ]
            for section in document.sections
        }
        findings += [*check_readability(texts), *check_never_say(texts)]
    return tuple(findings)
