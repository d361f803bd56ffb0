"""One real handout, from request to file: its words, its tags, its bytes, its silence."""

from __future__ import annotations

import socket
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.clinic import Approval, Clinic, sample_clinic
from handouts.document import (
    Block,
    Calendar,
    Callout,
    Direction,
    Document,
    Inlines,
    Kind,
    LookalikeTable,
    Reasons,
    plain_text,
    reading_order,
)
from handouts.i18n import resolve
from handouts.i18n.catalog import available_languages
from handouts.layout.pages import PlacedRun
from handouts.library import Library
from handouts.pipeline import RenderedHandout, SameLanguageError, render
from handouts.records import make_visit
from handouts.request import RenderRequest, file_name
from handouts.style import Edition
from handouts.text.fonts import script_of
from tests.outside import Reader, bare, extract, likeness, validate

LIBRARY = Library.find()
CLINIC = sample_clinic()
CLINIC_OF_OUR_OWN = replace(CLINIC, is_sample=False)
TODAY = date(2026, 11, 22)
LANGUAGES = tuple(language.tag for language in available_languages(LIBRARY.locales))

BOTH = ("aftercare", "breakouts")
NAME = "Zebedee Quokka"
TREATED = "2026-11-22T15:00"
# The parts of a page are compressed apart, so that a batch compresses them once; and the letters
# that other patients' names may need are in the fonts.
MOST_BYTES_OF_A_SECTION = 64_000


def request(**options: Any) -> RenderRequest:
    visit = {name: options.pop(name, None) for name in ("patient", "treated", "clinician", "note")}
    return RenderRequest(
        treatments=("microneedling",),
        clinic=options.pop("clinic", CLINIC),
        language=options.pop("language", "en-CA"),
        visit=make_visit(**visit, time_zone=CLINIC.time_zone, today=TODAY),
        **options,
    )


def made(**options: Any) -> RenderedHandout:
    return render(request(**options), LIBRARY, today=TODAY)


@cache
def for_a_patient(language: str, section: str) -> RenderedHandout:
    return made(
        language=language,
        sections=(section,),
        patient=NAME,
        treated=TREATED,
        clinician="Dr. Numbat",
        note="Your next visit is in four weeks.",
    )


def words_of(document: Document) -> Iterator[str]:
    """What is printed once, in reading order: letterhead, panel and sections."""
    head = document.letterhead
    yield from (head.name, head.address)
    yield from map(plain_text, (*head.phones, head.emergency))
    for field in document.panel:
        yield from map(plain_text, (field.label, field.value))
    for block in blocks_of(document):
        yield from (
            words_of_calendar(block)
            if isinstance(block, Calendar)
            else map(plain_text, reading_order(block))
        )


def words_of_calendar(calendar: Calendar) -> Iterator[str]:
    """A mark is a picture, its words the picture's description; a month stands at its first day."""
    month = ""
    for day in calendar.days:
        named, month = month, plain_text(day.month)
        yield from (
            *((month,) if month != named else ()), *map(plain_text, (day.weekday, day.number))
        )  # fmt: skip


def blocks_of(document: Document) -> Iterator[Block]:
    return chain.from_iterable(section.blocks for section in document.sections)


def heads_of(document: Document) -> Iterator[str]:
    """What is said again where a box or a table goes on, on the next side."""
    for block in blocks_of(document):
        if isinstance(block, Callout):
            yield from map(plain_text, (block.heading, block.lead))
        if isinstance(block, LookalikeTable):
            yield from map(plain_text, block.heads)
        if isinstance(block, Reasons):
            yield from (plain_text(group.label) for group in block.groups)
        if isinstance(block, Calendar):
            yield from (plain_text(day.month) for day in block.days)


def edges_of(document: Document, page: int, pages: int) -> Iterator[str]:
    """What stands at the foot and in the margin of a side, and at the head of the next."""
    foot, numbers = document.footer, {"page": str(page), "pages": str(pages)}
    counted = "".join(numbers.get(inline.field or "", inline.text) for inline in foot.page)
    lines: tuple[Inlines, ...] = (*foot.notices, foot.record)
    yield "".join((plain_text(foot.formats), counted, *map(plain_text, lines)))
    yield from map(plain_text, document.margin_marks)
    if page < pages:
        head = document.letterhead
        yield "".join((head.name, *map(plain_text, (*head.phones, head.emergency))))


