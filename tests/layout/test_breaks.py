"""Where a new side begins, and what stays together (the look, section 7)."""

from __future__ import annotations

from itertools import chain

import pytest

from handouts.document import AdviceTable, Block, BulletList, Proof, Steps, Tier, words
from handouts.layout.pages import Artifact, Pages
from handouts.style import Edition
from tests.layout.building import (
    LayOut,
    advice,
    callout,
    contents,
    heading,
    lookalikes,
    paragraph,
    reasons,
    signs,
    timeline,
    two_weeks,
    words_for,
)
from tests.shown import frames_of, lines_of, rules_of

FIVE_ROWS = advice(*((f"Day {n}", f"what {n}", f"why {n}") for n in range(1, 6)))


def test_a_heading_goes_to_the_next_page_with_its_paragraph(lay_out: LayOut) -> None:
    pages = lay_out(
        paragraph("a", lines=9), heading("Eating and drinking"), paragraph("b", lines=3),
        lines_per_page=10,
    )  # fmt: skip

    assert contents(pages) == [
        [f"a{n}" for n in range(1, 10)],
        ["Eating and drinking", "b1", "b2", "b3"],
    ]


@pytest.mark.parametrize("before", range(3, 24, 2))
def test_a_heading_stays_with_its_first_two_rows(lay_out: LayOut, before: int) -> None:
    pages = lay_out(paragraph("a", lines=before), heading("Do"), FIVE_ROWS, lines_per_page=26)

    (page,) = [page for page in contents(pages) if "Do" in page]
    after = page[page.index("Do") :]
    assert {"what 1", "what 2"} <= set(after)


def test_of_rows_as_tall_as_half_a_side_one_stands_below_the_heading(lay_out: LayOut) -> None:
    tall = advice(*((f"Day {n}", f"what {n}", words_for(f"why {n}-", 5, 20)) for n in (1, 2, 3)))
    pages = lay_out(paragraph("a", lines=5), heading("Do"), tall, lines_per_page=16)

    first, second = contents(pages)[:2]
    assert "Do" in first
    assert "what 1" in first
    assert "what 2" in second


@pytest.mark.parametrize("before", range(3, 12, 2))
def test_the_last_row_of_a_list_never_opens_a_side_alone(lay_out: LayOut, before: int) -> None:
    pages = lay_out(paragraph("a", lines=before), heading("Do"), FIVE_ROWS, lines_per_page=14)

    (page,) = [page for page in contents(pages) if "what 5" in page]
    assert "what 4" in page


@pytest.mark.parametrize("before", range(3, 12, 2))
def test_the_words_of_an_advice_row_stay_on_one_side(lay_out: LayOut, before: int) -> None:
    pages = lay_out(paragraph("a", lines=before), heading("Do"), FIVE_ROWS, lines_per_page=14)

    for n in range(1, 6):
        row = {f"Day {n}", f"what {n}", f"why {n}"}
        assert [row <= set(page) for page in contents(pages)].count(True) == 1


@pytest.mark.parametrize("before", range(2, 14, 3))
@pytest.mark.parametrize("tier", [Tier.EMERGENCY, Tier.URGENT, Tier.SAME_DAY])
def test_a_tier_of_twelve_lines_stays_whole(lay_out: LayOut, before: int, tier: Tier) -> None:
    tier_signs = signs("s", 12)
    pages = lay_out(
        paragraph("a", lines=before), callout(tier, *tier_signs, heading="Call"), lines_per_page=17
    )

    (page,) = [page for page in contents(pages) if "Call" in page]
    assert [text for text in page if text[0] == "s"] == [f"s{n}" for n in range(1, 13)]


def test_an_emergency_tier_leaves_its_heading_and_words_rather_than_be_cut(
    lay_out: LayOut,
) -> None:
    pages = lay_out(
        paragraph("a", lines=5),
        heading("When to call"),
        paragraph("b", lines=2),
        callout(Tier.EMERGENCY, *signs("s", 24), heading="Call now"),
        lines_per_page=17,
    )

    first, second = contents(pages)
    assert first[-3:] == ["When to call", "b1", "b2"]
    assert second == ["Call now", *(f"s{n}" for n in range(1, 25))]


def test_a_longer_tier_breaks_between_signs_and_repeats_its_heading_and_frame(
    lay_out: LayOut,
) -> None:
    pages = lay_out(
        paragraph("a", lines=10),
        callout(Tier.URGENT, *signs("s", 16), heading="Call now", lead="No answer?"),
        lines_per_page=20,
    )

    first, second = contents(pages)
    assert [*first[10:], *second] == ["Call now", "No answer?", *(f"s{n}" for n in range(1, 17))]
    assert len(first) >= 14
    assert len(second) >= 2
    repeated = lines_of(pages, 1)[3]
    assert (repeated.text, repeated.owner) == ("Call now", Artifact.PAGINATION)
    assert [len(frames_of(page, 2)) for page in pages.pages] == [1, 1]


