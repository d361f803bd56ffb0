"""Make the pictures of README.md from real handouts.

    python docs/pictures.py

Run it when a page has changed, and look at what it made before you commit it.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image

from handouts.clinic import Clinic, sample_clinic
from handouts.color import Color, safe_on_white
from handouts.i18n.catalog import available_languages
from handouts.library import Library
from handouts.pipeline import render
from handouts.preview import page_images
from handouts.records import make_visit
from handouts.request import RenderRequest
from handouts.style import Edition

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 22)


def sides(
    language: str = "en-CA", clinic: Clinic | None = None, **request: object
) -> list[Image.Image]:
    """The sides of a sample handout, as pictures."""
    clinic = clinic or sample_clinic()
    visit = make_visit(
        patient="Sample Patient",
        treated="2026-11-22T15:00",
        clinician="Sample Clinician, RN",
        time_zone=clinic.time_zone,
        today=TODAY,
    )
    handout = render(
        RenderRequest(
            treatments=("microneedling",),
            language=language,
            clinic=clinic,
            visit=visit,
            **request,  # type: ignore[arg-type]  # fields of the request
        ),
        Library.find(),
        today=TODAY,
    )
    images = page_images(handout.pdf, resolution=80)
    return [Image.open(io.BytesIO(image)).convert("RGB") for image in images]


def row(name: str, images: list[Image.Image], *, width: int = 1500) -> None:
    """Save pictures side by side, with a line of grey between them."""
    gap = 6
    total = sum(image.width for image in images) + gap * (len(images) - 1)
    sheet = Image.new("RGB", (total, max(image.height for image in images)), "#BBBBBB")
    x = 0
    for image in images:
        sheet.paste(image, (x, 0))
        x += image.width + gap
    scale = min(1.0, width / total)
    sheet = sheet.resize(
        (round(total * scale), round(sheet.height * scale)), Image.Resampling.LANCZOS
    )
    # A page has few colors; a palette makes the file half as large.
    sheet.quantize(256, method=Image.Quantize.FASTOCTREE).save(FOLDER / name, optimize=True)


def contact_sheet(name: str) -> None:
    """The first side in every language."""
    first = [
        sides(language.tag, sections=("aftercare",))[0].resize((272, 352), Image.Resampling.LANCZOS)
        for language in available_languages(Library.find().locales)
    ]
    columns, gap = 7, 6
    lines = -(-len(first) // columns)
    sheet = Image.new("RGB", (columns * 278 - gap, lines * 358 - gap), "#BBBBBB")
    for index, image in enumerate(first):
        sheet.paste(image, (index % columns * 278, index // columns * 358))
    sheet.quantize(256, method=Image.Quantize.FASTOCTREE).save(FOLDER / name, optimize=True)


def main() -> None:
    """Make them all."""
    row("aftercare.png", sides(sections=("aftercare",)))
    row("breakouts.png", sides(sections=("breakouts",)))
    turquoise = Color.parse("#5EC6C0")
    clinic = sample_clinic()
    other = replace(
        clinic, look=replace(clinic.look, color=turquoise, accent=safe_on_white(turquoise))
    )
    grey = [image.convert("L").convert("RGB") for image in sides()[:1]]
    large = sides(edition=Edition.LARGE_PRINT)[:1]
    row("looks.png", [*sides(clinic=other)[:1], *grey, *large])
    tags = [language.tag for language in available_languages(Library.find().locales)]
    if "ur" in tags and "ta" in tags:
        row("urdu-tamil.png", [*sides("ur")[:1], *sides("ta", beside="en-CA")[:2]])
    contact_sheet("languages.png")


if __name__ == "__main__":
    main()
