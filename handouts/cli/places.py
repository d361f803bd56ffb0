"""Where this computer keeps things for a user."""

from __future__ import annotations

from pathlib import Path

from handouts.library import Library


def find_library() -> Library:
    """The library this installation came with, and the user's cache beside it."""
    return Library.find(cache=_cache())


def _cache() -> Path | None:
    """A folder only the user can open, made if need be; None where there can be none."""
    import platformdirs

    folder = platformdirs.user_cache_path("handouts", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder
