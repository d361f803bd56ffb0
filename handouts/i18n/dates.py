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

# CLDR has none of its own for Dari and answers with the English order and comma.
_DAY_PATTERNS = {
    ("fa-AF", "MMMEd"): "EEEE d MMMM",
    ("fa-AF", "MMMd"): "d MMMM",
    # ሕዳር names a month of the Ethiopian calendar too, about nine days later, so a short date is
    # all numbers, whose year tells the calendar.
    ("ti", "MMMEd"): "EEE yyyy-MM-dd",
    ("ti", "MMMd"): "yyyy-MM-dd",
}

# CLDR puts only a space between the day and the time of these, and two numbers may meet
# there. Chinese, Korean, Vietnamese and Turkish have only the space as well, and want no more.
_DAY_TIME_PATTERNS = {
    "ur": "{1}، {0}",
    "pt": "{1}, {0}",
    "gu": "{1}, {0}",
    "bn": "{1}, {0}",
    "so": "{1}, {0}",
    "ti": "{1}፣ {0}",
}

# CLDR's shorter names of weekdays, where the usual ones are too wide for a calendar of two weeks
# on one line and these are as clear: Persian and Tamil wall calendars have them too. Bengali
# keeps its long ones, since its Wednesday and Thursday would differ by one small sign. Those
# of Urdu would be the English initials.
_WEEKDAY_PATTERNS = {
    "pa": "EEEEEE",
    "fa": "EEEEE",
    "fa-AF": "EEEEE",
    "ar": "EEEEEE",
    "ta": "EEEEEE",
    "pl": "EEEEEE",
}


def full_date(day: date, language: Language) -> str:
    """For prose: `Tuesday, November 24, 2026`."""
    text = _formatted_date(day, "full", language)
    # ሕዳር is a month of the Ethiopian calendar too, about nine days later.
    return f"{text} ({_day_of(day).isoformat()})" if language.tag == "ti" else text


def long_date(day: date, language: Language) -> str:
    """For the record at the foot, where no weekday is needed: `November 24, 2026`."""
    text = _formatted_date(day, "long", language)
    return f"{text} ({_day_of(day).isoformat()})" if language.tag == "ti" else text


def chip_day(day: date, language: Language) -> str:
    """For the chip of a row: `Tue, Nov 24`."""
    return _formatted_date(day, _skeleton("MMMEd", language), language)


def day_time_pattern(language: Language) -> str:
    """How a day `{1}` and a time `{0}` stand together: `{1}, {0}` as in `Tue, Nov 24, 3 p.m.`.

    A pattern rather than both in one text: in Urdu `3:00 PM` is read from left to right and
    the day before it from right to left, so each is to be set apart from the other.
    """
    pattern = str(_locale(language).datetime_formats["medium"])
    return _DAY_TIME_PATTERNS.get(language.tag, re.sub("['\u200f]", "", pattern))


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
    return _formatted_date(day, _WEEKDAY_PATTERNS.get(language.tag, "EEE"), language)


def weekday_name(day: date, language: Language) -> str:
    """A weekday in running words: `Tuesday`."""
    return _formatted_date(day, "EEEE", language)


def clock(moment: datetime | time, language: Language) -> str:
    """A time of day, `3 p.m.`, on the clock's face as it stands.

    Twelve o'clock is said in words wherever hours go up to twelve, since few are sure what
    12 p.m. is.
    """
    if language.is_source and moment.minute == 0 and moment.hour in (0, 12):
        return "12 noon" if moment.hour else "12 midnight"
    if named := _twelve(moment, language):
        return _formatted_time(moment, named, language)
    text = _formatted_time(moment, _clock_pattern(language), language)
    if language.is_source:
        return text.replace(":00", "")
    if language.tag == "ti":
        # Many speakers count the hours from six in the morning; 15:00 cannot be read that way.
        return f"{text} ({moment:%H:%M})"
    return text


def _twelve(moment: datetime | time, language: Language) -> str:
    """The pattern of noon and midnight, if AM or PM would stand there; else empty.

    Where CLDR has no word for noon, the word of the hours from noon on serves.
    """
    # By a clock that starts at six in the morning, half past twelve is an evening hour.
    if moment.hour not in (0, 12) or (moment.minute and language.tag != "ti"):
        return ""
    if "a" not in re.sub("'[^']*'", "", _clock_pattern(language)):
        return ""
    locale = _locale(language)
    names = locale.day_periods["format"]["abbreviated"]
    if moment.hour:
        word = language.noon or names.get("noon") or names.get("afternoon1")
    else:
        word = names.get("midnight")
    return str(locale.datetime_skeletons["Bhm"].pattern).replace("B", f"'{word}'") if word else ""


def _clock_pattern(language: Language) -> str:
    short = _locale(language).time_formats["short"]
    return _CLOCK_PATTERNS.get(language.tag) or str(short.pattern)


def _formatted_time(moment: datetime | time, pattern: str, language: Language) -> str:
    from babel.dates import format_time

    text: str = format_time(moment, format=pattern, locale=_locale(language))
    return _plain_spaces(text)


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
    if own := _DAY_PATTERNS.get((language.tag, name)):
        return own
    pattern: str = _locale(language).datetime_skeletons[name].pattern
    parts = re.split(r"('[^']*')", pattern)
    parts[::2] = [part.replace("c", "E").replace("L", "M") for part in parts[::2]]
    return "".join(parts)
