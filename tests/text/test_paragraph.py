from collections.abc import Callable
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document import Direction
from handouts.text import (
    Fonts,
    GlyphRun,
    Line,
    MissingGlyphError,
    TextSpan,
    break_lines,
    forget,
    natural_width,
)
from handouts.text import paragraph as paragraphs

LRI, PDI = "\u2066", "\u2069"
LTR, RTL = Direction.LTR, Direction.RTL


@pytest.fixture(scope="module")
def square(square_fonts: Fonts) -> Callable[..., tuple[Line, ...]]:
    """Break text whose every character is 10 points wide; a span is text, or parts of one."""

    def square(
        *spans: str | dict[str, Any],
        measure: int = 100,
        direction: Direction = LTR,
        **options: bool,
    ) -> tuple[Line, ...]:
        return break_lines(
            [span(s) for s in spans],
            measure=measure,
            direction=direction,
            fonts=square_fonts,
            **options,
        )

    return square


@pytest.fixture(scope="module")
def real(fonts_for: Callable[[str], Fonts]) -> Callable[..., tuple[Line, ...]]:
    """Break text in the fonts of its language, at 10 points."""

    def real(
        text: str, language: str, *, measure: float = 400.0, direction: Direction = LTR
    ) -> tuple[Line, ...]:
        return break_lines(
            [TextSpan(text=text, size=10, language=language)],
            measure=measure,
            direction=direction,
            fonts=fonts_for(language),
        )

    return real


def span(words: str | dict[str, Any]) -> TextSpan:
    parts = {"text": words} if isinstance(words, str) else words
    return TextSpan(**{"size": 10, "language": "en-CA", **parts})


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_a_line_takes_the_words_that_fit(square: Callable[..., tuple[Line, ...]]) -> None:
    lines = square("wash your face with cool water", measure=100)

    assert texts(lines) == ["wash your ", "face with ", "cool water"]
    assert [line.advance for line in lines] == [90, 90, 100]


def test_no_text_is_one_empty_line(square: Callable[..., tuple[Line, ...]]) -> None:
    [line] = square()

    assert line.runs == ()
    assert line.advance == 0
    assert square("") == (line,)


def test_spaces_at_the_end_of_a_line_are_not_counted(
    square: Callable[..., tuple[Line, ...]],
) -> None:
    assert texts(square("wash your   face", measure=90)) == ["wash your ", "face"]
    assert square("wash   ")[0].advance == 40


def test_a_line_keeps_the_space_it_was_broken_at_without_width(
    square: Callable[..., tuple[Line, ...]],
) -> None:
    face = {"text": " face", "bold": True, "mark": 7}
    [first, second] = square("hi wash", face, measure=70)
    wash, space = first.runs

    assert (first.advance, wash.text, wash.advance) == (70, "hi wash", 70)
    assert (space.text, first.places[1], space.advance, space.mark) == (" ", 70, 0, 7)
    assert [cluster.glyphs for cluster in space.clusters] == [wash.clusters[2].glyphs]
    assert [(run.text, run.advance) for run in second.runs] == [("face", 40)]
    assert second.places == (0,)


def test_words_that_were_isolated_keep_their_space_too(
    square: Callable[..., tuple[Line, ...]],
) -> None:
    assert texts(square(f"by {LRI}Ana Li{PDI} now", measure=60)) == ["by Ana ", "Li now"]
    assert texts(square(f"by {LRI}Ana Li{PDI} now", measure=90)) == ["by Ana Li ", "now"]


def test_right_to_left_text_has_no_space_at_a_line_end(
    square: Callable[..., tuple[Line, ...]],
) -> None:
    hebrew = {"text": "אב גד", "language": "he"}

    assert texts(square(hebrew, measure=40, direction=RTL)) == ["אב", "גד"]
    assert texts(square(hebrew, measure=40)) == ["אב", "גד"]


def test_a_line_separator_ends_the_line(square: Callable[..., tuple[Line, ...]]) -> None:
    assert texts(square("one\u2028two\u2028\u2028three")) == ["one", "two", "", "three"]
    assert texts(square("one \u2028two ")) == ["one", "two"]


def test_a_piece_wider_than_the_measure_is_cut_between_characters(
    square: Callable[..., tuple[Line, ...]],
) -> None:
    assert texts(square("so Wolfeschlegelstein", measure=80)) == [
        "so ",
        "Wolfesch",
        "legelste",
        "in",
    ]


def test_a_line_that_loses_its_kerning_at_the_cut_still_fits(
    real: Callable[..., tuple[Line, ...]],
) -> None:
    for step in range(80):
        measure = 30 + step / 4
        lines = real("AV" * 20, "en-CA", measure=measure)

        assert "".join(texts(lines)) == "AV" * 20
        assert max(line.advance for line in lines) <= measure + 1e-3


