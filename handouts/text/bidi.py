"""Find the direction of every character, and the order of a line from left to right.

This is the Unicode Bidirectional Algorithm (UAX #9) with isolates, embeddings, overrides and
paired brackets. `resolve_levels` reads a paragraph; `line_levels` and `reorder_runs` read a
line of it. An even level runs left to right, an odd one right to left.

Rules W, N and I are substitutions on strings with one letter per character, so a regular
expression does the work of a loop; a comment names each rule.

Mirrored glyphs (rule L4) are chosen when a run is shaped; `ucd.mirrored` knows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import mul

from handouts.lazily import pattern
from handouts.text import ucd

MAX_DEPTH = 125

# One letter for each bidi class. All neutrals and isolate controls that share their rules
# share `o` once the explicit levels are known.
_LETTERS = {
    "L": "L",
    "R": "R",
    "AL": "A",
    "EN": "E",
    "AN": "N",
    "ES": "+",
    "ET": "T",
    "CS": ",",
    "NSM": "M",
    "BN": "b",
    "B": "B",
    "S": "S",
    "WS": "W",
    "ON": "o",
    "LRE": "l",
    "RLE": "r",
    "LRO": "d",
    "RLO": "u",
    "PDF": "p",
    "LRI": "i",
    "RLI": "j",
    "FSI": "k",
    "PDI": "q",
}
_INITIATORS = ("i", "j", "k")
_NEUTRAL = str.maketrans("BSWijkq", "ooooooo")
_AS_STRONG = {"L": "L", "R": "R", "E": "R", "N": "R"}  # as rules N0 to N2 see numbers
_BRACKET_DEPTH = 63

_NOT_PLAIN = pattern("[RANlrduj]")
_ISOLATES = pattern("([ijkq])")
_ISOLATES_AND_STRONG = pattern("[LRAijkq]")
_EXPLICIT = pattern("[lrdupijkqbB]")
_REMOVED = pattern("[blrdup]")  # X9
_PARAGRAPH = pattern("[^B]*B|[^B]+")
_TRAILING_SPACE = pattern("[Wijkqblrdup]*(?:[BS]|$)")  # L1

_W1 = pattern("(.)M+")
_W2 = pattern("A[^LR]*")
_W4_EUROPEAN = pattern("(?<=E)[+,](?=E)")
_W4_ARABIC = pattern("(?<=N),(?=N)")
_W5 = pattern("T+(?=E)|(?<=E)T+")
_W6 = pattern("[+T,]")
_W7 = pattern("L[^R]*")


# Letters that are followed by their like or by marks have one level with these, and all around
# them would be the same without these.
_WORD = pattern("L[LM]*|R[RM]*|A[AM]*|E[EM]*|(?s:.)")
_SHORT = 60  # characters; longer texts are seldom alike


class _Letters(dict[int, str]):
    """From code point to letter, for `str.translate`; fills itself."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _LETTERS[ucd.bidi_class(chr(code))]
        return letter


