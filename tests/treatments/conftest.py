from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handouts.document import AdviceKind
from handouts.library import Library
from handouts.treatments import (
    AFTERCARE,
    BREAKOUTS,
    Advice,
    Duration,
    Grade,
    Treatment,
    load_treatment,
)

TORONTO = ZoneInfo("America/Toronto")


@pytest.fixture(scope="session")
def microneedling() -> Treatment:
    return load_treatment(Library.find().templates, "microneedling")


@pytest.fixture
def advice() -> Callable[..., Advice]:
    def make(key: str, keep: str, **facts: Any) -> Advice:
        for name in ("start",):
            if name in facts:
                facts[name] = Duration.parse(facts[name])
        return Advice(
            **{
                "id": f"XX-{key}",
                "key": key,
                "kind": AdviceKind.DO_NOT,
                "section": AFTERCARE,
                "keep": Duration.parse(keep),
                "grade": Grade.PRACTICE,
                "pictogram": "drop",
                "shown": True,
                **facts,
            }
        )

    return make


@pytest.fixture
def treatment() -> Callable[..., Treatment]:
    def make(*advice: Advice, **facts: Any) -> Treatment:
        return Treatment(
            **{
                "id": "sample",
                "code": "XX",
                "version": 1,
                "reviewed": date(2026, 1, 1),
                "review_by": date(2027, 1, 1),
                "sections": (AFTERCARE, BREAKOUTS),
                "needs_number_at_all_hours": False,
                "answer_minutes": 30,
                "advice": advice,
                **facts,
            }
        )

    return make
