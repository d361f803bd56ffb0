from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.treatments import Duration, DurationFormatError, Range, Unit

numbers = st.builds(
    Duration,
    st.integers(0, 9999),
    st.sampled_from([Unit.MINUTES, Unit.HOURS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS]),
)
words = st.sampled_from([Unit.ALWAYS, Unit.UNTIL_HEALED, Unit.ASK]).map(lambda u: Duration(0, u))


@settings(deadline=None)
@given(numbers | words)
def test_a_duration_reads_back_as_it_was_written(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


@pytest.mark.parametrize(
    "text", ["", "48", "48h", "48 hours", "-1 d", "1.5 d", " 7 d", "7 d ", "٧ d", "Always", "7 D"]
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(DurationFormatError):
        Duration.parse(text)


def test_durations_stand_in_order_of_how_late_they_may_end() -> None:
    texts = ["15 min", "24 h", "1 d", "48 h", "6 d", "7 d", "1 wk", "4 wk", "30 d", "1 mo",
             "until-healed", "always", "ask"]  # fmt: skip

    assert sorted(map(Duration.parse, texts[::-1])) == [Duration.parse(text) for text in texts]


def test_a_range_holds_both_ends_and_spans_in_other_units() -> None:
    span = Range.parse("24 h to 7 d")

    assert [Duration.parse(text) in span for text in ("24 h", "1 d", "3 d", "168 h", "1 wk")] == [
        True
    ] * 5
    assert [Duration.parse(text) in span for text in ("23 h", "8 d", "always")] == [False] * 3


def test_a_range_to_always_holds_always_and_all_long_spans() -> None:
    span = Range.parse("1 wk to always")

    assert Duration.parse("always") in span
    assert Duration.parse("600 d") in span
    assert Duration.parse("6 d") not in span


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="backwards"):
        Range.parse("7 d to 24 h")
