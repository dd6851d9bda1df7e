"""Every way in opens the vault, nothing else does, and one damaged file locks nobody out."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pepdesk.problem import DamagedFile, NewerFile, NotSaved, SavedElsewhere, StorageProblem, WrongPassphrase
from pepdesk.storage import recovery, unlocking
from pepdesk.storage.derivation import FLOOR, derive
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.numbered import PEOPLE_FILES
from pepdesk.storage.recovery import RecoverySheet
from pepdesk.storage.slots import PASSPHRASE, WrongKey, canonical, read_slots, unwrap
from pepdesk.storage.unlocking import create_vault, restore_from_sheet, unlock, unlock_with_recovery_key, vault_exists
from pepdesk.storage.vault import Vault
from pepdesk.storage.vault_file import read_vault_file
from tests.storage.open_vaults import DRAFT, open_vault

WORDS = "correct horse battery"
OTHER = "an entirely other one"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, RecoverySheet]:
    """A vault with one draft, and its sheet."""
    vault, sheet = create_vault(tmp_path / "vault", WORDS, cost=FLOOR)
    Drafts(vault).save(DRAFT, b"a plan", b"", None)
    return tmp_path / "vault", sheet


def opens(vault: Vault) -> bool:
    return Drafts(vault).open_newest(DRAFT).body == b"a plan"


def vault_files(path: Path) -> list[Path]:
    return sorted(path.glob("vault-*.pdv"))


def test_passphrase_and_recovery_key_open_and_others_do_not(made: tuple[Path, RecoverySheet]) -> None:
    path, sheet = made
    assert opens(unlock(path, WORDS))
    assert opens(unlock_with_recovery_key(path, sheet.key_text.lower().replace("-", " ")))
    for wrong in ("", "Correct horse battery", WORDS + " ", OTHER):
        with pytest.raises(WrongPassphrase):
            unlock(path, wrong)
    with pytest.raises(StorageProblem, match="typing mistake"):
        unlock_with_recovery_key(
            path, "A" + sheet.key_text[1:] if sheet.key_text[0] != "A" else "B" + sheet.key_text[1:]
        )
    with pytest.raises(WrongPassphrase):
        unlock_with_recovery_key(path, recovery.spell(bytes(20), 0))
    assert len(vault_files(path)) == 2, "two copies, in case one is damaged"


def test_changing_the_passphrase_shuts_the_old_one_out(made: tuple[Path, RecoverySheet]) -> None:
    path, sheet = made
    before = vault_files(path)[0].read_bytes()
    unlock(path, WORDS).change_passphrase(OTHER, cost=FLOOR)
    assert opens(unlock(path, OTHER))
    assert opens(unlock_with_recovery_key(path, sheet.key_text))
    with pytest.raises(WrongPassphrase):
        unlock(path, WORDS)
    # Somebody puts a copy of the old file back.
    (path / "vault-00000001.pdv").write_bytes(before)
    with pytest.raises(WrongPassphrase):
        unlock(path, WORDS)
    assert opens(unlock(path, OTHER))


def test_an_old_file_that_stayed_behind_is_removed_when_the_old_passphrase_is_tried(tmp_path: Path) -> None:
    vault, _ = create_vault(tmp_path, WORDS, cost=FLOOR)
    old = vault_files(tmp_path)[0]
    kept = old.read_bytes()
    vault.change_passphrase(OTHER, cost=FLOOR)
    old.write_bytes(kept)
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path, WORDS)
    assert not old.exists()
    unlock(tmp_path, OTHER)


def test_a_new_recovery_key_shuts_the_old_sheet_out(made: tuple[Path, RecoverySheet]) -> None:
    path, old = made
    new = unlock(path, WORDS).new_recovery_key()
    assert opens(unlock_with_recovery_key(path, new.key_text))
    with pytest.raises(WrongPassphrase):
        unlock_with_recovery_key(path, old.key_text)


def test_the_sheet_alone_brings_everything_back(made: tuple[Path, RecoverySheet]) -> None:
    path, sheet = made
    for file in vault_files(path):
        file.unlink()
    with pytest.raises(StorageProblem) as problem:
        unlock(path, WORDS)
    assert problem.value.code == "no-vault"
    typed = "\n".join(line.lower() for line in sheet.words()[6:13])  # as printed, with its numbers
    assert opens(restore_from_sheet(path, sheet.key_text, typed, OTHER, cost=FLOOR))
    assert opens(unlock(path, OTHER))
    assert opens(unlock_with_recovery_key(path, sheet.key_text))
    other_key = recovery.spell(bytes(20), 0)
    with pytest.raises(WrongPassphrase):
        restore_from_sheet(path, other_key, typed, OTHER, cost=FLOOR)


def test_every_typing_mistake_on_the_sheet_is_noticed(made: tuple[Path, RecoverySheet]) -> None:
    _, sheet = made
    for line, text in enumerate(sheet.box_lines, 1):
        for at in range(len(text)):
            if text[at] != "-":
                wrong = text[:at] + ("A" if text[at] != "A" else "C") + text[at + 1 :]
                with pytest.raises(StorageProblem, match=f"line {line}"):
                    recovery.read_box("\n".join([*sheet.box_lines[: line - 1], wrong, *sheet.box_lines[line:]]))
    swapped = [sheet.box_lines[1], sheet.box_lines[0], *sheet.box_lines[2:]]
    with pytest.raises(StorageProblem, match="line 1"):
        recovery.read_box("\n".join(swapped))
    with pytest.raises(StorageProblem, match="7 lines"):
        recovery.read_box("\n".join(sheet.box_lines[:-1]))


def test_every_changed_field_of_a_slot_is_refused(made: tuple[Path, RecoverySheet]) -> None:
    path, _ = made
    slots = json.loads(read_slots_bytes(vault_files(path)[0]))
    original = next(slot for slot in slots if slot["kind"] == PASSPHRASE)
    good = read_slots(canonical([original]))[0]
    key = derive(WORDS, good.salt, FLOOR)
    assert len(unwrap(good, key)) == 32
    tried = 0
    for name, value in original.items():
        for changed in _other_values(value):
            tried += 1
            for slot in read_slots(canonical([original | {name: changed}])):  # none when its shape is wrong already
                with pytest.raises((WrongKey, DamagedFile)):
                    unwrap(slot, key)
    assert tried >= 40
    assert read_slots(canonical([original | {"extra": "x"}])) == ()


def _other_values(value: object) -> list[object]:
    if isinstance(value, int):
        return [value + 1, value - 1, 0, str(value), None]
    text = str(value)
    flipped = ("0" if text[-1:] != "0" else "1") if text else "x"
    first = "1" if text[:1] == "0" else "0"
    return [text[:-1] + flipped, first + text[1:], text + "00", "", 7]


def read_slots_bytes(file: Path) -> bytes:
    data = file.read_bytes()
    length = int.from_bytes(data[72:76], "big")
    return data[76 : 76 + length]


def test_any_changed_bit_of_the_newest_vault_file_leaves_the_vault_open_to_its_passphrase(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    vault.change_passphrase(WORDS, cost=FLOOR)
    Drafts(vault).save(DRAFT, b"a plan", b"", None)
    older, newest = (file.read_bytes() for file in vault_files(tmp_path))
    for at in sorted({0, 8, 9, 11, 12, 35, 39, 40, 75, *range(76, len(newest), 257)}):
        for file in [*vault_files(tmp_path), *tmp_path.glob("quarantine/*")]:
            file.unlink()
        changed = bytearray(newest)
        changed[at] ^= 1 << at % 8
        (tmp_path / "vault-00000001.pdv").write_bytes(older)
        (tmp_path / "vault-00000002.pdv").write_bytes(changed)
        assert opens(unlock(tmp_path, WORDS)), at
        assert [file.name for file in vault_files(tmp_path)] == ["vault-00000001.pdv", "vault-00000002.pdv"], at
        assert (tmp_path / "vault-00000002.pdv").read_bytes() != bytes(changed), "a sound file took its place"
        assert len(list(tmp_path.glob("quarantine/*"))) == 1


def test_vault_files_that_are_all_damaged_say_so_and_name_the_sheet(made: tuple[Path, RecoverySheet]) -> None:
    path, sheet = made
    for file in vault_files(path):
        file.write_bytes(b"PEPVAULT\1" + bytes(100))
    with pytest.raises(StorageProblem) as problem:
        unlock(path, WORDS)
    assert problem.value.code == "vault-damaged"
    assert vault_exists(path)
    vault = restore_from_sheet(path, sheet.key_text, "\n".join(sheet.box_lines), OTHER, cost=FLOOR)
    assert opens(vault)


def test_a_vault_of_a_newer_program_is_left_alone(made: tuple[Path, RecoverySheet]) -> None:
    path, _ = made
    newer = bytearray(vault_files(path)[0].read_bytes())
    newer[8], newer[50] = 2, newer[50] ^ 1
    (path / "vault-000000ff.pdv").write_bytes(newer)
    with pytest.raises(NewerFile):
        unlock(path, WORDS)
    assert (path / "vault-000000ff.pdv").read_bytes() == bytes(newer)


def test_another_vaults_file_that_strayed_in_stays_and_does_no_harm(
    made: tuple[Path, RecoverySheet], tmp_path: Path
) -> None:
    path, _ = made
    other, _ = create_vault(tmp_path / "other", OTHER, cost=FLOOR)
    other.store()
    stray = path / "vault-00000003.pdv"
    contents = (tmp_path / "other" / stray.name).read_bytes()
    stray.write_bytes(contents)
    vault = unlock(path, WORDS)
    assert opens(vault)
    vault.change_passphrase("yet another passphrase", cost=FLOOR)
    assert opens(unlock(path, "yet another passphrase"))
    assert stray.read_bytes() == contents


def test_eight_vault_files_are_kept(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    for _ in range(12):
        vault.store()
    assert [file.name for file in vault_files(tmp_path)] == [f"vault-{n:08x}.pdv" for n in range(5, 13)]


def test_two_windows_cannot_change_the_ways_in_past_each_other(made: tuple[Path, RecoverySheet]) -> None:
    path, _ = made
    one, two = unlock(path, WORDS), unlock(path, WORDS)
    one.change_passphrase(OTHER, cost=FLOOR)
    with pytest.raises(SavedElsewhere):
        two.change_passphrase("yet another passphrase", cost=FLOOR)
    assert opens(unlock(path, OTHER))


def test_a_vault_is_never_made_over_another_nor_with_a_weak_passphrase(made: tuple[Path, RecoverySheet]) -> None:
    path, _ = made
    with pytest.raises(StorageProblem) as problem:
        create_vault(path, WORDS, cost=FLOOR)
    assert problem.value.code == "vault-exists"
    with pytest.raises(StorageProblem) as problem:
        create_vault(path / "new", "short", cost=FLOOR)
    assert problem.value.code == "weak-passphrase"
    assert not (path / "new").exists()


def test_a_locked_vault_does_nothing_and_holds_no_key(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    drafts = Drafts(vault)
    saved = drafts.save(DRAFT, b"a plan", b"", None)
    vault.lock()
    assert vault.locked
    with pytest.raises(StorageProblem) as problem:
        drafts.open_newest(DRAFT)
    assert problem.value.code == "locked"
    with pytest.raises(StorageProblem):
        drafts.save(DRAFT, b"another", b"", saved)


def test_the_people_file_comes_back_and_eight_are_kept(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    assert vault.read_people() is None
    for number in range(12):
        vault.write_people(b"people %d" % number)
    assert len(PEOPLE_FILES.among(path.name for path in tmp_path.iterdir())) == 8
    assert open_vault(tmp_path).read_people() == b"people 11"


def test_a_damaged_people_file_is_set_aside_and_the_one_before_is_read(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    for people in (b"older", b"newer"):
        vault.write_people(people)
    (tmp_path / PEOPLE_FILES.name(2)).write_bytes(b"PEPPEOPL")
    again = open_vault(tmp_path)
    assert again.read_people() == b"older"
    again.write_people(b"newest")
    assert open_vault(tmp_path).read_people() == b"newest"
    assert len(list(tmp_path.glob("quarantine/*"))) == 1


def test_people_written_in_another_window_are_not_overwritten(tmp_path: Path) -> None:
    one, two = open_vault(tmp_path), open_vault(tmp_path)
    assert one.read_people() is two.read_people() is None
    one.write_people(b"one")
    with pytest.raises(SavedElsewhere):
        two.write_people(b"two")
    assert two.read_people() == b"one"
    two.write_people(b"two after all")
    with pytest.raises(SavedElsewhere):
        open_vault(tmp_path).write_people(b"written without reading")


def test_nothing_strange_in_a_vault_file_gets_past_its_reader(made: tuple[Path, RecoverySheet]) -> None:
    path, _ = made
    data = vault_files(path)[0].read_bytes()
    for length in range(0, len(data), 7):
        with pytest.raises((DamagedFile, NewerFile)):
            read_vault_file(data[:length])
    for junk in (b"[" * 5000, b"[1e999]" * 3, b"{}", b"[" + b"{}," * 20 + b"{}]", b"\xff", b"null"):
        start = data[:72] + len(junk).to_bytes(4, "big") + junk + (0).to_bytes(4, "big") + bytes(32)
        with pytest.raises(DamagedFile):
            read_vault_file(start)


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotSaved):
        create_vault(tmp_path / "file" / "vault", WORDS, cost=FLOOR)


def test_the_passphrase_is_asked_again_after_thirty_days(
    made: tuple[Path, RecoverySheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = made
    kept: dict[bytes, bytes] = {}
    monkeypatch.setattr(unlocking.keyring, "keep", lambda vault_id, secret: kept.update({vault_id: secret}) or True)
    monkeypatch.setattr(unlocking.keyring, "fetch", kept.get)
    assert unlocking.unlock_with_keyring(path) is None
    assert unlock(path, WORDS).remember_on_this_computer()
    vault = unlocking.unlock_with_keyring(path)
    assert vault is not None
    assert opens(vault)
    monkeypatch.setattr(unlocking, "KEYRING_DAYS", -1)
    assert unlocking.unlock_with_keyring(path) is None


def test_slots_differ_in_every_vault(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        create_vault(tmp_path / name, WORDS, cost=FLOOR)
        files.append(read_vault_file(vault_files(tmp_path / name)[0].read_bytes()))
    for first, second in itertools.product(files[0].slots, files[1].slots):
        assert first.nonce != second.nonce
        assert first.wrapped != second.wrapped
        assert replace(first, salt=b"") != replace(second, salt=b"")
