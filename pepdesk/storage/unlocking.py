"""Make a vault, find its newest sound file, and open it by passphrase, recovery key, keyring or escrow card."""

from __future__ import annotations

import contextlib
import datetime
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pepdesk.problem import DamagedFile, NewerFile, NotSaved, SavedElsewhere, StorageProblem, WrongPassphrase
from pepdesk.storage import escrow, keyring, recovery
from pepdesk.storage.damage import damaged
from pepdesk.storage.derivation import Cost, Ready, derive, go_on
from pepdesk.storage.envelope import MAJOR
from pepdesk.storage.filesystem import Disk
from pepdesk.storage.folder import Folder
from pepdesk.storage.generations import GenerationFiles
from pepdesk.storage.manifest import read_manifest
from pepdesk.storage.numbered import VAULT_FILES
from pepdesk.storage.passphrase import insist_on_good
from pepdesk.storage.recovery import RecoverySheet
from pepdesk.storage.slots import ESCROW, KEYRING, PASSPHRASE, RECOVERY, Slot, WrongKey, unwrap
from pepdesk.storage.vault import Contents, Vault
from pepdesk.storage.vault_file import MAX_VAULT_FILE, VaultFile, confirm, read_vault_file
from pepdesk.storage.vault_series import is_later
from pepdesk.words import tr

KEYRING_DAYS = 30  # after which the passphrase is asked again, lest it be forgotten (security.md 1.6)

SlotKey = Callable[[Slot], bytes | None]


@dataclass(frozen=True, slots=True)
class _Found:
    """The vault files of a folder, newest first: those that can be taken apart, and the numbers of the rest."""

    sound: tuple[tuple[int, VaultFile], ...]
    damaged: tuple[int, ...]
    newer: tuple[tuple[int, bytes], ...]


def vault_exists(path: Path, *, disk: Disk | None = None) -> bool:
    """Whether a folder holds a vault, sound or not. A folder that is not there holds none."""
    try:
        return bool(VAULT_FILES.among(_folder(path, disk).names()))
    except StorageProblem as problem:
        if problem.code == "folder-gone":
            return False
        raise


def create_vault(
    path: Path,
    passphrase: str,
    *,
    cost: Cost | None = None,
    disk: Disk | None = None,
    ready: Ready = go_on,
) -> tuple[Vault, RecoverySheet]:
    """A new vault in a folder that has none, unlocked, and the recovery sheet to print now.

    ``cost`` is measured on this computer when not given. Raises ``StorageProblem`` for a weak passphrase or a folder
    that has a vault, ``NotSaved``, and what ``ready`` raises.
    """
    insist_on_good(passphrase)
    folder = _folder(path, disk)
    folder.make()
    if vault_exists(path, disk=disk):
        raise StorageProblem(
            tr("There is a vault in this folder already."),
            tr("Unlock it, or choose another folder."),
            code="vault-exists",
        )
    vault = Vault(folder, Contents(secrets.token_bytes(16)), bytearray(secrets.token_bytes(32)))
    return vault, vault.begin(passphrase, cost, ready)


def unlock(path: Path, passphrase: str, *, disk: Disk | None = None) -> Vault:
    """Open with the passphrase; takes most of a second. Raises ``WrongPassphrase`` or another ``StorageProblem``."""

    def key(slot: Slot) -> bytes | None:
        if slot.kind != PASSPHRASE or slot.cost is None:
            return None
        return derive(passphrase, slot.salt, slot.cost)

    return _open(
        _folder(path, disk), key, _wrong(tr("The passphrase does not fit."), tr("Check Caps Lock and try again."))
    )


def unlock_with_recovery_key(path: Path, typed: str, *, disk: Disk | None = None) -> Vault:
    """Open with the key line of the recovery sheet; set a new passphrase next. Raises as ``unlock`` does."""
    secret = recovery.read_key(typed)

    def key(slot: Slot) -> bytes | None:
        return recovery.slot_key(secret, bytes.fromhex(slot.vault_id)) if slot.kind == RECOVERY else None

    wrong = _wrong(
        tr("This recovery key belongs to other drafts, or was replaced."), tr("Look for a newer recovery sheet.")
    )
    return _open(_folder(path, disk), key, wrong)


