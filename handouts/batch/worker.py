"""A worker's share of a batch: some orders in, files written, facts out.

What goes home is numbers, names of files and fixed sentences. No exception does: its words, or
its traceback's, could be a patient's.
"""

from __future__ import annotations

import hashlib
import re
import time
import traceback
from collections import Counter
from dataclasses import replace
from pathlib import Path

from handouts.batch.job import BatchJob, Order, Workshop, workshop_of
from handouts.batch.sink import Sink
from handouts.errors import HandoutsError, OutputError
from handouts.findings import Finding
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFact:
    """What a worker knows of a handout it made.

    Attributes:
        place: Of its order among those of the chunk, from 0.
        size: Of its file, in bytes.
        sha256: Of its file, as hexadecimal digits.
        sides: How many sides of paper it takes.
        code: Printed at its foot.
        looks: The checks that had something to say, as `severity:check`.
    """

    place: int
    size: int
    sha256: str
    sides: int
    code: str
    looks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedFact:
    """Why an order was not made.

    Attributes:
        place: As in `MadeFact`.
        code: A short word.
        message: What is wrong, as a sentence without a patient.
        remedy: What to do, as a sentence.
    """

    place: int
    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkFacts:
    """What became of a chunk.

    Attributes:
        made: Each is safe where it belongs.
        failed: Each is somebody's to mend.
        findings: What somebody should look at, and in how many handouts.
        stopped: Why nothing more can be written; the orders in neither list were not made.
        seconds: It took.
    """

    made: tuple[MadeFact, ...] = ()
    failed: tuple[FailedFact, ...] = ()
    findings: tuple[tuple[Finding, int], ...] = ()
    stopped: HandoutsError | None = None
    seconds: float = 0.0


def work(job: BatchJob, orders: tuple[Order, ...]) -> ChunkFacts:
    """Make some handouts, and return when they are safe. Nothing is raised."""
    began = time.monotonic()
    try:
        workshop = workshop_of(job)
        facts = _made_and_safe(_Bench(workshop), workshop.sink, orders)
    except HandoutsError as error:
        return ChunkFacts(stopped=error)
    except Exception as error:
        return ChunkFacts(stopped=FaultError(where=_where(error)))
    return replace(facts, seconds=time.monotonic() - began)


def _made_and_safe(bench: _Bench, sink: Sink, orders: tuple[Order, ...]) -> ChunkFacts:
    stopped = None
    for place, order in enumerate(orders):
        try:
            bench.make(place, order)
        except OutputError as error:
            stopped = error
            break
    try:
        sink.settle()
    except OutputError as error:
        return ChunkFacts(failed=tuple(bench.failed), stopped=error)
    return ChunkFacts(
        made=tuple(bench.made),
        failed=tuple(bench.failed),
        findings=tuple(bench.findings.items()),
        stopped=stopped,
    )


class FaultError(HandoutsError):
    """A fault of ours kept a worker from its work.

    Attributes:
        where: The kind of exception and its place in the code, no values.
    """

    def __init__(self, *, where: str) -> None:
        super().__init__(
            f"This is a fault in handouts ({where}), not in what you did.",
            remedy="Please tell us that line. Handouts already made are kept.",
        )
        self.where = where


class _Bench:
    """Where a chunk is made, and what is known of it."""

    def __init__(self, workshop: Workshop) -> None:
        self.made: list[MadeFact] = []
        self.failed: list[FailedFact] = []
        self.findings: Counter[Finding] = Counter()
        self._workshop = workshop
        self._looks: dict[tuple[Finding, ...], tuple[str, ...]] = {(): ()}

    def make(self, place: int, order: Order) -> None:
        """Make one handout and put it where it belongs.

        Raises:
            OutputError: It belongs where nothing can be written.
        """
        try:
            request = self._workshop.request(
                order.treatments, order.language, order.branch, order.visit
            )
            handout = self._workshop.maker.make(request)
        except HandoutsError as error:
            self._fail(place, code_of(error), error.message, error.remedy)
        except Exception as error:
            message = f"A fault in handouts ({_where(error)}) kept this from being made."
            self._fail(place, "fault", message, "Please tell us that line.")
        else:
            self._workshop.sink.put(order.name, handout.pdf)
            self.findings.update(handout.findings)
            self.made.append(
                MadeFact(
                    place=place,
                    size=len(handout.pdf),
                    sha256=hashlib.sha256(handout.pdf).hexdigest(),
                    sides=handout.sides,
                    code=handout.code,
                    looks=self._looks_of(handout.findings),
                )
            )

    def _looks_of(self, findings: tuple[Finding, ...]) -> tuple[str, ...]:
        looks = self._looks.get(findings)
        if looks is None:
            named = (f"{finding.severity.value}:{finding.check}" for finding in findings)
            looks = self._looks[findings] = tuple(dict.fromkeys(named))
        return looks

    def _fail(self, place: int, code: str, message: str, remedy: str) -> None:
        self.failed.append(FailedFact(place=place, code=code, message=message, remedy=remedy))


def code_of(error: HandoutsError) -> str:
    """MissingGlyphError as `missing-glyph`."""
    name = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<=.)(?=[A-Z])", "-", name).lower()


def _where(error: BaseException) -> str:
    """The kind of an exception and the line it is from; its words may hold a patient's."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
