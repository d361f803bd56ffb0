"""The exceptions people can put right, and the exit codes they end with.

An error says what is wrong, where, and what to do next. It carries its facts as attributes
and never the name, number or words of a patient: errors travel to screens and logs.

Only `cli` turns an error into words on a screen and a number for the shell.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar


class ExitCode(IntEnum):
    """What the shell is told (design, section 4)."""

    MADE = 0
    WANTS_A_LOOK = 1
    COMMAND_LINE = 2
    INPUT = 3
    CONTENT = 4
    OUTPUT = 5
    FAULT = 70
    INTERRUPTED = 130


class HandoutsError(Exception):
    """Something a person can put right.

    Attributes:
        message: What is wrong and where, as one or more sentences.
        remedy: What to do next, as a sentence.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAULT

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[Any, ...]:
        # A subclass with a keyword-only constructor would otherwise break the worker pool
        # that has to pickle it on its way home.
        return (_revive, (type(self), self.args, dict(self.__dict__)))


def _revive(
    kind: type[HandoutsError], args: tuple[Any, ...], facts: dict[str, Any]
) -> HandoutsError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(facts)
    return error


class InputError(HandoutsError):
    """A row, a clinic file or a value on the command line cannot be used."""

    exit_code = ExitCode.INPUT


class ContentError(HandoutsError):
    """A template, a translation or a font cannot be used."""

    exit_code = ExitCode.CONTENT


class OutputError(HandoutsError):
    """A file or a printer could not be written to."""

    exit_code = ExitCode.OUTPUT


class CommandLineError(HandoutsError):
    """What was typed names something that does not exist."""

    exit_code = ExitCode.COMMAND_LINE
