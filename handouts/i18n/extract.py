"""Collect the messages of the templates into `locales/handouts.pot`, the list to translate.

The list has no dates and no line numbers: it changes when a sentence does, and only then.
`handouts translate extract` writes it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import write_po

from handouts.errors import ContentError
from handouts.i18n.messages import CLINIC

# By its name, since only `templating` imports Jinja.
_METHOD = "jinja2.ext:babel_extract"
# What the templates are read with when they are filled; other options give other messages.
# Without silent=false a template with a mistake would have no messages, and no complaint.
_OPTIONS = {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}
_NOTE = "NOTE:"

_HEADER = """\
# What is printed on handouts. A note to translators stands above its sentence.
# Made from the templates: change a sentence there, then: handouts translate extract
"""
_OWN_HEADER = """\
# The clinic's own sentences, for translators. Made from clinic.toml: change a sentence there.
"""
# What Babel writes into the header that says nothing, or another thing every day.
_LEFT_OUT = (
    "Generated-By",
    "Language-Team",
    "Last-Translator",
    "PO-Revision-Date",
    "POT-Creation-Date",
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
)


class ExtractionError(ContentError):
    """A template cannot be read for its messages."""

    def __init__(self, *, place: str, message: str, remedy: str) -> None:
        super().__init__(f"{place}: {message}", remedy=remedy)
        self.place = place


def extract_messages(templates: Path) -> str:
    """The text of the `.pot` file for these templates.

    Raises:
        ExtractionError: A template is not Jinja.
    """
    catalog = Catalog(project="handouts", charset="utf-8", fuzzy=False)
    for path in sorted(templates.rglob("*.j2")):
        name = f"{templates.name}/{path.relative_to(templates).as_posix()}"
        for line, message, comments, context in _messages_of(path, name):
            catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return _written(catalog, _HEADER)


def extract_notes(notes: Mapping[str, str]) -> str:
    """The text of the `.pot` file for a clinic's own sentences, by the section they stand in."""
    catalog = Catalog(project="handouts", charset="utf-8", fuzzy=False)
    for section, note in notes.items():
        catalog.add(note, None, [(f"clinic.toml/{section}", 1)], context=CLINIC)
    return _written(catalog, _OWN_HEADER)


def _messages_of(
    path: Path, name: str
) -> list[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    try:
        return list(
            extract_from_file(
                _METHOD,
                path,
                keywords=DEFAULT_KEYWORDS,
                comment_tags=(_NOTE,),
                options=_OPTIONS,
                strip_comment_tags=True,
            )
        )
    except Exception as error:
        # Jinja's errors by their line: this room does not know Jinja's classes.
        raise ExtractionError(
            place=f"{name}:{getattr(error, 'lineno', 1)}",
            message=str(getattr(error, "message", None) or error),
            remedy="Mend the template.",
        ) from error


def _written(catalog: Catalog, header: str) -> str:
    file = io.BytesIO()
    write_po(file, catalog, width=0, sort_by_file=True, include_lineno=False)
    lines = file.getvalue().decode("utf-8").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    left_out = tuple(f'"{name}:' for name in _LEFT_OUT)
    kept = (line for line in lines[first:] if not line.startswith(left_out))
    return header + "".join(kept).rstrip("\n") + "\n"
