"""The bytes of one vault file (`.pdv`): slots in the open, the rest under a MAC that needs the key.

::

    "PEPVAULT" | major 1 | minor 0 | u16 length of the fixed part | vault id 16 | generation u64 | key epoch u32
    | salt 32 | u32 length of slots | slots | u32 length of the sealed manifest | MAC 32 | manifest

The manifest (``manifest``) is sealed like any other part.
"""

from __future__ import annotations

import hmac
import secrets
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pepdesk.problem import NewerFile
from pepdesk.storage.damage import damaged
from pepdesk.storage.envelope import MAJOR, NONCE, Key, expand, file_key, open_part, pad
from pepdesk.storage.slots import MAX_SLOTS_BYTES, Slot, read_slots, write_slots
from pepdesk.words import tr

MAX_VAULT_FILE = 4 << 20
_FIXED = struct.Struct(">8sBBH16sQI32sI")
_MAGIC = b"PEPVAULT"
_LABEL = b"PepDesk v1 vault"
_MAC_BYTES = 32


@dataclass(frozen=True, slots=True)
class VaultFile:
    """A vault file taken apart, not yet vouched for: see ``confirm``."""

    vault_id: bytes
    generation: int
    epoch: int
    salt: bytes
    slots: tuple[Slot, ...]
    signed_part: bytes
    mac: bytes
    sealed_manifest: bytes


def write_vault_file(
    vault_key: Key, vault_id: bytes, generation: int, epoch: int, slots: tuple[Slot, ...], manifest: bytes
) -> bytes:
    """The bytes of a vault file."""
    salt, boxes = secrets.token_bytes(32), write_slots(slots)
    key, padded = file_key(vault_key, _LABEL, salt), pad(manifest)
    fixed = _FIXED.pack(_MAGIC, MAJOR, 0, _FIXED.size, vault_id, generation, epoch, salt, len(boxes))
    part = fixed + boxes + struct.pack(">I", len(padded) + 16)
    mac = hmac.digest(expand(key, b"mac"), part, "sha256")
    return part + mac + AESGCM(expand(key, b"manifest")).encrypt(NONCE, padded, mac)


def read_vault_file(data: bytes) -> VaultFile:
    """Take a vault file apart. Raises ``DamagedFile`` or ``NewerFile``; the MAC cannot be tried without a key."""
    if len(data) < _FIXED.size or data[:8] != _MAGIC:
        raise damaged(tr("it does not begin like a vault of PepDesk's"))
    _, major, _, length, vault_id, generation, epoch, salt, boxes = _FIXED.unpack_from(data)
    if major != MAJOR:
        raise NewerFile(
            tr("This vault was made by a newer PepDesk."),
            tr("It was left untouched. Install the newer version on this computer to open it."),
        )
    end = _FIXED.size + boxes
    if length != _FIXED.size or boxes > MAX_SLOTS_BYTES or len(data) < end + 4 + _MAC_BYTES:
        raise damaged(tr("its lengths do not fit"))
    (manifest,) = struct.unpack_from(">I", data, end)
    mac_at = end + 4
    if len(data) != mac_at + _MAC_BYTES + manifest:
        raise damaged(tr("its length is wrong"))
    return VaultFile(
        vault_id,
        generation,
        epoch,
        salt,
        read_slots(data[_FIXED.size : end]),
        data[:mac_at],
        data[mac_at : mac_at + _MAC_BYTES],
        data[mac_at + _MAC_BYTES :],
    )


def confirm(file: VaultFile, vault_key: Key) -> bytes:
    """Vouch for the whole file with the key; gives the manifest. Raises ``DamagedFile``."""
    key = file_key(vault_key, _LABEL, file.salt)
    if not hmac.compare_digest(hmac.digest(expand(key, b"mac"), file.signed_part, "sha256"), file.mac):
        raise damaged(tr("its heading was changed"))
    return open_part(expand(key, b"manifest"), file.sealed_manifest, file.mac)
