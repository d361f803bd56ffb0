"""The real templates in every language, from a stand-in catalog: English words, every form."""

from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from handouts.clinic import Clinic, OpeningHours
from handouts.clinic.load import sample_clinic
from handouts.document import (
    AdviceRow,
    AdviceTable,
    Callout,
    Direction,
    Inline,
    Kind,
    Tier,
    isolated_text,
    plain_text,
)
from handouts.i18n import LANGUAGES, SOURCE, Catalog, Language, Message, MessageId, State, resolve
from handouts.i18n.extract import extract_messages
from handouts.i18n.pofile import read_messages
from handouts.library import Library
from handouts.records import Visit
from handouts.templating.fill import FilledHandout, fill
from handouts.treatments import load_treatment

LIBRARY = Library.find()
OTHERS = [language for language in LANGUAGES if not language.is_source]
VISIT = Visit(
    patient="Ana Sample",
    treated=datetime(2026, 11, 22, 15, tzinfo=ZoneInfo("America/Toronto")),
    clinician="R. Sample",
)


@cache
def english() -> dict[MessageId, Message]:
    """Every message of the templates, as the catalog of a language with two forms."""
    header = f'"Language: it\\n"\n"Plural-Forms: {resolve("it").plurals.header}\\n"\n\n'
    entries = extract_messages(LIBRARY.templates).partition("\n\n")[2]
    return read_messages(f'msgid ""\nmsgstr ""\n{header}{entries}', resolve("it"), "pot")


def catalog(language: Language) -> Catalog:
    """A catalog that answers every message with its own words."""
    return Catalog(
        language=language,
        place="stand-in",
        messages={
            id_: Message(
                id=id_,
                plural=message.plural,
                translations=(id_.text,)
                if message.plural is None
                else (message.plural,) * language.plurals.count,
                state=State.REVIEWED,
                accepted=frozenset({"english", "negation"}),
            )
            for id_, message in english().items()
        },
    )


def filled(
    language: Language, visit: Visit | None = VISIT, clinic: Clinic | None = None
) -> FilledHandout:
    return fill(
        [load_treatment(LIBRARY.templates, "microneedling")],
        ("aftercare", "breakouts"),
        clinic or sample_clinic(),
        visit,
        Catalog(language=SOURCE) if language.is_source else catalog(language),
        LIBRARY,
        today=date(2026, 11, 22),
    )


def first_row(handout: FilledHandout) -> AdviceRow:
    tables = [
        block
        for block in handout.document.sections[0].blocks
        if isinstance(block, AdviceTable) and block.rows[0].key == "makeup"
    ]
    return tables[0].rows[0]


def hours_heading(handout: FilledHandout) -> tuple[Inline, ...]:
    """The heading that says when the clinic is open."""
    blocks = handout.document.sections[0].blocks + handout.document.sections[1].blocks
    return next(
        block.heading
        for block in blocks
        if isinstance(block, Callout) and block.tier is Tier.ROUTINE
    )


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.tag)
def test_a_handout_asks_for_nothing_that_extraction_does_not_find(language: Language) -> None:
    handout = filled(language)

    assert set(handout.messages_used) <= set(english())
    assert handout.document.language == language.tag
    assert handout.document.direction is language.direction


def test_a_date_and_a_time_in_urdu_are_set_apart_from_each_other() -> None:
    chip = first_row(filled(resolve("ur"))).when

    assert [inline.kind for inline in chip] == [Kind.WORDS, Kind.DATE, Kind.WORDS, Kind.TIME]
    assert isolated_text(chip) == "Until \u2068پیر، 23 نومبر\u2069، \u20683:00 PM\u2069"


def test_a_time_stands_before_its_date_where_the_language_puts_it() -> None:
    chip = first_row(filled(resolve("vi"))).when

    assert [inline.kind for inline in chip] == [Kind.WORDS, Kind.TIME, Kind.WORDS, Kind.DATE]
    assert plain_text(chip) == "Until 15:00 Th 2, 23 thg 11"


def test_a_date_and_a_time_of_the_visit_are_both_its_fields() -> None:
    value = filled(resolve("ur")).document.panel[1].value

    assert [(inline.kind, inline.field) for inline in value] == [
        (Kind.DATE, "treated:chip_day"),
        (Kind.WORDS, None),
        (Kind.TIME, "treated:clock"),
    ]


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("en", "Monday to Friday, 9 a.m. to 5 p.m.; Saturday, 9 a.m. to 1 p.m."),
        ("ar", "الاثنين to الجمعة, 9:00 ص to 5:00 م؛ السبت, 9:00 ص to 1:00 م"),
        (
            "pt",
            "segunda-feira to sexta-feira, 09:00 to 17:00; sábado, 09:00 to 13:00",
        ),
        ("zh-Hans", "星期一 to 星期五, 09:00 to 17:00；星期六, 09:00 to 13:00"),
    ],
)
def test_opening_hours_are_listed_as_the_language_does(tag: str, shown: str) -> None:
    hours = (
        OpeningHours(first_day=0, last_day=4, opens=time(9), closes=time(17)),
        OpeningHours(first_day=5, last_day=5, opens=time(9), closes=time(13)),
    )
    heading = hours_heading(filled(resolve(tag), clinic=replace(sample_clinic(), hours=hours)))

    assert f"({shown})" in plain_text(heading)


def test_no_line_ends_inside_a_weekday_with_a_hyphen() -> None:
    portuguese = filled(resolve("pt"))
    hyphenated = [inline for inline in hours_heading(portuguese) if "-feira" in inline.text]

    assert hyphenated
    assert {inline.kind for inline in hyphenated} == {Kind.DATE}


def test_a_phone_in_urdu_reads_from_left_to_right() -> None:
    document = filled(resolve("ur")).document
    callouts = [block for block in document.sections[0].blocks if isinstance(block, Callout)]

    assert document.direction is Direction.RTL
    assert "\u2066416-555-0123\u2069" in isolated_text(callouts[1].heading)


def test_a_count_takes_its_form_and_keeps_its_number() -> None:
    assert plain_text(first_row(filled(resolve("pl"), None)).when) == "For 24 hours"


def test_languages_do_not_change_each_others_handouts() -> None:
    chosen = [resolve(tag) for tag in ("ar", "zh-Hant", "pl", "en", "ko", "ti")]
    one_way = {language.tag: filled(language).document for language in chosen}
    other_way = {language.tag: filled(language).document for language in reversed(chosen)}

    assert one_way == other_way


def test_every_language_has_its_own_code() -> None:
    codes = {filled(resolve(tag), None).code for tag in ("en", "fr", "ur", "pl")}

    assert len(codes) == 4


def test_no_message_is_in_the_list_without_words() -> None:
    assert MessageId("") not in english()
    assert len(english()) > 150
