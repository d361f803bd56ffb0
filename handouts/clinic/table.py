"""Read the keys of one TOML table, noting every mistake and going on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from handouts.clinic.mistakes import BadValueError
from handouts.mistakes import Mistake
from handouts.toml_lines import Place, line_at

T = TypeVar("T")

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


class Table:
    """One table of a file; tables of the same file share the list of mistakes.

    A key that is never asked for is a mistake, found by `finish`.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        lines: Mapping[Place, int],
        *,
        place: Place = (),
        mistakes: list[Mistake] | None = None,
    ) -> None:
        self._values = values
        self._lines = lines
        self._place = place
        self._asked: list[str] = []
        self.mistakes: list[Mistake] = [] if mistakes is None else mistakes

    def has(self, *keys: str) -> bool:
        """Whether any of the keys is there."""
        return any(key in self._values for key in keys)

    def optional(self, key: str, read: Callable[[object], T]) -> T | None:
        """A key that may be left out."""
        self._asked.append(key)
        if key not in self._values:
            return None
        return self._read(self._values[key], read, key)

    def required(self, key: str, read: Callable[[object], T], stand_in: T, example: str) -> T:
        """A key that must be there.

        After a mistake `stand_in` comes back, so that the rest of the file is read too.
        """
        if key not in self._values:
            self._asked.append(key)
            self.complain("This is missing.", f"Add a line like: {key} = {example}", key)
            return stand_in
        value = self.optional(key, read)
        return stand_in if value is None else value

    def many(
        self, key: str, read: Callable[[object], T], example: str, *, required: bool = False
    ) -> tuple[T, ...]:
        """An array whose entries are of one kind."""
        self._asked.append(key)
        value = self._values.get(key, [])
        if not isinstance(value, list):
            self.complain("This is a list.", f"Write {key} = [{example}], with brackets.", key)
            return ()
        if required and not value:
            self.complain("This is missing.", f"Add a line like: {key} = [{example}]", key)
        entries = [self._read(entry, read, key, i) for i, entry in enumerate(value)]
        return tuple(entry for entry in entries if entry is not None)

    def table(self, key: str) -> Table | None:
        """The table under a key, if there is one."""
        self._asked.append(key)
        if key not in self._values:
            return None
        if not isinstance(self._values[key], dict):
            self.complain(
                "This is a table.", f"Write [{self._header(key)}] on a line of its own.", key
            )
            return None
        return self._inner(self._values[key], key)

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of an array of tables, in order; none if there is no such key."""
        self._asked.append(key)
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.complain(
                "This is a list of tables.",
                f"Write [[{self._header(key)}]] on a line before each.",
                key,
            )
            return ()
        return tuple(self._inner(entry, key, i) for i, entry in enumerate(value))

    def finish(self, elsewhere: Mapping[str, Iterable[str]] | None = None) -> None:
        """Say of every key nobody asked for that it is unknown, and what was likely meant.

        Args:
            elsewhere: Keys of other tables, by where they stand, for one put into this table.
        """
        for key in self._values:
            if key not in self._asked:
                self.complain(
                    "This key is not known here.", self._likely(key, elsewhere or {}), key
                )

    def _likely(self, key: str, elsewhere: Mapping[str, Iterable[str]]) -> str:
        for where, keys in elsewhere.items():
            if key in keys:
                return f"It belongs {where}."
        from difflib import get_close_matches

        near = get_close_matches(key, self._asked, n=1)
        if near:
            return f"Did you mean {near[0]}?"
        return f"Delete it, or use one of: {', '.join(self._asked)}."

    def stands(self, *within: str | int) -> bool:
        """Whether the file says this, and not only a default."""
        return (*self._place, *within) in self._lines

    def line(self, *within: str | int) -> int | None:
        """The line of a key of this table, or of the table itself."""
        return line_at(self._lines, (*self._place, *within))

    def complain(self, message: str, remedy: str, *within: str | int) -> None:
        """Note a mistake in this table, or at a key of it."""
        mistake = Mistake(
            line=self.line(*within), key=self.written(*within), message=message, remedy=remedy
        )
        self.mistakes.append(mistake)

    def _read(self, value: object, read: Callable[[object], T], *within: str | int) -> T | None:
        try:
            return read(value)
        except BadValueError as error:
            self.complain(error.message, error.remedy, *within)
            return None

    def _inner(self, values: Mapping[str, Any], *within: str | int) -> Table:
        place = (*self._place, *within)
        return Table(values, self._lines, place=place, mistakes=self.mistakes)

    def _header(self, key: str) -> str:
        """What stands between the brackets above such a table."""
        return ".".join(str(part) for part in (*self._place, key) if not isinstance(part, int))

    def written(self, *within: str | int) -> str:
        """The place as a person counts: `branches[2].phone` is the second branch's."""
        written = ""
        for part in (*self._place, *within):
            if isinstance(part, int):
                written += f"[{part + 1}]"
            else:
                name = part if _BARE_KEY.fullmatch(part) else repr(part[:40])
                written += f".{name}" if written else name
        return written