def text_in(handout: RenderedHandout, reader: Reader, folder: Path) -> str:
    """What a reader finds, without what every side begins and ends with."""
    file = folder / "handout.pdf"
    file.write_bytes(handout.pdf)
    left_to_right = handout.document.direction is Direction.LTR
    found = bare(extract(file, reader, as_written=left_to_right))
    # PDFium takes a hyphen at the end of a line for one that parts a word, and marks it.
    found = found.replace("\ufffe", "-")
    pages = len(handout.pages.pages)
    for page in range(1, pages + 1):
        for edge in edges_of(handout.document, page, pages):
            found = found.replace(bare(edge), "", 1)
    return found


LEFT_TO_RIGHT = [tag for tag in LANGUAGES if resolve(tag).direction is Direction.LTR]
RIGHT_TO_LEFT = [tag for tag in LANGUAGES if tag not in LEFT_TO_RIGHT]


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("section", BOTH)
@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_what_a_reader_finds_is_what_the_document_says(
    tmp_path: Path, language: str, section: str, reader: Reader
) -> None:
    document = for_a_patient(language, section).document

    found = text_in(for_a_patient(language, section), reader, tmp_path)

    rest, at = [], 0
    for said in map(bare, words_of(document)):
        place = found.find(said, at)
        assert place >= 0, said
        rest.append(found[at:place])
        at = place + len(said)
    more = "".join([*rest, found[at:]])
    for head in sorted(map(bare, heads_of(document)), key=len, reverse=True):
        more = more.replace(head, "")
    assert more == ""


@pytest.mark.parametrize("section", BOTH)
def test_right_to_left_pdf_js_finds_what_the_document_says(tmp_path: Path, section: str) -> None:
    for language in RIGHT_TO_LEFT:
        handout = for_a_patient(language, section)

        found = text_in(handout, Reader.PDF_JS, tmp_path)

        # It turns brackets, and what is said again on the next side counts against it.
        assert likeness("".join(words_of(handout.document)), found) >= 0.97, language


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("language", LANGUAGES)
def test_phones_are_never_turned_round(tmp_path: Path, language: str, reader: Reader) -> None:
    handout = for_a_patient(language, "aftercare")
    phones = [
        inline.text
        for block in blocks_of(handout.document)
        for text in reading_order(block)
        for inline in text
        if inline.kind is Kind.PHONE
    ]

    found = text_in(handout, reader, tmp_path)

    assert "416-555-0123" in phones
    assert all(bare(phone) in found for phone in phones)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, ...]]:
    """All files in one run of veraPDF: Java starts once."""
    folder = tmp_path_factory.mktemp("conformance")
    visit = {"patient": f"{NAME} 王小明 محمد", "treated": TREATED, "note": "See you soon."}
    asked = {
        "aftercare for a patient": request(sections=BOTH[:1], **visit),
        "aftercare in large print on A4": request(
            sections=BOTH[:1], edition=Edition.LARGE_PRINT, paper="a4"
        ),
        "breakouts on A4": request(sections=BOTH[1:], paper="a4", patient=NAME),
        "breakouts in large print": request(sections=BOTH[1:], edition=Edition.LARGE_PRINT),
        "both": request(),
        "both in large print for a patient": request(edition=Edition.LARGE_PRINT, **visit),
        "both on A4 for a patient": request(paper="a4", **visit),
        "two languages": request(sections=BOTH[:1], beside="fr-CA", **visit),
        **{language: request(language=language, **visit) for language in LANGUAGES},
    }
    files = {name: folder / f"{name}.pdf" for name in asked}
    for name, file in files.items():
        file.write_bytes(render(asked[name], LIBRARY, today=TODAY).pdf)
    found = validate(list(files.values()))
    return {name: found[file] for name, file in files.items()}


def test_every_handout_is_pdf_ua_1_and_pdf_a_2a(verdicts: dict[str, tuple[str, ...]]) -> None:
    assert {name: failures for name, failures in verdicts.items() if failures} == {}


def test_the_same_request_is_the_same_bytes() -> None:
    assert made(patient=NAME, treated=TREATED).pdf == made(patient=NAME, treated=TREATED).pdf


@pytest.mark.parametrize("section", BOTH)
@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if script_of(tag) == "Latn"])
def test_a_file_is_small_enough_to_send(language: str, section: str) -> None:
    handout = for_a_patient(language, section)

    assert len(handout.pdf) <= MOST_BYTES_OF_A_SECTION


def test_no_patient_stands_in_metadata_or_in_the_name_of_the_file(tmp_path: Path) -> None:
    asked = request(patient=NAME, clinician="Dr. Numbat", note="Bring your bilby.")
    file = tmp_path / "handout.pdf"
    file.write_bytes(render(asked, LIBRARY, today=TODAY).pdf)

    with pikepdf.open(file) as pdf:
        about = [str(pdf.docinfo), pdf.Root.Metadata.read_bytes().decode(), file_name(asked)]

    assert "microneedling" in about[0]
    assert not any(word in part for word in ("Quokka", "Numbat", "bilby") for part in about)


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)

    assert made(patient=NAME).pdf


