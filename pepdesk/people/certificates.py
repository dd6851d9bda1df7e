"""Reading the ``.cer`` files that people hand to each other."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import pkcs7

from pepdesk.problem import SigningProblem
from pepdesk.words import tr

_LARGEST_FILE: Final = 1 << 20


def read_certificate(data: bytes) -> x509.Certificate:
    """The certificate in a ``.cer`` file, DER or PEM. Raises SigningProblem if it holds none."""
    return read_certificates(data)[0]


def read_certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    """All certificates in a file: one (DER), some (PEM), or a PKCS#7 bundle. Raises SigningProblem for none."""
    found: tuple[x509.Certificate, ...] = ()
    if len(data) <= _LARGEST_FILE:
        with suppress(ValueError, UnsupportedAlgorithm):  # whatever it is, it holds none
            found = _read(data)
    if found:
        return found
    raise SigningProblem(
        tr("This file holds no certificate."),
        tr("Ask the person for the .cer file that PepDesk made for them."),
        code="certificate-file",
    )


def _read(data: bytes) -> tuple[x509.Certificate, ...]:
    start = data.lstrip()
    if start.startswith(b"-----BEGIN PKCS7"):
        return tuple(pkcs7.load_pem_pkcs7_certificates(data))
    if start.startswith(b"-----BEGIN"):
        return tuple(x509.load_pem_x509_certificates(data))
    try:
        return (x509.load_der_x509_certificate(data),)
    except ValueError:
        return tuple(pkcs7.load_der_pkcs7_certificates(data))
