"""The unlocked vault: the one key behind every draft, and the ways in to it.

The key is random and never stored in the open; each way in (passphrase, recovery key, this computer's keyring)
locks a copy of it in a slot of the vault file. The last eight vault files are kept, so that one damaged byte
locks nobody out. ``unlocking`` makes and opens vaults.
"""

from __future__ import annotations

import contextlib
import datetime
import hmac
import secrets
import time
from dataclasses import dataclass, replace

from pepdesk.problem import DamagedFile, NotSaved, SavedElsewhere, StorageProblem
from pepdesk.storage import envelope, keyring, recovery
from pepdesk.storage.damage import damaged
from pepdesk.storage.derivation import Cost, calibrate, derive
from pepdesk.storage.envelope import PEOPLE, Header, Key, Kind, Place, Sealed, Unsealed
from pepdesk.storage.folder import Folder, NameTaken
from pepdesk.storage.numbered import PEOPLE_FILES, VAULT_FILES
from pepdesk.storage.passphrase import insist_on_good
from pepdesk.storage.recovery import RecoverySheet, make_sheet
from pepdesk.storage.slots import KEYRING, PASSPHRASE, RECOVERY, Slot, wrap
from pepdesk.storage.vault_file import NO_MANIFEST, confirm, read_vault_file, write_vault_file

