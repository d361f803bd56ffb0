"""Days and times as a language writes them.

Gregorian, with the digits 0 to 9, never a date of numbers alone: the weekday and the month's
name are how a patient notices a mistake. Patterns hold only `E` and `M` for names. Babel's
`c` and `L` print names of whatever language was used before (python-babel issue 1234).

Sentences around a date are the catalogs' business.
"""

# Babel is imported where it is used: a handout from a stored master needs no date.

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache
from typing import Any

from handouts.i18n.languages import Language

# Babel's short style for Korean prints the English AM and PM.
_CLOCK_PATTERNS = {"ko": "aaaa h:mm"}


def full_date(day: date, language: Language) -> str:
    """For prose: `Tuesday, November 24, 2026`."""
    text = _formatted_date(day, "full", language)
    # ሕዳር is a month of the Ethiopian calendar too, about nine days later.
    return f"{text} ({_day_of(day).isoformat()})" if language.tag == "ti" else text


def chip_day(day: date, language: Language) -> str:
    """For the chip of a row: `Tue, Nov 24`."""
    return _formatted_date(day, _skeleton("MMMEd", language), language)


def chip_day_time(moment: datetime, language: Language) -> str:
    """For the chip of a row that ends or starts at an hour, as in `Tue, Nov 24, 3 p.m.`."""
    joined = _locale(language).datetime_formats["medium"].replace("\u200f", "")
    return str(joined).format(clock(moment, language), chip_day(moment, language))


def short_day(day: date, language: Language) -> str:
    """Where the weekday is known: `Nov 24`."""
    return _formatted_date(day, _skeleton("MMMd", language), language)


def month_name(day: date, language: Language) -> str:
    """A month over its days in the calendar: `November`."""
    if language.months:
        return language.months[day.month - 1]
    name = _formatted_date(day, "MMMM", language)
    return name[0].upper() + name[1:] if language.tag == "vi" else name


def weekday_short(day: date, language: Language) -> str:
    """A weekday over its day in the calendar: `Tue`."""
    return _formatted_date(day, "EEE", language)


def weekday_name(day: date, language: Language) -> str:
    """A weekday in running words: `Tuesday`."""
    return _formatted_date(day, "EEEE", language)


def clock(moment: datetime | time, language: Language) -> str:
    """A time of day, `3 p.m.`, on the clock's face as it stands.

    In English twelve o'clock is said in words, since few are sure what 12 p.m. is.
    """
    from babel.dates import format_time

    if language.is_source and moment.minute == 0 and moment.hour in (0, 12):
        return "12 noon" if moment.hour else "12 midnight"
    pattern = _CLOCK_PATTERNS.get(language.tag, "short")
    text = _plain_spaces(format_time(moment, format=pattern, locale=_locale(language)))
    if language.is_source:
        return text.replace(":00", "")
    if language.tag == "ti":
        # Many speakers count the hours from six in the morning; 15:00 cannot be read that way.
        return f"{text} ({moment:%H:%M})"
    return text


def _formatted_date(day: date, pattern: str, language: Language) -> str:
    from babel.dates import format_date

    text: str = format_date(_day_of(day), format=pattern, locale=_locale(language))
    return _plain_spaces(text)


def _day_of(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def _plain_spaces(text: str) -> str:
    # The narrow no-break space is missing from several fonts, and dates are never broken anyway.
    return text.replace("\u202f", " ")


@cache
def _locale(language: Language) -> Any:
    from babel import Locale

    return Locale.parse(language.babel)


@cache
def _skeleton(name: str, language: Language) -> str:
    """CLDR's pattern for these parts of a date, its names by `E` and `M`."""
    pattern: str = _locale(language).datetime_skeletons[name].pattern
    parts = re.split(r"('[^']*')", pattern)
    parts[::2] = [part.replace("c", "E").replace("L", "M") for part in parts[::2]]
    return "".join(parts)
