"""`handouts new`: a clinic folder to start from."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.say import say
from handouts.errors import ExitCode


@click.command(
    "new",
    epilog="""\b
Example:
    handouts new my-clinic
    handouts render microneedling --clinic my-clinic""",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> int:
    """Make a clinic folder that works as it stands: clinic.toml, a logo, sample appointments."""
    from handouts.clinic import write_starter

    for path in write_starter(folder):
        click.echo(path)
    say(f"Open {folder / 'clinic.toml'} and make it yours. Then: "
        f"handouts render microneedling --clinic {folder}")  # fmt: skip
    return ExitCode.MADE
