"""A reportlab canvas on which everything drawn belongs to an element of the structure tree or is an artefact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Literal, cast

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from pepdesk.export.tagged import mends, profile, structure
from pepdesk.export.tagged.profile import Properties
from pepdesk.export.tagged.structure import Content, Element, FieldPlace

mends.apply()

_ARTEFACTS = {
    "decoration": "/Artifact <</Type /Layout>> BDC",
    "repeated": "/Artifact <</Type /Pagination>> BDC",
    "header": "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC",
    "watermark": "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC",
    "footer": "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC",
}


class TaggedCanvas(Canvas):
    """Draw within :meth:`content` or :meth:`artefact` only; :meth:`finish` gives the file.

    ``font`` is a registered embedded font, so that nothing falls back on one that is not embedded.
    """

    # Reportlab's own attributes, which its stubs leave out.
    _doc: Any
    _annotationrefs: Any
    _addAnnotation: Any  # noqa: N815

    def __init__(self, root: Element, properties: Properties, paper: tuple[float, float], font: str) -> None:
        self._file = BytesIO()
        self._root = root
        self._properties = properties
        self._marked: list[list[Element]] = [[]]
        self._field_elements: list[Element] = []
        self._field_names: list[str] = []
        self._outline_places = 0
        self._open = ""
        super().__init__(
            self._file,
            pagesize=paper,
            initialFontName=cast("Any", font),  # the stubs want a number here
            lang=properties.lang,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
        )
        self._doc._timeStamp = profile.FixedTime(properties.created)  # noqa: SLF001 - no public way to set the date
        self.setTitle(properties.title)
        self.setAuthor(properties.author)
        self.setSubject(properties.subject)
        self.setKeywords(properties.keywords)
        self.setCreator("PepDesk")
        self.setViewerPreference("DisplayDocTitle", "true")

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn inside is (part of) ``element``."""
        number = len(self._marked[-1])
        self._marked[-1].append(element)
        element.kids.append(Content(self.getPageNumber(), number))
        with self._sequence(f"/{element.tag} <</MCID {number}>> BDC"):
            yield

    @contextmanager
    def artefact(
        self, kind: Literal["decoration", "repeated", "header", "footer", "watermark"] = "decoration"
    ) -> Iterator[None]:
        """What is drawn inside is no content: lines, shades, a table's header row again, head and foot of a page."""
        with self._sequence(_ARTEFACTS[kind]):
            yield

    @contextmanager
    def _sequence(self, opening: str) -> Iterator[None]:
        if self._open:
            raise ValueError(f"{opening} begins inside {self._open}")
        self._open = opening
        self.addLiteral(opening)
        yield
        self.addLiteral("EMC")
        self._open = ""

    @contextmanager
    def spoken_in(self, lang: str) -> Iterator[None]:
        """What is drawn inside, within a sequence, is in the language ``lang``.

        How it is read stands in the element (``Element.actual``), not here: PDFium and poppler take words given
        here for letters from left to right, and turn Hebrew and Arabic round a second time.
        """
        self.addLiteral(f"/Span <</Lang ({lang})>> BDC")
        yield
        self.addLiteral("EMC")

    def outline_entry(self, title: str, level: int, top: float) -> None:
        """Name this place in the outline that readers show beside the pages; ``level`` counts from 0."""
        self._outline_places += 1
        place = f"place{self._outline_places}"
        self.bookmarkHorizontal(place, 0, top + 6)
        self.addOutlineEntry(title, place, level, closed=level > 1)

    def signature_field(self, element: Element, name: str, tip: str, box: tuple[float, float, float, float]) -> None:
        """Put an empty signature field named ``name`` on this page; ``box`` is left, bottom, right, top in points.

        Its picture is empty on purpose: the frame is drawn on the page and stays when the signature's picture comes.
        """
        left, bottom, right, top = (round(edge, 2) for edge in box)
        picture = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("XObject"),
                "Subtype": pdfdoc.PDFName("Form"),
                "BBox": pdfdoc.PDFArray([0, 0, round(right - left, 2), round(top - bottom, 2)]),
                "Resources": pdfdoc.PDFDictionary({}),
            }
        )
        empty = self._doc.Reference(pdfdoc.PDFStream(picture, content=b"q Q"), f"Picture.{name}")
        field = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("Widget"),
            "FT": pdfdoc.PDFName("Sig"),
            "T": pdfdoc.PDFString(name),
            "TU": pdfdoc.PDFString(tip),
            "Rect": pdfdoc.PDFArray([left, bottom, right, top]),
            "F": 4,
            "P": pdfdoc.PDFObjectReference(f"Page{self.getPageNumber()}"),
            "AP": pdfdoc.PDFDictionary({"N": empty}),
            "StructParent": structure.FIRST_FIELD_KEY + len(self._field_elements),
        }
        self._tie_field(element, name, pdfdoc.PDFDictionary(field))

    def _tie_field(self, element: Element, name: str, field: Any) -> None:  # noqa: ANN401 - a PDF object
        """Put ``field`` on this page and under ``element``; the next field's key in the parent tree goes up by one."""
        self._addAnnotation(field, name)
        annotation = self._doc.annotationName(name)
        element.kids.append(FieldPlace(self.getPageNumber(), annotation))
        self._field_elements.append(element)
        self._field_names.append(annotation)

    def end_page(self) -> None:
        """Close the page and begin the next."""
        if self._open:
            raise ValueError(f"a page ends inside {self._open}")
        has_fields = bool(self._annotationrefs)
        self.showPage()
        page: Any = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._marked) - 1
        if has_fields:
            page.Tabs = pdfdoc.PDFName("S")
        self._marked.append([])

    def finish(self) -> bytes:
        """Write tree, fields and metadata after the last :meth:`end_page`; give the whole file."""
        document: Any = self._doc
        structure.write(self._root, document, self._marked[:-1], self._field_elements)
        profile.write(document, self._properties)
        if self._field_names:
            document.Catalog.AcroForm = self._fields()
        digest = hashlib.sha256("\n".join(page.stream for page in document.Pages.pages).encode())
        document.signature.update(digest.digest())  # the file's identifier follows its words, not only its title
        document.SaveToFile(self._file, self)
        return self._file.getvalue()

    def _fields(self) -> Any:  # noqa: ANN401 - a PDF object
        """What the catalogue says of the fields."""
        fields = [pdfdoc.PDFObjectReference(name) for name in self._field_names]
        return pdfdoc.PDFDictionary({"Fields": pdfdoc.PDFArray(fields)})
