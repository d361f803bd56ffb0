from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.treatments import (
    Treatment,
    TreatmentFileError,
    UnknownTreatmentError,
    load_treatment,
    treatment_ids,
)

HEAD = """\
[treatment]
id = "peel"
code = "CP"
version = 2
reviewed = 2026-11-22
review_by = 2027-11-22
sections = ["aftercare"]
answer_minutes = 30
"""
ROW = """
[[do-not]]
id = "CP-DX-01"
key = "makeup"
keep = "24 h"
keep_range = "12 h to 7 d"
grade = "practice"
sources = ["S-CLINIC"]
pictogram = "lipstick"
shown = true
"""
SECOND = """
[[do-not]]
id = "CP-DX-02"
key = "tanning"
keep = "4 wk"
grade = "good"
"""
GROUP = """
[[group]]
key = "all"
pictogram = "sun"
members = ["makeup", "tanning"]
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Treatment]:
    def load_it(text: str) -> Treatment:
        (tmp_path / "peel").mkdir(exist_ok=True)
        (tmp_path / "peel" / "treatment.toml").write_text(text, encoding="utf-8")
        return load_treatment(tmp_path, "peel")

    return load_it


def mistakes(load: Callable[..., Treatment], text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(TreatmentFileError) as caught:
        load(text)
    assert all(mistake.remedy for mistake in caught.value.mistakes)
    return [(m.line, m.key, m.message) for m in caught.value.mistakes]


def test_a_treatment_is_read_with_its_rows(load: Callable[..., Treatment]) -> None:
    treatment = load(HEAD + ROW + SECOND + GROUP)

    assert (treatment.id, treatment.version) == ("peel", 2)
    assert [row.key for row in treatment.advice] == ["makeup", "tanning"]
    assert treatment.groups[0].members == ("makeup", "tanning")


def test_a_treatment_travels_to_a_worker(microneedling: Treatment) -> None:
    assert pickle.loads(pickle.dumps(microneedling)) == microneedling  # noqa: S301


def test_the_library_names_its_treatments(tmp_path: Path, load: Callable[..., Treatment]) -> None:
    load(HEAD + ROW)
    (tmp_path / "shared").mkdir()

    assert treatment_ids(tmp_path) == ("peel",)


@pytest.mark.parametrize("name", ["peels", "../peel", "shared", ""])
def test_an_unknown_treatment_is_refused_with_the_nearest_names(
    tmp_path: Path, load: Callable[..., Treatment], name: str
) -> None:
    load(HEAD + ROW)

    with pytest.raises(UnknownTreatmentError) as caught:
        load_treatment(tmp_path, name)
    assert "peel" in caught.value.remedy


def test_all_mistakes_are_told_at_once_with_their_lines(load: Callable[..., Treatment]) -> None:
    text = HEAD + ROW.replace("keep =", "kepe =").replace('"practice"', '"practise"')

    assert mistakes(load, text) == [
        (10, "do-not.keep", "keep is missing."),
        (13, "do-not.kepe", 'kepe is not known in [[do-not]]. Did you mean "keep"?'),
        (15, "do-not.grade", "'practise' is not known. Did you mean \"practice\"?"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "message"),
    [
        ('keep = "24 h"', 'keep = "24"', 13, "do-not.keep", "'24' is not a span of time."),
        ('keep = "24 h"', "keep = 24", 13, "do-not.keep", "keep is not text in quotes."),
        (
            'keep = "24 h"',
            'keep = "8 d"',
            13,
            "do-not.keep",
            "8 d is outside its range, 12 h to 7 d.",
        ),
        (
            '"12 h to 7 d"',
            '"7 d to 12 h"',
            14,
            "do-not.keep_range",
            "'7 d to 12 h' runs backwards.",
        ),
        (
            '"12 h to 7 d"',
            '"7 d"',
            14,
            "do-not.keep_range",
            "'7 d' is not a span of time.",
        ),
        ('"makeup"', '"Make up"', 12, "do-not.key", "'Make up' cannot be a name."),
        ('"CP-DX-01"', '"CP-DO-01"', 11, "do-not.id", "'CP-DO-01' is no id of a [[do-not]]."),
        ('"practice"', '"weak"', 15, "do-not.grade", "An instruction is never weak."),
        ('["S-CLINIC"]', "[1]", 16, "do-not.sources", "sources holds something that is not text."),
        ("shown = true", "shown = 1", 18, "do-not.shown", "shown is not true or false."),
        (
            "shown = true",
            "protected = true",
            18,
            "do-not.protected",
            "A protected row must be on the sheet.",
        ),
        (
            'pictogram = "lipstick"',
            "",
            10,
            "do-not",
            "makeup prints without a picture.",
        ),
        (
            "shown = true",
            'amounts = { minutes = "10" }',
            18,
            "do-not.amounts",
            "minutes cannot be used as an amount.",
        ),
        (
            "shown = true",
            'start = "always"',
            18,
            "do-not.start",
            "A start needs a number.",
        ),
        ("version = 2", "version = true", 4, "treatment.version", None),
        ("version = 2", "version = -1", 4, "treatment.version", None),
        (
            "review_by = 2027-11-22",
            "review_by = 2025-11-22",
            6,
            "treatment.review_by",
            "The next review is before the last.",
        ),
        ('["aftercare"]', '["after"]', 7, "treatment.sections", "'after' is not known."),
        (
            'id = "peel"',
            'id = "peal"',
            2,
            "treatment.id",
            "The id is not the folder's name, peel.",
        ),
    ],
)
def test_a_mistake_is_named_with_line_and_key(
    load: Callable[..., Treatment], old: str, new: str, line: int, key: str, message: str | None
) -> None:
    (found,) = mistakes(load, (HEAD + ROW).replace(old, new, 1))

    assert found[:2] == (line, key)
    if message is not None:
        assert found[2] == message


def test_an_unknown_table_is_named_with_a_suggestion(load: Callable[..., Treatment]) -> None:
    found = mistakes(load, HEAD + ROW + ROW.replace("[[do-not]]", "[[donot]]"))

    assert found == [(20, "donot", 'donot is not known here. Did you mean "do-not"?')]


@pytest.mark.parametrize(
    ("column", "line", "message"),
    [
        ("id", 22, "CP-DX-01 stands for another row already."),
        ("key", 23, "makeup stands for another row already."),
    ],
)
def test_an_id_or_key_stands_for_one_row(
    load: Callable[..., Treatment], column: str, line: int, message: str
) -> None:
    names = {"id": ('"CP-DX-02"', '"CP-DX-01"'), "key": ('"tanning"', '"makeup"')}
    text = HEAD + ROW + "\n" + SECOND.replace(*names[column])

    assert mistakes(load, text) == [(line, f"do-not.{column}", message)]


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ('["makeup"]', "A group needs two members."),
        ('["makeup", "taning"]', 'No advice has the key taning. Did you mean "tanning"?'),
    ],
)
def test_a_group_has_members_that_exist(
    load: Callable[..., Treatment], members: str, message: str
) -> None:
    text = HEAD + ROW + SECOND + GROUP.replace('["makeup", "tanning"]', members)

    assert [found[2] for found in mistakes(load, text)] == [message]


def test_a_row_belongs_to_one_group(load: Callable[..., Treatment]) -> None:
    twice = GROUP.replace('"all"', '"again"')

    assert {found[2] for found in mistakes(load, HEAD + ROW + SECOND + GROUP + twice)} == {
        "makeup is in another group.",
        "tanning is in another group.",
    }


def test_a_group_does_not_mix_do_with_do_not(load: Callable[..., Treatment]) -> None:
    do = SECOND.replace("do-not", "do").replace("-DX-", "-DO-")

    assert [found[2] for found in mistakes(load, HEAD + ROW + do + GROUP)] == [
        "The members are not of one kind and section."
    ]


def test_a_healing_time_may_stand_beside_a_range_of_days(load: Callable[..., Treatment]) -> None:
    treatment = load(HEAD + ROW.replace('"24 h"', '"until-healed"'))

    assert str(treatment.advice[0].keep) == "until-healed"


def test_a_file_that_is_not_toml_names_its_line(load: Callable[..., Treatment]) -> None:
    ((line, _, message),) = mistakes(load, HEAD + 'key = "open\n')

    assert line == 9
    assert message.startswith("This is not TOML")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "peel").mkdir()
    (tmp_path / "peel" / "treatment.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(TreatmentFileError, match="not UTF-8"):
        load_treatment(tmp_path, "peel")


def test_a_missing_head_is_named(load: Callable[..., Treatment]) -> None:
    assert (None, "treatment", "The table [treatment] is missing.") in mistakes(load, ROW)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            '[[phase]]\nid = "CP-TL-01"\nkey = "a"\nstart = "6 h"\nend = "6 h"\ngrade = "good"\n',
            "The phase does not end after it starts.",
        ),
        (
            '[[sign]]\nid = "CP-RF-01"\nkey = "a"\ntier = "X"\ngrade = "good"\n',
            "'X' is not known.",
        ),
        (
            '[[sign]]\nid = "CP-RF-01"\nkey = "a"\ntier = "E"\ngrade = "good"\nlocked = false\n',
            "locked is not known in [[sign]].",
        ),
        (
            '[[sign]]\nid = "CP-RF-01"\nkey = "a"\ntier = "S"\ngrade = "good"\n'
            'moments = { untill = "7 d" }\n',
            "untill is not known.",
        ),
        (
            '[[sign]]\nid = "CP-RF-01"\nkey = "a"\ntier = "S"\ngrade = "good"\n'
            "moments = { by = 7 }\n",
            "by is not a span of time.",
        ),
        (
            '[[lookalike]]\nid = "CP-DD-01"\nkey = "a"\ndrawing = "rough"\ngrade = "good"\n'
            "shown = true\n",
            "a does not say when it starts.",
        ),
        (
            '[[lookalike]]\nid = "CP-DD-01"\nkey = "a"\ndrawing = "rough"\ngrade = "good"\n'
            'starts = ["7 d", "2 d"]\n',
            "7 d to 2 d runs backwards.",
        ),
        (
            '[[risk]]\nid = "CP-HR-01"\nkey = "a"\nwait = "7 mo"\nwait_range = "0 mo to 6 mo"\n'
            'grade = "good"\n',
            "7 mo is outside its range, 0 mo to 6 mo.",
        ),
    ],
)
def test_other_rows_are_held_to_their_rules(
    load: Callable[..., Treatment], table: str, message: str
) -> None:
    ((line, _, found),) = mistakes(load, HEAD + "\n" + table)

    assert message in found
    assert line is not None
    assert line >= 10


def test_the_line_of_a_mistake_is_found_in_the_shipped_file(
    tmp_path: Path, microneedling: Treatment
) -> None:
    from handouts.library import Library

    text = (Library.find().templates / "microneedling" / "treatment.toml").read_text("utf-8")
    (tmp_path / "microneedling").mkdir()
    spoiled = text.replace('key = "exercise"', 'key = "exercise"\nkeeep = "1 d"')
    (tmp_path / "microneedling" / "treatment.toml").write_text(spoiled, encoding="utf-8")

    with pytest.raises(TreatmentFileError) as caught:
        load_treatment(tmp_path, "microneedling")
    (mistake,) = caught.value.mistakes
    assert mistake.line is not None
    assert re.match("keeep", spoiled.splitlines()[mistake.line - 1])
