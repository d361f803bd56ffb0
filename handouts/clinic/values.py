"""What may stand in a clinic's file, kind by kind.

Each function takes a value as TOML gave it and returns it as the model wants it, or raises
`BadValueError` with what is wrong and what to write. Places and lines are `table`'s business.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time
from typing import TypeVar
from urllib.parse import urlsplit

from handouts.clinic.mistakes import BadValueError
from handouts.clinic.model import OpeningHours, Paper
from handouts.clinic.phone import PhoneNumber
from handouts.color import Color

T = TypeVar("T")

PROVINCES = {
    "AB": "Alberta",
    "BC": "British Columbia",
    "MB": "Manitoba",
    "NB": "New Brunswick",
    "NL": "Newfoundland and Labrador",
    "NS": "Nova Scotia",
    "NT": "Northwest Territories",
    "NU": "Nunavut",
    "ON": "Ontario",
    "PE": "Prince Edward Island",
    "QC": "Quebec",
    "SK": "Saskatchewan",
    "YT": "Yukon",
}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_LONGEST_TEXT = 200
# What would be markup or a placeholder in a message.
_MARKUP = "<>&%{}"
# Categories of characters that are not seen but change what is: controls, bidi controls,
# line separators, private use, unassigned halves.
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Co", "Cs", "Cn"}
# The joiners are letters' business in Persian, Urdu and the Indic scripts.
_JOINERS = "\u200c\u200d"

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_NAME = re.compile(r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_SPAN = re.compile(r"[0-9]{1,4} (min|h|d|wk|mo)|always|until-healed")
_HOURS = re.compile(
    r"([A-Za-z]{3})[a-z]*(?:\s*[-–]\s*([A-Za-z]{3})[a-z]*)?\s+"
    r"([0-9]{1,2}:[0-9]{2})\s*[-–]\s*([0-9]{1,2}:[0-9]{2})"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def text(value: object) -> str:
    """A line of words, with nothing unseen in it."""
    if not isinstance(value, str):
        raise BadValueError("This has to be text.", 'Put it in "quotes".')
    words = value.strip()
    if not words:
        raise BadValueError("There is nothing between the quotes.", "Fill it in.")
    for character in words:
        if unicodedata.category(character) in _UNSEEN and character not in _JOINERS:
            name = unicodedata.name(character, "a control character")
            raise BadValueError(
                f"It holds an unseen character, U+{ord(character):04X} ({name.lower()}).",
                "Type the text again by hand, on one line.",
            )
    if len(words) > _LONGEST_TEXT:
        raise BadValueError(
            f"It has {len(words)} characters.", f"Use {_LONGEST_TEXT} characters at most."
        )
    return words


def note(value: object) -> str:
    """A clinic's own sentences.

    They have no digits: what has none cannot be turned round in a right-to-left language.
    """
    words = text(value)
    for character in words:
        if character.isdecimal():
            raise BadValueError(
                "A note is words only, and this holds a number.",
                "Leave numbers, times and dates to the handout, or write the number as a word.",
            )
        if character in _MARKUP:
            raise BadValueError(
                f"A note is words only, and this holds {character}.", "Say it in words."
            )
    return words


def flag(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise BadValueError("This is either true or false.", "Write true or false, without quotes.")
    return value


def phone(value: object) -> PhoneNumber:
    """A telephone number of a clinic."""
    number = any_number(value)
    if len(number.dialed) == 3:
        raise BadValueError(
            f"{number.printed} is not a clinic's number.", 'Write it like "416-555-0123".'
        )
    return number


def any_number(value: object) -> PhoneNumber:
    """A telephone number, 811 and 911 among them."""
    try:
        return PhoneNumber.parse(text(value))
    except ValueError as error:
        raise BadValueError(
            str(error), 'Write it like "416-555-0123" or "416-555-0123 ext. 7".'
        ) from None


def email(value: object) -> str:
    """An e-mail address."""
    address = text(value)
    if not _EMAIL.fullmatch(address) or ".." in address:
        raise BadValueError("This is not an e-mail address.", 'Write it like "desk@example.com".')
    return address


def website(value: object) -> str:
    """An https address."""
    address = text(value)
    remedy = 'Write it like "https://example.com/aftercare".'
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  a port that is no number is only found when it is asked for
    except ValueError:
        raise BadValueError("This is not a web address.", remedy) from None
    if parts.scheme != "https":
        raise BadValueError("A web address here begins with https://.", remedy)
    if parts.username is not None or not _HOST.fullmatch(parts.hostname or ""):
        raise BadValueError("This web address has no proper host name.", remedy)
    if not address.isascii() or re.search(r"[\s\"<>\\^`{|}]", address):
        raise BadValueError(
            "This web address has a character that web addresses cannot have.",
            "Copy it from your browser's address bar.",
        )
    return address


def province(value: object) -> str:
    """A province or territory by two letters or its name, as two letters."""
    name = text(value)
    for letters, full_name in PROVINCES.items():
        if name.casefold() in (letters.casefold(), full_name.casefold()):
            return letters
    near = _nearest(name, tuple(PROVINCES.values()))
    letters_of = {full_name: letters for letters, full_name in PROVINCES.items()}
    raise BadValueError(
        f"{name!r} is not a province or territory of Canada.",
        f'Write "{letters_of[near]}" for {near}.'
        if near
        else f"Use one of: {', '.join(PROVINCES)}.",
    )


def time_zone(value: object) -> str:
    """A time zone by its IANA name."""
    name = text(value)
    try:
        if "/" not in name:
            raise ValueError
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise BadValueError(
            f"There is no time zone called {name!r}.",
            f'Write it like "{_time_zone_like(name)}".',
        ) from None
    return name


def _time_zone_like(name: str) -> str:
    by_city = {
        zone.rpartition("/")[2].casefold(): zone
        for zone in sorted(zoneinfo.available_timezones(), reverse=True)
        if zone.startswith("America/") or "/" in zone
    }
    city = name.rpartition("/")[2].replace(" ", "_").casefold()
    near = difflib.get_close_matches(city, by_city, n=1)
    return by_city[near[0]] if near else "America/Toronto"


def color(value: object) -> Color:
    """A color."""
    try:
        return Color.parse(text(value))
    except ValueError:
        raise BadValueError(
            "A color is # and six digits or letters from A to F.", 'Write it like "#5E2B5C".'
        ) from None


def paper(value: object) -> Paper:
    """A paper size."""
    try:
        return Paper(text(value).casefold())
    except ValueError:
        raise BadValueError("The paper is letter or a4.", 'Write "letter" or "a4".') from None


def language(known: Collection[str] | None) -> Callable[[object], str]:
    """How to read a language tag: one of the known ones, or any of the right shape if None."""

    def read(value: object) -> str:
        tag = text(value)
        if known is None:
            if not _LANGUAGE.fullmatch(tag):
                raise BadValueError(
                    f"{tag!r} is not a language tag.",
                    'Write it like "en-CA" or "zh-Hans"; `handouts list languages` names all.',
                )
            return tag
        if tag in known:
            return tag
        near = _nearest(tag, sorted(known))
        hint = f'Write "{near}"' if near else "Use another tag"
        raise BadValueError(
            f"There are no handouts in {tag!r}.", f"{hint}; `handouts list languages` names all."
        )

    return read


def name(value: object) -> str:
    """The name of a treatment, a section or an advice row."""
    word = text(value)
    if not _NAME.fullmatch(word) or len(word) > 64:
        raise BadValueError(
            f"{word!r} cannot be a name here: letters, digits and hyphens only.",
            'Write it like "microneedling"; `handouts list treatments` names all.',
        )
    return word


def span(value: object) -> str:
    """A span of time as treatments write it."""
    words = " ".join(text(value).split())
    if not _SPAN.fullmatch(words):
        raise BadValueError(
            f"{words!r} is not a span of time.",
            'Write a number and min, h, d, wk or mo, like "48 h"; or "always" or "until-healed".',
        )
    return words


def day(value: object) -> date:
    """A date without a time."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(text(value))
    except ValueError:
        raise BadValueError("This is not a date.", "Write it like 2026-11-22.") from None


