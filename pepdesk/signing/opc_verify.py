"""Verify the signatures of a Word file, strictly: what a reader would load must be covered, or it is refused.

Stricter than Office and LibreOffice: an added macro, an added outside address, a stray part, a changed content
type or a second copy of a signed object all count as changes. Only the file's own properties may differ.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

from pepdesk.signing import opc_parts as opc
from pepdesk.signing.package import parse_xml, read_package

if TYPE_CHECKING:
    from lxml.etree import _Element

_DIGESTS: Final = {
    opc.SHA256: "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
_METHODS: Final[dict[str, tuple[str, hashes.HashAlgorithm]]] = {
    opc.RSA_SHA256: ("rsa", hashes.SHA256()),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": ("rsa", hashes.SHA384()),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": ("rsa", hashes.SHA512()),
    opc.ECDSA_SHA256: ("ecdsa", hashes.SHA256()),
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384": ("ecdsa", hashes.SHA384()),
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512": ("ecdsa", hashes.SHA512()),
}
_SMALLEST_RSA: Final = 2048
_MOST_SIGNATURES: Final = 32


class _Refused(Exception):
    """Why one signature does not hold, in a sentence."""


@dataclass(frozen=True, slots=True)
class WordSignature:
    """One signature. ``faults`` are sentences; empty means it holds and covers the whole document.

    ``certificate`` is None if the signature could not be tied to one; ``others`` came with it. ``when``,
    ``role`` (words) is what the signer claimed; without a certificate it means nothing.
    """

    faults: tuple[str, ...]
    certificate: x509.Certificate | None = None
    others: tuple[x509.Certificate, ...] = ()
    when: dt.datetime | None = None
    role: str = ""


def verify_word(data: bytes) -> list[WordSignature]:
    """Every signature in a Word file, in the order they were added; empty if it carries none.

    Raises SigningProblem if the package itself is refused (see ``package``).
    """
    parts = read_package(data)
    names, fault = _signature_parts(parts)
    if fault:
        return [WordSignature((fault,))]
    return [_verify_one(parts, name) for name in names]


def _signature_parts(parts: dict[str, bytes]) -> tuple[list[str], str]:
    """The signature parts, and a fault if they are not kept exactly where PepDesk and Office keep them."""
    plumbing = {name for name in parts if name.startswith("_xmlsignatures/")}
    if opc.ROOT_RELATIONS not in parts or opc.CONTENT_TYPES_PART not in parts:
        return [], "It is not a proper Word file."
    origins = [r for r in opc.relations(parts, opc.ROOT_RELATIONS) if r.type == opc.RELATION_ORIGIN]
    if not origins and not plumbing:
        return [], ""
    odd = "Its signatures are not kept where they belong."
    if len(origins) != 1 or origins[0].target != opc.ORIGIN_PART or origins[0].external:
        return [], odd
    if parts.get(opc.ORIGIN_PART) != b"" or opc.ORIGIN_RELATIONS not in parts:
        return [], odd
    inside = opc.relations(parts, opc.ORIGIN_RELATIONS)
    names = [relation.target for relation in inside]
    types = opc.ContentTypes(parts[opc.CONTENT_TYPES_PART])
    right = all(r.type == opc.RELATION_SIGNATURE and not r.external for r in inside) and all(
        types.of(signature) == opc.TYPE_SIGNATURE for signature in names
    )
    expected = {*names, opc.ORIGIN_PART, opc.ORIGIN_RELATIONS}
    if not right or len(set(names)) != len(names) or plumbing != expected or len(names) > _MOST_SIGNATURES:
        return [], odd
    return names, "" if names else odd


def _verify_one(parts: dict[str, bytes], name: str) -> WordSignature:
    try:
        root = parse_xml(parts[name])
        objects = _signed_objects(root)
        certificate, others = _certificates(root, objects["idSignedProperties"])
        _check_value(root[0], root[1], certificate)
        when = _claimed_time(objects)
    except _Refused as refusal:
        return WordSignature((str(refusal),))
    except (binascii.Error, ValueError, IndexError, TypeError, x509.UnsupportedGeneralNameType):
        return WordSignature(("The signature itself is damaged.",))
    faults = tuple(dict.fromkeys(_coverage_faults(parts, objects["idPackageObject"])))
    role = _first_text(objects["idSignedProperties"], f"{{{opc.XADES}}}ClaimedRole")
    return WordSignature(faults, certificate, others, when, role)


def _signed_objects(root: _Element) -> dict[str, _Element]:
    """Id → element for each object that SignedInfo covers, at the only place where it may stand.

    The shape is fixed, so that nothing unsigned can pose as signed (signature wrapping).
    """
    tags = [element.tag for element in root]
    shape = [f"{{{opc.DS}}}{tag}" for tag in ("SignedInfo", "SignatureValue", "KeyInfo")]
    if root.tag != f"{{{opc.DS}}}Signature" or tags[:3] != shape or set(tags[3:]) != {f"{{{opc.DS}}}Object"}:
        raise _Refused("The signature does not have the shape of an Office signature.")
    ids = [element.get("Id") for element in root.iter() if element.get("Id") is not None]
    if len(set(ids)) != len(ids) or any("}" in str(k) for e in root.iter() for k in e.attrib):
        raise _Refused("The signature holds two objects of the same name.")
    places: dict[str, _Element] = {}
    for element in root.iterchildren(f"{{{opc.DS}}}Object"):
        inner = element.find(f"{{{opc.XADES}}}QualifyingProperties/{{{opc.XADES}}}SignedProperties")
        target = element if inner is None else inner
        places[target.get("Id", "")] = target
    signed = {}
    for reference in root[0].iterfind(f"{{{opc.DS}}}Reference"):
        wanted = reference.get("URI", "").removeprefix("#")
        if wanted not in places or _transforms(reference) not in ([], [opc.C14N]):
            raise _Refused("The signature refers to something outside itself.")
        if not _digest_agrees(reference, opc.canonical(places[wanted])):
            raise _Refused("The signature was changed after signing.")
        signed[wanted] = places[wanted]
    if not {"idPackageObject", "idSignedProperties"} <= set(signed) or set(places) != set(signed):
        raise _Refused("The signature does not cover its own description.")
    return signed


def _certificates(root: _Element, properties: _Element) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    """The certificate that the signed properties name, and the others that came with it."""
    path = f"{{{opc.DS}}}X509Data/{{{opc.DS}}}X509Certificate"
    found = [x509.load_der_x509_certificate(_decoded(element)) for element in root[2].iterfind(path)]
    named = properties.findall(f".//{{{opc.XADES}}}CertDigest")
    if len(named) != 1:
        raise _Refused("The signature does not say with which certificate it was made.")
    signer = [c for c in found if _digest_agrees(named[0], c.public_bytes(serialization.Encoding.DER))]
    if len(signer) != 1 or len(set(found)) != len(found):
        raise _Refused("The signer's certificate was exchanged.")
    return signer[0], tuple(c for c in found if c is not signer[0])


def _check_value(info: _Element, value: _Element, certificate: x509.Certificate) -> None:
    canonicalization = info.find(f"{{{opc.DS}}}CanonicalizationMethod")
    method = info.find(f"{{{opc.DS}}}SignatureMethod")
    if canonicalization is None or canonicalization.get("Algorithm") != opc.C14N or method is None:
        raise _Refused("The signature was made in a way PepDesk does not accept.")
    family, algorithm = _METHODS.get(method.get("Algorithm", ""), ("", hashes.SHA256()))
    key, signature, data = certificate.public_key(), _decoded(value), opc.canonical(info)
    try:
        if family == "rsa" and isinstance(key, rsa.RSAPublicKey) and key.key_size >= _SMALLEST_RSA:
            key.verify(signature, data, padding.PKCS1v15(), algorithm)
        elif family == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
            half = len(signature) // 2
            r, s = int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
            key.verify(utils.encode_dss_signature(r, s), data, ec.ECDSA(algorithm))
        else:
            raise _Refused("The signature was made in a way PepDesk does not accept.")
    except InvalidSignature as error:
        raise _Refused("The signature was not made with the certificate that it names.") from error


def _claimed_time(objects: dict[str, _Element]) -> dt.datetime:
    """The signing time; Office writes it twice, and both must agree."""
    first = _first_text(objects["idPackageObject"], f"{{{opc.MDSSI}}}Value")
    second = _first_text(objects["idSignedProperties"], f"{{{opc.XADES}}}SigningTime")
    if first != second:
        raise _Refused("The signature gives two different times.")
    when = dt.datetime.fromisoformat(first)
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)


def _coverage_faults(parts: dict[str, bytes], package: _Element) -> list[str]:
    """What differs from the signed manifest, and what a reader would load although it is not in it."""
    types = opc.ContentTypes(parts[opc.CONTENT_TYPES_PART])
    manifests = package.findall(f"{{{opc.DS}}}Manifest")
    covered: set[str] = set()
    covered_relations: dict[str, set[str]] = {}
    faults = [] if len(manifests) == 1 else ["The signature's list of parts is malformed."]
    for reference in (element for manifest in manifests for element in manifest):
        part, _, wanted = reference.get("URI", "").removeprefix("/").partition("?ContentType=")
        if part not in parts:
            faults.append("A part of the document was removed.")
            continue
        if types.of(part) != wanted or part in covered:
            faults.append("A part of the document was given another kind.")
        content = parts[part]
        if part.endswith(".rels"):
            ids = _chosen_relations(reference)
            covered_relations[part] = ids
            content = opc.relationship_transform(content, ids)
        elif _transforms(reference):
            faults.append("The signature's list of parts is malformed.")
        if not _digest_agrees(reference, content):
            faults.append(_changed(part))
        covered.add(part)
    return faults + _uncovered(parts, types, covered, covered_relations)


def _uncovered(
    parts: dict[str, bytes], types: opc.ContentTypes, covered: set[str], relations: dict[str, set[str]]
) -> list[str]:
    faults = []
    loose = set(parts) - covered - {opc.CONTENT_TYPES_PART, opc.ORIGIN_RELATIONS}
    documents = 0
    for name in opc.relation_parts(parts):
        loose.discard(name)
        if opc.source_of(name) not in parts and name != opc.ROOT_RELATIONS:
            faults.append("A part that does not belong was added to the document.")
        for relation in opc.relations(parts, name):
            signed = relation.id in relations.get(name, set())
            own = name == opc.ROOT_RELATIONS and _own_property(relation, types)
            if not signed and not own:
                faults.append("A link, macro or outside address was added to the document.")
            if own:
                loose.discard(relation.target)
            documents += signed and name == opc.ROOT_RELATIONS and relation.type == opc.RELATION_DOCUMENT
    if any(not name.startswith("_xmlsignatures/") for name in loose):
        faults.append("A part that the signature does not cover was added to the document.")
    if {name.lstrip("/") for name in types.overrides} - {name.lower() for name in parts}:
        faults.append("The list of content types names a part that is not there.")
    if documents != 1:
        faults.append("The signature does not cover the document itself.")
    return faults


def _own_property(relation: opc.Relation, types: opc.ContentTypes) -> bool:
    """Whether this is the relation to the file's own properties or to its signatures: never covered."""
    if relation.external:
        return False
    if relation.type == opc.RELATION_ORIGIN:
        return relation.target == opc.ORIGIN_PART and types.of(relation.target) == opc.TYPE_ORIGIN
    return opc.PROPERTIES.get(relation.type) == (relation.target, types.of(relation.target))


