"""The handout as meaning: what it says and in what order, nothing of where it stands.

Templates are parsed into this model; layout, HTML and plain text are made from it. The
vocabulary is closed: a new kind of block is a new part of the page, with a place in `layout`,
in `export` and in the markup of `templating`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from handouts.document.inlines import Direction, Inlines, Rooms
from handouts.document.pictures import Picture
from handouts.values import dataclass


class Tier(StrEnum):
    """How urgent a warning sign is; the values are the letters of the clinical base."""

    EMERGENCY = "E"
    URGENT = "U"
    SAME_DAY = "S"
    ROUTINE = "R"


class AdviceKind(StrEnum):
    """A thing to do, or to leave."""

    DO = "do"
    DO_NOT = "do-not"


class Proof(StrEnum):
    """How well a claim is supported, as a disc shows it."""

    FULL = "full"
    HALF = "half"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The name of a handout or of its second section."""

    text: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The one thing to remember, under the title."""

    text: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text."""

    text: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of what follows.

    Attributes:
        text: The heading.
        note: A few words at the end side of its line: how to read what follows.
        advice: The mark in front of it, if it heads a list of things to do or to leave.
    """

    text: Inlines
    note: Inlines = ()
    advice: AdviceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList:
    """Things in no order."""

    items: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Things in their order, numbered from 1."""

    items: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceRow:
    """One do or don't: when, what and why, three sentences that stand alone.

    Attributes:
        key: The advice key, such as `makeup`.
        kind: Do or do not.
        pictogram: The name of its drawing.
        when: "Until Tue, Nov 24", or the span without a treatment time.
        what: The instruction.
        why: The reason, or how to; may be empty.
    """

    key: str
    kind: AdviceKind
    pictogram: str
    when: Inlines
    what: Inlines
    why: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceTable:
    """Rows of advice, as many as the section needs."""

    rows: tuple[AdviceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One phase of healing.

    Attributes:
        when: Its end as a date, or as a span.
        phase: Its name, "First 36 hours"; may be empty.
        text: What is usual.
    """

    when: Inlines
    phase: Inlines
    text: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The phases of healing, in order."""

    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMark:
    """A picture under a day: what may start again, or a phone for when to call.

    Attributes:
        pictogram: The name of its drawing.
        text: The same in words, for those who cannot see it.
    """

    pictogram: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One day to tick.

    Attributes:
        month: Its month's name, "November"; nothing where days are counted.
        weekday: "Sun"; nothing where days are counted.
        number: The day of the month, or the day after treatment.
        marks: What that day brings.
    """

    month: Inlines
    weekday: Inlines
    number: Inlines
    marks: tuple[CalendarMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days to tick, the treatment day first."""

    days: tuple[CalendarDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """The warning signs of one tier.

    Attributes:
        tier: How urgent.
        heading: What to do and the number to ring.
        lead: What to do when nobody answers; may be empty.
        signs: The signs, each standing alone. All of them print, always.
        short: Run the signs on as sentences instead of a list.
    """

    tier: Tier
    heading: Inlines
    lead: Inlines = ()
    signs: tuple[Inlines, ...]
    short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonGroup:
    """Claims of one strength of proof.

    Attributes:
        proof: How strong.
        label: The same in words.
        claims: The claims, each standing alone.
    """

    proof: Proof
    label: Inlines
    claims: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why something happens, sorted by strength of proof."""

    groups: tuple[ReasonGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookalikeRow:
    """One thing the bumps may be.

    Attributes:
        drawing: The name of its drawing.
        name: The plain name.
        looks: How it looks and feels.
        starts: When it often starts.
        tier: Whom to call and how soon; None where there is no need.
        action: The same in words.
        care: What to do at home; may be empty.
    """

    drawing: str
    name: Inlines
    looks: Inlines
    starts: Inlines
    tier: Tier | None
    action: Inlines
    care: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookalikeTable:
    """Things that look alike, from mild to serious.

    Attributes:
        heads: The three column heads: looks and feels, starts, what to do.
        rows: From mild to serious.
    """

    heads: tuple[Inlines, Inlines, Inlines]
    rows: tuple[LookalikeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLink:
    """A page to read on: words beside a QR code of the same address.

    Attributes:
        text: The words.
        href: The https: address.
    """

    text: Inlines
    href: str


Block: TypeAlias = (
    Title
    | Message
    | Paragraph
    | Heading
    | BulletList
    | Steps
    | AdviceTable
    | Timeline
    | Calendar
    | Callout
    | Reasons
    | LookalikeTable
    | WebLink
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a handout; each starts on a fresh side.

    Attributes:
        name: `aftercare` or `breakouts`.
        blocks: In reading order.
    """

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who the handout is from and whom to ring; at the top of every side.

    Attributes:
        name: The clinic.
        address: One line.
        logo: Its logo, described by the clinic's name.
        phones: One or two numbers, each one inline of kind phone, an extension in the words.
        emergency: "Emergency: 911".
    """

    name: str
    address: str
    logo: Picture | None
    phones: tuple[Inlines, ...]
    emergency: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelField:
    """One line of the patient panel.

    Attributes:
        label: "Name".
        value: What is known; empty leaves a line to write on.
    """

    label: Inlines
    value: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """The foot of every side.

    Attributes:
        formats: That other formats can be had.
        page: "Page 1 of 2", its two numbers being the fields `page` and `pages`.
        record: Version, approval, review and code, for staff.
        notices: Lines that must be seen, such as a translation not yet reviewed.
    """

    formats: Inlines
    page: Inlines
    record: Inlines
    notices: tuple[Inlines, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole handout, filled for one clinic, one language and perhaps one visit.

    Attributes:
        language: BCP 47 tag.
        direction: Which way the language is written.
        title: For the PDF's title; never a patient's name.
        letterhead: Who it is from.
        panel: Who it is for; on the first side.
        sections: In order.
        footer: What every side ends with.
        margin_marks: SAMPLE and DRAFT, in words, set outside the text.
        rooms: For each form of date or time that the visit fills, all it may say.
    """

    language: str
    direction: Direction
    title: str
    letterhead: Letterhead
    panel: tuple[PanelField, ...]
    sections: tuple[Section, ...]
    footer: Footer
    margin_marks: tuple[Inlines, ...] = ()
    rooms: Rooms = ()
