from collections.abc import Iterable
from dataclasses import replace

import pytest

from handouts.findings import Severity
from handouts.i18n import LANGUAGES, Message, MessageId, resolve
from handouts.i18n.gate import message_problems

LRI, PDI = "\u2066", "\u2069"


def problems(
    english: str,
    *translations: str,
    plural: str | None = None,
    tag: str = "fr",
    accepted: Iterable[str] = (),
) -> list[str]:
    """What is wrong with a translation, as sentences."""
    message = Message(
        id=MessageId(english),
        plural=plural,
        translations=translations,
        accepted=frozenset(accepted),
    )
    return [problem.text for problem in message_problems(message, resolve(tag))]


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("Call us.", "Appelez-nous."),
        ("Until %(day)s, %(day)s", "%(day)s"),
        ("SPF 30 or more, 2 times", "2 fois, FPS 30 ou plus"),
        ("<b>Stop</b> now <dose>38 °C</dose>", "<dose>38 °C</dose> <b>Arrêtez</b>"),
        ("100%% sure", "sûr à 100 %%"),
        ("A day", f"{LRI}Un{PDI} jour"),
        ("Soap &amp; water", "Eau &amp; savon"),
    ],
)
def test_a_sound_translation_has_no_problems(english: str, translation: str) -> None:
    assert problems(english, translation) == []


@pytest.mark.parametrize(
    ("english", "translation", "says"),
    [
        ("Call %(number)s", "Appelez", "It has lost %(number)s."),
        ("Call %(number)s", "Appelez %(nombre)s", "It has lost %(number)s."),
        ("Call us", "Appelez %(number)s", "It has %(number)s, which the English has not."),
        ("100%% sure", "sûr à 100 %", "It has a % that belongs to no placeholder"),
        ("After 48 hours", "Après 84 heures", "Its numbers are not those of the English: 48."),
        ("After 48 hours", "Après deux jours", "Its numbers are not those of the English: 48."),
        ("Call us", "Appelez le 911", "Its numbers are not those of the English: none."),
        ("SPF 30", "SPF ٣١", "Its numbers are not those of the English: 30."),
        ("<b>Stop</b>", "Arrêtez", "Its tags are not those of the English: <b> </b>."),
        ("Stop", "<b>Arrêtez</b>", "Its tags are not those of the English: none."),
        ("<b>Stop</b>", "</b>Arrêtez<b>", "Its tags do not close in order"),
        ("Soap and water", "Eau & savon", "or it has a bare < or &"),
        ('<phone href="tel:911">911</phone>', '<phone href="tel:912">911</phone>', "Its tags are"),
        ("Call us", "Appelez\u202enous", "It has the invisible character RLO (U+202E)."),
        ("Call us", "\u200fAppelez", "It has the invisible character RLM (U+200F)."),
        ("Call us", "Appelez\u2028nous", "LINE SEPARATOR"),
        ("A day", f"{LRI}Un jour", "Its isolates (U+2066 to U+2069) are not balanced."),
        ("A day", f"{PDI}Un{LRI} jour", "Its isolates (U+2066 to U+2069) are not balanced."),
    ],
)
def test_a_mistake_a_computer_can_see_is_a_problem(
    english: str, translation: str, says: str
) -> None:
    assert any(says in problem for problem in problems(english, translation))


def test_numbers_are_equal_in_any_digits() -> None:
    assert problems("SPF 30", "۳۰ SPF", tag="fa") == []
    assert problems("SPF 30", "۳۱ SPF", tag="fa") == [
        "Its numbers are not those of the English: 30."
    ]


def test_a_form_for_one_number_may_say_it_in_words() -> None:
    english = {"english": "%(count)s hour", "plural": "%(count)s hours"}

    assert (
        problems(
            *(english["english"], "لا ساعات", "ساعة واحدة", "ساعتان"),
            *("%(count)s ساعات", "%(count)s ساعة", "%(count)s ساعة"),
            plural=english["plural"],
            tag="ar",
        )
        == []
    )
    assert problems(
        "%(count)s hour", "une heure", "%(count)s heures", plural="%(count)s hours"
    ) == ["It has lost %(count)s."]


