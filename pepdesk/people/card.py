"""The contact card: what somebody must have of another person to write to them, and to know that a part is theirs.

Text beginning ``PEPCARD1:`` that may be shown to anybody: a file, pasted from a message, or a QR code. It is signed
with its own key, so it cannot be altered; that it is that person's is settled by reading thirty digits to each other.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pepdesk.people.code import code_of
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import HandoverProblem
from pepdesk.words import tr

PREFIX: Final = "PEPCARD1:"
SCHOOL_STAFF: Final = "school_staff"
"""The role of a colleague who fills in parts for the designated teacher; nobody signs a plan in it."""
CARD_ROLES: Final[dict[str, str]] = {**ROLE_TITLES, SCHOOL_STAFF: "Member of school staff"}
"""Role → the words for it."""
LONGEST_WORDS: Final = 64
_LARGEST: Final = 4096
_SIGNED: Final = b"PepDesk card v1\0"
_ID_LABEL: Final = b"PepDesk card id v1\0"
_CODE_LABEL: Final = b"PepDesk card code v1"
_FIELDS: Final = frozenset({"v", "name", "role", "org", "ed", "x", "cert", "made", "sig"})


@dataclass(frozen=True, slots=True)
class Card:
    """One person in one role. ``signs`` and ``opens`` are their public keys (Ed25519, X25519; 32 bytes each).

    ``certificate`` is the SHA-256 of the certificate they sign documents with, or 32 zeros if they have none yet.
    ``signature`` is the card's own (64 bytes); ``read_card`` and ``new_keys`` give only cards whose signature holds.
    """

    name: str
    role: str
    organisation: str
    signs: bytes
    opens: bytes
    certificate: bytes
    made: date
    signature: bytes

    def __repr__(self) -> str:
        """No name: a repr may end in a log."""
        return f"Card({self.role}, {self.id[:8]})"

    @property
    def id(self) -> str:
        """What stands for the card in packages, 64 hex digits: binds both keys, the name, role and organisation."""
        return hashlib.sha256(_ID_LABEL + _core(self)).hexdigest()

    @property
    def code(self) -> str:
        """The 30 digits that others compare by voice."""
        return code_of(_CODE_LABEL + bytes.fromhex(self.id))

    @property
    def title(self) -> str:
        """The role in words."""
        return CARD_ROLES[self.role]


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A card of one's own with its private keys (32 bytes each)."""

    card: Card
    signing_key: bytes
    opening_key: bytes

    def __repr__(self) -> str:
        """No keys."""
        return f"OwnCard({self.card!r})"

    def sign(self, data: bytes) -> bytes:
        """An Ed25519 signature, 64 bytes. ``data`` begins with a label of its purpose."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.signing_key).sign(data)


def new_keys(name: str, role: str, organisation: str, *, certificate: bytes = bytes(32), made: date) -> OwnCard:
    """A new card with keys of its own. Raises ``HandoverProblem`` for words that do not fit on a card."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    keys = Ed25519PrivateKey.generate().private_bytes_raw(), X25519PrivateKey.generate().private_bytes_raw()
    return card_for(name, role, organisation, keys, certificate=certificate, made=made)


def card_for(
    name: str, role: str, organisation: str, keys: tuple[bytes, bytes], *, certificate: bytes = bytes(32), made: date
) -> OwnCard:
    """The card of keys that there are: Ed25519 and X25519 (32 bytes each). Raises as ``new_keys``."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    name, organisation = (unicodedata.normalize("NFC", " ".join(words.split())) for words in (name, organisation))
    if not (_fits(name) and _fits(organisation)) or role not in CARD_ROLES:
        raise HandoverProblem(
            tr("A card needs a name, an organisation and a role PepDesk knows."),
            tr("At most {most} letters each, on one line.", most=LONGEST_WORDS),
            code="card-words",
        )
    signing, opening = Ed25519PrivateKey.from_private_bytes(keys[0]), X25519PrivateKey.from_private_bytes(keys[1])
    signs, opens = signing.public_key().public_bytes_raw(), opening.public_key().public_bytes_raw()
    blank = Card(name, role, organisation, signs, opens, certificate, made, bytes(64))
    card = Card(name, role, organisation, signs, opens, certificate, made, signing.sign(_SIGNED + _core(blank)))
    return OwnCard(card, signing.private_bytes_raw(), opening.private_bytes_raw())


def signed_by(card: Card, signature: bytes, data: bytes) -> bool:
    """Whether ``signature`` over ``data`` is the card's."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(card.signs).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def safety_number(one: Card, other: Card) -> str:
    """The codes of two cards, the same for both people whoever reads first: two lines of thirty digits."""
    return "\n".join(sorted((one.code, other.code)))


