"""Write laid-out pages as one PDF: content, fonts, tags and metadata, in this order.

The file follows PDF/UA-1 and PDF/A-2a as long as the pages do their part: a title, a
language, headings that skip no level, words for every figure and link. The same input gives
the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from handouts.document import RasterPicture
from handouts.layout.items import InkedLine
from handouts.layout.pages import Page, Pages, PlacedRun, Slot
from handouts.pdf.content import Resources, write_content
from handouts.pdf.fonts import EmbeddedFont
from handouts.pdf.icc import srgb_profile
from handouts.pdf.master import FrozenFont, FrozenPage, Master, Stamp, saying, telling
from handouts.pdf.metadata import Metadata, info, xmp
from handouts.pdf.objects import (
    Later,
    Objects,
    Reference,
    array,
    dictionary,
    name,
    string,
    true,
)
from handouts.pdf.splice import part
from handouts.pdf.streams import Stream
from handouts.pdf.tags import ANEW, Place, add_tree, annotation
from handouts.pdf.truetype import open_truetype
from handouts.text.runs import FaceName, GlyphRun, Line


def write(pages: Pages, *, font_file: Callable[[FaceName], Path], metadata: Metadata) -> bytes:
    """Write the file; `write_pdf` of this room is the door to it."""
    return as_laid_out(pages, freeze(pages, font_file=font_file, metadata=metadata), font_file)


def as_laid_out(pages: Pages, master: Master, font_file: Callable[[FaceName], Path]) -> bytes:
    """The file of the visit whose pages these are."""
    stamp = Stamp(master, font_file=font_file)
    filled = []
    for index, frozen in master.pages.items():
        page = pages.pages[index]
        slots = open_slots(page)
        fragments = [
            stamp.fragment(index, [line for at in hole for line in _inked(page, slots[at])])
            for hole in frozen.holes
        ]
        filled.append(stamp.fill(index, fragments))
    says = [element.actual_text or "" for element in pages.elements if element.words]
    bodies = [saying(told, text) for told, text in zip(master.told, says, strict=True)]
    return stamp.file(filled, telling(master.told, bodies))


def open_slots(page: Page) -> tuple[Slot, ...]:
    """The slots that are left open when a page is frozen: those that belong to one element.

    A slot that holds a sentence of another language is more than one, and is frozen as it is.
    """
    return tuple(slot for slot in page.slots if len(set(slot.owners)) == 1)


def _inked(page: Page, slot: Slot) -> list[InkedLine]:
    items = page.items[slot.first : slot.first + slot.count]
    return [
        (item.color, item.origin.x, item.origin.y, _alone(item.run), ())
        for item in items
        if isinstance(item, PlacedRun)
    ]


def _alone(run: GlyphRun) -> Line:
    return Line(runs=(run,), places=(0.0,), advance=run.advance)


def freeze(pages: Pages, *, font_file: Callable[[FaceName], Path], metadata: Metadata) -> Master:
    """The file without what its visit fills.

    It depends on nothing of the visit but where the rest of the page stands.
    """
    objects = Objects()
    resources = Resources(lambda face: EmbeddedFont(open_truetype(font_file(face))))
    contents = [
        write_content(
            page.items,
            slots=open_slots(page),
            elements=pages.elements,
            height=pages.size.height,
            resources=resources,
        )
        for page in pages.pages
    ]
    for run in pages.repertoire:
        font = resources.fonts[resources.font(run.face)]
        font.show(run.clusters, rtl=run.rtl)
    open_pages = [index for index, content in enumerate(contents) if len(content.parts) > 1]
    streams: list[Any] = [
        Later(1 + open_pages.index(index))
        if index in open_pages
        else objects.add(Stream({}, b"".join(content.parts)))
        for index, content in enumerate(contents)
    ]
    fonts = {key: font.add_to(objects) for key, font in resources.fonts.items()}
    used = _resources(objects, resources)

    page_tree = objects.reserve()
    page_references = [objects.reserve() for _ in pages.pages]
    links = {
        Place(index, at): objects.reserve()
        for index, page in enumerate(pages.pages)
        for at in range(len(page.links))
    }
    tree = add_tree(
        objects,
        pages,
        [content.marks for content in contents],
        page_references=page_references,
        link_references=links,
    )
    for place, reference in links.items():
        link = pages.pages[place.page].links[place.link]
        key = tree.link_keys[place]
        objects.put(reference, annotation(link, key=key, height=pages.size.height))
    box = array([0, 0, round(pages.size.width, 2), round(pages.size.height, 2)])
    for index, reference in enumerate(page_references):
        entries = {
            "Type": name("Page"),
            "Parent": page_tree,
            "MediaBox": box,
            "Resources": used,
            "Contents": streams[index],
            "StructParents": index,
            "Tabs": name("S"),
        }
        annotations = [r for place, r in links.items() if place.page == index]
        if annotations:
            entries["Annots"] = array(annotations)
        objects.put(reference, dictionary(entries))
    objects.put(
        page_tree,
        dictionary(
            {
                "Type": name("Pages"),
                "Kids": array(page_references),
                "Count": len(page_references),
            }
        ),
    )
    root = objects.add(_catalog(objects, pages, metadata, page_tree=page_tree, tags=tree.root))
    said = {key: string(text) for key, text in info(metadata, title=pages.title).items()}
    info_reference = objects.add(dictionary(said))
    apart = {
        number: (1 + len(open_pages), index) for index, number in enumerate(tree.told.values())
    }
    frozen = objects.frozen(root=root, info=info_reference, apart=apart)
    rows = _rows(frozen.places)
    frozen_pages = {
        index: FrozenPage(
            parts=tuple(part(each) for each in contents[index].parts),
            holes=contents[index].holes,
            height=pages.size.height,
        )
        for index in open_pages
    }
    digest = hashlib.sha256(frozen.prefix + rows)
    for page in frozen_pages.values():
        for each in page.parts:
            digest.update(each.blocks)
    return Master(
        prefix=frozen.prefix,
        trailer=frozen.trailer.removesuffix(b">>").rstrip(),
        places=part(rows),
        first=frozen.first,
        digest=digest.digest(),
        pages=frozen_pages,
        fonts=tuple(
            FrozenFont(
                face=face, name=key, number=fonts[key].name, codes=resources.fonts[key].codes
            )
            for face, key in resources.font_names.items()
        ),
        told=tuple(
            (number, *_around_what_is_told(objects, number)) for number in tree.told.values()
        ),
    )


def _rows(places: Sequence[tuple[int, int, int]]) -> bytes:
    """One row of six bytes for each object, as the difference to the row before.

    Neighbors are alike, so the differences compress to almost nothing (PNG's Up filter).
    """
    above = bytes(6)
    data = bytearray()
    for kind, place, index in places:
        row = bytes((kind, *place.to_bytes(4, "big"), index))
        data.append(2)
        data += bytes((one - other) % 256 for one, other in zip(row, above, strict=True))
        above = row
    return bytes(data)


def _around_what_is_told(objects: Objects, number: int) -> tuple[bytes, bytes]:
    written = objects.written(number)
    before, stand_in, after = written.partition(objects.formatted(string(ANEW)))
    if not stand_in:
        raise ValueError(f"Object {number} has no words to be told.")
    return before, after


def _resources(objects: Objects, resources: Resources) -> Reference:
    """One dictionary for all pages. Pages do not inherit it (PDF/A-2, 6.2.2)."""
    entries: dict[str, Any] = {"Font": Later(0)}
    if resources.images:
        images = {key: objects.add(_image(image)) for key, image in resources.images.items()}
        entries["XObject"] = dictionary(images)
    return objects.add(dictionary(entries))


def _image(picture: RasterPicture) -> Stream:
    entries = {
        "Type": name("XObject"),
        "Subtype": name("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": name("DeviceRGB"),
        "BitsPerComponent": 8,
    }
    return Stream(entries, picture.rgb)


def _catalog(
    objects: Objects, pages: Pages, metadata: Metadata, *, page_tree: Reference, tags: Reference
) -> Any:
    packet = xmp(metadata, title=pages.title, language=pages.language)
    profile = objects.add(Stream({"N": 3}, srgb_profile()))
    intent = {
        "Type": name("OutputIntent"),
        "S": name("GTS_PDFA1"),
        "OutputConditionIdentifier": string("sRGB"),
        "Info": string("sRGB IEC61966-2.1"),
        "DestOutputProfile": profile,
    }
    # No /Direction R2L in right-to-left files: it only orders facing pages, and PDFium takes it
    # as leave to turn lines of Latin letters round when it extracts them.
    preferences = dictionary({"DisplayDocTitle": true()})
    return dictionary(
        {
            "Type": name("Catalog"),
            "Pages": page_tree,
            "Lang": string(pages.language),
            "MarkInfo": dictionary({"Marked": true()}),
            "StructTreeRoot": tags,
            "ViewerPreferences": preferences,
            "OutputIntents": array([dictionary(intent)]),
            "Metadata": objects.add(
                Stream({"Type": name("Metadata"), "Subtype": name("XML")}, packet)
            ),
        }
    )
