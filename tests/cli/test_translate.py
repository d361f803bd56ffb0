"""`handouts translate`, on a copy of the catalogs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from handouts.errors import ExitCode
from handouts.i18n import State, load_catalog, resolve
from handouts.i18n.workbench.entries import Entry, parse_entries, write_entries
from handouts.i18n.workbench.exchange.take_back import with_text
from handouts.i18n.workbench.folder import Locales
from handouts.library import Library
from tests.cli.conftest import Answer

REAL = Library.find().locales
FRENCH = resolve("fr-CA")
COMMANDS = ["status", "new", "extract", "update", "check", "review", "pseudo", "export", "import"]


@pytest.fixture
def locales(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Locales:
    """A copy of the catalogs, French alone."""
    path = folder / "locales"
    path.mkdir()
    for name in ("languages.toml", "handouts.pot"):
        shutil.copy(REAL / name, path)
    shutil.copytree(REAL / "fr_CA", path / "fr_CA")
    monkeypatch.setenv("HANDOUTS_LOCALES", str(path))
    return Locales(path)


@pytest.fixture
def french(locales: Locales) -> Path:
    """The French catalog's file."""
    return locales.file(FRENCH)


def first(locales: Locales) -> Entry:
    """The first message of the French catalog."""
    return next(entry for entry in locales.catalog(FRENCH) if not entry.is_header)


