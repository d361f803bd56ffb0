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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cached_property
from typing import TypeAlias

from handouts.checks import whose
from handouts.clinic import Clinic
from handouts.document import Inlines, plain_text
from handouts.findings import Finding
from handouts.i18n import resolve
from handouts.identity import kind_digest, visit_digest
from handouts.layout.items import Owner, PlacedRun
from handouts.layout.setting_again import SlotSetter
from handouts.layout.slots import Slot, filled
from handouts.library import Library
from handouts.pdf.master import FilledPage, Stamp, telling
from handouts.pdf.splice import Part, merged, splice
from handouts.pdf.write import as_laid_out, freeze, open_slots
from handouts.pipeline import LaidOutHandout, set_handout
from handouts.records import Visit
from handouts.request import RenderRequest, prepared
from handouts.templating.fields import FieldWriter
from handouts.templating.filters import dates_in
from handouts.text import Line, MissingGlyphError
from handouts.treatments import Counted, Timetable, load_treatment
from handouts.values import dataclass

_MOST_SHEETS = 64
_MOST_DATES = 64
_MOST_PAGES = 64
_MOST_FRAGMENTS = 40_000
_MOST_STAFF = 256
_STAFF = "clinician"

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
        self._memory = _Memory(_MOST_FRAGMENTS)
        self._digests: dict[tuple[object, ...], tuple[Clinic, bytes]] = {}

    def make(self, request: RenderRequest) -> MadeHandout:
        """Make one handout.

        Raises:
            HandoutsError: Something a person can put right; nothing was made.
        """
        return self._kind(request).make(request)

    def key(self, request: RenderRequest) -> str:
        """Names what will stand on the paper: 64 hexadecimal digits, equal for equal handouts."""
        name = _kind_name(request)
        known = self._digests.get(name)
        if known is None or known[0] is not request.clinic:
            if len(self._digests) >= _MOST_SHEETS:
                self._digests.clear()
            known = (request.clinic, kind_digest(request, self.library))
            self._digests[name] = known
        return visit_digest(known[1], request.visit)

    def _kind(self, request: RenderRequest) -> _Kind:
        key = _kind_name(request)
        kind = self._kinds.get(key)
        if kind is None or kind.clinic is not request.clinic:
            while len(self._kinds) >= _MOST_SHEETS:
                self._kinds.popitem(last=False)
            kind = self._kinds[key] = _Kind(request, self.library, self._memory, today=self.today)
        return kind


def _kind_name(request: RenderRequest) -> tuple[object, ...]:
    """What handouts that differ in their visits alone have in common.

    A clinic is known by who it is: one batch has one, and to compare two takes long.
    """
    return (
        id(request.clinic), request.treatments, request.sections, request.language,
        request.beside, request.edition, request.paper, request.allow_untranslated,
    )  # fmt: skip


class _Kind:
    """Handouts that differ in their visits alone."""

    def __init__(
        self, request: RenderRequest, library: Library, memory: _Memory, *, today: date
    ) -> None:
        self._memory = memory
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
        sheet = _Sheet(laid_out, self._memory)
        if sheet.is_for_others:
            sheets[sheet.room] = sheet
        pdf = as_laid_out(laid_out.pages, sheet.master, laid_out.font_file)
        return sheet.made(pdf)


class _Fields:
    """What one visit fills, in every language of its handout."""

    def __init__(self, writers: Mapping[str, FieldWriter], visit: Visit, counted: Counted) -> None:
        self.visit = visit
        self._writers = writers
        self.counted = counted

    @cached_property
    def _moments(self) -> dict[str, date | datetime]:
        treated = self.visit.treated
        return self.counted.moments(treated) if treated else {}

    def texts(self, fields: tuple[str, ...], language: str) -> dict[str, str]:
        """The texts of these fields."""
        for field in fields:
            if ":" in field:
                return self._writers[language].texts(fields, self.visit, self._moments)
        return {field: getattr(self.visit, field) or "" for field in fields}


@dataclass(frozen=True, slots=True)
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


# The days and hours that stand in a hole or on a page, counted from the day of the treatment.
_Offsets: TypeAlias = tuple[tuple[int, time | None], ...]


