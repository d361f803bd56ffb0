"""Right to left: the same page, held to a mirror, but for what reads the same everywhere."""

from __future__ import annotations

from typing import Any

import pytest

from handouts.document import (
    AdviceKind,
    BulletList,
    Direction,
    Document,
    FilledPath,
    Inline,
    Kind,
    Letterhead,
    Paragraph,
    Proof,
    Tier,
    Title,
    VectorPicture,
    WebLink,
    words,
)
from handouts.geometry import Rect, Size, polyline
from handouts.layout.pages import Page, Pages, PlacedPath, PlacedRun
from handouts.style import Edition
from tests.layout.building import (
    ACCENT,
    PHONE,
    LayOut,
    advice,
    callout,
    document,
    heading,
    lookalikes,
    paragraph,
    reasons,
    signs,
    timeline,
    two_weeks,
)
from tests.shown import box_of, dots_of, lines_of, runs_of, walk

LOGO = VectorPicture(
    size=Size(20, 10),
    paths=(FilledPath(path=polyline([(0, 0), (20, 0), (0, 10)], closed=True), color=None),),
)


def everything(direction: Direction) -> Document:
    """All kinds of blocks in Hebrew letters, which the square font has, in either direction."""
    return document(
        Title(text=words("שלום")),
        paragraph("א", lines=2),
        heading("עשה", "הערה", AdviceKind.DO),
        advice(("יום א", "רחץ", "עדין"), ("עד יום ב מאוחר מאוד", "שמש")),
        two_weeks(marked=(2,)),
        timeline(("יום א", "ראשון", "אדום"), ("יום ב", "שני", "יבש")),
        callout(Tier.EMERGENCY, *signs("א", 4, 10), heading="חייג"),
        callout(Tier.URGENT, *signs("ב", 4, 10), heading="היום"),
        callout(Tier.SAME_DAY, *signs("ג", 4, 10), heading="מחר"),
        callout(Tier.ROUTINE, "כתם"),
        WebLink(text=words("קרא"), href="https://example.com/he"),
        BulletList(items=(words("פריט"),)),
        reasons((Proof.FULL, "ידוע", ("שמן",)), (Proof.HALF, "אולי", ("חום",))),
        lookalikes("פצעון"),
        panel=[("שם", "דנה"), ("יום", ""), ("מאת", "")],
        marks=["טיוטה"],
        notices=["לא נבדק"],
        record="רשומה",
        language="he",
        direction=direction,
        letterhead=Letterhead(
            name="מרפאה", address="רחוב", logo=LOGO, phones=((PHONE,),), emergency=words("חירום")
        ),
    )


@pytest.fixture(scope="module", params=[Edition.STANDARD, Edition.LARGE_PRINT], ids=str)
def both(lay_out: LayOut, request: pytest.FixtureRequest) -> tuple[Pages, ...]:
    """The same document, left to right and right to left."""
    return tuple(
        lay_out.document(everything(direction), edition=request.param)
        for direction in (Direction.LTR, Direction.RTL)
    )


def test_every_item_stands_where_a_mirror_would_show_it(both: tuple[Pages, ...]) -> None:
    ltr, rtl = both

    assert len(ltr.pages) == len(rtl.pages)
    for one, other in zip(ltr.pages, rtl.pages, strict=True):
        assert mirrored(text_boxes(one), 612) == text_boxes(other)
        assert mirrored(drawn_boxes(one), 612) == drawn_boxes(other)


def test_both_directions_have_the_same_tags(both: tuple[Pages, ...]) -> None:
    ltr, rtl = both

    kinds = [[(element.tag, depth) for element, depth in walk(pages)] for pages in both]
    assert kinds[0] == kinds[1]
    assert not [element for element in ltr.elements if element.actual_text]
    assert [element for element in rtl.elements if element.actual_text]


def test_words_in_right_to_left_paragraphs_are_told_in_logical_order(
    both: tuple[Pages, ...],
) -> None:
    _, rtl = both

    told = {element.actual_text for element in rtl.elements if element.actual_text}
    assert {"עשה", "רחץ", "פריט"} <= told


def test_drawings_are_moved_but_never_flipped(both: tuple[Pages, ...]) -> None:
    ltr, rtl = both

    for one, other in zip(ltr.pages, rtl.pages, strict=True):
        shapes = [sorted(map(shape, pictures(page)), key=repr) for page in (one, other)]
        assert shapes[0] == shapes[1]


def test_digits_and_latin_read_true_in_both(both: tuple[Pages, ...]) -> None:
    for pages in both:
        phone = next(run for run in runs_of(pages.pages[0]) if "555" in run.run.text)
        assert not phone.run.rtl
        assert "".join(cluster.text for cluster in phone.run.clusters) == "555-0123"


