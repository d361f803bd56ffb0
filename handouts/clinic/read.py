"""Read a clinic's folder into a `Clinic` that can be trusted.

The file is checked as a whole: all its mistakes come in one error, each with its line and what
to write. What can be used but wants a look becomes a finding on the clinic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from handouts.clinic import values
from handouts.clinic.advice_lines import advice_line_of
from handouts.clinic.logo import LogoError, load_logo
from handouts.clinic.mistakes import BadValueError, ClinicFileError
from handouts.clinic.model import (
    AdviceLine,
    Approval,
    Branch,
    Clinic,
    Contact,
    Look,
    OpeningHours,
    Override,
    Paper,
    ShownRow,
    SpanField,
)
from handouts.clinic.phone import PhoneNumber
from handouts.clinic.table import Table
from handouts.clinic.toml_file import FILE_NAME, read_toml
from handouts.color import ACCENT_CONTRAST, WHITE, Color, contrast, safe_on_white
from handouts.document import Picture
from handouts.findings import Finding, Severity
from handouts.kept import Read
from handouts.toml_lines import Place

_DEFAULT_COLOR = Color(0x5E, 0x2B, 0x5C)
_NO_PHONE = PhoneNumber(printed="", dialed="")
_EMERGENCY = PhoneNumber.parse("911")

# Kept for examples by RFC 2606.
_SAMPLE_HOSTS = ("example.com", "www.example.com", "example.org", "example.net")

# The sections at whose head a clinic may say something of its own.
NOTED_SECTIONS = ("aftercare", "breakouts")

_TOP = "at the top of the file, above the first [table]"
_LOOK_KEYS = ("color", "logo", "paper")
_TOP_KEYS = (
    "address",
    "after_hours",
    "answered_at_all_hours",
    "email",
    "emergency_number",
    "hours",
    "languages",
    "name",
    "phone",
    "province",
    "time_zone",
    "website",
)


def read_clinic(path: Path, known_languages: Collection[str] | None, read_bytes: Read) -> Clinic:
    """Read a clinic's file and the logo it names; where translations are is not known here.

    Raises:
        ClinicFileError: Naming every mistake there is.
    """
    file = read_toml(path, read_bytes)
    top = Table(file.values, file.lines)
    clinic = _read_clinic(top, file.path.parent, known_languages, read_bytes)
    if top.mistakes:
        in_order = sorted(top.mistakes, key=lambda mistake: mistake.line or 0)
        raise ClinicFileError(source=str(file.path), mistakes=in_order)
    return clinic


def _read_clinic(
    top: Table, folder: Path, known_languages: Collection[str] | None, read_bytes: Read
) -> Clinic:
    language = values.language(known_languages)
    head = _head_office(top)
    website = top.optional("website", values.website)
    look = _look(top.table("look"), folder, read_bytes)
    overrides, shown = _changes(top.tables("advice"))
    notes = _notes(top.table("notes"))
    branches = _branches(top.tables("branches"), head)
    clinic = Clinic(
        name=top.required("name", values.text, "", '"Maple Grove Skin Clinic"'),
        address=head.address,
        province=head.province,
        time_zone=head.time_zone,
        languages=top.many("languages", language, '"en-CA"') or ("en-CA",),
        website=website,
        contact=head.contact,
        hours=head.hours,
        emergency_number=head.emergency_number,
        advice_line=head.advice_line,
        look=look,
        overrides=overrides,
        shown=shown,
        notes=notes,
        approvals=_approvals(top.tables("approvals"), language),
        branches=branches,
        findings=(
            *_sample_numbers(top, (head, *branches)),
            *_sample_website(top, website),
            *_dark_enough(top, look),
            *_advice_lines_known(top, (head, *branches)),
        ),
    )
    top.finish({"under [look]": _LOOK_KEYS})
    return clinic


def _head_office(top: Table) -> Branch:
    """The clinic's main place, as the branch that the others take from."""
    province = top.required("province", values.province, "", '"ON"')
    return Branch(
        name="",
        address=top.required("address", values.text, "", '"88 Alder Street, Toronto"'),
        province=province,
        time_zone=top.required("time_zone", values.time_zone, "", '"America/Toronto"'),
        contact=Contact(
            phone=top.required("phone", values.phone, _NO_PHONE, '"416-555-0123"'),
            after_hours=top.optional("after_hours", values.phone),
            answered_at_all_hours=top.optional("answered_at_all_hours", values.flag) or False,
            email=top.optional("email", values.email),
        ),
        hours=_hours(top, required=True),
        emergency_number=top.optional("emergency_number", values.any_number) or _EMERGENCY,
        advice_line=_advice_line(top, advice_line_of(province)),
    )


