import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handouts.errors import OutputError
from handouts.i18n import (
    Catalog,
    CatalogError,
    MessageId,
    ReviewError,
    Standing,
    State,
    list_to_translate,
    load_catalog,
    mark,
    resolve,
    states,
    wave_through,
)
from handouts.i18n.languages import catalog_path

FRENCH = resolve("fr")
NOV = date(2026, 11, 22)

CATALOG = """\
# French.
#
msgid ""
msgstr ""
"Language: fr_CA\\n"
"Last-Translator: T. Sample <t@example.com>\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

# A doubt of the translator.
#. A note from the template.
#: templates/tiny/aftercare.xml.j2
msgid "Call us."
msgstr "Appelez-nous."
# Directly below, without an empty line.
msgctxt "heading"
msgid "Do"
msgstr "À faire"

#, fuzzy, python-format
msgid "%(count)s hour"
msgid_plural "%(count)s hours"
msgstr[0] "%(count)s heure"
msgstr[1] ""
"%(count)s heures"

#~ msgid "Gone"
#~ msgstr "Parti"
"""
CALL, DO, HOURS = MessageId("Call us."), MessageId("Do", "heading"), MessageId("%(count)s hour")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = catalog_path(tmp_path / "locales", FRENCH)
    made.parent.mkdir(parents=True)
    made.write_text(CATALOG, "utf-8", newline="\n")
    return made


@pytest.fixture
def catalog(path: Path) -> Callable[..., Catalog]:
    return lambda: load_catalog(path.parents[2], FRENCH)


@pytest.fixture
def standing(path: Path, catalog: Callable[..., Catalog]) -> Callable[..., dict[str, Standing]]:
    """How far every message has come, by its English."""
    pot = path.parents[2] / "handouts.pot"
    pot.write_text(CATALOG.partition("\n\n")[2] + '\nmsgid "New"\nmsgstr ""\n', "utf-8")

    def look() -> dict[str, Standing]:
        found = states(catalog(), list_to_translate(path.parents[2]))
        return {id_.text: each.standing for id_, each in found.items()}

    return look


def reviewed(
    path: Path, *ids: MessageId, by: str = "R. Sample", state: State = State.REVIEWED
) -> None:
    mark(path, ids, state, by=by, on=NOV)


def test_a_table_of_progress_tells_missing_stale_and_translated_apart(
    standing: Callable[..., dict[str, Standing]],
) -> None:
    assert standing() == {
        "Call us.": Standing.TRANSLATED,
        "Do": Standing.TRANSLATED,
        "%(count)s hour": Standing.STALE,
        "New": Standing.MISSING,
    }


def test_english_is_final() -> None:
    found = states(load_catalog(Path("nowhere"), resolve("en")), ())

    assert found == {}


def test_a_half_filled_plural_is_missing_whatever_its_comment_says(
    path: Path, standing: Callable[..., dict[str, Standing]]
) -> None:
    reviewed(path, HOURS)
    path.write_text(path.read_text("utf-8").replace('"%(count)s heures"', '""'), "utf-8")

    assert standing()["%(count)s hour"] is Standing.MISSING


def test_a_review_is_written_beside_its_message_with_who_and_when(
    path: Path, catalog: Callable[..., Catalog]
) -> None:
    reviewed(path, CALL)

    message = catalog().messages[CALL]
    assert (message.state, message.by, message.on) == (State.REVIEWED, "R. Sample", NOV)
    assert "# state: reviewed 2026-11-22 R. Sample src:" in path.read_text("utf-8")


def test_nothing_else_in_the_file_changes(path: Path) -> None:
    reviewed(path, CALL, DO)

    changed = path.read_text("utf-8").splitlines()
    added = [line for line in changed if line.startswith("# state: ")]
    assert [line for line in changed if line not in added] == CATALOG.splitlines()
    assert changed.index(added[0]) == changed.index("# A doubt of the translator.") + 1
    below = "# Directly below, without an empty line."
    assert changed.index(added[1]) == changed.index(below) + 1


def test_a_later_state_takes_the_place_of_the_one_before(
    path: Path, catalog: Callable[..., Catalog]
) -> None:
    reviewed(path, CALL)
    reviewed(path, CALL, state=State.FINAL, by="F. Sample")

    assert catalog().messages[CALL].state is State.FINAL
    assert path.read_text("utf-8").count("# state: ") == 1


def test_who_looks_at_a_fuzzy_message_has_looked_at_it(
    path: Path, catalog: Callable[..., Catalog], standing: Callable[..., dict[str, Standing]]
) -> None:
    reviewed(path, HOURS)

    assert not catalog().messages[HOURS].fuzzy
    assert standing()["%(count)s hour"] is Standing.REVIEWED
    assert "#, python-format\n" in path.read_text("utf-8")


def test_a_file_keeps_its_line_ends_and_its_mode(path: Path) -> None:
    path.write_text(CATALOG, "utf-8", newline="\r\n")
    path.chmod(0o664)

    reviewed(path, CALL)

    text = path.read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n") > 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_a_file_that_cannot_be_written_is_left_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: bytes | Path) -> None:
        raise OutputError("The disk is full.", remedy="Free some space.")

    monkeypatch.setattr("handouts.i18n.review.write_whole", full)

    with pytest.raises(OutputError):
        reviewed(path, CALL)
    assert path.read_text("utf-8") == CATALOG


@pytest.mark.parametrize("name", ["T. Sample", "  t.  sample ", "T. Sample <other@example.com>"])
def test_nobody_reviews_their_own_translation(path: Path, name: str) -> None:
    with pytest.raises(ReviewError, match="translated this catalog and cannot also review it"):
        reviewed(path, CALL, by=name)
    assert path.read_text("utf-8") == CATALOG


