"""What was read once is not read again until its files change."""

import os
import pickle
import subprocess
import sys
import zlib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from handouts.clinic import ClinicFileError, load_clinic, read
from handouts.findings import Finding, Severity
from handouts.i18n import resolve
from handouts.kept import NOT_KEPT, Drawer, Read, Readings
from handouts.library import Library
from handouts.treatments import UnknownTreatmentError, load_treatment

FINDING = Finding(
    check="a", severity=Severity.NOTE, place="here", message="Look.", remedy="Do not."
)
CLINIC = """
name = "Maple Grove"
address = "88 Alder Street, Toronto"
province = "ON"
time_zone = "America/Toronto"
phone = "416-555-0123"
hours = ["Mon-Fri 9:00-17:00"]

[look]
logo = "logo.svg"

[[approvals]]
treatment = "microneedling"
sections = ["aftercare"]
language = "en-CA"
by = "Dr. Sample"
on = 2026-11-22
content = "{content}"
""".replace("{content}", "0" * 64)
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a clinic's file was read and checked."""
    counted: Counter[str] = Counter()
    plain = read.read_clinic

    def counting(path: Path, languages: None, read_bytes: Read) -> object:
        counted[path.name] += 1
        return plain(path, languages, read_bytes)

    monkeypatch.setattr(read, "read_clinic", counting)
    return counted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "clinic.toml").write_text(CLINIC)
    (folder / "logo.svg").write_text(LOGO)
    return folder


def test_a_clinic_is_read_once_and_is_the_same_as_if_it_were_read_again(
    tmp_path: Path, folder: Path, reads: Counter[str]
) -> None:
    plain = load_clinic(folder)
    first, later = (load_clinic(folder, readings=Readings(tmp_path)) for _ in range(2))

    assert plain == first == later
    assert repr(plain) == repr(first) == repr(later)
    assert reads["ours"] == 2


@pytest.mark.parametrize(
    ("file", "was", "becomes"), [("clinic.toml", "Maple", "Birch"), ("logo.svg", "v9z", "v8z")]
)
def test_a_change_to_any_of_its_files_is_seen(
    tmp_path: Path, folder: Path, file: str, was: str, becomes: str
) -> None:
    before = load_clinic(folder, readings=Readings(tmp_path))
    (folder / file).write_text((folder / file).read_text().replace(was, becomes))

    after = load_clinic(folder, readings=Readings(tmp_path))

    assert before != after == load_clinic(folder)


def test_a_file_that_went_bad_or_away_is_refused_as_ever(tmp_path: Path, folder: Path) -> None:
    readings = Readings(tmp_path)
    load_clinic(folder, readings=readings)
    (folder / "logo.svg").unlink()

    with pytest.raises(ClinicFileError, match=r"logo\.svg is not there"):
        load_clinic(folder, readings=readings)
    with pytest.raises(UnknownTreatmentError, match="'peel'"):
        load_treatment(Library.find().templates, "peel", readings=readings)


def test_a_logo_of_another_size_is_not_read_to_see_that_it_changed(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = Readings(tmp_path / "cache")
    load_clinic(folder, readings=readings)
    with (folder / "logo.svg").open("wb") as logo:
        logo.truncate(200 * 2**20)
    plain = Path.read_bytes

    def careful(path: Path) -> bytes:
        assert path.name != "logo.svg", "A logo of 200 MB was read."
        return plain(path)

    monkeypatch.setattr(Path, "read_bytes", careful)

    with pytest.raises(ClinicFileError, match="logo"):
        load_clinic(folder, readings=readings)


def test_two_clinics_are_not_mistaken_for_each_other(tmp_path: Path, folder: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for file in folder.iterdir():
        (other / file.name).write_text(file.read_text().replace("Maple", "Birch"))
    readings = Readings(tmp_path)

    names = [load_clinic(each, readings=readings).name for each in (folder, other, folder)]

    assert names == ["Maple Grove", "Birch Grove", "Maple Grove"]
    assert load_clinic(other, readings=readings).locales == other / "locales"


def test_a_treatment_is_the_same_from_the_disk(tmp_path: Path) -> None:
    templates = Library.find().templates
    first, later = (
        load_treatment(templates, "microneedling", readings=Readings(tmp_path)) for _ in range(2)
    )

    assert first is not later
    assert first == later == load_treatment(templates, "microneedling")
    assert first.reviewed.__class__ is later.reviewed.__class__ is date


def test_a_later_process_does_not_read_the_table_of_languages_again(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from handouts.i18n import keep_table, resolve\n"
        "from handouts.kept import Readings\n"
        "keep_table(Readings(pathlib.Path(sys.argv[1])))\n"
        "print(resolve('FR_ca').own_name, 'tomllib' in sys.modules)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]

    said = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2)]

    own_name = resolve("fr-CA").own_name.encode()
    assert [each.split() for each in said] == [[own_name, b"True"], [own_name, b"False"]]


def test_without_a_folder_or_room_on_the_disk_nothing_is_kept(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("This is no folder.")

    for readings in (NOT_KEPT, Readings(in_the_way)):
        assert readings.value("one", int, lambda read: 1) == 1
        assert readings.value("one", int, lambda read: 2) == 2


def test_only_the_owner_may_read_what_is_kept(tmp_path: Path) -> None:
    Drawer(tmp_path / "drawer", suffix=".value", most=9).keep("one", FINDING)

    (file,) = tmp_path.rglob("*.value")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("value", [Path("a"), print, FileNotFoundError(2, "a"), Counter("a")])
def test_nothing_but_values_of_ours_is_read(tmp_path: Path, value: object) -> None:
    drawer = Drawer(tmp_path, suffix=".value", most=9)
    drawer.keep("ours", (FINDING, "text", date(2026, 11, 22)))
    drawer.keep("other", (FINDING, value))

    assert drawer.take("ours", tuple) == (FINDING, "text", date(2026, 11, 22))
    assert drawer.take("ours", Finding) is None
    assert drawer.take("other", tuple) is None


def test_a_function_of_ours_is_no_value(tmp_path: Path) -> None:
    data = pickle.dumps(load_clinic)
    (tmp_path / "one.value").write_bytes(zlib.adler32(data).to_bytes(4, "big") + data)

    assert Drawer(tmp_path, suffix=".value", most=9).take("one", object) is None


def test_what_was_not_used_for_longest_makes_room(tmp_path: Path) -> None:
    drawer = Drawer(tmp_path, suffix=".value", most=8)
    for number in range(9):
        drawer.keep(f"{number}", FINDING)
        os.utime(tmp_path / f"{number}.value", (number, number))

    assert sorted(path.stem for path in tmp_path.iterdir()) == [*"2345678"]
    assert drawer.take_any("5", Finding) == FINDING
    assert drawer.take_any("9", Finding) is None
