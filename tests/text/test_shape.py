import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.library import Library
from handouts.text import Face, Fonts, MissingGlyphError, load_fonts
from handouts.text import shape as shaping
from handouts.text.shape import Shaped

LRI, PDI, ZWNJ = "\u2066", "\u2069", "\u200c"
FONTS = Library.find().fonts


def shaped(
    text: str,
    language: str,
    script: str,
    *,
    rtl: bool = False,
    start: int = 0,
    end: int | None = None,
    face: Face | None = None,
) -> Shaped:
    face = face or load_fonts(FONTS, language).first(script=script, language=language)
    end = len(text) if end is None else end
    return shaping.shape(text, start, end, face=face, rtl=rtl, script=script, language=language)


def texts(result: Shaped) -> list[str]:
    return [cluster.text for cluster in result.clusters]


def test_french_accents_are_one_cluster_however_they_are_typed() -> None:
    assert texts(shaped("été", "fr-CA", "Latn")) == ["é", "t", "é"]
    assert texts(shaped("e\u0301te\u0301", "fr-CA", "Latn")) == ["e\u0301", "t", "e\u0301"]


def test_every_square_is_one_em(square_fonts: Fonts) -> None:
    result = shaped("abc", "en-CA", "Latn", face=square_fonts.main_face())

    assert [cluster.advance for cluster in result.clusters] == [1000, 1000, 1000]
    assert result.starts == (0, 1, 2)
    assert result.advance == 3000


def test_arabic_letters_join_and_come_from_left_to_right() -> None:
    alone = [shaped(letter, "ar", "Arab", rtl=True).clusters[0].glyphs for letter in "بت"]
    word = shaped("بت", "ar", "Arab", rtl=True)

    assert texts(word) == ["ت", "ب"]
    assert [cluster.glyphs for cluster in word.clusters] != alone[::-1]


def test_arabic_joins_across_the_edge_of_a_stretch() -> None:
    whole = shaped("بت", "ar", "Arab", rtl=True)
    first = shaped("بت", "ar", "Arab", rtl=True, end=1)
    last = shaped("بت", "ar", "Arab", rtl=True, start=1)

    assert last.clusters + first.clusters == whole.clusters


def test_a_devanagari_vowel_before_its_consonant_is_one_cluster_with_it() -> None:
    result = shaped("किताब", "hi", "Deva")

    assert texts(result) == ["कि", "ता", "ब"]
    assert len(result.clusters[0].glyphs) == 2


def test_a_devanagari_conjunct_is_one_cluster() -> None:
    assert texts(shaped("क्षमा", "hi", "Deva")) == ["क्ष", "मा"]


def test_tamil_vowels_stay_with_their_consonants() -> None:
    assert texts(shaped("கொடு", "ta", "Taml")) == ["கொ", "டு"]


def test_nastaliq_steps_down_the_line_and_keeps_its_text() -> None:
    result = shaped("نومبر", "ur", "Arab", rtl=True)
    heights = {glyph.dy for cluster in result.clusters for glyph in cluster.glyphs}

    assert "".join(reversed(texts(result))) == "نومبر"
    assert len(heights) > 1


def test_a_glyph_is_placed_from_the_origin_of_its_own_cluster() -> None:
    result = shaped("மொ மொ", "ta", "Taml")

    assert result.clusters[0] == result.clusters[2]
    first, second = (glyph.dx for glyph in result.clusters[0].glyphs[:2])
    assert first == 0
    assert second > 0


def test_isolates_leave_nothing_behind() -> None:
    plain = shaped("abc", "en-CA", "Latn")
    marked = shaped(f"{LRI}a\u200bb{PDI}c\u2060{LRI}{PDI}", "en-CA", "Latn")

    assert marked.clusters == plain.clusters
    assert shaped(f"{LRI}{PDI}", "en-CA", "Latn").clusters == ()


def test_a_persian_joiner_stays_in_the_text_of_the_letter_before_it() -> None:
    result = shaped(f"می{ZWNJ}شود", "fa", "Arab", rtl=True)

    assert list(reversed(texts(result))) == ["م", f"ی{ZWNJ}", "ش", "و", "د"]


def test_a_bracket_in_right_to_left_text_is_given_as_it_looks() -> None:
    hebrew = shaped("(א)", "he", "Hebr", rtl=True)

    assert texts(hebrew) == ["(", "א", ")"]
    assert "".join(reversed(texts(hebrew))) == ")א("


@pytest.mark.parametrize("space", ["\u202f", "\u2009"])
def test_a_space_the_font_lacks_is_drawn_as_a_space(space: str) -> None:
    face = load_fonts(FONTS, "ur").main_face()
    [cluster] = shaped(space, "ur", "Arab", rtl=True).clusters

    assert cluster.text == space
    assert [glyph.number for glyph in cluster.glyphs] == [face.glyph(" ")]
    assert 0 < cluster.advance <= 300


def test_persian_and_arabic_shape_the_same_digit_differently() -> None:
    face = load_fonts(FONTS, "ar").main_face()
    persian = shaped("۴", "fa", "Arab", face=face)
    urdu = shaped("۴", "ur", "Arab", face=face)

    assert persian.clusters != urdu.clusters


def test_a_box_is_never_shaped(square_fonts: Fonts) -> None:
    with pytest.raises(MissingGlyphError) as error:
        shaped("aжb", "ru", "Cyrl", face=square_fonts.main_face())

    assert error.value.characters == ("ж",)


def test_forget_drops_every_text() -> None:
    shaped("Ana", "en-CA", "Latn")

    shaping.forget()

    assert shaping._shape.cache_info().currsize == 0


SENTENCES = [
    ("en-CA", "Latn", False, "Wash your face gently AV To W. with cool water."),
    ("ar", "Arab", True, "اغسل وجهك بلطف بماء فاتر ومنظف ناعم"),
    ("ur", "Arab", True, "اپنی خوراک لیں، چہرہ ٹھنڈے پانی اور نرم کلینزر سے دھوئیں"),
    ("hi", "Deva", False, "अपने चेहरे को ठंडे पानी से धोएं"),
    ("ta", "Taml", False, "முதல் மணி நேரம் உங்கள் முகத்தை தொட வேண்டாம்"),
]


@pytest.mark.parametrize(("language", "script", "rtl", "sentence"), SENTENCES)
def test_a_stretch_is_severed_only_where_shaping_again_gives_the_same(
    language: str, script: str, rtl: bool, sentence: str
) -> None:
    whole = shaped(sentence, language, script, rtl=rtl)
    severed = 0
    for start in range(len(sentence)):
        for end in range(start + 1, len(sentence) + 1):
            part = shaping.severed(whole, start, end, length=len(sentence), rtl=rtl)
            if part is not None:
                again = shaped(sentence, language, script, rtl=rtl, start=start, end=end)
                assert part.clusters == again.clusters
                assert part.starts == again.starts
                assert part.advance == again.advance
                severed += 1

    assert severed > 0


@given(st.text("abc()éبخ \u2066\u2069\u200c\u200d", min_size=1, max_size=12), st.booleans())
def test_characters_in_are_characters_out(text: str, rtl: bool) -> None:
    result = shaped(text, "fa", "Arab", rtl=rtl)
    clusters = reversed(result.clusters) if rtl else result.clusters
    kept = text.translate(dict.fromkeys((0x2066, 0x2069)))
    if not kept.strip("\u200c\u200d"):
        kept = ""  # a joiner with nothing to join
    mirrored = str.maketrans("()", ")(") if rtl else {}

    assert "".join(cluster.text for cluster in clusters) == kept.translate(mirrored)