def test_our_own_field_names_the_translator_before_the_one_an_editor_changes(path: Path) -> None:
    own = '"X-Handouts-Translator: U. Sample\\n"\n"Language:'
    path.write_text(CATALOG.replace('"Language:', own), "utf-8")

    reviewed(path, CALL, by="T. Sample")
    with pytest.raises(ReviewError):
        reviewed(path, CALL, by="U. Sample")


def test_a_review_typed_in_by_the_translator_counts_as_none(
    path: Path, catalog: Callable[..., Catalog]
) -> None:
    path.write_text(
        CATALOG.replace("# A doubt", "# state: reviewed 2026-11-22 T. Sample\n# A doubt"), "utf-8"
    )

    message = catalog().messages[CALL]
    assert message.state is State.TRANSLATED
    assert message.remark == (
        "T. Sample both translated and reviewed it, so it counts as not reviewed."
    )


@pytest.mark.parametrize("by", ["", "  ", "R.\u202eSample", "R. Sample src:00000000"])
def test_a_state_without_a_name_is_refused(path: Path, by: str) -> None:
    with pytest.raises(ReviewError, match="No person is named"):
        reviewed(path, CALL, by=by)


def test_a_message_that_is_not_there_is_refused_before_anything_is_written(path: Path) -> None:
    with pytest.raises(ReviewError, match="has no message 'New'"):
        reviewed(path, CALL, MessageId("New"))
    assert path.read_text("utf-8") == CATALOG


def test_a_catalog_that_names_no_language_is_not_touched(path: Path) -> None:
    path.write_text(CATALOG.replace('"Language: fr_CA\\n"\n', ""), "utf-8")

    with pytest.raises(CatalogError, match="names no Language"):
        reviewed(path, CALL)


def english_changed(path: Path, before: str, after: str) -> None:
    path.write_text(path.read_text("utf-8").replace(f'"{before}"', f'"{after}"'), "utf-8")


def test_a_changed_english_sentence_takes_its_translation_back(
    path: Path, catalog: Callable[..., Catalog]
) -> None:
    reviewed(path, CALL)
    english_changed(path, "Call us.", "Do not call us.")

    message = catalog().messages[MessageId("Do not call us.")]
    reader = catalog().reader()
    reader.gettext("Do not call us.")
    assert message.is_stale
    assert message.state is State.INITIAL
    assert "The English has changed since it was translated." in [
        problem.text for problem in reader.problems
    ]


@pytest.mark.parametrize(
    ("before", "after", "id_"),
    [
        ("heading", "chip", MessageId("Do", "chip")),
        ("%(count)s hours", "%(count)s long hours", HOURS),
    ],
)
def test_so_does_a_changed_context_or_plural(
    path: Path, catalog: Callable[..., Catalog], before: str, after: str, id_: MessageId
) -> None:
    reviewed(path, DO, HOURS)
    english_changed(path, before, after)

    assert catalog().messages[id_].is_stale


def test_a_translation_edited_after_its_review_counts_as_translated(
    path: Path, catalog: Callable[..., Catalog]
) -> None:
    reviewed(path, CALL)
    english_changed(path, "Appelez-nous.", "Appelez-nous vite.")

    message = catalog().messages[CALL]
    assert message.state is State.TRANSLATED
    assert message.remark == "It was edited after its review, so it counts as not reviewed."
    assert not message.is_stale


def test_a_change_without_a_change_of_meaning_is_waved_through_by_name(
    path: Path, catalog: Callable[..., Catalog]
) -> None:
    reviewed(path, CALL)
    english_changed(path, "Call us.", "Please call us.")
    changed = MessageId("Please call us.")

    wave_through(path, [changed], by="L. Sample", on=date(2026, 12, 1))

    message = catalog().messages[changed]
    assert (message.state, message.by, message.on) == (State.REVIEWED, "R. Sample", NOV)
    assert "# same-meaning: 2026-12-01 L. Sample src:" in path.read_text("utf-8")


def test_waving_through_what_has_not_changed_changes_nothing(path: Path) -> None:
    reviewed(path, CALL)
    before = path.read_text("utf-8")

    wave_through(path, [CALL, DO], by="L. Sample", on=NOV)

    assert path.read_text("utf-8") == before


def test_waving_through_does_not_bring_back_an_edited_translation(
    path: Path, catalog: Callable[..., Catalog]
) -> None:
    reviewed(path, CALL)
    english_changed(path, "Appelez-nous.", "Appelez-les.")
    english_changed(path, "Call us.", "Please call us.")

    wave_through(path, [MessageId("Please call us.")], by="L. Sample", on=NOV)

    assert catalog().messages[MessageId("Please call us.")].state is State.TRANSLATED


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("# state: reviewed 2026-13-01 R. Sample", "There is no day 2026-13-01."),
        ("# state: reviewed today R. Sample", "The review names no day and person."),
        ("# state: final 2026-11-22", "The review names no day and person."),
        ("# accepted: placeholders 2026-11-22 R. Sample", "neither which check is accepted"),
        ("# accepted: negation", "neither which check is accepted"),
        ("# state: initial\n# state: translated", "It has two states."),
    ],
)
def test_a_comment_of_ours_that_cannot_be_read_is_refused_with_its_line(
    path: Path, catalog: Callable[..., Catalog], comment: str, says: str
) -> None:
    path.write_text(CATALOG.replace("# A doubt", f"{comment}\n# A doubt"), "utf-8")

    with pytest.raises(CatalogError) as caught:
        catalog()

    assert says in str(caught.value)
    assert f"handouts.po:{12 + comment.count(chr(10)) + 1}" in str(caught.value)
