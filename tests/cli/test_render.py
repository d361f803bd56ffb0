"""`handouts render`: what a person at the desk gets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.cli.options import find_clinic
from handouts.errors import ExitCode
from handouts.library import Library
from tests.cli.conftest import Answer

NAME = "Zebedee Quokka"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_command_makes_a_handout_from_the_sample_clinic(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    answer = handouts("render", "microneedling")

    assert answer.code == ExitCode.MADE
    assert answer.out == "microneedling-en-CA.pdf\n"
    assert (folder / "microneedling-en-CA.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "SAMPLE" in answer.said
    assert "handouts new" in answer.said


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (["--section", "aftercare"], "microneedling-aftercare-en-CA.pdf"),
        (["--section", "breakouts"], "microneedling-breakouts-en-CA.pdf"),
        (["--edition", "large-print"], "microneedling-large-print-en-CA.pdf"),
        (["--language", "fr_ca"], "microneedling-fr-CA.pdf"),
        (["--patient", NAME, "--clinician", "Dr. Numbat"], "microneedling-en-CA.pdf"),
    ],
)
def test_a_file_is_named_after_what_it_is_and_never_whom_for(
    handouts: Callable[..., Answer], folder: Path, options: list[str], name: str
) -> None:
    answer = handouts("render", "microneedling", *options)

    assert answer.out == name + "\n"
    assert names(folder) == [name]
    assert "Quokka" not in answer.said


@pytest.mark.parametrize(
    "twice",
    [
        ["microneedling", "microneedling"],
        ["microneedling", "--section", "breakouts", "--section", "aftercare"],
        ["microneedling", "--paper", "LETTER", "--edition", "Standard"],
    ],
)
def test_asking_twice_or_the_other_way_round_makes_the_same_handout(
    handouts: Callable[..., Answer], folder: Path, twice: list[str]
) -> None:
    handouts("render", "microneedling", "-o", "once.pdf")

    handouts("render", *twice, "-o", "again.pdf")

    assert (folder / "again.pdf").read_bytes() == (folder / "once.pdf").read_bytes()


def test_an_old_file_is_replaced_whole_and_only_its_owner_may_read_it(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    file = folder / "handout.pdf"
    file.write_bytes(b"old" * 100_000)

    answer = handouts("render", "microneedling", "-o", "handout.pdf")

    assert answer.code == ExitCode.MADE
    assert file.read_bytes().startswith(b"%PDF")
    assert file.read_bytes().rstrip().endswith(b"%%EOF")
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600


def test_what_wants_a_look_is_said_by_the_exit_code(handouts: Callable[..., Answer]) -> None:
    handouts("new", "c")

    answer = handouts("render", "microneedling", "--clinic", "c")

    assert answer.code == ExitCode.WANTS_A_LOOK
    assert "clinic.toml" in answer.said
    assert "SAMPLE" not in answer.said


def test_the_clinic_is_the_one_named_or_the_nearest(
    handouts: Callable[..., Answer], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("named", "of the variable", "here"):
        handouts("new", name)
        file = folder / name / "clinic.toml"
        file.write_text(file.read_text().replace("Your Clinic Name", name))

    assert find_clinic(None).is_sample
    monkeypatch.chdir(folder / "here")
    assert find_clinic(None).name == "here"
    monkeypatch.setenv("HANDOUTS_CLINIC", str(folder / "of the variable"))
    assert find_clinic(None).name == "of the variable"
    assert find_clinic(folder / "named").name == "named"


def test_two_languages_are_both_in_the_name_of_the_file(handouts: Callable[..., Answer]) -> None:
    answer = handouts("render", "microneedling", "--section", "aftercare", "--with", "fr-CA")

    assert answer.out == "microneedling-aftercare-en-CA-fr-CA.pdf\n"


def test_ctrl_c_leaves_nothing_behind(
    handouts: Callable[..., Answer], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)

    answer = handouts("render", "microneedling")

    assert answer.code == ExitCode.INTERRUPTED
    assert "Nothing was half written" in answer.said
    assert names(folder) == []


def test_a_fault_of_ours_is_called_one_and_its_report_names_no_patient(
    handouts: Callable[..., Answer], folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError(f"a paragraph with {NAME}")

    monkeypatch.setattr("handouts.masters.kinds.Timetable.counted", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    answer = handouts("render", "microneedling", "--patient", NAME)

    (report,) = tmp_path.glob("handouts-fault-*.txt")
    assert answer.code == ExitCode.FAULT
    assert str(report) in answer.said
    assert "RuntimeError" in report.read_text()
    assert "kinds.py" in report.read_text()
    assert "Quokka" not in report.read_text() + answer.said
    assert names(folder) == []


def test_a_sentence_that_is_not_translated_is_printed_in_english_if_that_is_asked_for(
    handouts: Callable[..., Answer], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(Library.find().locales, folder / "locales")
    catalog = folder / "locales" / "fr_CA" / "LC_MESSAGES" / "handouts.po"
    before, after = catalog.read_text("utf-8").split('msgid "After your microneedling"\n')
    emptied = 'msgid "After your microneedling"\nmsgstr ""\n'
    catalog.write_text(f"{before}{emptied}{after.partition(chr(10))[2]}", "utf-8")
    monkeypatch.setenv("HANDOUTS_LOCALES", str(folder / "locales"))

    refused = handouts("render", "microneedling", "--language", "fr")
    made = handouts("render", "microneedling", "--language", "fr", "--allow-untranslated")

    assert refused.code == ExitCode.CONTENT
    assert "'After your microneedling': It is not translated." in refused.said
    assert made.code == ExitCode.WANTS_A_LOOK
    assert "Printed in English: 'After your microneedling'." in made.said
    assert made.out == "microneedling-fr-CA.pdf\n"
