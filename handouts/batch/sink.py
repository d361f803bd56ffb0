"""Where handouts go: a folder, or a store of objects.

Either takes a file whole or not at all, and says how large one is. In a folder a handout is
written under a temporary name and takes its own in one step. So that the power may fail, the
files of a chunk are forced to the disk together, then their folder: `settle`. An object is
stored by a single request, which is all or nothing by itself.

Names reach this module finished (`names`), and nothing of a patient is in a temporary one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from handouts.errors import CommandLineError, OutputError
from handouts.files import is_held_by_another

Content: TypeAlias = "bytes | tuple[bytes, ...]"

# Files stay open until they are forced to the disk, and systems allow 256: settle as often.
MOST_UNSETTLED = 100
_FILE_URL = "file://"
_IS_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|memory:")
_TEMPORARY = re.compile(r"\.handouts-[0-9]+-[0-9a-f]{8}-[0-9]+\.part")

_REASONS = {
    errno.ENOSPC: ("The disk is full", "Free some space"),
    errno.EDQUOT: ("The disk quota is used up", "Free some space"),
    errno.EFBIG: ("A file would be larger than is allowed here", "Choose another --out"),
    errno.EROFS: ("The disk cannot be written to", "Choose another --out"),
    errno.EACCES: ("You may not write there", "Choose another --out"),
    errno.EPERM: ("You may not write there", "Choose another --out"),
    errno.ENOENT: ("The folder is no longer there", "Put it back, or choose another --out"),
    errno.ENOTDIR: ("It is a file, not a folder", "Choose another --out"),
    errno.EEXIST: ("It is a file, not a folder", "Choose another --out"),
    errno.ENAMETOOLONG: ("The name is too long", "Choose a shorter --out"),
    errno.ESTALE: ("The network folder is no longer there", "Connect it again"),
    errno.EIO: ("The disk reported a fault", "Check the disk, or choose another --out"),
}
_TRIES, _PAUSE = 50, 0.05  # of 2.5 seconds


class UnwrittenError(OutputError):
    """The place for handouts does not take them.

    Attributes:
        place: The folder or URL.
    """

    def __init__(self, *, place: str, reason: str, remedy: str) -> None:
        super().__init__(
            f"{place} could not be written to. {reason}.",
            remedy=f"{remedy}, and run the same command again. Handouts already made are kept.",
        )
        self.place = place


def unwritten(place: str, error: OSError) -> UnwrittenError:
    """What a failure of the system means to a person."""
    reason, remedy = _REASONS.get(
        error.errno or 0, (error.strerror or "The system gave no reason", "Put that right")
    )
    return UnwrittenError(place=place, reason=reason, remedy=remedy)


class Sink(Protocol):
    """A place that takes handouts.

    Attributes:
        place: As it was named.
    """

    place: str

    def put(self, name: str, content: Content) -> None:
        """Keep a file under a name, in place of any other.

        Raises:
            OutputError: It could not be kept; nothing of it is there.
        """

    def size(self, name: str) -> int | None:
        """How many bytes a file has; None if it is not there."""

    def settle(self) -> None:
        """Return when all that was put will stay, though the power fail.

        Raises:
            OutputError: Some of it will not.
        """

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None if it is not there."""

    def remove(self, name: str) -> None:
        """Delete a file; it is no mistake if it is not there."""

    def sweep(self) -> int:
        """Delete what processes left that died while writing; how many."""

    def close(self) -> None:
        """Let go; what was not settled may be lost."""


def local_folder(place: str) -> Path | None:
    """The folder a place names, as a path or as `file://`; None for the URL of a store."""
    if place.startswith(_FILE_URL):
        return Path(place.removeprefix(_FILE_URL))
    return None if _IS_URL.match(place) else Path(place)


def open_sink(place: str, *, durable: bool = True) -> Sink:
    """The sink at a place.

    Args:
        place: A folder, or a URL such as `s3://bucket/tonight`.
        durable: Whether `settle` waits for the disk.

    Raises:
        OutputError: There is no such folder, or it cannot be opened.
        CommandLineError: A URL of a kind that is not installed.
    """
    folder = local_folder(place)
    return LocalFolder(folder, durable=durable) if folder else ObjectStore(place)


