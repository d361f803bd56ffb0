from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from handouts.i18n import State, resolve
from handouts.i18n.pofile import read_po
from handouts.i18n.review import mark
from handouts.i18n.workbench.entries import English, Entry, write_entries
from handouts.i18n.workbench.update import NotChangedError, Updated, update_entries
from tests.i18n.workbench.small_catalogs import HEADER, by_text, listed, po

WASHING = "Wash your face 2 times a day."


def update(
    catalog: tuple[Entry, ...], wanted: tuple[Entry, ...], **options: Sequence[str]
) -> Updated:
    return update_entries(catalog, wanted, forms=2, **options)


def test_a_new_sentence_is_added_empty_and_the_rest_stays() -> None:
    updated = update(po('msgid "One"\nmsgstr "Un"\n'), listed("One", "Something else"))

    assert updated.added == (English(text="Something else"),)
    assert {text: e.strings for text, e in by_text(updated.entries).items() if text} == {
        "One": ("Un",),
        "Something else": ("",),
    }


def test_a_changed_sentence_keeps_its_translation_as_a_draft_beside_the_old_english() -> None:
    catalog = po(
        '# state: reviewed 2026-11-22 R. Sample\nmsgid "Wash 2 times a day."\nmsgstr "Lavez 2 fois."\n'
    )
    entry = by_text(update(catalog, listed(WASHING)).entries)[WASHING]

    assert entry.strings == ("Lavez 2 fois.",)
    assert entry.is_fuzzy
    assert entry.previous == English(text="Wash 2 times a day.")
    assert entry.comments == ("was: reviewed 2026-11-22 R. Sample",)


def test_a_sentence_changed_twice_remembers_the_one_that_was_translated() -> None:
    once = update(po('msgid "Wash 2 times a day."\nmsgstr "Lavez."\n'), listed(WASHING)).entries
    twice = by_text(update(once, listed("Wash your face 3 times a day.")).entries)

    assert twice["Wash your face 3 times a day."].previous == English(text="Wash 2 times a day.")


def test_sentences_that_are_not_alike_are_not_taken_for_one_another() -> None:
    updated = update(po('msgid "Call us."\nmsgstr "Appelez-nous."\n'), listed("Go to sleep."))

    assert updated.changed == ()
    assert by_text(updated.entries)["Go to sleep."].strings == ("",)
    assert updated.dropped == (English(text="Call us."),)


def test_the_same_words_in_another_context_are_not_taken_over() -> None:
    catalog = po('msgctxt "heading"\nmsgid "Do this now"\nmsgstr "À faire"\n')

    assert by_text(update(catalog, listed("Do this now")).entries)["Do this now"].is_fuzzy is False


def test_what_no_template_asks_for_is_kept_and_comes_back_as_it_was() -> None:
    state = "# state: reviewed 2026-11-22 R. Sample\n"
    catalog = po(f'{state}msgid "Gone"\nmsgstr "Parti"\n')
    without = update(catalog, listed("Something else")).entries
    again = update(without, listed("Gone"))

    assert '#~ msgid "Gone"\n#~ msgstr "Parti"\n' in write_entries(without)
    assert again.returned == (English(text="Gone"),)
    assert by_text(again.entries)["Gone"].comments == ("state: reviewed 2026-11-22 R. Sample",)
    assert not by_text(again.entries)["Gone"].is_obsolete


def test_a_sentence_that_becomes_a_plural_is_a_draft_with_every_form() -> None:
    text = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    updated = update(po('msgid "%(n)s day"\nmsgstr "%(n)s jour"\n'), po(text))

    assert by_text(updated.entries)["%(n)s day"].strings == ("%(n)s jour", "")
    assert by_text(updated.entries)["%(n)s day"].is_fuzzy


def test_an_update_twice_is_the_same_as_once() -> None:
    catalog = po('msgid "Wash 2 times a day."\nmsgstr "Lavez."\n\nmsgid "Gone"\nmsgstr "Parti"\n')
    once = update(catalog, listed(WASHING, "New"))

    assert update(once.entries, listed(WASHING, "New")).entries == once.entries


def test_a_typing_error_mended_by_name_keeps_the_translation_and_its_state(tmp_path: Path) -> None:
    path = tmp_path / "fr_CA.po"
    path.write_text(HEADER + 'msgid "Wash yuor face."\nmsgstr "Lavez."\n', "utf-8")
    language = resolve("fr-CA")
    (old,) = read_po(path.read_text("utf-8"), language, "fr.po").messages
    mark(path, [old], State.REVIEWED, by="R. Sample", on=date(2026, 11, 22))
    catalog = po(path.read_text("utf-8").removeprefix(HEADER))
    updated = update(catalog, listed("Wash your face."), same_meaning=["Wash your face."])

    assert updated.waived == (English(text="Wash your face."),)
    assert not by_text(updated.entries)["Wash your face."].is_fuzzy
    assert (
        by_text(updated.entries)["Wash your face."].comments
        == by_text(catalog)["Wash yuor face."].comments
    )


def test_a_sentence_that_did_not_change_cannot_be_waved_through() -> None:
    catalog = po('msgid "Wash yuor face."\nmsgstr "Lavez."\n')

    with pytest.raises(NotChangedError, match=r"'Wash the face\.'") as caught:
        update(catalog, listed("Wash your face."), same_meaning=["Wash the face."])
    assert "Did you mean 'Wash your face.'?" in caught.value.remedy
