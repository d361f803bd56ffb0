"""What stands in for `Masters` where a test is about the batch and not about its handouts.

Files are plain text of a few lines that end as a PDF does, so that one cut short can be told.
What a maker does beyond that, it does for patients who are called so.
"""

from __future__ import annotations

import hashlib
import os
import signal
import time
from datetime import date

from handouts.findings import Finding, Severity
from handouts.library import Library
from handouts.masters import MadeHandout
from handouts.records import VisitError
from handouts.request import RenderRequest

SMALL = "tests.batch.makers:Small"
CONSTANT = "tests.batch.makers:Constant"

KILLER, FAULT, UNPRINTABLE, DRAFT = "Killer", "Fault", "Unprintable", "Draft"

LOOK = Finding(
    check="approval", severity=Severity.NOTE, place="handout", message="A draft.", remedy="Read it."
)


class Small:
    """Makes a few lines for each visit."""

    def __init__(self, library: Library, *, today: date) -> None:
        self.library, self.today = library, today

    def key(self, request: RenderRequest) -> str:
        """Made from all that a visit is."""
        return hashlib.sha256(_told(request).encode()).hexdigest()

    def make(self, request: RenderRequest) -> MadeHandout:
        """Make it, or do what the patient's name says."""
        patient = request.visit.patient or ""
        if patient.startswith(KILLER):
            os.kill(os.getpid(), signal.SIGKILL)
        if patient.startswith(FAULT):
            raise RuntimeError(f"a paragraph about {patient}")
        if patient.startswith(UNPRINTABLE):
            raise VisitError(field="patient", problem="has a letter no font has", remedy="Mend it.")
        if patient.startswith("Slow"):
            time.sleep(0.2 if patient.startswith("Slower") else 0.02)
        words = f"%PDF- for {_told(request)}\n" * 40 + "%%EOF\n"
        return MadeHandout(
            pdf=words.encode(),
            sides=2,
            code="AAAA-BBBB",
            findings=(LOOK,) if patient.startswith(DRAFT) else (),
        )


def _told(request: RenderRequest) -> str:
    # What a clinic is takes longer to write than the rest together.
    return f"{request.treatments} {request.language} {request.clinic.branch} {request.visit}"


_BYTES = b"%PDF-" + bytes(range(256)) * 215 + b"%%EOF\n"


class Constant:
    """Makes 55 kB that are always the same: what is left is the work of the batch itself."""

    def __init__(self, library: Library, *, today: date) -> None:
        self.library, self.today = library, today

    def key(self, request: RenderRequest) -> str:
        """Made from what differs from row to row."""
        visit = request.visit
        told = f"{request.treatments}{request.language}{visit.patient}{visit.treated}"
        return hashlib.sha256(told.encode()).hexdigest()

    def make(self, request: RenderRequest) -> MadeHandout:
        """The same as before."""
        return MadeHandout(pdf=_BYTES, sides=2, code="AAAA-BBBB", findings=())
