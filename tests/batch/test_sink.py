"""Where handouts go: whole or not at all."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.batch import sink as sink_module
from handouts.batch.sink import LocalFolder, MissingStoreError, ObjectStore, Sink, open_sink
from handouts.errors import OutputError

posix = pytest.mark.skipif(os.name != "posix", reason="about modes and links of POSIX")


@pytest.fixture(params=["folder", "durable folder", "store"])
def sink(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sink]:
    places: dict[str, Callable[[], Sink]] = {
        "folder": lambda: LocalFolder(tmp_path, durable=False),
        "durable folder": lambda: LocalFolder(tmp_path, durable=True),
        "store": lambda: ObjectStore(f"memory://batch-{uuid.uuid4()}"),
    }
    sink = places[request.param]()
    yield sink
    sink.close()


def test_what_was_put_and_settled_is_there(sink: Sink) -> None:
    sink.put("a.pdf", b"one")
    sink.put("b.pdf", (b"in ", b"parts"))
    sink.settle()

    assert sink.size("a.pdf") == 3
    assert sink.read("b.pdf") == b"in parts"
    assert sink.size("c.pdf") is None
    assert sink.read("c.pdf") is None


def test_a_file_takes_the_place_of_another_and_can_be_removed(sink: Sink) -> None:
    for content in (b"old", b"newer"):
        sink.put("a.pdf", content)
        sink.settle()

    assert sink.read("a.pdf") == b"newer"
    sink.remove("a.pdf")
    sink.remove("a.pdf")
    assert sink.read("a.pdf") is None


def test_with_durability_files_reach_the_disk_before_their_names_and_the_folder_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for call in ("fdatasync", "rename", "fsync"):
        real = getattr(os, call)

        def noted(*args: object, _call: str = call, _real: object = real, **at: object) -> None:
            calls.append(_call)
            _real(*args, **at)  # type: ignore[operator]

        monkeypatch.setattr(os, call, noted)
    monkeypatch.setattr(os, "supports_dir_fd", {*os.supports_dir_fd, os.rename})
    sink = LocalFolder(tmp_path)
    sink.put("a.pdf", b"one")
    sink.put("b.pdf", b"two")
    before = list(calls)
    sink.settle()
    sink.close()

    assert before == []
    assert calls == ["fdatasync", "fdatasync", "rename", "rename", "fsync"]


@posix
@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="This system takes no advice.")
@pytest.mark.parametrize("durable", [True, False])
def test_the_disk_is_told_to_begin_only_where_somebody_will_wait_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, durable: bool
) -> None:
    advised = []

    def refusing(file: int, *advice: int) -> None:
        advised.append(os.fstat(file).st_size)
        raise OSError(errno.EINVAL, "no advice is taken here")

    monkeypatch.setattr(os, "posix_fadvise", refusing)
    sink = LocalFolder(tmp_path, durable=durable)
    sink.put("a.pdf", b"four")
    sink.settle()

    assert advised == ([4] if durable else [])
    assert sink.read("a.pdf") == b"four"


def test_only_the_owner_can_read_a_handout(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        LocalFolder(tmp_path, durable=False).put("a.pdf", b"one")
    finally:
        os.umask(before)

    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o600


@posix
def test_a_link_that_waits_under_the_name_is_replaced_not_followed(tmp_path: Path) -> None:
    target, out = tmp_path / "elsewhere", tmp_path / "out"
    target.write_bytes(b"precious")
    out.mkdir()
    (out / "a.pdf").symlink_to(target)
    sink = LocalFolder(out, durable=False)

    assert sink.size("a.pdf") is None
    assert sink.read("a.pdf") is None
    sink.put("a.pdf", b"one")
    assert target.read_bytes() == b"precious"
    assert (out / "a.pdf").read_bytes() == b"one"


@pytest.mark.parametrize("durable", [False, True])
@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "cannot be written"),
        (errno.EIO, "fault"),
        (errno.EEXIST, "a file, not a folder"),
        (errno.ENAMETOOLONG, "too long"),
    ],
)
def test_a_disk_that_takes_no_more_is_named_and_nothing_cut_short_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, durable: bool, number: int, says: str
) -> None:
    sink = LocalFolder(tmp_path, durable=durable)
    sink.put("a.pdf", b"whole")
    writing: Iterator[int | OSError] = iter([3, OSError(number, os.strerror(number))])

    def filling_up(_file: int, _content: bytes) -> int:
        taken = next(writing)
        if isinstance(taken, OSError):
            raise taken
        return taken

    monkeypatch.setattr(os, "write", filling_up)
    with pytest.raises(OutputError, match=says) as full:
        sink.put("b.pdf", b"does not fit")
    sink.settle()

    assert "run the same command again" in full.value.remedy
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"whole"}


def test_a_disk_that_fails_when_forced_keeps_none_of_what_waited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_file: int) -> None:
        raise OSError(errno.EIO, "I/O error")

    sink = LocalFolder(tmp_path)
    sink.put("a.pdf", b"one")
    sink.put("b.pdf", b"two")
    monkeypatch.setattr(sink_module, "_force", failing)

    with pytest.raises(OutputError, match="reported a fault"):
        sink.settle()
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_folder_that_vanished_is_named(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    sink = LocalFolder(out, durable=False)
    out.rmdir()

    with pytest.raises(OutputError, match="no longer there"):
        sink.put("a.pdf", b"one")


def test_only_what_died_while_writing_is_swept_away(tmp_path: Path) -> None:
    kept = ["a.pdf", ".handouts-mine.part", "handouts.journal", "notes.part"]
    for name in [*kept, ".handouts-123-0a1b2c3d-7.part", ".handouts-9-ffffffff-1.part"]:
        (tmp_path / name).write_bytes(b"x")

    assert LocalFolder(tmp_path).sweep() == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def test_a_store_gets_one_request_for_each_file_and_one_for_the_sizes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sink = ObjectStore(f"memory://batch-{uuid.uuid4()}")
    store = sink._store
    asked: list[str] = []
    for call in ("pipe_file", "ls"):
        real = getattr(store, call)

        def noted(*args: object, _call: str = call, _real: object = real, **more: object) -> object:
            asked.append(_call)
            return _real(*args, **more)  # type: ignore[operator]

        monkeypatch.setattr(store, call, noted)
    sink.put("a.pdf", b"one")
    sink.put("b.pdf", b"two")

    assert [sink.size(name) for name in ("a.pdf", "b.pdf", "c.pdf")] == [3, 3, None]
    assert asked == ["pipe_file", "pipe_file", "ls"]


def test_a_store_that_refuses_is_named_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = ObjectStore("memory://somewhere")

    def refusing(*_args: object) -> None:
        raise PermissionError("key AKIASECRET has no access")

    monkeypatch.setattr(sink._store, "pipe_file", refusing)
    with pytest.raises(OutputError, match="memory://somewhere") as refusal:
        sink.put("a.pdf", b"one")

    assert "PermissionError" in refusal.value.message
    assert "SECRET" not in refusal.value.message


def test_a_url_of_an_unknown_kind_says_what_to_install() -> None:
    with pytest.raises(MissingStoreError, match="quokka://") as refusal:
        open_sink("quokka://bucket/tonight")

    assert "handouts[s3]" in refusal.value.remedy


def test_a_folder_may_be_named_as_a_url(tmp_path: Path) -> None:
    assert isinstance(open_sink(f"file://{tmp_path}"), LocalFolder)
    assert isinstance(open_sink(str(tmp_path)), LocalFolder)
