import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import handouts.i18n
from handouts.document import Direction
from handouts.i18n import LANGUAGES, SOURCE, Language, cldr_dates, dates, resolve

TUESDAY = date(2026, 11, 24)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=ZoneInfo("America/Toronto"))


def day_time(moment: datetime, language: Language) -> str:
    """A day and a time as they stand together."""
    pattern = dates.day_time_pattern(language)
    return pattern.format(dates.clock(moment, language), dates.chip_day(moment, language))


def everything(language: Language) -> list[str]:
    """All that can be printed of one moment, and its noon."""
    moment = at(15)
    return [
        dates.full_date(moment, language),
        dates.long_date(moment, language),
        dates.chip_day(moment, language),
        day_time(moment, language),
        dates.short_day(moment, language),
        dates.month_name(moment, language),
        dates.weekday_short(moment, language),
        dates.clock(moment, language),
        dates.clock(at(12), language),
    ]


def test_english_dates_read_as_on_the_sheet() -> None:
    assert everything(SOURCE) == [
        "Tuesday, November 24, 2026",
        "November 24, 2026",
        "Tue, Nov 24",
        "Tue, Nov 24, 3 p.m.",
        "Nov 24",
        "November",
        "Tue",
        "3 p.m.",
        "12 noon",
    ]


@pytest.mark.parametrize(
    ("hour", "minute", "shown"),
    [
        (9, 0, "9 a.m."),
        (15, 30, "3:30 p.m."),
        (12, 0, "12 noon"),
        (0, 0, "12 midnight"),
        (12, 5, "12:05 p.m."),
    ],
)
def test_english_times_drop_zero_minutes_and_say_noon_and_midnight(
    hour: int, minute: int, shown: str
) -> None:
    assert dates.clock(at(hour, minute), SOURCE) == shown


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("fr-CA", "mar. 24 nov., 15 h 00"),
        ("zh-Hans", "11月24日周二 15:00"),
        ("zh-Hant", "11月24日 週二 下午3:00"),
        ("ur", "منگل، 24 نومبر، 3:00 PM"),
        ("fa", "سه\u200cشنبه 24 نوامبر، 15:00"),
        ("fa-AF", "سه\u200cشنبه 24 نومبر، 15:00"),
        ("pt", "ter., 24 de nov., 15:00"),
        ("gu", "મંગળ, 24 નવે, 03:00 PM"),
        ("so", "Tldo, Nof 24, 3:00 GD"),
        ("vi", "15:00 Th 3, 24 thg 11"),
        ("tr", "24 Kas Sal 15:00"),
        ("ru", "вт, 24 нояб., 15:00"),
        ("ko", "11월 24일 (화) 오후 3:00"),
        ("pl", "wt., 24 lis, 15:00"),
    ],
)
def test_a_chip_is_written_the_way_its_language_does(tag: str, shown: str) -> None:
    assert day_time(at(15), resolve(tag)) == shown


def test_a_short_date_in_dari_is_written_as_a_long_one_is() -> None:
    dari = resolve("fa-AF")

    assert dates.short_day(TUESDAY, dari) == "24 نومبر"
    assert dates.chip_day(TUESDAY, dari) in dates.full_date(TUESDAY, dari)


@pytest.mark.parametrize(
    "language",
    [each for each in LANGUAGES if each.direction is Direction.RTL],
    ids=lambda language: language.tag,
)
def test_right_to_left_dates_have_their_own_comma(language: Language) -> None:
    assert not any("," in text for text in everything(language))


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("zh-Hant", "中午12:00"),
        ("pa", "12:00 ਦੁਪਹਿਰੇ"),
        ("ur", "12:00 دوپہر"),
        ("ar", "12:00 ظهرًا"),
        ("ta", "நண்பகல் 12:00"),
        ("fil", "12:00 tanghaling-tapat"),
        ("es-419", "12:00 del mediodía"),
        ("gu", "12:00 બપોરે"),
        ("hi", "दोपहर 12:00"),
        ("bn", "12:00 দুপুর"),
        ("ko", "정오 12:00"),
        ("so", "12:00 duhurnimo"),
        ("ti", "12:00 ቀትሪ"),
    ],
)
def test_noon_is_no_12_p_m_in_any_language(tag: str, shown: str) -> None:
    assert dates.clock(at(12), resolve(tag)) == shown


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_noon_is_written_with_none_of_the_words_of_one_o_clock(language: Language) -> None:
    noon, one = (re.split(r"[\d: ]+", dates.clock(at(hour), language)) for hour in (12, 13))

    # A clock of 24 hours may have letters, as in 12 h 00, and needs no word for noon.
    if not dates.clock(at(13), language).startswith("13"):
        assert not set(filter(None, noon)) & set(one)


