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

    def plain(self) -> bytes:
        """The stream as it is; its entries are numbers."""
        entries = "".join(f"/{key} {value}" for key, value in self.entries.items())
        return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (
            entries.encode("ascii"), len(self.data), self.data,
        )  # fmt: skip
