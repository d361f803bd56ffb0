"""Names of a room that are imported when they are asked for.

A room's `__init__` names what other rooms may use. Where one handout needs little of it, the rest
waits: the room gives `later` as its `__getattr__`, which Python asks for a name a module does not
have (PEP 562). A type checker is told the same names under `TYPE_CHECKING`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


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
