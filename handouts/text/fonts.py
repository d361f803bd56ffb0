"""Find the font a character is drawn with.

Each language has a family for its script. Latin letters and digits come from Noto Sans in every
language, so a phone number looks the same on every sheet; a script foreign to the sheet (a
patient's Chinese name in English text) finds its own family; signs come last. What no family
has is an error naming the character, never an empty box.

A font file is opened when a character first needs it and stays open: a process opens few.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.errors import ContentError
from handouts.text.runs import FaceName, Line

if TYPE_CHECKING:
    from handouts.text.face import Face

# Every family: its files without weight and extension, and the scripts it is made for, the
# main one first. Order matters where two families share a script: the first one is asked first.
_FAMILIES = {
    "noto-sans": ("noto-sans/NotoSans", ("Latn", "Cyrl", "Grek")),
    "noto-sans-symbols": ("noto-sans-symbols/NotoSansSymbols2", ()),
    "noto-sans-math": ("noto-sans-symbols/NotoSansMath", ()),
    "noto-sans-arabic": ("noto-sans-arabic/NotoSansArabic", ("Arab",)),
    "vazirmatn": ("vazirmatn/Vazirmatn", ("Arab",)),
    "noto-nastaliq-urdu": ("noto-nastaliq-urdu/NotoNastaliqUrdu", ("Arab",)),
    "noto-sans-hebrew": ("noto-sans-hebrew/NotoSansHebrew", ("Hebr",)),
    "noto-sans-devanagari": ("noto-sans-devanagari/NotoSansDevanagari", ("Deva",)),
    "noto-sans-gurmukhi": ("noto-sans-gurmukhi/NotoSansGurmukhi", ("Guru",)),
    "noto-sans-gujarati": ("noto-sans-gujarati/NotoSansGujarati", ("Gujr",)),
    "noto-sans-bengali": ("noto-sans-bengali/NotoSansBengali", ("Beng",)),
    "noto-sans-tamil": ("noto-sans-tamil/NotoSansTamil", ("Taml",)),
    "noto-sans-ethiopic": ("noto-sans-ethiopic/NotoSansEthiopic", ("Ethi",)),
    "noto-sans-sc": ("noto-sans-sc/NotoSansSC", ("Hani", "Bopo", "Hira", "Kana")),
    "noto-sans-tc": ("noto-sans-tc/NotoSansTC", ("Hani", "Bopo", "Hira", "Kana")),
    "noto-sans-kr": ("noto-sans-kr/NotoSansKR", ("Hang", "Hani")),
}
_LATIN = "noto-sans"
_SIGNS = ("noto-sans-symbols", "noto-sans-math")  # in one weight, and in one folder

# The family each language is set in. A longer tag takes the longest beginning that is here
# (RFC 4647, lookup): en-CA is en, fa-AF is fa. A language that is not here names its family
# where it is added (locales/languages.toml).
_FAMILY_OF_LANGUAGE = {
    "am": "noto-sans-ethiopic",
    "ar": "noto-sans-arabic",
    "bn": "noto-sans-bengali",
    "en": "noto-sans",
    "es": "noto-sans",
    "fa": "vazirmatn",
    "fil": "noto-sans",
    "fr": "noto-sans",
    "gu": "noto-sans-gujarati",
    "he": "noto-sans-hebrew",
    "hi": "noto-sans-devanagari",
    "it": "noto-sans",
    "ko": "noto-sans-kr",
    "pa": "noto-sans-gurmukhi",
    "pl": "noto-sans",
    "pt": "noto-sans",
    "ro": "noto-sans",
    "ru": "noto-sans",
    "so": "noto-sans",
    "ta": "noto-sans-tamil",
    "ti": "noto-sans-ethiopic",
    "tr": "noto-sans",
    "uk": "noto-sans",
    "ur": "noto-nastaliq-urdu",
    "vi": "noto-sans",
    "zh-Hans": "noto-sans-sc",
    "zh-Hant": "noto-sans-tc",
}
# Every other language is in the main script of its family.
_IN_CYRILLIC = ("ru", "uk")


class MissingGlyphError(ContentError):
    """No font has some characters of a text.

    Only the characters are named, not the words they stand in: those may be a patient's.

    Attributes:
        characters: Each once, in the order of the text.
    """

    def __init__(self, *, characters: tuple[str, ...]) -> None:
        listed = ", ".join(_described(character) for character in characters)
        super().__init__(
            f"No font has {listed}.",
            remedy="Write it with other characters, or add a font that has it to the fonts folder.",
        )
        self.characters = characters

    @property
    def character(self) -> str:
        """The first of them."""
        return self.characters[0]


def _described(character: str) -> str:
    name = unicodedata.name(character, "")
    code = f"U+{ord(character):04X}"
    return f"“{character}” ({code} {name})" if name else f"the character {code}"


@cache
def _open(name: FaceName, path: Path) -> Face:
    """The same file is the same Face in every Fonts, so a bilingual sheet opens it once."""
    # A handout without a name on it is stamped before HarfBuzz would be loaded.
    from handouts.text.face import Face

    return Face(name, path)


class Fonts:
    """The fonts of one sheet, in the order they are asked for a character.

    Attributes:
        language: BCP 47 tag of the sheet.
        family: What the sheet is set in; None if its scripts decide.
    """

    def __init__(
        self, files: Mapping[FaceName, Path], *, language: str, family: str | None = None
    ) -> None:
        """Take fonts from files that need not exist until a character wants them.

        A family this module has no table entry for serves every script.
        """
        self.language = language
        self.family = family or family_of(language)
        self._files = dict(files)
        self._order = tuple(dict.fromkeys(name.family for name in files))
        self._chains: dict[tuple[str, str], tuple[str, ...]] = {}
        self._faces: dict[tuple[str, bool], Face] = {}

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file there may be need of."""
        return tuple(self._files.values())

    def face(self, name: FaceName) -> Face:
        """The font with this name, opened.

        Raises:
            ContentError: The file is missing or damaged.
        """
        return _open(name, self._files[name])

    def ink(self, line: Line) -> tuple[float, float]:
        """How far a line's ink reaches above and below its baseline, in points, neither below 0."""
        above = below = 0.0
        for run in line.runs:
            inked = self.face(run.face).ink_of
            inks = [inked(cluster) for cluster in run.clusters]
            if inks:
                scale = run.size / run.units_per_em
                above = max(above, max([top for top, _ in inks]) * scale)
                below = max(below, -min([bottom for _, bottom in inks]) * scale)
        return above, below

    def main_face(self, *, bold: bool = False) -> Face:
        """The font of the sheet's own script."""
        script = main_script(self.family) if self.family else script_of(self.language)
        return self.first(script=script, language=self.language, bold=bold)

    def first(self, *, script: str, language: str, bold: bool = False) -> Face:
        """The font asked first for text of a script and language."""
        return self._face(self.families(script, language)[0], bold)

    def pick(
        self, clusters: Iterable[str], *, script: str, language: str, bold: bool = False
    ) -> Face | None:
        """The first font that can draw all of these; None if none can.

        A family without a bold font is asked for its regular one.

        Args:
            clusters: Characters, each with its combining marks.
            script: ISO 15924 code of the text around them.
            language: BCP 47 tag of that text.
            bold: Bold rather than regular.
        """
        wanted = tuple(clusters)
        for family in self.families(script, language):
            face = self._face(family, bold)
            if all(map(face.covers_all, wanted)):
                return face
        return None

    def families(self, script: str, language: str) -> tuple[str, ...]:
        """The order in which families are asked for text of a script and language."""
        key = (script, language)
        if key not in self._chains:
            self._chains[key] = tuple(
                dict.fromkeys(
                    family for family in self._candidates(script, language) if family in self._order
                )
            )
        return self._chains[key]

    def _candidates(self, script: str, language: str) -> Iterable[str]:
        own = [family for family in (family_of(language), self.family) if family is not None]
        made_for_it = [family for family in self._order if script in _scripts_of(family)]
        first = [family for family in own if family in made_for_it] or made_for_it
        return (*first[:1], *own, _LATIN, *_SIGNS, *made_for_it, *self._order)

    def _face(self, family: str, bold: bool) -> Face:
        try:
            return self._faces[family, bold]
        except KeyError:
            name = FaceName(family=family, bold=bold)
            if name not in self._files:
                name = FaceName(family=family, bold=not bold)
            face = self._faces[family, bold] = self.face(name)
            return face


