"""An identity from an authority's own certificate office: the request goes out (PKCS#10), the certificate comes in.

The key is made here and waits in the vault; the office sees only its public half.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from pepdesk.people.brought import identity_of
from pepdesk.people.certificates import read_certificates
from pepdesk.people.identity import SIGNING_USES, Identity, check_words, key_usage, subject_of
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import SigningProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pepdesk.people.signing_key import MemoryKey

_KEY_BITS: Final = 3072


@dataclass(frozen=True, slots=True)
class Waiting:
    """A key made for a request that the certificate office has not answered yet."""

    name: str
    role: str
    organisation: str
    key: MemoryKey

    def __repr__(self) -> str:
        """Neither the name nor the key: a repr may end in a log."""
        return f"Waiting({self.role})"


def new_request(name: str, role: str, organisation: str) -> Waiting:
    """A new key (RSA-3072) for this person. Raises SigningProblem for words no certificate can hold."""
    name, organisation = name.strip(), organisation.strip()
    check_words(name, role, organisation)
    return Waiting(name, role, organisation, rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS))


def request_file(waiting: Waiting) -> bytes:
    """The request to hand to the certificate office: PKCS#10 as PEM text, signed by the new key."""
    subject = subject_of(waiting.name, waiting.organisation, NameOID.TITLE, ROLE_TITLES[waiting.role])
    request = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(list(SIGNING_USES)), critical=False)
        .sign(waiting.key, hashes.SHA256())
    )
    return request.public_bytes(serialization.Encoding.PEM)


def answered(
    data: bytes, waiting: Iterable[Waiting], known: Iterable[x509.Certificate] = ()
) -> tuple[Waiting, Identity]:
    """Which request the office's file answers, and the identity that comes of it.

    The file may hold the certificates above as well; ``known`` are further ones. Raises SigningProblem: no
    certificate, none for a key that waits here, or one that ``identity_of`` refuses.
    """
    found = read_certificates(data)
    for one in waiting:
        own = next((each for each in found if each.public_key() == one.key.public_key()), None)
        if own is not None:
            others = (*(each for each in found if each != own), *known)
            return one, identity_of(one.key, own, others, role=one.role)
    raise SigningProblem(
        tr("This certificate is not for a request that was made here."),
        tr(
            "Choose the file that answers your request, on the computer and with the passphrase you "
            "made the request with."
        ),
        code="not-requested",
    )
