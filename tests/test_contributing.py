"""What CONTRIBUTING tells a translator to type can be typed as it stands there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.errors import ExitCode

ROOT = Path(__file__).parents[1]
TYPED = re.compile(
    r"^(?:HANDOUTS_LOCALES=(\S+) )?uv run (?:--extra translate )?handouts (.+)$", re.M
)


def translations() -> str:
    """The section that is for translators."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    return text.partition("\n## Translations\n")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the catalogs, as somebody who begins would have it."""
    folder = tmp_path_factory.mktemp("translator")
    shutil.copytree(ROOT / "locales", folder / "locales", ignore=shutil.ignore_patterns("el"))
    return folder


def run(folder: Path, locales: str, arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"HANDOUTS_LOCALES": locales or "locales", "HOME": str(folder)}
    environment.pop("HANDOUTS_CLINIC", None)
    return subprocess.run(
        [sys.executable, "-m", "handouts", *shlex.split(arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        input="",
        check=False,
    )


def test_every_command_for_translators_runs_in_the_order_of_the_page(copy: Path) -> None:
    typed = TYPED.findall(translations())
    codes = {}
    for locales, arguments in typed:
        if arguments.startswith("render microneedling --language el"):
            # Nobody has filled it in here; the page says how to look all the same.
            arguments += " --allow-untranslated"
        done = run(copy, locales, arguments)
        codes[arguments] = done.returncode
        assert done.returncode not in (ExitCode.COMMAND_LINE, ExitCode.FAULT), done.stderr

    assert len(typed) >= 12
    assert codes["translate new el --translator 'T. Sample'".replace("'", '"')] == ExitCode.MADE
    assert codes["translate check el"] == ExitCode.WANTS_A_LOOK
    assert codes["translate update"] == ExitCode.MADE
    assert (copy / "locales/el/LC_MESSAGES/handouts.po").exists()


def test_every_subcommand_a_translator_needs_is_on_the_page() -> None:
    text = translations()

    for name in ("new", "check", "review", "export", "import", "extract", "update", "pseudo"):
        assert f"handouts translate {name}" in text
