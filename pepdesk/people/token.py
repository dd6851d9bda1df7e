"""Identities on a smart card or token, through the PKCS#11 library that its maker gives. The key never leaves the card.

The library is native code that this user's computer already trusts for logging in or signing; PepDesk loads it only
when a person names it. Nothing of a card is kept in the vault: it is asked for each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from pepdesk.people.brought import identity_of
from pepdesk.problem import SigningProblem
from pepdesk.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from pepdesk.people.identity import Identity
    from pepdesk.people.signing_key import PublicKey


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a key is: the library, the card's serial number, the key's id on it; and the PIN that opens it."""

    library: str
    serial: bytes
    key_id: bytes
    pin: str

    def __repr__(self) -> str:
        return "_Place()"


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A key on a card (``signing_key.CardKey``)."""

    place: _Place
    public: PublicKey

    def __repr__(self) -> str:
        """Nothing of the card: a repr may end in a log."""
        return "TokenKey()"

    def public_key(self) -> PublicKey:
        """The public half."""
        return self.public

    def sign_sha256(self, data: bytes) -> bytes:
        """Let the card sign. Raises SigningProblem if it was taken out or refuses."""
        from pkcs11 import Attribute, Mechanism, ObjectClass

        with _told(), _opened(self.place) as session:
            wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: self.place.key_id}
            key: Any = next(iter(session.get_objects(wanted)), None)
            if key is None:
                raise _gone()
            if isinstance(self.public, rsa.RSAPublicKey):
                return bytes(key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))
            raw = bytes(key.sign(hashlib.sha256(data).digest(), mechanism=Mechanism.ECDSA))
        half = len(raw) // 2
        return encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))


def identity_on_card(library: Path, pin: str, *, role: str = "", label: str = "") -> Identity:
    """The identity on the card that ``library`` (the maker's .so, .dll or .dylib) finds.

    ``label`` names the card or the certificate if there are several; ``role`` wins over the certificate's own.
    Raises SigningProblem: no such library or card, a wrong PIN, no or several certificates with a key, or one that
    ``identity_of`` refuses.
    """
    import pkcs11

    with _told():
        pkcs11.lib(str(library)).reinitialize()  # it would not see a card put in since it was loaded
        found = [one for token in _tokens(str(library)) for one in _certificates(str(library), token, pin, label)]
    if len(found) != 1:
        raise SigningProblem(
            tr("There is no certificate to sign with on the card.")
            if not found
            else tr("There is more than one certificate to sign with."),
            tr("Put the card in and try again.") if not found else tr("Name the one you mean by its label."),
            code="card-certificate",
        )
    place, certificate, others = found[0]
    public = certificate.public_key()
    if not isinstance(public, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise SigningProblem(tr("The card's key is of a kind that PepDesk cannot sign with."), code="identity-key")
    return identity_of(TokenKey(place, public), certificate, others, role=role)


def _tokens(library: str) -> list[Any]:
    import pkcs11

    return [token for token in pkcs11.lib(library).get_tokens() if token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED]


def _certificates(
    library: str,
    token: Any,  # noqa: ANN401 - the library is untyped
    pin: str,
    label: str,
) -> list[tuple[_Place, x509.Certificate, tuple[x509.Certificate, ...]]]:
    """Each certificate on ``token`` whose key is there too (and which ``label`` names), and all the others."""
    from pkcs11 import Attribute, ObjectClass

    with token.open(user_pin=pin) as session:
        entries = [
            (bytes(one[Attribute.ID]), str(one[Attribute.LABEL]), x509.load_der_x509_certificate(one[Attribute.VALUE]))
            for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
        ]
        keys = {bytes(key[Attribute.ID]) for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})}
    found = []
    for key_id, own_label, certificate in entries:
        if key_id in keys and label in ("", own_label, token.label):
            others = tuple(other for _, _, other in entries if other != certificate)
            found.append((_Place(library, bytes(token.serial), key_id, pin), certificate, others))
    return found


@contextmanager
def _opened(place: _Place) -> Iterator[Any]:
    token = next((one for one in _tokens(place.library) if bytes(one.serial) == place.serial), None)
    if token is None:
        raise _gone()
    with token.open(user_pin=place.pin) as session:
        yield session


def _gone() -> SigningProblem:
    return SigningProblem(
        tr("The card is no longer there."), tr("Put it in and sign again. Nothing was signed."), code="card"
    )


@contextmanager
def _told() -> Iterator[None]:
    """Say in words what the card or its library refuses."""
    from pkcs11 import exceptions

    try:
        yield
    except (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange) as error:
        raise SigningProblem(
            tr("The PIN did not open the card."),
            tr("Try again with care: after a few wrong ones the card locks itself."),
            code="card-pin",
        ) from error
    except exceptions.PinLocked as error:
        raise SigningProblem(
            tr("The card is locked after too many wrong PINs."),
            tr("Ask whoever gave it to you to unlock it."),
            code="card-pin",
        ) from error
    except (exceptions.PKCS11Error, RuntimeError, OSError, ValueError) as error:
        raise SigningProblem(
            tr("The smart card could not be used."),
            tr("Check that the card is in, and that the file chosen is the library its maker gave for PKCS#11."),
            code="card",
        ) from error
