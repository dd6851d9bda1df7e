"""The audit trail: every entry follows the one before, and nothing that was done goes missing unnoticed."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path

import pytest

from pepdesk.storage.audit import SEGMENT
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.numbered import AUDIT_FILES
from tests.storage.open_vaults import DRAFT, open_vault
from tests.storage.simulated_disk import PowerCut, SimulatedDisk

FOLDER = Path("/vault")


def numbers(folder: Path) -> list[int]:
    return AUDIT_FILES.among(file.name for file in folder.iterdir())


def test_entries_come_back_in_order_across_segments_and_few_files_stay(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    for turn in range(2 * SEGMENT + 5):
        vault.audit.note("saved", DRAFT, save=str(turn))
    found = open_vault(tmp_path).audit.read()
    assert [entry.detail["save"] for entry in found.entries] == [str(turn) for turn in range(2 * SEGMENT + 5)]
    assert found.faults == ()
    newest = 2 * SEGMENT + 5
    kept = [newest, newest - 1, newest - 2, 2 * SEGMENT, 2 * SEGMENT - 1, SEGMENT, SEGMENT - 1]
    assert numbers(tmp_path) == kept


def test_two_windows_write_one_chain(tmp_path: Path) -> None:
    one, two = open_vault(tmp_path), open_vault(tmp_path)
    for turn in range(10):
        (one if turn % 3 else two).audit.note("opened", DRAFT, save=str(turn))
    found = open_vault(tmp_path).audit.read()
    assert [entry.detail["save"] for entry in found.entries] == [str(turn) for turn in range(10)]
    assert found.faults == ()


@pytest.mark.parametrize("word", ["Zebedee Canary", "a sentence, even a short one", "", "x" * 65, "name\n"])
def test_no_content_can_come_in(tmp_path: Path, word: str) -> None:
    vault = open_vault(tmp_path)
    with pytest.raises(ValueError, match="saved"):
        vault.audit.note("saved", DRAFT, note=word)
    with pytest.raises(ValueError, match=r".*"):
        vault.audit.note("saved", word or "x")
    assert vault.audit.read().entries == ()


def test_a_damaged_newest_file_is_set_aside_and_its_loss_is_an_entry(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    for turn in range(5):
        vault.audit.note("saved", DRAFT, save=str(turn))
    newest = tmp_path / AUDIT_FILES.name(5)
    newest.write_bytes(newest.read_bytes()[:-1])
    again = open_vault(tmp_path)
    again.audit.note("opened", DRAFT)
    found = again.audit.read()
    assert [entry.kind for entry in found.entries] == ["saved"] * 4 + ["damaged", "opened"]
    assert found.faults == ()
    assert len(list(tmp_path.glob("quarantine/*"))) == 1


def test_a_tail_that_somebody_cut_off_is_missed(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    Drafts(vault).save(DRAFT, b"plan", b"", None)
    for turn in range(3):
        vault.audit.note("saved", DRAFT, save=str(turn))
    vault.store()
    (tmp_path / AUDIT_FILES.name(3)).unlink()
    from pepdesk.storage.manifest import read_manifest
    from pepdesk.storage.vault import Contents, Vault
    from pepdesk.storage.vault_file import confirm, read_vault_file

    file = read_vault_file((tmp_path / "vault-00000001.pdv").read_bytes())
    manifest = read_manifest(confirm(file, bytes(vault._key)))
    again = Vault(vault.folder, Contents(vault.vault_id, 1, manifest=manifest), bytearray(vault._key))
    assert any("Entry 3" in fault for fault in again.audit.read().faults)
    again.audit.note("opened", DRAFT)
    assert [entry.kind for entry in again.audit.read().entries] == ["saved", "saved", "damaged", "opened"]


def test_what_the_disk_refuses_waits_and_disturbs_nobody() -> None:
    disk = SimulatedDisk()
    vault = open_vault(FOLDER, disk)
    disk.keeps_failing, disk.error = "write", OSError(errno.ENOSPC, "full")
    vault.audit.note("opened", DRAFT)
    assert vault.audit.read().entries == ()
    disk.keeps_failing = None
    vault.audit.note("saved", DRAFT)
    found = vault.audit.read()
    assert [entry.kind for entry in found.entries] == ["opened", "saved"]
    assert found.faults == ()


def test_no_power_cut_loses_an_entry_that_was_noted() -> None:
    disk = SimulatedDisk()
    vault = open_vault(FOLDER, disk)
    for turn in range(4):
        vault.audit.note("saved", DRAFT, save=str(turn))
    disk = disk.settle()
    probe = disk.settle()
    open_vault(FOLDER, probe).audit.note("opened", DRAFT)
    calls = probe.calls
    durable_from, seen = calls.index("sync_folder") + 1, set()
    for at in range(1, len(calls) + 2):
        trial = disk.settle()
        trial.stop_at = at
        with contextlib.suppress(PowerCut):
            open_vault(FOLDER, trial).audit.note("opened", DRAFT)
        for state in trial.after_power_cut():
            found = open_vault(FOLDER, state).audit.read()
            good = [entry.kind for entry in found.entries]
            assert good[:4] == ["saved"] * 4
            assert good[4:] in ([], ["opened"])
            assert at <= durable_from or good[4:] == ["opened"]
            seen.add(len(good))
            after = open_vault(FOLDER, state)
            after.audit.note("exported", DRAFT)
            assert after.audit.read().entries[-1].kind == "exported"
    assert seen == {4, 5}
