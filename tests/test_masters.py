"""Many visits share a master; each file is the one it would have been by itself."""

from __future__ import annotations

import gc
import pickle
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pikepdf
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from handouts import pipeline
from handouts.clinic import sample_clinic
from handouts.library import Library
from handouts.masters import Masters
from handouts.masters.sheet import FrozenSheet
from handouts.pipeline import render
from handouts.records import Visit, VisitError, make_visit
from handouts.request import RenderRequest
from handouts.style import Edition
from handouts.text.runs import GlyphRun
from tests.outside import Reader, bare, extract, validate

LIBRARY = Library.find()
CLINIC = sample_clinic()
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12)
TREATED = "2026-11-22T15:00"
HIEROGLYPH = "\U00013000"

AFTERCARE, BREAKOUTS = ("aftercare",), ("breakouts",)
KINDS: dict[str, dict[str, Any]] = {
    "English": {},
    "English in large print": {"edition": Edition.LARGE_PRINT, "sections": AFTERCARE},
    "English, one section": {"sections": BREAKOUTS},
    "French on A4": {"language": "fr-CA", "sections": AFTERCARE, "paper": "a4"},
    "Arabic": {"language": "ar", "sections": AFTERCARE},
    "Urdu": {"language": "ur", "sections": AFTERCARE},
    "Tamil": {"language": "ta", "sections": AFTERCARE},
    "Chinese": {"language": "zh-Hans", "sections": AFTERCARE},
    "Hindi": {"language": "hi", "sections": AFTERCARE},
    "Urdu and English": {"language": "ur", "beside": "en-CA", "sections": AFTERCARE},
}


def request(visit: Visit | None = None, **options: Any) -> RenderRequest:
    facts = {name: options.pop(name, None) for name in ("patient", "treated", "clinician", "note")}
    return RenderRequest(
        treatments=("microneedling",),
        clinic=CLINIC,
        language=options.pop("language", "en-CA"),
        visit=visit or make_visit(**facts, time_zone=CLINIC.time_zone, today=TODAY),
        **options,
    )


def new_masters() -> Masters:
    return Masters(LIBRARY, today=TODAY)


