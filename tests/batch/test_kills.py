"""A batch that is killed at any moment and started again has lost, doubled and cut short nothing.

Few kills here; `python -m tests.batch.kills` makes a hundred.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.kills import kill_dask_often, kill_often
from tests.batch.makers import SMALL

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


def test_on_the_pool(tmp_path: Path) -> None:
    report = kill_often(tmp_path, kills=6, count=600, maker=SMALL, seed=20261122)

    assert report.kills == {"group": 3, "parent": 3}
    assert report.harm == (0, 0, 0, 0, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["said.txt"]


def test_on_a_cluster(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    report = kill_dask_often(tmp_path, kills=2, count=400, maker=SMALL, seed=20261122)

    assert report.kills == {"dask worker": 1, "dask driver": 1}
    assert report.harm == (0, 0, 0, 0, 0)
