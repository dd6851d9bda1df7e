"""Changing the key loses nothing, wherever it is stopped, and the old key opens nothing afterwards."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from pepdesk.problem import NotSaved, StorageProblem, WrongPassphrase
from pepdesk.storage import rotation
from pepdesk.storage.blobs import Blobs
from pepdesk.storage.checkup import check
from pepdesk.storage.derivation import FLOOR, Cost
from pepdesk.storage.drafts import Drafts, KeptAsSibling
from pepdesk.storage.envelope import HEADER_BYTES, epoch_of
from pepdesk.storage.filesystem import Disk
from pepdesk.storage.recovery import RecoverySheet
from pepdesk.storage.unlocking import create_vault, restore_from_sheet, unlock, unlock_with_recovery_key
from pepdesk.storage.vault import Vault
from tests.storage.open_vaults import DRAFT
from tests.storage.simulated_disk import PowerCut, SimulatedDisk

WORDS, NEW_WORDS = "correct horse battery staple", "another five words entirely here"
FOLDER = Path("/vault")
PICTURE = b"\x89PNG a drawing" * 400


@pytest.fixture(autouse=True)
def quick_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key for each passphrase, without the wait."""
    import hashlib

    def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
        return hashlib.sha256(passphrase.encode() + salt).digest()

    for module in ("boxes", "unlocking"):
        monkeypatch.setattr(f"pepdesk.storage.{module}.derive", derive)


def fill(folder: Path, disk: Disk | None = None) -> tuple[Vault, RecoverySheet]:
    """A vault with a draft of three saves, its sibling, an attachment, a people file and an audit trail."""
    vault, sheet = create_vault(folder, WORDS, cost=FLOOR, disk=disk)
    drafts = Drafts(vault)
    first = drafts.save(DRAFT, b"one", b"card", None, kept=True)
    last = drafts.save(DRAFT, b"two", b"card", first)
    drafts.save(DRAFT, b"three", b"card", last, signed=True)
    with contextlib.suppress(KeptAsSibling):
        drafts.save(DRAFT, b"beside", b"card", first)
    Blobs(vault).store(PICTURE)
    vault.read_people()
    vault.write_people(b"people")
    vault.audit.note("saved", DRAFT)
    return vault, sheet


def everything(vault: Vault) -> dict[str, object]:
    """All that a vault holds, and how its saves follow each other."""
    drafts = Drafts(vault)
    found: dict[str, object] = {}
    names: dict[bytes, str] = {bytes(32): "nothing"}
    order = sorted(drafts.ids(), key=lambda draft_id: draft_id != DRAFT)
    for draft_id in order:
        for one in reversed(drafts.history(draft_id)):
            label = f"{'draft' if draft_id == DRAFT else 'sibling'} {one.number}"
            names |= {one.mac: label, one.former_mac: label} if any(one.former_mac) else {one.mac: label}
            body = drafts.open_generation(draft_id, one.number).body
            found[label] = (body, one.summary, one.saved_at_ms, one.kept, one.signed, one.sibling_of)
            found[f"{label} is edited from"] = names[one.parent_mac]
    found["picture"] = Blobs(vault).read(__import__("hashlib").sha256(PICTURE).hexdigest())
    found["people"] = vault.read_people()
    trail = vault.audit.read()
    assert trail.faults == ()
    entries = [entry.kind for entry in trail.entries if entry.kind not in ("rotated", "key")]
    found["audit"] = tuple(entries)
    return found


def either(disk: SimulatedDisk) -> Vault:
    """The vault with whichever passphrase holds."""
    try:
        return unlock(FOLDER, NEW_WORDS, disk=disk)
    except WrongPassphrase:
        return unlock(FOLDER, WORDS, disk=disk)


def test_everything_is_under_the_new_key_and_the_old_ways_in_open_nothing(tmp_path: Path) -> None:
    vault, old_sheet = fill(tmp_path)
    before = everything(vault)
    old_key = bytes(vault._key)
    sheet = rotation.begin(vault, NEW_WORDS, cost=FLOOR)
    done = rotation.resume(vault)
    assert (done.files, done.set_aside) == (4 + 1 + 1 + 2, 0)
    again = unlock(tmp_path, NEW_WORDS)
    assert everything(again) == before
    assert again.epoch == 2
    assert again.manifest.former is None
    assert check(again).faults == ()
    assert bytes(again._key) != old_key
    sealed = [file for file in tmp_path.iterdir() if file.suffix != ".pdv"]
    assert {epoch_of(file.read_bytes()[:HEADER_BYTES]) for file in sealed} == {2}
    for file in tmp_path.iterdir():
        assert old_key not in file.read_bytes()
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path, WORDS)
    with pytest.raises(WrongPassphrase):
        unlock_with_recovery_key(tmp_path, old_sheet.key_text)
    with pytest.raises(WrongPassphrase, match="older than their last change of key"):
        restore_from_sheet(tmp_path, old_sheet.key_text, "\n".join(old_sheet.box_lines), WORDS, cost=FLOOR)
    for file in tmp_path.glob("*.pdv"):
        file.unlink()
    with pytest.raises(WrongPassphrase, match="older than their last change of key"):
        restore_from_sheet(tmp_path, old_sheet.key_text, "\n".join(old_sheet.box_lines), WORDS, cost=FLOOR)
    restored = restore_from_sheet(tmp_path, sheet.key_text, "\n".join(sheet.box_lines), WORDS, cost=FLOOR)
    assert everything(restored) == before


