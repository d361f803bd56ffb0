"""Read the tables of a treatment's file, and collect what is wrong with them.

A reader never stops at a mistake: it notes it with its line and goes on with a stand-in, so
that one reading names them all. Whoever uses it must throw the result away if there were any.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from handouts.mistakes import Mistake
from handouts.toml_lines import Place, key_lines, line_at
from handouts.treatments.duration import NOW, Duration, DurationFormatError, Range
from handouts.treatments.mistakes import TreatmentFileError, nearest

_Value = TypeVar("_Value")
_Choice = TypeVar("_Choice", bound=StrEnum)

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SYNTAX_LINE = re.compile(r"\(at line (\d+)")
_WRITE_DURATION = (
    "Write a number and min, h, d, wk or mo, such as 48 h; or always, until-healed or ask."
)


class TreatmentFile:
    """A treatment's file as tables, and the mistakes found in it so far."""

    def __init__(self, *, source: str, text: str) -> None:
        self.source, self._text = source, text
        self.mistakes: list[Mistake] = []
        try:
            self._values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = _SYNTAX_LINE.search(str(error))
            mistake = Mistake(
                line=int(found[1]) if found else None,
                message=f"This is not TOML: {error}.",
                remedy="Look for a missing quote or bracket here or on the line before.",
            )
            raise TreatmentFileError(source=source, mistakes=(mistake,)) from None

    def only(self, name: str) -> Table:
        """The table `[name]`; an empty one, and a mistake, if it is not there."""
        value = self._values.get(name)
        if not isinstance(value, dict):
            self.note((name,), f"The table [{name}] is missing.", f"Add [{name}] with its keys.")
            value = {}
        return Table(self, (name,), value)

    def each(self, name: str) -> tuple[Table, ...]:
        """The tables `[[name]]`, in order."""
        values = self._values.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            self.note((name,), f"{name} is not a row.", f"Begin each row with [[{name}]].")
            return ()
        return tuple(Table(self, (name, index), value) for index, value in enumerate(values))

    def refuse_other_tables(self, known: tuple[str, ...]) -> None:
        """Note every table whose name is not known."""
        for name in self._values:
            if name not in known:
                self.note(
                    (name,),
                    f"{name} is not known here.{nearest(name, known)}",
                    f"Use one of: {', '.join(known)}.",
                )

    def note(self, place: Place, message: str, remedy: str) -> None:
        """Note a mistake at a place in the file, or else at the table around it."""
        line = line_at(self._lines, place)
        key = ".".join(part for part in place if isinstance(part, str) and part)
        self.mistakes.append(Mistake(line=line, key=key, message=message, remedy=remedy))

    @cached_property
    def _lines(self) -> Mapping[Place, int]:
        # Found only when there is a mistake: it takes nearly as long as reading the file.
        return key_lines(self._text)

    def raise_mistakes(self) -> None:
        """Say what is wrong.

        Raises:
            TreatmentFileError: Anything is.
        """
        if self.mistakes:
            in_order = sorted(self.mistakes, key=lambda mistake: mistake.line or 0)
            raise TreatmentFileError(source=self.source, mistakes=in_order)


