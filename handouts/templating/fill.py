"""Fill a treatment's templates for one clinic, one language and perhaps one visit.

What comes back is the Document: the words meet the typesetting here and nowhere else. The same
handout is also filled for nobody, with and without dates, to learn which exact words a clinic
approved; that is what its code and its DRAFT mark rest on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from handouts.clinic import Approval, Clinic, PhoneNumber
from handouts.document import (
    LRI,
    PDI,
    Direction,
    Document,
    Footer,
    Inlines,
    Letterhead,
    Rooms,
    Section,
    Title,
    plain_text,
)
from handouts.findings import Finding, Severity
from handouts.i18n import CLINIC, SOURCE, Catalog, MessageId, Reader, load_own_catalog
from handouts.library import Library
from handouts.records import Visit
from handouts.request import prepared
from handouts.templating.context import (
    Values,
    clinic_values,
    document_values,
    make_context,
)
from handouts.templating.environment import (
    TemplateError,
    make_environment,
    render,
    without_places,
)
from handouts.templating.filters import make_filters
from handouts.templating.fingerprint import fingerprint, short_code
from handouts.templating.markup import Frame, parse_frame, parse_notice, parse_section
from handouts.templating.written import NUMBER, PLAIN_DATES, DateWriter, dates_in, rooms
from handouts.treatments import Treatment, schedule, with_names
from handouts.values import dataclass

_FRAME = "shared/frame.xml.j2"
_UNREVIEWED = "shared/unreviewed.xml.j2"

_FORM = re.compile(r' field="[^":]+:([a-z_]+)"')
_CALENDAR = ' field="calendar.'

# A visit of nobody, on a day like any other.
_NOBODY = Visit(
    patient="patient",
    treated=datetime(2001, 1, 2, 10, 30, tzinfo=UTC),
    clinician="clinician",
    note="note",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledHandout:
    """A filled handout and what is known about it.

    Attributes:
        document: What it says.
        content_hash: Names its words, the patient's and the clinic's contact left out; what an
            approval is given for.
        code: Names the same with the clinic's contact and approval; printed at its foot.
        approval: The approval it stands on; None prints DRAFT.
        messages_used: Every message it asked for, in order.
        findings: What somebody should look at.
    """

    document: Document
    content_hash: str
    code: str
    approval: Approval | None
    messages_used: tuple[MessageId, ...]
    findings: tuple[Finding, ...]


def fill(
    treatments: Sequence[Treatment],
    sections: Sequence[str],
    clinic: Clinic,
    visit: Visit | None,
    catalog: Catalog,
    library: Library,
    *,
    today: date,
    cache: Path | None = None,
    allow_untranslated: bool = False,
) -> FilledHandout:
    """Fill a handout.

    Args:
        treatments: As they came from the library; several make one handout.
        sections: Which of their sections, in the order they are printed.
        clinic: At the branch that hands it out.
        visit: Who it is for; None leaves lines to write on, and spans instead of dates.
        catalog: The language.
        library: Where the templates are.
        today: Reviews that are due are reported.
        cache: A folder of the user's own, to keep compiled templates in for the next process.
        allow_untranslated: Print sentences that are not ready in English, marked and reported,
            rather than refuse the handout.

    Raises:
        UnknownSectionError: A treatment lacks one of the sections.
        NoNumberAtAllHoursError: The clinic may not hand this out.
        InputError: The clinic changed what may not be changed.
        UntranslatedError: Sentences are not ready in this language; all are named.
        TemplateError, MarkupError: A template is wrong.
    """
    treatment, findings = prepared(treatments, sections, clinic)
    filling = _Filling(
        treatment=treatment,
        sections=tuple(sections),
        catalog=catalog,
        own=load_own_catalog(clinic.locales if clinic.notes else None, catalog.language),
        notes=clinic.notes,
        templates=library.templates,
        cache=cache,
        allow_untranslated=allow_untranslated,
    )
    content_hash = _content_hash(filling, clinic)
    approval = _approval(clinic, treatment, sections, catalog, content_hash)
    code = short_code(
        fingerprint(content_hash, clinic_values(clinic, PLAIN_DATES), approval, clinic.is_sample)
    )
    reader, own = filling.reader(), filling.own_reader()
    written = dates_in(catalog.language)
    texts = filling.texts(
        reader,
        filling.clinic(clinic, own, written),
        visit,
        document_values(
            filling.sections,
            treatment,
            separator=catalog.language.separator,
            code=code,
            approval=approval,
            sample=clinic.is_sample,
        ),
        written,
    )
    filled = filling.parsed(texts)
    notices = filling.notices(reader, own)
    reader.require_complete()
    own.require_complete()
    return FilledHandout(
        document=replace(
            _document(filled, clinic, catalog, notices), rooms=_rooms(texts.values(), written)
        ),
        content_hash=content_hash,
        code=code,
        approval=approval,
        messages_used=(*reader.used, *own.used),
        findings=(
            *findings,
            *_unreviewed(notices, catalog),
            *_untranslated(catalog, reader),
            *_untranslated(filling.own, own),
            *_review_due(treatment, today),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Filling:
    """What is the same however often one handout is filled."""

    treatment: Treatment
    sections: tuple[str, ...]
    catalog: Catalog
    own: Catalog
    notes: Mapping[str, str]
    templates: Path
    cache: Path | None
    allow_untranslated: bool

    def reader(self) -> Reader:
        """A fresh reader of the catalog."""
        return self._reader(self.catalog)

    def own_reader(self) -> Reader:
        """A fresh reader of the clinic's own catalog."""
        return self._reader(self.own)

    def clinic(self, clinic: Clinic, own: Reader, written: DateWriter) -> Values:
        """What a handout may say of the clinic, and in its words."""
        return clinic_values(clinic, written) | {
            "notes": {
                # A note has no markup of its own, and its translation has none either.
                name: Markup(own.pgettext(CLINIC, self.notes[name])) if name in self.notes else ""  # noqa: S704
                for name in self.sections
            }
        }

    def texts(
        self,
        reader: Reader,
        clinic: Values,
        visit: Visit | None,
        document: Values,
        written: DateWriter,
    ) -> dict[str, str]:
        """What every template yields for one visit, or for none; the frame comes last."""
        environment = self.environment(reader, written)
        counted = with_names(schedule(self.treatment, visit.treated if visit else None))
        context = make_context(self.treatment, counted, clinic, visit, document, written)
        names = [*(self._section_template(name) for name in self.sections), _FRAME]
        return {name: render(environment, name, context) for name in names}

    def parsed(self, texts: Mapping[str, str]) -> tuple[tuple[Section, ...], Frame]:
        """The sections and the frame that the texts stand for."""
        sections = []
        for name in self.sections:
            template = self._section_template(name)
            section = parse_section(texts[template], template=template)
            if section.name != name:
                raise TemplateError(
                    place=template,
                    message=f"The section calls itself {section.name}.",
                    remedy=f'Write <section name="{name}">.',
                )
            sections.append(section)
        return tuple(sections), parse_frame(texts[_FRAME], template=_FRAME)

    def notices(self, reader: Reader, own_reader: Reader) -> tuple[Inlines, ...]:
        """That the translation is not reviewed, in the patient's language and in English."""
        if not (self.catalog.unreviewed(reader.used) or self.own.unreviewed(own_reader.used)):
            return ()
        english = Catalog(language=SOURCE).reader()
        own, source = (
            parse_notice(
                render(self.environment(each, PLAIN_DATES), _UNREVIEWED, {}),
                template=_UNREVIEWED,
            )
            for each in (reader, english)
        )
        opener, closer = _set_apart(self.catalog.language.direction)
        return own, tuple(
            replace(inline, text=f"{opener}{inline.text}{closer}", language=SOURCE.tag)
            for inline in source
        )

    def environment(self, reader: Reader, written: DateWriter) -> Environment:
        """An environment whose messages come from the reader."""
        return make_environment(self.templates, reader, make_filters(written), cache=self.cache)

    def _reader(self, catalog: Catalog) -> Reader:
        if not self.allow_untranslated:
            return catalog.reader()
        return catalog.reader(stand_in=partial(_marked, catalog.language.direction))

    def _section_template(self, name: str) -> str:
        # One treatment has words of its own; several share theirs.
        folder = "shared" if "+" in self.treatment.id else self.treatment.id
        return f"{folder}/{name}.xml.j2"


