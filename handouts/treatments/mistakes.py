"""The errors of a treatment's file, and the name that was likely meant."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.errors import CommandLineError, ContentError
from handouts.mistakes import Mistake, told


class TreatmentFileError(ContentError):
    """A treatment's file cannot be used; every mistake in it is named.

    Attributes:
        source: The file.
        mistakes: In the order of the file.
    """

    def __init__(self, *, source: str, mistakes: Sequence[Mistake]) -> None:
        message, remedy = told(source, mistakes)
        super().__init__(message, remedy=remedy)
        self.source, self.mistakes = source, tuple(mistakes)


class UnknownTreatmentError(CommandLineError):
    """A treatment was asked for that the library does not have."""

    def __init__(self, *, name: str, known: Sequence[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=3, cutoff=0.5) or list(known)
        super().__init__(
            f"There is no treatment called {name!r}.",
            remedy=f"Use one of: {', '.join(near)}."
            if near
            else "Add a folder with a treatment.toml to templates/.",
        )
        self.name, self.known = name, tuple(known)


def nearest(word: str, known: Sequence[str]) -> str:
    """` Did you mean "keep"?`, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""
