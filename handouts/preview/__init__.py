"""PDF pages as PNG images, by PDFium: what a browser would show, for eyes and tests."""

from __future__ import annotations

import io

# The look's pictures have this resolution, so that the two can be laid side by side.
RESOLUTION = 110


def page_images(
    pdf: bytes, *, resolution: float = RESOLUTION, grey: bool = False
) -> tuple[bytes, ...]:
    """One PNG for each page.

    Args:
        pdf: The file.
        resolution: Pixels per inch.
        grey: As a printer without color would show it.

    Raises:
        ValueError: The bytes are no PDF that PDFium can read.
    """
    # Neither is needed until somebody wants a picture; a handout is made without them.
    import pypdfium2

    images = []
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from None
    with document:
        for page in document:
            bitmap = page.render(scale=resolution / 72, grayscale=grey)
            stream = io.BytesIO()
            bitmap.to_pil().save(stream, format="PNG", dpi=(resolution, resolution))
            images.append(stream.getvalue())
            bitmap.close()
            page.close()
    return tuple(images)
