"""The clinic's mapping file: what it does, and what is wrong with it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.records import DateOrder, MappingFileError, load_mapping
from handouts.records.mapping import MOST_BYTES, TreatmentRule
from tests.records.exports import HEADER, ROW, Opener, appointment, bad, rows, skipped


def treated_with(name: str) -> str:
    """A file whose only row has this treatment."""
    quoted = f'"{name}"'
    return f"{HEADER}\n{ROW.replace('microneedling', quoted)}\n"


# Reads a mapping file of this text, and gives its mistakes.
Mistakes: TypeAlias = Callable[[str | bytes], MappingFileError]


@pytest.fixture
def mistakes(tmp_path: Path) -> Mistakes:
    def read(text: str | bytes) -> MappingFileError:
        path = tmp_path / "mapping.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        with pytest.raises(MappingFileError) as caught:
            load_mapping(path)
        assert caught.value.source == "mapping.toml"
        assert all(each.remedy for each in caught.value.mistakes)
        return caught.value

    return read


def test_no_file_leaves_the_built_in_names() -> None:
    mapping = load_mapping(None)

    assert mapping.dates is None
    assert not mapping.columns
    assert mapping.treatment_names == frozenset()


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text("\ufeff# nothing\n", encoding="utf-8")

    assert load_mapping(tmp_path / "mapping.toml") == load_mapping(None)


@pytest.mark.parametrize(("written", "order"), [("dmy", "dmy"), ("mdy", "mdy"), ("iso", None)])
def test_the_order_of_dates_is_kept(tmp_path: Path, written: str, order: str | None) -> None:
    (tmp_path / "mapping.toml").write_text(f'dates = "{written}"')

    assert load_mapping(tmp_path / "mapping.toml").dates == (DateOrder(order) if order else None)


# Treatments


@pytest.mark.parametrize(
    "name", ["Microneedling", "MICRONEEDLING - face", "microneedling_with serum"]
)
def test_a_star_stands_for_anything(open_: Opener, name: str) -> None:
    made = open_(treated_with(name), mapping='[treatments]\n"microneedling*" = "chemical-peel"')

    assert appointment(made).treatments == ("chemical-peel",)


@pytest.mark.parametrize(
    ("pattern", "fitting", "not_fitting"),
    [
        ("peel", ["peel"], ["peels", "a peel"]),
        ("*peel", ["peel", "a peel"], ["peels"]),
        ("*peel*", ["peel", "a peel b"], ["pee l"]),
        ("a*b*c", ["abc", "a b c", "abbcc"], ["acb", "ab", "ac"]),
        ("aa*aa", ["aaaa", "aa aa"], ["aa", "aaa"]),
        ("*", ["", "anything"], []),
        ("a.c", ["a.c"], ["abc"]),
        ("[ab]", ["[ab]"], ["a"]),
    ],
)
def test_only_stars_are_wild(pattern: str, fitting: list[str], not_fitting: list[str]) -> None:
    rule = TreatmentRule(name=pattern, treatments=())

    assert [name for name in fitting if not rule.fits(name)] == []
    assert [name for name in not_fitting if rule.fits(name)] == []


def test_the_first_that_fits_counts_but_a_whole_name_comes_before_patterns(
    open_: Opener,
) -> None:
    mapping = """
        [treatments]
        "glow consult*" = "skip"
        "glow*" = "chemical-peel"
        "glow special" = ["microneedling", "chemical-peel"]
    """

    def made(name: str) -> tuple[str, ...]:
        return appointment(open_(treated_with(name), mapping=mapping)).treatments

    assert made("Glow deluxe") == ("chemical-peel",)
    assert made("Glow Special") == ("microneedling", "chemical-peel")
    assert skipped(open_(treated_with("Glow consultation"), mapping=mapping)).row == 2


@pytest.mark.parametrize(
    "name", ["Microneedling", "chemical peel", "Chemical_Peel", " CHEMICAL-PEEL "]
)
def test_a_treatments_own_name_needs_no_line(open_: Opener, name: str) -> None:
    assert appointment(open_(treated_with(name))).treatments[0] in (
        "microneedling",
        "chemical-peel",
    )


@pytest.mark.parametrize("between", [";", " + ", ", ", "\n"])
def test_several_treatments_in_a_cell_are_all_made(open_: Opener, between: str) -> None:
    name = f"microneedling{between}Chemical peel{between}microneedling"
    mapping = '[treatments]\n"micro*" = "microneedling"'

    made = appointment(open_(treated_with(name), mapping=mapping))

    assert made.treatments == ("microneedling", "chemical-peel")


@pytest.mark.parametrize("name", ["Glow", "microneedling; Glow", ";;", "Micro needling"])
def test_a_treatment_nobody_knows_is_the_rows_mistake_and_is_counted(
    open_: Opener, name: str
) -> None:
    export = open_(treated_with(name))

    mistake = bad(export)

    assert (mistake.column, mistake.code) == ("treatment", "unknown-treatment")
    assert export.unmapped == {name: 1}


def test_names_that_mean_nothing_are_counted_up_to_a_thousand(open_: Opener) -> None:
    names = [f"Glow {at}" for at in range(1200)] * 2
    content = "\n".join(f"Sample,2026-11-22 15:00,{name}," for name in names)

    export = open_(f"{HEADER}\n{content}\n")

    assert len(rows(export)) == 2400
    assert len(export.unmapped) == 1000
    assert export.unmapped["Glow 7"] == 2


def test_a_counted_name_is_short_and_can_be_shown(open_: Opener) -> None:
    export = open_(treated_with("Glow\u202e\n" + "x" * 5000))
    bad(export)

    (name,) = export.unmapped
    assert name.isprintable()
    assert len(name) <= 120


def test_the_treatments_named_are_told_to_whoever_knows_them(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text('[treatments]\na = ["peel", "wax"]\nb = "skip"\nc = "peel"')

    assert load_mapping(tmp_path / "m.toml").treatment_names == {"peel", "wax"}


# Mistakes


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[column]\nx = "y"', 1, "Did you mean columns?"),
        ('\n[columns]\npatent = "Name"', 3, "Did you mean patient?"),
        ('[columns]\n"Given Name" = "x"', 2, "Did you mean given_name?"),
        ("[columns]\npatient = 3", 2, "header in quotes"),
        ('[columns]\npatient = ["a", ""]', 2, "header in quotes"),
        ('[columns]\nnote = "notes_text"', 2, "never read"),
        ('[columns]\nnote = ["Remark", "Cancelled Reason"]', 2, "never read"),
        ('columns = "x"', 1, "Write [columns]"),
        ('dates = "ymd"', 1, '"dmy"'),
        ("dates = true", 1, '"dmy"'),
        ('dates = ["dmy"]', 1, '"dmy"'),
        ('[treatments]\nx = "Chemical Peel"', 2, "handouts list treatments"),
        ('[treatments]\nx = ["peel", "skip"]', 2, '"skip" alone'),
        ("[treatments]\nx = []", 2, '"skip"'),
        ('[treatments]\n"a*b*c*d*e*f" = "peel"', 2, "fewer"),
        ('[treatments]\n"Peel" = "peel"\n"PEEL" = "wax"', 3, "there twice"),
        ('[treatments]\n"  " = "peel"', 2, "empty"),
        ('[languages]\nPunjabi = "Punjabi language"', 2, "handouts list languages"),
        ("[languages]\nPunjabi = 5", 2, "handouts list languages"),
        ("[branches]\nWest = 5", 2, "in quotes"),
        ('[branches]\nWest = "a"\nWEST = "b"', 3, "there twice"),
        ('[states]\nskipped = ["x"]', 2, "Use skip or make"),
        ('[states]\nskip = ["x"]\nmake = ["X"]', 3, "there twice"),
        ("[columns", 1, "TOML"),
        ('[columns]\npatient = "a"\npatient = "b"', 3, "TOML"),
        (b"[branches]\nx = '\xe9'", 2, "UTF-8"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_its_remedy(
    mistakes: Mistakes,
    text: str | bytes,
    line: int,
    says: str,
) -> None:
    error = mistakes(text)

    assert [each.line for each in error.mistakes] == [line]
    assert says in error.message + error.remedy


def test_all_mistakes_are_named_at_once(mistakes: Mistakes) -> None:
    error = mistakes('dates = "x"\n[columns]\nfoo = "y"\n[languages]\na = 1\n')

    assert [each.line for each in error.mistakes] == [1, 3, 5]


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[\n" * 20_000,
        "x = " + "9" * 5000 + "\n",
        "#" * (MOST_BYTES + 1),
    ],
    ids=["deep", "long number", "large"],
)
def test_a_hostile_file_is_refused(mistakes: Mistakes, text: str) -> None:
    assert len(mistakes(text).message) < 1000


def test_a_name_of_thousands_of_parts_is_not_even_read(mistakes: Mistakes) -> None:
    error = mistakes("# a mapping\n[a" + ".a" * 20_000 + "]")

    assert "longer than 2000 characters" in error.message
    assert error.mistakes[0].line == 2


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.toml", tmp_path, Path("a\0b")):
        with pytest.raises(MappingFileError, match=r"cannot be read|no file of this name"):
            load_mapping(path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200),
        st.builds(
            "[{}]\n{!r} = {}\n".format,
            st.sampled_from(["columns", "treatments", "languages", "branches", "states"]),
            st.text(max_size=10),
            st.sampled_from(['"x"', "[]", "{}", "1", "[[]]", "nan", '["a", 1]', "2026-01-01"]),
        ).map(str.encode),
    )
)
def test_any_file_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mapping.toml"
    path.write_bytes(content)

    with contextlib.suppress(MappingFileError):
        load_mapping(path)