def _hours(table: Table, *, required: bool = False) -> tuple[OpeningHours, ...]:
    entries = table.many("hours", values.opening_hours, '"Mon-Fri 9:00-17:00"', required=required)
    try:
        return values.week(entries)
    except BadValueError as error:
        table.complain(error.message, error.remedy, "hours")
        return ()


def _advice_line(place: Table, otherwise: AdviceLine | None) -> AdviceLine | None:
    table = place.table("advice_line")
    if table is None:
        return otherwise
    if table.optional("print", values.flag) is False:
        line = None
    else:
        tty = table.optional("tty", values.any_number)
        line = AdviceLine(
            name=table.required("name", values.text, "", '"Health811"'),
            number=table.required("number", values.any_number, _NO_PHONE, '"811"'),
            tty=tty,
            tty_checked=tty is not None,
            answered_at_all_hours=table.optional("answered_at_all_hours", values.flag) or False,
            free=table.optional("free", values.flag) or False,
            interpreters=table.optional("interpreters", values.flag) or False,
        )
        table.finish({_TOP: _TOP_KEYS, "under [look]": _LOOK_KEYS})
    return line


def _look(table: Table | None, folder: Path, read_bytes: Read) -> Look:
    color, logo, paper = None, None, None
    if table is not None:
        color = table.optional("color", values.color)
        logo = _logo(table, folder, read_bytes)
        paper = table.optional("paper", values.paper)
        table.finish({_TOP: _TOP_KEYS})
    color = color or _DEFAULT_COLOR
    return Look(color=color, accent=safe_on_white(color), logo=logo, paper=paper or Paper.LETTER)


def _logo(table: Table, folder: Path, read_bytes: Read) -> Picture | None:
    name = table.optional("logo", values.text)
    if name is None:
        return None
    # A clinic's folder can be sent to another computer, so nothing in it points out of it.
    if "\\" in name or ":" in name or name.startswith("/") or ".." in PurePosixPath(name).parts:
        table.complain(
            "The logo has to be in the clinic's folder.",
            'Copy it next to clinic.toml and write only its name, like "logo.svg".',
            "logo",
        )
        return None
    try:
        return load_logo(folder / name, read_bytes)
    except LogoError as error:
        table.complain(error.message, error.remedy, "logo")
        return None


def _notes(table: Table | None) -> Mapping[str, str]:
    """The clinic's own sentences, under the section that prints them."""
    if table is None:
        return {}
    found = {name: table.optional(name, values.note) for name in NOTED_SECTIONS}
    table.finish({_TOP: _TOP_KEYS, "under [look]": _LOOK_KEYS})
    return {name: note for name, note in found.items() if note}


def _changes(tables: Iterable[Table]) -> tuple[tuple[Override, ...], tuple[ShownRow, ...]]:
    """The advice rows the clinic changed: their spans, and whether they print."""
    overrides: list[Override] = []
    shown: list[ShownRow] = []
    seen: set[tuple[str, str]] = set()
    for table in tables:
        treatment = table.required("treatment", values.name, "", '"microneedling"')
        key = table.required("key", values.name, "", '"makeup"')
        by = table.optional("approved_by", values.text)
        fields: tuple[SpanField, ...] = ("keep", "start")
        for field in fields:
            span = table.optional(field, values.span)
            if span is not None:
                overrides.append(
                    Override(treatment=treatment, key=key, field=field, span=span, approved_by=by)
                )
        show = table.optional("show", values.flag)
        if show is not None:
            shown.append(ShownRow(treatment=treatment, key=key, shown=show, approved_by=by))
        if not table.has("keep", "start", "show"):
            table.complain(
                "This changes nothing.", 'Add keep = "48 h", start = "24 h" or show = false.'
            )
        if key and (treatment, key) in seen:
            table.complain(
                f"{treatment} {key} is changed twice.", "Put both changes into one [[advice]]."
            )
        seen.add((treatment, key))
        table.finish({_TOP: _TOP_KEYS, "under [look]": _LOOK_KEYS})
    return tuple(overrides), tuple(shown)


def _branches(tables: Iterable[Table], head: Branch) -> tuple[Branch, ...]:
    branches: list[Branch] = []
    for table in tables:
        branch = _branch(table, head)
        if branch.name.casefold() in {other.name.casefold() for other in branches if other.name}:
            table.complain("Another branch has this name.", "Give each its own.", "name")
        branches.append(branch)
    return tuple(branches)