def test_a_measure_narrower_than_a_character_is_refused(
    square: Callable[..., tuple[Line, ...]],
) -> None:
    with pytest.raises(ValueError, match="narrower than a single character"):
        square("abc", measure=9)


def test_a_date_is_kept_on_one_line(square: Callable[..., tuple[Line, ...]]) -> None:
    date = {"text": "in May", "together": True}

    assert texts(square("call us ", date, " now", measure=110)) == ["call us ", "in May now"]
    assert texts(square("call us in May now", measure=110)) == ["call us in ", "May now"]


def test_what_cannot_stay_together_breaks_at_its_spaces_first(
    square: Callable[..., tuple[Line, ...]],
) -> None:
    long = {"text": "every single day", "together": True}

    assert texts(square(long, measure=120)) == ["every single ", "day"]


def test_a_span_carries_its_size_weight_and_mark_to_its_runs(
    square: Callable[..., tuple[Line, ...]],
) -> None:
    [line] = square("No ", {"text": "sun", "bold": True, "size": 20, "mark": 7})
    plain, strong = line.runs

    assert line.places == (0, 30)
    assert (plain.advance, plain.mark) == (30, 0)
    assert (strong.advance, strong.mark, strong.size) == (60, 7, 20)
    assert strong.face.bold
    assert line.advance == 90


def test_a_balanced_heading_leaves_no_word_alone(square: Callable[..., tuple[Line, ...]]) -> None:
    words = "wash your face gently now"

    assert texts(square(words, measure=210)) == ["wash your face gently ", "now"]
    assert texts(square(words, measure=210, balance=True)) == ["wash your face ", "gently now"]


def test_balancing_never_cuts_a_word_or_adds_a_line(
    square: Callable[..., tuple[Line, ...]],
) -> None:
    words = "a Wolfeschlegel"

    assert texts(square(words, measure=140, balance=True)) == ["a ", "Wolfeschlegel"]
    assert texts(square("Wolfeschlegelsteinhausen", measure=200, balance=True)) == [
        "Wolfeschlegelsteinha",
        "usen",
    ]


def test_a_soft_hyphen_does_not_break_a_word(square: Callable[..., tuple[Line, ...]]) -> None:
    assert texts(square("after\u00adcare sheet", measure=90)) == ["aftercare ", "sheet"]
    assert texts(square("my after\u00adcare", measure=90)) == ["my ", "aftercare"]


def test_the_natural_width_is_that_of_one_line(square_fonts: Fonts) -> None:
    def width(text: str) -> float:
        return natural_width([span(text)], direction=LTR, fonts=square_fonts)

    assert width("wash your face ") == 140
    assert width("wash\u2028your face") == 90
    assert width("") == 0


def test_right_to_left_words_run_from_the_right_of_their_line(
    square: Callable[..., tuple[Line, ...]],
) -> None:
    [line] = square({"text": "אב hi גד", "language": "he"}, direction=RTL)
    first, middle, _ = line.runs

    assert [run.text for run in line.runs] == ["אב ", "hi", " גד"]
    assert line.places == (50, 30, 0)
    assert [cluster.text for cluster in first.clusters] == [" ", "ב", "א"]
    assert (first.rtl, middle.rtl) == (True, False)


def test_an_english_line_holds_a_hebrew_name(square: Callable[..., tuple[Line, ...]]) -> None:
    [line] = square("hi אב ok", direction=LTR)

    assert [run.text for run in line.runs] == ["hi ", "אב", " ok"]
    assert line.places == (0, 30, 50)


def test_a_missing_character_names_itself(square: Callable[..., tuple[Line, ...]]) -> None:
    with pytest.raises(MissingGlyphError) as error:
        square("face 面 and жук")

    assert error.value.characters == ("面", "ж", "у", "к")


def from_the_left(line: Line) -> list[GlyphRun]:
    return [run for _, run in sorted(zip(line.places, line.runs, strict=True), key=lambda p: p[0])]


def digits_by_place(lines: tuple[Line, ...]) -> list[str]:
    """The characters of the left-to-right runs, as they stand on the page."""
    return [
        "".join(
            cluster.text for run in from_the_left(line) if not run.rtl for cluster in run.clusters
        )
        for line in lines
    ]


@pytest.mark.parametrize("language", ["ar", "ur", "fa"])
def test_a_phone_number_in_right_to_left_text_reads_left_to_right(
    real: Callable[..., tuple[Line, ...]], language: str
) -> None:
    words = {"ar": "اتصل بنا", "ur": "ہمیں کال کریں", "fa": "با ما تماس بگیرید"}[language]
    lines = real(f"{words} {LRI}(416) 555-0123{PDI} {words}", language, direction=RTL)

    assert digits_by_place(lines) == ["(416) 555-0123"]


