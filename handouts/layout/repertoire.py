"""What other visits may want to show in the slots of a sheet, as glyphs.

Every date that could stand there, what stands around it, and where a name does, the usual
letters of the sheet's script. A frozen file's fonts hold these besides what the sheet says, so
that most visits bring no font of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from handouts.document import Direction, Inline, Rooms
from handouts.layout.compositor import set_lines
from handouts.layout.slots import Slot
from handouts.style import TextStyle
from handouts.text import Fonts, MissingGlyphError, usual_letters
from handouts.text.runs import Cluster, GlyphRun

_DIGITS = " 0 1 2 3 4 5 6 7 8 9"
_JOINERS = str.maketrans("", "", "\u200c\u200d")


def repertoire(
    slots: Iterable[Slot], rooms: Mapping[str, Rooms], fonts: Mapping[str, Fonts]
) -> tuple[GlyphRun, ...]:
    """Runs that show everything, the same for every visit.

    Args:
        slots: Of all pages.
        rooms: For each language what its dates may say.
        fonts: For each language its fonts.
    """
    runs: list[GlyphRun] = []
    met: set[tuple[object, ...]] = set()
    for slot in slots:
        text = slot.text
        for inline in text.inlines:
            for words in _words(inline, dict(rooms[text.language]), fonts[text.language]):
                key = (words, text.style.bold or inline.strong, text.language, inline.kind)
                if key not in met:
                    met.add(key)
                    shown = replace(inline, text=words)
                    language_fonts = fonts[text.language]
                    runs += _runs(shown, text.style, text.language, text.direction, language_fonts)
    return tuple(runs)


def _words(inline: Inline, rooms: Mapping[str, tuple[str, ...]], fonts: Fonts) -> Iterator[str]:
    if inline.form:
        parts = {
            part: None
            for each in rooms.get(inline.form, (inline.text,))
            for part in each.split(" ")
            if part
        }
        yield " ".join(parts) + _DIGITS
    elif inline.field:
        yield from usual_letters(fonts)
    elif inline.text.strip():
        yield inline.text


def _runs(
    inline: Inline, style: TextStyle, language: str, direction: Direction, fonts: Fonts
) -> Iterator[GlyphRun]:
    try:
        lines = set_lines(
            (inline,), style, measure=math.inf, balance=False, language=language,
            direction=direction, fonts=fonts,
        )  # fmt: skip
    except MissingGlyphError as error:
        # Nobody wrote them yet; a visit that does is refused.
        missing = dict.fromkeys(map(ord, "".join(error.characters)))
        there = replace(inline, text=inline.text.translate(missing))
        yield from _runs(there, style, language, direction, fonts)
        return
    for line in lines:
        for run in line.runs:
            yield replace(run, clusters=tuple(map(_without_joiners, run.clusters)))


def _without_joiners(cluster: Cluster) -> Cluster:
    """A letter as it stands between others; that a joiner gave it its shape is not its text."""
    text = cluster.text.translate(_JOINERS)
    return replace(cluster, text=text) if text and text != cluster.text else cluster
