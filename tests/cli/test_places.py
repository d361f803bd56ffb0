"""Where this computer keeps things for a user."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from handouts.cli.places import find_library


@pytest.mark.parametrize("named", ["{home}/elsewhere", "relative", "", None])
def test_the_cache_is_where_this_system_has_it(
    named: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if named is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", named.format(home=tmp_path))

    cache = find_library().cache

    assert cache == platformdirs.user_cache_path("handouts", appauthor=False)
    assert cache.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="about a system that asks HOME")
def test_a_user_without_a_home_has_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)

    assert find_library().cache is None
