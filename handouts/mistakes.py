"""What is wrong in a file a person wrote, told all at once.

Whoever reads such a file notes a mistake and goes on, so that one reading names them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing that has to be put right.

    Attributes:
        line: Where it is, counting from 1; None if it is about the whole file.
        key: The key as its reader writes it, `branches[2].phone` or `do-not.keep`; empty for
            the whole file.
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


def told(source: str, mistakes: Sequence[Mistake]) -> tuple[str, str]:
    """The message and the remedy of an error that names every mistake of a file."""
    if len(mistakes) == 1:
        (only,) = mistakes
        place = f"{source}, {only.place}" if only.place else source
        return f"{place}: {only.message}", only.remedy
    listed = "\n".join(f"  {m.place}: {m.message} {m.remedy}" for m in mistakes)
    return (
        f"{source} has {len(mistakes)} mistakes:\n{listed}",
        "Mend these lines and try again.",
    )
