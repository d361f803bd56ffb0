from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.text.bidi import line_levels, reorder_runs, resolve_levels

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
RLO, PDF = "\u202e", "\u202c"

# One character of each class; BidiTest.txt is about classes only.
SAMPLE = {
    "L": "a",
    "R": "א",
    "AL": "ب",
    "EN": "1",
    "AN": "٠",
    "ES": "+",
    "ET": "%",
    "CS": ",",
    "NSM": "\u0300",
    "BN": "\u200b",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "LRE": "\u202a",
    "RLE": "\u202b",
    "LRO": "\u202d",
    "RLO": "\u202e",
    "PDF": "\u202c",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}

reorder = cache(reorder_runs)


def one_line(text: str, base: int | None) -> tuple[int, bytes]:
    resolved = resolve_levels(text, base=base)
    return resolved.base, line_levels(text, resolved.levels, 0, len(text), resolved.base)


def shown(text: str, base: int | None = None) -> str:
    """The text as it stands on paper, left to right, controls left out, brackets unmirrored."""
    _, levels = one_line(text, base)
    visual = "".join(text[place] for place in reorder_runs(levels))
    return visual.translate(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))


def agrees(text: str, base: int | None, levels: list[str], order: list[int]) -> bool:
    """Whether levels and order are those of a test file, where x is a removed character."""
    _, found = one_line(text, base)
    kept = [place for place, level in enumerate(levels) if level != "x"]
    return (
        len(found) == len(levels)
        and [str(found[place]) for place in kept] == [levels[place] for place in kept]
        and [kept[place] for place in reorder(tuple(found[place] for place in kept))] == order
    )


@pytest.mark.unicode_data
def test_every_case_of_bidi_test_has_its_levels_and_order(unicode_folder: Path) -> None:
    levels: list[str] = []
    order: list[int] = []
    wrong = []
    cases = 0
    with (unicode_folder / "BidiTest.txt").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("@Levels:"):
                levels = line.split()[1:]
            elif line.startswith("@Reorder:"):
                order = [int(place) for place in line.split()[1:]]
            elif line[0] not in "#@\n":
                classes, _, bases = line.partition(";")
                text = "".join([SAMPLE[name] for name in classes.split()])
                for bit, base in ((1, None), (2, 0), (4, 1)):
                    if int(bases, 16) & bit:
                        cases += 1
                        if not agrees(text, base, levels, order):
                            wrong.append((classes, base))

    assert wrong == []
    assert cases == 770_241


@pytest.mark.unicode_data
def test_every_case_of_bidi_character_test_has_its_levels_and_order(unicode_folder: Path) -> None:
    wrong = []
    cases = 0
    with (unicode_folder / "BidiCharacterTest.txt").open(encoding="utf-8") as lines:
        for line in lines:
            if line[0] in "#\n":
                continue
            codes, asked, paragraph, levels, order = line.rstrip("\n").split(";")
            text = "".join([chr(int(code, 16)) for code in codes.split()])
            base = None if asked == "2" else int(asked)
            cases += 1
            places = [int(place) for place in order.split()]
            if one_line(text, base)[0] != int(paragraph) or not agrees(
                text, base, levels.split(), places
            ):
                wrong.append((codes, base))

    assert wrong == []
    assert cases == 91_707


# Not the canonically equivalent brackets: there ICU 72 parts from rule N0.
ALPHABET = "aא1بـ٠+%,\u0300\u200b\t !()[]〈〉\u200e\u200f" + "".join(
    SAMPLE[name] for name in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
)
REMOVED = "\u200b\u202a\u202b\u202c\u202d\u202e"


@given(text=st.text(ALPHABET, min_size=1, max_size=30), base=st.sampled_from((None, 0, 1)))
def test_any_text_is_shown_as_icu_shows_it(text: str, base: int | None) -> None:
    icu = pytest.importorskip("icu", reason="PyICU is not installed; it needs libicu-dev.")
    oracle = icu.Bidi()
    source = icu.UnicodeString(text)  # must outlive the oracle's answers
    oracle.setPara(source, 0xFE if base is None else base)

    paragraph, levels = one_line(text, base)
    ours = [level for char, level in zip(text, levels, strict=True) if char not in REMOVED]
    theirs = [
        level for char, level in zip(text, oracle.getLevels(), strict=True) if char not in REMOVED
    ]

    # ICU gives text of one direction one level, so the numbers themselves may differ.
    assert paragraph == oracle.getParaLevel()
    assert [level % 2 for level in ours] == [level % 2 for level in theirs]
    assert reorder_runs(ours) == reorder_runs(theirs)


ALIKE = [
    st.text(letters, min_size=1, max_size=4)
    for letters in ("aáxж漢", "אב", "اب", "012", "aא\u0301\u064e", "\u0301\u05b0", *ALPHABET)
]


