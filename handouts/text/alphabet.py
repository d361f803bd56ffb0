"""The letters names are usually written with, by script, as text to be shaped.

A sheet's fonts hold what the sheet says; a name may need more. With its script's usual letters
in them, most names need no font of their own. In scripts whose letters take the shape of their
neighbors, every letter is given in the shapes it has.
"""

from __future__ import annotations

import unicodedata

from handouts.text.fonts import Fonts, main_script, script_of

_LATIN = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 "
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ"
    "ĂăĄąĆćČčĐđĘęĚěĞğİıŁłŃńŐőŒœŘřŚśŞşŠšȘșȚțŮůŰűŹźŻżŽž '’-.,()"
)
_CYRILLIC = "".join(map(chr, (*range(0x410, 0x450), 0x401, 0x451, 0x404, 0x454, 0x406, 0x456)))
_ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
_PERSIAN = "پچژکگیۀ"
_JOINER = "\u200d"

# Where an Indic block starts; its letters stand at the same places in each (The Unicode
# Standard, 12.1).
_INDIC = {"Deva": 0x900, "Beng": 0x980, "Guru": 0xA00, "Gujr": 0xA80, "Taml": 0xB80}
_VOWELS, _CONSONANTS, _SIGNS = range(0x05, 0x15), range(0x15, 0x3A), range(0x3E, 0x4E)
_ABOVE = (0x02, 0x03)


def usual_letters(fonts: Fonts) -> tuple[str, ...]:
    """Text that shows every usual letter of a sheet's script, and of Latin.

    Nastaliq has too many shapes for each letter, and Chinese too many letters.
    """
    script = script_of(fonts.language) if fonts.family is None else main_script(fonts.family)
    if script == "Latn":
        script = script_of(fonts.language)
    if script in _INDIC:
        return (_LATIN, " ".join(_syllables(_INDIC[script])))
    if script == "Arab" and "nastaliq" not in (fonts.family or ""):
        shapes = ("{}", "{}" + _JOINER, _JOINER + "{}" + _JOINER, _JOINER + "{}")
        letters = _ARABIC + _PERSIAN
        return (_LATIN, " ".join(shape.format(letter) for letter in letters for shape in shapes))
    if script == "Cyrl":
        return (_LATIN, _CYRILLIC)
    return (_LATIN,)


def _syllables(start: int) -> list[str]:
    def letters(places: range | tuple[int, ...]) -> list[str]:
        characters = [chr(start + place) for place in places]
        return [each for each in characters if unicodedata.name(each, "")]

    consonants, signs = letters(_CONSONANTS), letters(_SIGNS)
    return [
        *letters(_VOWELS),
        *consonants,
        *(consonant + sign for consonant in consonants for sign in signs),
        *(consonant + sign for consonant in consonants for sign in letters(_ABOVE)),
    ]
