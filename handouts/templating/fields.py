"""Write what a visit fills, field by field, as the templates would.

A sheet for another visit differs in its fields alone, so long as its schedule has the same
shape (`treatments.Counted`). Their texts are few: a year has 366 days, and a day 24 hours.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from handouts.document import WITHOUT_STOP
from handouts.records import Visit
from handouts.templating.written import FULL_HOUR, NUMBER, DateWriter

_MOST_REMEMBERED = 4096
_CLOCKS = {f"{form}{end}" for form in ("clock", FULL_HOUR) for end in ("", WITHOUT_STOP)}


class FieldWriter:
    """Writes the fields of visits in one language, and remembers dates, never names."""

    def __init__(self, written: DateWriter) -> None:
        self._written = written
        # For each form by the day, or by the minute of the day.
        self._known: dict[str, dict[int, str]] = {}

    def text(self, field: str, visit: Visit, moment_of: Callable[[str], date | datetime]) -> str:
        """What stands in a field for a visit.

        Args:
            field: As inlines name it.
            visit: Who it is for.
            moment_of: A date of its schedule, by name.
        """
        name, _, form = field.partition(":")
        if not form:
            return getattr(visit, name) or ""
        moment = visit.treated if name == "treated" else moment_of(name)
        if moment is None:
            raise ValueError(f"A visit without a treatment time has no {name}.")
        known = self._known.setdefault(form, {})
        if form in _CLOCKS and isinstance(moment, datetime):
            key = moment.hour * 60 + moment.minute
        else:
            key = moment.toordinal()
        text = known.get(key)
        if text is None:
            if len(known) >= _MOST_REMEMBERED:
                known.clear()
            text = known[key] = self._write(form, moment)
        return text

    def _write(self, form: str, moment: date | datetime) -> str:
        plain = form.removesuffix(WITHOUT_STOP)
        if plain == NUMBER:
            return str(moment.day)
        write: Callable[[Any], str] = getattr(
            self._written, "clock" if plain == FULL_HOUR else plain
        )
        text = write(moment)
        return text.removesuffix(".") if form != plain else text
