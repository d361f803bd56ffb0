"""`handouts render`: one handout, as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from handouts.cli.options import handout_options, make_request
from handouts.cli.say import findings, say, wants_a_look
from handouts.errors import ExitCode


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
    type=click.Path(path_type=Path, allow_dash=True),
    help="Where to save it; - for standard output.  [default: named after treatment and language]",
)
@click.option("--open", "open_it", is_flag=True, help="Open it when it is made.")
@handout_options
def command(treatments: tuple[str, ...], output: Path | None, open_it: bool, **options: Any) -> int:
    """Make one handout as an accessible PDF.

    The file is replaced whole or not at all, and only you can read it.
    """
    from handouts.files import write_whole
    from handouts.library import Library
    from handouts.pipeline import file_name, render

    request, today = make_request(treatments, **options)
    handout = render(request, Library.find(), today=today)
    findings(handout.findings)
    if output == Path("-"):
        sys.stdout.buffer.write(handout.pdf)
        sys.stdout.buffer.flush()
    else:
        path = output or Path(file_name(request))
        write_whole(path, handout.pdf)
        click.echo(path)
        sides = len(handout.pages.pages)
        say(f"Saved {sides} {'side' if sides == 1 else 'sides'}.")
        if open_it:
            click.launch(str(path))
    if request.clinic.is_sample:
        say(
            "This is the sample clinic, so SAMPLE stands in the margin. "
            "For your own: handouts new my-clinic"
        )
    return ExitCode.WANTS_A_LOOK if wants_a_look(handout.findings) else ExitCode.MADE
