"""Find the line each key of a TOML text stands on.

`tomllib` forgets where a value came from, and a mistake without its line is hard to find.
The text must be one that `tomllib` has already accepted: nothing is checked here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import TypeAlias

Place: TypeAlias = tuple[str | int, ...]

_TRIVIA = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]*")


def key_lines(text: str) -> dict[Place, int]:
    """The line of every table, key and array item, counting from 1.

    A place is the way down to a value: `("branches", 1, "phone")` is the phone of the second
    branch. A table is found at its header.
    """
    return _Scanner(text).scan()


def line_at(lines: Mapping[Place, int], place: Place) -> int | None:
    """The line of a place, or else of the nearest one around it."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place)


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._counted_to = 0
        self._lines: dict[Place, int] = {}
        self._array_lengths: dict[Place, int] = {}

    def scan(self) -> dict[Place, int]:
        table: Place = ()
        self._skip(_TRIVIA)
        while self._at < len(self._text):
            if self._next_is("["):
                table = self._header()
            else:
                self._pair(table)
            self._skip(_TRIVIA)
        return self._lines

    def _header(self) -> Place:
        is_item = self._text.startswith("[[", self._at)
        self._at += 2 if is_item else 1
        names = self._key()
        table = self._latest(names[:-1])
        if is_item:
            array = (*table, names[-1])
            self._note(array)
            index = self._array_lengths.get(array, 0)
            self._array_lengths[array] = index + 1
            table = (*array, index)
        else:
            table = self._latest(names)
        self._note(table)
        self._at += 2 if is_item else 1
        return table

    def _latest(self, names: Place) -> Place:
        """The place a header means: in an array of tables, the item begun last."""
        place: Place = ()
        for name in names:
            place = (*place, name)
            if place in self._array_lengths:
                place = (*place, self._array_lengths[place] - 1)
        return place

    def _pair(self, table: Place) -> None:
        names = self._key()
        for depth in range(1, len(names) + 1):
            self._note((*table, *names[:depth]))
        self._at += 1  # the equals sign
        self._value((*table, *names))

    def _key(self) -> Place:
        """A key with its dots; stops at the character after it."""
        names: list[str] = []
        while True:
            self._skip(_TRIVIA)
            if self._next_is('"') or self._next_is("'"):
                names.append(tomllib.loads(f"key = {self._skip(_STRING)}")["key"])
            else:
                names.append(self._skip(_BARE_KEY))
            self._skip(_TRIVIA)
            if not self._next_is("."):
                return tuple(names)
            self._at += 1

    def _value(self, place: Place) -> None:
        self._skip(_TRIVIA)
        if self._next_is("["):
            self._array(place)
        elif self._next_is("{"):
            self._inline_table(place)
        elif self._next_is('"') or self._next_is("'"):
            self._skip(_STRING)
        else:
            self._skip(_SCALAR)

    def _array(self, place: Place) -> None:
        self._at += 1
        index = 0
        while self._past_separators() != "]":
            self._note((*place, index))
            self._value((*place, index))
            index += 1
        self._at += 1

    def _inline_table(self, place: Place) -> None:
        self._at += 1
        while self._past_separators() != "}":
            self._pair(place)
        self._at += 1

    def _past_separators(self) -> str:
        self._skip(_TRIVIA)
        while self._next_is(","):
            self._at += 1
            self._skip(_TRIVIA)
        return self._text[self._at]

    def _next_is(self, character: str) -> bool:
        return self._text.startswith(character, self._at)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        skipped = match[0] if match else ""
        self._at += len(skipped)
        return skipped

    def _note(self, place: Place) -> None:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        self._lines.setdefault(place, self._line)
