"""`handouts new`: a clinic folder to start from."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.options import PathName
from handouts.cli.say import result, say
from handouts.errors import ExitCode


@click.command(
    "new",
    epilog="""\b
Example:
    handouts new my-clinic
    handouts render microneedling --clinic my-clinic""",
)
@click.argument("folder", metavar="DIR", type=PathName(folder=True))
def command(folder: Path) -> int:
    """Make a clinic folder that works as it stands: clinic.toml, a logo, sample appointments."""
    from handouts.clinic import write_starter

    for path in write_starter(folder):
        result(path)
    typed = f'"{folder}"' if " " in str(folder) else str(folder)
    say(
        f"Open {folder / 'clinic.toml'} and make it yours. Then: "
        f"handouts render microneedling --clinic {typed}"
    )
    return ExitCode.MADE
