"""Put many handouts into one file for the printer: each on a fresh sheet, every tag kept.

The run sheet opens the file and gives it its title, metadata and language. Under one Document
each handout is a Part in its own language, with a bookmark that names no patient. A font, a
picture or a stretch of content that several handouts have in common stands in the file once.

Which handouts and in which order is settled in `run_sheet`; how a page looks, long before.

A file of 500 handouts takes some 300 MB while it is made, for the PDF library keeps a file's
tags in memory. More handouts become several files, which a printer prefers, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from handouts.batch.run_sheet import (
    LeftOut,
    Numbered,
    RunSheetOptions,
    bookmark,
    write_run_sheet,
)
from handouts.batch.run_sheet import (
    Pdf as Source,
)
from handouts.clinic import Clinic
from handouts.errors import OutputError
from handouts.files import write_whole
from handouts.library import Library
from handouts.values import dataclass

# Some thousand sheets in one print job are as many as a person can watch over.
MOST_IN_A_FILE = 500

# What a blank back says: nothing, and that nothing is no content (PDF 32000-1, 14.8.2.2).
_NOTHING = b"/Artifact <</Type /Layout>> BDC EMC"

_RUN_SHEET = "Run sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedHandout:
    """One handout on its way to the printer.

    Attributes:
        number: On the run sheet.
        name: Of its bookmark; never a patient's.
        sides: That were made.
        pdf: Its file, or what fetches its bytes.
    """

    number: int
    name: str
    sides: int
    pdf: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Collated:
    """What there is to print.

    Attributes:
        output: The file.
        handouts: How many are in it, the run sheet not counted.
        sheets: Of paper, the run sheet counted.
        sides: Pages of the file, blank backs counted.
        mark: Of its run sheet, as the title has it.
    """

    output: Path
    handouts: int
    sheets: int
    sides: int
    mark: str = ""


class UnreadableHandoutError(OutputError):
    """A handout that was made is gone or damaged, so the file for the printer would lack it."""

    def __init__(self, *, number: int) -> None:
        super().__init__(
            f"Handout {number} of the run sheet cannot be read; nothing was collated.",
            remedy="Run the batch again with --verify, which makes damaged handouts anew.",
        )
        self.number = number


class UnprintedError(OutputError):
    """The file for the printer cannot be written; the handouts can be, and are."""

    def __init__(self, *, problem: str) -> None:
        super().__init__(
            problem,
            remedy="Put that right, or name another file with --collate; then run the same "
            "command again. Handouts already made are kept.",
        )


def collate_batch(
    entries: Sequence[Numbered],
    options: RunSheetOptions,
    *,
    output: Path,
    clinic: Clinic,
    library: Library,
    left_out: Sequence[LeftOut] = (),
    of: int | None = None,
    most: int = MOST_IN_A_FILE,
) -> tuple[Collated, ...]:
    """Write what is to be printed, each file under a run sheet of its own.

    Args:
        entries: From `numbered`, or those of them that `select` chose.
        options: How the run sheets are made.
        output: The file. Where there are more handouts than one file takes, `all.pdf` becomes
            `all-1.pdf`, `all-2.pdf` and so on, as even as can be.
        clinic: Whose handouts they are.
        library: For the fonts.
        left_out: Rows that became no handout; listed on the first run sheet.
        of: How many handouts the whole batch has, if these are some of them.
        most: Handouts in one file.

    Raises:
        UnreadableHandoutError: A handout's file is gone or damaged; its file was not written.
        OutputError: A file cannot be written; what stood there before still does.
    """
    count = max(1, -(-len(entries) // most))
    collated = []
    for part in range(count):
        within = entries[part * len(entries) // count : (part + 1) * len(entries) // count]
        run_sheet = write_run_sheet(
            within,
            options,
            clinic=clinic,
            library=library,
            left_out=() if part else left_out,
            of=of or len(entries),
        )
        handouts = (
            PrintedHandout(
                number=it.number, name=bookmark(it), sides=it.entry.sides, pdf=it.entry.pdf
            )
            for it in within
        )
        name = f"{output.stem}-{part + 1}{output.suffix}" if count > 1 else output.name
        file = collate(
            handouts, run_sheet=run_sheet, output=output.with_name(name), duplex=options.duplex
        )
        collated.append(replace(file, mark=options.mark))
    return tuple(collated)


def collate(
    handouts: Iterable[PrintedHandout], *, run_sheet: bytes, output: Path, duplex: bool = True
) -> Collated:
    """Write one file to print.

    Args:
        handouts: In the order they come out of the printer.
        run_sheet: The PDF on top; the file is titled and described as it is.
        output: The file, replaced whole or not at all.
        duplex: Paper is printed on both sides: an odd number of them is followed by a blank.

    Raises:
        UnreadableHandoutError: A handout's file is gone or damaged; nothing was written.
        OutputError: The file cannot be written; what stood there before still does.
    """
    file = _PrintFile(duplex=duplex)
    with pikepdf.open(BytesIO(run_sheet)) as top:
        file.describe_as(top)
        file.add(top, name=_RUN_SHEET)
    count = 0
    for handout in handouts:
        try:
            with _opened(handout) as pdf:
                file.add(pdf, name=handout.name)
        except (OSError, pikepdf.PdfError, _NotAsMadeError):
            raise UnreadableHandoutError(number=handout.number) from None
        count += 1
    try:
        write_whole(output, file.to_bytes())
    except OutputError as error:
        raise UnprintedError(problem=error.message) from None
    return Collated(output=output, handouts=count, sheets=file.sheets, sides=file.sides)


class _NotAsMadeError(Exception):
    """A file is a PDF, but not the handout that was made."""


def _opened(handout: PrintedHandout) -> Pdf:
    source = handout.pdf if isinstance(handout.pdf, Path) else BytesIO(handout.pdf())
    # A file cut short would be mended by leaving pages out, and nobody would know.
    pdf = pikepdf.open(source, attempt_recovery=False)
    if len(pdf.pages) != handout.sides or "/StructTreeRoot" not in pdf.Root:
        pdf.close()
        raise _NotAsMadeError
    return pdf


class _PrintFile:
    """A PDF that grows by whole handouts."""

    def __init__(self, *, duplex: bool) -> None:
        self.sheets = 0
        self._duplex = duplex
        self._pdf = pikepdf.new()
        self._document = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        self._parts: list[Object] = []
        self._owners: list[Object] = []
        self._next_key = 0
        self._bookmarks: list[tuple[str, Object]] = []
        self._shared: dict[bytes, Object] = {}
        self._blank: Object | None = None

    @property
    def sides(self) -> int:
        return len(self._pdf.pages)

    def describe_as(self, top: Pdf) -> None:
        """Take over title, language, metadata and output intent."""
        known: dict[tuple[int, int], Object] = {}
        for key in ("/Lang", "/MarkInfo", "/Metadata", "/OutputIntents", "/ViewerPreferences"):
            self._pdf.Root[key] = self._brought(top.Root[key], known)
        both = Name.DuplexFlipLongEdge if self._duplex else Name.Simplex
        self._pdf.Root.ViewerPreferences.Duplex = both
        said = self._brought(top.trailer.Info, known)
        self._pdf.trailer.Info = self._pdf.make_indirect(said)

    def add(self, pdf: Pdf, *, name: str) -> None:
        """Add pages, tags and bookmark of one file, and a blank back if it ends on a front."""
        first = self.sides
        self._add_pages(pdf)
        # The pages have been copied: what the tree says of a page is now said of its copy.
        self._add_tree(self._pdf.copy_foreign(pdf.Root.StructTreeRoot), pdf.Root.Lang, name)
        pages = self._pdf.pages
        for page in pages[first:]:
            page.obj.StructParents = int(page.obj.StructParents) + self._next_key
            for annotation in page.obj.get("/Annots", ()):
                annotation.StructParent = int(annotation.StructParent) + self._next_key
        self._next_key = int(self._owners[-1].Limits[1]) + 1
        self._bookmarks.append((name, pages[first].obj))
        if not self._duplex:
            self.sheets += self.sides - first
            return
        if (self.sides - first) % 2:
            pages.append(self._blank_back(pages[-1].obj.MediaBox))
        self.sheets += (self.sides - first) // 2

    def _add_pages(self, pdf: Pdf) -> None:
        """Copy pages, whose resources and content are shared with what came before."""
        known: dict[tuple[int, int], Object] = {}
        lent = []
        for page in pdf.pages:
            lent.append([(key, page.obj[key]) for key in ("/Resources", "/Contents")])
            for key, _ in lent[-1]:
                del page.obj[key]
        first = self.sides
        self._pdf.pages.extend(pdf.pages)
        for page, entries in zip(self._pdf.pages[first:], lent, strict=True):
            for key, value in entries:
                page.obj[key] = self._brought(value, known)

    def _brought(self, value: Object, known: dict[tuple[int, int], Object]) -> Object:
        """The same object in this file; for an equal one brought before, that one.

        Args:
            value: An object of another file, without circles.
            known: Where the indirect objects of that file went; it grows.
        """
        if not isinstance(value, Object):
            return value  # a number or a truth
        place = value.objgen
        if value.is_indirect and place in known:
            return known[place]
        data = None
        copy: Object
        if isinstance(value, pikepdf.Stream):
            entries = {key: it for key, it in value.stream_dict.items() if key != "/Length"}
            copy = Dictionary({key: self._brought(it, known) for key, it in entries.items()})
            data = value.read_raw_bytes()
        elif b" R" not in value.unparse(resolved=True):
            copy = Object.parse(value.unparse(resolved=True))
        elif isinstance(value, Dictionary):
            copy = Dictionary({key: self._brought(it, known) for key, it in value.items()})
        else:
            copy = Array([self._brought(it, known) for it in value])
        if not value.is_indirect:
            return copy
        # What it points to is shared already, so equal objects now read the same.
        digest = hashlib.sha256(copy.unparse())
        if data is not None:
            digest.update(b" stream " + data)
        if digest.digest() not in self._shared:
            if data is not None:
                copy = self._pdf.make_stream(data, cast(Dictionary, copy))
            self._shared[digest.digest()] = self._pdf.make_indirect(copy)
        known[place] = self._shared[digest.digest()]
        return known[place]

    def _add_tree(self, tree: Object, language: Object, name: str) -> None:
        """Hang a handout's tags under the Document, with the owners of its marks."""
        part = tree.K
        part.S = Name.Part
        part.P = self._document
        part.T = String(name)
        if language != self._pdf.Root.Lang:
            part.Lang = language
        self._parts.append(part)
        owners = sorted(_numbered(tree.ParentTree), key=lambda owner: owner[0])
        keys = [key + self._next_key for key, _ in owners]
        numbers = Array(
            [it for key, (_, owner) in zip(keys, owners, strict=True) for it in (key, owner)]
        )
        leaf = Dictionary(Limits=Array([keys[0], keys[-1]]), Nums=numbers)
        self._owners.append(self._pdf.make_indirect(leaf))

    def _blank_back(self, box: Object) -> pikepdf.Page:
        if self._blank is None:
            self._blank = self._pdf.make_stream(_NOTHING)
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array(list(box.as_list())),
            Resources=Dictionary(),
            Contents=self._blank,
            Tabs=Name.S,
        )
        return pikepdf.Page(self._pdf.make_indirect(page))

    def to_bytes(self) -> bytes:
        """The whole file; its ID is made from its content."""
        tree = Dictionary(
            Type=Name.StructTreeRoot,
            K=self._document,
            ParentTree=self._pdf.make_indirect(Dictionary(Kids=Array(self._owners))),
            ParentTreeNextKey=self._next_key,
        )
        self._document.P = self._pdf.Root.StructTreeRoot = self._pdf.make_indirect(tree)
        self._document.K = Array(self._parts)
        self._pdf.Root.Outlines = self._outline()
        self._pdf.Root.PageMode = Name.UseOutlines
        stream = BytesIO()
        self._pdf.save(
            stream,
            min_version="1.7",
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return stream.getvalue()

    def _outline(self) -> Object:
        outline = self._pdf.make_indirect(Dictionary(Type=Name.Outlines))
        items = [
            self._pdf.make_indirect(
                Dictionary(
                    Title=String(name),
                    Parent=outline,
                    Dest=Array([page, Name.XYZ, None, None, None]),
                )
            )
            for name, page in self._bookmarks
        ]
        for before, after in pairwise(items):
            before.Next, after.Prev = after, before
        outline.First, outline.Last, outline.Count = items[0], items[-1], len(items)
        return outline


def _numbered(tree: Object) -> Iterator[tuple[int, Object]]:
    """The entries of a number tree (PDF 32000-1, 7.9.7)."""
    for kid in tree.get("/Kids", ()):
        yield from _numbered(kid)
    entries = list(tree.get("/Nums", ()))
    for key, value in zip(entries[::2], entries[1::2], strict=True):
        yield int(key), value
