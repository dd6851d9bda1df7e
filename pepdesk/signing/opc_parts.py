"""What signer and verifier of Word files share: names, content types, relationships and canonical XML.

Part numbers in brackets are rules of ECMA-376 part 2 (Open Packaging Conventions), chapter 13.
"""

from __future__ import annotations

import posixpath
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from pepdesk.signing.package import parse_xml, unfit
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

DS: Final = "http://www.w3.org/2000/09/xmldsig#"
MDSSI: Final = "http://schemas.openxmlformats.org/package/2006/digital-signature"
OFFICE: Final = "http://schemas.microsoft.com/office/2006/digsig"
XADES: Final = "http://uri.etsi.org/01903/v1.3.2#"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_DOCUMENT_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

C14N: Final = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
RELATIONSHIP_TRANSFORM: Final = f"{RELATIONSHIPS[: -len('relationships')]}RelationshipTransform"
SHA256: Final = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA256: Final = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
ECDSA_SHA256: Final = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
SIGNED_PROPERTIES: Final = "http://uri.etsi.org/01903#SignedProperties"

TYPE_RELATIONSHIPS: Final = "application/vnd.openxmlformats-package.relationships+xml"
TYPE_ORIGIN: Final = "application/vnd.openxmlformats-package.digital-signature-origin"
TYPE_SIGNATURE: Final = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"

RELATION_ORIGIN: Final = f"{RELATIONSHIPS}/digital-signature/origin"
RELATION_SIGNATURE: Final = f"{RELATIONSHIPS}/digital-signature/signature"
RELATION_DOCUMENT: Final = f"{_DOCUMENT_RELATIONS}/officeDocument"

CONTENT_TYPES_PART: Final = "[Content_Types].xml"
ROOT_RELATIONS: Final = "_rels/.rels"
ORIGIN_PART: Final = "_xmlsignatures/origin.sigs"
ORIGIN_RELATIONS: Final = "_xmlsignatures/_rels/origin.sigs.rels"

PROPERTIES: Final[dict[str, tuple[str, str]]] = {
    f"{RELATIONSHIPS}/metadata/core-properties": (
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    f"{_DOCUMENT_RELATIONS}/extended-properties": (
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    ),
}
"""Relation from the package → part and content type: the file's own properties, which Office never signs."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a ``.rels`` part. ``target`` is a part name, or an address if ``external``."""

    id: str
    type: str
    target: str
    external: bool


class ContentTypes:
    """``[Content_Types].xml``: which type each part has."""

    def __init__(self, data: bytes) -> None:
        self._defaults: dict[str, str] = {}
        self.overrides: dict[str, str] = {}
        for element in parse_xml(data):
            if element.tag == f"{{{CONTENT_TYPES}}}Default":
                known, key = self._defaults, element.get("Extension", "").lower()
            elif element.tag == f"{{{CONTENT_TYPES}}}Override":
                known, key = self.overrides, element.get("PartName", "").lower()
            else:
                raise unfit(tr("its list of content types is malformed"))
            if not key or key in known:
                raise unfit(tr("its list of content types contradicts itself"))
            known[key] = element.get("ContentType", "")

    def of(self, part: str) -> str:
        """The content type of ``part``, or "" if it has none."""
        ending = part.rsplit(".", 1)[-1].lower()
        return self.overrides.get("/" + part.lower()) or self._defaults.get(ending, "")

    def has_default(self, ending: str) -> bool:
        """Whether parts with this ending have a type of their own."""
        return ending in self._defaults


def relation_parts(parts: dict[str, bytes]) -> list[str]:
    """The ``.rels`` parts, but those of the signatures themselves, in order of name."""
    return sorted(name for name in parts if name.endswith(".rels") and name != ORIGIN_RELATIONS)


def source_of(relations_part: str) -> str:
    """The part whose relations these are; "" for the package's own. ``word/_rels/a.xml.rels`` → ``word/a.xml``."""
    folder, name = posixpath.split(relations_part)
    if posixpath.basename(folder) != "_rels":
        raise unfit(tr("it keeps relations in an unusual place"))
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def relations(parts: dict[str, bytes], relations_part: str) -> list[Relation]:
    """The relations in one ``.rels`` part; refused if an id stands twice or anything but relations is in it."""
    source = source_of(relations_part)
    found: dict[str, Relation] = {}
    for element in parse_xml(parts[relations_part]):
        relation = _relation(element, source)
        if relation.id in found:
            raise unfit(tr("two of its relations have the same name"))
        found[relation.id] = relation
    return list(found.values())


def _relation(element: _Element, source: str) -> Relation:
    allowed = {"Id", "Type", "Target", "TargetMode"}
    attributes = _attributes(element)
    mode = attributes.get("TargetMode", "Internal")
    complete = set(attributes) <= allowed and all(attributes.get(key) for key in ("Id", "Type", "Target"))
    bare = element.tag == f"{{{RELATIONSHIPS}}}Relationship" and not len(element) and not element.text
    if not (complete and bare) or mode not in ("Internal", "External"):
        raise unfit(tr("one of its relations is malformed"))
    target = attributes["Target"]
    if mode == "Internal":
        inside = posixpath.join("/", posixpath.dirname(source), target)
        target = posixpath.normpath(inside).lstrip("/")
    return Relation(attributes["Id"], attributes["Type"], target, mode == "External")


def relationship_transform(data: bytes, ids: Iterable[str]) -> bytes:
    """The chosen relations in canonical form: sorted by id, with an explicit target mode [M6.25, M6.26]."""
    from lxml import etree

    wanted = set(ids)
    kept = [element for element in parse_xml(data) if element.get("Id") in wanted]
    root = parse_xml(f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
    for element in sorted(kept, key=lambda one: one.get("Id", "")):
        copy = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", _attributes(element))
        copy.set("TargetMode", element.get("TargetMode", "Internal"))
    return etree.tostring(root, method="c14n")


def canonical(element: _Element) -> bytes:
    """Inclusive C14N 1.0 of a subtree: every namespace in scope is written at its top."""
    from lxml import etree

    scope = cast("dict[str, str]", element.nsmap)  # may hold None, the default namespace
    top = etree.Element(element.tag, _attributes(element), nsmap=scope)
    top.text = element.text
    for child in element:
        top.append(deepcopy(child))
    return etree.tostring(top, method="c14n", exclusive=False, with_comments=False)


def _attributes(element: _Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items()}
