from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from handouts.checks.readability import check_readability, count, grade, sentences_of, syllables
from handouts.clinic.load import sample_clinic
from handouts.document import plain_text, reading_order
from handouts.findings import Severity
from handouts.i18n import SOURCE, load_catalog
from handouts.library import Library
from handouts.records import Visit
from handouts.templating.fill import fill
from handouts.treatments import load_treatment

GRADE_9 = (
    "Following the procedure, patients should refrain from utilizing cosmetic preparations, "
    "because the epidermal microchannels facilitate penetration of potentially irritating "
    "ingredients into deeper structures."
)
EASY = "Do not wear makeup. Germs and dye can get in the tiny holes."

COUNTED = {
    1: "skin tongue clothes ones used caused shaped friend field guard throat",
    2: "makeup needle needles rashes treated swollen breathing lukewarm sunscreen dial going "
    "language people quiet fluid science every outside whitehead special patient region",
    3: "medicine medicines pharmacist area usual idea serious various audio allergy eczema "
    "clinician cereal vitamin previous vacation anyone",
    4: "microneedling emergency moisturizer diabetes radiation experience epinephrine rosacea",
    5: "antibiotic immediately utilization vitiligo comedogenic individual",
    6: "acetaminophen isotretinoin deterioration",
}


@pytest.fixture(scope="module", params=["dates", "no dates"])
def sections(request: pytest.FixtureRequest) -> dict[str, list[str]]:
    """The texts of the real handout by section."""
    library = Library.find()
    treated = datetime(2026, 11, 22, 15, tzinfo=ZoneInfo("America/Toronto"))
    document = fill(
        [load_treatment(library.templates, "microneedling")],
        ("aftercare", "breakouts"),
        sample_clinic(),
        Visit(treated=treated) if request.param == "dates" else None,
        load_catalog(library.locales, SOURCE),
        library,
        today=date(2026, 11, 22),
    ).document
    return {
        section.name: [
            plain_text(text) for block in section.blocks for text in reading_order(block)
        ]
        for section in document.sections
    }


@pytest.mark.parametrize(
    ("word", "expected"),
    [(word, number) for number, words in COUNTED.items() for word in words.split()],
)
def test_syllables_are_those_a_reader_says(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_letters_that_are_spelled_out_count_one_by_one() -> None:
    assert syllables("AHA") == 3
    assert syllables("IPL") == 3


def test_the_grade_follows_the_formula() -> None:
    counted = count(["Wash your hands with soap. Pat your skin until dry."])

    assert (counted.sentences, counted.words, counted.syllables) == (2, 10, 11)
    assert counted.grade == pytest.approx(0.39 * 5 + 11.8 * 1.1 - 15.59)


def test_a_text_of_grade_nine_fails_in_its_section_and_as_a_whole() -> None:
    findings = check_readability({"Do not": [GRADE_9]})

    errors = [each for each in findings if each.severity is Severity.ERROR]
    assert grade(GRADE_9) > 9
    assert [each.place for each in errors] == ["Do not", "handout"]


def test_a_hard_section_fails_even_in_an_easy_handout() -> None:
    findings = check_readability({"Do": [EASY] * 40, "Do not": [GRADE_9]})

    errors = [each.place for each in findings if each.severity is Severity.ERROR]
    assert errors == ["Do not"]


def test_an_easy_text_has_no_findings() -> None:
    assert check_readability({"Do not": [EASY]}) == ()


def test_short_calls_and_labels_do_not_make_a_hard_text_look_easy() -> None:
    assert grade(GRADE_9, "Pat dry.", "Do not", "Until Tue, Nov 24") == grade(GRADE_9)


@pytest.mark.parametrize(
    "value",
    ["Tue, Nov 24", "Tuesday, November 24, 2026", "3 p.m.", "48", "416-555-0123", "%(day)s"],
)
def test_a_date_a_time_or_a_number_counts_as_one_word_of_one_syllable(value: str) -> None:
    assert sentences_of(f"Do not swim until {value} or so.") == ("Do not swim until day or so.",)


def test_long_words_that_must_stay_are_counted_in_full() -> None:
    assert count(["You may take acetaminophen."]).syllables == 9


def test_a_long_sentence_is_noted_and_a_list_after_a_colon_is_not() -> None:
    long = "You can put on " + "more and " * 8 + "more of the cream."
    listed = "Do not use any of these for now: " + "one two three, " * 4 + "four."

    findings = check_readability({"Do": [long, listed]})

    assert [(each.severity, "more and" in each.message) for each in findings] == [
        (Severity.NOTE, True)
    ]


def test_the_real_handout_is_at_grade_six_or_less_and_no_section_over_seven(
    sections: dict[str, list[str]],
) -> None:
    errors = [
        finding for finding in check_readability(sections) if finding.severity is Severity.ERROR
    ]

    assert not errors
    assert all(count(texts).sentences > 20 for texts in sections.values())
