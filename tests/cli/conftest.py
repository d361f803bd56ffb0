"""The command line, run in this process, in an empty folder, on a Sunday in November."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from handouts.cli import options
from handouts.cli.app import run

TODAY = datetime(2026, 11, 22, 12, 0)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command answered.

    Attributes:
        code: The exit code.
        out: Standard output.
        said: Standard error.
    """

    code: int
    out: str
    said: str


class _Sunday(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return TODAY.replace(tzinfo=tz)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> Path:
    """An empty folder to stand in, on a computer that knows nobody."""
    here, home = tmp_path / "desk", tmp_path / "home"
    for new in (here, home):
        new.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setattr(options, "datetime", _Sunday)
    for name in ("HANDOUTS_CLINIC", "XDG_CONFIG_HOME", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return here


@pytest.fixture
def handouts(folder: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run a command: `handouts("render", "microneedling")`."""

    def typed(*arguments: str) -> Answer:
        code = run(arguments)
        captured = capfd.readouterr()
        return Answer(code=int(code), out=captured.out, said=captured.err)

    return typed
