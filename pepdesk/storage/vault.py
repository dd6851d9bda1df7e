"""The unlocked vault: the one key behind every draft, the ways in to it, and what it remembers of its folder.

The key is random and never stored in the open; each way in (passphrase, recovery key, this computer's keyring, the
school's escrow card) locks a copy of it in a slot of the vault file. The last eight vault files are kept, so that one
damaged byte locks nobody out. ``unlocking`` makes and opens vaults, ``rotation`` changes the key.
"""

from __future__ import annotations

import contextlib
import hmac
import secrets
import threading
import time
from dataclasses import dataclass, field, replace

from pepdesk.problem import NotSaved, SavedElsewhere, StorageProblem
from pepdesk.storage import envelope, keyring
from pepdesk.storage.audit import AuditTrail
from pepdesk.storage.boxes import Boxes
from pepdesk.storage.damage import damaged
from pepdesk.storage.derivation import Cost, Ready, calibrate, go_on
from pepdesk.storage.envelope import Header, Key, Kind, Place, Sealed, Unsealed
from pepdesk.storage.folder import Folder, NameTaken
from pepdesk.storage.manifest import Former, Gone, Head, Manifest, merged, write_manifest
from pepdesk.storage.numbered import VAULT_FILES
from pepdesk.storage.passphrase import insist_on_good
from pepdesk.storage.people_files import PeopleFiles
from pepdesk.storage.recovery import RecoverySheet, make_sheet
from pepdesk.storage.slots import ESCROW, KEYRING, PASSPHRASE, RECOVERY, Slot
from pepdesk.storage.vault_file import MAX_VAULT_FILE, confirm, read_vault_file, write_vault_file
from pepdesk.storage.vault_series import look_above
from pepdesk.words import tr

