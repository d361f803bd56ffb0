"""Every handout has the parts a patient cannot do without (design, section 5)."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.document import (
    AdviceTable,
    Calendar,
    Callout,
    Document,
    Kind,
    LookalikeTable,
    Message,
    Reasons,
    Tier,
    Timeline,
    Title,
)
from handouts.findings import Finding, Severity

_OF_SECTION: dict[str, dict[str, type]] = {
    "aftercare": {
        "a title": Title,
        "a main message": Message,
        "things to do and to leave": AdviceTable,
        "a calendar to tick": Calendar,
        "what is usual and until when": Timeline,
    },
    "breakouts": {
        "a title": Title,
        "a main message": Message,
        "why breakouts happen": Reasons,
        "what the bumps may be": LookalikeTable,
    },
}


def check_parts(document: Document) -> tuple[Finding, ...]:
    """Parts that are missing, each an error."""
    return tuple(
        Finding(
            check="required parts",
            severity=Severity.ERROR,
            place=place,
            message=f"The handout lacks {part}.",
            remedy="Put it back into the template.",
        )
        for place, part in _missing(document)
    )


def _missing(document: Document) -> Iterator[tuple[str, str]]:
    for section in document.sections:
        kinds = {type(block) for block in section.blocks}
        for part, kind in _OF_SECTION.get(section.name, {}).items():
            if kind not in kinds:
                yield section.name, part
    tiers = {
        block.tier
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Callout)
    }
    for tier in Tier:
        if tier not in tiers:
            yield "warning signs", f"the signs of tier {tier.value}"
    letterhead = document.letterhead
    if not any(i.kind is Kind.PHONE for phone in letterhead.phones for i in phone):
        yield "letterhead", "a phone number"
    if not any(i.kind is Kind.PHONE for i in letterhead.emergency):
        yield "letterhead", "the emergency number"
    if not document.footer.formats:
        yield "footer", "the offer of other formats"
    if not document.footer.record:
        yield "footer", "its version and code"
