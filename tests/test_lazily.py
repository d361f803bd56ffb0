"""Names and patterns are there when they are asked for."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module

import pytest

from handouts.lazily import pattern

ROOMS = ("handouts.clinic", "handouts.i18n", "handouts.records", "handouts.text")


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


def test_a_pattern_is_compiled_when_it_is_first_looked_for() -> None:
    broken, whole = pattern("("), pattern(rb"(A)|b", re.IGNORECASE)

    assert whole.findall(b"aB") == [b"a", b""]
    assert whole.sub(rb"<\1>", b"xab") == b"x<a><>"
    assert (whole.pattern, whole.groups) == (rb"(A)|b", 1)
    with pytest.raises(re.error):
        broken.match("(")