def alone(asked: RenderRequest) -> bytes:
    return render(asked, LIBRARY, today=TODAY).pdf


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts what is laid out as a whole, by language."""
    counted: Counter[str] = Counter()
    really = pipeline.set_handout

    def count(asked: RenderRequest, *arguments: Any, **options: Any) -> Any:
        counted[asked.language] += 1
        return really(asked, *arguments, **options)

    monkeypatch.setattr(pipeline, "set_handout", count)
    return counted


# Letters of many scripts, with their marks and joiners, and what a PDF writes in its own way.
LETTERS = (
    "ABCefgÉÑŞŽđłøạệọ̀ʼ’-",
    "()[]{}<>\\/\"'%&#;“”«».,:0123456789",
    "АБВҐЄІабвґєії",
    "ΑΒΓΔάέήίόύώ",
    "אבגדהוזחטי",
    "ابپتثجچحخدذرزسشکگلمنوهیآؤئةَّ\u200c",
    "अआइकखगघङचत्र्ीािुे\u200d",
    "ਅਆਇਕਖਗਘਚਤਰੀਾਿੁੇ੍",
    "অআইকখগঘচতর্ীািুে",
    "அஆஇகஙசஞடணதநபமயரலவழளறன்ிீுெேொ",
    "王小明李芳张伟陳",
    "김이박최정강조윤장임",
    "ሀለሐመሠረሰሸቀበ",
)
words = st.one_of([st.text(letters, min_size=1, max_size=8) for letters in LETTERS])
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
notes = st.lists(words, min_size=1, max_size=16).map(lambda parts: " ".join(parts)[:200])
moments = st.datetimes(NOON - timedelta(days=365), NOON + timedelta(days=365)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    try:
        return make_visit(
            patient=draw(names),
            treated=draw(moments),
            clinician=draw(st.one_of(st.just("Dr. Numbat"), names)),
            note=draw(st.one_of(st.none(), st.just("See you in May."), notes)),
            time_zone=CLINIC.time_zone,
            today=TODAY,
        )
    except VisitError:
        assume(False)
        raise


@cache
def shared_masters(_kind: str) -> Masters:
    return new_masters()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=4, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
@given(visit=visits())
def test_a_handout_made_after_others_is_the_one_it_would_be_alone(kind: str, visit: Visit) -> None:
    asked = request(visit, **KINDS[kind])

    assert shared_masters(kind).make(asked).pdf == alone(asked)


@pytest.mark.parametrize("kind", KINDS)
def test_a_visit_like_another_is_not_laid_out_again(kind: str, laid_out: Counter[str]) -> None:
    masters = new_masters()
    first = request(patient="Ana Sample", treated=TREATED, **KINDS[kind])
    later = request(patient="Bo (Jr.) Example", treated="2026-12-30T09:45", **KINDS[kind])

    made = masters.make(first), masters.make(later)

    assert laid_out.total() == 1
    assert made[0].pdf != made[1].pdf == alone(later)


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    masters = new_masters()
    asked = [
        request(patient="Ana", treated=f"2026-11-01T01:30{offset}", sections=AFTERCARE)
        for offset in ("-04:00", "-05:00", "-04:00", "-05:00")
    ]

    made = [masters.make(each).pdf for each in asked]

    assert made == [alone(each) for each in asked]


@pytest.mark.parametrize("treated", [None, TREATED])
def test_who_is_not_named_leaves_room_to_be_written_in(treated: str | None) -> None:
    masters = new_masters()
    masters.make(request(patient="Ana Sample", treated=TREATED, sections=AFTERCARE))
    asked = request(treated=treated, clinician="Dr. Numbat", sections=AFTERCARE)

    assert masters.make(asked).pdf == alone(asked)


def test_a_note_that_takes_more_lines_has_a_master_of_its_own(laid_out: Counter[str]) -> None:
    masters = new_masters()
    notes = ["Short.", "long " * 30, "Brief.", "wide " * 30]
    asked = [request(patient="Ana", note=note, sections=AFTERCARE) for note in notes]

    made = [masters.make(each).pdf for each in asked]

    assert laid_out.total() == 2
    assert made == [alone(each) for each in asked]


@pytest.mark.parametrize("before", [(), ("Ana Sample",)])
def test_a_name_that_no_font_has_is_refused_and_the_next_visit_is_made(
    before: tuple[str, ...],
) -> None:
    masters = new_masters()
    for name in before:
        masters.make(request(patient=name, sections=AFTERCARE))

    with pytest.raises(VisitError) as refused:
        masters.make(request(patient=f"Quokka {HIEROGLYPH}王", sections=AFTERCARE))

    assert refused.value.field == "patient"
    assert "Quokka" not in f"{refused.value!r} {refused.value} {refused.value.remedy}"
    asked = request(patient="Bo Example", sections=AFTERCARE)
    assert masters.make(asked).pdf == alone(asked)


@pytest.mark.parametrize("kind", ["English, one section", "Arabic"])
def test_nothing_that_was_said_of_a_patient_is_kept(kind: str) -> None:
    masters = new_masters()
    for patient, note in (
        ("Zebedee Quokka", "Bring bilbies."),
        ("Aloysius 王小明", "Leave dingos."),
    ):
        masters.make(request(patient=patient, note=note, treated=TREATED, **KINDS[kind]))

    kept = "\n".join(texts_in(masters))

    assert "microneedling" in kept
    assert not [
        word for word in ("Quokka", "bilbies", "Aloysius", "小明", "dingos") if word in kept
    ]


def texts_in(root: object) -> Iterator[str]:
    """Every text that an object holds, in itself or in what it refers to."""
    found, left = {id(root)}, [root]
    while left:
        each = left.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, bytes):
            yield from (each.decode("latin-1"), each.decode("utf-16-be", "replace"))
            yield utf_16_written_in_hexadecimal(each)
        elif isinstance(each, GlyphRun):
            yield each.text
        # Of a function what it closes over, not the module it is from.
        within = each.__closure__ if isinstance(each, FunctionType) else each
        for other in gc.get_referents(within):
            if id(other) in found or isinstance(other, type | ModuleType):
                continue
            found.add(id(other))
            left.append(other)


def utf_16_written_in_hexadecimal(data: bytes) -> str:
    try:
        return bytes.fromhex(data.decode("ascii")).decode("utf-16-be", "replace")
    except ValueError:
        return ""


@pytest.mark.parametrize("kind", ["English, one section", "Arabic"])
def test_a_later_process_stamps_what_an_earlier_one_laid_out(
    tmp_path: Path, kind: str, laid_out: Counter[str]
) -> None:
    library = Library.find(cache=tmp_path)
    first = request(patient="Zebedee Quokka", note="Dingo.", treated=TREATED, **KINDS[kind])
    later = request(patient="Bo 王小明", note="Hello.", treated="2027-01-04T08:05", **KINDS[kind])

    Masters(library, today=TODAY).make(first)
    made = Masters(library, today=TODAY).make(later)

    assert laid_out.total() == 1
    assert made.pdf == alone(later)


@pytest.mark.parametrize("kind", ["English, one section", "Arabic", "Urdu and English"])
def test_what_is_kept_on_disk_is_the_same_whoever_was_first(tmp_path: Path, kind: str) -> None:
    kept = []
    for patient, clinician, note, treated in (
        ("Zebedee Quokka", "Dr. Numbat", "Bring bilbies.", TREATED),
        ("Ana Sample", "Bo Example", "Hello.", "2027-01-04T15:00"),
    ):
        folder = tmp_path / patient
        visit = {"patient": patient, "clinician": clinician, "note": note, "treated": treated}
        Masters(Library.find(cache=folder), today=TODAY).make(request(**visit, **KINDS[kind]))  # type: ignore[arg-type]
        (file,) = folder.rglob("*.sheet")
        kept.append((file.name, sheet_in(file)))
        assert not [word for word in ("Quokka", "Numbat", "bilbies") if word in texts_of(file)]

    assert kept[0] == kept[1]


def sheet_in(file: Path) -> FrozenSheet:
    sheet = pickle.loads(file.read_bytes()[4:])  # noqa: S301  # our own bytes
    assert isinstance(sheet, FrozenSheet)
    return sheet


def texts_of(file: Path) -> str:
    found = "\n".join(texts_in(sheet_in(file)))
    assert "patient" in found
    return found


def test_a_broken_file_on_disk_is_as_good_as_none(tmp_path: Path) -> None:
    library = Library.find(cache=tmp_path)
    asked = request(patient="Ana Sample", sections=BREAKOUTS)
    Masters(library, today=TODAY).make(asked)
    (file,) = tmp_path.rglob("*.sheet")
    whole = file.read_bytes()

    for broken in (b"", whole[:-1], whole[:4], whole[:2000] + b"!" + whole[2001:]):
        file.write_bytes(broken)
        assert Masters(library, today=TODAY).make(asked).pdf == alone(asked)
        assert file.read_bytes() == whole


FOREIGN = ("Олена Шевченко", "Αλέξης Παπάς", "王小明", "김민준", "குமரன்")


@pytest.mark.parametrize("reader", [Reader.POPPLER, Reader.PDFIUM])
def test_a_foreign_name_brings_its_own_font_and_is_found_again(
    tmp_path: Path, reader: Reader
) -> None:
    masters = new_masters()
    masters.make(request(patient="Ana Sample", sections=BREAKOUTS))

    for name in FOREIGN:
        file = tmp_path / "handout.pdf"
        file.write_bytes(masters.make(request(patient=name, sections=BREAKOUTS)).pdf)

        assert "/X0" in fonts_of(file)
        assert bare(name) in bare(extract(file, reader))
    file.write_bytes(masters.make(request(patient="Bo Example", sections=BREAKOUTS)).pdf)
    assert "/X0" not in fonts_of(file)


def fonts_of(file: Path) -> set[str]:
    with pikepdf.open(file) as pdf:
        return set(pdf.pages[0].Resources.Font.keys())


@pytest.mark.parametrize("kind", ["English, one section", "Urdu"])
def test_masters_with_other_pasts_make_the_same_file(kind: str) -> None:
    names = ["Ana Sample", "Øyvind 王", "محمد علی", "Şule (Y.)"]
    asked = [
        request(patient=name, treated=f"2026-11-{day}T15:00", clinician="Dr. Numbat", **KINDS[kind])
        for day, name in enumerate(names, start=20)
    ]
    forward, backward = new_masters(), new_masters()

    one = [forward.make(each).pdf for each in asked]
    other = [backward.make(each).pdf for each in reversed(asked)]

    assert one == other[::-1]


def test_every_stamped_handout_is_pdf_ua_1_and_pdf_a_2a(tmp_path: Path) -> None:
    foreign = "Zebedee 王小明 محمد Олена गीता"
    kinds = ("English", "Arabic", "Urdu", "Tamil", "Chinese", "Urdu and English")
    files = {}
    for kind in kinds:
        masters = new_masters()
        masters.make(request(patient="Ana Sample", treated=TREATED, note="Hello.", **KINDS[kind]))
        files[kind] = tmp_path / f"{kind}.pdf"
        asked = request(patient=foreign, treated="2027-01-04T08:05", note="Bye.", **KINDS[kind])
        files[kind].write_bytes(masters.make(asked).pdf)

    found = validate(list(files.values()))

    assert {kind: found[file] for kind, file in files.items() if found[file]} == {}


def test_a_handout_that_failed_leaves_nothing_of_its_patient_in_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    masters = new_masters()
    masters.make(request(patient="Ana Sample", treated=TREATED))
    foreign = request(patient="王小明", treated=TREATED)
    after = request(patient="李芳", treated=TREATED)

    with monkeypatch.context() as patch:
        patch.setattr("handouts.masters.sheet.Stamp.file", broken)
        with pytest.raises(RuntimeError):
            masters.make(foreign)

    assert masters.make(after).pdf == alone(after)


def broken(*_arguments: object, **_options: object) -> None:
    raise RuntimeError("the disk of words is full")
