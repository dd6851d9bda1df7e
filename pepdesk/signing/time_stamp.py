"""Time stamps (RFC 3161) beside a signed file: a request goes out as a file, the answer comes in as a file.

PepDesk has no HTTP client, on purpose; whoever wants a time stamp sends the request by the way their authority names.
A stamp speaks for the whole file as it is, PDF or Word, and changes not one byte of it: it lies beside it as FILE.tsr.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

from pepdesk.people.identity import common_name, organisation_of
from pepdesk.people.trust import Trust, judge
from pepdesk.signing.no_network import prepare
from pepdesk.signing.verdict import TimeStamp

if TYPE_CHECKING:
    from pepdesk.people.trust import Circle

REQUEST_ENDING: Final = ".tsq"
STAMP_ENDING: Final = ".tsr"
LARGEST: Final = 1 << 20
"""Bytes of a stamp that PepDesk reads; a real one has five thousand."""
_DIGESTS: Final = ("sha256", "sha384", "sha512")
_GRANTED: Final = ("granted", "granted_with_mods")


def request_for(data: bytes) -> bytes:
    """The request for a time stamp on a file's bytes: it holds their SHA-256 and nothing else of them."""
    from asn1crypto import tsp

    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": hashlib.sha256(data).digest()}
    return bytes(tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True}).dump())


def stamp_beside(file: Path) -> bytes | None:
    """The stamp that lies beside a file, as ``plan.pdf.tsr`` beside ``plan.pdf``; None if there is none to read."""
    try:
        with file.with_name(file.name + STAMP_ENDING).open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError:
        return None


def read_stamp(stamp: bytes, data: bytes, people: Circle | None) -> TimeStamp:
    """What a stamp says of the file's bytes ``data``. Never raises for a bad stamp; its ``fault`` then says why."""
    try:
        return _read(stamp, data, people)
    except Exception:  # noqa: BLE001 - a hostile stamp makes its libraries fail in any way they can
        return _bad("The time stamp beside it cannot be read.")


def _bad(fault: str) -> TimeStamp:
    return TimeStamp(None, "", "", Trust.UNKNOWN, fault)


def _read(stamp: bytes, data: bytes, people: Circle | None) -> TimeStamp:
    prepare()
    from asn1crypto import tsp

    if len(stamp) > LARGEST:
        raise ValueError("too large")
    response = tsp.TimeStampResp.load(stamp, strict=True)
    if response["status"]["status"].native not in _GRANTED:
        return _bad("The time-stamping authority refused the request.")
    signed = response["time_stamp_token"]["content"]
    info = signed["encap_content_info"]["content"].parsed
    when: dt.datetime = info["gen_time"].native
    imprint = info["message_imprint"]
    algorithm = imprint["hash_algorithm"]["algorithm"].native
    if algorithm not in _DIGESTS or imprint["hashed_message"].native != hashlib.new(algorithm, data).digest():
        return _bad("The time stamp beside it is of another file, or of this one before somebody else signed it.")
    certificates = [x509.load_der_x509_certificate(one.chosen.dump()) for one in signed["certificates"]]
    own = _signer(signed, certificates)
    holds = _holds(signed, data, when)
    standing = judge(own, tuple(one for one in certificates if one != own), when, people)
    if not holds or standing.faults or not _may_stamp(own):
        return _bad("The time stamp beside it does not hold.")
    words = ", ".join(part for part in (common_name(own), organisation_of(own)) if part)
    anchor = standing.chain[-1]
    from pepdesk.people.code import certificate_code

    return TimeStamp(when, words, certificate_code(anchor), standing.trust, "", _der(anchor))


def _signer(signed: Any, certificates: list[x509.Certificate]) -> x509.Certificate:  # noqa: ANN401 - asn1crypto is untyped
    """The certificate that the stamp's one signature names. Raises ValueError for any other number."""
    (info,) = signed["signer_infos"]
    named = info["sid"].chosen
    (own,) = (one for one in certificates if one.serial_number == named["serial_number"].native)
    if own.issuer.public_bytes() != named["issuer"].dump():
        raise ValueError("not the issuer named")
    return own


def _holds(signed: Any, data: bytes, when: dt.datetime) -> bool:  # noqa: ANN401
    """Whether the stamp's own signature is right, by pyHanko's rules for stamps."""
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko_certvalidator import ValidationContext

    roots = [one.chosen for one in signed["certificates"]]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=when)
    checked = validate_tst_signed_data(signed, context, lambda algorithm: hashlib.new(algorithm, data).digest())
    status = asyncio.run(checked)
    return bool(status["intact"] and status["valid"])


def _may_stamp(certificate: x509.Certificate) -> bool:
    """Whether the certificate is for time stamps and for nothing else (RFC 3161, 2.3)."""
    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return False
    return uses.critical and list(uses.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
