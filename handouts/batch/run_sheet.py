"""What lies on top of a collated batch, and in which order the handouts come out.

Everything here is known from the journal, but for the patients: their names come from the rows
in memory, are cut to what the clinic chose to show, and are written to no other file than the
one that is printed.

The words are English, for staff. How the sheet looks is `layout.run_sheet`'s business.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from handouts import __version__
from handouts.clinic import Clinic
from handouts.document import Heading, Message, PanelField, Paragraph, Title, words
from handouts.document.blocks import Block
from handouts.document.inlines import Inline
from handouts.document.run_sheet import RunSheet, RunSheetLook, RunSheetTable
from handouts.findings import Finding, Severity
from handouts.i18n import SOURCE, resolve
from handouts.i18n.dates import chip_day, clock, full_date
from handouts.layout.run_sheet import lay_out_run_sheet
from handouts.library import Library
from handouts.pdf import Metadata, write_pdf
from handouts.style import Paper, stylesheet
from handouts.text import load_fonts
from handouts.text.ucd import is_grapheme_extend, is_spacing_mark, script
from handouts.values import dataclass

Pdf: TypeAlias = Path | Callable[[], bytes]


class Order(StrEnum):
    """The order handouts come out of the printer in."""

    TIME = "time"
    LANGUAGE = "language"
    FILE = "file"


class Shown(StrEnum):
    """What of a patient the clinic lets stand on a run sheet."""

    TIME = "time"
    INITIALS = "initials"
    NAME = "name"
    ROW = "row"


USUALLY_SHOWN = (Shown.TIME, Shown.INITIALS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One handout that was made, and what the run sheet says of it.

    Attributes:
        row: Of the input, as its errors count rows.
        language: BCP 47 tag.
        beside: That of the second language of a bilingual handout.
        treatments: Their names, such as `chemical-peel`.
        time: Of the appointment, on the clinic's clock.
        sides: That were made.
        looks: What wants a look, each a short phrase that is the same for every handout it is
            true of; see `looks_of`.
        patient: The name as it is printed, in memory only; None if it is not known.
        reference: The patient's number, in memory only and never shown; None if it is not known.
        pdf: The handout's file, or what fetches its bytes.
    """

    row: int
    language: str
    beside: str | None = None
    treatments: tuple[str, ...]
    time: datetime | None = None
    sides: int
    looks: tuple[str, ...] = ()
    patient: str | None = field(default=None, repr=False)
    reference: str | None = field(default=None, repr=False)
    pdf: Pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An entry with its number on the run sheet, from 1."""

    number: int
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that became no handout.

    Attributes:
        row: Of the input.
        reason: As a sentence, without anything that stood in the row.
    """

    row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetOptions:
    """How a run sheet is made.

    Attributes:
        printed: The day at the clinic.
        order: The order of the handouts.
        shown: What of a patient may stand on it.
        duplex: Paper is printed on both sides.
        paper: The paper; None for the clinic's.
        mark: A few characters in its title, which tell it from run sheets before it.
    """

    printed: date
    order: Order = Order.TIME
    shown: tuple[Shown, ...] = USUALLY_SHOWN
    duplex: bool = True
    paper: Paper | None = None
    mark: str = ""


def numbered(entries: Iterable[Entry], order: Order) -> tuple[Numbered, ...]:
    """Entries in their order, numbered. Those without a time come last.

    Handouts of one patient on one day stand together, where the first of them would; in the
    order of the file everything stays where it is.
    """
    entries = tuple(entries)
    first: dict[_Visits, tuple[object, ...]] = {}
    for entry in entries:
        visits = _visits(entry, order)
        first[visits] = min(first.get(visits, _by_time(entry)), _by_time(entry))

    def by_time(entry: Entry) -> tuple[object, ...]:
        return (first[_visits(entry, order)], _by_time(entry))

    keys: dict[Order, Callable[[Entry], tuple[object, ...]]] = {
        Order.TIME: by_time,
        Order.LANGUAGE: lambda entry: (_language(entry), *by_time(entry)),
        Order.FILE: lambda entry: (entry.row,),
    }
    ordered = sorted(entries, key=keys[order])
    return tuple(
        Numbered(number=number, entry=entry) for number, entry in enumerate(ordered, start=1)
    )


def _by_time(entry: Entry) -> tuple[int, float, int]:
    if entry.time is None:
        return (1, 0.0, entry.row)
    return (0, entry.time.timestamp(), entry.row)


# One patient on one day; a row alone where it is not known who or when.
_Visits: TypeAlias = tuple[str | int | None, ...]