class _Signs(dict[int, str]):
    """From code point to letter, but brackets stay as they are: of them it matters which it is."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        sign = self[code] = char if _brackets().match(char) else _letters[code]
        return sign


_letters = _Letters()
_signs = _Signs()


class ResolvedLevels:
    """The levels of a paragraph, before it is cut into lines.

    Attributes:
        base: The level of the paragraph, 0 or 1.
        levels: One level per character. A character that rule X9 removes (an embedding or
            override control, a boundary neutral) has the level of the character before it.
    """

    # A plain class: see ucd.Properties.
    __slots__ = ("base", "levels")

    def __init__(self, *, base: int, levels: bytes) -> None:
        self.base = base
        self.levels = levels


def resolve_levels(text: str, *, base: int | None) -> ResolvedLevels:
    """The embedding level of every character of one paragraph.

    Args:
        text: One paragraph. A paragraph separator inside it ends all embeddings, but what
            follows keeps the same base level.
        base: 0 for left to right, 1 for right to left, None to take it from the first strong
            character (rules P2 and P3).
    """
    if len(text) > _SHORT:
        return _resolve_levels(text, text.translate(_letters), base)
    words = _WORD.findall(text.translate(_signs))
    found, level_of_each = _pattern_levels("".join([word[0] for word in words]), base)
    levels = b"".join(map(mul, level_of_each, map(len, words)))
    return ResolvedLevels(base=found, levels=levels)


@lru_cache(maxsize=1024)
def _pattern_levels(pattern: str, base: int | None) -> tuple[int, tuple[bytes, ...]]:
    """The level of a paragraph with one letter in place of each word, and that of each letter."""
    letters = _brackets().sub(lambda bracket: _letters[ord(bracket[0])], pattern)
    resolved = _resolve_levels(pattern, letters, base)
    return resolved.base, tuple([bytes([level]) for level in resolved.levels])


def _resolve_levels(text: str, letters: str, base: int | None) -> ResolvedLevels:
    """Resolve a text of these letters; of its own characters only the brackets are looked at."""
    if base is None:
        base = _first_strong_level(letters, 0) or 0
    levels = b"".join(
        [
            _paragraph_levels(text[match.start() : match.end()], match[0], base)
            for match in _PARAGRAPH.finditer(letters)
        ]
    )
    return ResolvedLevels(base=base, levels=levels)


def line_levels(text: str, levels: Sequence[int], start: int, end: int, base: int) -> bytes:
    """The levels of `text[start:end]` as one line (rule L1).

    Spaces before a tab and at the end of the line go back to the level of the paragraph.

    Args:
        text: The paragraph.
        levels: Its resolved levels.
        start: First character of the line.
        end: After its last character.
        base: The level of the paragraph.
    """
    line = bytearray(levels[start:end])
    letters = text[start:end].translate(_letters)
    for match in _TRAILING_SPACE.finditer(letters):
        line[match.start() : match.end()] = bytes([base]) * (match.end() - match.start())
    return bytes(line)


def reorder_runs(levels: Sequence[int]) -> tuple[int, ...]:
    """The indices of a line's characters or runs, from left to right (rule L2).

    Args:
        levels: One level per character or per run, in logical order.
    """
    order = list(range(len(levels)))
    if not order:
        return ()
    lowest_odd = min((level for level in levels if level % 2), default=None)
    if lowest_odd is None:
        return tuple(order)
    for level in range(max(levels), lowest_odd - 1, -1):
        start = None
        for place in range(len(order) + 1):
            # Reversing leaves every index within its stretch of higher levels, so the
            # stretches stand where they stood in logical order.
            inside = place < len(order) and levels[place] >= level
            if inside and start is None:
                start = place
            elif not inside and start is not None:
                order[start:place] = order[start:place][::-1]
                start = None
    return tuple(order)


def _paragraph_levels(text: str, letters: str, base: int) -> bytes:
    if base == 0 and not _NOT_PLAIN.search(letters):
        plain = _plain_levels(letters)
        if plain is not None:
            return plain
    return _resolve(text, letters, base)


def _plain_levels(letters: str) -> bytes | None:
    """Levels of a left-to-right paragraph where nothing runs right to left.

    None where the general way is needed.
    """
    if not _ISOLATES.search(letters):
        return bytes(len(letters))
    if "b" in letters or "p" in letters:
        return None
    levels = bytearray()
    depth = 0
    for piece in _ISOLATES.split(letters):
        if piece == "q" and depth:
            depth -= 1
        levels += bytes([2 * depth]) * len(piece)
        if piece in _INITIATORS:
            depth += 1
            if 2 * depth > MAX_DEPTH:
                return None
    return bytes(levels)


def _first_strong_level(letters: str, start: int) -> int | None:
    """The level the first strong letter outside isolates asks for (rules P2, P3 and X5c).

    Looks from `start` to the end of the paragraph or of the isolate that `start` is in.
    """
    depth = 0
    for match in _ISOLATES_AND_STRONG.finditer(letters, start):
        letter = match[0]
        if letter in _INITIATORS:
            depth += 1
        elif letter == "q":
            if depth == 0 and start > 0:
                return None
            depth = max(0, depth - 1)
        elif depth == 0:
            return 0 if letter == "L" else 1
    return None


def _matching_pdis(letters: str) -> dict[int, int]:
    """From each isolate initiator to the PDI that closes it (BD9)."""
    closing: dict[int, int] = {}
    waiting: list[int] = []
    for match in _ISOLATES.finditer(letters):
        if match[0] in _INITIATORS:
            waiting.append(match.start())
        elif waiting:
            closing[waiting.pop()] = match.start()
    return closing


def _resolve(text: str, letters: str, base: int) -> bytes:
    """Rules X1 to I2 for one paragraph."""
    types, runs = _ExplicitLevels(letters, base).walk()
    levels = bytearray(len(text))
    for sequence in _isolating_run_sequences(runs, _matching_pdis(letters)):
        pieces = [piece for number in sequence for piece in runs[number].pieces]
        start, end = _edges(runs, sequence, letters, base)
        resolved = _resolve_sequence(
            start + "".join([types[a:b] for a, b in pieces]) + end,
            " " + "".join([text[a:b] for a, b in pieces]) + " ",
            runs[sequence[0]].level,
        )
        place = 0
        for a, b in pieces:
            levels[a:b] = resolved[place : place + b - a]
            place += b - a
    for match in _REMOVED.finditer(letters):
        here = match.start()
        levels[here] = levels[here - 1] if here else base
    return bytes(levels)


class _Run:
    """A level run: neighbors of one level, once removed characters are out of the way (BD7)."""

    __slots__ = ("level", "pieces")

    def __init__(self, level: int, piece: tuple[int, int]) -> None:
        self.level = level
        self.pieces = [piece]

    @property
    def last(self) -> int:
        return self.pieces[-1][1] - 1


class _ExplicitLevels:
    """Rules X1 to X8: walks from one explicit control to the next."""

    def __init__(self, letters: str, base: int) -> None:
        self._letters = letters
        self._base = base
        # Level, override ("L", "R" or none), and whether an isolate opened it.
        self._stack: list[tuple[int, str, bool]] = [(base, "", False)]
        self._overflow_isolates = 0
        self._overflow_embeddings = 0
        self._valid_isolates = 0
        self._types: list[str] = []
        self._runs: list[_Run] = []

    def walk(self) -> tuple[str, list[_Run]]:
        """The letters after overrides, removed ones kept in place, and the level runs."""
        place = 0
        for match in _EXPLICIT.finditer(self._letters):
            here = match.start()
            self._keep(place, here)
            letter = match[0]
            if letter in "lrdu":
                self._embed(letter)
            elif letter in _INITIATORS:
                self._keep(here, here + 1)
                self._isolate(letter, here)
            elif letter == "q":
                self._end_isolate()
                self._keep(here, here + 1)
            elif letter == "p":
                self._end_embedding()
            elif letter == "B":
                del self._stack[1:]
                self._keep(here, here + 1)
            if letter in "lrdupb":
                self._types.append(letter)
            place = here + 1
        self._keep(place, len(self._letters))
        return "".join(self._types), self._runs

    def _keep(self, start: int, end: int) -> None:
        if start == end:
            return
        level, override, _ = self._stack[-1]
        self._types.append(override * (end - start) or self._letters[start:end])
        if self._runs and self._runs[-1].level == level:
            self._runs[-1].pieces.append((start, end))
        else:
            self._runs.append(_Run(level, (start, end)))

    def _next_level(self, odd: bool) -> int:
        level = self._stack[-1][0]
        return (level + 1) | 1 if odd else (level + 2) & ~1

    def _room_for(self, level: int) -> bool:
        return level <= MAX_DEPTH and not self._overflow_isolates and not self._overflow_embeddings

    def _embed(self, letter: str) -> None:  # X2 to X5
        level = self._next_level(odd=letter in "ru")
        if self._room_for(level):
            self._stack.append((level, {"d": "L", "u": "R"}.get(letter, ""), False))
        elif not self._overflow_isolates:
            self._overflow_embeddings += 1

    def _isolate(self, letter: str, here: int) -> None:  # X5a to X5c
        first_strong = _first_strong_level(self._letters, here + 1) if letter == "k" else None
        level = self._next_level(odd=letter == "j" or first_strong == 1)
        if self._room_for(level):
            self._valid_isolates += 1
            self._stack.append((level, "", True))
        else:
            self._overflow_isolates += 1

    def _end_isolate(self) -> None:  # X6a
        if self._overflow_isolates:
            self._overflow_isolates -= 1
        elif self._valid_isolates:
            self._overflow_embeddings = 0
            while not self._stack.pop()[2]:
                pass
            self._valid_isolates -= 1

    def _end_embedding(self) -> None:  # X7
        if self._overflow_isolates:
            return
        if self._overflow_embeddings:
            self._overflow_embeddings -= 1
        elif len(self._stack) > 1 and not self._stack[-1][2]:
            self._stack.pop()


def _isolating_run_sequences(runs: list[_Run], closing: dict[int, int]) -> list[list[int]]:
    """Numbers of level runs, joined across the isolates between them (BD13)."""
    sequences: list[list[int]] = []
    waiting: dict[int, list[int]] = {}
    for number, run in enumerate(runs):
        sequence = waiting.pop(run.pieces[0][0], None)
        if sequence is None:
            sequence = []
            sequences.append(sequence)
        sequence.append(number)
        if run.last in closing:
            waiting[closing[run.last]] = sequence
    return sequences


def _edges(runs: list[_Run], sequence: list[int], letters: str, base: int) -> tuple[str, str]:
    """The directions a sequence starts and ends against: sos and eos (X10)."""
    first, last = sequence[0], sequence[-1]
    level = runs[first].level
    before = runs[first - 1].level if first else base
    open_ended = last + 1 == len(runs) or letters[runs[last].last] in _INITIATORS
    after = base if open_ended else runs[last + 1].level
    return "LR"[max(level, before) % 2], "LR"[max(level, after) % 2]


def _resolve_sequence(types: str, chars: str, level: int) -> bytes:
    """Rules W1 to I2 for one isolating run sequence.

    Args:
        types: Its letters, between sos and eos.
        chars: Its characters, between two of no meaning.
        level: Its embedding level.

    Returns:
        Its levels, sos and eos left out.
    """
    original = types.translate(_NEUTRAL)
    types = _W1.sub(lambda m: m[1] * len(m[0]), original)
    types = _W2.sub(lambda m: m[0].replace("E", "N"), types)
    types = types.replace("A", "R")  # W3
    types = _W4_EUROPEAN.sub("E", types)
    types = _W4_ARABIC.sub("N", types)
    types = _W5.sub(lambda m: "E" * len(m[0]), types)
    types = _W6.sub("o", types)
    types = _W7.sub(lambda m: m[0].replace("E", "L"), types)
    direction = "LR"[level % 2]
    if "o" in types:
        types = _pair_brackets(types, original, chars, direction)  # N0

        def neutral(match: re.Match[str]) -> str:
            before = _AS_STRONG[types[match.start() - 1]]
            after = _AS_STRONG[types[match.end()]]
            return (before if before == after else direction) * len(match[0])

        types = re.sub("o+", neutral, types)  # N1, N2
    if level % 2:
        steps = {"L": level + 1, "R": level, "E": level + 1, "N": level + 1}  # I2
    else:
        steps = {"L": level, "R": level + 1, "E": level + 2, "N": level + 2}  # I1
    return bytes([steps[letter] for letter in types[1:-1]])


def _pair_brackets(types: str, original: str, chars: str, direction: str) -> str:
    """Rule N0: the two brackets of a pair get one direction."""
    pairs = _bracket_pairs(types, chars)
    if not pairs:
        return types
    letters = list(types)
    opposite = "R" if direction == "L" else "L"
    for opening, closing in pairs:
        inside = {_AS_STRONG.get(letter) for letter in letters[opening + 1 : closing]}
        if direction in inside:
            found = direction
        elif opposite in inside:
            before = next(filter(None, map(_AS_STRONG.get, reversed(letters[:opening]))))
            found = before if before == opposite else direction
        else:
            continue
        for bracket in (opening, closing):
            letters[bracket] = found
            place = bracket + 1
            while original[place] == "M":
                letters[place] = found
                place += 1
    return "".join(letters)


def _bracket_pairs(types: str, chars: str) -> list[tuple[int, int]]:
    """The places of paired brackets, in the order of their opening ones (BD16)."""
    opening, closing = ucd.opening_brackets(), ucd.closing_brackets()
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for match in _brackets().finditer(chars):
        here, char = match.start(), match[0]
        if types[here] != "o":
            continue
        if char in opening:
            if len(waiting) == _BRACKET_DEPTH:
                break
            waiting.append((opening[char], here))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == closing[char]:
                pairs.append((waiting[depth][1], here))
                del waiting[depth:]
                break
    return sorted(pairs)


@cache
def _brackets() -> re.Pattern[str]:
    every = "".join((*ucd.opening_brackets(), *ucd.closing_brackets()))
    return re.compile(f"[{re.escape(every)}]")
