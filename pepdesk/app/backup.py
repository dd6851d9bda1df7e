"""A backup: a plain copy of the whole folder, read back and checked. Everything in it is sealed as it was.

Files of the folder are written once and never changed, so a copy made while somebody types is whole: it holds every
save that was acknowledged before it began. The vault's own files go first and attachments last, so that whatever a
copied save names is there. Opening a backup is starting PepDesk with that folder; so is moving to another computer.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pepdesk.problem import DamagedFile, NotSaved, StorageProblem
from pepdesk.storage.checkup import Checkup, check
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.envelope import MAX_FILE
from pepdesk.storage.folder import Folder, NameTaken
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable

    from pepdesk.storage.vault import Vault

_ORDER = (".pdv", ".pdp", ".pdl", ".pdd", ".pda")
"""Whatever opens the vault first, attachments last."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: where it is, files, plans, and what reading it all back found.

    ``unread`` counts files that could not be read where they are and so are not in it.
    """

    folder: Path
    files: int
    plans: int
    found: Checkup
    unread: int = 0


def make_backup(vault: Vault, where: Path, now: datetime, told: Callable[[int, int], None]) -> Backup:
    """Copy everything into a new folder inside ``where`` and read it back.

    ``told`` gets how far it is, of how many steps; it may raise to stop, and then the new folder is left unfinished
    with a name that says so. Raises ``StorageProblem``, or ``NotSaved`` when the disk there refuses.
    """
    if where.resolve() == vault.folder.path.resolve() or vault.folder.path.resolve() in where.resolve().parents:
        raise StorageProblem(
            tr("A backup inside the folder itself would be lost with it."),
            tr("Choose a memory stick, a network drive or another folder."),
            code="backup-inside",
        )
    unfinished = where / f"PepDesk backup {now:%Y-%m-%d %H%M%S} (unfinished)"
    target = Folder(unfinished)
    target.make()
    names = [name for ending in _ORDER for name in vault.folder.names() if name.endswith(ending)]
    copied, unread = _copy(vault, target, names, told)
    elsewhere = copy.copy(vault)  # the same key: locking one locks both
    elsewhere.folder = target
    found = check(elsewhere, set_aside=False, told=lambda done, _total: told(len(names) + done, 2 * len(names)))
    plans = sum(not head.going for head in Drafts(elsewhere).summaries())
    final = unfinished.with_name(unfinished.name.removesuffix(" (unfinished)"))
    try:
        unfinished.rename(final)
    except OSError as error:
        raise NotSaved(
            tr("The backup’s folder could not be named."), tr("Try again, or choose another folder.")
        ) from error
    return Backup(final, copied, plans, found, unread)


def _copy(vault: Vault, target: Folder, names: list[str], told: Callable[[int, int], None]) -> tuple[int, int]:
    copied = unread = 0
    for done, name in enumerate(names):
        told(done, 2 * len(names))
        try:
            data = vault.folder.read(name, MAX_FILE)
        except DamagedFile:
            unread += 1
            continue
        if data is None:  # thinned out since
            continue
        try:
            target.create(name, data)
        except NameTaken as error:
            raise NotSaved(tr("Another program is writing to that folder."), tr("Choose another folder.")) from error
        copied += 1
    return copied, unread


def backup_words(made: Backup) -> tuple[str, str]:
    """What to say of a backup: a title and what it means."""
    faulty = len(made.found.faults) + made.unread
    title = trn(
        "A backup of one plan is in “{folder}”.",
        "A backup of {count} plans is in “{folder}”.",
        made.plans,
        folder=made.folder.name,
    )
    read = trn(
        "One file was copied and read back, and is whole.",
        "{count} files were copied and read back, all of them whole.",
        made.files,
    )
    if faulty:
        read = tr(
            "{count} files were copied and read back, but {faulty} of them were damaged before. Check your drafts "
            "next.",
            count=made.files,
            faulty=faulty,
        )
    sealed = tr(
        "It is sealed like your drafts and opens with the passphrase you have now, even if you change that here later. "
        "To open it, start PepDesk with that folder."
    )
    return title, f"{read} {sealed}"
