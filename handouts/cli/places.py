"""Where this computer keeps things for a user."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from handouts.kept import Readings
from handouts.library import Library


def find_library() -> Library:
    """The library this installation came with, and the user's cache beside it."""
    return Library.find(cache=_cache())


def find_readings() -> Readings:
    """What an earlier command read, in the user's cache."""
    return Readings(_cache())


def _cache() -> Path | None:
    """A folder only the user can open, made if need be; None where there can be none."""
    try:
        folder = _cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # the latter: nobody knows where the user is at home
        return None
    return folder


def _cache_folder() -> Path:
    if sys.platform == "linux":
        # platformdirs says the same, and takes a twentieth of a cold start to be imported.
        # (XDG Base Directory Specification: a relative path is invalid and is passed over.)
        named = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return (named if named.is_absolute() else Path.home() / ".cache") / "handouts"
    import platformdirs

    return platformdirs.user_cache_path("handouts", appauthor=False)
