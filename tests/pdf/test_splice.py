"""Streams put together from parts read as if compressed whole."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handouts.pdf.splice import Part, merged, part, stored, stream

Maker: TypeAlias = Callable[[bytes], Part]

MOST_IN_A_BLOCK = 0xFFFF

# A few bytes over and over make long data of a short example; 0xff fills the checksum's sums.
data = st.one_of(
    st.binary(max_size=60),
    st.builds(bytes.__mul__, st.binary(min_size=1, max_size=3), st.integers(0, 50_000)),
    st.builds(lambda size: b"\xff" * size, st.integers(65_500, 131_200)),
)
pieces = st.lists(st.tuples(data, st.sampled_from([part, stored])), min_size=1, max_size=8)
quickly = settings(deadline=None, derandomize=True, max_examples=150)


@quickly
@given(pieces)
@example([(b"", part), (b"", stored), (b"", part)])
@example([(b"a" * 70_000, stored), (b"", stored), (b"b" * 131_070, part), (b"c", stored)])
def test_a_stream_of_parts_is_the_data_joined(pieces: list[tuple[bytes, Maker]]) -> None:
    whole = stream([make(kept) for kept, make in pieces])

    assert zlib.decompress(whole) == b"".join([kept for kept, _ in pieces])


@quickly
@given(pieces)
def test_parts_may_be_merged_before_they_are_a_stream(pieces: list[tuple[bytes, Maker]]) -> None:
    parts = [make(kept) for kept, make in pieces]
    middle = len(parts) // 2
    whole = b"".join([kept for kept, _ in pieces])

    one = merged(parts)
    two = stream([merged(parts[: middle + 1]), *parts[middle + 1 :]])

    assert tells(one) == (len(whole), zlib.adler32(whole))
    assert zlib.decompress(two) == whole


@quickly
@given(data)
def test_a_part_knows_the_length_and_checksum_of_its_data(kept: bytes) -> None:
    made = part(kept)

    assert tells(made) == (len(kept), zlib.adler32(kept))
    assert len(made.blocks) <= len(kept) + len(kept) // 100 + 16


@pytest.mark.parametrize(
    "size", [0, 1, MOST_IN_A_BLOCK, MOST_IN_A_BLOCK + 1, 3 * MOST_IN_A_BLOCK + 7]
)
def test_stored_data_are_blocks_of_65535_bytes_at_most(size: int) -> None:
    kept = bytes(number % 251 for number in range(size))

    made = stored(kept)

    assert zlib.decompressobj(-15).decompress(made.blocks) == kept
    assert tells(made) == (size, zlib.adler32(kept))
    assert len(made.blocks) == size + 5 * -(-size // MOST_IN_A_BLOCK)


def test_a_wrong_sum_of_one_part_is_noticed_by_whoever_reads() -> None:
    good = part(b"patients share this")
    bad = good._replace(low=good.low ^ 1)

    assert zlib.decompress(stream([good, stored(b"x"), good]))
    with pytest.raises(zlib.error, match="incorrect data check"):
        zlib.decompress(stream([good, stored(b"x"), bad]))


def tells(made: Part) -> tuple[int, int]:
    """The length and the Adler-32 of the data, by the sums of a part."""
    return made.length, made.high << 16 | (made.low + 1) % 65521
