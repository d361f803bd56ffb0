"""What people install holds all it needs, and finds it wherever it is unpacked."""

import os
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from handouts.library import Library

ROOT = Path(__file__).parents[2]
FOLDERS = ("templates", "locales", "fonts")
MEGABYTE = 1_000_000


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and the wheel that was built from it, not from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.fixture(scope="session")
def sdist(built: Path) -> Path:
    (file,) = built.glob("handouts-*.tar.gz")
    return file


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    (file,) = built.glob("handouts-*.whl")
    return file


def content_files() -> set[str]:
    """Every file of the content folders, as a reader of the checkout sees it."""
    return {
        file.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_a_wheel_holds_every_template_catalog_and_font(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    assert content_files() == {
        name.removeprefix("handouts/_data/") for name in names if name.startswith("handouts/_data/")
    }


def test_an_sdist_holds_what_a_wheel_is_made_from_and_the_tests(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert content_files() <= names
    assert {"pyproject.toml", "README.md", "LICENSE", "tests/packaging/test_wheel.py"} <= names


def test_a_wheel_holds_the_package_as_it_is_and_nothing_of_the_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "handouts").rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }

    assert package <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"handouts"}


def test_a_wheel_travels_by_mail(wheel: Path) -> None:
    assert wheel.stat().st_size < 25 * MEGABYTE


def test_every_license_travels_with_what_it_is_for(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        named = message_from_bytes(archive.read(metadata)).get_all("License-File", [])
        families = {path.parent.name for path in (ROOT / "fonts").glob("*/*.ttf")}

    assert {"LICENSE", "handouts/text/UNICODE-LICENSE.txt"} <= set(named)
    assert {f"fonts/{family}/OFL.txt" for family in families} <= set(named)


def test_an_installed_package_finds_its_own_folders_from_anywhere(
    wheel: Path, tmp_path: Path
) -> None:
    place, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)  # noqa: S202 - we made this archive a moment ago

    run = subprocess.run(
        [sys.executable, "-P", "-c", "import handouts.library as l; print(l.Library.find())"],
        capture_output=True,
        text=True,
        check=True,
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(place)},
    )

    inside = place / "handouts" / "_data"
    assert run.stdout.strip() == str(Library(**{name: inside / name for name in FOLDERS}))


def test_a_checkout_finds_the_folders_beside_the_package() -> None:
    library = Library.find()

    assert library == Library(**{name: ROOT / name for name in FOLDERS})