class Table:
    """One table of the file; every key asked for becomes a known key.

    Attributes:
        name: Its name in the file.
        is_sound: Whether nothing was wrong so far. A stand-in is not worth a second look.
    """

    def __init__(self, file: TreatmentFile, place: Place, values: Mapping[str, Any]) -> None:
        self._file, self._place, self._values = file, place, values
        self.name = str(place[0])
        self._known: list[str] = []
        self.is_sound = True

    def mistake(self, key: str, message: str, remedy: str) -> None:
        """Note a mistake at a key of this table; an empty key is the table itself."""
        self.is_sound = False
        self._file.note((*self._place, key), message, remedy)

    def text(self, key: str, *, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        return self._value(key, str, "text in quotes", "", default)

    def name_of(self, key: str) -> str:
        """A name the templates use: small letters, digits and underscores."""
        name = self.text(key)
        if name and not _NAME.fullmatch(name):
            self.mistake(
                key, f"{name!r} cannot be a name.", "Use small letters, digits and underscores."
            )
        return name

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty if it is not there."""
        values = self._value(key, list, 'a list, such as ["S-CHU21"]', [], [])
        if not all(isinstance(value, str) for value in values):
            self.mistake(key, f"{key} holds something that is not text.", "Put each in quotes.")
            return ()
        return tuple(values)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        return self._value(key, bool, "true or false", default, default)

    def number(self, key: str) -> int:
        """A whole number, 0 or more."""
        number = self._value(key, int, "a whole number", 0, None)
        if isinstance(number, bool) or number < 0:
            self.mistake(key, f"{key} is not a number of 0 or more.", "Write a whole number.")
        return number

    def day(self, key: str) -> date:
        """A calendar date."""
        day = self._value(key, date, "a date, such as 2026-11-22", date.min, None)
        if isinstance(day, datetime):
            self.mistake(key, f"{key} has a time.", "Write the date alone, such as 2026-11-22.")
            return day.date()
        return day

    def choice(
        self, key: str, choices: type[_Choice], *, default: _Choice | None = None
    ) -> _Choice:
        """One of a few words."""
        word = self.text(key, default=default)
        if isinstance(self._values.get(key, default), str):
            try:
                return choices(word)
            except ValueError:
                self._refuse_word(key, word, choices)
        return default or next(iter(choices))

    def optional_choice(self, key: str, choices: type[_Choice]) -> _Choice | None:
        """One of a few words, or nothing."""
        self._known.append(key)
        return self.choice(key, choices) if key in self._values else None

    def choices(self, key: str, choices: type[_Choice]) -> tuple[_Choice, ...]:
        """A list of words, each one of a few."""
        known = []
        for word in self.texts(key):
            try:
                known.append(choices(word))
            except ValueError:
                self._refuse_word(key, word, choices)
        return tuple(known)

    def _refuse_word(self, key: str, word: str, choices: type[StrEnum]) -> None:
        words = [str(choice) for choice in choices]
        self.mistake(
            key, f"{word!r} is not known.{nearest(word, words)}", f"Use {', '.join(words)}."
        )

    def duration(self, key: str, *, default: Duration | None = None) -> Duration:
        """A span of time; without a default it must be there."""
        if key not in self._values and default is not None:
            self._known.append(key)
            return default
        return self._read(key, Duration.parse, NOW, _WRITE_DURATION)

    def optional_duration(self, key: str) -> Duration | None:
        """A span of time, or nothing."""
        self._known.append(key)
        return self.duration(key) if key in self._values else None

    def durations(self, key: str) -> tuple[Duration, Duration] | None:
        """Two spans, the first no longer than the second; or nothing."""
        texts = self.texts(key)
        if key not in self._values:
            return None
        try:
            first, last = (Duration.parse(text) for text in texts)
        except ValueError:
            self.mistake(key, f"{key} is not two spans of time.", 'Write ["2 d", "7 d"].')
            return None
        if last < first:
            self.mistake(key, f"{first} to {last} runs backwards.", "Write the shorter first.")
        return first, last

    def span_range(self, key: str) -> Range | None:
        """A range of spans, or nothing."""
        self._known.append(key)
        if key not in self._values:
            return None
        remedy = "Write the shorter span, the word to, and the longer, such as 3 d to 14 d."
        return self._read(key, Range.parse, None, remedy)

    def moments(self, key: str, known: tuple[str, ...]) -> Mapping[str, Duration]:
        """Spans by name."""
        moments = {}
        for name, value in self._value(
            key, dict, 'a table, such as { by = "7 d" }', {}, {}
        ).items():
            if name not in known:
                self.mistake(
                    key, f"{name} is not known.{nearest(name, known)}", f"Use {', '.join(known)}."
                )
                continue
            try:
                moments[name] = Duration.parse(value)
            except (DurationFormatError, TypeError):
                self.mistake(key, f"{name} is not a span of time.", _WRITE_DURATION)
        return moments

    def amounts(self, key: str) -> Mapping[str, int]:
        """Whole numbers by name."""
        amounts = self._value(key, dict, "a table, such as { minutes = 10 }", {}, {})
        for name, value in amounts.items():
            if not _NAME.fullmatch(name) or type(value) is not int:
                self.mistake(
                    key,
                    f"{name} cannot be used as an amount.",
                    "Write a name in small letters and a whole number, such as minutes = 10.",
                )
        return dict(amounts)

    def finish(self) -> None:
        """Note every key nobody asked for."""
        for key in self._values:
            if key not in self._known:
                self.mistake(
                    key,
                    f"{key} is not known in [[{self.name}]].{nearest(key, self._known)}",
                    f"Use {', '.join(dict.fromkeys(self._known))}.",
                )

    def _read(
        self, key: str, parse: Callable[[str], _Value], stand_in: _Value, remedy: str
    ) -> _Value:
        text = self.text(key)
        if not isinstance(self._values.get(key), str):
            return stand_in
        try:
            return parse(text)
        except DurationFormatError:
            self.mistake(key, f"{text!r} is not a span of time.", remedy)
        except ValueError:
            self.mistake(key, f"{text!r} runs backwards.", remedy)
        return stand_in

    def _value(
        self,
        key: str,
        kind: type[_Value],
        wanted: str,
        stand_in: _Value,
        default: _Value | None,
    ) -> _Value:
        self._known.append(key)
        if key not in self._values:
            if default is None:
                self.mistake(key, f"{key} is missing.", f"Add {key} = and {wanted}.")
                return stand_in
            return default
        value = self._values[key]
        if not isinstance(value, kind):
            self.mistake(key, f"{key} is not {wanted}.", f"Write {wanted}.")
            return stand_in
        return value
