"""What stands at the edges of every side: letterhead, panel, footer, margin mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from handouts.color import Color
from handouts.document import (
    FilledPath,
    Inline,
    Kind,
    Letterhead,
    Paragraph,
    RasterPicture,
    VectorPicture,
    plain_text,
    words,
)
from handouts.geometry import Rect, Size, rounded_rectangle
from handouts.layout.lay_out import lay_out
from handouts.layout.pages import Artifact, Pages, PlacedImage, PlacedRun
from handouts.style import Edition, stylesheet
from handouts.text import Fonts
from tests.layout.building import PHONE, LayOut, document, heading, inlines, paragraph
from tests.shown import (
    ShownLine,
    all_lines,
    box_of,
    dots_of,
    lines_of,
    paths_of,
    rules_of,
    tag_tree,
)

LEFT, RIGHT = 48, 564
ACCENT = Color.parse("#5E2B5C")
SQUARE = VectorPicture(
    size=Size(10, 20),
    paths=(
        FilledPath(path=rounded_rectangle(Rect(0, 0, 10, 20), 0), color=None),
        FilledPath(path=rounded_rectangle(Rect(2, 2, 4, 4), 0), color=Color(10, 20, 30)),
    ),
)
PIXELS = RasterPicture(width=2, height=1, rgb=bytes(6))


def letterhead(
    name: str = "Clinic",
    logo: RasterPicture | VectorPicture | None = None,
    phones: tuple[tuple[Inline, ...], ...] = ((PHONE,),),
) -> Letterhead:
    return Letterhead(
        name=name, address="1 Elm St", logo=logo, phones=phones, emergency=words("Now: 911")
    )


def find(pages: Pages, text: str, page: int = 0) -> list[ShownLine]:
    return [shown for shown in lines_of(pages, page) if shown.text == text]


def test_the_phone_and_911_stand_in_the_same_corner_of_every_side(lay_out: LayOut) -> None:
    pages = lay_out(paragraph("a", lines=99))

    assert len(pages.pages) > 2
    for index in range(len(pages.pages)):
        for text in ("555-0123", "Now: 911"):
            (shown,) = find(pages, text, index)
            assert shown.box.x >= 300
            assert shown.box.bottom < 100


def test_the_letterhead_is_read_once_and_later_sides_repeat_it_as_an_artifact(
    lay_out: LayOut,
) -> None:
    pages = lay_out(paragraph("a", lines=99), letterhead=letterhead(logo=SQUARE))

    tags = [tag.strip() for tag in tag_tree(pages)]
    assert tags.count("P 'Clinic'") == 1
    assert tags.count("Figure alt='Clinic'") == 1
    (repeated,) = find(pages, "Clinic", 1)
    assert repeated.owner is Artifact.PAGINATION


def test_two_phones_stand_one_below_the_other_and_both_can_be_tapped(lay_out: LayOut) -> None:
    other = Inline(text="555-0199", kind=Kind.PHONE, href="tel:+14165550199")
    pages = lay_out(paragraph(), letterhead=letterhead(phones=((PHONE,), (other,))))

    (first,), (second,), (emergency,) = (
        find(pages, text) for text in ("555-0123", "555-0199", "Now: 911")
    )
    assert first.box.x == second.box.x == emergency.box.x
    assert first.box.bottom <= second.box.y
    assert second.box.bottom <= emergency.box.y
    assert first.size == 20
    assert [link.href for link in pages.pages[0].links] == [
        "tel:+14165550123",
        "tel:+14165550199",
    ]


def test_a_link_covers_its_words(lay_out: LayOut) -> None:
    pages = lay_out(paragraph())

    (link,) = pages.pages[0].links
    (number,) = find(pages, "555-0123")
    assert link.contents == "555-0123"
    assert pages.elements[link.element].tag == "Link"
    assert link.rect.x == number.box.x
    assert link.rect.right == pytest.approx(number.box.right)
    assert link.rect.y <= number.box.y
    assert number.box.bottom <= link.rect.bottom


def test_a_link_is_not_tapped_on_the_space_before_it(lay_out: LayOut) -> None:
    number = Inline(text=" 555-0199", href="tel:+14165550199")
    long = "o" * 36
    pages = lay_out(Paragraph(text=(Inline(text=long), number)))

    (rect,) = [link.rect for link in pages.pages[0].links if link.href == number.href]
    (shown,) = find(pages, "555-0199")
    assert find(pages, long)
    assert rect.x == shown.box.x
    assert rect.width == pytest.approx(shown.box.width)


def test_a_long_clinic_name_takes_more_lines_and_pushes_everything_down(lay_out: LayOut) -> None:
    name = "The Maple Grove Skin and Laser Clinic of Greater Northern Ontario"
    short, long = (
        lay_out(paragraph("a", lines=99), letterhead=letterhead(name=text, logo=SQUARE))
        for text in ("Clinic", name)
    )

    for page in (0, 1):
        named = [shown for shown in lines_of(long, page) if shown.text and shown.text in name]
        assert "".join(shown.text for shown in named).replace(" ", "") == name.replace(" ", "")
        first = next(shown for shown in lines_of(long, page) if shown.text.startswith("a"))
        assert all(shown.box.bottom <= first.box.y for shown in named)
        corner = find(long, "555-0123", page)[0].box
        assert all(shown.box.right < corner.x for shown in named)
    start = [
        min(shown.box.y for shown in lines_of(pages, 0) if shown.text.startswith("a1"))
        for pages in (short, long)
    ]
    assert start[1] > start[0]


def test_without_a_logo_the_name_starts_at_the_margin(lay_out: LayOut) -> None:
    pages = lay_out(paragraph())

    assert find(pages, "Clinic")[0].box.x == LEFT
    assert not [tag for tag in tag_tree(pages) if "Figure" in tag]


def test_a_vector_logo_fills_a_box_of_38_in_its_own_colors(lay_out: LayOut) -> None:
    pages = lay_out(paragraph(), letterhead=letterhead(logo=SQUARE))

    logo = [path for path in paths_of(pages.pages[0]) if not isinstance(path.owner, Artifact)]
    assert [path.fill for path in logo] == [ACCENT, Color(10, 20, 30)]
    bounds = logo[0].path.bounds
    assert (bounds.x, bounds.width, bounds.height) == (LEFT, 19, 38)
    assert find(pages, "Clinic")[0].box.x == LEFT + 38 + 12


def test_a_pixel_logo_keeps_its_proportions_in_a_box_of_38_and_24(lay_out: LayOut) -> None:
    pages = lay_out(paragraph("a", lines=50), letterhead=letterhead(logo=PIXELS))

    rects = [
        item.rect for page in pages.pages for item in page.items if isinstance(item, PlacedImage)
    ]
    assert [(rect.x, rect.width, rect.height) for rect in rects] == [
        (LEFT, 38, 19),
        (LEFT, 24, 12),
    ]


def test_the_dots_of_the_header_fade_from_the_start_to_the_end(lay_out: LayOut) -> None:
    pages = lay_out(paragraph())

    dots = [dot for dot, color in dots_of(pages.pages[0]) if color == ACCENT]
    widths = [dot.width for dot in dots]
    assert len(dots) == 87
    assert widths == sorted(widths, reverse=True)
    assert [widths[0], widths[-1]] == pytest.approx([4.6, 1.1])
    assert dots[0].x == pytest.approx(LEFT, abs=0.5)
    assert dots[-1].right == pytest.approx(RIGHT, abs=3)


def test_an_empty_value_of_the_panel_leaves_a_line_to_write_on(lay_out: LayOut) -> None:
    empty = lay_out(paragraph(), panel=[("Name", ""), ("On", ""), ("By", "")])
    full = lay_out(paragraph(), panel=[("Name", "Al"), ("On", "Nov 22"), ("By", "Jo")])

    def form_lines(pages: Pages) -> list[Rect]:
        return [rule for rule in rules_of(pages.pages[0], 0.75) if rule.y < 300]

    assert len(form_lines(empty)) == 3
    assert form_lines(empty) == form_lines(full)


def test_the_panels_fields_share_the_width_as_5_5_4_with_12_between(lay_out: LayOut) -> None:
    pages = lay_out(paragraph(), panel=[("Name", ""), ("On", ""), ("By", "")])

    rules = [rule for rule in rules_of(pages.pages[0], 0.75) if rule.y < 300]
    share = (516 - 24) / 14
    assert [rule.width for rule in rules] == pytest.approx([5 * share, 5 * share, 4 * share])
    assert rules[1].x - rules[0].right == pytest.approx(12)
    assert rules[2].right == pytest.approx(RIGHT)


def test_a_date_of_the_panel_has_the_width_of_the_widest_there_could_be(lay_out: LayOut) -> None:
    def date_to_by(widest: str) -> float:
        when = (Inline(text="May 4", kind=Kind.DATE, field="treated:day"),)
        made = document(paragraph(), panel=[("Name", ""), ("Date", when), ("By", "")])
        pages = lay_out.document(replace(made, rooms=(("day", ("May 4", widest)),)))
        return find(pages, "By")[0].box.x - find(pages, "Date")[0].box.x

    assert date_to_by("May 4") == pytest.approx((516 - 24) * 5 / 14 + 12)
    assert date_to_by("Wednesday Sept 10") == pytest.approx(17 * 12 + 1 + 12)
    # A date as wide as the panel takes another line: the others would have no room for a name.
    assert date_to_by("Wednesday the tenth of September") == date_to_by("May 4")


def test_a_value_that_does_not_fit_gives_all_fields_a_second_line(lay_out: LayOut) -> None:
    one = lay_out(paragraph(), panel=[("Name", "Al"), ("On", "Nov 22"), ("By", "Jo")])
    two = lay_out(
        paragraph(), panel=[("Name", "Amina Rahman Khan"), ("On", "Nov 22"), ("By", "Jo")]
    )

    ys = [
        {round(rule.y, 2) for rule in rules_of(pages.pages[0], 0.75) if rule.y < 300}
        for pages in (one, two)
    ]
    assert len(ys[0]) == len(ys[1]) == 1
    assert ys[1].pop() == ys[0].pop() + 16


def test_a_name_of_80_letters_grows_the_panel_and_overlaps_nothing(lay_out: LayOut) -> None:
    pages = lay_out(paragraph(), panel=[("Name", "A" * 80), ("On", "Nov 22"), ("By", "Jo")])

    name = [shown for shown in lines_of(pages, 0) if set(shown.text) == {"A"}]
    assert "".join(shown.text for shown in name) == "A" * 80
    (day,) = find(pages, "Nov 22")
    assert all(shown.box.right <= day.box.x for shown in name)
    below = next(shown for shown in lines_of(pages, 0) if shown.text.startswith("p1"))
    assert name[-1].box.bottom < below.box.y


def test_in_large_print_fields_that_do_not_fit_stand_two_and_one(lay_out: LayOut) -> None:
    panel = [("Name", "Amina Rahman"), ("On", "Nov 22"), ("By", "Jo")]
    pages = lay_out(paragraph(), panel=panel, edition=Edition.LARGE_PRINT)

    name, day, by = (find(pages, text)[0].box for text in ("Name", "On", "By"))
    assert name.y == day.y < by.y
    assert name.x == by.x == LEFT


def test_the_panel_holds_its_values_as_fields_to_stamp(lay_out: LayOut) -> None:
    value = (Inline(text="Al", kind=Kind.FIELD, field="patient"),)
    pages = lay_out(paragraph(), panel=[("Name", value), ("On", ""), ("By", "")])

    (slot,) = pages.pages[0].slots
    (shown,) = find(pages, "Al")
    items = pages.pages[0].items[slot.first : slot.first + slot.count]
    assert plain_text(slot.text.inlines) == "Al"
    assert [inline.field for inline in slot.text.inlines] == ["patient"]
    assert [item.run.text for item in items if isinstance(item, PlacedRun)] == ["Al"]
    assert slot.owners == (shown.owner,)
    assert slot.left == shown.box.x
    assert slot.top <= shown.box.y
    assert shown.box.bottom <= slot.top + slot.text.height


def test_every_side_says_which_page_of_how_many_it_is(lay_out: LayOut) -> None:
    pages = lay_out(paragraph("a", lines=99))

    count = len(pages.pages)
    for index in range(count):
        (shown,) = find(pages, f"Page {index + 1} of {count}", index)
        assert shown.owner is Artifact.PAGINATION
        assert shown.box.right == pytest.approx(RIGHT)


def test_the_footer_is_read_once_at_the_end(lay_out: LayOut) -> None:
    pages = lay_out(paragraph("a", lines=60), record="Record 7K4Q", notices=["Not reviewed."])

    owners = [
        [find(pages, text, index)[0].owner for text in ("Other formats?", "Record 7K4Q")]
        for index in range(len(pages.pages))
    ]
    assert owners[0] == [Artifact.PAGINATION] * 2
    assert not [owner for owner in owners[-1] if isinstance(owner, Artifact)]
    assert [tag.strip() for tag in tag_tree(pages)][-3:] == [
        "P 'Other formats?'", "P 'Not reviewed.'", "P 'Record 7K4Q'",
    ]  # fmt: skip


def test_notices_run_on_at_body_size_on_every_side_and_the_record_below_them(
    lay_out: LayOut,
) -> None:
    pages = lay_out(paragraph("a", lines=60), record="Record 7K4Q", notices=["One.", "Two."])

    for index in range(len(pages.pages)):
        formats, notices, record = (
            find(pages, text, index)[0] for text in ("Other formats?", "One. Two.", "Record 7K4Q")
        )
        assert formats.box.bottom <= notices.box.y
        assert notices.box.bottom <= record.box.y
        assert (notices.size, record.size) == (12, 10)
        assert record.box.bottom <= 792 - 40


def test_a_long_record_and_notices_take_room_from_the_text_not_from_the_margin(
    lay_out: LayOut,
) -> None:
    pages = lay_out(
        paragraph("a", lines=99), record="record " * 30, notices=["notice " * 20, "notice " * 9]
    )

    for index in range(len(pages.pages)):
        shown = [line for line in lines_of(pages, index) if not line.turned]
        text = [line for line in shown if line.text.startswith("a")]
        foot = [line for line in shown if line.text.startswith(("Other", "rec", "not"))]
        (rule,) = [rule for rule in rules_of(pages.pages[index], 0.75) if rule.width > 500]
        assert max(line.box.bottom for line in text) <= rule.y - 8
        assert rule.y < min(line.box.y for line in foot)
        assert max(line.box.bottom for line in foot) <= 792 - 40


def test_margin_marks_stand_turned_in_the_margin_outside_the_text(lay_out: LayOut) -> None:
    pages = lay_out(paragraph("a", lines=60), marks=["Sample clinic.", "Draft."])

    for page in pages.pages:
        turned = [item for item in page.items if isinstance(item, PlacedRun) and item.quarter_turns]
        boxes = [box_of(item) for item in turned]
        assert [item.run.text for item in turned] == ["Sample clinic.", "Draft."]
        assert all(box.x > RIGHT and box.right <= 612 - 16 for box in boxes)
        assert boxes[0].y == 44
        assert boxes[0].bottom < boxes[1].y
        (line,) = [rule for rule in rules_of(page, 0.75) if rule.x > RIGHT]
        assert boxes[1].bottom < line.y < line.bottom <= 792 - 40


def test_a_mark_too_long_for_what_is_left_of_its_margin_stands_in_the_other(
    lay_out: LayOut,
) -> None:
    pages = lay_out(paragraph(), marks=["d" * 40, "s" * 40])

    runs = [item for item in pages.pages[0].items if isinstance(item, PlacedRun)]
    one, other = (box_of(item) for item in runs if item.quarter_turns)
    assert one.x > RIGHT
    assert other.right < LEFT
    assert one.y == other.y == 44


@pytest.mark.parametrize(
    ("formats", "beside"),
    [("Other formats?", "Other formats?"), ("Other formats? Ask us for them.", "Record 7K4Q")],
)
def test_the_page_number_stands_beside_what_leaves_it_room(
    lay_out: LayOut, formats: str, beside: str
) -> None:
    pages = lay_out(paragraph(), formats=formats, record="Record 7K4Q")

    (offer,), (neighbor,), (number,) = (
        find(pages, text) for text in (formats, beside, "Page 1 of 1")
    )
    baselines = [shown.box.y + 0.8 * shown.size for shown in (neighbor, number)]
    assert baselines[0] == pytest.approx(baselines[1])
    assert offer.box.x == neighbor.box.x == LEFT
    assert number.box.right == pytest.approx(RIGHT)


def test_margin_marks_are_read_once(lay_out: LayOut) -> None:
    pages = lay_out(paragraph("a", lines=60), marks=["Draft."])

    assert [tag.strip() for tag in tag_tree(pages)].count("P 'Draft.'") == 1
    assert [find(pages, "Draft.", i)[0].owner is Artifact.PAGINATION for i in (0, 1)] == [
        False, True,
    ]  # fmt: skip


def test_margin_marks_are_read_before_the_words_they_are_about(lay_out: LayOut) -> None:
    pages = lay_out(paragraph("a", lines=60), marks=["Draft."])

    tags = [tag.strip() for tag in tag_tree(pages)]
    assert tags.index("P 'Draft.'") < min(i for i, tag in enumerate(tags) if tag.startswith("P 'a"))


def test_on_a4_the_margins_stay_and_the_text_is_narrower(lay_out: LayOut) -> None:
    pages = lay_out(
        heading("Do", "Note"), paragraph("a", lines=60), paper="a4", panel=[("Name", "Al")]
    )

    assert (round(pages.size.width), round(pages.size.height)) == (595, 842)
    lines = [shown for shown in all_lines(pages) if not shown.turned]
    assert min(shown.box.x for shown in lines) == LEFT
    assert max(shown.box.right for shown in lines) <= pages.size.width - 48 + 0.01
    (number,) = find(pages, "Page 1 of 2")
    assert number.box.right == pytest.approx(pages.size.width - 48)


@pytest.mark.parametrize("language", ["en-CA", "fr-CA", "ta", "ur", "vi"])
@pytest.mark.parametrize("edition", Edition)
def test_a_running_header_with_a_long_phone_never_overlaps(
    fonts_for: Callable[[str], Fonts], language: str, edition: Edition
) -> None:
    number = Inline(text="416-555-0123", kind=Kind.PHONE, href="tel:+14165550123")
    long = (number, *words(" extension 45678"))
    sheet = stylesheet(accent=ACCENT, paper="a4", language=language, edition=edition)
    made = document(
        sections=[[paragraph("a")], [paragraph("b")]],
        language=language,
        letterhead=Letterhead(
            name="Maple Grove Skin and Laser Clinic",
            address="88 Alder Street, Toronto, Ontario",
            logo=SQUARE,
            phones=(long, long),
            emergency=inlines("En cas d’urgence, appelez le 911"),
        ),
    )
    pages = lay_out(made, sheet, fonts_for(language))

    for page in (0, 1):
        boxes = [shown.box for shown in lines_of(pages, page)]
        assert all(box.x >= LEFT and box.right <= 595.3 - 48 for box in boxes)
        assert not [1 for i, one in enumerate(boxes) for two in boxes[:i] if overlap(one, two)]
        assert [shown for shown in lines_of(pages, page) if shown.text.startswith("Maple")]


def overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.right - 0.01
        and other.x < one.right - 0.01
        and one.y < other.bottom - 0.01
        and other.y < one.bottom - 0.01
    )
