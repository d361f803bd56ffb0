"""Many handouts from few layouts.

A clinic's handouts of a day differ in a name, a time and a few dates. `Masters` makes each as
`render` would, and remembers what several of them share.
"""

from __future__ import annotations

import hashlib
from datetime import date

from handouts import __version__
from handouts.findings import Finding
from handouts.library import Library
from handouts.pipeline import RenderRequest, render
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeHandout:
    """A handout as a file, and what is known of it.

    Attributes:
        pdf: The file.
        sides: How many sides of paper it takes.
        code: Printed at its foot.
        findings: What somebody should look at.
    """

    pdf: bytes
    sides: int
    code: str
    findings: tuple[Finding, ...]


class Masters:
    """Makes handouts, and keeps what the next one may share.

    Attributes:
        library: The templates, locales and fonts.
        today: The day at the clinic.
    """

    def __init__(self, library: Library, *, today: date) -> None:
        self.library = library
        self.today = today

    def make(self, request: RenderRequest) -> MadeHandout:
        """Make one handout.

        Raises:
            HandoutsError: Something a person can put right; nothing was made.
        """
        made = render(request, self.library, today=self.today)
        return MadeHandout(
            pdf=made.pdf,
            sides=len(made.pages.pages),
            code=made.code,
            findings=made.findings,
        )

    def key(self, request: RenderRequest) -> str:
        """Names what will stand on the paper: 64 hexadecimal digits, equal for equal handouts."""
        return hashlib.sha256(f"{__version__} {request!r}".encode()).hexdigest()
