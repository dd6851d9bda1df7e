"""No crash and no refusal of the disk loses a save that was reported as saved."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from pepdesk.problem import DamagedFile, NotSaved, StorageProblem
from pepdesk.storage.checkup import check
from pepdesk.storage.drafts import Drafts, KeptAsSibling
from pepdesk.storage.folder import Folder
from pepdesk.storage.generations import Generation, file_name
from tests.storage.open_vaults import DRAFT, open_vault
from tests.storage.simulated_disk import PowerCut, SimulatedDisk

FOLDER = Path("/vault")
BEFORE = 6


def drafts_on(disk: SimulatedDisk) -> Drafts:
    return Drafts(open_vault(FOLDER, disk))


def body(number: int) -> bytes:
    return b"version %d " % number + bytes(9000)


def saved_disk(*, without_links: bool = False) -> tuple[SimulatedDisk, Generation]:
    """A disk with six saves on it, all safe."""
    disk = SimulatedDisk(without_links=without_links)
    drafts, last = drafts_on(disk), None
    for number in range(1, BEFORE + 1):
        last = drafts.save(DRAFT, body(number), b"summary", last)
    assert last is not None
    return disk.settle(), last


def save_next(disk: SimulatedDisk, last: Generation) -> Generation:
    return drafts_on(disk).save(DRAFT, body(last.number + 1), b"summary", last)


def calls_of_a_save(disk: SimulatedDisk, last: Generation) -> list[str]:
    probe = disk.settle()
    save_next(probe, last)
    return probe.calls


def outcomes(disk: SimulatedDisk, last: Generation) -> dict[str, int]:
    """Cut the power at every call of one save; count what each state of the disk then opens."""
    counts: dict[str, int] = {}
    calls = calls_of_a_save(disk, last)
    durable_from = calls.index("sync_folder") + 1  # this call done, nothing may lose the save any more
    for at in range(1, len(calls) + 2):
        trial = disk.settle()
        trial.stop_at = at
        with contextlib.suppress(PowerCut):
            save_next(trial, last)
        for state in trial.after_power_cut():
            outcome = what_opens(state, last.number, promised=at > durable_from)
            counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def what_opens(state: SimulatedDisk, before: int, *, promised: bool) -> str:
    try:
        opened = drafts_on(state).open_newest(DRAFT)
    except DamagedFile:
        return "lost: nothing opens"
    number = opened.generation.number
    if opened.body != body(number) or number < before:
        return "lost: older or other text"
    if number == before:
        return "lost: a promised save" if promised else "the save before"
    return "the new save"


@pytest.mark.parametrize("without_links", [False, True])
def test_no_power_cut_loses_an_acknowledged_save(without_links: bool) -> None:
    disk, last = saved_disk(without_links=without_links)
    counts = outcomes(disk, last)
    assert {outcome for outcome in counts if outcome.startswith("lost")} == set(), counts
    assert counts["the new save"] > 5
    assert counts["the save before"] > 5


def test_the_same_check_notices_a_disk_that_ignores_syncs() -> None:
    disk, last = saved_disk()
    disk.forgets_syncs = True
    assert outcomes(disk, last).get("lost: a promised save", 0) > 0


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.ESTALE])
@pytest.mark.parametrize("without_links", [False, True])
def test_a_refusal_at_any_call_keeps_the_last_save_and_the_next_one_works(number: int, without_links: bool) -> None:
    (disk, last), codes = saved_disk(without_links=without_links), set[str]()
    for at, call in enumerate(calls_of_a_save(disk, last), 1):
        trial = disk.settle()
        trial.stop_at, trial.error = at, OSError(number, "refused")
        drafts = drafts_on(trial)
        try:
            newest = drafts.save(DRAFT, body(BEFORE + 1), b"summary", last)
        except NotSaved as refused:
            newest = last
            codes.add(refused.code)
        trial.stop_at = 0
        assert drafts_on(trial.settle()).open_newest(DRAFT).generation.number in (newest.number, BEFORE + 1), call
        again = drafts.save(DRAFT, body(newest.number + 1), b"summary", newest)
        assert drafts_on(trial.settle()).open_newest(DRAFT).generation == again, call
    assert len(codes) == 1, "told in the same words wherever it happened"


def test_a_temporary_file_that_cannot_be_removed_does_not_make_a_durable_save_fail() -> None:
    disk, last = saved_disk()
    disk.keeps_failing, disk.error = "remove", PermissionError(errno.EACCES, "held by a scanner")
    saved = save_next(disk, last)
    assert saved.number == BEFORE + 1
    assert any(name.endswith(".tmp") for name in disk.names_now)
    disk.keeps_failing = None
    assert drafts_on(disk).sweep() == 1
    assert drafts_on(disk).open_newest(DRAFT).generation == saved


def test_a_save_that_failed_after_its_name_was_given_is_gone_on_from_not_taken_for_a_conflict() -> None:
    disk, last = saved_disk()
    drafts = drafts_on(disk)
    disk.keeps_failing, disk.error = "sync_folder", OSError(errno.EIO, "bad sector")
    with pytest.raises(NotSaved):
        drafts.save(DRAFT, b"first try", b"", last)
    disk.keeps_failing = None
    saved = drafts.save(DRAFT, b"second try", b"", last)
    assert drafts.open_newest(DRAFT).body == b"second try"
    assert saved.number == BEFORE + 2
    assert drafts.siblings(DRAFT) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk-full"), (errno.EROFS, "read-only"), (errno.ESTALE, "folder-gone"), (errno.EIO, "not-saved")],
)
def test_each_refusal_is_told_in_its_own_words(number: int, code: str) -> None:
    disk, last = saved_disk()
    disk.keeps_failing, disk.error = "write", OSError(number, "refused")
    with pytest.raises(NotSaved, match="Not saved") as problem:
        save_next(disk, last)
    assert problem.value.code == code
    assert "still in the window" in problem.value.advice


class SlowDisk(SimulatedDisk):
    """Lets other windows work while the next file is being synced."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], None] | None = None

    def sync(self, handle: int) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        super().sync(handle)


