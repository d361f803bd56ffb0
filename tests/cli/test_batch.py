"""`handouts batch`: an export goes in, and what a clinic gets."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from handouts.cli.app import run
from handouts.cli.progress import Progress
from handouts.errors import ExitCode
from tests.batch.makers import FAULT, UNPRINTABLE, Small
from tests.cli.conftest import Answer

NAME = "Zebedee Quokka"
HEADER = ("Patient", "Treated", "Treatment", "Language")
MAPPING = '[treatments]\n"Needling*" = "microneedling"\n'


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Handouts of a few lines, for what is not about the handouts."""
    monkeypatch.setattr("handouts.masters.Masters", Small)


def write_export(
    folder: Path, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER, name: str = "day.csv"
) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def visits(count: int, language: str = "en-CA") -> list[tuple[str, ...]]:
    return [
        (f"Sample {number}", f"2026-11-23 {9 + number // 60:02}:{number % 60:02}", "microneedling", language)
        for number in range(count)
    ]  # fmt: skip


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.pdf"))


def everything(folder: Path) -> bytes:
    """All that a folder says but in handouts: names of files, and what is in the others."""
    said = b""
    for path in folder.rglob("*"):
        said += str(path).encode() + b"\n"
        if path.is_file() and path.suffix != ".pdf":
            said += path.read_bytes()
    return said


def test_the_example_it_writes_works_as_it_stands(
    handouts: Callable[..., Answer], folder: Path, small: None
) -> None:
    sample = handouts("batch", "--sample", "here")

    assert sample.out == "here/sample-appointments.csv\nhere/sample-mapping.toml\n"
    command = sample.said.partition(": handouts ")[2].split()
    dry = handouts(*command)
    assert dry.code == ExitCode.MADE
    assert "Would make 3 handouts" in dry.said
    assert not (folder / "tonight").exists()
    command.remove("--dry-run")
    assert handouts(*command).code == ExitCode.MADE
    assert len(made(folder / "tonight")) == 3


