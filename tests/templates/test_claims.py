"""Every claim of the articles the handouts grew from is covered, corrected or left out."""

import tomllib

import pytest

from handouts.i18n import resolve
from handouts.i18n.extract import extract_messages
from handouts.i18n.pofile import read_messages
from handouts.library import Library

TEMPLATES = Library.find().templates
CLAIMS = tomllib.loads((TEMPLATES / "microneedling" / "claims.toml").read_text("utf-8"))
IDS = [
    f"{letter}{number}"
    for letter, last in (("K", 4), ("R", 12), ("T", 5), ("M", 2), ("A", 12), ("L", 2))
    for number in range(1, last + 1)
]


@pytest.fixture(scope="module")
def messages() -> set[str]:
    language = resolve("it")
    header = f'"Language: it\\n"\n"Plural-Forms: {language.plurals.header}\\n"\n\n'
    entries = extract_messages(TEMPLATES).partition("\n\n")[2]
    read = read_messages(f'msgid ""\nmsgstr ""\n{header}{entries}', language, "pot")
    return {message.text for message in read}


def test_every_claim_stands_there_once() -> None:
    assert sorted(CLAIMS) == sorted(IDS)


@pytest.mark.parametrize("claim", IDS)
def test_what_is_said_of_a_claim_is_a_message_of_the_templates(
    claim: str, messages: set[str]
) -> None:
    listed = [*CLAIMS[claim].get("says", ()), *CLAIMS[claim].get("corrects", ())]

    assert [text for text in listed if text not in messages] == []


@pytest.mark.parametrize("claim", IDS)
def test_no_claim_goes_without_a_message_or_a_reason(claim: str) -> None:
    fate = CLAIMS[claim]

    assert fate["about"]
    assert set(fate) <= {"about", "says", "corrects", "left_out"}
    assert fate.get("says") or fate.get("corrects") or fate.get("left_out")


@pytest.mark.parametrize("claim", ["R6", "R9", "R10", "R11"])
def test_what_has_no_good_proof_is_printed_only_to_correct_it(claim: str) -> None:
    assert "says" not in CLAIMS[claim]
    assert CLAIMS[claim]["corrects"]
