"""Find where a line may end.

`default_breaks` is the Unicode Line Breaking Algorithm (UAX #14), with numbers kept whole as
its section 8.2, example 7, describes. `break_opportunities` is what a handout uses: the same,
and then what a reader must not see torn apart stays together. Spaces belong to the line
before the break.

Both give one byte per place, `Break` by value: place i is before character i, and there is
one more for the end of the text. Which of the allowed places a line takes is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise

from handouts.lazily import pattern
from handouts.text import ucd


class Break(IntEnum):
    """What may happen before a character."""

    NONE = 0
    ALLOWED = 1
    MANDATORY = 2


# One letter for each line breaking class, so that a rule about more than two characters is a
# regular expression. Brackets that are not East Asian have letters of their own (rule LB30),
# and so do pictographs not yet assigned (LB30b) and marks that nobody sees.
_LETTERS = {
    "AL": "a",
    "HL": "h",
    "NU": "0",
    "SP": " ",
    "BK": "K",
    "CR": "C",
    "LF": "L",
    "NL": "N",
    "ZW": "z",
    "CM": "m",
    "ZWJ": "j",
    "WJ": "w",
    "GL": "g",
    "OP": "<",
    "OP30": "(",
    "CL": "]",
    "CP": ">",
    "CP30": ")",
    "EX": "!",
    "IS": ",",
    "SY": "/",
    "QU": '"',
    "NS": "n",
    "B2": "2",
    "BA": "b",
    "BB": "B",
    "HY": "-",
    "CB": "c",
    "IN": ".",
    "PR": "$",
    "PO": "%",
    "ID": "I",
    "EB": "e",
    "EM": "E",
    "JL": "J",
    "JV": "V",
    "JT": "T",
    "H2": "H",
    "H3": "3",
    "RI": "R",
    "PICTOGRAPH": "x",
    "UNSEEN": "u",
}
# Rule LB1. Complex-context letters (Thai, Khmer) need a dictionary, which this is not.
_RESOLVED = {"AI": "AL", "SG": "AL", "XX": "AL", "SA": "AL", "CJ": "NS"}


class _Letters(dict[int, str]):
    """From code point to letter, for `str.translate`; fills itself."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _LETTERS[_resolved_class(chr(code))]
        return letter


_letters = _Letters()


def _resolved_class(char: str) -> str:
    properties = ucd.properties(char)
    name, flags = properties.line_break_class, properties.flags
    if name == "SA" and flags & ucd.Flag.MARK:
        return "CM"
    if name == "CM" and flags & ucd.Flag.DEFAULT_IGNORABLE:
        return "UNSEEN"
    if name in ("OP", "CP") and not flags & ucd.Flag.WIDE:
        return f"{name}30"
    if flags & ucd.Flag.UNASSIGNED_PICTOGRAPH:
        return "PICTOGRAPH"
    return _RESOLVED.get(name, name)


def _rule(before: str, outcome: Break, after: str) -> tuple[str, Break, str]:
    """A rule about two neighbors; classes by name, `*` is any, `- SP` is any but a space."""

    def letters(names: str) -> str:
        every = "".join(_LETTERS.values())
        if names == "*":
            return every
        listed = "".join(_LETTERS[name] for name in names.removeprefix("- ").split())
        if names.startswith("- "):
            return "".join(letter for letter in every if letter not in listed)
        return listed

    return letters(before), outcome, letters(after)


_CLOSING = "CL CP CP30"
_OPENING = "OP OP30"
_IDEOGRAPHIC = "ID EB EM PICTOGRAPH"
_HANGUL = "JL JV JT H2 H3"

