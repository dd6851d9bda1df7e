"""Changing the vault's key: after a recovery sheet, a passphrase or an old backup came into the wrong hands.

``begin`` writes vault files under a new key that still hold the former one, sealed; from then on both open. ``resume``
seals every file anew, one after the other, and at last forgets the former key. It may be stopped or killed anywhere
and called again: whatever a file says of its epoch tells which key opens it. A file is replaced in one step by one
that was read back, or stands beside its successor (attachments, whose names depend on the key).
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pepdesk.problem import DamagedFile, NewerFile, StorageProblem
from pepdesk.storage import keyring
from pepdesk.storage.blobs import BLOB, Blobs, blob_id
from pepdesk.storage.checkup import check_structure
from pepdesk.storage.derivation import Cost, Ready, go_on
from pepdesk.storage.envelope import AUDIT, HEADER_BYTES, MAX_FILE, PEOPLE, Kind, Place, epoch_of
from pepdesk.storage.generations import Content, GenerationFiles, file_name
from pepdesk.storage.numbered import AUDIT_FILES, PEOPLE_FILES
from pepdesk.storage.recovery import RecoverySheet
from pepdesk.storage.slots import KEYRING
from pepdesk.storage.vault import Vault
from pepdesk.words import tr

Told = Callable[[int, int], None]
"""Gets how many files were looked at, of how many; may raise to stop, and ``resume`` goes on later."""


@dataclass(frozen=True, slots=True)
class Resealed:
    """What a change of key did: files sealed anew, damaged ones set aside. ``unfinished``: a newer PepDesk's files."""

    files: int
    set_aside: int
    unfinished: int = 0


def begin(vault: Vault, passphrase: str, *, cost: Cost | None = None, ready: Ready = go_on) -> RecoverySheet:
    """Give the vault a new key, this passphrase and a new recovery key; an escrow card stays, a keyring does not.

    The old passphrase and sheet open nothing in this folder afterwards. Call ``resume`` next. Raises
    ``StorageProblem`` for a weak passphrase, a change of key that is not finished, or files of a newer PepDesk,
    ``NotSaved``, and what ``ready`` raises; then nothing was changed.
    """
    if vault.manifest.former is not None:
        raise StorageProblem(tr("The key is being changed already."), tr("Finish that first."), code="rotating")
    if any(fault.why == "newer" for fault in check_structure(vault.folder).faults):
        raise NewerFile(
            tr("Some of these drafts were saved by a newer PepDesk."),
            tr("Change the key with that version. Nothing was changed."),
        )
    had_keyring = any(slot.kind == KEYRING for slot in vault.slots())
    sheet = vault.begin_new_key(passphrase, cost, ready)
    if had_keyring:
        keyring.forget(vault.vault_id)
    vault.audit.note("rotated", what="begun", epoch=str(vault.epoch))
    return sheet


def resume(vault: Vault, told: Told | None = None) -> Resealed:
    """Seal anew what is not yet under the new key, then forget the former one. Nothing to do is fine.

    Raises ``NotSaved`` when the disk refuses; call it again then.
    """
    if vault.manifest.former is None:
        return Resealed(0, 0)
    vault.store()  # a second copy before the first file depends on it
    vault.drop_files_of_former_key()
    done = _Resealing(vault, told).run()
    if not done.unfinished:
        vault.forget_former_key()
        vault.audit.note("rotated", what="done", epoch=str(vault.epoch))
    return done


