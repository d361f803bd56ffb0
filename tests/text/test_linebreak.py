from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.text.linebreak import Break, break_opportunities, default_breaks

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE = "\u00a0", "\u202f"
CONTROLS = LRI + RLI + PDI + "\u2068\u200e\u200f"


def pieces(text: str, breaks: bytes) -> list[str]:
    """The text between breaks, the spaces before each left out."""
    cuts = [place for place, value in enumerate(breaks) if value]
    starts = [0, *cuts[:-1]]
    return [text[start:end].rstrip(" ") for start, end in zip(starts, cuts, strict=True)]


def by_default(text: str) -> list[str]:
    return pieces(text, default_breaks(text))


def in_handout(
    text: str, language: str = "en-CA", unbreakable: tuple[tuple[int, int], ...] = ()
) -> list[str]:
    return pieces(text, break_opportunities(text, language=language, unbreakable=unbreakable))


@pytest.mark.unicode_data
def test_every_case_of_line_break_test_breaks_where_it_says(unicode_folder: Path) -> None:
    wrong = []
    cases = 0
    path = unicode_folder / "auxiliary" / "LineBreakTest.txt"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            signs_and_codes = line.partition("#")[0].split()
            if not signs_and_codes:
                continue
            cases += 1
            text = "".join([chr(int(code, 16)) for code in signs_and_codes[1::2]])
            expected = [sign == "÷" for sign in signs_and_codes[::2]]
            if [value != Break.NONE for value in default_breaks(text)] != expected:
                wrong.append(line)

    assert wrong == []
    assert cases == 7_654


def test_a_line_may_end_after_a_space_and_must_at_a_line_feed() -> None:
    assert list(default_breaks("a b\nc")) == [
        Break.NONE,
        Break.NONE,
        Break.ALLOWED,
        Break.NONE,
        Break.MANDATORY,
        Break.MANDATORY,
    ]


def test_no_text_is_one_end() -> None:
    assert list(default_breaks("")) == [Break.MANDATORY]
    assert list(break_opportunities("", language="ar")) == [Break.MANDATORY]
    assert list(break_opportunities(LRI + PDI, language="ar")) == [0, 0, Break.MANDATORY]


@given(text=st.text(max_size=30), language=st.sampled_from(("en", "fr-CA", "ko", "zh-Hans", "ar")))
def test_there_is_one_place_more_than_characters(text: str, language: str) -> None:
    breaks = break_opportunities(text, language=language)

    assert len(breaks) == len(text) + 1
    assert breaks[-1] == Break.MANDATORY
    assert not text or breaks[0] == Break.NONE


@given(text=st.text(max_size=30))
def test_a_stretch_that_may_not_break_has_no_break_inside(text: str) -> None:
    text = text.replace("\n", " ").replace("\r", " ")
    held = break_opportunities(text, language="en", unbreakable=((0, len(text)),))

    assert Break.ALLOWED not in held


def test_chinese_breaks_between_ideographs_but_never_before_its_punctuation() -> None:
    assert in_handout("早晚洁面，持续。", "zh-Hans") == ["早", "晚", "洁", "面，", "持", "续。"]
    assert in_handout("（早晚）洗", "zh-Hant") == ["（早", "晚）", "洗"]


def test_a_chinese_quotation_breaks_outside_its_marks_only() -> None:
    assert in_handout("说“你好”吧。", "zh-Hans") == ["说", "“你", "好”", "吧。"]
    assert in_handout("say “hello” now") == ["say", "“hello”", "now"]


def test_korean_keeps_words_whole() -> None:
    assert by_default("세안을 하세요")[0] == "세"
    assert in_handout("세안을 24시간 하세요.", "ko") == ["세안을", "24시간", "하세요."]
    assert in_handout("예/아니요", "ko") == ["예/아니요"]


def test_hangul_in_another_language_breaks_as_unicode_says() -> None:
    assert in_handout("한국", "zh-Hans") == ["한", "국"]


@pytest.mark.parametrize(
    "whole",
    [
        "5 mg",
        "1,000 mg",
        "2.5 mL",
        "5 °C",
        "10 %",
        "۵ mg",
        "10 мл",
        "SPF 30",
        "FPS 50",
        "4–6",
        "24-hour",
        "(416) 555-0123",
        "416 555 0123",
        "1 (416) 555-0123",
        "10 000",
        "½ tablet",
        "1 ½ tablet",
        "9:30–17:00",
        "Retin-A",
        "T-zone",
        "and/or",
        "km/h",
        "نعم/لا",
        "نَعم/لا",
    ],
)
def test_a_quantity_or_a_short_compound_stays_whole(whole: str) -> None:
    text = f"x {whole} y"

    assert in_handout(text) == ["x", whole, "y"]
    assert in_handout(whole) == [whole]