def _marked(direction: Direction, english: str) -> str:
    """An English sentence that stands in for its translation, so that staff will notice it."""
    opener, closer = _set_apart(direction)
    return f'<foreign lang="{SOURCE.tag}">{opener}[EN: {english}]{closer}</foreign>'


def _set_apart(direction: Direction) -> tuple[str, str]:
    """What stands around English words; else their last stop would change sides in Arabic."""
    return (LRI, PDI) if direction is Direction.RTL else ("", "")


def _content_hash(filling: _Filling, clinic: Clinic) -> str:
    """The hash of the words, the same for every patient and with every phone number."""
    view = filling.clinic(clinic, filling.own_reader(), PLAIN_DATES) | {
        "name": "name",
        "address": "address",
        "phone": PhoneNumber(printed="phone", dialed="1"),
    }
    for name, stand_in in (
        ("after_hours", PhoneNumber(printed="after hours", dialed="2")),
        ("website", "https://website"),
        ("email", "email@email"),
        ("hours", ({"first": "first", "last": "last", "opens": time(9), "closes": time(17)},)),
    ):
        if view[name]:
            view[name] = stand_in
    document = document_values(filling.sections, filling.treatment)
    texts = (
        filling.texts(filling.reader(), view, visit, document, PLAIN_DATES)
        for visit in (_NOBODY, None)
    )
    treatment = filling.treatment
    return fingerprint(
        treatment.id,
        treatment.version,
        filling.catalog.language.tag,
        *(without_places(text) for each in texts for text in each.values()),
    )


