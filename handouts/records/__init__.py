"""The `records` room: who a handout is for."""

from handouts.records.visit import Visit, VisitError, make_visit

__all__ = ["Visit", "VisitError", "make_visit"]
