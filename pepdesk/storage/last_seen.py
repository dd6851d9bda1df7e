"""What this computer last saw of a folder: kept outside it, so that restoring the whole folder is noticed.

One small sealed file for each vault in each place, under the person's own data folder. It holds the manifest (draft
ids, numbers, MACs, times; no names) and opens only with the vault's key. Promised: an older copy of the folder is
noticed on the computer and in the place where it was last used. Not promised: on another computer, after the folder
was moved, or when the person's data folder was set back as well.
"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass

from pepdesk import paths
from pepdesk.problem import StorageProblem
from pepdesk.storage.envelope import LAST_SEEN, MAX_FILE, NO_PARENT, Place
from pepdesk.storage.folder import Folder, NameTaken
from pepdesk.storage.manifest import Manifest, read_manifest, write_manifest
from pepdesk.storage.vault import Vault

_WHOLE_FOLDER = bytes(16)


@dataclass(frozen=True, slots=True)
class LastSeen:
    """What was there: the newest vault file's number, when that was looked at (Unix ms), and what it remembered."""

    generation: int
    at_ms: int
    manifest: Manifest


def read_last_seen(vault: Vault) -> LastSeen | None:
    """What this computer last saw of this vault here; ``None`` when it never did, or that note is lost."""
    try:
        data = _folder().read(_name(vault), MAX_FILE)
        if data is None:
            return None
        generation = int.from_bytes(data[44:52], "big")
        opened = vault.open_file(LAST_SEEN, Place(vault.vault_id, _WHOLE_FOLDER, generation), data)
    except StorageProblem:
        return None  # it can only ever warn, and it is written anew
    return LastSeen(generation, opened.header.saved_at_ms, read_manifest(opened.body))


def write_last_seen(vault: Vault) -> None:
    """Remember what is there now. Raises ``NotSaved``."""
    place = Place(vault.vault_id, _WHOLE_FOLDER, vault.generation)
    manifest = Manifest(vault.manifest.heads, vault.manifest.deleted, vault.audit.end)
    now = time.time_ns() // 1_000_000
    body = write_manifest(manifest)
    sealed = vault.seal(LAST_SEEN, place, saved_at_ms=now, summary=b"", body=body, parent_mac=NO_PARENT)
    folder, name = _folder(), _name(vault)
    folder.make()
    try:
        folder.create(name, sealed.data)
    except NameTaken:
        folder.replace(name, sealed.data)


def _folder() -> Folder:
    return Folder(paths.user_data_dir() / "seen")


def _name(vault: Vault) -> str:
    """Neither the vault's id nor its place can be read from it."""
    place = os.path.realpath(vault.folder.path)
    return hashlib.sha256(vault.vault_id + os.fsencode(place)).hexdigest()[:32] + ".pds"
