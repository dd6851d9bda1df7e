"""Is this folder older than what was last known of it? Compares; never blocks and changes nothing.

What is known comes from two places: the vault file's manifest (notices single drafts set back) and this computer's
own note (``last_seen``; notices the whole folder set back).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pepdesk.problem import DamagedFile, NewerFile
from pepdesk.storage.generations import GenerationFiles, split_name
from pepdesk.storage.last_seen import LastSeen
from pepdesk.storage.manifest import Head, Manifest
from pepdesk.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Older:
    """What is older than it was; all empty or ``None`` when nothing is.

    ``set_back``: drafts whose newest save is missing or another one of the same number; ``missing``: drafts of which
    nothing is left though nobody deleted them here; ``returned``: deleted drafts that are back; ``seen_at_ms``: when
    this computer saw a later vault file than is there now.
    """

    set_back: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    seen_at_ms: int | None = None

    def __bool__(self) -> bool:
        return bool(self.set_back or self.missing or self.returned or self.seen_at_ms is not None)


def find_older(vault: Vault, files: GenerationFiles, seen: LastSeen | None) -> Older:
    """Compare the folder with what is known of it. Raises ``StorageProblem`` when it cannot be read."""
    here = files.all_numbers()
    heads, deleted = dict(vault.manifest.heads), dict(vault.manifest.deleted)
    if seen is not None:
        deleted |= seen.manifest.deleted
        for draft_id, head in seen.manifest.heads.items():
            if draft_id not in heads or heads[draft_id].number < head.number:
                heads[draft_id] = head
    aside = _highest(split_name(name.split("/")[-1].rsplit(".", 1)[0]) for name in vault.folder.quarantined())
    set_back, missing, returned = [], [], []
    for draft_id, head in heads.items():
        gone = deleted.get(draft_id)
        if gone is not None and gone.number >= head.number:
            continue
        newest = max(here.get(draft_id, [0])[0], aside.get(draft_id, 0))
        if not newest:
            missing.append(draft_id)
        elif newest < head.number or _is_another(files, draft_id, head):
            set_back.append(draft_id)
    for draft_id, gone in deleted.items():
        if draft_id in here and here[draft_id][0] <= gone.number:
            returned.append(draft_id)
    later = seen.at_ms if seen is not None and seen.generation > vault.generation else None
    return Older(tuple(set_back), tuple(missing), tuple(returned), later)


def take_stock(vault: Vault, files: GenerationFiles) -> Manifest:
    """What the folder holds now, as the manifest to go on from. Raises ``StorageProblem``."""
    heads: dict[str, Head] = {}
    for draft_id, numbers in files.all_numbers().items():
        for number in numbers:
            found = files.peek_or_none(draft_id, number)
            if found is not None:
                heads[draft_id] = found.head
                break
    deleted = {name: gone for name, gone in vault.manifest.deleted.items() if name not in heads}
    return replace(vault.manifest, heads=heads, deleted=deleted)


def _is_another(files: GenerationFiles, draft_id: str, head: Head) -> bool:
    """Whether the save that is remembered is here with other content: somebody went on from an older copy."""
    try:
        found = files.peek(draft_id, head.number)
    except (DamagedFile, NewerFile):
        return False
    return found is not None and head.mac not in (found.mac, found.former_mac)


def _highest(saves: Iterable[tuple[str, int] | None]) -> dict[str, int]:
    found: dict[str, int] = {}
    for save in saves:
        if save is not None:
            found[save[0]] = max(found.get(save[0], 0), save[1])
    return found
