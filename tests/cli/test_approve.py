"""`handouts approve`, as the clinician who answers for the words uses it."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from handouts.cli.app import run
from handouts.clinic import load_clinic, write_starter
from handouts.document import Inlines


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    write_starter(tmp_path / "clinic")
    return tmp_path / "clinic"


def approve(clinic: Path, *more: str, by: str = "Dr. Sample") -> int:
    return run(["approve", "microneedling", "--by", by, "--clinic", str(clinic), *more])


def margin_marks(clinic: Path, tmp_path: Path) -> tuple[Inlines, ...]:
    from datetime import date

    from handouts.library import Library
    from handouts.pipeline import render
    from handouts.records import make_visit
    from handouts.request import RenderRequest

    loaded = load_clinic(clinic)
    today = date(2026, 11, 22)
    request = RenderRequest(
        treatments=("microneedling",),
        language="en-CA",
        clinic=loaded,
        visit=make_visit(
            patient="Sample Patient",
            treated="2026-11-22T15:00",
            time_zone=loaded.time_zone,
            today=today,
        ),
    )
    return render(request, Library.find(), today=today).document.margin_marks


def test_an_approved_handout_no_longer_says_draft(clinic: Path, tmp_path: Path) -> None:
    assert len(margin_marks(clinic, tmp_path)) == 1

    assert approve(clinic) == 0

    assert margin_marks(clinic, tmp_path) == ()


def test_a_changed_span_takes_the_approval_away(clinic: Path, tmp_path: Path) -> None:
    approve(clinic)
    file = clinic / "clinic.toml"
    change = '\n[[advice]]\ntreatment = "microneedling"\nkey = "makeup"\nkeep = "48 h"\n'
    file.write_text(file.read_text("utf-8") + change, "utf-8")

    assert len(margin_marks(clinic, tmp_path)) == 1


def test_the_rest_of_the_file_stands_as_it_did_and_saying_it_twice_adds_nothing(
    clinic: Path,
) -> None:
    before = (clinic / "clinic.toml").read_text("utf-8")
    approve(clinic)
    once = (clinic / "clinic.toml").read_text("utf-8")
    approve(clinic)

    assert once.startswith(before.rstrip("\n"))
    assert (clinic / "clinic.toml").read_text("utf-8") == once
    assert len(tomllib.loads(once)["approvals"]) == 3


def test_a_name_in_any_letters_is_kept(clinic: Path) -> None:
    approve(clinic, by='Dr. "Ó Sampail" ਨਮੂਨਾ')

    assert load_clinic(clinic).approvals[0].by == 'Dr. "Ó Sampail" ਨਮੂਨਾ'


@pytest.mark.parametrize("by", ["", "  ", "a\x00b", "a\nb"])
def test_nobody_cannot_approve(clinic: Path, by: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(clinic, by=by) == 3
    assert "name" in capsys.readouterr().err


def test_the_sample_clinic_cannot_approve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("HANDOUTS_CLINIC", raising=False)

    assert run(["approve", "microneedling", "--by", "Dr. Sample"]) == 3
    assert "handouts new" in capsys.readouterr().err


def test_help_has_an_example() -> None:
    from handouts.cli.commands.approve_ import command

    assert "handouts approve microneedling" in CliRunner().invoke(command, ["--help"]).output
