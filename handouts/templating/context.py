"""The values templates are filled with, under the names they use.

Templates see these and nothing else: what is printed of a clinic, a treatment and a visit,
already counted and sorted. They are dictionaries, since a template reads `clinic.phone` from
one as from an object, and nothing else can be reached through it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from handouts.clinic import Approval, Clinic, OpeningHours
from handouts.document import AdviceKind, Proof, Tier
from handouts.records import Visit
from handouts.templating.filters import a_date, a_field
from handouts.templating.written import DateWriter
from handouts.treatments import (
    AFTERCARE,
    BREAKOUTS,
    CalendarEntry,
    Lookalike,
    Schedule,
    Treatment,
    calendar,
    rows,
)

Values: TypeAlias = dict[str, Any]

# Any Monday, to name the days of the week from.
_MONDAY = date(2001, 1, 1)


def make_context(
    treatment: Treatment,
    schedule: Schedule,
    clinic: Values,
    visit: Visit | None,
    document: Values,
    written: DateWriter,
) -> Values:
    """Everything the templates of one handout can name."""
    aftercare = rows(treatment, schedule, AFTERCARE)
    shown_reasons = [reason for reason in treatment.reasons if reason.shown]
    return {
        "clinic": clinic,
        "visit": visit and _visit(visit),
        "document": document,
        "treatment": {
            "id": treatment.id,
            "version": treatment.version,
            "reviewed": treatment.reviewed,
            "review_by": treatment.review_by,
            "answer_minutes": treatment.answer_minutes,
        },
        "advice": {
            "do": tuple(row for row in aftercare if row.kind is AdviceKind.DO),
            "do_not": tuple(row for row in aftercare if row.kind is AdviceKind.DO_NOT),
            "home": rows(treatment, schedule, BREAKOUTS),
        },
        "phases": _phases(treatment, schedule),
        "signs": {tier.value: _signs(treatment, schedule, tier) for tier in Tier},
        "reasons": {
            proof.value: tuple(reason for reason in shown_reasons if reason.proof is proof)
            for proof in Proof
        },
        "lookalikes": tuple(_lookalike(row, schedule) for row in treatment.lookalikes if row.shown),
        "risks": tuple(risk for risk in treatment.risks if risk.shown),
        "calendar": tuple(_day(entry, written) for entry in calendar(treatment, schedule)),
    }


def clinic_values(clinic: Clinic, written: DateWriter) -> Values:
    """What a handout may say of a clinic. A number it does not have is none."""
    contact = clinic.contact
    return {
        "name": clinic.name,
        "address": clinic.address,
        "phone": contact.phone,
        "after_hours": None if contact.after_hours == contact.phone else contact.after_hours,
        "answered_at_all_hours": contact.answered_at_all_hours,
        "email": contact.email,
        "website": clinic.website,
        "emergency_number": clinic.emergency_number,
        "advice_line": clinic.advice_line,
        "hours": tuple(_hours(hours, written) for hours in clinic.hours),
    }


def document_values(
    sections: tuple[str, ...],
    treatment: Treatment,
    *,
    separator: str = "; ",
    code: str = "",
    approval: Approval | None = None,
    sample: bool = False,
) -> Values:
    """What a handout says of itself. Without a code it is filled for nobody, and no draft.

    The separator is what its language puts between the parts of a long list.
    """
    return {
        "sections": sections,
        "separator": separator,
        "review_by": treatment.review_by,
        "code": code,
        "approval": approval,
        "draft": bool(code) and approval is None,
        "sample": sample,
        "page": a_field("", "page"),
        "pages": a_field("", "pages"),
    }


def _visit(visit: Visit) -> Values:
    return {
        "patient": visit.patient or None,
        "treated": visit.treated,
        "clinician": visit.clinician or None,
        "note": visit.note or None,
    }


def _hours(hours: OpeningHours, written: DateWriter) -> Values:
    def weekday(number: int) -> str:
        return a_date(written.weekday_name(_MONDAY.replace(day=_MONDAY.day + number)))

    is_one_day = hours.last_day == hours.first_day
    return {
        "first": weekday(hours.first_day),
        "last": "" if is_one_day else weekday(hours.last_day),
        "opens": hours.opens,
        "closes": hours.closes,
    }


def _phases(treatment: Treatment, schedule: Schedule) -> tuple[Values, ...]:
    return tuple(
        {
            "key": phase.key,
            "start": phase.start,
            "end": phase.end,
            "when": schedule.phases[phase.id],
        }
        for phase in treatment.phases
        if phase.shown
    )


def _signs(treatment: Treatment, schedule: Schedule, tier: Tier) -> tuple[Values, ...]:
    return tuple(
        {"key": sign.key, "amounts": sign.amounts, "moments": schedule.signs[sign.id]}
        for sign in treatment.signs
        if sign.tier is tier
    )


def _lookalike(row: Lookalike, schedule: Schedule) -> Values:
    first, last = row.starts or (None, None)
    moments = schedule.lookalikes[row.id]
    return {
        "key": row.key,
        "drawing": row.drawing,
        "tier": row.tier,
        "first": first,
        "last": last,
        "starts": moments.get("starts"),
        "moments": moments,
    }


def _day(entry: CalendarEntry, written: DateWriter) -> Values:
    day = entry.date
    return {
        "month": "" if day is None else written.month_name(day),
        "weekday": "" if day is None else written.weekday_short(day),
        "number": str(entry.day_number if day is None else day.day),
        "field": "" if day is None else f"calendar.{entry.day_number}",
        "again": entry.again,
        "call": entry.call,
    }
