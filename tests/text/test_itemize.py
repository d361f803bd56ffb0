from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.library import Library
from handouts.text import Fonts, MissingGlyphError, TextSpan, load_fonts
from handouts.text.bidi import resolve_levels
from handouts.text.itemize import Item, cut_anew, itemize, resolve_scripts
from handouts.text.patterns import Patterns

LRI, PDI = "\u2066", "\u2069"

Cut: TypeAlias = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture
def cut(fonts_for: Callable[[str], Fonts]) -> Cut:
    """Cut text into (text, script, family); a span is text, or text and more of a TextSpan."""

    def cut(
        *spans: str | dict[str, Any], language: str = "en-CA", rtl: bool = False
    ) -> list[tuple[str, str, str]]:
        given = [
            TextSpan(**{"size": 10, "language": language, **span})
            for span in ({"text": s} if isinstance(s, str) else s for s in spans)
        ]
        text = "".join(span.text for span in given)
        levels = resolve_levels(text, base=int(rtl)).levels
        return [
            (text[item.start : item.end], item.script, item.face.name.family)
            for item in itemize(text, given, levels, fonts_for(language))
        ]

    return cut


def test_text_of_one_script_stays_whole(cut: Cut) -> None:
    assert cut("Évitez le soleil, s’il vous plaît !", language="fr-CA") == [
        ("Évitez le soleil, s’il vous plaît !", "Latn", "noto-sans")
    ]


def test_digits_in_tamil_are_noto_sans_and_the_spaces_around_them_tamil(
    cut: Cut,
) -> None:
    assert cut("முதல் 24 மணி.", language="ta") == [
        ("முதல் ", "Taml", "noto-sans-tamil"),
        ("24", "Latn", "noto-sans"),
        (" மணி.", "Taml", "noto-sans-tamil"),
    ]


def test_brackets_around_a_foreign_word_belong_to_the_text_outside(
    cut: Cut,
) -> None:
    assert cut("மருந்து (ibuprofen) எடு", language="ta") == [
        ("மருந்து (", "Taml", "noto-sans-tamil"),
        ("ibuprofen", "Latn", "noto-sans"),
        (") எடு", "Taml", "noto-sans-tamil"),
    ]


def test_quotes_in_chinese_are_chinese(cut: Cut) -> None:
    assert cut("“ibuprofen”，请勿服用", language="zh-Hans") == [
        ("“", "Hani", "noto-sans-sc"),
        ("ibuprofen", "Latn", "noto-sans"),
        ("”，请勿服用", "Hani", "noto-sans-sc"),
    ]


def test_a_phone_number_in_an_isolate_is_one_font_brackets_included(
    cut: Cut,
) -> None:
    for language in ("ta", "ar", "zh-Hans"):
        pieces = cut(f"{LRI}(416) 555-0123{PDI}", language=language)

        assert ("(416) 555-0123", "Latn", "noto-sans") in [
            (text.strip(LRI + PDI), script, family) for text, script, family in pieces
        ]


def test_the_question_mark_of_arabic_stays_arabic_after_a_latin_word(
    cut: Cut,
) -> None:
    pieces = cut(f"هل تناولت {LRI}ibuprofen{PDI}؟", language="ar", rtl=True)

    assert pieces[-1][0].endswith("؟")
    assert pieces[-1][1:] == ("Arab", "noto-sans-arabic")


def test_a_danda_after_digits_stays_devanagari(cut: Cut) -> None:
    assert cut("दिन 5।", language="hi")[-1] == ("।", "Deva", "noto-sans-devanagari")


def test_a_wide_comma_before_digits_stays_chinese(
    cut: Cut,
) -> None:
    assert cut("请，24小时", language="zh-Hans")[0] == ("请，", "Hani", "noto-sans-sc")


def test_a_chinese_name_on_an_english_sheet_is_in_one_font(
    cut: Cut,
) -> None:
    assert cut("Dear 陳大文 (Friday)") == [
        ("Dear ", "Latn", "noto-sans"),
        ("陳大文", "Hani", "noto-sans-tc"),
        (" (Friday)", "Latn", "noto-sans"),
    ]


def test_a_comma_after_a_foreign_name_is_the_sentences(
    cut: Cut,
) -> None:
    assert cut("Dear 文, Анна!")[2:] == [
        (", ", "Latn", "noto-sans"),
        ("Анна", "Cyrl", "noto-sans"),
        ("!", "Latn", "noto-sans"),
    ]
    assert len(cut("Анна, это вам!", language="ru")) == 1


def test_in_a_sentence_only_the_rare_character_changes_font(
    cut: Cut,
) -> None:
    families = [
        family for _, _, family in cut("请用清水和温和的洁面乳轻轻洗脸陳", language="zh-Hans")
    ]

    assert families == ["noto-sans-sc", "noto-sans-tc"]


def test_a_punjabi_name_on_an_english_sheet_finds_its_font(
    cut: Cut,
) -> None:
    assert ("ਹਰਪ੍ਰੀਤ", "Guru", "noto-sans-gurmukhi") in cut("Dear ਹਰਪ੍ਰੀਤ Gill")


def test_signs_leave_the_words_around_them_alone(cut: Cut) -> None:
    assert [(text, family) for text, _, family in cut("SPF ≥ 30 ✓")] == [
        ("SPF ", "noto-sans"),
        ("≥", "noto-sans-math"),
        (" 30 ", "noto-sans"),
        ("✓", "noto-sans-symbols"),
    ]


