"""Golden files: what a person can read, kept in tests/golden and compared.

    pytest --update-golden

rewrites them with what the tests see now. Read the diff before committing it.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable

import pytest

_REMAKE = "`pytest --update-golden {test}` makes it; read the diff before committing it."


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the files in tests/golden with what the tests see now",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a file in tests/golden: `golden("name.txt", text)`."""
    update = request.config.getoption("--update-golden")
    folder = request.config.rootpath / "tests" / "golden"
    how = _REMAKE.format(test=request.node.nodeid)

    def compare(name: str, text: str) -> None:
        path = folder / name
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
