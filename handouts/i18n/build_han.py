"""Make `han.txt`, the characters by which Simplified and Traditional Chinese tell apart.

    python -m handouts.i18n.build_han /usr/share/unicode

The folder is the Unicode Character Database as Debian's `unicode-data` package installs it.
Unihan gives every character its simplified and its traditional forms; a character tells the two
apart if it has a form in the other script only, and if of the two national sets of everyday
characters just its own has it. Characters that both scripts share, such as 后 or 里, are in
neither list, so a mistaken sentence is found by its other characters.
"""

from __future__ import annotations

import bz2
import sys
from pathlib import Path

_FILE = Path(__file__).with_name("han.txt")
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
        if character not in others and _is_in(character, "gb2312", "big5")
    )
    traditional = sorted(
        character
        for character, others in to_simplified.items()
        if character not in others and _is_in(character, "big5", "gb2312")
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


def _is_in(character: str, one: str, other: str) -> bool:
    return _can_write(character, one) and not _can_write(character, other)


def _can_write(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _version(folder: Path) -> str:
    first = (folder / "Scripts.txt").read_text("utf-8").splitlines()[0]
    return first.removeprefix("# Scripts-").removesuffix(".txt")


if __name__ == "__main__":
    _FILE.write_text(build(Path(sys.argv[1])), "utf-8")
