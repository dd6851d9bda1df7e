"""The standards an exported PDF keeps (PDF/UA-1, PDF/A) and the parts they ask for: XMP and output intent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from pepdesk.export.tagged import carried as files
from pepdesk.export.tagged.carried import Carried


@dataclass(frozen=True, slots=True)
class Profile:
    """Part and level of PDF/A, part of PDF/UA."""

    archive_part: int
    archive_level: str
    accessibility_part: int


PROFILE: Final = Profile(archive_part=2, archive_level="A", accessibility_part=1)
"""What a PDF declares that carries nothing else inside: PDF/UA-1 and PDF/A-2a."""
PROFILE_CARRYING: Final = Profile(archive_part=3, archive_level="A", accessibility_part=1)
"""What a PDF declares that carries the plan's own file: PDF/A-2 lets in only other PDF/A files, PDF/A-3 any file."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; ``created`` is the only date in it. ``carried`` is the file it holds, if any."""

    title: str
    author: str
    subject: str
    keywords: str
    lang: str
    created: datetime
    carried: Carried | None = None

    @property
    def profile(self) -> Profile:
        """What the file declares that it keeps."""
        return PROFILE if self.carried is None else PROFILE_CARRYING


class FixedTime:
    """The document's own date in the shape in which reportlab asks for the clock, so that bytes never differ."""

    def __init__(self, created: datetime) -> None:
        offset = created.utcoffset() or timedelta()
        minutes = int(offset.total_seconds() // 60)
        self.t = created.timestamp()
        self.lt = created.timetuple()
        self.YMDhms = tuple(self.lt)[:6]
        self.dhh = int(minutes / 60)
        self.dmm = abs(minutes) % 60


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """An sRGB colour profile with a fixed date, so that bytes never differ (ICC.1: date at 24, identifier at 84)."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes.fromhex("07ea00010001000000000000")
    profile[84:100] = bytes(16)
    return bytes(profile)


def write(document: Any, properties: Properties) -> None:  # noqa: ANN401 - a PDFDocument; its stubs are thin
    """Add output intent and XMP to ``document`` and name them in its catalogue."""
    colours = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), content=srgb(), filters=[pdfdoc.PDFZCompress])
    name = pdfdoc.PDFString("sRGB IEC61966-2.1")
    intent = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": name,
        "Info": name,
        "DestOutputProfile": document.Reference(colours, "ColourProfile"),
    }
    catalogue = document.Catalog
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]
    catalogue.OutputIntents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])
    packet = xmp(properties, document.info.producer)
    catalogue.Metadata = pdfdoc.XMP(creator=lambda _document: packet)
    if properties.carried is not None:
        files.write(document, properties.carried, properties.created)


def xmp(properties: Properties, producer: str) -> bytes:
    """The XMP packet; its values equal those of the information dictionary, as PDF/A-2 6.6.2.3.1 asks."""
    when, profile = properties.created.isoformat(timespec="seconds"), properties.profile
    title, author = escape(properties.title), escape(properties.author)
    subject, keywords, lang = escape(properties.subject), escape(properties.keywords), escape(properties.lang)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>
<xmp:MetadataDate>{when}</xmp:MetadataDate><xmp:CreatorTool>PepDesk</xmp:CreatorTool>
<pdf:Producer>{escape(producer)}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<pdfaid:part>{profile.archive_part}</pdfaid:part><pdfaid:conformance>{profile.archive_level}</pdfaid:conformance>
<pdfuaid:part>{profile.accessibility_part}</pdfuaid:part>
</rdf:Description>
{_EXTENSION}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


# PDF/A-2 6.6.2.3.2: a property that PDF/A does not know (here: which part of PDF/UA is kept) has to be described.
_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