def test_french_keeps_its_accents_and_its_guillemets_on_the_word(
    real: Callable[..., tuple[Line, ...]],
) -> None:
    lines = real("Évitez le soleil d’été « s’il vous plaît » aujourd’hui", "fr-CA", measure=90)

    assert "".join(texts(lines)) == "Évitez le soleil d’été « s’il vous plaît » aujourd’hui"
    assert not any(text.rstrip().endswith("«") or text.startswith("»") for text in texts(lines))


def test_chinese_breaks_without_spaces_but_never_before_a_full_stop(
    real: Callable[..., tuple[Line, ...]],
) -> None:
    lines = real("治疗后请勿化妆，用清水轻轻洗脸。然后拍干。", "zh-Hans", measure=50)

    assert "".join(texts(lines)) == "治疗后请勿化妆，用清水轻轻洗脸。然后拍干。"
    assert len(lines) > 3
    assert not any(text[0] in "，。" for text in texts(lines))


def test_korean_words_stay_whole(real: Callable[..., tuple[Line, ...]]) -> None:
    text = "마이크로니들링 후 스물네 시간 동안 얼굴을 씻지 마세요."

    lines = real(text, "ko", measure=80)

    assert len(lines) > 1
    assert "".join(texts(lines)) == text
    assert all(text.endswith(" ") for text in texts(lines)[:-1])


def test_nastaliq_lines_hold_the_words_in_reading_order(
    real: Callable[..., tuple[Line, ...]],
) -> None:
    text = "اپنا چہرہ ٹھنڈے پانی سے دھوئیں"
    lines = real(text, "ur", measure=80, direction=RTL)

    assert len(lines) > 1
    assert " ".join(texts(lines)) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("hi", "किताब में क्षमा दिन चेहरे को धोएं"), ("ta", "முதல் மணி நேரம் முகத்தை தொட வேண்டாம்")],
)
def test_indic_text_comes_out_as_it_went_in(
    real: Callable[..., tuple[Line, ...]], language: str, text: str
) -> None:
    lines = real(text, language, measure=60)

    assert len(lines) > 1
    assert "".join(texts(lines)) == text


def test_forget_drops_every_paragraph(square: Callable[..., tuple[Line, ...]]) -> None:
    square("Ana")

    forget()

    assert paragraphs._paragraph.cache_info().currsize == 0


WORDS = {
    "en-CA": "wash your face AV (To) W. aftercare-sheet SPF 30 Ana",
    "ar": f"اغسل وجهك (بلطف) {LRI}416-555-0123{PDI} بماء 24 SPF فاتر",
    "ur": f"اپنا چہرہ پانی {LRI}555-0123{PDI} سے دھوئیں۔ (24)",
    "hi": "किताब में क्षमा 24 दिन। (SPF) चेहरे",
    "ta": "முதல் 24 மணி (SPF) நேரம் கொடு",
    "zh-Hans": "请 勿化妆， “SPF” 24 小时。 陳大文",
}
some_words = st.sampled_from(sorted(WORDS)).flatmap(
    lambda language: st.tuples(
        st.just(language),
        st.lists(st.sampled_from(WORDS[language].split()), min_size=1, max_size=12),
        st.lists(st.booleans(), min_size=12, max_size=12),
    )
)


@settings(max_examples=200, deadline=None)
@given(some_words, st.floats(min_value=45, max_value=300), st.booleans())
def test_whatever_the_text_nothing_is_lost_and_no_line_is_wider_than_its_measure(
    fonts_for: Callable[[str], Fonts],
    chosen: tuple[str, list[str], list[bool]],
    measure: float,
    balance: bool,
) -> None:
    language, words, bold = chosen
    direction = RTL if language in ("ar", "ur") else LTR
    spans = [
        TextSpan(text=f"{word} ", size=12, bold=heavy, language=language, together=heavy)
        for word, heavy in zip(words, bold, strict=False)
    ]
    lines = break_lines(
        spans, measure=measure, direction=direction, fonts=fonts_for(language), balance=balance
    )
    mirrored = str.maketrans("()", "((")  # as they look, whichever way they were written
    sent = "".join(span.text for span in spans).translate(dict.fromkeys((0x2066, 0x2069)))

    found = "".join(texts(lines))
    if direction is RTL:
        found, sent = (text.replace(" ", "").translate(mirrored) for text in (found, sent))
    assert found == sent.rstrip(" ")
    for line in lines:
        assert line.advance <= measure + 1e-3
        assert line.advance == pytest.approx(sum(run.advance for run in line.runs))
        ends = list(accumulate(run.advance for run in from_the_left(line)))
        starts = sorted(line.places)
        assert starts == pytest.approx([0, *ends[:-1]] if ends else [])
