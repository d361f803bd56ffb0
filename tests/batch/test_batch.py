"""A batch as a whole: what is made, what is there already, and what becomes of bad rows."""

from __future__ import annotations

import csv
import errno
import io
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.batch import dry_run
from handouts.batch.crew import InProcess
from handouts.batch.job import BatchJob
from handouts.batch.names import Names
from handouts.batch.run import BatchOptions
from handouts.batch.sink import LocalFolder
from handouts.batch.tally import Kind, errors_csv
from handouts.errors import ExitCode, OutputError
from handouts.records import Appointment, BadRow, SkippedRow, SkipReason, Visit
from tests.batch.building import (
    NINE,
    Rows,
    appointment,
    files,
    job_in,
    journal,
    make,
    many,
    patients,
)
from tests.batch.makers import DRAFT, FAULT, LOOK, UNPRINTABLE

NAME = "Zebedee Quokka"


@pytest.fixture
def job(tmp_path: Path) -> BatchJob:
    return job_in(tmp_path / "out")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def refusing_crew() -> InProcess:
    raise AssertionError("Nobody had to come.")


def test_every_appointment_becomes_a_file_and_a_line_of_the_journal(
    job: BatchJob, out: Path
) -> None:
    summary = make(many(3), job)

    assert (summary.rows, summary.made, summary.present) == (3, 3, 0)
    assert summary.exit_code == ExitCode.MADE
    assert [name[:18] for name in files(out)] == [
        "0902-microneedling",
        "0903-microneedling",
        "0904-microneedling",
    ]
    for entry in journal(out):
        content = (out / entry.name).read_bytes()
        assert len(content) == entry.size
        assert content.endswith(b"%%EOF\n")


def test_a_second_run_makes_nothing_and_calls_nobody(job: BatchJob, out: Path) -> None:
    make(many(100), job)
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}

    summary = make(many(100), job, crew=refusing_crew)

    assert (summary.made, summary.present) == (0, 100)
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_a_row_put_on_top_is_the_only_one_made_and_a_shuffled_file_makes_none(
    job: BatchJob,
) -> None:
    ana = [appointment(9, f"Patient {number}") for number in range(50)]
    make(Rows(*ana), job)

    shuffled = make(Rows(*reversed(ana)), job)
    longer = make(Rows(appointment(8, NAME), *(replace(it, row=it.row + 1) for it in ana)), job)

    assert (shuffled.made, shuffled.present) == (0, 50)
    assert (longer.made, longer.present) == (1, 50)
    assert shuffled.stale == longer.stale == ()


def test_what_is_gone_or_of_another_size_is_made_again(job: BatchJob, out: Path) -> None:
    make(many(5), job)
    gone, cut, *_ = files(out)
    (out / gone).unlink()
    content = (out / cut).read_bytes()
    (out / cut).write_bytes(content[:-1])

    summary = make(many(5), job)

    assert (summary.made, summary.present) == (2, 3)
    assert (out / cut).read_bytes() == content
    assert len(files(out)) == 5


def test_verify_finds_what_was_changed_and_kept_its_size(job: BatchJob, out: Path) -> None:
    make(many(5), job)
    changed = out / files(out)[2]
    content = changed.read_bytes()
    changed.write_bytes(b"#" + content[1:])

    assert make(many(5), job).made == 0
    assert make(many(5), job, verify=True).made == 1
    assert changed.read_bytes() == content


def test_what_died_while_writing_is_swept_away_before_anything_is_made(
    job: BatchJob, out: Path
) -> None:
    out.mkdir()
    (out / ".handouts-123-0a1b2c3d-7.part").write_bytes(b"%PDF-1.7 half of")
    seen = []

    class Looking(InProcess):
        def submit(self, *arguments):  # type: ignore[no-untyped-def]
            seen.append(files(out))
            return super().submit(*arguments)

    make(many(2), job, crew=Looking)

    assert seen == [[]]


def test_two_equal_rows_are_two_handouts(job: BatchJob, out: Path) -> None:
    twins = Rows(appointment(5, "Ana"), appointment(5, "Ana"), appointment(5, "Ana"))

    summary = make(twins, job, pattern="peel")

    first, second, third = sorted(files(out), key=len)[0], *files(out)[:2]
    assert summary.made == 3
    stem = first.removesuffix(".pdf")
    assert files(out) == [f"{stem}-2.pdf", f"{stem}-3.pdf", first]
    assert {second, third} == {f"{stem}-2.pdf", f"{stem}-3.pdf"}
    assert make(twins, job, pattern="peel").made == 0


