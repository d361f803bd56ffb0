"""What has to be made for an export: its rows, made into orders.

Each row is checked against what there is - treatments, languages, branches - by sentences that
repeat no cell, is given its name and its key, and is passed over if an earlier run made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from handouts.batch.done import Done
from handouts.batch.job import Order, Workshop
from handouts.batch.names import Names, file_name
from handouts.batch.sink import Sink
from handouts.batch.tally import Tally
from handouts.batch.worker import code_of
from handouts.clinic import UnknownBranchError
from handouts.errors import HandoutsError
from handouts.i18n import UnknownLanguageError, resolve
from handouts.records import Appointment, BadRow, Outcome, SkippedRow
from handouts.treatments import treatment_ids


class _BadValueError(Exception):
    """A row asks for something there is not.

    Attributes:
        bad: The column, a code, what is wrong and what to do.
    """

    def __init__(self, *bad: str) -> None:
        super().__init__()
        self.bad = bad


class Plan:
    """Makes orders of rows, and counts what becomes of those it makes none of.

    Attributes:
        met: How many rows it has met.
        is_over: Whether those are all.
    """

    def __init__(
        self,
        workshop: Workshop,
        names: Names,
        *,
        tally: Tally,
        done: Done | None = None,
        sink: Sink | None = None,
        verify: bool = False,
        met: Callable[[Order, Appointment], None] | None = None,
    ) -> None:
        """Get ready.

        Args:
            workshop: Knows what a request is, and its key.
            names: What files are called.
            tally: Counts.
            done: What earlier runs made.
            sink: Where they put it; None if there is nothing yet.
            verify: Read what is there, rather than trust its size.
            met: Told of every handout the export asks for, those that are there among them, and
                of its appointment.
        """
        self.met, self.is_over = 0, False
        self._workshop, self._names, self._tally = workshop, names, tally
        self._done, self._sink, self._verify = done or Done(), sink, verify
        self._tell_met = met
        self._treatments = frozenset(treatment_ids(workshop.library.templates))
        self._usual_language = workshop.clinic.languages[0]
        self._languages: dict[str, str] = {}
        self._branches: dict[str, str] = {}
        # Keys by their first 8 digits, which end a file's name. Those met more than once, and
        # those that begin like another, are few.
        self._first: dict[int, int] = {}
        self._more: dict[str, int] = {}

    def orders(
        self, outcomes: Iterable[Outcome], stopping: Callable[[], bool] = lambda: False
    ) -> Iterator[Order]:
        """What has to be made, in the order of the file."""
        for outcome in outcomes:
            self.met += 1
            if isinstance(outcome, Appointment):
                try:
                    order = self._order(outcome)
                except _BadValueError as error:
                    self._tally.fail(outcome.row, *error.bad)
                except HandoutsError as error:
                    bad = code_of(error), error.message, error.remedy
                    self._tally.fail(outcome.row, "", *bad)
                else:
                    if order is not None:
                        yield order
            elif isinstance(outcome, SkippedRow):
                self._tally.skipped[outcome.reason] += 1
            else:
                self._fail(outcome)
            if stopping():
                return
        self.is_over = True

    def _fail(self, bad: BadRow) -> None:
        self._tally.fail(bad.row, bad.column, bad.code, bad.message, bad.remedy)

    def _order(self, appointment: Appointment) -> Order | None:
        treatments = tuple(dict.fromkeys(appointment.treatments))
        if not self._treatments.issuperset(treatments):
            raise _BadValueError(
                "treatment",
                "unknown-treatment",
                "There are no handouts for this treatment.",
                f"Map it, under [treatments] in the mapping file, to one of: {_list(self._treatments)}.",
            )
        language = self._language(appointment.language)
        branch = self._branch(appointment.branch)
        visit = appointment.visit
        request = self._workshop.request(treatments, language, branch, visit)
        key = self._workshop.maker.key(request)

        self._tally.kinds[treatments, language, branch] += 1
        occurrence, long = self._occurrence(key)
        stem = self._names.stem(treatments, language, branch, visit)
        name = file_name(stem, key, occurrence=occurrence, long=long)
        order = Order(
            row=appointment.row,
            treatments=treatments,
            language=language,
            branch=branch,
            visit=visit,
            key=key,
            occurrence=occurrence,
            name=name,
        )
        if self._tell_met is not None:
            self._tell_met(order, appointment)
        return None if self._is_there(order, stem, long=long) else order

    def _is_there(self, order: Order, stem: str, *, long: bool) -> bool:
        if self._sink is None or self._done.is_empty:
            return False
        other = file_name(stem, order.key, occurrence=order.occurrence, long=not long)
        names = (order.name, other)
        there = self._done.meet(order.key, order.occurrence, names, self._sink, verify=self._verify)
        self._tally.present += there
        return there

    def _language(self, tag: str | None) -> str:
        if tag is None:
            tag = self._usual_language
        if tag not in self._languages:
            try:
                self._languages[tag] = resolve(tag).tag
            except UnknownLanguageError:
                raise _BadValueError(
                    "language",
                    "unknown-language",
                    "There are no handouts in this language.",
                    "See handouts list languages. Map it under [languages] in the mapping file, "
                    "or leave it empty for the clinic's first language.",
                ) from None
        return self._languages[tag]

    def _branch(self, name: str | None) -> str | None:
        clinic = self._workshop.clinic
        if name is None or not clinic.branches:
            return None
        if name not in self._branches:
            try:
                self._branches[name] = clinic.at_branch(name).branch or name
            except UnknownBranchError:
                known = _list(branch.name for branch in clinic.branches)
                raise _BadValueError(
                    "branch",
                    "unknown-branch",
                    "The clinic has no branch of this name.",
                    f"Map it, under [branches] in the mapping file, to one of: {known}.",
                ) from None
        return self._branches[name]

    def _occurrence(self, key: str) -> tuple[int, bool]:
        """How often a key has been met, and whether another begins the same."""
        start, rest = int(key[:8], 16), int(key[8:32], 16)
        if start not in self._first:
            self._first[start] = rest
            return 1, False
        long = self._first[start] != rest
        self._more[key] = self._more.get(key, 0 if long else 1) + 1
        return self._more[key], long


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
