"""Verify the signatures of a PDF, strictly: after the first, only signature places made beforehand may be filled.

A signature that is mathematically valid says little about a PDF, since anything can be appended after it. So the
last signature must cover the whole file, and what came between two signatures is compared object by object.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from pepdesk.export.signature_fields import SIGNATURE_FIELDS
from pepdesk.people.identity import common_name, organisation_of
from pepdesk.people.trust import judge
from pepdesk.signing.marks import marks_in_pdf
from pepdesk.signing.no_network import prepare
from pepdesk.signing.pdf import LARGEST
from pepdesk.signing.verdict import Signer, Verdict, conclude, refused

if TYPE_CHECKING:
    from pyhanko.pdf_utils.decode_limits import DecodeLimits
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import DiffPolicy
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

    from pepdesk.people.trust import Circle

_DIGESTS: Final = {"sha256", "sha384", "sha512"}
_SMALLEST_RSA: Final = 2048
_MOST_REVISIONS: Final = 64
_LARGEST_STREAM: Final = 16 << 20  # bytes, unpacked; only lists of objects and stamps are ever unpacked here
_ROLES: Final = {field: role for role, field in SIGNATURE_FIELDS.items()}
_WHOLE: Final = "Covers the whole file."
_EARLIER: Final = "Covers everything but the signatures that others added afterwards."


def verify_pdf(data: bytes, name: str, people: Circle | None) -> Verdict:
    """The verdict on a PDF. ``name`` is only shown. Never raises for a bad file, never asks the network."""
    prepare()
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    if len(data) > LARGEST:
        return refused(name, "pdf", "It is larger than any plan; PepDesk does not read it.")
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=True, decode_limits=_limits())
        if reader.encrypted:
            return refused(name, "pdf", "It is encrypted; PepDesk never encrypts a PDF.")
        if reader.xrefs.total_revisions > _MOST_REVISIONS:
            return refused(name, "pdf", "It was changed far more often than a plan is signed.")
        if _signature_removed(reader):
            return refused(name, "pdf", "A signature that it once carried was removed.")
        empty = [field for field, value, _ in enumerate_sig_fields(reader) if value is None]
        signatures = reader.embedded_signatures
        signers = tuple(_signer(reader, s, s is signatures[-1], people) for s in signatures)
        marks = marks_in_pdf(reader.get_historical_root(signatures[0].signed_revision)) if signatures else ()
    except Exception:  # noqa: BLE001 - a hostile file makes the PDF library fail in any way it can
        return refused(name, "pdf", "It is damaged, or was made to look like a PDF.")
    return conclude(name, "pdf", signers, tuple(_ROLES[field] for field in empty if field in _ROLES), marks)


def _limits() -> DecodeLimits:
    """How much a file may unpack to: a small file that swells is refused before it fills the memory."""
    from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits

    return DecodeLimits(
        per_stream=StreamDecodeLimits(max_output_size=_LARGEST_STREAM),
        document_budget=DocumentDecodeBudget(base_allowance=LARGEST, max_ratio=4),
    )


def _signature_removed(reader: PdfFileReader) -> bool:
    """Whether an earlier revision, still in the file, had a signature that the newest no longer shows."""
    from pyhanko.sign.fields import enumerate_sig_fields

    now = {field for field, _, _ in enumerate_sig_fields(reader, filled_status=True)}
    return any(
        {field for field, _, _ in enumerate_sig_fields(before, filled_status=True)} - now
        for before in map(reader.get_historical_resolver, range(reader.xrefs.total_revisions))
    )


def _signer(reader: PdfFileReader, signature: EmbeddedPdfSignature, last: bool, people: Circle | None) -> Signer:
    faults = list(_integrity_faults(signature, last))
    certificate, others = _certificates(signature)
    when = _claimed_time(signature)
    standing = judge(certificate, others, when, people)
    faults += standing.faults
    return Signer(
        ok=not faults,
        name=common_name(certificate),
        organisation=organisation_of(certificate),
        role=_ROLES.get(signature.field_name or "", ""),
        when=when,
        code=standing.code,
        trust=standing.trust,
        covers=_WHOLE if last else _EARLIER,
        faults=tuple(dict.fromkeys(faults)),
        certificate=standing.anchor.public_bytes(serialization.Encoding.DER),
    )


def _integrity_faults(signature: EmbeddedPdfSignature, last: bool) -> list[str]:
    """What is wrong with one signature or with the file since, in sentences."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    status = _status(signature)
    if not status.intact:
        return ["The document was changed after this signature."]
    if not status.valid:
        return ["The signature was not made with the certificate that it names."]
    faults = []
    if _weak(signature):
        faults.append("The signature was made in a way that is no longer safe.")
    if last and status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        faults.append("Something was appended to the file after the last signature.")
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        faults.append("The signature leaves out a part of the file.")
    level = status.modification_level
    if level is None or level > ModificationLevel.FORM_FILLING or not status.docmdp_ok:
        faults.append("Content was added or replaced after this signature (a page, a note or a script).")
    return faults


def _status(signature: EmbeddedPdfSignature) -> PdfSignatureStatus:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    # Trust is judged by ``people.trust``; here everything that came with the file may serve as a root, so that
    # the library neither searches nor complains.
    roots = [signature.signer_cert, *signature.other_embedded_certs]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=_claimed_time(signature))
    return validate_pdf_signature(signature, context, diff_policy=_policy())


def _claimed_time(signature: EmbeddedPdfSignature) -> dt.datetime | None:
    """The time the signer's computer claimed; other programs sometimes leave out the zone."""
    when = signature.self_reported_timestamp
    return when if when is None or when.tzinfo else when.replace(tzinfo=dt.UTC)


def _policy() -> DiffPolicy:
    """Which changes between two signatures are let pass: a signature in a place that was there before.

    Narrower than pyHanko's default: no filling of other fields, no new fields, no redrawing in place.
    """
    from pyhanko.sign import diff_analysis as rules

    level = rules.ModificationLevel.LTA_UPDATES
    return rules.StandardDiffPolicy(
        global_rules=[
            rules.CatalogModificationRule(),  # type: ignore[no-untyped-call]
            rules.DocInfoRule().as_qualified(level),
            rules.XrefStreamRule().as_qualified(level),
            rules.ObjectStreamRule().as_qualified(level),
            rules.MetadataUpdateRule().as_qualified(level),  # type: ignore[no-untyped-call]
        ],
        form_rule=rules.FormUpdatingRule(
            field_rules=[rules.SigFieldModificationRule(allow_in_place_appearance_stream_changes=False)]
        ),
    )


def _weak(signature: EmbeddedPdfSignature) -> bool:
    digests = {signature.md_algorithm, signature.external_md_algorithm}
    key = _certificates(signature)[0].public_key()
    return not digests <= _DIGESTS or (isinstance(key, rsa.RSAPublicKey) and key.key_size < _SMALLEST_RSA)


def _certificates(signature: EmbeddedPdfSignature) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    own = x509.load_der_x509_certificate(signature.signer_cert.dump())
    others = [x509.load_der_x509_certificate(other.dump()) for other in signature.other_embedded_certs]
    return own, tuple(others)