KEEP_FILES = 8


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """One way in, for showing: its kind, its id and the date it was made."""

    kind: str
    slot_id: str
    made: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a vault file holds, vouched for. ``generation`` 0 means that none is stored yet."""

    vault_id: bytes
    generation: int = 0
    epoch: int = 1
    slots: tuple[Slot, ...] = ()
    manifest: bytes = NO_MANIFEST


class Vault:
    """An unlocked vault. It alone holds the key; ``lock`` wipes it, after which every use is a problem."""

    def __init__(self, folder: Folder, contents: Contents, key: bytearray) -> None:
        self.folder = folder
        self._contents = contents
        self._key = key
        self._people_seen = 0  # number of the people file that was last read or written here

    @property
    def vault_id(self) -> bytes:
        """Sixteen random bytes that tell this vault from any other."""
        return self._contents.vault_id

    @property
    def locked(self) -> bool:
        """Whether the key is gone from memory."""
        return not self._key

    def lock(self) -> None:
        """Wipe the key. Copies inside Python or the crypto library may outlive it (security.md 1.8)."""
        self._key[:] = bytes(len(self._key))
        self._key.clear()

    def seal(
        self, kind: Kind, place: Place, *, saved_at_ms: int, summary: bytes, body: bytes, parent_mac: bytes
    ) -> Sealed:
        """Seal a file and open it again in memory before anything touches the disk."""
        sealed = envelope.seal(
            self._open_key(),
            kind,
            place,
            saved_at_ms=saved_at_ms,
            summary=summary,
            body=body,
            epoch=self._contents.epoch,
            parent_mac=parent_mac,
        )
        again = self.open_file(kind, place, sealed.data)
        if (again.summary, again.body) != (summary, body):
            raise NotSaved(
                "Not saved: this computer's memory gave back something else than was put in.",
                "Your text is still in the window. Save again; if it repeats, have the computer checked.",
                code="memory",
            )
        return sealed

    def open_file(self, kind: Kind, place: Place, data: bytes) -> Unsealed:
        """Open a sealed file; see ``envelope.open_file``."""
        return envelope.open_file(self._open_key(), kind, place, data)

    def open_header(self, kind: Kind, place: Place, data: bytes) -> Header:
        """Open only the header; see ``envelope.open_header``."""
        return envelope.open_header(self._open_key(), kind, place, data)

    def open_summary(self, kind: Kind, header: Header, data: bytes) -> bytes:
        """Open only the summary; see ``envelope.open_summary``."""
        return envelope.open_summary(self._open_key(), kind, header, data)

    def keyed_hash(self, label: bytes, data: bytes) -> bytes:
        """Thirty-two bytes that only who holds the key can work out from ``data``; ``label`` keeps purposes apart."""
        return hmac.digest(envelope.expand(self._open_key(), label), data, "sha256")

    def slots(self) -> tuple[SlotInfo, ...]:
        """The ways in, oldest first."""
        return tuple(SlotInfo(slot.kind, slot.slot_id, slot.made) for slot in self._contents.slots)

    def change_passphrase(self, passphrase: str, *, cost: Cost | None = None) -> None:
        """Replace the passphrase; the old one opens nothing in this folder afterwards.

        ``cost`` is measured on this computer when not given. Raises ``StorageProblem`` for a weak passphrase and
        ``NotSaved``, after which the old one still holds.
        """
        insist_on_good(passphrase)
        self._replace(PASSPHRASE, self._passphrase_slot(passphrase, cost or calibrate()))

    def begin(self, passphrase: str, cost: Cost | None) -> RecoverySheet:
        """Store a new vault's first file, with passphrase and recovery key in one write. Raises ``NotSaved``."""
        key, slot = self._recovery_slot()
        self.store(replace(self._contents, slots=(self._passphrase_slot(passphrase, cost or calibrate()), slot)))
        self._store_a_second_copy()
        return make_sheet(key, slot)

    def new_recovery_key(self) -> RecoverySheet:
        """Replace the recovery key; the old one opens nothing in this folder afterwards. Raises ``NotSaved``.

        The long lines of the old sheet still hold the same vault key, so the old sheet has to be destroyed.
        """
        key, slot = self._recovery_slot()
        self._replace(RECOVERY, slot)
        return make_sheet(key, slot)

    def remember_on_this_computer(self) -> bool:
        """Let this computer's keyring open the vault without the passphrase for thirty days.

        False when there is no keyring to be trusted; then nothing changed. Raises ``NotSaved``.
        """
        secret = secrets.token_bytes(32)
        if not keyring.keep(self.vault_id, secret):
            return False
        self._replace(KEYRING, wrap(self._blank(KEYRING), secret, self._open_key()))
        return True

    def forget_on_this_computer(self) -> None:
        """Take the keyring's way in away again. Raises ``NotSaved``."""
        keyring.forget(self.vault_id)
        if any(slot.kind == KEYRING for slot in self._contents.slots):
            self._replace(KEYRING, None)

    def read_people(self) -> bytes | None:
        """The people file's bytes, or ``None`` when there is none yet.

        A damaged newest one is set aside and the one before is read. Raises ``NewerFile``, ``DamagedFile`` when every
        one is damaged, or another ``StorageProblem``.
        """
        numbers = PEOPLE_FILES.among(self.folder.names())
        broken = False
        for number in numbers:
            name = PEOPLE_FILES.name(number)
            try:
                data = self.folder.read(name, envelope.MAX_FILE)
                if data is not None:
                    people = self.open_file(PEOPLE, self._people_place(number), data).body
                    self._people_seen = self._newest_people()
                    return people
            except DamagedFile:
                broken = True
                self.folder.set_aside(name)
        self._people_seen = self._newest_people()
        if broken:
            raise damaged("no copy of the people file is whole")
        return None

    def write_people(self, people: bytes) -> None:
        """Store the people file anew; the last eight are kept. Read it first.

        Raises ``SavedElsewhere`` when another window wrote it since it was read here, and ``NotSaved``.
        """
        seen = self._people_seen
        place = self._people_place(seen + 1)
        now = time.time_ns() // 1_000_000
        sealed = self.seal(PEOPLE, place, saved_at_ms=now, summary=b"", body=people, parent_mac=envelope.NO_PARENT)
        try:
            if self._newest_people() != seen:
                raise NameTaken
            self.folder.create(PEOPLE_FILES.name(seen + 1), sealed.data)
        except NameTaken:
            raise SavedElsewhere(
                "Your identities and contacts were changed in another window.",
                "Open them again here, then repeat the change. Nothing was lost.",
            ) from None
        self._people_seen = seen + 1
        for old in PEOPLE_FILES.among(self.folder.names())[KEEP_FILES:]:
            self.folder.remove(PEOPLE_FILES.name(old))

    def confirm_vault_file(self, number: int, data: bytes) -> None:
        """Check a vault file of this vault against the key. Raises ``DamagedFile`` or ``NewerFile``."""
        file = read_vault_file(data)
        if file.generation != number:
            raise damaged("it was renamed")
        confirm(file, self._open_key())

    def store(self, contents: Contents | None = None) -> None:
        """Write a new vault file (``contents`` or what is in memory) and thin out the old ones.

        Raises ``SavedElsewhere`` when another window changed the ways in since, and ``NotSaved``.
        """
        contents = contents or self._contents
        present = VAULT_FILES.among(self.folder.names())
        newest = present[0] if present else 0
        if newest != self._contents.generation:
            raise self._changed_elsewhere()
        contents = replace(contents, generation=newest + 1)
        data = write_vault_file(
            self._open_key(),
            contents.vault_id,
            contents.generation,
            contents.epoch,
            contents.slots,
            contents.manifest,
        )
        try:
            self.folder.create(VAULT_FILES.name(contents.generation), data)
        except NameTaken:
            raise self._changed_elsewhere() from None
        self._contents = contents
        for old in present[KEEP_FILES - 1 :]:
            self.folder.remove(VAULT_FILES.name(old))

    def drop_older_files(self) -> None:
        """Remove every older file of this vault: only the newest one's slots may still open.

        A file that cannot be removed now goes when somebody tries to open it.
        """
        numbers = (number for number in VAULT_FILES.among(self.folder.names()) if number < self._contents.generation)
        older = [VAULT_FILES.name(number) for number in numbers]
        with contextlib.suppress(StorageProblem):
            ours = [name for name in older if self.vault_id in (self.folder.read_start(name, 64) or b"")]
            self.folder.remove_all(reversed(ours))

    def _newest_people(self) -> int:
        numbers = PEOPLE_FILES.among(self.folder.names())
        return numbers[0] if numbers else 0

    def _people_place(self, number: int) -> Place:
        return Place(self.vault_id, bytes(16), number)

    def _open_key(self) -> Key:
        if not self._key:
            raise StorageProblem("The drafts are locked.", "Unlock them with your passphrase.", code="locked")
        return self._key

    def _replace(self, kind: str, slot: Slot | None) -> None:
        slots = tuple(old for old in self._contents.slots if old.kind != kind)
        self.store(replace(self._contents, slots=slots + ((slot,) if slot else ())))
        self.drop_older_files()
        self._store_a_second_copy()

    def _store_a_second_copy(self) -> None:
        """With the older files gone, one damaged byte would otherwise leave only the recovery sheet."""
        with contextlib.suppress(StorageProblem):
            self.store()

    def _passphrase_slot(self, passphrase: str, cost: Cost) -> Slot:
        blank = replace(self._blank(PASSPHRASE), salt=secrets.token_bytes(16), cost=cost)
        return wrap(blank, derive(passphrase, blank.salt, cost), self._open_key())

    def _recovery_slot(self) -> tuple[bytes, Slot]:
        key = secrets.token_bytes(recovery.KEY_BYTES)
        return key, wrap(self._blank(RECOVERY), recovery.slot_key(key, self.vault_id), self._open_key())

    def _blank(self, kind: str) -> Slot:
        today = datetime.date.today().isoformat()
        return Slot(kind, secrets.token_hex(8), self.vault_id.hex(), self._contents.epoch, today)

    @staticmethod
    def _changed_elsewhere() -> SavedElsewhere:
        return SavedElsewhere(
            "The ways to unlock these drafts were changed in another window.",
            "Lock and unlock here, then try again. Nothing was changed.",
        )