def _visits(entry: Entry, order: Order | None = None) -> _Visits:
    """What handouts have in common that are handed out together.

    Args:
        entry: A handout.
        order: Their order; by language only those of one language can stand together.
    """
    if entry.reference is None or entry.time is None:
        return (entry.row,)
    language = _language(entry) if order is Order.LANGUAGE else ""
    # A number may be two people's where two branches each count their own.
    return (entry.reference, entry.patient, entry.time.date().toordinal(), language)


def sheets_of(sides: int, *, duplex: bool) -> int:
    """Sheets of paper that so many sides take."""
    return (sides + 1) // 2 if duplex else sides


# What stands in a row for something to look at; there are far fewer kinds of it.
_KEYS = "abcdefghijklmnopqrstuvwxyz"

# A space that no line breaks at, for what is short and read at one glance.
_HELD = "\N{NO-BREAK SPACE}"

# Findings that are about one handout rather than about the clinic's file, in a few words.
_LOOKS = {
    "approval": "Draft: no clinician has approved these words",
    "translation": "Partly in English: some sentences are not translated",
    "unreviewed": "Translation not reviewed yet",
    "review": "Medical facts are due for review",
    "page limit": "More sides than usual",
}

_TOGETHER = "One patient, several handouts that day"
_HOW_TOGETHER = "Hand them out together; where they differ, the stricter advice counts."


def looks_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What a handout's findings come to on a run sheet: a phrase for each kind that counts."""
    looks = (
        _LOOKS.get(finding.check, f"See handouts check: {finding.check}")
        for finding in findings
        if finding.check in _LOOKS or finding.severity is Severity.ERROR
    )
    return tuple(dict.fromkeys(looks))


def write_run_sheet(
    entries: Sequence[Numbered],
    options: RunSheetOptions,
    *,
    clinic: Clinic,
    library: Library,
    left_out: Sequence[LeftOut] = (),
    of: int | None = None,
) -> bytes:
    """The run sheet as a PDF.

    Args:
        entries: What lies under it, in this order.
        options: How it is made.
        clinic: Whose it is.
        library: For the fonts.
        left_out: Rows that became no handout.
        of: How many handouts the whole batch has, if these are some of them.
    """
    paper = options.paper or ("a4" if clinic.look.paper == "a4" else "letter")
    sheet = stylesheet(accent=clinic.look.accent, paper=paper, language=SOURCE.tag)
    fonts = load_fonts(library.fonts, SOURCE.tag)
    pages = lay_out_run_sheet(
        run_sheet(entries, options, clinic=clinic, left_out=left_out, of=of), sheet, fonts
    )
    return write_pdf(
        pages,
        font_file=lambda name: fonts.face(name).path,
        metadata=Metadata(
            created=datetime.combine(options.printed, time(), tzinfo=UTC),
            version=__version__,
            author=clinic.name,
        ),
    )


def run_sheet(
    entries: Sequence[Numbered],
    options: RunSheetOptions,
    *,
    clinic: Clinic,
    left_out: Sequence[LeftOut] = (),
    of: int | None = None,
) -> RunSheet:
    """What a run sheet says; see `write_run_sheet`."""
    sheets = _sheets(entries, options)
    together = _together(entries)
    entries = _looked_at(entries, together)
    looks, keys = _looks(entries, together)
    days = {it.entry.time.date() for it in entries if it.entry.time}
    dated = options.order is not Order.TIME and len(days) > 1
    tables = [
        _table(heading, rows, options, keys, dated=dated)
        for heading, rows in _groups(entries, options.order)
    ]
    if left_out:
        tables.append(_left_out(left_out))
    orders = {
        Order.TIME: "Appointment time",
        Order.LANGUAGE: "Language, then time",
        Order.FILE: "As in the file",
    }
    some = of is not None and of != len(entries)
    return RunSheet(
        language=SOURCE.tag,
        title=f"Handouts to print · {clinic.name}",
        clinic=_name(clinic),
        logo=clinic.look.logo,
        notice="For staff. Not for patients.",
        running="Run sheet",
        panel=(
            PanelField(label=words("Made on"), value=words(full_date(options.printed, SOURCE))),
            PanelField(label=words("Order"), value=words(orders[options.order])),
            PanelField(
                label=words("Paper"),
                value=words("Both sides" if options.duplex else "One side"),
            ),
        ),
        blocks=(
            Title(text=words(f"Run sheet {options.mark}".strip())),
            Message(
                text=words(
                    f"{_count(len(entries), 'handout')}{f' of {of:,}' if some else ''} "
                    f"on {_count(sheets, 'sheet')} of paper"
                )
            ),
            *_summary(entries, options),
            *([Heading(text=words("Look at these first"))] if looks else []),
        ),
        looks=tuple(looks),
        tables=tuple(tables),
        footer="Personal information. Shred this sheet after use.",
        page="Page {page} of {pages}",
    )


def _name(clinic: Clinic) -> str:
    return f"{clinic.name}, {clinic.branch}" if clinic.branch else clinic.name


