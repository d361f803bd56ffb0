import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.clinic import Approval, Clinic, Contact, Override, PhoneNumber
from handouts.document import AdviceTable, Block, Callout, Inline, Kind, Title, plain_text
from handouts.findings import Severity
from handouts.i18n import UntranslatedError
from handouts.library import Library
from handouts.records import Visit, VisitError, make_visit
from handouts.request import NoNumberAtAllHoursError, UnknownSectionError
from handouts.templating.elements import MarkupError
from handouts.templating.environment import TemplateError
from handouts.templating.fill import FilledHandout
from handouts.treatments import Duration, Treatment, Unit
from tests.templating.tiny_library import BREAKOUTS, FRENCH, write_french, write_template

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}")

OfKind = TypeVar("OfKind", bound=Block)


def blocks(handout: FilledHandout, kind: type[OfKind]) -> list[OfKind]:
    """The blocks of one kind, in all sections."""
    return [
        block
        for section in handout.document.sections
        for block in section.blocks
        if isinstance(block, kind)
    ]


def chip(handout: FilledHandout) -> str:
    """The words of the only advice row's chip."""
    (table,) = blocks(handout, AdviceTable)
    return plain_text(table.rows[0].when)


def test_a_handout_has_letterhead_panel_sections_footer_and_marks(
    filled: Callable[..., FilledHandout], visit: Visit
) -> None:
    document = filled(visit).document

    assert document.language == "en-CA"
    assert document.letterhead.name == "Example Skin Clinic"
    assert document.letterhead.phones == (
        (Inline(text="416-555-0123", kind=Kind.PHONE, href="tel:+14165550123"),),
    )
    assert plain_text(document.letterhead.emergency) == "Emergency: 911"
    assert document.panel[0].value == (Inline(text="Ana Sample", kind=Kind.FIELD, field="patient"),)
    assert [section.name for section in document.sections] == ["aftercare"]
    assert plain_text(document.footer.record).startswith("Version 3. ")
    assert document.footer.notices == ()
    assert [plain_text(mark) for mark in document.margin_marks] == ["Draft"]


def test_with_a_treatment_time_a_chip_has_a_date_and_without_one_a_span(
    filled: Callable[..., FilledHandout], visit: Visit
) -> None:
    assert chip(filled(visit)) == "Until Mon, Nov 23, 3 p.m."
    assert chip(filled()) == "For 24 hours"


def test_the_title_of_the_pdf_is_the_first_sections_and_never_a_patients_name(
    filled: Callable[..., FilledHandout], library: Library, visit: Visit
) -> None:
    title = 'For {{ (visit.patient if visit else "you")|field("patient") }}'
    write_template(
        library,
        "tiny/aftercare.xml.j2",
        f'<section name="aftercare"><title>{title}</title></section>',
    )

    assert filled(visit).document.title == "For  · Example Skin Clinic"


def test_two_sections_make_one_handout_with_its_warning_signs_once(
    filled: Callable[..., FilledHandout], visit: Visit
) -> None:
    handout = filled(visit, sections=("aftercare", "breakouts"))

    assert [section.name for section in handout.document.sections] == ["aftercare", "breakouts"]
    assert [plain_text(title.text) for title in blocks(handout, Title)] == ["After it", "Bumps"]
    assert len(blocks(handout, Callout)) == 0
    assert len(blocks(filled(visit), Callout)) == 1
    assert len(handout.document.panel) == 1


def test_the_code_is_the_same_for_every_patient_and_day(
    filled: Callable[..., FilledHandout], visit: Visit
) -> None:
    other = replace(
        visit,
        patient="Ben Sample",
        treated=datetime(2027, 3, 13, 23, 40, tzinfo=ZoneInfo("America/Toronto")),
        clinician="R. Sample",
        note="Drink tea.",
    )
    codes = {filled(each).code for each in (visit, other, replace(visit, treated=None), None)}

    assert len(codes) == 1
    assert CODE.fullmatch(codes.pop())


