"""What is imported or compiled when it is asked for.

A room's `__init__` names what other rooms may use. Where one handout needs little of it, the rest
waits: the room gives `later` as its `__getattr__`, which Python asks for a name a module does not
have (PEP 562). A type checker is told the same names under `TYPE_CHECKING`.

A module likewise names the patterns it looks for. Few are looked for in one handout, so `pattern`
stands in for `re.compile` where there are many.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, AnyStr, cast


def later(room: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """A `__getattr__` for a room.

    Args:
        room: Its module, such as `handouts.records`.
        homes: By module of the room, the names that come from it.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def found(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{home_of[name]}"), name)

    return found


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, but compiled when it is first looked for."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))


class _Pattern:
    def __init__(self, text: Any, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        # Found on the value itself from now on, so that it is no slower than a compiled one.
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found