class _SameStart:
    """Keys that all begin alike, as one pair in four thousand million does."""

    def __init__(self, *_args: object, **_named: object) -> None:
        from tests.batch.makers import Small

        self.make = Small(*_args, **_named).make  # type: ignore[arg-type]
        self._key = Small(*_args, **_named).key  # type: ignore[arg-type]

    def key(self, request: object) -> str:
        return "00000000" + self._key(request)[8:]  # type: ignore[arg-type]


def test_two_handouts_whose_keys_begin_alike_do_not_share_a_file(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.batch.makers.SameStart", _SameStart, raising=False)
    job = job_in(out, maker="tests.batch.makers:SameStart")
    rows = patients("Ana", "Bo", "Cy")

    assert make(rows, job, pattern="peel").made == 3
    assert len(files(out)) == 3
    shuffled = Rows(*reversed(rows.outcomes))
    assert make(shuffled, job, pattern="peel").made == 0


def test_one_bad_row_never_stops_the_others(job: BatchJob, out: Path) -> None:
    bad = BadRow(row=3, column="Date", code="date", message="It is no date.", remedy="Mend it.")
    rows = Rows(
        appointment(2, "Ana"),
        bad,
        appointment(4, "Bo", treatments=("haircut",)),
        appointment(5, "Cy", language="tlh"),
        appointment(6, f"{UNPRINTABLE} {NAME}"),
        appointment(7, f"{FAULT} {NAME}"),
        SkippedRow(row=8, reason=SkipReason.CANCELLED),
        appointment(9, "Di"),
    )

    summary = make(rows, job)

    assert (summary.rows, summary.made) == (8, 2)
    assert summary.skipped == ((SkipReason.CANCELLED, 1),)
    assert [(it.row, it.column, it.code) for it in summary.failed] == [
        (3, "Date", "date"),
        (4, "treatment", "unknown-treatment"),
        (5, "language", "unknown-language"),
        (6, "", "visit"),
        (7, "", "fault"),
    ]
    assert summary.exit_code == ExitCode.INPUT
    table = list(csv.reader(io.StringIO((out / "errors.csv").read_text("utf-8-sig"))))
    assert table[0] == ["row", "column", "code", "message", "remedy"]
    assert table[1] == ["3", "Date", "date", "It is no date.", "Mend it."]
    assert len(table) == 6


def test_the_list_of_errors_goes_when_they_are_mended(job: BatchJob, out: Path) -> None:
    make(Rows(appointment(2, "Ana", language="tlh")), job)
    assert "errors.csv" in files(out)

    make(Rows(appointment(2, "Ana", language="ta")), job)

    assert [name for name in files(out) if not name.endswith(".pdf")] == []


def test_a_header_that_looks_like_a_formula_is_none_in_the_list_of_errors() -> None:
    bad = BadRow(row=2, column='=HYPERLINK("x")', code="date", message="-1", remedy="＝1")

    (_, cells) = csv.reader(io.StringIO(errors_csv((bad,)).decode("utf-8-sig")))

    assert cells == ["2", '\'=HYPERLINK("x")', "date", "'-1", "'＝1"]


def test_no_patient_is_written_anywhere_but_into_handouts(job: BatchJob, out: Path) -> None:
    rows = Rows(
        appointment(2, NAME),
        appointment(3, NAME, treatments=(NAME,)),
        appointment(4, NAME, language=NAME),
        appointment(5, NAME, branch=NAME),
        appointment(6, f"{UNPRINTABLE} {NAME}"),
        appointment(7, f"{FAULT} {NAME}"),
    )

    summary = make(rows, job)

    assert summary.made == 2  # the sample clinic has no branches to be wrong about
    assert "Quokka" not in repr(summary)
    for path in out.iterdir():
        assert "Quokka" not in path.name
        if path.suffix != ".pdf":
            assert b"Quokka" not in path.read_bytes()


def test_a_branch_is_found_in_any_letter_case_and_an_unknown_one_is_a_row_to_mend(
    out: Path, tmp_path: Path
) -> None:
    from handouts.clinic.load import SAMPLE_FOLDER

    clinic = tmp_path / "clinic.toml"
    text = (SAMPLE_FOLDER / "clinic.toml").read_text("utf-8").replace('logo = "logo.svg"', "")
    branch = '\n[[branches]]\nname = "Danforth"\naddress = "1 Sample St"\nphone = "416-555-0142"\n'
    clinic.write_text(text + branch, "utf-8")
    rows = Rows(appointment(2, "Ana", branch="danforth"), appointment(3, "Bo", branch="Queen"))

    summary = make(rows, job_in(out, clinic=clinic))

    (kind,) = dict(summary.kinds)
    assert kind == Kind(treatments=("microneedling",), language="en-CA", branch="Danforth")
    (bad,) = summary.failed
    assert (bad.row, bad.column, bad.code) == (3, "branch", "unknown-branch")
    assert "Danforth" in bad.remedy
    assert "Queen" not in bad.message + bad.remedy


def test_what_no_row_asks_for_any_more_is_listed_and_deleted_only_if_that_is_asked_for(
    job: BatchJob, out: Path
) -> None:
    make(many(5), job)
    before = files(out)

    listed = make(many(4), job)
    kept = files(out)
    pruned = make(many(4), job, prune=True)

    assert listed.stale == pruned.stale == (before[4],)
    assert (listed.pruned, pruned.pruned) == (0, 1)
    assert kept == before
    assert files(out) == before[:4]
    assert make(many(4), job).stale == ()
    assert make(many(5), job).made == 1


def test_another_pattern_makes_files_of_other_names_and_the_old_are_stale(
    job: BatchJob, out: Path
) -> None:
    make(many(2), job, pattern="old")
    old = files(out)

    summary = make(many(2), job, pattern="new")

    assert summary.made == 2
    assert sorted(summary.stale) == old
    assert make(many(2), job, pattern="new", prune=True).pruned == 2
    assert [name[:3] for name in files(out)] == ["new", "new"]


def test_findings_are_counted_and_journaled(job: BatchJob, out: Path) -> None:
    summary = make(patients(f"{DRAFT} 1", f"{DRAFT} 2", "Ana"), job)

    assert summary.findings == ((LOOK, 2),)
    assert summary.exit_code == ExitCode.MADE  # a note is no more than a note
    assert [entry.looks for entry in journal(out)].count(("note:approval",)) == 2


def test_asked_to_stop_it_finishes_the_chunk_and_the_next_run_goes_on(
    job: BatchJob, out: Path
) -> None:
    asked = False

    class Impatient(InProcess):
        def submit(self, *arguments):  # type: ignore[no-untyped-def]
            nonlocal asked
            asked = True
            return super().submit(*arguments)

    stopped = make(many(200), job, crew=Impatient, stopping=lambda: asked)
    then = make(many(200), job)

    assert stopped.interrupted
    assert stopped.exit_code == ExitCode.INTERRUPTED
    assert stopped.made == len(journal(out)) - then.made
    assert 0 < stopped.made < 200
    assert stopped.stale == ()
    assert (then.present, then.made) == (stopped.made, 200 - stopped.made)


def test_asked_to_stop_when_all_is_made_it_was_not_interrupted(job: BatchJob) -> None:
    asked = False

    class Late(InProcess):
        def end(self) -> None:
            nonlocal asked
            asked = True

    summary = make(many(5), job, crew=Late, stopping=lambda: asked)

    assert not summary.interrupted
    assert summary.exit_code == ExitCode.MADE


def test_a_second_ctrl_c_loses_nothing(
    job: BatchJob, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = LocalFolder.put, 0

    def impatient(sink: LocalFolder, name: str, content: bytes) -> None:
        nonlocal count
        count += 1
        if count == 30:
            raise KeyboardInterrupt
        real(sink, name, content)

    monkeypatch.setattr(LocalFolder, "put", impatient)
    with pytest.raises(KeyboardInterrupt):
        make(many(100), replace(job, durable=True))
    monkeypatch.undo()

    assert not [name for name in files(out) if name.startswith(".")]
    assert make(many(100), job).rows == 100
    assert len(files(out)) == len({entry.name for entry in journal(out)}) == 100


def test_too_many_errors_end_it_early(job: BatchJob) -> None:
    bad = [appointment(row, "Ana", language="tlh") for row in range(2, 40)]

    summary = make(Rows(*bad, appointment(50, "Bo")), job, max_errors=10)

    assert summary.gave_up
    assert (summary.made, len(summary.failed)) == (0, 10)
    assert summary.exit_code == ExitCode.INPUT


def test_a_disk_that_fills_up_ends_it_and_what_was_made_is_kept(
    job: BatchJob, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, room = os.write, 60_000

    def filling_up(file: int, content: bytes) -> int:
        nonlocal room
        room -= len(content)
        if room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(file, content)

    monkeypatch.setattr(os, "write", filling_up)
    with pytest.raises(OutputError, match="disk is full"):
        make(many(100), job)
    monkeypatch.undo()
    there, told = files(out), [entry.name for entry in journal(out)]

    assert set(told) <= set(there)
    assert 0 < len(there) < 100
    assert all((out / name).read_bytes().endswith(b"%%EOF\n") for name in there)
    assert make(many(100), job).rows == 100
    assert len(files(out)) == 100


def test_a_folder_that_vanishes_ends_it(job: BatchJob, out: Path) -> None:
    class Moving(InProcess):
        def submit(self, *arguments):  # type: ignore[no-untyped-def]
            shutil.rmtree(out)
            return super().submit(*arguments)

    with pytest.raises(OutputError, match="no longer there"):
        make(many(2), job, crew=Moving)


@pytest.mark.parametrize("there", ["file", "folder nobody may write to"])
def test_a_place_that_takes_nothing_is_named_before_anything_is_made(
    out: Path, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there == "file":
        out.write_text("mine")
    else:
        out.mkdir()

        def refusing(*_args: object, **_more: object) -> int:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(os, "open", refusing)

    with pytest.raises(OutputError, match="could not be written to"):
        make(many(2), job_in(out), crew=refusing_crew)


def test_a_dry_run_says_what_would_be_made_and_writes_nothing(job: BatchJob, out: Path) -> None:
    rows = Rows(
        appointment(2, "Ana"),
        appointment(3, "Bo", language="ta"),
        appointment(4, "Cy", language="ta"),
        appointment(5, "Di", language="tlh"),
        SkippedRow(row=6, reason=SkipReason.NO_SHOW),
    )
    options = BatchOptions(names=Names("{time} {treatment}"))

    summary = dry_run(rows, job, options)

    assert (summary.made, summary.present, len(summary.failed)) == (3, 0, 1)
    assert [(kind.language, count) for kind, count in summary.kinds] == [("ta", 2), ("en-CA", 1)]
    assert not out.exists()
    make(rows, job)
    assert dry_run(rows, job, options).present == 3


def test_a_store_is_a_place_for_handouts_too(tmp_path: Path) -> None:
    from fsspec.core import url_to_fs

    url = f"memory://{tmp_path.name}/tonight"
    job, state = job_in(url), tmp_path / "state"
    rows = Rows(appointment(2, "Ana"), appointment(3, "Bo", language="tlh"))

    made = make(rows, job, state=state)
    again = make(rows, job, state=state, crew=refusing_crew)

    store, root = url_to_fs(url)
    names = sorted(path.rpartition("/")[2] for path in store.ls(root, detail=False))
    assert (made.made, again.made, again.present) == (1, 0, 1)
    assert len(names) == 2
    assert names[1] == "errors.csv"
    assert [path.name for path in state.rglob("*") if path.is_file()] == ["handouts.journal"]


def test_a_folder_named_as_a_url_keeps_its_journal_too(out: Path) -> None:
    make(many(2), job_in(f"file://{out}"))

    assert len(files(out)) == len(journal(out)) == 2
    assert make(many(2), job_in(out), crew=refusing_crew).present == 2


def test_rows_are_made_together_with_their_like(job: BatchJob, out: Path) -> None:
    languages = ("en-CA", "ta", "ar") * 20
    rows = [appointment(row, "Ana", language=tag) for row, tag in enumerate(languages, start=2)]

    make(Rows(*rows), job)

    made = [entry.language for entry in journal(out)]
    assert made == sorted(made)


def test_a_visit_without_a_time_or_a_name_is_made(job: BatchJob, out: Path) -> None:
    nobody = Appointment(
        row=2, treatments=("microneedling",), language=None, branch=None, visit=Visit()
    )

    assert make(Rows(nobody), job).made == 1
    (entry,) = journal(out)
    assert (entry.treated, entry.language) == ("", "en-CA")
    assert NINE.year == 2026
