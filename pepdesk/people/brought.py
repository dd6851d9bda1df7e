"""Checks on an identity that comes from elsewhere: a PKCS#12 file, a smart card, an authority's certificate office."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from pepdesk.people.identity import Identity, check_readable, common_name, organisation_of, role_of
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.people.trust import chain_above
from pepdesk.problem import SigningProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.signing_key import PublicKey, SigningKey

_SMALLEST_RSA: Final = 2048


def identity_of(
    key: SigningKey,
    certificate: x509.Certificate,
    others: tuple[x509.Certificate, ...],
    *,
    role: str = "",
    now: dt.datetime | None = None,
) -> Identity:
    """The identity of ``key`` and its ``certificate``; ``role`` wins over the one named in the certificate.

    ``others`` may hold the certificates above it, in any order. Raises SigningProblem: a key too weak or not for
    signing, a certificate out of its time, or no role.
    """
    _check_key(key.public_key())
    check_readable(certificate)
    _check_certificate(certificate, now or dt.datetime.now(dt.UTC))
    role = role or role_of(certificate)
    if role not in ROLE_TITLES:
        raise SigningProblem(
            tr("The certificate does not say in which role this person signs."),
            tr("Name the role: {roles}.", roles=", ".join(ROLE_TITLES)),
            code="identity-role",
        )
    name = common_name(certificate) or "Name not in the certificate"
    return Identity(name, role, organisation_of(certificate), key, certificate, chain_above(certificate, others))


def _check_key(key: PublicKey) -> None:
    weak = (
        key.key_size < _SMALLEST_RSA
        if isinstance(key, rsa.RSAPublicKey)
        else not isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1 | ec.SECP521R1)
    )
    if weak:
        raise SigningProblem(
            tr("The key of this identity is too weak."),
            tr("Ask for RSA with at least 2,048 bits, or the curve P-256, P-384 or P-521."),
            code="identity-weak",
        )


def _check_certificate(certificate: x509.Certificate, now: dt.datetime) -> None:
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise SigningProblem(
            tr("The certificate is not valid today."), tr("Ask for a new one."), code="identity-expired"
        )
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise SigningProblem(
            tr("The certificate is not meant for signing."),
            tr("Ask for one with the use “digital signature”."),
            code="identity-use",
        )