class _Resealing:
    """One round over the folder."""

    def __init__(self, vault: Vault, told: Told | None) -> None:
        self._vault, self._folder, self._told = vault, vault.folder, told
        self._files = self._set_aside = self._newer = 0

    def run(self) -> Resealed:
        generations = GenerationFiles(self._vault)
        drafts = generations.all_numbers()
        others = [name for name in self._folder.names() if name.endswith((".pda", ".pdp", ".pdl"))]
        count = sum(map(len, drafts.values())) + len(others)
        looked = 0
        macs: dict[bytes, bytes] = {}  # MAC before → MAC now
        for draft_id in _origins_first(generations, drafts):
            for number in reversed(drafts[draft_id]):
                with self._minding(file_name(draft_id, number)):
                    self._generation(generations, draft_id, number, macs)
                looked += 1
                if self._told is not None:
                    self._told(looked, count)
        for name in others:
            with self._minding(name):
                self._other(name)
            looked += 1
            if self._told is not None:
                self._told(looked, count)
        self._vault.audit.forget()
        return Resealed(self._files, self._set_aside, self._newer)

    @contextlib.contextmanager
    def _minding(self, name: str) -> Iterator[None]:
        """Set a damaged file aside and leave a newer PepDesk's alone; then the round goes on."""
        try:
            yield
        except DamagedFile:
            self._folder.set_aside(name)
            self._set_aside += 1
        except NewerFile:
            self._newer += 1

    def _is_old(self, name: str) -> bool:
        start = self._folder.read_start(name, HEADER_BYTES)
        return start is not None and epoch_of(start) != self._vault.epoch

    def _generation(self, files: GenerationFiles, draft_id: str, number: int, macs: dict[bytes, bytes]) -> None:
        name = file_name(draft_id, number)
        if not self._is_old(name):
            done = files.peek(draft_id, number)
            if done is not None:
                macs[done.former_mac] = done.mac
            return
        found = files.read(draft_id, number)
        if found is None:
            return
        old, body = found
        content = Content(
            body, old.summary, old.kept, old.signed, old.sibling_of,
            macs.get(old.parent_mac, old.parent_mac), former_mac=old.mac, going=old.going,
        )  # fmt: skip
        data, new = files.seal(draft_id, number, content, old.saved_at_ms)
        self._folder.replace(name, data)
        macs[old.mac] = new.mac
        self._vault.note_saved(draft_id, new.head)
        self._files += 1

    def _other(self, name: str) -> None:
        if not self._is_old(name):
            return
        if (one := blob_id(name)) is not None:
            self._blob(name, one)
        for number in PEOPLE_FILES.among([name]):
            self._replace(name, PEOPLE, number)
        for number in AUDIT_FILES.among([name]):
            self._replace(name, AUDIT, number)
        self._files += 1

    def _replace(self, name: str, kind: Kind, number: int) -> None:
        data = self._folder.read(name, MAX_FILE)
        if data is None:
            return
        place = Place(self._vault.vault_id, bytes(16), number)
        opened = self._vault.open_file(kind, place, data)
        header = opened.header
        sealed = self._vault.seal(
            kind,
            place,
            saved_at_ms=header.saved_at_ms,
            summary=opened.summary,
            body=opened.body,
            parent_mac=header.parent_mac,
        )
        self._folder.replace(name, sealed.data)

    def _blob(self, name: str, old_id: bytes) -> None:
        data = self._folder.read(name, MAX_FILE)
        if data is None:
            return
        body = self._vault.open_file(BLOB, Place(self._vault.vault_id, old_id, 0), data).body
        Blobs(self._vault).store_under_new_name(hashlib.sha256(body).hexdigest(), body)
        self._folder.remove(name)


def _origins_first(files: GenerationFiles, drafts: dict[str, list[int]]) -> list[str]:
    """The drafts, each after the one that it stands beside, as its first save names the MAC of a save of that one."""
    origins = {}
    for draft_id, numbers in drafts.items():
        first = files.peek_or_none(draft_id, numbers[-1])
        origins[draft_id] = first.sibling_of[0] if first is not None and first.sibling_of else ""

    def depth(draft_id: str) -> int:
        seen: set[str] = set()
        while draft_id in origins and draft_id not in seen:
            seen.add(draft_id)
            draft_id = origins[draft_id]
        return len(seen)

    return sorted(drafts, key=depth)
