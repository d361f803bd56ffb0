"""Who has the same treatment twice on one day needs one handout, counted from the last of them.

A face and a neck treated one after the other are often two appointments. Two sheets with the
same words and two times would contradict each other: the later end is the one that makes no
"until" too early. Only a patient's number together with the name says that two rows are one
patient's. Rows that differ in anything else that is printed, the clinician apart, stay two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from handouts.records.appointment import Appointment, Outcome, SkippedRow, SkipReason

_DIGEST = 16  # bytes: enough that two patients never share one


def earlier_rows(outcomes: Iterable[Outcome]) -> frozenset[int]:
    """The rows of appointments that another on the same day stands for."""
    last: dict[bytes, tuple[float, int]] = {}
    earlier = set()
    for outcome in outcomes:
        if not isinstance(outcome, Appointment) or outcome.reference is None:
            continue
        treated = outcome.visit.treated
        if treated is None:
            continue
        here = (treated.timestamp(), outcome.row)
        told = _told(outcome, treated.date().isoformat())
        there = last.setdefault(told, here)
        if there != here:
            earlier.add(min(there, here)[1])
            last[told] = max(there, here)
    return frozenset(earlier)


def once_a_day(outcomes: Iterable[Outcome], earlier: frozenset[int]) -> Iterator[Outcome]:
    """The same answers, those of earlier rows being to pass over."""
    for outcome in outcomes:
        if outcome.row in earlier:
            yield SkippedRow(row=outcome.row, reason=SkipReason.SAME_DAY)
        else:
            yield outcome


def _told(appointment: Appointment, day: str) -> bytes:
    visit = appointment.visit
    told = (
        appointment.reference, visit.patient, day, sorted(appointment.treatments),
        appointment.language, appointment.branch, visit.note,
    )  # fmt: skip
    return hashlib.blake2b(repr(told).encode(), digest_size=_DIGEST).digest()