def test_a_plural_may_have_the_numbers_of_either_english_form() -> None:
    english = ("Once in 2 days", "%(count)s times in 2 days")

    assert problems(english[0], "1 fois 2", "%(count)s fois 2", plural=english[1])
    assert not problems(
        english[0], "%(count)s fois en 2 jours", "%(count)s fois en 2 jours", plural=english[1]
    )


def test_every_form_is_looked_at() -> None:
    assert problems("%(count)s hour", "%(count)s heure", "heures", plural="%(count)s hours") == [
        "It has lost %(count)s."
    ]


def test_the_forms_must_be_as_many_as_the_language_has() -> None:
    assert problems("%(count)s hour", "%(count)s", "%(count)s", plural="%(count)s hours", tag="ru")


def test_a_translation_of_spaces_is_none() -> None:
    assert problems("Call us", " ") == ["It is not translated."]


def test_a_tag_without_words_is_a_problem() -> None:
    assert problems("<b>Stop</b> now", "Arrêtez <b> </b>") == ["<b> </b> has no words."]


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("%(low)s to %(high)s times", "%(high)s à %(low)s fois"),
        ("%(first)s to %(last)s", "%(last)s à %(first)s"),
    ],
)
def test_a_span_begins_with_its_beginning(english: str, translation: str) -> None:
    assert [text for text in problems(english, translation) if "has to come before" in text]


@pytest.mark.parametrize(
    ("english", "translation", "tag"),
    [
        ("Call us today.", "Call us today.", "fr"),
        ("Call us today.", "<b>CALL US</b> today", "fr"),
        ("Wash your hands before you touch it.", "Lavez wash your hands before you touch", "fr"),
        ("Wash your hands before you touch it.", "धोएँ wash your hands before you छुएँ", "hi"),
        ("Code %(code)s", "Code %(code)s", "ur"),
    ],
)
def test_what_is_still_english_is_a_problem(english: str, translation: str, tag: str) -> None:
    assert any("still English" in text for text in problems(english, translation, tag=tag))


@pytest.mark.parametrize(
    ("english", "translation", "tag"),
    [
        ("Code %(code)s", "Code %(code)s", "fr"),
        ("%(first)s", "%(first)s", "ur"),
        ("SPF %(spf)s", "SPF %(spf)s", "it"),
        ("Retinol, AHA, BHA", "Retinol, AHA, BHA und", "it"),
    ],
)
def test_what_is_the_same_in_many_languages_is_not(
    english: str, translation: str, tag: str
) -> None:
    assert problems(english, translation, tag=tag) == []


def test_somebody_may_accept_that_a_translation_is_as_the_english() -> None:
    assert problems("Cold sore", "Cold sore", tag="fil")
    assert problems("Cold sore", "Cold sore", tag="fil", accepted=["english"]) == []


def test_nobody_may_accept_a_lost_number() -> None:
    assert problems("Call 911", "Appelez", accepted=["english", "negation", ""])


