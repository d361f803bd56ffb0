"""The sRGB color profile, written from the numbers that define it.

Every file says what its red, green and blue mean (PDF/A-2, 6.2.3). A profile made here is the
same in every file and on every day; those that libraries make carry the date of their making.

The curve is IEC 61966-2-1's; white and primaries are adapted to the D50 white of profile
space by Bradford's matrix, as ICC.1:2010 asks.
"""

from __future__ import annotations

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    "rXYZ": (0.43607, 0.22249, 0.01392),
    "gXYZ": (0.38515, 0.71687, 0.09708),
    "bXYZ": (0.14307, 0.06061, 0.71410),
}
_D65_TO_D50 = (
    *(1.04788, 0.02292, -0.05022),
    *(0.02959, 0.99048, -0.01707),
    *(-0.00925, 0.01508, 0.75168),
)
# y = ((x + 0.055) / 1.055) ** 2.4, and x / 12.92 below 0.04045.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@cache
def srgb_profile() -> bytes:
    """The bytes of an ICC profile, version 4, for a display with sRGB's colors."""
    curve = struct.pack(">4s4xHH", b"para", 3, 0) + _fixed(_CURVE)
    tags = {
        "desc": _text("sRGB"),
        "cprt": _text("No copyright"),
        "wtpt": b"XYZ \0\0\0\0" + _fixed(_D50),
        "chad": b"sf32\0\0\0\0" + _fixed(_D65_TO_D50),
        **{tag: b"XYZ \0\0\0\0" + _fixed(value) for tag, value in _PRIMARIES.items()},
        "rTRC": curve,
        "gTRC": curve,
        "bTRC": curve,
    }
    index = [struct.pack(">I", len(tags))]
    data: list[bytes] = []
    places: dict[bytes, int] = {}
    at = 128 + 4 + 12 * len(tags)
    for tag, value in tags.items():
        if value not in places:  # the three curves are one
            places[value] = at
            data.append(value + b"\0" * (-len(value) % 4))
            at += len(data[-1])
        index.append(struct.pack(">4sII", tag.encode("ascii"), places[value], len(value)))
    return _header(at) + b"".join(index + data)


def _header(size: int) -> bytes:
    moment = (2010, 1, 1, 0, 0, 0)
    return struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4sQI12s4s44x",
        size,
        b"",
        0x04300000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *moment,
        b"acsp",
        b"",
        0,
        b"",
        b"",
        0,
        0,
        _fixed(_D50),
        b"",
    )


def _fixed(values: tuple[float, ...]) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return struct.pack(">4s4xII2s2sII", b"mluc", 1, 12, b"en", b"US", len(encoded), 28) + encoded
