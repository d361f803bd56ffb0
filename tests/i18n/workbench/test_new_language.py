import ast
import subprocess
import sys

import pytest
from babel import Locale

from handouts.document import Direction
from handouts.i18n import LANGUAGES, Language, resolve
from handouts.i18n.languages import read_languages
from handouts.i18n.pofile import read_po
from handouts.i18n.workbench.entries import write_entries
from handouts.i18n.workbench.new_language import (
    CannotBeginError,
    empty_catalog,
    plural_rule,
    propose,
    table_entry,
    with_font,
)
from tests.i18n.workbench.small_catalogs import po

ENGLISH = '[en-CA]\nenglish = "English"\nown = "English"\nplural = "nplurals=2; plural=(n != 1);"\n'


def test_greek_is_proposed_with_all_that_cldr_knows_of_it() -> None:
    proposal = propose("EL")
    greek = proposal.language

    assert (greek.tag, greek.folder, greek.babel) == ("el", "el", "el")
    assert (greek.english_name, greek.own_name) == ("Greek", "Ελληνικά")
    assert (greek.direction, proposal.script) == (Direction.LTR, "Grek")
    assert greek.plurals.header == "nplurals=2; plural=(n != 1);"
    assert set("ΕλληνικάΣΦφ") <= set(proposal.letters)
    assert proposal.doubts == ()


def test_what_is_proposed_stands_in_the_table_as_it_was_proposed() -> None:
    for tag in ("el", "he", "sr-Latn", "pt-AO"):
        language = with_font(propose(tag), "noto-sans")

        assert read_languages(ENGLISH + table_entry(language))[1] == language


def test_a_language_from_right_to_left_says_so() -> None:
    assert propose("he").language.direction is Direction.RTL
    assert 'direction = "rtl"' in table_entry(propose("he").language)


@pytest.mark.parametrize(
    ("tag", "complaint"),
    [
        ("gr", "Babel knows no language gr"),
        ("Greek", "no language tag"),
        ("../x", "no language tag"),
        ("fr", "fr is fr-CA"),
        ("pt-br", "is in the table already"),
        ("iw", "iw is an old name of he"),
    ],
)
def test_a_language_that_cannot_be_added_is_refused_with_what_to_do(
    tag: str, complaint: str
) -> None:
    with pytest.raises(CannotBeginError, match=complaint) as caught:
        propose(tag)

    assert caught.value.remedy


def test_names_can_be_given() -> None:
    language = propose("el", english_name="Modern Greek", own_name="Νέα Ελληνικά").language

    assert (language.english_name, language.own_name) == ("Modern Greek", "Νέα Ελληνικά")


def test_dates_that_babel_borrows_from_another_language_are_a_doubt() -> None:
    assert propose("ht").doubts == (
        "Babel's months for it are those of French: look at the dates.",
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_the_plural_rule_made_from_cldr_is_that_of_the_table(language: Language) -> None:
    assert plural_rule(Locale.parse(language.babel).plural_form) == language.plurals


@pytest.mark.parametrize("tag", ["he", "cs", "sl", "lt", "ga", "cy", "mt", "br", "ja", "is"])
def test_a_plural_rule_the_table_does_not_have_is_that_of_cldr_for_every_whole_number(
    tag: str,
) -> None:
    cldr = Locale.parse(tag).plural_form
    rule = plural_rule(cldr)
    form_of: dict[str, int] = {}
    for n in range(201):
        form_of.setdefault(cldr(n), rule.form(n))

    assert [rule.form(n) for n in range(201)] == [form_of[cldr(n)] for n in range(201)]


def test_an_empty_catalog_can_be_read_and_has_every_plural_form() -> None:
    arabic = resolve("ar")
    entries = empty_catalog(
        arabic,
        po(
            'msgid "One"\nmsgstr ""\n\nmsgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] ""\n'
        ),
        translator="T. Sample",
    )
    file = read_po(write_entries(entries), arabic, "ar.po")

    assert [message.translations for message in file.messages.values()] == [("",), ("",) * 6]
    assert file.header.translator == "T. Sample"


def test_months_on_their_own_are_not_those_of_a_date() -> None:
    greek = propose("el").language

    assert (greek.months[0], greek.months[10]) == ("Ιανουάριος", "Νοέμβριος")
    assert propose("hu").language.months == ()


@pytest.mark.parametrize("tag", [each.tag for each in LANGUAGES if each.months])
def test_the_months_of_the_table_are_those_babel_gives_a_process_of_its_own(tag: str) -> None:
    program = (
        "from babel import Locale\n"
        f"print(ascii(list(Locale.parse({tag!r}).months['stand-alone']['wide'].values())))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert ast.literal_eval(run.stdout.decode()) == list(resolve(tag).months)