def _count(number: int, of: str) -> str:
    return f"{number:,} {of}" if number == 1 else f"{number:,} {of}s"


def _sheets(entries: Iterable[Numbered], options: RunSheetOptions) -> int:
    return sum(sheets_of(it.entry.sides, duplex=options.duplex) for it in entries)


def _summary(entries: Sequence[Numbered], options: RunSheetOptions) -> list[Block]:
    """How to read the sheet, and what there is of each kind."""
    tick = "Tick each handout off."
    if options.duplex:
        tick += " Each begins on a fresh sheet, so a last side may be blank."
    jam = "After a paper jam, run the same command with --only and numbers, such as --only 3,7-9"
    paragraphs: list[Block] = [Paragraph(text=words(text)) for text in (tick, jam)]
    for label, kinds in (
        ("Languages", Counter(_language(it.entry) for it in entries)),
        ("Treatments", Counter(_treatments(it.entry) for it in entries)),
    ):
        listed = "; ".join(f"{kind}: {count:,}" for kind, count in kinds.most_common())
        if listed:
            head = Inline(text=f"{label}. ", strong=True)
            paragraphs.append(Paragraph(text=(head, Inline(text=f"{listed}."))))
    return paragraphs


def _together(entries: Sequence[Numbered]) -> list[list[int]]:
    """The numbers of those handouts that one patient gets on one day, where they are several."""
    groups: dict[_Visits, list[int]] = {}
    for it in entries:
        groups.setdefault(_visits(it.entry), []).append(it.number)
    return [numbers for numbers in groups.values() if len(numbers) > 1]


def _looked_at(entries: Sequence[Numbered], together: list[list[int]]) -> Sequence[Numbered]:
    """The entries, those that are to be handed out together saying so."""
    several = {number for numbers in together for number in numbers}
    return [
        replace(it, entry=replace(it.entry, looks=(_TOGETHER, *it.entry.looks)))
        if it.number in several
        else it
        for it in entries
    ]


