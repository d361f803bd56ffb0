"""Write laid-out pages as one PDF: content, fonts, tags and metadata, in this order.

The file follows PDF/UA-1 and PDF/A-2a as long as the pages do their part: a title, a
language, headings that skip no level, words for every figure and link. The same input gives
the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from handouts.document import RasterPicture
from handouts.layout.pages import Pages
from handouts.pdf.content import Resources, write_content
from handouts.pdf.fonts import EmbeddedFont
from handouts.pdf.icc import srgb_profile
from handouts.pdf.metadata import Metadata, info, xmp
from handouts.pdf.objects import (
    Objects,
    Reference,
    Stream,
    array,
    dictionary,
    name,
    string,
    true,
)
from handouts.pdf.tags import Place, add_tree, annotation
from handouts.pdf.truetype import open_truetype
from handouts.text.runs import FaceName


def write(pages: Pages, *, font_file: Callable[[FaceName], Path], metadata: Metadata) -> bytes:
    """Write the file; `write_pdf` of this room is the door to it."""
    objects = Objects()
    resources = Resources(lambda face: EmbeddedFont(open_truetype(font_file(face))))
    contents = [
        write_content(
            page.items, elements=pages.elements, height=pages.size.height, resources=resources
        )
        for page in pages.pages
    ]
    streams = [objects.add(Stream({}, content.data)) for content in contents]
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
    return objects.to_bytes(root=root, info=objects.add(dictionary(said)))


def _resources(objects: Objects, resources: Resources) -> Reference:
    """One dictionary for all pages. Pages do not inherit it (PDF/A-2, 6.2.2)."""
    entries: dict[str, Any] = {}
    if resources.fonts:
        fonts = {key: font.add_to(objects) for key, font in resources.fonts.items()}
        entries["Font"] = dictionary(fonts)
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