# The first rule that fits two neighbors decides; rules LB9 and LB10 have put marks away.
# Where a rule looks further than that, its part about neighbors is here and the rest in
# `_look_further`.
_RULES = (
    _rule("BK", Break.MANDATORY, "*"),  # LB4
    _rule("CR", Break.NONE, "LF"),  # LB5
    _rule("CR LF NL", Break.MANDATORY, "*"),
    _rule("*", Break.NONE, "BK CR LF NL"),  # LB6
    _rule("*", Break.NONE, "SP ZW"),  # LB7
    _rule("ZW", Break.ALLOWED, "*"),  # LB8
    _rule("*", Break.NONE, "WJ"),  # LB11
    _rule("WJ GL", Break.NONE, "*"),  # LB11, LB12
    _rule("- SP BA HY", Break.NONE, "GL"),  # LB12a
    _rule("*", Break.NONE, f"{_CLOSING} EX IS SY"),  # LB13
    _rule(_OPENING, Break.NONE, "*"),  # LB14
    _rule("QU", Break.NONE, _OPENING),  # LB15
    _rule(_CLOSING, Break.NONE, "NS"),  # LB16
    _rule("B2", Break.NONE, "B2"),  # LB17
    _rule("SP", Break.ALLOWED, "*"),  # LB18
    _rule("*", Break.NONE, "QU"),  # LB19
    _rule("QU", Break.NONE, "*"),
    _rule("*", Break.ALLOWED, "CB"),  # LB20
    _rule("CB", Break.ALLOWED, "*"),
    _rule("*", Break.NONE, "BA HY NS"),  # LB21
    _rule("BB", Break.NONE, "*"),
    _rule("SY", Break.NONE, "HL"),  # LB21b
    _rule("*", Break.NONE, "IN"),  # LB22
    _rule("AL HL", Break.NONE, "NU"),  # LB23
    _rule("NU", Break.NONE, "AL HL"),
    _rule("PR", Break.NONE, _IDEOGRAPHIC),  # LB23a
    _rule(_IDEOGRAPHIC, Break.NONE, "PO"),
    _rule("PR PO", Break.NONE, "AL HL"),  # LB24
    _rule("AL HL", Break.NONE, "PR PO"),
    _rule("PR PO HY", Break.NONE, "NU"),  # LB25
    _rule("NU", Break.NONE, "NU PR PO"),
    _rule("JL", Break.NONE, "JL JV H2 H3"),  # LB26
    _rule("JV H2", Break.NONE, "JV JT"),
    _rule("JT H3", Break.NONE, "JT"),
    _rule(_HANGUL, Break.NONE, "PO"),  # LB27
    _rule("PR", Break.NONE, _HANGUL),
    _rule("AL HL", Break.NONE, "AL HL"),  # LB28
    _rule("IS", Break.NONE, "AL HL"),  # LB29
    _rule("AL HL NU", Break.NONE, "OP30"),  # LB30
    _rule("CP30", Break.NONE, "AL HL NU"),
    _rule("RI", Break.NONE, "RI"),  # LB30a
    _rule("EB PICTOGRAPH", Break.NONE, "EM"),  # LB30b
)


class _Neighbors(dict[tuple[str, str], int]):
    """What may happen between two letters; fills itself, since a text has few pairs."""

    def __missing__(self, pair: tuple[str, str]) -> int:
        before, after = pair
        outcome = next(
            (rule[1] for rule in _RULES if before in rule[0] and after in rule[2]),
            Break.ALLOWED,  # LB31
        )
        self[pair] = int(outcome)
        return outcome


_neighbors = _Neighbors()

_ORPHAN_MARK = pattern("(^|[ KCLNz])[mj]")
_HOLD_AFTER_SPACES = pattern(
    "[<(] +(?=.)"  # LB14
    '|" +(?=[<(])'  # LB15
    "|[]>)] +(?=n)"  # LB16
    "|2 +(?=2)"  # LB17
)
_BREAK_AFTER_SPACES = pattern("z +(?=[^ KCLNz])")  # LB8
_HEBREW_HYPHEN = pattern("h[-b](?=[^c])")  # LB21a
_NUMBER = pattern("0[0/,]*[]>)]?[$%]?")  # LB25
_BEFORE_NUMBER = pattern("[$%](?=[(<-]0)")  # LB25
_FLAGS = pattern("RR(?=R)")  # LB30a


def default_breaks(text: str) -> bytes:
    """The break opportunities of UAX #14, in any language and with nothing added.

    The end of a text is mandatory; the start never is a break.
    """
    return bytes(_breaks(text.translate(_letters).replace("u", "m")))


