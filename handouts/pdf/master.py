"""A frozen handout, and its stamp: the same file for one visit after another.

All that visits share is bytes already: fonts, structure, metadata, and the pages with holes in
them. A stamp fills the holes, tells the structure tree what right-to-left words say, brings a
small font of its own for letters the file's fonts have not met, and closes the file. Nothing
here needs ReportLab.

The numbers of the objects a visit brings follow those that are shared: the dictionary of fonts,
the pages with holes, the elements told anew, the fonts of its own, the cross references.
"""

from __future__ import annotations

import hashlib
import struct
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from handouts.layout.items import InkedLine
from handouts.pdf.content import Stroke, ink, number, shown_run, stroke, strokes
from handouts.pdf.fonts import UNSEEN, Codes, EmbeddedFont, shown_by
from handouts.pdf.splice import Part, stored, stream
from handouts.pdf.truetype import open_truetype
from handouts.text.runs import FaceName, GlyphRun
from handouts.values import dataclass

# A row of the cross references: PNG's filter that leaves it as it is, the kind, the place, the
# index.
_PLACE = struct.Struct(">HIx")
_FOUND = 1

_MOST_REMEMBERED = 6_000
_MOST_RUNS = 2_048


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPage:
    """A page with holes.

    Attributes:
        parts: What stands around the holes.
        holes: For each, the slots that fill it, by index among the page's.
        height: Of the page, in points.
    """

    parts: tuple[Part, ...]
    holes: tuple[tuple[int, ...], ...]
    height: float


@dataclass(frozen=True, slots=True)
class FilledPage:
    """A page of one visit.

    Attributes:
        data: The content stream, compressed.
        fillings: What fills its holes, one after the other.
    """

    data: bytes
    fillings: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenFont:
    """A font of the file, and what it can show.

    Attributes:
        face: Which it is.
        name: As content streams call it.
        number: Of its object.
        codes: What it can show.
    """

    face: FaceName
    name: str
    number: int
    codes: Codes


