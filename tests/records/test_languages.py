"""Languages by name, and the second file that says who reads which."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from handouts.library import Library
from handouts.records import Appointment
from handouts.records.language_names import TAGS, tag_of
from handouts.records.refusals import HeaderError, LanguageListError
from tests.records.exports import HEADER, ROW, Opener, appointment, bad, refusal, rows

LANGUAGES = tomllib.loads((Library.find().locales / "languages.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_is_known_by_its_english_name_its_own_and_its_tag(tag: str) -> None:
    assert tag_of(LANGUAGES[tag]["english"]) == tag
    assert tag_of(LANGUAGES[tag]["own"]) == tag
    assert tag_of(tag) == tag


def test_every_name_is_of_a_language_there_is() -> None:
    assert set(TAGS.values()) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("punjabi", "pa"), (" TAGALOG ", "fil"), ("Farsi", "fa"), ("Cantonese", "zh-Hant"),
        ("Chinese (Traditional)", "zh-Hant"), ("Simplified Chinese", "zh-Hans"),
        ("ur-PK", "ur-PK"), ("pt_BR", "pt_BR"), ("fr", "fr"),
    ],
)  # fmt: skip
def test_a_language_is_known_as_people_write_it(open_: Opener, name: str, tag: str) -> None:
    assert appointment(open_(f"{HEADER}\n{ROW.replace(',pa', f',{name}')}\n")).language == tag


@pytest.mark.parametrize("name", ["Klingon", "English/French", "?", "pa-Guru-IN-x-too-many-parts"])
def test_a_language_nobody_knows_is_the_rows_mistake(open_: Opener, name: str) -> None:
    mistake = bad(open_(f"{HEADER}\n{ROW.replace(',pa', f',{name}')}\n"))

    assert (mistake.column, mistake.code) == ("language", "unknown-language")


@pytest.mark.parametrize("name", ["Chinese", "Mandarin", "zh", "中文"])
def test_which_script_of_chinese_is_asked_and_not_guessed(open_: Opener, name: str) -> None:
    content = f"{HEADER}\n{ROW.replace(',pa', f',{name}')}\n"

    assert "two scripts" in bad(open_(content)).message
    made = open_(content, mapping=f'[languages]\n"{name}" = "zh-Hans"')
    assert appointment(made).language == "zh-Hans"


def test_the_clinics_own_names_win(open_: Opener) -> None:
    content = f"{HEADER}\n{ROW.replace(',pa', ',English')}\n"

    assert appointment(open_(content, mapping='[languages]\nenglish = "en-GB"')).language == "en-GB"


def test_a_blank_language_is_the_clinics_first(open_: Opener) -> None:
    assert appointment(open_(f"{HEADER}\n{ROW.replace(',pa', ', ')}\n")).language is None


# The second file

NUMBERED = f"{HEADER},patient_number\n"
VISIT = "Sample Patient,2026-11-22T15:00,microneedling"


def joined(open_: Opener, tmp_path: Path, listed: str, *rows_: str) -> list[str | None]:
    second = tmp_path / "second.csv"
    second.write_text(listed, encoding="utf-8")
    export = open_(NUMBERED + "\n".join(rows_), languages=second)
    made = [each for each in rows(export) if isinstance(each, Appointment)]
    assert len(made) == len(rows_)
    return [each.language for each in made]


def test_languages_are_joined_by_patient_number(open_: Opener, tmp_path: Path) -> None:
    listed = "Language,Patient Number,name\nTamil,007,x\nur,8,y\n"

    assert joined(open_, tmp_path, listed, f"{VISIT},,007", f"{VISIT},, 8 ") == ["ta", "ur"]


def test_a_patient_who_is_not_listed_gets_the_clinics_first(open_: Opener, tmp_path: Path) -> None:
    listed = "patient_number,language\n1,Tamil\n2,\n,Urdu\n"

    assert joined(open_, tmp_path, listed, f"{VISIT},,9", f"{VISIT},,2", f"{VISIT},,") == [None] * 3


def test_the_rows_own_language_wins(open_: Opener, tmp_path: Path) -> None:
    assert joined(open_, tmp_path, "patient_number,language\n1,Tamil\n", f"{VISIT},pa,1") == ["pa"]


def test_the_same_language_twice_is_one(open_: Opener, tmp_path: Path) -> None:
    listed = "patient_number,language\n1,Tamil\n1,ta\n"

    assert joined(open_, tmp_path, listed, f"{VISIT},,1") == ["ta"]


def test_a_patient_with_two_languages_refuses_the_file(open_: Opener, tmp_path: Path) -> None:
    listed = "patient_number,language\nSECRET9,Tamil\n2,ta\nSECRET9,Urdu\n"

    error = refusal(lambda: joined(open_, tmp_path, listed, f"{VISIT},,1"), "SECRET9")

    assert isinstance(error, LanguageListError)
    assert (error.source, error.row, error.column) == ("second.csv", 4, "language")


def test_a_listed_language_nobody_knows_is_the_mistake_of_that_patients_row(
    open_: Opener, tmp_path: Path
) -> None:
    second = tmp_path / "second.csv"
    second.write_text("patient_number,language\n1,Klingon\n", encoding="utf-8")

    mistake = bad(open_(f"{NUMBERED}{VISIT},,1\n", languages=second))

    assert mistake.code == "unknown-language"
    assert "file of languages" in mistake.message


def test_a_ragged_row_refuses_the_list(open_: Opener, tmp_path: Path) -> None:
    listed = "patient_number,language\n1,Tamil,x\n"

    assert refusal(lambda: joined(open_, tmp_path, listed, f"{VISIT},,1")).row == 2


@pytest.mark.parametrize("listed", ["number,language\n1,ta\n", "patient_number,speaks\n1,ta\n"])
def test_a_list_without_its_two_columns_is_refused(
    open_: Opener, tmp_path: Path, listed: str
) -> None:
    error = refusal(lambda: joined(open_, tmp_path, listed, f"{VISIT},,1"))

    assert "patient_number and language" in error.remedy


def test_an_export_without_patient_numbers_cannot_be_joined(open_: Opener, tmp_path: Path) -> None:
    second = tmp_path / "second.csv"
    second.write_text("patient_number,language\n1,ta\n", encoding="utf-8")

    error = refusal(lambda: open_(f"{HEADER}\n{ROW}\n", languages=second))

    assert isinstance(error, HeaderError)


def test_the_mapping_names_columns_of_the_list_too(open_: Opener, tmp_path: Path) -> None:
    second = tmp_path / "second.csv"
    second.write_text("File,Speaks\n1,ta\n", encoding="utf-8")
    mapping = '[columns]\npatient_number = "File"\nlanguage = "Speaks"\n'
    content = f"patient,treated,treatment,File,Speaks\n{VISIT},1,\n"

    assert appointment(open_(content, languages=second, mapping=mapping)).language == "ta"