def _breaks(letters: str) -> bytearray:
    """One value per place for a string of letters, the end included."""
    if "m" not in letters and "j" not in letters:
        breaks = _base_breaks(letters)
        breaks.append(Break.MANDATORY)
    else:
        bases = _ORPHAN_MARK.sub(r"\1a", letters)  # LB10
        places = [place for place, letter in enumerate(bases) if letter not in "mj"]  # LB9
        breaks = bytearray(len(letters) + 1)
        values = _base_breaks(bases.replace("m", "").replace("j", ""))
        for place, value in zip(places, values, strict=True):
            breaks[place] = value
        for joiner in re.finditer("j", letters):  # LB8a
            breaks[joiner.end()] = Break.NONE
        breaks[-1] = Break.MANDATORY
    breaks[0] = Break.MANDATORY if not letters else Break.NONE
    return breaks


def _base_breaks(letters: str) -> bytearray:
    """One value per letter, where marks have been put away."""
    breaks = bytearray(1 if letters else 0)
    breaks += bytes(map(_neighbors.__getitem__, pairwise(letters)))
    _look_further(letters, breaks)
    return breaks


def _look_further(letters: str, breaks: bytearray) -> None:
    """Apply what rules say about more than two neighbors."""
    for match in _HOLD_AFTER_SPACES.finditer(letters):
        breaks[match.end()] = Break.NONE
    for match in _NUMBER.finditer(letters):
        breaks[match.start() + 1 : match.end()] = bytes(match.end() - match.start() - 1)
    for match in _BEFORE_NUMBER.finditer(letters):
        breaks[match.end()] = Break.NONE
    if "z" in letters:
        for match in _BREAK_AFTER_SPACES.finditer(letters):
            breaks[match.end()] = Break.ALLOWED
    if "h" in letters:
        for match in _HEBREW_HYPHEN.finditer(letters):
            breaks[match.end()] = Break.NONE
    if "R" in letters:
        for match in _FLAGS.finditer(letters):
            breaks[match.end()] = Break.ALLOWED


# From here on: what a handout adds.

_SEEN_AS = {
    # Korean is broken between words; between syllables it is hard to read for the sick and
    # the old. (UAX #14, 8.1, and `word-break: keep-all` of CSS)
    "ko": str.maketrans(dict.fromkeys("JVTH3", "a")),
}
# In Chinese and Japanese a quotation mark stands between ideographs without a space, where
# UAX #14 would keep both sides together and leave a ragged hole.
_CJK_QUOTES = pattern("[“”]")
_CJK = ("zh", "ja", "yue")

_OPENS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"

_UNITS = "mg mcg µg μg g kg mL ml dL L mm cm m km мг мкг г кг мл мм см °C °F ℃ ℉ ° % ٪ ‰ IU UI"
# A unit ends where its own letters end; Chinese and Korean go on without a space.
_UNIT = pattern(f" (?=(?:{'|'.join(_UNITS.split())})(?![A-Za-zÀ-ɏЀ-ӿ0-9]))")
_SUN_PROTECTION = pattern(r"\b(?:SPF|FPS|LSF) (?=[0-9])")
_DIGIT_GROUPS = pattern(
    r"(?<=[0-9)]) (?=[0-9]{3,4}(?![0-9]))"  # 416 555 0123, (416) 555-0123, 10 000
    r"|(?<=[0-9]) (?=\([0-9]{3}\))"  # 1 (416) 555-0123
)
_FRACTION = pattern("(?<=[¼½¾⅐-⅞]) (?=\\S)|(?<=[0-9]) (?=[¼½¾⅐-⅞])")
_RANGE = pattern("[‒–—]")
_FRENCH_SPACE = pattern("« +| +(?=»)")
_NUMBER_HYPHEN = pattern("0-(?=[ah])")  # 24-hour
_LETTER_HYPHEN = pattern(
    "(?<![ahm0])[ah]-(?=[ah])"  # T-zone
    "|(?<=[ahm])-(?=[ah](?![ahm0]))"  # Retin-A
    "|(?:^|(?<= ))-(?=[ah])"  # -itis
)
_DECIMAL = pattern(",(?=0)")  # .5
_SLASH = pattern("(?<=[ahm0%])/(?=[ah0])")
_ADDRESS = pattern(r"://|www\.|@|\w\.\w+/")

