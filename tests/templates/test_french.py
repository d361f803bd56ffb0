"""The Canadian French catalog: complete, true to the English, set as Quebec sets it."""

import re

import pytest

from handouts.i18n import Message, State, load_catalog, resolve
from handouts.i18n.extract import extract_messages
from handouts.i18n.gate import message_problems
from handouts.i18n.pofile import read_messages
from handouts.library import Library

LIBRARY = Library.find()
FRENCH = resolve("fr-CA")
CATALOG = load_catalog(LIBRARY.locales, FRENCH)
NO_BREAK = "\u00a0"

ENGLISH_NO = re.compile(r"\b(?:do not|does not|not|no|never|without|nor)\b", re.IGNORECASE)
FRENCH_NO = re.compile(r"\b(?:ne|pas|jamais|sans|ni|non|sauf)\b|\bn’", re.IGNORECASE)
DRUGS = {
    "acetaminophen": "acétaminophène",
    "ibuprofen": "ibuprofène",
    "naproxen": "naproxène",
    "aspirin": "aspirine",
    "epinephrine": "épinéphrine",
    "isotretinoin": "isotrétinoïne",
    "retinol": "rétinol",
    "tretinoin": "trétinoïne",
    "adapalene": "adapalène",
    "tazarotene": "tazarotène",
    "benzoyl peroxide": "peroxyde de benzoyle",
    "blood thinner": "anticoagulant",
    "botulinum toxin": "toxine botulique",
}
MESSAGES = sorted(CATALOG.messages.values(), key=lambda message: message.line)


def english(message: Message) -> str:
    return f"{message.id.text} {message.plural or ''}".strip()


def test_it_answers_every_message_of_the_templates_and_no_other() -> None:
    header = f'"Language: fr_CA\\n"\n"Plural-Forms: {FRENCH.plurals.header}\\n"\n\n'
    entries = extract_messages(LIBRARY.templates).partition("\n\n")[2]
    wanted = read_messages(f'msgid ""\nmsgstr ""\n{header}{entries}', FRENCH, "pot")

    assert set(CATALOG.messages) == set(wanted)


def test_no_message_has_a_problem() -> None:
    problems = [each for message in MESSAGES for each in message_problems(message, FRENCH)]

    assert problems == []


def test_it_says_that_nobody_has_reviewed_it() -> None:
    assert {message.state for message in MESSAGES} == {State.TRANSLATED}
    assert CATALOG.unreviewed(CATALOG.messages)


@pytest.mark.parametrize(
    "message", [each for each in MESSAGES if ENGLISH_NO.search(english(each))], ids=english
)
def test_what_is_denied_in_english_is_denied_in_french(message: Message) -> None:
    assert all(FRENCH_NO.search(text) for text in message.translations)


@pytest.mark.parametrize("drug", DRUGS)
def test_a_medicine_keeps_its_canadian_name(drug: str) -> None:
    named = [each for each in MESSAGES if re.search(rf"\b{drug}", english(each), re.IGNORECASE)]

    assert named
    for message in named:
        assert all(DRUGS[drug] in text.lower() for text in message.translations)


def test_a_colon_and_the_quotation_marks_have_a_no_break_space_and_nothing_else_has() -> None:
    wrong = [
        text
        for message in MESSAGES
        for text in message.translations
        if re.search(rf"[^{NO_BREAK}\d]:|«[^{NO_BREAK}]|[^{NO_BREAK}]»|[\s{NO_BREAK}][?!;]|'", text)
        or ("°C" in text and f"{NO_BREAK}°C" not in text)
    ]

    assert wrong == []


def test_the_sheet_speaks_to_vous() -> None:
    familiar = re.compile(r"\b(?:tu|ton|ta|tes|toi)\b", re.IGNORECASE)

    assert [m.id.text for m in MESSAGES for t in m.translations if familiar.search(t)] == []