def test_a_phone_inside_right_to_left_words_keeps_its_order(lay_out: LayOut) -> None:
    number = Inline(text="416-555-0123", kind=Kind.PHONE)
    pages = lay_out(
        Paragraph(text=(Inline(text="חייג "), number, Inline(text=" עכשיו"))),
        language="he",
        direction=Direction.RTL,
    )

    runs = [run for run in runs_of(pages.pages[0]) if run.origin.y == body_line(pages)]
    (phone,) = [run for run in runs if run.run.text == number.text]
    first, last = runs[0], runs[-1]
    assert first.run.text.startswith("חייג")
    assert last.origin.x < phone.origin.x < first.origin.x


def body_line(pages: Pages) -> float:
    (line,) = [line for line in lines_of(pages, 0) if "חייג" in line.text]
    return line.baseline


def test_the_margin_mark_stands_in_the_left_margin_and_reads_upward(
    both: tuple[Pages, ...],
) -> None:
    _, rtl = both

    (mark,) = [run for run in runs_of(rtl.pages[0]) if run.quarter_turns]
    assert mark.quarter_turns == 3
    box = box_of(mark)
    assert box.x >= 16
    assert box.right < 48
    assert box.y == 44


def test_the_dots_of_the_header_are_largest_at_the_right(lay_out: LayOut) -> None:
    pages = lay_out.document(everything(Direction.RTL))

    dots = [dot for dot, color in dots_of(pages.pages[0]) if color == ACCENT and dot.y < 110]
    assert len(dots) == 87
    rightmost = max(dots, key=lambda dot: dot.x)
    assert rightmost.width == max(dot.width for dot in dots)
    assert rightmost.right == pytest.approx(564, abs=0.5)


def text_boxes(page: Page) -> dict[float, list[tuple[float, float]]]:
    """Where each line's words stand, whatever the order of its runs."""
    rows: dict[float, list[Rect]] = {}
    for item in page.items:
        if isinstance(item, PlacedRun) and not item.quarter_turns:
            rows.setdefault(round(item.origin.y, 2), []).append(box_of(item))
    return {y: sorted(spans(boxes)) for y, boxes in rows.items()}


def spans(boxes: list[Rect]) -> list[tuple[float, float]]:
    """Touching boxes of a line as one: the runs in it are in another order in a mirror."""
    merged: list[tuple[float, float]] = []
    for box in sorted(boxes, key=lambda box: box.x):
        if merged and box.x - merged[-1][1] < 0.1:
            merged[-1] = (merged[-1][0], box.right)
        else:
            merged.append((box.x, box.right))
    return [(round(left, 1), round(right, 1)) for left, right in merged]


def drawn_boxes(page: Page) -> dict[float, list[tuple[float, float]]]:
    """The boxes of lines, frames and whole pictograms, by y."""
    found: dict[float, list[tuple[float, float]]] = {}
    for item in page.items:
        if isinstance(item, PlacedPath) and item.path.bounds.width > 40:
            box = item.path.bounds
            found.setdefault(round(box.y, 2), []).append((round(box.x, 1), round(box.right, 1)))
    return {y: sorted(places) for y, places in found.items()}


def mirrored(
    places: dict[float, list[tuple[float, float]]], width: float
) -> dict[float, list[tuple[float, float]]]:
    return {
        y: sorted((round(width - right, 1), round(width - left, 1)) for left, right in row)
        for y, row in places.items()
    }


def pictures(page: Page) -> list[PlacedPath]:
    return [item for item in page.items if isinstance(item, PlacedPath)]


def shape(
    item: PlacedPath,
) -> tuple[float | str | tuple[tuple[str, tuple[tuple[Any, ...], ...]], ...], ...]:
    """A drawing without its place: its outline from its own corner."""
    bounds = item.path.bounds

    def rounded(length: float) -> float:
        # A third of a thousandth off, so that no length of the look falls between two steps.
        return round(length + 1 / 3000, 2)

    outline = tuple(
        (s.op, tuple((rounded(p.x - bounds.x), rounded(p.y - bounds.y)) for p in s.points))
        for s in item.path.segments
    )
    return (str(item.fill), str(item.stroke), rounded(item.width), rounded(bounds.y), outline)


def test_a_rectangle_is_mirrored_by_these_tests_as_expected() -> None:
    assert mirrored({1.0: [(48.0, 100.0)]}, 612) == {1.0: [(512.0, 564.0)]}
    assert spans([Rect(0, 0, 5, 1), Rect(5, 0, 5, 1)]) == [(0, 10)]
