"""What was set aside or renamed comes back as far as it is whole, and never at the cost of another save."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pepdesk.problem import StorageProblem
from pepdesk.storage.blobs import Blobs
from pepdesk.storage.checkup import check, check_structure
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.recovering import recover
from tests.storage.open_vaults import DRAFT, open_vault
from tests.storage.test_drafts import drafts_in, file_of, flip, save_some


def aside(path: Path) -> list[str]:
    return sorted(file.name for file in path.glob("quarantine/*"))


def test_a_save_set_aside_while_it_was_unreadable_comes_back(tmp_path: Path) -> None:
    saved = save_some(drafts_in(tmp_path), 3)
    flip(file_of(tmp_path, saved[2]), 300)
    assert drafts_in(tmp_path).open_newest(DRAFT).body == b"body 2"
    (file,) = tmp_path.glob("quarantine/*")
    assert recover(open_vault(tmp_path)).broken == 1
    flip(file, 300)
    found = recover(open_vault(tmp_path))
    assert (found.saves, found.beside, found.broken) == (((DRAFT, 3),), (), 0)
    assert drafts_in(tmp_path).open_newest(DRAFT).body == b"body 3"
    assert aside(tmp_path) == []
    assert not recover(open_vault(tmp_path)).anything


def test_a_save_whose_number_was_taken_meanwhile_is_kept_beside(tmp_path: Path) -> None:
    saved = save_some(drafts_in(tmp_path), 3)
    flip(file_of(tmp_path, saved[2]), 300)
    drafts = drafts_in(tmp_path)
    drafts.save(DRAFT, b"other 3", b"card", drafts.open_newest(DRAFT).generation)
    (file,) = tmp_path.glob("quarantine/*")
    flip(file, 300)
    (beside,) = recover(open_vault(tmp_path)).beside
    again = drafts_in(tmp_path)
    assert again.open_newest(DRAFT).body == b"other 3"
    opened = again.open_newest(beside)
    assert (opened.body, opened.generation.sibling_of, opened.generation.summary) == (
        b"body 3",
        (DRAFT, 3),
        b"summary 3",
    )


def test_the_second_of_two_saves_that_a_synchronised_folder_renamed_is_found(tmp_path: Path) -> None:
    """Two computers, both off line, save number 2; OneDrive then keeps one under a name of its own."""
    here = drafts_in(tmp_path)
    (first,) = save_some(here, 1)
    second = here.save(DRAFT, b"on this computer", b"", first)
    own = file_of(tmp_path, second)
    own.rename(own.with_name(f"{own.stem}-LAPTOP-7.pdd"))
    drafts_in(tmp_path).save(DRAFT, b"on the other one", b"", first)
    (beside,) = recover(open_vault(tmp_path)).beside
    bodies = {drafts_in(tmp_path).open_newest(one).body for one in (DRAFT, beside)}
    assert bodies == {b"on this computer", b"on the other one"}
    assert len(list(tmp_path.glob("*.pdd"))) == 3


def test_a_copy_of_what_is_there_goes_and_a_foreign_file_stays(tmp_path: Path) -> None:
    (saved,) = save_some(drafts_in(tmp_path), 1)
    data = file_of(tmp_path, saved).read_bytes()
    (tmp_path / f"{DRAFT}-00000001 (1).pdd").write_bytes(data)
    (tmp_path / "holiday.pdd").write_bytes(b"not ours")
    (tmp_path / "holiday.pda").write_bytes(b"not ours")
    assert not recover(open_vault(tmp_path)).anything
    assert sorted(one.name for one in tmp_path.iterdir()) == [f"{DRAFT}-00000001.pdd", "holiday.pda", "holiday.pdd"]


def test_a_damaged_attachment_is_found_set_aside_and_comes_back_when_it_is_whole_again(tmp_path: Path) -> None:
    blobs = Blobs(open_vault(tmp_path))
    digest = blobs.store(b"a drawing")
    (file,) = tmp_path.glob("*.pda")
    assert check(open_vault(tmp_path)).faults == ()
    flip(file, 100)
    assert [fault.why for fault in check(open_vault(tmp_path)).faults] == ["damaged"]
    assert list(tmp_path.glob("*.pda")) == []
    (kept,) = tmp_path.glob("quarantine/*")
    flip(kept, 100)
    assert recover(open_vault(tmp_path)).attachments == 1
    assert blobs.read(digest) == b"a drawing"
    os.truncate(file, 100)
    assert len(check_structure(open_vault(tmp_path).folder).faults) == 1


def test_checking_and_recovering_tell_how_far_they_are_and_can_be_stopped(tmp_path: Path) -> None:
    save_some(drafts_in(tmp_path), 4)
    steps: list[tuple[int, int]] = []

    def told(done: int, total: int) -> None:
        steps.append((done, total))
        if done == 2:
            raise StorageProblem("Stopped.")

    with pytest.raises(StorageProblem, match="Stopped"):
        check(open_vault(tmp_path), told=told)
    assert steps == [(0, 4), (1, 4), (2, 4)]
    assert Drafts(open_vault(tmp_path)).open_newest(DRAFT).body == b"body 4"
