"""Where the content folders are, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import library
from handouts.errors import ContentError
from handouts.library import Library

NAMES = ("templates", "locales", "fonts")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder of ours, with nothing beside it."""
    folder = tmp_path / "handouts"
    folder.mkdir()
    monkeypatch.setattr(library, "_PACKAGE", folder)
    return folder


def test_in_a_checkout_the_folders_stand_beside_the_package(package: Path) -> None:
    for name in NAMES:
        (package.parent / name).mkdir()

    found = Library.find()

    assert (found.templates, found.locales, found.fonts) == tuple(
        package.parent / name for name in NAMES
    )


def test_in_a_wheel_they_travel_inside_it_and_come_first(package: Path) -> None:
    for name in NAMES:
        (package / "_data" / name).mkdir(parents=True)
        (package.parent / name).mkdir()

    assert Library.find().fonts == package / "_data" / "fonts"


@pytest.mark.parametrize("missing", NAMES)
def test_a_missing_folder_is_named(package: Path, missing: str) -> None:
    for name in set(NAMES) - {missing}:
        (package.parent / name).mkdir()

    with pytest.raises(ContentError, match=missing) as caught:
        Library.find()
    assert "Install" in caught.value.remedy


def test_this_installation_has_its_fonts() -> None:
    assert (library._folder("fonts") / "noto-sans" / "OFL.txt").is_file()
