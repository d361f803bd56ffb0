"""The file for the printer: every handout on a fresh sheet, and every tag still true."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from handouts.batch.collate import (
    Collated,
    PrintedHandout,
    UnreadableHandoutError,
    collate,
    collate_batch,
)
from handouts.batch.run_sheet import (
    Entry,
    LeftOut,
    Numbered,
    Order,
    RunSheetOptions,
    numbered,
)
from handouts.clinic import sample_clinic
from handouts.errors import OutputError
from handouts.library import Library
from handouts.masters import MadeHandout, Masters
from handouts.records import make_visit
from handouts.request import RenderRequest
from handouts.style import Paper
from tests.outside import Reader, bare, extract, tagged_text, validate

LIBRARY = Library.find()
CLINIC = sample_clinic()
TODAY = date(2026, 11, 22)

# Each kind of script, a sheet in two languages, and odd and even numbers of sides.
LANGUAGES: tuple[tuple[str, str | None], ...] = (
    ("ur", None),
    ("ta", "en-CA"),
    ("zh-Hans", None),
    ("en-CA", None),
    ("ar", None),
)
PATIENTS = ("نمونہ مریض", "தமிழ் மாதிரி", "李样本", "Sample Patient", "عينة مريض")
OPTIONS = RunSheetOptions(printed=TODAY, order=Order.FILE)


@cache
def made(language: str, beside: str | None, patient: str, paper: Paper = "letter") -> MadeHandout:
    visit = make_visit(
        patient=patient, treated="2026-11-23T15:00", time_zone=CLINIC.time_zone, today=TODAY
    )
    return Masters(LIBRARY, today=TODAY).make(
        RenderRequest(
            treatments=("microneedling",),
            sections=("aftercare",),
            language=language,
            beside=beside,
            clinic=CLINIC,
            visit=visit,
            paper=paper,
        )
    )


def entry(row: int, handout: MadeHandout, **facts: Any) -> Entry:
    return Entry(
        row=row,
        treatments=("microneedling",),
        sides=handout.sides,
        pdf=lambda: handout.pdf,
        **{"language": "en-CA", **facts},
    )


@cache
def mixed() -> tuple[Numbered, ...]:
    entries = [
        entry(row, made(language, beside, patient), language=language, beside=beside)
        for row, ((language, beside), patient) in enumerate(
            zip(LANGUAGES, PATIENTS, strict=True), start=1
        )
    ]
    return numbered(entries, Order.FILE)


def collated(
    folder: Path, entries: Sequence[Numbered], options: RunSheetOptions = OPTIONS, **more: Any
) -> tuple[Collated, ...]:
    return collate_batch(
        entries, options, output=folder / "all.pdf", clinic=CLINIC, library=LIBRARY, **more
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("collated")


@pytest.fixture(scope="module")
def file(folder: Path) -> Path:
    (made_file,) = collated(folder, mixed())
    return made_file.output


@pytest.fixture
def merged(file: Path) -> Iterator[Pdf]:
    with pikepdf.open(file) as pdf:
        yield pdf


def singles() -> list[tuple[int, bytes]]:
    """Where each handout begins, a page's index, and its own file."""
    at = 2  # the run sheet has one side
    begun = []
    for it in mixed():
        pdf = it.entry.pdf
        assert callable(pdf)
        begun.append((at, pdf()))
        at += it.entry.sides + it.entry.sides % 2
    return begun


