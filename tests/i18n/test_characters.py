import bz2
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.i18n import build_han, resolve
from handouts.i18n.characters import character_problems

LRI, PDI = "\u2066", "\u2069"


def problems(text: str, tag: str) -> list[str]:
    return [problem for _, problem in character_problems(text, resolve(tag))]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Appelez « vite » : 2 h", "fr"),
        ("کرم ضدآفتاب SPF، نیم\u200cفاصله", "fa"),
        ("क\u094dष और क\u094d\u200dष। SPF", "hi"),
        ("লাগান।", "bn"),
        ("Крем SPF, UV-лампа", "ru"),
        ("用防晒霜，SPF。", "zh-Hans"),
        ("用防曬霜，SPF。", "zh-Hant"),
        ("后来里面", "zh-Hans"),
        ("크림 SPF", "ko"),
        ("በብዘይ። SPF", "ti"),
        (f"بين {LRI}416-555-0123{PDI} وغيره", "ar"),
        ("<phone>416-555-0123</phone> تماس", "fa"),
        ("الساعة 9:30 أو 1.5 أو 1/2", "ar"),
        ("2 أو 3", "ar"),
        ("Composez le 416-555-0123", "fr"),
    ],
)
def test_the_characters_of_a_language_are_no_problem(text: str, tag: str) -> None:
    assert problems(text, tag) == []


@pytest.mark.parametrize(
    ("text", "tag", "says"),
    [
        ("Аppelez", "fr", "“А” (U+0410) is Cyrillic"),
        ("Appelez ا", "fr", "is Arabic"),
        ("क्रीम ক", "hi", "is Bengali"),
        ("کرم क", "fa", "is Devanagari"),
        ("크림 膏", "ko", "is Chinese"),
        ("Крeм", "ru", "“Крeм" if False else "mixes Latin and Cyrillic letters in one word"),
        ("用防曬霜", "zh-Hans", "“曬” is a traditional character."),
        ("這个藥膏", "zh-Hant", "“个” is a simplified character."),
        ("do\u00adux", "fr", "SOFT HYPHEN (U+00AD)"),
        ("doux\u0007", "fr", "(U+0007)"),
        ("doux\tet", "fr", "(U+0009)"),
        ("doux\ufeff", "fr", "BYTE ORDER MARK"),
        ("doux\ue000", "fr", "(U+E000)"),
        ("اتصل 416-555-0123", "ar", "drawn in another order"),
        ("اتصل 416 555 0123", "ar", "drawn in another order"),
        ("من 2–4 أيام", "ur", "“2–4” would be drawn in another order"),
        ("+1 416", "fa", "drawn in another order"),
    ],
)
def test_a_character_that_does_not_belong_is_named(text: str, tag: str, says: str) -> None:
    assert any(says in problem for problem in problems(text, tag))


def test_a_script_may_be_accepted_by_name_and_an_invisible_character_may_not() -> None:
    found = dict(character_problems("Аppelez\u202e", resolve("fr")))

    assert set(found) == {"", "script"}


def test_a_language_without_a_table_is_checked_by_its_own_name() -> None:
    language = replace(resolve("it"), tag="el", own_name="Ελληνικά")

    assert not list(character_problems("Καλέστε μας", language))
    assert list(character_problems("Καλέστε мας", language))


@pytest.fixture
def unihan(tmp_path: Path) -> Path:
    """A folder of Unicode with four characters in it."""
    rows = (
        "U+8BF4\tkTraditionalVariant\tU+8AAA",
        "U+8AAA\tkSimplifiedVariant\tU+8BF4",
        "U+540E\tkTraditionalVariant\tU+540E U+5F8C",
        "U+8FD9\tkTraditionalVariant\tU+8FD9 U+9019",
    )
    (tmp_path / "Unihan_Variants.txt.bz2").write_bytes(bz2.compress("\n".join(rows).encode()))
    (tmp_path / "Scripts.txt").write_text("# Scripts-15.0.0.txt\n")
    return tmp_path


def test_only_characters_of_one_script_alone_tell_the_scripts_apart(unihan: Path) -> None:
    simplified, traditional = build_han.build(unihan).splitlines()[-2:]

    assert simplified == "说这"
    assert traditional == "說"


@pytest.mark.unicode_data
def test_the_committed_characters_are_those_of_unihan(unicode_folder: Path) -> None:
    assert build_han.DATA_FILE.read_text("utf-8") == build_han.build(unicode_folder)