def unlock_with_card(path: Path, private_key: bytes, *, disk: Disk | None = None) -> Vault:
    """Open with the private key (32 bytes) of the escrow card it was opened for. Raises as ``unlock`` does."""

    def key(slot: Slot) -> bytes | None:
        return escrow.open_with(private_key, slot) if slot.kind == ESCROW else None

    vault = _open(
        _folder(path, disk), key, _wrong(tr("These drafts were not opened for this card."), tr("Check the folder."))
    )
    vault.audit.note("escrow", what="used")
    return vault


def unlock_with_keyring(path: Path, *, disk: Disk | None = None) -> Vault | None:
    """Open with what this computer's keyring remembers, or ``None``: then ask for the passphrase.

    ``None`` also when the passphrase has not been asked for thirty days. Raises ``StorageProblem`` for what asking
    would not cure.
    """
    folder = _folder(path, disk)
    since = (datetime.date.today() - datetime.timedelta(days=KEYRING_DAYS)).isoformat()

    def key(slot: Slot) -> bytes | None:
        if slot.kind != KEYRING or slot.made < since:
            return None
        return keyring.fetch(bytes.fromhex(slot.vault_id))

    try:
        return _open(folder, key, _wrong("", ""))
    except WrongPassphrase:
        return None


def restore_from_sheet(
    path: Path,
    typed_key: str,
    typed_box: str,
    passphrase: str,
    *,
    cost: Cost | None = None,
    disk: Disk | None = None,
    ready: Ready = go_on,
) -> Vault:
    """Make a new vault file from the recovery sheet alone, for a folder whose vault files are lost or damaged.

    Raises ``StorageProblem`` for a typing mistake, ``WrongPassphrase`` when key and lines are not of one sheet, and
    what ``ready`` raises.
    """
    insist_on_good(passphrase)
    slot, secret = recovery.read_box(typed_box), recovery.read_key(typed_key)
    vault_id = bytes.fromhex(slot.vault_id)
    try:
        key = unwrap(slot, recovery.slot_key(secret, vault_id))
    except WrongKey:
        raise _wrong(tr("The key and the lines are not from the same sheet."), tr("Use one sheet for both.")) from None
    folder = _folder(path, disk)
    folder.make()
    _insist_on_its_drafts(folder, slot, key)
    numbers = VAULT_FILES.among(folder.names())
    generation = numbers[0] if numbers else 0
    vault = Vault(folder, Contents(vault_id, generation, slot.epoch, (slot,)), key)
    try:
        vault.change_passphrase(passphrase, cost=cost, ready=ready)
    except BaseException:
        vault.lock()
        raise
    return vault


def _insist_on_its_drafts(folder: Folder, slot: Slot, key: bytearray) -> None:
    """Refuse a sheet from before a change of key, or of other drafts: its vault file would shut out the true key."""
    probe = GenerationFiles(Vault(folder, Contents(bytes.fromhex(slot.vault_id), 0, slot.epoch), key))
    newest = [(draft_id, numbers[0]) for draft_id, numbers in probe.all_numbers().items()]
    later = any(file.vault_id.hex() == slot.vault_id and is_later(file, slot.epoch) for _, file in _find(folder).sound)
    if later or (newest and not any(probe.peek_or_none(*save) for save in newest)):
        raise WrongPassphrase(
            tr("This sheet is not of these drafts, or is older than their last change of key."),
            tr("Look for a newer recovery sheet. Nothing was changed."),
        )


def _folder(path: Path, disk: Disk | None) -> Folder:
    return Folder(path, disk) if disk is not None else Folder(path)


def _wrong(title: str, advice: str) -> WrongPassphrase:
    return WrongPassphrase(title, f"{advice} {tr('Nothing was changed.')}")


def _open(folder: Folder, key_of: SlotKey, wrong: WrongPassphrase) -> Vault:
    found = _find(folder)
    opened = _open_a_slot(found, key_of)
    if opened is None:
        raise _why_closed(found, wrong)
    slot, key = opened
    return _settle(folder, found, slot, key, wrong)