def test_the_head_of_a_tier_that_goes_on_leaves_most_of_the_side_to_its_signs(
    lay_out: LayOut,
) -> None:
    lead = words_for("lead", 6, 30)
    pages = lay_out(
        callout(Tier.URGENT, *signs("s", 30), heading="Call now", lead=lead), lines_per_page=26
    )

    first, second = contents(pages)
    assert first[:2] == ["Call now", "lead1"]
    assert second[0].startswith("s")
    again = [line.text for line in lines_of(pages, 1) if line.owner is Artifact.PAGINATION]
    assert "Call now" in again
    assert not [text for text in again if text.startswith("lead")]


def test_a_short_tier_goes_on_overleaf_only_where_that_saves_a_side(lay_out: LayOut) -> None:
    def signs_by_side(*after: Block) -> list[int]:
        pages = lay_out(
            paragraph("a", lines=15), callout(Tier.URGENT, *signs("s", 10)), *after,
            lines_per_page=26,
        )  # fmt: skip
        return [sum(text[0] == "s" for text in page) for page in contents(pages)]

    assert signs_by_side(paragraph("b", lines=12)) == [0, 10]
    assert signs_by_side(paragraph("b", lines=12), paragraph("c", lines=8)) == [8, 2]


def test_a_tier_longer_than_two_sides_breaks_as_often_as_it_must(lay_out: LayOut) -> None:
    pages = lay_out(heading("When to call"), callout(Tier.URGENT, *signs("s", 100)))

    assert list(chain.from_iterable(contents(pages))) == [
        "When to call",
        "Call",
        *(f"s{n}" for n in range(1, 101)),
    ]
    assert contents(pages)[0][:3] == ["When to call", "Call", "s1"]
    for page in pages.pages:
        (frame,) = frames_of(page, 2)
        assert frame.bottom <= 792 - 40 - 21 - 8


def test_the_emergency_tier_starts_the_next_side_rather_than_break(lay_out: LayOut) -> None:
    tier_signs = signs("s", 30)
    pages = lay_out(
        paragraph("a", lines=14), callout(Tier.EMERGENCY, *tier_signs), lines_per_page=24
    )

    assert contents(pages)[0] == [f"a{n}" for n in range(1, 15)]
    assert contents(pages)[1] == ["Call", *(f"s{n}" for n in range(1, 31))]


def test_in_large_print_too_the_emergency_tier_starts_the_next_side_rather_than_break(
    lay_out: LayOut,
) -> None:
    pages = lay_out(
        paragraph("a", lines=10, letters=20),
        callout(Tier.EMERGENCY, *signs("s", 16)),
        edition=Edition.LARGE_PRINT,
    )

    assert contents(pages)[0] == [f"a{n}" for n in range(1, 11)]
    assert contents(pages)[1][:17] == ["Call", *(f"s{n}" for n in range(1, 17))]


@pytest.mark.parametrize("count", range(12, 22))
def test_an_emergency_tier_that_must_break_begins_where_it_stands(
    lay_out: LayOut, count: int
) -> None:
    pages = lay_out(
        paragraph("a", lines=3, letters=20),
        heading("When to call"),
        callout(Tier.EMERGENCY, *signs("s", count)),
        edition=Edition.LARGE_PRINT,
    )

    assert len(pages.pages) <= 2


def test_an_emergency_tier_too_long_for_any_side_goes_on_overleaf(lay_out: LayOut) -> None:
    pages = lay_out(heading("When to call"), callout(Tier.EMERGENCY, *signs("s", 120)))

    assert list(chain.from_iterable(contents(pages))) == [
        "When to call",
        "Call",
        *(f"s{n}" for n in range(1, 121)),
    ]
    assert all(frames_of(page, 3)[0].bottom < 792 - 69 for page in pages.pages)


def test_signs_in_short_form_become_a_list_that_can_break_before_they_outgrow_a_side(
    lay_out: LayOut,
) -> None:
    pages = lay_out(callout(Tier.URGENT, *signs("s", 60, 40), short=True))

    assert list(chain.from_iterable(contents(pages))) == [
        "Call",
        *(f"s{n}" for n in range(1, 61)),
    ]
    assert len(pages.pages) == 2


def test_a_table_that_goes_on_repeats_its_head_but_not_its_heading(lay_out: LayOut) -> None:
    pages = lay_out(
        paragraph("a", lines=6),
        heading("Look-alikes"),
        lookalikes(*(f"name {n}" for n in range(1, 8))),
        lines_per_page=18,
    )

    first, second = ([line.text for line in lines_of(pages, i)] for i in (0, 1))
    assert "Look-alikes" in first
    assert "Look-alikes" not in second
    assert "Looks" in first
    repeated = [line for line in lines_of(pages, 1) if line.text in ("Looks", "When", "Act")]
    assert [line.text for line in repeated] == ["Looks", "When", "Act"]
    assert {line.owner for line in repeated} == {Artifact.PAGINATION}
    assert len(rules_of(pages.pages[1], 1.5)) == 1


