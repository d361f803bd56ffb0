"""What all tests share: golden files, and fonts."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from handouts.library import Library
from handouts.text import FaceName, Fonts, load_fonts

_GOLDEN = Path(__file__).parent / "golden"
_SQUARE = Path(__file__).parent / "fonts"
_REMAKE = "`pytest --update-golden {test}` makes it; read the diff before committing it."


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the files in tests/golden with what the tests see now",
    )


@pytest.fixture
def golden(request):
    """Compare a text with a file in tests/golden: `golden("name.txt", text)`."""
    update = request.config.getoption("--update-golden")
    how = _REMAKE.format(test=request.node.nodeid)

    def compare(name, text):
        path = _GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        if not path.exists():
            pytest.fail(f"tests/golden/{name} does not exist. {how}", pytrace=False)
        expected = path.read_text(encoding="utf-8")
        if text != expected:
            diff = difflib.unified_diff(
                expected.splitlines(), text.splitlines(), f"golden/{name}", "now", lineterm=""
            )
            shown = "\n".join(diff) or "Only the line ends differ."
            pytest.fail(f"tests/golden/{name} differs. {how}\n\n{shown}", pytrace=False)

    return compare


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
