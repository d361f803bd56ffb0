"""Cut a paragraph into items: text of one span, level, script and font.

An item is what HarfBuzz can shape in one go. Combining marks and joiners stay with the character
they belong to, whatever the spans say. Digits count as Latin, so that they look alike in every
language; spaces and punctuation, which belong to no script, take the one they stand in
(UAX #24, 5.1), so that a comma is drawn by the font of its word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from handouts.text import ucd
from handouts.text.fonts import Fonts, MissingGlyphError, script_of
from handouts.text.runs import TextSpan
from handouts.values import dataclass

if TYPE_CHECKING:
    from handouts.text.face import Face
    from handouts.text.patterns import Patterns

_LATIN = "Latn"
_COMMON = "Zyyy"
_NO_SCRIPT = frozenset((_COMMON, "Zinh", "Zzzz"))
_NAME = 12  # characters; names are shorter
_SHORT = 60  # characters; with more, there are as many patterns as texts
_ISOLATES = "\u2066\u2067\u2068\u2069"
_OPENING_QUOTES = {"“": "”", "‘": "’", "«": "»", "‹": "›"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A stretch of a paragraph that is shaped in one go.

    Attributes:
        start: First character.
        end: After the last character.
        level: Embedding level; odd runs right to left.
        script: ISO 15924 code.
        face: The font.
        span: Where the text came from.
    """

    start: int
    end: int
    level: int
    script: str
    face: Face
    span: TextSpan

    def moved(self, by: int) -> Item:
        """The same item in a text with so many characters before it."""
        return Item(
            start=self.start + by,
            end=self.end + by,
            level=self.level,
            script=self.script,
            face=self.face,
            span=self.span,
        )


def itemize(
    text: str, spans: Sequence[TextSpan], levels: Sequence[int], fonts: Fonts
) -> tuple[Item, ...]:
    """Cut a paragraph into items, in logical order.

    Args:
        text: The paragraph.
        spans: What it is joined from.
        levels: The embedding level of each character.
        fonts: Where faces come from.

    Raises:
        MissingGlyphError: No font has some character; all of them are named.
    """
    if len(spans) == 1 and len(text) <= _SHORT:
        items = _patterns(fonts).items(text, spans[0], levels)
        if items is not None:
            return items
    return cut_anew(text, spans, levels, fonts)


@lru_cache(maxsize=64)
def _patterns(fonts: Fonts) -> Patterns:
    # A handout of nothing but plain names has no need of it.
    from handouts.text.patterns import Patterns

    return Patterns(fonts, cut_anew)


def cut_anew(
    text: str, spans: Sequence[TextSpan], levels: Sequence[int], fonts: Fonts
) -> tuple[Item, ...]:
    """What `itemize` gives, with every character looked at."""
    extending = [i for i, char in enumerate(text) if i and _traits[char].kind == _EXTEND]
    owners: list[int] = []
    defaults: list[str] = []
    for number, span in enumerate(spans):
        owners += [number] * len(span.text)
        defaults += [script_of(span.language)] * len(span.text)
    for i in extending:
        owners[i] = owners[i - 1]
    scripts = resolve_scripts(text, defaults)

    marks = frozenset(extending)
    missing: dict[str, None] = {}
    items = []
    for start, end in _stretches(owners, scripts):
        span, script = spans[owners[start]], scripts[start]
        clusters = _clusters(text, start, end, marks)
        for face, left, right in _faces(clusters, start, script, span, fonts, missing):
            for first, last in _even(levels, left, right):
                items.append(
                    Item(
                        start=first,
                        end=last,
                        level=levels[first],
                        script=script,
                        face=face,
                        span=span,
                    )
                )
    if missing:
        raise MissingGlyphError(characters=tuple(missing))
    return tuple(items)