def state_of(locales: Locales, entry: Entry) -> State:
    return load_catalog(locales.path, FRENCH).messages[entry.id].state


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Type answers at the prompts, and end the input after them."""

    def answers(*lines: str) -> None:
        left = list(lines)

        def prompt(*_: object, default: str | None = None, **__: object) -> str:
            if not left:
                raise click.Abort
            return left.pop(0) or default or ""

        monkeypatch.setattr(click, "prompt", prompt)

    return answers


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(handouts: Callable[..., Answer], name: str) -> None:
    answer = handouts("translate", name, "--help")

    assert answer.code == ExitCode.MADE
    assert f"handouts translate {name}" in answer.out


def test_status_counts_every_sentence_once_and_fuzzy_as_stale(
    handouts: Callable[..., Answer], locales: Locales, french: Path
) -> None:
    entry = first(locales)
    changed(french, f'\nmsgid "{entry.english.text}"', f'\n#, fuzzy\nmsgid "{entry.english.text}"')
    (row,) = json.loads(handouts("translate", "status", "fr", "--json").out)
    listed = sum(not entry.is_header for entry in locales.list())

    assert row["total"]["stale"] == 1
    assert sum(row["total"].values()) == listed
    assert row["groups"]["microneedling"]["stale"] == 1
    assert set(row["groups"]) >= {"microneedling", "shared"}


def test_status_is_a_table_with_a_line_for_each_treatment(
    handouts: Callable[..., Answer], locales: Locales
) -> None:
    lines = handouts("translate", "status", "--groups").out.splitlines()

    assert lines[0].split() == (
        ["LANGUAGE", "FINAL", "REVIEWED", "TRANSLATED", "STALE", "MISSING", "REFUSED"]
    )
    assert lines[1].startswith("fr-CA (French)")
    assert {line.split()[0] for line in lines[2:]} >= {"microneedling", "shared"}


def test_a_language_that_is_not_begun_is_missing_altogether(
    handouts: Callable[..., Answer], locales: Locales
) -> None:
    rows = {row["tag"]: row for row in json.loads(handouts("translate", "status", "--json").out)}

    assert rows["ko"]["total"]["missing"] == sum(rows["fr-CA"]["total"].values())
    assert "en-CA" not in rows


def test_status_says_which_catalog_cannot_be_read(
    handouts: Callable[..., Answer], french: Path
) -> None:
    french.write_text("nonsense", "utf-8")
    answer = handouts("translate", "status")

    assert answer.code == ExitCode.WANTS_A_LOOK
    assert "cannot be read" in answer.out
    assert "handouts.po:1" in answer.said


def test_status_names_a_message_that_looks_finished_and_would_not_be_printed(
    handouts: Callable[..., Answer], locales: Locales, french: Path
) -> None:
    entry = next(
        e for e in locales.catalog(FRENCH) if e.english.text == "Page %(page)s of %(pages)s"
    )
    (before,) = json.loads(handouts("translate", "status", "fr-CA", "--json").out)
    changed(french, entry.strings[0], "Page %(page)s")
    (after,) = json.loads(handouts("translate", "status", "fr-CA", "--json").out)

    assert after["refused"] == before["refused"] + 1
    assert after["total"] == before["total"]


def test_check_names_what_is_wrong_by_message_and_line(
    handouts: Callable[..., Answer], locales: Locales, french: Path
) -> None:
    entry = next(
        e for e in locales.catalog(FRENCH) if e.english.text == "Page %(page)s of %(pages)s"
    )
    changed(french, entry.strings[0], "Page %(page)s")
    answer = handouts("translate", "check", "fr-CA")

    assert answer.code == ExitCode.WANTS_A_LOOK
    assert "handouts.po:" in answer.said
    assert "lost %(pages)s" in answer.said


def test_english_has_no_catalog_to_work_on(
    handouts: Callable[..., Answer], locales: Locales
) -> None:
    answer = handouts("translate", "check", "en-CA")

    assert answer.code == ExitCode.COMMAND_LINE
    assert "no catalog" in answer.said


def test_extract_writes_the_list_of_the_templates(
    handouts: Callable[..., Answer], locales: Locales
) -> None:
    (locales.path / "handouts.pot").write_text('msgid ""\nmsgstr ""\n\nmsgid "Old"\nmsgstr ""\n')
    answer = handouts("translate", "extract")

    assert (locales.path / "handouts.pot").read_text("utf-8") == (
        (REAL / "handouts.pot").read_text("utf-8")
    )
    assert "1 gone" in answer.said


def test_update_leaves_a_catalog_that_is_up_to_date_as_it_was(
    handouts: Callable[..., Answer], french: Path
) -> None:
    before = french.read_text("utf-8")

    assert handouts("translate", "update").code == ExitCode.MADE
    assert french.read_text("utf-8") == before


def test_a_changed_sentence_is_not_printed_before_somebody_looked(
    handouts: Callable[..., Answer], locales: Locales, french: Path
) -> None:
    changed(french, "Be gentle with your skin.", "Be gentle to your skin.")
    answer = handouts("translate", "update", "fr-CA")
    rendered = handouts("render", "microneedling", "--language", "fr-CA")

    assert "1 changed" in answer.said
    assert rendered.code == ExitCode.CONTENT
    assert "fuzzy" in rendered.said


def test_a_typing_error_mended_by_name_leaves_the_translation_as_it_was(
    handouts: Callable[..., Answer], locales: Locales, french: Path
) -> None:
    entry = first(locales)
    changed(french, entry.english.text, entry.english.text.replace("sunburn", "sun burn"))
    mistyped = handouts("translate", "update", "--same-meaning", "Like a", "--by", "R. Sample")
    unnamed = handouts("translate", "update", "--same-meaning", entry.english.text)
    handouts("translate", "update", "--same-meaning", entry.english.text, "--by", "R. Sample")

    assert mistyped.code == ExitCode.COMMAND_LINE
    assert unnamed.code == ExitCode.COMMAND_LINE
    assert first(locales) == entry


def test_pseudo_never_touches_the_real_catalogs(
    handouts: Callable[..., Answer], locales: Locales
) -> None:
    assert handouts("translate", "pseudo", str(locales.path)).code == ExitCode.COMMAND_LINE
    assert handouts("translate", "pseudo", "try").code == ExitCode.MADE
    assert sorted(path.name for path in locales.path.iterdir()) == [
        "fr_CA",
        "handouts.pot",
        "languages.toml",
    ]


@pytest.mark.parametrize("form", ["po", "xliff", "xlsx"])
def test_a_file_sent_out_and_back_changes_nothing(
    handouts: Callable[..., Answer], french: Path, form: str
) -> None:
    before = french.read_text("utf-8")
    exported = handouts("translate", "export", "fr-CA", "--as", form)
    answer = handouts("translate", "import", exported.out.strip(), "--by", "T. Sample")

    assert answer.code == ExitCode.MADE
    assert "0 taken" in answer.said
    assert french.read_text("utf-8") == before


def test_a_returned_translation_stands_in_the_catalog_with_its_translator(
    handouts: Callable[..., Answer], locales: Locales, folder: Path
) -> None:
    name = handouts("translate", "export", "fr-CA", "--as", "po").out.strip()
    words = first(locales).strings[0]
    changed(folder / name, words, f"{words} Bon.")
    answer = handouts("translate", "import", name, "--by", "T. Sample")

    assert answer.code == ExitCode.MADE
    assert "1 taken" in answer.said
    assert first(locales).strings == (f"{words} Bon.",)
    assert load_catalog(locales.path, FRENCH).messages[first(locales).id].by == "T. Sample"


def test_what_is_refused_or_in_conflict_is_shown_and_wants_a_look(
    handouts: Callable[..., Answer], locales: Locales, folder: Path
) -> None:
    name = handouts("translate", "export", "fr-CA", "--as", "po").out.strip()
    other = handouts("translate", "export", "fr-CA", "--as", "po", "-o", "other.po").out.strip()
    words = first(locales).strings[0]
    changed(folder / name, words, f"{words} Bon.")
    changed(folder / other, words, f"{words} Bien.")
    answer = handouts("translate", "import", name, other, "--by", "T. Sample")

    assert answer.code == ExitCode.WANTS_A_LOOK
    assert f"{words} Bon." in answer.said
    assert f"{words} Bien." in answer.said
    assert "1 in conflict" in answer.said


@pytest.mark.parametrize(
    ("content", "options", "complaint"),
    [
        (b'msgid "One"\nmsgstr "Un"\n', [], "does not say which language"),
        (b'msgid ""\nmsgstr "Language: fr_CA\\n"\n', ["--language", "ar"], "is in French"),
        (b'msgid ""\nmsgstr "Language: tlh\\n"\n', [], "language called"),
    ],
)
def test_a_file_of_another_language_is_refused(
    handouts: Callable[..., Answer],
    locales: Locales,
    folder: Path,
    content: bytes,
    options: list[str],
    complaint: str,
) -> None:
    (folder / "back.po").write_bytes(content)
    answer = handouts("translate", "import", "back.po", "--by", "T. Sample", *options)

    assert answer.code == ExitCode.COMMAND_LINE
    assert complaint in answer.said


def test_a_file_that_is_not_there_is_a_mistake_of_the_command(
    handouts: Callable[..., Answer], locales: Locales
) -> None:
    answer = handouts("translate", "import", "none.po", "--by", "T. Sample")

    assert answer.code == ExitCode.COMMAND_LINE


def test_review_shows_a_message_and_accepts_it(
    handouts: Callable[..., Answer], locales: Locales, typed: Callable[..., None]
) -> None:
    entry = first(locales)
    typed("a", "q")
    answer = handouts("translate", "review", "fr-CA", "--by", "R. Sample")

    assert answer.code == ExitCode.MADE
    assert f"English   {entry.english.text}" in answer.said
    assert f"fr-CA     {entry.strings[0]}" in answer.said
    assert state_of(locales, entry) is State.REVIEWED


def test_review_goes_on_where_it_was_left_even_in_the_middle(
    handouts: Callable[..., Answer], locales: Locales, typed: Callable[..., None]
) -> None:
    entry = first(locales)
    typed("a")
    stopped = handouts("translate", "review", "fr-CA", "--by", "R. Sample")
    typed("q")
    again = handouts("translate", "review", "fr-CA", "--by", "R. Sample")

    assert stopped.code == ExitCode.INTERRUPTED
    assert state_of(locales, entry) is State.REVIEWED
    assert entry.strings[0] not in again.said


def test_the_last_word_makes_reviewed_messages_final(
    handouts: Callable[..., Answer], locales: Locales, typed: Callable[..., None]
) -> None:
    entry = first(locales)
    typed("a", "q")
    handouts("translate", "review", "fr-CA", "--by", "R. Sample")
    typed("a", "q")
    handouts("translate", "review", "fr-CA", "--by", "F. Sample", "--final")

    assert state_of(locales, entry) is State.FINAL


def test_who_edits_a_message_cannot_accept_it(
    handouts: Callable[..., Answer], locales: Locales, typed: Callable[..., None]
) -> None:
    entry = first(locales)
    words = entry.strings[0]
    typed("e", f"{words} Bon.", "q")
    handouts("translate", "review", "fr-CA", "--by", "R. Sample")
    typed("a", "q")
    refused = handouts("translate", "review", "fr-CA", "--by", "r. sample")

    assert first(locales).strings == (f"{words} Bon.",)
    assert state_of(locales, entry) is State.TRANSLATED
    assert "somebody else has to accept it" in refused.said


def test_an_edit_that_would_not_be_printed_is_not_saved(
    handouts: Callable[..., Answer], locales: Locales, french: Path, typed: Callable[..., None]
) -> None:
    before = french.read_text("utf-8")
    typed("e", "7 fois", "q")
    answer = handouts("translate", "review", "fr-CA", "--by", "R. Sample")

    assert "refused   Its numbers" in answer.said
    assert french.read_text("utf-8") == before


def test_a_comment_is_kept_beside_its_message(
    handouts: Callable[..., Answer], locales: Locales, typed: Callable[..., None]
) -> None:
    typed("c", "Is this the word they use?", "s", "q")
    handouts("translate", "review", "fr-CA", "--by", "R. Sample")

    assert any("R. Sample: Is this the word" in each for each in first(locales).comments)


def test_the_translator_of_a_catalog_cannot_review_it(
    handouts: Callable[..., Answer], french: Path, typed: Callable[..., None]
) -> None:
    changed(french, '"Last-Translator:', '"X-Handouts-Translator: T. Sample\\n"\n"Last-Translator:')
    typed("a")

    answer = handouts("translate", "review", "fr-CA", "--by", "T. Sample")
    assert answer.code == ExitCode.COMMAND_LINE


def test_greek_is_added_by_commands_alone(folder: Path, locales: Locales) -> None:
    """The 27th language: begun, filled in, checked and printed, each step its own process."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "handouts", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    begun = run("translate", "new", "el", "--translator", "T. Sample")
    assert begun.returncode == ExitCode.MADE, begun.stderr
    assert "Look" not in begun.stderr
    assert "T. Sample" in (locales.path / "el/LC_MESSAGES/handouts.po").read_text("utf-8")
    empty = run("translate", "check", "el")
    assert empty.returncode == ExitCode.WANTS_A_LOOK
    assert "No font" not in empty.stderr

    path = locales.path / "el/LC_MESSAGES/handouts.po"
    path.write_text(in_greek_letters(path.read_text("utf-8")), "utf-8")
    checked = run("translate", "check", "el")
    assert checked.returncode == ExitCode.MADE, checked.stderr
    printed = run("render", "microneedling", "--language", "el", "--treated", "2026-11-22T15:00")
    assert printed.returncode == ExitCode.MADE, printed.stderr
    assert (folder / "microneedling-el.pdf").read_bytes().startswith(b"%PDF")
    assert "el\tGreek\tΕλληνικά" in run("list", "languages").stdout
    assert run("translate", "new", "el").returncode == ExitCode.COMMAND_LINE


def in_greek_letters(text: str) -> str:
    """Stands in for a translator: Greek letters for the English ones, all else as it was."""
    import re
    from datetime import date

    letters = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβκδεφγηιζκλμνοπκρστυβωχψζ")
    fixed = re.compile(r"(%\(\w+\)s|%%|</?[^<>]*>)")

    def greek(words: str) -> str:
        parts = fixed.split(words.lower())
        parts[::2] = [part.translate(letters) for part in parts[::2]]
        parts[1::2] = fixed.findall(words)
        return "".join(parts)

    def filled(entry: Entry) -> Entry:
        if entry.is_header:
            return entry
        strings = tuple(greek(entry.english.forms[-1]) for _ in entry.strings)
        return with_text(entry, strings, by="T. Sample", on=date(2026, 11, 22))

    return write_entries(filled(entry) for entry in parse_entries(text, "el.po"))
