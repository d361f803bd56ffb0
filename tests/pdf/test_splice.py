"""Streams put together from parts read as if compressed whole."""

from __future__ import annotations

import zlib
from dataclasses import replace
from itertools import chain, zip_longest

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handouts.pdf.splice import Part, merged, part, splice, stored

MOST_IN_A_BLOCK = 0xFFFF

# A few bytes over and over make long data of a short example; 0xff fills the checksum's sums.
data = st.one_of(
    st.binary(max_size=60),
    st.builds(bytes.__mul__, st.binary(min_size=1, max_size=3), st.integers(0, 50_000)),
    st.builds(lambda size: b"\xff" * size, st.integers(65_500, 131_200)),
)
streams = st.lists(st.tuples(data, data), min_size=1, max_size=6)
quickly = settings(deadline=None, derandomize=True, max_examples=150)


def halves(stream: list[tuple[bytes, bytes]]) -> tuple[list[bytes], list[bytes]]:
    """What never changes, and the fillings between."""
    return [kept for kept, _ in stream], [filling for _, filling in stream[1:]]


def joined(kept: list[bytes], fillings: list[bytes]) -> bytes:
    return b"".join(chain.from_iterable(zip_longest(kept, fillings, fillvalue=b"")))


@quickly
@given(streams)
@example([(b"", b""), (b"", b"")])
@example([(b"a" * 70_000, b""), (b"", b"b" * 131_070), (b"c", b"d" * 65_535)])
def test_a_spliced_stream_is_the_data_joined(stream: list[tuple[bytes, bytes]]) -> None:
    kept, fillings = halves(stream)

    assert zlib.decompress(splice([part(each) for each in kept], fillings)) == joined(
        kept, fillings
    )


@quickly
@given(streams)
def test_parts_may_be_merged_before_they_are_spliced(stream: list[tuple[bytes, bytes]]) -> None:
    kept, fillings = halves(stream)
    parts = [part(each) for each in kept]
    middle = len(parts) // 2
    whole = joined(kept, fillings)

    one = merged(parts, fillings)
    two = splice(
        [merged(parts[: middle + 1], fillings[:middle]), *parts[middle + 1 :]], fillings[middle:]
    )

    assert (one.length, one.checksum) == (len(whole), zlib.adler32(whole))
    assert zlib.decompress(two) == whole


@quickly
@given(data)
def test_a_part_knows_the_length_and_checksum_of_its_data(kept: bytes) -> None:
    made = part(kept)

    assert (made.length, made.checksum) == (len(kept), zlib.adler32(kept))
    assert len(made.deflated) <= len(kept) + len(kept) // 100 + 16


@pytest.mark.parametrize(
    "size", [0, 1, MOST_IN_A_BLOCK, MOST_IN_A_BLOCK + 1, 3 * MOST_IN_A_BLOCK + 7]
)
def test_stored_data_are_blocks_of_65535_bytes_at_most(size: int) -> None:
    kept = bytes(number % 251 for number in range(size))

    unpacked = zlib.decompressobj(-15)

    assert unpacked.decompress(stored(kept)) == kept
    assert len(stored(kept)) == size + 5 * max(1, -(-size // MOST_IN_A_BLOCK))


def test_a_wrong_checksum_of_one_part_is_noticed_by_whoever_reads() -> None:
    good = part(b"patients share this")
    bad: Part = replace(good, checksum=good.checksum ^ 1)

    assert zlib.decompress(splice([good, good], [b"x"]))
    with pytest.raises(zlib.error, match="incorrect data check"):
        zlib.decompress(splice([good, bad], [b"x"]))
