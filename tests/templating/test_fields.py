"""A document filled for one visit, its fields written for another, is the other's document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from handouts.clinic import sample_clinic
from handouts.document import Document, Inline
from handouts.i18n import Catalog, load_catalog, resolve
from handouts.i18n.catalog import available_languages
from handouts.library import Library
from handouts.records import Visit
from handouts.templating.fields import FieldWriter
from handouts.templating.fill import fill
from handouts.templating.written import dates_in
from handouts.treatments import Timetable, load_treatment

LIBRARY = Library.find()
CLINIC = sample_clinic()
TORONTO = ZoneInfo("America/Toronto")
TREATMENT = load_treatment(LIBRARY.templates, "microneedling")
TIMETABLE = Timetable(TREATMENT)
LANGUAGES = tuple(language.tag for language in available_languages(LIBRARY.locales))
BOTH = ("aftercare", "breakouts")

names = st.text("Abc é()\\'\"<>&{}.王مऄ", min_size=1, max_size=12).filter(str.strip)
moments = st.builds(
    lambda day, hour, minute: (
        datetime(2026, 11, 22, hour, minute, tzinfo=TORONTO) + timedelta(days=day)
    ),
    st.integers(-366, 366),
    st.sampled_from([8, 12, 15, 20]),
    st.sampled_from([0, 30]),
)
visits = st.builds(Visit, patient=names, treated=moments, clinician=names, note=names)


@cache
def catalog(tag: str) -> Catalog:
    return load_catalog(LIBRARY.locales, resolve(tag))


@cache
def writer(tag: str) -> FieldWriter:
    """One for all examples, since it remembers."""
    return FieldWriter(dates_in(resolve(tag)))


def filled(tag: str, visit: Visit) -> Document:
    return fill(
        [TREATMENT], BOTH, CLINIC, visit, catalog(tag), LIBRARY, today=date(2026, 11, 22)
    ).document


def moment_of(visit: Visit) -> Callable[[str], date | datetime]:
    assert visit.treated is not None
    return partial(TIMETABLE.counted(visit.treated).moment, treated=visit.treated)


def no_moment(name: str) -> date | datetime:
    raise AssertionError(f"{name} was asked for.")


def refilled(value: Any, tag: str, visit: Visit) -> Any:
    """The same, every inline that a visit fills written anew."""
    if isinstance(value, Inline):
        if value.field in (None, "page", "pages"):
            return value
        text = writer(tag).text(value.field, visit, moment_of(visit))
        return replace(value, text=text)
    if isinstance(value, tuple):
        return tuple(refilled(each, tag, visit) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: refilled(getattr(value, field.name), tag, visit)
                for field in fields(value)
            },
        )
    return value


@pytest.mark.parametrize("tag", LANGUAGES)
@settings(max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate])
@given(first=visits, second=visits)
def test_fields_written_anew_make_the_document_of_another_visit(
    tag: str, first: Visit, second: Visit
) -> None:
    shapes = {TIMETABLE.counted(visit.treated).shape for visit in (first, second)}
    assume(len(shapes) == 1)

    assert refilled(filled(tag, first), tag, second) == filled(tag, second)


@pytest.mark.parametrize("tag", LANGUAGES)
@settings(max_examples=20, deadline=None, derandomize=True)
@given(visit=visits)
def test_room_is_kept_for_every_date_a_visit_may_have(tag: str, visit: Visit) -> None:
    assert visit.treated is not None
    form_of = {form: set(texts) for form, texts in rooms(tag)}
    for name in TIMETABLE.counted(visit.treated).offsets:
        if name.startswith("calendar."):
            for form in ("month_name", "weekday_short", "number"):
                field = f"{name}:{form}"
                assert writer(tag).text(field, visit, moment_of(visit)) in form_of[form]


@cache
def rooms(tag: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    visit = Visit(patient="Ana", treated=datetime(2026, 11, 22, 15, tzinfo=TORONTO))
    return filled(tag, visit).rooms


def test_a_visit_without_a_treatment_time_has_no_dates_to_write() -> None:
    with pytest.raises(ValueError, match="no treated"):
        writer("en-CA").text("treated:clock", Visit(patient="Ana"), no_moment)


def test_a_moment_that_ends_its_sentence_leaves_the_stop_to_the_sentence() -> None:
    visit = Visit(treated=datetime(2026, 11, 22, 15, tzinfo=TORONTO))

    assert writer("en-CA").text("treated:clock", visit, no_moment) == "3 p.m."
    assert writer("en-CA").text("treated:clock~", visit, no_moment) == "3 p.m"


def test_what_was_not_said_is_written_as_nothing() -> None:
    assert writer("en-CA").text("patient", Visit(patient="Ana"), no_moment) == "Ana"
    assert writer("en-CA").text("note", Visit(patient="Ana"), no_moment) == ""