def page_texts(pdf: bytes | Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


# Sheets of paper


def test_each_handout_begins_on_a_fresh_sheet(file: Path, merged: Pdf) -> None:
    texts = page_texts(file)
    odd = [it for it in mixed() if it.entry.sides % 2]

    assert odd, "no handout with an odd number of sides shows it"
    for at, single in singles():
        own = page_texts(single)
        assert at % 2 == 0
        assert texts[at : at + len(own)] == own
        assert texts[at + len(own) : at + len(own) + len(own) % 2] == [""] * (len(own) % 2)


def test_it_is_counted_in_sheets_and_sides(tmp_path: Path) -> None:
    (both,) = collated(tmp_path, mixed())
    (one,) = collated(tmp_path, mixed(), replace(OPTIONS, duplex=False))
    sides = 1 + sum(it.entry.sides for it in mixed())
    blank = 1 + sum(it.entry.sides % 2 for it in mixed())

    assert (both.handouts, both.sides, both.sheets) == (5, sides + blank, (sides + blank) // 2)
    assert (one.handouts, one.sides, one.sheets) == (5, sides, sides)
    assert "" not in page_texts(one.output)


def test_a_blank_back_is_as_large_as_its_front_and_nothing_but_an_artifact(tmp_path: Path) -> None:
    handouts = [made("en-CA", None, "Sample", paper=paper) for paper in ("letter", "a4")]
    entries = numbered([entry(i, made_one) for i, made_one in enumerate(handouts)], Order.FILE)
    (file,) = collated(tmp_path, entries)
    with pikepdf.open(file.output) as pdf:
        blanks = [at for at, page in enumerate(pdf.pages) if "/StructParents" not in page.obj]

        assert len(blanks) == 1 + sum(handout.sides % 2 for handout in handouts)
        for at in blanks:
            page = pdf.pages[at]
            assert list(page.mediabox) == list(pdf.pages[at - 1].mediabox)
            assert page.Contents.read_bytes() == b"/Artifact <</Type /Layout>> BDC EMC"
            assert len(page.Resources) == 0
        sizes = {tuple(map(int, page.mediabox.as_list())) for page in pdf.pages}
        assert len(sizes) == 2


def test_printers_are_told_to_turn_the_paper_over(file: Path, tmp_path: Path) -> None:
    (one_sided,) = collated(tmp_path, mixed()[:1], replace(OPTIONS, duplex=False))
    said = []
    for path in (file, one_sided.output):
        with pikepdf.open(path) as pdf:
            said.append(str(pdf.Root.ViewerPreferences.Duplex))

    assert said == ["/DuplexFlipLongEdge", "/Simplex"]


# What is read


def test_poppler_reads_the_same_tags_one_handout_after_another(file: Path, tmp_path: Path) -> None:
    expected = []
    for index, (_, single) in enumerate(singles()):
        path = tmp_path / f"{index}.pdf"
        path.write_bytes(single)
        expected += tagged_text(path)
    found = tagged_text(file)

    assert len(expected) > 100
    assert found[-len(expected) :] == expected


@pytest.mark.parametrize("reader", [Reader.POPPLER, Reader.PDF_JS])
def test_other_readers_find_the_same_text(file: Path, tmp_path: Path, reader: Reader) -> None:
    expected = ""
    for index, (_, single) in enumerate(singles()):
        path = tmp_path / f"{index}.pdf"
        path.write_bytes(single)
        expected += bare(extract(path, reader, as_written=True))

    assert bare(extract(file, reader, as_written=True)).endswith(expected)


def test_every_handout_is_a_part_in_its_own_language(merged: Pdf) -> None:
    document = merged.Root.StructTreeRoot.K
    parts = list(document.K)

    assert str(document.S) == "/Document"
    assert {str(part.S) for part in parts} == {"/Part"}
    assert str(merged.Root.Lang) == "en-CA"
    assert [str(part.get("/Lang", "")) for part in parts] == ["", "ur", "ta", "zh-Hans", "", "ar"]
    assert all(document == part.P for part in parts)


def test_headings_still_begin_at_the_first_level(merged: Pdf) -> None:
    for part in merged.Root.StructTreeRoot.K.K:
        levels = [int(tag[2]) for tag in tags_below(part) if tag[1:2] == "H" and tag[2:].isdigit()]

        assert levels[0] == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def tags_below(element: Object) -> Iterator[str]:
    yield str(element.S)
    for kid in kids_of(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from tags_below(kid)


def kids_of(element: Object) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


# Tags and marks

Spot: TypeAlias = tuple[int, int]


def marks_in_content(pdf: Pdf) -> set[Spot]:
    """Every mark that content stands in, by its page's index and its number."""
    found = set()
    for index, page in enumerate(pdf.pages):
        for instruction in pikepdf.parse_content_stream(page):
            if str(instruction.operator) == "BDC" and "/MCID" in instruction.operands[1]:
                found.add((index, int(instruction.operands[1].MCID)))
    return found


def marks_in_tree(pdf: Pdf) -> dict[Spot, Object]:
    """The element that each mark belongs to, as the tree says."""
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    found: dict[Spot, Object] = {}
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        for kid in kids_of(element):
            if isinstance(kid, int):
                found[pages[element.Pg.objgen], kid] = element
            elif "/MCID" in kid:
                found[pages[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)] = element
            elif "/S" in kid:
                assert element == kid.P
                waiting.append(kid)
    return found


def owners_in_parent_tree(pdf: Pdf) -> dict[int, Object]:
    """The parent tree, whose limits must be those of its leaves."""
    found: dict[int, Object] = {}
    tree = pdf.Root.StructTreeRoot.ParentTree
    for leaf in tree.Kids:
        keys = [int(key) for key in list(leaf.Nums)[::2]]
        assert keys == sorted(keys)
        assert [int(limit) for limit in leaf.Limits] == [keys[0], keys[-1]]
        assert not found or keys[0] > max(found)
        found.update(zip(keys, list(leaf.Nums)[1::2], strict=True))
    return found


def assert_tree_and_pages_agree(pdf: Pdf) -> None:
    in_tree = marks_in_tree(pdf)
    assert set(in_tree) == marks_in_content(pdf)
    owners = owners_in_parent_tree(pdf)
    assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == max(owners) + 1
    used = []
    for index, page in enumerate(pdf.pages):
        if "/StructParents" in page.obj:
            key = int(page.obj.StructParents)
            used.append(key)
            for number, owner in enumerate(owners[key]):
                assert owner == in_tree[index, number]
        for annotation in page.obj.get("/Annots", ()):
            key = int(annotation.StructParent)
            used.append(key)
            (held,) = [kid for kid in kids_of(owners[key]) if is_reference_to(kid, annotation)]
            assert held.Pg == page.obj
    assert sorted(used) == sorted(owners)


def is_reference_to(kid: Any, annotation: Object) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Obj") == annotation


def test_every_mark_and_link_is_reached_from_the_tree_and_leads_back(merged: Pdf) -> None:
    assert len(marks_in_content(merged)) > 500
    assert_tree_and_pages_agree(merged)


Sides: TypeAlias = list[tuple[int, int]]


def tiny(sides: Sides, *, gap: int, leaves: bool) -> bytes:
    """A tagged file with so many marks and links on each side.

    Its parent tree counts with a gap between any two keys, in one leaf or in one for each key.
    """
    pdf = pikepdf.new()
    root = pdf.make_indirect(Dictionary(S=Name.Document, K=Array()))
    owners: list[tuple[int, Object]] = []
    for marks, links in sides:
        content = b"".join(b"/P <</MCID %d>> BDC EMC\n" % number for number in range(marks))
        page = pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=[0, 0, 200, 100],
                Resources=Dictionary(),
                Contents=pdf.make_stream(content),
                StructParents=len(owners) * gap,
                Annots=Array(),
            )
        )
        pdf.pages.append(pikepdf.Page(page))
        page = pdf.pages[-1].obj
        elements = [
            pdf.make_indirect(Dictionary(S=Name.P, P=root, Pg=page, K=number))
            for number in range(marks)
        ]
        owners.append((len(owners) * gap, pdf.make_indirect(Array(elements))))
        for _ in range(links):
            annotation = pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Link, StructParent=len(owners) * gap)
            )
            page.Annots.append(annotation)
            held = Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation)
            elements.append(pdf.make_indirect(Dictionary(S=Name.Link, P=root, K=held)))
            owners.append((len(owners) * gap, elements[-1]))
        for element in elements:
            root.K.append(element)
    flat = [it for owner in owners for it in owner]
    tree: Object = Dictionary(Nums=Array(flat))
    if leaves:
        each = [Dictionary(Limits=[key, key], Nums=[key, owner]) for key, owner in owners]
        tree = Dictionary(Kids=[Dictionary(Kids=[leaf]) for leaf in each])
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=root, ParentTree=tree)
    )
    root.P = pdf.Root.StructTreeRoot
    pdf.Root.Lang = String("en-CA")
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary()
    pdf.Root.Metadata = pdf.make_stream(b"metadata")
    pdf.Root.OutputIntents = Array()
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("Tiny")))
    stream = BytesIO()
    pdf.save(stream)
    return stream.getvalue()


