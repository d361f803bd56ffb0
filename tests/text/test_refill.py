"""A paragraph filled again, and a plain name, are set as the general way would set them."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document import FSI, PDI, Direction
from handouts.library import Library
from handouts.text import Fonts, MissingGlyphError, TextSpan, break_lines, load_fonts
from handouts.text import paragraph as paragraphs
from handouts.text.paragraph import Paragraph, shaped_stretch
from handouts.text.plain import plain_item
from handouts.text.refill import Refill

LANGUAGES = {
    "en-CA": Direction.LTR,
    "ar": Direction.RTL,
    "ur": Direction.RTL,
    "ta": Direction.LTR,
    "zh-Hans": Direction.LTR,
}
LETTERS = (
    "abcdefgXYZ .,-'()0123456789",
    "ÀÉîõüÿĞłŠž -\u0301",
    "ءابجدهومحسعلي .-(),«»\u064e\u0651",
    "王小明李华陈美丽（）·， ",
    "அகிகுசொடாணிமெ ",
    "कखगमानीश्रक्षु ",
    "АБвгдежз -",
    "“”‘’«»[]{}!?/&%+#@* ",
)
FONTS = {tag: load_fonts(Library.find().fonts, tag) for tag in LANGUAGES}

texts = st.one_of(*(st.text(st.sampled_from(letters), min_size=1) for letters in LETTERS))
mixed = st.builds(lambda *parts: "".join(parts)[:24], texts, st.one_of(st.just(""), texts))
measures = st.sampled_from((math.inf, 300.0, 120.0, 60.0))


def isolated(text: str) -> str:
    return f"{FSI}{text}{PDI}"


def span(text: str, language: str, index: int, *, bold: bool = False) -> TextSpan:
    return TextSpan(text=text, size=12, bold=bold, language=language, mark=index)


def set_anew(spans: Sequence[TextSpan], direction: Direction, fonts: Fonts) -> Paragraph:
    return Paragraph(spans, direction, shaped_stretch(spans, direction, fonts))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(LANGUAGES)), mixed, st.booleans(), measures)
def test_a_plain_name_is_set_as_any_text_is(
    language: str, name: str, bold: bool, measure: float
) -> None:
    fonts, direction = FONTS[language], LANGUAGES[language]
    spans = (span(isolated(name.strip() or "x"), language, 0, bold=bold),)

    def lines(*, plainly: bool) -> object:
        with pytest.MonkeyPatch.context() as patch:
            if not plainly:
                patch.setattr(paragraphs, "plain_item", lambda *_: None)
            try:
                return set_anew(spans, direction, fonts).greedy_lines(measure)
            except (MissingGlyphError, ValueError) as error:
                return type(error)

    assert lines(plainly=True) == lines(plainly=False)


@pytest.mark.parametrize(
    ("language", "name", "plain"),
    [
        ("en-CA", "Ana O'Sample-Jones", True),
        ("en-CA", "Łukasz", True),
        ("en-CA", "王小明", True),
        ("en-CA", "王·华", False),
        ("en-CA", "ليلى", True),
        ("en-CA", "ليلى Ana", False),
        ("ar", "عبد الرحمن ي. إبراهيم", True),
        ("ar", "Ana", True),
        ("ar", "Ana 2", True),
        ("ar", "Ana مريم", False),
        ("ar", "مريم 2", False),
        ("zh-Hans", "王小明", True),
        ("ta", "கண்ணன் குமார்", True),
    ],
)
def test_a_name_in_one_script_is_plain(language: str, name: str, plain: bool) -> None:
    spans = (span(isolated(name), language, 0),)

    assert (plain_item(spans, LANGUAGES[language], FONTS[language]) is not None) == plain


def starts_with_a_mark(text: str) -> bool:
    return unicodedata.category(text[0]).startswith("M")


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(LANGUAGES)),
    # No template has a sentence that goes on with a mark after a name.
    st.lists(st.tuples(st.booleans(), mixed), min_size=2, max_size=5).filter(
        lambda parts: all(hole or not starts_with_a_mark(text) for hole, text in parts)
    ),
    measures,
    st.booleans(),
)
def test_a_paragraph_filled_again_is_set_as_if_it_were_new(
    language: str, parts: list[tuple[bool, str]], measure: float, balance: bool
) -> None:
    fonts, direction = FONTS[language], LANGUAGES[language]
    first = [
        span(isolated("1") if hole else text, language, index, bold=index % 2 == 0)
        for index, (hole, text) in enumerate(parts)
    ]
    holes = {index: True for index, (hole, _) in enumerate(parts) if hole}
    filled = {index: isolated(parts[index][1]) for index in holes}
    spans = [replace(each, text=filled.get(i, each.text)) for i, each in enumerate(first)]

    def anew() -> object:
        return break_lines(
            spans, measure=measure, direction=direction, fonts=fonts, balance=balance
        )

    def again() -> object:
        refill = Refill(first, holes, direction, fonts)
        refill.lines(filled, measure=math.inf, balance=False)  # what is remembered changes nothing
        return refill.lines(filled, measure=measure, balance=balance)

    assert outcome(again) == outcome(anew)


def outcome(make: object) -> object:
    try:
        return make()  # type: ignore[operator]
    except (MissingGlyphError, ValueError) as error:
        return type(error)


def test_what_fills_a_hole_is_remembered_only_where_that_is_allowed() -> None:
    fonts: Fonts = FONTS["en-CA"]
    spans = [
        span("For ", "en-CA", 0),
        span(isolated("x"), "en-CA", 1),
        span(isolated("y"), "en-CA", 2),
    ]
    refill = Refill(spans, {1: False, 2: True}, Direction.LTR, fonts)

    refill.lines({1: isolated("Quokka"), 2: isolated("May 3")}, measure=300, balance=False)

    assert [key[0] for key in refill._fillings._known] == [isolated("May 3")]


def test_a_name_that_begins_with_a_bracket_of_another_script_is_set() -> None:
    (line,) = break_lines(
        [span(isolated("（王"), "en-CA", 0)],
        measure=300,
        direction=Direction.LTR,
        fonts=FONTS["en-CA"],
    )

    assert line.text == "（王"
