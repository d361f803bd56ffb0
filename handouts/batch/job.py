"""What a batch is, small enough to send to a worker, and what a worker makes of it.

A `BatchJob` holds paths and choices; a worker reads templates, fonts and the clinic from them,
once. An `Order` is one handout to make: what differs from patient to patient, and the name its
file will have.
"""

from __future__ import annotations

import gc
import threading
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from handouts import __version__
from handouts.batch.sink import Sink, open_sink
from handouts.clinic import Clinic, load_clinic, sample_clinic
from handouts.errors import OutputError
from handouts.library import Library
from handouts.masters import MadeHandout
from handouts.records import Visit
from handouts.request import RenderRequest
from handouts.style import Edition, Paper
from handouts.treatments import AFTERCARE, BREAKOUTS
from handouts.values import dataclass

_COLLECTED_AFTER = (20_000, 50, 100)
MASTERS = "handouts.masters:Masters"


class Maker(Protocol):
    """Makes handouts; `Masters` is the one people use."""

    def make(self, request: RenderRequest) -> MadeHandout:
        """Make one."""

    def key(self, request: RenderRequest) -> str:
        """What will stand on the paper, as 64 hexadecimal digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchJob:
    """What all handouts of a batch have in common.

    Attributes:
        out: A folder, or a URL such as `s3://bucket/tonight`.
        library: The templates, locales and fonts; None for those each computer has installed.
        today: The day at the clinic.
        clinic: Its folder or clinic.toml; None for the sample clinic.
        sections: `aftercare`, `breakouts` or both, in this order.
        edition: Standard or large print.
        beside: A second language, which makes the handouts bilingual.
        paper: None for the clinic's.
        allow_untranslated: Print sentences that are not ready in English, marked and reported.
        durable: Whether handouts are forced to the disk before they count as made.
        maker: What makes them, as `module:name`; called with a library and `today`.
        version: Of handouts; no other makes a part of this.
    """

    out: str
    library: Library | None
    today: date
    clinic: Path | None = None
    sections: tuple[str, ...] = (AFTERCARE, BREAKOUTS)
    edition: Edition = Edition.STANDARD
    beside: str | None = None
    paper: Paper | None = None
    allow_untranslated: bool = False
    durable: bool = True
    maker: str = MASTERS
    version: str = __version__

    def load_maker(self, library: Library) -> Maker:
        """What makes the handouts, new."""
        module, _, name = self.maker.partition(":")
        maker: Maker = getattr(import_module(module), name)(library, today=self.today)
        return maker

    def load_clinic(self) -> Clinic:
        """The clinic, read from its file.

        Raises:
            ClinicFileError: Its file cannot be used.
        """
        return load_clinic(self.clinic) if self.clinic else sample_clinic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One handout to make.

    Attributes:
        row: Where its appointment stands in the export.
        treatments: Their names.
        language: BCP 47 tag.
        branch: As clinic.toml spells it; None where nobody said.
        visit: Who it is for.
        key: What will stand on the paper, as 64 hexadecimal digits.
        occurrence: 1 for the first with this key, 2 for one equal to it.
        name: Of its file.
    """

    row: int
    treatments: tuple[str, ...]
    language: str
    branch: str | None
    visit: Visit
    key: str
    occurrence: int
    name: str

    def __reduce__(self) -> tuple[Any, ...]:
        # As plain values an order takes a third of the time to travel.
        visit = self.visit
        told = visit.patient, visit.treated, visit.clinician, visit.note
        return _order, (
            self.row, self.treatments, self.language, self.branch,
            self.key, self.occurrence, self.name, *told,
        )  # fmt: skip


def _order(
    row: int,
    treatments: tuple[str, ...],
    language: str,
    branch: str | None,
    key: str,
    occurrence: int,
    name: str,
    patient: str | None,
    treated: datetime | None,
    clinician: str | None,
    note: str | None,
) -> Order:
    return Order(
        row=row,
        treatments=treatments,
        language=language,
        branch=branch,
        visit=Visit(patient=patient, treated=treated, clinician=clinician, note=note),
        key=key,
        occurrence=occurrence,
        name=name,
    )


class OtherVersionError(OutputError):
    """A worker has another version of handouts, which would make other handouts."""

    def __init__(self, *, wanted: str) -> None:
        super().__init__(
            f"A worker has handouts {__version__}, and this batch is made by {wanted}.",
            remedy="Install the same version on every computer of the cluster. Handouts already "
            "made are kept.",
        )
        self.wanted = wanted


class Workshop:
    """What a process needs to make a job's handouts, read once.

    Attributes:
        job: The job.
        library: The templates, locales and fonts.
        maker: What makes them.
        clinic: As its file has it, at no branch.
    """

    def __init__(self, job: BatchJob) -> None:
        if job.version != __version__:
            raise OtherVersionError(wanted=job.version)
        # A process that makes handouts keeps masters for long and throws little away in circles:
        # looking for those as often as Python does takes a fifth of its time.
        gc.set_threshold(*_COLLECTED_AFTER)
        self.job = job
        self.library = job.library or Library.find()
        self.maker = job.load_maker(self.library)
        self.clinic = job.load_clinic()
        self._sink: Sink | None = None
        self._at_branch: dict[str | None, Clinic] = {None: self.clinic}

    @property
    def sink(self) -> Sink:
        """Where the handouts go."""
        if self._sink is None:
            self._sink = open_sink(self.job.out, durable=self.job.durable)
        return self._sink

    def close(self) -> None:
        """Let go of the folder."""
        if self._sink is not None:
            self._sink.close()
            self._sink = None

    def at_branch(self, branch: str | None) -> Clinic:
        """The clinic as one of its branches.

        Raises:
            UnknownBranchError: It has no such branch.
        """
        clinic = self._at_branch.get(branch)
        if clinic is None:
            clinic = self._at_branch[branch] = self.clinic.at_branch(branch or "")
        return clinic

    def request(
        self, treatments: tuple[str, ...], language: str, branch: str | None, visit: Visit
    ) -> RenderRequest:
        """The handout of one visit, as `Masters` wants to hear of it."""
        job = self.job
        return RenderRequest(
            treatments=treatments,
            sections=job.sections,
            language=language,
            clinic=self.at_branch(branch),
            visit=visit,
            edition=job.edition,
            beside=job.beside,
            paper=job.paper,
            allow_untranslated=job.allow_untranslated,
        )


# A worker of a cluster may run several threads, and nothing in a workshop is shared by two.
_mine = threading.local()


def workshop_of(job: BatchJob) -> Workshop:
    """This thread's workshop for a job."""
    workshop: Workshop | None = getattr(_mine, "workshop", None)
    if workshop is None or workshop.job != job:
        leave_workshop()
        workshop = _mine.workshop = Workshop(job)
    return workshop


def leave_workshop() -> None:
    """Let go of this thread's workshop and its folder."""
    workshop: Workshop | None = getattr(_mine, "workshop", None)
    if workshop is not None:
        workshop.close()
    _mine.workshop = None