# “Do not use soap.” and “Use soap.”, or words as near to them as the language comes.
DO_NOT_AND_DO = {
    "ar": ("لا تستعملوا الصابون.", "استعملوا الصابون."),
    "bn": ("সাবান ব্যবহার করবেন না।", "সাবান ব্যবহার করবেন।"),
    "es-419": ("No use jabón.", "Use jabón."),
    "fa": ("صابون استفاده نکنید.", "صابون استفاده کنید."),
    "fa-AF": ("صابون نزنید.", "صابون بزنید."),
    "fil": ("Huwag gumamit ng sabon.", "Gumamit ng sabon."),
    "fr-CA": ("N’utilisez pas de savon.", "Utilisez du savon."),
    "gu": ("સાબુ ન વાપરો.", "સાબુ વાપરો."),
    "hi": ("साबुन न लगाएँ।", "साबुन लगाएँ।"),
    "it": ("Non usi il sapone.", "Usi il sapone."),
    "ko": ("비누를 쓰지 마세요.", "비누를 쓰세요."),
    "pa": ("ਸਾਬਣ ਨਾ ਵਰਤੋ।", "ਸਾਬਣ ਵਰਤੋ।"),
    "pl": ("Nie używaj mydła.", "Używaj mydła."),
    "pt": ("Não use sabão.", "Use sabão."),
    "ro": ("Nu folosiți săpun.", "Folosiți săpun."),
    "ru": ("Не используйте мыло.", "Используйте мыло."),
    "so": ("Ha isticmaalin saabuun.", "Isticmaal saabuun."),
    "ta": ("சோப்பு பயன்படுத்தாதீர்கள்.", "சோப்பு பயன்படுத்துங்கள்."),
    "ti": ("ሳሙና ኣይትጠቀሙ።", "ሳሙና ተጠቀሙ።"),
    "tr": ("Sabun kullanmayın.", "Sabun kullanın."),
    "uk": ("Не користуйтеся милом.", "Користуйтеся милом."),
    "ur": ("صابن استعمال نہ کریں۔", "صابن استعمال کریں۔"),
    "vi": ("Đừng dùng xà phòng.", "Hãy dùng xà phòng."),
    "zh-Hans": ("不要用肥皂。", "请用肥皂。"),
    "zh-Hant": ("不要用肥皂。", "請用肥皂。"),
}
OTHERS = [language.tag for language in LANGUAGES if not language.is_source]


@pytest.mark.parametrize("tag", [tag for tag in OTHERS if tag in DO_NOT_AND_DO])
def test_a_do_not_stays_one_and_a_do_becomes_none(tag: str) -> None:
    do_not, do = DO_NOT_AND_DO[tag]

    assert problems("Do not use soap.", do_not, tag=tag) == []
    assert problems("Use soap.", do, tag=tag) == []
    assert problems("Do not use soap.", do, tag=tag) == [
        "“Do not use soap.” says no, and the translation does not."
    ]
    assert problems("Use soap.", do_not, tag=tag) == [
        "“Use soap.” does not say no, and the translation does."
    ]


def test_every_sentence_keeps_its_own_negation() -> None:
    english = "Do not pick. Keep it clean. Do not squeeze."

    assert problems(english, "Ne grattez pas. Nettoyez. Ne pressez pas.") == []
    assert problems(english, "Ne grattez pas. Nettoyez. Pressez.") == [
        "“Do not squeeze.” says no, and the translation does not."
    ]


def test_sentences_that_were_joined_keep_as_many_negations_as_they_can() -> None:
    english = "If we are closed, go. Do not wait. Do not drive."

    assert problems(english, "N’attendez pas. Ne conduisez pas.") == []
    assert problems(english, "N’attendez pas. Conduisez.")


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("Do not touch it.", "Évitez d’y toucher."),
        ("The redness is gone away.", "La peau n’est plus rouge."),
        ("Not sure? Ask us.", "Un doute? Demandez-nous."),
    ],
)
def test_what_comes_to_the_same_is_no_problem(english: str, translation: str) -> None:
    assert problems(english, translation) == []


def test_do_not_stop_never_becomes_stop() -> None:
    assert problems("Do not stop a medicine.", "Cessez un médicament.") == [
        "“Do not stop a medicine.” says no, and the translation does not."
    ]


def test_somebody_may_accept_a_negation_that_is_said_otherwise() -> None:
    assert problems("Do not shake it.", "Gardez immobile.", accepted=["negation"]) == []


def test_a_language_nobody_made_a_table_for_is_not_asked_for_its_negations() -> None:
    message = Message(id=MessageId("Do not call."), translations=("Καλέστε μας.",))
    greek = replace(resolve("it"), tag="el", own_name="Ελληνικά")

    assert message_problems(message, greek) == ()


def test_all_of_these_keep_a_message_from_being_printed() -> None:
    message = Message(id=MessageId("Do not call %(number)s"), translations=("Appelez 9\u202e",))

    found = message_problems(message, resolve("fr"))

    assert len(found) == 4
    assert {problem.severity for problem in found} == {Severity.ERROR}