KEEP_FILES = 8


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """One way in, for showing: its kind, id and date; of an escrow card its public key in hex."""

    kind: str
    slot_id: str
    made: str
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a vault file holds, vouched for. ``generation`` 0 means that none is stored yet."""

    vault_id: bytes
    generation: int = 0
    epoch: int = 1
    slots: tuple[Slot, ...] = ()
    manifest: Manifest = field(default_factory=Manifest)


class Vault:
    """An unlocked vault. It alone holds the key; ``lock`` wipes it, after which every use is a problem."""

    def __init__(self, folder: Folder, contents: Contents, key: bytearray) -> None:
        self.folder = folder
        self.audit = AuditTrail(self)
        self._contents = contents
        self._key = key
        self._people = PeopleFiles(self)
        self._current = contents.generation  # newest vault file known to be under this key
        self._writing = threading.RLock()
        self._dirty = False

    @property
    def vault_id(self) -> bytes:
        """Sixteen random bytes that tell this vault from any other."""
        return self._contents.vault_id

    @property
    def generation(self) -> int:
        """Number of the vault file that was last read or written here; 0 for none."""
        return self._contents.generation

    @property
    def epoch(self) -> int:
        """Which key this is: 1, and one more after each change of key."""
        return self._contents.epoch

    @property
    def manifest(self) -> Manifest:
        """What the vault file remembers of the folder, with what was saved and deleted here since."""
        return self._contents.manifest

    @property
    def locked(self) -> bool:
        """Whether the key is gone from memory."""
        return not self._key

    def lock(self) -> None:
        """Wipe the key. Copies inside Python or the crypto library may outlive it (security.md 1.8)."""
        self._key[:] = bytes(len(self._key))
        self._key.clear()
        self._contents = replace(self._contents, manifest=Manifest())

    def take_over(self, other: Vault) -> None:
        """Go on with what ``other`` has, the same vault unlocked anew; for work that is still to be saved here.

        ``other`` is locked either way; nothing else happens when it is another vault.
        """
        if other.vault_id == self.vault_id:
            self._key[:] = other._open_key()
            self._contents, self._current = other._contents, other._current
        other.lock()

    def beside(self, folder: Folder) -> Vault:
        """A vault of its own in an empty folder, same key and ways in; locking one locks both. Raises ``NotSaved``."""
        folder.make()
        vault = Vault(folder, replace(self._contents, generation=0, manifest=Manifest()), key=self._key)
        vault.store()
        return vault

    def seal(
        self, kind: Kind, place: Place, *, saved_at_ms: int, summary: bytes, body: bytes, parent_mac: bytes
    ) -> Sealed:
        """Seal a file and open it again in memory before anything touches the disk.

        Raises ``NotSaved``, also when another window changed the key since.
        """
        self.insist_on_current_key()
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
                tr("Not saved: this computer's memory gave back something else than was put in."),
                tr("Your text is still in the window. Save again; if it repeats, have the computer checked."),
                code="memory",
            )
        return sealed

    def open_file(self, kind: Kind, place: Place, data: bytes) -> Unsealed:
        """Open a sealed file; see ``envelope.open_file``."""
        return envelope.open_file(self._key_of(data), kind, place, data)

    def open_header(self, kind: Kind, place: Place, data: bytes) -> Header:
        """Open only the header; see ``envelope.open_header``."""
        return envelope.open_header(self._key_of(data), kind, place, data)

    def open_summary(self, kind: Kind, header: Header, data: bytes) -> bytes:
        """Open only the summary; see ``envelope.open_summary``."""
        return envelope.open_summary(self._key_of(data), kind, header, data)

    def keyed_hashes(self, label: bytes, data: bytes) -> tuple[bytes, ...]:
        """Thirty-two bytes that only who holds the key can work out from ``data``; ``label`` keeps purposes apart.

        A second one, with the former key, while the key is being changed.
        """
        former = self.manifest.former
        keys = [self._open_key(), *([former.key] if former else [])]
        return tuple(hmac.digest(envelope.expand(key, label), data, "sha256") for key in keys)

    def slots(self) -> tuple[SlotInfo, ...]:
        """The ways in, oldest first."""
        return tuple(SlotInfo(one.kind, one.slot_id, one.made, one.reader.hex()) for one in self._contents.slots)

    def note_saved(self, draft_id: str, head: Head) -> None:
        """Remember the newest save of a draft; an older one changes nothing."""
        known = self.manifest.heads.get(draft_id)
        if known is None or known.number <= head.number:
            self.manifest.heads[draft_id] = head
            self._dirty = True

    def note_deleted(self, draft_id: str, number: int) -> None:
        """Remember that a draft, whose newest save was ``number``, was deleted on purpose."""
        self.manifest.heads.pop(draft_id, None)
        self.manifest.deleted[draft_id] = Gone(number, time.time_ns() // 1_000_000)
        self._dirty = True

    def keep_manifest(self) -> bool:
        """Store what is remembered of the folder if that changed; true when it was. Raises ``NotSaved``."""
        dirty = self._dirty
        if dirty:
            self.store()
        return dirty

    def note_folder(self, manifest: Manifest) -> None:
        """Remember ``manifest`` instead of what was remembered: the folder was read, or is taken as it is."""
        self._dirty = self._dirty or manifest != self.manifest
        self._contents = replace(self._contents, manifest=manifest)

    def insist_on_current_key(self) -> None:
        """Raise ``NotSaved`` when another window changed the key since: what is sealed with the old one would be lost.

        Called before and after every write, so it only looks at two names; files are read when those surprise it.
        """
        size, now = self.folder.size, self._current
        if (now == 0 or size(VAULT_FILES.name(now)) is not None) and size(VAULT_FILES.name(now + 1)) is None:
            return
        try:
            above = look_above(self.folder, self.vault_id, self.epoch, self._open_key(), now)
        except StorageProblem:
            return  # whoever writes will hear of a folder that cannot be read
        self._current = above.newest.number if above.newest else now
        if above.key_changed:
            raise NotSaved(
                tr("Not saved: the key of these drafts was changed in another window."),
                tr("Your text is still in the window. Lock and unlock here, and it is saved by itself."),
                code="key-changed",
            )

    def change_passphrase(self, passphrase: str, *, cost: Cost | None = None, ready: Ready = go_on) -> None:
        """Replace the passphrase; the old one opens nothing in this folder afterwards.

        ``cost`` is measured on this computer when not given. Raises ``StorageProblem`` for a weak passphrase and
        ``NotSaved``, after which the old one still holds, as it does after what ``ready`` raises.
        """
        insist_on_good(passphrase)
        self._replace(PASSPHRASE, self._boxes().passphrase(passphrase, cost or calibrate(), ready))

    def begin(self, passphrase: str, cost: Cost | None, ready: Ready = go_on) -> RecoverySheet:
        """Store a new vault's first file, with passphrase and recovery key in one write. Raises ``NotSaved``."""
        key, slot = self._boxes().recovery()
        first = self._boxes().passphrase(passphrase, cost or calibrate(), ready)
        self.store(replace(self._contents, slots=(first, slot)))
        self._store_a_second_copy()
        self.audit.note("key", way="vault", what="made")
        return make_sheet(key, slot)

    def new_recovery_key(self) -> RecoverySheet:
        """Replace the recovery key; the old one opens nothing in this folder afterwards. Raises ``NotSaved``.

        The long lines of the old sheet still hold the same vault key, so the old sheet has to be destroyed.
        """
        key, slot = self._boxes().recovery()
        self._replace(RECOVERY, slot)
        return make_sheet(key, slot)

    def remember_on_this_computer(self) -> bool:
        """Let this computer's keyring open the vault without the passphrase for thirty days.

        False when there is no keyring to be trusted; then nothing changed. Raises ``NotSaved``.
        """
        secret = secrets.token_bytes(32)
        if not keyring.keep(self.vault_id, secret):
            return False
        self._replace(KEYRING, self._boxes().keyring(secret))
        return True

    def let_school_in(self, reader: bytes) -> None:
        """Make a way in for whoever holds the escrow card with this public key. Raises ``NotSaved``."""
        self._replace(ESCROW, self._boxes().escrow(reader))

    def shut_school_out(self) -> None:
        """Take the escrow card's way in away; copies of the folder from before still open. Raises ``NotSaved``."""
        if any(slot.kind == ESCROW for slot in self._contents.slots):
            self._replace(ESCROW, None)

    def forget_on_this_computer(self) -> None:
        """Take the keyring's way in away again. Raises ``NotSaved``."""
        keyring.forget(self.vault_id)
        if any(slot.kind == KEYRING for slot in self._contents.slots):
            self._replace(KEYRING, None)

    def begin_new_key(self, passphrase: str, cost: Cost | None, ready: Ready = go_on) -> RecoverySheet:
        """Write a vault file under a new key that still holds the present one; see ``rotation``.

        Raises ``StorageProblem`` for a weak passphrase, ``SavedElsewhere`` and ``NotSaved``; then the old key holds.
        """
        insist_on_good(passphrase)
        former = Former(self.epoch, bytes(self._open_key()))
        with self._writing:
            known = self._caught_up(self._contents)
            manifest = replace(known.manifest, former=former)
            blank = Contents(self.vault_id, known.generation - 1, self.epoch + 1, (), manifest)
            fresh = Vault(self.folder, blank, bytearray(secrets.token_bytes(32)))
            boxes = fresh._boxes()
            key, slot = boxes.recovery()
            cards = tuple(boxes.escrow(old.reader) for old in known.slots if old.kind == ESCROW)
            slots = (boxes.passphrase(passphrase, cost or calibrate(), ready), slot, *cards)
            fresh.store(replace(fresh._contents, slots=slots))
            self.take_over(fresh)
        return make_sheet(key, slot)

    def forget_former_key(self) -> None:
        """Write two vault files without the former key: every file is under the new one. Raises ``NotSaved``."""
        self.store(replace(self._contents, manifest=replace(self.manifest, former=None)))
        self._store_a_second_copy()

    def drop_files_of_former_key(self) -> None:
        """Remove this vault's files that still open the former key."""
        for number in VAULT_FILES.among(self.folder.names()):
            with contextlib.suppress(StorageProblem):
                file = read_vault_file(self.folder.read(VAULT_FILES.name(number), MAX_VAULT_FILE) or b"")
                if file.vault_id == self.vault_id and file.epoch < self.epoch and number < self.generation:
                    self.folder.remove(VAULT_FILES.name(number))

    def read_people(self) -> bytes | None:
        """The people file's bytes, or ``None`` when there is none yet.

        A damaged newest one is set aside and the one before is read. Raises ``NewerFile``, ``DamagedFile`` when every
        one is damaged, or another ``StorageProblem``.
        """
        return self._people.read()

    def write_people(self, people: bytes) -> None:
        """Store the people file anew; the last eight are kept. Read it first.

        Raises ``SavedElsewhere`` when another window wrote it since it was read here, and ``NotSaved``.
        """
        self._people.write(people)

    def confirm_vault_file(self, number: int, data: bytes) -> None:
        """Check a vault file of this vault against the key. Raises ``DamagedFile`` or ``NewerFile``."""
        file = read_vault_file(data)
        if file.generation != number:
            raise damaged(tr("it was renamed"))
        former = self.manifest.former
        confirm(file, former.key if former and file.epoch == former.epoch else self._open_key())

    def store(self, contents: Contents | None = None) -> None:
        """Write a new vault file (``contents`` or what is in memory) and thin out the old ones.

        What another window remembered of the folder since is kept. Raises ``SavedElsewhere`` when it changed the ways
        in and so does ``contents``, or when the key is another one, and ``NotSaved``.
        """
        with self._writing:
            contents = self._caught_up(contents or self._contents)
            try:
                self.folder.create(VAULT_FILES.name(contents.generation), self._as_file(contents))
            except NameTaken:
                raise _changed_elsewhere() from None
            self._contents, self._current, self._dirty = contents, contents.generation, False
            for old in VAULT_FILES.among(self.folder.names())[KEEP_FILES:]:
                self.folder.remove(VAULT_FILES.name(old))

    def _caught_up(self, contents: Contents) -> Contents:
        """``contents`` as the next file, with what other windows wrote. Raises ``SavedElsewhere``."""
        newest, known = max(VAULT_FILES.among(self.folder.names()), default=0), self.generation
        if self.audit.end.number:
            contents = replace(contents, manifest=replace(contents.manifest, audit=self.audit.end))
        if newest != known:
            above = look_above(self.folder, self.vault_id, self.epoch, self._open_key(), known).newest
            if above is None or (above.file.slots != self._contents.slots and contents.slots != self._contents.slots):
                raise _changed_elsewhere()
            slots = contents.slots if above.file.slots == self._contents.slots else above.file.slots
            contents = replace(contents, slots=slots, manifest=merged(contents.manifest, above.manifest))
        return replace(contents, generation=newest + 1)

    def _as_file(self, contents: Contents) -> bytes:
        what = (contents.vault_id, contents.generation, contents.epoch, contents.slots)
        return write_vault_file(self._open_key(), *what, write_manifest(contents.manifest))

    def drop_older_files(self) -> None:
        """Remove every older file of this vault: only the newest one's slots may still open.

        A file that cannot be removed now goes when somebody tries to open it.
        """
        numbers = (number for number in VAULT_FILES.among(self.folder.names()) if number < self._contents.generation)
        older = [VAULT_FILES.name(number) for number in numbers]
        with contextlib.suppress(StorageProblem):
            ours = [name for name in older if self.vault_id in (self.folder.read_start(name, 64) or b"")]
            self.folder.remove_all(reversed(ours))

    def _key_of(self, data: bytes) -> Key:
        """The key a file says it is sealed with: the former one as long as the key is being changed."""
        key, former = self._open_key(), self.manifest.former
        return former.key if former and envelope.epoch_of(data) == former.epoch else key

    def _open_key(self) -> Key:
        if not self._key:
            raise StorageProblem(tr("The drafts are locked."), tr("Unlock them with your passphrase."), code="locked")
        return self._key

    def _replace(self, kind: str, slot: Slot | None) -> None:
        slots = tuple(old for old in self._contents.slots if old.kind != kind)
        self.store(replace(self._contents, slots=slots + ((slot,) if slot else ())))
        self.drop_older_files()
        self._store_a_second_copy()
        self.audit.note("key", way=kind, what="made" if slot else "removed")

    def _store_a_second_copy(self) -> None:
        """With the older files gone, one damaged byte would otherwise leave only the recovery sheet."""
        with contextlib.suppress(StorageProblem):
            self.store()

    def _boxes(self) -> Boxes:
        return Boxes(self.vault_id, self.epoch, self._open_key())


def _changed_elsewhere() -> SavedElsewhere:
    return SavedElsewhere(
        tr("The ways to unlock these drafts were changed in another window."),
        tr("Lock and unlock here, then try again. Nothing was changed."),
    )
