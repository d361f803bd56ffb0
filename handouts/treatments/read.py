"""Read a treatment from its file.

A treatment that loads can be trusted: its keys are known, its spans can be read, every default
lies in its range, no id or key stands for two things. What the words say is checked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from handouts.document import AdviceKind, Tier
from handouts.mistakes import Mistake
from handouts.treatments.duration import NOW, Duration, Range, Unit
from handouts.treatments.mistakes import TreatmentFileError, nearest
from handouts.treatments.model import (
    AFTERCARE,
    BREAKOUTS,
    Advice,
    Ends,
    Grade,
    Group,
    Lookalike,
    Phase,
    Reason,
    Risk,
    Sign,
    Starts,
    Treatment,
)
from handouts.treatments.table import Table, TreatmentFile

_ID = re.compile(r"[A-Z]{2}-(TL|DO|DX|HC|WHY|DD|RF|HR)-[0-9]{2}")
_KIND_OF_TABLE = {
    "phase": "TL",
    "do": "DO",
    "do-not": "DX",
    "home": "HC",
    "sign": "RF",
    "reason": "WHY",
    "lookalike": "DD",
    "risk": "HR",
}
_TABLES = ("treatment", "group", *_KIND_OF_TABLE)
_MOMENTS = ("after", "by")


@lru_cache(maxsize=16)
def read_treatment(source: str, data: bytes) -> Treatment:
    """Read the bytes of a treatment's file; its folder stands first in `source`.

    Raises:
        TreatmentFileError: It cannot be used; every mistake is named.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        mistake = Mistake(message="The file is not UTF-8.", remedy="Save it as UTF-8.")
        raise TreatmentFileError(source=source, mistakes=(mistake,)) from None
    file = TreatmentFile(source=source, text=text.replace("\r\n", "\n").replace("\r", "\n"))
    treatment = _treatment(file, source.partition("/")[0])
    file.raise_mistakes()
    return treatment


def _treatment(file: TreatmentFile, folder: str) -> Treatment:
    file.refuse_other_tables(_TABLES)
    ids = _Names("id")
    advice_keys = _Names("key")
    advice = tuple(
        _advice(table, ids, advice_keys)
        for name in ("do", "do-not", "home")
        for table in file.each(name)
    )
    groups = _groups(file.each("group"), advice, advice_keys)
    _check_pictograms(file, advice, groups)
    table = file.only("treatment")
    treatment = Treatment(
        id=table.text("id"),
        code=table.text("code"),
        version=table.number("version"),
        reviewed=table.day("reviewed"),
        review_by=table.day("review_by"),
        sections=table.texts("sections"),
        needs_number_at_all_hours=table.flag("needs_number_at_all_hours"),
        answer_minutes=table.number("answer_minutes"),
        replaces=table.texts("replaces"),
        advice=advice,
        groups=groups,
        phases=_rows(file, "phase", _phase, ids),
        signs=_rows(file, "sign", _sign, ids),
        reasons=_rows(file, "reason", _reason, ids),
        lookalikes=_rows(file, "lookalike", _lookalike, ids),
        risks=_rows(file, "risk", _risk, ids),
    )
    table.finish()
    if table.is_sound:
        _check_treatment(table, treatment, folder)
    return treatment


def _check_treatment(table: Table, treatment: Treatment, folder: str) -> None:
    if treatment.id != folder:
        table.mistake("id", f"The id is not the folder's name, {folder}.", f'Write "{folder}".')
    if treatment.review_by < treatment.reviewed:
        table.mistake(
            "review_by", "The next review is before the last.", "Write a date after reviewed."
        )
    for section in treatment.sections:
        if section not in (AFTERCARE, BREAKOUTS):
            table.mistake(
                "sections", f"{section!r} is not known.", f"Use {AFTERCARE}, {BREAKOUTS}."
            )


