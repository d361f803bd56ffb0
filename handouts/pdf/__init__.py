"""Pages to tagged PDF: content, embedded fonts, structure, metadata."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from handouts.layout.pages import Pages
from handouts.pdf.metadata import Metadata
from handouts.text.runs import FaceName

__all__ = ["Metadata", "write_pdf"]


def write_pdf(pages: Pages, *, font_file: Callable[[FaceName], Path], metadata: Metadata) -> bytes:
    """Write laid-out pages as PDF/UA-1 and PDF/A-2a; the same input gives the same bytes.

    Args:
        pages: The laid-out handout.
        font_file: Where a face's TrueType file is.
        metadata: What the file says of itself.

    Raises:
        ContentError: A font file cannot be embedded.
        OSError: A font file cannot be read.
    """
    # ReportLab takes longest to load of all there is here; a handout stamped from a master
    # does without it.
    from handouts.pdf.write import write

    return write(pages, font_file=font_file, metadata=metadata)