def _why_closed(found: _Found, wrong: WrongPassphrase) -> StorageProblem:
    if found.sound:
        return wrong
    if found.newer:
        return _newer()
    if found.damaged:
        return StorageProblem(
            tr("The vault file is damaged."),
            tr("Use the recovery sheet, or a copy of this folder from a backup. The drafts themselves are untouched."),
            code="vault-damaged",
        )
    return StorageProblem(
        tr("There is no vault in this folder."), tr("Choose another folder, or make a new vault."), code="no-vault"
    )


def _find(folder: Folder) -> _Found:
    sound, broken, newer = [], [], []
    for number in VAULT_FILES.among(folder.names()):
        data = b""
        try:
            data = folder.read(VAULT_FILES.name(number), MAX_VAULT_FILE) or b""
            file = read_vault_file(data)
            if file.generation != number:
                raise damaged(tr("it was renamed"))
            sound.append((number, file))
        except DamagedFile:
            broken.append(number)
        except NewerFile:
            newer.append((number, data))
    return _Found(tuple(sound), tuple(broken), tuple(newer))


def _open_a_slot(found: _Found, key_of: SlotKey) -> tuple[Slot, bytearray] | None:
    """The first slot that opens, newest file first; each different slot is tried once, as trying is slow."""
    tried: set[Slot] = set()
    for _, file in found.sound:
        for slot in file.slots:
            if slot in tried:
                continue
            tried.add(slot)
            with contextlib.suppress(WrongKey, DamagedFile, ValueError):
                slot_key = key_of(slot)
                if slot_key is not None:
                    return slot, unwrap(slot, slot_key)
    return None


def _settle(folder: Folder, found: _Found, slot: Slot, key: bytearray, wrong: WrongPassphrase) -> Vault:
    """The vault as its newest sound file has it; damaged files are set aside and a fresh one is written."""
    bad = [*found.damaged, *(number for number, data in found.newer if _merely_damaged(data, key))]
    good: Contents | None = None
    for number, file in found.sound:
        if slot.vault_id == file.vault_id.hex():
            if is_later(file, slot.epoch):  # the slot is from before a change of key: it opens nothing any more
                raise wrong
            if file.epoch < slot.epoch and good is not None:
                continue  # left over from before that change
        try:
            manifest = read_manifest(confirm(file, key))
        except DamagedFile:
            # Another vault's file that strayed in here is not ours to move.
            if slot.vault_id in (file.vault_id.hex(), *(one.vault_id for one in file.slots)):
                bad.append(number)
            continue
        good = good or Contents(file.vault_id, number, file.epoch, file.slots, manifest)
    newest_newer = max((number for number, _ in found.newer if number not in bad), default=0)
    if newest_newer > (good.generation if good else 0):
        raise _newer()
    if good is None:  # every file has damage somewhere, but this slot was whole: keep what opens
        slots = next(file.slots for _, file in found.sound if slot in file.slots)
        good = Contents(bytes.fromhex(slot.vault_id), 0, slot.epoch, slots)
    if slot not in good.slots:  # an old passphrase, in a file that should have gone when it was changed
        Vault(folder, good, key).drop_older_files()
        raise wrong
    return _healed(folder, good, key, bad)


def _healed(folder: Folder, good: Contents, key: bytearray, bad: list[int]) -> Vault:
    for number in bad:
        folder.set_aside(VAULT_FILES.name(number))
    present = VAULT_FILES.among(folder.names())
    vault = Vault(folder, replace(good, generation=present[0] if present else 0), key)
    if bad:
        with contextlib.suppress(NotSaved, SavedElsewhere):  # a read-only folder can still be read
            vault.store()
    return vault


def _merely_damaged(data: bytes, key: bytearray) -> bool:
    """Whether a file that calls itself newer is one of ours with its version byte changed."""
    try:
        confirm(read_vault_file(data[:8] + bytes([MAJOR]) + data[9:]), key)
    except StorageProblem:
        return False
    return True


def _newer() -> NewerFile:
    return NewerFile(
        tr("These drafts were last used with a newer PepDesk."),
        tr("Nothing was changed. Install the newer version on this computer to open them."),
    )
