"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import resource
import signal
import stat
from pathlib import Path

import pytest

from handouts.errors import OutputError
from handouts.files import write_whole

OLD, NEW = b"what stood there", b"what is written"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file with something in it."""
    path = tmp_path / "sheet.pdf"
    path.write_bytes(OLD)
    return path


def test_a_new_file_holds_what_was_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    write_whole(path, NEW)

    assert path.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [path]


def test_an_old_file_is_replaced(old: Path) -> None:
    write_whole(old, NEW)

    assert old.read_bytes() == NEW
    assert list(old.parent.iterdir()) == [old]


def test_a_file_is_readable_by_its_owner_alone_even_where_the_old_one_was_not(old: Path) -> None:
    old.chmod(0o644)
    write_whole(old, NEW)

    assert stat.S_IMODE(old.stat().st_mode) == 0o600


def test_the_bytes_are_on_the_disk_before_the_name_is_theirs(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        seen.append(old.read_bytes())
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    write_whole(old, NEW)

    assert seen == [OLD]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "cannot be written"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    old: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def fails(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OutputError, match=words) as caught:
        write_whole(old, NEW)

    assert str(old) in str(caught.value)
    assert caught.value.remedy
    assert old.read_bytes() == OLD
    assert list(old.parent.iterdir()) == [old]


def test_a_write_cut_off_by_a_limit_on_file_size_leaves_the_old_file(old: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OutputError, match="larger than is allowed"):
            write_whole(old, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)

    assert old.read_bytes() == OLD
    assert list(old.parent.iterdir()) == [old]


def test_an_interruption_leaves_the_old_file_too(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(old, NEW)

    assert old.read_bytes() == OLD
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("missing/sheet.pdf", "folder does not exist"),
        ("file/sheet.pdf", "is a file, not a folder"),
        ("folder", "It is a folder"),
        ("x" * 300, "name is too long"),
    ],
)
def test_a_place_that_cannot_hold_a_file_is_explained(
    tmp_path: Path, path: str, words: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=words) as caught:
        write_whole(tmp_path / path, NEW)

    assert caught.value.exit_code == 5
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_a_refusal_by_the_system_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: int | Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refuses)
    with pytest.raises(OutputError, match="may not write"):
        write_whole(tmp_path / "sheet.pdf", NEW)


def test_what_a_dead_process_left_behind_does_not_stop_the_next(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    leftover = tmp_path / f".sheet.pdf.{os.getpid()}.part"
    leftover.write_bytes(b"half")
    write_whole(path, NEW)

    assert path.read_bytes() == NEW


def test_a_name_of_many_letters_from_another_script_can_be_written(tmp_path: Path) -> None:
    path = Path(tmp_path, "அ" * 80 + ".pdf")
    write_whole(path, NEW)

    assert path.read_bytes() == NEW
