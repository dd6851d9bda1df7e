"""The folder's own small promises: what is there, whose name it is, what is swept, and how a refusal is told."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pepdesk.problem import DamagedFile, NotSaved, StorageProblem
from pepdesk.storage.folder import Folder, NameTaken, refused_read
from tests.storage.simulated_disk import SimulatedDisk

PLACE = Path("/plans")


class OtherBytes(SimulatedDisk):
    """Gives back something else than was written."""

    def read(self, path: str, length: int) -> bytes:
        return super().read(path, length)[:-1] + b"?"


@pytest.mark.parametrize("without_links", [False, True])
def test_a_name_that_is_taken_stays_what_it_was(without_links: bool) -> None:
    folder = Folder(PLACE, SimulatedDisk(without_links=without_links))
    folder.create("a", b"one")
    with pytest.raises(NameTaken):
        folder.create("a", b"two")
    assert folder.read("a", 9) == b"one"


def test_what_is_not_there_is_none_and_a_file_longer_than_allowed_is_refused() -> None:
    folder = Folder(PLACE, SimulatedDisk())
    assert folder.read("nothing", 9) is None
    assert folder.size("nothing") is None
    folder.create("a", b"12345")
    assert folder.read("a", 5) == b"12345"
    with pytest.raises(DamagedFile):
        folder.read("a", 4)


def test_a_replacement_that_the_disk_spoils_never_takes_the_name() -> None:
    disk = OtherBytes()
    Folder(PLACE, disk).create("a", b"old")
    with pytest.raises(NotSaved):
        Folder(PLACE, disk).replace("a", b"new")
    assert SimulatedDisk.read(disk, f"{PLACE}/a", 9) == b"old"


def test_only_our_own_old_temporary_files_are_swept(tmp_path: Path) -> None:
    names = [".hidden", "letter.tmp", ".0011223344556677.tmp"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    assert Folder(tmp_path).sweep() == 0
    assert Folder(tmp_path).sweep(older_than=0) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[:2])


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ESTALE, "folder-gone"), (errno.EACCES, "no-access"), (errno.EINVAL, "disk-error")]
)
def test_each_refused_read_is_told_in_its_own_words(number: int, code: str) -> None:
    disk = SimulatedDisk()
    Folder(PLACE, disk).create("a", b"x")
    disk.keeps_failing, disk.error = "read", OSError(number, "refused")
    with pytest.raises(StorageProblem) as told:
        Folder(PLACE, disk).read("a", 9)
    assert told.value.code == code == refused_read(OSError(number, "")).code
    assert "Nothing was changed" in told.value.advice
