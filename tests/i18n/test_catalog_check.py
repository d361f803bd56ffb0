import csv
from pathlib import Path
from typing import Any

import pytest

from handouts.findings import Severity
from handouts.i18n import (
    SOURCE,
    Catalog,
    Glossary,
    Message,
    MessageId,
    State,
    check_catalog,
    load_glossary,
    resolve,
)
from handouts.i18n.pofile import Header
from handouts.library import Library

HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}


def message(
    english: str,
    *translations: str,
    plural: str | None = None,
    line: int = 7,
    **others: Any,
) -> Message:
    return Message(
        id=MessageId(english), plural=plural, translations=translations, line=line, **others
    )


def found(
    *messages: Message,
    wanted: list[Message] | None = None,
    header: dict[str, str] = HEADER,
    tag: str = "fr",
    **asked: Any,
) -> list[tuple[Severity, str, str]]:
    """What is found in a catalog, as severity and words."""
    catalog = Catalog(
        language=resolve(tag),
        place="fr.po",
        messages={each.id: each for each in messages},
        header=Header(fields=header, line=3),
    )
    findings = check_catalog(catalog, messages if wanted is None else wanted, **asked)
    return [(each.severity, each.place, each.message) for each in findings]


def test_a_complete_catalog_has_no_findings() -> None:
    assert found(message("Call us.", "Appelez-nous.")) == []


def test_english_has_nothing_to_be_held_against() -> None:
    assert check_catalog(Catalog(language=SOURCE), [message("New")]) == ()


def test_what_is_missing_and_what_nobody_asks_for_are_told_apart() -> None:
    old, new = message("Old", "Vieux"), message("New")

    assert found(old, wanted=[new]) == [
        (Severity.NOTE, "fr.po:7", "'Old': No template asks for it."),
        (Severity.ERROR, "fr.po", "'New': It is not in the catalog."),
    ]


def test_a_plural_of_another_sentence_is_named() -> None:
    wanted = [message("A day", plural="Days")]

    assert found(message("A day", "Un jour"), wanted=wanted) == [
        (Severity.ERROR, "fr.po:7", "'A day': Its English plural is not that of the template.")
    ]


def test_every_problem_of_a_message_is_an_error_with_its_line() -> None:
    assert found(message("Call %(number)s", "Appelez le 911", line=12)) == [
        (Severity.ERROR, "fr.po:12", "'Call %(number)s': It has lost %(number)s."),
        (
            Severity.ERROR,
            "fr.po:12",
            "'Call %(number)s': Its numbers are not those of the English: none.",
        ),
    ]


def test_a_header_says_what_a_file_is() -> None:
    assert found(header=HEADER | {"Content-Type": "text/plain"}) == [
        (Severity.ERROR, "fr.po:3", "The header's Content-Type is text/plain.")
    ]
    assert len(found(header={})) == 3


def test_why_a_review_does_not_count_is_a_warning() -> None:
    remark = "It was edited after its review, so it counts as not reviewed."

    assert found(message("Call us.", "Appelez-nous.", remark=remark)) == [
        (Severity.WARNING, "fr.po:7", f"'Call us.': {remark}")
    ]


def test_a_stale_message_is_one_error_and_no_warning() -> None:
    remark = "The English has changed since it was translated."
    stale = message("Call", "Appelez", state=State.INITIAL, is_stale=True, remark=remark)

    assert found(stale) == [(Severity.ERROR, "fr.po:7", f"'Call': {remark}")]


def test_a_character_no_font_has_is_named_once_with_its_weight() -> None:
    findings = found(
        message("One", "Œuf", line=5),
        message("Two", "Œufs", line=9),
        covers=lambda character, bold: character != "Œ" or not bold,
    )

    assert findings == [(Severity.ERROR, "fr.po:5", "'One': No bold font has “Œ” (U+0152).")]


def test_tags_and_placeholders_need_no_glyph() -> None:
    asked = []

    def covers(character: str, bold: bool) -> bool:
        asked.append(character)
        return True

    found(message("<b>Call</b> %(number)s", "<b>أ</b> %(number)s\u200c"), covers=covers)

    assert set(asked) == {"أ"}


@pytest.fixture
def glossary() -> Glossary:
    return Glossary(
        terms={
            "fr-CA": {"rash": ("éruption cutanée",), "scar": ("cicatrice",), "pore": ("pore",)},
            "ru": {"scar": ("шрам", "рубец")},
            "ar": {"scar": ("ندبة",)},
            "zh-Hans": {"scar": ("疤痕",)},
        }
    )


@pytest.mark.parametrize(
    ("tag", "english", "translation"),
    [
        ("fr", "A rash", "Une éruption cutanée"),
        ("fr", "Rashes and scars", "Éruptions cutanées et cicatrices"),
        ("fr", "Porous", "Poreux"),
        ("ru", "Scars", "Шрамы"),
        ("ru", "A scar", "Рубца"),
        ("ar", "Scars", "والندبات"),
        ("zh-Hans", "A scar", "一个疤痕"),
    ],
)
def test_a_term_may_have_the_ending_its_sentence_wants(
    glossary: Glossary, tag: str, english: str, translation: str
) -> None:
    assert found(message(english, translation), tag=tag, glossary=glossary) == []


def test_another_word_than_the_glossarys_is_a_warning(glossary: Glossary) -> None:
    assert found(message("A scar", "Une marque"), glossary=glossary) == [
        (
            Severity.WARNING,
            "fr.po:7",
            "'A scar': The glossary's word for “scar” is not in it: cicatrice.",
        )
    ]


def test_a_longer_term_is_looked_for_before_a_shorter_one_in_it() -> None:
    terms = {"fr-CA": {"cold": ("rhume",), "cold sore": ("feu sauvage",)}}

    assert found(message("Cold sore", "Feu sauvage"), glossary=Glossary(terms=terms)) == []


def test_the_glossary_of_the_library_has_every_term_in_every_language() -> None:
    library = Library.find()
    with (library.locales / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) > 70
    assert all(all(row.values()) for row in rows)
    assert set(load_glossary(library.locales).terms) == set(rows[0]) - {"en"}


def test_a_library_without_a_glossary_has_no_terms(tmp_path: Path) -> None:
    assert load_glossary(tmp_path).terms == {}
