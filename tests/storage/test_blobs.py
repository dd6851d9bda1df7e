"""Attachments: kept once, sealed, shared by every save, and gone only when nothing names them."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from pepdesk.problem import DamagedFile, StorageProblem
from pepdesk.storage.blobs import Blobs
from pepdesk.storage.filesystem import RealDisk
from tests.storage.open_vaults import open_vault

DRAWING = b"\x89PNG a drawing of a house" * 1000


def only_file(folder: Path) -> Path:
    (file,) = folder.glob("*.pda")
    return file


def test_what_is_kept_comes_back_and_is_written_once(tmp_path: Path) -> None:
    blobs = Blobs(open_vault(tmp_path))
    digest = blobs.store(DRAWING)
    first = only_file(tmp_path).read_bytes()
    assert blobs.store(DRAWING) == digest
    assert only_file(tmp_path).read_bytes() == first
    assert blobs.read(digest) == DRAWING


def test_the_file_tells_neither_the_content_nor_its_hash(tmp_path: Path) -> None:
    Blobs(open_vault(tmp_path)).store(DRAWING)
    file = only_file(tmp_path)
    digest = hashlib.sha256(DRAWING)
    assert DRAWING[:24] not in file.read_bytes()
    assert digest.digest() not in file.read_bytes()
    assert digest.hexdigest()[:32] != file.stem


def test_every_changed_byte_and_every_cut_is_refused(tmp_path: Path) -> None:
    blobs = Blobs(open_vault(tmp_path))
    digest = blobs.store(b"small")
    file = only_file(tmp_path)
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(StorageProblem):
            blobs.read(digest)
    for length in range(0, len(whole), 97):
        file.write_bytes(whole[:length])
        with pytest.raises(DamagedFile):
            blobs.read(digest)


def test_a_file_put_under_another_ones_name_is_refused(tmp_path: Path) -> None:
    blobs = Blobs(open_vault(tmp_path))
    one = blobs.store(b"one")
    file_of_one = only_file(tmp_path)
    two = blobs.store(b"two")
    (file_of_two,) = set(tmp_path.glob("*.pda")) - {file_of_one}
    file_of_one.write_bytes(file_of_two.read_bytes())
    with pytest.raises(DamagedFile):
        blobs.read(one)
    assert blobs.read(two) == b"two"


def test_one_that_another_window_removes_at_the_same_time_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = Blobs(open_vault(tmp_path))
    blobs.store(DRAWING)
    age = RealDisk.age

    def removed_meanwhile(disk: RealDisk, path: str) -> float:
        Path(path).unlink()
        return age(disk, path)

    monkeypatch.setattr(RealDisk, "age", removed_meanwhile)
    assert blobs.drop_unused([]) == 0


def test_a_damaged_one_is_mended_by_keeping_it_again(tmp_path: Path) -> None:
    blobs = Blobs(open_vault(tmp_path))
    digest = blobs.store(DRAWING)
    only_file(tmp_path).write_bytes(b"spoilt")
    assert blobs.store(DRAWING) == digest
    assert blobs.read(digest) == DRAWING


def test_only_old_ones_that_no_save_names_are_removed(tmp_path: Path) -> None:
    blobs = Blobs(open_vault(tmp_path))
    named, unnamed, fresh = blobs.store(b"named"), blobs.store(b"unnamed"), b"fresh"
    two_days_ago = time.time() - 2 * 86400
    for file in tmp_path.glob("*.pda"):
        os.utime(file, (two_days_ago, two_days_ago))
    kept = blobs.store(fresh)
    assert blobs.drop_unused([named]) == 1
    assert blobs.read(named) == b"named"
    assert blobs.read(kept) == fresh
    assert not blobs.has(unnamed)
