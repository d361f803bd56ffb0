"""The example of appointments and mapping that a clinic starts from."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from handouts.errors import OutputError
from handouts.records import Appointment, SkippedRow, load_mapping, open_export, write_sample
from tests.records.exports import TODAY, TREATMENTS

DAY = date(2026, 11, 23)


def test_the_sample_is_read_as_it_stands(tmp_path: Path) -> None:
    appointments, mapping = write_sample(tmp_path / "new", day=DAY)

    export = open_export(
        appointments,
        mapping=load_mapping(mapping),
        time_zone="America/Toronto",
        today=TODAY,
        treatments=TREATMENTS,
    )

    made = [each for each in export.rows() if isinstance(each, Appointment)]
    assert [each.language for each in made] == ["en-CA", "fr-CA", "zh-Hans"]
    assert made[1].visit.patient == "Casey Patient Two"
    assert {each.visit.treated.date().isoformat() for each in made if each.visit.treated} == {
        "2026-11-23",
        "2026-11-24",
    }
    assert sum(isinstance(each, SkippedRow) for each in export.rows()) == 2


def test_the_lines_that_are_notes_work_when_the_mark_is_taken_away(tmp_path: Path) -> None:
    _, mapping = write_sample(tmp_path, day=DAY)
    lines = mapping.read_text(encoding="utf-8").splitlines()
    # A line to use begins with the mark and no space.
    used = [line.lstrip("#") if line[:1] == "#" and line[1:2] != " " else line for line in lines]
    mapping.write_text("\n".join(used), encoding="utf-8")

    assert len(load_mapping(mapping).columns) > 8


def test_excel_sees_which_letters_these_are(tmp_path: Path) -> None:
    appointments, _ = write_sample(tmp_path, day=DAY)

    assert appointments.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_appointments_are_for_their_owner_alone(tmp_path: Path) -> None:
    appointments, _ = write_sample(tmp_path, day=DAY)

    assert stat.S_IMODE(appointments.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["sample-appointments.csv", "sample-mapping.toml"])
def test_a_file_that_is_there_is_never_touched(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")

    with pytest.raises(OutputError, match="already there"):
        write_sample(tmp_path, day=DAY)

    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OutputError, match="could not be made"):
        write_sample(tmp_path / "file" / "folder", day=DAY)
