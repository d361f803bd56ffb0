"""Parse the markup that templates yield into the blocks of a Document.

One element becomes one block; whoever knows `document/blocks.py` knows the markup. White space
between words counts as one space, as in HTML; a patient's name or a phone number is kept
character for character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from handouts.document import (
    WITHOUT_STOP,
    AdviceKind,
    AdviceRow,
    AdviceTable,
    Block,
    BulletList,
    Calendar,
    CalendarDay,
    CalendarMark,
    Callout,
    Heading,
    Inline,
    Inlines,
    Kind,
    LookalikeRow,
    LookalikeTable,
    Message,
    PanelField,
    Paragraph,
    Proof,
    ReasonGroup,
    Reasons,
    Section,
    Steps,
    Tier,
    Timeline,
    TimelineRow,
    Title,
    WebLink,
    plain_text,
)
from handouts.templating.elements import Element, read_elements
from handouts.templating.schema import INLINES, validate
from handouts.templating.written import NUMBER
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the sections.

    Attributes:
        contacts: One or two numbers for the top of every side.
        emergency: "Emergency: 911".
        panel: The lines of the patient panel.
        formats: That other formats can be had.
        page: "Page 1 of 2", its numbers as the fields `page` and `pages`.
        record: Version, approval, review and code.
        marks: What stands in the margin, such as SAMPLE.
    """

    contacts: tuple[Inlines, ...]
    emergency: Inlines
    panel: tuple[PanelField, ...]
    formats: Inlines
    page: Inlines
    record: Inlines
    marks: tuple[Inlines, ...]


def parse_section(text: str, *, template: str) -> Section:
    """A section from the text its template yielded.

    Raises:
        MarkupError: Something in it is not the markup of a handout; all mistakes at once.
    """
    root = read_elements(text, template=template)
    validate(root, expected="section")
    return Section(
        name=root.attributes["name"],
        blocks=tuple(_BLOCKS[element.name](element) for element in root.elements),
    )


def parse_frame(text: str, *, template: str) -> Frame:
    """The frame from the text its template yielded.

    Raises:
        MarkupError: As for a section.
    """
    root = read_elements(text, template=template)
    validate(root, expected="frame")
    (panel,) = _all(root, "panel")
    return Frame(
        contacts=_each(root, "contact"),
        emergency=_one(root, "emergency"),
        panel=tuple(
            PanelField(label=_one(entry, "label"), value=_one(entry, "value"))
            for entry in panel.elements
        ),
        formats=_one(root, "formats"),
        page=_one(root, "page"),
        record=_one(root, "record"),
        marks=_each(root, "mark"),
    )


def parse_notice(text: str, *, template: str) -> Inlines:
    """The words of a notice from the text its template yielded.

    Raises:
        MarkupError: As for a section.
    """
    root = read_elements(text, template=template)
    validate(root, expected="notice")
    return _words(root)


def _advice(element: Element) -> Block:
    return AdviceTable(
        rows=tuple(
            AdviceRow(
                key=row.attributes["key"],
                kind=AdviceKind(row.attributes["kind"]),
                pictogram=row.attributes["pictogram"],
                when=_one(row, "when"),
                what=_one(row, "what"),
                why=_one(row, "why"),
            )
            for row in element.elements
        )
    )


def _timeline(element: Element) -> Block:
    return Timeline(
        rows=tuple(
            TimelineRow(
                when=_one(phase, "when"), phase=_one(phase, "name"), text=_one(phase, "text")
            )
            for phase in element.elements
        )
    )


def _of_day(day: Element, part: str, form: str) -> Inlines:
    text, field = day.attributes[part], day.attributes.get("field")
    if not text:
        return ()
    return (Inline(text=text, field=f"{field}:{form}" if field else None),)


def _calendar(element: Element) -> Block:
    return Calendar(
        days=tuple(
            CalendarDay(
                month=_of_day(day, "month", "month_name"),
                weekday=_of_day(day, "weekday", "weekday_short"),
                number=_of_day(day, "number", NUMBER),
                marks=tuple(
                    CalendarMark(
                        pictogram=mark.attributes["pictogram"], text=plain_text(_words(mark))
                    )
                    for mark in day.elements
                ),
            )
            for day in element.elements
        )
    )


def _callout(element: Element) -> Block:
    return Callout(
        tier=Tier(element.attributes["tier"]),
        heading=_one(element, "head"),
        lead=_one(element, "lead"),
        signs=_each(element, "sign"),
        short=element.attributes.get("short") == "yes",
    )


