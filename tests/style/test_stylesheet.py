"""The look as numbers: sizes, leadings and margins (the look, sections 1 and 2)."""

from __future__ import annotations

import pytest

from handouts.color import WHITE, Color, contrast
from handouts.geometry import A4, LETTER
from handouts.style import (
    DO,
    DO_NOT,
    FORM_LINE,
    INK,
    LABEL,
    Edition,
    Paper,
    Role,
    ScriptKind,
    Stylesheet,
    script_kind,
    stylesheet,
)

ACCENT = Color.parse("#5E2B5C")
WITNESSES = ("en-CA", "ru", "zh-Hans", "ko", "ta", "pa", "ar", "fa-AF", "ur", "ti")
STAFF = (Role.RECORD, Role.MARGIN)


def sheet(
    language: str = "en-CA", edition: Edition = Edition.STANDARD, paper: Paper = "letter"
) -> Stylesheet:
    return stylesheet(accent=ACCENT, paper=paper, language=language, edition=edition)


@pytest.mark.parametrize(
    ("role", "size", "leading"),
    [
        (Role.BODY, 12, 16),
        (Role.CHIP, 12, 16),
        (Role.EMERGENCY, 14, 18),
        (Role.HEADING, 16, 20),
        (Role.MESSAGE, 16, 24),
        (Role.TITLE, 28, 32),
        (Role.PHONE, 20, 24),
        (Role.PHONE_RUNNING, 16, 20),
        (Role.CLINIC, 16, 20),
        (Role.RECORD, 10, 12),
    ],
)
def test_the_type_scale_of_english(role: Role, size: int, leading: int) -> None:
    style = sheet().style(role)

    assert (style.size, style.leading) == (size, leading)


@pytest.mark.parametrize("language", WITNESSES)
@pytest.mark.parametrize(
    ("edition", "patient", "staff"),
    [(Edition.STANDARD, 12, 10), (Edition.LARGE_PRINT, 18, 12), (Edition.BILINGUAL, 12, 10)],
)
def test_no_role_is_smaller_than_its_readers_need(
    language: str, edition: Edition, patient: int, staff: int
) -> None:
    made = sheet(language, edition)

    for role in Role:
        assert made.style(role).size >= (staff if role in STAFF else patient)


@pytest.mark.parametrize("language", WITNESSES)
@pytest.mark.parametrize("edition", Edition)
def test_leadings_are_multiples_of_4_save_that_of_emergency_signs(
    language: str, edition: Edition
) -> None:
    made = sheet(language, edition)

    odd = {role for role in Role if made.style(role).leading % 4}
    assert odd <= {Role.EMERGENCY}


@pytest.mark.parametrize("language", WITNESSES)
def test_body_text_has_the_leading_its_script_needs(language: str) -> None:
    style = sheet(language).style(Role.BODY)

    least = 2.4 if script_kind(language) is ScriptKind.NASTALIQ else 1.25
    assert style.leading / style.size >= least


@pytest.mark.parametrize("language", WITNESSES)
@pytest.mark.parametrize("edition", Edition)
def test_a_baseline_lies_inside_its_line(language: str, edition: Edition) -> None:
    made = sheet(language, edition)

    for role in Role:
        style = made.style(role)
        assert style.leading / 2 < style.baseline < style.leading


@pytest.mark.parametrize("role", Role)
def test_phones_and_clinic_names_are_set_alike_in_every_script(role: Role) -> None:
    styles = {
        (style.size, style.leading, style.baseline)
        for style in (sheet(language).style(role) for language in WITNESSES)
    }

    latin = role in (Role.PHONE, Role.PHONE_RUNNING, Role.CLINIC, Role.CLINIC_RUNNING)
    assert (len(styles) == 1) == latin


def test_margins_are_15_mm_or_more_at_the_sides_and_the_text_is_what_is_left() -> None:
    letter, a4 = sheet(), sheet(paper="a4")

    assert (letter.page, a4.page) == (LETTER, A4)
    assert letter.margin_side >= 15 / 25.4 * 72
    assert letter.live_width == 516
    assert a4.live_width == pytest.approx(499, abs=0.5)
    assert letter.margin_top == a4.margin_top == 44


def test_the_accent_is_for_the_message_and_the_clinics_name_alone() -> None:
    made = sheet()

    accented = {role for role in Role if made.style(role).color == ACCENT}
    assert accented == {Role.MESSAGE, Role.CLINIC, Role.CLINIC_RUNNING}


def test_every_color_of_words_can_be_read() -> None:
    words = (INK, LABEL, DO, DO_NOT)

    assert all(contrast(color, WHITE) >= 7 for color in words)
    assert contrast(FORM_LINE, WHITE) >= 4.5


@pytest.mark.parametrize(
    ("language", "kind"),
    [
        ("en-CA", ScriptKind.LATIN),
        ("uk", ScriptKind.LATIN),
        ("zh-Hant", ScriptKind.CJK),
        ("ko", ScriptKind.CJK),
        ("ta", ScriptKind.INDIC),
        ("fa-AF", ScriptKind.ARABIC),
        ("ur", ScriptKind.NASTALIQ),
        ("ti", ScriptKind.ETHIOPIC),
    ],
)
def test_scripts_that_are_set_alike_share_a_scale(language: str, kind: ScriptKind) -> None:
    assert script_kind(language) is kind


def test_large_print_stacks_what_the_standard_edition_sets_side_by_side() -> None:
    assert [sheet(edition=edition).stacked for edition in Edition] == [False, True, False]


def test_a_line_by_itself_is_as_high_as_its_ink_between_latin_and_its_own_script() -> None:
    body = sheet("ur").style(Role.BODY)

    assert body.snug(11, 3).leading == 16
    assert body.snug(15, 8).leading == 28
    assert body.snug(30, 20) == body
    assert sheet("en-CA").style(Role.BODY).snug(1, 0) == sheet("en-CA").style(Role.BODY)


def test_ink_stays_inside_its_snug_line() -> None:
    for above, below in ((11, 3), (17, 8), (19, 3), (8, 14)):
        style = sheet("ur").style(Role.BODY).snug(above, below)

        assert above < style.baseline < style.leading - below
