"""Many handouts from few layouts: masters, made once, and stamped for each visit.

A page depends on a visit in few ways: which fields there are, what the schedule looks like
besides its dates, how many rows a name or a note takes. All visits alike in these share a
master (`pdf.Master`). For one more of them nothing is filled, laid out or frozen again; its
words are set in the slots, and the file is put together. A visit unlike all before is laid out
in full, and is a master for the next.

What comes out is the same, byte for byte, whichever visit a master was made for.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeAlias

from handouts import __version__
from handouts.checks import whose
from handouts.clinic import Clinic
from handouts.document import Inline, Inlines, plain_text
from handouts.findings import Finding
from handouts.i18n import resolve
from handouts.layout.compositor import grown_ink, set_lines
from handouts.layout.items import PlacedRun
from handouts.layout.slots import Slot, filled, placed_runs
from handouts.library import Library
from handouts.pdf.master import FilledPage, Stamp, telling
from handouts.pdf.splice import Part, merged, splice
from handouts.pdf.write import as_laid_out, freeze, open_slots
from handouts.pipeline import LaidOutHandout, RenderRequest, set_handout
from handouts.records import Visit
from handouts.templating.fields import FieldWriter
from handouts.templating.fill import prepared
from handouts.templating.filters import dates_in
from handouts.text import Line, MissingGlyphError
from handouts.treatments import Counted, Timetable, load_treatment
from handouts.values import dataclass

_MOST_SHEETS = 64
_MOST_DATES = 64

# For each slot that holds what somebody typed: the rows it takes, and its ink.
Room: TypeAlias = tuple[tuple[int, tuple[float, float] | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeHandout:
    """A handout as a file, and what is known of it.

    Attributes:
        pdf: The file.
        sides: How many sides of paper it takes.
        code: Printed at its foot.
        findings: What somebody should look at.
    """

    pdf: bytes
    sides: int
    code: str
    findings: tuple[Finding, ...]


class Masters:
    """Makes handouts, and keeps what the next one may share.

    Attributes:
        library: The templates, locales and fonts.
        today: The day at the clinic.
    """

    def __init__(self, library: Library, *, today: date) -> None:
        self.library = library
        self.today = today
        self._kinds: OrderedDict[tuple[object, ...], _Kind] = OrderedDict()

    def make(self, request: RenderRequest) -> MadeHandout:
        """Make one handout.

        Raises:
            HandoutsError: Something a person can put right; nothing was made.
        """
        return self._kind(request).make(request)

    def key(self, request: RenderRequest) -> str:
        """Names what will stand on the paper: 64 hexadecimal digits, equal for equal handouts."""
        return hashlib.sha256(f"{__version__} {request!r}".encode()).hexdigest()

    def _kind(self, request: RenderRequest) -> _Kind:
        # The clinic is known by who it is: one batch has one, and to compare two takes long.
        key = (
            id(request.clinic), request.treatments, request.sections, request.language,
            request.beside, request.edition, request.paper, request.allow_untranslated,
        )  # fmt: skip
        kind = self._kinds.get(key)
        if kind is None:
            while len(self._kinds) >= _MOST_SHEETS:
                self._kinds.popitem(last=False)
            kind = self._kinds[key] = _Kind(request, self.library, today=self.today)
        return kind


class _Kind:
    """Handouts that differ in their visits alone."""

    def __init__(self, request: RenderRequest, library: Library, *, today: date) -> None:
        self.clinic: Clinic = request.clinic
        self._library = library
        self._today = today
        treatments = [load_treatment(library.templates, name) for name in request.treatments]
        treatment, _ = prepared(treatments, request.sections, request.clinic)
        self._timetable = Timetable(treatment)
        tags = [request.language, *([request.beside] if request.beside is not None else [])]
        languages = [resolve(tag) for tag in tags]
        self._writers = {each.tag: FieldWriter(dates_in(each)) for each in languages}
        # By what a page depends on besides the room its words take; then by that room.
        self._sheets: dict[tuple[object, ...], dict[Room, _Sheet]] = {}

    def make(self, request: RenderRequest) -> MadeHandout:
        """Make one of them."""
        visit = request.visit
        counted = self._timetable.counted(visit.treated)
        present = (visit.patient, visit.treated, visit.clinician, visit.note)
        sheets = self._sheets.setdefault((*map(bool, present), counted.shape), {})
        for any_sheet in sheets.values():
            fields = _Fields(self._writers, visit, counted)
            try:
                typed = any_sheet.typed(fields)
            except MissingGlyphError as error:
                raise whose(error, visit=visit, clinic=self.clinic, documents=()) from None
            sheet = sheets.get(typed.room)
            made = sheet and sheet.stamped(typed, fields)
            if made:
                return made
            break
        return self._made_anew(request, sheets)

    def _made_anew(self, request: RenderRequest, sheets: dict[Room, _Sheet]) -> MadeHandout:
        laid_out = set_handout(request, self._library, today=self._today)
        sheet = _Sheet(laid_out)
        if sheet.is_for_others:
            sheets[sheet.room] = sheet
        pdf = as_laid_out(laid_out.pages, sheet.master, laid_out.font_file)
        return sheet.made(pdf)


class _Fields:
    """What one visit fills, in every language of its handout."""

    def __init__(self, writers: Mapping[str, FieldWriter], visit: Visit, counted: Counted) -> None:
        self.visit = visit
        self._writers = writers
        self._counted = counted

    @cached_property
    def _moments(self) -> dict[str, date | datetime]:
        treated = self.visit.treated
        return self._counted.moments(treated) if treated else {}

    def filled(self, inlines: Inlines, language: str) -> Inlines:
        """The inlines as they are for this visit."""
        fields = tuple([inline.field for inline in inlines if inline.field])
        return filled(inlines, self._texts(fields, language))

    def _texts(self, fields: tuple[str, ...], language: str) -> dict[str, str]:
        if all(":" not in field for field in fields):
            return {field: getattr(self.visit, field) or "" for field in fields}
        return self._writers[language].texts(fields, self.visit, self._moments)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """What somebody typed, set in the slots of a sheet.

    Attributes:
        lines: Of each of its typed slots.
        room: That they take.
    """

    lines: tuple[tuple[Line, ...], ...]
    room: Room


@dataclass(frozen=True, slots=True)
class _TypedPage:
    """A page for all visits of one moment: only what somebody typed is left open.

    Attributes:
        parts: What stands around the holes left.
        dated: The fillings of the other holes that stand in each part.
    """

    parts: tuple[Part, ...]
    dated: tuple[bytes, ...]

    def filled(self, fragments: Sequence[bytes]) -> FilledPage:
        """The page of one visit; its digest is that of all fillings in their order."""
        digest = hashlib.sha256(self.dated[0])
        for fragment, dated in zip(fragments, self.dated[1:], strict=True):
            digest.update(fragment + dated)
        return FilledPage(splice(self.parts, fragments), digest.digest())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """What depends on the time of the treatment alone.

    Attributes:
        pages: The master's pages with holes, whole where nothing was typed.
        told: What the told elements say; None for those that say what somebody typed.
    """

    pages: tuple[FilledPage | _TypedPage, ...]
    told: tuple[str | None, ...]


class _Sheet:
    """A master, and how its slots are set for another visit."""

    def __init__(self, laid_out: LaidOutHandout) -> None:
        self.master = freeze(
            laid_out.pages, font_file=laid_out.font_file, metadata=laid_out.metadata
        )
        self._stamp = Stamp(self.master, font_file=laid_out.font_file)
        self._fonts = dict(laid_out.fonts)
        self._sides = len(laid_out.pages.pages)
        self._code, self._findings = laid_out.code, laid_out.findings
        pages = laid_out.pages.pages
        self.is_for_others = all(
            len(open_slots(page)) == len(page.slots) and all(s.text.fits for s in page.slots)
            for page in pages
        )
        slots = {index: open_slots(pages[index]) for index in self.master.pages}
        self.room: Room = tuple(
            (slot.text.rows, slot.text.ink)
            for page in slots.values()
            for slot in page
            if _is_typed(slot.text.inlines)
        )
        # Nothing of the first visit is kept.
        self._slots = {
            index: tuple(_without_words(slot) for slot in page) for index, page in slots.items()
        }
        self._typed_slots = [
            slot for page in self._slots.values() for slot in page if _is_typed(slot.text.inlines)
        ]
        languages = {
            owner: slot.text.language
            for page in self._slots.values()
            for slot in page
            for owner in slot.owners
        }
        self._told = [
            (_without_typed(element.words), languages[element.number])
            for element in laid_out.pages.elements
            if element.words
        ]
        self._typed_holes = {
            index: [
                slots
                for hole in page.holes
                for slots in ([self._slots[index][at] for at in hole],)
                if any(_is_typed(slot.text.inlines) for slot in slots)
            ]
            for index, page in self.master.pages.items()
        }
        self._dated: OrderedDict[datetime | None, _Dated | None] = OrderedDict()

    def typed(self, fields: _Fields) -> _Typed:
        """Set what somebody typed, to see what room it takes."""
        lines, room = [], []
        for slot in self._typed_slots:
            set_ = self._set(slot, fields)
            lines.append(set_)
            ink = slot.text.ink
            if ink is not None:
                ink = grown_ink(slot.text.sample, set_, self._fonts[slot.text.language])
            room.append((len(set_), ink))
        return _Typed(lines=tuple(lines), room=tuple(room))

    def stamped(self, typed: _Typed, fields: _Fields) -> MadeHandout | None:
        """The handout of a visit that takes this room; None if a date is too wide for its own."""
        dated = self._dated_parts(fields)
        if dated is None:
            return None
        lines = iter(typed.lines)
        pages = []
        for (index, holes), page in zip(self._typed_holes.items(), dated.pages, strict=True):
            if isinstance(page, FilledPage):
                pages.append(page)
                continue
            fragments = []
            for hole in holes:
                runs: list[PlacedRun] = []
                for slot in hole:
                    set_ = next(lines) if _is_typed(slot.text.inlines) else self._set(slot, fields)
                    runs += _placed(slot, set_, fields)
                fragments.append(self._stamp.fragment(index, runs))
            pages.append(page.filled(fragments))
        told = b""
        if self._told:
            says = [
                self._says(number, fields) if text is None else text
                for number, text in enumerate(dated.told)
            ]
            told = telling(self.master.told, says)
        return self.made(self._stamp.file(pages, told))

    def made(self, pdf: bytes) -> MadeHandout:
        """A file of this sheet with what is known of it."""
        return MadeHandout(pdf=pdf, sides=self._sides, code=self._code, findings=self._findings)

    def _set(self, slot: Slot, fields: _Fields) -> tuple[Line, ...]:
        text = slot.text
        return set_lines(
            fields.filled(text.inlines, text.language),
            text.style,
            measure=text.measure,
            balance=text.balance,
            language=text.language,
            direction=text.direction,
            fonts=self._fonts[text.language],
        )

    def _says(self, number: int, fields: _Fields) -> str:
        words, language = self._told[number]
        return plain_text(fields.filled(words, language))

    def _dated_parts(self, fields: _Fields) -> _Dated | None:
        treated = fields.visit.treated
        if treated in self._dated:
            self._dated.move_to_end(treated)
            return self._dated[treated]
        while len(self._dated) >= _MOST_DATES:
            self._dated.popitem(last=False)
        found = self._dated[treated] = self._with_dates(fields)
        return found

    def _with_dates(self, fields: _Fields) -> _Dated | None:
        pages: list[FilledPage | _TypedPage] = []
        for index, page in self.master.pages.items():
            fragments: list[bytes | None] = []
            for hole in page.holes:
                slots = [self._slots[index][at] for at in hole]
                if any(_is_typed(slot.text.inlines) for slot in slots):
                    fragments.append(None)
                    continue
                runs = []
                for slot in slots:
                    lines = self._set(slot, fields)
                    if len(lines) > slot.text.rows:
                        return None
                    runs += _placed(slot, lines, fields)
                fragments.append(self._stamp.fragment(index, runs))
            pages.append(_filled_but_for_none(page.parts, fragments))
        told = tuple(
            None if _is_typed(words) else self._says(number, fields)
            for number, (words, _) in enumerate(self._told)
        )
        return _Dated(pages=tuple(pages), told=told)


def _filled_but_for_none(
    parts: Sequence[Part], fragments: Sequence[bytes | None]
) -> FilledPage | _TypedPage:
    """A page with its holes filled; one whose filling is not known yet is left."""
    joined: list[Part] = []
    dated: list[bytes] = []
    around, within = [parts[0]], list[bytes]()
    for fragment, part in zip(fragments, parts[1:], strict=True):
        if fragment is None:
            joined.append(merged(around, within))
            dated.append(b"".join(within))
            around, within = [part], []
        else:
            around.append(part)
            within.append(fragment)
    joined.append(merged(around, within))
    dated.append(b"".join(within))
    page = _TypedPage(tuple(joined), tuple(dated))
    return page if len(joined) > 1 else page.filled(())


def _placed(slot: Slot, lines: Sequence[Line], fields: _Fields) -> list[PlacedRun]:
    if slot.month is not None:
        numbers = {
            day: inline.text
            for day in slot.month.days
            for inline in fields.filled((Inline(text="", field=day),), slot.text.language)
        }
        if not slot.month.is_shown(numbers, lines[0].advance):
            return []
    return placed_runs(
        lines, slot.text, left=slot.left, top=slot.top, width=slot.width, align=slot.align,
        color=slot.color, owners=slot.owners,
    )  # fmt: skip


def _is_typed(inlines: Inlines) -> bool:
    """Whether it holds what somebody typed, a name or a note."""
    return any(inline.field and inline.form is None for inline in inlines)


def _without_typed(inlines: Inlines) -> Inlines:
    return tuple(replace(inline, text="") if inline.field else inline for inline in inlines)


def _without_words(slot: Slot) -> Slot:
    text = slot.text
    return replace(slot, text=replace(text, inlines=_without_typed(text.inlines), lines=()))
