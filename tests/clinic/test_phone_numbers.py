import pytest

from handouts.clinic import PhoneNumber


@pytest.mark.parametrize(
    ("written", "dialed"),
    [
        ("416-555-0123", "+14165550123"),
        ("(416) 555-0123", "+14165550123"),
        ("1 416 555 0123", "+14165550123"),
        ("+1 416.555.0123", "+14165550123"),
        ("416-555-0123 ext. 7", "+14165550123;ext=7"),
        ("416-555-0123 x7", "+14165550123;ext=7"),
        ("514 555-0123 poste 12", "+15145550123;ext=12"),
        ("+44 20 7946 0958", "+442079460958"),
        ("811", "811"),
        ("911", "911"),
    ],
)
def test_a_number_prints_as_written_and_dials_as_a_phone_needs(written: str, dialed: str) -> None:
    number = PhoneNumber.parse(written)

    assert (number.printed, number.dialed) == (written, dialed)
    assert number.url == f"tel:{dialed}"


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "call us",
        "416-555",
        "416-555-01234",
        "016-555-0123",
        "416-155-0123",
        "(416 555-0123",
        "416-555-0123; rm",
        "٤١٦٥٥٥٠١٢٣",
        "+0 20 7946 0958",
        "+811",
        "711711",
        "1" * 200 + "x",
    ],
)
def test_junk_is_no_number(junk: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        PhoneNumber.parse(junk)


def test_numbers_kept_for_examples_are_known() -> None:
    assert PhoneNumber.parse("416-555-0100").is_sample
    assert PhoneNumber.parse("1-800-555-0199 x3").is_sample
    assert not PhoneNumber.parse("416-555-0200").is_sample
    assert not PhoneNumber.parse("811").is_sample
