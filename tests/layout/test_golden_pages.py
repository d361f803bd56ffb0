"""Whole documents as text: their tags, and their lines with places, in the real fonts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handouts.document import Document
from handouts.layout.lay_out import lay_out
from handouts.layout.pages import Pages
from handouts.style import Edition, stylesheet
from handouts.text import Fonts
from tests.layout.building import ACCENT
from tests.layout.sample_document import LANGUAGES, english, short
from tests.shown import shown


def laid_out(
    document: Document, fonts_for: Callable[[str], Fonts], edition: Edition = Edition.STANDARD
) -> Pages:
    sheet = stylesheet(accent=ACCENT, paper="letter", language=document.language, edition=edition)
    return lay_out(document, sheet, fonts_for(document.language))


@pytest.mark.parametrize("edition", [Edition.STANDARD, Edition.LARGE_PRINT])
def test_a_document_with_every_kind_of_block(
    golden: Callable[[str, str], None], fonts_for: Callable[[str], Fonts], edition: Edition
) -> None:
    golden(f"pages-en-{edition}.txt", shown(laid_out(english(), fonts_for, edition)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_few_blocks_in_another_script(
    golden: Callable[[str, str], None], fonts_for: Callable[[str], Fonts], language: str
) -> None:
    golden(f"pages-{language}.txt", shown(laid_out(short(language), fonts_for)))
