"""What the tests of `text` share: the folder of Unicode's own data and test files."""

import os
from pathlib import Path

import pytest

from handouts.text import ucd


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "unicode_data: needs Unicode's own files (Debian's unicode-data package)"
    )


@pytest.fixture(scope="session")
def unicode_folder():
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
