"""The real templates of microneedling, filled for the sample clinic."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest

import handouts
from handouts.clinic.load import sample_clinic
from handouts.document import (
    AdviceTable,
    Block,
    Callout,
    Inline,
    Kind,
    Tier,
    isolated_text,
    plain_text,
)
from handouts.i18n import SOURCE, load_catalog
from handouts.library import Library
from handouts.records import Visit
from handouts.templating.fill import FilledHandout, fill
from handouts.treatments import load_treatment

LIBRARY = Library.find()
TORONTO = ZoneInfo("America/Toronto")
VISIT = Visit(
    patient="Ana Sample",
    treated=datetime(2026, 11, 22, 15, tzinfo=TORONTO),
    clinician="R. Sample",
    note="See you in spring.",
)
BOTH = ("aftercare", "breakouts")


def filled(visit: Visit | None = VISIT, sections: tuple[str, ...] = BOTH) -> FilledHandout:
    return fill(
        [load_treatment(LIBRARY.templates, "microneedling")],
        sections,
        sample_clinic(),
        visit,
        load_catalog(LIBRARY.locales, SOURCE),
        LIBRARY,
        today=date(2026, 11, 22),
    )


OfKind = TypeVar("OfKind", bound=Block)


def blocks(handout: FilledHandout, kind: type[OfKind]) -> list[OfKind]:
    return [
        block
        for section in handout.document.sections
        for block in section.blocks
        if isinstance(block, kind)
    ]


@pytest.mark.parametrize(
    "visit", [VISIT, None, Visit(patient="Ana")], ids=["visit", "none", "name"]
)
@pytest.mark.parametrize("sections", [BOTH, ("aftercare",), ("breakouts",)], ids="+".join)
def test_every_warning_sign_prints_once_whatever_is_asked_for(
    visit: Visit | None, sections: tuple[str, ...]
) -> None:
    callouts = blocks(filled(visit, sections), Callout)

    assert [callout.tier for callout in callouts] == list(Tier)
    assert sum(len(callout.signs) for callout in callouts) >= len(
        load_treatment(LIBRARY.templates, "microneedling").signs
    )


def test_a_visit_gives_dates_and_no_visit_gives_spans() -> None:
    def chips(handout: FilledHandout) -> dict[str, str]:
        tables = blocks(handout, AdviceTable)
        return {row.key: plain_text(row.when) for table in tables for row in table.rows}

    assert chips(filled())["makeup"] == "Until Mon, Nov 23, 3 p.m."
    assert chips(filled(None))["makeup"] == "For 24 hours"


def test_the_panel_holds_the_visit_once() -> None:
    panel = [plain_text(field.value) for field in filled().document.panel]

    assert panel == ["Ana Sample", "Sun, Nov 22, 3 p.m.", "R. Sample"]


def test_the_code_of_the_sample_is_one_for_all_its_patients() -> None:
    codes = {filled(visit).code for visit in (VISIT, None, Visit(patient="Ben Sample"))}

    assert len(codes) == 1


def test_no_sentence_ends_with_two_stops_or_begins_right_after_one() -> None:
    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, tuple) and value and isinstance(value[0], Inline):
            yield plain_text(value)
        elif isinstance(value, tuple):
            for part in value:
                yield from texts(part)
        elif hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                yield from texts(getattr(value, name))

    for text in texts(filled().document.sections):
        assert ".." not in text, text
        assert "  " not in text, text
        for end in (".", "?", "!"):
            for after in text.split(end)[1:]:
                assert not after[:1].isupper() or after[:2] in ("M.",), text


def test_every_number_to_ring_is_set_apart_from_right_to_left_text() -> None:
    (emergency, urgent, *_) = blocks(filled(), Callout)

    assert isolated_text(emergency.heading).startswith("Call \u2066911\u2069 now.")
    assert any(inline.kind is Kind.PHONE for inline in urgent.heading)


def test_an_english_handout_needs_no_catalog_reader() -> None:
    script = (
        "import sys, datetime\n"
        "from test_microneedling import filled\n"
        "filled(None)\n"
        "print([name for name in sys.modules if name.startswith('babel.messages')])"
    )
    shown = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n{script}",
        ],
        cwd=Path(handouts.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert shown.strip() == "[]"
