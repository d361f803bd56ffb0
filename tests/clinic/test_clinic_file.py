import os
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from handouts.clinic import (
    AdviceLine,
    Approval,
    Clinic,
    ClinicFileError,
    OpeningHours,
    Override,
    Paper,
    ShownRow,
    load_clinic,
    sample_clinic,
)
from handouts.color import WHITE, Color, contrast
from handouts.errors import ExitCode
from handouts.findings import Severity
from handouts.mistakes import Mistake


def places(mistakes: tuple[Mistake, ...]) -> list[tuple[int | None, str]]:
    return [(m.line, m.key) for m in mistakes]


def test_the_least_a_file_can_say_makes_a_clinic(load: Callable[..., Clinic]) -> None:
    clinic = load()

    assert (clinic.name, clinic.province) == ("Maple Grove", "ON")
    assert clinic.contact.phone.dialed == "+14165550123"
    assert clinic.emergency_number.printed == "911"
    assert clinic.languages == ("en-CA",)
    assert clinic.look.paper is Paper.LETTER
    assert not clinic.contact.answered_at_all_hours
    assert not clinic.is_sample


def test_hours_come_monday_first(load: Callable[..., Clinic]) -> None:
    clinic = load(hours='["Sat 9:00-13:00", "Mon-Fri 13:00 – 17:30", "Mon - Fri 9:00-12:00"]')

    assert clinic.hours == (
        OpeningHours(first_day=0, last_day=4, opens=time(9), closes=time(12)),
        OpeningHours(first_day=0, last_day=4, opens=time(13), closes=time(17, 30)),
        OpeningHours(first_day=5, last_day=5, opens=time(9), closes=time(13)),
    )


def test_a_province_may_be_written_out(load: Callable[..., Clinic]) -> None:
    assert load(province='"british columbia"').province == "BC"


def test_changes_to_advice_are_read(load: Callable[..., Clinic]) -> None:
    clinic = load(
        '[[advice]]\ntreatment = "microneedling"\nkey = "makeup"\nkeep = "48 h"\nstart = "0 h"\n'
        'approved_by = "Dr. Sample"\n'
        '[[advice]]\ntreatment = "microneedling"\nkey = "pools"\nshow = false\n'
    )

    assert clinic.overrides == (
        Override(
            treatment="microneedling",
            key="makeup",
            field="keep",
            span="48 h",
            approved_by="Dr. Sample",
        ),
        Override(
            treatment="microneedling",
            key="makeup",
            field="start",
            span="0 h",
            approved_by="Dr. Sample",
        ),
    )
    assert clinic.shown == (ShownRow(treatment="microneedling", key="pools", shown=False),)


def test_approvals_are_read(load: Callable[..., Clinic]) -> None:
    clinic = load(
        '[[approvals]]\ntreatment = "microneedling"\nsections = ["aftercare", "breakouts"]\n'
        f'language = "pa"\nby = "Dr. Sample"\non = 2026-11-22\ncontent = "{"ab" * 32}"\n'
    )

    assert clinic.approvals == (
        Approval(
            treatment="microneedling",
            sections=("aftercare", "breakouts"),
            language="pa",
            by="Dr. Sample",
            on=date(2026, 11, 22),
            content="ab" * 32,
        ),
    )


# Mistakes


def test_all_mistakes_come_at_once_in_the_order_of_the_file(
    mistakes: Callable[..., tuple[Mistake, ...]],
) -> None:
    found = mistakes(
        'nmae = "x"\n[look]\ncolor = "red"\npaper = 3\n[[branches]]\nphone = "12"\n',
        phone='"call us"',
        province=None,
    )

    assert places(found) == [
        (None, "province"),
        (4, "phone"),
        (6, "nmae"),
        (8, "look.color"),
        (9, "look.paper"),
        (10, "branches[1].name"),
        (10, "branches[1].address"),
        (11, "branches[1].phone"),
    ]
    assert all(m.message.endswith(".") and m.remedy for m in found)


def test_one_mistake_reads_as_a_sentence(load: Callable[..., Clinic], tmp_path: Path) -> None:
    with pytest.raises(ClinicFileError) as refused:
        load(phone='"12"')

    assert refused.value.exit_code is ExitCode.INPUT
    assert str(refused.value).startswith(f"{tmp_path / 'clinic.toml'}, line 5, phone: A phone")
    assert refused.value.remedy.startswith("Write it like")