class LocalFolder:
    """A folder on this computer or in its network; only its owner can read the files.

    Attributes:
        place: Its path.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.place = str(folder)
        self._durable = durable
        self._at: dict[str, Any] = {}  # how the calls below learn which folder is meant
        self._rename_at: dict[str, Any] = {}
        self._prefix = b""
        self._folder: int | None = None
        # Each put takes a name of its own, on whichever computer.
        self._temporary = f".handouts-{os.getpid()}-{secrets.token_hex(4)}-".encode()
        self._count = 0
        self._unsettled: list[tuple[int, bytes, bytes]] = []
        self._flags = (
            os.O_WRONLY | os.O_CREAT | os.O_EXCL
            | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        )  # fmt: skip
        if os.open in os.supports_dir_fd and os.rename in os.supports_dir_fd:
            try:
                folder_flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
                self._folder = os.open(folder, folder_flags)
            except OSError as error:
                raise unwritten(self.place, error) from None
            self._at = {"dir_fd": self._folder}
            self._rename_at = {"src_dir_fd": self._folder, "dst_dir_fd": self._folder}
        else:
            self._prefix = os.fsencode(folder) + os.sep.encode()

    def put(self, name: str, content: Content) -> None:
        """Write a file; with durability it appears at the next `settle`, of `MOST_UNSETTLED`."""
        self._count += 1
        temporary = self._prefix + self._temporary + b"%d.part" % self._count
        target = self._path(name)
        try:
            file = os.open(temporary, self._flags, 0o600, **self._at)
            try:
                _write_all(file, content)
                if self._durable:
                    _begin_to_force(file)
                    self._unsettled.append((file, temporary, target))
                    file = -1
            except BaseException:
                os.close(file)
                file = -1
                self._forget(temporary)
                raise
            finally:
                if file >= 0:
                    os.close(file)
            if not self._durable:
                self._rename(temporary, target)
        except OSError as error:
            raise unwritten(self.place, error) from None

    def size(self, name: str) -> int | None:
        """A file's size; a link or a folder counts as not there."""
        try:
            found = os.lstat(self._path(name), **self._at)
        except OSError:
            return None
        return found.st_size if (found.st_mode & 0o170000) == 0o100000 else None

    def settle(self) -> None:
        """Force files, then their names, to the disk."""
        unsettled, self._unsettled = self._unsettled, []
        if not unsettled:
            return
        try:
            for file, _, _ in unsettled:
                _force(file)
            while unsettled:
                file, temporary, target = unsettled[-1]
                os.close(file)
                unsettled.pop()
                self._rename(temporary, target)
            if self._folder is not None:
                os.fsync(self._folder)
        except OSError as error:
            raise unwritten(self.place, error) from None
        finally:
            self._drop(unsettled)

    def read(self, name: str) -> bytes | None:
        """A file's bytes; a link counts as not there."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        try:
            with os.fdopen(os.open(self._path(name), flags, **self._at), "rb") as file:
                return file.read()
        except OSError:
            return None

    def remove(self, name: str) -> None:
        """Delete a file."""
        try:
            os.unlink(self._path(name), **self._at)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise unwritten(self.place, error) from None

    def sweep(self) -> int:
        """Delete temporary files; whoever calls knows that nobody else is writing."""
        left = 0
        with contextlib.suppress(OSError), os.scandir(self.place) as entries:
            for name in [entry.name for entry in entries if _TEMPORARY.fullmatch(entry.name)]:
                self._forget(self._prefix + os.fsencode(name))
                left += 1
        return left

    def close(self) -> None:
        """Let go of the folder."""
        self._drop(self._unsettled)
        if self._folder is not None:
            os.close(self._folder)
            self._folder, self._at = None, {"dir_fd": -1}

    def _path(self, name: str) -> bytes:
        if "/" in name or "\\" in name or name in ("", ".", ".."):
            raise ValueError("A file's name leads out of its folder.")
        return self._prefix + os.fsencode(name)

    def _rename(self, temporary: bytes, target: bytes) -> None:
        try:
            if self._rename_at:
                os.rename(temporary, target, **self._rename_at)  # noqa: PTH104  # fast
            else:
                _replace_patiently(temporary, target)
        except BaseException:
            self._forget(temporary)
            raise

    def _drop(self, unsettled: list[tuple[int, bytes, bytes]]) -> None:
        for file, temporary, _ in unsettled:
            with contextlib.suppress(OSError):
                os.close(file)
            self._forget(temporary)
        unsettled.clear()

    def _forget(self, temporary: bytes) -> None:
        with contextlib.suppress(OSError):
            os.unlink(temporary, **self._at)


def _write_all(file: int, content: Content) -> None:
    """Write bytes, or parts that follow each other, to the last one."""
    if isinstance(content, tuple):
        whole = sum(map(len, content))
        written = os.writev(file, content) if hasattr(os, "writev") else 0
    else:
        whole = len(content)
        written = os.write(file, content)
    if written < whole:
        # A disk that is filling up takes a part, and refuses the next.
        rest = memoryview(b"".join(content) if isinstance(content, tuple) else content)[written:]
        while rest:
            rest = rest[os.write(file, rest) :]


def _begin_to_force(file: int) -> None:
    """Let the disk begin with a file while the next one is made; `_force` then waits less.

    Linux begins to write a file at once when it is told that nobody will read it soon; measured,
    all of a hundred files are safe in half the time.
    """
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)


def _force(file: int) -> None:
    """To the disk, with as much of its place there as is needed to find it."""
    if hasattr(os, "fdatasync"):
        os.fdatasync(file)
    else:
        os.fsync(file)


def _replace_patiently(temporary: bytes, target: bytes) -> None:
    """Take the target's place; on Windows a viewer or a scanner may hold it for a moment."""
    for tries_left in reversed(range(_TRIES)):
        try:
            return os.replace(temporary, target)  # noqa: PTH105  # bytes, and fast
        except OSError as error:
            if not is_held_by_another(error) or not tries_left:
                raise
        time.sleep(_PAUSE)
    return None


