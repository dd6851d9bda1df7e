"""The school's way in: a slot whose key is sealed for the escrow card of the school's data lead (HPKE, RFC 9180).

The card is an X25519 public key; only who holds its private key opens the slot. The slot key is random and sealed in
base mode (X25519, HKDF-SHA256, AES-256-GCM); ``info`` binds it to this vault and this slot.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from pepdesk.problem import StorageProblem
from pepdesk.storage.slots import Slot
from pepdesk.words import tr

_LABEL = b"PepDesk v1 escrow"


def seal_for(reader: bytes, blank: Slot) -> tuple[Slot, bytes]:
    """``blank`` with a new random slot key sealed for the card ``reader`` (32 bytes), and that slot key.

    Raises ``StorageProblem`` when the card's key is none.
    """
    slot_key = secrets.token_bytes(32)
    try:
        sealed = _suite().encrypt(slot_key, X25519PublicKey.from_public_bytes(reader), _info(blank))
    except ValueError:
        raise StorageProblem(
            tr("This card cannot be used."), tr("Ask the data lead for a new one. Nothing was changed."), code="card"
        ) from None
    return replace(blank, reader=reader, sealed_key=sealed), slot_key


def open_with(private_key: bytes, slot: Slot) -> bytes | None:
    """The slot key of an escrow slot, or ``None`` when it was made for another card or changed."""
    key = X25519PrivateKey.from_private_bytes(private_key)
    if key.public_key().public_bytes_raw() != slot.reader:
        return None
    try:
        return _suite().decrypt(slot.sealed_key, key, _info(slot))
    except (InvalidTag, ValueError):
        return None


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _info(slot: Slot) -> bytes:
    return b"|".join((_LABEL, slot.vault_id.encode(), slot.slot_id.encode()))
