"""The errors of a clinic's file."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.errors import InputError
from handouts.mistakes import Mistake, told


class ClinicFileError(InputError):
    """A clinic's file cannot be used; every mistake in it is named.

    Attributes:
        source: The file.
        mistakes: In the order of the file.
    """

    def __init__(self, *, source: str, mistakes: Sequence[Mistake]) -> None:
        message, remedy = told(source, mistakes)
        super().__init__(message, remedy=remedy)
        self.source, self.mistakes = source, tuple(mistakes)


class BadValueError(Exception):
    """A value that cannot be used: what is wrong with it, and what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy
