import pytest

from handouts.i18n import Message, MessageId, resolve
from handouts.i18n.gate import message_problems

LRI, PDI = "\u2066", "\u2069"


def problems(english, *translations, plural=None, tag="fr"):
    """What is wrong with a translation, as sentences."""
    message = Message(id=MessageId(english), plural=plural, translations=translations)
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
def test_a_sound_translation_has_no_problems(english, translation):
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
def test_a_mistake_a_computer_can_see_is_a_problem(english, translation, says):
    assert any(says in problem for problem in problems(english, translation))


def test_numbers_are_equal_in_any_digits():
    assert problems("SPF 30", "۳۰ SPF", tag="fa") == []
    assert problems("SPF 30", "۳۱ SPF", tag="fa") == [
        "Its numbers are not those of the English: 30."
    ]


def test_a_form_for_one_number_may_say_it_in_words():
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


def test_a_plural_may_have_the_numbers_of_either_english_form():
    english = ("Once in 2 days", "%(count)s times in 2 days")

    assert problems(english[0], "1 fois 2", "%(count)s fois 2", plural=english[1])
    assert not problems(
        english[0], "%(count)s fois en 2 jours", "%(count)s fois en 2 jours", plural=english[1]
    )


def test_every_form_is_looked_at():
    assert problems("%(count)s hour", "%(count)s heure", "heures", plural="%(count)s hours") == [
        "It has lost %(count)s."
    ]


def test_the_forms_must_be_as_many_as_the_language_has():
    assert problems("%(count)s hour", "%(count)s", "%(count)s", plural="%(count)s hours", tag="ru")