def test_the_code_stands_on_the_sheet(filled: Callable[..., FilledHandout], visit: Visit) -> None:
    handout = filled(visit)

    assert Inline(text=handout.code, kind=Kind.DOSE) in handout.document.footer.record


def test_other_words_have_another_code(
    filled: Callable[..., FilledHandout], library: Library, clinic: Clinic, treatment: Treatment
) -> None:
    first = filled()
    by_text = {
        "another version": filled(version=4),
        "other sections": filled(sections=("breakouts",)),
        "another language": filled(language="fr"),
        "another span": filled(
            advice=(replace(treatment.advice[0], keep=Duration(36, Unit.HOURS)),)
        ),
    }
    write_template(
        library,
        "tiny/aftercare.xml.j2",
        (library.templates / "tiny/aftercare.xml.j2").read_text().replace("Until", "Before"),
    )
    by_text["a word that only a dated sheet has"] = filled()

    assert {name for name, other in by_text.items() if other.code == first.code} == set()
    assert {
        name for name, other in by_text.items() if other.content_hash == first.content_hash
    } == set()


def test_another_phone_has_another_code_but_the_same_content_to_approve(
    filled: Callable[..., FilledHandout], clinic: Clinic
) -> None:
    moved = replace(clinic, contact=Contact(phone=PhoneNumber.parse("416-555-0199")))
    first, second = filled(), filled(of=moved)

    assert first.code != second.code
    assert first.content_hash == second.content_hash


def test_an_emergency_number_is_part_of_what_is_approved(
    filled: Callable[..., FilledHandout], clinic: Clinic
) -> None:
    elsewhere = replace(clinic, emergency_number=PhoneNumber.parse("1-867-555-0111"))

    assert filled().content_hash != filled(of=elsewhere).content_hash


def test_a_comment_or_an_indent_in_a_template_changes_nothing_that_is_approved(
    filled: Callable[..., FilledHandout], library: Library
) -> None:
    first = filled()
    path = library.templates / "tiny/aftercare.xml.j2"
    path.write_text("{# A note. #}\n" + path.read_text().replace("<what>", "\n   <what>\n"))

    assert filled().content_hash == first.content_hash


def approval(handout: FilledHandout, **changed: Any) -> Approval:
    given = Approval(
        treatment="tiny",
        sections=("aftercare",),
        language="en-CA",
        by="R. Sample",
        on=date(2026, 11, 20),
        content=handout.content_hash,
    )
    return replace(given, **changed)


def test_an_approval_of_these_very_words_takes_the_draft_mark_away(
    filled: Callable[..., FilledHandout], clinic: Clinic
) -> None:
    draft = filled()
    approved = filled(of=replace(clinic, approvals=(approval(draft),)))

    assert draft.approval is None
    assert approved.approval is not None
    assert approved.document.margin_marks == ()
    assert approved.code != draft.code
    assert approved.content_hash == draft.content_hash


@pytest.mark.parametrize(
    "changed",
    [
        {"content": "0" * 64},
        {"language": "fr-CA"},
        {"sections": ("aftercare", "breakouts")},
        {"treatment": "chemical-peel"},
    ],
)
def test_an_approval_of_anything_else_leaves_a_draft(
    filled: Callable[..., FilledHandout], clinic: Clinic, changed: dict[str, Any]
) -> None:
    given = approval(filled(), **changed)

    assert filled(of=replace(clinic, approvals=(given,))).approval is None


def test_the_sample_clinic_says_so_in_the_margin(
    filled: Callable[..., FilledHandout], clinic: Clinic
) -> None:
    document = filled(of=replace(clinic, is_sample=True)).document

    assert [plain_text(mark) for mark in document.margin_marks] == ["Sample", "Draft"]


