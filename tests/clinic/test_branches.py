from collections.abc import Callable

import pytest

from handouts.clinic import Clinic, UnknownBranchError
from handouts.errors import ExitCode
from handouts.mistakes import Mistake

WEST = '[[branches]]\nname = "West End"\naddress = "5 Birch Avenue"\n'


def test_a_branch_wins_over_head_office(load: Callable[..., Clinic]) -> None:
    clinic = load(
        WEST + 'phone = "416-234-1111"\nafter_hours = "416-234-2222"\nhours = ["Sun 9:00-12:00"]\n'
    )

    west = clinic.at_branch("west end")

    assert (west.name, west.branch) == ("Maple Grove", "West End")
    assert west.address == "5 Birch Avenue"
    assert west.contact.phone.printed == "416-234-1111"
    assert west.contact.urgent.printed == "416-234-2222"
    assert [h.first_day for h in west.hours] == [6]


def test_what_a_branch_leaves_out_is_head_offices(load: Callable[..., Clinic]) -> None:
    clinic = load(WEST, after_hours='"416-234-9999"', email='"desk@example.com"')

    west = clinic.at_branch("West End")

    assert west.contact == clinic.contact
    assert west.hours == clinic.hours
    assert west.time_zone == clinic.time_zone


@pytest.mark.parametrize(
    ("branch", "head", "answered"),
    [
        ("", {}, True),
        ('phone = "416-234-1111"\n', {}, False),
        ('phone = "416-234-1111"\nanswered_at_all_hours = true\n', {}, True),
        ('phone = "416-234-1111"\n', {"after_hours": '"416-234-9999"'}, True),
        ('after_hours = "416-234-1111"\n', {"after_hours": '"416-234-9999"'}, False),
    ],
)
def test_only_the_number_that_was_promised_is_answered_at_all_hours(
    load: Callable[..., Clinic], branch: str, head: dict[str, str], answered: bool
) -> None:
    clinic = load(WEST + branch, answered_at_all_hours="true", **head)

    assert clinic.at_branch("West End").contact.answered_at_all_hours is answered


def test_a_branch_in_another_province_has_that_provinces_advice_line(
    load: Callable[..., Clinic],
) -> None:
    clinic = load(WEST + 'province = "BC"\ntime_zone = "America/Vancouver"\n')

    line = clinic.at_branch("West End").advice_line
    assert line is not None
    assert line.name == "HealthLink BC"


def test_head_offices_own_advice_line_stays_in_its_province(load: Callable[..., Clinic]) -> None:
    own = '[advice_line]\nname = "Nurses"\nnumber = "416-234-0000"\n'
    far = '[[branches]]\nname = "Far"\naddress = "x"\nprovince = "NS"\n'

    clinic = load(own + WEST + far + 'time_zone = "America/Halifax"\n', phone='"416-234-5678"')

    assert clinic.at_branch("West End").advice_line == clinic.advice_line
    assert clinic.advice_line is not None
    assert clinic.advice_line.name == "Nurses"
    assert clinic.at_branch("Far").advice_line is None
    assert [f.place for f in clinic.findings] == ["clinic.toml: branches[2].province (line 16)"]


def test_a_branch_in_another_province_needs_its_time_zone(
    mistakes: Callable[..., tuple[Mistake, ...]],
) -> None:
    (found,) = mistakes(WEST + 'province = "BC"\n')

    assert "time zone" in found.message


def test_two_branches_cannot_share_a_name(mistakes: Callable[..., tuple[Mistake, ...]]) -> None:
    (found,) = mistakes(WEST + WEST.replace("West End", "WEST END"))

    assert (found.line, found.key) == (11, "branches[2].name")


def test_an_unknown_branch_is_answered_with_the_nearest(load: Callable[..., Clinic]) -> None:
    clinic = load(WEST + WEST.replace("West End", "Harbour"))

    with pytest.raises(UnknownBranchError) as refused:
        clinic.at_branch("Westend")

    assert refused.value.remedy == "Use one of: West End."
    assert refused.value.exit_code is ExitCode.INPUT


def test_a_clinic_without_branches_says_so(load: Callable[..., Clinic]) -> None:
    with pytest.raises(UnknownBranchError, match="no branch called 'West'") as refused:
        load().at_branch("West")

    assert "[[branches]]" in refused.value.remedy
