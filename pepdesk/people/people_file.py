"""What the vault's people file holds: own identities with their keys, and the people this user has checked.

Bytes in, bytes out; the vault seals them (the private keys stand in them unsealed).
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from pepdesk.people.card_book import CardBook, read_book, write_book
from pepdesk.people.identity import Identity, common_name, organisation_of, role_of
from pepdesk.people.request import Waiting
from pepdesk.problem import DamagedFile, NewerFile
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.signing_key import MemoryKey, SigningKey

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whose certificate is kept: a person's anchor, or the root of an organisation (role "").

    ``confirmed`` is the ISO day on which this user compared the code with them by voice, "" if not yet.
    """

    name: str
    role: str
    organisation: str
    certificate: x509.Certificate
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Everybody this user signs as (``own``, newest last) or knows (``known``).

    ``escrow`` is the private key of this user's escrow card (32 bytes), if they are a data lead. ``cards`` are the
    contact cards for handing plans over, with the keys of one's own. ``waiting`` are keys whose certificate an
    authority's office has yet to give.
    """

    own: tuple[Identity, ...] = ()
    known: tuple[Contact, ...] = ()
    escrow: bytes | None = None
    cards: CardBook = field(default_factory=CardBook)
    waiting: tuple[Waiting, ...] = ()

    def with_own(self, identity: Identity) -> People:
        """The same people and one more own identity (the same certificate is not kept twice)."""
        rest = tuple(i for i in self.own if i.certificate != identity.certificate)
        return replace(self, own=(*rest, identity))

    def with_known(self, contact: Contact) -> People:
        """The same people and one more contact (the same certificate is not kept twice)."""
        rest = tuple(c for c in self.known if c.certificate != contact.certificate)
        return replace(self, known=(*rest, contact))

    def without_known(self, certificate: x509.Certificate) -> People:
        """The same people but the contact with this certificate."""
        return replace(self, known=tuple(c for c in self.known if c.certificate != certificate))

    def with_waiting(self, waiting: Waiting) -> People:
        """The same people and one more key that waits for its certificate."""
        return replace(self, waiting=(*self.waiting, waiting))

    def with_answer(self, waiting: Waiting, identity: Identity) -> People:
        """The same people once the office has answered ``waiting`` with ``identity``'s certificate."""
        rest = tuple(one for one in self.waiting if one is not waiting)
        return replace(self, waiting=rest).with_own(identity)


def contact_from(certificate: x509.Certificate, *, name: str = "", role: str = "", confirmed: str = "") -> Contact:
    """A contact for ``certificate``; ``name`` and ``role`` win over the words inside it.

    ``confirmed`` is the ISO day on which the code was compared by voice, "" if it was not yet.
    """
    return Contact(
        name or common_name(certificate),
        role or role_of(certificate),
        organisation_of(certificate),
        certificate,
        confirmed,
    )


def to_bytes(people: People) -> bytes:
    """Canonical JSON: the same people give the same bytes. Holds private keys: only for the vault to seal."""
    content: dict[str, Any] = {
        "v": VERSION,
        "own": [_own(identity) for identity in people.own],
        "known": [_known(contact) for contact in people.known],
    }
    if people.escrow is not None:
        content["escrow"] = people.escrow.hex()
    if people.cards:
        content["cards"] = write_book(people.cards)
    if people.waiting:
        content["waiting"] = [_waiting(one) for one in people.waiting]
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def cards_from_bytes(data: bytes | None) -> tuple[CardBook, bytes | None]:
    """Only the contact cards and the escrow card's private key, much sooner than with all signing keys.

    Raises as ``from_bytes``.
    """
    try:
        content: dict[str, Any] = {"v": VERSION} if data is None else json.loads(data)
        if content["v"] == VERSION:
            return read_book(content.get("cards")), _read_escrow(content.get("escrow"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass  # the whole reader says what is wrong
    people = from_bytes(data)
    return people.cards, people.escrow


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
                read_book(content.get("cards")),
                tuple(_read_waiting(entry) for entry in content.get("waiting", ())),
            )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise DamagedFile(
            tr("The list of people and signing identities could not be read."),
            tr("Nothing was changed. Restore the vault from a copy, or make a new identity."),
        ) from error
    raise NewerFile(
        tr("The list of people was written by a newer PepDesk."),
        tr("It was left as it is. Update PepDesk and try again."),
    )


def _own(identity: Identity) -> dict[str, Any]:
    return {
        "name": identity.name,
        "role": identity.role,
        "organisation": identity.organisation,
        "key": _key(identity.key),
        "certificate": _der(identity.certificate),
        "chain": [_der(certificate) for certificate in identity.chain],
    }


def _key(key: SigningKey) -> str:
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise TypeError("a card's key is kept nowhere")
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return base64.b64encode(der).decode("ascii")


def _read_key(text: str) -> MemoryKey:
    key = serialization.load_der_private_key(base64.b64decode(text, validate=True), None)
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise TypeError("not a signing key")
    return key


def _waiting(one: Waiting) -> dict[str, Any]:
    return {"name": one.name, "role": one.role, "organisation": one.organisation, "key": _key(one.key)}


def _read_waiting(entry: dict[str, Any]) -> Waiting:
    return Waiting(*_words(entry), _read_key(entry["key"]))


def _read_own(entry: dict[str, Any]) -> Identity:
    key = _read_key(entry["key"])
    certificate = _certificate(entry["certificate"])
    if certificate.public_key() != key.public_key():
        raise ValueError("the key is not the certificate's")
    chain = tuple(_certificate(text) for text in entry["chain"])
    return Identity(*_words(entry), key, certificate, chain)


def _known(contact: Contact) -> dict[str, Any]:
    words = {"name": contact.name, "role": contact.role, "organisation": contact.organisation}
    confirmed = {"confirmed": contact.confirmed} if contact.confirmed else {}
    return {**words, "certificate": _der(contact.certificate), **confirmed}


def _read_known(entry: dict[str, Any]) -> Contact:
    confirmed = entry.get("confirmed", "")
    if not isinstance(confirmed, str):
        raise TypeError("not a day")
    if confirmed:
        dt.date.fromisoformat(confirmed)
    return Contact(*_words(entry), _certificate(entry["certificate"]), confirmed)


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
