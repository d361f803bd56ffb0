"""A stream object, before it is known whether it is to be compressed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handouts.values import dataclass


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream object: a dictionary and bytes, compressed on the way into the file."""

    entries: Mapping[str, Any]
    data: bytes
