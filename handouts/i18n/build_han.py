"""Make `han.txt`, the characters by which Simplified and Traditional Chinese tell apart.

    python -m handouts.i18n.build_han /usr/share/unicode

The folder is the Unicode Character Database as Debian's `unicode-data` package installs it.
Unihan gives a character its simplified and its traditional forms. One that has a form in the
other script tells the two apart if of the two sets of everyday characters, GB 2312 and the first
part of Big5, just its own has it. Characters that both scripts share, such as 后 or 里, are in
neither list, so a mistaken sentence is found by its other characters.
"""

from __future__ import annotations

import bz2
import sys
from pathlib import Path

DATA_FILE = Path(__file__).with_name("han.txt")
_HEADER = """\
# Characters of Simplified Chinese only, then of Traditional Chinese only, one line each.
# From Unihan_Variants of Unicode {version}; made by handouts/i18n/build_han.py.
"""


def build(folder: Path) -> str:
    """The content of the data file."""
    text = bz2.decompress((folder / "Unihan_Variants.txt.bz2").read_bytes()).decode("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line.startswith("U+")]
    to_traditional = _variants(rows, "kTraditionalVariant")
    to_simplified = _variants(rows, "kSimplifiedVariant")
    simplified = sorted(
        character
        for character, others in to_traditional.items()
        if others - {character} and _in_gb2312(character) and not _in_big5(character)
    )
    traditional = sorted(
        character
        for character, others in to_simplified.items()
        if others - {character} and _in_big5(character) and not _in_gb2312(character)
    )
    header = _HEADER.format(version=_version(folder))
    return f"{header}{''.join(simplified)}\n{''.join(traditional)}\n"


def _variants(rows: list[list[str]], name: str) -> dict[str, set[str]]:
    return {
        _character(code): {_character(other) for other in values.split()}
        for code, field, values in rows
        if field == name
    }


def _character(code: str) -> str:
    return chr(int(code.removeprefix("U+"), 16))


def _in_gb2312(character: str) -> bool:
    return bool(character.encode("gb2312", "ignore"))


def _in_big5(character: str) -> bool:
    """Whether it is an everyday character of Taiwan and Hong Kong.

    The rare ones of the set hold some that are everyday in simplified text, such as 这.
    """
    return b"\xa4" <= character.encode("big5", "ignore")[:1] <= b"\xc6"


def _version(folder: Path) -> str:
    first = (folder / "Scripts.txt").read_text("utf-8").splitlines()[0]
    return first.removeprefix("# Scripts-").removesuffix(".txt")


if __name__ == "__main__":
    DATA_FILE.write_text(build(Path(sys.argv[1])), "utf-8")