class _Memory:
    """What is remembered of dates, within bounds: when it is full, all of it is forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[tuple[object, int, _Offsets], object] = {}

    def get(self, owner: object, day: int, offsets: _Offsets) -> object | None:
        """What was remembered for this day."""
        return self._known.get((owner, day, offsets))

    def put(self, owner: object, day: int, offsets: _Offsets, value: object) -> None:
        """Remember it."""
        if len(self._known) >= self._most:
            self._known.clear()
        self._known[owner, day, offsets] = value


class _Dates:
    """Which moments of a schedule stand in one place."""

    def __init__(self, fields: Iterable[str]) -> None:
        names = (field.partition(":")[0] for field in fields if ":" in field)
        self._names = tuple(dict.fromkeys(names))
        self._known: dict[int, tuple[Counted, _Offsets]] = {}

    def offsets(self, counted: Counted, treated: datetime | None) -> _Offsets:
        """Where they lie; two visits of one day that agree in this say the same there."""
        known = self._known.get(id(counted))
        if known is None or known[0] is not counted:
            if len(self._known) >= _MOST_DATES:
                self._known.clear()
            clock = treated.timetz() if treated else None
            offsets = tuple(
                (0, clock) if name == "treated" else counted.offsets[name] for name in self._names
            )
            known = self._known[id(counted)] = (counted, offsets)
        return known[1]


class _Hole:
    """A hole of a page, and what fills it.

    Attributes:
        setters: Of its slots.
        fields: What they need.
        is_typed: Whether somebody typed any of it.
        dates: The moments that stand in it.
    """

    def __init__(self, setters: Sequence[SlotSetter]) -> None:
        self.setters = tuple(setters)
        self.fields = tuple(
            field
            for setter in setters
            for field in (*setter.fields, *(setter.slot.month.days if setter.slot.month else ()))
        )
        self.is_typed = any(setter.is_typed for setter in setters)
        self.dates = _Dates(self.fields)
        # Clinicians are few and no patients.
        self._is_staff = set(self.fields) == {_STAFF}
        self._known: dict[str, bytes] = {}

    def runs(self, typed: Iterator[tuple[Line, ...]], fields: _Fields) -> list[PlacedRun] | None:
        """What it shows; None if a date needs more rows than its slot has.

        Args:
            typed: What somebody typed, set; as much is taken from it as stands here.
            fields: The visit's.
        """
        runs: list[PlacedRun] = []
        for setter in self.setters:
            if setter.is_typed:
                lines = next(typed)
            else:
                lines = setter.lines(fields.texts(setter.fields, setter.language))
                if len(lines) > setter.slot.text.rows:
                    return None
            month = setter.slot.month
            numbers = fields.texts(month.days, setter.language) if month else {}
            runs += setter.placed(lines, numbers)
        return runs

    def fragment(
        self, page: int, stamp: Stamp, typed: Iterator[tuple[Line, ...]], fields: _Fields
    ) -> bytes:
        """What fills it, where somebody typed some of it."""
        if not self._is_staff:
            return stamp.fragment(page, self.runs(typed, fields) or [])
        name = fields.visit.clinician or ""
        known = self._known.get(name)
        if known is None:
            known = stamp.fragment(page, self.runs(typed, fields) or [])
            if len(self._known) < _MOST_STAFF and not stamp.needs_own_fonts:
                self._known[name] = known
        else:
            for _ in self.setters:
                next(typed)
        return known


class _Sheet:
    """A master, and how its slots are set for another visit."""

    def __init__(self, laid_out: LaidOutHandout, memory: _Memory) -> None:
        self.master = freeze(
            laid_out.pages, font_file=laid_out.font_file, metadata=laid_out.metadata
        )
        self._stamp = Stamp(self.master, font_file=laid_out.font_file)
        self._sides = len(laid_out.pages.pages)
        self._code, self._findings = laid_out.code, laid_out.findings
        pages = laid_out.pages.pages
        self.is_for_others = all(
            len(open_slots(page)) == len(page.slots) and all(s.text.fits for s in page.slots)
            for page in pages
        )
        self._holes: list[tuple[int, list[_Hole]]] = []
        self._typed_setters: list[SlotSetter] = []
        room = []
        languages: dict[Owner, str] = {}
        for index, frozen in self.master.pages.items():
            slots = open_slots(pages[index])
            holes = []
            for hole in frozen.holes:
                setters = []
                for slot in (slots[at] for at in hole):
                    languages.update(dict.fromkeys(slot.owners, slot.text.language))
                    # Nothing of the first visit is kept.
                    setter = SlotSetter(_without_words(slot), laid_out.fonts[slot.text.language])
                    setters.append(setter)
                    if setter.is_typed:
                        self._typed_setters.append(setter)
                        room.append((slot.text.rows, slot.text.ink))
                holes.append(_Hole(setters))
            self._holes.append((index, holes))
        self.room: Room = tuple(room)
        self._told = [
            _Told(_without_typed(element.words), languages[element.number])
            for element in laid_out.pages.elements
            if element.words
        ]
        self._memory = memory
        self._pages_known = _Memory(_MOST_PAGES)
        self._page_dates = [
            _Dates(field for hole in holes if not hole.is_typed for field in hole.fields)
            for _, holes in self._holes
        ]
        self._dated: OrderedDict[tuple[datetime | None, int], _Dated | None] = OrderedDict()

    def typed(self, fields: _Fields) -> _Typed:
        """Set what somebody typed, to see what room it takes."""
        lines, room = [], []
        for setter in self._typed_setters:
            set_ = setter.lines(fields.texts(setter.fields, setter.language))
            lines.append(set_)
            room.append(setter.room(set_))
        return _Typed(tuple(lines), tuple(room))

    def stamped(self, typed: _Typed, fields: _Fields) -> MadeHandout | None:
        """The handout of a visit that takes this room; None if a date is too wide for its own."""
        dated = self._dated_parts(fields)
        if dated is None:
            return None
        lines = iter(typed.lines)
        pages = []
        for (index, holes), page in zip(self._holes, dated.pages, strict=True):
            if isinstance(page, FilledPage):
                pages.append(page)
                continue
            fragments = [
                hole.fragment(index, self._stamp, lines, fields) for hole in holes if hole.is_typed
            ]
            pages.append(page.filled(fragments))
        told = b""
        if self._told:
            says = [
                each.says(fields) if text is None else text
                for each, text in zip(self._told, dated.told, strict=True)
            ]
            told = telling(self.master.told, says)
        return self.made(self._stamp.file(pages, told))

    def made(self, pdf: bytes) -> MadeHandout:
        """A file of this sheet with what is known of it."""
        return MadeHandout(pdf=pdf, sides=self._sides, code=self._code, findings=self._findings)

    def _dated_parts(self, fields: _Fields) -> _Dated | None:
        treated = fields.visit.treated
        # The hour that comes twice is one to Python's ==, and not to a patient.
        key = treated, treated is not None and treated.fold
        if key in self._dated:
            self._dated.move_to_end(key)
            return self._dated[key]
        while len(self._dated) >= _MOST_DATES:
            self._dated.popitem(last=False)
        found = self._dated[key] = self._with_dates(fields)
        return found

    def _with_dates(self, fields: _Fields) -> _Dated | None:
        pages: list[FilledPage | _TypedPage] = []
        for number in range(len(self._holes)):
            page = self._page_with_dates(number, fields)
            if page is None:
                return None
            pages.append(page)
        told = tuple(None if each.is_typed else each.says(fields) for each in self._told)
        return _Dated(pages=tuple(pages), told=told)

    def _page_with_dates(self, number: int, fields: _Fields) -> FilledPage | _TypedPage | None:
        index, holes = self._holes[number]
        treated, counted = fields.visit.treated, fields.counted
        day = treated.toordinal() if treated else 0
        dates = self._page_dates[number]
        offsets = dates.offsets(counted, treated)
        known = self._pages_known.get(dates, day, offsets)
        if isinstance(known, FilledPage | _TypedPage):
            return known
        fragments: list[bytes | None] = []
        for hole in holes:
            if hole.is_typed:
                fragments.append(None)
                continue
            its_own = hole.dates.offsets(counted, treated)
            fragment = self._memory.get(hole, day, its_own)
            if not isinstance(fragment, bytes):
                runs = hole.runs(iter(()), fields)
                if runs is None:
                    return None
                fragment = self._stamp.fragment(index, runs)
                self._memory.put(hole, day, its_own, fragment)
            fragments.append(fragment)
        page = _filled_but_for_none(self.master.pages[index].parts, fragments)
        self._pages_known.put(dates, day, offsets, page)
        return page


class _Told:
    """Words that an element of the structure tree says, which a visit fills."""

    def __init__(self, words: Inlines, language: str) -> None:
        self.is_typed = any(inline.field and inline.form is None for inline in words)
        self._fields = tuple(inline.field for inline in words if inline.field)
        self._words, self._language = words, language

    def says(self, fields: _Fields) -> str:
        """All of it."""
        return plain_text(filled(self._words, fields.texts(self._fields, self._language)))


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


def _without_typed(inlines: Inlines) -> Inlines:
    return tuple(replace(inline, text="") if inline.field else inline for inline in inlines)


def _without_words(slot: Slot) -> Slot:
    text = slot.text
    return replace(slot, text=replace(text, inlines=_without_typed(text.inlines), lines=()))
