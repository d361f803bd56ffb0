"""How the days and times of a handout are written, and what each may come to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from handouts.i18n import Language, dates
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWriter:
    """How days and times are written; the functions of `i18n.dates` by their names."""

    full_date: Callable[[date], str]
    long_date: Callable[[date], str]
    chip_day: Callable[[date], str]
    day_time_pattern: Callable[[], str]
    short_day: Callable[[date], str]
    clock: Callable[[datetime | time], str]
    month_name: Callable[[date], str]
    weekday_short: Callable[[date], str]
    weekday_name: Callable[[date], str]


def dates_in(language: Language) -> DateWriter:
    """Days and times as a language writes them."""
    return DateWriter(
        **{
            name: partial(getattr(dates, name), language=language)
            for name in (*dates.DAY_FORMS, "day_time_pattern", "clock")
        }
    )


# How a moment of a schedule is written; it never stands at a broken hour, as a visit's own may.
FULL_HOUR = "full_hour"
# The number of a day in its month.
NUMBER = "number"

_MONTHS, _WEEK = range(1, 13), range(20, 27)


def rooms(form: str, written: DateWriter) -> tuple[str, ...]:
    """What a date or time of this form may say: every name of a day and a month, every hour.

    Layout keeps room for the widest of them, so that a page stays as it is whatever the date.
    """
    if form == FULL_HOUR:
        return tuple(dict.fromkeys(written.clock(time(hour)) for hour in range(1, 24)))
    if form == "clock":
        times = (time(hour, minute) for hour in range(24) for minute in (0, 30))
        return tuple(dict.fromkeys(written.clock(each) for each in times))
    if form == NUMBER:
        return tuple(str(day) for day in range(1, 32))
    write = getattr(written, form)
    days = (date(2028, month, day) for month in _MONTHS for day in _WEEK)
    return tuple(dict.fromkeys(write(day) for day in days))


# Days and times by numbers, for comparing handouts: a new edition of CLDR changes none of them.
PLAIN_DATES = DateWriter(
    full_date=lambda day: f"{day:%Y-%m-%d}",
    long_date=lambda day: f"{day:%Y-%m-%d}",
    chip_day=lambda day: f"{day:%Y-%m-%d}",
    day_time_pattern=lambda: "{1} {0}",
    short_day=lambda day: f"{day:%Y-%m-%d}",
    clock=lambda moment: f"{moment:%H:%M}",
    month_name=lambda day: f"{day:%Y-%m}",
    weekday_short=lambda day: str(day.isoweekday()),
    weekday_name=lambda day: str(day.isoweekday()),
)
