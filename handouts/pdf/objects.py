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

import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias

from reportlab.pdfbase import pdfdoc

from handouts.pdf.streams import Stream
from handouts.values import dataclass

Reference: TypeAlias = Any  # reportlab.pdfbase.pdfdoc.PDFObjectReference

# PDF 32000-1, 7.5.2: a comment of high bytes tells mailers that the file is not text.
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

_OBJECTS_PER_STREAM = 200


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


class Later(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """A reference to an object that comes after those that are shared."""

    def __init__(self, after: int) -> None:
        self._after = after

    def format(self, document: Objects) -> bytes:
        """As it is written, once it is known how many are shared."""
        return b"%d 0 R" % (document.first + self._after)


class Objects:
    """The numbered objects of a file, in the order they were added.

    What the visits of one handout share is written first; the numbers above it are for what
    each visit brings.

    ReportLab's objects are written by asking this, as their document, for the number behind a
    reference and for an encryption, of which there is none.
    """

    encrypt = pdfdoc.NoEncryption()

    def __init__(self) -> None:
        self._objects: list[Any] = []
        self.first = 0
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

    def frozen(
        self, *, root: Reference, info: Reference, apart: Mapping[int, tuple[int, int]]
    ) -> Frozen:
        """The file up to where other bytes may go on.

        Args:
            root: The catalog.
            info: The Info dictionary.
            apart: Objects that are to be written later, by number: how many objects after the
                shared ones their object stream is, and their index in it.
        """
        last = len(self._objects)
        first = self.first = (
            last
            + 1
            + -(
                -sum(
                    not isinstance(value, Stream) and number not in apart
                    for number, value in enumerate(self._objects, start=1)
                )
                // _OBJECTS_PER_STREAM
            )
        )
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
            if number in apart:
                after, index = apart[number]
                places[number] = (2, first + after, index)
            elif isinstance(value, Stream):
                write(number, value)
            else:
                loose.append((number, self.formatted(value)))
        for start in range(0, len(loose), _OBJECTS_PER_STREAM):
            packed = loose[start : start + _OBJECTS_PER_STREAM]
            container = last + 1 + start // _OBJECTS_PER_STREAM
            write(container, _object_stream(packed))
            for index, (number, _) in enumerate(packed):
                places[number] = (2, container, index)
        return Frozen(
            prefix=b"".join(body),
            first=first,
            places=tuple(places[number] for number in sorted(places)),
            trailer=dictionary(
                {"Type": name("XRef"), "Root": root, "Info": info, "W": array([1, 4, 1])}
            ).format(self),
        )

    def written(self, number: int) -> bytes:
        """The object with this number, as it is written."""
        return self.formatted(self._objects[number - 1])

    def formatted(self, value: Any) -> bytes:
        """An object as it is written."""
        written: bytes = value if isinstance(value, bytes) else pdfdoc.format(value, self)
        return written

    def _stream(self, number: int, stream: Stream) -> bytes:
        data = zlib.compress(stream.data, 9)
        entries = dictionary(
            {**stream.entries, "Filter": name("FlateDecode"), "Length": len(data)}
        ).format(self)
        return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, entries, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """The part of a file that is the same for every visit.

    Attributes:
        prefix: Its bytes.
        first: The number of the first object after it.
        places: For each object from number 0: its kind, where it is, and its index there, as in
            a cross-reference stream (PDF 32000-1, 7.5.8.3).
        trailer: The entries of the cross-reference stream that never change.
    """

    prefix: bytes
    first: int
    places: tuple[tuple[int, int, int], ...]
    trailer: bytes


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
