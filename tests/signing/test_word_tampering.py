"""Every known way to change a signed Word file is refused, also those that LibreOffice and other checkers let pass."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import serialization

from pepdesk.signing import opc, opc_parts, opc_verify
from pepdesk.signing.package import parse_xml, read_package, write_package
from pepdesk.signing.sign import sign_file
from pepdesk.signing.verify import verify_file
from tests.signing.samples import Parts, changed, plan_word, signed_word, teacher, worker

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
SIGNATURE = "_xmlsignatures/sig1.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def swap(part: str, old: bytes, new: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert old in parts[part], f"{old!r} is not in {part}"
        parts[part] = parts[part].replace(old, new, 1)

    return change


def flip(ending: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        name = next(name for name in parts if name.endswith(ending))
        data = bytearray(parts[name])
        data[len(data) // 2] ^= 1
        parts[name] = bytes(data)

    return change


def add_part(name: str, content: bytes, kind: str = "application/xml") -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[name] = content
        override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        parts[TYPES] = parts[TYPES].replace(b"</Types>", override.encode())

    return change


def add_relation(relation: str, part: str = RELATIONS) -> Callable[[Parts], None]:
    return swap(part, b"</Relationships>", f"<Relationship {relation}/></Relationships>".encode())


def both(*changes: Callable[[Parts], None]) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        for one in changes:
            one(parts)

    return change


def remove(part: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        del parts[part]

    return change


def another_main_part(parts: Parts) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    add_part("word/document2.xml", parts[DOCUMENT].replace(b"10 pages", b"99 pages"), kind)(parts)
    swap("_rels/.rels", b"word/document.xml", b"word/document2.xml")(parts)


def in_signature(pattern: bytes, new: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[SIGNATURE] = re.sub(pattern, new, parts[SIGNATURE], count=1)

    return change


def other_signature_value(parts: Parts) -> None:
    """The first letter of the signature's value becomes another one, whatever it was: values differ from run to run."""
    before = re.search(rb"<SignatureValue>(.)", parts[SIGNATURE])
    assert before
    in_signature(before[0], b"<SignatureValue>" + (b"B" if before[1] == b"A" else b"A"))(parts)


def wrap(parts: Parts) -> None:
    """Signature wrapping: a forged manifest beside the signed one, with the same name."""
    old = base64.b64encode(hashlib.sha256(parts[DOCUMENT]).digest())
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"10 pages", b"99 pages")
    new = base64.b64encode(hashlib.sha256(parts[DOCUMENT]).digest())
    signed = re.search(rb'<Object Id="idPackageObject">.*?</Object>', parts[SIGNATURE], re.DOTALL)
    assert signed
    assert old in signed[0]
    parts[SIGNATURE] = parts[SIGNATURE].replace(signed[0], signed[0].replace(old, new) + signed[0])


def wrap_deeper(parts: Parts) -> None:
    """Signature wrapping: the signed object is moved away, a forged one takes its place under another name."""
    old = base64.b64encode(hashlib.sha256(parts[DOCUMENT]).digest())
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"10 pages", b"99 pages")
    new = base64.b64encode(hashlib.sha256(parts[DOCUMENT]).digest())
    signed = re.search(rb'<Object Id="idPackageObject">.*?</Object>', parts[SIGNATURE], re.DOTALL)
    assert signed
    forged = signed[0].replace(old, new).replace(b'"idPackageObject"', b'"idForged"')
    forged = forged.replace(b'Id="idSignatureTime"', b'Id="idOther"')
    hidden = b"<Object>" + signed[0] + b"</Object>"
    parts[SIGNATURE] = parts[SIGNATURE].replace(signed[0], forged + hidden)


def other_certificate(parts: Parts) -> None:
    der = worker().certificate.public_bytes(serialization.Encoding.DER)
    in_signature(rb"<X509Certificate>[^<]+", b"<X509Certificate>" + base64.b64encode(der))(parts)


def extra_certificate(parts: Parts) -> None:
    der = worker().certificate.public_bytes(serialization.Encoding.DER)
    extra = b"<X509Data><X509Certificate>" + base64.b64encode(der) + b"</X509Certificate>"
    in_signature(rb"<X509Data>", extra)(parts)


