"""Slots: the vault key locked in several boxes, each with its own way in.

The ways are passphrase, recovery key, this computer's keyring, and the school's escrow card (``escrow``).
A slot is a small JSON object. Everything in it but nonce, wrapped key and commitment is bound to the wrapping as
AAD; the commitment tells a wrong key from a damaged box and ties the box to one key (security.md 1.3).
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pepdesk.storage.canonical import canonical
from pepdesk.storage.damage import damaged
from pepdesk.storage.derivation import Cost
from pepdesk.storage.envelope import Key, expand
from pepdesk.words import tr

PASSPHRASE, RECOVERY, KEYRING, ESCROW = "passphrase", "recovery", "keyring", "escrow"
MAX_SLOTS_BYTES = 64 << 10
_MAX_SLOTS = 16
_TEXT_FIELDS = ("kind", "id", "vault", "made", "n", "ct", "kc")


class WrongKey(Exception):
    """The key does not belong to the slot."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One box. ``made`` is an ISO date; ``salt`` and ``cost`` are empty and ``None`` but for passphrases.

    ``reader`` and ``sealed_key`` are empty but for escrow: the card's public key (32 bytes), and this slot's own key
    sealed for it (80 bytes).
    """

    kind: str
    slot_id: str
    vault_id: str
    epoch: int
    made: str
    salt: bytes = b""
    cost: Cost | None = None
    nonce: bytes = b""
    wrapped: bytes = b""
    commitment: bytes = b""
    reader: bytes = b""
    sealed_key: bytes = b""

    def bound(self) -> bytes:
        """The fields that opening depends on, as canonical JSON."""
        return canonical(self._fields())

    def as_json(self) -> dict[str, object]:
        """All fields, for the vault file."""
        secret = {"n": self.nonce, "ct": self.wrapped, "kc": self.commitment}
        return self._fields() | {name: value.hex() for name, value in secret.items()}

    def _fields(self) -> dict[str, object]:
        fields: dict[str, object] = {"kind": self.kind, "id": self.slot_id, "vault": self.vault_id}
        fields |= {"epoch": self.epoch, "made": self.made}
        if self.cost is not None:
            fields |= {"salt": self.salt.hex(), "t": self.cost.rounds, "p": self.cost.lanes}
            fields["m"] = self.cost.memory_kib
        if self.reader:
            fields |= {"pk": self.reader.hex(), "hpke": self.sealed_key.hex()}
        return fields


def wrap(blank: Slot, slot_key: bytes, vault_key: Key) -> Slot:
    """``blank`` with the vault key locked into it by a 32-byte key of its own."""
    bound, nonce = blank.bound(), secrets.token_bytes(12)
    return replace(
        blank,
        nonce=nonce,
        wrapped=AESGCM(_wrapping_key(blank, slot_key)).encrypt(nonce, bytes(vault_key), bound),
        commitment=_commit(slot_key, bound),
    )


def unwrap(slot: Slot, slot_key: bytes) -> bytearray:
    """The vault key. Raises ``WrongKey`` when the key or a bound field differs, ``DamagedFile`` when the box does."""
    bound = slot.bound()
    if not hmac.compare_digest(_commit(slot_key, bound), slot.commitment):
        raise WrongKey
    try:
        key = AESGCM(_wrapping_key(slot, slot_key)).decrypt(slot.nonce, slot.wrapped, bound)
    except (InvalidTag, ValueError):
        raise damaged(tr("the locked key in it was changed")) from None
    return bytearray(key)


def write_slots(slots: tuple[Slot, ...]) -> bytes:
    """All slots as canonical JSON."""
    return canonical([slot.as_json() for slot in slots])


def read_slots(data: bytes) -> tuple[Slot, ...]:
    """Slots from a file nobody has vouched for yet.

    Slots of a kind or shape this PepDesk does not know are left out, as a later one may add its own. Raises
    ``DamagedFile`` when this is no list of slots at all.
    """
    try:
        found = json.loads(data) if len(data) <= MAX_SLOTS_BYTES else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or len(found) > _MAX_SLOTS:
        raise damaged(tr("its list of keys cannot be read"))
    slots = (_read_slot(item) for item in found)
    return tuple(slot for slot in slots if slot is not None)


def read_slot(fields: object) -> Slot:
    """One slot. Raises ``DamagedFile`` when it has not exactly the fields of its kind."""
    slot = _read_slot(fields)
    if slot is None:
        raise damaged(tr("its locked key cannot be read"))
    return slot


def _read_slot(fields: object) -> Slot | None:
    if not isinstance(fields, dict) or not all(isinstance(fields.get(name), str) for name in _TEXT_FIELDS):
        return None
    numbers = [fields.get(name) for name in ("epoch", "t", "p", "m")]
    if any(type(number) is not int for number in numbers[: 4 if "salt" in fields else 1]):
        return None
    try:
        slot = Slot(
            fields["kind"],
            fields["id"],
            fields["vault"],
            fields["epoch"],
            fields["made"],
            bytes.fromhex(fields.get("salt", "")),
            Cost(fields["t"], fields["p"], fields["m"]) if "salt" in fields else None,
            bytes.fromhex(fields["n"]),
            bytes.fromhex(fields["ct"]),
            bytes.fromhex(fields["kc"]),
            bytes.fromhex(fields.get("pk", "")),
            bytes.fromhex(fields.get("hpke", "")),
        )
    except (ValueError, TypeError):
        return None
    return slot if slot.as_json() == fields else None


def _wrapping_key(slot: Slot, slot_key: bytes) -> bytes:
    return expand(slot_key, b"PepDesk v1 slot " + slot.kind.encode())


def _commit(slot_key: bytes, bound: bytes) -> bytes:
    return hmac.digest(expand(slot_key, b"PepDesk v1 commit"), bound, "sha256")
