"""Names of files: what they say, and what they cannot be made to do."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from handouts.batch.names import (
    DEFAULT_PATTERN,
    MOST_BYTES,
    NamePatternError,
    Names,
    cleaned,
    file_name,
)
from handouts.batch.sink import LocalFolder
from handouts.records import Visit

KEY = "0a1b2c3d4e5f60718293a4b5c6d7e8f9" * 2


VISIT = Visit(patient="Ana López", treated=datetime(2026, 11, 22, 15, 5), clinician="Dr. Wu")


def stem(pattern: str = DEFAULT_PATTERN, visit: Visit = VISIT) -> str:
    return Names(pattern).stem(("chemical-peel", "microneedling"), "pa", "Danforth", visit)


def test_a_name_says_when_what_and_in_which_language_and_never_whom_for() -> None:
    assert stem() == "2026-11-22-1505-chemical-peel-microneedling-pa"


def test_what_is_not_known_leaves_no_gap() -> None:
    assert stem(visit=Visit()) == "chemical-peel-microneedling-pa"


def test_a_pattern_may_ask_for_the_patient() -> None:
    assert stem("{branch} {patient}, {clinician}") == "Danforth-Ana-López-Dr.-Wu"


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("{name}", "has {name}"),
        ("{patient.__class__}", "means nothing here"),
        ("{patient[0]}", "means nothing here"),
        ("{}", "has {}"),
        ("{date!r}", "how {date} is to be written"),
        ("{date:>9999999999}", "how {date} is to be written"),
        ("{date", "not closed"),
    ],
)
def test_a_pattern_of_other_things_is_refused(pattern: str, problem: str) -> None:
    with pytest.raises(NamePatternError) as refusal:
        Names(pattern)

    assert problem in refusal.value.message
    assert "{patient}" in refusal.value.remedy


def test_a_name_ends_with_the_content_and_the_occurrence() -> None:
    assert file_name("peel", KEY) == "peel-0a1b2c3d.pdf"
    assert file_name("peel", KEY, occurrence=3) == "peel-0a1b2c3d-3.pdf"
    assert file_name("peel", KEY, long=True) == "peel-0a1b2c3d4e5f6071.pdf"
    assert file_name("", KEY) == "0a1b2c3d.pdf"


# The names that led out of the folder, or to trouble, of a build that used them as they come.
HOSTILE = {
    "../../etc/passwd": "etcpasswd",
    "/etc/passwd": "etcpasswd",
    "..\\..\\Windows\\win.ini": "Windowswin.ini",
    "C:\\Users\\all": "CUsersall",
    "a\0b": "ab",
    "CON": "_CON",
    "nul.txt": "_nul.txt",
    "com¹": "_com¹",
    "LPT9": "_LPT9",
    "Ana:ads": "Anaads",
    "Ana\u202efdp.exe": "Anafdp.exe",
    "Ana\u2066Lopez\u2069": "AnaLopez",
    "-rf": "rf",
    "": "",
    ".": "",
    "..": "",
    "...hidden...": "hidden",
    "Ana\nLopez": "AnaLopez",
    "trailing. ": "trailing",
    "a/b\\c|d*e?f<g>h": "abcdefgh",
    "Zoe\u0308": "Zoë",
    "אנה": "אנה",
    "名前 太郎": "名前-太郎",
    "می\u200cخواهم": "می\u200cخواهم",
}


@pytest.mark.parametrize(("patient", "wanted"), HOSTILE.items())
def test_no_patient_can_be_called_so_that_a_file_leaves_its_folder(
    tmp_path: Path, patient: str, wanted: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    name = file_name(stem("{patient}", Visit(patient=patient)), KEY)
    LocalFolder(out, durable=False).put(name, b"%PDF")

    (only,) = out.iterdir()
    assert only.name == name
    assert name == (f"{wanted}-0a1b2c3d.pdf" if wanted else "0a1b2c3d.pdf")
    assert os.path.realpath(only) == str(only)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("letter", ["x", "é", "名", "𝒳"])
def test_a_long_name_is_cut_between_letters(letter: str) -> None:
    cut = cleaned(letter * 300)

    assert set(cut) == {letter}
    assert MOST_BYTES - 4 < len(cut.encode()) <= MOST_BYTES


def test_a_sink_refuses_a_name_that_leads_elsewhere_whoever_made_it(tmp_path: Path) -> None:
    sink = LocalFolder(tmp_path, durable=False)

    for name in ("../x", "a/b", "..", ".", "", "a\\b"):
        with pytest.raises(ValueError, match="out of its folder"):
            sink.put(name, b"x")
    assert list(tmp_path.iterdir()) == []