def _chosen_relations(reference: _Element) -> set[str]:
    """The ids of the relations that a manifest line covers."""
    expected = [opc.RELATIONSHIP_TRANSFORM, opc.C14N]
    if _transforms(reference) != expected:
        return set()
    chosen = reference.iterfind(f"{{{opc.DS}}}Transforms/{{{opc.DS}}}Transform/*")
    return {e.get("SourceId", "") for e in chosen if e.tag == f"{{{opc.MDSSI}}}RelationshipReference"}


def _changed(part: str) -> str:
    if part.endswith(".rels"):
        return "A link or outside address in the document was changed."
    return (
        "The text of the document was changed."
        if part == "word/document.xml"
        else ("A part of the document (a picture, header, footer or style) was changed.")
    )


def _transforms(reference: _Element) -> list[str]:
    found = reference.iterfind(f"{{{opc.DS}}}Transforms/{{{opc.DS}}}Transform")
    return [element.get("Algorithm", "") for element in found]


def _digest_agrees(holder: _Element, content: bytes) -> bool:
    """Whether ``content`` has the digest that ``holder`` names (a Reference or a CertDigest)."""
    method, value = holder.find(f"{{{opc.DS}}}DigestMethod"), holder.find(f"{{{opc.DS}}}DigestValue")
    if method is None or value is None or method.get("Algorithm", "") not in _DIGESTS:
        return False
    digest = hashlib.new(_DIGESTS[method.get("Algorithm", "")], content).digest()
    return hmac.compare_digest(digest, _decoded(value))


def _decoded(element: _Element) -> bytes:
    return base64.b64decode("".join((element.text or "").split()), validate=True)


def _first_text(element: _Element, tag: str) -> str:
    found = element.find(f".//{tag}")
    return "" if found is None else (found.text or "")
