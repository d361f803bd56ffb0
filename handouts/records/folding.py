"""When two names that people or programs wrote are one: of columns, statuses, treatments."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN_WORDS = re.compile(r"[\s_\-\ufeff]+")
_AROUND_WORDS = re.compile(r"[\s()\[\],;:/.]+")


def fold(name: str) -> str:
    """A name without what differs by accident: letter case, width, spaces, `_` and `-`."""
    flat = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return _BETWEEN_WORDS.sub(" ", flat).strip()


def fold_words(name: str) -> str:
    """As `fold`, without brackets and commas too: `Chinese (Simplified)`."""
    return _AROUND_WORDS.sub(" ", fold(name)).strip()
