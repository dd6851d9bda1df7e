"""The structure tree: what a screen reader walks instead of the page. Made with the content, written at the end.

An element holds elements and *places*: stretches of marked content on a page, or a form field. One element may
have places on several pages (a paragraph or a table cell that runs on).
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from reportlab.pdfbase import pdfdoc

FIRST_FIELD_KEY: Final = 100_000
"""Keys of form fields in the parent tree start here; pages take the keys below, so no page count has to be known."""


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content number ``number`` on page ``page`` (from 1)."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """The form field whose PDF object is named ``annotation``, on page ``page``."""

    page: int
    annotation: str


class Element:
    """One node. ``attributes`` is its attribute object (ISO 32000-1, 14.7.5) as PDF source, empty for none."""

    __slots__ = ("actual", "alt", "attributes", "kids", "name", "parent", "summary", "tag")

    def __init__(
        self, tag: str, parent: Element | None = None, attributes: str = "", summary: str = "", alt: str = ""
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.summary = summary
        self.alt = alt
        self.actual = ""  # its words as they are read, where they are drawn in another order
        self.kids: list[Element | Content | FieldPlace] = []
        self.name = ""

    def add(self, tag: str, attributes: str = "", summary: str = "", alt: str = "") -> Element:
        """Append and give a new last child.

        ``summary`` says in words what a table holds, ``alt`` what a figure shows.
        """
        child = Element(tag, self, attributes, summary, alt)
        self.kids.append(child)
        return child

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def first_page(self) -> int:
        """The page on which it begins; 0 when it has no place anywhere."""
        for kid in self.kids:
            page = kid.first_page() if isinstance(kid, Element) else kid.page
            if page:
                return page
        return 0


class Written(pdfdoc.PDFObject):
    """A dictionary written straight from finished parts: many times faster than reportlab's nested objects."""

    def __init__(self, parts: list[Any]) -> None:
        self.parts = parts

    def format(self, document: Any) -> bytes:  # noqa: ANN401 - the stubs leave most of it out
        """The bytes of the object."""
        return b"<< " + b" ".join(_source(part, document) for part in self.parts) + b" >>"


def _source(part: Any, document: Any) -> bytes:  # noqa: ANN401 - text or any PDF object
    if isinstance(part, str):
        return part.encode("ascii")
    found: bytes = pdfdoc.format(part, document)
    return found


def write(root: Element, document: Any, pages: list[list[Element]], fields: list[Element]) -> None:  # noqa: ANN401
    """Add the tree to ``document``, a ``PDFDocument``.

    ``pages`` holds for each page the elements by marked content number; ``fields`` the elements of the form fields
    in the order of their keys from :data:`FIRST_FIELD_KEY`.
    """
    for number, element in enumerate(root.walk()):
        element.name = f"StructElem{number}"
    for element in root.walk():
        document.Reference(Written(_parts(element)), element.name)
    parents: list[Any] = []
    for page, elements in enumerate(pages):
        parents += [f"{page} [", *map(_reference, elements), "]"]
    for offset, element in enumerate(fields):
        parents += [str(FIRST_FIELD_KEY + offset), _reference(element)]
    tree = ["/Type /StructTreeRoot /K [", _reference(root), "] /ParentTree << /Nums [", *parents, "] >>"]
    tree.append(f"/ParentTreeNextKey {FIRST_FIELD_KEY + len(fields)}")
    document.Catalog.StructTreeRoot = document.Reference(Written(tree), "StructTreeRoot")
    properties = {"UserProperties": "true"} if any(_has_properties(element) for element in root.walk()) else {}
    document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true", **properties})


def _has_properties(element: Element) -> bool:
    """Whether it carries facts for programs (ISO 32000-1, 14.7.5.4), which the catalogue then must say."""
    return element.attributes.startswith("/O /UserProperties")


def _reference(element: Element) -> Any:  # noqa: ANN401 - reportlab is untyped here
    return pdfdoc.PDFObjectReference(element.name)


def _page(number: int) -> Any:  # noqa: ANN401
    return pdfdoc.PDFObjectReference(f"Page{number}")


def _parts(element: Element) -> list[Any]:
    parent = _reference(element.parent) if element.parent else pdfdoc.PDFObjectReference("StructTreeRoot")
    parts: list[Any] = [f"/Type /StructElem /S /{element.tag} /P", parent]
    # Grouping elements carry a page as well: some readers find a table by it.
    if page := element.first_page():
        parts += ["/Pg", _page(page)]
    parts += _kids(element, page)
    if element.summary:
        parts += ["/A << /O /Table /Summary", pdfdoc.PDFString(element.summary), ">>"]
    elif element.attributes:
        parts.append(f"/A << {element.attributes} >>")
    if element.alt:
        parts += ["/Alt", pdfdoc.PDFString(element.alt)]
    if element.actual:
        parts.append(f"/ActualText <{codecs.BOM_UTF16_BE.hex()}{element.actual.encode('utf-16-be').hex()}>")
    return parts


def _kids(element: Element, own_page: int) -> list[Any]:
    """The ``/K`` entry.

    A lone element stands in an array and a lone field does not: the two forms in which pyHanko recognises, when it
    compares revisions, that signing changed nothing but the field.
    """
    parts: list[Any] = []
    for kid in element.kids:
        match kid:
            case Element():
                parts.append(_reference(kid))
            case FieldPlace(page, annotation):
                parts += ["<< /Type /OBJR /Pg", _page(page), "/Obj", pdfdoc.PDFObjectReference(annotation), ">>"]
            case Content(page, number) if page == own_page:
                parts.append(str(number))
            case Content(page, number):
                parts += ["<< /Type /MCR /Pg", _page(page), f"/MCID {number} >>"]
    if not parts:
        return []
    if len(element.kids) == 1 and not isinstance(element.kids[0], Element):
        return ["/K", *parts]
    return ["/K [", *parts, "]"]