tagged_files = st.builds(
    lambda sides, gap, leaves: (len(sides), tiny(sides, gap=gap, leaves=leaves)),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=5),
    st.integers(1, 3),
    st.booleans(),
)


@given(files=st.lists(tagged_files, min_size=1, max_size=5), duplex=st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_parent_trees_are_renumbered_into_one(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[int, bytes]], duplex: bool
) -> None:
    output = tmp_path_factory.getbasetemp() / "tiny.pdf"
    (_, top), *others = files
    handouts = [
        PrintedHandout(number=number, name=f"{number}", sides=sides, pdf=of(pdf))
        for number, (sides, pdf) in enumerate(others, start=1)
    ]
    collate(handouts, run_sheet=top, output=output, duplex=duplex)

    with pikepdf.open(output) as merged:
        assert_tree_and_pages_agree(merged)


def of(pdf: bytes) -> Callable[[], bytes]:
    return lambda: pdf


# The file as a whole


def test_veraPDF_has_nothing_against_any_of_it(file: Path, tmp_path: Path) -> None:  # noqa: N802 - its name
    (one_sided,) = collated(tmp_path, mixed()[1:3], replace(OPTIONS, duplex=False))
    one_sided.output.rename(tmp_path / "one-sided.pdf")

    verdicts = validate([file, tmp_path / "one-sided.pdf"])

    assert list(verdicts.values()) == [(), ()]


