"""A sealed copy of one plan in another folder, for when its own folder cannot be written to.

The folder becomes a small vault of its own: a vault file with the same passphrase, and one draft.
"""

from __future__ import annotations

from pathlib import Path

from pepdesk.problem import StorageProblem
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.folder import Folder
from pepdesk.storage.numbered import VAULT_FILES
from pepdesk.storage.vault import Vault
from pepdesk.words import tr


def seal_elsewhere(vault: Vault, folder: Path, draft_id: str, body: bytes, summary: bytes) -> None:
    """Write a vault file with the same ways in and one generation of the draft. Raises ``StorageProblem``."""
    target = Folder(folder)
    if VAULT_FILES.among(target.names()):
        raise StorageProblem(
            tr("There are plans in that folder already."), tr("Choose an empty folder."), code="vault-exists"
        )
    elsewhere = vault.beside(target)
    Drafts(elsewhere).save(draft_id, body, summary, None, kept=True)