def sha256(value: object) -> str:
    """A SHA-256 digest."""
    digest = text(value)
    if not _SHA256.fullmatch(digest):
        raise BadValueError(
            "This is not what `handouts approve` wrote.", "Delete the entry and approve again."
        )
    return digest


def opening_hours(value: object) -> OpeningHours:
    """One entry of the opening hours."""
    entry = text(value)
    remedy = 'Write it like "Mon-Fri 9:00-17:30" or "Sat 9:00-13:00", by the 24-hour clock.'
    match = _HOURS.fullmatch(entry)
    if not match:
        raise BadValueError(f"{entry!r} does not say days and hours.", remedy)
    first, last = (_weekday(day or match[1], remedy) for day in match.group(1, 2))
    opens, closes = (_clock(hour, remedy) for hour in match.group(3, 4))
    if last < first:
        raise BadValueError(
            f"{entry!r} goes over the end of the week.",
            'A week begins on Monday here. Write two entries, like "Sun 9:00-13:00" and '
            '"Mon 9:00-13:00".',
        )
    if closes <= opens:
        raise BadValueError(f"In {entry!r} the clinic closes before it opens.", remedy)
    return OpeningHours(first_day=first, last_day=last, opens=opens, closes=closes)


def _weekday(word: str, remedy: str) -> int:
    try:
        return DAYS.index(word.capitalize())
    except ValueError:
        raise BadValueError(f"{word!r} is not a day.", remedy) from None


def _clock(word: str, remedy: str) -> time:
    hour, minute = word.split(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise BadValueError(
            f"There is no {word} on the clock.", f"{remedy} For midnight write 23:59."
        ) from None


def week(entries: Sequence[OpeningHours]) -> tuple[OpeningHours, ...]:
    """The opening hours of a week, Monday first, no two at the same time."""
    in_order = sorted(entries, key=lambda entry: (entry.first_day, entry.opens))
    for i, one in enumerate(in_order):
        for other in in_order[i + 1 :]:
            same_day = other.first_day <= one.last_day
            if same_day and one.opens < other.closes and other.opens < one.closes:
                raise BadValueError(
                    f"Two entries say when the clinic is open on {DAYS[other.first_day]}, "
                    "at the same hours.",
                    "Give each day once, or hours before and after a break.",
                )
    return tuple(in_order)


def _nearest(word: str, known: Sequence[str]) -> str | None:
    folded = {entry.casefold(): entry for entry in known}
    near = difflib.get_close_matches(word.casefold(), folded, n=1)
    return folded[near[0]] if near else None
