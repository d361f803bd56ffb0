"""What can be handed out: one treatment's advice, phases, signs, reasons and look-alikes.

Facts only: ids, keys, spans, ranges, grades, sources. The words stand in the templates, found
by `key`; what a span means on a calendar is `counting`'s business.

Ids, columns, grades and tiers are those of the clinical base the files in `templates/` were
written from; `templates/microneedling/treatment.toml` explains them at its top.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from handouts.document import AdviceKind, Proof, Tier
from handouts.treatments.duration import NOW, Duration, Range
from handouts.values import dataclass


class Grade(StrEnum):
    """How well a row is supported, from best to worst."""

    GOOD = "good"
    LIMITED = "limited"
    PRACTICE = "practice"
    WEAK = "weak"


class Ends(StrEnum):
    """What happens at the end of a span.

    `over`: the rule no longer holds, from the moment after. `from`: the thing is due, on that
    date or later. `call-by`: the patient calls, on that date or sooner.
    """

    OVER = "over"
    FROM = "from"
    CALL_BY = "call-by"


class Starts(StrEnum):
    """What a start means: never sooner (washing, sunscreen), or never later (cooling)."""

    NOT_BEFORE = "not-before"
    NOT_AFTER = "not-after"


AFTERCARE = "aftercare"
BREAKOUTS = "breakouts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One do or don't.

    Attributes:
        id: Its row in the clinical base.
        key: Names its sentences in the templates; the same in every treatment.
        kind: Do or do not.
        section: `aftercare` or `breakouts`.
        start: When it may begin, counted from the end of the treatment.
        starts: Whether `start` is the earliest or the latest moment.
        start_range: Starts seen in the sources; None where none may be changed freely.
        keep: For how long, counted from `start`.
        ends: What the end of `keep` means.
        keep_range: Spans seen in the sources; None where none may be changed freely.
        grade: How well it is supported.
        sources: Ids in the clinical base's list of sources; none for usual practice.
        pictogram: The name of its drawing.
        amounts: Numbers its sentence needs, such as minutes=10.
        shown: Whether it prints.
        protected: It prevents harm: a clinic may make it stricter, never shorter or absent.
        lead: Printed as the line above all lists, never as a row, and never absent.
        own_words: In a handout for several treatments this row's own sentence is printed,
            since the shared one would drop its safety clause.
    """

    id: str
    key: str
    kind: AdviceKind
    section: str
    start: Duration = NOW
    starts: Starts = Starts.NOT_BEFORE
    start_range: Range | None = None
    keep: Duration
    ends: Ends = Ends.OVER
    keep_range: Range | None = None
    grade: Grade
    sources: tuple[str, ...] = ()
    pictogram: str = ""
    amounts: Mapping[str, int] = field(default_factory=dict)
    shown: bool = False
    protected: bool = False
    lead: bool = False
    own_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Several pieces of advice printed as one row.

    Attributes:
        key: Names the row's sentences in the templates.
        pictogram: The name of its drawing.
        members: Keys of advice of one kind and section. The first gives the row its start.
    """

    key: str
    pictogram: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of healing and what is usual in it.

    Attributes:
        id: Its row in the clinical base.
        key: Names its words.
        start: Counted from the end of the treatment.
        end: Counted from the end of the treatment.
        grade: How well it is supported.
        sources: Ids of sources.
        shown: Whether it prints.
    """

    id: str
    key: str
    start: Duration
    end: Duration
    grade: Grade
    sources: tuple[str, ...] = ()
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A warning sign. It always prints, and no clinic may lower its tier.

    Attributes:
        id: Its row in the clinical base.
        key: Names its words; the same sign has the same key in every treatment.
        tier: How urgent.
        moments: Spans its words need, by name: `after`, `by`. Counted as call-by times.
        amounts: Numbers its words need.
        grade: How well it is supported; it never softens the words.
        sources: Ids of sources.
    """

    id: str
    key: str
    tier: Tier
    moments: Mapping[str, Duration] = field(default_factory=dict)
    amounts: Mapping[str, int] = field(default_factory=dict)
    grade: Grade
    sources: tuple[str, ...] = ()

    @property
    def locked(self) -> bool:
        """Every sign is."""
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why bumps may come, graded for its link to bumps after this treatment.

    Attributes:
        id: Its row in the clinical base.
        key: Names its claim.
        grade: How well it is supported.
        sources: Ids of sources.
        shown: Whether it prints.
    """

    id: str
    key: str
    grade: Grade
    sources: tuple[str, ...] = ()
    shown: bool = False

    @property
    def proof(self) -> Proof:
        """What is known, what may play a part, and what is only said, to correct it."""
        if self.grade is Grade.GOOD:
            return Proof.FULL
        return Proof.EMPTY if self.grade is Grade.WEAK else Proof.HALF


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """One thing the bumps may be.

    Attributes:
        id: Its row in the clinical base.
        key: Names its words.
        drawing: The name of its drawing.
        starts: When it usually starts, first and last; None where the base has only words.
            For the reader: it never switches a sign off.
        tier: Whom to call when it looks as described; None where there is no need.
        other_tiers: Tiers its words name for when it is better or worse than that.
        moments: Spans its words need, as in `Sign`.
        grade: How well it is supported.
        sources: Ids of sources.
        shown: Whether it prints.
    """

    id: str
    key: str
    drawing: str
    starts: tuple[Duration, Duration] | None = None
    tier: Tier | None
    other_tiers: tuple[Tier, ...] = ()
    moments: Mapping[str, Duration] = field(default_factory=dict)
    grade: Grade
    sources: tuple[str, ...] = ()
    shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Who should tell the clinic before a session.

    Attributes:
        id: Its row in the clinical base.
        key: Names its words.
        wait: The usual wait, where the base has one.
        wait_range: Waits seen in the sources.
        amounts: Numbers its words need.
        grade: How well it is supported.
        sources: Ids of sources.
        shown: Whether it prints.
    """

    id: str
    key: str
    wait: Duration | None = None
    wait_range: Range | None = None
    amounts: Mapping[str, int] = field(default_factory=dict)
    grade: Grade
    sources: tuple[str, ...] = ()
    shown: bool = False


FactRow: TypeAlias = Advice | Phase | Sign | Reason | Lookalike | Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """All that is known about one treatment.

    Attributes:
        id: Its folder in `templates/`. After a merge, the ids joined by `+`.
        code: The letters its row ids begin with.
        version: Raised with every change a patient could notice.
        reviewed: When the rows were last gone through.
        review_by: When they must be gone through again.
        sections: What can be printed.
        needs_number_at_all_hours: No handout without a number that is always answered.
        answer_minutes: How long a patient with an urgent sign waits for the clinic to answer.
        replaces: Treatments whose rows of the same key these rows stand in for when merged.
        advice: In the order of the file.
        groups: Rows that print together.
        phases: In order of time.
        signs: Every one of them prints.
        reasons: In the order of the file.
        lookalikes: From mild to serious.
        risks: In the order of the file.
    """

    id: str
    code: str
    version: int
    reviewed: date
    review_by: date
    sections: tuple[str, ...]
    needs_number_at_all_hours: bool
    answer_minutes: int
    replaces: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()
    groups: tuple[Group, ...] = ()
    phases: tuple[Phase, ...] = ()
    signs: tuple[Sign, ...] = ()
    reasons: tuple[Reason, ...] = ()
    lookalikes: tuple[Lookalike, ...] = ()
    risks: tuple[Risk, ...] = ()

    @property
    def rows(self) -> tuple[FactRow, ...]:
        """Every row that has an id."""
        return (
            *self.advice,
            *self.phases,
            *self.signs,
            *self.reasons,
            *self.lookalikes,
            *self.risks,
        )