def load_fonts(folder: Path, language: str, *, family: str | None = None) -> Fonts:
    """The fonts of the library for a sheet in one language. Opens none of them yet.

    Args:
        folder: The library's fonts.
        language: BCP 47 tag of the sheet.
        family: What to set it in, for a language this module does not know.

    Raises:
        ContentError: No font is known for the language, or there is no such family.
    """
    if family is not None and family not in _FAMILIES:
        raise ContentError(
            f"There is no font family {family}, which the language {language} is to be set in.",
            remedy=f"Choose one of these in locales/languages.toml: {', '.join(_FAMILIES)}.",
        )
    if family is None and family_of(language) is None:
        raise ContentError(
            f"No font is chosen for the language {language}.",
            remedy='Name its family in locales/languages.toml, as in: font = "noto-sans"',
        )
    files = {}
    for each, (stem, _) in _FAMILIES.items():
        files[FaceName(family=each)] = folder / f"{stem}-Regular.ttf"
        if each not in _SIGNS:
            files[FaceName(family=each, bold=True)] = folder / f"{stem}-Bold.ttf"
    return Fonts(files, language=language, family=family)


def family_of(language: str) -> str | None:
    """The family a language is set in; None for a language without one."""
    tag = language
    while tag and tag not in _FAMILY_OF_LANGUAGE:
        tag = tag.rpartition("-")[0]
    return _FAMILY_OF_LANGUAGE.get(tag)


def family_for(script: str) -> str | None:
    """The family first asked for a script, by its ISO 15924 code; None if no font has it."""
    same = {"Hans": "noto-sans-sc", "Hant": "noto-sans-tc", "Jpan": "noto-sans-sc"}
    same["Kore"] = "noto-sans-kr"
    found = (family for family in _FAMILIES if script in _scripts_of(family))
    return same.get(script) or next(found, None)


def main_script(family: str) -> str:
    """The script a family is made for, by its ISO 15924 code; Latin for one of signs."""
    return (*_scripts_of(family), "Latn")[0]


@cache
def script_of(language: str) -> str:
    """The script a language is written in, for text that shows none of its own."""
    if language.partition("-")[0] in _IN_CYRILLIC:
        return "Cyrl"
    family = family_of(language)
    return _scripts_of(family)[0] if family else "Latn"


def _scripts_of(family: str) -> tuple[str, ...]:
    return _FAMILIES.get(family, ("", ()))[1]
