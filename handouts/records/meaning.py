"""What an export's words for treatments, languages, branches and statuses mean here.

The clinic's mapping comes first; then the names of treatments themselves, the names of
languages, and the statuses that booking programs share. What is known to neither is refused,
never guessed, and a treatment's name is counted, so that the clinic can add it to its mapping.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from handouts.records.appointment import BadRow, SkipReason
from handouts.records.folding import fold, fold_words
from handouts.records.language_names import TWO_SCRIPTS, tag_of
from handouts.records.mapping import Mapping
from handouts.records.visit import VisitError
from handouts.values import dataclass

# So many different names are kept, each so long; an export of more has something else there.
MOST_UNMAPPED = 1000
MOST_CHARACTERS = 120
_MOST_REMEMBERED = 4096

_TREATMENT = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_BETWEEN = re.compile(r"[;,+\n]")

_MADE = frozenset((
    "booked", "booked online", "confirmed", "unconfirmed", "scheduled", "active",
    "arrived", "checked in", "in progress", "checked out", "completed", "complete", "finished",
    "fulfilled",
))  # fmt: skip
_SKIPPED = {
    "cancelled": SkipReason.CANCELLED,
    "canceled": SkipReason.CANCELLED,
    "late cancel": SkipReason.CANCELLED,
    "no show": SkipReason.NO_SHOW,
    "noshow": SkipReason.NO_SHOW,
    "did not arrive": SkipReason.NO_SHOW,
    "rescheduled": SkipReason.RESCHEDULED,
    "never booked": SkipReason.NOT_BOOKED,
    "proposed": SkipReason.NOT_BOOKED,
    "pending": SkipReason.NOT_BOOKED,
    "waitlist": SkipReason.NOT_BOOKED,
    "archived": SkipReason.ARCHIVED,
    "deleted": SkipReason.ARCHIVED,
    "entered in error": SkipReason.ARCHIVED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """Words that mean nothing here yet: why, in fixed sentences."""

    code: str
    message: str
    remedy: str

    @classmethod
    def of(cls, error: VisitError) -> Unclear:
        """What an error says, which holds no cell either."""
        return cls(code=error.code, message=error.message, remedy=error.remedy)

    def at(self, row: int, column: str) -> BadRow:
        """The answer of a row that has such words."""
        return BadRow(
            row=row, column=column, code=self.code, message=self.message, remedy=self.remedy
        )


UNKNOWN_TREATMENT = Unclear(
    code="unknown-treatment",
    message="This treatment is not known here.",
    remedy='Add it to the mapping file under [treatments], such as "Name in the export*" = '
    '"microneedling", or = "skip" to make nothing.',
)
NO_TREATMENT = Unclear(
    code="no-treatment",
    message="No treatment is named.",
    remedy="Fill it in.",
)
UNKNOWN_LANGUAGE = Unclear(
    code="unknown-language",
    message="This language is not known here.",
    remedy="Write it in English or as a tag, such as Punjabi or pa; or add it to the mapping "
    'file under [languages], such as "Name in the export" = "pa".',
)
TWO_SCRIPTS_LANGUAGE = Unclear(
    code="unknown-language",
    message="Chinese is written in two scripts, and this does not say which.",
    remedy="Write zh-Hant for traditional or zh-Hans for simplified; or say it in the mapping "
    'file under [languages], such as "Mandarin" = "zh-Hans".',
)
UNKNOWN_STATUS = Unclear(
    code="unknown-status",
    message="It is not known whether an appointment of this status takes place.",
    remedy="Add the status to the mapping file under [states], to the list of skip or of make.",
)


class Meanings:
    """Looks words up, each different one once.

    Attributes:
        unmapped: How often each treatment's name was met that means nothing here.
    """

    def __init__(self, mapping: Mapping, treatments: Collection[str]) -> None:
        self._mapping = mapping
        self._known = {fold(name): name for name in treatments}
        self._exact = {rule.name: rule.treatments for rule in mapping.treatments}
        self._treatments: dict[str, tuple[str, ...] | Unclear] = {}
        self._languages: dict[str, str | Unclear] = {}
        self._statuses: dict[str, SkipReason | Unclear | None] = {}
        self.unmapped: Counter[str] = Counter()

    def treatments(self, written: str, *, is_counted: bool = True) -> tuple[str, ...] | Unclear:
        """The treatments a cell names; none if its handout is to be skipped."""
        found = self._treatments.get(written)
        if found is None:
            found = self._read_treatments(written)
            if len(self._treatments) < _MOST_REMEMBERED:
                self._treatments[written] = found
        if is_counted and found is UNKNOWN_TREATMENT:
            self._count(written)
        return found

    def language(self, written: str) -> str | Unclear:
        """The tag a cell names; it is not yet known whether handouts can be in it."""
        found = self._languages.get(written)
        if found is None:
            found = self._read_language(written)
            if len(self._languages) < _MOST_REMEMBERED:
                self._languages[written] = found
        return found

    def branch(self, written: str) -> str | None:
        """The branch a cell names; None if it is blank, or the clinic itself."""
        name = written if written.isprintable() else _printable(written)
        name = name.strip()
        return self._mapping.branches.get(fold(name), name) or None

    def status(self, written: str) -> SkipReason | Unclear | None:
        """Why a row of this status is skipped; None if it is not."""
        if written not in self._statuses:
            if len(self._statuses) >= _MOST_REMEMBERED:
                self._statuses.clear()
            self._statuses[written] = self._read_status(written)
        return self._statuses[written]

    def _read_treatments(self, written: str) -> tuple[str, ...] | Unclear:
        name = fold(written)
        if not name:
            return NO_TREATMENT
        if name in self._exact:
            return self._exact[name]
        # A pattern must not swallow the second of two treatments that both mean something.
        parts = [part for part in _BETWEEN.split(written) if part.strip()]
        found = [self._one(part) for part in parts]
        if found and None not in found:
            return tuple(dict.fromkeys(name for one in found for name in one or ()))
        whole = self._one(written)
        return UNKNOWN_TREATMENT if whole is None else whole

    def _one(self, written: str) -> tuple[str, ...] | None:
        """What the mapping says of a name, or the treatment of that name."""
        name = fold(written)
        if name in self._exact:
            return self._exact[name]
        for rule in self._mapping.treatments:
            if rule.fits(name):
                return rule.treatments
        if name in self._known:
            return (self._known[name],)
        if not self._known and _TREATMENT.fullmatch(written.strip()):
            return (written.strip(),)
        return None

    def _read_language(self, written: str) -> str | Unclear:
        mapped = self._mapping.languages.get(fold(written))
        if mapped is not None:
            return mapped
        if fold_words(written) in TWO_SCRIPTS:
            return TWO_SCRIPTS_LANGUAGE
        return tag_of(written) or UNKNOWN_LANGUAGE

    def _read_status(self, written: str) -> SkipReason | Unclear | None:
        status = fold(written)
        made = self._mapping.states.get(status)
        if made is not None:
            return None if made else _SKIPPED.get(status, SkipReason.STATE)
        if not status or status in _MADE:
            return None
        return _SKIPPED.get(status, UNKNOWN_STATUS)

    def _count(self, written: str) -> None:
        name = " ".join(_printable(written[:MOST_CHARACTERS]).split())
        if name in self.unmapped or len(self.unmapped) < MOST_UNMAPPED:
            self.unmapped[name] += 1


def _printable(written: str) -> str:
    return "".join(each if each.isprintable() else " " for each in written)
