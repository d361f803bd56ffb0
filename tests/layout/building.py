"""Documents in few words, for tests of layout.

With the square test font a body line of Letter paper, 516 points wide, holds 43 characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from handouts.color import Color
from handouts.document import (
    AdviceKind,
    AdviceRow,
    AdviceTable,
    Block,
    Calendar,
    CalendarDay,
    CalendarMark,
    Callout,
    Direction,
    Document,
    Footer,
    Heading,
    Inline,
    Inlines,
    Kind,
    Letterhead,
    LookalikeRow,
    LookalikeTable,
    PanelField,
    Paragraph,
    Proof,
    ReasonGroup,
    Reasons,
    Section,
    Tier,
    Timeline,
    TimelineRow,
)
from handouts.geometry import Size
from handouts.layout.lay_out import lay_out as real_lay_out
from handouts.layout.pages import Pages
from handouts.style import Edition, Paper, Stylesheet, stylesheet
from handouts.text import Fonts
from tests.shown import page_texts

ACCENT = Color.parse("#5E2B5C")
PHONE = Inline(text="555-0123", kind=Kind.PHONE, href="tel:+14165550123")
FILLER = "o"


def inlines(text: str | Inlines) -> Inlines:
    """Plain words, or inlines as they are."""
    if isinstance(text, tuple):
        return text
    return (Inline(text=text),) if text else ()


def words_for(name: str, count: int, letters: int = 30) -> str:
    """Words that each fill a line: `a1ooo… a2ooo…`."""
    return " ".join(f"{name}{number}".ljust(letters, FILLER) for number in range(1, count + 1))


def paragraph(name: str = "p", *, lines: int = 1, letters: int = 30) -> Paragraph:
    """A paragraph of that many lines, `p1`, `p2` and so on."""
    return Paragraph(text=inlines(words_for(name, lines, letters)))


def heading(text: str, note: str = "", advice: AdviceKind | None = None) -> Heading:
    """A section heading."""
    return Heading(text=inlines(text), note=inlines(note), advice=advice)


def advice(*rows: tuple[str | Inlines, ...], kind: AdviceKind = AdviceKind.DO) -> AdviceTable:
    """Advice rows: when, what and, if it has one, why."""
    return AdviceTable(
        rows=tuple(
            AdviceRow(
                key=f"key-{i}",
                kind=kind,
                pictogram="drop",
                when=inlines(row[0]),
                what=inlines(row[1]),
                why=inlines(row[2] if len(row) > 2 else ""),
            )
            for i, row in enumerate(rows)
        )
    )


def callout(
    tier: Tier, *signs: str | Inlines, heading: str = "Call", lead: str = "", short: bool = False
) -> Callout:
    """The signs of a tier."""
    return Callout(
        tier=tier,
        heading=inlines(heading),
        lead=inlines(lead),
        signs=tuple(inlines(sign) for sign in signs),
        short=short,
    )


def signs(name: str, count: int, letters: int = 15) -> tuple[str, ...]:
    """Signs of a line each: `a1ooo…`, `a2ooo…`."""
    return tuple(f"{name}{number}".ljust(letters, FILLER) for number in range(1, count + 1))


def timeline(*rows: tuple[str, str, str]) -> Timeline:
    """Phases: when, phase, text."""
    return Timeline(
        rows=tuple(
            TimelineRow(when=inlines(when), phase=inlines(phase), text=inlines(text))
            for when, phase, text in rows
        )
    )


def reasons(*groups: tuple[Proof, str, Sequence[str]]) -> Reasons:
    """Claims by proof: proof, label, claims."""
    return Reasons(
        groups=tuple(
            ReasonGroup(proof=proof, label=inlines(label), claims=tuple(map(inlines, claims)))
            for proof, label, claims in groups
        )
    )


def lookalikes(*names: str, looks: str = "Small.") -> LookalikeTable:
    """A table of one row for each name."""
    return LookalikeTable(
        heads=(inlines("Looks"), inlines("When"), inlines("Act")),
        rows=tuple(
            LookalikeRow(
                drawing="rough",
                name=inlines(name),
                looks=inlines(looks),
                starts=inlines("Day 2"),
                tier=Tier.SAME_DAY,
                action=inlines("Call us."),
                care=inlines("Wait."),
            )
            for name in names
        ),
    )


def calendar(
    *weekdays: str,
    first: int = 22,
    length: int = 30,
    months: tuple[str, str] = ("November", "December"),
    marked: Sequence[int] = (),
) -> Calendar:
    """Days from `first` on, the second month beginning after `length`."""
    days = []
    for index, weekday in enumerate(weekdays):
        day = first + index
        later = day > length
        days.append(
            CalendarDay(
                month=of_day(index, "month_name", months[later]),
                weekday=of_day(index, "weekday_short", weekday),
                number=of_day(index, "number", str(day - length if later else day)),
                marks=(CalendarMark(pictogram="drop", text=f"Wash on day {index}"),)
                if index in marked
                else (),
            )
        )
    return Calendar(days=tuple(days))


def of_day(index: int, form: str, text: str) -> Inlines:
    """What a calendar says of a day, as the visit's field that it is."""
    return (Inline(text=text, field=f"calendar.{index}:{form}"),) if text else ()


