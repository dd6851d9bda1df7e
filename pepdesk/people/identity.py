"""A person's signing identity: one key, its certificate, and the certificates above it.

PepDesk makes a chain of two for each person: a root whose private key is thrown away once it has signed the
person's certificate, so that whoever trusts the root trusts exactly this person and nobody else.
An identity given by an organisation comes in as PKCS#12 (``people.pkcs12``), on a smart card (``people.token``) or as a
certificate for a key made here (``people.request``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from pepdesk.people.code import certificate_code
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import SigningProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.signing_key import SigningKey


VALID_FOR: Final = dt.timedelta(days=1095)
"""Three years (security design, section 3.1)."""

_KEY_BITS: Final = 3072
_ROOT_UNIT: Final = "PepDesk personal root"  # the unit in the root's name; the person's has none
_CLOCK_SLACK: Final = dt.timedelta(minutes=5)
_LONGEST_NAME: Final = 64  # X.509's bound on a common name and on an organisation's name
SIGNING_USES: Final = (
    x509.ObjectIdentifier("1.3.6.1.5.5.7.3.4"),  # e-mail protection: what NSS asks of a signer
    x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # document signing, Microsoft's
    x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # document signing, RFC 9336
)


@dataclass(frozen=True, slots=True)
class Identity:
    """One person in one role. ``chain``: the certificates above theirs, nearest first (may be empty)."""

    name: str
    role: str
    organisation: str
    key: SigningKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def __repr__(self) -> str:
        """Neither the name nor the key: a repr may end in a log."""
        return f"Identity({self.role})"

    @property
    def anchor(self) -> x509.Certificate:
        """The one certificate that stands for this person (see ``anchor_of``)."""
        return anchor_of((self.certificate, *self.chain))

    @property
    def code(self) -> str:
        """The 30 digits that others compare by voice."""
        return certificate_code(self.anchor)


def anchor_of(chain: tuple[x509.Certificate, ...]) -> x509.Certificate:
    """The certificate that stands for one person.

    That is their personal root, or the person's own certificate if an organisation issued it (its root stands
    for many people). ``chain`` goes from the person upwards; the caller has checked that each certificate
    really is signed by the next.
    """
    if len(chain) != 2 or chain[1].issuer != chain[1].subject:
        return chain[0]
    person, root = chain
    same = common_name(person) == common_name(root) and organisation_of(person) == organisation_of(root)
    return root if same and _attribute(root, NameOID.ORGANIZATIONAL_UNIT_NAME) == _ROOT_UNIT else person


def common_name(certificate: x509.Certificate) -> str:
    """The name of the certificate's holder, or "" if it has none."""
    return _attribute(certificate, NameOID.COMMON_NAME)


def organisation_of(certificate: x509.Certificate) -> str:
    """The organisation named in the certificate, or ""."""
    return _attribute(certificate, NameOID.ORGANIZATION_NAME)


def role_of(certificate: x509.Certificate) -> str:
    """The role named in the certificate's title, or "" if there is none that PepDesk knows."""
    title = _attribute(certificate, NameOID.TITLE)
    return next((role for role, words in ROLE_TITLES.items() if words == title), "")


def make_identity(name: str, role: str, organisation: str, *, now: dt.datetime | None = None) -> Identity:
    """A new personal identity, valid for three years from ``now`` (default: the clock).

    Raises SigningProblem if the name or organisation is empty or too long, or the role is unknown.
    """
    name, organisation = name.strip(), organisation.strip()
    check_words(name, role, organisation)
    start = (now or dt.datetime.now(dt.UTC)) - _CLOCK_SLACK
    root_key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
    root = _root_certificate(name, organisation, root_key, start)
    key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
    subject = subject_of(name, organisation, NameOID.TITLE, ROLE_TITLES[role])
    certificate = _person_certificate(subject, key, root, root_key, start)
    check_readable(certificate)
    del root_key  # nobody can ever issue another certificate under this root
    return Identity(name, role, organisation, key, certificate, (root,))


def stands_for_others(certificate: x509.Certificate) -> bool:
    """Whether this is the certificate of an authority that issues certificates to several people."""
    try:
        limits = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return limits.ca and _attribute(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME) != _ROOT_UNIT


def check_readable(certificate: x509.Certificate) -> None:
    """Raise SigningProblem for a name that programs comparing certificates refuse (RFC 4518, 2.4).

    They know the letters of Unicode 3.2: every living script, but no smileys and few historic scripts.
    """
    from asn1crypto.x509 import Certificate

    loaded = Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    try:
        _ = loaded.subject.hashable, loaded.issuer.hashable
    except ValueError as error:
        raise SigningProblem(
            tr("The name has letters or pictures that other programs cannot read in a signature."),
            tr("Spell it as in an official paper, without smileys."),
            code="identity-words",
        ) from error


def root_file(identity: Identity) -> bytes:
    """The ``.cer`` (DER) that others import to trust this person: Windows, Acrobat, LibreOffice, PepDesk."""
    return identity.anchor.public_bytes(serialization.Encoding.DER)


def card_text(identity: Identity) -> str:
    """The contact card in words, to print or to read out: who, which code, until when, and how to check."""
    until = identity.certificate.not_valid_after_utc.strftime("%d %B %Y")
    return "\n".join(
        (
            "PepDesk signing card",
            f"Name: {identity.name}",
            f"Role: {ROLE_TITLES.get(identity.role, identity.role)}",
            f"Organisation: {identity.organisation}",
            f"Code: {identity.code}",
            f"Valid until: {until}",
            "",
            "Before you trust a signature with this card, ask the person to read the code to you on a",
            "telephone number you already knew, or when you meet. All thirty digits must agree.",
        )
    )


def _attribute(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def check_words(name: str, role: str, organisation: str) -> None:
    """Raise SigningProblem unless these words can stand in a certificate."""
    for words, refused in (
        (name, tr("The name cannot be used for a signing identity.")),
        (organisation, tr("The organisation cannot be used for a signing identity.")),
    ):
        if not words or len(words) > _LONGEST_NAME or not words.isprintable():
            raise SigningProblem(
                refused,
                tr("Type between 1 and {most} letters, all on one line.", most=_LONGEST_NAME),
                code="identity-words",
            )
    if role not in ROLE_TITLES:
        raise SigningProblem(
            tr("PepDesk does not know this role."),
            tr("Choose one of: {roles}.", roles=", ".join(ROLE_TITLES)),
            code="identity-role",
        )


def subject_of(name: str, organisation: str, extra: x509.ObjectIdentifier, value: str) -> x509.Name:
    """The holder's name as it stands in a certificate, with one attribute more."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(extra, value),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, public_key: rsa.RSAPublicKey, start: dt.datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + VALID_FOR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _root_certificate(name: str, organisation: str, key: rsa.RSAPrivateKey, start: dt.datetime) -> x509.Certificate:
    subject = subject_of(name, organisation, NameOID.ORGANIZATIONAL_UNIT_NAME, _ROOT_UNIT)
    return (
        _builder(subject, subject, key.public_key(), start)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def _person_certificate(
    subject: x509.Name,
    key: rsa.RSAPrivateKey,
    root: x509.Certificate,
    root_key: rsa.RSAPrivateKey,
    start: dt.datetime,
) -> x509.Certificate:
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    return (
        _builder(subject, root.subject, key.public_key(), start)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(list(SIGNING_USES)), critical=False)
        .add_extension(above, critical=False)
        .sign(root_key, hashes.SHA256())
    )


def key_usage(*, certificates: bool) -> x509.KeyUsage:
    """What the key may do: sign documents, or (the root) sign certificates."""
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )
