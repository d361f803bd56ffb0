"""The numbers of the last run sheet, so that a number on paper means the same handout tomorrow.

Between a paper jam and its reprint a row may be mended, added or moved. So a run sheet's numbers
are kept beside the journal, each with the handout it stood for, as the journal knows it. No
patient is in there. The next run sheet takes their place; a reprint does not.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

from handouts.batch.journal import journal_file
from handouts.batch.run_sheet import Order, ranges
from handouts.batch.sink import local_folder, unwritten
from handouts.errors import CommandLineError, InputError
from handouts.files import write_whole
from handouts.values import dataclass

FILE_NAME = "handouts.run-sheet"
VERSION = 1

# Letters and digits that nobody mistakes for each other on paper, and that make no words.
_CLEAR = "23456789CDFGHJKMNPQRTVWXY"
_MARK_LENGTH = 4

_PART = re.compile(r"\s*([0-9]{1,9})\s*(?:-\s*([0-9]{1,9})\s*)?")


class SelectionError(CommandLineError):
    """What `--only` asks for is no choice of handouts."""


class NoRunSheetError(CommandLineError):
    """There is nothing the numbers of `--only` could be those of."""

    def __init__(self, *, place: str) -> None:
        super().__init__(
            "--only chooses by the numbers of the last run sheet, and none was made for the "
            f"handouts in {place}.",
            remedy="Leave out --only. The file then begins with a run sheet, and its numbers can "
            "be chosen from.",
        )
        self.place = place


class NotInInputError(InputError):
    """A handout of the last run sheet is not asked for any more, so it is not printed again.

    Attributes:
        numbers: Its number, or theirs.
    """

    def __init__(self, *, numbers: Sequence[int], mark: str) -> None:
        several = len(numbers) > 1
        super().__init__(
            f"{'Handouts' if several else 'Handout'} {ranges(numbers)} of run sheet {mark} "
            f"{'are' if several else 'is'} not in this input any more; nothing was collated.",
            remedy=f"{'Their rows were' if several else 'Its row was'} changed or taken out, or "
            "the command has other options than the run sheet was made with. Leave "
            f"{'these numbers' if several else 'this number'} out; or leave out --only, print "
            "all with a new run sheet, and shred the old one.",
        )
        self.numbers = tuple(numbers)


class NotMadeError(InputError):
    """A handout of the last run sheet could not be made again."""

    def __init__(self, *, numbers: Sequence[int]) -> None:
        several = len(numbers) > 1
        super().__init__(
            f"{'Handouts' if several else 'Handout'} {ranges(numbers)} of the run sheet could "
            "not be made; nothing was collated.",
            remedy="Mend the rows that failed and run the same command again.",
        )
        self.numbers = tuple(numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetNumbers:
    """What the handouts of a run sheet were.

    Attributes:
        order: The order they came in.
        handouts: The `identity` of each, number 1 first.
    """

    order: Order
    handouts: tuple[int, ...]

    @property
    def mark(self) -> str:
        """A few characters that tell this run sheet from others, on paper and on a screen."""
        digest = hashlib.sha256(repr((self.order.value, self.handouts)).encode()).digest()
        return "".join(_CLEAR[byte % len(_CLEAR)] for byte in digest[:_MARK_LENGTH])

    def chosen(self, only: str) -> dict[int, int]:
        """The handouts asked for, `3,7-9`: the identity of each by its number, in order.

        Raises:
            SelectionError: It is no list of numbers, or there is no such handout.
        """
        known = len(self.handouts)
        wanted: set[int] = set()
        for first, last in parse_only(only):
            beyond = first if not 1 <= first <= known else last
            if not 1 <= beyond <= known:
                raise SelectionError(
                    f"There is no handout {beyond} on run sheet {self.mark}. They go from 1 to "
                    f"{known}.",
                    remedy="Look its number up on the last run sheet, the one with "
                    f"{self.mark} in its title.",
                )
            wanted.update(range(first, last + 1))
        return {number: self.handouts[number - 1] for number in sorted(wanted)}


def parse_only(only: str) -> list[tuple[int, int]]:
    """What `3,7-9` says, as first and last numbers.

    Raises:
        SelectionError: It is no list of numbers.
    """
    parts = []
    for part in only.replace("–", "-").split(","):
        bounds = _PART.fullmatch(part)
        if bounds is None:
            raise SelectionError(
                f"{only!r} is no list of handouts.",
                remedy="Give their numbers on the run sheet, such as 3,7-9.",
            )
        first, last = int(bounds[1]), int(bounds[2] or bounds[1])
        if last < first:
            raise SelectionError(
                f"{part.strip()} counts backwards.",
                remedy=f"Write {last}-{first} for handouts {last} to {first}.",
            )
        parts.append((first, last))
    return parts


def numbers_file(out: str, state: Path | None) -> Path:
    """Where the numbers of a batch are kept: beside its journal."""
    return journal_file(out, state).with_name(FILE_NAME)


def read_numbers(out: str, state: Path | None) -> RunSheetNumbers:
    """The numbers of the last run sheet.

    Raises:
        NoRunSheetError: There was none, or what is there cannot be read.
    """
    try:
        told = json.loads(numbers_file(out, state).read_text("utf-8"))
        if told["handouts run sheet"] != VERSION:
            raise ValueError
        return RunSheetNumbers(
            order=Order(told["order"]),
            handouts=tuple(int(identity, 16) for identity in told["handouts"]),
        )
    except (OSError, ValueError, TypeError, KeyError):
        raise NoRunSheetError(place=str(local_folder(out) or out)) from None


def keep_numbers(numbers: RunSheetNumbers, out: str, state: Path | None) -> None:
    """Keep the numbers of a run sheet in place of those before.

    Raises:
        OutputError: They could not be kept.
    """
    told = {
        "handouts run sheet": VERSION,
        "order": numbers.order.value,
        "handouts": [f"{identity:x}" for identity in numbers.handouts],
    }
    write_whole(numbers_file(out, state), json.dumps(told).encode())


def forget_numbers(out: str, state: Path | None) -> None:
    """Forget them: from here on another run sheet may be on its way to the printer.

    Raises:
        OutputError: They could not be forgotten.
    """
    file = numbers_file(out, state)
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise unwritten(str(file.parent), error) from None
