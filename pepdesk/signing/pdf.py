"""Sign a PDF: PAdES B-B into the field that the export made for the signer's role.

The first signer certifies the file, so that afterwards only the other signature fields may be filled; each later
signer appends and leaves every earlier byte as it was. Three traps of PDF/UA and PDF/A are dealt with here:
the field exists already, the metadata are not rewritten, the stamp's font is embedded.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives import serialization

from pepdesk.export.signature_fields import SIGNATURE_FIELDS, SIGNER_TITLES
from pepdesk.people.signing_key import is_rsa, sign_sha256
from pepdesk.problem import SigningProblem
from pepdesk.signing.no_network import prepare
from pepdesk.signing.stamp import stamp_page
from pepdesk.words import tr

if TYPE_CHECKING:
    import datetime as dt

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.signers.pdf_cms import Signer
    from pyhanko.stamp import StaticStampStyle

    from pepdesk.people.identity import Identity

LARGEST: Final = 64 << 20
"""Bytes of a PDF that PepDesk reads."""
_LARGEST_SIGNATURE: Final = 1024  # bytes: RSA with 8,192 bits


def sign_pdf(data: bytes, identity: Identity, *, role: str = "", reason: str = "") -> bytes:
    """The same PDF with one more signature, in the field of ``role`` (default: the identity's own).

    Raises SigningProblem: no such field, already signed, encrypted, or not a sound PDF.
    """
    prepare()
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError

    role = role or identity.role
    if len(data) > LARGEST or not data.startswith(b"%PDF-"):
        raise SigningProblem(tr("This is not a PDF file that PepDesk can sign."), code="pdf")
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=True)
        if writer.prev.encrypted:
            raise SigningProblem(tr("This PDF is encrypted."), tr("Export it again without a password."), code="pdf")
        box, first = _place(writer.prev, role)
        # pyHanko would write the metadata anew, in a form that PDF/A forbids (documents design, section 1.5).
        writer._update_meta = lambda: None  # type: ignore[method-assign]  # noqa: SLF001
        return _fill(writer, identity, role, reason, box, first=first)
    except (PdfError, SigningError) as error:
        raise SigningProblem(
            tr("The PDF could not be signed because it is damaged or was changed by another program."),
            tr("The file was left as it was. Export the plan again and sign the new file."),
            code="pdf",
        ) from error


def _place(reader: PdfFileReader, role: str) -> tuple[tuple[float, float], bool]:
    """Width and height of the role's empty field, in points, and whether nobody has signed yet."""
    from pyhanko.sign.fields import enumerate_sig_fields

    wanted = SIGNATURE_FIELDS.get(role, "")
    size, signed = None, 0
    for name, value, field in enumerate_sig_fields(reader):
        signed += value is not None
        if name != wanted:
            continue
        if value is not None:
            raise SigningProblem(
                tr("The place for the signature “{role}” is already signed.", role=SIGNER_TITLES[role]),
                tr("Each role signs a file once. If something changed, export the plan again."),
                code="already-signed",
            )
        left, low, right, high = (float(number) for number in field.get_object()["/Rect"])
        size = (abs(right - left), abs(high - low))
    if size is None:
        raise SigningProblem(
            tr("This PDF has no place for a signature in this role."),
            tr("Sign a PDF that PepDesk exported, as one of: {roles}.", roles=", ".join(SIGNATURE_FIELDS)),
            code="no-field",
        )
    return size, signed == 0


def _fill(
    writer: IncrementalPdfFileWriter,
    identity: Identity,
    role: str,
    reason: str,
    box: tuple[float, float],
    *,
    first: bool,
) -> bytes:
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

    metadata = signers.PdfSignatureMetadata(
        field_name=SIGNATURE_FIELDS[role],
        md_algorithm="sha256",
        name=identity.name,
        reason=reason or None,
        subfilter=SigSeedSubFilter.PADES,
        certify=first,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    signer = signers.PdfSigner(metadata, _signer(identity), stamp_style=_style(identity, role, box))
    return bytes(signer.sign_pdf(writer, existing_fields_only=True).getbuffer())


def _signer(identity: Identity) -> Signer:
    """The identity as pyHanko wants it; the key stays where it is, in memory or in a card."""
    from asn1crypto.algos import SignedDigestAlgorithm
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers.pdf_cms import Signer
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class IdentitySigner(Signer):
        """Lets the identity sign."""

        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            """The signature; for a trial, only as many bytes as the largest may have."""
            if digest_algorithm != "sha256":
                raise ValueError(digest_algorithm)
            return bytes(_LARGEST_SIGNATURE) if dry_run else sign_sha256(identity.key, data)

    der = serialization.Encoding.DER
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    for certificate in identity.chain:
        store.register(Certificate.load(certificate.public_bytes(der)))
    own = Certificate.load(identity.certificate.public_bytes(der))
    way = SignedDigestAlgorithm({"algorithm": "sha256_rsa" if is_rsa(identity.key) else "sha256_ecdsa"})
    return IdentitySigner(signing_cert=own, cert_registry=store, signature_mechanism=way)


def _style(identity: Identity, role: str, box: tuple[float, float]) -> StaticStampStyle:
    """The visible part: our own page, drawn with an embedded font, laid into the field as it is."""
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.stamp import StaticStampStyle

    class StampPage(PdfContent):
        """Our one-page PDF as a form object, taken from memory: nothing is written to disk."""

        def render(self) -> bytes:
            page = stamp_page(identity.name, SIGNER_TITLES[role], _now(), identity.code, box)
            form = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(page)))
            self.resources.xobject["/PepDeskStamp"] = form
            self.box = BoxConstraints(width=box[0], height=box[1])
            return b"/PepDeskStamp Do"

    corner = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins(0, 0, 0, 0))
    return StaticStampStyle(border_width=0, background=StampPage(), background_opacity=1, background_layout=corner)


def _now() -> dt.datetime:
    import datetime as dt

    return dt.datetime.now(dt.UTC)