def test_a_second_change_keeps_the_order_of_saves(tmp_path: Path) -> None:
    vault, _ = fill(tmp_path)
    before = everything(vault)
    for words in (NEW_WORDS, WORDS):
        rotation.begin(vault, words, cost=FLOOR)
        rotation.resume(vault)
        assert everything(vault) == before
    drafts = Drafts(vault)
    saved = drafts.save(DRAFT, b"four", b"card", drafts.open_newest(DRAFT).generation)
    assert saved.number == 4
    assert vault.epoch == 3


class Stop(Exception):
    """Somebody closes the window."""


def test_stopped_after_any_file_both_keys_read_on_and_it_is_finished_later(tmp_path: Path) -> None:
    vault, _ = fill(tmp_path)
    before = everything(vault)
    rotation.begin(vault, NEW_WORDS, cost=FLOOR)
    for stop_after in range(1, 12):
        vault = unlock(tmp_path, NEW_WORDS)
        if vault.manifest.former is None:
            break

        def told(looked: int, _count: int, stop: int = stop_after) -> None:
            if looked == stop:
                raise Stop

        with contextlib.suppress(Stop):
            rotation.resume(vault, told)
        assert everything(unlock(tmp_path, NEW_WORDS)) == before
    rotation.resume(unlock(tmp_path, NEW_WORDS))
    vault = unlock(tmp_path, NEW_WORDS)
    assert vault.manifest.former is None
    assert everything(vault) == before


def rotate(disk: SimulatedDisk) -> None:
    vault = unlock(FOLDER, WORDS, disk=disk)
    rotation.begin(vault, NEW_WORDS, cost=FLOOR)
    rotation.resume(vault)


def power_cuts(every: int) -> int:
    disk = SimulatedDisk()
    vault, _ = fill(FOLDER, disk)
    before = everything(vault)
    disk = disk.settle()
    probe = disk.settle()
    rotate(probe)
    states = 0
    for at in range(1, len(probe.calls) + 1, every):
        trial = disk.settle()
        trial.stop_at = at
        with contextlib.suppress(PowerCut):
            rotate(trial)
        for state in trial.after_power_cut():
            states += 1
            assert everything(either(state)) == before, probe.calls[at - 1]
            vault = either(state)
            rotation.resume(vault)
            vault = either(state)
            assert vault.manifest.former is None
            assert everything(vault) == before, probe.calls[at - 1]
    return states


def test_a_power_cut_loses_nothing() -> None:
    assert power_cuts(every=23) > 20


@pytest.mark.slow
def test_a_power_cut_at_any_call_loses_nothing() -> None:
    print(power_cuts(every=1), "disk states after a power cut during a change of key: 0 lost")


def test_a_refusal_at_any_call_loses_nothing_and_the_next_try_finishes() -> None:
    disk = SimulatedDisk()
    vault, _ = fill(FOLDER, disk)
    before = everything(vault)
    disk = disk.settle()
    probe = disk.settle()
    rotate(probe)
    for at in sorted(random.Random(3).sample(range(1, len(probe.calls) + 1), 60)):
        trial = disk.settle()
        trial.stop_at, trial.error = at, OSError(28, "full")
        with contextlib.suppress(StorageProblem):
            rotate(trial)
        trial.stop_at = 0
        assert everything(either(trial)) == before
        rotation.resume(either(trial))
        assert everything(either(trial)) == before
        assert either(trial).manifest.former is None


def test_a_window_with_the_old_key_is_not_told_that_it_saved(tmp_path: Path) -> None:
    fill(tmp_path)
    stale = unlock(tmp_path, WORDS)
    theirs = Drafts(stale)
    last = theirs.open_newest(DRAFT).generation
    vault = unlock(tmp_path, WORDS)
    rotation.begin(vault, NEW_WORDS, cost=FLOOR)
    with pytest.raises(NotSaved) as problem:
        theirs.save(DRAFT, b"four", b"card", last)
    assert problem.value.code == "key-changed"
    rotation.resume(vault)
    for _ in range(2):
        with pytest.raises(NotSaved):
            theirs.save(DRAFT, b"four", b"card", last)
        for change in (stale.store, lambda: stale.change_passphrase(WORDS, cost=FLOOR)):
            with pytest.raises(StorageProblem):
                change()
    with pytest.raises(NotSaved):
        Blobs(stale).store(b"picture")
    stale.take_over(unlock(tmp_path, NEW_WORDS))  # unlocked again: what was typed is saved now
    assert theirs.save(DRAFT, b"four", b"card", theirs.open_newest(DRAFT).generation).number == 4
    assert Drafts(unlock(tmp_path, NEW_WORDS)).open_newest(DRAFT).body == b"four"


def test_damaged_files_are_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    vault, _ = fill(tmp_path)
    newest = tmp_path / f"{DRAFT}-00000003.pdd"
    newest.write_bytes(newest.read_bytes()[:-1])
    rotation.begin(vault, NEW_WORDS, cost=FLOOR)
    assert rotation.resume(vault).set_aside == 1
    assert Drafts(unlock(tmp_path, NEW_WORDS)).open_newest(DRAFT).body == b"two"


def test_files_of_a_newer_pepdesk_stop_it_before_it_begins(tmp_path: Path) -> None:
    vault, _ = fill(tmp_path)
    newest = tmp_path / f"{DRAFT}-00000003.pdd"
    newest.write_bytes(newest.read_bytes()[:8] + b"\2" + newest.read_bytes()[9:])
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(StorageProblem, match="newer PepDesk"):
        rotation.begin(vault, NEW_WORDS, cost=FLOOR)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
