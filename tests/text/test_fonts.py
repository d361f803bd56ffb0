import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.document import Direction
from handouts.errors import ContentError
from handouts.library import Library
from handouts.text import FaceName, Fonts, MissingGlyphError, TextSpan, break_lines, load_fonts
from handouts.text.fonts import family_for, main_script, script_of

LANGUAGES = (
    *("en-CA", "fr-CA", "zh-Hans", "zh-Hant", "pa", "ur", "fa", "fa-AF", "ar", "ta", "fil"),
    *("es-419", "pt", "it", "gu", "ru", "hi", "bn", "ko", "vi", "pl", "uk", "so", "ti", "tr", "ro"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_family_in_two_weights(
    fonts_for: Callable[[str], Fonts], language: str
) -> None:
    fonts = fonts_for(language)

    assert fonts.main_face().path.stem.endswith("-Regular")
    assert fonts.main_face(bold=True).path.stem.endswith("-Bold")


@pytest.mark.parametrize(
    ("language", "family"),
    [
        ("fr-CA", "noto-sans"),
        ("ur", "noto-nastaliq-urdu"),
        ("fa-AF", "vazirmatn"),
        ("ar", "noto-sans-arabic"),
        ("pa", "noto-sans-gurmukhi"),
        ("zh-Hant", "noto-sans-tc"),
        ("zh-Hans-CA", "noto-sans-sc"),
        ("ko", "noto-sans-kr"),
    ],
)
def test_a_language_is_set_in_its_own_family(
    fonts_for: Callable[[str], Fonts], language: str, family: str
) -> None:
    assert fonts_for(language).main_face().name == FaceName(family=family)


def test_a_language_without_a_font_says_where_to_give_it_one(
    fonts_for: Callable[[str], Fonts],
) -> None:
    with pytest.raises(ContentError, match="language tlh") as error:
        fonts_for("tlh")

    assert "languages.toml" in error.value.remedy


def test_latin_letters_come_from_noto_sans_in_every_language(
    fonts_for: Callable[[str], Fonts],
) -> None:
    for language in LANGUAGES:
        face = fonts_for(language).pick(["A", "5"], script="Latn", language=language)

        assert face is not None
        assert face.name.family == "noto-sans"


def test_the_language_of_the_text_decides_between_families_of_one_script(
    fonts_for: Callable[[str], Fonts],
) -> None:
    fonts = fonts_for("en-CA")

    def family(language: str) -> str:
        return fonts.first(script="Arab", language=language).name.family

    assert family("ur") == "noto-nastaliq-urdu"
    assert family("fa-AF") == "vazirmatn"
    assert family("en-CA") == "noto-sans-arabic"


def test_signs_come_from_the_font_of_signs_in_regular(fonts_for: Callable[[str], Fonts]) -> None:
    fonts = fonts_for("en-CA")

    check = fonts.pick(["✓"], script="Latn", language="en-CA", bold=True)
    arrow = fonts.pick(["→"], script="Latn", language="en-CA", bold=True)

    assert check is not None
    assert check.name == FaceName(family="noto-sans-symbols")
    assert arrow is not None
    assert arrow.name == FaceName(family="noto-sans-math")


def test_a_name_is_picked_one_font_for_all_its_letters(fonts_for: Callable[[str], Fonts]) -> None:
    face = fonts_for("en-CA").pick(["陳", "大", "文"], script="Hani", language="en-CA")

    assert face is not None
    assert face.name.family == "noto-sans-tc"


def test_no_font_has_a_character_of_no_script_we_print(fonts_for: Callable[[str], Fonts]) -> None:
    assert fonts_for("en-CA").pick(["𓀀"], script="Egyp", language="en-CA") is None


def test_a_letter_with_its_accent_needs_only_one_of_its_two_spellings(
    fonts_for: Callable[[str], Fonts],
) -> None:
    face = fonts_for("vi").main_face()

    assert face.covers_all("e\u0302\u0301")
    assert face.covers_all("ế")
    assert not face.covers_all("ế𓀀")


def test_narrow_spaces_and_isolates_are_covered_by_a_font_that_lacks_them(
    fonts_for: Callable[[str], Fonts],
) -> None:
    face = fonts_for("ur").main_face()

    assert face.glyph("\u202f") is None
    assert face.glyph("\u2066") is None
    assert face.covers("\u202f")
    assert face.covers("\u2066")


def test_a_font_is_opened_once_for_all_sheets(fonts_for: Callable[[str], Fonts]) -> None:
    assert fonts_for("ta").first(script="Latn", language="ta") is fonts_for("en-CA").main_face()


def test_a_font_knows_its_file_and_its_heights(square_fonts: Fonts) -> None:
    face = square_fonts.face(FaceName(family="square"))

    assert face.path.name == "square.ttf"
    assert (face.units_per_em, face.ascent, face.descent) == (1000, 800, -200)


def test_fonts_are_opened_only_when_wanted(tmp_path: Path) -> None:
    fonts = load_fonts(tmp_path, "en-CA")

    with pytest.raises(ContentError, match=r"NotoSans-Regular\.ttf is missing or damaged"):
        fonts.main_face()


def test_a_damaged_font_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.ttf"
    damaged.write_bytes(b"not a font")
    fonts = Fonts({FaceName(family="damaged"): damaged}, language="en-CA")

    with pytest.raises(ContentError, match=r"damaged\.ttf is missing or damaged"):
        fonts.main_face()


def test_every_font_of_the_library_is_in_the_table() -> None:
    folder = Library.find().fonts
    known = set(load_fonts(folder, "en-CA").paths)

    assert known == set(folder.glob("*/*.ttf"))


def test_a_missing_character_is_named_and_survives_the_worker_pool() -> None:
    error = pickle.loads(pickle.dumps(MissingGlyphError(characters=("𝔸", "\x07"))))  # noqa: S301

    assert error.character == "𝔸"
    assert error.characters == ("𝔸", "\x07")
    assert error.message == (
        "No font has “𝔸” (U+1D538 MATHEMATICAL DOUBLE-STRUCK CAPITAL A), the character U+0007."
    )


def test_a_language_has_a_script() -> None:
    assert script_of("pa") == "Guru"
    assert script_of("fr-CA") == "Latn"
    assert script_of("uk") == "Cyrl"
    assert script_of("zh-Hant") == "Hani"
    assert script_of("unheard-of") == "Latn"


def test_a_language_nobody_foresaw_is_set_in_the_family_named_for_it() -> None:
    folder = Library.find().fonts
    nepali = load_fonts(folder, "ne", family="noto-sans-devanagari")

    assert nepali.main_face().name.family == "noto-sans-devanagari"
    with pytest.raises(ContentError, match="no font family comic-sans"):
        load_fonts(folder, "ne", family="comic-sans")


def test_a_script_has_its_family_or_none() -> None:
    assert family_for("Grek") == "noto-sans"
    assert family_for("Hant") == "noto-sans-tc"
    assert family_for("Thai") is None
    assert main_script("noto-nastaliq-urdu") == "Arab"


def test_a_line_knows_how_far_its_ink_reaches(fonts_for: Callable[[str], Fonts]) -> None:
    fonts = fonts_for("ur")

    def ink(text: str, language: str) -> tuple[float, float]:
        span = TextSpan(text=text, size=10, language=language)
        (line,) = break_lines([span], measure=500, direction=Direction.LTR, fonts=fonts)
        return fonts.ink(line)

    assert ink("E", "en") == pytest.approx((7.14, 0))
    assert ink("p", "en")[1] == pytest.approx(2.4)
    assert ink(" ", "en") == (0, 0)
    assert sum(ink("\u06a9\u0644\u06cc\u0646\u06a9", "ur")) > 15
