"""Many handouts from few layouts: masters, made once, and stamped for each visit.

A page depends on a visit in few ways: which fields there are, what the schedule looks like
besides its dates, how many rows a name or a note takes. All visits alike in these share a
master (`pdf.Master`). For one more of them nothing is filled, laid out or frozen again; its
words are set in the slots, and the file is put together. A visit unlike all before is laid out
in full, and is a master for the next; with a cache folder, for the next process too.

What comes out is the same, byte for byte, whichever visit a master was made for.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import date

from handouts.clinic.model import Clinic
from handouts.i18n.languages import resolve
from handouts.kept import Readings
from handouts.library import Library
from handouts.masters.dates import Memory
from handouts.masters.identity import kind_digest, visit_digest
from handouts.masters.sheet import Fields, FrozenSheet, MadeHandout, Room, Sheet
from handouts.masters.store import Shelf, Store
from handouts.pdf.fonts import Codes
from handouts.pdf.master import Master
from handouts.records import Visit
from handouts.request import RenderRequest, prepared
from handouts.templating.fields import FieldWriter
from handouts.templating.written import dates_in
from handouts.text import MissingGlyphError, forget, load_fonts
from handouts.text.refill import Fillings
from handouts.treatments import Counted, Timetable, load_treatment

_MOST_KINDS = 64
_MOST_FRAGMENTS = 16_000
_MOST_PAGES = 160
_MOST_SHEETS = 12  # of one kind, with visits alike but for the room their words take


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
        self._memories = Memory(_MOST_FRAGMENTS), Memory(_MOST_PAGES)
        self._store = Store(library.cache) if library.cache else None
        self._readings = Readings(library.cache)
        self._digests: dict[tuple[object, ...], tuple[Clinic, bytes]] = {}
        self._timetables: dict[tuple[object, ...], tuple[Clinic, Timetable]] = {}

    def make(self, request: RenderRequest) -> MadeHandout:
        """Make one handout.

        Raises:
            HandoutsError: Something a person can put right; nothing was made.
        """
        return self._kind(request).make(request)

    def key(self, request: RenderRequest) -> str:
        """Names what will stand on the paper: 64 hexadecimal digits, equal for equal handouts."""
        return visit_digest(self._kind_digest(request), request.visit)

    def _kind_digest(self, request: RenderRequest) -> bytes:
        name = _kind_name(request)
        known = self._digests.get(name)
        if known is None or known[0] is not request.clinic:
            if len(self._digests) >= _MOST_KINDS:
                self._digests.clear()
            known = (request.clinic, kind_digest(request, self.library))
            self._digests[name] = known
        return known[1]

    def _kind(self, request: RenderRequest) -> _Kind:
        key = _kind_name(request)
        kind = self._kinds.get(key)
        if kind is None or kind.clinic is not request.clinic:
            while len(self._kinds) >= _MOST_KINDS:
                self._kinds.popitem(last=False)
            kind = self._kinds[key] = _Kind(
                request,
                self.library,
                self._timetable(request),
                self._memories,
                self._store.of(self._kind_digest(request)) if self._store else None,
                today=self.today,
            )
        return kind

    def _timetable(self, request: RenderRequest) -> Timetable:
        """When what is to be done begins and ends, the same in every language."""
        name = (id(request.clinic), request.treatments, request.sections)
        known = self._timetables.get(name)
        if known is None or known[0] is not request.clinic:
            if len(self._timetables) >= _MOST_KINDS:
                self._timetables.clear()
            each = [
                load_treatment(self.library.templates, name, readings=self._readings)
                for name in request.treatments
            ]
            treatment, _ = prepared(each, request.sections, request.clinic)
            known = self._timetables[name] = (request.clinic, Timetable(treatment))
        return known[1]


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
        self,
        request: RenderRequest,
        library: Library,
        timetable: Timetable,
        memories: tuple[Memory, Memory],
        shelf: Shelf | None,
        *,
        today: date,
    ) -> None:
        self.clinic: Clinic = request.clinic
        self._library, self._shelf, self._today = library, shelf, today
        self._fragments, self._pages = memories
        self._timetable = timetable
        tags = [request.language, *([request.beside] if request.beside is not None else [])]
        languages = [resolve(tag) for tag in tags]
        self._writers = {each.tag: FieldWriter(dates_in(each)) for each in languages}
        self._fonts = {
            each.tag: load_fonts(library.fonts, each.tag, family=each.font) for each in languages
        }
        self._fillings = {tag: Fillings(fonts) for tag, fonts in self._fonts.items()}
        self._codes: list[Codes] = []
        # By what a page depends on besides the room its words take; then by that room.
        self._sheets: dict[tuple[object, ...], dict[Room, Sheet]] = {}

    def make(self, request: RenderRequest) -> MadeHandout:
        """Make one of them."""
        return self._stamped(request) or self._made_anew(request)

    def _alike(self, visit: Visit, counted: Counted) -> tuple[object, ...]:
        present = map(bool, (visit.patient, visit.treated, visit.clinician, visit.note))
        # A review that has come due is a finding of its own.
        is_due = self._today > self._timetable.treatment.review_by
        return (*present, is_due, counted.shape)

    def _stamped(self, request: RenderRequest) -> MadeHandout | None:
        visit = request.visit
        counted = self._timetable.counted(visit.treated)
        alike = self._alike(visit, counted)
        sheets = self._sheets.setdefault(alike, {})
        any_sheet = next(iter(sheets.values()), None) or self._from_shelf(alike, None)
        if any_sheet is None:
            return None
        fields = Fields(self._writers, visit, counted)
        try:
            typed = any_sheet.typed(fields)
        except MissingGlyphError as error:
            from handouts.checks.glyphs import whose

            raise whose(error, visit=visit, clinic=self.clinic, documents=()) from None
        sheet = sheets.get(typed.room) or self._from_shelf(alike, typed.room)
        return sheet.stamped(typed, fields) if sheet else None

    def _from_shelf(self, alike: tuple[object, ...], room: Room | None) -> Sheet | None:
        """A sheet an earlier process made; any that is alike, if no room is named."""
        frozen = self._shelf.take(alike, room) if self._shelf else None
        if frozen is None:
            return None
        return self._kept(alike, frozen)

    def _kept(self, alike: tuple[object, ...], frozen: FrozenSheet) -> Sheet:
        sheets = self._sheets.setdefault(alike, {})
        while len(sheets) >= _MOST_SHEETS:
            del sheets[next(iter(sheets))]
        frozen = replace(frozen, master=self._with_known_codes(frozen.master))
        sheet = Sheet(
            frozen,
            self._fonts,
            self._fillings,
            findings=self.clinic.findings,
            fragments=self._fragments,
            pages=self._pages,
        )
        sheets[sheet.room] = sheet
        return sheet

    def _with_known_codes(self, master: Master) -> Master:
        """The same master, its large tables those of another sheet where they are equal."""
        fonts = []
        for font in master.fonts:
            known = next((codes for codes in self._codes if codes == font.codes), None)
            if known is None:
                known = font.codes
                self._codes.append(known)
            fonts.append(replace(font, codes=known))
        return replace(master, fonts=tuple(fonts))

    def _made_anew(self, request: RenderRequest) -> MadeHandout:
        # What it takes to lay a page out is loaded when the first one has to be.
        from handouts.masters.freezing import frozen_sheet, is_for_others, made
        from handouts.pipeline import set_handout

        clinic = replace(request.clinic, findings=())
        laid_out = set_handout(replace(request, clinic=clinic), self._library, today=self._today)
        frozen = frozen_sheet(laid_out)
        if is_for_others(laid_out):
            visit = request.visit
            alike = self._alike(visit, self._timetable.counted(visit.treated))
            self._kept(alike, frozen)
            if self._shelf:
                self._shelf.keep(alike, frozen)
        handout = made(laid_out, frozen)
        # A layout shapes a thousand texts that no stamp asks for again, and one of them is a name.
        forget()
        return replace(handout, findings=(*self.clinic.findings, *handout.findings))
