"""The letter as plain data, for contenders that know nothing of `handouts`.

The words come out of our own filling, so that all contenders print the same; what a visit
fills is left open as a slot. Isolates stand in the text where our own layout sets them: without
them every contender would print phones and dates backwards in Arabic.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time, timedelta
from typing import Any, TypeAlias

from benchmarks.letter.fonts import FAMILIES, FONTS
from benchmarks.letter.library import SECTIONS, TODAY, TREATMENT
from benchmarks.patients import DAYS, FIRST_DAY, HOURS
from handouts import document as of
from handouts.clinic import Clinic
from handouts.i18n import dates, load_catalog, resolve
from handouts.library import Library
from handouts.records import make_visit
from handouts.style import Role, stylesheet
from handouts.templating.fill import fill
from handouts.treatments import load_treatment

Runs: TypeAlias = list[dict[str, Any]]
"""Stretches of words. Each has `text` and `strong`; `slot` names what a visit fills, or is ""."""

_PATIENT, _CLINICIAN = "Slot Patient", "Slot Clinician"


def moments(language: str) -> dict[str, Any]:
    """Every day and time of `patients`, as this language writes them."""
    own = resolve(language)
    days = (FIRST_DAY + timedelta(days=number) for number in range(DAYS))
    times = (time(hour, minute) for hour in range(*HOURS) for minute in (0, 15, 30, 45))
    return {
        "days": {
            day.isoformat(): (dates.chip_day(day, own), dates.full_date(day, own)) for day in days
        },
        "times": {f"{each:%H:%M}": dates.clock(each, own) for each in times},
    }


def letter_words(library: Library, clinic: Clinic, language: str) -> dict[str, Any]:
    """Everything on the letter in one language, ready for JSON."""
    visit = make_visit(
        patient=_PATIENT,
        treated=f"{TODAY.isoformat()}T15:15",
        clinician=_CLINICIAN,
        time_zone=clinic.time_zone,
        today=TODAY,
    )
    if visit.treated is None:
        raise ValueError("The visit has a time.")
    document = fill(
        [load_treatment(library.templates, TREATMENT)],
        SECTIONS,
        clinic,
        visit,
        load_catalog(library.locales, resolve(language)),
        library,
        today=TODAY,
    ).document
    sheet = stylesheet(accent=clinic.look.accent, paper="letter", language=language)
    own, day = resolve(language), visit.treated.date()
    slots = {
        _PATIENT: "patient",
        dates.chip_day(day, own): "day",
        dates.clock(visit.treated, own): "time",
        dates.full_date(day, own): "date",
        _CLINICIAN: "clinician",
    }
    blocks = [_block(each, slots) for each in document.sections[0].blocks]
    _break_before(blocks, advice="do-not" if language == "ta" else "")
    return {
        "language": document.language,
        "direction": document.direction.value,
        "title": document.title,
        "accent": str(clinic.look.accent),
        "fonts": [FAMILIES[stem] for stem in FONTS[language]],
        "sizes": {
            role.value: {"size": sheet.style(role).size, "leading": sheet.style(role).leading}
            for role in Role
        },
        "clinic": f"{of.LRI}{document.letterhead.name}{of.PDI}",
        "address": f"{of.LRI}{document.letterhead.address}{of.PDI}",
        "phone": _runs(document.letterhead.phones[0], slots),
        "emergency": _runs(document.letterhead.emergency, slots),
        "panel": [
            {"label": _runs(each.label, slots), "value": _runs(each.value, slots)}
            for each in document.panel
        ],
        "blocks": blocks,
        "formats": _runs(document.footer.formats, slots),
        "page": _runs(document.footer.page, slots),
        "record": _runs(document.footer.record, slots),
        "notices": [_runs(notice, slots) for notice in document.footer.notices],
    }


def _runs(inlines: Iterable[of.Inline], slots: dict[str, str]) -> Runs:
    found: Runs = []
    for inline in inlines:
        # The numbers of the page are fields too, under their own names.
        slot = slots.get(inline.text, inline.field or "")
        found.append(
            {
                "text": "" if slot else inline.isolated,
                "strong": inline.strong,
                "slot": slot,
            }
        )
    return found


def _break_before(blocks: list[dict[str, Any]], *, advice: str) -> None:
    """Mark the heading our own second side begins with, so that all have the same two sides."""
    for block in blocks:
        if block["kind"] == "heading" and block["advice"] == advice:
            block["break"] = True


def _block(block: of.Block, slots: dict[str, str]) -> dict[str, Any]:
    match block:
        case of.Title(text=text):
            return {"kind": "title", "text": _runs(text, slots)}
        case of.Message(text=text):
            return {"kind": "message", "text": _runs(text, slots)}
        case of.Paragraph(text=text):
            return {"kind": "paragraph", "text": _runs(text, slots)}
        case of.Heading(text=text, advice=advice):
            return {"kind": "heading", "advice": advice or "", "text": _runs(text, slots)}
        case of.AdviceTable(rows=rows):
            return {
                "kind": "advice",
                "advice": rows[0].kind.value,
                "rows": [
                    {
                        "when": _runs(row.when, slots),
                        "what": _runs(row.what, slots),
                        "why": _runs(row.why, slots),
                    }
                    for row in rows
                ],
            }
        case of.Timeline(rows=phases):
            return {
                "kind": "timeline",
                "rows": [
                    {"when": _runs(row.when, slots), "text": _runs(row.text, slots)}
                    for row in phases
                ],
            }
        case of.Callout(heading=heading, lead=lead, signs=signs):
            return {
                "kind": "callout",
                "heading": _runs(heading, slots),
                "lead": _runs(lead, slots),
                "signs": [_runs(sign, slots) for sign in signs],
            }
    raise ValueError(f"The letter has no {type(block).__name__}.")


def sentences(words: dict[str, Any], texts: dict[str, str]) -> list[str]:
    """Every stretch of text of a letter filled with these slots, in the order of the page."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, list):
            if value and isinstance(value[0], dict) and "slot" in value[0]:
                # The numbers of pages differ from side to side.
                if not any(run["slot"] in ("page", "pages") for run in value):
                    found.append("".join(texts.get(run["slot"], run["text"]) for run in value))
                return
            for each in value:
                walk(each)
        elif isinstance(value, dict):
            for each in value.values():
                walk(each)

    walk([value for key, value in words.items() if not isinstance(value, str)])
    return found
