"""Documents made by hand, for goldens: one with every kind of block, and short ones in scripts.

The words are samples; nothing here is advice.
"""

from __future__ import annotations

from handouts.document import (
    AdviceKind,
    AdviceRow,
    AdviceTable,
    BulletList,
    Calendar,
    CalendarDay,
    CalendarMark,
    Callout,
    Direction,
    Document,
    FilledPath,
    Footer,
    Heading,
    Inline,
    Inlines,
    Kind,
    Letterhead,
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
    VectorPicture,
    WebLink,
    words,
)
from handouts.geometry import Point, Size, circle

PHONE = Inline(text="416-555-0123", kind=Kind.PHONE, href="tel:+14165550123")
LOGO = VectorPicture(
    size=Size(24, 24), paths=(FilledPath(path=circle(Point(12, 12), 12), color=None),)
)


def date(text: str) -> Inline:
    """A date as a chip writes it."""
    return Inline(text=text, kind=Kind.DATE)


def until(text: str) -> Inlines:
    """`Until` a date."""
    return (Inline(text="Until "), date(text))


def row(kind: AdviceKind, pictogram: str, when: Inlines, what: str, why: str) -> AdviceRow:
    """An advice row, keyed by its pictogram."""
    return AdviceRow(
        key=pictogram, kind=kind, pictogram=pictogram, when=when, what=words(what), why=words(why)
    )


def english() -> Document:
    """Every kind of block, in English, on a few sides."""
    return Document(
        language="en-CA",
        direction=Direction.LTR,
        title="After your microneedling",
        letterhead=Letterhead(
            name="Maple Grove Skin Clinic",
            address="88 Alder Street, Toronto",
            logo=LOGO,
            phones=((PHONE,),),
            emergency=words("Emergency: 911"),
        ),
        panel=(
            PanelField(
                label=words("Name"),
                value=(Inline(text="Sample Patient", kind=Kind.FIELD, field="patient"),),
            ),
            PanelField(label=words("Treated on"), value=(date("Sun, Nov 22, 3 p.m."),)),
            PanelField(label=words("By")),
        ),
        sections=(_aftercare(), _breakouts()),
        footer=Footer(
            formats=words("Large print, audio or another language? Ask us."),
            page=(
                Inline(text="Page "),
                Inline(text="1", kind=Kind.FIELD, field="page"),
                Inline(text=" of "),
                Inline(text="1", kind=Kind.FIELD, field="pages"),
            ),
            record=words("Microneedling aftercare 3. Review by Oct 2027. Code 7K4Q-2F9D-M1"),
        ),
        margin_marks=(words("Sample clinic. Not for patients."),),
    )


def _aftercare() -> Section:
    do, leave = AdviceKind.DO, AdviceKind.DO_NOT
    return Section(
        name="aftercare",
        blocks=(
            Title(text=words("After your microneedling")),
            Message(text=words("Be gentle with your skin. Call us if it gets worse.")),
            Paragraph(text=words("Follow what your clinic told you first. Then use this sheet.")),
            Heading(text=words("Do"), advice=do),
            AdviceTable(
                rows=(
                    row(do, "drop", (Inline(text="From "), date("Sun, 9 p.m.")),
                        "Wash 2 times a day.", "Use lukewarm water. Pat dry."),
                    row(do, "jar", until("Sun, Nov 29"),
                        "Use the plain cream from your clinic.", ""),
                )
            ),
            Heading(
                text=words("Do not"),
                note=words("Each time ends at 3 p.m. on the day shown."),
                advice=leave,
            ),
            AdviceTable(
                rows=(
                    row(leave, "lipstick", until("Mon, Nov 23"), "No makeup.",
                        "Germs and dye can get in the tiny holes."),
                    row(leave, "dumbbell", until("Tue, Nov 24"), "No hard exercise.",
                        "Sweat stings, and heat makes skin redder."),
                )
            ),
            Heading(text=words("Tick each day"), note=words("Picture: you can start again.")),
            _calendar(),
            Heading(text=words("What is usual, day by day")),
            Timeline(
                rows=(
                    TimelineRow(
                        when=until("Mon, Nov 23"),
                        phase=words("First 36 hours"),
                        text=words("Like a sunburn: red, or darker than the skin around it. Warm, "
                                   "tight, sore. Pinpoint bleeding stops in minutes."),
                    ),
                    TimelineRow(
                        when=until("Wed, Nov 25"), phase=words("To day 3"), text=words("Dry."),
                    ),
                )
            ),
            Heading(text=words("What is not usual: when to call")),
            *_tiers(),
            WebLink(text=words("Read it online"), href="https://example.com/care"),
        ),
    )  # fmt: skip


def _calendar() -> Calendar:
    week = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
    mark = CalendarMark(pictogram="lipstick", text="You can wear makeup again")
    return Calendar(
        days=tuple(
            CalendarDay(
                month=_of_day(day, "month_name", "November" if day < 31 else "December"),
                weekday=_of_day(day, "weekday_short", week[(day - 22) % 7]),
                number=_of_day(day, "number", str(day if day < 31 else day - 30)),
                marks=(mark,) if day == 23 else (),
            )
            for day in range(22, 37)
        )
    )


def _of_day(day: int, form: str, text: str) -> Inlines:
    return (Inline(text=text, field=f"calendar.{day - 22}:{form}"),)


