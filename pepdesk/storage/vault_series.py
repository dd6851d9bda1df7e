"""The vault files that other windows wrote since: under the same key, or under a new one."""

from __future__ import annotations

from dataclasses import dataclass

from pepdesk.problem import DamagedFile, NewerFile
from pepdesk.storage.envelope import Key
from pepdesk.storage.folder import Folder
from pepdesk.storage.manifest import Manifest, read_manifest
from pepdesk.storage.numbered import VAULT_FILES
from pepdesk.storage.vault_file import MAX_VAULT_FILE, VaultFile, confirm, read_vault_file


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A vault file that the key vouches for."""

    number: int
    file: VaultFile
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a vault file: the newest under the same key, if any, and whether one has a later key."""

    newest: Confirmed | None = None
    key_changed: bool = False


def look_above(folder: Folder, vault_id: bytes, epoch: int, key: Key, number: int) -> Above:
    """Look at the vault files above ``number``; damaged ones and those of other vaults are passed over.

    Raises ``StorageProblem`` when the folder cannot be read.
    """
    for above in VAULT_FILES.among(folder.names()):
        if above <= number:
            break
        try:
            file = read_vault_file(folder.read(VAULT_FILES.name(above), MAX_VAULT_FILE) or b"")
            if file.vault_id != vault_id or file.generation != above:
                continue
            if is_later(file, epoch):
                return Above(key_changed=True)
            return Above(Confirmed(above, file, read_manifest(confirm(file, key))))
        except (DamagedFile, NewerFile):
            continue
    return Above()


def is_later(file: VaultFile, epoch: int) -> bool:
    """Whether a file was written after a change of key, as its heading and every one of its slots say.

    All of them, so that one bit of damage in the heading does not look like a change of key.
    """
    return file.epoch > epoch and all(slot.epoch == file.epoch for slot in file.slots)
