"""The run sheet on paper: a table to tick, whole on every side, in any script."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from handouts.color import Color
from handouts.document import Message, PanelField, Title, words
from handouts.document.run_sheet import RunSheet, RunSheetLook, RunSheetTable
from handouts.geometry import Rect
from handouts.layout.pages import Artifact, Pages
from handouts.layout.run_sheet import DASH, lay_out_run_sheet
from handouts.library import Library
from handouts.style import stylesheet
from handouts.text import Fonts, load_fonts
from tests.shown import ShownLine, all_lines, frames_of, lines_of, paths_of, tag_tree

SHEET = stylesheet(accent=Color.parse("#5E2B5C"), paper="letter", language="en-CA")
HEADS = ("No", "Name", "Treatment", "Sheets")


def table(
    rows: Sequence[tuple[str, ...]], *, heads: tuple[str, ...] = HEADS, heading: str = ""
) -> RunSheetTable:
    return RunSheetTable(
        heading=heading,
        note="many" if heading else "",
        heads=heads,
        rows=tuple(rows),
        numbers=(0, len(heads) - 1),
        widest=len(heads) - 2,
    )


def run_sheet(*tables: RunSheetTable, looks: tuple[RunSheetLook, ...] = ()) -> RunSheet:
    return RunSheet(
        language="en-CA",
        title="Handouts",
        clinic="Clinic",
        logo=None,
        notice="For staff.",
        running="Run sheet",
        panel=(PanelField(label=words("Made on"), value=words("Sunday")),),
        blocks=(Title(text=words("List")), Message(text=words("All of it"))),
        looks=looks,
        tables=tables,
        footer="Shred.",
        page="{page} / {pages}",
    )


def people(count: int) -> list[tuple[str, ...]]:
    return [(str(number), f"n{number}", "peel", "2") for number in range(1, count + 1)]


@pytest.fixture(scope="module")
def real_fonts() -> Fonts:
    return load_fonts(Library.find().fonts, "en-CA")


def content(pages: Pages, index: int) -> list[str]:
    return [line.text for line in lines_of(pages, index) if not isinstance(line.owner, Artifact)]


def furniture(pages: Pages, index: int) -> list[str]:
    return [line.text for line in lines_of(pages, index) if isinstance(line.owner, Artifact)]


def line(pages: Pages, text: str) -> ShownLine:
    return next(line for line in all_lines(pages) if line.text == text)


def test_it_is_read_from_letterhead_to_footer(square_fonts: Fonts) -> None:
    look = RunSheetLook(key="a", text=words("Long: 1."))
    pages = lay_out_run_sheet(
        run_sheet(table(people(1), heading="Monday"), looks=(look,)), SHEET, square_fonts
    )

    assert tag_tree(pages) == [
        "Document",
        "  Sect",
        "    P 'Clinic'",
        "    P 'For staff.'",
        "  L",
        "    LI",
        "      Lbl 'Made on'",
        "      LBody 'Sunday'",
        "  Sect",
        "    H1 'List'",
        "    P 'All of it'",
        "    L",
        "      LI",
        "        Lbl 'a'",
        "        LBody 'Long: 1.'",
        "    H2 'Monday'",
        "    P 'many'",
        "    Table",
        "      TR",
        "        TH scope=Column 'No'",
        "        TH scope=Column 'Name'",
        "        TH scope=Column 'Treatment'",
        "        TH scope=Column 'Sheets'",
        "      TR",
        "        TH scope=Row '1'",
        "        TD 'n1'",
        "        TD 'peel'",
        "        TD '2'",
        "  Sect",
        "    P 'Shred.'",
    ]


def test_a_cell_of_something_not_known_stays_in_the_table(square_fonts: Fonts) -> None:
    pages = lay_out_run_sheet(run_sheet(table([("1", "", "peel", "2")])), SHEET, square_fonts)
    tree = tag_tree(pages)

    assert tree[tree.index("        TH scope=Row '1'") + 1] == "        TD"


def test_every_row_stands_on_one_side_and_the_head_is_repeated_as_an_artifact(
    square_fonts: Fonts,
) -> None:
    pages = lay_out_run_sheet(run_sheet(table(people(60))), SHEET, square_fonts)
    names = [
        text for at in range(len(pages.pages)) for text in content(pages, at) if text[0] == "n"
    ]

    assert len(pages.pages) == 3
    assert names == [f"n{number}" for number in range(1, 61)]
    for later in (1, 2):
        assert set(HEADS) <= set(furniture(pages, later))
        assert not set(HEADS) & set(content(pages, later))
    assert [element.tag for element in pages.elements].count("TH") == 4 + 60


def test_the_letterhead_of_later_sides_and_page_numbers_are_artifacts(square_fonts: Fonts) -> None:
    pages = lay_out_run_sheet(run_sheet(table(people(60))), SHEET, square_fonts)

    assert {"Clinic", "Run sheet", "2 / 3"} <= set(furniture(pages, 1))
    assert "Shred." in furniture(pages, 1)
    assert "Shred." in content(pages, 2)


def test_each_row_has_a_box_to_tick_beside_its_first_line(square_fonts: Fonts) -> None:
    pages = lay_out_run_sheet(run_sheet(table(people(5))), SHEET, square_fonts)
    boxes = frames_of_any_size(pages)

    assert len(boxes) == 5
    for number, box in enumerate(boxes, start=1):
        own = line(pages, f"n{number}").box
        assert box.x == SHEET.margin_side
        assert box.y < own.y + own.height / 2 < box.bottom


def frames_of_any_size(pages: Pages) -> list[Rect]:
    return [
        path.path.bounds.inset(-path.width / 2)
        for page in pages.pages
        for path in paths_of(page)
        if path.stroke and path.path.segments[-1].op == "Z"
    ]


def test_rows_that_only_inform_have_no_box(square_fonts: Fonts) -> None:
    informing = RunSheetTable(
        heads=("Row", "Why"), rows=(("4", "Gone"),), numbers=(0,), widest=1, ticked=False
    )
    pages = lay_out_run_sheet(run_sheet(informing), SHEET, square_fonts)

    assert frames_of_any_size(pages) == []
    assert line(pages, "Row").box.x == pytest.approx(SHEET.margin_side, abs=1)


def test_numbers_stand_at_the_end_side_of_their_column(square_fonts: Fonts) -> None:
    pages = lay_out_run_sheet(
        run_sheet(table([("1", "a", "peel", "2"), ("10", "b", "peel", "12")])), SHEET, square_fonts
    )
    end = SHEET.page.width - SHEET.margin_side

    assert line(pages, "1").box.right == pytest.approx(line(pages, "10").box.right)
    assert line(pages, "2").box.right == pytest.approx(end, abs=1)
    assert line(pages, "12").box.right == pytest.approx(end, abs=1)


def test_tables_with_the_same_heads_share_their_columns(square_fonts: Fonts) -> None:
    pages = lay_out_run_sheet(
        run_sheet(
            table([("1", "short", "peel", "2")], heading="Monday"),
            table([("2", "longer name", "peel", "2")], heading="Tuesday"),
        ),
        SHEET,
        square_fonts,
    )
    places = [found.box.x for found in all_lines(pages) if found.text == "peel"]

    assert len(places) == 2
    assert places[0] == places[1]


@pytest.mark.parametrize(
    "name", ["Maximiliana Bartholomea " * 5, "Mme" * 40, "李" * 120, "W" * 120]
)
def test_no_name_pushes_another_column_off_the_paper(real_fonts: Fonts, name: str) -> None:
    heads = ("No.", "Time", "Name", "Row", "Language", "Treatment", "Look", "Sheets")
    row = ("100", "10:30\xa0a.m.", name.strip(), "1000", "Chinese, simplified and English",
           "Microneedling, chemical peel", "a", "12")  # fmt: skip
    wide = RunSheetTable(heads=heads, rows=(row,), numbers=(0, 3, 7), widest=5)
    pages = lay_out_run_sheet(run_sheet(wide), SHEET, real_fonts)
    boxes = sorted((found.box for found in all_lines(pages)), key=lambda box: box.y)

    assert all(box.right <= SHEET.page.width - SHEET.margin_side + 0.1 for box in boxes)
    for index, box in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert not overlap(box, other)


def test_long_words_in_every_column_share_the_width(real_fonts: Fonts) -> None:
    long = ("word " * 9 + "word", *(letter * 30 for letter in "bcdef"))
    wide = RunSheetTable(heads=("1", "2", "3", "4", "5", "6"), rows=(long,), widest=4)
    pages = lay_out_run_sheet(run_sheet(wide), SHEET, real_fonts)
    boxes = [found.box for found in all_lines(pages)]
    of_words = [found.text for found in all_lines(pages) if "w" in found.text]

    assert {word for text in of_words for word in text.split()} == {"word"}
    assert max(box.right for box in boxes) <= SHEET.page.width - SHEET.margin_side + 0.1
    assert not any(
        overlap(box, other) for index, box in enumerate(boxes) for other in boxes[index + 1 :]
    )


def overlap(one: Rect, other: Rect) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0.1 and down > 0.1


def test_names_of_any_script_come_out_and_what_no_font_has_is_a_dash(real_fonts: Fonts) -> None:
    names = ("A. L.", "س. ا.", "த. செ.", "ሰ. ተ.", "김", "李", "ꡀ. ꡂ.")
    rows = [(str(at), name, "peel", "2") for at, name in enumerate(names)]
    pages = lay_out_run_sheet(run_sheet(table(rows)), SHEET, real_fonts)
    shown = {found.text.strip("\u2066\u2068\u2069") for found in all_lines(pages)}

    assert {*names[:-1], DASH} <= shown
    assert names[-1] not in shown


def test_it_is_set_in_the_same_type_as_the_handouts_below(square_fonts: Fonts) -> None:
    pages = lay_out_run_sheet(run_sheet(table(people(60), heading="Monday")), SHEET, square_fonts)

    assert {found.size for found in all_lines(pages)} <= {12, 16, 28}
    assert frames_of(pages.pages[0], 2) == []
