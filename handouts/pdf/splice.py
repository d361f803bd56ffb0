"""Compressed streams that are put together from parts, some of them compressed long ago.

A deflate stream is a row of blocks (RFC 1951). What never changes is compressed once, each part
up to a byte's end and without looking back at the part before; what changes goes between as a
stored block, as it is. So a page whose patient alone is new costs no compression, and is still
one stream, in reading order.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from itertools import accumulate
from operator import mul
from typing import NamedTuple

_HEADER = b"\x78\xda"
_END = b"\x01\x00\x00\xff\xff"
_MOST_STORED = 0xFFFF
_STORED = struct.Struct("<BHH")  # a block that is not the last, and its length twice
_NOT_WORTH_IT = 24  # bytes; a compressed part has ten of its own
_BASE = 65521  # RFC 1950: the largest prime below 2 ** 16


class Part(NamedTuple):
    """A part of a stream, compressed or stored.

    Attributes:
        blocks: Blocks of a raw deflate stream, ending at a byte.
        length: Of the data, in bytes.
        low: Sum of its bytes, modulo the base of Adler-32 (RFC 1950, 8.2).
        high: Sum of the sums after each byte, each with the one that Adler-32 starts from.
    """

    blocks: bytes
    length: int
    low: int
    high: int


def part(data: bytes) -> Part:
    """Compress a part as small as it goes."""
    if len(data) <= _NOT_WORTH_IT:
        return stored(data)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return _part(packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH), data)


def stored(data: bytes) -> Part:
    """A part as it is; nothing where there is none."""
    size = len(data)
    if 0 < size <= _MOST_STORED:
        return _part(_STORED.pack(0, size, size ^ _MOST_STORED) + data, data)
    cuts = range(0, size, _MOST_STORED)
    return merged([Part(b"", 0, 0, 0), *(stored(data[at : at + _MOST_STORED]) for at in cuts)])


def _part(blocks: bytes, data: bytes) -> Part:
    checksum = zlib.adler32(data)
    return Part(blocks, len(data), ((checksum & 0xFFFF) - 1) % _BASE, checksum >> 16)


def merged(parts: Iterable[Part]) -> Part:
    """Parts one after the other, as one."""
    blocks, lengths, lows, highs = zip(*parts, strict=True)
    # Each sum of a part is short of all bytes before the part.
    before = accumulate(lows, initial=0)
    high = sum(highs) + sum(map(mul, before, lengths))
    return Part(b"".join(blocks), sum(lengths), sum(lows) % _BASE, high % _BASE)


def stream(parts: Iterable[Part]) -> bytes:
    """A zlib stream of parts one after the other."""
    whole = merged(parts)
    checksum = whole.high << 16 | (whole.low + 1) % _BASE
    return b"%b%b%b%b" % (_HEADER, whole.blocks, _END, checksum.to_bytes(4, "big"))