def test_french_reads_french_and_its_dates_are_french(
    filled: Callable[..., FilledHandout], visit: Visit
) -> None:
    handout = filled(visit, language="fr")

    assert chip(handout) == "Jusqu’au lun. 23 nov., 15 h 00"
    assert handout.document.language == "fr-CA"
    assert handout.document.footer.notices == ()


def test_an_unreviewed_translation_says_so_in_both_languages(
    filled: Callable[..., FilledHandout], library: Library, visit: Visit
) -> None:
    write_french(library, FRENCH.replace("State: reviewed", "State: translated"))
    own, english = filled(visit, language="fr").document.footer.notices

    assert plain_text(own) == "Cette traduction n’a pas été révisée."
    assert english == (Inline(text="This translation has not been reviewed.", language="en-CA"),)


def test_sentences_without_a_translation_stop_the_handout_and_are_named(
    filled: Callable[..., FilledHandout], library: Library, visit: Visit
) -> None:
    write_french(
        library,
        FRENCH.replace('"Pas de maquillage."', '""').replace('msgid "Name"', 'msgid "Nome"'),
    )

    with pytest.raises(UntranslatedError) as caught:
        filled(visit, language="fr")

    assert [problem.id.text for problem in caught.value.problems] == [
        "Do not wear makeup.",
        "Name",
    ]
    assert "2 sentences of this handout cannot be printed in French" in str(caught.value)


def test_a_sentence_that_is_not_on_this_sheet_may_be_untranslated(
    filled: Callable[..., FilledHandout], library: Library, visit: Visit
) -> None:
    write_french(library, FRENCH.replace('"Pendant %(count)s heures"', '""'))

    assert filled(visit, language="fr")
    with pytest.raises(UntranslatedError, match="Not all 2 plural forms"):
        filled(language="fr")


def test_the_messages_used_are_named_in_order(
    filled: Callable[..., FilledHandout], visit: Visit
) -> None:
    used = [message.text for message in filled(visit).messages_used]

    assert used[:3] == ["After it", "Until %(moment)s", "Do not wear makeup."]
    assert "For %(count)s hour" not in used


def test_a_clinics_own_span_is_printed_and_reported(
    filled: Callable[..., FilledHandout], clinic: Clinic
) -> None:
    changed = replace(
        clinic,
        overrides=(
            Override(
                treatment="tiny", key="makeup", field="keep", span="36 h", approved_by="R. Sample"
            ),
            Override(treatment="other", key="makeup", field="keep", span="1 h"),
        ),
    )
    handout = filled(of=changed)

    assert chip(handout) == "For 36 hours"
    assert len(handout.findings) == 1


def test_facts_whose_review_is_overdue_are_reported(filled: Callable[..., FilledHandout]) -> None:
    (finding,) = filled(review_by=date(2026, 11, 21)).findings

    assert finding.check == "review"
    assert filled(review_by=date(2026, 11, 22)).findings == ()


def test_a_treatment_that_needs_a_number_at_all_hours_refuses_without_one(
    filled: Callable[..., FilledHandout], clinic: Clinic
) -> None:
    with pytest.raises(NoNumberAtAllHoursError) as caught:
        filled(needs_number_at_all_hours=True)
    answered = replace(clinic.contact, answered_at_all_hours=True)

    assert "answered_at_all_hours = true" in caught.value.remedy
    assert filled(needs_number_at_all_hours=True, of=replace(clinic, contact=answered))


def test_an_unknown_section_is_answered_with_those_there_are(
    filled: Callable[..., FilledHandout],
) -> None:
    with pytest.raises(UnknownSectionError) as caught:
        filled(sections=("before",))

    assert caught.value.remedy == "Choose from: aftercare, breakouts."


def test_a_section_that_calls_itself_another_is_refused(
    filled: Callable[..., FilledHandout], library: Library
) -> None:
    write_template(library, "tiny/aftercare.xml.j2", BREAKOUTS)

    with pytest.raises(TemplateError, match="The section calls itself breakouts"):
        filled()


