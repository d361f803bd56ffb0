"""The pseudo languages, and a handout in each: nothing hard-coded, nothing cut off."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pypdfium2
import pytest

from handouts.clinic import sample_clinic
from handouts.i18n import Language, resolve
from handouts.i18n.dates import chip_day, full_date
from handouts.i18n.gate import message_problems
from handouts.i18n.messages import Message, MessageId
from handouts.i18n.workbench.entries import parse_entries
from handouts.i18n.workbench.pseudo import (
    LONGER,
    MIRRORED,
    PSEUDO,
    longer,
    mirrored,
    pseudo_catalog,
    pseudo_table,
)
from handouts.library import Library

LIBRARY = Library.find()
NOTICE = "This translation has not been reviewed."


def test_words_are_longer_and_accented_and_what_is_not_a_word_stays() -> None:
    text = "Do <b>not</b> call %(number)s at 100%%."

    assert longer(text) == "[Đöö <b>ñööţ</b> çààļļ %(number)s ààţ 100%%.]"
    assert mirrored("Call <b>%(number)s</b>") == "چالل <b>%(number)s</b>"


@pytest.mark.parametrize("language", PSEUDO, ids=lambda language: language.tag)
def test_a_pseudo_catalog_passes_the_gate(language: Language) -> None:
    listed = parse_entries((LIBRARY.locales / "handouts.pot").read_text("utf-8"), "pot")
    for entry in pseudo_catalog(language, listed)[1:]:
        message = Message(
            id=MessageId(entry.english.text, entry.english.context or ""),
            plural=entry.english.plural,
            translations=entry.strings,
            accepted=frozenset({"negation"}),
        )
        assert message_problems(message, language) == ()


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., pypdfium2.PdfDocument]:
    """A handout in a pseudo language, as another process makes it."""
    folder = tmp_path_factory.mktemp("pseudo")
    environment = os.environ | {"HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    environment.pop("HANDOUTS_CLINIC", None)

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "handouts", *arguments]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("translate", "pseudo", "try")
    environment["HANDOUTS_LOCALES"] = str(folder / "try")

    def render(language: Language) -> pypdfium2.PdfDocument:
        path = folder / f"{language.tag}.pdf"
        arguments = ("--treated", "2026-11-22T15:00", "--patient", "Ana Beispiel")
        run("render", "microneedling", "--language", language.tag, *arguments, "-o", str(path))
        return pypdfium2.PdfDocument(path)

    return render


def text_of(pdf: pypdfium2.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def known_words() -> set[str]:
    """What a handout may say in Latin letters: values, and one line that is English on purpose."""
    clinic = sample_clinic()
    english = resolve("en-CA")
    days = [date(2026, 11, 22 + n) for n in range(9)]
    days += [date(2026, 12, n) for n in range(1, 32)]
    days += [date(2027, 11, 22)]
    dates = [form(day, english) for day in days for form in (chip_day, full_date)]
    return set(re.findall(r"[A-Za-z]+", f"{clinic!r} {dates} {NOTICE} Ana Beispiel noon a p m C"))


@pytest.mark.parametrize("language", PSEUDO, ids=lambda language: language.tag)
def test_no_english_word_is_left_on_the_page(
    rendered: Callable[..., pypdfium2.PdfDocument], language: Language
) -> None:
    text = text_of(rendered(language))
    words = set(re.findall(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])", text))
    code = {word for word in words if word.isupper() and len(word) <= 4}

    assert len(text) > 2000
    assert words - code - known_words() == set()


@pytest.mark.parametrize("language", PSEUDO, ids=lambda language: language.tag)
def test_nothing_runs_over_the_edge_of_a_side(
    rendered: Callable[..., pypdfium2.PdfDocument], language: Language
) -> None:
    for page in rendered(language):
        width, height = page.get_size()
        words = page.get_textpage()
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            if right > left:
                assert left >= 12
                assert right <= width - 12
                assert bottom >= 12
                assert top <= height - 12


def test_every_sentence_is_there_to_its_last_bracket(
    rendered: Callable[..., pypdfium2.PdfDocument],
) -> None:
    text = text_of(rendered(LONGER))

    assert text.count("[") == text.count("]") > 100


def test_the_table_with_the_pseudo_languages_is_read_as_it_was_meant() -> None:
    from handouts.i18n.languages import read_languages

    table = (LIBRARY.locales / "languages.toml").read_text("utf-8")

    assert read_languages(pseudo_table(table))[-2:] == (LONGER, MIRRORED)
