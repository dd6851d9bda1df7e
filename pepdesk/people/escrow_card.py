"""The escrow card: the public key of a school's data lead, with which the plans of those who left stay reachable.

The card (text in a ``.pepcard`` file) may be shown to anybody; its 30 digits are compared by voice before it is used.
The private key lies in the data lead's own vault, in the people file.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Final

from pepdesk.people.code import code_of
from pepdesk.problem import StorageProblem
from pepdesk.words import tr

_FORMAT: Final = "PepDesk escrow card 1"
_LABEL: Final = b"PepDesk escrow code v1"
_LARGEST: Final = 4096
_LONGEST_WORDS: Final = 120


@dataclass(frozen=True, slots=True)
class EscrowCard:
    """Who it is of, in words, and their public key (32 bytes). The code speaks for the key, not for the words."""

    name: str
    organisation: str
    public_key: bytes

    @property
    def code(self) -> str:
        """Thirty digits in six groups, read out by the data lead."""
        return escrow_code(self.public_key)


def escrow_code(public_key: bytes) -> str:
    """The 30 digits of a card's key."""
    return code_of(_LABEL + public_key)


def same_code(one: str, other: str) -> bool:
    """Whether two codes have the same thirty digits, however they were spaced."""
    first, second = ("".join(sign for sign in text if sign.isdigit()) for text in (one, other))
    return len(first) == 30 and first == second


def new_private_key() -> bytes:
    """A private key for a card (32 bytes)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.generate().private_bytes_raw()


def card_of_key(private_key: bytes, name: str, organisation: str) -> EscrowCard:
    """The card of a private key. Raises ``StorageProblem`` for words that do not fit on a card."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    name, organisation = " ".join(name.split()), " ".join(organisation.split())
    if not all(text.isprintable() and 0 < len(text) <= _LONGEST_WORDS for text in (name, organisation)):
        raise StorageProblem(
            tr("A card needs a name and an organisation."),
            tr("At most {most} letters each.", most=_LONGEST_WORDS),
            code="card",
        )
    public = X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()
    return EscrowCard(name, organisation, public)


def write_card(card: EscrowCard) -> str:
    """The card as the text of its file."""
    key = base64.b64encode(card.public_key).decode("ascii")
    content = {"format": _FORMAT, "name": card.name, "organisation": card.organisation, "key": key}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_card(data: bytes) -> EscrowCard:
    """The card in a file. Raises ``StorageProblem`` for anything else."""
    try:
        content = json.loads(data) if len(data) <= _LARGEST else None
        if not isinstance(content, dict) or content.get("format") != _FORMAT:
            raise ValueError
        words = (content["name"], content["organisation"])
        key = base64.b64decode(content["key"], validate=True)
        if len(key) != 32 or not all(
            isinstance(text, str) and text.isprintable() and 0 < len(text) <= _LONGEST_WORDS for text in words
        ):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise StorageProblem(
            tr("This is not an escrow card."), tr("Ask the data lead for the .pepcard file PepDesk made."), code="card"
        ) from None
    return EscrowCard(*words, key)