class MissingStoreError(CommandLineError):
    """A URL needs a package that is not installed."""

    def __init__(self, *, scheme: str) -> None:
        super().__init__(
            f"Writing to {scheme}:// needs a package that is not installed.",
            remedy="For s3, install it with: pip install 'handouts[s3]'. For others, the package "
            f"of fsspec that knows {scheme}.",
        )
        self.scheme = scheme


class ObjectStore:
    """Any store fsspec knows that keeps an object by a single request.

    Attributes:
        place: Its URL.
    """

    def __init__(self, url: str) -> None:
        scheme = url.partition(":")[0]
        try:
            from fsspec.core import url_to_fs

            self._store, self._root = url_to_fs(url)
        except (ImportError, ValueError):
            raise MissingStoreError(scheme=scheme) from None
        self.place = url
        self._sizes: dict[str, int] | None = None

    def put(self, name: str, content: Content) -> None:
        """Store an object by one request."""
        whole = b"".join(content) if isinstance(content, tuple) else content
        with self._told():
            self._store.pipe_file(self._path(name), whole)

    def size(self, name: str) -> int | None:
        """An object's size, by a list that is asked for once."""
        if self._sizes is None:
            self._sizes = dict(self._listed())
        return self._sizes.get(name)

    def settle(self) -> None:
        """Nothing to wait for: an object that was stored is stored."""

    def read(self, name: str) -> bytes | None:
        """An object's bytes."""
        with self._told():
            try:
                return bytes(self._store.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    def remove(self, name: str) -> None:
        """Delete an object."""
        with self._told(), contextlib.suppress(FileNotFoundError):
            self._store.rm_file(self._path(name))

    def sweep(self) -> int:
        """Nothing to do: an object is never half stored."""
        return 0

    def close(self) -> None:
        """Nothing to let go of."""

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _listed(self) -> Iterator[tuple[str, int]]:
        with self._told():
            try:
                found = self._store.ls(self._root, detail=True, refresh=True)
            except FileNotFoundError:
                return
        for entry in found:
            yield entry["name"].rpartition("/")[2], int(entry["size"] or 0)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OutputError:
            raise
        except Exception as error:
            # A store's own words may hold keys to it.
            raise UnwrittenError(
                place=self.place,
                reason=f"The store answered with {type(error).__name__}",
                remedy="Check its address and your rights there",
            ) from None
