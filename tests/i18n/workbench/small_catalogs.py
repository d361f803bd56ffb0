"""Small catalogs, written as a translator would see them."""

from __future__ import annotations

from handouts.i18n.workbench.entries import Entry, parse_entries

HEADER = """\
msgid ""
msgstr ""
"Language: fr_CA\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


def po(text: str) -> tuple[Entry, ...]:
    """The entries of a `.po` file with this text after its header."""
    return parse_entries(HEADER + text, "fr.po")


def listed(*sentences: str) -> tuple[Entry, ...]:
    """The entries of a list of these sentences, all from one template."""
    text = "".join(
        f'#: templates/tiny/aftercare.xml.j2\nmsgid "{each}"\nmsgstr ""\n\n' for each in sentences
    )
    return parse_entries('msgid ""\nmsgstr ""\n\n' + text, "handouts.pot")


def by_text(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    """The entries by their English."""
    return {entry.english.text: entry for entry in entries}
