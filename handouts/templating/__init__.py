"""Fills a treatment's templates and parses the result into a Document."""

from handouts.templating.elements import MarkupError, Mistake
from handouts.templating.environment import TemplateError
from handouts.templating.fill import (
    FilledHandout,
    NoNumberAtAllHoursError,
    UnknownSectionError,
    fill,
)

__all__ = [
    "FilledHandout",
    "MarkupError",
    "Mistake",
    "NoNumberAtAllHoursError",
    "TemplateError",
    "UnknownSectionError",
    "fill",
]
