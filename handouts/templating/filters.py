"""What templates pipe values through to make markup of them: `{{ clinic.phone|phone }}`.

Every value is escaped on its way in, so it can hold `<b>` and still be words. The inlines these
filters make are set apart from right-to-left text by the document, not here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, time
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from handouts.clinic import PhoneNumber
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
            each.name: partial(getattr(dates, each.name), language=language)
            for each in fields(DateWriter)
        }
    )


# How a moment of a schedule is written; it never stands at a broken hour, as a visit's own may.
FULL_HOUR = "full_hour"

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


# The number of a day in its month.
NUMBER = "number"


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


def make_filters(written: DateWriter) -> dict[str, Callable[..., Markup]]:
    """The filters of a handout, by the names templates use."""

    def of_date(form: str) -> Callable[..., Markup]:
        write: Callable[[Any], str] = getattr(written, form)
        return lambda value, field=None: a_date(write(value), field=_field(value, field, form))

    def clock(value: datetime | time, field: str | None = None) -> Markup:
        form = "clock" if field else FULL_HOUR
        return _element("time", written.clock(value), field=_field(value, field, form))

    day = of_date("chip_day")

    def day_time(value: datetime, field: str | None = None) -> Markup:
        return escape(written.day_time_pattern()).format(clock(value, field), day(value, field))

    return {
        "phone": phone,
        "url": url,
        "dose": dose,
        "field": a_field,
        "full_date": of_date("full_date"),
        "long_date": of_date("long_date"),
        "day": day,
        "day_time": day_time,
        "short_day": of_date("short_day"),
        "clock": clock,
        "weekday": of_date("weekday_name"),
    }


def _field(value: object, name: str | None, form: str) -> str | None:
    """The field a moment of the visit stands in: which moment, and how it is written."""
    name = name or getattr(value, "name", None)
    return f"{name}:{form}" if name else None


def phone(number: PhoneNumber) -> Markup:
    """A number that a tap rings."""
    return _element("phone", number.printed, href=number.url)


def url(address: str) -> Markup:
    """An https address or an e-mail address that a tap opens."""
    href = f"mailto:{address}" if "@" in address and "://" not in address else address
    return _element("url", address.removeprefix("https://").removesuffix("/"), href=href)


def dose(text: object) -> Markup:
    """An amount with its unit, or anything else of digits that must read left to right."""
    return _element("dose", text)


def a_date(text: str, field: str | None = None) -> Markup:
    """A day as a language writes it, or a weekday alone; no line ends inside of it."""
    return _element("date", text, field=field)


def a_field(value: object, name: str) -> Markup:
    """Something that the visit fills, under the name by which a stamp finds it."""
    return _element("field", value, name=name)


def _element(element: str, text: object, **attributes: str | None) -> Markup:
    written = Markup("").join(
        Markup(' {}="{}"').format(name, value) for name, value in attributes.items() if value
    )
    return Markup("<{}{}>{}</{}>").format(element, written, text, element)
