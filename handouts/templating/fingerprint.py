"""Name the exact words of a handout by a hash, and by a code short enough for its foot.

No patient's words enter either: they are taken from the handout as it is filled for nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any

# Crockford's base 32: without I, L, O and U, which are misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS = (4, 4, 2)


def fingerprint(*values: object) -> str:
    """SHA-256 of values, as 64 hexadecimal digits.

    A field that is empty or none does not count, so that a new, unused field of the document
    leaves every approval standing.
    """
    return hashlib.sha256(repr([_plain(value) for value in values]).encode()).hexdigest()


def short_code(digest: str) -> str:
    """The first 50 bits of a hash, to be read aloud: `7K4Q-2F9D-M1`."""
    length = sum(_GROUPS)
    number = int(digest, 16) >> (4 * len(digest) - 5 * length)
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))
    parts, at = [], 0
    for size in _GROUPS:
        parts.append(letters[at : at + size])
        at += size
    return "-".join(parts)


def _plain(value: object) -> Any:
    """A value as nested tuples of plain text, the same in every process."""
    if is_dataclass(value):
        inside = ((each.name, getattr(value, each.name)) for each in fields(value))
        return (type(value).__name__, *((name, _plain(part)) for name, part in inside if part))
    if isinstance(value, Mapping):
        return tuple(sorted((str(key), _plain(part)) for key, part in value.items()))
    if isinstance(value, tuple | list):
        return tuple(_plain(part) for part in value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
