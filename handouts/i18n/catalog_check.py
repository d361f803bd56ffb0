"""Everything that is wrong with a whole catalog.

The gate looks at one message at a time, and only at those a handout uses. Here the catalog is
held against the list of what there is to translate, against the glossary, and against the
characters the fonts can draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from handouts.findings import Finding, Severity
from handouts.i18n.catalog import Catalog
from handouts.i18n.gate import message_problems, printed_characters
from handouts.i18n.glossary import Glossary
from handouts.i18n.messages import Message

Covers: TypeAlias = Callable[[str, bool], bool]
"""Whether a character can be drawn in a weight; True is bold."""

_MEND = "Mend it in the catalog, or ask the translator."
_HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def check_catalog(
    catalog: Catalog,
    wanted: Iterable[Message],
    *,
    glossary: Glossary | None = None,
    covers: Covers | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with a catalog, in its order, and what it lacks.

    An ERROR keeps a sentence, or the catalog, from being printed.

    Args:
        catalog: Any but English, which has nothing to be held against.
        wanted: What there is to translate.
        glossary: The terms it should use; None does not ask.
        covers: Whether the fonts can draw a character; None does not ask.
    """
    if catalog.language.is_source:
        return ()
    by_id = {each.id: each for each in wanted}
    findings = [*_header_findings(catalog)]
    for message in catalog.messages.values():
        if message.id not in by_id:
            findings.append(_unused(catalog, message))
        elif message.plural != by_id[message.id].plural:
            text = "Its English plural is not that of the template."
            findings.append(_finding(catalog, message, text))
        else:
            findings += _message_findings(catalog, message, glossary)
    findings += (
        _finding(catalog, each, "It is not in the catalog.", line=None)
        for each in by_id.values()
        if each.id not in catalog.messages
    )
    return (*findings, *_glyph_findings(catalog, covers))


def _header_findings(catalog: Catalog) -> Iterator[Finding]:
    for name, wanted in _HEADER.items():
        found = catalog.header.fields.get(name, "") if catalog.header else ""
        if found.replace(" ", "").casefold() != wanted.replace(" ", "").casefold():
            yield Finding(
                check="translation",
                severity=Severity.ERROR,
                place=f"{catalog.place}:{catalog.header.line if catalog.header else 1}",
                message=f"The header's {name} is {found or 'missing'}.",
                remedy=f"Write: {name}: {wanted}",
            )


def _message_findings(
    catalog: Catalog, message: Message, glossary: Glossary | None
) -> Iterator[Finding]:
    for problem in message_problems(message, catalog.language):
        yield _finding(catalog, message, problem.text, severity=problem.severity)
    if message.remark and not message.is_stale:
        remedy = "Have it reviewed by somebody else, or as it stands now."
        yield _finding(catalog, message, message.remark, severity=Severity.WARNING, remedy=remedy)
    if glossary and all(message.translations):
        for term, choices in glossary.missing(message, catalog.language):
            yield _finding(
                catalog,
                message,
                f"The glossary's word for “{term}” is not in it: {choices}.",
                severity=Severity.WARNING,
                remedy="Use the glossary's word, so that one thing has one name on every sheet.",
            )


def _unused(catalog: Catalog, message: Message) -> Finding:
    return _finding(
        catalog,
        message,
        "No template asks for it.",
        severity=Severity.NOTE,
        remedy="Run handouts translate update.",
    )


def _glyph_findings(catalog: Catalog, covers: Covers | None) -> Iterator[Finding]:
    if covers is None:
        return
    first_in: dict[str, Message] = {}
    for message in catalog.messages.values():
        for character in printed_characters(message):
            first_in.setdefault(character, message)
    for character, message in first_in.items():
        weights = [name for name, bold in (("regular", False), ("bold", True))]
        weights = [
            name
            for name, bold in (("regular", False), ("bold", True))
            if not covers(character, bold)
        ]
        if weights:
            text = f"No {' or '.join(weights)} font has “{character}” (U+{ord(character):04X})."
            remedy = "Write it with other characters."
            yield _finding(catalog, message, text, remedy=remedy)


def _finding(
    catalog: Catalog,
    message: Message,
    text: str,
    *,
    severity: Severity = Severity.ERROR,
    remedy: str = _MEND,
    line: int | None = -1,
) -> Finding:
    number = message.line if line == -1 else line
    return Finding(
        check="translation",
        severity=severity,
        place=f"{catalog.place}:{number}" if number else catalog.place,
        message=f"{message.id.text!r}: {text}",
        remedy=remedy,
    )
