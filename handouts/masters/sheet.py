"""Stamp a sheet: set what differs from visit to visit, and put the file together.

What depends on the time of the treatment alone is set once for all who were treated then; names
and notes are set for each. Nothing of a visit is kept but its dates and its clinician.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias

from handouts.document import Inlines
from handouts.findings import Finding
from handouts.layout.items import InkedLine
from handouts.layout.setting_again import SlotSetter
from handouts.layout.slots import Slot
from handouts.masters.dates import Dates, Memory
from handouts.pdf.master import FilledPage, Master, Stamp, Told, saying, telling
from handouts.pdf.splice import Part, merged, stored, stream
from handouts.records.visit import Visit
from handouts.templating.fields import FieldWriter
from handouts.text import Fonts, Line
from handouts.text.refill import Fillings
from handouts.treatments import Counted
from handouts.values import dataclass

_MOST_DATES = 4
_MOST_STAFF = 256
_STAFF = "clinician"

# For each slot that holds what somebody typed: the rows it takes, and its ink.
Room: TypeAlias = tuple[tuple[int, tuple[float, float] | None], ...]


def is_typed(inlines: Inlines) -> bool:
    """Whether it holds what somebody typed, a name or a note."""
    return any(inline.field and inline.form is None for inline in inlines)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenSheet:
    """A master, and all that is needed to set its slots: plain values, of no visit.

    Attributes:
        master: The frozen file.
        slots: For each page with holes, its slots.
        told: The words of the elements that are told anew, each with its language.
        sides: How many sides of paper it takes.
        code: Printed at its foot.
        findings: What somebody should look at, the clinic's own left out.
    """

    master: Master
    slots: tuple[tuple[Slot, ...], ...]
    told: tuple[tuple[Inlines, str], ...]
    sides: int
    code: str
    findings: tuple[Finding, ...]

    @property
    def room(self) -> Room:
        """What the visits it is for take."""
        return tuple(
            (slot.text.rows, slot.text.ink)
            for page in self.slots
            for slot in page
            if is_typed(slot.text.inlines)
        )


class Fields:
    """What one visit fills, in every language of its handout."""

    def __init__(self, writers: Mapping[str, FieldWriter], visit: Visit, counted: Counted) -> None:
        self.visit = visit
        self._writers = writers
        self.counted = counted
        self._texts: dict[str, _Texts] = {}

    def moment(self, name: str) -> date | datetime:
        """A date of its schedule."""
        if self.visit.treated is None:
            raise ValueError(f"A visit without a treatment time has no {name}.")
        return self.counted.moment(name, self.visit.treated)

    def texts(self, language: str) -> Mapping[str, str]:
        """What stands in each field, written when it is asked for."""
        texts = self._texts.get(language)
        if texts is None:
            texts = self._texts[language] = _Texts(self._writers[language], self)
        return texts


class _Texts(dict[str, str]):
    """What stands in each field; fills itself."""

    def __init__(self, writer: FieldWriter, fields: Fields) -> None:
        super().__init__()
        self._writer, self._fields = writer, fields

    def __missing__(self, field: str) -> str:
        fields = self._fields
        text = self[field] = self._writer.text(field, fields.visit, fields.moment)
        return text


@dataclass(frozen=True, slots=True)
class Typed:
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
        """The page of one visit."""
        parts, fillings = [self.parts[0]], [self.dated[0]]
        for fragment, part, dated in zip(fragments, self.parts[1:], self.dated[1:], strict=True):
            parts += (stored(fragment), part)
            fillings += (fragment, dated)
        return FilledPage(stream(parts), b"".join(fillings))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """What depends on the time of the treatment alone.

    Attributes:
        pages: The master's pages with holes, whole where nothing was typed.
        told: The told elements; None for those that say what somebody typed.
    """

    pages: tuple[FilledPage | _TypedPage, ...]
    told: tuple[bytes | None, ...]


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
        self.dates = Dates(self.fields)
        # Clinicians are few and no patients.
        self._is_staff = set(self.fields) == {_STAFF}
        self._known: dict[str, bytes] = {}

    def inked(self, typed: Iterator[tuple[Line, ...]], fields: Fields) -> list[InkedLine] | None:
        """What it shows; None if a date needs more rows than its slot has.

        Args:
            typed: What somebody typed, set; as much is taken from it as stands here.
            fields: The visit's.
        """
        inked: list[InkedLine] = []
        for setter in self.setters:
            month = setter.slot.month
            texts = fields.texts(setter.language)
            if month and not month.may_be_shown(texts):
                continue
            if setter.is_typed:
                lines = next(typed)
            else:
                lines = setter.lines(texts)
                if len(lines) > setter.slot.text.rows:
                    return None
            inked += setter.inked(lines, texts)
        return inked

    def fragment(
        self, page: int, stamp: Stamp, typed: Iterator[tuple[Line, ...]], fields: Fields
    ) -> bytes:
        """What fills it, where somebody typed some of it."""
        if not self._is_staff:
            return stamp.fragment(page, self.inked(typed, fields) or [])
        name = fields.visit.clinician or ""
        known = self._known.get(name)
        if known is None:
            known = stamp.fragment(page, self.inked(typed, fields) or [])
            if len(self._known) < _MOST_STAFF and not stamp.needs_own_fonts:
                self._known[name] = known
        else:
            for _ in self.setters:
                next(typed)
        return known


class Sheet:
    """A master, and how its slots are set for another visit."""

    def __init__(
        self,
        frozen: FrozenSheet,
        fonts: Mapping[str, Fonts],
        fillings: Mapping[str, Fillings],
        *,
        findings: tuple[Finding, ...],
        fragments: Memory,
        pages: Memory,
    ) -> None:
        """Take a frozen sheet.

        Args:
            frozen: The sheet.
            fonts: Of each of its languages.
            fillings: Likewise, what filled other sheets with these fonts.
            findings: The clinic's own, which belong to every handout.
            fragments: Where fragments with dates are remembered.
            pages: Where pages with dates are, and what is told of dates.
        """
        self.frozen = frozen
        self._findings = (*findings, *frozen.findings)
        self.master = frozen.master
        self.room = frozen.room
        [any_fonts, *_] = fonts.values()
        self._stamp = Stamp(frozen.master, font_file=lambda face: any_fonts.face(face).path)
        self._holes: list[tuple[int, list[_Hole]]] = []
        self._typed_setters: list[SlotSetter] = []
        for (index, page), slots in zip(frozen.master.pages.items(), frozen.slots, strict=True):
            setters = [
                SlotSetter(slot, fonts[slot.text.language], fillings[slot.text.language])
                for slot in slots
            ]
            self._typed_setters += [setter for setter in setters if setter.is_typed]
            self._holes.append(
                (index, [_Hole([setters[at] for at in hole]) for hole in page.holes])
            )
        self._told = [
            _Told(element, words, language)
            for element, (words, language) in zip(frozen.master.told, frozen.told, strict=True)
        ]
        self._told_dates = Dates(field for each in self._told for field in each.fields)
        self._memory, self._pages_known = fragments, pages
        self._page_dates = [
            Dates(field for hole in holes if not hole.is_typed for field in hole.fields)
            for _, holes in self._holes
        ]
        self._dated: OrderedDict[tuple[datetime | None, int], _Dated | None] = OrderedDict()

    def typed(self, fields: Fields) -> Typed:
        """Set what somebody typed, to see what room it takes."""
        typed = [setter.typed(fields.texts(setter.language)) for setter in self._typed_setters]
        return Typed(tuple([lines for lines, _ in typed]), tuple([room for _, room in typed]))

    def stamped(self, typed: Typed, fields: Fields) -> MadeHandout | None:
        """The handout of a visit that takes this room; None if a date is too wide for its own."""
        self._stamp.begin_anew()
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
            bodies = [
                each.body(fields) if body is None else body
                for each, body in zip(self._told, dated.told, strict=True)
            ]
            told = telling(self.master.told, bodies)
        return MadeHandout(
            pdf=self._stamp.file(pages, told),
            sides=self.frozen.sides,
            code=self.frozen.code,
            findings=self._findings,
        )

    def _dated_parts(self, fields: Fields) -> _Dated | None:
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

    def _with_dates(self, fields: Fields) -> _Dated | None:
        pages: list[FilledPage | _TypedPage] = []
        for number in range(len(self._holes)):
            page = self._page_with_dates(number, fields)
            if page is None:
                return None
            pages.append(page)
        return _Dated(pages=tuple(pages), told=self._told_with_dates(fields))

    def _told_with_dates(self, fields: Fields) -> tuple[bytes | None, ...]:
        treated = fields.visit.treated
        day = treated.toordinal() if treated else 0
        offsets = self._told_dates.offsets(fields.counted, treated)
        known = self._pages_known.get(self._told_dates, day, offsets)
        if isinstance(known, tuple):
            return known
        told = tuple([None if each.is_typed else each.body(fields) for each in self._told])
        self._pages_known.put(self._told_dates, day, offsets, told)
        return told

    def _page_with_dates(self, number: int, fields: Fields) -> FilledPage | _TypedPage | None:
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
                inked = hole.inked(iter(()), fields)
                if inked is None:
                    return None
                fragment = self._stamp.fragment(index, inked)
                if self._stamp.needs_own_fonts:
                    # No other visit has that font; and no date should need one.
                    return None
                self._memory.put(hole, day, its_own, fragment)
            fragments.append(fragment)
        page = _filled_but_for_none(self.master.pages[index].parts, fragments)
        self._pages_known.put(dates, day, offsets, page)
        return page


class _Told:
    """An element of the structure tree that says words a visit fills.

    Attributes:
        is_typed: Whether somebody typed any of them.
        fields: What they need.
    """

    def __init__(self, element: Told, words: Inlines, language: str) -> None:
        self.is_typed = is_typed(words)
        self.fields = tuple(inline.field for inline in words if inline.field)
        self._element = element
        self._language = language
        self._words = [(inline.field, inline.text) for inline in words]

    def body(self, fields: Fields) -> bytes:
        """The element, as a visit has it."""
        texts = fields.texts(self._language)
        says = "".join([texts[field] if field else text for field, text in self._words])
        return saying(self._element, says)


def _filled_but_for_none(
    parts: Sequence[Part], fragments: Sequence[bytes | None]
) -> FilledPage | _TypedPage:
    """A page with its holes filled; one whose filling is not known yet is left."""
    around = [[parts[0]]]
    dated: list[list[bytes]] = [[]]
    for fragment, part in zip(fragments, parts[1:], strict=True):
        if fragment is None:
            around.append([part])
            dated.append([])
        else:
            around[-1] += (stored(fragment), part)
            dated[-1].append(fragment)
    joined = [merged(each) if len(each) > 1 else each[0] for each in around]
    page = _TypedPage(tuple(joined), tuple(map(b"".join, dated)))
    return page if len(joined) > 1 else page.filled(())
