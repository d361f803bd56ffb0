"""How the parts of a page look: rows, chips, lists, tiers, calendar (the look, section 4)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from handouts.color import WHITE, Color
from handouts.document import (
    AdviceKind,
    BulletList,
    Inline,
    Kind,
    Proof,
    Steps,
    Tier,
    Timeline,
    TimelineRow,
    Title,
    WebLink,
    words,
)
from handouts.geometry import Rect
from handouts.layout.pages import Pages, PlacedPath
from handouts.style import DO, DO_NOT, INK, URGENT, Edition
from tests.layout.building import (
    WEEK,
    LayOut,
    advice,
    calendar,
    callout,
    contents,
    document,
    heading,
    lookalikes,
    paragraph,
    reasons,
    signs,
    timeline,
    two_weeks,
)
from tests.shown import (
    ShownLine,
    all_lines,
    dots_of,
    frames_of,
    lines_of,
    paths_of,
    rules_of,
    tag_tree,
)

LEFT, RIGHT = 48, 564


def line(pages: Pages, text: str, page: int = 0) -> ShownLine:
    """The only line that says this."""
    (found,) = [shown for shown in lines_of(pages, page) if shown.text == text]
    return found


def test_a_heading_and_its_note_share_a_baseline_where_both_fit(lay_out: LayOut) -> None:
    pages = lay_out(heading("Do not", "By 3 p.m."), paragraph())

    title, note = line(pages, "Do not"), line(pages, "By 3 p.m.")
    assert title.box.x == LEFT
    assert note.box.right == pytest.approx(RIGHT, abs=1)
    assert title.baseline == pytest.approx(note.baseline)


def test_a_note_that_does_not_fit_drops_to_its_own_line(lay_out: LayOut) -> None:
    pages = lay_out(heading("Do not", "Each time ends at 3 p.m. that day."), paragraph())

    title, note = line(pages, "Do not"), line(pages, "Each time ends at 3 p.m. that day.")
    assert note.box.x == LEFT
    assert note.box.y >= title.box.bottom


def test_a_heading_breaks_evenly(lay_out: LayOut) -> None:
    pages = lay_out(heading("one two three four five six seven"), paragraph())

    assert contents(pages)[0][:2] == ["one two three four", "five six seven"]


def test_the_lists_of_do_and_do_not_share_one_width_of_chip_of_128_or_more(lay_out: LayOut) -> None:
    def widths(longest: str) -> set[float]:
        pages = lay_out(
            heading("Do", advice=AdviceKind.DO),
            advice(("Day 1", "Wash.")),
            heading("Not", advice=AdviceKind.DO_NOT),
            advice((longest, "No sun.")),
        )
        return {chip.width for chip in chip_boxes(pages, DO)}

    assert widths("Nov 24") == {128}
    assert widths("To Monday 24") == {12 * 12 + 9.8}


def test_a_table_under_another_heading_has_a_width_of_chip_of_its_own(lay_out: LayOut) -> None:
    pages = lay_out(
        heading("Do", advice=AdviceKind.DO), advice(("Day 1", "Wash.")),
        heading("More"), advice(("To Monday 24", "No sun.")),
    )  # fmt: skip

    assert [chip.width for chip in chip_boxes(pages, DO)] == [128, 12 * 12 + 9.8]


def test_a_chip_too_long_for_178_takes_a_second_line_and_all_stay_one_width(
    lay_out: LayOut,
) -> None:
    pages = lay_out(advice(("Until Monday Nov 24", "No sun."), ("Day 1", "Wash.")))

    long, short = chip_boxes(pages, DO)
    assert long.width == short.width == 12 * 12 + 9.8
    assert long.height == short.height + 16
    assert contents(pages)[0][:2] == ["Until Monday", "Nov 24"]


def test_a_date_in_a_chip_is_not_broken(lay_out: LayOut) -> None:
    when = (Inline(text="Until "), Inline(text="Mon Nov 24", kind=Kind.DATE))
    pages = lay_out(advice((when, "No sun.")))

    assert contents(pages)[0][:2] == ["Until", "Mon Nov 24"]


def test_a_chip_breaks_between_a_date_and_its_time_and_inside_neither(lay_out: LayOut) -> None:
    date, time = Inline(text="24", kind=Kind.DATE), Inline(text="15 h 00 min", kind=Kind.TIME)
    pages = lay_out(advice(((date, Inline(text=", "), time), "No sun.")))

    assert contents(pages)[0][:2] == ["24,", "15 h 00 min"]


def test_until_stands_in_the_line_of_its_date_even_where_the_time_needs_another(
    lay_out: LayOut,
) -> None:
    date, time = Inline(text="Nov 14", kind=Kind.DATE), Inline(text="3 h", kind=Kind.TIME)
    pages = lay_out(advice(((Inline(text="Until "), date, Inline(text=", "), time), "No sun.")))

    assert contents(pages)[0][:2] == ["Until Nov 14,", "3 h"]


def test_a_word_that_belongs_to_a_time_never_stands_alone_below_it(lay_out: LayOut) -> None:
    date = Inline(text="Mon 4", kind=Kind.DATE, field="row.end:day")
    time = Inline(text="3 p.m.", kind=Kind.TIME)
    made = document(advice(((date, Inline(text=", "), time, Inline(text=" tak")), "No sun.")))
    pages = lay_out.document(replace(made, rooms=(("day", ("Mon 4", "Wednesday 10")),)))

    assert contents(pages)[0][:2] == ["Mon 4,", "3 p.m. tak"]


def test_the_words_of_a_chip_stand_in_its_middle_and_clear_of_its_frame(lay_out: LayOut) -> None:
    pages = lay_out(advice(("Day 1", "Wash.")))

    (chip,) = chip_boxes(pages, DO)
    text = line(pages, "Day 1").box
    assert text.x + text.width / 2 == pytest.approx(chip.x + chip.width / 2)
    assert chip.y + 3 < text.y
    assert text.bottom < chip.bottom - 3


def test_an_advice_row_is_32_high_with_2_on_either_side_between_hairlines(lay_out: LayOut) -> None:
    pages = lay_out(
        advice(("Day 1", "Wash.", "Gently."), ("Day 2", "Pat dry.", "A towel."), ("3", "C", "D"))
    )

    hairlines = rules_of(pages.pages[0], 0.5)
    assert len(hairlines) == 4
    assert {(rule.x, rule.right) for rule in hairlines} == {(LEFT, RIGHT)}
    assert [b.y - a.y for a, b in pairwise(hairlines)] == [36.5] * 3


def test_mark_chip_and_text_of_an_advice_row_start_at_the_grids_edges(lay_out: LayOut) -> None:
    pages = lay_out(advice(("Day 1", "Wash.", "Gently.")))

    (chip,) = chip_boxes(pages, DO)
    assert chip.x == LEFT + 32 + 10
    assert line(pages, "Wash.").box.x == line(pages, "Gently.").box.x == chip.right + 10


def test_the_instruction_is_bold_and_the_reason_is_not(lay_out: LayOut) -> None:
    pages = lay_out(advice(("Day 1", "Wash.", "Gently.")))

    weights = {
        run.run.text: run.run.face.bold for run in pages.pages[0].items if hasattr(run, "run")
    }
    assert weights["Day 1"]
    assert weights["Wash."]
    assert not weights["Gently."]


def test_do_and_do_not_differ_by_shape_and_not_by_color_alone(lay_out: LayOut) -> None:
    def ring(kind: AdviceKind, color: Color) -> tuple[float, list[PlacedPath]]:
        pages = lay_out(advice(("Day 1", "Wash."), kind=kind))
        shapes = [path for path in paths_of(pages.pages[0]) if color in (path.stroke, path.fill)]
        rings = [path for path in shapes if path.stroke and path.path.bounds.width > 20]
        return min(path.width for path in rings if path.path.bounds.width < 40), [
            path for path in shapes if path.fill == color and path.path.bounds.y > 100
        ]

    thin, solid = ring(AdviceKind.DO, DO)
    thick, hollow = ring(AdviceKind.DO_NOT, DO_NOT)
    assert thick >= 2 * thin
    assert solid
    assert not hollow


def test_a_bullet_stands_before_its_words_and_wrapped_lines_hang(lay_out: LayOut) -> None:
    pages = lay_out(BulletList(items=(words("one " * 12),)))

    first, second = lines_of(pages, 0)[4:6]
    bullets = [dot for dot, color in dots_of(pages.pages[0]) if color == INK]
    assert len(bullets) == 1
    assert bullets[0].x >= LEFT
    assert bullets[0].right < first.box.x
    assert first.box.y < bullets[0].y < first.box.bottom
    assert first.box.x == second.box.x


def test_steps_are_numbered_from_one(lay_out: LayOut) -> None:
    pages = lay_out(Steps(items=(words("Wash."), words("Dry."))))

    assert contents(pages)[0] == ["1.", "Wash.", "2.", "Dry."]
    assert line(pages, "1.").baseline == line(pages, "Wash.").baseline
    assert [tag.strip() for tag in tag_tree(pages) if "Lbl" in tag] == ["Lbl '1.'", "Lbl '2.'"]


def test_emergency_signs_stand_in_two_even_columns_read_down_then_across(lay_out: LayOut) -> None:
    pages = lay_out(callout(Tier.EMERGENCY, *signs("s", 5)))

    texts = [shown for shown in lines_of(pages, 0) if shown.text.startswith("s")]
    assert [shown.text[:2] for shown in texts] == ["s1", "s2", "s3", "s4", "s5"]
    columns = [shown.box.x for shown in texts]
    assert columns == sorted(columns)
    assert columns.count(columns[0]) == 3
    assert texts[0].baseline == texts[3].baseline
    assert {shown.size for shown in texts} == {14}


def test_columns_of_emergency_signs_are_balanced_by_lines_not_by_number(lay_out: LayOut) -> None:
    long = "word " * 20
    pages = lay_out(callout(Tier.EMERGENCY, long.strip(), "a1", "a2", "a3", "a4"))

    shorts = {line(pages, f"a{n}").box.x for n in range(1, 5)}
    assert len(shorts) == 1


@pytest.mark.parametrize(
    ("tier", "weight", "color"),
    [(Tier.EMERGENCY, 3, URGENT), (Tier.URGENT, 2, INK), (Tier.SAME_DAY, 0.75, INK)],
)
def test_the_weight_of_a_frame_falls_with_urgency(
    lay_out: LayOut, tier: Tier, weight: float, color: Color
) -> None:
    pages = lay_out(callout(tier, "Pus"))

    (frame,) = frames_of(pages.pages[0], weight)
    assert (frame.x, frame.right) == (LEFT, RIGHT)
    assert color in {path.stroke for path in paths_of(pages.pages[0]) if path.width == weight}


def test_the_routine_tier_has_no_frame(lay_out: LayOut) -> None:
    pages = lay_out(callout(Tier.ROUTINE, "Dark marks"))

    assert not [w for w in (3, 2, 0.75) if frames_of(pages.pages[0], w)]
    assert contents(pages)[0][:2] == ["Call", "Dark marks"]


def test_words_of_a_tier_keep_clear_of_its_frame(lay_out: LayOut) -> None:
    pages = lay_out(callout(Tier.URGENT, *signs("s", 3), lead="No answer?"))

    (frame,) = frames_of(pages.pages[0], 2)
    inside = [
        shown for shown in lines_of(pages, 0) if shown.text[:2] in ("Ca", "No", "s1", "s2", "s3")
    ]
    for shown in [s for s in inside if frame.y < s.baseline < frame.bottom]:
        assert frame.x + 8 <= shown.box.x
        assert shown.box.right <= frame.right - 8
        assert frame.y + 4 <= shown.box.y
        assert shown.box.bottom <= frame.bottom - 4


def test_two_tiers_of_like_height_stand_side_by_side_as_tall_as_each_other(lay_out: LayOut) -> None:
    pages = lay_out(
        callout(Tier.URGENT, *signs("u", 5, 10)), callout(Tier.SAME_DAY, *signs("s", 6, 10))
    )

    (urgent,) = frames_of(pages.pages[0], 2)
    (same_day,) = [box for box in frames_of(pages.pages[0], 0.75) if box.height > 40]
    assert urgent.y == pytest.approx(same_day.y, abs=1)
    assert urgent.height == pytest.approx(same_day.height, abs=1.5)
    assert urgent.width == same_day.width == (516 - 12) / 2
    assert contents(pages)[0][:2] == ["Call", "u1"]


def test_of_two_tiers_side_by_side_the_longer_is_the_wider(lay_out: LayOut) -> None:
    pages = lay_out(
        callout(Tier.URGENT, *("word " * 14 for _ in range(6))),
        callout(Tier.SAME_DAY, *("word " * 12 for _ in range(6))),
    )

    (urgent,) = frames_of(pages.pages[0], 2)
    (same_day,) = [box for box in frames_of(pages.pages[0], 0.75) if box.height > 40]
    assert urgent.y == pytest.approx(same_day.y, abs=1)
    assert urgent.width > same_day.width >= 228
    assert same_day.right == RIGHT


def test_two_tiers_of_unlike_height_are_stacked(lay_out: LayOut) -> None:
    pages = lay_out(
        callout(Tier.URGENT, *signs("u", 3, 10)), callout(Tier.SAME_DAY, *signs("s", 9, 10))
    )

    (urgent,) = frames_of(pages.pages[0], 2)
    (same_day,) = [box for box in frames_of(pages.pages[0], 0.75) if box.height > 40]
    assert same_day.y == pytest.approx(urgent.bottom + 8, abs=1)
    assert urgent.width == same_day.width == 516


def test_signs_in_short_form_run_on_as_sentences(lay_out: LayOut) -> None:
    pages = lay_out(callout(Tier.URGENT, "Pus.", "Pain.", "Heat.", short=True))

    assert line(pages, "Pus. Pain. Heat.")


def test_a_web_page_is_a_link_beside_a_qr_code_with_white_around_it(lay_out: LayOut) -> None:
    href = "https://example.com/care"
    pages = lay_out(callout(Tier.ROUTINE, "Dark marks"), WebLink(text=words("Online"), href=href))

    (link,) = [link for link in pages.pages[0].links if link.href == href]
    assert link.contents == "Online"
    drawn = max(paths_of(pages.pages[0]), key=lambda path: len(path.path.segments))
    code = drawn.path.bounds
    assert 40 <= code.width <= 46
    assert code.width == code.height
    others = [shown.box for shown in lines_of(pages, 0)]
    quiet = code.inset(-8)
    assert not [box for box in others if overlap(box, quiet)]


def test_the_timeline_has_a_disc_a_phase_each_with_fewer_dots(lay_out: LayOut) -> None:
    pages = lay_out(timeline(*((f"Day {n}", f"P{n}", f"text {n}") for n in range(1, 5))))

    rows = [line(pages, f"text {n}") for n in range(1, 5)]
    dots = [dot for dot, _ in dots_of(pages.pages[0], 2.5) if dot.x < LEFT + 30 and dot.y > 100]
    counts = [sum(row.box.y - 8 < dot.y < row.box.y + 30 for dot in dots) for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) == 4
    assert len(rules_of(pages.pages[0], 1.5)) == 3


def test_dates_of_the_timeline_that_could_be_wide_stand_on_one_line_or_below_the_phase(
    lay_out: LayOut,
) -> None:
    def shown(widest: str) -> tuple[list[str], list[float]]:
        when = (Inline(text="May 4", kind=Kind.DATE, field="row.end:day"),)
        row = TimelineRow(when=when, phase=words("To day 3"), text=words("Red."))
        made = replace(
            document(Timeline(rows=(row,))), rooms=(("day", ("May 4", widest)),)
        )  # fmt: skip
        pages = lay_out.document(made)
        lines = [line(pages, text) for text in ("May 4", "To day 3")]
        return [each.text for each in sorted(lines, key=lambda each: each.box.y)], [
            abs(lines[0].baseline - lines[1].baseline)
        ]

    assert shown("September 10") == (["May 4", "To day 3"], [16])
    assert shown("Monday September 10") == (["To day 3", "May 4"], [16])


def test_a_sign_whose_widest_date_needs_a_second_line_leaves_none_empty(lay_out: LayOut) -> None:
    after = Inline(text="May 4", kind=Kind.DATE, field="row.end:day")
    rest = words(" more pain or heat than before")
    made = replace(
        document(callout(Tier.SAME_DAY, (after, *rest), "Pus")),
        rooms=(("day", ("May 4", "Monday September 10")),),
    )
    pages = lay_out.document(made)

    shown = [line.text for line in lines_of(pages, 0)]
    first = next(index for index, text in enumerate(shown) if text.startswith("May 4"))
    assert shown[first : first + 3] == ["May 4 more pain or", "heat than before", "Pus"]
    baselines = [line(pages, text).baseline for text in shown[first : first + 3]]
    assert [b - a for a, b in pairwise(baselines)] == [16, 16]


def test_reasons_show_proof_by_how_full_a_disc_is(lay_out: LayOut) -> None:
    pages = lay_out(
        reasons(
            (Proof.FULL, "Known", ("Oil.", "Rub.")),
            (Proof.HALF, "Maybe", ("Heat.",)),
            (Proof.EMPTY, "Said", ("Toxins.",)),
        )
    )

    assert contents(pages)[0] == ["Known", "Oil.", "Rub.", "Maybe", "Heat.", "Said", "Toxins."]
    discs = [
        path for path in paths_of(pages.pages[0])
        if path.path.bounds.x < LEFT + 13 and 8 < path.path.bounds.width < 24
        and path.path.bounds.y > 100
    ]  # fmt: skip
    assert [disc.path.bounds.width > 20 for disc in discs if disc.fill] == [True, False]
    assert len([disc for disc in discs if disc.stroke]) == 3


def test_a_calendar_of_two_weeks_stands_on_one_line_if_its_weekdays_fit(lay_out: LayOut) -> None:
    pages = lay_out(calendar(*("Su", "Mo", "Tu", "We", "Th", "Fr", "Sa") * 2, "Su"))

    days = [shown for shown in lines_of(pages, 0) if shown.text.isdigit()]
    assert len({day.baseline for day in days}) == 1
    (frame,) = [box for box in frames_of(pages.pages[0], 0.75) if box.height > 40]
    assert frame.width == pytest.approx(516, abs=1)


@pytest.mark.parametrize(
    ("weekday", "lines"), [("Su", [15]), ("Sun", [8, 7]), ("Sunday", [5, 5, 5])]
)
def test_a_calendar_has_15_8_or_5_days_a_line_by_its_widest_weekday(
    lay_out: LayOut, weekday: str, lines: list[int]
) -> None:
    pages = lay_out(calendar(*[weekday] * 15))

    days = [shown for shown in lines_of(pages, 0) if shown.text.isdigit()]
    baselines = [day.baseline for day in days]
    assert [baselines.count(y) for y in sorted(set(baselines))] == lines


def test_the_weekdays_of_a_calendar_keep_2_points_from_their_cells_edges(lay_out: LayOut) -> None:
    pages = lay_out(two_weeks())

    uprights = sorted({rule.x for rule in rules_of(pages.pages[0], 0.75) if rule.width == 0})
    for shown in [s for s in lines_of(pages, 0) if s.text in WEEK]:
        assert all(x <= shown.box.x - 2 or shown.box.right + 2 <= x for x in uprights)


def test_a_month_is_named_over_its_first_day_and_over_each_line_of_days(lay_out: LayOut) -> None:
    pages = lay_out(calendar(*["Su"] * 15, months=("Nov", "Dec")))

    first = line(pages, "22").box
    december = line(pages, "1").box
    assert line(pages, "Nov").box.x <= first.x < line(pages, "Nov").box.right
    assert line(pages, "Dec").box.x <= december.x < line(pages, "Dec").box.right


@pytest.mark.parametrize("first", range(16, 31))
@pytest.mark.parametrize("weekday", ["Su", "Sunday"])
def test_month_names_never_overlap_and_stay_on_the_strip(
    lay_out: LayOut, first: int, weekday: str
) -> None:
    pages = lay_out(calendar(*[weekday] * 15, first=first))

    strip = [s for s in lines_of(pages, 0)[4:-2] if s.text != weekday and not s.text.isdigit()]
    assert {shown.text for shown in strip} <= {"November", "December"}
    months = [shown.box for shown in strip]
    assert months
    assert all(box.x >= LEFT and box.right <= RIGHT for box in months)
    assert not [1 for i, one in enumerate(months) for two in months[:i] if overlap(one, two)]


def test_the_days_of_a_calendar_are_tagged_in_order_a_month_with_its_first_day(
    lay_out: LayOut,
) -> None:
    pages = lay_out(calendar(*["Su"] * 15, months=("Nov", "Dec")))

    heads = [tag.strip() for tag in tag_tree(pages) if "TH" in tag or "Span" in tag]
    days = [
        "TH scope=Column 'Nov Su 22'",
        *(f"TH scope=Column 'Su {n}'" for n in range(23, 31)),
        "TH scope=Column 'Dec Su 1'",
        *(f"TH scope=Column 'Su {n}'" for n in range(2, 7)),
    ]
    assert heads == days


def test_a_picture_in_the_calendar_is_described_in_words(lay_out: LayOut) -> None:
    pages = lay_out(two_weeks(marked=(1, 3)))

    figures = [tag.strip() for tag in tag_tree(pages) if "Figure" in tag]
    assert figures == ["Figure alt='Wash on day 1'", "Figure alt='Wash on day 3'"]


def test_a_calendar_counted_in_days_names_no_months_or_weekdays(lay_out: LayOut) -> None:
    pages = lay_out(calendar(*[""] * 15, first=0, months=("", "")))

    assert contents(pages)[0] == [str(n) for n in range(15)]


def test_the_columns_of_the_look_alike_table_do_not_touch(lay_out: LayOut) -> None:
    pages = lay_out(lookalikes("Rough and red patches", "Pimples", looks="Small, itchy, even."))

    boxes = [shown.box for shown in lines_of(pages, 0)]
    assert not [1 for i, one in enumerate(boxes) for two in boxes[:i] if overlap(one, two)]
    assert len(rules_of(pages.pages[0], 1.5)) == 1


def test_what_to_do_has_as_much_of_the_look_alike_table_as_makes_it_lowest(
    lay_out: LayOut,
) -> None:
    table = lookalikes("Pimples")
    (row,) = table.rows
    pages = lay_out(replace(table, rows=(replace(row, action=words("Call us today")),)))

    assert line(pages, "Call us today")


def test_the_look_alike_table_is_tagged_with_heads_for_columns_and_rows(lay_out: LayOut) -> None:
    pages = lay_out(lookalikes("Pimples"))

    tags = [tag.strip() for tag in tag_tree(pages)]
    table = tags[tags.index("Table") :]
    assert table[:9] == [
        "Table", "TR", "TH scope=Column 'Looks'", "TH scope=Column 'When'",
        "TH scope=Column 'Act'", "TR", "TH scope=Row", "P 'Pimples'", "P 'Small.'",
    ]  # fmt: skip


def test_large_print_shows_no_words_under_18_points_and_staff_words_at_12(lay_out: LayOut) -> None:
    pages = lay_out(
        Title(text=words("After")),
        heading("Do", "Note"),
        advice(("Day 1", "Wash.", "Gently.")),
        timeline(("Day 1", "P1", "text")),
        callout(Tier.EMERGENCY, "Pus"),
        callout(Tier.URGENT, "Pus"),
        callout(Tier.ROUTINE, "Pus"),
        reasons((Proof.FULL, "Known", ("Oil.",))),
        lookalikes("Red"),
        two_weeks(),
        edition=Edition.LARGE_PRINT,
        panel=[("Name", "Al")],
        record="Record",
        notices=["Notice"],
        marks=["Sample"],
    )

    small = {shown.text for shown in all_lines(pages) if shown.size < 18}
    assert small == {"Record", "Sample"}
    assert {shown.size for shown in all_lines(pages) if shown.text in small} == {12}


def test_in_large_print_the_chip_stands_above_its_words_at_its_own_width(lay_out: LayOut) -> None:
    pages = lay_out(
        advice(("Day 1", "Wash.", "Gently."), ("To Monday", "Rest.")), edition=Edition.LARGE_PRINT
    )

    one, two = chip_boxes(pages, DO)
    assert one.width < two.width
    assert one.bottom <= line(pages, "Wash.").box.y
    assert line(pages, "Wash.").box.x == one.x


def test_in_large_print_tiers_are_stacked_in_one_column(lay_out: LayOut) -> None:
    pages = lay_out(
        callout(Tier.EMERGENCY, *signs("e", 4)),
        callout(Tier.URGENT, *signs("u", 4)),
        callout(Tier.SAME_DAY, *signs("s", 4)),
        edition=Edition.LARGE_PRINT,
    )

    signs_shown = [
        s for s in all_lines(pages) if s.text[:2] in ("e1", "e4", "u1", "u4", "s1", "s4")
    ]
    assert len(signs_shown) == 6
    assert len({shown.box.x for shown in signs_shown}) == 1


def test_white_on_a_mark_is_the_only_white(lay_out: LayOut) -> None:
    pages = lay_out(advice(("Day 1", "Wash.")), callout(Tier.EMERGENCY, "Pus"))

    white = [path for path in paths_of(pages.pages[0]) if WHITE in (path.fill, path.stroke)]
    assert white
    assert all(path.path.bounds.width <= 24 for path in white)


def chip_boxes(pages: Pages, color: Color) -> list[Rect]:
    """The chips' frames, from top to bottom."""
    return [
        box
        for page in pages.pages
        for path in paths_of(page)
        if path.stroke == color and path.width == 1 and path.path.bounds.width > 60
        for box in [path.path.bounds.inset(-0.5)]
    ]


def overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.right - 0.01
        and other.x < one.right - 0.01
        and one.y < other.bottom - 0.01
        and other.y < one.bottom - 0.01
    )
