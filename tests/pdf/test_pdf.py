"""The file: the same bytes each time, everything tagged, everything embedded, nothing private."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageCms

from handouts.color import Color
from handouts.geometry import Point, polyline
from handouts.layout.pages import Artifact, PlacedPath, PlacedRun
from handouts.pdf import Metadata
from handouts.pdf.icc import srgb_profile
from handouts.text.runs import Cluster, FaceName, Glyph, GlyphRun
from tests.pdf import hand_made
from tests.pdf.hand_made import METADATA, PARAGRAPHS, Sheet, everything

PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"'}


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(everything().pdf())) as opened:
        yield opened


def opened(sheet: Sheet) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(sheet.pdf()))


def operators(pdf: pikepdf.Pdf, page: int = 0) -> list[tuple[list[Any], str]]:
    return [
        (list(step.operands), str(step.operator))
        for step in pikepdf.parse_content_stream(pdf.pages[page])
    ]


def tag_of(element: pikepdf.Object) -> str:
    return str(element.S)[1:]


def outline(element: pikepdf.Object) -> Any:
    """The tags of an element and of all inside it; marks are left out."""
    kids = [
        outline(kid)
        for kid in kids_of(element)
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
    ]
    return (tag_of(element), *kids) if kids else tag_of(element)


def kids_of(element: pikepdf.Object) -> list[Any]:
    kids: Any = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    found = []
    waiting = kids_of(pdf.Root.StructTreeRoot)
    while waiting:
        element = waiting.pop(0)
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append(element)
            waiting = kids_of(element) + waiting
    return found


def tagged(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Dictionary]:
    return [element for element in elements(pdf) if tag_of(element) == tag]


# The bytes


def test_the_same_pages_are_the_same_bytes() -> None:
    assert everything().pdf() == everything().pdf()


def test_the_bytes_do_not_depend_on_the_process() -> None:
    program = (
        "import hashlib, hand_made; print(hashlib.sha256(hand_made.everything().pdf()).hexdigest())"
    )
    paths = os.pathsep.join([str(Path(hand_made.__file__).parent), *sys.path])

    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths, "TZ": zone},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Karachi"), ("77", "America/Vancouver"))
    }

    assert len(digests) == 1


def test_other_words_give_another_id() -> None:
    one, other = Sheet(), Sheet()
    one.paragraph("Wash with cool water.")
    other.paragraph("Wash with warm water.")

    with opened(one) as first, opened(other) as second:
        assert first.trailer.ID[0] == first.trailer.ID[1]
        assert first.trailer.ID[0] != second.trailer.ID[0]
        assert len(bytes(first.trailer.ID[0])) == 16


def test_a_handout_of_two_full_pages_stays_small() -> None:
    sheet = Sheet()
    for side in range(2):
        if side:
            sheet.turn_over()
        sheet.paragraph("After microneedling", "H1", size=24, bold=True)
        for _ in range(4):
            sheet.paragraph(PARAGRAPHS["en"])
        sheet.steps(*(f"Do thing number {n}, then rest a while." for n in range(20)))

    assert len(sheet.pdf()) < 32_000


def test_the_file_is_sound(pdf: pikepdf.Pdf) -> None:
    assert pdf.pdf_version == "1.7"
    assert pdf.check_pdf_syntax() == []


# Marked content


def test_everything_painted_is_marked(pdf: pikepdf.Pdf) -> None:
    for page in range(len(pdf.pages)):
        depth, seen = 0, 0
        for _, operator in operators(pdf, page):
            depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
            assert depth in (0, 1)
            if operator in PAINTING:
                seen += 1
                assert depth == 1, operator
        assert depth == 0
        assert seen > 5


def test_marks_are_numbered_in_order_and_the_parent_tree_knows_their_elements(
    pdf: pikepdf.Pdf,
) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page in range(len(pdf.pages)):
        marks = [
            (str(operands[0])[1:], int(operands[1].MCID))
            for operands, operator in operators(pdf, page)
            if operator == "BDC" and "/MCID" in operands[1]
        ]
        parents = owners[int(pdf.pages[page].StructParents)]

        assert [number for _, number in marks] == list(range(len(marks)))
        assert [tag_of(parent) for parent in parents] == [tag for tag, _ in marks]


def test_every_mark_is_held_by_one_element(pdf: pikepdf.Pdf) -> None:
    held = []
    for element in elements(pdf):
        for kid in kids_of(element):
            if isinstance(kid, int):
                held.append((element.Pg.objgen, kid))
            elif kid.get("/Type") == "/MCR":
                held.append((kid.Pg.objgen, int(kid.MCID)))
    marks = [
        (page.obj.objgen, int(operands[1].MCID))
        for number, page in enumerate(pdf.pages)
        for operands, operator in operators(pdf, number)
        if operator == "BDC" and "/MCID" in operands[1]
    ]

    assert sorted(held) == sorted(marks)


def test_neighbors_of_one_owner_share_a_mark() -> None:
    sheet = Sheet()
    sheet.paragraph(PARAGRAPHS["en"])  # several lines, several runs

    with opened(sheet) as pdf:
        steps = [operator for _, operator in operators(pdf)]

    assert steps.count("BDC") == steps.count("BT") == 1
    assert steps.count("TJ") > 1


def test_furniture_is_an_artifact(pdf: pikepdf.Pdf) -> None:
    kinds = [
        str(operands[1].Type)
        for operands, operator in operators(pdf)
        if operator == "BDC" and operands[0] == "/Artifact"
    ]

    assert kinds.count("/Pagination") >= 1
    assert kinds.count("/Layout") >= 1


# The structure tree


def test_the_tree_has_the_shape_of_the_page(pdf: pikepdf.Pdf) -> None:
    document = outline(pdf.Root.StructTreeRoot.K)
    head = ("TR", "TH", "TH", "TH")
    row = ("TR", "TH", "TD", "TD")
    item = ("LI", "Lbl", "LBody")

    assert document == (
        "Document", "H1", "P", ("P", "Link"), "H2", ("L", item, item, item),
        ("Table", head, row, row), "Figure", "Figure", "H2", "P",
    )  # fmt: skip


def test_children_stand_in_the_order_in_which_they_are_shown() -> None:
    sheet = Sheet()
    late = sheet.element("P")
    early = sheet.element("H1")
    sheet.words(early, "Shown first")
    sheet.words(late, "Shown second")

    with opened(sheet) as pdf:
        assert outline(pdf.Root.StructTreeRoot.K) == ("Document", "H1", "P")


def test_what_shows_nothing_stays_after_the_sibling_created_before_it() -> None:
    sheet = Sheet()
    row = sheet.element("TR", sheet.element("Table"))
    cells = [sheet.element(tag, row) for tag in ("TD", "TH", "TD", "TD", "TH", "TD")]
    sheet.words(cells[4], "second")
    sheet.words(cells[1], "first")

    with opened(sheet) as pdf:
        shown = outline(pdf.Root.StructTreeRoot.K)

    # The first cell opens the row, the last follows the one before it, wherever that went.
    assert shown == ("Document", ("Table", ("TR", "TD", "TH", "TD", "TH", "TD", "TD")))


def test_an_element_on_two_pages_is_one_element() -> None:
    sheet = Sheet()
    owner = sheet.element("P")
    sheet.words(owner, "Begun here,")
    sheet.turn_over()
    sheet.words(owner, "ended there.")

    with opened(sheet) as pdf:
        (element,) = tagged(pdf, "P")
        first, second = kids_of(element)

        assert element.Pg.objgen == pdf.pages[0].obj.objgen
        assert (int(first), int(second.MCID)) == (0, 0)
        assert second.Pg.objgen == pdf.pages[1].obj.objgen


def test_a_link_can_be_tapped_and_read(pdf: pikepdf.Pdf) -> None:
    (element,) = tagged(pdf, "Link")
    mark, target = kids_of(element)
    (annotation,) = pdf.pages[0].Annots
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owner = numbers[numbers.index(annotation.StructParent) + 1]

    assert isinstance(mark, int)
    assert target.Type == "/OBJR"
    assert target.Obj.objgen == annotation.objgen
    assert owner.objgen == element.objgen
    assert annotation.A.URI == "tel:+14165550123"
    assert annotation.Contents == "Call 416-555-0123"
    assert annotation.F == 4
    assert pdf.pages[0].Tabs == "/S"


def test_heads_say_what_they_head(pdf: pikepdf.Pdf) -> None:
    scopes = [str(head.A.Scope) for head in tagged(pdf, "TH")]

    assert scopes == ["/Column", "/Column", "/Column", "/Row", "/Row"]


def test_a_numbered_list_says_so(pdf: pikepdf.Pdf) -> None:
    (numbered,) = tagged(pdf, "L")

    assert numbered.A.ListNumbering == "/Decimal"


def test_figures_say_what_and_where_they_are(pdf: pikepdf.Pdf) -> None:
    drawn, photo = tagged(pdf, "Figure")
    left, bottom, right, top = (float(value) for value in photo.A.BBox)

    assert (str(drawn.Alt), str(photo.Alt)) == ("A ring and a square", "A gradient")
    assert (round(right - left, 1), round(top - bottom, 1)) == (60, 60)


def test_right_to_left_text_carries_its_reading_order() -> None:
    sheet = Sheet("ur")
    sheet.paragraph(PARAGRAPHS["ur"])

    with opened(sheet) as pdf:
        (paragraph,) = tagged(pdf, "P")

        assert str(paragraph.ActualText) == hand_made.read(PARAGRAPHS["ur"])
        assert "/Direction" not in pdf.Root.ViewerPreferences
        assert str(pdf.Root.Lang) == "ur"


def test_a_sentence_in_another_language_says_which() -> None:
    sheet = Sheet("en")
    sheet.paragraph("Wash your face.")
    sheet.words(sheet.element("P", language="fr"), "Lavez le visage.")

    with opened(sheet) as pdf:
        first, second = tagged(pdf, "P")

        assert "/Lang" not in first
        assert str(second.Lang) == "fr"


# Fonts


def fonts_of(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [font for page in pdf.pages for font in page.Resources.Font.values()]


def test_every_font_is_embedded_and_none_is_helvetica(pdf: pikepdf.Pdf) -> None:
    for font in fonts_of(pdf):
        (descendant,) = font.DescendantFonts

        assert len(descendant.FontDescriptor.FontFile2.read_bytes()) > 500
        assert re.fullmatch(r"/[A-Z]{6}\+NotoSans-\w+", str(font.BaseFont))
        assert font.BaseFont == descendant.BaseFont == descendant.FontDescriptor.FontName
    assert not any("Helvetica" in str(font.BaseFont) for font in fonts_of(pdf))


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_every_code_shown_has_its_text_and_its_width(language: str) -> None:
    sheet = Sheet(language)
    sheet.paragraph(PARAGRAPHS[language])

    with opened(sheet) as pdf:
        texts = {name: to_unicode(font) for name, font in pdf.pages[0].Resources.Font.items()}
        widths = {
            name: len(font.DescendantFonts[0].W[1])
            for name, font in pdf.pages[0].Resources.Font.items()
        }
        for font, codes in shown(pdf):
            for code in codes:
                assert code in texts[font]
                assert 0 < code < widths[font]
    for characters in (text for known in texts.values() for text in known.values()):
        assert characters
        assert not {"\0", "\ufeff", "\ufffe"} & set(characters)
        assert not any("\ue000" <= c <= "\uf8ff" or "\u2066" <= c <= "\u2069" for c in characters)


def to_unicode(font: pikepdf.Object) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", cmap)
    }


def shown(pdf: pikepdf.Pdf) -> Iterator[tuple[str, list[int]]]:
    font = ""
    for operands, operator in operators(pdf):
        if operator == "Tf":
            font = str(operands[0])
        elif operator == "TJ":
            strings = [bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)]
            data = b"".join(strings)
            yield font, [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


def test_a_letter_and_its_marks_are_read_mark_last_from_right_to_left() -> None:
    # Viewers turn right-to-left text round one character after the other.
    sheet = Sheet("fa")
    sheet.paragraph("شمارهٔ نمی‌شود")

    with opened(sheet) as pdf:
        texts = {name: to_unicode(font) for name, font in pdf.pages[0].Resources.Font.items()}
        line = "".join(texts[font][code] for font, codes in shown(pdf) for code in codes)

    assert line[::-1] == "شمارهٔ نمی‌شود"


def test_kerning_does_not_add_up() -> None:
    face = FaceName(family="noto-sans")
    cluster = Cluster(text="A", glyphs=(Glyph(36),), advance=600)
    run = GlyphRun(
        face=face, size=10, units_per_em=1000, rtl=False, clusters=(cluster,) * 50, mark=0
    )
    sheet = Sheet()
    sheet.items.append(
        PlacedRun(owner=sheet.element("P"), origin=Point(50, 50), run=run, color=Color(0, 0, 0))
    )

    with opened(sheet) as pdf:
        (font,) = fonts_of(pdf)
        width = float(font.DescendantFonts[0].W[1][1])
        (steps,) = (operands[0] for operands, operator in operators(pdf) if operator == "TJ")
        corrections = [float(step) for step in steps if not isinstance(step, pikepdf.String)]

    assert 49 * width - sum(corrections) == pytest.approx(49 * 600, abs=1)


@pytest.mark.parametrize(
    ("cluster", "complaint"),
    [
        (Cluster(text="", glyphs=(Glyph(36),), advance=600), "stand for no text"),
        (Cluster(text="x", glyphs=(Glyph(0),), advance=600), "print as a box"),
        (Cluster(text="\ufeff", glyphs=(Glyph(36),), advance=600), "is no text"),
    ],
)
def test_what_could_not_be_read_back_is_refused(cluster: Cluster, complaint: str) -> None:
    run = GlyphRun(
        face=FaceName(family="noto-sans"),
        size=10,
        units_per_em=1000,
        rtl=False,
        clusters=(cluster,),
        mark=0,
    )
    sheet = Sheet()
    sheet.items.append(
        PlacedRun(owner=sheet.element("P"), origin=Point(50, 50), run=run, color=Color(0, 0, 0))
    )

    with pytest.raises(ValueError, match=complaint):
        sheet.pdf()


# Drawing


def test_places_are_measured_from_the_top_and_written_from_the_bottom() -> None:
    sheet = Sheet()
    square = polyline([(10, 20), (40, 20), (40, 60), (10, 60)], closed=True)
    triangle = polyline([(0, 0), (10, 0), (5, 5)], closed=True)
    for path in (square, triangle):
        sheet.items.append(
            PlacedPath(owner=Artifact.LAYOUT, path=path, fill=Color(255, 0, 51), even_odd=True)
        )

    with opened(sheet) as pdf:
        steps = [
            ([float(v) for v in operands], operator)
            for operands, operator in operators(pdf)
            if operator not in ("BDC", "EMC")
        ]

    assert steps == [
        ([1, 0, 0.2], "rg"),
        ([10, 772, 30, -40], "re"),
        ([], "f*"),
        ([0, 792], "m"),
        ([10, 792], "l"),
        ([5, 787], "l"),
        ([], "h"),
        ([], "f*"),
    ]


def test_color_and_font_are_set_only_where_they_change() -> None:
    sheet = Sheet()
    for text in ("One.", "Two.", "Three."):
        sheet.paragraph(text)

    with opened(sheet) as pdf:
        steps = [operator for _, operator in operators(pdf)]

    assert (steps.count("rg"), steps.count("Tf"), steps.count("TJ")) == (1, 1, 3)


def test_turned_words_run_up_and_down_the_margin(pdf: pikepdf.Pdf) -> None:
    turns = [
        [int(v) for v in operands[:4]] for operands, operator in operators(pdf) if operator == "Tm"
    ]

    assert turns == [[0, 1, -1, 0], [0, -1, 1, 0]]


def test_a_picture_keeps_its_pixels_and_is_stored_once() -> None:
    sheet = Sheet()
    sheet.figure()
    sheet.figure()

    with opened(sheet) as pdf:
        images = list(pdf.pages[0].get_images().values())
        pixels = [image.read_bytes() for image in images]

    assert pixels == [hand_made.gradient(16).rgb]


# What the file says about itself


def test_the_two_kinds_of_metadata_say_the_same(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(update_docinfo=False) as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == "Sample aftercare"
        assert xmp["pdf:Producer"] == str(pdf.docinfo.Producer) == "handouts 0.1.0"
        assert xmp["dc:creator"] == [str(pdf.docinfo.Author)] == ["Sample & Clinic"]
        assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2026-11-22T15:00:00+00:00"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
        assert xmp["pdfuaid:part"] == "1"
    assert str(pdf.docinfo.CreationDate) == "D:20261122150000+00'00'"
    assert pdf.docinfo.CreationDate == pdf.docinfo.ModDate


def test_the_title_is_shown_in_the_window(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en"


def test_a_title_in_any_script_is_kept() -> None:
    sheet = Sheet("ta", title="தோல் பராமரிப்பு <1> (a\\b)")
    sheet.paragraph("தோல்")

    with opened(sheet) as pdf, pdf.open_metadata(update_docinfo=False) as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == "தோல் பராமரிப்பு <1> (a\\b)"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Metadata(created=datetime(2026, 11, 22), version="1")


def test_no_clinic_is_named_unless_asked() -> None:
    sheet = Sheet()
    sheet.paragraph("Rest.")
    data = sheet.pdf(replace(METADATA, author=""))

    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata(update_docinfo=False) as xmp:
        assert "/Author" not in pdf.docinfo
        assert "dc:creator" not in xmp


def test_the_color_profile_is_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    reference = ImageCms.createProfile("sRGB")
    picture = hand_made.gradient(32)
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    there = ImageCms.profileToProfile(image, profile, reference)

    assert there is not None
    worst = max(abs(a - b) for a, b in zip(there.tobytes(), picture.rgb, strict=True))
    assert worst <= 1