WEEK = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")


def two_weeks(marked: Sequence[int] = ()) -> Calendar:
    """Fifteen days from November 22."""
    return calendar(*(WEEK * 3)[:15], marked=marked)


def document(
    *blocks: Block,
    sections: Sequence[Sequence[Block]] = (),
    panel: Sequence[tuple[str, str | Inlines]] = (),
    name: str = "Clinic",
    language: str = "en-CA",
    direction: Direction = Direction.LTR,
    record: str = "",
    notices: Sequence[str] = (),
    marks: Sequence[str] = (),
    letterhead: Letterhead | None = None,
    formats: str = "Other formats?",
) -> Document:
    """A document of one section, or of several."""
    return Document(
        language=language,
        direction=direction,
        title="A handout",
        letterhead=letterhead
        or Letterhead(
            name=name,
            address="1 Elm St",
            logo=None,
            phones=((PHONE,),),
            emergency=inlines("Now: 911"),
        ),
        panel=tuple(
            PanelField(label=inlines(label), value=inlines(value)) for label, value in panel
        ),
        sections=tuple(
            Section(name=f"section-{i}", blocks=tuple(section))
            for i, section in enumerate(sections or (blocks,))
        ),
        footer=Footer(
            formats=inlines(formats),
            page=(
                Inline(text="Page "),
                Inline(text="1", kind=Kind.FIELD, field="page"),
                Inline(text=" of "),
                Inline(text="1", kind=Kind.FIELD, field="pages"),
            ),
            record=inlines(record),
            notices=tuple(map(inlines, notices)),
        ),
        margin_marks=tuple(map(inlines, marks)),
    )


class LayOut:
    """Lays blocks or documents out in the square font."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._first_side_lines = lru_cache(self._count_lines)

    def __call__(
        self,
        *blocks: Block,
        lines_per_page: int | None = None,
        edition: Edition = Edition.STANDARD,
        paper: Paper = "letter",
        **facts: object,
    ) -> Pages:
        """Pages of these blocks.

        Args:
            blocks: Of one section.
            lines_per_page: Body lines the first side has room for, instead of a whole page's.
            edition: Standard or large print.
            paper: The clinic's.
            facts: Passed to `document`.
        """
        return self.document(
            document(*blocks, **facts),  # type: ignore[arg-type]  # the keywords of document
            lines_per_page=lines_per_page,
            edition=edition,
            paper=paper,
        )

    def document(
        self,
        made: Document,
        *,
        lines_per_page: int | None = None,
        edition: Edition = Edition.STANDARD,
        paper: Paper = "letter",
    ) -> Pages:
        """Pages of a document."""
        sheet = stylesheet(accent=ACCENT, paper=paper, language=made.language, edition=edition)
        if lines_per_page is not None:
            less = 16 * (self._first_side_lines() - lines_per_page)
            sheet = shorter(sheet, less)
        return real_lay_out(made, sheet, self.fonts)

    def _count_lines(self) -> int:
        sheet = stylesheet(accent=ACCENT, paper="letter", language="en-CA")
        many = document(*(paragraph() for _ in range(100)))
        return len(page_texts_of_blocks(real_lay_out(many, sheet, self.fonts))[0])


def shorter(sheet: Stylesheet, by: float) -> Stylesheet:
    """The same look on shorter paper."""
    return replace(sheet, page=Size(sheet.page.width, sheet.page.height - by))


def page_texts_of_blocks(pages: Pages) -> list[list[str]]:
    """Each page's lines without letterhead and footer."""
    furniture = {"Clinic", "1 Elm St", "555-0123", "Now: 911", "Other formats?"}
    return [[text.rstrip() for text in page if text not in furniture] for page in page_texts(pages)]


def contents(pages: Pages) -> list[list[str]]:
    """Each page's lines without letterhead and footer, and without filler."""
    return [
        [text.rstrip(FILLER) if text.endswith(3 * FILLER) else text for text in page]
        for page in page_texts_of_blocks(pages)
    ]
