"""Lines into paragraphs, blocks down the page, furniture; where the slots are."""

from handouts.layout.lay_out import lay_out
from handouts.layout.pages import (
    Artifact,
    Element,
    Item,
    Link,
    Page,
    Pages,
    PlacedImage,
    PlacedPath,
    PlacedRun,
    Slot,
)

__all__ = [
    "Artifact",
    "Element",
    "Item",
    "Link",
    "Page",
    "Pages",
    "PlacedImage",
    "PlacedPath",
    "PlacedRun",
    "Slot",
    "lay_out",
]