def _stretches(owners: Sequence[int], scripts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where neither span nor script changes."""
    start = 0
    for _, members in groupby(zip(owners, scripts, strict=True)):
        end = start + sum(1 for _ in members)
        yield start, end
        start = end


def _even(levels: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the level does not change."""
    first = start
    for place in range(start + 1, end):
        if levels[place] != levels[first]:
            yield first, place
            first = place
    yield first, end


def _clusters(text: str, start: int, end: int, marks: frozenset[int]) -> list[str]:
    """Each character of a stretch together with the marks on it."""
    if not marks:
        return list(text[start:end])
    starts = [start, *(i for i in range(start + 1, end) if i not in marks), end]
    return [text[i:j] for i, j in pairwise(starts)]


def _faces(
    clusters: list[str],
    start: int,
    script: str,
    span: TextSpan,
    fonts: Fonts,
    missing: dict[str, None],
) -> Iterator[tuple[Face, int, int]]:
    """The font of each part of a stretch; what no font has is added to `missing`.

    One font for all the letters of a name, if there is one: half in one font and half in another
    it would look like a mistake. In a sentence only the rare character changes font.
    """
    bold, language = span.bold, span.language
    different = set(clusters)
    first = fonts.first(script=script, language=language, bold=bold)
    if all(map(first.covers_all, different)):
        yield first, start, start + sum(map(len, clusters))
        return
    preferred = None
    if len(clusters) <= _NAME:
        letters = [cluster for cluster in different if _traits[cluster[0]].kind == _STRONG]
        preferred = fonts.pick(letters, script=script, language=language, bold=bold)
    chosen: dict[str, Face] = {}
    for cluster in clusters:
        if cluster in chosen:
            continue
        if preferred is not None and preferred.covers_all(cluster):
            chosen[cluster] = preferred
            continue
        found = fonts.pick((cluster,), script=script, language=language, bold=bold)
        if found is None:
            found = first
            base = fonts.pick(cluster[0], script=script, language=language, bold=bold) or first
            missing.update((char, None) for char in cluster if not base.covers(char))
        chosen[cluster] = found
    place = start
    for _, members in groupby(clusters, lambda cluster: chosen[cluster].name):
        same = list(members)
        end = place + sum(map(len, same))
        yield chosen[same[0]], place, end
        place = end


# What a character does to the scripts around it.
_STRONG, _PLAIN, _SPACE, _EXTEND, _OPENING, _CLOSING, _UNSEEN = range(7)


class _Traits:
    """What resolving scripts has to know of one character."""

    # A plain class: see ucd.Properties.
    __slots__ = ("kind", "pair", "script", "used_with", "wide")

    def __init__(self, char: str) -> None:
        properties = ucd.properties(char)
        self.script = properties.script
        self.used_with = properties.scripts
        self.wide = bool(properties.flags & ucd.Flag.WIDE)
        self.pair = ""
        if char in "0123456789":
            self.kind, self.script = _STRONG, _LATIN
        elif properties.flags & (ucd.Flag.MARK | ucd.Flag.GRAPHEME_EXTEND) or char == "\u200d":
            self.kind = _EXTEND
        elif properties.flags & ucd.Flag.DEFAULT_IGNORABLE:
            self.kind = _UNSEEN
        elif self.script not in _NO_SCRIPT:
            self.kind = _STRONG
        elif char in _OPENING_QUOTES:
            self.kind, self.pair = _OPENING, _OPENING_QUOTES[char]
        elif char in _OPENING_QUOTES.values():
            self.kind, self.pair = _CLOSING, char
        elif char in ucd.opening_brackets():
            self.kind, self.pair = _OPENING, ucd.opening_brackets()[char]
        elif char in ucd.closing_brackets():
            self.kind, self.pair = _CLOSING, ucd.closing_brackets()[char]
        elif properties.bidi_class == "WS" or char in "\u00a0\u202f":
            self.kind = _SPACE
        else:
            self.kind = _PLAIN


class _TraitsByCharacter(dict[str, _Traits]):
    """Fills itself, one character at a time."""

    def __missing__(self, char: str) -> _Traits:
        found = self[char] = _Traits(char)
        return found


_traits = _TraitsByCharacter()


def script_of_letter(char: str) -> str | None:
    """The script of a character that is of one; digits count as Latin."""
    trait = _traits[char]
    return trait.script if trait.kind == _STRONG else None


def script_of_mark(char: str) -> str | None:
    """The script of a character that stands on another; of some, none in particular (Zinh)."""
    trait = _traits[char]
    return trait.script if trait.kind == _EXTEND else None


def is_unseen(char: str) -> bool:
    """Whether it is a control that ends what its neighbors are attached to."""
    return _traits[char].kind == _UNSEEN


def resolve_scripts(text: str, defaults: Sequence[str]) -> list[str]:
    """The script each character is shaped and drawn as.

    Args:
        text: The paragraph.
        defaults: For each character the script of its language, where nothing else decides.
    """
    traits = [_traits[char] for char in text]
    strong = {trait.script for trait in traits if trait.kind == _STRONG}
    if len(strong) < 2 and strong.issuperset(defaults):
        return list(defaults)
    return _Resolution(text, traits, defaults).resolve()


class _Resolution:
    """One pass over a paragraph of several scripts."""

    def __init__(self, text: str, traits: list[_Traits], defaults: Sequence[str]) -> None:
        self.text = text
        self.traits = traits
        self.defaults = defaults
        self.following = self._scripts_following()
        self.resolved: list[str] = []
        # Script of the character just before; None after a space or a control.
        self.attached: str | None = None
        # Last script seen, and the brackets open: outside, and in each isolate.
        self.last: list[str | None] = [None]
        self.brackets: list[list[tuple[str, str]]] = [[]]

    def resolve(self) -> list[str]:
        for place, trait in enumerate(self.traits):
            self.resolved.append(self._script(place, trait))
        return self.resolved

    def _script(self, place: int, trait: _Traits) -> str:
        if trait.kind == _STRONG:
            self.attached = self.last[-1] = trait.script
            return trait.script
        if trait.kind == _EXTEND and place:
            return self.resolved[-1]
        if trait.kind in (_SPACE, _UNSEEN):
            before, self.attached = self.attached or self.last[-1], None
            after, default = self.following[place + 1], self.defaults[place]
            if self.text[place] in _ISOLATES:
                # A mark at the start of an isolate stands on nothing, and takes this for its base:
                # what is outside must not decide about it.
                self._pass_control(self.text[place])
                return default
            return default if default in (before, after) else before or after or default
        if trait.kind == _OPENING:
            script = self._outside_bracket(place)
            self.brackets[-1].append((trait.pair, script))
        else:
            opened = self._bracket_closed_by(trait) if trait.kind == _CLOSING else None
            script = opened or self._by_neighbors(place, trait)
        self.attached = script
        return script

    def _scripts_following(self) -> list[str | None]:
        """For each place the script of the strong character its punctuation leads up to."""
        following: list[str | None] = [None] * (len(self.traits) + 1)
        for place in range(len(self.traits) - 1, -1, -1):
            trait = self.traits[place]
            if trait.kind == _STRONG:
                following[place] = trait.script
            elif trait.kind not in (_SPACE, _UNSEEN):
                following[place] = following[place + 1]
        return following

    def _pass_control(self, char: str) -> None:
        """Inside an isolate the text outside is not seen, nor the other way round."""
        if char != "\u2069":
            self.last.append(None)
            self.brackets.append([])
        elif len(self.last) > 1:
            self.last.pop()
            self.brackets.pop()

    def _by_neighbors(self, place: int, trait: _Traits) -> str:
        after = self.following[place + 1]
        default = self.defaults[place]
        near = [each for each in (self.attached, after, self.last[-1], default) if each]
        # The comma after a Chinese name on an English sheet is an English comma.
        if _LATIN in (self.attached, after, default):
            near.insert(0, _LATIN)
        # A danda or an Arabic comma stays with the scripts it is used with, and Latin has no
        # use for a comma as wide as an ideograph.
        if trait.used_with != (trait.script,):
            near = [script for script in near if script in trait.used_with] or near
        elif trait.wide:
            near = [script for script in near if script != _LATIN] or near
        return near[0]

    def _outside_bracket(self, place: int) -> str:
        if len(self.last) > 1:
            return self._by_neighbors(place, self.traits[place])
        return self.defaults[place]

    def _bracket_closed_by(self, trait: _Traits) -> str | None:
        stack = self.brackets[-1]
        for depth in range(len(stack) - 1, -1, -1):
            pair, script = stack[depth]
            if pair == trait.pair:
                del stack[depth:]
                return script
        return None