@pytest.mark.parametrize(
    "whole", ["5 mg", "4–6", "24-hour", "(416) 555-0123", "½ tablet", "and/or", "Retin-A"]
)
def test_unicode_alone_would_tear_a_quantity(whole: str) -> None:
    assert len(by_default(whole)) > 1


def test_a_decimal_point_stays_with_its_digit() -> None:
    assert in_handout("about .5 mg") == ["about .5 mg"]
    assert by_default("about .5 mg") == ["about .", "5", "mg"]


def test_a_unit_is_known_where_the_text_goes_on_without_a_space() -> None:
    assert in_handout("用5 mg吧", "zh-Hans") == ["用", "5 mg", "吧"]
    assert in_handout("5 mg을", "ko") == ["5 mg을"]


def test_a_number_may_part_from_an_ordinary_word() -> None:
    assert in_handout("for 3 days") == ["for", "3", "days"]
    assert in_handout("take 5 grapes") == ["take", "5", "grapes"]
    assert in_handout("in mg only") == ["in", "mg", "only"]


def test_a_long_compound_may_break_after_its_hyphen() -> None:
    assert in_handout("water-resistant") == ["water-", "resistant"]


def test_a_hyphen_that_opens_a_word_stays_with_it() -> None:
    assert in_handout("the ending -itis") == ["the", "ending", "-itis"]


def test_an_address_may_break_after_its_slashes() -> None:
    assert in_handout("https://example.com/aftercare/peel") == [
        "https://",
        "example.com/",
        "aftercare/",
        "peel",
    ]
    assert in_handout("example.com/peel") == ["example.com/", "peel"]


def test_french_punctuation_stays_with_its_word() -> None:
    for space in (NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE):
        text = f"Dire «{space}bon{space}»{space}: oui{space}!"
        assert in_handout(text, "fr-CA") == [
            "Dire",
            f"«{space}bon{space}»{space}:",
            f"oui{space}!",
        ]


def test_french_written_with_plain_spaces_stays_together_too() -> None:
    assert in_handout("Dire « bon » ; oui !", "fr-CA") == ["Dire", "« bon » ;", "oui !"]


def test_a_break_comes_before_an_isolate_opens_and_after_it_closes() -> None:
    assert in_handout(f"at {LRI}5 mg{PDI} now") == ["at", f"{LRI}5 mg{PDI}", "now"]
    assert in_handout(f"用{LRI}5 mg{PDI}吧", "zh-Hans") == ["用", f"{LRI}5 mg{PDI}", "吧"]
    assert in_handout(f"at {LRI}5 {PDI}now") == ["at", f"{LRI}5 {PDI}", "now"]


def test_an_isolate_hides_no_unit_from_its_number() -> None:
    assert in_handout(f"{LRI}5{PDI} mg") == [f"{LRI}5{PDI} mg"]
    assert in_handout(f"({LRI}5{PDI})") == [f"({LRI}5{PDI})"]


@given(
    words=st.lists(
        st.sampled_from(
            ("day", "5", "mg", "(", ")", "4–6", "你好", "。", "نعم", "/", " ", "-", "“")
        ),
        max_size=8,
    ),
    controls=st.lists(st.sampled_from(CONTROLS), min_size=8, max_size=8),
)
def test_isolates_change_no_break(words: list[str], controls: list[str]) -> None:
    bare = "".join(words)
    dressed = "".join(control + word for control, word in zip(controls, words, strict=False))

    stripped = [piece.translate(dict.fromkeys(map(ord, CONTROLS))) for piece in in_handout(dressed)]

    assert [piece.rstrip(" ") for piece in stripped] == in_handout(bare)


def test_what_must_stay_on_one_line_does() -> None:
    text = "Call (416) 555-0123 extension 5 now"
    start, end = text.index("("), text.index(" now")

    assert in_handout(text, unbreakable=((start, end),)) == [
        "Call",
        "(416) 555-0123 extension 5",
        "now",
    ]


def test_a_mandatory_break_stays_inside_a_stretch() -> None:
    assert break_opportunities("a\nb", language="en", unbreakable=((0, 3),))[2] == Break.MANDATORY


def test_marks_stay_with_their_letter() -> None:
    assert by_default("。\u0e47ก") == ["。\u0e47", "ก"]
    assert in_handout("e\u0301te\u0301 ici", "fr-CA") == ["e\u0301te\u0301", "ici"]
    assert in_handout("हल्के क्लीनर", "hi") == ["हल्के", "क्लीनर"]
