"""Sign a Word file: an OPC package signature with the objects that Office writes, and XAdES-EPES properties.

Covered is what Office covers: every part reached by a relation but the file's own properties (title, author)
and the signatures. A second signer adds a signature part and touches nothing the first one covered.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa, utils

from pepdesk.people.roles import ROLE_TITLES
from pepdesk.people.signing_key import is_rsa, sign_sha256
from pepdesk.problem import SigningProblem
from pepdesk.signing import opc_parts as opc
from pepdesk.signing.package import parse_xml, read_package, unfit, write_package
from pepdesk.words import tr

if TYPE_CHECKING:
    from cryptography import x509

    from pepdesk.people.identity import Identity
    from pepdesk.people.signing_key import SigningKey

_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_MOST_SIGNATURES: Final = 16


@dataclass(frozen=True, slots=True)
class _Reference:
    """One line of the manifest: a part whole, or (``ids`` not None) some relations of a ``.rels`` part."""

    uri: str
    ids: tuple[str, ...] | None
    digest: bytes


def sign_word(
    data: bytes, identity: Identity, *, role: str = "", reason: str = "", when: dt.datetime | None = None
) -> bytes:
    """The same Word file with one more signature.

    ``role`` (default: the identity's) and ``reason`` are signed too. ``when`` is the time to claim (default: now).
    Raises SigningProblem if the file is not a sound, signable .docx.
    """
    parts = read_package(data)
    for needed in (opc.CONTENT_TYPES_PART, opc.ROOT_RELATIONS):
        if needed not in parts:
            raise unfit(tr("it is not a proper Word file"))
    part = _add_furniture(parts)
    title = ROLE_TITLES.get(role or identity.role, "")
    moment = (when or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).strftime(_TIME)
    references = _manifest(parts)
    parts[part] = _signature(identity, references, moment, title, reason)
    return write_package(parts)


def _add_furniture(parts: dict[str, bytes]) -> str:
    """Make room for one more signature and return its part name.

    Done before digests are taken: content types and the package's relation to the signatures lie outside them.
    """
    number = 1
    while f"_xmlsignatures/sig{number}.xml" in parts:
        number += 1
    if number > _MOST_SIGNATURES:
        raise SigningProblem(tr("This file already carries as many signatures as PepDesk adds."), code="many")
    name = f"_xmlsignatures/sig{number}.xml"
    types = opc.ContentTypes(parts[opc.CONTENT_TYPES_PART])
    if not types.has_default("sigs"):
        _append(parts, opc.CONTENT_TYPES_PART, "Default", Extension="sigs", ContentType=opc.TYPE_ORIGIN)
    override = {"PartName": f"/{name}", "ContentType": opc.TYPE_SIGNATURE}
    _append(parts, opc.CONTENT_TYPES_PART, "Override", **override)
    package = opc.relations(parts, opc.ROOT_RELATIONS)
    if not any(relation.type == opc.RELATION_ORIGIN for relation in package):
        _append_relation(parts, opc.ROOT_RELATIONS, opc.RELATION_ORIGIN, opc.ORIGIN_PART)
        parts[opc.ORIGIN_PART] = b""
        empty = f'<Relationships xmlns="{opc.RELATIONSHIPS}"/>'
        parts[opc.ORIGIN_RELATIONS] = _DECLARATION + empty.encode()
    elif opc.ORIGIN_RELATIONS not in parts:
        raise unfit(tr("its signatures were made by a program that PepDesk cannot add to"))
    _append_relation(parts, opc.ORIGIN_RELATIONS, opc.RELATION_SIGNATURE, f"sig{number}.xml")
    return name


def _append_relation(parts: dict[str, bytes], relations_part: str, kind: str, target: str) -> None:
    taken = {relation.id for relation in opc.relations(parts, relations_part)}
    number = 1
    while f"rIdSig{number}" in taken:
        number += 1
    attributes = {"Id": f"rIdSig{number}", "Type": kind, "Target": target}
    _append(parts, relations_part, "Relationship", **attributes)


def _append(parts: dict[str, bytes], part: str, kind: str, **attributes: str) -> None:
    """One more element in a list part; a Default goes first, since Office wants them before Overrides."""
    from lxml import etree

    root = parse_xml(parts[part])
    namespace = etree.QName(root).namespace
    element = etree.Element(f"{{{namespace}}}{kind}", attributes)
    root.insert(0 if kind == "Default" else len(root), element)
    parts[part] = _DECLARATION + etree.tostring(root)


def _manifest(parts: dict[str, bytes]) -> list[_Reference]:
    """Everything to be covered, sorted by URI. Raises SigningProblem if a part would be left out."""
    types = opc.ContentTypes(parts[opc.CONTENT_TYPES_PART])
    found: dict[str, _Reference] = {}
    unsigned = set(opc.PROPERTIES) | {opc.RELATION_ORIGIN}
    for name in opc.relation_parts(parts):
        covered = [r for r in opc.relations(parts, name) if name != opc.ROOT_RELATIONS or r.type not in unsigned]
        for relation in covered:
            if not relation.external:
                if not types.of(relation.target) or relation.target not in parts:
                    raise unfit(tr("it names a part that is not there"))
                uri = f"/{relation.target}?ContentType={types.of(relation.target)}"
                found[uri] = _Reference(uri, None, _sha256(parts[relation.target]))
        if covered:
            ids = tuple(sorted(relation.id for relation in covered))
            uri = f"/{name}?ContentType={opc.TYPE_RELATIONSHIPS}"
            found[uri] = _Reference(uri, ids, _sha256(opc.relationship_transform(parts[name], ids)))
    return [found[uri] for uri in sorted(found)]


def _signature(identity: Identity, references: list[_Reference], moment: str, title: str, reason: str) -> bytes:
    """The signature part: written with empty digests, then filled from the inside out."""
    from lxml import etree

    certificates = "".join(
        f"<X509Certificate>{_base64(c.public_bytes(serialization.Encoding.DER))}</X509Certificate>"
        for c in (identity.certificate, *identity.chain)
    )
    text = (
        f'<Signature xmlns="{opc.DS}" Id="idPackageSignature">{_signed_info(identity.key)}<SignatureValue/>'
        f"<KeyInfo><X509Data>{certificates}</X509Data></KeyInfo>"
        f"{_package_object(references, moment)}{_office_object(reason)}"
        f"{_properties_object(identity.certificate, moment, title)}</Signature>"
    )
    root = parse_xml(text.encode("utf-8"))
    info, value = root[0], root[1]
    by_id = {element.get("Id"): element for element in root.iter() if element.get("Id")}
    for reference in info.iterfind(f"{{{opc.DS}}}Reference"):
        digest = reference.find(f"{{{opc.DS}}}DigestValue")
        assert digest is not None
        digest.text = _base64(_sha256(opc.canonical(by_id[reference.get("URI", "")[1:]])))
    value.text = _base64(_sign(identity.key, opc.canonical(info)))
    return _DECLARATION + etree.tostring(root)


def _signed_info(key: SigningKey) -> str:
    method = opc.RSA_SHA256 if is_rsa(key) else opc.ECDSA_SHA256
    digest = f'<DigestMethod Algorithm="{opc.SHA256}"/><DigestValue/>'
    return (
        f'<SignedInfo><CanonicalizationMethod Algorithm="{opc.C14N}"/><SignatureMethod Algorithm="{method}"/>'
        f'<Reference Type="{opc.DS}Object" URI="#idPackageObject">{digest}</Reference>'
        f'<Reference Type="{opc.DS}Object" URI="#idOfficeObject">{digest}</Reference>'
        f'<Reference Type="{opc.SIGNED_PROPERTIES}" URI="#idSignedProperties">'
        f'<Transforms><Transform Algorithm="{opc.C14N}"/></Transforms>{digest}</Reference></SignedInfo>'
    )


def _package_object(references: list[_Reference], moment: str) -> str:
    return (
        f'<Object Id="idPackageObject"><Manifest>{"".join(map(_reference, references))}</Manifest>'
        '<SignatureProperties><SignatureProperty Id="idSignatureTime" Target="#idPackageSignature">'
        f'<mdssi:SignatureTime xmlns:mdssi="{opc.MDSSI}"><mdssi:Format>YYYY-MM-DDThh:mm:ssTZD</mdssi:Format>'
        f"<mdssi:Value>{moment}</mdssi:Value></mdssi:SignatureTime></SignatureProperty></SignatureProperties>"
        "</Object>"
    )


def _reference(reference: _Reference) -> str:
    transforms = ""
    if reference.ids is not None:
        chosen = "".join(
            f'<mdssi:RelationshipReference xmlns:mdssi="{opc.MDSSI}" SourceId={quoteattr(i)}/>' for i in reference.ids
        )
        transforms = (
            f'<Transforms><Transform Algorithm="{opc.RELATIONSHIP_TRANSFORM}">{chosen}</Transform>'
            f'<Transform Algorithm="{opc.C14N}"/></Transforms>'
        )
    return (
        f"<Reference URI={quoteattr(reference.uri)}>{transforms}"
        f'<DigestMethod Algorithm="{opc.SHA256}"/><DigestValue>{_base64(reference.digest)}</DigestValue></Reference>'
    )


def _office_object(reason: str) -> str:
    """Office's details. The numbers describe a screen; Office wants them, nobody reads them."""
    return (
        '<Object Id="idOfficeObject"><SignatureProperties>'
        '<SignatureProperty Id="idOfficeV1Details" Target="#idPackageSignature">'
        f'<SignatureInfoV1 xmlns="{opc.OFFICE}"><SetupID/><SignatureText/><SignatureImage/>'
        f"<SignatureComments>{_text(reason)}</SignatureComments><WindowsVersion>10.0</WindowsVersion>"
        "<OfficeVersion>16.0</OfficeVersion><ApplicationVersion>16.0</ApplicationVersion><Monitors>1</Monitors>"
        "<HorizontalResolution>1920</HorizontalResolution><VerticalResolution>1080</VerticalResolution>"
        "<ColorDepth>32</ColorDepth>"
        "<SignatureProviderId>{00000000-0000-0000-0000-000000000000}</SignatureProviderId>"
        "<SignatureProviderUrl/><SignatureProviderDetails>9</SignatureProviderDetails>"
        "<SignatureType>1</SignatureType></SignatureInfoV1></SignatureProperty></SignatureProperties></Object>"
    )


def _properties_object(certificate: x509.Certificate, moment: str, title: str) -> str:
    der = certificate.public_bytes(serialization.Encoding.DER)
    # Office writes the issuer in the certificate's own order, not in the reversed order of RFC 4514.
    issuer = ", ".join(rdn.rfc4514_string() for rdn in certificate.issuer.rdns)
    role = (
        f"<xd:SignerRole><xd:ClaimedRoles><xd:ClaimedRole>{_text(title)}</xd:ClaimedRole></xd:ClaimedRoles>"
        "</xd:SignerRole>"
        if title
        else ""
    )
    return (
        f'<Object><xd:QualifyingProperties xmlns:xd="{opc.XADES}" Target="#idPackageSignature">'
        '<xd:SignedProperties Id="idSignedProperties"><xd:SignedSignatureProperties>'
        f"<xd:SigningTime>{moment}</xd:SigningTime><xd:SigningCertificate><xd:Cert><xd:CertDigest>"
        f'<DigestMethod Algorithm="{opc.SHA256}"/><DigestValue>{_base64(_sha256(der))}</DigestValue>'
        f"</xd:CertDigest><xd:IssuerSerial><X509IssuerName>{_text(issuer)}</X509IssuerName>"
        f"<X509SerialNumber>{certificate.serial_number}</X509SerialNumber></xd:IssuerSerial></xd:Cert>"
        "</xd:SigningCertificate><xd:SignaturePolicyIdentifier><xd:SignaturePolicyImplied/>"
        f"</xd:SignaturePolicyIdentifier>{role}</xd:SignedSignatureProperties></xd:SignedProperties>"
        "</xd:QualifyingProperties></Object>"
    )


def _sign(key: SigningKey, data: bytes) -> bytes:
    signature, public = sign_sha256(key, data), key.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        return signature
    r, s = utils.decode_dss_signature(signature)
    size = (public.curve.key_size + 7) // 8
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _text(words: str) -> str:
    """``words`` as XML text, without the characters that XML cannot hold."""
    plain = "".join(letter for letter in words if letter.isprintable() or letter == " ")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
