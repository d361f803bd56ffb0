"""Days and times as Babel writes them from CLDR, and where the two are put right.

`dates` says what each form is for. It writes from tables made of these, and asks here only for a
language that has no table, since importing Babel is slow.

Patterns hold only `E` and `M` for names. Babel's `c` and `L` print names of whatever language
was used before (python-babel issue 1234).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time

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

# For the same reason a long one has the numbers beside the names.
_LONG_DATE_ENDS = {"ti": " (yyyy-MM-dd)"}

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

_SKELETONS = {"chip_day": "MMMEd", "short_day": "MMMd"}


def written(form: str, day: date, language: Language) -> str:
    """A day in one of the forms of `dates`."""
    if form == "month_name" and language.months:
        return language.months[day.month - 1]
    text = by_pattern(date_pattern(form, language), day, language)
    if form == "month_name" and language.tag == "vi":
        return text[0].upper() + text[1:]
    return text


def by_pattern(pattern: str, day: date, language: Language) -> str:
    """A day by a pattern of CLDR."""
    only_day = day.date() if isinstance(day, datetime) else day
    return _plain_spaces(str(format_date(only_day, format=pattern, locale=_locale(language))))


@cache
def date_pattern(form: str, language: Language) -> str:
    """CLDR's pattern for a form, its names by `E` and `M`."""
    if form == "month_name":
        return "MMMM"
    if form == "weekday_name":
        return "EEEE"
    if form == "weekday_short":
        return _WEEKDAY_PATTERNS.get(language.tag, "EEE")
    if form in ("full_date", "long_date"):
        pattern = _locale(language).date_formats[form.removesuffix("_date")].pattern
        return _without_leaks(pattern) + _LONG_DATE_ENDS.get(language.tag, "")
    skeleton = _SKELETONS[form]
    own = _DAY_PATTERNS.get((language.tag, skeleton))
    return own or _without_leaks(_locale(language).datetime_skeletons[skeleton].pattern)


def _without_leaks(pattern: str) -> str:
    parts = re.split(r"('[^']*')", _plain_spaces(pattern))
    parts[::2] = [part.replace("c", "E").replace("L", "M") for part in parts[::2]]
    return "".join(parts)


def day_time_pattern(language: Language) -> str:
    """How a day `{1}` and a time `{0}` stand together."""
    pattern = str(_locale(language).datetime_formats["medium"])
    return _DAY_TIME_PATTERNS.get(language.tag, re.sub("['\u200f]", "", pattern))


def clock(moment: datetime | time, language: Language) -> str:
    """A time of day; noon and midnight in words."""
    if language.is_source and moment.minute == 0 and moment.hour in (0, 12):
        return "12 noon" if moment.hour else "12 midnight"
    if named := _twelve(moment, language):
        return _write_time(moment, named, language)
    text = _write_time(moment, _clock_pattern(language), language)
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


def _write_time(moment: datetime | time, pattern: str, language: Language) -> str:
    return _plain_spaces(str(format_time(moment, format=pattern, locale=_locale(language))))


def _plain_spaces(text: str) -> str:
    # The narrow no-break space is missing from several fonts, and dates are never broken anyway.
    return text.replace("\u202f", " ")


@cache
def _locale(language: Language) -> Any:
    return Locale.parse(language.babel)
