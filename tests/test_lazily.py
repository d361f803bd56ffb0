"""A room's names are there when they are asked for."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

ROOMS = ("handouts.i18n", "handouts.records")


@pytest.mark.parametrize("room", ROOMS)
def test_every_name_a_room_offers_is_found(room: str) -> None:
    module = import_module(room)

    assert [name for name in module.__all__ if not hasattr(module, name)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_name_a_room_does_not_have_is_refused_as_python_does(room: str) -> None:
    with pytest.raises(AttributeError, match=f"module '{room}' has no attribute 'nobody'"):
        _ = import_module(room).nobody


def test_a_name_is_loaded_when_it_is_asked_for() -> None:
    script = (
        "import sys, handouts.records as room\n"
        "print('handouts.records.sample' in sys.modules)\n"
        "room.write_sample\n"
        "print('handouts.records.sample' in sys.modules)\n"
    )

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout.split() == ["False", "True"]
