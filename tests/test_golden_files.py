"""The golden files: compared, explained when they differ, and rewritten on request."""

from collections.abc import Callable

import pytest

pytest_plugins = ("pytester",)

TEST = """
def test_a_page(golden):
    golden("page.txt", {text!r})
"""


@pytest.fixture
def golden_project(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """A project of its own with one golden test."""

    def run(text: str, *options: str) -> pytest.RunResult:
        pytester.makepyfile(TEST.format(text=text))
        return pytester.runpytest("-p", "tests.goldens", "-p", "no:cacheprovider", *options)

    return run


def test_a_missing_golden_file_fails_and_says_how_to_make_it(
    golden_project: Callable[..., pytest.RunResult],
) -> None:
    result = golden_project("one\n")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*golden/page.txt does not exist*--update-golden*"])


def test_updating_writes_the_file_and_the_next_run_passes(
    golden_project: Callable[..., pytest.RunResult], pytester: pytest.Pytester
) -> None:
    golden_project("one\ntwo\n", "--update-golden").assert_outcomes(passed=1)

    assert (pytester.path / "tests" / "golden" / "page.txt").read_text() == "one\ntwo\n"
    golden_project("one\ntwo\n").assert_outcomes(passed=1)


def test_a_difference_is_shown_as_a_diff_and_leaves_the_file(
    golden_project: Callable[..., pytest.RunResult], pytester: pytest.Pytester
) -> None:
    golden_project("one\ntwo\n", "--update-golden")

    result = golden_project("one\nthree\n")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*golden/page.txt differs*", "*-two", "*+three"])
    assert (pytester.path / "tests" / "golden" / "page.txt").read_text() == "one\ntwo\n"
