"""One handout, from request to PDF: the whole flow in one function.

Everything it needs is an argument, the day included, so that the same request is the same
file. Reading order for a newcomer: `render`, then the room behind each line of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from handouts import __version__
from handouts.checks import check, whose
from handouts.document import Document
from handouts.errors import CommandLineError
from handouts.findings import Finding, Severity
from handouts.i18n import resolve
from handouts.i18n.catalog import load_catalog
from handouts.kept import Readings
from handouts.layout.lay_out import Beside, lay_out
from handouts.layout.pages import Pages
from handouts.library import Library
from handouts.pdf import Metadata, write_pdf
from handouts.request import RenderRequest
from handouts.style import Edition, Stylesheet, stylesheet
from handouts.templating.fill import FilledHandout, fill
from handouts.text import Fonts, MissingGlyphError, load_fonts
from handouts.text.fonts import main_script
from handouts.text.runs import FaceName
from handouts.treatments import Treatment, load_treatment
from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedHandout:
    """A finished handout.

    Attributes:
        pdf: The file.
        document: What it says.
        pages: What stands where.
        content_hash: Names the words an approval is given for.
        code: Printed at its foot.
        findings: What somebody should look at.
    """

    pdf: bytes
    document: Document
    pages: Pages
    content_hash: str
    code: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOutHandout:
    """A handout that only has to be written.

    Attributes:
        document: What it says.
        pages: What stands where.
        fonts: By language, what it is set in.
        metadata: What the file says of itself.
        content_hash: Names the words an approval is given for.
        code: Printed at its foot.
        findings: What somebody should look at.
    """

    document: Document
    pages: Pages
    fonts: Mapping[str, Fonts]
    metadata: Metadata
    content_hash: str
    code: str
    findings: tuple[Finding, ...]

    @property
    def font_file(self) -> Callable[[FaceName], Path]:
        """Tells where a face's file is: every sheet's fonts are those of the library.

        It may be kept; it knows nothing of the visit.
        """
        fonts = self.fonts[self.document.language]
        return lambda face: fonts.face(face).path


def render(
    request: RenderRequest, library: Library, *, today: date, thorough: bool = False
) -> RenderedHandout:
    """Make one handout.

    Args:
        request: Which.
        library: The templates, locales and fonts.
        today: The day at the clinic.
        thorough: Look for everything `handouts check` looks for, not only for what could have
            gone wrong with this one handout.

    Raises:
        HandoutsError: Something a person can put right; nothing was made.
    """
    laid_out = set_handout(request, library, today=today, thorough=thorough)
    return RenderedHandout(
        pdf=write_pdf(laid_out.pages, font_file=laid_out.font_file, metadata=laid_out.metadata),
        document=laid_out.document,
        pages=laid_out.pages,
        content_hash=laid_out.content_hash,
        code=laid_out.code,
        findings=laid_out.findings,
    )


def set_handout(
    request: RenderRequest, library: Library, *, today: date, thorough: bool = False
) -> LaidOutHandout:
    """Fill a handout and lay it out; see `render`."""
    readings = Readings(library.cache)
    treatments = [
        load_treatment(library.templates, name, readings=readings) for name in request.treatments
    ]
    own = _in_language(request, treatments, library, request.language, today)
    other = None
    if request.beside is not None:
        other = _in_language(request, treatments, library, request.beside, today)
        if other.filled.document.language == own.filled.document.language:
            raise SameLanguageError(language=own.filled.document.language)
        if (own.filled.approval is None) != (other.filled.approval is None):
            # One language's approval does not answer for the other's words: both say DRAFT.
            unapproved = replace(request.clinic, approvals=())
            draft = replace(request, clinic=unapproved)
            return set_handout(draft, library, today=today, thorough=thorough)

    beside = None
    if other:
        beside = Beside(document=other.filled.document, sheet=other.sheet, fonts=other.fonts)
    both = [one for one in (own, other) if one]
    try:
        pages = lay_out(own.filled.document, own.sheet, own.fonts, beside=beside)
    except MissingGlyphError as error:
        documents = [one.filled.document for one in both]
        raise whose(
            error, visit=request.visit, clinic=request.clinic, documents=documents
        ) from None
    return LaidOutHandout(
        document=own.filled.document,
        pages=pages,
        fonts={one.filled.document.language: one.fonts for one in both},
        metadata=Metadata(
            created=_moment(treatments), version=__version__, author=request.clinic.name
        ),
        content_hash=own.filled.content_hash,
        code=own.filled.code,
        findings=(
            *request.clinic.findings,
            *own.filled.findings,
            *(other.filled.findings if other else ()),
            *_unapproved(request, own.filled),
            *check(own.filled.document, pages, thorough=thorough),
        ),
    )


def _unapproved(request: RenderRequest, filled: FilledHandout) -> tuple[Finding, ...]:
    """That DRAFT stands in the margin, and how it goes."""
    if filled.approval is not None or request.clinic.is_sample:
        return ()
    return (
        Finding(
            check="approval",
            severity=Severity.NOTE,
            place="handout",
            message="No clinician has approved these words, so DRAFT stands in the margin.",
            remedy="When the one who answers for them has read them: handouts approve",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _InLanguage:
    """A handout in one language, ready to be laid out."""

    filled: FilledHandout
    sheet: Stylesheet
    fonts: Fonts


def _in_language(
    request: RenderRequest,
    treatments: list[Treatment],
    library: Library,
    tag: str,
    today: date,
) -> _InLanguage:
    language = resolve(tag)
    return _InLanguage(
        filled=fill(
            treatments,
            request.sections,
            request.clinic,
            request.visit,
            load_catalog(library.locales, language),
            library,
            today=today,
            cache=library.cache,
            allow_untranslated=request.allow_untranslated,
        ),
        sheet=stylesheet(
            accent=request.clinic.look.accent,
            paper=request.paper or ("a4" if request.clinic.look.paper == "a4" else "letter"),
            language=language.tag,
            script=main_script(language.font) if language.font else "Latn",
            edition=Edition.BILINGUAL if request.beside is not None else request.edition,
        ),
        fonts=load_fonts(library.fonts, language.tag, family=language.font),
    )


class SameLanguageError(CommandLineError):
    """A bilingual handout was asked for in one language."""

    def __init__(self, *, language: str) -> None:
        super().__init__(
            f"Both languages of the handout would be {language}.",
            remedy="Name another language after --with, or leave it out.",
        )
        self.language = language


def _moment(treatments: list[Treatment]) -> datetime:
    """When the words were last reviewed: the date a file carries, so that it never varies."""
    return datetime.combine(max(t.reviewed for t in treatments), time(), tzinfo=UTC)
