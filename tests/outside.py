"""Programs outside Python that judge a PDF: veraPDF, poppler, and the viewers' own engines.

Where one is not installed, the tests that need it are skipped, and the reason says how to get
it.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

_SCRIPTS = Path(__file__).parent / "scripts"

_MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x1f\\s]")


class Reader(StrEnum):
    """What takes text out of a PDF."""

    POPPLER = "poppler"
    PDFIUM = "PDFium"
    PDF_JS = "pdf.js"


def validate(files: Sequence[Path]) -> dict[Path, tuple[str, ...]]:
    """What veraPDF has against files that claim PDF/UA-1 and PDF/A-2a; empty is the good news.

    Give it many files at once: most of the time goes into starting Java.
    """
    arguments = [*_verapdf(), "--flavour", "0", "--format", "json", *map(str, files)]
    run = subprocess.run(arguments, capture_output=True, text=True, check=False)
    jobs = json.loads(run.stdout)["report"]["jobs"]
    verdicts = {Path(job["itemDetails"]["name"]).name: _failures(job) for job in jobs}
    return {file: verdicts[file.name] for file in files}


def _failures(job: dict[str, object]) -> tuple[str, ...]:
    results = job.get("validationResult")
    if not isinstance(results, list):
        return (f"not read: {job.get('taskException')}",)
    failures = [
        f"{result['profileName']} {rule['clause']}-{rule['testNumber']}: {rule['description']}"
        for result in results
        for rule in result["details"]["ruleSummaries"]
    ]
    profiles = " ".join(result["profileName"] for result in results)
    failures += [
        f"no claim to {claim}" for claim in ("PDF/UA-1", "PDF/A-2A") if claim not in profiles
    ]
    return tuple(failures)


@cache
def _verapdf() -> tuple[str, ...]:
    folder = os.environ.get("HANDOUTS_VERAPDF", "")
    if not list(Path(folder).glob("greenfield-apps-*.jar")) or not folder:
        pytest.skip(
            "veraPDF is not here: set HANDOUTS_VERAPDF to a folder with the jars of "
            "org.verapdf.apps:greenfield-apps (Maven Central) and all it depends on"
        )
    if not shutil.which("java"):
        pytest.skip("veraPDF needs Java 17 or later")
    return ("java", "-cp", f"{folder}/*", "org.verapdf.apps.GreenfieldCliWrapper")


def extract(file: Path, by: Reader, *, as_written: bool = False) -> str:
    """The text of all pages, as that reader finds it.

    With `as_written` poppler keeps to the order of the content, as the other two always do;
    left to itself it goes by what looks like columns on the page.
    """
    if by is Reader.PDFIUM:
        with pypdfium2.PdfDocument(file) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
    command = _pdf_js(file) if by is Reader.PDF_JS else _pdftotext(file, as_written)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def tagged_text(file: Path) -> list[str]:
    """The text of each block in the structure tree, as poppler puts it together."""
    if not shutil.which("pdfinfo"):
        pytest.skip("poppler is not here: install the package poppler-utils")
    run = subprocess.run(
        ("pdfinfo", "-struct-text", str(file)), capture_output=True, text=True, check=True
    )
    return re.findall(r'^ +"(.*)"$', run.stdout, flags=re.MULTILINE)


def _pdftotext(file: Path, as_written: bool) -> Sequence[str]:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not here: install the package poppler-utils")
    return ("pdftotext", *(("-raw",) if as_written else ()), str(file), "-")


def _pdf_js(file: Path) -> Sequence[str]:
    folder = Path(os.environ.get("HANDOUTS_PDFJS", ""))
    if not (folder / "legacy" / "build" / "pdf.mjs").is_file():
        pytest.skip(
            "pdf.js is not here: set HANDOUTS_PDFJS to the folder of the npm package pdfjs-dist"
        )
    if not shutil.which("node"):
        pytest.skip("pdf.js needs Node.js")
    return ("node", str(_SCRIPTS / "extract.mjs"), str(folder.resolve()), str(file))


def bare(text: str) -> str:
    """Text without spaces and without marks that nobody sees, to compare by."""
    return unicodedata.normalize("NFC", _MARKS.sub("", text))


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, 0 to 1, spaces apart."""
    one, other = bare(one), bare(other)
    if one == other:
        return 1.0
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def in_order(parts: Iterable[str], text: str) -> bool:
    """Whether the parts all stand in the text, one after the other, spaces apart."""
    at = 0
    text = bare(text)
    for part in map(bare, parts):
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
