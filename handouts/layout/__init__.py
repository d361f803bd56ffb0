"""Lines into paragraphs, blocks down the page, furniture; where the slots are."""

from handouts.layout.lay_out import SIDES_PER_SECTION, Beside, lay_out
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
    "SIDES_PER_SECTION",
    "Artifact",
    "Beside",
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