def _heading(element: Element) -> Block:
    advice = element.attributes.get("advice")
    return Heading(
        text=_words(element),
        note=_one(element, "note"),
        advice=AdviceKind(advice) if advice else None,
    )


def _reasons(element: Element) -> Block:
    return Reasons(
        groups=tuple(
            ReasonGroup(
                proof=Proof(group.attributes["proof"]),
                label=_one(group, "label"),
                claims=_each(group, "claim"),
            )
            for group in element.elements
        )
    )


def _lookalikes(element: Element) -> Block:
    heads, *rows = element.elements
    return LookalikeTable(
        heads=(_one(heads, "looks"), _one(heads, "starts"), _one(heads, "action")),
        rows=tuple(_lookalike(row) for row in rows),
    )


def _lookalike(row: Element) -> LookalikeRow:
    tier = row.attributes.get("tier")
    return LookalikeRow(
        drawing=row.attributes["drawing"],
        name=_one(row, "name"),
        looks=_one(row, "looks"),
        starts=_one(row, "starts"),
        tier=Tier(tier) if tier else None,
        action=_one(row, "action"),
        care=_one(row, "care"),
    )


_BLOCKS: dict[str, Callable[[Element], Block]] = {
    "title": lambda element: Title(text=_words(element)),
    "message": lambda element: Message(text=_words(element)),
    "p": lambda element: Paragraph(text=_words(element)),
    "heading": _heading,
    "list": lambda element: BulletList(items=_each(element, "item")),
    "steps": lambda element: Steps(items=_each(element, "item")),
    "advice": _advice,
    "timeline": _timeline,
    "calendar": _calendar,
    "callout": _callout,
    "reasons": _reasons,
    "lookalikes": _lookalikes,
    "weblink": lambda element: WebLink(text=_words(element), href=element.attributes["href"]),
}


def _all(parent: Element, name: str) -> list[Element]:
    return [child for child in parent.elements if child.name == name]


def _each(parent: Element, name: str) -> tuple[Inlines, ...]:
    return tuple(_words(child) for child in _all(parent, name))


def _one(parent: Element, name: str) -> Inlines:
    """The words of the one child of this name; nothing if it was left out."""
    return next(iter(_each(parent, name)), ())


def _words(element: Element) -> Inlines:
    """The words in an element, spaces evened out and neighbors of one kind joined."""
    inlines: list[Inline] = []
    for inline in _inlines(element, strong=False):
        last = inlines[-1] if inlines else None
        if inline.kind is not Kind.WORDS:
            inlines.append(inline)
            continue
        text = re.sub(r"[ \t\r\n]+", " ", inline.text)
        if last is None or (last.kind is Kind.WORDS and last.text.endswith(" ")):
            text = text.removeprefix(" ")
        elif last.kind in (Kind.DATE, Kind.TIME) and text.startswith("."):
            # "… until 3 p.m." ends its sentence with one stop. It is the sentence's, since
            # another day or hour might have none of its own.
            inlines[-1] = replace(
                last,
                text=last.text.removesuffix("."),
                field=last.field and last.field + WITHOUT_STOP,
            )
        if not text:
            continue
        if last and (last.kind, last.strong, last.language) == (
            Kind.WORDS,
            inline.strong,
            inline.language,
        ):
            inlines[-1] = replace(last, text=last.text + text)
        else:
            inlines.append(replace(inline, text=text))
    return _without_last_space(inlines)


def _without_last_space(inlines: list[Inline]) -> Inlines:
    if inlines and inlines[-1].kind is Kind.WORDS:
        text = inlines[-1].text.removesuffix(" ")
        inlines[-1:] = [replace(inlines[-1], text=text)] if text else []
    return tuple(inlines)


def _inlines(element: Element, *, strong: bool) -> Iterator[Inline]:
    for child in element.children:
        if isinstance(child, str):
            yield Inline(text=child, strong=strong)
        elif child.name == "b":
            yield from _inlines(child, strong=True)
        elif child.name == "foreign":
            language = child.attributes["lang"]
            for inline in _inlines(child, strong=strong):
                is_theirs = inline.kind is Kind.WORDS and inline.language is None
                # A date or a name in a foreign sentence is still as the sheet writes it.
                yield replace(inline, language=language) if is_theirs else inline
        elif child.name in INLINES:
            yield Inline(
                text=child.text,
                kind=Kind(child.name),
                strong=strong,
                href=child.attributes.get("href"),
                field=child.attributes.get("field") or child.attributes.get("name"),
                language=child.attributes.get("lang"),
            )
