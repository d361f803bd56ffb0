"""The `records` room: who a handout is for.

What only an export needs is loaded when it is asked for: one handout needs a visit and no more.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

_HOMES = {
    "Appointment": "appointment",
    "BadRow": "appointment",
    "DateOrder": "moments",
    "Export": "export",
    "ExportError": "refusals",
    "Mapping": "mapping",
    "MappingFileError": "refusals",
    "Outcome": "appointment",
    "SkipReason": "appointment",
    "SkippedRow": "appointment",
    "load_mapping": "mapping",
    "open_export": "export",
    "write_sample": "sample",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


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