class _Names:
    """Names that may stand for one thing only."""

    def __init__(self, column: str) -> None:
        self._column = column
        self._seen: set[str] = set()

    def take(self, table: Table, name: str) -> None:
        if name and name in self._seen:
            table.mistake(
                self._column,
                f"{name} stands for another row already.",
                f"Give this row its own {self._column}.",
            )
        self._seen.add(name)


_Row = TypeVar("_Row")


def _rows(
    file: TreatmentFile, name: str, read: Callable[[Table, str, str], _Row], ids: _Names
) -> tuple[_Row, ...]:
    keys = _Names("key")
    return tuple(read(table, *_names(table, ids, keys)) for table in file.each(name))


def _names(table: Table, ids: _Names, keys: _Names) -> tuple[str, str]:
    id_, key = table.text("id"), table.name_of("key")
    kind = _KIND_OF_TABLE[table.name]
    written = _ID.fullmatch(id_)
    if id_ and (written is None or written[1] != kind):
        table.mistake(
            "id", f"{id_!r} is no id of a [[{table.name}]].", f"Write an id such as MN-{kind}-01."
        )
    ids.take(table, id_)
    keys.take(table, key)
    return id_, key


def _advice(table: Table, ids: _Names, keys: _Names) -> Advice:
    id_, key = _names(table, ids, keys)
    advice = Advice(
        id=id_,
        key=key,
        kind=_kind(table),
        section=BREAKOUTS if table.name == "home" else AFTERCARE,
        start=table.duration("start", default=NOW),
        starts=table.choice("starts", Starts, default=Starts.NOT_BEFORE),
        start_range=table.span_range("start_range"),
        keep=table.duration("keep"),
        ends=table.choice("ends", Ends, default=Ends.OVER),
        keep_range=table.span_range("keep_range"),
        grade=table.choice("grade", Grade),
        sources=table.texts("sources"),
        pictogram=table.text("pictogram", default=""),
        amounts=table.amounts("amounts"),
        shown=table.flag("shown"),
        protected=table.flag("protected"),
        lead=table.flag("lead"),
        own_words=table.flag("own_words"),
    )
    table.finish()
    if table.is_sound:
        _check_range(table, "start", advice.start, advice.start_range)
        _check_range(table, "keep", advice.keep, advice.keep_range)
        _check_advice(table, advice)
    return advice


def _kind(table: Table) -> AdviceKind:
    if table.name == "home":
        return table.choice("kind", AdviceKind)
    return AdviceKind(table.name)


def _check_range(table: Table, key: str, default: Duration, given: Range | None) -> None:
    # How long healing takes has no number, and an answer not yet given has none either: both
    # may stand beside a range of days.
    if given is None or default.unit in (Unit.UNTIL_HEALED, Unit.ASK) or default in given:
        return
    table.mistake(key, f"{default} is outside its range, {given}.", f"Choose a span from {given}.")


def _check_advice(table: Table, advice: Advice) -> None:
    if advice.start.is_word:
        table.mistake("start", "A start needs a number.", "Write a span such as 6 h.")
    if advice.grade is Grade.WEAK:
        table.mistake(
            "grade",
            "An instruction is never weak.",
            "Grade the instruction; if only its reason is weak, leave the reason out.",
        )
    if advice.lead and advice.shown:
        table.mistake(
            "shown", "The line above the lists is not a row.", "Leave out shown, or lead."
        )
    if advice.protected and not advice.shown:
        table.mistake("protected", "A protected row must be on the sheet.", "Add shown = true.")
    if advice.ends is not Ends.OVER and advice.keep.is_word:
        table.mistake(
            "keep", f"{advice.keep} is no day to {advice.ends}.", "Write a number of days."
        )


def _groups(tables: Iterable[Table], advice: tuple[Advice, ...], keys: _Names) -> tuple[Group, ...]:
    rows = {row.key: row for row in advice}
    grouped: set[str] = set()
    groups = []
    for table in tables:
        group = Group(
            key=table.name_of("key"),
            pictogram=table.text("pictogram"),
            members=table.texts("members"),
        )
        table.finish()
        keys.take(table, group.key)
        _check_members(table, group, rows, grouped)
        grouped.update(group.members)
        groups.append(group)
    return tuple(groups)