def _branch(table: Table, head: Branch) -> Branch:
    province = table.optional("province", values.province) or head.province
    line = head.advice_line if province == head.province else advice_line_of(province)
    branch = Branch(
        name=table.required("name", values.text, "", '"West End"'),
        address=table.required("address", values.text, "", '"5 Birch Avenue, Toronto"'),
        province=province,
        time_zone=table.optional("time_zone", values.time_zone) or head.time_zone,
        contact=_branch_contact(table, head.contact),
        hours=_hours(table) or head.hours,
        emergency_number=table.optional("emergency_number", values.any_number)
        or head.emergency_number,
        advice_line=_advice_line(table, line),
    )
    if province != head.province and not table.has("time_zone"):
        table.complain(
            "A branch in another province needs its own time zone.",
            'Add a line like: time_zone = "America/Vancouver"',
        )
    table.finish({"under [look]": _LOOK_KEYS})
    return branch


def _branch_contact(table: Table, head: Contact) -> Contact:
    phone = table.optional("phone", values.phone) or head.phone
    after_hours = table.optional("after_hours", values.phone) or head.after_hours
    answered = table.optional("answered_at_all_hours", values.flag)
    if answered is None:
        # A promise about one number says nothing about another.
        answered = head.answered_at_all_hours and (after_hours or phone) == head.urgent
    return Contact(
        phone=phone,
        after_hours=after_hours,
        answered_at_all_hours=answered,
        email=table.optional("email", values.email) or head.email,
    )


def _approvals(tables: Iterable[Table], language: Callable[[object], str]) -> tuple[Approval, ...]:
    approvals = []
    for table in tables:
        approvals.append(
            Approval(
                treatment=table.required("treatment", values.name, "", '"microneedling"'),
                sections=table.many("sections", values.name, '"aftercare"', required=True),
                language=table.required("language", language, "", '"en-CA"'),
                by=table.required("by", values.text, "", '"Dr. Sample"'),
                on=table.required("on", values.day, date.min, "2026-11-22"),
                content=table.required("content", values.sha256, "", '"…"'),
            )
        )
        table.finish()
    return tuple(approvals)


def _sample_numbers(top: Table, places: Sequence[Branch]) -> Iterable[Finding]:
    for where, place in _by_position(places):
        numbers = {"phone": place.contact.phone, "after_hours": place.contact.after_hours}
        for key, number in numbers.items():
            if number and number.is_sample and top.stands(*where, key):
                yield Finding(
                    check="sample number",
                    severity=Severity.WARNING,
                    place=_place(top, *where, key),
                    message=f"{number.printed} is still the sample number; nobody answers it.",
                    remedy="Write the number your patients call.",
                )


def _sample_website(top: Table, address: str | None) -> Iterable[Finding]:
    if address and urlsplit(address).hostname in _SAMPLE_HOSTS:
        yield Finding(
            check="sample website",
            severity=Severity.WARNING,
            place=_place(top, "website"),
            message=f"{address} is still the sample address; patients find nothing there.",
            remedy="Write the address of your own page, or delete the line.",
        )


def _advice_lines_known(top: Table, places: Sequence[Branch]) -> Iterable[Finding]:
    for where, place in _by_position(places):
        says_province = top.stands(*where, "province")
        if place.advice_line is None and says_province and not top.stands(*where, "advice_line"):
            yield Finding(
                check="advice line",
                severity=Severity.NOTE,
                place=_place(top, *where, "province"),
                message=f"No advice line is known for {place.province}; "
                "handouts print without one.",
                remedy="Add [advice_line] with its name and number, or print = false.",
            )


def _by_position(places: Sequence[Branch]) -> Iterable[tuple[Place, Branch]]:
    """Head office and the branches after it, each with where its table stands in the file."""
    head, *branches = places
    yield (), head
    for i, branch in enumerate(branches):
        yield ("branches", i), branch


def _dark_enough(top: Table, look: Look) -> Iterable[Finding]:
    if look.color == look.accent:
        return
    before, after = (_ratio(color) for color in (look.color, look.accent))
    yield Finding(
        check="contrast",
        severity=Severity.WARNING,
        place=_place(top, "look", "color"),
        message=f"{look.color} has a contrast of {before} : 1 on white; small words and thin lines "
        f"need {ACCENT_CONTRAST:.0f} : 1. Handouts print {look.accent} instead, the same hue at "
        f"{after} : 1.",
        remedy=f'Write color = "{look.accent}", or another dark color, to choose it yourself.',
    )


def _ratio(color: Color) -> str:
    # Cut off, not rounded: 6.96 must not read as the 7.0 it falls short of.
    return f"{math.floor(contrast(color, WHITE) * 10) / 10:.1f}"


def _place(top: Table, *place: str | int) -> str:
    line = top.line(*place)
    return f"{FILE_NAME}: {top.written(*place)}" + (f" (line {line})" if line else "")
