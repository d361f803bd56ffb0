"""The `treatments` room: what can be handed out, with spans, ranges, grades and sources."""

from handouts.treatments.counting import (
    Schedule,
    UnansweredError,
    When,
    WhenKind,
    schedule,
)
from handouts.treatments.duration import ALWAYS, NOW, Duration, DurationFormatError, Range, Unit
from handouts.treatments.load import load_treatment, treatment_ids
from handouts.treatments.merge import merge
from handouts.treatments.mistakes import TreatmentFileError, UnknownTreatmentError
from handouts.treatments.model import (
    AFTERCARE,
    BREAKOUTS,
    Advice,
    Ends,
    Grade,
    Group,
    Lookalike,
    Phase,
    Reason,
    Risk,
    Sign,
    Starts,
    Treatment,
)
from handouts.treatments.moments import Counted, Moments, Timetable, named, with_names
from handouts.treatments.overrides import (
    Override,
    Shown,
    TreatmentOverrideError,
    apply_overrides,
)
from handouts.treatments.rows import CalendarEntry, Member, PrintedRow, calendar, rows

__all__ = [
    "AFTERCARE",
    "ALWAYS",
    "BREAKOUTS",
    "NOW",
    "Advice",
    "CalendarEntry",
    "Counted",
    "Duration",
    "DurationFormatError",
    "Ends",
    "Grade",
    "Group",
    "Lookalike",
    "Member",
    "Moments",
    "Override",
    "Phase",
    "PrintedRow",
    "Range",
    "Reason",
    "Risk",
    "Schedule",
    "Shown",
    "Sign",
    "Starts",
    "Timetable",
    "Treatment",
    "TreatmentFileError",
    "TreatmentOverrideError",
    "UnansweredError",
    "Unit",
    "UnknownTreatmentError",
    "When",
    "WhenKind",
    "apply_overrides",
    "calendar",
    "load_treatment",
    "merge",
    "named",
    "rows",
    "schedule",
    "treatment_ids",
    "with_names",
]