def test_midnight_has_its_word_where_a_language_has_one() -> None:
    assert dates.clock(at(0), resolve("ur")) == "12:00 آدھی رات"
    assert dates.clock(at(0), resolve("it")) == "00:00"


@pytest.mark.parametrize(
    ("tag", "shown"),
    [("zh-Hant", "下午2:05"), ("ko", "오후 2:05"), ("ti", "2:05 ድ.ቀ. (14:05)"), ("ur", "2:05 PM")],
)
def test_a_part_of_the_day_stands_where_its_language_puts_it(tag: str, shown: str) -> None:
    assert dates.clock(at(14, 5), resolve(tag)) == shown


def test_a_month_over_the_calendar_is_not_inflected() -> None:
    assert dates.month_name(TUESDAY, resolve("pl")) == "listopad"
    assert dates.month_name(TUESDAY, resolve("ru")) == "ноябрь"


def test_tigrinya_adds_what_cannot_be_read_by_another_calendar_or_clock() -> None:
    assert dates.full_date(TUESDAY, resolve("ti")).endswith("24 ሕዳር 2026 (2026-11-24)")
    assert dates.chip_day(TUESDAY, resolve("ti")).endswith(" 2026-11-24")
    assert dates.short_day(TUESDAY, resolve("ti")) == "2026-11-24"
    assert dates.clock(at(15), resolve("ti")).endswith("(15:00)")
    # Counted from six in the morning this would be half past six in the evening.
    assert dates.clock(at(12, 30), resolve("ti")) == "12:30 ቀትሪ"


WEEK = [date(2026, 11, 23 + day) for day in range(7)]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_the_seven_weekdays_of_a_calendar_are_seven(language: Language) -> None:
    assert len({dates.weekday_short(day, language) for day in WEEK}) == 7


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("fa", "د س چ پ ج ش ی"),
        ("fa-AF", "د س چ پ ج ش ی"),
        ("ar", "إثنين ثلاثاء أربعاء خميس جمعة سبت أحد"),
        ("ta", "தி செ பு வி வெ ச ஞா"),
        ("pl", "pon wto śro czw pią sob nie"),
        ("pt", "seg. ter. qua. qui. sex. sáb. dom."),
    ],
)
def test_a_weekday_of_the_calendar_is_short_and_still_clear(tag: str, shown: str) -> None:
    assert " ".join(dates.weekday_short(day, resolve(tag)) for day in WEEK) == shown


def test_a_time_is_the_clock_on_the_clinics_wall() -> None:
    moment = datetime(2026, 7, 1, 15, 0, tzinfo=ZoneInfo("America/Vancouver"))

    assert dates.clock(moment, resolve("it")) == "15:00"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_dates_have_the_digits_0_to_9_and_no_invisible_characters(language: Language) -> None:
    for text in everything(language):
        assert not re.search(r"(?![0-9])\d", text)
        # The zero width joiners spell Persian and Indic words; the rest would reach no font.
        assert not re.search("[\u200e\u200f\u202a-\u202f\u2060-\u2069]", text)


def by_babel(language: Language) -> list[str]:
    """What a table is made from."""
    days = [cldr_dates.written(form, TUESDAY, language) for form in dates.DAY_FORMS]
    return [*days, cldr_dates.clock(at(15), language), cldr_dates.day_time_pattern(language)]


def test_the_languages_do_not_leak_into_each_other() -> None:
    in_one_order = [by_babel(language) for language in LANGUAGES]
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_dates import LANGUAGES, by_babel\n"
        "print(ascii([by_babel(each) for each in reversed(LANGUAGES)][::-1]))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent)],
        cwd=Path(handouts.i18n.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert shown.strip() == ascii(in_one_order)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
@pytest.mark.parametrize("form", dates.DAY_FORMS)
def test_cldrs_patterns_are_rewritten_to_names_that_do_not_leak(
    language: Language, form: str
) -> None:
    letters = re.sub("'[^']*'", "", cldr_dates.date_pattern(form, language))

    assert set(re.findall("[A-Za-z]", letters)) <= set("EMdy")


def test_no_pattern_asks_for_names_that_babel_mixes_up() -> None:
    room = Path(handouts.i18n.__file__).parent
    # Beginning a language asks for them, and holds each against that of a date.
    source = "\n".join(
        path.read_text("utf-8") for path in room.rglob("*.py") if path.stem != "new_language"
    )

    assert not re.search(r"""["'](?:[^"'\n]*[^\w"'\n])?(?:LLL+|ccc+)\b""", source)
    assert "stand-alone" not in re.sub(r"#.*", "", source)