# Letters with their marks and full stops: a line may end after the spaces between, and nowhere
# else (LB13, LB18, LB29).
_ONLY_WORDS = pattern("u*a[am,]*(?: +a[am,]*)*u*")
_SPACES = pattern(" +")


def line_break_letters(text: str) -> str:
    """For each character a letter for its class; two with one letter break alike."""
    return text.translate(_letters)


def break_opportunities(
    text: str, *, language: str, unbreakable: Sequence[tuple[int, int]] = ()
) -> bytes:
    """Where a line of a handout may end.

    On top of UAX #14: a number keeps its unit, a range its two ends, a phone number its groups;
    `24-hour`, `Retin-A` and `yes/no` stay whole, web addresses may still break; Korean breaks at
    spaces. Isolates and other characters that are never seen neither make nor hide a break; it
    comes before the ones that open and after the ones that close.

    Args:
        text: One paragraph, isolates and all.
        language: BCP 47 tag of the text.
        unbreakable: Stretches (start, end) that stay on one line, each `text[start:end]`.
            A mandatory break inside stays.
    """
    letters = text.translate(_letters)
    if _ONLY_WORDS.fullmatch(letters) and not _FRACTION.search(text):
        breaks = _between_words(letters)
    elif "u" not in letters:
        breaks = _handout_breaks(text, letters, language)
    else:
        places = [place for place, letter in enumerate(letters) if letter != "u"]
        seen = "".join([text[place] for place in places])
        values = _handout_breaks(seen, letters.replace("u", ""), language)
        breaks = _spread(values, places, text)
    for start, end in unbreakable:
        _hold(breaks, range(start + 1, end))
    return bytes(breaks)


def _between_words(letters: str) -> bytearray:
    breaks = bytearray(len(letters) + 1)
    breaks[-1] = Break.MANDATORY
    for match in _SPACES.finditer(letters):
        breaks[match.end()] = Break.ALLOWED
    return breaks


def _spread(values: bytearray, places: list[int], text: str) -> bytearray:
    """Put the breaks of the characters that are seen back into the whole text."""
    breaks = bytearray(len(text) + 1)
    breaks[-1] = Break.MANDATORY
    for value, place in zip(values, places, strict=False):
        if value:
            while text[place - 1] in _OPENS:
                place -= 1
            breaks[place] = value
    return breaks


def _handout_breaks(text: str, letters: str, language: str) -> bytearray:
    primary = language.partition("-")[0].lower()
    letters = letters.translate(_SEEN_AS.get(primary, {}))
    if primary in _CJK:
        letters = _with_cjk_quotes(text, letters)
    breaks = _breaks(letters)
    _hold(breaks, _held_together(text, letters))
    if primary == "fr":
        _hold(breaks, (match.end() for match in _FRENCH_SPACE.finditer(text)))
    return breaks


def _hold(breaks: bytearray, places: Iterator[int] | range) -> None:
    for place in places:
        if breaks[place] == Break.ALLOWED:
            breaks[place] = Break.NONE


def _with_cjk_quotes(text: str, letters: str) -> str:
    changed = list(letters)
    for match in _CJK_QUOTES.finditer(text):
        changed[match.start()] = _LETTERS["OP" if match[0] == "“" else "CL"]
    return "".join(changed)


def _held_together(text: str, letters: str) -> Iterator[int]:
    """The places where a dose, a range, a number or a short compound would be torn."""
    for match in _UNIT.finditer(text):
        if match.start() and letters[match.start() - 1] == "0":
            yield match.end()
    for held in (_SUN_PROTECTION, _DIGIT_GROUPS, _FRACTION):
        for match in held.finditer(text):
            yield match.end()
    for match in _RANGE.finditer(text):
        start, end = match.span()
        if letters[max(0, start - 1) : start] == "0" == letters[end : end + 1]:
            yield from (start, end)
    for held in (_NUMBER_HYPHEN, _LETTER_HYPHEN, _DECIMAL):
        for match in held.finditer(letters):
            yield match.end()
    for match in _SLASH.finditer(letters):
        if not _ADDRESS.search(_word_around(text, match.start())):
            yield match.end()


def _word_around(text: str, place: int) -> str:
    start = text.rfind(" ", 0, place) + 1
    end = text.find(" ", place)
    return text[start : end if end >= 0 else len(text)]
