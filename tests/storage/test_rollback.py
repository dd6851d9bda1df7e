"""A folder that is older than it was is noticed; one that only went on is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pepdesk.app.library import Library
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.drafts import Drafts
from pepdesk.storage.rollback import Older
from pepdesk.storage.unlocking import create_vault, unlock
from pepdesk.ui.verbs.older_folder import older_words
from tests.storage.open_vaults import DRAFT

WORDS = "correct horse battery staple"
OTHER = "ff" * 16


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with two plans, used and locked on this computer."""
    monkeypatch.setenv("PEPDESK_HOME", str(tmp_path / "home"))
    create_vault(tmp_path / "vault", WORDS, cost=FLOOR)
    use(tmp_path / "vault", b"first")
    return tmp_path / "vault"


def look(folder: Path) -> tuple[Library, Older]:
    library = Library(unlock(folder, WORDS))
    return library, library.look_back()


def use(folder: Path, text: bytes, *, locked: bool = True) -> None:
    """A day's work: two plans saved, then locked (or the power fails)."""
    library, older = look(folder)
    assert not older
    for draft in (DRAFT, OTHER):
        known = library.drafts.ids()
        last = library.drafts.open_newest(draft).generation if draft in known else None
        library.save(draft, text, b"", last)
    if locked:
        library.keep_manifest()


def test_ordinary_days_are_never_told_of_even_after_a_power_cut(folder: Path) -> None:
    use(folder, b"second", locked=False)
    use(folder, b"third")
    assert not look(folder)[1]


def test_the_whole_folder_set_back_is_noticed_once_and_blocks_nothing(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "backup")
    use(folder, b"second")
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    library, older = look(folder)
    assert set(older.set_back) == {DRAFT, OTHER}
    assert older.seen_at_ms
    title, _ = older_words(older)
    assert "older than the last time it was used on this computer" in title
    assert "2 plans are earlier versions" in title
    assert library.drafts.open_newest(DRAFT).body == b"first"
    library.keep_manifest()  # locked without an answer: it is told again
    library, older = look(folder)
    assert older
    library.accept_folder(older)
    assert not look(folder)[1]
    assert "older-folder" in [entry.kind for entry in library.vault.audit.read().entries]


def test_going_on_from_an_older_copy_up_to_the_same_number_is_noticed(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "backup")
    use(folder, b"second")
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    drafts = Drafts(unlock(folder, WORDS))
    drafts.save(DRAFT, b"another second", b"", drafts.open_newest(DRAFT).generation)
    assert DRAFT in look(folder)[1].set_back


def test_one_plan_set_back_missing_or_returned_is_noticed(folder: Path, tmp_path: Path) -> None:
    use(folder, b"second")
    newest = folder / f"{DRAFT}-00000002.pdd"
    kept = {file: file.read_bytes() for file in folder.glob(f"{DRAFT}-*")}
    newest.unlink()
    assert look(folder)[1] == Older(set_back=(DRAFT,))
    for file in kept:
        file.unlink(missing_ok=True)
    assert look(folder)[1] == Older(missing=(DRAFT,))
    for file, data in kept.items():
        file.write_bytes(data)
    Library(unlock(folder, WORDS)).drafts.delete(DRAFT)
    assert not look(folder)[1], "deleted here on purpose"
    for file, data in kept.items():
        file.write_bytes(data)
    assert look(folder)[1] == Older(returned=(DRAFT,))


def test_a_damaged_save_in_the_quarantine_is_not_taken_for_an_older_folder(folder: Path) -> None:
    use(folder, b"second")
    newest = folder / f"{DRAFT}-00000002.pdd"
    newest.write_bytes(newest.read_bytes()[:-1])
    library = Library(unlock(folder, WORDS))
    library.drafts.open_newest(DRAFT)
    assert not library.look_back()


def test_a_folder_moved_to_another_place_is_used_as_it_is(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "backup")
    use(folder, b"second")
    assert not look(tmp_path / "backup")[1], "the limit that is stated: it was never used there"


def test_the_note_outside_the_folder_tells_nothing_without_the_key(folder: Path, tmp_path: Path) -> None:
    (note,) = (tmp_path / "home" / "seen").iterdir()
    data = note.read_bytes()
    assert DRAFT.encode() not in data
    assert bytes.fromhex(DRAFT) not in data
    assert str(folder).encode() not in data
    note.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert not look(folder)[1], "a damaged note warns of nothing and is written anew"
