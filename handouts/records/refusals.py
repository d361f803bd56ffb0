"""Why a whole export is refused, before anything is made of it.

A row that is wrong has an answer of its own (`appointment.BadRow`). Here is what makes every
row doubtful. None of these errors holds what a cell says; headers are no patient's.
"""

from __future__ import annotations

from collections.abc import Sequence

from handouts.errors import InputError
from handouts.mistakes import Mistake, told


class ExportError(InputError):
    """A file of appointments cannot be trusted, so nothing is made of it.

    Attributes:
        source: The file's name.
        row: Where it shows first, as a spreadsheet counts; None if it is about the whole file.
        column: The header it shows under; empty if there is none.
    """

    def __init__(
        self, *, source: str, problem: str, remedy: str, row: int | None = None, column: str = ""
    ) -> None:
        place = "".join(
            [f", row {row}" if row else "", f", column {column}" if column else ""],
        )
        super().__init__(f"{source}{place}: {problem}", remedy=remedy)
        self.source, self.row, self.column = source, row, column


class UnreadableError(ExportError):
    """The file cannot be opened, or is not what it seems to be."""


class EncodingError(ExportError):
    """Its letters cannot be told, or it has NULs."""


class TooLargeError(ExportError):
    """It is larger, or unpacks to more, than an export ever is."""


class HeaderError(ExportError):
    """Its columns are missing, there twice, or could be two things.

    Attributes:
        headers: The headers it has.
    """

    def __init__(self, *, source: str, problem: str, remedy: str, headers: Sequence[str]) -> None:
        super().__init__(source=source, problem=problem, remedy=remedy)
        self.headers = tuple(headers)


class JaneColumnsError(HeaderError):
    """Nearly an export of Jane's, but with columns missing or renamed.

    Attributes:
        missing: Jane's columns that it lacks.
        unknown: Columns it has that Jane's has not.
    """

    def __init__(
        self,
        *,
        source: str,
        missing: Sequence[str],
        unknown: Sequence[str],
        field: str,
        headers: Sequence[str],
    ) -> None:
        has = f" It has columns that Jane's has not: {', '.join(unknown)}." if unknown else ""
        super().__init__(
            source=source,
            problem="This looks like Jane's appointment export, but it has no column called "
            f"{' and none called '.join(missing)}.{has}",
            remedy="Export it from Jane again and change no headers. If Jane itself has renamed "
            f"them, say so in the mapping file under [columns], such as {field} = "
            f'"{unknown[0] if unknown else "New name"}", or {field} = [] to go without.',
            headers=headers,
        )
        self.missing, self.unknown = tuple(missing), tuple(unknown)


class AmbiguousDatesError(ExportError):
    """A date such as 03/04/2026, and nobody said which comes first."""

    def __init__(self, *, source: str, row: int, column: str) -> None:
        super().__init__(
            source=source,
            row=row,
            column=column,
            problem="Dates are written with the day and the month as numbers, and which of them "
            "comes first differs from program to program.",
            remedy="Say it with --dates dmy for day, month, year, or --dates mdy for month, day, "
            'year; or write it in the mapping file as dates = "dmy". Years need four digits.',
        )


class LengthUnitError(ExportError):
    """A length such as 90, and nobody said whether of minutes or hours."""

    def __init__(self, *, source: str, row: int, column: str) -> None:
        super().__init__(
            source=source,
            row=row,
            column=column,
            problem="The length of an appointment is a plain number, and the column does not say "
            "of what.",
            remedy="If it counts minutes, call the column duration_minutes, or write in the "
            f'mapping file, under [columns], duration_minutes = "{column}".',
        )


class FormulaError(ExportError):
    """A formula, or what became of one, where a value should be."""

    def __init__(self, *, source: str, row: int, column: str) -> None:
        super().__init__(
            source=source,
            row=row,
            column=column,
            problem="A formula, or the error of one, stands where a value should be.",
            remedy="In the spreadsheet, copy the column and paste it in place as values only; "
            "save, and try again.",
        )


class LanguageListError(ExportError):
    """The second file, of languages by patient number, contradicts itself."""


class MappingFileError(InputError):
    """A mapping file cannot be used; every mistake in it is named.

    Attributes:
        source: The file.
        mistakes: In the order of the file.
    """

    def __init__(self, *, source: str, mistakes: Sequence[Mistake]) -> None:
        message, remedy = told(source, mistakes)
        super().__init__(message, remedy=remedy)
        self.source, self.mistakes = source, tuple(mistakes)
