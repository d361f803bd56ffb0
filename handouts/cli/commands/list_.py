"""`handouts list`: the treatments and languages there are."""

from __future__ import annotations

import click

from handouts.cli.options import OneOf
from handouts.cli.say import result
from handouts.errors import ExitCode


@click.command(
    "list",
    epilog="""\b
Example:
    handouts list languages""",
)
@click.argument("what", metavar="treatments|languages", type=OneOf(("treatments", "languages")))
def command(what: str) -> int:
    """Show the treatments or the languages a handout can be made for."""
    if what == "treatments":
        _treatments()
    else:
        _languages()
    return ExitCode.MADE


def _treatments() -> None:
    from handouts.library import Library
    from handouts.treatments import load_treatment, treatment_ids

    library = Library.find()
    for name in treatment_ids(library.templates):
        treatment = load_treatment(library.templates, name)
        result(f"{name}\tversion {treatment.version}\treview by {treatment.review_by}")


def _languages() -> None:
    from handouts.i18n.catalog import available_languages
    from handouts.library import Library

    for language in available_languages(Library.find().locales):
        result(f"{language.tag}\t{language.english_name}\t{language.own_name}")
