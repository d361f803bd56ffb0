"""What templates pipe values through to make markup of them: `{{ clinic.phone|phone }}`.

Every value is escaped on its way in, so it can hold `<b>` and still be words. The inlines these
filters make are set apart from right-to-left text by the document, not here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from markupsafe import Markup, escape

from handouts.clinic import PhoneNumber
from handouts.templating.written import FULL_HOUR, DateWriter


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