def test_many_mistakes_are_listed_with_what_to_do(load: Callable[..., Clinic]) -> None:
    with pytest.raises(ClinicFileError) as refused:
        load(phone='"12"', name='""')

    _, first, second = str(refused.value).splitlines()
    assert first == "  line 1, name: There is nothing between the quotes. Fill it in."
    assert second.startswith("  line 5, phone: ")


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("name", "3", "has to be text"),
        ("name", '"  "', "nothing between the quotes"),
        ("name", '"a\\u0007b"', "U+0007"),
        ("name", '"a\\u202Eb"', "right-to-left override"),
        ("name", '"a\\u2066b"', "left-to-right isolate"),
        ("address", '"a\\nb"', "U+000A"),
        ("name", f'"{"n" * 201}"', "201 characters"),
        ("province", '"XX"', "not a province"),
        ("time_zone", '"Mars/Olympus"', "no time zone"),
        ("time_zone", '"../../etc/passwd"', "no time zone"),
        ("time_zone", '"America"', "no time zone"),
        ("phone", '"911"', "not a clinic's number"),
        ("answered_at_all_hours", '"yes"', "true or false"),
        ("email", '"desk at example.com"', "not an e-mail address"),
        ("email", '"a@b..ca"', "not an e-mail address"),
        ("website", '"http://example.com"', "https"),
        ("website", '"javascript:alert(1)"', "https"),
        ("website", '"https://"', "host name"),
        ("website", '"https://me:secret@example.com"', "host name"),
        ("website", '"https://example.com/a b"', "character"),
        ("website", '"https://example.com:x/"', "not a web address"),
        ("website", '"https://[::1"', "not a web address"),
        ("hours", '["always"]', "days and hours"),
        ("hours", '["Mon-Fri 17:00-9:00"]', "closes before it opens"),
        ("hours", '["Mon 9:00-9:00"]', "closes before it opens"),
        ("hours", '["Mon 9:00-24:00"]', "no 24:00"),
        ("hours", '["Man 9:00-17:00"]', "not a day"),
        ("hours", '["Sat-Mon 9:00-17:00"]', "end of the week"),
        ("hours", '["Mon-Fri 9:00-17:00", "Wed 12:00-13:00"]', "on Wed"),
        ("hours", '"Mon-Fri 9:00-17:00"', "list"),
        ("hours", "[]", "missing"),
        ("languages", '["english"]', "not a language tag"),
        ("languages", '["en-ca"]', "not a language tag"),
        ("emergency_number", "911", "has to be text"),
        ("look", '"blue"', "table"),
        ("look", "{ color = '#12345' }", "six digits"),
        ("look", "{ paper = 'legal' }", "letter or a4"),
        ("look", "{ logo = '../logo.png' }", "in the clinic's folder"),
        ("look", "{ logo = '/etc/passwd' }", "in the clinic's folder"),
        ("look", "{ logo = 'C:\\logo.png' }", "in the clinic's folder"),
        ("look", "{ logo = 'none.png' }", "not there"),
        ("branches", "[1]", "list of tables"),
    ],
)
def test_a_value_that_cannot_be_used_says_why(
    mistakes: Callable[..., tuple[Mistake, ...]], key: str, value: str, says: str
) -> None:
    found = mistakes(**{key: value})

    assert len(found) == 1
    assert found[0].key.startswith(key)
    assert says in found[0].message
    assert found[0].line


@pytest.mark.parametrize(
    ("ending", "key", "says"),
    [
        ('keep = "48h"', "advice[1].keep", "not a span"),
        ('keep = "2 years"', "advice[1].keep", "not a span"),
        ('keep = "-1 d"', "advice[1].keep", "not a span"),
        ("", "advice[1]", "changes nothing"),
        (
            'show = true\n[[advice]]\ntreatment = "peel"\nkey = "makeup"\nshow = false',
            "advice[2]",
            "changed twice",
        ),
    ],
)
def test_a_change_to_advice_is_checked_for_its_shape(
    mistakes: Callable[..., tuple[Mistake, ...]], ending: str, key: str, says: str
) -> None:
    (found,) = mistakes(f'[[advice]]\ntreatment = "peel"\nkey = "makeup"\n{ending}\n')

    assert found.key == key
    assert says in found.message


