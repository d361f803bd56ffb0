"""The mistakes of a treatment's file, told all at once."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from handouts.errors import CommandLineError, ContentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing in a treatment's file that has to be put right.

    Attributes:
        line: Where it is, counting from 1; None if it is about the whole file.
        key: The key as it stands there, `do-not.keep`; empty for the whole file.
        message: What is wrong, as a sentence.
        remedy: What to do, as a sentence.
    """

    line: int | None = None
    key: str = ""
    message: str
    remedy: str

    @property
    def place(self) -> str:
        """`line 4, do.keep`; empty when it is about the whole file."""
        line = f"line {self.line}" if self.line else ""
        return ", ".join(part for part in (line, self.key) if part)


class TreatmentFileError(ContentError):
    """A treatment's file cannot be used; every mistake in it is named.

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


class UnknownTreatmentError(CommandLineError):
    """A treatment was asked for that the library does not have."""

    def __init__(self, *, name: str, known: Sequence[str]) -> None:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or list(known)
        super().__init__(
            f"There is no treatment called {name!r}.",
            remedy=f"Use one of: {', '.join(near)}."
            if near
            else "Add a folder with a treatment.toml to templates/.",
        )
        self.name, self.known = name, tuple(known)


def nearest(word: str, known: Sequence[str]) -> str:
    """` Did you mean "keep"?`, or nothing."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""
