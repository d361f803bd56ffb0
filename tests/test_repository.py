"""The repository holds what belongs in it: nothing of one machine, nothing half done."""

import ast
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MEGABYTE = 1_000_000

# Written so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(
        re.escape(f"{host}.{end}")
        for host, end in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry.npmjs", "org"),
            ("registry.yarnpkg", "com"),
            ("repo1.maven", "org"),
            ("repo.maven", "apache.org"),
            ("proxy.golang", "org"),
            ("deb.debian", "org"),
        )
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w.~<>-])/" + r"(?:home|root|work|Users|opt)/\w+")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")


@cache
def tracked() -> list[Path]:
    """Every file that is committed, or about to be."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("This is not a git checkout.")
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


@cache
def texts() -> dict[str, str]:
    """The text files among them, with their text."""
    found = {}
    for file in tracked():
        content = file.read_bytes()
        if b"\0" not in content:
            found[file.relative_to(ROOT).as_posix()] = content.decode("utf-8")
    return found


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRIES) == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert lines_with(MACHINE_PATHS) == []


def test_nothing_is_left_to_do() -> None:
    assert lines_with(UNFINISHED) == []


def test_every_python_file_parses() -> None:
    for name, text in texts().items():
        if name.endswith(".py"):
            assert ast.parse(text, name)


def test_lines_end_as_on_unix_and_files_with_a_newline() -> None:
    # Licenses and Unicode's tables stay as their authors wrote them.
    ours = {name: text for name, text in texts().items() if not name.startswith("fonts/")}

    assert [name for name, text in ours.items() if "\r\n" in text] == []
    assert [name for name, text in ours.items() if text and not text.endswith("\n")] == []


def test_no_file_is_too_large_to_clone_in_comfort() -> None:
    assert [file.name for file in tracked() if file.stat().st_size > 15 * MEGABYTE] == []