@pytest.mark.parametrize("span", ["20 min", "0 h", "7 d", "2 wk", "6 mo", "always", "until-healed"])
def test_every_kind_of_span_is_known(load: Callable[..., Clinic], span: str) -> None:
    clinic = load(f'[[advice]]\ntreatment = "peel"\nkey = "sun"\nkeep = "{span}"\n')

    assert clinic.overrides[0].span == span


@pytest.mark.parametrize(
    ("key", "value", "remedy"),
    [
        ("time_zone", '"america/toronto"', '"America/Toronto"'),
        ("time_zone", '"Vancouver"', '"America/Vancouver"'),
        ("province", '"Ontaria"', '"ON" for Ontario'),
        ("nmae", '"x"', "Did you mean name?"),
        ("color", '"#000000"', "under [look]"),
    ],
)
def test_a_near_miss_gets_a_suggestion(
    mistakes: Callable[..., tuple[Mistake, ...]], key: str, value: str, remedy: str
) -> None:
    (found,) = mistakes(**{key: value})

    assert remedy in found.remedy


def test_a_key_put_below_a_table_is_sent_back_up(
    mistakes: Callable[..., tuple[Mistake, ...]],
) -> None:
    (found,) = mistakes('[look]\nwebsite = "https://example.com"\n')

    assert (found.line, found.key) == (8, "look.website")
    assert "top of the file" in found.remedy


def test_languages_may_be_held_to_those_that_exist(
    load: Callable[..., Clinic], tmp_path: Path
) -> None:
    load(languages='["pa", "en-ca"]'.replace("en-ca", "en-CA"))
    with pytest.raises(ClinicFileError) as refused:
        load_clinic(tmp_path, known_languages=("en-CA", "fr-CA"))

    assert places(refused.value.mistakes) == [(7, "languages[1]")]


def test_a_strange_key_cannot_write_over_the_message(
    mistakes: Callable[..., tuple[Mistake, ...]],
) -> None:
    (found,) = mistakes('"a\\u202e\\n' + "b" * 300 + '" = 1\n')

    assert found.key.isprintable()
    assert len(found.key) < 80


# Files that cannot be read


def refusal(path: Path) -> ClinicFileError:
    with pytest.raises(ClinicFileError) as refused:
        load_clinic(path)
    return refused.value


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nowhere.toml")

    assert "nowhere.toml: There is no such file." in str(error)
    assert "handouts new" in error.remedy


def test_a_folder_without_a_file_is_named(tmp_path: Path) -> None:
    assert "has no clinic.toml" in str(refusal(tmp_path))


