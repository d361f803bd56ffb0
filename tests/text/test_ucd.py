from pathlib import Path

import pytest

from handouts.text import ucd
from handouts.text.build_ucd import build


@pytest.mark.unicode_data
def test_the_data_file_is_what_the_unicode_files_give(unicode_folder: Path) -> None:
    assert ucd.DATA_FILE.read_bytes() == build(unicode_folder)


def test_the_data_file_is_small_and_its_license_lies_beside_it() -> None:
    license_text = ucd.DATA_FILE.with_name("UNICODE-LICENSE.txt").read_text(encoding="utf-8")

    assert ucd.DATA_FILE.stat().st_size < 100_000
    assert "COPYRIGHT AND PERMISSION NOTICE" in license_text
    assert ucd.unicode_version() in license_text


@pytest.mark.parametrize(
    ("char", "script"),
    [
        ("A", "Latn"),
        ("é", "Latn"),
        ("ب", "Arab"),
        ("ਪ", "Guru"),
        ("த", "Taml"),
        ("你", "Hani"),
        ("한", "Hang"),
        ("ሰ", "Ethi"),
        ("5", "Zyyy"),
        ("\u0301", "Zinh"),
        ("\u0378", "Zzzz"),
    ],
)
def test_a_script_has_the_code_harfbuzz_wants(char: str, script: str) -> None:
    assert ucd.script(char) == script


def test_a_danda_belongs_to_the_scripts_of_india() -> None:
    assert ucd.script("।") == "Zyyy"
    assert {"Deva", "Beng", "Guru"} <= set(ucd.script_extensions("।"))
    assert ucd.script_extensions("A") == ("Latn",)


def test_unassigned_characters_of_right_to_left_blocks_run_right_to_left() -> None:
    assert ucd.bidi_class("\u05ff") == "R"
    assert ucd.bidi_class("\u074b") == "AL"
    assert ucd.bidi_class("\u0378") == "L"


def test_line_breaking_classes_are_not_yet_resolved() -> None:
    assert [ucd.line_break_class(char) for char in "a ½一ก\u2066"] == [
        "AL",
        "SP",
        "AI",
        "ID",
        "SA",
        "CM",
    ]


def test_marks_spacing_marks_and_what_extends_a_grapheme() -> None:
    assert ucd.is_mark("\u0301")
    assert not ucd.is_spacing_mark("\u0301")
    assert ucd.is_spacing_mark("\u093e")
    assert not ucd.is_grapheme_extend("\u093e")
    assert ucd.is_grapheme_extend("\u200c")
    assert not ucd.is_mark("a")


def test_isolates_and_joiners_are_ignorable_and_letters_are_not() -> None:
    assert all(map(ucd.is_default_ignorable, "\u2066\u2069\u200d\u200b\u2060\u00ad\ufe0f"))
    assert not any(map(ucd.is_default_ignorable, "a 你\u00a0"))


def test_wide_characters_are_the_east_asian_ones() -> None:
    assert ucd.is_wide("（")
    assert ucd.is_wide("你")
    assert not ucd.is_wide("(")


def test_a_bracket_has_a_mirror_image_and_a_letter_has_none() -> None:
    assert ucd.mirrored("(") == ")"
    assert ucd.mirrored("»") == "«"
    assert ucd.mirrored("a") is None


def test_canonically_equivalent_brackets_pair_with_each_other() -> None:
    opening, closing = ucd.opening_brackets(), ucd.closing_brackets()

    assert opening["("] == closing[")"]
    assert opening["\u2329"] == opening["\u3008"] == closing["\u232a"] == closing["\u3009"]
    assert opening["("] != opening["["]
    assert "«" not in opening
