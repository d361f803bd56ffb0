from datetime import date

import pytest

from handouts.checks.never_say import NEVER_SAY, check_never_say
from handouts.clinic.load import sample_clinic
from handouts.document import plain_text, reading_order
from handouts.findings import Severity
from handouts.i18n import SOURCE, load_catalog
from handouts.library import Library
from handouts.templating.fill import fill
from handouts.treatments import load_treatment


def found(text: str) -> list[tuple[Severity, str]]:
    return [
        (each.severity, each.message.split("”")[0][1:]) for each in check_never_say({"x": [text]})
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Your skin will detox after this treatment.", "detox"),
        ("Impurities are coming out.", "impurities"),
        ("Your skin clears its toxins.", "toxins"),
        ("This is a purge.", "purge"),
        ("Breakouts mean it is working.", "breakouts mean it is work"),
        (
            "Pimples are a sign that the treatment works.",
            "pimples are a sign that the treatment work",
        ),
        ("The treatment is safe.", "safe"),
        ("Risk-free and with no downtime.", "risk-free"),
        ("A guaranteed result.", "guaranteed"),
        ("Painless and permanent.", "painless"),
        ("You have an infection.", "you have "),
        ("Sterile needles, so no infection.", "sterile"),
        ("Stop your medicine.", "stop your medicine"),
        ("Stop taking your blood thinner.", "stop taking your blood thinner"),
        ("Good for problem skin.", "problem skin"),
        ("Redness and swelling mean infection.", "redness and swelling mean infection"),
        ("Take 500 mg.", "0 mg"),
        ("Ask your doctor for an antibiotic.", "ask your doctor for an antibiotic"),
        ("Do not get vaccines.", "do not get vaccines"),
        ("Delay urgent dental care.", "delay urgent dental"),
        ("Follow what your clinic told you first.", "follow what your clinic told you first"),
    ],
)
def test_what_may_do_harm_is_an_error(text: str, words: str) -> None:
    assert found(text) == [(Severity.ERROR, words)]


@pytest.mark.parametrize(
    "text",
    [
        "“It is a detox.” Pimples are not toxins coming out.",
        "“It is a purge.” A popular word, with no good proof. "
        "Pimples do not mean that the treatment is working.",
        "Do not have botulinum toxin or filler in the area.",
        "You may take it, if it is safe for you.",
        "It may not be safe.",
        "Tell us if you have diabetes.",
        "But never wait when you have a warning sign.",
        "The blindness can be permanent.",
        "Do not stop a medicine on your own. Ask.",
        "Redness and swelling are usual at first.",
    ],
)
def test_what_corrects_or_is_innocent_passes(text: str) -> None:
    assert found(text) == []


def test_a_correction_in_another_block_does_not_count() -> None:
    findings = check_never_say({"Why": ["It is a detox.", "Pimples are not toxins."]})

    assert [each.place for each in findings] == ["Why"]


def test_half_a_correction_is_not_enough() -> None:
    assert found("Some call it a purge. That is a popular word.") == [(Severity.ERROR, "purge")]


@pytest.mark.parametrize(
    "word", ["tender", "blotchy", "barrier", "a flare", "red flag", "reaction", "over 7 days"]
)
def test_hard_words_are_a_warning(word: str) -> None:
    assert [severity for severity, _ in found(f"It is {word}.")] == [Severity.WARNING]


def test_markup_and_capitals_hide_nothing() -> None:
    assert found("<b>It is a De</b>tox.") == [(Severity.ERROR, "detox")]


def test_a_finding_says_why_and_what_to_write_instead() -> None:
    (finding,) = check_never_say({"aftercare: Do": ["Stop your medicine."]})

    assert finding.place == "aftercare: Do"
    assert "dangerous" in finding.message
    assert "Do not stop a medicine on your own" in finding.remedy


def test_no_remedy_is_itself_on_the_list() -> None:
    spoken = {"remedies": [each.instead for each in NEVER_SAY]}

    assert [each.message for each in check_never_say(spoken)] == []


@pytest.mark.parametrize("sections", [("aftercare", "breakouts"), ("breakouts",)])
def test_the_real_handout_says_none_of_it(sections: tuple[str, ...]) -> None:
    library = Library.find()
    handout = fill(
        [load_treatment(library.templates, "microneedling")],
        sections,
        sample_clinic(),
        None,
        load_catalog(library.locales, SOURCE),
        library,
        today=date(2026, 11, 22),
    )

    texts = [
        plain_text(text)
        for section in handout.document.sections
        for block in section.blocks
        for text in reading_order(block)
    ]
    assert len(texts) > 50
    assert check_never_say({"handout": texts}) == ()
