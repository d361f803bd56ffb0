"""What became of a batch's rows: counted on the way, told at the end."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import field

from handouts.errors import ExitCode
from handouts.findings import Finding, Severity
from handouts.records import BadRow, SkipReason
from handouts.values import dataclass

ERRORS_FILE = "errors.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Handouts that differ in their patients alone.

    Attributes:
        treatments: Their names.
        language: BCP 47 tag.
        branch: As clinic.toml spells it; None where nobody said.
    """

    treatments: tuple[str, ...]
    language: str
    branch: str | None


class Tally:
    """The count of a batch under way.

    Attributes:
        made: Handouts made by this run.
        present: Handouts an earlier run made.
        size: Of those made, in bytes.
        skipped: Rows that need none, by reason.
        failed: Rows somebody has to mend.
        kinds: What was asked for: treatments, language and branch.
        findings: What somebody should look at, and in how many handouts.
    """

    def __init__(self) -> None:
        self.made = self.present = self.size = 0
        self.skipped: Counter[SkipReason] = Counter()
        self.failed: list[BadRow] = []
        self.kinds: Counter[tuple[tuple[str, ...], str, str | None]] = Counter()
        self.findings: Counter[Finding] = Counter()
        self._sentences: dict[str, str] = {}

    @property
    def rows(self) -> int:
        """How many rows have had their answer."""
        return self.made + self.present + self.skipped.total() + len(self.failed)

    def fail(self, row: int, column: str, code: str, message: str, remedy: str) -> None:
        """Count a row that has to be mended."""
        # Ten thousand rows that fail for one reason share its sentences.
        share = self._sentences.setdefault
        self.failed.append(
            BadRow(
                row=row,
                column=share(column, column),
                code=share(code, code),
                message=share(message, message),
                remedy=share(remedy, remedy),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What became of a batch.

    Attributes:
        rows: Of the export.
        made: Handouts made by this run; in a dry run, those that would be.
        present: Handouts an earlier run made.
        skipped: Rows that need none, by reason.
        failed: Rows somebody has to mend, in the order of the file.
        unmapped: Names of treatments that mean nothing here, and how often each was met.
        kinds: What was asked for, the most frequent first.
        findings: What somebody should look at, and in how many handouts.
        stale: Files of earlier runs that no row asks for any more.
        pruned: How many of those were deleted.
        size: Of those made, in bytes.
        seconds: It took.
        interrupted: Whether it was asked to stop, and rows are left.
        gave_up: Whether it stopped because too many rows failed.
    """

    rows: int = 0
    made: int = 0
    present: int = 0
    skipped: tuple[tuple[SkipReason, int], ...] = ()
    failed: tuple[BadRow, ...] = ()
    unmapped: tuple[tuple[str, int], ...] = ()
    kinds: tuple[tuple[Kind, int], ...] = ()
    findings: tuple[tuple[Finding, int], ...] = ()
    stale: tuple[str, ...] = ()
    pruned: int = 0
    size: int = 0
    seconds: float = field(default=0.0, compare=False)
    interrupted: bool = False
    gave_up: bool = False

    @property
    def exit_code(self) -> ExitCode:
        """What the shell is told."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        if self.failed:
            return ExitCode.INPUT
        looks = any(finding.severity is not Severity.NOTE for finding, _ in self.findings)
        return ExitCode.WANTS_A_LOOK if looks else ExitCode.MADE


def errors_csv(failed: tuple[BadRow, ...]) -> bytes:
    """A table of the rows to mend, for a spreadsheet; it holds no cell of the export."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(("row", "column", "code", "message", "remedy"))
    for bad in failed:
        cells = (bad.column, bad.code, bad.message, bad.remedy)
        writer.writerow((bad.row, *map(_no_formula, cells)))
    # Excel takes a file without the mark for one of the last century.
    return text.getvalue().encode("utf-8-sig")


def _no_formula(cell: str) -> str:
    """A header may begin with what a spreadsheet takes for a formula."""
    return (
        f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠") else cell
    )
