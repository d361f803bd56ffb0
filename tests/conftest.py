"""What all tests share: golden files (see `goldens`), and fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.library import Library
from handouts.text import FaceName, Fonts, load_fonts

pytest_plugins = ("goldens",)
_SQUARE = Path(__file__).parent / "fonts"


@pytest.fixture(scope="session")
def square_fonts():
    """Every character one em wide: at 10 points, ten characters are 100 points."""
    return Fonts(
        {
            FaceName(family="square"): _SQUARE / "square.ttf",
            FaceName(family="square", bold=True): _SQUARE / "square-bold.ttf",
        },
        language="en-CA",
    )


@pytest.fixture(scope="session")
def fonts_for():
    """The fonts a sheet in a language is really set in."""
    folder = Library.find().fonts
    return lambda language: load_fonts(folder, language)