def test_veraPDF_would_say_so(file: Path, tmp_path: Path) -> None:  # noqa: N802 - its name
    with pikepdf.open(file) as pdf:
        pdf.Root.StructTreeRoot.K.K[2].S = Name.Chapter
        pdf.pages[1].Contents = pdf.make_stream(b"0 0 m 9 9 l S")
        pdf.save(tmp_path / "spoiled.pdf")

    (failures,) = validate([tmp_path / "spoiled.pdf"]).values()

    assert any("PDF/UA-1" in failure for failure in failures)


def test_it_describes_itself_as_the_run_sheet_does_and_names_no_patient(
    file: Path, merged: Pdf
) -> None:
    info = merged.trailer.Info
    packet = merged.Root.Metadata.read_bytes().decode()
    whole = file.read_bytes() + packet.encode()

    assert str(info.Title) == "Handouts to print · Maple Grove Skin Clinic"
    assert f">{info.Title}<" in packet
    assert f">{info.Producer}<" in packet
    assert "2026-11-22T00:00:00" in packet
    assert str(info.CreationDate).startswith("D:20261122000000")
    assert len(merged.Root.OutputIntents) == 1
    assert merged.pdf_version == "1.7"
    assert not any(name.encode() in whole for name in PATIENTS)


def test_bookmarks_name_number_time_and_language(merged: Pdf) -> None:
    with merged.open_outline() as outline:
        titles = [item.title for item in outline.root]
    first_pages = [merged.Root.Outlines.First]
    while "/Next" in first_pages[-1]:
        first_pages.append(first_pages[-1].Next)
    pages = [page.obj.objgen for page in merged.pages]

    assert titles == [
        "Run sheet",
        "1, Urdu",
        "2, Tamil and English",
        "3, Chinese, simplified",
        "4, English",
        "5, Arabic",
    ]
    assert [pages.index(item.Dest[0].objgen) for item in first_pages] == [
        0,
        *(at for at, _ in singles()),
    ]


def test_the_same_handouts_are_the_same_bytes(file: Path, tmp_path: Path) -> None:
    (again,) = collated(tmp_path, mixed())
    (other,) = collated(tmp_path, mixed()[:1])

    assert again.output.name == other.output.name
    assert other.output.read_bytes() != file.read_bytes()
    (again,) = collated(tmp_path, mixed())
    assert again.output.read_bytes() == file.read_bytes()


def streams_of_fonts(path: Path) -> list[bytes]:
    with pikepdf.open(path) as pdf:
        return [
            it.FontFile2.read_raw_bytes()
            for it in pdf.objects
            if isinstance(it, Dictionary) and "/FontFile2" in it
        ]


