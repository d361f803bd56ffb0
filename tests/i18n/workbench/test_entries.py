from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.i18n import LANGUAGES, CatalogError
from handouts.i18n.languages import catalog_path
from handouts.i18n.workbench.entries import (
    English,
    Entry,
    decode,
    header_fields,
    parse_entries,
    write_entries,
)
from handouts.library import Library

LOCALES = Library.find().locales
FILES = [
    LOCALES / "handouts.pot",
    *(path for each in LANGUAGES if (path := catalog_path(LOCALES, each)).exists()),
]

EVERYTHING = """\
# Handouts in French.
#
# state: reviewed 2026-11-22 R. Sample
#. A note.
#: templates/tiny/a.xml.j2
#, fuzzy, python-format
#| msgctxt "heading"
#| msgid "Old"
msgctxt "heading"
msgid "New"
msgstr "Neuf"

msgid "%(count)s day"
msgid_plural "%(count)s days"
msgstr[0] "%(count)s jour"
msgstr[1] ""
"%(count)s\\n"
"\\"jours\\"\\\\"

# state: final 2026-11-22 R. Sample
#~| msgid "Older"
#~ msgid "Gone"
#~ msgstr "Parti"
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_a_catalog_of_the_library_written_again_is_the_same_file(path: Path) -> None:
    text = path.read_text("utf-8")

    assert write_entries(parse_entries(text, path.name)) == text


def test_everything_that_stands_beside_a_message_is_kept() -> None:
    first, plural, gone = parse_entries(EVERYTHING, "fr.po")

    assert write_entries((first, plural, gone)) == EVERYTHING
    assert first.english == English(text="New", context="heading")
    assert first.previous == English(text="Old", context="heading")
    assert first.comments == (
        "Handouts in French.",
        "",
        "state: reviewed 2026-11-22 R. Sample",
    )
    assert first.is_fuzzy
    assert plural.strings == ("%(count)s jour", '%(count)s\n"jours"\\')
    assert (gone.is_obsolete, gone.previous) == (True, English(text="Older"))


def test_lines_broken_by_an_editor_are_joined_and_entries_need_no_blank_line_between() -> None:
    text = 'msgid ""\n"Wash "\n"well."\nmsgstr "Bien "\n"laver."\nmsgid "Next"\nmsgstr ""\n'

    assert [(e.english.text, e.strings) for e in parse_entries(text, "fr.po")] == [
        ("Wash well.", ("Bien laver.",)),
        ("Next", ("",)),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\v\f\x1c\x1d\x1e\x85")))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    entry = Entry(english=English(text="One"), strings=(text,))
    (back,) = parse_entries(write_entries([entry]), "fr.po")

    assert back.strings == (text,)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "One"\nmsgstr "Un\n', 2),
        ('msgid "One"\nmsgstr Un\n', 2),
        ('msgid "One"\nmsgstring "Un"\n', 2),
        ('msgid "One"\nmsgstr "\\q"\n', 2),
        ('"One"\n', 1),
        ('msgid "One"\nmsgid "Two"\nmsgstr ""\n', 2),
        ('msgid "One"\nmsgid_plural "Two"\nmsgstr[1] "Un"\n', 1),
        ('msgid "One"\nmsgstr "Un"\n\nmsgid "One"\nmsgstr "Une"\n', 4),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_by_its_line(text: str, line: int) -> None:
    with pytest.raises(CatalogError, match=rf"^fr\.po:{line}: "):
        parse_entries(text, "fr.po")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("msgid".encode("utf-16"), "is in UTF-16"),
        (b'msgid "One"\nmsgstr "\xe9t\xe9"\n', r"^fr\.po:2: .*another encoding"),
        (b"#" * 8_000_001, "larger than 8 MB"),
    ],
)
def test_a_file_in_another_encoding_or_without_end_is_refused_with_what_to_do(
    content: bytes, complaint: str
) -> None:
    with pytest.raises(CatalogError, match=complaint) as caught:
        decode(content, "fr.po")

    assert caught.value.remedy


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert decode(b'\xef\xbb\xbfmsgid "One"\r\n', "fr.po") == 'msgid "One"\n'


def test_the_header_is_read_by_its_fields() -> None:
    assert header_fields(parse_entries('msgid ""\nmsgstr "Language: el\\nA: b\\n"\n', "x")) == {
        "Language": "el",
        "A": "b",
    }
