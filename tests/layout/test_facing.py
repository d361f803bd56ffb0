"""Two languages face to face (the look, section 6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts.document import Block, Proof, Tier
from handouts.layout.lay_out import Beside, lay_out
from handouts.layout.pages import Artifact, Pages
from handouts.style import Edition, Stylesheet, stylesheet
from handouts.text import Fonts
from tests.layout.building import (
    ACCENT,
    advice,
    callout,
    contents,
    document,
    heading,
    paragraph,
    reasons,
    shorter,
    signs,
    words_for,
)
from tests.shown import ShownLine, lines_of


def sheet(language: str, *, less: float = 0) -> Stylesheet:
    """The look of one of two languages, on paper that is so much shorter."""
    made = stylesheet(accent=ACCENT, paper="letter", language=language, edition=Edition.BILINGUAL)
    return shorter(made, less)


def face_to_face(
    fonts: Fonts, own: list[Block], other: list[Block], *, language: str = "ur", less: float = 0
) -> Pages:
    """Blocks in a language set like Urdu beside the same in English."""
    return lay_out(
        replace(document(*own), language=language),
        sheet(language, less=less),
        fonts,
        beside=Beside(document=document(*other), sheet=sheet("en-CA", less=less), fonts=fonts),
    )


def named(pages: Pages, *texts: str) -> list[ShownLine]:
    return [next(line for line in lines_of(pages, 0) if line.text == text) for text in texts]


def test_each_language_keeps_its_leading_and_both_begin_on_one_baseline(
    square_fonts: Fonts,
) -> None:
    pages = face_to_face(
        square_fonts,
        [advice(("Day 1", "Dhoyen", "narm se " * 4))],
        [advice(("Day 1", "Wash", "gently " * 4))],
    )

    what = named(pages, "Dhoyen", "Wash")
    assert what[0].baseline == pytest.approx(what[1].baseline)
    columns = {
        first: sorted(line.baseline for line in lines_of(pages, 0) if line.text.startswith(first))
        for first in ("narm", "gently")
    }
    assert columns["narm"][0] == pytest.approx(columns["gently"][0])
    assert columns["narm"][1] - columns["narm"][0] == pytest.approx(32)
    assert columns["gently"][1] - columns["gently"][0] == pytest.approx(16)


@pytest.mark.parametrize("lines", range(9, 20))
def test_words_that_introduce_a_table_stand_on_its_side(square_fonts: Fonts, lines: int) -> None:
    blocks: list[Block] = [
        paragraph("a", lines=lines, letters=14),
        heading("Signs"),
        paragraph("b", letters=14),
        advice(("Day 1", "Wash"), *((f"Day {n}", f"Dry {n}") for n in range(2, 6))),
    ]
    pages = contents(face_to_face(square_fonts, blocks, blocks, language="fr-CA", less=300))

    (side,) = [page for page in pages if "Signs" in page]
    assert "Wash" in side


def test_what_names_the_claims_below_it_is_never_the_last_line_of_a_side(
    square_fonts: Fonts,
) -> None:
    groups = reasons(
        *((proof, f"label {proof.value}", ("one", "two")) for proof in (Proof.FULL, Proof.HALF))
    )
    for less in range(464, 544, 4):
        pages = contents(
            face_to_face(square_fonts, [groups], [groups], language="fr-CA", less=less)
        )
        assert not [page for page in pages if page and page[-1].startswith("label")]


def test_a_tier_that_goes_on_says_no_more_of_its_head_than_leaves_room_for_signs(
    square_fonts: Fonts,
) -> None:
    tier = callout(
        Tier.URGENT, *signs("s", 30, 12), heading="Call now", lead=words_for("lead", 6, 15)
    )
    pages = face_to_face(square_fonts, [tier], [tier], language="fr-CA", less=200)

    first, second = contents(pages)[:2]
    assert "lead1" in first
    assert second[1].startswith("s")
    again = [line.text for line in lines_of(pages, 1) if line.owner is Artifact.PAGINATION]
    assert again.count("Call now") == 2
    assert not [text for text in again if text.startswith("lead")]


def test_each_language_offers_other_formats_on_a_line_of_its_own(square_fonts: Fonts) -> None:
    pages = lay_out(
        document(paragraph(), formats="Autre?"),
        sheet("fr-CA"),
        square_fonts,
        beside=Beside(
            document=document(paragraph(), formats="Other?"),
            sheet=sheet("en-CA"),
            fonts=square_fonts,
        ),
    )

    first, second = named(pages, "Autre?", "Other?")
    assert first.box.x == second.box.x
    assert second.box.y >= first.box.bottom


def test_a_warning_that_both_languages_give_stands_once_though_one_isolates_it(
    square_fonts: Fonts,
) -> None:
    own, other = (
        document(paragraph(), notices=notices)
        for notices in (["Non lu.", "Not read."], ["Na parha.", "\u2066Not read.\u2069"])
    )
    pages = lay_out(
        own,
        sheet("fr-CA"),
        square_fonts,
        beside=Beside(document=other, sheet=sheet("en-CA"), fonts=square_fonts),
    )

    (notices,) = [line.text for line in lines_of(pages, 0) if line.text.startswith("Non lu.")]
    assert notices == "Non lu. Not read. Na parha."


def test_the_language_that_takes_more_room_has_the_wider_column(square_fonts: Fonts) -> None:
    def other_starts_at(own_lines: int, other_lines: int) -> float:
        own: list[Block] = [paragraph("a", lines=own_lines, letters=6)]
        other: list[Block] = [paragraph("b", lines=other_lines, letters=6)]
        pages = face_to_face(square_fonts, own, other, language="fr-CA")
        return min(line.box.x for line in lines_of(pages, 0) if line.text.startswith("b1"))

    alike, longer, shorter_ = (other_starts_at(*lines) for lines in ((9, 9), (9, 3), (3, 9)))
    assert alike == pytest.approx(48 + 226 + 64)
    assert longer > alike > shorter_
