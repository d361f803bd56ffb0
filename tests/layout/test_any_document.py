"""What holds for any document: all of it is there once, in order, inside the page, apart."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handouts.color import WHITE
from handouts.document import (
    AdviceKind,
    BulletList,
    Calendar,
    Direction,
    Document,
    LookalikeTable,
    Message,
    Paragraph,
    Proof,
    Steps,
    Tier,
    Title,
    plain_text,
    reading_order,
)
from handouts.geometry import Rect, Size
from handouts.layout.pages import Artifact, Item, PlacedRun
from handouts.style import Edition, Paper
from tests.layout.building import (
    LayOut,
    advice,
    callout,
    document,
    heading,
    inlines,
    lookalikes,
    reasons,
    timeline,
    two_weeks,
)
from tests.shown import all_lines, box_of, lines_of, walk

MARGIN, TOP, BOTTOM = 48, 44, 40
MONTHS = ("November", "December")

word = st.text("abcdeé", min_size=1, max_size=9)
sentence = st.lists(word, min_size=1, max_size=14).map(" ".join)
short = st.lists(word, min_size=1, max_size=3).map(" ".join)
maybe = st.one_of(st.just(""), sentence)
sentences = st.lists(sentence, min_size=1, max_size=9)

blocks = st.one_of(
    short.map(lambda text: Title(text=inlines(text))),
    sentence.map(lambda text: Message(text=inlines(text))),
    st.lists(sentence, min_size=1, max_size=12).map(
        lambda parts: Paragraph(text=inlines(" ".join(parts)))
    ),
    st.builds(heading, short, maybe, st.sampled_from([None, *AdviceKind])),
    sentences.map(lambda items: BulletList(items=tuple(map(inlines, items)))),
    sentences.map(lambda items: Steps(items=tuple(map(inlines, items)))),
    st.lists(st.tuples(short, sentence, maybe), min_size=1, max_size=6).map(
        lambda rows: advice(*rows)
    ),
    st.lists(st.tuples(short, short, sentence), min_size=1, max_size=5).map(
        lambda rows: timeline(*rows)
    ),
    # Signs of the routine tier are one paragraph, and few.
    st.lists(sentence, min_size=1, max_size=4).map(lambda signs: callout(Tier.ROUTINE, *signs)),
    st.builds(
        lambda tier, signs, title, lead, brief: callout(
            tier, *signs, heading=title, lead=lead, short=brief
        ),
        st.sampled_from([Tier.EMERGENCY, Tier.URGENT, Tier.SAME_DAY]),
        st.lists(sentence, min_size=1, max_size=16),
        short,
        maybe,
        st.booleans(),
    ),
    st.lists(
        st.tuples(st.sampled_from(Proof), short, st.lists(sentence, min_size=1, max_size=4)),
        min_size=1,
        max_size=3,
    ).map(lambda groups: reasons(*groups)),
    st.builds(
        lambda names, looks: lookalikes(*names, looks=looks),
        st.lists(short, min_size=1, max_size=7),
        sentence,
    ),
    st.lists(st.integers(0, 14), max_size=3, unique=True).map(two_weeks),
)
documents = st.builds(
    lambda sections, panel, marks, notices, record, direction: document(
        sections=sections, panel=panel, marks=marks, notices=notices, record=record,
        direction=direction,
    ),
    st.lists(st.lists(blocks, min_size=1, max_size=5), min_size=1, max_size=2),
    st.lists(st.tuples(word, st.one_of(st.just(""), short)), min_size=3, max_size=3),
    st.lists(short, max_size=2),
    st.lists(short, max_size=2),
    st.one_of(st.just(""), short),
    st.sampled_from(Direction),
)  # fmt: skip
editions = st.sampled_from([Edition.STANDARD, Edition.LARGE_PRINT])

# Each example lays whole pages out; these many together take a few seconds.
few = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@few
@given(documents, editions, st.sampled_from(["letter", "a4"]))
def test_nothing_but_the_margin_mark_lies_outside_the_live_area(
    lay_out: LayOut, made: Document, edition: Edition, paper: Paper
) -> None:
    pages = lay_out.document(made, edition=edition, paper=paper)

    for page in pages.pages:
        for item in page.items:
            box = box_of(item)
            if is_margin_mark(item, box, pages.size) or getattr(item, "fill", None) == WHITE:
                continue
            # Lines have round ends, half their thickness beyond the margin.
            assert box.x >= MARGIN - 1
            assert box.right <= pages.size.width - MARGIN + 1
            assert box.y >= TOP - 0.01
            assert box.bottom <= pages.size.height - BOTTOM + 0.01


def is_margin_mark(item: Item, box: Rect, size: Size) -> bool:
    """Turned words, or the line below them, wholly in a side margin."""
    outside = box.right < MARGIN or box.x > size.width - MARGIN
    thin = not isinstance(item, PlacedRun) and box.width < 1
    return outside and (thin or bool(getattr(item, "quarter_turns", 0)))


@few
@given(documents, editions)
def test_no_two_lines_overlap(lay_out: LayOut, made: Document, edition: Edition) -> None:
    pages = lay_out.document(made, edition=edition)

    for index in range(len(pages.pages)):
        lines = lines_of(pages, index)
        for place, one in enumerate(lines):
            for other in lines[:place]:
                assert not overlap(one.box, other.box), (one.text, other.text)


@few
@given(documents, editions)
def test_every_word_is_read_once_in_the_order_of_the_document(
    lay_out: LayOut, made: Document, edition: Edition
) -> None:
    pages = lay_out.document(made, edition=edition)

    shown = [
        line.text
        for line in all_lines(pages)
        if not isinstance(line.owner, Artifact) and not line.turned and line.text not in MONTHS
    ]
    assert bare("".join(shown)) == bare("".join(expected(made, edition)))


def expected(made: Document, edition: Edition) -> Iterator[str]:
    """All texts of a document in reading order, but for margin marks and months.

    Margin marks are read at the end of the first side, wherever that falls; a calendar names a
    month as often as it needs to.
    """
    head = made.letterhead
    yield from (head.name, head.address)
    yield from (plain_text(phone) for phone in head.phones)
    yield plain_text(head.emergency)
    for field in made.panel:
        yield from (plain_text(field.label), plain_text(field.value))
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Steps):
                yield from (f"{n}.{plain_text(item)}" for n, item in enumerate(block.items, 1))
            elif isinstance(block, Calendar):
                yield from (plain_text(day.weekday + day.number) for day in block.days)
            elif isinstance(block, LookalikeTable) and edition is Edition.LARGE_PRINT:
                # Its rows stand below their names; there are no columns to head.
                yield from map(plain_text, list(reading_order(block))[len(block.heads) :])
            else:
                yield from map(plain_text, reading_order(block))
    yield plain_text(made.footer.formats)
    yield from map(plain_text, made.footer.notices)
    yield plain_text(made.footer.record)


def bare(text: str) -> str:
    return text.replace(" ", "")


@few
@given(documents)
def test_every_item_belongs_to_an_element_of_the_tree_or_is_an_artifact(
    lay_out: LayOut, made: Document
) -> None:
    pages = lay_out.document(made)

    reached = {element.number for element, _ in walk(pages)}
    assert reached == set(range(len(pages.elements)))
    assert [element.number for element in pages.elements] == list(range(len(pages.elements)))
    for page in pages.pages:
        for item in page.items:
            assert isinstance(item.owner, Artifact) or item.owner in reached
            if isinstance(item, PlacedRun) and not isinstance(item.owner, Artifact):
                assert pages.elements[item.owner].tag not in ("Document", "Sect", "Table", "TR")


@few
@given(documents, editions)
def test_the_same_document_gives_the_same_pages_and_they_pickle(
    lay_out: LayOut, made: Document, edition: Edition
) -> None:
    once, again = (lay_out.document(made, edition=edition) for _ in range(2))

    assert once == again
    assert pickle.loads(pickle.dumps(once)) == once  # noqa: S301  # our own bytes


@pytest.mark.parametrize("language", ["en-CA", "ur", "ta", "zh-Hans"])
def test_an_empty_section_is_a_side_with_its_furniture(lay_out: LayOut, language: str) -> None:
    pages = lay_out(language=language)

    assert len(pages.pages) == 1


def overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.right - 0.01
        and other.x < one.right - 0.01
        and one.y < other.bottom - 0.01
        and other.y < one.bottom - 0.01
    )
