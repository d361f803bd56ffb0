import tomllib

from handouts.toml_lines import key_lines, line_at


def lines_of(text: str) -> dict[str, int]:
    tomllib.loads(text)  # the scanner is promised a text that is TOML
    return {".".join(map(str, place)): line for place, line in key_lines(text).items()}


def test_keys_and_tables_are_found() -> None:
    assert lines_of('# note\nname = "x"\n\n[look]\ncolor = "#000000"\n') == {
        "name": 2,
        "look": 4,
        "look.color": 5,
    }


def test_the_items_of_an_array_of_tables_are_counted() -> None:
    text = '[[branches]]\nname = "a"\n[[branches]]\nname = "b"\n[branches.look]\ncolor = 1\n'

    assert lines_of(text) == {
        "branches": 1,
        "branches.0": 1,
        "branches.0.name": 2,
        "branches.1": 3,
        "branches.1.name": 4,
        "branches.1.look": 5,
        "branches.1.look.color": 6,
    }


def test_dotted_and_quoted_keys_are_found() -> None:
    text = 'look.color = 1\n"a b"."c.d" = 2\n\'e"f\' = 3\n[ "x y" . z ]\nq=1\n"\\u0061" = 4\n'

    assert lines_of(text) == {
        "look": 1,
        "look.color": 1,
        "a b": 2,
        "a b.c.d": 2,
        'e"f': 3,
        "x y.z": 4,
        "x y.z.q": 5,
        "x y.z.a": 6,
    }


def test_what_looks_like_a_key_inside_text_is_none() -> None:
    text = (
        'a = """\nb = 1\n\\""" # no\n[c]\n"""\n'
        "d = '''\ne = 1\n''''\n"
        'f = "g = 1 # no" # h = 1\n'
        "i = 1979-05-27 07:32:00 # j = 2\n"
    )

    assert lines_of(text) == {"a": 1, "d": 6, "f": 9, "i": 10}


def test_items_and_inline_tables_have_lines_of_their_own() -> None:
    text = 'hours = [\n  "Mon", # first\n  [1,\n 2],\n]\nlook = { a = 1, b.c = [ { d = 2 } ] }\n'

    assert lines_of(text) == {
        "hours": 1,
        "hours.0": 2,
        "hours.1": 3,
        "hours.1.0": 3,
        "hours.1.1": 4,
        "look": 6,
        "look.a": 6,
        "look.b": 6,
        "look.b.c": 6,
        "look.b.c.0": 6,
        "look.b.c.0.d": 6,
    }


def test_windows_line_ends_count_once() -> None:
    assert lines_of("a = 1\r\nb = 2\r\n") == {"a": 1, "b": 2}


def test_what_is_missing_is_looked_for_at_its_table() -> None:
    lines = key_lines('[[branches]]\nname = "a"\n[[branches]]\n')

    assert line_at(lines, ("branches", 0, "name")) == 2
    assert line_at(lines, ("branches", 1, "name")) == 3
    assert line_at(lines, ("look", "color")) is None
