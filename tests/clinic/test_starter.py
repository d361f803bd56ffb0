import csv
import errno
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from handouts.clinic import load_clinic, write_starter
from handouts.errors import ExitCode, OutputError

NAMES = ["appointments.csv", "clinic.toml", "logo.svg"]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_works_as_it_stands(tmp_path: Path) -> None:
    written = write_starter(tmp_path / "clinics" / "ours")
    clinic = load_clinic(tmp_path / "clinics" / "ours")

    assert sorted(path.name for path in written) == NAMES
    assert clinic.name == "Your Clinic Name"
    assert clinic.look.logo is not None
    assert not clinic.is_sample
    assert [finding.check for finding in clinic.findings] == ["sample number", "sample website"]


def test_every_line_that_is_offered_can_be_used(tmp_path: Path) -> None:
    write_starter(tmp_path)
    file = tmp_path / "clinic.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^#(?=[a-z\[])", "", text), encoding="utf-8")

    clinic = load_clinic(tmp_path)

    assert clinic.advice_line is not None
    assert [override.field for override in clinic.overrides] == ["keep", "start"]
    assert [branch.name for branch in clinic.branches] == ["West End"]


def test_the_sample_appointments_are_plainly_samples(tmp_path: Path) -> None:
    write_starter(tmp_path)
    with (tmp_path / "appointments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert list(rows[0]) == ["patient", "treated", "treatment", "language", "clinician"]
    assert [row["patient"] for row in rows] == [
        "Sample Patient One",
        "Sample Patient Two",
        "Sample Patient Three",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_appointments_are_for_their_owner_only(tmp_path: Path) -> None:
    write_starter(tmp_path)

    assert stat.S_IMODE((tmp_path / "appointments.csv").stat().st_mode) == 0o600


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    write_starter(tmp_path)

    assert names_in(tmp_path) == sorted([*NAMES, "notes.txt"])


def test_files_of_the_same_names_are_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "clinic.toml").write_text("mine")
    (tmp_path / "logo.svg").symlink_to(tmp_path / "nowhere")

    with pytest.raises(OutputError, match=r"already has clinic\.toml and logo\.svg") as refused:
        write_starter(tmp_path)

    assert refused.value.exit_code is ExitCode.OUTPUT
    assert (tmp_path / "clinic.toml").read_text() == "mine"
    assert names_in(tmp_path) == ["clinic.toml", "logo.svg"]


def test_three_files_in_the_way_are_a_sentence(tmp_path: Path) -> None:
    write_starter(tmp_path)

    with pytest.raises(OutputError, match=r"has clinic\.toml, logo\.svg and appointments\.csv\."):
        write_starter(tmp_path)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def full(path: str, *args: Any, **kwargs: Any) -> int:
        if Path(path).name == "appointments.csv":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", full)

    with pytest.raises(OutputError, match="No space left on device"):
        write_starter(tmp_path / "new" / "folder")

    assert names_in(tmp_path) == []


def test_being_interrupted_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "read_bytes", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_starter(tmp_path / "new")

    assert names_in(tmp_path) == []


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")

    for place in (tmp_path / "taken", tmp_path / "taken" / "below", tmp_path / "a\0b"):
        with pytest.raises(OutputError):
            write_starter(place)
    assert names_in(tmp_path) == ["taken"]