def _approval(
    clinic: Clinic,
    treatment: Treatment,
    sections: Sequence[str],
    catalog: Catalog,
    content_hash: str,
) -> Approval | None:
    """The clinic's latest approval of exactly these words."""
    given = [
        approval
        for approval in clinic.approvals
        if approval.treatment == treatment.id
        and set(approval.sections) == set(sections)
        and approval.language == catalog.language.tag
        and approval.content == content_hash
    ]
    return max(given, key=lambda approval: approval.on, default=None)


def _rooms(texts: Iterable[str], written: DateWriter) -> Rooms:
    """What the moments on the sheet may say, by the forms they are written in."""
    forms = {form for text in texts for form in _FORM.findall(text)}
    if any(_CALENDAR in text for text in texts):
        forms |= {"month_name", "weekday_short", NUMBER}
    return tuple((form, rooms(form, written)) for form in sorted(forms))


def _document(
    filled: tuple[tuple[Section, ...], Frame],
    clinic: Clinic,
    catalog: Catalog,
    notices: tuple[Inlines, ...],
) -> Document:
    sections, frame = filled
    return Document(
        language=catalog.language.tag,
        direction=catalog.language.direction,
        title=_title(sections[0], clinic),
        letterhead=Letterhead(
            name=clinic.name,
            address=clinic.address,
            logo=clinic.look.logo,
            phones=frame.contacts,
            emergency=frame.emergency,
        ),
        panel=frame.panel,
        sections=sections,
        footer=Footer(formats=frame.formats, page=frame.page, record=frame.record, notices=notices),
        margin_marks=frame.marks,
    )


def _title(section: Section, clinic: Clinic) -> str:
    """The first section's title without anything of the visit, and the clinic."""
    titles = (block for block in section.blocks if isinstance(block, Title))
    words = [plain_text(inline for inline in title.text if not inline.field) for title in titles]
    title = " · ".join([*words, clinic.name])
    return "".join(character for character in title if character not in (LRI, PDI))


def _untranslated(catalog: Catalog, reader: Reader) -> tuple[Finding, ...]:
    """What is printed in English; nothing if that was not allowed, since then nothing is."""
    return tuple(
        Finding(
            check="translation",
            severity=Severity.WARNING,
            place=f"{catalog.place}:{problem.line}" if problem.line else catalog.place,
            message=f"Printed in English: {problem.id.text!r}. {problem.text}",
            remedy="Read it to the patient, and have it translated.",
        )
        for problem in reader.problems
    )


def _unreviewed(notices: tuple[Inlines, ...], catalog: Catalog) -> tuple[Finding, ...]:
    """That the sheet says its translation is not reviewed."""
    if not notices:
        return ()
    return (
        Finding(
            check="unreviewed",
            severity=Severity.NOTE,
            place=f"locales/{catalog.language.folder}",
            message=f"Nobody has reviewed the translation ({catalog.language.tag}), and the "
            "sheet says so.",
            remedy="When somebody who reads it has: handouts translate review",
        ),
    )


def _review_due(treatment: Treatment, today: date) -> tuple[Finding, ...]:
    if today <= treatment.review_by:
        return ()
    return (
        Finding(
            check="review",
            severity=Severity.WARNING,
            place=f"{treatment.id}/treatment.toml: review_by",
            message=f"The facts of {treatment.id} were to be reviewed by "
            f"{treatment.review_by.isoformat()}.",
            remedy="Install a newer version of handouts, or have the facts reviewed.",
        ),
    )
