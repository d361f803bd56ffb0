"""`handouts new`, `list`, `preview` and `check`, and the help of all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.cli.app import _COMMANDS
from handouts.errors import ExitCode
from handouts.library import Library
from tests.cli.conftest import Answer

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_command_has_help_with_an_example(
    handouts: Callable[..., Answer], command: str
) -> None:
    answer = handouts(command, "--help")

    assert answer.code == ExitCode.MADE
    assert "Example" in answer.out
    assert f"handouts {command} " in answer.out


def test_the_help_names_every_command_and_a_first_handout(handouts: Callable[..., Answer]) -> None:
    answer = handouts("--help")

    assert answer.code == ExitCode.MADE
    assert all(command in answer.out for command in _COMMANDS)
    assert "handouts render microneedling" in answer.out


def test_new_makes_a_folder_that_works_and_says_how_to_go_on(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    answer = handouts("new", "my clinic")

    assert answer.code == ExitCode.MADE
    assert 'render microneedling --clinic "my clinic"' in answer.said
    assert (folder / "my clinic" / "clinic.toml").is_file()
    assert handouts("new", "my clinic").code == ExitCode.OUTPUT


def test_lists_are_lines_for_other_programs(handouts: Callable[..., Answer]) -> None:
    treatments, languages = handouts("list", "treatments"), handouts("list", "languages")

    assert treatments.out.startswith("microneedling\t")
    assert "fr-CA\tFrench\tFrançais\n" in languages.out
    assert treatments.said + languages.said == ""


def test_a_preview_is_a_picture_of_every_side(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    answer = handouts("preview", "microneedling", "--section", "aftercare", "--resolution", "20")

    files = [folder / line for line in answer.out.splitlines()]
    assert answer.code == ExitCode.MADE
    assert [file.name for file in files][:2] == ["page-1.png", "page-2.png"]
    assert all(file.read_bytes().startswith(PNG) for file in files)


def test_a_pdf_can_be_previewed_too(handouts: Callable[..., Answer], folder: Path) -> None:
    handouts("render", "microneedling", "-o", "handout.pdf")

    answer = handouts("preview", "handout.pdf", "-o", "p.png", "--resolution", "20", "--grey")

    assert answer.code == ExitCode.MADE
    assert (folder / "p-1.png").read_bytes().startswith(PNG)


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7 and no more"])
def test_what_is_no_pdf_is_not_shown(
    handouts: Callable[..., Answer], folder: Path, content: bytes | None
) -> None:
    if content is not None:
        (folder / "handout.pdf").write_bytes(content)

    answer = handouts("preview", "handout.pdf")

    assert answer.code == ExitCode.INPUT
    assert "handout.pdf" in answer.said
    assert answer.out == ""


def test_check_says_which_handout_each_finding_is_about(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    handouts("new", "c")

    answer = handouts("check", "--clinic", "c", "--language", "en-CA")

    assert "clinic.toml: phone" in answer.said
    assert "microneedling, en-CA: " in answer.said


def test_a_language_without_a_translation_is_an_error_that_check_finds(
    handouts: Callable[..., Answer], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handouts("new", "c")
    untranslated = folder / "locales"
    untranslated.mkdir()
    for name in ("languages.toml", "handouts.pot"):
        shutil.copy(Library.find().locales / name, untranslated)
    monkeypatch.setenv("HANDOUTS_LOCALES", str(untranslated))

    answer = handouts("check", "--clinic", "c")

    assert answer.code == ExitCode.WANTS_A_LOOK
    assert "Error: microneedling, fr-CA: There is no translation" in answer.said