def _tiers() -> tuple[Callout, ...]:
    return (
        Callout(
            tier=Tier.EMERGENCY,
            heading=words("Call 911 now. Do not drive yourself."),
            signs=(
                words("Trouble breathing or swallowing"),
                words("Swollen tongue or throat"),
                words("Hives with dizziness or fainting, and a heartbeat that is not even"),
            ),
        ),
        Callout(
            tier=Tier.URGENT,
            heading=(Inline(text="Get seen today. Call "), PHONE, Inline(text=" now.")),
            lead=words("No answer in 30 minutes? Go to urgent care."),
            signs=(words("Fever or chills"), words("Streaks that spread")),
        ),
        Callout(
            tier=Tier.SAME_DAY,
            heading=(Inline(text="Call us the same day. "), PHONE),
            lead=words("Closed? Dial 811. It is free, day and night."),
            signs=(words("Pus or a bad smell"), words("Very itchy rash")),
        ),
        Callout(
            tier=Tier.ROUTINE,
            heading=words("Call in clinic hours"),
            signs=(words("Pimples not clearly better."), words("New dark marks.")),
        ),
    )


def _breakouts() -> Section:
    return Section(
        name="breakouts",
        blocks=(
            Title(text=words("Bumps after microneedling")),
            Heading(text=words("Why they happen"), note=words("Full disc: this is known.")),
            Reasons(
                groups=(
                    ReasonGroup(
                        proof=Proof.FULL,
                        label=words("What we know"),
                        claims=(words("Tiny holes let germs in."), words("Rich cream clogs.")),
                    ),
                    ReasonGroup(
                        proof=Proof.EMPTY,
                        label=words("What people say"),
                        claims=(words("“Toxins come out.” They do not."),),
                    ),
                )
            ),
            Heading(text=words("At home")),
            Steps(items=(words("Wash your hands."), words("Wash your face."))),
            BulletList(items=(words("Change your pillow case."), words("Do not pick."))),
            Heading(text=words("What it may be")),
            LookalikeTable(
                heads=(
                    words("How it looks and feels"), words("Starts"), words("What to do"),
                ),
                rows=(
                    LookalikeRow(
                        drawing="pimples", name=words("Pimples"),
                        looks=words("Small red bumps with a white tip."),
                        starts=words("Day 2 to 7"), tier=None,
                        action=words("Wait."), care=words("Wash gently."),
                    ),
                    LookalikeRow(
                        drawing="infection", name=words("Infection"),
                        looks=words("Warm, sore and spreading; may ooze."),
                        starts=words("Day 2 to 5"), tier=Tier.URGENT,
                        action=words("Get seen today."),
                    ),
                ),
            ),
        ),
    )  # fmt: skip


# Title, instruction, reason, when (its date apart), sign, footer: a few true words in each.
_SHORT = {
    "ur": ("مائیکرونیڈلنگ کے بعد", "میک اپ نہ کریں۔", "جلد کو آرام چاہیے۔", "تک", "24 نومبر",
           "سانس لینے میں مشکل", "صفحہ"),
    "ar": ("بعد الوخز بالإبر", "لا تضع مكياجًا.", "بشرتك تحتاج إلى الراحة.", "حتى", "24 نوفمبر",
           "صعوبة في التنفس", "صفحة"),
    "ta": ("நுண்ணூசிக்குப் பிறகு", "ஒப்பனை வேண்டாம்.", "தோலுக்கு ஓய்வு தேவை.", "வரை", "நவ. 24",
           "மூச்சுத் திணறல்", "பக்கம்"),
    "zh-Hans": ("微针治疗之后", "不要化妆。", "皮肤需要休息。", "直到", "11月24日", "呼吸困难", "页"),
    "hi": ("माइक्रोनीडलिंग के बाद", "मेकअप न लगाएँ।", "त्वचा को आराम चाहिए।", "तक", "24 नवंबर",
           "साँस लेने में दिक्कत", "पृष्ठ"),
}  # fmt: skip
LANGUAGES = tuple(_SHORT)


def short(language: str) -> Document:
    """A few blocks in another script, with a phone number and a Latin name among its words."""
    title, what, why, until_, day, sign, page = _SHORT[language]
    rtl = language in ("ur", "ar")
    return Document(
        language=language,
        direction=Direction.RTL if rtl else Direction.LTR,
        title=title,
        letterhead=Letterhead(
            name="Maple Grove Skin Clinic",
            address="88 Alder Street, Toronto",
            logo=LOGO,
            phones=((PHONE,),),
            emergency=words("911"),
        ),
        panel=(PanelField(label=words(page), value=words("Sample Patient")),),
        sections=(
            Section(
                name="aftercare",
                blocks=(
                    Title(text=words(title)),
                    Heading(text=words(what), note=words(why), advice=AdviceKind.DO_NOT),
                    AdviceTable(
                        rows=(
                            row(AdviceKind.DO_NOT, "lipstick",
                                (date(day), Inline(text=f" {until_}")), what, why),
                        )
                    ),
                    Callout(
                        tier=Tier.EMERGENCY,
                        heading=(Inline(text=f"{sign} "), PHONE),
                        signs=(words(sign), words(why)),
                    ),
                    BulletList(items=(words(why), (*words(f"{what} "), date(day)))),
                ),
            ),
        ),
        footer=Footer(
            formats=words(why),
            page=(
                Inline(text=f"{page} "),
                Inline(text="1", kind=Kind.FIELD, field="page"),
                Inline(text="/"),
                Inline(text="1", kind=Kind.FIELD, field="pages"),
            ),
            record=words("7K4Q-2F9D-M1"),
        ),
        margin_marks=(words(what),),
    )  # fmt: skip
