"""The `records` room: who a handout is for.

What only an export needs is loaded when it is asked for: one handout needs a visit and no more.
"""

from typing import TYPE_CHECKING

from handouts.lazily import later
from handouts.records.visit import Visit, VisitError, make_visit

if TYPE_CHECKING:
    from handouts.records.appointment import (
        Appointment,
        BadRow,
        Outcome,
        SkippedRow,
        SkipReason,
    )
    from handouts.records.export import Export, open_export
    from handouts.records.mapping import Mapping, load_mapping
    from handouts.records.moments import DateOrder
    from handouts.records.refusals import ExportError, MappingFileError
    from handouts.records.sample import write_sample

__getattr__ = later(
    __name__,
    {
        "appointment": ("Appointment", "BadRow", "Outcome", "SkipReason", "SkippedRow"),
        "export": ("Export", "open_export"),
        "mapping": ("Mapping", "load_mapping"),
        "moments": ("DateOrder",),
        "refusals": ("ExportError", "MappingFileError"),
        "sample": ("write_sample",),
    },
)

__all__ = [
    "Appointment",
    "BadRow",
    "DateOrder",
    "Export",
    "ExportError",
    "Mapping",
    "MappingFileError",
    "Outcome",
    "SkipReason",
    "SkippedRow",
    "Visit",
    "VisitError",
    "load_mapping",
    "make_visit",
    "open_export",
    "write_sample",
]
