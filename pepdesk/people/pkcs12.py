"""Identities as PKCS#12 files (``.p12``, ``.pfx``): what certificate services hand out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from pepdesk.people.identity import ROLE_TITLES, Identity, check_readable, common_name, organisation_of, role_of
from pepdesk.people.trust import chain_above
from pepdesk.problem import SigningProblem

if TYPE_CHECKING:
    from pepdesk.people.identity import SigningKey

_SMALLEST_RSA: Final = 2048
_LARGEST_FILE: Final = 1 << 20


def to_pkcs12(identity: Identity, passphrase: str) -> bytes:
    """The identity with its private key, sealed by ``passphrase`` (which may not be empty)."""
    if not passphrase:
        raise SigningProblem(
            "An identity is not exported without a passphrase.",
            "Choose one and try again.",
            code="no-passphrase",
        )
    return pkcs12.serialize_key_and_certificates(
        ROLE_TITLES.get(identity.role, "PepDesk").encode(),
        identity.key,
        identity.certificate,
        list(identity.chain),
        serialization.BestAvailableEncryption(passphrase.encode("utf-8")),
    )


def from_pkcs12(data: bytes, passphrase: str, *, role: str = "", now: dt.datetime | None = None) -> Identity:
    """The identity in a PKCS#12 file. ``role`` wins over the one named in the certificate.

    Raises SigningProblem: wrong passphrase, no key, a key too weak or not for signing, expired, or no role.
    """
    key, certificate, others = _open(data, passphrase)
    _check_key(key)
    check_readable(certificate)
    _check_certificate(certificate, now or dt.datetime.now(dt.UTC))
    role = role or role_of(certificate)
    if role not in ROLE_TITLES:
        raise SigningProblem(
            "The certificate does not say in which role this person signs.",
            f"Name the role: {', '.join(ROLE_TITLES)}.",
            code="identity-role",
        )
    chain = chain_above(certificate, others)
    name = common_name(certificate) or "Name not in the certificate"
    return Identity(name, role, organisation_of(certificate), key, certificate, chain)


def _open(data: bytes, passphrase: str) -> tuple[SigningKey, x509.Certificate, tuple[x509.Certificate, ...]]:
    if len(data) > _LARGEST_FILE:
        raise SigningProblem("This is not an identity file: it is far too large.", code="identity-file")
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase.encode("utf-8"))
    except ValueError as error:
        raise SigningProblem(
            "The identity file did not open.",
            "Either the passphrase is not right or the file is damaged. Try the passphrase again.",
            code="identity-passphrase",
        ) from error
    if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SigningProblem(
            "The identity file has no key that PepDesk can sign with.",
            "Ask whoever made it for an RSA or an elliptic-curve key with its certificate.",
            code="identity-key",
        )
    return key, certificate, tuple(others)


def _check_key(key: SigningKey) -> None:
    weak = (
        key.key_size < _SMALLEST_RSA
        if isinstance(key, rsa.RSAPrivateKey)
        else not isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1 | ec.SECP521R1)
    )
    if weak:
        raise SigningProblem(
            "The key in this identity file is too weak.",
            "Ask for RSA with at least 2,048 bits, or the curve P-256, P-384 or P-521.",
            code="identity-weak",
        )


def _check_certificate(certificate: x509.Certificate, now: dt.datetime) -> None:
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise SigningProblem(
            "The certificate in this file is not valid today.", "Ask for a new one.", code="identity-expired"
        )
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise SigningProblem(
            "The certificate in this file is not meant for signing.",
            "Ask for one with the use “digital signature”.",
            code="identity-use",
        )
