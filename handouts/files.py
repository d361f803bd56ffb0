"""Write a file whole or not at all.

Bytes go to a temporary file beside the target, are forced to disk, and take the target's name
in one step. Whatever happens in between, the old file stands untouched and nothing half
written is left. Files are readable by their owner alone: they may name a patient.
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


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file, or make it.

    Raises:
        OutputError: It cannot be written; what stood there before still does.
    """
    temporary = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        reason, remedy = _REASONS.get(
            error.errno or 0, (error.strerror or "The system gave no reason", "Save elsewhere.")
        )
        raise OutputError(f"{path} was not written. {reason}.", remedy=remedy) from None
