"""What all tests share: golden files (see `goldens`), fonts, and the files of Unicode."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.library import Library
from handouts.text import FaceName, Fonts, load_fonts, ucd

pytest_plugins = ("tests.goldens",)
_SQUARE = Path(__file__).parent / "fonts"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "unicode_data: needs Unicode's own files (Debian's unicode-data package)"
    )


@pytest.fixture(scope="session")
def unicode_folder() -> Path:
    """Unicode's files, in the version our data are from; UNICODE_DATA may name another folder."""
    folder = Path(os.environ.get("UNICODE_DATA", "/usr/share/unicode"))
    first = folder / "DerivedCoreProperties.txt"
    version = ucd.unicode_version()
    if not first.exists():
        pytest.skip(f"No {folder}: install Debian's unicode-data package, version {version}.")
    with first.open(encoding="utf-8") as lines:
        if f"-{version}.txt" not in next(lines):
            pytest.skip(f"{folder} is not version {version} of Debian's unicode-data package.")
    return folder


@pytest.fixture(scope="session")
def square_fonts() -> Fonts:
    """Every character one em wide: at 10 points, ten characters are 100 points."""
    return Fonts(
        {
            FaceName(family="square"): _SQUARE / "square.ttf",
            FaceName(family="square", bold=True): _SQUARE / "square-bold.ttf",
        },
        language="en-CA",
    )


@pytest.fixture(scope="session")
def fonts_for() -> Callable[[str], Fonts]:
    """The fonts a sheet in a language is really set in."""
    folder = Library.find().fonts
    return lambda language: load_fonts(folder, language)
