"""What a batch has to say at its end: to a person in sentences, to a program as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from handouts.cli.say import findings, say
from handouts.values import dataclass

if TYPE_CHECKING:
    from handouts.batch import Kind, Summary
    from handouts.batch.collate import Collated

_MOST_LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What there is to tell of a batch.

    Attributes:
        summary: What became of its rows.
        out: Where the handouts are.
        errors: The list of rows to mend.
        collated: Files for the printer.
        dry: Nothing was made, this is what would be.
    """

    summary: Summary
    out: str
    errors: str
    collated: tuple[Collated, ...] = ()
    dry: bool = False


def tell(told: Told) -> None:
    """Say it to a person."""
    summary = told.summary
    if not summary.rows and not summary.interrupted:
        say("The export has no appointments, so there is nothing to make.")
    _tell_made(told)
    for reason, count in summary.skipped:
        say(f"Skipped {_rows(count)}: {reason.value}.")
    if summary.unmapped:
        say("Treatments the mapping file does not know:")
        for name, count in summary.unmapped[: 4 * _MOST_LISTED]:
            say(f"  {name!r} ({_rows(count)})")
        _and_more(len(summary.unmapped) - 4 * _MOST_LISTED)
        say("  Add them to the mapping file, under [treatments]; see handouts batch --sample")
    _tell_failed(told)
    findings(finding for finding, _ in summary.findings[: 2 * _MOST_LISTED])
    _tell_stale(summary)
    for file in told.collated:
        say(
            f"Collated {_handouts(file.handouts)} on {_count(file.sheets, 'sheet')} of paper, "
            f"with run sheet {file.mark} on top."
        )


def _tell_made(told: Told) -> None:
    summary = told.summary
    if told.dry:
        say(f"Would make {_handouts(summary.made)}; {summary.present:,} already there.")
        for kind, count in summary.kinds:
            say(f"  {count:>7,}  {_kind(kind)}")
        return
    rate = ""
    if summary.made >= 100 and summary.seconds > 0:
        rate = f", {summary.made / summary.seconds:,.0f} a second"
    say(f"Made {_handouts(summary.made)}{rate}; {summary.present:,} already there.")


def _tell_failed(told: Told) -> None:
    failed = told.summary.failed
    if not failed:
        return
    verb = "would fail" if told.dry else "failed"
    say(f"{_rows(len(failed))} {verb}:")
    kinds: dict[tuple[str, str], list[int]] = {}
    for bad in failed:
        kinds.setdefault((bad.message, bad.remedy), []).append(bad.row)
    for (message, remedy), which in list(kinds.items())[:_MOST_LISTED]:
        say(f"  {_listed(which)}: {message}")
        say(f"    {remedy}")
    _and_more(len(kinds) - _MOST_LISTED, "reason")
    if not told.dry:
        say(f"Every row and what to do: {told.errors}. Mend them, and run the same command again.")
    if told.summary.gave_up:
        say("So many rows failed that it was stopped, as --max-errors asks.")


def _tell_stale(summary: Summary) -> None:
    if not summary.stale:
        return
    count = _count(len(summary.stale), "file")
    if summary.pruned:
        say(f"Deleted {count} of earlier runs that no row asks for any more.")
        return
    say(f"{count} of earlier runs no row asks for any more; --prune deletes them:")
    for name in summary.stale[:_MOST_LISTED]:
        say(f"  {name}")
    _and_more(len(summary.stale) - _MOST_LISTED)
    if not summary.present:
        say("  If another export asks for them, give each export a folder of its own with --out.")


def came_later(count: int) -> str:
    """Of handouts that the run sheet chosen from does not have."""
    verb = "is" if count == 1 else "are"
    return (
        f"{_handouts(count)} came later and {verb} not on that run sheet. "
        "Leave out --only to print all with a new run sheet."
    )


def _and_more(count: int, what: str = "") -> None:
    if count > 0:
        say(f"  and {_count(count, f'more {what}') if what else f'{count:,} more'}")


def _kind(kind: Kind) -> str:
    branch = f" at {kind.branch}" if kind.branch else ""
    return f"{' and '.join(kind.treatments)}, {kind.language}{branch}"


def _listed(rows: Sequence[int]) -> str:
    named = ", ".join(map(str, rows[:_MOST_LISTED]))
    more = f" and {len(rows) - _MOST_LISTED:,} more" if len(rows) > _MOST_LISTED else ""
    return f"Row{'s' if len(rows) > 1 else ''} {named}{more}"


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def _rows(count: int) -> str:
    return _count(count, "row")


def _handouts(count: int) -> str:
    return _count(count, "handout")


def as_json(told: Told) -> str:
    """The same for programs."""
    summary = told.summary
    facts: dict[str, Any] = {
        "out": told.out,
        "dry_run": told.dry,
        "rows": summary.rows,
        "made": summary.made,
        "present": summary.present,
        "skipped": {reason.value: count for reason, count in summary.skipped},
        "failed": [
            {
                "row": bad.row,
                "column": bad.column,
                "code": bad.code,
                "message": bad.message,
                "remedy": bad.remedy,
            }
            for bad in summary.failed
        ],
        "unmapped": dict(summary.unmapped),
        "kinds": [
            {
                "treatments": kind.treatments,
                "language": kind.language,
                "branch": kind.branch,
                "count": count,
            }
            for kind, count in summary.kinds
        ],
        "findings": [
            {
                "check": finding.check,
                "severity": finding.severity.value,
                "place": finding.place,
                "message": finding.message,
                "remedy": finding.remedy,
                "count": count,
            }
            for finding, count in summary.findings
        ],
        "stale": summary.stale,
        "pruned": summary.pruned,
        "bytes": summary.size,
        "seconds": round(summary.seconds, 3),
        "interrupted": summary.interrupted,
        "gave_up": summary.gave_up,
        "collated": [
            {
                "file": str(file.output),
                "run_sheet": file.mark,
                "handouts": file.handouts,
                "sheets": file.sheets,
                "sides": file.sides,
            }
            for file in told.collated
        ],
    }
    return json.dumps(facts, ensure_ascii=False, indent=2)