# An element whose words a visit fills: its number, and its dictionary before and after them.
Told: TypeAlias = tuple[int, bytes, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """A laid-out, frozen file without its visit.

    Attributes:
        prefix: The bytes all visits share.
        trailer: The entries of the cross-reference stream that all share.
        places: The rows of the cross-reference stream that all share.
        first: The first object number that is a visit's.
        digest: Of all that is shared.
        pages: Those with holes, by index.
        fonts: The file's.
        told: The elements whose words a visit fills.
    """

    prefix: bytes
    trailer: bytes
    places: Part
    first: int
    digest: bytes
    pages: Mapping[int, FrozenPage]
    fonts: tuple[FrozenFont, ...]
    told: tuple[Told, ...]


# A run, what chooses its font, and what shows it.
_Shown: TypeAlias = tuple[GlyphRun, str, str]


class Stamp:
    """Fills a master, one visit after another.

    Clusters are remembered between visits, dates and what stands around names; no name is.
    """

    def __init__(self, master: Master, *, font_file: Callable[[FaceName], Path]) -> None:
        self.master = master
        self._font_file = font_file
        self._fonts = {font.face: font for font in master.fonts}
        # Clusters and runs are remembered by who they are: to hash one takes as long as to show
        # it. What is remembered holds them, so no other takes their place.
        self._strokes: dict[tuple[str, bool], dict[int, Stroke]] = {}
        self._runs: OrderedDict[int, _Shown] = OrderedDict()
        self._own: dict[FaceName, tuple[str, EmbeddedFont]] = {}
        self._names = b"".join(
            b"/%b %d 0 R" % (font.name.encode("ascii"), font.number) for font in master.fonts
        )

    def fragment(self, page: int, lines: Sequence[InkedLine]) -> bytes:
        """What fills one hole of a page.

        It sets its own color, font and place and leaves those of the page as they were, so that
        neither depends on the other. Letters the file's fonts lack are put into fonts of the
        visit's own, which `file` writes.
        """
        height = self.master.pages[page].height
        written = ["q BT"]
        color = None
        font = ""
        x = y = 0.0
        for its_color, start, baseline, line, lasting in lines:
            if its_color is not color:
                color = its_color
                written.append(ink(color))
            new_y = round(height - baseline, 2)
            for run, place in zip(line.runs, line.places, strict=True):
                new_x = round(start + place, 2)
                written.append(_step(new_x - x, new_y - y))
                x, y = new_x, new_y
                # The words around a name are the same objects each time, and so is how they
                # are shown.
                shown = self._runs.get(id(run)) or self._shown(run, lasting=run.mark in lasting)
                if shown is None:
                    font = self._show_in_parts(run, font, written)
                    continue
                if shown[1] != font:
                    font = shown[1]
                    written.append(font)
                written.append(shown[2])
        if len(written) == 1:
            return b""
        written.append("ET Q\n")
        return "\n".join(written).encode("latin-1")

    @property
    def needs_own_fonts(self) -> bool:
        """Whether a fragment written since the last file needs fonts of its own."""
        return bool(self._own)

    def begin_anew(self) -> None:
        """Drop what a visit brought that came to no file; the next must not carry its letters."""
        self._own = {}

    def _shown(self, run: GlyphRun, *, lasting: bool) -> _Shown | None:
        """A run as the file's font shows it; None if that font lacks a letter."""
        frozen = self._fonts.get(run.face)
        if frozen is None:
            return None
        table = self._strokes.setdefault((frozen.name, run.rtl), {})
        known = list(map(table.get, map(id, run.clusters)))
        if None in known:
            self._learn(frozen, run, table)
            known = list(map(table.get, map(id, run.clusters)))
        if None in known:
            return None
        glyphs = shown_run(known)  # type: ignore[arg-type]  # none is None
        shown = (run, _choosing(frozen.name, run.size), glyphs)
        if lasting:
            while len(self._runs) >= _MOST_RUNS:
                self._runs.popitem(last=False)
            self._runs[id(run)] = shown
        return shown

    def _learn(self, frozen: FrozenFont, run: GlyphRun, table: dict[int, Stroke]) -> None:
        """Note how the file's font draws the clusters of a run, but for those it cannot."""
        if len(table) >= _MOST_REMEMBERED:
            table.clear()
        for cluster in run.clusters:
            if id(cluster) not in table:
                shown = shown_by(frozen.codes, cluster, rtl=run.rtl) if cluster.glyphs else UNSEEN
                if shown is not None:
                    table[id(cluster)] = stroke(run, cluster, shown)

    def _show_in_parts(self, run: GlyphRun, font: str, lines: list[str]) -> str:
        """Write a run, changing fonts where the file's own does not have a letter."""
        frozen = self._fonts.get(run.face)
        table = self._strokes.get((frozen.name, run.rtl), {}) if frozen else {}
        shown = list(map(table.get, map(id, run.clusters)))
        at = 0
        for its_strokes in _alike(shown):
            end = at + len(its_strokes)
            known = [each for each in its_strokes if each]
            if known:
                name = frozen.name if frozen else ""
            else:
                name, own = self._own_font(run.face)
                known = strokes(run, run.clusters[at:end], own)
            choice = _choosing(name, run.size)
            if font != choice:
                font = choice
                lines.append(font)
            lines.append(shown_run(known, ends=end == len(shown)))
            at = end
        return font

    def _own_font(self, face: FaceName) -> tuple[str, EmbeddedFont]:
        """The visit's own font of a face, and its name in the file."""
        own = self._own.get(face)
        if own is None:
            font = EmbeddedFont(open_truetype(self._font_file(face)))
            own = self._own[face] = (f"X{len(self._own)}", font)
        return own

    def fill(self, page: int, fragments: Sequence[bytes]) -> FilledPage:
        """A page with its holes filled, in their order."""
        first, *others = self.master.pages[page].parts
        parts = [first]
        for fragment, other in zip(fragments, others, strict=True):
            parts += (stored(fragment), other)
        return FilledPage(stream(parts), b"".join(fragments))

    def file(self, pages: Sequence[FilledPage], told: bytes) -> bytes:
        """The file.

        Args:
            pages: The master's pages with holes, filled, in their order.
            told: What the master's told elements say, as `telling` writes it.
        """
        master = self.master
        size = len(master.prefix)
        out = [master.prefix]
        rows = [_PLACE.pack(_FOUND, size)]
        at = master.first
        bundles: list[bytes] = []
        if self._own:
            names, bundles = self._own_fonts()
            fonts = b"%d 0 obj\n<<%b%b>>\nendobj\n" % (at, self._names, names)
        else:
            fonts = b"%d 0 obj\n<<%b>>\nendobj\n" % (at, self._names)
        out.append(fonts)
        size += len(fonts)
        said = [master.digest]
        for page in pages:
            at += 1
            data = page.data
            written = (
                b"%d 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n"
                % (at, len(data), data)
            )
            rows.append(_PLACE.pack(_FOUND, size))
            out.append(written)
            size += len(written)
            said.append(page.fillings)
        for data in [told, *bundles] if master.told else bundles:
            at += 1
            written = b"%d 0 obj\n%b\nendobj\n" % (at, data)
            rows.append(_PLACE.pack(_FOUND, size))
            out.append(written)
            size += len(written)
            said.append(data)
        rows.append(_PLACE.pack(_FOUND, size))
        at += 1
        name = hashlib.sha256(b"".join(said)).hexdigest()[:32].encode("ascii")
        # Of these rows too the kind is 1 and the index 0, and none refers to the row above.
        places = stream((master.places, stored(b"".join(rows))))
        out.append(
            b"%d 0 obj\n%b/Size %d/ID[<%b><%b>]/Filter/FlateDecode"
            b"/DecodeParms<</Predictor 12/Columns 6>>/Length %d>>\nstream\n%b\nendstream\nendobj\n"
            b"startxref\n%d\n%%%%EOF\n"
            % (at, master.trailer, at + 1, name, name, len(places), places, size)
        )
        return b"".join(out)

    def _own_fonts(self) -> tuple[bytes, list[bytes]]:
        """The names of the visit's own fonts, and their objects."""
        own, self._own = self._own, {}
        master = self.master
        at = master.first + 1 + len(master.pages) + bool(master.told)
        names, bundles = [], []
        for name, font in own.values():
            bundle = font.written(at)
            at += len(bundle)
            names.append(b"/%b %d 0 R" % (name.encode("ascii"), at - 1))
            bundles += bundle
        return b"".join(names), bundles


@lru_cache(maxsize=4096)
def _step(across: float, up: float) -> str:
    return f"{number(across)} {number(up)} Td"


def _alike(shown: list[Stroke | None]) -> list[list[Stroke | None]]:
    """Stretches of what is there and of what is not."""
    return [list(group) for _, group in groupby(shown, bool)] if any(shown) else [shown]


def _choosing(font: str, size: float) -> str:
    return f"/{font} {number(size)} Tf"


def saying(element: Told, text: str) -> bytes:
    """The dictionary of an element that says a text."""
    _, before, after = element
    return b"%b<FEFF%b>%b" % (before, text.encode("utf-16-be").hex().encode(), after)


def telling(told: Sequence[Told], bodies: Sequence[bytes]) -> bytes:
    """An object stream of the elements that are told anew.

    Args:
        told: The master's.
        bodies: Of each its dictionary, as `saying` writes it.
    """
    index = []
    at = 0
    for (element, _, _), body in zip(told, bodies, strict=True):
        index.append(b"%d %d" % (element, at))
        at += len(body) + 1
    head = b" ".join(index) + b"\n"
    data = head + b"\n".join(bodies)
    return b"<</Type/ObjStm/N %d/First %d/Length %d>>\nstream\n%b\nendstream" % (
        len(told), len(head), len(data), data,
    )  # fmt: skip
