"""A treatment of few words, a clinic and a visit, and how they are filled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handouts.clinic import Clinic, Contact, Look, Paper, PhoneNumber
from handouts.color import Color
from handouts.document import AdviceKind, Tier
from handouts.i18n import load_catalog, resolve
from handouts.library import Library
from handouts.records import Visit
from handouts.templating.fill import FilledHandout, fill
from handouts.treatments import Advice, Duration, Grade, Sign, Treatment, Unit
from tests.templating.tiny_library import (
    AFTERCARE,
    BREAKOUTS,
    FRAME,
    FRENCH,
    UNREVIEWED,
    write_french,
    write_template,
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with one treatment, in English and French."""
    made = Library(
        templates=tmp_path / "templates", locales=tmp_path / "locales", fonts=tmp_path / "fonts"
    )
    for name, text in (
        ("shared/frame.xml.j2", FRAME),
        ("shared/unreviewed.xml.j2", UNREVIEWED),
        ("tiny/aftercare.xml.j2", AFTERCARE),
        ("tiny/breakouts.xml.j2", BREAKOUTS),
    ):
        write_template(made, name, text)
    write_french(made, FRENCH)
    return made


@pytest.fixture
def treatment() -> Treatment:
    return Treatment(
        id="tiny",
        code="TY",
        version=3,
        reviewed=date(2026, 11, 1),
        review_by=date(2027, 11, 1),
        sections=("aftercare", "breakouts"),
        needs_number_at_all_hours=False,
        answer_minutes=30,
        advice=(
            Advice(
                id="TY-DX-01",
                key="makeup",
                kind=AdviceKind.DO_NOT,
                section="aftercare",
                keep=Duration(24, Unit.HOURS),
                grade=Grade.PRACTICE,
                pictogram="lipstick",
                shown=True,
            ),
        ),
        signs=(Sign(id="TY-RF-01", key="tongue", tier=Tier.EMERGENCY, grade=Grade.GOOD),),
    )


@pytest.fixture
def clinic() -> Clinic:
    return Clinic(
        name="Example Skin Clinic",
        address="1 Example Street",
        province="ON",
        time_zone="America/Toronto",
        languages=("en-CA",),
        website=None,
        contact=Contact(phone=PhoneNumber.parse("416-555-0123")),
        hours=(),
        emergency_number=PhoneNumber.parse("911"),
        advice_line=None,
        look=Look(
            color=Color(0x5E, 0x2B, 0x5C),
            accent=Color(0x5E, 0x2B, 0x5C),
            logo=None,
            paper=Paper.LETTER,
        ),
    )


@pytest.fixture
def visit() -> Visit:
    return Visit(
        patient="Ana Sample",
        treated=datetime(2026, 11, 22, 15, tzinfo=ZoneInfo("America/Toronto")),
    )


@pytest.fixture
def filled(library: Library, treatment: Treatment, clinic: Clinic) -> Callable[..., FilledHandout]:
    """Fills the tiny treatment; what is not said stays as above."""

    def fill_it(
        visit: Visit | None = None,
        *,
        sections: tuple[str, ...] = ("aftercare",),
        language: str = "en",
        of: Clinic = clinic,
        allow_untranslated: bool = False,
        **changed: Any,
    ) -> FilledHandout:
        return fill(
            [replace(treatment, **changed)],
            sections,
            of,
            visit,
            load_catalog(library.locales, resolve(language)),
            library,
            today=date(2026, 11, 22),
            allow_untranslated=allow_untranslated,
        )

    return fill_it
