"""`handouts render`: one handout, as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from handouts.cli.options import PathName, handout_options, make_request
from handouts.cli.say import findings, listened_to, result, say, wants_a_look
from handouts.errors import ExitCode, OutputError


@click.command(
    "render",
    epilog="""\b
Examples:
    handouts render microneedling
    handouts render microneedling --language fr-CA --patient "Sample Patient" \\
        --treated 2026-11-22T15:00 -o handout.pdf""",
)
@click.argument("treatments", metavar="TREATMENT...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=PathName(allow_dash=True),
    help="Where to save it; - for standard output.  [default: a name of treatment, section, edition and language]",
)
@click.option("--open", "open_it", is_flag=True, help="Open it when it is made.")
@handout_options
def command(treatments: tuple[str, ...], output: Path | None, open_it: bool, **options: Any) -> int:
    """Make one handout as an accessible PDF.

    The file is replaced whole or not at all, and only you can read it.
    """
    from handouts.cli.places import find_library
    from handouts.files import write_whole
    from handouts.masters import Masters
    from handouts.request import file_name

    request, today = make_request(treatments, **options)
    handout = Masters(find_library(), today=today).make(request)
    findings(handout.findings)
    if output in (Path("-"), Path("/dev/stdout")):
        _to_standard_output(handout.pdf)
    else:
        path = output or Path(file_name(request))
        write_whole(path, handout.pdf)
        result(path)
        say(f"Saved {handout.sides} {'side' if handout.sides == 1 else 'sides'}.")
        if open_it and click.launch(str(path.absolute())) != 0:
            say("It could not be opened from here; open it from its folder.")
    if request.clinic.is_sample:
        say(
            "This is the sample clinic, so SAMPLE stands in the margin. "
            "For your own: handouts new my-clinic"
        )
    return ExitCode.WANTS_A_LOOK if wants_a_look(handout.findings) else ExitCode.MADE


def _to_standard_output(pdf: bytes) -> None:
    if sys.stdout is None:
        raise OutputError("There is no standard output.", remedy="Save to a file with -o FILE.")
    if sys.stdout.isatty():
        raise OutputError(
            "A PDF is no text to show on a screen.",
            remedy="Save to a file with -o FILE, or send it on to another program.",
        )
    with listened_to():
        sys.stdout.buffer.write(pdf)
        sys.stdout.buffer.flush()