def signature_to_a_signature_of_nothing(parts: Parts) -> None:
    """Cut the document's line out of the manifest."""
    in_signature(rb'<Reference URI="/word/document\.xml\?.*?</Reference>', b"")(parts)


MACRO = both(
    add_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0", "application/vnd.ms-office.vbaProject"),
    add_relation(
        'Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"'
    ),
)
TEMPLATE = f'Id="rIdT" Type="{OFFICE}/attachedTemplate" Target="https://evil.example/t.dotm" TargetMode="External"'
LINK = 'Target="https://example.org/"'
TAMPERINGS: dict[str, Callable[[Parts], object]] = {
    "text": swap(DOCUMENT, b"10 pages", b"99 pages"),
    "white space in the text": swap(DOCUMENT, b"<w:body>", b"<w:body> "),
    "header": swap("word/header1.xml", b"OFFICIAL", b"UNOFFICI"),
    "style": swap("word/styles.xml", b'w:val="22"', b'w:val="02"'),
    "one bit of a picture": flip(".png"),
    "address of a link": swap(RELATIONS, b"https://example.org/", b"https://evil.example/"),
    "link turned into a part": swap(RELATIONS, b' TargetMode="External"', b""),
    "macro added": MACRO,
    "outside template added": add_relation(TEMPLATE),
    "outside template posing as property": add_relation(
        TEMPLATE.replace(f"{OFFICE}/attachedTemplate", f"{OFFICE}/extended-properties")
    ),
    "outside address posing as the properties": add_relation(
        f'Id="rIdP" Type="{OFFICE}/extended-properties" Target="docProps/app.xml" TargetMode="External"', "_rels/.rels"
    ),
    "relation added to the package": add_relation(TEMPLATE, "_rels/.rels"),
    "second properties added to the package": add_relation(
        f'Id="rIdP" Type="{OFFICE}/extended-properties" Target="word/document.xml"', "_rels/.rels"
    ),
    "second document added to the package": add_relation(
        f'Id="rIdD" Type="{OFFICE}/officeDocument" Target="docProps/app.xml"', "_rels/.rels"
    ),
    "relation with a signed id doubled": add_relation(f'Id="rId1" Type="{OFFICE}/x" Target="styles.xml"'),
    "relations for a part that had none": both(
        lambda parts: parts.update({"word/_rels/styles.xml.rels": parts[RELATIONS]}),
    ),
    "stray part": add_part("word/extra.xml", b"<a/>"),
    "stray part without a type": lambda parts: parts.update({"word/extra.bin": b"x"}),
    "stray part among the signatures": add_part("_xmlsignatures/extra.xml", b"<a/>"),
    "stray custom XML": both(
        add_part("customXml/item9.xml", b"<a/>"),
        add_relation(f'Id="rIdC" Type="{OFFICE}/customXml" Target="../customXml/item9.xml"'),
    ),
    "header removed": remove("word/header1.xml"),
    "picture removed": lambda parts: [parts.pop(name) for name in list(parts) if name.endswith(".png")],
    "document's kind changed": swap(TYPES, b"document.main+xml", b"template.main+xml"),
    "macro-enabled kind": swap(
        TYPES,
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    ),
    "kind given twice": add_part(DOCUMENT, b"<a/>"),
    "kind for a part that is not there": swap(
        TYPES, b"</Types>", b'<Override PartName="/word/x.xml" ContentType="a/b"/></Types>'
    ),
    "main part exchanged": another_main_part,
    "time": in_signature(rb"<mdssi:Value>2", b"<mdssi:Value>3"),
    "other time": in_signature(rb"<xd:SigningTime>2", b"<xd:SigningTime>3"),
    "role": in_signature(rb"Designated teacher", b"Virtual school"),
    "reason": in_signature(rb"I agree", b"I doubt"),
    "signature value": other_signature_value,
    "certificate exchanged": other_certificate,
    "certificate added": extra_certificate,
    "root certificate removed": in_signature(rb"<X509Certificate>[^<]+</X509Certificate></X509Data>", b"</X509Data>"),
    "manifest line removed": signature_to_a_signature_of_nothing,
    "signature wrapping": wrap,
    "signature wrapping, moved": wrap_deeper,
    "language that canonical XML would inherit": in_signature(rb"<Signature ", b'<Signature xml:lang="en" '),
    "signature under another name": both(
        in_signature(rb"<Signature ", b"<Signatura "), in_signature(rb"</Signature>", b"</Signatura>")
    ),
    "unsigned element before the objects": in_signature(rb"</KeyInfo>", b"</KeyInfo><Words>forged</Words>"),
    "signature related as something else": swap(
        opc_parts.ORIGIN_RELATIONS, b"digital-signature/signature", b"digital-signature/other"
    ),
    "signature related as outside": swap(opc_parts.ORIGIN_RELATIONS, b'Target="', b'TargetMode="External" Target="'),
    "signature of another kind": swap(TYPES, opc_parts.TYPE_SIGNATURE.encode(), b"application/xml"),
    "unsigned element added": in_signature(rb"</Signature>", b"<Words>forged</Words></Signature>"),
    "unsigned object added": in_signature(rb"</Signature>", b"<Object>forged</Object></Signature>"),
    "weaker digest named": in_signature(
        rb"http://www.w3.org/2001/04/xmlenc#sha256", b"http://www.w3.org/2000/09/xmldsig#sha1"
    ),
    "first signature emptied": lambda parts: parts.update({SIGNATURE: b"<Signature/>"}),
    "first signature's part removed": remove(SIGNATURE),
    "certificate twice": lambda parts: parts.update(
        {SIGNATURE: re.sub(rb"(<X509Certificate>.*?</X509Certificate>)", rb"\1\1", parts[SIGNATURE], flags=re.DOTALL)}
    ),
    "origin of another kind": lambda parts: parts.update(
        {TYPES: parts[TYPES].replace(opc_parts.TYPE_ORIGIN.encode(), b"application/xml")}
    ),
    "origin filled": lambda parts: parts.update({"_xmlsignatures/origin.sigs": b"x"}),
    "second relation to the signatures": add_relation(
        f'Id="rIdS" Type="{opc_parts.RELATION_ORIGIN}" Target="{opc_parts.ORIGIN_PART}"', "_rels/.rels"
    ),
    "relation to signatures elsewhere": swap(
        "_rels/.rels", b"_xmlsignatures/origin.sigs", b"_xmlsignatures/other.sigs"
    ),
    "relation to signatures outside": swap(
        "_rels/.rels", b'_xmlsignatures/origin.sigs"', b'_xmlsignatures/origin.sigs" TargetMode="External"'
    ),
    "relation to the signatures removed": swap("_rels/.rels", b"digital-signature/origin", b"digital-signature/none"),
}
NOT_SEEN_IN_ISOLATION = {"root certificate removed"}
"""The certificates above the signer's are no part of what is signed; taken away, the signer is merely unknown."""


@pytest.mark.parametrize("name", sorted(set(TAMPERINGS) - NOT_SEEN_IN_ISOLATION))
def test_a_tampered_word_file_is_refused(name: str) -> None:
    verdict = verify_file(changed(signed_word(), TAMPERINGS[name]), "plan.docx")
    assert not verdict.ok
    assert verdict.problems or any(signer.faults for signer in verdict.signers)
    assert all(fault for signer in verdict.signers for fault in signer.faults), "said in words"


def test_without_its_root_a_signature_is_of_an_unknown_person_and_has_another_code() -> None:
    verdict = verify_file(changed(signed_word(), TAMPERINGS["root certificate removed"]))
    assert verdict.signers[0].trust == "unknown"
    assert verdict.signers[0].code != teacher().code


def test_a_second_copy_of_the_document_in_the_zip_is_refused() -> None:
    target = io.BytesIO(signed_word())
    with zipfile.ZipFile(target, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(DOCUMENT, read_package(signed_word())[DOCUMENT].replace(b"10 pages", b"99 pages"))
    assert not verify_file(target.getvalue()).ok


def test_a_file_stripped_of_its_signatures_is_unsigned_not_sound() -> None:
    def strip(parts: Parts) -> None:
        for name in [name for name in parts if name.startswith("_xmlsignatures/")]:
            del parts[name]
        parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*digital-signature[^>]*/>", b"", parts["_rels/.rels"])
        parts[TYPES] = re.sub(rb"<Override [^>]*_xmlsignatures[^>]*/>", b"", parts[TYPES])

    verdict = verify_file(changed(signed_word(), strip))
    assert not verdict.ok
    assert verdict.summary == "This file carries no signature."


def test_custom_xml_that_the_signature_leaves_out_is_refused() -> None:
    """As in the two files of the Belgian eID tools: a signature over everything but customXml."""
    without = changed(plan_word(), lambda parts: parts.update({"customXml/loose.xml": b"<a/>"}))
    with pytest.raises(Exception, match="would not cover"):
        sign_file(without, teacher())


def test_the_files_own_properties_may_change_and_the_verdict_says_they_are_not_covered() -> None:
    verdict = verify_file(changed(signed_word(), swap("docProps/core.xml", b"python-docx", b"somebody")))
    assert verdict.ok
    assert all("not the file's own properties" in signer.covers for signer in verdict.signers)


def test_another_packing_of_the_same_parts_changes_nothing() -> None:
    parts = read_package(signed_word())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in reversed(parts):
            archive.writestr(name, parts[name])
    assert verify_file(target.getvalue()).ok
    assert verify_file(write_package(parts)).ok


def test_a_tampering_that_hits_the_first_signature_is_told_of_both_signers() -> None:
    verdict = verify_file(changed(signed_word(), TAMPERINGS["text"]))
    assert [signer.faults for signer in verdict.signers] == [("The text of the document was changed.",)] * 2
    assert "2 of which no longer hold" in verdict.summary
    assert LINK not in "\n".join(verdict.lines())


def test_a_signer_who_claims_two_different_times_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = opc._package_object
    monkeypatch.setattr(opc, "_package_object", lambda refs, _: honest(refs, "2020-01-01T00:00:00Z"))
    verdict = verify_file(opc.sign_word(plan_word(), teacher()))
    assert verdict.signers[0].faults == ("The signature gives two different times.",)


def test_signatures_that_are_not_where_they_belong_are_told_in_those_words() -> None:
    verdict = verify_file(changed(signed_word(), add_part("_xmlsignatures/extra.xml", b"<a/>")))
    assert [signer.faults for signer in verdict.signers] == [("Its signatures are not kept where they belong.",)]


def test_a_digest_by_an_unknown_way_never_agrees() -> None:
    ds = f'xmlns="{opc_parts.DS}"'
    for method in ("", "<DigestMethod/>", '<DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/>'):
        holder = parse_xml(f"<Reference {ds}>{method}<DigestValue>YQ==</DigestValue></Reference>".encode())
        assert not opc_verify._digest_agrees(holder, b"a")
    sha256 = base64.b64encode(hashlib.sha256(b"a").digest()).decode()
    method = f'<DigestMethod Algorithm="{opc_parts.SHA256}"/>'
    holder = parse_xml(f"<Reference {ds}>{method}<DigestValue>{sha256}</DigestValue></Reference>".encode())
    assert opc_verify._digest_agrees(holder, b"a")
    assert not opc_verify._digest_agrees(holder, b"b")


def test_a_package_with_nothing_beside_its_document_is_sound_when_signed() -> None:
    def strip(parts: Parts) -> None:
        parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", parts["_rels/.rels"])
        del parts["docProps/thumbnail.jpeg"]

    assert verify_file(sign_file(changed(plan_word(), strip), teacher())).ok


def test_whatever_goes_wrong_inside_is_told_as_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries fail on hostile certificates in ways of their own, and there is no list of them."""

    def fails(_data: bytes) -> None:
        raise RecursionError

    monkeypatch.setattr("pepdesk.signing.verify.verify_word", fails)
    verdict = verify_file(signed_word())
    assert not verdict.ok
    assert "damaged" in verdict.problems[0]
