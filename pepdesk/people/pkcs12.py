"""Identities as PKCS#12 files (``.p12``, ``.pfx``): what certificate services hand out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from pepdesk.people.brought import identity_of
from pepdesk.people.identity import Identity
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import SigningProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    import datetime as dt

    from pepdesk.people.signing_key import MemoryKey

_LARGEST_FILE: Final = 1 << 20


def to_pkcs12(identity: Identity, passphrase: str) -> bytes:
    """The identity with its private key, sealed by ``passphrase``.

    Raises SigningProblem if that is empty, or the key lies in a card that gives it to nobody.
    """
    if not passphrase:
        raise SigningProblem(
            tr("An identity is not exported without a passphrase."),
            tr("Choose one and try again."),
            code="no-passphrase",
        )
    if not isinstance(identity.key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SigningProblem(
            tr("The key of this identity lies in a smart card and cannot be copied."),
            tr("Export the certificate (.cer) instead."),
            code="card-key",
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

    Raises SigningProblem: wrong passphrase, no key, or anything that ``identity_of`` refuses.
    """
    key, certificate, others = _open(data, passphrase)
    return identity_of(key, certificate, others, role=role, now=now)


def _open(data: bytes, passphrase: str) -> tuple[MemoryKey, x509.Certificate, tuple[x509.Certificate, ...]]:
    if len(data) > _LARGEST_FILE:
        raise SigningProblem(tr("This is not an identity file: it is far too large."), code="identity-file")
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase.encode("utf-8"))
    except ValueError as error:
        raise SigningProblem(
            tr("The identity file did not open."),
            tr("Either the passphrase is not right or the file is damaged. Try the passphrase again."),
            code="identity-passphrase",
        ) from error
    if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SigningProblem(
            tr("The identity file has no key that PepDesk can sign with."),
            tr("Ask whoever made it for an RSA or an elliptic-curve key with its certificate."),
            code="identity-key",
        )
    return key, certificate, tuple(others)
