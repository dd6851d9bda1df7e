"""“Check my drafts”: reads every file of a vault and says which ones are damaged.

With the key it reads everything; without it only what the outside of a file shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pepdesk.problem import DamagedFile, NewerFile, StorageProblem
from pepdesk.storage.blobs import BLOB, blob_id
from pepdesk.storage.damage import damaged
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.envelope import AUDIT, DRAFT, HEADER_BYTES, MAX_FILE, PEOPLE, Place, structure_fault
from pepdesk.storage.folder import Folder
from pepdesk.storage.generations import split_name
from pepdesk.storage.numbered import AUDIT_FILES, PEOPLE_FILES, VAULT_FILES
from pepdesk.storage.vault import Vault
from pepdesk.storage.vault_file import MAX_VAULT_FILE, read_vault_file
from pepdesk.words import tr

_SERIES = ((PEOPLE_FILES, PEOPLE), (AUDIT_FILES, AUDIT))


@dataclass(frozen=True, slots=True)
class Fault:
    """One file that cannot be used. ``why`` is ``damaged``, ``newer`` or ``unread`` (the disk refused; left there).

    ``draft_id`` and ``number`` are ``None`` for other files than drafts; ``moved`` says whether it was set aside.
    """

    name: str
    why: str
    draft_id: str | None = None
    number: int | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a check found: files looked at, those that are faulty, and drafts of which no save is whole."""

    files: int
    faults: tuple[Fault, ...]
    lost_drafts: tuple[str, ...]
    swept: int = 0


def check(vault: Vault, *, set_aside: bool = True, told: Callable[[int, int], None] | None = None) -> Checkup:
    """Open every file with the key. Damaged saves and attachments go to the quarantine unless ``set_aside`` is false.

    ``told`` gets how many files were read, of how many; it may raise to stop. Raises ``StorageProblem`` when the
    folder itself cannot be read.
    """
    drafts, folder = Drafts(vault), vault.folder
    swept = drafts.sweep() if set_aside else 0
    faults: list[Fault] = []
    sound: set[str] = set()
    for done, name in enumerate(names := folder.names()):
        if told is not None:
            told(done, len(names))
        parts = split_name(name)
        try:
            if parts:
                drafts.open_generation(*parts)
                sound.add(parts[0])
            else:
                _open_other(vault, name)
        except DamagedFile as problem:
            refused = isinstance(problem.__cause__, OSError)  # a read the disk refused may go well tomorrow
            moved = set_aside and not refused and _set_aside(drafts, folder, name, parts)
            faults.append(Fault(name, "unread" if refused else problem.code, *_of(parts), moved))
        except NewerFile as problem:
            faults.append(Fault(name, problem.code, *_of(parts)))
            sound.update(parts[:1] if parts else ())
        except StorageProblem as problem:
            if problem.code != "no-draft":  # thinned out by another window while we looked
                raise
    return Checkup(_ours(names), tuple(faults), _without_a_sound_one(names, sound), swept)


def check_structure(folder: Folder) -> Checkup:
    """Look at every file's outside, without a key; moves nothing. Raises ``StorageProblem``."""
    faults: list[Fault] = []
    sound: set[str] = set()
    for name in (names := folder.names()):
        parts = split_name(name)
        try:
            if why := _outside_fault(folder, name):
                faults.append(Fault(name, "newer" if "newer" in why else "damaged", *_of(parts)))
            elif parts:
                sound.add(parts[0])
        except (DamagedFile, NewerFile) as problem:
            faults.append(Fault(name, problem.code, *_of(parts)))
    return Checkup(_ours(names), tuple(faults), _without_a_sound_one(names, sound))


def _set_aside(drafts: Drafts, folder: Folder, name: str, parts: tuple[str, int] | None) -> bool:
    """Vault and people files stay where they are: their own readers pass damaged ones over."""
    if parts:
        return drafts.set_aside(*parts).moved
    return blob_id(name) is not None and folder.set_aside(name)


def _open_other(vault: Vault, name: str) -> None:
    if (blob := blob_id(name)) is not None and (data := vault.folder.read(name, MAX_FILE)) is not None:
        vault.open_file(BLOB, Place(vault.vault_id, blob, 0), data)
    for series, kind in _SERIES:
        for number in series.among([name]):
            data = vault.folder.read(name, MAX_FILE)
            if data is not None:
                vault.open_file(kind, Place(vault.vault_id, bytes(16), number), data)
    for number in VAULT_FILES.among([name]):
        data = vault.folder.read(name, MAX_VAULT_FILE)
        if data is not None:
            vault.confirm_vault_file(number, data)


def _outside_fault(folder: Folder, name: str) -> str | None:
    if parts := split_name(name):
        kind, draft_id, number = DRAFT, bytes.fromhex(parts[0]), parts[1]
    elif (blob := blob_id(name)) is not None:
        kind, draft_id, number = BLOB, blob, 0
    elif found := next(((kind, number) for series, kind in _SERIES for number in series.among([name])), None):
        kind, draft_id, number = found[0], bytes(16), found[1]
    else:
        for number in VAULT_FILES.among([name]):
            if read_vault_file(folder.read(name, MAX_VAULT_FILE) or b"").generation != number:
                raise damaged(tr("it was renamed"))
        return None
    start, size = folder.read_start(name, HEADER_BYTES), folder.size(name)
    return None if start is None or size is None else structure_fault(kind, draft_id, number, start, size)


def _of(parts: tuple[str, int] | None) -> tuple[str | None, int | None]:
    return parts or (None, None)


def _ours(names: list[str]) -> int:
    numbered = sum(len(series.among(names)) for series in (PEOPLE_FILES, AUDIT_FILES, VAULT_FILES))
    return numbered + sum(split_name(name) is not None or blob_id(name) is not None for name in names)


def _without_a_sound_one(names: list[str], sound: set[str]) -> tuple[str, ...]:
    found = {parts[0] for parts in map(split_name, names) if parts}
    return tuple(sorted(found - sound))
