"""A clinic's own sentences, from its file to the sheet, in English and in translation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.errors import ExitCode
from handouts.i18n import resolve
from handouts.i18n.workbench.folder import Locales
from tests.cli.conftest import Answer
from tests.outside import Reader, extract

NOTE = "Do not park at the front door."
FRENCH = "Ne vous garez pas devant la porte."
ARABIC = "لا توقف سيارتك أمام الباب."


@pytest.fixture
def clinic(handouts: Callable[..., Answer], folder: Path) -> Path:
    """A clinic's folder whose file has one note."""
    handouts("new", "mine")
    write_note(folder / "mine", NOTE)
    return folder / "mine"


def write_note(clinic: Path, note: str, section: str = "aftercare") -> None:
    file = clinic / "clinic.toml"
    text = file.read_text("utf-8")
    old = "#[notes]" if "#[notes]" in text else text[text.index("[notes]") :].split("\n\n")[0]
    file.write_text(text.replace(old, f'[notes]\n{section} = "{note}"\n\n', 1), "utf-8")


def text_of(name: str) -> str:
    return " ".join(extract(Path(name), Reader.PDFIUM).split())


def translate(clinic: Path, tag: str, words: str, *, note: str = NOTE) -> None:
    """Fill in a catalog that was begun."""
    path = Locales(clinic / "locales").file(resolve(tag))
    text = path.read_text("utf-8")
    empty = f'msgid "{note}"\nmsgstr ""'
    assert empty in text
    path.write_text(text.replace(empty, f'msgid "{note}"\nmsgstr "{words}"'), "utf-8")


def test_a_note_stands_in_its_section(handouts: Callable[..., Answer], clinic: Path) -> None:
    for section in ("aftercare", "breakouts"):
        handouts(
            *("render", "microneedling", "--clinic", "mine"),
            *("--section", section, "-o", f"{section}.pdf"),
        )

    assert NOTE in text_of("aftercare.pdf")
    assert NOTE not in text_of("breakouts.pdf")


def test_a_handout_whose_note_is_not_translated_is_refused(
    handouts: Callable[..., Answer], clinic: Path
) -> None:
    answer = handouts(
        "render", "microneedling", "--clinic", "mine", "--language", "fr-CA", "-o", "f.pdf"
    )

    assert answer.code == ExitCode.CONTENT
    assert repr(NOTE) in answer.said
    assert "handouts translate --clinic mine new fr-CA" in answer.said
    assert not Path("f.pdf").exists()


@pytest.mark.parametrize(("tag", "words"), [("fr-CA", FRENCH), ("ar", ARABIC)])
def test_a_translated_note_is_printed(
    handouts: Callable[..., Answer], clinic: Path, tag: str, words: str
) -> None:
    begun = handouts("translate", "--clinic", "mine", "new", tag)
    translate(clinic, tag, words)

    checked = handouts("translate", "--clinic", "mine", "check", tag)
    made = handouts(
        "render", "microneedling", "--clinic", "mine", "--language", tag, "-o", "own.pdf"
    )

    assert begun.code == ExitCode.MADE
    assert "1 sentence to translate" in begun.said
    assert f"handouts translate --clinic mine check {tag}" in begun.said
    assert checked.code == ExitCode.MADE, checked.said
    assert made.code in (ExitCode.MADE, ExitCode.WANTS_A_LOOK), made.said
    # Every word, in whatever order a reader gives a right-to-left line.
    assert set(words.split()) <= set(text_of("own.pdf").split())


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Garez-vous devant la porte.", "says no, and the translation does not"),
        ("Ne vous garez pas devant la porte 7.", "Its numbers are not those of the English"),
        ("Ne vous garez pas <b>devant</b> la porte.", "Its tags are not those of the English"),
        (NOTE, "It is still English"),
    ],
)
def test_the_gate_holds_for_a_clinics_own_words(
    handouts: Callable[..., Answer], clinic: Path, words: str, why: str
) -> None:
    handouts("translate", "--clinic", "mine", "new", "fr-CA")
    translate(clinic, "fr-CA", words)

    checked = handouts("translate", "--clinic", "mine", "check", "fr-CA")
    made = handouts("render", "microneedling", "--clinic", "mine", "--language", "fr-CA")

    assert checked.code == ExitCode.WANTS_A_LOOK
    assert why in checked.out + checked.said
    assert made.code == ExitCode.CONTENT
    assert why in made.said