def test_a_thin_last_side_pulls_the_block_before_it_over(lay_out: LayOut) -> None:
    blocks = [paragraph(f"{name}-", lines=4) for name in "abcd"]
    pages = lay_out(*blocks, paragraph("z", lines=3), lines_per_page=17)

    assert [page[0] for page in contents(pages)] == ["a-1", "d-1"]


def test_a_table_that_stands_whole_is_not_cut_for_a_thin_side(lay_out: LayOut) -> None:
    names = [f"name {n}" for n in range(1, 5)]
    pages = lay_out(
        heading("Look-alikes"), lookalikes(*names), paragraph("z", lines=4), lines_per_page=15
    )

    first, second = contents(pages)
    assert set(names) <= set(first)
    assert second == [f"z{n}" for n in range(1, 5)]


def test_claims_taller_than_the_white_a_side_may_keep_go_on_overleaf_labeled_again(
    lay_out: LayOut,
) -> None:
    claims = [f"claim {n}" for n in range(1, 9)]
    pages = lay_out(
        paragraph("a", lines=9), reasons((Proof.HALF, "Maybe", claims)), lines_per_page=17
    )

    first, second = contents(pages)
    assert [*first[9:], *second] == ["Maybe", *claims]
    assert len(first) >= 12
    assert len(second) >= 2
    (again,) = [line for line in lines_of(pages, 1) if line.text == "Maybe"]
    assert again.owner is Artifact.PAGINATION


def test_a_last_side_that_is_a_third_full_pulls_nothing_over(lay_out: LayOut) -> None:
    blocks = [paragraph(f"{name}-", lines=4) for name in "abcd"]
    pages = lay_out(*blocks, paragraph("z", lines=8), lines_per_page=17)

    assert [page[0] for page in contents(pages)] == ["a-1", "z1"]


def test_a_paragraph_longer_than_a_side_goes_on_overleaf(lay_out: LayOut) -> None:
    pages = lay_out(paragraph("a", lines=100))

    assert list(chain.from_iterable(contents(pages))) == [f"a{n}" for n in range(1, 101)]
    assert all(len(page) >= 2 for page in contents(pages))


@pytest.mark.parametrize("before", range(4, 12))
def test_a_short_paragraph_stays_whole(lay_out: LayOut, before: int) -> None:
    pages = lay_out(paragraph("a", lines=before), paragraph("b", lines=6), lines_per_page=12)

    (page,) = [page for page in contents(pages) if "b1" in page]
    assert page[-6:] == [f"b{n}" for n in range(1, 7)]


@pytest.mark.parametrize("before", range(4, 12))
def test_the_calendar_is_never_broken(lay_out: LayOut, before: int) -> None:
    pages = lay_out(
        paragraph("a", lines=before), heading("Tick each day"), two_weeks(), lines_per_page=12
    )

    (page,) = [page for page in contents(pages) if "Tick each day" in page]
    assert [text for text in page if text.isdigit()] == [
        *(str(n) for n in range(22, 31)), *(str(n) for n in range(1, 7)),
    ]  # fmt: skip


@pytest.mark.parametrize("before", range(5, 12, 2))
@pytest.mark.parametrize(
    "block",
    [
        timeline(*((f"Day {n}", f"phase {n}", f"text {n}") for n in range(1, 5))),
        reasons(*((Proof.FULL, f"label {n}", (f"claim {n}",)) for n in range(1, 5))),
        BulletList(items=tuple(words(f"item {n}") for n in range(1, 5))),
        Steps(items=tuple(words(f"item {n}") for n in range(1, 5))),
    ],
    ids=["timeline", "reasons", "bullets", "steps"],
)
def test_a_heading_is_never_the_last_line_of_a_side(
    lay_out: LayOut, before: int, block: Block
) -> None:
    pages = lay_out(paragraph("a", lines=before), heading("Why"), block, lines_per_page=12)

    assert all(page[-1] != "Why" for page in contents(pages))


def test_a_second_section_starts_on_a_fresh_side(lay_out: LayOut) -> None:
    pages = lay_out(sections=[[paragraph("a")], [paragraph("b")]])

    assert contents(pages) == [["a1"], ["b1"]]


def test_rows_close_up_before_a_third_side_is_taken_and_no_sooner(lay_out: LayOut) -> None:
    def rows(count: int) -> AdviceTable:
        return advice(*((f"Day {n}", f"what {n}", f"why {n}") for n in range(count)))

    def pitches(pages: Pages) -> set[float]:
        return {
            round(two.y - one.y, 2)
            for page in pages.pages
            for one, two in zip(rules_of(page, 0.5), rules_of(page, 0.5)[1:], strict=False)
        }

    roomy = lay_out(rows(30))
    close = lay_out(rows(35))
    hopeless = lay_out(rows(50))

    assert [len(pages.pages) for pages in (roomy, close, hopeless)] == [2, 2, 3]
    assert 36.5 in pitches(roomy)
    assert 34.5 in pitches(close)
    assert 36.5 in pitches(hopeless)
    sizes = [{line.size for i in (0, 1) for line in lines_of(pages, i)} for pages in (roomy, close)]
    assert sizes[0] == sizes[1]