def test_a_mistake_in_a_macro_is_placed_in_the_macros_file(
    filled: Callable[..., FilledHandout], library: Library
) -> None:
    write_template(
        library,
        "shared/say.xml.j2",
        "{% macro it() %}\n  <wath>{% trans %}No.{% endtrans %}</wath>{% endmacro %}",
    )
    write_template(
        library,
        "tiny/aftercare.xml.j2",
        '{% import "shared/say.xml.j2" as say with context %}\n<section name="aftercare">'
        "<title>T</title><callout tier='E'>{{ say.it() }}</callout></section>",
    )

    with pytest.raises(MarkupError) as caught:
        filled()

    assert caught.value.mistakes[0].place == "shared/say.xml.j2:2:3"
    assert str(caught.value).startswith("shared/say.xml.j2:2:3: There is no element <wath>.")


def names() -> st.SearchStrategy[str]:
    """Any name that a visit can hold."""

    def is_accepted(text: str) -> bool:
        try:
            visit_of(text)
        except VisitError:
            return False
        return True

    hostile = st.sampled_from(
        ["<img src=x>", "{{ 7*7 }}", "{% raw %}", "&amp;", "O<b Neil", "]]>", "%(number)s", "<!--"]
    )
    return st.one_of(st.text(min_size=1, max_size=60), hostile).filter(is_accepted)


def visit_of(patient: str) -> Visit:
    return make_visit(patient=patient, time_zone="America/Toronto", today=date(2026, 11, 22))


@given(names())
@settings(
    max_examples=60,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
def test_any_name_comes_out_as_it_was_and_is_never_markup(
    filled: Callable[..., FilledHandout], patient: str
) -> None:
    visit = visit_of(patient)
    assert visit.patient is not None
    (entry,) = filled(visit).document.panel

    assert entry.value == (Inline(text=visit.patient, kind=Kind.FIELD, field="patient"),)


def without_french(library: Library, sentence: str) -> None:
    """Empty one sentence's translation."""
    before, found, after = FRENCH.partition(f'msgid "{sentence}"\n')
    write_french(library, before + found + 'msgstr ""\n' + after.partition("\n")[2])
    assert found


def test_a_sentence_without_translation_is_printed_in_english_only_where_that_is_allowed(
    filled: Callable[..., FilledHandout], library: Library, visit: Visit
) -> None:
    without_french(library, "Do not wear makeup.")

    with pytest.raises(UntranslatedError):
        filled(visit, language="fr")
    handout = filled(visit, language="fr", allow_untranslated=True)

    (table,) = blocks(handout, AdviceTable)
    assert table.rows[0].what == (Inline(text="[EN: Do not wear makeup.]", language="en-CA"),)
    (finding,) = handout.findings
    assert finding.severity is Severity.WARNING
    assert finding.message == ("Printed in English: 'Do not wear makeup.'. It is not translated.")
    assert re.search(r"handouts\.po:\d+$", finding.place)


def test_a_date_in_an_english_sentence_is_still_as_the_sheet_writes_it(
    filled: Callable[..., FilledHandout], library: Library, visit: Visit
) -> None:
    without_french(library, "Until %(moment)s")

    (table,) = blocks(filled(visit, language="fr", allow_untranslated=True), AdviceTable)

    assert table.rows[0].when == (
        Inline(text="[EN: Until ", language="en-CA"),
        Inline(text="lun. 23 nov.", kind=Kind.DATE, field="advice.TY-DX-01.end:chip_day"),
        Inline(text=", ", language="en-CA"),
        Inline(text="15 h 00", kind=Kind.TIME, field="advice.TY-DX-01.end:full_hour"),
        Inline(text="]", language="en-CA"),
    )


def test_english_standing_in_is_another_handout_than_the_one_approved(
    filled: Callable[..., FilledHandout], library: Library
) -> None:
    complete = filled(language="fr", allow_untranslated=True)
    without_french(library, "Do not wear makeup.")

    assert filled(language="fr", allow_untranslated=True).content_hash != complete.content_hash