@settings(max_examples=600, derandomize=True)
@given(st.lists(st.one_of(ALIKE), max_size=9).map("".join), st.sampled_from((None, 0, 1)))
def test_short_text_has_the_levels_of_the_same_in_a_long_one(text: str, base: int | None) -> None:
    # After its end nothing has a say in what stands before a paragraph separator.
    short, long = text + "\n", text + "\n" + 60 * "a"

    found = resolve_levels(short, base=base)

    assert found.levels == resolve_levels(long, base=found.base).levels[: len(short)]


def test_english_runs_left_to_right_and_arabic_right_to_left() -> None:
    assert resolve_levels("Call us.", base=None).base == 0
    assert set(resolve_levels("Call us.", base=None).levels) == {0}
    assert resolve_levels("اتصل", base=None).base == 1
    assert set(resolve_levels("اتصل", base=None).levels) == {1}


def test_an_arabic_sentence_may_open_with_an_english_name_in_an_isolate() -> None:
    assert resolve_levels(f"{LRI}CeraVe{PDI} مرطب", base=None).base == 1


def test_a_bare_phone_number_in_arabic_is_torn_and_an_isolated_one_is_whole() -> None:
    assert "555-0123" not in shown("اتصل 555-0123", base=1)
    assert "(416) 555-0123" in shown(f"اتصل {LRI}(416) 555-0123{PDI}", base=1)


@pytest.mark.parametrize(
    "thing",
    ["+1 416 555-0123", "1-800-555-0199", "2026-11-24", "4–6", "500 mg", "9:30–17:00", "5 °C"],
)
@pytest.mark.parametrize("around", ["خذ {} الآن", "لے لیں {} ابھی", "קח {} עכשיו"])
def test_whatever_is_isolated_reads_as_written(thing: str, around: str) -> None:
    assert thing in shown(around.format(LRI + thing + PDI), base=1)


def test_a_parenthesis_takes_the_direction_of_what_it_encloses() -> None:
    # Base left to right, both brackets in the Arabic: they stay around it.
    text = "ا (ب) ج"

    assert set(resolve_levels(text, base=0).levels) == {1}


def test_an_override_reverses_letters_and_ends_with_its_control() -> None:
    assert shown(f"ab{RLO}cd{PDF}ef", base=0) == "abdcef"


def test_spaces_at_the_end_of_a_line_go_to_its_end() -> None:
    text = "אב גד"
    levels = resolve_levels(text, base=0).levels

    assert levels == bytes([1, 1, 1, 1, 1])
    assert line_levels(text, levels, 0, 3, 0) == bytes([1, 1, 0])
    assert line_levels(text, levels, 3, 5, 0) == bytes([1, 1])


def test_a_removed_character_has_the_level_before_it() -> None:
    zero_width_space = "\u200b"

    assert resolve_levels(f"א{zero_width_space}a", base=0).levels == bytes([1, 1, 0])
    assert resolve_levels(f"{zero_width_space}א", base=0).levels == bytes([0, 1])
    assert resolve_levels(f"{LRI}{zero_width_space}a{PDI}", base=0).levels == bytes([0, 0, 2, 0])


def test_an_isolate_of_unknown_direction_does_not_look_past_its_end() -> None:
    assert resolve_levels(f"{FSI}!{PDI}א", base=0).levels == bytes([0, 2, 0, 1])
    assert resolve_levels(f"{FSI}א{PDI}1", base=0).levels == bytes([0, 1, 0, 0])


def test_isolates_in_left_to_right_text_nest() -> None:
    assert resolve_levels(f"a{LRI}b{LRI}c{PDI}{PDI}{PDI}d", base=0).levels == bytes(
        [0, 0, 2, 2, 4, 2, 0, 0, 0]
    )


def test_isolates_nested_too_deep_are_ignored() -> None:
    levels = resolve_levels(LRI * 70 + "a", base=0).levels

    assert max(levels) == 124


def test_a_paragraph_separator_ends_an_isolate_left_open() -> None:
    assert resolve_levels(f"{RLI}א\n1", base=0).levels == bytes([0, 1, 0, 0])


def test_no_text_has_no_levels() -> None:
    assert resolve_levels("", base=None).levels == b""
    assert resolve_levels("", base=None).base == 0
    assert line_levels("", b"", 0, 0, 1) == b""
    assert reorder_runs(()) == ()


def test_runs_are_given_from_left_to_right() -> None:
    assert reorder_runs([0, 0, 0]) == (0, 1, 2)
    assert reorder_runs([1, 2, 1]) == (2, 1, 0)
    assert reorder_runs([0, 1, 2, 1, 0]) == (0, 3, 2, 1, 4)
    assert reorder_runs([1, 2, 2, 1]) == (3, 1, 2, 0)


@given(levels=st.lists(st.integers(0, 6), max_size=20))
def test_every_run_is_given_once(levels: list[int]) -> None:
    assert sorted(reorder_runs(levels)) == list(range(len(levels)))
