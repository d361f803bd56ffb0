"""What a batch remembers of what it made."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.batch.journal import FILE_NAME, BusyError, Entry, ForeignJournalError, Journal
from handouts.errors import OutputError

ENTRY = Entry(
    row=2,
    key="0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    occurrence=1,
    name="peel-0a1b2c3d.pdf",
    size=1234,
    sha256="ab" * 32,
    sides=2,
    code="AAAA-BBBB",
    treatments=("chemical-peel", "microneedling"),
    language="zh-Hant",
    treated="2026-11-22T15:00:00-05:00",
    looks=("note:approval",),
)
OTHER = replace(ENTRY, row=3, occurrence=2, name="peel-0a1b2c3d-2.pdf")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


def test_what_was_written_down_is_there_at_the_next_start(file: Path) -> None:
    with Journal(file) as journal:
        journal.add([ENTRY])
        journal.add([OTHER])

    with Journal(file) as journal:
        assert list(journal.entries()) == [ENTRY, OTHER]


def test_it_begins_with_its_version_and_is_one_object_a_line(file: Path) -> None:
    with Journal(file) as journal:
        journal.add([ENTRY])

    head, line = map(json.loads, file.read_text("utf-8").splitlines())
    assert head == {"handouts journal": 1}
    assert line["name"] == "peel-0a1b2c3d.pdf"


@pytest.mark.skipif(os.name != "posix", reason="about modes of POSIX")
def test_only_its_owner_can_read_it(file: Path) -> None:
    with Journal(file):
        assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_what_a_power_cut_left_of_a_line_is_cut_off(file: Path, cut: int) -> None:
    with Journal(file) as journal:
        journal.add([ENTRY, OTHER])
    whole = file.read_bytes()
    file.write_bytes(whole[:-cut])

    with Journal(file) as journal:
        assert list(journal.entries()) == [ENTRY]
        journal.add([OTHER])
    assert file.read_bytes() == whole


def test_a_journal_that_never_got_its_head_is_begun_again(file: Path) -> None:
    file.write_bytes(b'{"handou')

    with Journal(file) as journal:
        journal.add([ENTRY])
        assert list(journal.entries()) == [ENTRY]


@pytest.mark.parametrize("head", ['{"handouts journal":2}', '{"name":"x"}', "%PDF-1.7", "[1]"])
def test_another_version_or_another_file_is_left_alone(file: Path, head: str) -> None:
    file.write_text(head + "\n")

    with pytest.raises(ForeignJournalError, match=r"handouts\.journal"):
        Journal(file)
    assert file.read_text() == head + "\n"


def test_a_line_nobody_can_read_is_passed_and_its_handout_made_again(file: Path) -> None:
    with Journal(file) as journal:
        journal.add([ENTRY, OTHER])
    head, first, second = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(head + first[:50] + b"\0" * (len(first) - 51) + b"\n" + second)

    with Journal(file) as journal:
        assert list(journal.entries()) == [OTHER]


def test_a_deleted_handout_is_forgotten_until_it_is_made_again(file: Path) -> None:
    with Journal(file) as journal:
        journal.add([ENTRY, OTHER])
        journal.forget([ENTRY.name])
        assert list(journal.entries()) == [OTHER]
        journal.add([ENTRY])
        assert list(journal.entries()) == [OTHER, ENTRY]


def test_two_batches_cannot_have_it_open(file: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from handouts.batch.journal import Journal, BusyError\n"
        "try: Journal(Path(sys.argv[1]))\n"
        "except BusyError as error: print(error.message)\n"
    )
    with Journal(file, place="tonight"):
        with pytest.raises(BusyError, match="Another batch is being written to tonight"):
            Journal(file, place="tonight")
        other = subprocess.run(
            [sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=True
        )

    assert other.stdout == f"Another batch is being written to {file.parent}.\n"
    with Journal(file):
        pass


@pytest.mark.skipif(os.name != "posix", reason="about links of POSIX")
def test_a_link_in_its_place_is_not_followed(file: Path, tmp_path: Path) -> None:
    file.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OutputError):
        Journal(file)
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_leaves_no_half_line(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal(file) as journal:
        journal.add([ENTRY])
        before = file.read_bytes()
        real = os.write
        room = iter([10])

        def filling_up(descriptor: int, content: bytes) -> int:
            for bytes_left in room:
                return real(descriptor, content[:bytes_left])
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "write", filling_up)
        with pytest.raises(OutputError, match="disk is full"):
            journal.add([OTHER])

    assert file.read_bytes() == before
