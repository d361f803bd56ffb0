"""Pages put together by hand, so that `pdf` is tested without `layout`.

The lines are real: `text` sets them. Everything else stands where the test puts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from handouts.color import Color
from handouts.document import Direction, Inline, Kind, RasterPicture
from handouts.geometry import LETTER, Path, Point, Rect, Segment, polyline
from handouts.layout.pages import (
    Artifact,
    Element,
    Item,
    Link,
    Owner,
    Page,
    Pages,
    PlacedImage,
    PlacedPath,
    PlacedRun,
)
from handouts.library import Library
from handouts.pdf import Metadata, write_pdf
from handouts.text.fonts import Fonts, load_fonts
from handouts.text.paragraph import break_lines
from handouts.text.runs import TextSpan

METADATA = Metadata(
    created=datetime(2026, 11, 22, 15, 0, tzinfo=UTC), version="0.1.0", author="Sample & Clinic"
)
INK, ACCENT = Color(30, 30, 30), Color(94, 43, 92)
LEFT, MEASURE = 54.0, 480.0
RIGHT_TO_LEFT = ("ar", "fa", "ur", "he")

PHONE = Inline(text="416-555-0123", kind=Kind.PHONE)
DATE = Inline(text="2026-11-24", kind=Kind.DATE)
DOSE = Inline(text="400-600 mg", kind=Kind.DOSE)
TERM = Inline(text="Microneedling (RF)", kind=Kind.TERM)

# One paragraph for each kind of script, with what a bare line would show backwards.
PARAGRAPHS: dict[str, tuple[str | Inline, ...]] = {
    "en": (
        "No makeup until ", DATE, ". Waves of AVATAR fonts kern: To, Ya, office. Call ", PHONE,
        " if a bump is hot, if it spreads, or if you have a fever of 38.5 °C or more.",
    ),
    "fr": (
        "Pas de maquillage jusqu’au ", DATE, " : votre peau a besoin de repos. À l’œil nu, les "
        "rougeurs s’effacent tôt. Appelez le ", PHONE, " si ça s’aggrave.",
    ),
    "hi": (
        "त्वचा को धूप से बचाएँ और ", DATE, " तक मेकअप न लगाएँ। यदि सूजन बढ़े या बुखार हो तो क्लिनिक को ", PHONE,
        " पर फ़ोन करें। प्रक्रिया के बाद हल्की लालिमा सामान्य है।",
    ),
    "ta": (
        "உங்கள் தோலைத் தொடாதீர்கள்; ", DATE, " வரை ஒப்பனை வேண்டாம். கொப்புளம் பெரிதானால் ", PHONE,
        " என்ற எண்ணை அழைக்கவும். ஸ்ரீ மற்றும் க்ஷ எழுத்துகளும் சரியாக வர வேண்டும்.",
    ),
    "zh-Hans": (
        "治疗后请在", DATE, "之前不要化妆，也不要揉搓皮肤。如果红肿加重或发烧，请致电", PHONE,
        "。轻微的发红和脱皮是正常现象，通常几天内会消退。",
    ),
    "ur": (
        "علاج کے بعد جلد کو دھوپ سے بچائیں اور ", DATE, " تک میک اپ نہ کریں۔ اگر سوجن بڑھے یا بخار ہو تو کلینک کو ",
        PHONE, " پر فون کریں۔ ہلکی سرخی معمول کی بات ہے۔",
    ),
    "fa": (
        "بعد از درمان تا ", DATE, " آرایش نکنید و پوست را نمی‌خارانید. اگر ورم کاملاً بیشتر شد با شمارهٔ ما ", PHONE,
        " تماس بگیرید. قرمزی خفیف طبیعی است و چند روز می‌ماند.",
    ),
    "ar": (
        "لا تستخدم المكياج حتى ", DATE, " بعد جلسة ", TERM, ". لا تتناول أكثر من ", DOSE,
        " دون سؤال الطبيب. اتصل بالعيادة على الرقم ", PHONE,
        " إذا زاد الاحمرار أو ارتفعت الحرارة. الاحمرار الخفيف أمر طبيعي.",
    ),
}  # fmt: skip


def typeset(parts: Sequence[str | Inline]) -> str:
    return "".join(part if isinstance(part, str) else part.isolated for part in parts)


def read(parts: Sequence[str | Inline]) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in parts)


@cache
def fonts(language: str) -> Fonts:
    return load_fonts(Library.find().fonts, language)


class Sheet:
    """Pages in the making: words go down the page, one block after the other."""

    def __init__(self, language: str = "en", *, title: str = "Sample aftercare") -> None:
        self.language, self.title = language, title
        rtl = language in RIGHT_TO_LEFT
        self.direction = Direction.RTL if rtl else Direction.LTR
        self.leading = 2.6 if language == "ur" else 1.5
        self.elements = [Element(number=0, parent=None, tag="Document")]
        self.sides: list[tuple[list[Item], list[Link]]] = [([], [])]
        self.y = 54.0

    @property
    def items(self) -> list[Item]:
        return self.sides[-1][0]

    def turn_over(self) -> None:
        self.sides.append(([], []))
        self.y = 54.0

    def element(self, tag: str, parent: int = 0, **said: Any) -> int:
        self.elements.append(Element(number=len(self.elements), parent=parent, tag=tag, **said))
        return len(self.elements) - 1

    def words(
        self,
        owner: Owner,
        parts: str | Sequence[str | Inline],
        *,
        size: float = 12,
        bold: bool = False,
        x: float = LEFT,
        measure: float = MEASURE,
        color: Color = INK,
        quarter_turns: int = 0,
    ) -> float:
        """Set words here, move down past them, and give the right end of the last line."""
        text = parts if isinstance(parts, str) else typeset(parts)
        span = TextSpan(text=text, size=size, bold=bold, language=self.language)
        lines = break_lines(
            [span], measure=measure, direction=self.direction, fonts=fonts(self.language)
        )
        right = x
        for line in lines:
            self.y += size * self.leading
            start = x + (measure - line.advance if self.direction is Direction.RTL else 0)
            right = start + line.advance
            self.items.extend(
                PlacedRun(
                    owner=owner,
                    origin=Point(start + place, self.y),
                    run=run,
                    color=color,
                    quarter_turns=quarter_turns,
                )
                for run, place in zip(line.runs, line.places, strict=True)
            )
        return right

    def paragraph(self, parts: str | Sequence[str | Inline], tag: str = "P", **said: Any) -> int:
        whole = parts if isinstance(parts, str) else read(parts)
        rtl = self.direction is Direction.RTL
        owner = self.element(tag, actual_text=whole if rtl else None)
        self.words(owner, parts, **said)
        self.y += 8
        return owner

    def link(self, before: str, text: str, href: str) -> None:
        outer = self.element("P")
        inner = self.element("Link", outer)
        top = self.y
        x = self.words(outer, before)
        self.y = top
        right = self.words(inner, text, x=x + 4, color=ACCENT)
        rect = Rect(x + 4, self.y - 12, right - x - 4, 16)
        self.sides[-1][1].append(Link(element=inner, rect=rect, href=href, contents=f"Call {text}"))
        self.y += 8

    def steps(self, *texts: str) -> None:
        outer = self.element("L")
        for index, text in enumerate(texts, start=1):
            item = self.element("LI", outer)
            label, body = self.element("Lbl", item), self.element("LBody", item)
            top = self.y
            self.words(label, f"{index}.")
            self.y = top
            self.words(body, text, x=LEFT + 20)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table with heads above and at the start; an empty text is an empty cell."""
        outer = self.element("Table")
        for index, texts in enumerate(rows):
            row, top = self.element("TR", outer), self.y
            for column, text in enumerate(texts):
                scope = "Column" if index == 0 else "Row" if column == 0 else None
                cell = self.element("TH" if scope else "TD", row, scope=scope)
                self.y = top
                if text:
                    self.words(cell, text, x=LEFT + 150 * column, measure=140)
            rule = polyline([(LEFT, self.y + 5), (LEFT + MEASURE, self.y + 5)])
            self.items.append(PlacedPath(owner=Artifact.LAYOUT, path=rule, stroke=ACCENT))
            self.y += 6

    def figure(self, alt: str | None = "A ring and a square") -> None:
        """A ring with a square beside it, and a picture of pixels."""
        drawn = self.element("Figure", alt=alt)
        ring = circle(LEFT + 40, self.y + 50, 36) + circle(LEFT + 40, self.y + 50, 24)
        square = polyline(
            [
                (LEFT + 100, self.y + 20),
                (LEFT + 160, self.y + 20),
                (LEFT + 160, self.y + 80),
                (LEFT + 100, self.y + 80),
            ],
            closed=True,
        )
        self.items.append(PlacedPath(owner=drawn, path=ring, fill=ACCENT, even_odd=True))
        self.items.append(
            PlacedPath(owner=drawn, path=square, fill=Color(0, 130, 130), stroke=INK, width=2)
        )
        photo = self.element("Figure", alt="A gradient")
        rect = Rect(LEFT + 200, self.y + 20, 60, 60)
        self.items.append(PlacedImage(owner=photo, rect=rect, picture=gradient(16)))
        self.y += 96

    def furniture(self) -> None:
        """The foot of the page, and words running up and down its margin."""
        y = self.y
        self.y = 740.0
        self.words(Artifact.PAGINATION, f"{len(self.sides)} / 2", size=10)
        for turns, x in ((3, 590.0), (1, 20.0)):
            self.y = 400.0
            self.words(Artifact.PAGINATION, "SAMPLE", x=x, quarter_turns=turns, measure=200)
        self.y = y

    def pages(self) -> Pages:
        return Pages(
            size=LETTER,
            pages=tuple(
                Page(items=tuple(items), links=tuple(links)) for items, links in self.sides
            ),
            elements=tuple(self.elements),
            title=self.title,
            language=self.language,
            direction=self.direction,
        )

    def pdf(self, metadata: Metadata = METADATA) -> bytes:
        loaded = fonts(self.language)
        return write_pdf(
            self.pages(), font_file=lambda name: loaded.face(name).path, metadata=metadata
        )


