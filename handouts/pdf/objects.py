"""ReportLab's objects, and the file around them.

Dictionaries, arrays, strings and references are ReportLab's (`reportlab.pdfbase.pdfdoc`). The
file is ours, because ReportLab's document has no object streams or cross-reference streams
(they halve a tagged file), takes its ID from the clock, and puts no end of line before
`endstream` (PDF/A-2, 6.1.7.1).

ReportLab's canvas is not used. It begins every page with a Helvetica that is not embedded,
which PDF/A forbids; it knows no marked content; its numbers have six decimals and cost eight
times what ours do; and loading it takes 20 ms of a cold start.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias

from reportlab.pdfbase import pdfdoc

from handouts.values import dataclass

Reference: TypeAlias = Any  # reportlab.pdfbase.pdfdoc.PDFObjectReference

# PDF 32000-1, 7.5.2: a comment of high bytes tells mailers that the file is not text.
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

_OBJECTS_PER_STREAM = 200


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream object: a dictionary and bytes, compressed on the way into the file."""

    entries: Mapping[str, Any]
    data: bytes


@cache
def name(text: str) -> str:
    """A name such as /Page."""
    return str(pdfdoc.PDFName(text))


def string(text: str) -> Any:
    """Text for people or an address, in the shorter of the two encodings PDF has."""
    if text.isascii() and text.isprintable():
        return pdfdoc.PDFString(text)
    return pdfdoc.PDFText("\ufeff" + text, "utf-16-be")


def dictionary(entries: Mapping[str, Any]) -> Any:
    """A dictionary; the keys are written without their slash."""
    return pdfdoc.PDFDictionary(dict(entries))


def array(values: Iterable[Any]) -> Any:
    """An array."""
    return pdfdoc.PDFArray(values)


def true() -> str:
    """The keyword; Python's own True would be written with a capital."""
    return str(pdfdoc.PDFtrue)


class Objects:
    """The numbered objects of a file, in the order they were added.

    ReportLab's objects are written by asking this, as their document, for the number behind a
    reference and for an encryption, of which there is none.
    """

    encrypt = pdfdoc.NoEncryption()

    def __init__(self) -> None:
        self._objects: list[Any] = []
        # The name is ReportLab's: what a reference looks itself up in.
        self.idToObjectNumberAndVersion: dict[int, tuple[int, int]] = {}

    def reserve(self) -> Reference:
        """A number for an object that is put in its place later."""
        self._objects.append(None)
        number = len(self._objects)
        self.idToObjectNumberAndVersion[number] = (number, 0)
        return pdfdoc.PDFObjectReference(number)

    def put(self, reference: Reference, value: Any) -> None:
        """Give a reserved number its object."""
        self._objects[reference.name - 1] = value

    def add(self, value: Any) -> Reference:
        """Number an object."""
        reference = self.reserve()
        self.put(reference, value)
        return reference

    def to_bytes(self, *, root: Reference, info: Reference) -> bytes:
        """The file. Its ID is the hash of all that stands before it."""
        body = [_HEADER]
        size = len(_HEADER)
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 255)}

        def write(number: int, value: Stream) -> None:
            nonlocal size
            places[number] = (1, size, 0)
            body.append(self._stream(number, value))
            size += len(body[-1])

        loose = []
        for number, value in enumerate(self._objects, start=1):
            if isinstance(value, Stream):
                write(number, value)
            else:
                loose.append((number, pdfdoc.format(value, self)))
        last = len(self._objects)
        for start in range(0, len(loose), _OBJECTS_PER_STREAM):
            packed = loose[start : start + _OBJECTS_PER_STREAM]
            last += 1
            write(last, _object_stream(packed))
            for index, (number, _) in enumerate(packed):
                places[number] = (2, last, index)
        last += 1
        places[last] = (1, size, 0)
        digest = hashlib.sha256(b"".join(body)).digest()[:16].hex().encode("ascii")
        entries = {
            "Type": name("XRef"),
            "Size": last + 1,
            "Root": root,
            "Info": info,
            "ID": b"[<%s> <%s>]" % (digest, digest),
        }
        body.append(self._stream(last, _cross_references(entries, places)))
        body.append(b"startxref\n%d\n%%%%EOF\n" % size)
        return b"".join(body)

    def _stream(self, number: int, stream: Stream) -> bytes:
        data = zlib.compress(stream.data, 9)
        entries = dictionary(
            {**stream.entries, "Filter": name("FlateDecode"), "Length": len(data)}
        ).format(self)
        return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, entries, data)


def _object_stream(objects: list[tuple[int, bytes]]) -> Stream:
    index = []
    at = 0
    for number, data in objects:
        index.append(b"%d %d" % (number, at))
        at += len(data) + 1
    head = b" ".join(index) + b"\n"
    return Stream(
        {"Type": name("ObjStm"), "N": len(objects), "First": len(head)},
        head + b"\n".join(data for _, data in objects),
    )


def _cross_references(
    entries: Mapping[str, Any], places: Mapping[int, tuple[int, int, int]]
) -> Stream:
    """One row of six or seven bytes for each object, as the difference to the row before.

    Neighbors are alike, so the differences compress to almost nothing (PNG's Up filter).
    """
    width = 3 if max(place for _, place, _ in places.values()) < 1 << 24 else 4
    columns = width + 2
    rows = [
        bytes((kind, *place.to_bytes(width, "big"), index))
        for _, (kind, place, index) in sorted(places.items())
    ]
    above = bytes(columns)
    data = bytearray()
    for row in rows:
        data.append(2)
        data += bytes((one - other) % 256 for one, other in zip(row, above, strict=True))
        above = row
    parameters = dictionary({"Predictor": 12, "Columns": columns})
    return Stream({**entries, "W": array([1, width, 1]), "DecodeParms": parameters}, bytes(data))
