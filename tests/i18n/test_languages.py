import gettext
import pickle
from pathlib import Path

import pytest
from babel import Locale
from babel.plural import PluralRule as CldrRule

from handouts.document import Direction
from handouts.errors import CommandLineError, ContentError
from handouts.i18n import LANGUAGES, SOURCE, Language, UnknownLanguageError, resolve
from handouts.i18n.languages import LanguageTableError, read_languages
from handouts.library import Library


def test_there_are_at_least_26_languages_and_english_is_the_source() -> None:
    assert len({language.tag for language in LANGUAGES}) >= 26
    assert [language.tag for language in LANGUAGES if language.is_source] == ["en-CA"]
    assert resolve("en") is SOURCE


def test_urdu_persian_dari_and_arabic_run_from_right_to_left() -> None:
    right_to_left = [each.tag for each in LANGUAGES if each.direction is Direction.RTL]

    assert right_to_left[:4] == ["ur", "fa", "fa-AF", "ar"]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_the_plural_forms_are_those_of_cldr_for_every_whole_number(language: Language) -> None:
    categories = Locale.parse(language.babel).plural_form
    assert isinstance(categories, CldrRule)
    form_of: dict[str, int] = {}
    for n in range(201):
        form_of.setdefault(categories(n), language.plurals.form(n))

    assert [language.plurals.form(n) for n in range(201)] == [
        form_of[categories(n)] for n in range(201)
    ]
    assert sorted(form_of.values()) == list(range(language.plurals.count))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_the_plural_header_says_what_the_rule_does(language: Language) -> None:
    as_gettext_reads_it = gettext.c2py(language.plurals.expression)

    assert [as_gettext_reads_it(n) for n in range(201)] == [
        language.plurals.form(n) for n in range(201)
    ]


@pytest.mark.parametrize(
    ("asked", "tag"),
    [
        ("fr", "fr-CA"),
        ("FR_ca", "fr-CA"),
        ("zh-HK", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-cn", "zh-Hans"),
        ("pa-IN", "pa"),
        ("tl", "fil"),
        ("prs", "fa-AF"),
        ("es", "es-419"),
        (" ur ", "ur"),
    ],
)
def test_a_language_is_found_by_the_tags_people_use(asked: str, tag: str) -> None:
    assert resolve(asked).tag == tag


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("punjabi", "pa (Punjabi)"),
        ("zh", "zh-Hans (Chinese, simplified)"),
        ("fr-FR", "fr-CA (French)"),
        ("Chinese", "zh-Hant (Chinese, traditional)"),
    ],
)
def test_an_unknown_language_is_an_error_that_names_the_nearest(asked: str, nearest: str) -> None:
    with pytest.raises(UnknownLanguageError) as caught:
        resolve(asked)

    assert isinstance(caught.value, CommandLineError)
    assert nearest in caught.value.nearest
    assert nearest in caught.value.remedy


def test_a_language_like_no_other_is_answered_with_all_that_can_be_chosen() -> None:
    with pytest.raises(UnknownLanguageError) as caught:
        resolve("klingon")

    assert caught.value.nearest == ()
    assert "en-CA, fr-CA, zh-Hans" in caught.value.remedy


@pytest.mark.parametrize(
    ("tags", "separator"),
    [
        (("ar", "fa", "fa-AF", "ur"), "؛ "),
        (("zh-Hans", "zh-Hant"), "；"),
        (("ti",), "፤ "),
        (("en", "fr", "pt", "hi"), "; "),
    ],
)
def test_long_parts_of_a_list_are_separated_as_the_language_does(
    tags: tuple[str, ...], separator: str
) -> None:
    assert {resolve(tag).separator for tag in tags} == {separator}


def test_a_language_can_be_sent_to_a_worker() -> None:
    assert pickle.loads(pickle.dumps(resolve("ar"))) == resolve("ar")  # noqa: S301


ENGLISH = '[en-CA]\nenglish = "English"\nown = "English"\nplural = "nplurals=2; plural=(n != 1);"\n'
GREEK = '[el]\nenglish = "Greek"\nown = "Ελληνικά"\nplural = "nplurals=2; plural=(n != 1);"\n'


def test_a_language_is_added_in_the_table_alone() -> None:
    greek = read_languages(ENGLISH + GREEK + 'font = "noto-sans"\nalso = ["el-GR"]\n')[1]

    assert (greek.tag, greek.folder, greek.babel) == ("el", "el", "el")
    assert (greek.english_name, greek.own_name) == ("Greek", "Ελληνικά")
    assert (greek.direction, greek.font, greek.also) == (Direction.LTR, "noto-sans", ("el-GR",))
    assert [greek.plurals.form(n) for n in (0, 1, 2)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (ENGLISH + "[el\n", "languages.toml: This is not TOML"),
        (GREEK, "en-CA, has no entry"),
        (ENGLISH + "[Greek]\n", "Greek: This is no language tag"),
        (ENGLISH + '[el]\nenglish = "Greek"\nplural = "x"\n', "el: It has no own"),
        (ENGLISH + GREEK + 'script = "Grek"\n', "el: It has script"),
        (ENGLISH + GREEK + 'direction = "up"\n', "el: Its direction"),
        (ENGLISH + GREEK + 'also = "gr"\n', "el: Its also"),
        (ENGLISH + GREEK + "font = 1\n", "el: Its font"),
        (ENGLISH + GREEK + 'months = ["Ιανουάριος"]\n', "el: Its months"),
        (ENGLISH + GREEK + "separator = 1\n", "el: Its separator"),
        (ENGLISH + GREEK + "noon = 12\n", "el: Its noon"),
        (ENGLISH + GREEK + 'also = ["EN-ca"]\n', "en-ca names two languages"),
        (ENGLISH + GREEK.replace("(n != 1)", "n % 0"), "el: Its plural rule"),
        (ENGLISH + GREEK.replace("(n != 1)", "import"), "el: Its plural rule"),
        (ENGLISH + GREEK.replace("nplurals=2", "nplurals=3"), "gives 2 forms, and says 3"),
        (ENGLISH + GREEK.replace("nplurals=2; ", ""), "el: Its plural rule"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_by_its_entry(text: str, complaint: str) -> None:
    with pytest.raises(LanguageTableError, match=complaint):
        read_languages(text)


def test_another_folder_of_catalogs_is_named_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDOUTS_LOCALES", str(tmp_path))
    assert Library.find().locales == tmp_path

    monkeypatch.setenv("HANDOUTS_LOCALES", str(tmp_path / "none"))
    with pytest.raises(ContentError, match="which is no folder"):
        Library.find()
