"""An export as a header and rows, whichever kind of file it came from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeAlias

from handouts.records.moments import Cell
from handouts.values import dataclass

# Its number as a spreadsheet shows it, and its cells.
Row: TypeAlias = tuple[int, Sequence[Cell]]

# What spreadsheets leave where a formula failed.
FORMULA_ERRORS = frozenset((
    "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "Err:502", "Err:504", "Err:508", "Err:509", "Err:522",
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header and its rows.

    Attributes:
        source: The file's name.
        headers: As the file has them.
        rows: Reads the rows below the header that are not blank, from the first.
        formulas: Row and column, the first being 0, of cells whose formula has no value.
    """

    source: str
    headers: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    formulas: Collection[tuple[int, int]] = ()


def text_of(cell: Cell) -> str:
    """A cell as somebody would read it out."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def is_formula(cell: Cell) -> bool:
    """Whether a formula stands in the cell, or what is left of one."""
    return isinstance(cell, str) and (cell.startswith("=") or cell in FORMULA_ERRORS)