def test_a_name_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert str(refusal(tmp_path / ("x" * 5000)))
    assert str(refusal(tmp_path / "a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "clinic.toml")

    assert "not a file" in str(refusal(tmp_path))


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may read everything, so a mode of 0 would prove nothing where tests run as root.
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "clinic.toml").touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert "may not read" in str(refusal(tmp_path))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("name = 'Grüße'\n".encode("cp1252"), "line 1: It is not saved as UTF-8"),
        ("name = 'x'\n".encode("utf-16"), "UTF-16"),
        (b"name = 'x'\nphone = \n", "line 2: This is not TOML at column 9"),
        (b"name = 'x'\nname = 'y'\n", "line 2: This is not TOML"),
        (b"name = 'x", "line 1: This is not TOML"),
        (b"name = \xe2\x80\x9cx\xe2\x80\x9d\n", "line 1: This is not TOML"),
        (b"a = " + b"9" * 5000 + b"\n", "thousands of digits"),
        (b"a = " + b"[" * 20_000, "nested too deeply"),
        (b"#" * (256 * 1024 + 1), "larger than 256 kB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_toml_says_why(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "clinic.toml").write_bytes(data)

    error = refusal(tmp_path)

    assert says in str(error)
    assert error.exit_code is ExitCode.INPUT


def test_a_byte_order_mark_does_no_harm(load: Callable[..., Clinic], tmp_path: Path) -> None:
    load()
    file = tmp_path / "clinic.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert load_clinic(file).name == "Maple Grove"


# What wants a look


def test_a_light_color_is_darkened_and_said(load: Callable[..., Clinic]) -> None:
    clinic = load('[look]\ncolor = "#5EC6C0"\n', phone='"416-234-5678"')

    (finding,) = clinic.findings
    assert clinic.look.color == Color.parse("#5EC6C0")
    assert clinic.look.accent == Color.parse("#225F5C")
    assert contrast(clinic.look.accent, WHITE) >= 7
    assert finding.severity is Severity.WARNING
    assert finding.place == "clinic.toml: look.color (line 8)"
    assert "#5EC6C0 has a contrast of 2.0 : 1" in finding.message
    assert "#225F5C instead, the same hue at 7.3 : 1" in finding.message


def test_a_dark_color_prints_as_it_is(load: Callable[..., Clinic]) -> None:
    clinic = load('[look]\ncolor = "#5E2B5C"\n', phone='"416-234-5678"')

    assert clinic.look.accent == clinic.look.color
    assert clinic.findings == ()


def test_sample_values_are_pointed_at(load: Callable[..., Clinic]) -> None:
    clinic = load(
        '[[branches]]\nname = "West"\naddress = "x"\nphone = "416-555-0155"\n',
        website='"https://example.com/aftercare"',
    )

    assert [(f.check, f.place) for f in clinic.findings] == [
        ("sample number", "clinic.toml: phone (line 5)"),
        ("sample number", "clinic.toml: branches[1].phone (line 11)"),
        ("sample website", "clinic.toml: website (line 7)"),
    ]


# Advice lines


def advice_line(clinic: Clinic) -> AdviceLine:
    assert clinic.advice_line is not None
    return clinic.advice_line


def test_the_advice_line_comes_from_the_province(load: Callable[..., Clinic]) -> None:
    assert advice_line(load()).name == "Health811"
    assert not advice_line(load()).tty_checked
    assert advice_line(load(province='"MB"')).number.dialed == "+12047888200"
    assert advice_line(load(province='"QC"')).name == "Info-Santé"


def test_a_province_without_a_known_line_prints_none_and_says_so(
    load: Callable[..., Clinic],
) -> None:
    clinic = load(province='"NU"', phone='"867-234-5678"')

    assert clinic.advice_line is None
    assert [(f.check, f.severity) for f in clinic.findings] == [("advice line", Severity.NOTE)]


def test_a_clinic_may_give_its_own_line_or_none(load: Callable[..., Clinic]) -> None:
    own = advice_line(
        load('[advice_line]\nname = "Nurses"\nnumber = "867-234-0000"\ntty = "711"\n')
    )
    none = load("[advice_line]\nprint = false\n", province='"NU"', phone='"867-234-5678"')

    assert (own.name, own.number.dialed) == ("Nurses", "+18672340000")
    assert own.tty_checked
    assert not own.free
    assert none.advice_line is None
    assert none.findings == ()


# The built-in clinic


def test_the_sample_clinic_is_whole_and_says_what_it_is() -> None:
    clinic = sample_clinic()

    assert clinic.is_sample
    assert clinic.findings == ()
    assert clinic.name == "Maple Grove Skin Clinic"
    assert str(clinic.look.accent) == "#5E2B5C"
    assert clinic.look.logo is not None
    assert clinic.contact.phone.is_sample


def test_a_clinic_may_say_something_of_its_own(load: Callable[..., Clinic]) -> None:
    clinic = load('[notes]\nbreakouts = " Please bring this sheet. "\n')

    assert clinic.notes == {"breakouts": "Please bring this sheet."}
    assert load().notes == {}


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("Call 416-555-0123.", "A note is words only, and this holds a number."),
        ("Call ٤١٦.", "A note is words only, and this holds a number."),
        ("Ask <b>us</b>.", "A note is words only, and this holds <."),
        ("Ask Sample & Sample.", "A note is words only, and this holds &."),
        ("Half is half a %.", "A note is words only, and this holds %."),
    ],
)
def test_a_note_is_words_only(load: Callable[..., Clinic], note: str, message: str) -> None:
    with pytest.raises(ClinicFileError) as caught:
        load(f'[notes]\naftercare = "{note}"\n')

    (mistake,) = caught.value.mistakes
    assert (mistake.key, mistake.message) == ("notes.aftercare", message)


def test_a_note_for_no_section_is_a_mistake(load: Callable[..., Clinic]) -> None:
    with pytest.raises(ClinicFileError) as caught:
        load('[notes]\naftercar = "Please bring this sheet."\n')

    (mistake,) = caught.value.mistakes
    assert mistake.key == "notes.aftercar"
    assert "aftercare" in mistake.remedy
