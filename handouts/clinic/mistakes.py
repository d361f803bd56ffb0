"""The mistakes of a clinic's file, told all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing in a clinic's file that has to be put right.

    Attributes:
        line: Where it is, counting from 1; None if it is about the whole file.
        key: The key as a person would write it, `branches[2].phone`; empty for the whole file.
        message: What is wrong, as a sentence.
        remedy: What to do, as a sentence.
    """

    line: int | None = None
    key: str = ""
    message: str
    remedy: str

    @property
    def place(self) -> str:
        """`line 4, phone`; empty when it is about the whole file."""
        line = f"line {self.line}" if self.line else ""
        return ", ".join(part for part in (line, self.key) if part)


class ClinicFileError(InputError):
    """A clinic's file cannot be used; every mistake in it is named.

    Attributes:
        source: The file.
        mistakes: In the order of the file.
    """

    def __init__(self, *, source: str, mistakes: Sequence[Mistake]) -> None:
        if len(mistakes) == 1:
            (only,) = mistakes
            place = f"{source}, {only.place}" if only.place else source
            super().__init__(f"{place}: {only.message}", remedy=only.remedy)
        else:
            listed = "\n".join(f"  {m.place}: {m.message} {m.remedy}" for m in mistakes)
            super().__init__(
                f"{source} has {len(mistakes)} mistakes:\n{listed}",
                remedy="Mend these lines and try again.",
            )
        self.source, self.mistakes = source, tuple(mistakes)


class BadValueError(Exception):
    """A value that cannot be used: what is wrong with it, and what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy
