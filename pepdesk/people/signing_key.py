"""The keys that sign: in memory, or in a smart card that signs itself. One way to ask any of them for a signature."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


@runtime_checkable
class CardKey(Protocol):
    """A key that nobody can read: it lies in a card or token, which signs when asked."""

    def sign_sha256(self, data: bytes) -> bytes:
        """The signature on ``data``: PKCS#1 v1.5 for RSA, DER for an elliptic curve. Raises SigningProblem."""

    def public_key(self) -> PublicKey:
        """The public half."""


MemoryKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
SigningKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | CardKey


def sign_sha256(key: SigningKey, data: bytes) -> bytes:
    """The signature of ``key`` on ``data`` (see ``CardKey.sign_sha256``)."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(data, ec.ECDSA(hashes.SHA256()))
    return key.sign_sha256(data)


def is_rsa(key: SigningKey) -> bool:
    """Whether it is an RSA key; else it is one on an elliptic curve."""
    return isinstance(key.public_key(), rsa.RSAPublicKey)