def circle(x: float, y: float, radius: float) -> Path:
    k = 0.5523 * radius

    def curve(*places: tuple[float, float]) -> Segment:
        return Segment("C", tuple(Point(x + dx, y + dy) for dx, dy in places))

    return Path(
        (
            Segment("M", (Point(x + radius, y),)),
            curve((radius, k), (k, radius), (0, radius)),
            curve((-k, radius), (-radius, k), (-radius, 0)),
            curve((-radius, -k), (-k, -radius), (0, -radius)),
            curve((k, -radius), (radius, -k), (radius, 0)),
            Segment("Z"),
        )
    )


def gradient(side: int) -> RasterPicture:
    def channels() -> Iterator[int]:
        for y in range(side):
            for x in range(side):
                yield from (x * 255 // side, y * 255 // side, 128)

    return RasterPicture(width=side, height=side, rgb=bytes(channels()))


def everything() -> Sheet:
    """Two sides with one of everything a page can hold."""
    sheet = Sheet("en")
    sheet.paragraph("After microneedling", "H1", size=24, bold=True, color=ACCENT)
    sheet.paragraph(PARAGRAPHS["en"])
    sheet.link("Questions? Call", "416-555-0123", "tel:+14165550123")
    sheet.paragraph("What to do", "H2", size=16, bold=True)
    sheet.steps("Wash with cool water.", "Pat dry, never rub.", "Sleep on your back.")
    sheet.table(
        [
            ["", "Until", "Why"],
            ["Makeup", "Tuesday", "Open channels let dirt in."],
            ["Sun", "Sunday", ""],
        ]
    )
    sheet.figure()
    sheet.furniture()
    sheet.turn_over()
    sheet.paragraph("Why breakouts happen", "H2", size=16, bold=True)
    sheet.paragraph(PARAGRAPHS["en"])
    sheet.furniture()
    return sheet
