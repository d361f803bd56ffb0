"""Turn a stretch of text of one script, direction, language and font into clusters of glyphs.

HarfBuzz picks the glyphs, seeing a little of the text on either side, so that Arabic joins
across a change of style. This module groups the answer by the characters that cannot be told
apart on paper, and keeps for every cluster the text it stands for, so that the PDF can be
searched and read aloud.

The latest stretches are remembered. Their text may be a patient's: `forget` drops it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from itertools import compress, count
from operator import attrgetter, ne
from typing import TYPE_CHECKING

from handouts.text import ucd
from handouts.text.fonts import MissingGlyphError
from handouts.text.runs import Cluster, Glyph

if TYPE_CHECKING:
    from handouts.text.face import Cuts, Face

_ISOLATES = frozenset("\u2066\u2067\u2068\u2069")
_CONTEXT = 5  # HarfBuzz looks no further
# Letters do not join across an isolate (ArabicShaping.txt: U), so nothing beyond one is shown.
_AFTER_ISOLATE = re.compile("^.*[\u2066-\u2069]", re.DOTALL)
_FROM_ISOLATE = re.compile("[\u2066-\u2069].*$", re.DOTALL)
_JOINERS = "\u200c\u200d"
_advance = attrgetter("advance")


class Shaped:
    """Shaped text.

    Attributes:
        clusters: From left to right.
        starts: For each cluster, its first character, counted from the start of the stretch.
        advance: Of all clusters, in font units.
    """

    __slots__ = ("_cuts", "_text", "advance", "clusters", "starts")

    def __init__(
        self,
        clusters: tuple[Cluster, ...],
        starts: tuple[int, ...],
        *,
        text: str = "",
        cuts: Cuts | None = None,
    ) -> None:
        """Take what was shaped.

        Args:
            clusters: From left to right.
            starts: Of each.
            text: It, as it was shaped.
            cuts: Where it can be cut; nowhere if it is not told.
        """
        self.clusters, self.starts = clusters, starts
        self.advance = sum(map(_advance, clusters))
        self._text, self._cuts = text, cuts

    def can_cut(self, place: int) -> bool:
        """Whether the text can be cut at a place and both parts stay as they are.

        Only beside a space: elsewhere a cut may change letters or kerning.
        """
        if self._cuts is None or " " not in self._text[place - 1 : place + 1]:
            return False
        return self._cuts.can_cut(place)


# A bidi control that nobody sees.
_UNSEEN = Shaped((), ())


def shape(
    text: str, start: int, end: int, *, face: Face, rtl: bool, script: str, language: str
) -> Shaped:
    """Shape `text[start:end]`, which stands in the text around it.

    Bidi controls and other characters nobody sees leave no cluster; joiners stay in the text of
    the cluster before them. A mirrored bracket in right-to-left text is given as it looks.

    Raises:
        MissingGlyphError: The font lacks a character, which `itemize` should have noticed.
    """
    shown = text[start:end]
    if end - start == 1 and shown in _ISOLATES:
        return _UNSEEN
    before, after = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
    return _shape(
        _AFTER_ISOLATE.sub("", before) if before[-1:] not in _ISOLATES else "",
        shown,
        _FROM_ISOLATE.sub("", after) if after[:1] not in _ISOLATES else "",
        face,
        rtl,
        script,
        language,
    )


def severed(shaped: Shaped, start: int, end: int, *, length: int, rtl: bool) -> Shaped | None:
    """The part of a shaped stretch between two places; None if it has to be shaped again."""
    for place in (start, end):
        if 0 < place < length and not shaped.can_cut(place):
            return None
    places = shaped.starts[::-1] if rtl else shaped.starts
    first, last = bisect_left(places, start), bisect_left(places, end)
    if rtl:
        first, last = len(places) - last, len(places) - first
    starts = shaped.starts[first:last]
    return Shaped(
        shaped.clusters[first:last], tuple([place - start for place in starts]) if start else starts
    )


@lru_cache(maxsize=64)
def without_width(space: Cluster) -> Cluster:
    """A space that takes no room; the same one each time."""
    return replace(space, advance=0)


def forget() -> None:
    """Drop every text remembered."""
    _shape.cache_clear()


@lru_cache(maxsize=4096)
def _shape(
    before: str, text: str, after: str, face: Face, rtl: bool, script: str, language: str
) -> Shaped:
    glyphs = face.shaped(
        before + text + after, len(before), len(text), rtl=rtl, script=script, language=language
    )
    numbers, starts, positions = glyphs.numbers, glyphs.starts, glyphs.positions
    if not rtl and starts == list(range(len(text))):
        # One glyph for each character, left to right: most text on most sheets.
        clusters = list(map(_single, text, numbers, positions))
    else:
        starts, clusters = _group(text, starts, numbers, positions, rtl)
    if 0 in numbers:
        raise MissingGlyphError(characters=_missing(clusters))
    return Shaped(tuple(clusters), tuple(starts), text=text, cuts=glyphs.cuts)


# A cluster alone tells nothing of the text it came from, so these are never forgotten.
@lru_cache(maxsize=8192)
def _single(text: str, number: int, position: tuple[int, int, int, int]) -> Cluster:
    dx, dy, advance, _ = position
    return Cluster(text=text, glyphs=(Glyph(number, dx, dy),), advance=advance)


def _group(
    text: str,
    starts: list[int],
    numbers: tuple[int, ...],
    positions: tuple[tuple[int, int, int, int], ...],
    rtl: bool,
) -> tuple[list[int], list[Cluster]]:
    """Clusters from left to right, and where the text of each starts."""
    texts = _texts(text, sorted(set(starts)), rtl)
    # Where the glyphs of each begin: where the character is another than before.
    firsts = [0, *compress(count(1), map(ne, starts, starts[1:]))] if starts else []
    characters = list(map(starts.__getitem__, firsts))
    seen = list(map(texts.__getitem__, characters))
    if len(firsts) == len(starts):
        clusters = list(map(_single, seen, numbers, positions))
    else:
        parts = list(map(slice, firsts, [*firsts[1:], len(starts)]))
        its_numbers = map(numbers.__getitem__, parts)
        clusters = list(map(_several, seen, its_numbers, map(positions.__getitem__, parts)))
    if all(seen):
        return characters, clusters
    return list(compress(characters, seen)), list(compress(clusters, seen))


@lru_cache(maxsize=8192)
def _several(
    text: str, numbers: tuple[int, ...], positions: tuple[tuple[int, int, int, int], ...]
) -> Cluster:
    pen, glyphs = 0, []
    for number, (dx, dy, advance, _) in zip(numbers, positions, strict=True):
        glyphs.append(Glyph(number, pen + dx, dy))
        pen += advance
    return Cluster(text=text, glyphs=tuple(glyphs), advance=pen)


def _texts(text: str, starts: list[int], rtl: bool) -> dict[int, str]:
    """What the cluster from each start stands for; empty if nobody sees it."""
    bounds = [0, *starts[1:], len(text)]
    texts = dict(zip(starts, map(text.__getitem__, map(slice, bounds, bounds[1:])), strict=False))
    if not any(map(_odd[rtl].__getitem__, text)):
        return texts
    before = None
    for start in starts:
        seen = "".join(filter(_is_kept, texts[start]))
        if rtl:
            seen = "".join([ucd.mirrored(char) or char for char in seen])
        alone = seen.lstrip(_JOINERS)
        if before is not None and alone != seen:
            texts[before] += seen[: len(seen) - len(alone)]
            seen = alone
        texts[start] = seen
        before = start
    return texts


class _Odd(dict[str, bool]):
    """Whether a character is told otherwise than it is written; fills itself."""

    def __init__(self, *, rtl: bool) -> None:
        super().__init__()
        self._rtl = rtl

    def __missing__(self, char: str) -> bool:
        found = self[char] = ucd.is_default_ignorable(char) or (
            self._rtl and ucd.mirrored(char) is not None
        )
        return found


_odd = {rtl: _Odd(rtl=rtl) for rtl in (False, True)}


def _is_kept(char: str) -> bool:
    return char in _JOINERS or not ucd.is_default_ignorable(char)


def _missing(clusters: list[Cluster]) -> tuple[str, ...]:
    """The characters the font drew as a box."""
    boxes = [cluster for cluster in clusters if any(not glyph.number for glyph in cluster.glyphs)]
    return tuple(dict.fromkeys("".join([cluster.text for cluster in boxes])))
