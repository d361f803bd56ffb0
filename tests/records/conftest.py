from __future__ import annotations

from pathlib import Path

import pytest

from tests.records.exports import Opener, opener


@pytest.fixture
def open_(tmp_path: Path) -> Opener:
    return opener(tmp_path)
