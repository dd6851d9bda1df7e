"""Reading the ``.cer`` files that people hand to each other."""

from __future__ import annotations

from typing import Final

from cryptography import x509

from pepdesk.people.identity import common_name, organisation_of, role_of
from pepdesk.people.people_file import Contact
from pepdesk.problem import SigningProblem

_LARGEST_FILE: Final = 1 << 20


def read_certificate(data: bytes) -> x509.Certificate:
    """The certificate in a ``.cer`` file, DER or PEM. Raises SigningProblem if it holds none."""
    try:
        if len(data) > _LARGEST_FILE:
            raise ValueError("too large")
        if data.lstrip().startswith(b"-----BEGIN"):
            return x509.load_pem_x509_certificate(data)
        return x509.load_der_x509_certificate(data)
    except ValueError as error:
        raise SigningProblem(
            "This file holds no certificate.",
            "Ask the person for the .cer file that PepDesk made for them.",
            code="certificate-file",
        ) from error


def contact_from(certificate: x509.Certificate, *, name: str = "", role: str = "") -> Contact:
    """A contact for ``certificate``; ``name`` and ``role`` win over the words inside it."""
    return Contact(
        name or common_name(certificate),
        role or role_of(certificate),
        organisation_of(certificate),
        certificate,
    )
