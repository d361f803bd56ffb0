"""One handout for several treatments of the same area: each piece of advice once, strictest wins.

The rules are those of the clinical base, "One handout for several treatments". Where two areas
were treated, such as face and legs, do not merge: each line would need its area.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from handouts.document import AdviceKind, Tier
from handouts.findings import Finding, Severity
from handouts.treatments.duration import Duration
from handouts.treatments.model import (
    Advice,
    Ends,
    Group,
    Lookalike,
    Reason,
    Risk,
    Sign,
    Starts,
    Treatment,
)

_CHECK = "merge"
_URGENCY = (Tier.EMERGENCY, Tier.URGENT, Tier.SAME_DAY, Tier.ROUTINE)


def merge(treatments: Sequence[Treatment]) -> tuple[Treatment, tuple[Finding, ...]]:
    """Several treatments as one, and what was settled on the way.

    One treatment comes back as it is. The ids and codes of several are joined by `+`; the
    earliest review date holds for all.
    """
    if not treatments:
        raise ValueError("There is nothing to merge.")
    if len(treatments) == 1:
        return treatments[0], ()
    findings: list[Finding] = []
    place = "+".join(treatment.id for treatment in treatments)

    def report(key: str, message: str) -> None:
        findings.append(
            Finding(
                check=_CHECK,
                severity=Severity.NOTE,
                place=f"{place}: {key}",
                message=message,
                remedy="Nothing to do, if the treatments were of the same area.",
            )
        )

    advice = _merge_advice(treatments, report)
    merged = Treatment(
        id=place,
        code="+".join(treatment.code for treatment in treatments),
        version=max(treatment.version for treatment in treatments),
        reviewed=min(treatment.reviewed for treatment in treatments),
        review_by=min(treatment.review_by for treatment in treatments),
        sections=tuple(dict.fromkeys(name for t in treatments for name in t.sections)),
        needs_number_at_all_hours=any(t.needs_number_at_all_hours for t in treatments),
        answer_minutes=min(treatment.answer_minutes for treatment in treatments),
        advice=advice,
        groups=_merge_groups(treatments, advice),
        phases=tuple({p.id: p for t in treatments for p in t.phases}.values()),
        signs=_merge_signs(treatments, report),
        reasons=_first_shown(row for t in treatments for row in t.reasons),
        lookalikes=_merge_lookalikes(treatments, report),
        risks=_first_shown(row for t in treatments for row in t.risks),
    )
    return merged, tuple(findings)


_Report = Callable[[str, str], None]


def _merge_advice(treatments: Sequence[Treatment], report: _Report) -> tuple[Advice, ...]:
    merged: dict[str, Advice] = {}
    for row in _replaced(treatments, report):
        if row.ends is Ends.FROM:
            # Base: "next_session and follow_up are never merged: one line per treatment."
            merged[row.id] = row
        elif row.key not in merged:
            merged[row.key] = row
        else:
            merged[row.key] = _stricter(merged[row.key], row, report)
            if merged[row.key].own_words and row.own_words and merged[row.key].id != row.id:
                # Two safety clauses: the second row stands beside the first, with its span.
                merged[row.id] = replace(row, keep=merged[row.key].keep)
    return tuple(merged.values())


def _replaced(treatments: Sequence[Treatment], report: _Report) -> Iterable[Advice]:
    """All advice, without what another of these treatments replaces."""
    for treatment in treatments:
        replacing = {
            row.key: other.id
            for other in treatments
            if treatment.id in other.replaces
            for row in other.advice
        }
        for row in treatment.advice:
            if row.key in replacing:
                report(row.key, f"The row of {replacing[row.key]} stands for {row.id}.")
            else:
                yield row


def _stricter(one: Advice, other: Advice, report: _Report) -> Advice:
    """The two as one row.

    Base: "the longest avoid, the latest start, the longest keep. A do not wins over a do."
    """
    if one.kind is not other.kind:
        winner = one if one.kind is AdviceKind.DO_NOT else other
        loser = other if winner is one else one
        report(one.key, f"{winner.id} says do not and {loser.id} says do: do not stands.")
        return replace(
            winner,
            shown=one.shown or other.shown,
            protected=one.protected or other.protected,
            pictogram=winner.pictogram or loser.pictogram,
        )
    worded = other if other.own_words and not one.own_words else one
    merged = replace(
        worded,
        keep=_keep(one, other),
        start=_start(one, other),
        amounts={**other.amounts, **one.amounts, **worded.amounts},
        shown=one.shown or other.shown,
        protected=one.protected or other.protected,
        lead=one.lead or other.lead,
        own_words=one.own_words or other.own_words,
        pictogram=one.pictogram or other.pictogram,
    )
    if (one.keep, one.start) != (other.keep, other.start):
        report(
            one.key,
            f"{one.id} says {_times(one)}, {other.id} says {_times(other)}: "
            f"{_times(merged)} stands.",
        )
    return merged


def _keep(one: Advice, other: Advice) -> Duration:
    # A call is strictest when it is soonest.
    choose = min if one.ends is Ends.CALL_BY else max
    return choose(one.keep, other.keep)


def _start(one: Advice, other: Advice) -> Duration:
    if Starts.NOT_AFTER in (one.starts, other.starts):
        return min(one.start, other.start)
    if one.kind is AdviceKind.DO_NOT:
        return min(one.start, other.start)
    return max(one.start, other.start)


def _times(row: Advice) -> str:
    return f"{row.keep} from {row.start}" if row.start.amount else str(row.keep)


def _merge_groups(treatments: Sequence[Treatment], advice: tuple[Advice, ...]) -> tuple[Group, ...]:
    rows: Mapping[str, Advice] = {row.key: row for row in advice}
    merged: dict[str, Group] = {}
    for treatment in treatments:
        for group in treatment.groups:
            first = merged.get(group.key, group)
            members = tuple(dict.fromkeys((*first.members, *group.members)))
            merged[group.key] = replace(first, members=members)
    taken: set[str] = set()
    groups = []
    for group in merged.values():
        # A row with words of its own prints alone, and so does one whose kind has changed.
        members = tuple(
            key
            for key in group.members
            if key not in taken
            and not rows[key].own_words
            and rows[key].kind is rows[group.members[0]].kind
        )
        taken.update(members)
        if members:
            groups.append(replace(group, members=members))
    return tuple(groups)


def _merge_signs(treatments: Sequence[Treatment], report: _Report) -> tuple[Sign, ...]:
    merged: dict[str, Sign] = {}
    for sign in (sign for treatment in treatments for sign in treatment.signs):
        first = merged.get(sign.key)
        if first is None:
            merged[sign.key] = sign
            continue
        # Base: "The same sign in two tiers: the higher tier wins."
        urgent = min((first, sign), key=lambda row: _URGENCY.index(row.tier))
        if first.tier is not sign.tier:
            report(
                sign.key,
                f"{first.id} is {first.tier} and {sign.id} is {sign.tier}: {urgent.tier} stands.",
            )
        merged[sign.key] = replace(
            urgent,
            moments=_soonest(first.moments, sign.moments),
            amounts={**sign.amounts, **first.amounts, **urgent.amounts},
        )
    return tuple(merged.values())


def _soonest(one: Mapping[str, Duration], other: Mapping[str, Duration]) -> dict[str, Duration]:
    # Base: "Call-by times and warning signs: never later."
    return {
        name: min(moments[name] for moments in (one, other) if name in moments)
        for name in dict.fromkeys((*one, *other))
    }


def _merge_lookalikes(treatments: Sequence[Treatment], report: _Report) -> tuple[Lookalike, ...]:
    merged: dict[str, Lookalike] = {}
    for row in (row for treatment in treatments for row in treatment.lookalikes):
        first = merged.get(row.key)
        if first is None:
            merged[row.key] = row
            continue
        urgent = min((first, row), key=_lookalike_urgency)
        if first.tier is not row.tier:
            report(row.key, f"{first.id} and {row.id} differ: tier {urgent.tier} stands.")
        merged[row.key] = replace(
            urgent,
            moments=_soonest(first.moments, row.moments),
            shown=first.shown or row.shown,
        )
    return tuple(merged.values())


def _lookalike_urgency(row: Lookalike) -> int:
    return len(_URGENCY) if row.tier is None else _URGENCY.index(row.tier)


_Printed = TypeVar("_Printed", Reason, Risk)


def _first_shown(rows: Iterable[_Printed]) -> tuple[_Printed, ...]:
    """Rows by key: the first of each, shown if any is."""
    merged: dict[str, _Printed] = {}
    for row in rows:
        first = merged.get(row.key, row)
        merged[row.key] = replace(first, shown=first.shown or row.shown)
    return tuple(merged.values())
