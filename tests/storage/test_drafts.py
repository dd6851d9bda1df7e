"""Drafts as their users see them: what was saved opens, damage costs one save, and nobody overwrites anybody."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pepdesk.problem import DamagedFile, NewerFile, NotSaved, StorageProblem
from pepdesk.storage.checkup import check, check_structure
from pepdesk.storage.drafts import Drafts, KeptAsSibling
from pepdesk.storage.folder import Folder
from pepdesk.storage.generations import Generation
from tests.storage.open_vaults import DRAFT, open_vault

NAME = "Zebedee Canary-Name"


def drafts_in(path: Path) -> Drafts:
    return Drafts(open_vault(path))


def save_some(drafts: Drafts, count: int, draft_id: str = DRAFT) -> list[Generation]:
    saved: list[Generation] = []
    for number in range(1, count + 1):
        last = saved[-1] if saved else None
        saved.append(drafts.save(draft_id, b"body %d" % number, b"summary %d" % number, last))
    return saved


def file_of(path: Path, generation: Generation) -> Path:
    return path / f"{generation.draft_id}-{generation.number:08x}.pdd"


def flip(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)


@given(st.lists(st.tuples(st.binary(max_size=6000), st.binary(max_size=300), st.booleans(), st.booleans()), min_size=1))
@settings(max_examples=25)
def test_the_newest_save_opens_and_the_history_is_in_order(saves: list[tuple[bytes, bytes, bool, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        drafts, last = drafts_in(Path(folder)), None
        for body, summary, kept, signed in saves:
            last = drafts.save(DRAFT, body, summary, last, kept=kept, signed=signed)
            fresh = drafts_in(Path(folder))
            opened = fresh.open_newest(DRAFT)
            assert (opened.body, opened.generation, opened.set_aside) == (body, last, ())
            assert (opened.generation.summary, opened.generation.kept, opened.generation.signed) == (
                summary,
                kept,
                signed,
            )
        numbers = [generation.number for generation in drafts_in(Path(folder)).history(DRAFT)]
        assert numbers == sorted(numbers, reverse=True)
        wanted = {number for number, (_, _, kept, signed) in enumerate(saves, 1) if kept or signed}
        assert wanted | set(range(max(1, len(saves) - 4), len(saves) + 1)) <= set(numbers)


def test_each_save_names_the_one_it_was_edited_from(tmp_path: Path) -> None:
    saved = save_some(drafts_in(tmp_path), 3)
    assert saved[0].parent_mac == bytes(32)
    assert [later.parent_mac for later in saved[1:]] == [earlier.mac for earlier in saved[:-1]]


@pytest.mark.parametrize("at", [0, 8, 20, 50, 60, 150, 200, 6000])
def test_a_damaged_newest_save_is_set_aside_named_and_passed_over(tmp_path: Path, at: int) -> None:
    saved = save_some(drafts_in(tmp_path), 3)
    damaged = file_of(tmp_path, saved[2])
    flip(damaged, at)
    bytes_before = damaged.read_bytes()
    drafts = drafts_in(tmp_path)
    opened = drafts.open_newest(DRAFT)
    assert opened.body == b"body 2"
    assert [(one.number, one.moved) for one in opened.set_aside] == [(3, True)]
    assert (opened.set_aside[0].saved_at_ms == saved[2].saved_at_ms) == (at >= 176)
    aside = list(tmp_path.glob("quarantine/*"))
    assert [file.read_bytes() for file in aside] == [bytes_before], "set aside, not changed or deleted"
    again = drafts.save(DRAFT, b"body 3 again", b"", opened.generation)
    assert drafts_in(tmp_path).open_newest(DRAFT).generation == again


def test_a_damaged_file_that_cannot_be_moved_is_no_conflict(tmp_path: Path) -> None:
    saved = save_some(drafts_in(tmp_path), 3)
    flip(file_of(tmp_path, saved[2]), 200)
    (tmp_path / "quarantine").write_bytes(b"a file where the folder should be")
    drafts = drafts_in(tmp_path)
    opened = drafts.open_newest(DRAFT)
    assert [(one.number, one.moved) for one in opened.set_aside] == [(3, False)]
    again = drafts.save(DRAFT, b"go on", b"", opened.generation)
    assert again.number == 4
    assert drafts_in(tmp_path).open_newest(DRAFT).body == b"go on"


def test_when_every_save_is_damaged_that_is_said_and_other_drafts_open(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    for generation in save_some(drafts, 2):
        flip(file_of(tmp_path, generation), 300)
    other = drafts.save(drafts.create(), b"other", b"", None)
    with pytest.raises(DamagedFile, match="Every save"):
        drafts_in(tmp_path).open_newest(DRAFT)
    assert drafts_in(tmp_path).open_newest(other.draft_id).body == b"other"
    with pytest.raises(StorageProblem) as problem:
        drafts.open_newest("f" * 32)
    assert problem.value.code == "no-draft"


def test_a_save_of_a_newer_program_is_not_passed_over_nor_overwritten(tmp_path: Path) -> None:
    saved = save_some(drafts_in(tmp_path), 2)
    newer = bytearray(file_of(tmp_path, saved[1]).read_bytes())
    newer[8], newer[70] = 9, newer[70] ^ 1
    third = tmp_path / f"{DRAFT}-00000003.pdd"
    third.write_bytes(newer)
    drafts = drafts_in(tmp_path)
    with pytest.raises(NewerFile):
        drafts.open_newest(DRAFT)
    with pytest.raises(KeptAsSibling):
        drafts.save(DRAFT, b"mine", b"", saved[1])
    assert third.read_bytes() == bytes(newer)


def test_files_that_changed_places_are_refused(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    one = drafts.save(DRAFT, b"one", b"", None)
    two = drafts.save(drafts.create(), b"two", b"", None)
    first, second = file_of(tmp_path, one), file_of(tmp_path, two)
    contents = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(contents)
    for generation in (one, two):
        with pytest.raises(DamagedFile):
            drafts_in(tmp_path).open_newest(generation.draft_id)


def test_two_windows_keep_both_texts_and_the_second_one_goes_on_beside(tmp_path: Path) -> None:
    start = save_some(drafts_in(tmp_path), 1)[0]
    one, two = drafts_in(tmp_path), drafts_in(tmp_path)
    first = one.save(DRAFT, b"first window", b"", start)
    with pytest.raises(KeptAsSibling) as conflict:
        two.save(DRAFT, b"second window", b"", start, kept=True)
    kept = conflict.value.kept
    assert kept.sibling_of == (DRAFT, 2)
    assert kept.parent_mac == start.mac
    assert kept.kept
    assert drafts_in(tmp_path).open_newest(DRAFT).generation == first
    further = two.save(kept.draft_id, b"second window, later", b"", kept)
    assert further.number == 2
    assert [one.number for one in two.siblings(DRAFT)] == [2], "still a sibling after it was saved again"
    assert drafts_in(tmp_path).open_newest(kept.draft_id).body == b"second window, later"


def test_siblings_are_found_until_they_are_deleted(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    start = save_some(drafts, 2)[0]
    with pytest.raises(KeptAsSibling) as conflict:
        drafts.save(DRAFT, b"late", b"", start)
    kept = conflict.value.kept
    assert [one.draft_id for one in drafts_in(tmp_path).siblings(DRAFT)] == [kept.draft_id]
    drafts.delete(kept.draft_id)
    assert drafts_in(tmp_path).siblings(DRAFT) == []


def test_a_window_that_was_overtaken_by_many_saves_still_finds_the_conflict(tmp_path: Path) -> None:
    start = save_some(drafts_in(tmp_path), 1)[0]
    other, last = drafts_in(tmp_path), start
    for number in range(20):
        last = other.save(DRAFT, b"other %d" % number, b"", last)
    assert not (tmp_path / f"{DRAFT}-00000002.pdd").exists(), "thinned out, so its number is free again"
    with pytest.raises(KeptAsSibling):
        drafts_in(tmp_path).save(DRAFT, b"mine", b"", start)
    assert drafts_in(tmp_path).open_newest(DRAFT).generation == last


def test_summaries_are_read_without_the_bodies_and_skip_what_is_damaged(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    saved = save_some(drafts, 3)
    long = drafts.save(drafts.create(), b"x", b"s" * 20_000, None)
    flip(file_of(tmp_path, saved[2]), 200)
    heads = {head.draft_id: head for head in drafts_in(tmp_path).summaries()}
    assert heads == {DRAFT: saved[1], long.draft_id: long}
    file_of(tmp_path, saved[1]).write_bytes(file_of(tmp_path, saved[1]).read_bytes()[:-1])
    assert {head.draft_id: head.number for head in drafts_in(tmp_path).summaries()}[DRAFT] == 1


def test_saves_are_thinned_as_promised_and_kept_ones_stay(tmp_path: Path) -> None:
    clock = int(datetime.datetime(2026, 11, 20, 12, 0, tzinfo=datetime.UTC).timestamp() * 1000)
    now = [clock]
    drafts = Drafts(open_vault(tmp_path), now_ms=lambda: now[0])
    last, kept = None, drafts.save(DRAFT, b"", b"", None, kept=True)
    last = kept
    for _ in range(60):
        now[0] += 60_000  # a save each minute for an hour
        last = drafts.save(DRAFT, b"", b"", last)
    drafts.thin(DRAFT)  # a save does this only now and then
    left = [generation.number for generation in drafts.history(DRAFT)]
    assert left[:5] == [61, 60, 59, 58, 57]
    assert left[-1] == 1
    assert 5 + 5 <= len(left) <= 5 + 7 + 1


def test_deleting_leaves_nothing_of_a_draft_and_nothing_else_goes(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    saved = save_some(drafts, 3)
    other = drafts.save(drafts.create(), b"other", b"", None)
    flip(file_of(tmp_path, saved[2]), 200)
    drafts.open_newest(DRAFT)
    drafts.delete(DRAFT)
    left = [file.name for file in tmp_path.rglob("*") if file.is_file() and file.suffix not in (".pdl", ".pdv")]
    assert left == [file_of(tmp_path, other).name]
    with pytest.raises(StorageProblem):
        drafts_in(tmp_path).open_newest(DRAFT)


def test_no_name_stands_in_any_file_of_the_folder(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    last = None
    for _ in range(3):
        last = drafts.save(DRAFT, NAME.encode() * 500, NAME.encode(), last)
    assert last is not None
    flip(file_of(tmp_path, last), 300)
    drafts_in(tmp_path).open_newest(DRAFT)
    open_vault(tmp_path).write_people(NAME.encode())
    open_vault(tmp_path).store()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) == 5
    for file in files:
        for encoding in ("utf-8", "utf-16-le"):
            assert NAME.encode(encoding) not in file.read_bytes()
        assert "Zebedee" not in file.name
        assert file.stat().st_mode & 0o077 == 0


def test_check_finds_every_kind_of_damage_and_sets_it_aside(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    saved = save_some(drafts, 3)
    lost = drafts.save(drafts.create(), b"lost", b"", None)
    open_vault(tmp_path).write_people(b"people")
    open_vault(tmp_path).store()
    assert check(open_vault(tmp_path)).faults == ()
    assert check_structure(Folder(tmp_path)).faults == ()
    assert check(open_vault(tmp_path)).files == 6
    flip(file_of(tmp_path, saved[1]), 5000)  # only the key can tell
    file_of(tmp_path, lost).write_bytes(b"PEPDRAFT")  # anybody can
    outside = check_structure(Folder(tmp_path))
    assert [(fault.draft_id, fault.moved) for fault in outside.faults] == [(lost.draft_id, False)]
    assert outside.lost_drafts == (lost.draft_id,)
    looked = check(open_vault(tmp_path), set_aside=False)
    assert {(fault.draft_id, fault.number, fault.moved) for fault in looked.faults} == {
        (DRAFT, 2, False),
        (lost.draft_id, 1, False),
    }
    moved = check(open_vault(tmp_path))
    assert {fault.moved for fault in moved.faults} == {True}
    assert moved.lost_drafts == (lost.draft_id,)
    assert check(open_vault(tmp_path)).faults == ()
    assert drafts_in(tmp_path).open_newest(DRAFT).body == b"body 3"


def test_check_leaves_a_newer_programs_file_where_it_is(tmp_path: Path) -> None:
    saved = save_some(drafts_in(tmp_path), 1)[0]
    newer = bytearray(file_of(tmp_path, saved).read_bytes())
    newer[8], newer[70] = 9, newer[70] ^ 1
    file_of(tmp_path, saved).write_bytes(newer)
    for report in (check(open_vault(tmp_path)), check_structure(Folder(tmp_path))):
        assert [(fault.why, fault.moved) for fault in report.faults] == [("newer", False)]
    assert check(open_vault(tmp_path)).lost_drafts == ()
    assert file_of(tmp_path, saved).read_bytes() == bytes(newer)


def test_a_folder_that_went_away_is_told_in_words(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path / "share")
    (tmp_path / "share").mkdir()
    last = save_some(drafts, 1)[0]
    (tmp_path / "share").rename(tmp_path / "elsewhere")
    with pytest.raises(NotSaved) as not_saved:
        drafts.save(DRAFT, b"body 2", b"", last)
    assert not_saved.value.code == "folder-gone"
    with pytest.raises(StorageProblem) as not_read:
        drafts.summaries()
    assert not_read.value.code == "folder-gone"
    (tmp_path / "elsewhere").rename(tmp_path / "share")
    assert drafts.save(DRAFT, b"body 2", b"", last).number == 2


def test_thinning_goes_by_the_days_of_the_clock_it_was_given(tmp_path: Path) -> None:
    noon, day = int(datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC).timestamp() * 1000), 86_400_000
    now = [0]
    drafts, last = Drafts(open_vault(tmp_path), now_ms=lambda: now[0]), None
    for age in (40, 35, 29, 20, 0, 0, 0, 0, 0):
        now[0] = noon - age * day
        last = drafts.save(DRAFT, b"", b"", last)
    drafts.thin(DRAFT)
    assert [generation.number for generation in drafts.history(DRAFT)] == [9, 8, 7, 6, 5, 4, 3]


def test_the_list_of_all_summaries_is_whole_or_none(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    saved = save_some(drafts, 3)
    assert drafts.every_summary() == [b"summary 3", b"summary 2", b"summary 1"]
    flip(file_of(tmp_path, saved[1]), 200)
    assert drafts_in(tmp_path).every_summary() is None


def test_any_one_save_opens_by_its_number_with_its_own_text(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    saved = save_some(drafts, 3)
    opened = drafts.open_generation(DRAFT, 2)
    assert (opened.body, opened.generation, opened.set_aside) == (b"body 2", saved[1], ())


def test_a_save_that_never_was_is_told_as_such(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    save_some(drafts, 2)
    with pytest.raises(StorageProblem) as told:
        drafts.open_generation(DRAFT, 3)
    assert told.value.code == "no-draft"


def test_thinning_says_how_many_went(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path)
    save_some(drafts, 7)
    before = len(list(tmp_path.glob("*.pdd")))
    went = drafts.thin(DRAFT)
    assert went == before - len(list(tmp_path.glob("*.pdd"))) > 0
    assert drafts.thin(DRAFT) == 0
