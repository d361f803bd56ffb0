"""Pieces down the sides of paper: what stays together, and where a new side begins.

A piece is the smallest thing that is never cut. A chain of pieces that each keep with the next
moves as one. Nothing here knows what a piece shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from handouts.layout.painter import Painter
from handouts.values import dataclass

Paint: TypeAlias = Callable[[Painter, float], None]

# A side with less of its height filled than this looks forgotten.
THIN = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something that stands on one side, whole.

    Attributes:
        height: In points.
        paint: Paints it with its top at a given y.
        gap: Clear space above it; none at the top of a side.
        ease: More of it, on a side that has room left over.
        keep: Never the last on a side: the next piece stands below it.
        yields: It may be the last after all, rather than have the next piece cut.
        close: The next piece stands below it, unless that left much of a side white.
        head: What is repeated above it when it opens a side, a table's head, if its list
            began on an earlier side.
        split: Cuts it where it stands, for a piece that may break: given the room there is,
            the part that fits and the rest, or None.
        whole: It is cut only where even an empty side is too small for it.
        rest: It was cut off what ends the side before, which is not pulled over to join it.
    """

    height: float
    paint: Paint
    gap: float = 0.0
    ease: float = 0.0
    keep: bool = False
    yields: bool = False
    close: bool = False
    head: Piece | None = None
    split: Callable[[float], tuple[Piece, Piece] | None] | None = None
    whole: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and the y of its top."""

    piece: Piece
    y: float


Side: TypeAlias = tuple[Placed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The room between header and footer.

    Attributes:
        top: y of the first piece.
        bottom: y that no piece passes.
    """

    top: float
    bottom: float

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top


def flow(
    pieces: Sequence[Piece], *, first: Room, later: Room, white: float = THIN
) -> tuple[Side, ...]:
    """Stand the pieces on as many sides as they need.

    Args:
        pieces: In reading order.
        first: The first side's room, under the letterhead and the patient's panel.
        later: Every other side's.
        white: The part of a side that may stay white so that what is close stands together.

    Returns:
        The sides, each with its pieces in order.
    """
    sides: list[list[Piece]] = [[]]
    for chain in _chains(pieces):
        rest = chain
        while rest:
            room = first if len(sides) == 1 else later
            rest = _add(sides[-1], rest, room.height, later.height, white=white)
            if rest:
                sides.append([])
    _fill_thin_sides(sides, first=first, later=later)
    return tuple(_stand(side, first if index == 0 else later) for index, side in enumerate(sides))


def _chains(pieces: Sequence[Piece]) -> list[list[Piece]]:
    chains: list[list[Piece]] = []
    open_chain = False
    for piece in pieces:
        if open_chain:
            chains[-1].append(piece)
        else:
            chains.append([piece])
        open_chain = piece.keep or piece.close
    return chains


def _add(
    side: list[Piece], chain: list[Piece], room: float, side_height: float, *, white: float
) -> list[Piece]:
    """Put as much of a chain on the side as belongs there; what is left for the next.

    What must stay whole and is taller than a side, with what stands above it, is cut anyway; it
    begins where it stands. If what stands above it yields, that stays here without it.
    """
    if _height([*side, *chain]) <= room:
        side.extend(chain)
        return []
    *above, last = chain
    fits_alone = last.height <= side_height < _height(chain)
    yields = bool(side and above) and above[-1].yields
    if last.whole and fits_alone and yields and _height([*side, *above]) <= room:
        side.extend(above)
        return [last]
    stays_whole = last.whole and _height(chain) <= side_height
    if last.split and not (side and stays_whole):
        before = [*side, *above]
        parts = last.split(room - _height(before) - (last.gap if before else 0))
        if parts:
            side.extend([*above, replace(parts[0], gap=last.gap)])
            return [replace(parts[1], rest=True)]
    if side and room - _height(side) <= white * side_height:
        return chain
    fitting = [n for n in range(1, len(chain)) if _height([*side, *chain[:n]]) <= room]
    loose = [n for n in fitting if not chain[n - 1].keep]
    if not loose and side:
        return chain
    # A chain longer than a side breaks anywhere between its pieces, where nothing else helps.
    count = max(loose or fitting or [1])
    side.extend(chain[:count])
    return chain[count:]


def _fill_thin_sides(sides: list[list[Piece]], *, first: Room, later: Room) -> None:
    """Pull blocks over to a side that would stand almost empty, from the one before it."""
    for index in range(len(sides) - 1, 0, -1):
        room = first if index == 1 else later
        while _height(sides[index]) < THIN * later.height and not sides[index][0].rest:
            chains = _chains(sides[index - 1])
            if len(chains) < 2:
                break
            moved = chains[-1]
            if moved[0].head and not sides[index - 1][0].head:
                # A table that stands whole on its side is worth more than an even one.
                break
            stays = sides[index - 1][: -len(moved)]
            filled = [*moved, *sides[index]]
            if _height(stays) < THIN * room.height or _height(filled) > later.height:
                break
            sides[index - 1], sides[index] = stays, filled


def _with_head(side: Sequence[Piece]) -> list[Piece]:
    if side and side[0].head is not None:
        return [side[0].head, replace(side[0], head=None), *side[1:]]
    return list(side)


def _height(side: Sequence[Piece]) -> float:
    pieces = _with_head(side)
    return sum(p.height + (p.gap if i else 0.0) for i, p in enumerate(pieces))


def _stand(side: Sequence[Piece], room: Room) -> Side:
    placed = []
    y = room.top
    left = room.height - _height(side)
    wanted = sum(piece.ease for piece in _with_head(side)[1:])
    eased = min(1.0, max(0.0, left) / wanted) if wanted else 0.0
    for index, piece in enumerate(_with_head(side)):
        y += piece.gap + eased * piece.ease if index else 0.0
        placed.append(Placed(piece, y))
        y += piece.height
    return tuple(placed)
