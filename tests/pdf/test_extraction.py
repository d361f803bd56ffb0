"""What went into a handout comes out again, in the viewers people have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outside import Reader, extract, in_order, likeness, tagged_text
from tests.pdf.hand_made import PARAGRAPHS, Sheet, read

# Words with a letter and its marks, joiners and ligatures: each has come out garbled once.
HARD_WORDS = {
    "ar": "اغسل وجهك يوميًا بماءٍ فاتر، ولا تلمسه أبدًا. الجلدُ حسَّاسٌ جدًا.",
    "fa": "سلام، بلافاصله جوش‌ها را نترکانید؛ شمارهٔ ما را کاملاً نگه دارید.",
    "ur": "جِلد کو صاف رکھیں، فوراً فون کریں، مثلاً دَوا، سُرخی۔",
    "hi": "क्षत्रिय ज्ञान श्री र्‍य कर्म हिन्दी",
    "ta": "ஸ்ரீ க்ஷ கௌ பொ தோ",
    "vi": "Không trang điểm trong hai mươi bốn giờ.",
}


def made(folder: Path, language: str, words: str | tuple[object, ...]) -> Path:
    """The words in two sizes, so that the lines end in different places."""
    sheet = Sheet(language)
    sheet.paragraph(words)  # type: ignore[arg-type]
    sheet.paragraph(words, size=18)  # type: ignore[arg-type]
    file = folder / f"{language}.pdf"
    file.write_bytes(sheet.pdf())
    return file


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("language", PARAGRAPHS)
def test_text_comes_out_as_it_went_in(tmp_path: Path, language: str, reader: Reader) -> None:
    words = PARAGRAPHS[language]

    found = extract(made(tmp_path, language, words), reader)

    # Viewers guess for themselves where Latin words and brackets stand in Arabic lines.
    assert likeness(read(words) * 2, found) >= (0.97 if language == "ar" else 1.0)


@pytest.mark.parametrize("language", ["en", "fr", "hi", "ta", "zh-Hans"])
def test_who_follows_the_tags_has_the_words_of_two_lines_apart(
    tmp_path: Path, language: str
) -> None:
    words = PARAGRAPHS[language]

    found = tagged_text(made(tmp_path, language, words))

    assert found == [read(words).replace("\xa0", " ")] * 2


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("language", HARD_WORDS)
def test_letters_keep_their_marks(tmp_path: Path, language: str, reader: Reader) -> None:
    words = HARD_WORDS[language]

    assert likeness(words * 2, extract(made(tmp_path, language, words), reader)) == 1.0


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("language", PARAGRAPHS)
def test_dates_and_phones_read_forward_and_in_order(
    tmp_path: Path, language: str, reader: Reader
) -> None:
    found = extract(made(tmp_path, language, PARAGRAPHS[language]), reader)

    assert in_order(["2026-11-24", "416-555-0123"] * 2, found)


@pytest.mark.parametrize("reader", Reader)
def test_words_of_a_page_come_out_in_reading_order(tmp_path: Path, reader: Reader) -> None:
    sheet = Sheet()
    for text in ("First the heading.", "Then the words.", "Last the end."):
        sheet.paragraph(text)
    (tmp_path / "page.pdf").write_bytes(sheet.pdf())

    found = extract(tmp_path / "page.pdf", reader)

    assert " ".join(found.split()) == "First the heading. Then the words. Last the end."
