"""veraPDF decides: every page is PDF/UA-1 and PDF/A-2a, in every kind of script."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outside import validate
from tests.pdf.hand_made import PARAGRAPHS, Sheet, everything


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, ...]]:
    """All files in one run: Java starts once."""
    folder = tmp_path_factory.mktemp("conformance")
    sheets = {"everything": everything(), "without words": Sheet("en")}
    sheets["without words"].figure(alt=None)
    for language, words in PARAGRAPHS.items():
        sheets[language] = Sheet(language)
        sheets[language].paragraph(words, "H1", size=20)
        sheets[language].paragraph(words)
        sheets[language].furniture()
    files = {}
    for name, sheet in sheets.items():
        files[name] = folder / f"{name}.pdf"
        files[name].write_bytes(sheet.pdf())
    files["empty"] = folder / "empty.pdf"
    files["empty"].write_bytes(b"")
    found: dict[Path, tuple[str, ...]] = validate(list(files.values()))
    return {name: found[file] for name, file in files.items()}


@pytest.mark.parametrize("name", ["everything", *PARAGRAPHS])
def test_veraPDF_has_nothing_against_it(verdicts: dict[str, tuple[str, ...]], name: str) -> None:  # noqa: N802 - its name
    assert verdicts[name] == ()


def test_veraPDF_would_say_so(verdicts: dict[str, tuple[str, ...]]) -> None:  # noqa: N802 - its name
    assert any("PDF/UA-1" in failure for failure in verdicts["without words"])
    assert verdicts["empty"] != ()
