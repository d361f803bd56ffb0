from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.i18n.extract import ExtractionError, extract_messages
from handouts.library import Library


@pytest.fixture
def extracted(tmp_path: Path) -> Callable[..., str]:
    """The list of messages of one template's text."""

    def extract(text: str) -> str:
        path = tmp_path / "templates" / "tiny" / "aftercare.xml.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return extract_messages(path.parents[1])

    return extract


def test_a_message_comes_with_its_note_its_context_and_its_file(
    extracted: Callable[..., str],
) -> None:
    text = "{# NOTE: Above a list. #}\n<p>{% trans 'heading' %}\n   Do\n   this\n{% endtrans %}</p>"

    assert extracted(text).endswith(
        "\n\n#. Above a list.\n"
        "#: templates/tiny/aftercare.xml.j2\n"
        'msgctxt "heading"\n'
        'msgid "Do this"\n'
        'msgstr ""\n'
    )


def test_a_plural_has_both_english_forms(extracted: Callable[..., str]) -> None:
    text = "{% trans count=n %}{{ count }} hour{% pluralize count %}{{ count }} hours{% endtrans %}"

    assert 'msgid "%(count)s hour"\nmsgid_plural "%(count)s hours"\n' in extracted(text)


def test_the_list_changes_only_when_a_sentence_does(extracted: Callable[..., str]) -> None:
    text = "{% trans %}One{% endtrans %}"

    assert extracted(text) == extracted("\n\n\n" + text)
    assert "Date" not in extracted(text)


def test_a_template_with_a_mistake_is_an_error_and_not_an_empty_list(
    extracted: Callable[..., str],
) -> None:
    with pytest.raises(ExtractionError, match=r"templates/tiny/aftercare.xml.j2:2: "):
        extracted("{% trans %}One{% endtrans %}\n{% if %}")


def test_the_list_in_the_library_is_that_of_its_templates() -> None:
    library = Library.find()
    kept = (library.locales / "handouts.pot").read_text("utf-8")

    assert kept == extract_messages(library.templates), "Run: handouts translate extract"
