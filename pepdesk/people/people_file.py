"""What the vault's people file holds: own identities with their keys, and the people this user has checked.

Bytes in, bytes out; the vault seals them (the private keys stand in them unsealed).
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, replace
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from pepdesk.people.identity import Identity
from pepdesk.problem import DamagedFile, NewerFile

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whose certificate was checked: a person's anchor, or the root of an organisation (role "")."""

    name: str
    role: str
    organisation: str
    certificate: x509.Certificate


@dataclass(frozen=True, slots=True)
class People:
    """Everybody this user signs as (``own``, newest last) or knows (``known``).

    ``escrow`` is the private key of this user's escrow card (32 bytes), if they are a data lead.
    """

    own: tuple[Identity, ...] = ()
    known: tuple[Contact, ...] = ()
    escrow: bytes | None = None

    def with_own(self, identity: Identity) -> People:
        """The same people and one more own identity (the same certificate is not kept twice)."""
        rest = tuple(i for i in self.own if i.certificate != identity.certificate)
        return replace(self, own=(*rest, identity))

    def with_known(self, contact: Contact) -> People:
        """The same people and one more contact (the same certificate is not kept twice)."""
        rest = tuple(c for c in self.known if c.certificate != contact.certificate)
        return replace(self, known=(*rest, contact))


def to_bytes(people: People) -> bytes:
    """Canonical JSON: the same people give the same bytes. Holds private keys: only for the vault to seal."""
    content: dict[str, Any] = {
        "v": VERSION,
        "own": [_own(identity) for identity in people.own],
        "known": [_known(contact) for contact in people.known],
    }
    if people.escrow is not None:
        content["escrow"] = people.escrow.hex()
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def from_bytes(data: bytes | None) -> People:
    """The people in ``data``; None (no people file yet) is nobody.

    Raises NewerFile if a newer PepDesk wrote it, DamagedFile if it cannot be understood.
    """
    if data is None:
        return People()
    try:
        content = json.loads(data)
        version = content["v"]
        if version == VERSION:
            return People(
                tuple(_read_own(entry) for entry in content["own"]),
                tuple(_read_known(entry) for entry in content["known"]),
                _read_escrow(content.get("escrow")),
            )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise DamagedFile(
            "The list of people and signing identities could not be read.",
            "Nothing was changed. Restore the vault from a copy, or make a new identity.",
        ) from error
    raise NewerFile(
        "The list of people was written by a newer PepDesk.",
        "It was left as it is. Update PepDesk and try again.",
    )


def _own(identity: Identity) -> dict[str, Any]:
    key = identity.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "name": identity.name,
        "role": identity.role,
        "organisation": identity.organisation,
        "key": base64.b64encode(key).decode("ascii"),
        "certificate": _der(identity.certificate),
        "chain": [_der(certificate) for certificate in identity.chain],
    }


def _read_own(entry: dict[str, Any]) -> Identity:
    key = serialization.load_der_private_key(base64.b64decode(entry["key"], validate=True), None)
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise TypeError("not a signing key")
    certificate = _certificate(entry["certificate"])
    if certificate.public_key() != key.public_key():
        raise ValueError("the key is not the certificate's")
    chain = tuple(_certificate(text) for text in entry["chain"])
    return Identity(*_words(entry), key, certificate, chain)


def _known(contact: Contact) -> dict[str, Any]:
    return {
        "name": contact.name,
        "role": contact.role,
        "organisation": contact.organisation,
        "certificate": _der(contact.certificate),
    }


def _read_known(entry: dict[str, Any]) -> Contact:
    return Contact(*_words(entry), _certificate(entry["certificate"]))


def _read_escrow(text: str | None) -> bytes | None:
    if text is None:
        return None
    if len(key := bytes.fromhex(text)) != 32:
        raise ValueError("not a card's key")
    return key


def _words(entry: dict[str, Any]) -> tuple[str, str, str]:
    name, role, organisation = entry["name"], entry["role"], entry["organisation"]
    if not all(isinstance(text, str) for text in (name, role, organisation)):
        raise TypeError("not text")
    return name, role, organisation


def _der(certificate: x509.Certificate) -> str:
    return base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode("ascii")


def _certificate(text: str) -> x509.Certificate:
    return x509.load_der_x509_certificate(base64.b64decode(text, validate=True))
