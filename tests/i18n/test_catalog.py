from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.i18n import (
    SOURCE,
    Catalog,
    CatalogError,
    MessageId,
    MissingCatalogError,
    State,
    UntranslatedError,
    load_catalog,
    resolve,
)
from handouts.i18n.catalog import list_to_translate
from handouts.i18n.languages import catalog_path

HEADER = {
    "fr": '"Language: fr_CA\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n',
    "ru": '"Language: ru\\n"\n"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : '
    'n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"\n',
}

HOURS = """
msgid "%(count)s hour"
msgid_plural "%(count)s hours"
msgstr[0] "%(count)s час"
msgstr[1] "%(count)s часа"
msgstr[2] "%(count)s часов"
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Callable[..., Catalog]:
    """The catalog of a language from the text after its header."""

    def load(text: str, tag: str = "fr", header: str = "") -> Catalog:
        language = resolve(tag)
        path = catalog_path(tmp_path / "locales", language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'msgid ""\nmsgstr ""\n{HEADER[tag]}{header}\n{text}', "utf-8")
        return load_catalog(tmp_path / "locales", language)

    return load


def test_english_answers_itself() -> None:
    reader = load_catalog(Path("nowhere"), SOURCE).reader()

    assert reader.gettext("Call us.") == "Call us."
    assert [reader.ngettext("an hour", "hours", n) for n in (0, 1, 2)] == [
        "hours",
        "an hour",
        "hours",
    ]
    assert reader.problems == ()


def test_a_sentence_is_answered_with_its_translation(catalog: Callable[..., Catalog]) -> None:
    reader = catalog('msgid "Call us."\nmsgstr "Appelez-nous."').reader()

    assert reader.gettext("Call us.") == "Appelez-nous."
    assert reader.used == (MessageId("Call us."),)
    reader.require_complete()


def test_a_context_tells_the_same_words_apart(catalog: Callable[..., Catalog]) -> None:
    reader = catalog(
        'msgid "Do"\nmsgstr "Fait"\n\nmsgctxt "heading"\nmsgid "Do"\nmsgstr "À faire"'
    ).reader()

    assert reader.gettext("Do") == "Fait"
    assert reader.pgettext("heading", "Do") == "À faire"


def test_a_count_takes_the_form_of_its_language_not_of_english(
    catalog: Callable[..., Catalog],
) -> None:
    reader = catalog(HOURS, "ru").reader()

    assert [reader.ngettext("%(count)s hour", "%(count)s hours", n) for n in (1, 2, 5, 21)] == [
        "%(count)s час",
        "%(count)s часа",
        "%(count)s часов",
        "%(count)s час",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "It is not in the catalog."),
        ('msgid "Call us."\nmsgstr ""', "It is not translated."),
        ('#, fuzzy\nmsgid "Call us."\nmsgstr "Appelez"', "It is marked fuzzy"),
        ('# state: initial\nmsgid "Call us."\nmsgstr "Appelez"', "Its state is initial"),
        ('#~ msgid "Call us."\n#~ msgstr "Appelez"', "It is not in the catalog."),
        (
            'msgid "Call us."\nmsgid_plural "Call."\nmsgstr[0] "A"\nmsgstr[1] "B"',
            "Its English plural is not that of the template.",
        ),
    ],
)
def test_what_cannot_be_printed_is_a_problem_and_never_english_in_silence(
    catalog: Callable[..., Catalog], text: str, says: str
) -> None:
    reader = catalog(text).reader()

    assert reader.gettext("Call us.") == "Call us."
    assert [says in problem.text for problem in reader.problems] == [True]
    with pytest.raises(UntranslatedError, match=r"1 sentence of this handout"):
        reader.require_complete()


def test_a_half_filled_plural_is_missing_for_every_count(catalog: Callable[..., Catalog]) -> None:
    reader = catalog(HOURS.replace("%(count)s часов", ""), "ru").reader()

    assert reader.ngettext("%(count)s hour", "%(count)s hours", 1) == "%(count)s hour"
    assert reader.problems[0].text == "Not all 3 plural forms are filled in."


def test_an_empty_message_is_never_answered_with_the_header(
    catalog: Callable[..., Catalog],
) -> None:
    reader = catalog("").reader()

    assert reader.gettext("") == ""
    assert reader.problems[0].text == "A template asks for an empty message."


def test_a_problem_is_named_with_its_line(catalog: Callable[..., Catalog]) -> None:
    reader = catalog('msgid "Call us."\nmsgstr ""').reader()
    reader.gettext("Call us.")

    with pytest.raises(UntranslatedError) as caught:
        reader.require_complete()

    assert "locales/fr_CA/LC_MESSAGES/handouts.po:6: 'Call us.'" in str(caught.value)
    assert caught.value.language == "fr-CA"


def test_a_message_is_reviewed_when_the_catalog_or_its_own_comment_says_so(
    catalog: Callable[..., Catalog],
) -> None:
    text = (
        '# state: reviewed 2026-11-22 R. Sample\nmsgid "A"\nmsgstr "a"\n\nmsgid "B"\nmsgstr "b"\n'
    )
    translated = catalog(text)
    reviewed = catalog(text, header='"X-Handouts-State: final\\n"')

    assert not translated.unreviewed([MessageId("A")])
    assert translated.unreviewed([MessageId("A"), MessageId("B")])
    assert not reviewed.unreviewed([MessageId("A"), MessageId("B")])
    assert reviewed.messages[MessageId("A")].state is State.REVIEWED


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('msgid "A"\nmsgstr "a"\n\nmsgid "A"\nmsgstr "b"', ":9: 'A' stands here and in line 6."),
        ('msgid "A"\nmsgstz "a"', ":7: This line makes no sense"),
        ('msgid "A"', "This line makes no sense"),
        ('# state: done\nmsgid "A"\nmsgstr "a"', ":7: This state of a translation is not known."),
        ('# state: reviewed\nmsgid "A"\nmsgstr "a"', ":7: The review names no day and person."),
    ],
)
def test_a_broken_catalog_is_refused_with_the_line(
    catalog: Callable[..., Catalog], text: str, says: str
) -> None:
    with pytest.raises(CatalogError) as caught:
        catalog(text)

    assert says in str(caught.value)


def test_the_same_words_in_two_contexts_are_two_messages(catalog: Callable[..., Catalog]) -> None:
    text = 'msgid "A"\nmsgstr "a"\n\nmsgctxt "b"\nmsgid "A"\nmsgstr "b"'

    assert len(catalog(text).messages) == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Language: ru", "The header's Language is not that of French."),
        (
            "Language: fr_CA\\nPlural-Forms: nplurals=2; plural=(n != 1);",
            "The header's Plural-Forms is not that of French.",
        ),
    ],
)
def test_a_header_of_another_language_is_refused(tmp_path: Path, line: str, says: str) -> None:
    path = catalog_path(tmp_path, resolve("fr"))
    path.parent.mkdir(parents=True)
    path.write_text(f'msgid ""\nmsgstr "{line}\\n"\n', "utf-8")

    with pytest.raises(CatalogError, match=says):
        load_catalog(tmp_path, resolve("fr"))


def test_a_file_without_a_header_or_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = catalog_path(tmp_path, resolve("fr"))
    path.parent.mkdir(parents=True)
    path.write_bytes(b'msgid "A"\nmsgstr "a"\n')
    with pytest.raises(CatalogError, match="The header's Language"):
        load_catalog(tmp_path, resolve("fr"))

    path.write_bytes('msgid "A"\nmsgstr "é"\n'.encode("latin-1"))
    with pytest.raises(CatalogError, match="The file is not UTF-8"):
        load_catalog(tmp_path, resolve("fr"))


def test_a_language_without_a_catalog_is_an_error_that_names_those_there_are(
    catalog: Callable[..., Catalog], tmp_path: Path
) -> None:
    catalog("")

    with pytest.raises(MissingCatalogError) as caught:
        load_catalog(tmp_path / "locales", resolve("ur"))

    assert caught.value.available == ("en-CA", "fr-CA")
    assert "handouts translate new ur" in caught.value.remedy


@pytest.mark.parametrize("content", [None, "Ceci n’est pas".encode("utf-16")])
def test_a_list_of_sentences_that_cannot_be_read_says_how_to_write_it(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "handouts.pot").write_bytes(content)

    with pytest.raises(CatalogError, match="missing or not UTF-8") as caught:
        list_to_translate(tmp_path)

    assert "handouts translate extract" in caught.value.remedy
