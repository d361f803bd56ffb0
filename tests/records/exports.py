"""Exports as small as a test needs them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from handouts.errors import InputError
from handouts.records import (
    Appointment,
    BadRow,
    Export,
    ExportError,
    Outcome,
    SkippedRow,
    load_mapping,
    open_export,
)

TODAY = date(2026, 11, 22)
TREATMENTS = ("microneedling", "chemical-peel")

HEADER = "patient,treated,treatment,language"
ROW = "Sample Patient,2026-11-22T15:00,microneedling,pa"

# Opens a file of these bytes or this text; `mapping` is the text of a mapping file.
Opener: TypeAlias = Callable[..., Export]


def opener(folder: Path) -> Opener:
    """How a test opens an export."""

    def open_(content: str | bytes, *, mapping: str = "", **options: Any) -> Export:
        path = folder / options.pop("name", "export.csv")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        mapping_file = folder / "mapping.toml"
        mapping_file.write_text(mapping, encoding="utf-8")
        settings = {"time_zone": "America/Toronto", "today": TODAY, "treatments": TREATMENTS}
        return open_export(path, mapping=load_mapping(mapping_file), **{**settings, **options})

    return open_


def rows(export: Export) -> list[Outcome]:
    return list(export.rows())


def appointment(export: Export) -> Appointment:
    """The only row, which is an appointment."""
    (only,) = export.rows()
    assert isinstance(only, Appointment), only
    return only


def bad(export: Export) -> BadRow:
    """The only row, which has to be mended."""
    (only,) = export.rows()
    assert isinstance(only, BadRow), only
    assert only.message.endswith(".")
    assert only.remedy.endswith(".")
    return only


def skipped(export: Export) -> SkippedRow:
    """The only row, which is passed over."""
    (only,) = export.rows()
    assert isinstance(only, SkippedRow), only
    return only


def refusal(opening: Callable[[], object], *secrets: str) -> ExportError:
    """Why a file is refused; what is secret must not be told."""
    with pytest.raises(ExportError) as caught:
        opening()
    error = caught.value
    assert isinstance(error, InputError)
    assert error.remedy.endswith(".")
    for secret in secrets:
        assert secret not in error.message + error.remedy
    assert error.__cause__ is None
    return error
