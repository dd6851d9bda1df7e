"""Vaults for tests that are not about unlocking: a key straight into memory, no derivation."""

from __future__ import annotations

from pathlib import Path

from pepdesk.storage.filesystem import Disk
from pepdesk.storage.folder import Folder
from pepdesk.storage.vault import Contents, Vault

KEY = bytes(range(32))
VAULT_ID = bytes(range(100, 116))
DRAFT = "00112233445566778899aabbccddeeff"


def open_vault(path: Path, disk: Disk | None = None) -> Vault:
    folder = Folder(path, disk) if disk else Folder(path)
    return Vault(folder, Contents(VAULT_ID), bytearray(KEY))