def _looks(
    entries: Sequence[Numbered], together: list[list[int]]
) -> tuple[list[RunSheetLook], dict[str, str]]:
    """What wants a look before patients get it, and the key of each that is not true of all."""
    numbers: dict[str, list[int]] = {}
    for it in entries:
        for look in it.entry.looks:
            numbers.setdefault(look, []).append(it.number)
    of_all = [
        look for look, which in numbers.items() if len(which) == len(entries) and look != _TOGETHER
    ]
    of_some = [look for look in numbers if look not in of_all]
    keys = dict(zip(of_some, _KEYS, strict=False))
    looks = [RunSheetLook(key="All", text=words(f"{look}.")) for look in of_all]
    for look in of_some:
        which, how = ranges(numbers[look]), ""
        if look == _TOGETHER:
            which = "; ".join(" with ".join(map(str, one)) for one in together)
            how = f" {_HOW_TOGETHER}"
        looks.append(RunSheetLook(key=keys.get(look, "–"), text=words(f"{look}: {which}.{how}")))
    return looks, keys


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as staff would say them: `2, 5 to 9, 12`."""
    ordered = sorted(set(numbers))
    runs = [
        [number for _, number in group]
        for _, group in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    ]
    return ", ".join(
        f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )


def _groups(entries: Sequence[Numbered], order: Order) -> list[tuple[str, list[Numbered]]]:
    """A table for each day or each language; one for all in the order of the file."""

    def day(it: Numbered) -> str:
        return full_date(it.entry.time.date(), SOURCE) if it.entry.time else "No time given"

    keys: dict[Order, Callable[[Numbered], str]] = {
        Order.TIME: day,
        Order.LANGUAGE: lambda it: _language(it.entry),
        Order.FILE: lambda it: "Handouts",
    }
    return [(heading, list(group)) for heading, group in groupby(entries, key=keys[order])]


def _table(
    heading: str,
    rows: Sequence[Numbered],
    options: RunSheetOptions,
    keys: Mapping[str, str],
    *,
    dated: bool,
) -> RunSheetTable:
    columns = _columns(options, keys, dated=dated)
    heads = tuple(columns)
    return RunSheetTable(
        heading=heading,
        note=f"{_count(len(rows), 'handout')}, {_count(_sheets(rows, options), 'sheet')}",
        heads=heads,
        rows=tuple(tuple(cell(it) for cell in columns.values()) for it in rows),
        numbers=tuple(heads.index(head) for head in ("No.", "Row", "Sheets") if head in heads),
        widest=heads.index("Treatment"),
    )


def _columns(
    options: RunSheetOptions, keys: Mapping[str, str], *, dated: bool
) -> dict[str, Callable[[Numbered], str]]:
    """The heads of a table from left to right, and what stands below each."""
    shown = options.shown
    named = Shown.NAME in shown
    columns: list[tuple[bool, str, Callable[[Numbered], str]]] = [
        (True, "No.", lambda it: str(it.number)),
        (Shown.TIME in shown, "Time", lambda it: _time(it.entry, dated=dated)),
        (named, "Name", lambda it: it.entry.patient or ""),
        (
            Shown.INITIALS in shown and not named,
            "Initials",
            lambda it: initials(it.entry.patient or ""),
        ),
        (Shown.ROW in shown, "Row", lambda it: str(it.entry.row)),
        (options.order is not Order.LANGUAGE, "Language", lambda it: _language(it.entry)),
        (True, "Treatment", lambda it: _treatments(it.entry)),
        (
            bool(keys),
            "Look",
            lambda it: " ".join(keys[look] for look in it.entry.looks if look in keys),
        ),
        (True, "Sheets", lambda it: str(sheets_of(it.entry.sides, duplex=options.duplex))),
    ]
    return {head: cell for is_there, head, cell in columns if is_there}


def _time(entry: Entry, *, dated: bool) -> str:
    if entry.time is None:
        return ""
    said = clock(entry.time, SOURCE).replace(" ", _HELD)
    if not dated:
        return said
    return f"{chip_day(entry.time.date(), SOURCE).replace(' ', _HELD)}, {said}"


def _language(entry: Entry) -> str:
    own = resolve(entry.language).english_name
    return f"{own} and {resolve(entry.beside).english_name}" if entry.beside else own


def _treatments(entry: Entry) -> str:
    names = [name.replace("-", " ") for name in entry.treatments]
    return ", ".join([names[0].capitalize(), *names[1:]]) if names else ""


def _left_out(left_out: Sequence[LeftOut]) -> RunSheetTable:
    rows = sorted(left_out, key=lambda each: each.row)
    return RunSheetTable(
        heading="Rows without a handout",
        note=_count(len(rows), "row"),
        heads=("Row", "Why"),
        rows=tuple((str(each.row), each.reason) for each in rows),
        numbers=(0,),
        widest=1,
        ticked=False,
    )


def bookmark(it: Numbered) -> str:
    """What the handout is called in the file's list of bookmarks: no patient's name."""
    said = [str(it.number), _time(it.entry, dated=False), _language(it.entry)]
    return ", ".join(part for part in said if part)


# Scripts in which one character is a name's beginning, and no more of it is to be shown.
_ONE_CHARACTER = frozenset({"Hani", "Hang", "Hira", "Kana", "Bopo"})
# Scripts that join consonants around a sign that silences a vowel, by its combining class.
_CONJUNCTS, _VIRAMA = frozenset({"Deva", "Beng", "Gujr", "Guru"}), 9
# What follows a name and is none.
_AFTER_NAMES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def initials(name: str) -> str:
    """As little of a name as tells two patients apart: `A. L.`, `س. خ.`, `李`.

    The first letter, with its marks, of the first and the last word; `Last, First` is turned
    round. A Chinese, Japanese or Korean name is its first character.
    """
    last, comma, first = name.partition(",")
    if comma and not _is_after_a_name(first):
        name = f"{first} {last}"
    letters = [letter for letter in map(_first_letter, _words(name)) if letter]
    if not letters:
        return ""
    if script(letters[0][0]) in _ONE_CHARACTER:
        return letters[0]
    shown = [letters[0], letters[-1]] if len(letters) > 1 else letters
    return _HELD.join(
        letter if script(letter[0]) in _ONE_CHARACTER else f"{letter}." for letter in shown
    )


def _words(name: str) -> list[str]:
    found = unicodedata.normalize("NFC", name).replace(",", " ").split()
    while len(found) > 1 and _is_after_a_name(found[-1]):
        found.pop()
    return found


def _is_after_a_name(word: str) -> bool:
    return word.strip(" .").casefold() in _AFTER_NAMES


def _first_letter(word: str) -> str:
    """The first letter of a word with its marks, a capital where its script has them."""
    start = next((at for at, char in enumerate(word) if char.isalpha()), None)
    if start is None:
        return ""
    end = start + 1
    while end < len(word) and _goes_on(word[end - 1], word[end]):
        end += 1
    letter = word[start]
    capital = letter.title()
    return (capital if len(capital) == 1 else letter) + word[start + 1 : end].strip("\u200c\u200d")


def _goes_on(before: str, after: str) -> bool:
    """Whether a letter goes on: a mark is on it, or a conjunct is not at its end (UAX #29, GB9c)."""
    if is_grapheme_extend(after) or is_spacing_mark(after):
        return True
    joins = unicodedata.combining(before) == _VIRAMA and script(after) in _CONJUNCTS
    return joins and after.isalpha()
