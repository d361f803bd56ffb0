"""Build the font folders from the published packages named in `sources.json`.

A developer runs this after changing a version or adding a family, and commits what it writes:
one folder per family with its fonts and license, and `manifest.json`. Nothing is downloaded
here, an original whose hash differs is refused, and the same input gives the same bytes.

    python fonts/build.py --packages                what to install, for npm
    python fonts/build.py NODE_MODULES_DIR          the fonts, from what npm installed
    python fonts/build.py --charsets UNIHAN_DIR     the character lists of the reduced fonts
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

import uharfbuzz as hb

FONTS = Path(__file__).parent
CHARSETS = FONTS / "charsets"

KEPT_FEATURES = ("ccmp", "locl", "kern", "mark", "mkmk", "liga", "calt", "ljmo", "vjmo", "tjmo")
WEIGHTS = {"Regular": 400, "Bold": 700}

# Beside the characters of its language, a reduced Chinese or Korean font keeps its own letters,
# digits, punctuation and signs, so that "SPF 50+" sits well in the middle of a sentence.
COMMON_RANGES = (
    (0x0020, 0x007E, "Basic Latin"),
    (0x00A0, 0x00FF, "Latin-1"),
    (0x0391, 0x03C9, "Greek letters"),
    (0x2000, 0x206F, "General punctuation"),
    (0x20A0, 0x20CF, "Currency signs"),
    (0x2100, 0x218F, "Letter-like signs and number forms"),
    (0x2190, 0x22FF, "Arrows and mathematical operators"),
    (0x2460, 0x24FF, "Enclosed letters and digits"),
    (0x2500, 0x27BF, "Boxes, geometric shapes, symbols and dingbats"),
    (0x3000, 0x303F, "CJK punctuation"),
    (0x3200, 0x33FF, "Enclosed CJK and squared units"),
    (0xFE30, 0xFE4F, "CJK compatibility forms"),
    (0xFF00, 0xFFEF, "Half-width and full-width forms"),
)
HANGUL_RANGES = (
    (0x1100, 0x11FF, "Hangul jamo"),
    (0x3130, 0x318F, "Hangul compatibility jamo"),
    (0xA960, 0xA97F, "Hangul jamo extended-A"),
    (0xAC00, 0xD7A3, "All 11,172 hangul syllables"),
    (0xD7B0, 0xD7FF, "Hangul jamo extended-B"),
)
# Signs that handouts use and that neither Noto Sans nor the fonts of a script have.
SYMBOLS = "✓✗✔✘☐☑☒◦▪■□●○▶►★☆⚠☎✆"
MATH = "≤≥≠≈→←↑↓⇒"


class BuildError(Exception):
    """Something about the sources has to be put right by the person who runs this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One font file as published, and what becomes of it.

    Attributes:
        folder: Name of the family's folder under `fonts/`.
        family: The name the family is known by.
        package: The npm package the file comes from.
        package_version: The exact version of that package.
        original: The file's path inside the package.
        sha256: Hash of the original.
        file: Name of the file to write, ending in `-Regular.ttf` or `-Bold.ttf`.
        charset: Name of the list the font is reduced to; None copies it unchanged.
    """

    folder: str
    family: str
    package: str
    package_version: str
    original: str
    sha256: str
    file: str
    charset: str | None

    @property
    def weight(self) -> int:
        """400 for regular, 700 for bold, as CSS and OpenType number them."""
        return WEIGHTS[Path(self.file).stem.rpartition("-")[2]]


def main() -> None:
    """Do what the command line asks; problems are one sentence on standard error."""
    parser = argparse.ArgumentParser(description="Build the font folders.")
    parser.add_argument("node_modules", nargs="?", type=Path, metavar="NODE_MODULES_DIR")
    parser.add_argument("--packages", action="store_true", help="print what npm has to install")
    parser.add_argument(
        "--charsets",
        type=Path,
        metavar="UNIHAN_DIR",
        help="write the character lists, from the Unihan files of Debian's unicode-data",
    )
    arguments = parser.parse_args()
    if not (arguments.packages or arguments.charsets or arguments.node_modules):
        parser.error("give NODE_MODULES_DIR, --packages or --charsets UNIHAN_DIR")
    try:
        if arguments.packages:
            sys.stdout.write("\n".join(packages(read_sources())) + "\n")
        if arguments.charsets:
            write_charsets(arguments.charsets)
        if arguments.node_modules:
            build(arguments.node_modules)
    except BuildError as error:
        sys.exit(f"fonts/build.py: {error}")


def packages(sources: Iterable[Source]) -> tuple[str, ...]:
    """The packages as npm takes them, `name@version`, each once."""
    return tuple(dict.fromkeys(f"{each.package}@{each.package_version}" for each in sources))


def build(node_modules: Path) -> None:
    """Write every family's folder and the manifest.

    All originals are read and compared first, so a refusal leaves the folders as they were.
    """
    check_subsetter()
    sources = read_sources()
    originals = {source: read_original(source, node_modules) for source in sources}

    entries = []
    for source, original in originals.items():
        font = original if source.charset is None else subset(original, source)
        place = FONTS / source.folder / source.file
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(font)
        entries.append(manifest_entry(source, font))
    for folder in dict.fromkeys(source.folder for source in sources):
        write_license([each for each in sources if each.folder == folder], node_modules)
    write_json(FONTS / "manifest.json", {"fonts": entries})


def check_subsetter() -> None:
    """Refuse any other subsetter than the pinned one: it would write different bytes."""
    pinned = read_sources_file()["uharfbuzz"]
    if hb.__version__ != pinned:
        raise BuildError(
            f"The fonts are made with uharfbuzz {pinned}, but {hb.__version__} is installed. "
            f"Install uharfbuzz {pinned}, or change it in sources.json and commit all new files."
        )


def read_sources() -> tuple[Source, ...]:
    """Every font file of `sources.json`, in its order."""
    return tuple(
        Source(
            folder=family["folder"],
            family=family["family"],
            package=family["package"],
            package_version=family["version"],
            original=each["original"],
            sha256=each["sha256"],
            file=each["file"],
            charset=family.get("charset"),
        )
        for family in read_sources_file()["families"]
        for each in family["files"]
    )


def read_sources_file() -> dict:  # type: ignore[type-arg]  # JSON, taken apart by the callers
    """`sources.json` as it stands."""
    return json.loads((FONTS / "sources.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def read_original(source: Source, node_modules: Path) -> bytes:
    """The font as published, once its hash is found to be the one we chose."""
    place = node_modules / source.package / source.original
    if not place.is_file():
        raise BuildError(
            f"{source.package} has no file {source.original}. Install "
            f"{source.package}@{source.package_version} with npm and try again."
        )
    font = place.read_bytes()
    found = hashlib.sha256(font).hexdigest()
    if found != source.sha256:
        raise BuildError(
            f"{source.original} of {source.package} is not the file we chose: its sha256 is "
            f"{found}, sources.json says {source.sha256}. Install version "
            f"{source.package_version}; if the change is meant, look at the new font and then "
            "put its hash into sources.json."
        )
    return font


def subset(original: bytes, source: Source) -> bytes:
    """The font with only the characters of its list, without hints, names untouched."""
    face = hb.Face(original)
    request = hb.SubsetInput()
    request.unicode_set.update(wanted_characters(set(face.unicodes), source))
    request.layout_feature_tag_set.clear()
    request.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in KEPT_FEATURES)
    # An inverted empty set is "all of them".
    for names in (request.name_id_set, request.name_lang_id_set):
        names.clear()
        names.invert()
    request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    reduced = hb.subset(face, request)
    return bytes(reduced.blob.data)


def wanted_characters(available: set[int], source: Source) -> set[int]:
    """What the list asks for. Characters written out must be there; ranges take what there is."""
    spelled_out, ranges = read_charset(CHARSETS / f"{source.charset}.txt")
    missing = spelled_out - available
    if missing:
        raise BuildError(
            f"{source.original} does not have {' '.join(map(chr, sorted(missing)))}. "
            f"Take them out of charsets/{source.charset}.txt or choose another font."
        )
    return spelled_out | (ranges & available)


def read_charset(place: Path) -> tuple[set[int], set[int]]:
    """The characters a list spells out, and those it gives as ranges of code points."""
    spelled_out: set[int] = set()
    ranges: set[int] = set()
    for line in place.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if match := re.match(r"U\+([0-9A-F]+)\.\.U\+([0-9A-F]+)", line):
            ranges.update(range(int(match[1], 16), int(match[2], 16) + 1))
        else:
            spelled_out.update(map(ord, line))
    return spelled_out, ranges


def manifest_entry(source: Source, font: bytes) -> dict[str, str | int]:
    """What the manifest says about one file."""
    face = hb.Face(font)
    version = face.get_name(hb.OTNameIdPredefined.VERSION_STRING)
    return {
        "file": f"{source.folder}/{source.file}",
        "family": source.family,
        "weight": source.weight,
        "version": version.removeprefix("Version ").split(";")[0],
        "codepoints": len(face.unicodes),
        "bytes": len(font),
        "sha256": hashlib.sha256(font).hexdigest(),
    }


def write_license(sources: Iterable[Source], node_modules: Path) -> None:
    """Write the folder's OFL.txt: the fonts' own license, then what was done to them.

    The packages hold two licenses; `LICENSE` is for their JavaScript, which is not used here.
    """
    sources = tuple(sources)
    texts = dict.fromkeys(
        (node_modules / each.package / "LICENSE_FONT").read_text(encoding="utf-8").strip()
        for each in sources
    )
    rule = "\n\n" + "-" * 59 + "\n"
    notes = "\n\n".join(fill(license_note(each), break_on_hyphens=False) for each in sources)
    text = rule.join([*texts, f"ABOUT THE FILES IN THIS FOLDER\n\n{notes}"]) + "\n"
    (FONTS / sources[0].folder / "OFL.txt").write_text(text, encoding="utf-8", newline="\n")


def license_note(source: Source) -> str:
    """One sentence on how a file differs from the one that was published."""
    origin = f"{Path(source.original).name} of the npm package {source.package} "
    origin += source.package_version
    if source.charset is None:
        return f"{source.file} is {origin}, unchanged."
    return (
        f"{source.file} is a modified version of {origin}: it was subset with HarfBuzz to the "
        f"characters listed in charsets/{source.charset}.txt. Outlines and names were kept; hints "
        "and the layout features that running text does not need were removed."
    )


def write_charsets(unihan: Path) -> None:
    """Write the character lists, from published character sets and the ranges above."""
    chinese = table_of_general_standard_characters(unihan) | gb2312()
    write_charset(
        "sc",
        "Simplified Chinese: the Table of General Standard Chinese Characters of 2013 (kTGH in\n"
        "# the Unihan database, © Unicode, Inc., Unicode License) and all of GB 2312.",
        chinese,
        COMMON_RANGES,
    )
    write_charset(
        "kr", "Korean: every hangul syllable, no hanja.", (), COMMON_RANGES + HANGUL_RANGES
    )
    write_charset("symbols", "Check marks, boxes, bullets and signs.", SYMBOLS, ())
    write_charset("math", "Comparison signs and arrows.", MATH, ())


def table_of_general_standard_characters(unihan: Path) -> set[str]:
    """The 8,105 characters China teaches and uses in names, from Unihan's kTGH field."""
    place = unihan / "Unihan_OtherMappings.txt.bz2"
    if not place.is_file():
        raise BuildError(
            f"{unihan} has no {place.name}. Install Debian's package unicode-data "
            "and give the folder its Unihan files are in."
        )
    with bz2.open(place, "rt", encoding="utf-8") as lines:
        fields = (line.split("\t") for line in lines if "\tkTGH\t" in line)
        return {chr(int(field[0].removeprefix("U+"), 16)) for field in fields}


def gb2312() -> set[str]:
    """Every character of GB 2312, as Python's codec knows it."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return set("".join(pair.decode("gb2312", errors="ignore") for pair in pairs))


def write_charset(
    name: str, title: str, characters: Iterable[str], ranges: Iterable[tuple[int, int, str]]
) -> None:
    """Write one list: ranges by number, then single characters as themselves, 40 to a line."""
    lines = [f"# {title}", "# Written by fonts/build.py --charsets; change it there."]
    ranges = tuple(ranges)
    if ranges:
        lines.append("# Ranges take whatever the font has of them.")
        lines += [f"U+{first:04X}..U+{last:04X}  {what}" for first, last, what in ranges]
    covered = {chr(code) for first, last, _ in ranges for code in range(first, last + 1)}
    lines += in_lines(sorted(set(characters) - covered))
    place = CHARSETS / f"{name}.txt"
    place.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def in_lines(characters: list[str], length: int = 40) -> Iterator[str]:
    """The characters as text, so many to a line."""
    for start in range(0, len(characters), length):
        yield "".join(characters[start : start + length])


def write_json(place: Path, value: object) -> None:
    """Write JSON the way Git and people like it."""
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    place.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