def test_an_accent_at_the_start_of_a_span_stays_with_its_letter(
    cut: Cut,
) -> None:
    assert [text for text, _, _ in cut("e", {"text": "\u0301t", "bold": True})] == ["e\u0301", "t"]


def test_a_joiner_and_a_variation_selector_stay_with_their_letter(
    cut: Cut,
) -> None:
    for mark in ("\u200c", "\u200d", "\ufe0f"):
        assert [text for text, _, _ in cut("a", {"text": f"{mark}b", "bold": True})] == [
            f"a{mark}",
            "b",
        ]


def test_right_to_left_words_are_items_of_their_own(fonts_for: Callable[[str], Fonts]) -> None:
    text = "Dear مريم, hello"
    spans = [TextSpan(text=text, size=10, language="en-CA")]
    items = itemize(text, spans, resolve_levels(text, base=0).levels, fonts_for("en-CA"))

    assert [(text[item.start : item.end], item.level) for item in items] == [
        ("Dear ", 0),
        ("مريم", 1),
        (", hello", 0),
    ]


def test_all_missing_characters_are_named_and_no_other_text(
    cut: Cut,
) -> None:
    with pytest.raises(MissingGlyphError) as error:
        cut("Secret 𓀀 name", {"text": "𓀁 and 𓀀", "bold": True})

    assert error.value.characters == ("𓀀", "𓀁")
    assert "Secret" not in str(error.value)
    assert "U+13000 EGYPTIAN HIEROGLYPH A001" in str(error.value)


def test_a_mark_no_font_has_is_named_without_its_letter(
    cut: Cut,
) -> None:
    with pytest.raises(MissingGlyphError) as error:
        cut("மணி\u1dc0", language="ta")

    assert error.value.characters == ("\u1dc0",)


def test_an_isolate_does_not_see_the_script_outside() -> None:
    text = f"ம {LRI}(5{PDI})"

    assert resolve_scripts(text, ["Taml"] * len(text))[3] == "Latn"
    assert resolve_scripts(text, ["Taml"] * len(text))[-1] == "Taml"


def test_text_without_letters_takes_the_script_of_its_language() -> None:
    assert resolve_scripts("• …", ["Deva"] * 3) == ["Deva"] * 3


LANGUAGES = {
    tag: load_fonts(Library.find().fonts, tag)
    for tag in ("en-CA", "ar", "ur", "ta", "zh-Hans", "hi", "ru")
}
LETTERS = (
    *("abcXYZéŁ", "АБвгд", "ءابجد\u06f1گپ", "אבג\u05b0\u05bc", "王小明", "가각힣", "அகிகுசொமெ்"),
    *("कखगमानीश्रक्षु", "0123456789", "\u0301\u064e\u0651\u200c\u200d"),
)
SIGNS = (
    *" .,-'()[]«»“”!/&%+:·…—（），、。·।\u0660",
    "\u2066",
    "\u2068",
    "\u2069",
    "\u202e",
    "\ue000",
)
words = st.one_of(*(st.text(letters, min_size=1, max_size=4) for letters in LETTERS))
names = st.lists(st.one_of(words, st.sampled_from(SIGNS)), min_size=1, max_size=9).map("".join)


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(LANGUAGES)), names, st.booleans(), st.sampled_from((0, 1)))
def test_a_short_text_is_cut_as_if_each_of_its_letters_were_looked_at(
    language: str, name: str, bold: bool, base: int
) -> None:
    span = TextSpan(text=name, size=10, language=language, bold=bold)
    levels, fonts = resolve_levels(name, base=base).levels, LANGUAGES[language]

    def found(
        cut: Callable[..., tuple[Item, ...]],
    ) -> tuple[Item, ...] | tuple[str, ...]:
        try:
            return cut(name, (span,), levels, fonts)
        except MissingGlyphError as error:
            return error.characters

    assert found(itemize) == found(cut_anew)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en-CA", "А. Иванов-Ли", "Ольга. Ли-Петрова"),
        ("en-CA", "அ. அருண் மாதிரி", "ஆனந்தி. உமா மணி"),
        ("ar", "Li 李", "Anderson 小明"),
        ("ta", "أحمد ب. 12", "خديجة ي. 34"),
    ],
)
def test_names_that_differ_in_their_letters_alone_are_cut_once(
    language: str, first: str, second: str
) -> None:
    cuts: list[str] = []

    def noting(text: str, *others: Any) -> tuple[Item, ...]:
        cuts.append(text)
        return cut_anew(text, *others)

    patterns = Patterns(LANGUAGES[language], noting)
    for name in (first, second):
        span = TextSpan(text=name, size=10, language=language)
        assert patterns.items(name, span, resolve_levels(name, base=0).levels)

    assert len(cuts) == 1
    assert not any(word in cuts[0] for word in first.split() if len(word) > 2)


@pytest.mark.parametrize("name", ["Ẁ\u0331ilma", "\u0301Anna", "Ⰰна", "А\ue000", "سارا\u200cجان"])
def test_a_name_with_a_letter_unlike_others_has_no_pattern(name: str) -> None:
    patterns = Patterns(LANGUAGES["en-CA"], cut_anew)
    span = TextSpan(text=name, size=10, language="en-CA")

    assert patterns.items(name, span, bytes(len(name))) is None