def write_card(card: Card) -> str:
    """The card as text on one line, without a line end."""
    return PREFIX + base64.b32encode(_json(as_table(card))).decode("ascii").rstrip("=")


def read_card(text: str | bytes) -> Card:
    """The card in a file or in pasted text, however it was broken into lines. Raises ``HandoverProblem``."""
    try:
        words = text.decode("ascii") if isinstance(text, bytes) else text
        words = "".join(words.split()).upper() if len(words) <= _LARGEST else ""
        if not words.startswith(PREFIX):
            raise ValueError("no card")
        body = words.removeprefix(PREFIX)
        data = base64.b32decode(body + "=" * (-len(body) % 8))
        card = from_table(json.loads(data))
        if _json(as_table(card)) != data or write_card(card) != words:
            raise ValueError("not as PepDesk writes it")
    except (ValueError, TypeError, KeyError, RecursionError):
        raise HandoverProblem(
            tr("This is not a contact card, or it was changed on the way."),
            tr("Ask for it again: the whole text beginning PEPCARD1, or the .pepcard file."),
            code="card",
        ) from None
    return card


def as_table(card: Card) -> dict[str, Any]:
    """The card as JSON can hold it, as it stands in packages."""
    return {**_table(card), "sig": _text(card.signature)}


def from_table(table: object) -> Card:
    """The card in a table. Raises ``ValueError`` or ``TypeError`` for anything but a card whose signature holds."""
    if not isinstance(table, dict) or set(table) != _FIELDS or type(table["v"]) is not int or table["v"] != 1:
        raise ValueError("not a card")
    if not all(isinstance(value, str) for key, value in table.items() if key != "v"):
        raise TypeError("not a card's fields")
    signs, opens, certificate = (_bytes(table[key], 32) for key in ("ed", "x", "cert"))
    signature, made = _bytes(table["sig"], 64), date.fromisoformat(table["made"])
    card = Card(table["name"], table["role"], table["org"], signs, opens, certificate, made, signature)
    words = (card.name, card.organisation)
    if card.role not in CARD_ROLES or not all(map(_fits, words)) or made.isoformat() != table["made"]:
        raise ValueError("not a card's words")
    if any(unicodedata.normalize("NFC", " ".join(one.split())) != one for one in words):
        raise ValueError("not a card's words")
    if not signed_by(card, signature, _SIGNED + _core(card)):
        raise ValueError("its signature does not hold")
    return card


def qr_code(card: Card, kind: str) -> bytes:
    """The card as a picture of a QR code; ``kind`` is "png" or "svg"."""
    import segno

    out = io.BytesIO()
    segno.make(write_card(card), error="m", micro=False).save(out, kind=kind, scale=4, border=4)
    return out.getvalue()


def card_words(card: Card) -> str:
    """The card in words, to print or to read out."""
    lines = (f"{card.name}, {card.title}", card.organisation, f"Made on {card.made.isoformat()}", f"Code: {card.code}")
    return "\n".join(lines)


def _table(card: Card) -> dict[str, Any]:
    return {
        "v": 1, "name": card.name, "role": card.role, "org": card.organisation, "ed": _text(card.signs),
        "x": _text(card.opens), "cert": _text(card.certificate), "made": card.made.isoformat(),
    }  # fmt: skip


def _core(card: Card) -> bytes:
    return _json(_table(card))


def _json(table: dict[str, Any]) -> bytes:
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _bytes(text: str, length: int) -> bytes:
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if len(data) != length or _text(data) != text:
        raise ValueError("not as PepDesk writes it")
    return data


def _fits(words: str) -> bool:
    return 0 < len(words) <= LONGEST_WORDS and words.isprintable()
