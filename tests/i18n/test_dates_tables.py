import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import handouts
from handouts.i18n import LANGUAGES, SOURCE, Language, build_dates, cldr_dates, dates, resolve
from handouts.i18n.workbench.new_language import propose
from handouts.library import Library

LOCALES = Library.find().locales
MINUTES = [time(hour, minute) for hour in range(24) for minute in range(60)]
REMEDY = "Make the tables again: python -m handouts.i18n.build_dates"

every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)


@cache
def table_of(language: Language) -> dates.DateTable:
    table = dates.read_table(dates.table_path(LOCALES, language), language)
    assert table, f"{language.tag} has none, or one of another entry. {REMEDY}"
    return table


@every_language
def test_the_table_of_a_language_is_the_one_that_would_be_made_today(language: Language) -> None:
    path = dates.table_path(LOCALES, language)

    assert path.exists(), f"{language.tag} has no table of dates. {REMEDY}"
    assert path.read_text("utf-8") == build_dates.as_json(build_dates.build(language)), (
        f"The table of languages, Babel or cldr_dates changed. {REMEDY}"
    )


@settings(deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_table_writes_any_day_as_babel_does(day: date) -> None:
    for language in LANGUAGES:
        table = table_of(language)
        for form in dates.DAY_FORMS:
            assert table.day(form, day) == cldr_dates.written(form, day, language)


@every_language
def test_a_table_writes_every_minute_as_babel_does(language: Language) -> None:
    table = table_of(language)

    for minute in MINUTES:
        assert table.clock(minute) == cldr_dates.clock(minute, language)


@every_language
def test_a_table_puts_a_day_and_a_time_together_as_babel_does(language: Language) -> None:
    assert dates.day_time_pattern(language) == cldr_dates.day_time_pattern(language)


def test_a_moment_is_written_as_its_day_and_as_the_clock_shows_it() -> None:
    moment = datetime(2026, 11, 24, 15, 41, 59, tzinfo=timezone(timedelta(hours=-8)))

    for language in LANGUAGES:
        assert dates.full_date(moment, language) == dates.full_date(moment.date(), language)
        assert dates.clock(moment, language) == dates.clock(time(15, 41), language)


def test_a_table_that_says_something_else_is_not_made() -> None:
    table = table_of(SOURCE)
    other_day = replace(table, patterns={**table.patterns, "short_day": "{day}"})
    other_hour = replace(table, moments={**table.moments, "12:00": "12 p.m."})

    assert list(build_dates.differences(table, SOURCE)) == []
    assert next(build_dates.differences(other_day, SOURCE)).startswith("en-CA: short_day of 2026-")
    assert list(build_dates.differences(other_hour, SOURCE)) == ["en-CA: 12:00 would be '12 p.m.'."]


def test_only_a_table_that_agrees_with_babel_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(language: Language) -> dates.DateTable:
        table = table_of(language)
        return replace(table, hours=["{minute}"] * 24) if language.tag == "ur" else table

    monkeypatch.setenv("HANDOUTS_LOCALES", str(tmp_path))
    monkeypatch.setattr(build_dates, "LANGUAGES", tuple(map(resolve, ("ur", "en-CA"))))
    monkeypatch.setattr(build_dates, "build", build)

    with pytest.raises(SystemExit, match="ur: 00:01 would be '01'"):
        build_dates.main()

    assert [path.parent.name for path in tmp_path.glob("*/*")] == ["en_CA"]


@pytest.mark.parametrize("tag", ["th", "fi", "el", "he", "am"])
def test_a_table_can_be_made_of_a_language_nobody_has_added_yet(tag: str) -> None:
    language = propose(tag).language

    assert list(build_dates.differences(build_dates.build(language), language)) == []


@pytest.mark.parametrize(
    "changed", [{"babel": "fr"}, {"noon": "midi"}, {"months": tuple("abcdefghijkl")}]
)
def test_a_table_of_another_entry_is_left_alone(changed: dict[str, object]) -> None:
    french = resolve("fr-CA")
    path = dates.table_path(LOCALES, french)

    assert dates.read_table(path, french)
    assert dates.read_table(path, replace(french, **changed)) is None  # type: ignore[arg-type]


def test_a_language_without_a_table_has_none(tmp_path: Path) -> None:
    assert dates.read_table(tmp_path / "el" / "dates.json", SOURCE) is None


def broken_tables() -> dict[str, str]:
    """English tables each of which lacks something."""
    whole = json.loads(dates.table_path(LOCALES, SOURCE).read_text("utf-8"))
    changes: dict[str, dict[str, object]] = {
        "an hour": {"hours": whole["hours"][:23]},
        "a month": {"months": {**whole["months"], "month": ["January"]}},
        "a weekday": {"weekdays": {**whole["weekdays"], "weekday": ["Monday"] * 6}},
        "the name a pattern asks for": {"weekdays": {}},
        "a form": {"patterns": {"full_date": "{day}"}},
        "a text": {"hours": [1] * 24},
        "a pattern that can be filled": {"day_time_pattern": "{2}"},
    }
    return {
        "all": "",
        "everything but braces": "{}",
        "its names": "[]",
        "Unicode": "\udcff",
    } | {lacking: json.dumps({**whole, **change}) for lacking, change in changes.items()}


@pytest.mark.parametrize("lacking", broken_tables())
def test_a_damaged_table_is_named_and_never_guessed_from(lacking: str, tmp_path: Path) -> None:
    path = tmp_path / "en_CA" / "dates.json"
    path.parent.mkdir()
    path.write_bytes(broken_tables()[lacking].encode("utf-8", "surrogateescape"))

    with pytest.raises(dates.DateTableError) as caught:
        dates.read_table(path, SOURCE)

    assert str(caught.value).startswith("en_CA/dates.json: ")
    assert "build_dates" in caught.value.remedy


def run(script: str, **environment: str) -> str:
    """What a process of its own prints."""
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(handouts.__file__).parents[1],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout.strip()


_BABEL = "print([name for name in sys.modules if name.partition('.')[0] == 'babel'])"


def test_an_english_handout_is_made_without_babel(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from handouts.cli.app import run\n"
        f"code = run(['render', 'microneedling', '-o', {str(tmp_path / 'a.pdf')!r}])\n"
        f"assert code == 0, code\n{_BABEL}"
    )

    assert run(script).splitlines()[-1] == "[]"
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_the_fields_of_a_visit_are_written_without_babel_in_every_language() -> None:
    script = (
        "import sys\n"
        "from datetime import datetime\n"
        "from handouts.i18n import LANGUAGES\n"
        "from handouts.records import Visit\n"
        "from handouts.templating.fields import FieldWriter\n"
        "from handouts.templating.written import FULL_HOUR, dates_in, rooms\n"
        "forms = ('full_date', 'long_date', 'chip_day', 'short_day', 'month_name',\n"
        "         'weekday_short', 'weekday_name', 'clock', FULL_HOUR, 'number')\n"
        "moments = {'ends': datetime(2026, 11, 24, 15)}\n"
        "for language in LANGUAGES:\n"
        "    written = dates_in(language)\n"
        "    writer = FieldWriter(written)\n"
        "    for form in forms:\n"
        "        assert writer.text(f'ends:{form}', Visit(), moments.__getitem__)\n"
        "    assert written.day_time_pattern()\n"
        "    assert all(rooms(form, written) for form in forms)\n"
        f"{_BABEL}"
    )

    assert run(script) == "[]"


def test_a_language_somebody_adds_is_written_by_babel(tmp_path: Path) -> None:
    table = (LOCALES / "languages.toml").read_text("utf-8")
    greek = '\n[el]\nenglish = "Greek"\nown = "Ελληνικά"\nplural = "nplurals=2; plural=(n != 1);"\n'
    (tmp_path / "languages.toml").write_text(table + greek, "utf-8")
    script = (
        "import sys; sys.stdout.reconfigure(encoding='utf-8')\n"
        "from datetime import datetime\n"
        "from handouts.i18n import dates, resolve\n"
        "greek, moment = resolve('el'), datetime(2026, 11, 24, 15)\n"
        "print(*(getattr(dates, form)(moment, greek) for form in dates.DAY_FORMS), sep='|')\n"
        "print(dates.clock(moment, greek), dates.day_time_pattern(greek))\n"
    )

    days, together = run(script, HANDOUTS_LOCALES=str(tmp_path)).splitlines()

    assert days.split("|")[0] == "Τρίτη 24 Νοεμβρίου 2026"
    assert len(set(days.split("|"))) == len(dates.DAY_FORMS)
    assert together == "3:00 μ.μ. {1}, {0}"


def test_the_tables_can_be_made_for_a_folder_of_ones_own(tmp_path: Path) -> None:
    greek = '[el]\nenglish = "Greek"\nown = "Ελληνικά"\nplural = "nplurals=2; plural=(n != 1);"\n'
    english = greek.replace("[el]", "[en-CA]").replace("Greek", "English")
    (tmp_path / "languages.toml").write_text(english + greek, "utf-8")
    script = (
        "import sys; sys.stdout.reconfigure(encoding='utf-8')\n"
        "from datetime import date\n"
        "from handouts.i18n import build_dates, dates, resolve\n"
        "build_dates.main()\n"
        "for name in [name for name in sys.modules if name.startswith('babel')]:\n"
        "    sys.modules[name] = None\n"
        "print(dates.full_date(date(2026, 11, 24), resolve('el')))\n"
    )

    shown = run(script, HANDOUTS_LOCALES=str(tmp_path))

    assert shown == "Τρίτη 24 Νοεμβρίου 2026"
    assert sorted(path.parent.name for path in tmp_path.glob("*/dates.json")) == ["el", "en_CA"]


def test_a_table_of_dates_makes_no_catalog(tmp_path: Path) -> None:
    from handouts.i18n.catalog import available_languages
    from handouts.i18n.workbench.folder import Locales

    for language in LANGUAGES:
        path = dates.table_path(tmp_path, language)
        path.parent.mkdir()
        path.write_bytes(dates.table_path(LOCALES, language).read_bytes())

    assert available_languages(tmp_path) == (SOURCE,)
    assert Locales(tmp_path).languages() == ()
