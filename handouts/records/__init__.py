"""The `records` room: who a handout is for."""

from handouts.records.appointment import Appointment, BadRow, Outcome, SkippedRow, SkipReason
from handouts.records.visit import Visit, VisitError, make_visit

__all__ = [
    "Appointment",
    "BadRow",
    "Outcome",
    "SkipReason",
    "SkippedRow",
    "Visit",
    "VisitError",
    "make_visit",
]