def test_what_handouts_have_in_common_stands_there_once(tmp_path: Path) -> None:
    handouts = [made("en-CA", None, f"Sample {letter}") for letter in "AAAAAAB"]
    few, many = (
        numbered([entry(i, it) for i, it in enumerate(some)], Order.FILE)
        for some in (handouts[-2:], handouts)
    )
    (of_two,) = collated(tmp_path, few)
    two, fonts_of_two = of_two.output.stat().st_size, streams_of_fonts(of_two.output)
    (of_seven,) = collated(tmp_path, many)
    seven, fonts_of_seven = of_seven.output.stat().st_size, streams_of_fonts(of_seven.output)

    assert len(set(fonts_of_seven)) == len(fonts_of_seven) == len(fonts_of_two)
    assert seven - two < len(handouts[0].pdf)


def test_images_and_profiles_stand_there_once_too(merged: Pdf) -> None:
    streams = [it.read_raw_bytes() for it in merged.objects if isinstance(it, pikepdf.Stream)]

    assert len(set(streams)) == len(streams)


# Paper jams


def test_chosen_handouts_keep_their_numbers(tmp_path: Path) -> None:
    some = tuple(it for it in mixed() if it.number in (2, 4, 5))
    (again,) = collated(tmp_path, some, of=len(mixed()))
    with pikepdf.open(again.output) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]

    assert titles == ["Run sheet", "2, Tamil and English", "4, English", "5, Arabic"]
    assert "3 handouts of 5 on" in page_texts(again.output)[0]


# Many


def test_more_handouts_than_a_file_takes_become_even_files(tmp_path: Path) -> None:
    handout = made("en-CA", None, "Sample A")
    entries = numbered([entry(row, handout) for row in range(1, 8)], Order.FILE)
    left_out = [LeftOut(row=9, reason="The appointment was cancelled.")]
    files = collated(tmp_path, entries, most=3, left_out=left_out)
    tops = [page_texts(it.output)[0] for it in files]

    assert [it.output.name for it in files] == ["all-1.pdf", "all-2.pdf", "all-3.pdf"]
    assert [it.handouts for it in files] == [2, 2, 3]
    assert ["of 7 on" in top for top in tops] == [True] * 3
    assert ["cancelled" in top for top in tops] == [True, False, False]


def test_handouts_are_fetched_one_after_another(tmp_path: Path) -> None:
    handout = made("en-CA", None, "Sample A")
    fetched = []

    def fetch(row: int) -> Callable[[], bytes]:
        def pdf() -> bytes:
            fetched.append((row, sys.getsizeof(handout.pdf)))
            return bytes(handout.pdf)

        return pdf

    entries = [replace(entry(row, handout), pdf=fetch(row)) for row in (1, 2, 3)]
    collated(tmp_path, numbered(entries, Order.FILE))

    assert [row for row, _ in fetched] == [1, 2, 3]


# What goes wrong


def cut_short(pdf: bytes) -> bytes:
    return pdf[: len(pdf) // 2]


def torn_at_its_end(pdf: bytes) -> bytes:
    return pdf[:-20]


def one_side_less(pdf: bytes) -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        del opened.pages[-1]
        opened.save(stream)
    return stream.getvalue()


def untagged(pdf: bytes) -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        del opened.Root.StructTreeRoot
        opened.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("spoil", [cut_short, torn_at_its_end, one_side_less, untagged])
def test_a_damaged_handout_is_named_and_nothing_is_written(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    handout = made("en-CA", None, "Sample A")
    entries = [entry(1, handout), replace(entry(2, handout), pdf=of(spoil(handout.pdf)))]
    (tmp_path / "all.pdf").write_bytes(b"as before")

    with pytest.raises(UnreadableHandoutError) as raised:
        collated(tmp_path, numbered(entries, Order.FILE))

    assert raised.value.number == 2
    assert "--verify" in raised.value.remedy
    assert [path.name for path in tmp_path.iterdir()] == ["all.pdf"]
    assert (tmp_path / "all.pdf").read_bytes() == b"as before"


def test_a_handout_that_is_gone_is_named(tmp_path: Path) -> None:
    gone = replace(entry(1, made("en-CA", None, "Sample A")), pdf=tmp_path / "gone.pdf")

    with pytest.raises(UnreadableHandoutError, match="Handout 1 "):
        collated(tmp_path, numbered([gone], Order.FILE))


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="The folder does not exist"):
        collated(tmp_path / "nowhere", mixed()[:1])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_only_its_owner_may_read_it(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
