"""A file inside the PDF, tied to the document as its source (PDF/A-3, ISO 19005-3 6.8; ISO 32000-2, 14.13)."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reportlab.pdfbase import pdfdoc


@dataclass(frozen=True, slots=True)
class Carried:
    """A file to put in: its ``name``, what it ``says`` it is, its media type (``application/json``) and its bytes."""

    name: str
    says: str
    media_type: str
    data: bytes


def write(document: Any, carried: Carried, created: datetime) -> None:  # noqa: ANN401 - a PDFDocument; its stubs are thin
    """Put ``carried`` into ``document`` and name it in the catalogue, for people (Names) and for programs (AF)."""
    when = created.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    checksum = hashlib.md5(carried.data, usedforsecurity=False).hexdigest()
    stream = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("EmbeddedFile"),
                "Subtype": _Plain("/" + carried.media_type.replace("/", "#2F")),
                "Filter": pdfdoc.PDFName("FlateDecode"),
                "Params": pdfdoc.PDFDictionary(
                    {"Size": len(carried.data), "ModDate": pdfdoc.PDFString(when), "CheckSum": _Plain(f"<{checksum}>")}
                ),
            }
        ),
        content=zlib.compress(carried.data, 9),
    )
    inside = document.Reference(stream, "CarriedFile")
    name = pdfdoc.PDFString(carried.name)
    spec = {
        "Type": pdfdoc.PDFName("Filespec"),
        "F": name,
        "UF": name,
        "Desc": pdfdoc.PDFString(carried.says),
        "AFRelationship": pdfdoc.PDFName("Source"),
        "EF": pdfdoc.PDFDictionary({"F": inside, "UF": inside}),
    }
    reference = document.Reference(pdfdoc.PDFDictionary(spec), "CarriedSpec")
    catalogue = document.Catalog
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "AF"]
    catalogue.AF = pdfdoc.PDFArray([reference])
    files = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([name, reference])})
    catalogue.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": files})
    document.signature.update(carried.data)  # the file's identifier follows what it carries


class _Plain(pdfdoc.PDFObject):
    """PDF source that is written as it stands."""

    def __init__(self, source: str) -> None:
        self._source = source

    def format(self, _document: Any) -> bytes:  # noqa: ANN401 - reportlab is untyped here
        """The source of the object."""
        return self._source.encode("ascii")
