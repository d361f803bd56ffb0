"""Spans of time as clinicians write them: `48 h`, `7 d`, `4 wk`, `always`, `until-healed`, `ask`.

A duration is data, never counted here: `counting` turns it into dates. Durations have an order,
so that ranges can be checked and the stricter of two can be found without knowing a date.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import total_ordering

from handouts.values import dataclass


class Unit(StrEnum):
    """What a duration is counted in. The last three are whole answers and have no amount."""

    MINUTES = "min"
    HOURS = "h"
    DAYS = "d"
    WEEKS = "wk"
    MONTHS = "mo"
    UNTIL_HEALED = "until-healed"
    ALWAYS = "always"
    ASK = "ask"


_WORDS = (Unit.UNTIL_HEALED, Unit.ALWAYS, Unit.ASK)
_CLOCK = (Unit.MINUTES, Unit.HOURS)
_MINUTES = {
    Unit.MINUTES: 1,
    Unit.HOURS: 60,
    Unit.DAYS: 24 * 60,
    Unit.WEEKS: 7 * 24 * 60,
    # The longest month: in a range or a merge, a month is never taken for less than it can be.
    Unit.MONTHS: 31 * 24 * 60,
}
_ORDER = {unit: place for place, unit in enumerate(Unit)}
_WRITTEN = re.compile(r"([0-9]{1,4}) (min|h|d|wk|mo)")


class DurationFormatError(ValueError):
    """A text that is no duration."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time.

    The order is that of length, for a span that must not end too early: a day outlasts 24 hours
    (the whole day counts), healing outlasts any number of days, `always` outlasts healing, and
    an unanswered `ask` comes last, so that no comparison can make it disappear.

    Attributes:
        amount: How many; 0 for the units that are words.
        unit: Of what.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0 or (self.unit in _WORDS and self.amount):
            raise ValueError(f"{self.amount} {self.unit} is no duration.")

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read a duration as it stands in a file.

        Raises:
            DurationFormatError: It is written differently.
        """
        if text in _WORDS:
            return cls(0, Unit(text))
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise DurationFormatError(text)
        return cls(int(written[1]), Unit(written[2]))

    def __str__(self) -> str:
        return self.unit if self.is_word else f"{self.amount} {self.unit}"

    def __lt__(self, other: Duration) -> bool:
        return self._rank < other._rank

    @property
    def is_word(self) -> bool:
        """Whether it is `always`, `until-healed` or `ask`: no number of hours or days."""
        return self.unit in _WORDS

    @property
    def is_clock(self) -> bool:
        """Whether it counts hours that pass, rather than days of a calendar."""
        return self.unit in _CLOCK

    @property
    def minutes(self) -> int:
        """Its nominal length.

        Raises:
            ValueError: It is a word.
        """
        if self.is_word:
            raise ValueError(f"{self} has no length.")
        return self.amount * _MINUTES[self.unit]

    @property
    def _rank(self) -> tuple[int, int, int]:
        if self.is_word:
            return (1, _WORDS.index(self.unit), 0)
        return (0, self.minutes, _ORDER[self.unit])


NOW = Duration(0, Unit.HOURS)
ALWAYS = Duration(0, Unit.ALWAYS)


@dataclass(frozen=True, slots=True)
class Range:
    """The spans the sources give: both ends belong to it.

    Attributes:
        shortest: The lower end.
        longest: The upper end.
    """

    shortest: Duration
    longest: Duration

    def __post_init__(self) -> None:
        if self.longest < self.shortest:
            raise ValueError(f"{self} runs backwards.")

    @classmethod
    def parse(cls, text: str) -> Range:
        """Read `3 d to 14 d`.

        Raises:
            DurationFormatError: It is written differently.
            ValueError: It runs backwards.
        """
        shortest, to, longest = text.partition(" to ")
        if not to:
            raise DurationFormatError(text)
        return cls(Duration.parse(shortest), Duration.parse(longest))

    def __contains__(self, duration: Duration) -> bool:
        # By length alone: 48 h is inside 2 d to 7 d.
        if duration.is_word or self.longest.is_word:
            return self.shortest <= duration <= self.longest
        return self.shortest.minutes <= duration.minutes <= self.longest.minutes

    def __str__(self) -> str:
        return f"{self.shortest} to {self.longest}"
