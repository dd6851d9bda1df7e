"""A sealed copy of one plan in another folder, for when its own folder cannot be written to.

The folder becomes a small vault of its own: the same vault file, so the same passphrase, and one draft.
"""

from __future__ import annotations

import copy
from pathlib import Path

from pepdesk.problem import NotSaved, StorageProblem
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.folder import Folder, NameTaken
from pepdesk.storage.numbered import VAULT_FILES
from pepdesk.storage.vault import Vault
from pepdesk.storage.vault_file import MAX_VAULT_FILE


def seal_elsewhere(vault: Vault, folder: Path, draft_id: str, body: bytes, summary: bytes) -> None:
    """Write the vault's newest file and one generation of the draft into ``folder``. Raises ``StorageProblem``."""
    target = Folder(folder)
    if VAULT_FILES.among(target.names()):
        raise StorageProblem("There are plans in that folder already.", "Choose an empty folder.", code="vault-exists")
    newest = VAULT_FILES.name(max(VAULT_FILES.among(vault.folder.names()), default=0))
    data = vault.folder.read(newest, MAX_VAULT_FILE)
    if data is None:
        raise NotSaved("The vault’s own file cannot be read now.", "Keep the plan open and try again.")
    try:
        target.create(newest, data)
    except NameTaken as error:
        raise NotSaved("Another program is writing to that folder.", "Choose an empty folder.") from error
    elsewhere = copy.copy(vault)  # the same key: locking one locks both
    elsewhere.folder = target
    Drafts(elsewhere).save(draft_id, body, summary, None, kept=True)
