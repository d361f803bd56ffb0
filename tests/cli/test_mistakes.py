"""A mistake is answered with what is wrong, where, and what to do; nothing is made."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.errors import ExitCode
from tests.cli.conftest import Answer

RENDER = ("render", "microneedling")
QUOKKA = ("--patient", "Zebedee Quokka")


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("typed", "help_offered"),
    [
        (["rendr"], "Did you mean render?"),
        (["render"], "TREATMENT"),
        (["render", "microneedeling"], "Use one of: microneedling."),
        (["render", "../shared"], "Use one of: microneedling."),
        (["render", ""], "Use one of: microneedling."),
        ([*RENDER, "--language", "frca"], "Did you mean fr-CA"),
        ([*RENDER, "--language", "French"], "Did you mean fr-CA"),
        ([*RENDER, "--language", ""], "en-CA, fr-CA"),
        ([*RENDER, "--section", "after"], "Did you mean aftercare?"),
        ([*RENDER, "--edition", "largeprint"], "Did you mean large-print?"),
        ([*RENDER, "--paper", "a5"], "'letter', 'a4'"),
        ([*RENDER, "--langauge", "en"], "--language"),
        ([*RENDER, "--clinic", ""], "give a name"),
        ([*RENDER, "-o", ""], "give a name"),
        ([*RENDER, "-o", "folder/"], "Give the name of a file."),
        ([*RENDER, "--with", "en-CA"], "Name another language"),
        ([*RENDER, "--with", ""], "en-CA, fr-CA"),
        ([*RENDER, "--with", "fr-CA", "--edition", "large-print"], "large print"),
        ([*RENDER, "--section", "breakouts", "--note", "Call me."], "--section aftercare"),
        (["list", "langauges"], "Did you mean languages?"),
        (["new", ""], "give a name"),
        (["check", "microneedeling"], "Use one of: microneedling."),
        (["check", "--language", "frca"], "Did you mean fr-CA"),
        (["preview", "microneedling", "-o", "page.jpg"], "page.png"),
        (["preview", "handout.pdf", "--language", "fr-CA"], "--language is for a treatment"),
    ],
)
def test_what_was_typed_wrongly_is_answered_with_the_nearest_right(
    handouts: Callable[..., Answer], folder: Path, typed: list[str], help_offered: str
) -> None:
    answer = handouts(*typed)

    assert answer.code == ExitCode.COMMAND_LINE
    assert help_offered in answer.said
    assert answer.out == ""
    assert made(folder) == []


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--patient", "Zq" * 150], "The patient's name is longer than 120 characters."),
        (["--patient", "   "], "The patient's name is empty."),
        (["--patient", "Zebedee\tQuokka"], "U+0009"),
        (["--patient", "Zebedee \u202eQuokka"], "U+202E"),
        (["--patient", "Zebedee \u2066Quokka"], "U+2066"),
        (["--patient", "Zebedee \udcffQuokka"], "U+DCFF"),
        (["--patient", "Ꮳꮃꭹ"], "U+13E3 CHEROKEE LETTER TSA"),
        (["--patient", "\U00013000"], "U+13000 EGYPTIAN HIEROGLYPH A001"),
        (["--patient", "สมชาย"], "U+0E2A THAI CHARACTER SO SUA"),
        (["--clinician", "Dr. 😀"], "The clinician's name has"),
        (["--note", "Well done 😀"], "The note has"),
        ([*QUOKKA, "--treated", "2020-01-01T10:00"], "more than 366 days from today"),
        ([*QUOKKA, "--treated", "2099-01-01T10:00"], "more than 366 days from today"),
        ([*QUOKKA, "--treated", "2026-03-08T02:30"], "clocks went forward"),
        ([*QUOKKA, "--treated", "2026-11-01T01:30"], "clocks went back"),
        ([*QUOKKA, "--treated", "2026-11-22"], "a date and no time"),
        ([*QUOKKA, "--treated", "yesterday"], "not a date and time that exists"),
    ],
)
def test_a_visit_that_cannot_be_printed_is_refused_without_a_word_of_it(
    handouts: Callable[..., Answer], folder: Path, options: list[str], what: str
) -> None:
    answer = handouts(*RENDER, *options)

    assert answer.code == ExitCode.INPUT
    assert what in answer.said
    assert not any(part in answer.said for part in ("Quokka", "ZqZq", "ꮃ", "มชาย", "Well done"))
    assert made(folder) == []


@pytest.mark.parametrize(
    "treated", ["2026-11-23T10:00", "2026-11-01T01:30-05:00", "2026-11-22T15:00Z"]
)
def test_tomorrow_and_an_hour_with_its_offset_are_usual(
    handouts: Callable[..., Answer], treated: str
) -> None:
    assert handouts(*RENDER, "--treated", treated).code == ExitCode.MADE


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'name = "x', "clinic.toml, line 1"),
        ('name = "Clinique d\'été"'.encode("latin-1"), "UTF-8"),
        ('name = "x"'.encode("utf-16"), "UTF-16"),
        (b'nmae = "x"', "Did you mean name?"),
        (b"", "This is missing"),
    ],
)
def test_a_clinic_file_with_a_mistake_is_named_with_it(
    handouts: Callable[..., Answer], folder: Path, content: bytes, what: str
) -> None:
    (folder / "clinic.toml").write_bytes(content)

    answer = handouts(*RENDER)

    assert answer.code == ExitCode.INPUT
    assert "clinic.toml" in answer.said
    assert what in answer.said
    assert made(folder) == ["clinic.toml"]


@pytest.mark.parametrize(
    ("line", "instead", "what"),
    [
        ('name = "Your Clinic Name"', 'name = "Clinic 😀"', "clinic.toml, name: no font"),
        ('languages = ["en-CA", "fr-CA"]', 'languages = ["en-CA", "xx"]', "called 'xx'"),
        ('logo = "logo.svg"', 'logo = "none.png"', "none.png is not there"),
        ('logo = "logo.svg"', 'logo = "appointments.csv"', "PNG, JPEG or SVG"),
    ],
)
def test_a_clinic_that_cannot_be_printed_is_refused_with_the_place(
    handouts: Callable[..., Answer], folder: Path, line: str, instead: str, what: str
) -> None:
    handouts("new", "c")
    file = folder / "c" / "clinic.toml"
    assert line in file.read_text()
    file.write_text(file.read_text().replace(line, instead), encoding="utf-8")

    answer = handouts(*RENDER, "--clinic", "c")

    assert answer.code == ExitCode.INPUT
    assert "clinic.toml" in answer.said
    assert what in answer.said
    assert not list(folder.glob("*.pdf"))


@pytest.mark.parametrize("options", [["--clinic", "nowhere"], ["--clinic", "."]])
def test_a_clinic_that_is_not_there_can_be_made(
    handouts: Callable[..., Answer], options: list[str]
) -> None:
    answer = handouts(*RENDER, *options)

    assert answer.code == ExitCode.INPUT
    assert "handouts new" in answer.said


def test_a_variable_that_names_no_clinic_is_named(
    handouts: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDOUTS_CLINIC", "nowhere")

    answer = handouts(*RENDER)

    assert answer.code == ExitCode.INPUT
    assert "HANDOUTS_CLINIC" in answer.said


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("missing/handout.pdf", "The folder does not exist"),
        ("file/handout.pdf", "is a file, not a folder"),
        (".", "It is a folder"),
        ("n" * 300 + ".pdf", "The name is too long"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(
    handouts: Callable[..., Answer], folder: Path, target: str, what: str
) -> None:
    (folder / "file").touch()

    answer = handouts(*RENDER, "-o", target)

    assert answer.code == ExitCode.OUTPUT
    assert what in answer.said
    assert made(folder) == ["file"]


@pytest.mark.parametrize(
    ("number", "what"),
    [(errno.ENOSPC, "The disk is full"), (errno.EACCES, "You may not write there")],
)
def test_a_disk_that_refuses_leaves_the_old_file_as_it_was(
    handouts: Callable[..., Answer],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    what: str,
) -> None:
    (folder / "handout.pdf").write_text("old")

    def refuse(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.fsync", refuse)
    answer = handouts(*RENDER, "-o", "handout.pdf")

    assert answer.code == ExitCode.OUTPUT
    assert what in answer.said
    assert made(folder) == ["handout.pdf"]
    assert (folder / "handout.pdf").read_text() == "old"


def test_a_folder_that_was_deleted_is_said_to_be(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    folder.rmdir()

    answer = handouts(*RENDER)

    assert answer.code == ExitCode.COMMAND_LINE
    assert "was deleted or moved" in answer.said
