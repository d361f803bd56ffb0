"""What a file says about itself, twice: in its Info dictionary and, equal to it, in XMP.

It names the words on the paper and the program that set them, never a patient. The moment is
the caller's, so that the same handout is the same file.
"""

from __future__ import annotations

from datetime import datetime

from handouts.values import dataclass

# PDF/A-2 knows no `pdfuaid`, so the file brings that schema's description along
# (ISO 19005-2, 6.6.2.3.3).
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

_AUTHOR = "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is said of a file besides its title and language.

    Attributes:
        created: The moment written as its making and its last change; with a time zone.
        version: Of handouts.
        author: The clinic, if it is to be named.
    """

    created: datetime
    version: str
    author: str = ""

    def __post_init__(self) -> None:
        if self.created.tzinfo is None:
            raise ValueError("The moment a file was made needs its time zone.")

    @property
    def producer(self) -> str:
        """The program that wrote the file."""
        return f"handouts {self.version}"


def info(metadata: Metadata, *, title: str) -> dict[str, str]:
    """The entries of the Info dictionary."""
    offset = metadata.created.strftime("%z")
    moment = f"D:{metadata.created:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
    entries = {
        "Title": title,
        "Producer": metadata.producer,
        "CreationDate": moment,
        "ModDate": moment,
    }
    return {**entries, "Author": metadata.author} if metadata.author else entries


def xmp(metadata: Metadata, *, title: str, language: str) -> bytes:
    """The XMP packet, with the claims to PDF/A-2a and PDF/UA-1."""
    author = _escaped(metadata.author)
    return _XMP.format(
        title=_escaped(title),
        author=_AUTHOR.format(author=author) if author else "",
        language=_escaped(language),
        producer=_escaped(metadata.producer),
        moment=metadata.created.isoformat(timespec="seconds"),
    ).encode()


def _escaped(text: str) -> str:
    """As the content of an element; `html.escape` would bring every entity of HTML to memory."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
