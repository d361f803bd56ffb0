"""Make every language's `dates.json`, from which `dates` writes days and times.

    python -m handouts.i18n.build_dates

The tables say what `cldr_dates` says, without Babel. Make them again when Babel has a new CLDR,
when `cldr_dates` changes, or when an entry of the table of languages does. A table is written
only if it agrees with Babel on every day of four years and every minute of a day.

The file names a field of a pattern by what stands there: `weekday`, `short_weekday` and
`calendar_weekday`, the same of `month`, and the numbers `day`, `month_number` and `year`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any

from handouts.i18n import cldr_dates
from handouts.i18n.dates import DAY_FORMS, DateTable, entry_of, table_path
from handouts.i18n.languages import LANGUAGES, Language
from handouts.library import Library

# The forms that are more than one name.
_WITH_NUMBERS = ("full_date", "long_date", "chip_day", "short_day")
_FIELDS = {
    "EEEE": "{weekday}",
    "EEE": "{short_weekday}",
    "E": "{short_weekday}",
    "MMMM": "{month}",
    "MMM": "{short_month}",
    "MM": "{month_number:02}",
    "M": "{month_number}",
    "dd": "{day:02}",
    "d": "{day}",
    "yyyy": "{year:04}",
    "y": "{year}",
}
# A quoted text of a CLDR pattern, or one field of it.
_PART = re.compile(r"'(?P<text>[^']*)'|(?P<field>([A-Za-z])\3*)")

_WEEK = tuple(date(2028, 5, day) for day in range(1, 8))
_YEAR = tuple(date(2028, month, 1) for month in range(1, 13))
_FOUR_YEARS = tuple(date(2026, 1, 1) + timedelta(days) for days in range(4 * 365 + 1))
_MINUTES = tuple(time(hour, minute) for hour in range(24) for minute in range(60))
# No hour has this number, so it can be told from one.
_A_MINUTE = 41


def build(language: Language) -> DateTable:
    """The table of a language."""
    weekdays = {
        "weekday": [cldr_dates.written("weekday_name", day, language) for day in _WEEK],
        "short_weekday": [cldr_dates.by_pattern("EEE", day, language) for day in _WEEK],
        "calendar_weekday": [cldr_dates.written("weekday_short", day, language) for day in _WEEK],
    }
    months = {
        "month": [cldr_dates.by_pattern("MMMM", day, language) for day in _YEAR],
        "short_month": [cldr_dates.by_pattern("MMM", day, language) for day in _YEAR],
        "calendar_month": [cldr_dates.written("month_name", day, language) for day in _YEAR],
    }
    patterns = {form: _pattern(form, language) for form in _WITH_NUMBERS} | {
        "month_name": _first_like("calendar_month", months),
        "weekday_short": _first_like("calendar_weekday", weekdays),
        "weekday_name": "{weekday}",
    }
    hours = [_hour(hour, language) for hour in range(24)]
    return DateTable(
        made_from=entry_of(language),
        weekdays=_used(weekdays, patterns),
        months=_used(months, patterns),
        patterns=patterns,
        day_time_pattern=cldr_dates.day_time_pattern(language),
        hours=hours,
        moments={
            f"{moment:%H:%M}": text
            for moment in _MINUTES
            if (text := cldr_dates.clock(moment, language))
            != hours[moment.hour].format(minute=f"{moment.minute:02}")
        },
    )


def _pattern(form: str, language: Language) -> str:
    """CLDR's pattern of a form, with our fields."""

    def ours(part: re.Match[str]) -> str:
        if part["field"] is None:
            return part["text"] or "'"
        # What else a pattern may have, such as the era in Thai, is the same on any day.
        return _FIELDS.get(part["field"]) or cldr_dates.by_pattern(
            part["field"], _WEEK[0], language
        )

    return _PART.sub(ours, cldr_dates.date_pattern(form, language))


def _first_like(field: str, names: Mapping[str, list[str]]) -> str:
    """The field to write a list of names by: the first that has the same ones."""
    return f"{{{next(each for each in names if names[each] == names[field])}}}"


def _used(names: dict[str, list[str]], patterns: Mapping[str, str]) -> dict[str, list[str]]:
    return {
        field: listed
        for field, listed in names.items()
        if any(f"{{{field}}}" in pattern for pattern in patterns.values())
    }


def _hour(hour: int, language: Language) -> str:
    text = cldr_dates.clock(time(hour, _A_MINUTE), language)
    return text.replace(str(_A_MINUTE), "{minute}")


def differences(table: DateTable, language: Language) -> Iterator[str]:
    """Where a table and Babel write a day or a time differently, as sentences."""
    for form in DAY_FORMS:
        for day in _FOUR_YEARS:
            if table.day(form, day) != cldr_dates.written(form, day, language):
                yield f"{language.tag}: {form} of {day} would be {table.day(form, day)!r}."
    for moment in _MINUTES:
        if table.clock(moment) != cldr_dates.clock(moment, language):
            yield f"{language.tag}: {moment:%H:%M} would be {table.clock(moment)!r}."


def as_json(table: DateTable) -> str:
    """The file of a table: a line for each list, so that a reader sees what changed."""
    rows = ",\n".join(f' "{name}": {_value(getattr(table, name))}' for name in table.__slots__)
    return f"{{\n{rows}\n}}\n"


def _value(value: Any) -> str:
    if not isinstance(value, Mapping) or not value:
        return json.dumps(value, ensure_ascii=False)
    rows = ",\n".join(f'  "{key}": {_value(each)}' for key, each in value.items())
    return f"{{\n{rows}\n }}"


def main() -> None:
    """Write the tables, but none that would not say what Babel does."""
    locales = Library.find().locales
    wrong = []
    for language in LANGUAGES:
        table = build(language)
        if difference := next(differences(table, language), None):
            wrong.append(difference)
            continue
        path = table_path(locales, language)
        path.parent.mkdir(exist_ok=True)
        path.write_text(as_json(table), "utf-8", newline="\n")
    if wrong:
        raise SystemExit("\n".join((*wrong, "Babel writes these otherwise: no table was made.")))


if __name__ == "__main__":
    main()
