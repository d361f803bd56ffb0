"""Compressed streams that are put together from parts, some of them compressed long ago.

A deflate stream is a row of blocks (RFC 1951). What never changes is compressed once, each part
up to a byte's end and without looking back at the part before; what changes goes between as a
stored block, as it is. So a page whose patient alone is new costs no compression, and is still
one stream, in reading order.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from handouts.values import dataclass

_HEADER = b"\x78\xda"
_END = b"\x01\x00\x00\xff\xff"
_MOST_STORED = 0xFFFF
_STORED = struct.Struct("<BHH")  # a block that is not the last, and its length twice
_NOT_WORTH_IT = 24  # bytes; a compressed part has ten of its own
_BASE = 65521  # RFC 1950: the largest prime below 2 ** 16


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stream, compressed.

    Attributes:
        deflated: Blocks of a raw deflate stream, ending at a byte.
        length: Of the data, in bytes.
        checksum: Adler-32 of the data.
    """

    deflated: bytes
    length: int
    checksum: int


def part(data: bytes) -> Part:
    """Compress a part as small as it goes."""
    if len(data) <= _NOT_WORTH_IT:
        return Part(stored(data) if data else b"", len(data), zlib.adler32(data))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Part(
        packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH), len(data), zlib.adler32(data)
    )


def stored(data: bytes) -> bytes:
    """Data as stored blocks."""
    size = len(data)
    if size <= _MOST_STORED:
        return _STORED.pack(0, size, size ^ _MOST_STORED) + data
    cut = _MOST_STORED
    return stored(data[:cut]) + stored(data[cut:])


def merged(parts: Sequence[Part], fillings: Sequence[bytes]) -> Part:
    """Parts with a filling between each two, as one part."""
    first = parts[0]
    if len(parts) == 1:
        return first
    out = [first.deflated]
    length = first.length
    low, high = first.checksum & 0xFFFF, first.checksum >> 16
    for filling, each in zip(fillings, parts[1:], strict=True):
        if filling:
            size = len(filling)
            out.append(
                _STORED.pack(0, size, size ^ _MOST_STORED) + filling
                if size <= _MOST_STORED
                else stored(filling)
            )
            length += size
            checksum = zlib.adler32(filling, high << 16 | low)
            low, high = checksum & 0xFFFF, checksum >> 16
        out.append(each.deflated)
        length += each.length
        # The sums of a part began at 1 and 0; they should have begun where the last ended
        # (RFC 1950, 8.2).
        high = (high + (each.checksum >> 16) + (low - 1) * (each.length % _BASE)) % _BASE
        low = (low + (each.checksum & 0xFFFF) - 1) % _BASE
    return Part(b"".join(out), length, high << 16 | low)


def splice(parts: Sequence[Part], fillings: Sequence[bytes]) -> bytes:
    """A zlib stream of parts with a filling between each two."""
    whole = merged(parts, fillings)
    return b"%b%b%b%b" % (_HEADER, whole.deflated, _END, whole.checksum.to_bytes(4, "big"))