def _check_members(table: Table, group: Group, rows: dict[str, Advice], grouped: set[str]) -> None:
    if len(set(group.members)) < 2:
        table.mistake("members", "A group needs two members.", "Add another key, or drop it.")
    for member in group.members:
        if member not in rows:
            table.mistake(
                "members",
                f"No advice has the key {member}.{nearest(member, list(rows))}",
                "Use the key of a [[do]], [[do-not]] or [[home]] row.",
            )
        elif member in grouped:
            table.mistake(
                "members", f"{member} is in another group.", "Leave it in one of the two."
            )
        elif rows[member].lead or rows[member].ends is not Ends.OVER:
            table.mistake("members", f"{member} prints alone.", "Take it out of the group.")
    found = [rows[member] for member in group.members if member in rows]
    if len({(row.kind, row.section) for row in found}) > 1:
        table.mistake(
            "members",
            "The members are not of one kind and section.",
            "Group do rows with do rows, and do-not rows with do-not rows.",
        )


def _check_pictograms(
    file: TreatmentFile, advice: tuple[Advice, ...], groups: tuple[Group, ...]
) -> None:
    tables = [table for name in ("do", "do-not", "home") for table in file.each(name)]
    grouped = {member for group in groups for member in group.members}
    for table, row in zip(tables, advice, strict=True):
        if row.shown and not row.pictogram and row.key not in grouped:
            table.mistake(
                "", f"{row.key} prints without a picture.", "Add pictogram = and its name."
            )


def _phase(table: Table, id_: str, key: str) -> Phase:
    phase = Phase(
        id=id_,
        key=key,
        start=table.duration("start"),
        end=table.duration("end"),
        grade=table.choice("grade", Grade),
        sources=table.texts("sources"),
        shown=table.flag("shown", default=True),
    )
    table.finish()
    if not table.is_sound:
        return phase
    if phase.start.is_word or phase.end.is_word or phase.end <= phase.start:
        table.mistake("end", "The phase does not end after it starts.", "Write a later end.")
    return phase


def _sign(table: Table, id_: str, key: str) -> Sign:
    sign = Sign(
        id=id_,
        key=key,
        tier=table.choice("tier", Tier),
        moments=table.moments("moments", _MOMENTS),
        amounts=table.amounts("amounts"),
        grade=table.choice("grade", Grade),
        sources=table.texts("sources"),
    )
    table.finish()
    return sign


def _reason(table: Table, id_: str, key: str) -> Reason:
    reason = Reason(
        id=id_,
        key=key,
        grade=table.choice("grade", Grade),
        sources=table.texts("sources"),
        shown=table.flag("shown"),
    )
    table.finish()
    return reason


def _lookalike(table: Table, id_: str, key: str) -> Lookalike:
    lookalike = Lookalike(
        id=id_,
        key=key,
        drawing=table.text("drawing"),
        starts=table.durations("starts"),
        tier=table.optional_choice("tier", Tier),
        other_tiers=table.choices("other_tiers", Tier),
        moments=table.moments("moments", _MOMENTS),
        grade=table.choice("grade", Grade),
        sources=table.texts("sources"),
        shown=table.flag("shown"),
    )
    table.finish()
    if table.is_sound and lookalike.shown and lookalike.starts is None:
        table.mistake(
            "starts", f"{key} does not say when it starts.", 'Add starts = ["2 d", "7 d"].'
        )
    return lookalike


def _risk(table: Table, id_: str, key: str) -> Risk:
    risk = Risk(
        id=id_,
        key=key,
        wait=table.optional_duration("wait"),
        wait_range=table.span_range("wait_range"),
        amounts=table.amounts("amounts"),
        grade=table.choice("grade", Grade),
        sources=table.texts("sources"),
        shown=table.flag("shown"),
    )
    table.finish()
    if table.is_sound and risk.wait is not None:
        _check_range(table, "wait", risk.wait, risk.wait_range)
    return risk
