"""A number on a run sheet means the same handout for as long as the paper lies there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from handouts.batch import BatchOptions, InProcess, Names, run_batch
from handouts.batch.collate import Collated
from handouts.batch.job import BatchJob
from handouts.batch.numbers import (
    FILE_NAME,
    NoRunSheetError,
    NotInInputError,
    NotMadeError,
    RunSheetNumbers,
    SelectionError,
    forget_numbers,
    keep_numbers,
    numbers_file,
    read_numbers,
)
from handouts.batch.print_file import ForPrinter, NothingToPrintError
from handouts.batch.run_sheet import Numbered, Order, RunSheetOptions
from handouts.errors import ExitCode, OutputError
from handouts.records import Visit
from tests.batch.building import NINE, TODAY, Rows, appointment, job_in, patients

TEN = RunSheetNumbers(order=Order.TIME, handouts=tuple(range(100, 110)))
HOW = BatchOptions(names=Names())
FULL = "full.pdf"  # a file the disk has no room for

# The numbers of what was collated, and for whom.
Printed = dict[int, str | None]


@pytest.fixture
def job(tmp_path: Path) -> BatchJob:
    return job_in(tmp_path / "out")


class Printer:
    """Makes a batch and its file for the printer, and says which handouts are in that.

    Attributes:
        options: Of the last run sheet.
        unnumbered: How many handouts a reprint's run sheet did not have.
    """

    options: RunSheetOptions
    unnumbered: int

    def __init__(self, job: BatchJob) -> None:
        self._job = job
        self._collated: Sequence[Numbered] = ()

    def __call__(
        self, rows: Rows, *, only: str | None = None, order: Order = Order.TIME, to: str = "all.pdf"
    ) -> Printed:
        for_printer = ForPrinter(self._job, HOW, only=only)
        summary = run_batch(rows, self._job, HOW, crew=InProcess, met=for_printer.meet)
        for_printer.write(Path(to), summary, RunSheetOptions(printed=TODAY, order=order))
        self.unnumbered = for_printer.unnumbered
        return {it.number: it.entry.patient for it in self._collated}

    def collate_batch(
        self, entries: Sequence[Numbered], options: RunSheetOptions, *, output: Path, **_: Any
    ) -> tuple[Collated, ...]:
        """Stands in for the real one."""
        self._collated, self.options = entries, options
        if output.name == FULL:
            raise OutputError("The disk is full.", remedy="Free some space.")
        return ()


@pytest.fixture
def print_(job: BatchJob, monkeypatch: pytest.MonkeyPatch) -> Printer:
    printer = Printer(job)
    monkeypatch.setattr("handouts.batch.print_file.collate_batch", printer.collate_batch)
    return printer


def test_the_numbers_of_a_run_sheet_are_there_for_the_reprint(
    print_: Printer,
) -> None:
    rows = patients("Ana", "Bo", "Cy", "Di")

    assert print_(rows) == {1: "Ana", 2: "Bo", 3: "Cy", 4: "Di"}
    assert print_(rows, only="2,4") == {2: "Bo", 4: "Di"}


def test_a_row_that_was_added_before_shifts_no_number(print_: Printer) -> None:
    print_(patients("Ana", "Bo", "Cy"))
    longer = Rows(appointment(1, "Early"), *patients("Ana", "Bo", "Cy").outcomes)

    assert print_(longer, only="2-3") == {2: "Bo", 3: "Cy"}
    assert print_.unnumbered == 1
    assert print_(longer) == {1: "Early", 2: "Ana", 3: "Bo", 4: "Cy"}
    assert print_(longer, only="2-3") == {2: "Ana", 3: "Bo"}
    assert print_.unnumbered == 0


def test_rows_that_were_moved_and_another_order_shift_no_number(
    print_: Printer,
) -> None:
    rows = patients("Ana", "Bo", "Cy", "Di")
    print_(rows)
    moved = Rows(*reversed(rows.outcomes))

    assert print_(moved, only="4,1", order=Order.FILE) == {1: "Ana", 4: "Di"}
    assert print_.options.order is Order.TIME
    assert print_(moved, order=Order.FILE) == {1: "Ana", 2: "Bo", 3: "Cy", 4: "Di"}


def test_a_reprint_has_the_mark_of_its_run_sheet_and_makes_no_numbers_of_its_own(
    print_: Printer,
) -> None:
    rows = patients("Ana", "Bo", "Cy")
    print_(rows)
    mark = print_.options.mark

    print_(rows, only="3")

    assert print_.options.mark == mark
    assert len(mark) == 4
    assert print_(rows, only="1,2") == {1: "Ana", 2: "Bo"}


def test_other_numbers_have_another_mark() -> None:
    assert TEN.mark != RunSheetNumbers(order=Order.TIME, handouts=tuple(range(10))).mark


@pytest.mark.parametrize(
    ("only", "numbers", "told"),
    [
        ("1-2", (2,), "Handout 2 of run sheet"),
        ("2,4", (2, 4), "Handouts 2, 4 of run sheet"),
    ],
)
def test_a_handout_whose_row_was_changed_or_is_gone_is_named_and_nothing_is_printed(
    print_: Printer, only: str, numbers: tuple[int, ...], told: str
) -> None:
    print_(patients("Ana", "Bo", "Cy", "Di"))

    with pytest.raises(NotInInputError) as raised:
        print_(patients("Ana", "Bob", "Cy"), only=only)

    assert raised.value.numbers == numbers
    assert raised.value.message.startswith(told)
    assert "Leave out --only" in raised.value.remedy or "leave out --only" in raised.value.remedy
    assert raised.value.exit_code == ExitCode.INPUT


def test_a_handout_that_cannot_be_made_any_more_is_named(
    print_: Printer, job: BatchJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = patients("Ana", "Bo")
    print_(rows)
    for file in Path(job.out).glob("*.pdf"):
        file.unlink()
    monkeypatch.setattr("tests.batch.makers.Small.make", _refuse)

    with pytest.raises(NotMadeError, match="Handout 2 of the run sheet could not be made"):
        print_(rows, only="2")


def _refuse(*_: object) -> None:
    raise RuntimeError


def test_without_a_run_sheet_there_is_nothing_to_choose_from(
    print_: Printer, job: BatchJob
) -> None:
    with pytest.raises(NoRunSheetError, match="none was made") as raised:
        print_(patients("Ana"), only="1")

    assert "Leave out --only" in raised.value.remedy
    assert not Path(job.out).exists()


def test_a_number_that_is_not_on_the_run_sheet_is_refused_before_anything_is_made(
    print_: Printer, job: BatchJob
) -> None:
    print_(patients("Ana", "Bo"))
    before = sorted(Path(job.out).iterdir())

    with pytest.raises(SelectionError, match=r"There is no handout 3 .* from 1 to 2\."):
        print_(patients("Ana", "Bo", "Cy"), only="3")

    assert sorted(Path(job.out).iterdir()) == before


def test_a_run_sheet_that_may_or_may_not_be_on_paper_has_no_numbers(
    print_: Printer,
) -> None:
    rows = patients("Ana", "Bo")
    print_(rows)
    with pytest.raises(OutputError, match="disk is full"):
        print_(rows, to=FULL)

    with pytest.raises(NoRunSheetError):
        print_(rows, only="1")


def test_a_batch_of_nothing_leaves_the_numbers_alone(print_: Printer) -> None:
    print_(patients("Ana"))
    with pytest.raises(NothingToPrintError):
        print_(Rows())

    assert print_(patients("Ana"), only="1") == {1: "Ana"}


def test_two_equal_handouts_have_a_number_each(print_: Printer) -> None:
    twins = Rows(*(appointment(row, None, visit=Visit(treated=NINE)) for row in (2, 3)))

    assert print_(twins) == {1: None, 2: None}
    assert print_(twins, only="2") == {2: None}


def test_no_patient_is_in_the_file_and_only_its_owner_can_read_it(
    print_: Printer, job: BatchJob
) -> None:
    print_(patients("Zebedee Quokka", "Bo"))
    file = Path(job.out) / FILE_NAME

    told = json.loads(file.read_text("utf-8"))
    assert sorted(told) == ["handouts", "handouts run sheet", "order"]
    assert all(int(handout, 16) for handout in told["handouts"])
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"handouts run sheet": 2, "order": "time", "handouts": []}',
        '{"handouts run sheet": 1, "order": "size", "handouts": []}',
        '{"handouts run sheet": 1, "order": "time", "handouts": [7]}',
        '{"handouts run sheet": 1, "order": "time"}',
    ],
)
def test_numbers_that_cannot_be_read_are_none(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content)

    with pytest.raises(NoRunSheetError):
        read_numbers(str(tmp_path), None)


def test_handouts_in_a_store_have_their_numbers_in_a_folder_of_the_users_own(
    tmp_path: Path,
) -> None:
    numbers_file("memory://tonight", tmp_path).parent.mkdir()
    keep_numbers(TEN, "memory://tonight", tmp_path)

    assert read_numbers("memory://tonight", tmp_path) == TEN
    with pytest.raises(NoRunSheetError, match="memory://tomorrow"):
        read_numbers("memory://tomorrow", tmp_path)


def test_what_was_forgotten_is_gone(tmp_path: Path) -> None:
    keep_numbers(TEN, str(tmp_path), None)
    assert read_numbers(str(tmp_path), None) == TEN

    for _ in range(2):
        forget_numbers(str(tmp_path), None)
        with pytest.raises(NoRunSheetError):
            read_numbers(str(tmp_path), None)


@pytest.mark.parametrize(
    ("only", "numbers"),
    [
        ("3", [3]),
        ("3,7-9", [3, 7, 8, 9]),
        (" 9 , 1 - 2 ,2", [1, 2, 9]),
        ("7–8", [7, 8]),
        ("10-10", [10]),
    ],
)
def test_handouts_are_chosen_by_number_and_come_in_their_old_order(
    only: str, numbers: list[int]
) -> None:
    assert TEN.chosen(only) == {number: 99 + number for number in numbers}


@pytest.mark.parametrize(
    ("only", "message", "remedy"),
    [
        ("", "'' is no list of handouts.", "such as 3,7-9"),
        ("3;4", "'3;4' is no list of handouts.", "such as 3,7-9"),
        ("3,", "'3,' is no list of handouts.", "such as 3,7-9"),
        ("-3", "'-3' is no list of handouts.", "such as 3,7-9"),
        ("٣", "'٣' is no list of handouts.", "such as 3,7-9"),
        ("9-7", "9-7 counts backwards.", "Write 7-9"),
        ("0", f"There is no handout 0 on run sheet {TEN.mark}. They go from 1 to 10.", "Look"),
        ("8-11", f"There is no handout 11 on run sheet {TEN.mark}. They go from 1 to 10.", "Look"),
        ("1-999999999", "There is no handout 999999999 on run sheet", "Look its number up"),
    ],
)
def test_what_is_no_choice_of_handouts_is_refused(only: str, message: str, remedy: str) -> None:
    with pytest.raises(SelectionError) as raised:
        TEN.chosen(only)

    assert raised.value.message.startswith(message)
    assert remedy in raised.value.remedy
