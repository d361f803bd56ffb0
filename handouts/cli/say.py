"""Words for a person at a screen: what was saved, what wants a look, what went wrong.

Results go to standard output, all other words to standard error. Colors appear on a terminal
only, and never where NO_COLOR is set. If nobody listens to standard error, the words are lost
and nothing else is.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from handouts.errors import ExitCode, HandoutsError
from handouts.findings import Finding, Severity

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Look", Severity.NOTE: "Note"}


def result(text: str | Path) -> None:
    """A line of what was asked for; a character the screen does not know becomes a `?`."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    with listened_to():
        click.echo(str(text).encode(encoding, "replace").decode(encoding))


@contextlib.contextmanager
def listened_to() -> Iterator[None]:
    """Whoever stops reading our output, as `head` does, has seen enough: leave quietly."""
    try:
        yield
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  # stays open to the end
        raise click.exceptions.Exit(ExitCode.MADE) from None


def say(text: str) -> None:
    """A line about what happened."""
    with contextlib.suppress(OSError):
        click.echo(text, err=True, color=_color())


def problem(error: HandoutsError) -> None:
    """What is wrong, and what to do."""
    say(f"{click.style('Error', fg='red', bold=True)}: {error.message}")
    say(f"  {error.remedy}")


def refused(error: click.ClickException) -> None:
    """What is wrong with the command as it was typed."""
    with contextlib.suppress(OSError):
        error.show()


def findings(found: Iterable[Finding]) -> None:
    """Each finding: how bad, where, what, and what to do."""
    for finding in found:
        label = click.style(_WORDS[finding.severity], fg=_COLORS[finding.severity], bold=True)
        say(f"{label}: {finding.place}: {finding.message}")
        if finding.remedy:
            say(f"  {finding.remedy}")


def wants_a_look(found: Iterable[Finding]) -> bool:
    """Whether any finding is more than a note."""
    return any(finding.severity is not Severity.NOTE for finding in found)


def fault(error: BaseException) -> None:
    """A fault of ours: say so, and keep a report that names places in the code, no values.

    An exception's own words may hold a patient's; they stay out of the report.
    """
    import platform
    import tempfile
    import traceback

    lines = [
        f"handouts on Python {platform.python_version()}, {platform.system()}",
        f"{type(error).__module__}.{type(error).__qualname__}",
        *(
            f"{frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ),
    ]
    say("This is a fault in handouts, not in what you did.")
    try:
        handle, name = tempfile.mkstemp(prefix="handouts-fault-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        say(f"  A report without patient data was saved to {Path(name)}. Please send it to us.")
    except OSError:
        say("  Please send us this report:\n" + "\n".join(lines))


def _color() -> bool | None:
    if os.environ.get("NO_COLOR"):
        return False
    return None if sys.stderr and sys.stderr.isatty() else False
