"""Write a file whole or not at all.

Bytes go to a temporary file beside the target, are forced to disk, and take the target's name
in one step. Whatever happens in between, the old file stands untouched and nothing half
written is left. Files are readable by their owner alone: they may name a patient.

What is no file, such as /dev/stdout or a named pipe, is written to as it stands.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from handouts.errors import OutputError

_REASONS = {
    errno.ENOSPC: ("The disk is full", "Free some space and try again."),
    errno.EDQUOT: ("The disk quota is used up", "Free some space and try again."),
    errno.EROFS: ("The disk cannot be written to", "Save to another folder with -o."),
    errno.EACCES: ("You may not write there", "Save to another folder with -o."),
    errno.EPERM: ("You may not write there", "Save to another folder with -o."),
    errno.ENOENT: ("The folder does not exist", "Make the folder first, or save elsewhere."),
    errno.ENOTDIR: ("A part of the path is a file, not a folder", "Save to another folder."),
    errno.EISDIR: ("It is a folder", "Give the name of a file."),
    errno.ENAMETOOLONG: ("The name is too long", "Choose a shorter name."),
    errno.EFBIG: ("The file would be larger than is allowed here", "Save to another folder."),
}


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Replace a file, or make it.

    Args:
        path: The file.
        content: What will stand in it.
        durable: Force it to disk first, so that not even a power cut leaves half a file. What
            can be made again, and is looked at before it is used, need not wait for that.

    Raises:
        OutputError: It cannot be written; what stood there before still does.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if _is_device(path):
            path.write_bytes(content)
        else:
            _replace(path, content, durable=durable)
    except BrokenPipeError:
        raise  # whoever read has seen enough
    except OSError as error:
        reason, remedy = _REASONS.get(
            error.errno or 0, (error.strerror or "The system gave no reason", "Save elsewhere.")
        )
        if is_held_by_another(error) and path.exists():
            reason = "Another program has it open, or you may not change it"
            remedy = "Close it there and try again, or save under another name."
        raise OutputError(f"{path} was not written. {reason}.", remedy=remedy) from None


def is_held_by_another(error: OSError) -> bool:
    """Whether it is what Windows says when a viewer or a scanner holds the file."""
    return getattr(error, "winerror", None) in (5, 32, 33)


def _is_device(path: Path) -> bool:
    # /dev/stdout is a link that may end at a plain file; the link itself must not be replaced.
    return path.exists() and (not path.is_file() or path.absolute().parent == Path("/dev"))


def _replace(path: Path, content: bytes, *, durable: bool) -> None:
    temporary = path.with_name(f".handouts-{os.urandom(6).hex()}.part")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
