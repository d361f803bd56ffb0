"""Name a handout by everything that reaches its paper.

Two requests with one name give the same file, whenever and wherever they are made: the words of
templates and catalogs count, the fonts, the clinic, the options, the version of this program,
and what a visit fills. Nothing can be read back from a name, but a guess can be checked with
it, so names are kept as safe as the handouts themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from handouts import __version__
from handouts.i18n.dates import table_path
from handouts.i18n.languages import Language, catalog_path, resolve
from handouts.library import Library
from handouts.records.visit import Visit
from handouts.request import RenderRequest

_SHARED = "shared"


def kind_digest(request: RenderRequest, library: Library) -> bytes:
    """Names what the visits of one kind of handout share: 32 bytes."""
    digest = hashlib.sha256()

    def add(part: bytes) -> None:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)

    tags = [request.language, *([request.beside] if request.beside is not None else [])]
    languages = [resolve(tag) for tag in tags]
    # Where a clinic's folder is does not matter, only what stands in it.
    clinic = replace(request.clinic, locales=None, findings=())
    options = (
        __version__, request.treatments, request.sections, [each.tag for each in languages],
        request.edition.value, request.paper, request.allow_untranslated, clinic,
    )  # fmt: skip
    add(repr(options).encode("utf-8", "surrogatepass"))
    for path in _files(request, library, languages):
        add(path.name.encode("utf-8", "surrogateescape"))
        add(path.read_bytes() if path.exists() else b"")
    return digest.digest()


def _files(request: RenderRequest, library: Library, languages: list[Language]) -> Iterator[Path]:
    for folder in (_SHARED, *request.treatments):
        # A treatment that does not exist has no files; that it does not is said by whoever loads it.
        yield from sorted(path for path in (library.templates / folder).glob("*") if path.is_file())
    yield library.locales / "languages.toml"
    yield library.fonts / "manifest.json"
    for language in languages:
        yield catalog_path(library.locales, language)
        yield table_path(library.locales, language)
        if request.clinic.locales is not None:
            yield catalog_path(request.clinic.locales, language)


def visit_digest(kind: bytes, visit: Visit) -> str:
    """Names one handout of a kind: 64 hexadecimal digits."""
    digest = hashlib.sha256(kind)
    treated = visit.treated.isoformat() if visit.treated else ""
    for text in (visit.patient, treated, visit.clinician, visit.note):
        digest.update(f"{len(text or '')} {text or ''}\n".encode())
    return digest.hexdigest()
