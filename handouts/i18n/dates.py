"""Days and times as a language writes them.

Gregorian, with the digits 0 to 9, never a date of numbers alone: the weekday and the month's
name are how a patient notices a mistake.

A language's table, `dates.json` beside its catalog, says how it writes them. The tables are made
from CLDR by `build_dates`. A language without one, or whose entry in the table of languages was
changed since, is written by `cldr_dates`, which has to import Babel first.

Sentences around a date are the catalogs' business.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from handouts.errors import ContentError
from handouts.i18n.languages import Language
from handouts.library import Library
from handouts.values import dataclass

DAY_FORMS = (
    "full_date",
    "long_date",
    "chip_day",
    "short_day",
    "month_name",
    "weekday_short",
    "weekday_name",
)


class DateTableError(ContentError):
    """The table by which a language writes its dates cannot be used."""

    def __init__(self, *, place: str) -> None:
        super().__init__(
            f"{place}: This is no table of dates.",
            remedy="Put back the file that came with handouts, or make it again: "
            "python -m handouts.i18n.build_dates",
        )
        self.place = place


def full_date(day: date, language: Language) -> str:
    """For prose: `Tuesday, November 24, 2026`."""
    return _written("full_date", day, language)


def long_date(day: date, language: Language) -> str:
    """For the record at the foot, where no weekday is needed: `November 24, 2026`."""
    return _written("long_date", day, language)


def chip_day(day: date, language: Language) -> str:
    """For the chip of a row: `Tue, Nov 24`."""
    return _written("chip_day", day, language)


def day_time_pattern(language: Language) -> str:
    """How a day `{1}` and a time `{0}` stand together: `{1}, {0}` as in `Tue, Nov 24, 3 p.m.`.

    A pattern rather than both in one text: in Urdu `3:00 PM` is read from left to right and
    the day before it from right to left, so each is to be set apart from the other.
    """
    table = _table(language)
    return table.day_time_pattern if table else str(_by_babel().day_time_pattern(language))


def short_day(day: date, language: Language) -> str:
    """Where the weekday is known: `Nov 24`."""
    return _written("short_day", day, language)


def month_name(day: date, language: Language) -> str:
    """A month over its days in the calendar: `November`."""
    return _written("month_name", day, language)


def weekday_short(day: date, language: Language) -> str:
    """A weekday over its day in the calendar: `Tue`."""
    return _written("weekday_short", day, language)


def weekday_name(day: date, language: Language) -> str:
    """A weekday in running words: `Tuesday`."""
    return _written("weekday_name", day, language)


def clock(moment: datetime | time, language: Language) -> str:
    """A time of day, `3 p.m.`, on the clock's face as it stands.

    Twelve o'clock is said in words wherever hours go up to twelve, since few are sure what
    12 p.m. is.
    """
    table = _table(language)
    return table.clock(moment) if table else str(_by_babel().clock(moment, language))


def _written(form: str, day: date, language: Language) -> str:
    table = _table(language)
    return table.day(form, day) if table else str(_by_babel().written(form, day, language))


def _by_babel() -> ModuleType:
    from handouts.i18n import cldr_dates

    return cldr_dates


@dataclass(frozen=True, slots=True, kw_only=True)
class DateTable:
    """How one language writes days and times.

    Attributes:
        made_from: What it took from the language's entry in the table of languages.
        weekdays: Names of the days from Monday on, by the field a pattern has for them.
        months: Names of the months, likewise.
        patterns: How a day is written in each form.
        day_time_pattern: How a day `{1}` and a time `{0}` stand together.
        hours: How a time is written in each of the 24 hours, but for its minute.
        moments: The times that are written otherwise, by `12:00`.
    """

    made_from: Mapping[str, Any]
    weekdays: Mapping[str, list[str]]
    months: Mapping[str, list[str]]
    patterns: Mapping[str, str]
    day_time_pattern: str
    hours: list[str]
    moments: Mapping[str, str]

    def day(self, form: str, day: date) -> str:
        """A day in one of the `DAY_FORMS`."""
        names = {field: names[day.weekday()] for field, names in self.weekdays.items()}
        names |= {field: names[day.month - 1] for field, names in self.months.items()}
        numbers = {"day": day.day, "month_number": day.month, "year": day.year}
        return self.patterns[form].format(**names, **numbers)

    def clock(self, moment: datetime | time) -> str:
        """A time of day."""
        minute = f"{moment.minute:02}"
        told = self.moments.get(f"{moment.hour:02}:{minute}")
        return told or self.hours[moment.hour].format(minute=minute)


def entry_of(language: Language) -> dict[str, Any]:
    """What a table of dates takes from the table of languages."""
    return {"locale": language.babel, "noon": language.noon, "months": list(language.months)}


def table_path(locales: Path, language: Language) -> Path:
    """Where a language's table of dates is, or would be."""
    return locales / language.folder / "dates.json"


@cache
def _table(language: Language) -> DateTable | None:
    return read_table(table_path(Library.find().locales, language), language)


def read_table(path: Path, language: Language) -> DateTable | None:
    """A language's table of dates, if there is one that was made for its entry as it stands.

    Raises:
        DateTableError: The file is no such table.
    """
    import json  # needed only for a handout with a date

    try:
        table = DateTable(**json.loads(path.read_text("utf-8")))
        if table.made_from != entry_of(language):
            return None
        if _is_whole(table):
            return table
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        pass
    raise DateTableError(place=f"{path.parent.name}/{path.name}") from None


def _is_whole(table: DateTable) -> bool:
    """Whether there is a text for every day and time; those of one day are tried."""
    one = datetime(2028, 2, 29, 12, 41)
    tried = (*(table.day(form, one) for form in DAY_FORMS), table.day_time_pattern.format("", ""))
    return (
        all(isinstance(text, str) for text in (*tried, *table.hours, *table.moments.values()))
        and all(len(names) == 7 for names in table.weekdays.values())
        and all(len(names) == 12 for names in table.months.values())
        and len(table.hours) == 24
        and all(hour.format(minute="41") for hour in table.hours)
    )