def test_a_note_that_changed_is_refused_until_somebody_looked(
    handouts: Callable[..., Answer], clinic: Path
) -> None:
    handouts("translate", "--clinic", "mine", "new", "fr-CA")
    translate(clinic, "fr-CA", FRENCH)
    write_note(clinic, "Do not park at the back door.")

    before = handouts("render", "microneedling", "--clinic", "mine", "--language", "fr-CA")
    updated = handouts("translate", "--clinic", "mine", "update")
    after = handouts("render", "microneedling", "--clinic", "mine", "--language", "fr-CA")

    assert before.code == after.code == ExitCode.CONTENT
    assert "handouts translate --clinic mine update fr-CA" in before.said
    assert "1 changed" in updated.said
    assert "fuzzy" in after.said


def test_an_untranslated_note_can_be_printed_in_english_and_marked(
    handouts: Callable[..., Answer], clinic: Path
) -> None:
    made = handouts(
        *("render", "microneedling", "--clinic", "mine", "--language", "fr-CA"),
        *("--allow-untranslated", "-o", "marked.pdf"),
    )

    assert f"[EN: {NOTE}]" in text_of("marked.pdf")
    assert f"Printed in English: {NOTE!r}" in made.said


def test_an_approval_ends_with_a_changed_note(
    handouts: Callable[..., Answer], clinic: Path
) -> None:
    render = ("render", "microneedling", "--clinic", "mine", "-o", "own.pdf")
    handouts("approve", "microneedling", "--by", "Dr. Sample", "--clinic", "mine")
    handouts(*render)
    approved = text_of("own.pdf")
    write_note(clinic, "Do not park at the back door.")
    handouts(*render)
    changed = text_of("own.pdf")

    assert "Approved on" in approved
    assert "DRAFT" not in approved
    assert "DRAFT" in changed


def test_both_languages_have_the_note_side_by_side(
    handouts: Callable[..., Answer], clinic: Path
) -> None:
    handouts("translate", "--clinic", "mine", "new", "fr-CA")
    translate(clinic, "fr-CA", FRENCH)

    handouts(
        *("render", "microneedling", "--clinic", "mine"),
        *("--language", "fr-CA", "--with", "en-CA", "-o", "both.pdf"),
    )

    text = text_of("both.pdf")
    assert "garez pas" in text
    assert "park at the" in text


def test_a_clinic_without_notes_has_nothing_to_translate(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    handouts("new", "mine")

    answer = handouts("translate", "--clinic", "mine", "status")

    assert answer.code == ExitCode.COMMAND_LINE
    assert "has no sentences of its own" in answer.said
    assert "[notes]" in answer.said
    assert not (folder / "mine" / "locales").exists()


def test_status_counts_a_clinics_own_words(handouts: Callable[..., Answer], clinic: Path) -> None:
    handouts("translate", "--clinic", "mine", "new", "fr-CA")
    translate(clinic, "fr-CA", FRENCH)

    answer = handouts("translate", "--clinic", "mine", "status", "fr-CA", "--groups")

    assert answer.code == ExitCode.MADE
    assert answer.out.splitlines()[-1].split() == ["aftercare", "0", "0", "1", "0", "0"]


def test_a_clinics_words_go_to_a_translator_and_come_back(
    handouts: Callable[..., Answer], clinic: Path
) -> None:
    own = ("translate", "--clinic", "mine")
    handouts(*own, "new", "fr-CA")
    handouts(*own, "export", "fr-CA", "--as", "po", "-o", "out.po")
    sent = Path("out.po").read_text("utf-8")
    Path("back.po").write_text(
        sent.replace(f'msgid "{NOTE}"\nmsgstr ""', f'msgid "{NOTE}"\nmsgstr "{FRENCH}"'), "utf-8"
    )

    taken = handouts(*own, "import", "back.po", "--by", "R. Sample")

    assert "1 taken" in taken.said
    assert FRENCH in Locales(clinic / "locales").file(resolve("fr-CA")).read_text("utf-8")


def test_pseudo_languages_are_not_made_of_a_clinics_words(
    handouts: Callable[..., Answer], clinic: Path
) -> None:
    answer = handouts("translate", "--clinic", "mine", "pseudo", "try")

    assert answer.code == ExitCode.COMMAND_LINE
    assert "Leave --clinic out." in answer.said
    assert not Path("try").exists()
