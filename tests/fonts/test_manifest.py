"""The fonts that are shipped: unharmed, licensed, and complete for every language."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb

from handouts.library import Library

FONTS = Library.find().fonts
MANIFEST = json.loads((FONTS / "manifest.json").read_text(encoding="utf-8"))["fonts"]
FILES = [entry["file"] for entry in MANIFEST]
FAMILIES = sorted({Path(file).parent.name for file in FILES})
ALPHABETS = json.loads(Path(__file__).with_name("exemplars.json").read_text(encoding="utf-8"))

# Languages that are not here are written with Noto Sans alone.
FAMILY_OF = {
    "ar": "noto-sans-arabic",
    "bn": "noto-sans-bengali",
    "fa": "vazirmatn",
    "fa-AF": "vazirmatn",
    "gu": "noto-sans-gujarati",
    "he": "noto-sans-hebrew",
    "hi": "noto-sans-devanagari",
    "ko": "noto-sans-kr",
    "pa": "noto-sans-gurmukhi",
    "ta": "noto-sans-tamil",
    "ti": "noto-sans-ethiopic",
    "ur": "noto-nastaliq-urdu",
    "zh-Hans": "noto-sans-sc",
    "zh-Hant": "noto-sans-tc",
}
ASCII = "".join(map(chr, range(0x20, 0x7F)))
SIGNS = "✓✗✔✘☐☑☒•◦▪■□●○–—…‑°×÷±≤≥≠≈½¼¾⅓→←↑↓⇒▶►★☆⚠☎✆℃µ²³©®™“”‘’«»„‚№′″†‡"


def test_every_font_file_is_in_the_manifest_and_no_other() -> None:
    assert sorted(FILES) == sorted(
        font.relative_to(FONTS).as_posix() for font in FONTS.glob("*/*.ttf")
    )


def test_the_readme_has_a_row_for_every_family() -> None:
    rows = (FONTS / "README.md").read_text(encoding="utf-8").splitlines()

    assert sorted(row.split("`")[1] for row in rows if row.startswith("| `")) == FAMILIES


@pytest.mark.parametrize("entry", MANIFEST, ids=FILES)
def test_a_font_is_the_one_the_manifest_describes(entry: dict[str, Any]) -> None:
    font = (FONTS / entry["file"]).read_bytes()

    assert len(font) == entry["bytes"]
    assert hashlib.sha256(font).hexdigest() == entry["sha256"]
    assert len(hb.Face(font).unicodes) == entry["codepoints"]


@pytest.mark.parametrize("entry", MANIFEST, ids=FILES)
def test_a_font_carries_the_name_and_weight_of_the_manifest(entry: dict[str, Any]) -> None:
    face = hb.Face((FONTS / entry["file"]).read_bytes())
    weight_class = int.from_bytes(face.reference_table("OS/2").data[4:6])

    assert face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) == entry["family"]
    assert weight_class == entry["weight"]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_comes_with_its_license_and_says_where_each_file_is_from(family: str) -> None:
    text = (FONTS / family / "OFL.txt").read_text(encoding="utf-8")

    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert all(f"\n{font.name} is " in text for font in (FONTS / family).glob("*.ttf"))


@pytest.mark.parametrize("family", [name for name in FAMILIES if name != "noto-sans-symbols"])
def test_regular_and_bold_cover_the_same_characters(family: str) -> None:
    assert covered(family, "Regular") == covered(family, "Bold")


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
@pytest.mark.parametrize("language", ALPHABETS["languages"])
def test_a_language_finds_all_its_letters_and_ascii(language: str, weight: str) -> None:
    letters = ALPHABETS["languages"][language]
    available = covered("noto-sans", weight) | covered(FAMILY_OF.get(language, "noto-sans"), weight)

    assert missing(letters + letters.upper() + ASCII, available) == ""


@pytest.mark.parametrize("language", [tag for tag in ALPHABETS["languages"] if tag in FAMILY_OF])
def test_a_script_finds_its_own_letters_without_the_fallback(language: str) -> None:
    letters = ALPHABETS["languages"][language]

    assert missing(letters, covered(FAMILY_OF[language], "Regular")) == ""


def test_the_fallback_fonts_have_every_sign_a_handout_uses() -> None:
    available = covered("noto-sans", "Regular") | covered("noto-sans-symbols", "Regular")

    assert missing(SIGNS, available) == ""


@cache
def covered(family: str, weight: str) -> frozenset[int]:
    """The code points of a family in one weight."""
    return frozenset().union(
        *(hb.Face(font.read_bytes()).unicodes for font in (FONTS / family).glob(f"*-{weight}.ttf"))
    )


def missing(text: str, available: frozenset[int]) -> str:
    return "".join(sorted({character for character in text if ord(character) not in available}))
