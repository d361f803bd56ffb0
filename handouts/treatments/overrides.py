"""A clinic's own spans and rows, held to the rules of the clinical base.

Inside a row's range a clinic is free. Outside it, or where a row has no range, a clinician must
answer for the change by name. Rows that prevent harm may be made stricter, never shorter or
absent; a call may come earlier, never later; warning signs are locked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from handouts.errors import InputError
from handouts.findings import Finding, Severity
from handouts.mistakes import Mistake
from handouts.treatments.duration import Duration, DurationFormatError, Range, Unit
from handouts.treatments.mistakes import nearest
from handouts.treatments.model import Advice, Ends, Group, Starts, Treatment
from handouts.values import dataclass

Field: TypeAlias = Literal["keep", "start"]
Override: TypeAlias = tuple[str, Field, str, str | None]
Shown: TypeAlias = tuple[str, bool, str | None]

_CHECK = "overrides"


class TreatmentOverrideError(InputError):
    """A clinic asks for changes that its treatment does not allow; every one is named.

    Attributes:
        source: The clinic's file.
        treatment: The treatment's name.
        mistakes: In the order of the changes; `key` is the advice key.
    """

    def __init__(self, *, source: str, treatment: str, mistakes: Sequence[Mistake]) -> None:
        if len(mistakes) == 1:
            (only,) = mistakes
            super().__init__(
                f"{source}, {treatment}, {only.key}: {only.message}", remedy=only.remedy
            )
        else:
            listed = "\n".join(f"  {m.key}: {m.message} {m.remedy}" for m in mistakes)
            super().__init__(
                f"{source} asks for {len(mistakes)} changes that {treatment} does not allow:\n"
                f"{listed}",
                remedy="Mend these rows and try again.",
            )
        self.source, self.treatment, self.mistakes = source, treatment, tuple(mistakes)


class _RefusedError(Exception):
    """A change that is not allowed: what is wrong, and what to do instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(slots=True)
class _Changes:
    """A treatment on its way through a clinic's changes."""

    place: str
    rows: dict[str, Advice]
    findings: list[Finding]
    mistakes: list[Mistake]

    def refuse(self, key: str, refused: _RefusedError) -> None:
        self.mistakes.append(Mistake(key=key, message=refused.message, remedy=refused.remedy))

    def report(self, key: str, severity: Severity, message: str, remedy: str) -> None:
        self.findings.append(
            Finding(
                check=_CHECK,
                severity=severity,
                place=f"{self.place}.{key}",
                message=message,
                remedy=remedy,
            )
        )


def apply_overrides(
    treatment: Treatment,
    overrides: Sequence[Override],
    shown: Sequence[Shown] = (),
    *,
    source: str = "clinic.toml",
) -> tuple[Treatment, tuple[Finding, ...]]:
    """The treatment as this clinic hands it out, and what somebody should look at.

    Args:
        treatment: As it came from the library.
        overrides: Advice key, `keep` or `start`, the span as written, who approved it.
        shown: Advice or group key, whether it prints, who approved it.
        source: The clinic's file, for messages.

    Raises:
        TreatmentOverrideError: Any change is not allowed; every such change is named.
    """
    changes = _Changes(
        place=f"{source}: {treatment.id}",
        rows={row.key: row for row in treatment.advice},
        findings=[],
        mistakes=[],
    )
    for key, field, span, approved_by in overrides:
        try:
            _override(changes, treatment, key, field, span, approved_by)
        except _RefusedError as refused:
            changes.refuse(key, refused)
    for key, is_shown, approved_by in shown:
        try:
            _show(changes, treatment, key, is_shown, approved_by)
        except _RefusedError as refused:
            changes.refuse(key, refused)
    if changes.mistakes:
        raise TreatmentOverrideError(
            source=source, treatment=treatment.id, mistakes=changes.mistakes
        )
    touched = {key for key, *_ in overrides}
    for group in treatment.groups:
        _report_differing_members(changes, group, touched)
    advice = tuple(changes.rows[row.key] for row in treatment.advice)
    return replace(treatment, advice=advice), tuple(changes.findings)


def _override(
    changes: _Changes,
    treatment: Treatment,
    key: str,
    field: Field,
    written: str,
    approved_by: str | None,
) -> None:
    row = _row(changes, treatment, key)
    default = row.keep if field == "keep" else row.start
    given = row.keep_range if field == "keep" else row.start_range
    span = _span(row, field, written)
    if span == default:
        return
    _refuse_what_harms(row, field, span)
    if given is None or span not in given:
        if not (approved_by and approved_by.strip()):
            raise _RefusedError(
                f"{span} is {_beyond(given)}, and no clinician answers for it.",
                f"{_stay(given)}add approved_by with the clinician's name.",
            )
        changes.report(
            key,
            Severity.WARNING,
            f"The {field} of {key} is {span}, {_beyond(given)}. {approved_by} answers for it.",
            "Check that this is still what the clinic wants.",
        )
    changed = replace(row, keep=span) if field == "keep" else replace(row, start=span)
    changes.rows[key] = changed


