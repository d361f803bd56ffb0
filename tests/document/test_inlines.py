"""Words inside a block, and the isolates around what would read backwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document import (
    FSI,
    LRI,
    PDI,
    Inline,
    Kind,
    RasterPicture,
    isolated_text,
    plain_text,
    words,
)
from handouts.text import bidi

text = st.text(st.characters(blacklist_characters=FSI + LRI + PDI), max_size=20)
inlines = st.lists(st.builds(Inline, text=text, kind=st.sampled_from(Kind)), max_size=6).map(tuple)


@given(inlines)
def test_isolated_text_without_its_controls_is_the_plain_text(parts: tuple[Inline, ...]) -> None:
    isolated = isolated_text(parts)

    assert isolated.translate(dict.fromkeys(map(ord, (FSI, LRI, PDI)))) == plain_text(parts)


@given(inlines)
def test_every_isolate_is_closed_and_none_stands_in_another(parts: tuple[Inline, ...]) -> None:
    depth = 0
    for character in isolated_text(parts):
        depth += (character in (FSI, LRI)) - (character == PDI)
        assert 0 <= depth <= 1
    assert depth == 0


@pytest.mark.parametrize("kind", [Kind.PHONE, Kind.DOSE, Kind.URL, Kind.TERM])
def test_what_reads_left_to_right_in_every_language_is_isolated_so(kind: Kind) -> None:
    assert Inline(text="x", kind=kind).isolated == f"{LRI}x{PDI}"


@pytest.mark.parametrize("kind", [Kind.FIELD, Kind.DATE, Kind.TIME])
def test_what_may_be_in_the_readers_language_takes_the_direction_of_its_letters(kind: Kind) -> None:
    assert Inline(text="x", kind=kind).isolated == f"{FSI}x{PDI}"


def test_words_are_not_isolated() -> None:
    assert Inline(text="x").isolated == "x"


def test_every_kind_but_words_is_isolated() -> None:
    assert [kind for kind in Kind if Inline(text="x", kind=kind).isolated == "x"] == [Kind.WORDS]


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.PHONE, "416-555-0123"),
        (Kind.DOSE, "400-600 mg"),
        (Kind.URL, "https://example.com/a-1"),
        (Kind.TERM, "SPF 30"),
        (Kind.DATE, "2026-11-24"),
        (Kind.FIELD, "Sample Patient"),
    ],
)
def test_in_right_to_left_words_an_isolated_text_reads_as_it_is_written(
    kind: Kind, written: str
) -> None:
    line = isolated_text((*words("اتصل "), Inline(text=written, kind=kind), *words(" الآن")))

    assert written in seen_from_left(line)


def test_a_date_in_the_readers_own_script_runs_the_readers_way() -> None:
    line = isolated_text((*words("تا "), Inline(text="24 آذر 1405", kind=Kind.DATE)))

    seen = seen_from_left(line)
    assert seen.index("1405") < seen.index("24")


def seen_from_left(line: str) -> str:
    """The characters in the order a reader sees them, from left to right."""
    levels = bidi.resolve_levels(line, base=1).levels
    order = bidi.reorder_runs(levels)
    return "".join(line[i] for i in order if line[i] not in FSI + LRI + PDI)


def test_empty_words_are_no_inlines() -> None:
    assert words("") == ()
    assert plain_text(words("Wash.")) == "Wash."


def test_pixels_must_be_as_many_as_the_picture_says() -> None:
    assert RasterPicture(width=2, height=1, rgb=bytes(6)).size.width == 2
    with pytest.raises(ValueError, match="three bytes"):
        RasterPicture(width=2, height=1, rgb=bytes(5))
