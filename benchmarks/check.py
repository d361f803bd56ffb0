"""Look at letters that were made: are they what the figures claim?"""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from benchmarks.letter.words import sentences

# Isolates and marks steer the order of reading; no reader sees them.
_STEERING = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))


def look_at(file: Path, texts: dict[str, str], words: dict[str, Any]) -> dict[str, Any]:
    """What poppler and PDFium find in a letter that was filled with these texts.

    Returns:
        `pages`, `tagged`, `text`: the share of the letter's texts that come out unbroken, and
        `missing`: which of patient, day and clinician do not.
    """
    info = _run("pdfinfo", str(file))
    # Each reader has its own trouble, most of it with Arabic, so any of them will do. What a
    # screen reader is told to say in place of glyphs counts as well.
    read = [
        _bare(_run("pdftotext", str(file), "-")),
        _bare(_run("pdftotext", "-raw", str(file), "-")),
        _bare(_read_by_pdfium(file)),
        _bare(_told_to_readers(file)),
    ]
    found = [any(_bare(text) in each for each in read) for text in sentences(words, texts)]
    return {
        "pages": int(_value("Pages", info)),
        "tagged": _value("Tagged", info) == "yes",
        "text": sum(found) / len(found),
        "missing": [
            slot
            for slot in ("patient", "date", "clinician")
            if not any(_bare(texts[slot]) in each for each in read)
        ],
    }


def summary(found: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Several letters of one contender as one."""
    letters = list(found)
    return {
        "pages": sorted({letter["pages"] for letter in letters}),
        "tagged": all(letter["tagged"] for letter in letters),
        "text": min(letter["text"] for letter in letters),
        "missing": sorted({field for letter in letters for field in letter["missing"]}),
    }


def read_words(folder: Path, language: str) -> dict[str, Any]:
    """The words of the letter, as `run.prepare` left them."""
    words: dict[str, Any] = json.loads((folder / f"{language}.json").read_text("utf-8"))
    return words


def _bare(text: str) -> str:
    """Without spaces, since lines end where each contender likes."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text.translate(_STEERING)))


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603  # poppler
    return done.stdout.decode("utf-8", "replace")


def _read_by_pdfium(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _told_to_readers(file: Path) -> str:
    with pikepdf.open(file) as document:
        return "\n".join(
            str(found.ActualText)
            for found in document.objects
            if isinstance(found, pikepdf.Dictionary) and "/ActualText" in found
        )


def _value(name: str, info: str) -> str:
    return next(line.split(":")[1].strip() for line in info.splitlines() if line.startswith(name))