def _row(changes: _Changes, treatment: Treatment, key: str) -> Advice:
    row = changes.rows.get(key)
    if row is None:
        raise _unknown(changes, treatment, key)
    if row.lead:
        raise _RefusedError(
            "This line comes before all lists and cannot be changed or removed.",
            "Take the change out.",
        )
    return row


def _unknown(changes: _Changes, treatment: Treatment, key: str) -> _RefusedError:
    if key in {sign.key for sign in treatment.signs}:
        return _RefusedError(
            "Warning signs are locked: every one prints, as it stands.", "Take the change out."
        )
    known = (*changes.rows, *(group.key for group in treatment.groups))
    return _RefusedError(
        f"{treatment.id} has no advice called {key!r}.{nearest(key, known)}",
        "Use the key of an advice row; `handouts check` lists them.",
    )


def _span(row: Advice, field: Field, written: str) -> Duration:
    try:
        span = Duration.parse(written)
    except DurationFormatError:
        raise _RefusedError(
            f"{written!r} is not a span of time.",
            "Write a number and min, h, d, wk or mo, such as 48 h; or always, or until-healed.",
        ) from None
    needs_number = field == "start" or row.ends is not Ends.OVER
    if span.unit is Unit.ASK or (span.is_word and needs_number):
        raise _RefusedError(f"{span} cannot stand here.", "Write a number, such as 48 h.")
    return span


def _refuse_what_harms(row: Advice, field: Field, span: Duration) -> None:
    # Base, "Clinic changes": the rows that protect against harm may be made stricter, not
    # removed or shortened. "How time is counted": call-by times may be earlier, never later.
    if row.protected and (field == "start" or span < row.keep):
        raise _RefusedError(
            "This row protects against harm and cannot be made weaker, by anybody.",
            f"Keep {row.keep}, or choose a longer span.",
        )
    if row.ends is Ends.CALL_BY and span > row.keep:
        raise _RefusedError(
            f"A call may come earlier than {row.keep}, never later.",
            f"Write {row.keep} or less.",
        )
    if field == "start" and row.starts is Starts.NOT_AFTER and span > row.start:
        raise _RefusedError(
            f"This may begin earlier than {row.start}, never later.",
            f"Write {row.start} or less.",
        )


def _beyond(given: Range | None) -> str:
    if given is None:
        return "a change to a row whose sources give no range"
    return f"outside what the sources give, {given}"


def _stay(given: Range | None) -> str:
    return "Take the change out, or " if given is None else f"Choose a span from {given}, or "


def _show(
    changes: _Changes, treatment: Treatment, key: str, shown: bool, approved_by: str | None
) -> None:
    groups = {group.key: group for group in treatment.groups}
    grouped = {member for group in treatment.groups for member in group.members}
    for member in groups[key].members if key in groups else (key,):
        row = _row(changes, treatment, member)
        if row.protected and not shown:
            raise _RefusedError(
                "This row protects against harm and cannot be taken off the sheet.",
                "Take the change out.",
            )
        if shown and not row.pictogram and member not in grouped:
            raise _RefusedError(
                "This row has no picture and cannot be printed.", "Take the change out."
            )
        if row.shown != shown:
            changes.rows[member] = replace(row, shown=shown)
            if not shown:
                changes.report(
                    member,
                    Severity.NOTE,
                    f"{member} is taken off the sheet{_by(approved_by)}.",
                    "Check that the clinic tells patients in another way.",
                )


def _by(approved_by: str | None) -> str:
    return f" by {approved_by}" if approved_by and approved_by.strip() else ""


def _report_differing_members(changes: _Changes, group: Group, touched: set[str]) -> None:
    """Say when an override is hidden by a longer member of its group."""
    members = [changes.rows[key] for key in group.members if changes.rows[key].shown]
    if not touched & {member.key for member in members}:
        return
    longest = max(members, key=lambda member: member.keep)
    if all(member.keep == longest.keep for member in members):
        return
    spans = ", ".join(f"{member.key} {member.keep}" for member in members)
    changes.report(
        group.key,
        Severity.NOTE,
        f"One row says {longest.keep} for all of these: {spans}.",
        "Give them the same span, or leave it: the longest is the careful one.",
    )
