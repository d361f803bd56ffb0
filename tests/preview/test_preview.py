"""PDF pages as PNG images."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from handouts.preview import page_images


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Two pages of 144 × 72 points: a red square in the lower left corner, then nothing."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(144, 72))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 36, 36, stroke=0, fill=1)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def opened(image: bytes) -> Image.Image:
    return Image.open(io.BytesIO(image))


def test_every_page_is_a_png_of_its_size_at_the_resolution(pdf: bytes) -> None:
    images = [opened(image) for image in page_images(pdf, resolution=144)]

    assert [(image.format, image.size) for image in images] == [("PNG", (288, 144))] * 2


def test_the_resolution_is_110_unless_told_and_written_in_the_file(pdf: bytes) -> None:
    image = opened(page_images(pdf)[0])

    assert image.size == (220, 110)
    assert image.info["dpi"] == pytest.approx((110, 110), abs=0.1)


def test_what_is_on_the_page_is_in_the_picture(pdf: bytes) -> None:
    first, second = (opened(image).convert("RGB") for image in page_images(pdf, resolution=72))

    assert first.getpixel((10, 60)) == (255, 0, 0)
    assert first.getpixel((60, 10)) == (255, 255, 255)
    assert second.getextrema() == ((255, 255),) * 3


def test_in_grey_no_color_is_left(pdf: bytes) -> None:
    image = opened(page_images(pdf, resolution=72, grey=True)[0]).convert("RGB")

    red, green, blue = image.crop((10, 60, 11, 61)).tobytes()
    assert red == green == blue < 255


def test_the_same_file_gives_the_same_pictures(pdf: bytes) -> None:
    assert page_images(pdf) == page_images(pdf)


def test_bytes_that_are_no_pdf_are_refused() -> None:
    with pytest.raises(ValueError, match="Failed to load"):
        page_images(b"not a PDF")
