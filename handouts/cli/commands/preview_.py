"""`handouts preview`: a handout as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handouts.cli.options import PathName, handout_options, make_request
from handouts.cli.say import findings, result, wants_a_look
from handouts.errors import ExitCode, InputError


@click.command(
    "preview",
    epilog="""\b
Examples:
    handouts preview microneedling -o page.png
    handouts preview handout.pdf --grey -o page.png""",
)
@click.argument("what", metavar="TREATMENT...|FILE", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=PathName(),
    default=Path("page.png"),
    show_default=True,
    help="A PNG file; several pages are numbered: page-1.png, page-2.png.",
)
@click.option(
    "--resolution", type=click.IntRange(20, 600), default=110, show_default=True, help="Per inch."
)
@click.option("--grey", is_flag=True, help="As a printer without color shows it.")
@handout_options
def command(
    what: tuple[str, ...], output: Path, resolution: int, grey: bool, **options: Any
) -> int:
    """Show every side of a handout, or of a PDF, as a PNG picture."""
    from handouts.files import write_whole
    from handouts.preview import page_images

    if output.suffix.lower() != ".png":
        raise click.BadParameter(
            f"{output} is not a PNG file's name. Use one such as page.png.", param_hint="'-o'"
        )

    pdf, found = _pdf(what, options)
    findings(found)
    try:
        images = page_images(pdf, resolution=resolution, grey=grey)
    except ValueError:
        raise InputError(
            f"{what[0]} is not a PDF that can be shown.", remedy="Give a PDF or a treatment."
        ) from None
    for number, image in enumerate(images, start=1):
        path = output
        if len(images) > 1:
            path = output.with_name(f"{output.stem}-{number}{output.suffix}")
        write_whole(path, image)
        result(path)
    return ExitCode.WANTS_A_LOOK if wants_a_look(found) else ExitCode.MADE


def _pdf(what: tuple[str, ...], options: dict[str, Any]) -> tuple[bytes, tuple[Any, ...]]:
    path = Path(what[0])
    if len(what) == 1 and path.suffix.lower() == ".pdf":
        _refuse_options_of_a_treatment(options)
        try:
            return path.read_bytes(), ()
        except OSError as error:
            raise InputError(
                f"{path} cannot be read: {error.strerror}.", remedy="Check the name of the file."
            ) from None

    from handouts.cli.places import find_library
    from handouts.pipeline import render

    request, today = make_request(what, **options)
    handout = render(request, find_library(), today=today)
    return handout.pdf, handout.findings


def _refuse_options_of_a_treatment(options: dict[str, Any]) -> None:
    context = click.get_current_context()
    typed = click.core.ParameterSource.COMMANDLINE
    for option in context.command.params:
        if option.name in options and context.get_parameter_source(option.name) is typed:
            raise click.UsageError(
                f"A PDF is shown as it is; {option.opts[0]} is for a treatment.", context
            )
