"""Sticks and cards: found as Linux shows them, and closed to documents in clear where policy says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from pepdesk.app import documents, removable
from pepdesk.app.removable import device_is_removable, is_removable
from pepdesk.policy import Policy
from pepdesk.problem import ExportProblem


def _device(folder: Path, place: str, flag: str = "0") -> Path:
    disk = folder / place
    disk.mkdir(parents=True)
    (disk / "removable").write_text(f"{flag}\n")
    return disk


def test_a_disk_inside_the_computer_is_not_removable_and_one_on_usb_is(tmp_path: Path) -> None:
    assert not device_is_removable(_device(tmp_path, "pci0000:00/nvme/nvme0n1"))
    assert device_is_removable(_device(tmp_path, "pci0000:00/usb2/2-1/host4/block/sdb"))
    assert device_is_removable(_device(tmp_path, "pci0000:00/ata1/block/sr0", "1"))
    assert device_is_removable(_device(tmp_path, "pci0000:00/mmc_host/mmc0/block/mmcblk0"))
    assert not device_is_removable(tmp_path / "no such device")


def test_a_partition_is_as_its_disk_and_an_encrypted_stick_as_what_it_lies_on(tmp_path: Path) -> None:
    stick = _device(tmp_path, "pci/ata2/block/sdc", "1")
    (stick / "sdc1").mkdir()
    assert device_is_removable(stick / "sdc1")
    opened = tmp_path / "virtual/block/dm-0"
    (opened / "slaves").mkdir(parents=True)
    (opened / "slaves/sdc1").symlink_to(stick / "sdc1")
    assert device_is_removable(opened)


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_above(tmp_path: Path) -> None:
    assert not is_removable(tmp_path / "to be made" / "plan.pdf")


def test_policy_keeps_documents_off_a_stick_and_lets_a_sealed_package_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removable, "device_is_removable", lambda _device: True)
    documents.write_document(tmp_path / "plan.pdf", b"free")
    monkeypatch.setattr(documents, "policy", lambda: Policy(export_to_removable=False))
    with pytest.raises(ExportProblem, match="stick or card") as told:
        documents.write_document(tmp_path / "other.pdf", b"closed")
    assert told.value.code == "removable"
    documents.write_document(tmp_path / "plan.pepx", b"sealed")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.pdf", "plan.pepx"]
