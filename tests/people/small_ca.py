"""A certificate office as small as can be: a root, and certificates for the requests it is given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7

from pepdesk.people.identity import key_usage


@dataclass(frozen=True)
class SmallOffice:
    """A council's certificate office."""

    key: ec.EllipticCurvePrivateKey
    root: x509.Certificate

    def answer(self, request: bytes, *, days: int = 365) -> x509.Certificate:
        """A certificate for a PKCS#10 request, with the name, and the uses, that it asks for."""
        asked = x509.load_pem_x509_csr(request)
        assert asked.is_signature_valid
        return self.certificate(asked.subject, asked.public_key(), tuple(asked.extensions), days=days)

    def certificate(
        self, subject: x509.Name, public: object, extensions: tuple[x509.Extension, ...] = (), *, days: int = 365
    ) -> x509.Certificate:
        """A certificate for a public key."""
        start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.root.subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + dt.timedelta(days=days))
        )
        for extension in extensions:
            builder = builder.add_extension(extension.value, extension.critical)
        return builder.sign(self.key, hashes.SHA256())


def open_office(name: str = "Example Council Root") -> SmallOffice:
    """A new office with a root of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    subject = x509.Name.from_rfc4514_string(f"CN={name},O=Example Council,C=GB")
    root = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(True, 0), critical=True)
        .add_extension(key_usage(certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return SmallOffice(key, root)


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)


def bundle(*certificates: x509.Certificate) -> bytes:
    """PKCS#7, as Windows hands certificates out."""
    return pkcs7.serialize_certificates(list(certificates), serialization.Encoding.DER)