def test_an_export_becomes_handouts_and_one_file_for_the_printer(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    export = [
        (NAME, "2026-11-23 10:00", "microneedling", "fr-CA"),
        (f"{NAME} II", "2026-11-23 09:00", "microneedling", "en-CA"),
    ]
    write_export(folder, *export)

    answer = handouts("batch", "day.csv", "--out", "tonight", "--section", "aftercare", "--collate", "all.pdf")  # fmt: skip
    again = handouts("batch", "day.csv", "--out", "tonight", "--section", "aftercare", "--collate", "again.pdf", "--only", "2")  # fmt: skip

    assert answer.code == again.code == ExitCode.MADE
    assert answer.out.splitlines() == [str(folder / "tonight"), "all.pdf"]
    first, second = made(folder / "tonight")
    assert first.startswith("2026-11-23-0900-microneedling-en-CA-")
    assert second.startswith("2026-11-23-1000-microneedling-fr-CA-")
    assert "Made 2 handouts; 0 already there." in answer.said
    assert "Collated 2 handouts on" in answer.said
    assert "SAMPLE stands in the margin" in answer.said
    assert "Made 0 handouts; 2 already there." in again.said
    assert "Collated 1 handout on" in again.said
    for file in ("all.pdf", "again.pdf"):
        assert (folder / file).read_bytes().startswith(b"%PDF")
    assert "Quokka" not in answer.said + answer.out + again.said


def test_a_jammed_handout_comes_again_by_its_number_though_a_row_was_added_before_it(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    late = ("Sample Late", "2026-11-23 10:00", "microneedling", "en-CA")
    early = ("Sample Early", "2026-11-23 09:00", "microneedling", "en-CA")
    command = ("batch", "day.csv", "--out", "tonight", "--section", "breakouts", "--show", "name")
    write_export(folder, late)
    none_yet = handouts(*command, "--collate", "again.pdf", "--only", "1")
    handouts(*command, "--collate", "all.pdf")
    write_export(folder, early, late)

    again = handouts(*command, "--collate", "again.pdf", "--only", "1")
    beyond = handouts(*command, "--collate", "again.pdf", "--only", "2")
    write_export(folder, early)
    gone = handouts(*command, "--collate", "again.pdf", "--only", "1")

    assert none_yet.code == beyond.code == ExitCode.COMMAND_LINE
    assert "Leave out --only" in none_yet.said
    assert again.code == ExitCode.MADE
    assert "1 handout came later and is not on that run sheet" in again.said
    assert "Look its number up" in beyond.said
    assert gone.code == ExitCode.INPUT
    assert "Made 0 handouts; 1 already there." in gone.said
    assert "Handout 1 of run sheet" in gone.said
    text = "".join(page_texts(folder / "again.pdf"))
    mark = again.said.partition("with run sheet ")[2][:4]
    assert f"Run sheet {mark}" in text
    assert "Sample Late" in text
    assert "Sample Early" not in text


def page_texts(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def test_other_processes_make_the_same_handouts(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    write_export(folder, *visits(2), *visits(2, "fr-CA"))
    command = ["batch", "day.csv", "--section", "breakouts", "--out"]

    alone = handouts(*command, "alone", "--jobs", "1")
    pool = handouts(*command, "pool", "--jobs", "2")

    assert alone.code == pool.code == ExitCode.MADE
    assert made(folder / "alone") == made(folder / "pool")
    for name in made(folder / "alone"):
        assert (folder / "alone" / name).read_bytes() == (folder / "pool" / name).read_bytes()


def test_a_second_run_makes_nothing(
    handouts: Callable[..., Answer], folder: Path, small: None
) -> None:
    write_export(folder, *visits(30))
    handouts("batch", "day.csv", "--out", "tonight")
    before = {path.name: path.stat().st_mtime_ns for path in (folder / "tonight").iterdir()}

    answer = handouts("batch", "day.csv", "--out", "tonight")

    assert answer.code == ExitCode.MADE
    assert "Made 0 handouts; 30 already there." in answer.said
    after = {path.name: path.stat().st_mtime_ns for path in (folder / "tonight").iterdir()}
    assert after == before


def test_rows_that_fail_are_told_with_what_to_do_and_the_others_are_made(
    handouts: Callable[..., Answer], folder: Path, small: None
) -> None:
    when = "2026-11-23 09:00"
    write_export(
        folder,
        ("Ana", when, "Needling, face", "ta"),
        ("Bo", when, "Haircut", "ta"),
        ("Cy", "2026-13-23 09:00", "Needling", "ta"),
        ("Di", when, "Needling", "Klingon"),
    )
    (folder / "map.toml").write_text(MAPPING)

    answer = handouts("batch", "day.csv", "--map", "map.toml", "--out", "tonight")

    assert answer.code == ExitCode.INPUT
    assert len(made(folder / "tonight")) == 1
    assert "3 rows failed:" in answer.said
    assert "'Haircut' (1 row)" in answer.said
    assert f"{folder}/tonight/errors.csv" in answer.said
    with (folder / "tonight" / "errors.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["row"], row["column"]) for row in rows] == [
        ("3", "Treatment"),
        ("4", "Treated"),
        ("5", "Language"),
    ]
    assert "Haircut" not in (folder / "tonight" / "errors.csv").read_text("utf-8")


def test_a_program_gets_the_same_as_json_and_nothing_else(
    handouts: Callable[..., Answer], folder: Path, small: None
) -> None:
    write_export(folder, *visits(2), ("Bo", "2026-11-23 09:00", "Haircut", "ta"))

    answer = handouts("batch", "day.csv", "--out", "tonight", "--json")

    told = json.loads(answer.out)
    assert answer.code == ExitCode.INPUT
    assert (told["rows"], told["made"], told["present"]) == (3, 2, 0)
    assert told["unmapped"] == {"Haircut": 1}
    assert [bad["row"] for bad in told["failed"]] == [4]
    assert told["kinds"] == [
        {"treatments": ["microneedling"], "language": "en-CA", "branch": None, "count": 2}
    ]


def test_no_patient_is_written_said_or_logged_anywhere(
    handouts: Callable[..., Answer],
    folder: Path,
    small: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    when = "2026-11-23 09:00"
    write_export(
        folder,
        (NAME, when, "microneedling", "ta"),
        (f"{UNPRINTABLE} {NAME}", when, "microneedling", "ta"),
        (f"{FAULT} {NAME}", when, "microneedling", "ta"),
        (f"{NAME}\u202e", when, "microneedling", "ta"),
        (NAME, NAME, "microneedling", "ta"),
        (NAME, when, "microneedling", NAME),
        name="in.csv",
    )

    answers = [
        handouts("batch", "in.csv", "--out", "tonight", *more)
        for more in ((), ("--json",), ("--dry-run",), ("--verify",))
    ]

    assert [answer.code for answer in answers] == [ExitCode.INPUT] * 4
    assert len(made(folder / "tonight")) == 1
    for answer in answers:
        assert "Quokka" not in answer.out + answer.said
    written = everything(folder / "tonight") + everything(temporary) + everything(tmp_path / "home")
    assert b"Quokka" not in written
    assert b"errors.csv" in written


def test_a_clinic_that_wants_names_in_file_names_gets_them_and_only_there(
    handouts: Callable[..., Answer], folder: Path, small: None
) -> None:
    write_export(folder, (f"{NAME}/../x", "2026-11-23 09:00", "microneedling", "ta"))

    answer = handouts("batch", "day.csv", "--out", "tonight", "--name", "{patient} {date}")

    (name,) = made(folder / "tonight")
    assert name.startswith("Zebedee-Quokka..x-2026-11-23-")
    assert "Quokka" not in answer.out + answer.said


@pytest.mark.parametrize(
    ("typed", "help_offered"),
    [
        ([], "Name the export"),
        (["day.csv"], "--out tonight"),
        (["day.csv", "--out", "x", "--only", "3"], "add --collate FILE"),
        (["day.csv", "--out", "x", "--dates", "ymd"], "'dmy', 'mdy'"),
        (["day.csv", "--out", "x", "--jobs", "0"], "--jobs"),
        (["day.csv", "--out", "x", "--name", "{name}"], "{patient}"),
        (["day.csv", "--out", "x", "--treatment", "microneedeling"], "Use one of: microneedling"),
        (["day.csv", "--out", "x", "--with", "frca"], "Did you mean fr-CA"),
        (["day.csv", "--out", "x", "--with", "fr-CA", "--edition", "large-print"], "large print"),
        (["day.csv", "--out", "x", "--cluster", "tcp://192.0.2.1:8786"], "--cluster-ca"),
        (["day.csv", "--out", "x", "--cluster", "tls://192.0.2.1:8786"], "--cluster-ca"),
        (["day.csv", "--out", "x", "--cluster", "192.0.2.1"], "tls://host:8786"),
        (["day.csv", "--out", "x", "--cluster-ca", "ca.pem"], "add --cluster URL"),
        (["day.csv", "--out", "x", "--cluster", "tcp://127.0.0.1:1", "--jobs", "2"], "take one"),
        (["day.csv", "--out", "quokka://bucket"], "handouts[s3]"),
        (["my", "day.csv", "--out", "x"], "handouts batch 'my day.csv'"),
        (["day.csv", "--out", "x", "--collate", "y/all.pdf"], "There is no folder y."),
        (["day.csv", "--out", "x", "--collate", "."], "--collate all.pdf"),
        (["day.csv", "--out", "x", "--collate", "./day.csv"], "would replace day.csv"),
    ],
)
def test_what_was_typed_wrongly_is_answered_with_what_is_right(
    handouts: Callable[..., Answer], folder: Path, typed: list[str], help_offered: str
) -> None:
    write_export(folder, *visits(2))

    answer = handouts("batch", *typed)

    assert answer.code == ExitCode.COMMAND_LINE
    assert help_offered in answer.said
    assert answer.out == ""
    assert sorted(path.name for path in folder.rglob("*")) == ["day.csv"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"Patient,Treated\n\xff\xfe", "day.csv"),
        (b"Patient,Treated,Treatment\nAna,03/04/2026 09:00,microneedling\n", "row 2"),
        (b"Patient,Patient,Treated,Treatment\n", "Patient"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_before_anything_is_made(
    handouts: Callable[..., Answer], folder: Path, content: bytes, problem: str
) -> None:
    (folder / "day.csv").write_bytes(content)

    answer = handouts("batch", "day.csv", "--out", "tonight")

    assert answer.code == ExitCode.INPUT
    assert problem in answer.said
    assert not (folder / "tonight").exists()


def test_a_mapping_to_a_treatment_there_is_not_is_refused(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    write_export(folder, *visits(1))
    (folder / "map.toml").write_text('[treatments]\n"Needling" = "microneedeling"\n')

    answer = handouts("batch", "day.csv", "--map", "map.toml", "--out", "tonight")

    assert answer.code == ExitCode.INPUT
    assert "map.toml" in answer.said
    assert "microneedling" in answer.said


def test_an_export_without_appointments_says_so(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    write_export(folder)

    alone = handouts("batch", "day.csv", "--out", "tonight")
    printed = handouts("batch", "day.csv", "-o", "tonight", "--collate", "tonight/all.pdf")

    assert (alone.code, printed.code) == (ExitCode.MADE, ExitCode.OUTPUT)
    assert "The export has no appointments" in alone.said
    assert "Check that this is the right export" in printed.said


@pytest.mark.parametrize(
    ("name", "told"),
    [("night.csv", "There is no file of this name here."), (".", "It is a folder.")],
)
def test_an_export_that_is_not_there_is_asked_for_by_name(
    handouts: Callable[..., Answer], folder: Path, name: str, told: str
) -> None:
    answer = handouts("batch", name, "--out", "tonight")

    assert answer.code == ExitCode.INPUT
    assert f"{name}: {told}" in answer.said
    assert not (folder / "tonight").exists()


def test_a_file_for_the_printer_that_cannot_be_written_is_named_by_its_own_option(
    handouts: Callable[..., Answer], folder: Path
) -> None:
    write_export(folder, *visits(1))

    answer = handouts(
        "batch", "day.csv", "--out", "x", "--section", "breakouts", "--collate", "a" * 300
    )

    assert answer.code == ExitCode.OUTPUT
    assert "Made 1 handout" in answer.said
    assert "name another file with --collate" in answer.said


def test_two_batches_in_one_folder_is_one_too_many(
    handouts: Callable[..., Answer], folder: Path, small: None
) -> None:
    from handouts.batch.journal import FILE_NAME, Journal

    write_export(folder, *visits(1))
    (folder / "tonight").mkdir()
    with Journal(folder / "tonight" / FILE_NAME):
        answer = handouts("batch", "day.csv", "--out", "tonight")

    assert answer.code == ExitCode.OUTPUT
    assert "Another batch is being written to" in answer.said


def test_stale_files_are_listed_and_deleted_if_that_is_asked_for(
    handouts: Callable[..., Answer], folder: Path, small: None
) -> None:
    write_export(folder, *visits(3))
    handouts("batch", "day.csv", "--out", "tonight")
    _, _, last = made(folder / "tonight")
    write_export(folder, *visits(2))

    listed = handouts("batch", "day.csv", "--out", "tonight")
    pruned = handouts("batch", "day.csv", "--out", "tonight", "--prune")

    assert f"  {last}" in listed.said
    assert "--prune deletes them" in listed.said
    assert "Deleted 1 file" in pruned.said
    assert last not in made(folder / "tonight")


def test_a_folder_of_another_export_is_not_recommended_for_deletion_alone(
    handouts: Callable[..., Answer], folder: Path, small: None
) -> None:
    write_export(folder, *visits(3))
    handouts("batch", "day.csv", "--out", "tonight")
    write_export(folder, *visits(2, "ta"), name="other.csv")

    other = handouts("batch", "other.csv", "--out", "tonight")
    write_export(folder, *visits(2))
    mended = handouts("batch", "day.csv", "--out", "tonight")

    assert "give each export a folder of its own" in other.said
    assert "a folder of its own" not in mended.said


def test_findings_of_a_clinic_are_told_once(handouts: Callable[..., Answer], folder: Path) -> None:
    handouts("new", "mine")
    write_export(folder, *visits(3))

    answer = handouts(
        "batch", "day.csv", "--out", "tonight", "--clinic", "mine", "--section", "breakouts"
    )

    assert answer.code == ExitCode.WANTS_A_LOOK
    assert answer.said.count("No clinician has approved") == 1
    assert "SAMPLE" not in answer.said


def test_progress_is_a_plain_line_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    progress = Progress(10_000)
    for second in range(12):
        clock[0] = float(second)
        progress.update(second * 500)
    progress.close()

    assert capsys.readouterr().err.splitlines() == [
        "2,500 of 10,000, 25 %, 500 a second, 15 s left",
        "5,000 of 10,000, 50 %, 500 a second, 10 s left",
    ]


def test_progress_is_a_bar_on_a_terminal_that_goes_when_all_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    progress = Progress(300)
    clock[0] = 2.0
    progress.update(100)
    progress.close()

    drawn, blank, end = capsys.readouterr().err.split("\r")[1:]
    assert drawn == "[##########--------------------] 100 of 300, 33 %, 50 a second, 4 s left"
    assert (blank.strip(), end) == ("", "")
    assert len(blank) == len(drawn)


def test_quiet_shows_no_progress(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    progress = Progress(300, quiet=True)
    clock[0] = 60.0
    progress.update(100)
    progress.close()

    assert capsys.readouterr().err == ""


# The command in a process of its own, with handouts of a few lines.
SLOW = """
import handouts.masters
from tests.batch.makers import Small
handouts.masters.Masters = Small
from handouts.cli import main
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="about signals of POSIX")
@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_says_how_to_go_on_and_the_next_run_goes_on(folder: Path, presses: int) -> None:
    write_export(
        folder,
        *[("Slower " + name, *rest) for name, *rest in visits(300)],
        name="a day.csv",
    )
    root = Path(__file__).parents[2]
    command = ["batch", "a day.csv", "--out", "tonight", "--jobs", "1"]
    running = subprocess.Popen(
        [sys.executable, "-c", SLOW, *command],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not made(folder / "tonight") and running.poll() is None:
        time.sleep(0.01)
    for _ in range(presses):
        running.send_signal(signal.SIGINT)
        time.sleep(0.02)
    out, said = running.communicate(timeout=60)

    # As a shell sees it, both are 130.
    assert running.returncode in (ExitCode.INTERRUPTED, -signal.SIGINT), said
    assert "To go on: handouts batch 'a day.csv' --out tonight --jobs 1" in said
    assert "Traceback" not in said
    assert 0 < len(made(folder / "tonight")) < 300
    assert not list((folder / "tonight").glob(".*"))
    if presses == 1:
        assert out == f"{folder / 'tonight'}\n"


def test_an_interrupted_batch_goes_on_where_it_was(
    folder: Path, small: None, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_export(folder, *visits(100))
    real, count = Small.make, 0

    def pressed(self: Small, request: object) -> object:
        nonlocal count
        count += 1
        if count == 20:
            signal.raise_signal(signal.SIGINT)
        return real(self, request)  # type: ignore[arg-type]

    monkeypatch.setattr(Small, "make", pressed)
    stopped = run(["batch", "day.csv", "--out", "tonight", "--jobs", "1"])
    there = len(made(folder / "tonight"))
    after = run(["batch", "day.csv", "--out", "tonight", "--jobs", "1"])

    assert (stopped, after) == (ExitCode.INTERRUPTED, ExitCode.MADE)
    assert 20 <= there < 100
    assert f"Made {100 - there} handouts" in capfd.readouterr().err
    assert len(made(folder / "tonight")) == 100
