"""The nurses' advice line of each province and territory, as far as it is known for certain."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from handouts.clinic.model import AdviceLine
from handouts.clinic.phone import PhoneNumber

_DATA = Path(__file__).with_name("advice_lines.toml")


def advice_line_of(province: str) -> AdviceLine | None:
    """The line of a province by its two letters, or None where we are not sure of it."""
    return _advice_lines().get(province)


@cache
def _advice_lines() -> dict[str, AdviceLine]:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return {province: _advice_line(**facts) for province, facts in data.items()}


def _advice_line(*, name: str, number: str, tty: str | None = None, **known: bool) -> AdviceLine:
    return AdviceLine(
        name=name,
        number=PhoneNumber.parse(number),
        tty=PhoneNumber.parse(tty) if tty else None,
        **known,
    )