def test_two_languages_stand_side_by_side_and_both_are_looked_at() -> None:
    handout = made(sections=BOTH[:1], beside="fr-CA")

    assert file_name(request(beside="fr-CA")) == "microneedling-en-CA-fr-CA.pdf"
    assert handout.document.language == "en-CA"


def test_a_second_language_has_to_be_another_one() -> None:
    with pytest.raises(SameLanguageError):
        made(language="fr-CA", beside="fr_ca")


# One alphabet a name, and a few marks that names are written with.
ALPHABETS = (
    "ABCÉÑÖŞŽđłøạệọ̀'’-",
    "АБВҐЄІЇабвґєії",
    "ΑΒΓΔάέήίόύώ",
    "אבגדהוזחטי",
    "ابپتثجچحخدذرزسشکگلمنوهی",
    "अआइकखगघङचत्र्ीािुे",
    "ਅਆਇਕਖਗਘਚਤਰੀਾਿੁੇ੍",
    "অআইকখগঘচতর্ীািুে",
    "அஆஇகஙசஞடணதநபமயரலவழளறன்ிீுெேொ",
    "અઆઇકખગઘચતર્ીાિુે",
    "王小明李芳张伟陳",
    "김이박최정강조윤장임",
    "ሀለሐመሠረሰሸቀበ",
    '<>&{}%"#/\\;=',
)


def a_word(alphabet: str) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=1, max_size=8)


names = st.sampled_from(ALPHABETS).flatmap(
    lambda alphabet: st.lists(a_word(alphabet), min_size=1, max_size=3).map(" ".join)
)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(names)
def test_any_name_comes_out_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    handout = made(sections=BOTH[:1], patient=name)

    found = text_in(handout, Reader.PDFIUM, tmp_path_factory.mktemp("name"))

    label = plain_text(handout.document.panel[0].label)
    printed = found.split(bare(label), 1)[1]
    assert printed.startswith(bare(unicodedata.normalize("NFC", name)))


@pytest.mark.parametrize(("language", "beside"), [("en-CA", "fr-CA"), ("fr-CA", "en-CA")])
def test_two_languages_say_so_on_every_side_if_either_is_unreviewed(
    language: str, beside: str
) -> None:
    handout = made(language=language, beside=beside, sections=BOTH[:1])

    for page in handout.pages.pages:
        shown = "".join(item.run.text for item in page.items if isinstance(item, PlacedRun))
        assert "This translation has not been reviewed." in shown
        assert "Cette traduction n’a pas été révisée." in shown


def test_a_sheet_in_two_languages_has_the_headings_of_either_and_no_more() -> None:
    def heads(**options: Any) -> int:
        elements = made(sections=BOTH[:1], **options).pages.elements
        return sum(element.tag in {"H1", "H2", "H3"} for element in elements)

    assert heads(language="fr-CA", beside="en-CA") == heads(language="fr-CA") + heads()


def test_a_sheet_in_two_languages_is_a_draft_in_both_until_both_are_approved() -> None:
    clinic = approving(CLINIC_OF_OUR_OWN, "en-CA")
    half = made(clinic=clinic, language="en-CA", beside="fr-CA", sections=BOTH[:1])
    whole = made(
        clinic=approving(clinic, "fr-CA"), language="en-CA", beside="fr-CA", sections=BOTH[:1]
    )

    assert [plain_text(mark) for mark in half.document.margin_marks] == [
        "DRAFT. Not approved for patients."
    ]
    assert "Approved on" not in plain_text(half.document.footer.record)
    assert whole.document.margin_marks == ()


def test_a_draft_is_said_to_whoever_prints_it() -> None:
    drafted = made(clinic=CLINIC_OF_OUR_OWN, sections=BOTH[:1])
    approved = made(clinic=approving(CLINIC_OF_OUR_OWN, "en-CA"), sections=BOTH[:1])

    assert [each.check for each in drafted.findings].count("approval") == 1
    assert [each.check for each in approved.findings].count("approval") == 0


def approving(clinic: Clinic, language: str) -> Clinic:
    """The clinic, once its clinician has approved the aftercare in a language."""
    handout = made(clinic=clinic, language=language, sections=BOTH[:1])
    approval = Approval(
        treatment="microneedling",
        sections=BOTH[:1],
        language=language,
        by="Dr. Sample",
        on=TODAY,
        content=handout.content_hash,
    )
    return replace(clinic, approvals=(*clinic.approvals, approval))