@pytest.mark.parametrize("saves", [1, 30])
def test_windows_that_go_on_during_a_slow_save_are_a_conflict_even_when_its_number_came_free(saves: int) -> None:
    disk = SlowDisk()
    start = drafts_on(disk).save(DRAFT, body(1), b"", None)

    def others() -> None:
        drafts, last = drafts_on(disk), start
        for number in range(2, saves + 2):
            last = drafts.save(DRAFT, body(number), b"", last)

    disk.meanwhile = others
    with pytest.raises(KeptAsSibling) as conflict:
        drafts_on(disk).save(DRAFT, b"slow", b"", start)
    drafts = drafts_on(disk.settle())
    assert drafts.open_newest(DRAFT).body == body(saves + 1)
    assert drafts.open_newest(conflict.value.kept.draft_id).body == b"slow"


class ForgetfulShare(SimulatedDisk):
    """Gives a file its name and then says the name was taken, as a network share does that lost its own answer."""

    def give_name(self, temporary: str, final: str) -> None:
        super().give_name(temporary, final)
        raise FileExistsError(final)


def test_a_share_that_denies_its_own_success_makes_no_conflict() -> None:
    drafts = drafts_on(ForgetfulShare())
    saved = drafts.save(DRAFT, body(1), b"", None)
    assert drafts.save(DRAFT, body(2), b"", saved).number == 2
    assert drafts.ids() == [DRAFT]


class MeddledDisk(SimulatedDisk):
    """Without hard links, and with another window that sets half-written files aside."""

    def __init__(self) -> None:
        super().__init__(without_links=True)
        self.meddles = False

    def sync(self, handle: int) -> None:
        super().sync(handle)
        finals = [name for name, file in self.names_now.items() if file == handle and name.endswith(".pdd")]
        if finals and self.meddles:
            self.meddles = False
            self.move(finals[0], f"{FOLDER}/quarantine/moved")


def test_a_file_that_was_set_aside_while_it_was_written_is_not_reported_as_saved() -> None:
    disk = MeddledDisk()
    drafts = drafts_on(disk)
    saved = drafts.save(DRAFT, body(1), b"", None)
    disk.meddles = True
    with pytest.raises(NotSaved):
        drafts.save(DRAFT, body(2), b"", saved)
    assert drafts.save(DRAFT, body(2), b"", saved).number == 2


def test_what_the_disk_will_not_remove_is_not_called_removed() -> None:
    disk, last = saved_disk()
    disk.keeps_failing, disk.error = "remove", PermissionError(errno.EACCES, "held by a scanner")
    with pytest.raises(NotSaved):
        drafts_on(disk).delete(DRAFT)
    folder, name = Folder(FOLDER, disk), file_name(DRAFT, last.number)
    assert not folder.remove(name)
    disk.keeps_failing = None
    assert drafts_on(disk).open_newest(DRAFT).generation == last
    assert folder.remove(name)
    assert folder.remove(name), "gone is gone"


def test_a_version_kept_beside_names_the_save_it_stands_beside() -> None:
    disk, last = saved_disk()
    kept = drafts_on(disk).keep_beside(DRAFT, last.number, b"other", b"summary")
    opened = drafts_on(disk.settle()).open_newest(kept.draft_id)
    assert opened.generation.sibling_of == (DRAFT, last.number)
    assert (opened.body, opened.generation.kept) == (b"other", True)


@pytest.mark.parametrize("call", ["create", "write", "sync", "read", "replace", "sync_folder"])
def test_a_file_that_cannot_be_replaced_is_not_called_replaced_and_is_whole(call: str) -> None:
    disk, last = saved_disk()
    folder, name = Folder(FOLDER, disk), file_name(DRAFT, last.number)
    before = folder.read(name, 1 << 20)
    disk.keeps_failing, disk.error = call, OSError(errno.EIO, "bad sector")
    with pytest.raises(NotSaved):
        folder.replace(name, b"new")
    disk.keeps_failing = None
    assert folder.read(name, 1 << 20) in (before, b"new")
    folder.replace(name, b"newer")
    assert folder.read(name, 1 << 20) == b"newer"


def test_a_file_longer_than_it_may_be_is_damaged_and_one_just_as_long_is_not() -> None:
    folder = Folder(FOLDER, SimulatedDisk())
    folder.create("a", b"1234")
    assert folder.read("a", 4) == b"1234"
    with pytest.raises(DamagedFile):
        folder.read("a", 3)


def test_a_folder_that_cannot_be_made_is_not_called_made() -> None:
    disk = SimulatedDisk()
    disk.keeps_failing, disk.error = "make_folder", OSError(errno.EROFS, "read-only")
    with pytest.raises(NotSaved) as refused:
        Folder(FOLDER, disk).make()
    assert refused.value.code == "read-only"


def test_a_save_that_the_disk_will_not_read_stays_where_it_is() -> None:
    disk, last = saved_disk()
    disk.keeps_failing, disk.error = "read", OSError(errno.EIO, "bad sector")
    with pytest.raises(StorageProblem) as told:
        drafts_on(disk).open_newest(DRAFT)
    assert told.value.code == "disk-error"
    disk.keeps_failing = None
    opened = drafts_on(disk).open_newest(DRAFT)
    assert (opened.generation.number, opened.set_aside) == (last.number, ())


def test_a_check_moves_nothing_that_the_disk_only_would_not_read() -> None:
    disk, last = saved_disk()
    disk.keeps_failing, disk.error = "read", OSError(errno.EIO, "bad sector")
    found = check(open_vault(FOLDER, disk))
    assert {fault.why for fault in found.faults} == {"unread"}
    assert not any(fault.moved for fault in found.faults)
    disk.keeps_failing = None
    assert check(open_vault(FOLDER, disk)).faults == ()
    assert drafts_on(disk).open_newest(DRAFT).generation.number == last.number
