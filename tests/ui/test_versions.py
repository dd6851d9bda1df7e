"""Two versions joined, plans deleted and brought back, drafts checked, a backup made: nothing goes unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pepdesk.app.backup import make_backup
from pepdesk.app.checking import check_and_recover, found_words
from pepdesk.app.deleting import bring_back, delete, delete_what_is_due, deleted, extent, stayed_long
from pepdesk.app.documents import sample_plan
from pepdesk.app.joining import pair_of, read_other
from pepdesk.app.library import Library, card_of, write_card
from pepdesk.app.progress import Progress, Stopped
from pepdesk.app.sent_plans import as_sent
from pepdesk.form.address import Address
from pepdesk.problem import StorageProblem
from pepdesk.record.answers import Attached, Attachment, Value
from pepdesk.record.changes import SetAnswer
from pepdesk.record.codec import write_record
from pepdesk.record.comments import new_comment
from pepdesk.record.joining import Side
from pepdesk.record.record import PepRecord, Signing
from pepdesk.rules.assess import assess
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.drafts import Drafts, KeptAsSibling
from pepdesk.storage.generations import Generation
from pepdesk.storage.unlocking import create_vault, unlock
from pepdesk.ui.drafts.join_window import JoinWindow
from pepdesk.ui.drafts.old_plans import OldPlans
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.parts.waiting import Waiting
from tests.storage.open_vaults import open_vault
from tests.storage.test_drafts import flip
from tests.ui.desks import PASSPHRASE, WAIT_MS, all_words, button, open_window, unlocked_window

PLAN = "ab" * 16
VENUE, VOICE, NOTES = Address("meeting", "venue"), Address("voice", "going_well"), Address("voice", "not_going_well")
TODAY = date(2026, 11, 22)


def save(library: Library, record: PepRecord, draft: str, based: Generation | None, **marks: bool) -> Generation:
    card = write_card(card_of(record, assess(record, TODAY)))
    return library.drafts.save(draft, write_record(record), card, based, **marks)


def two_versions(library: Library) -> str:
    """The same plan saved in two places: gives the id of the version kept beside it."""
    record = sample_plan("year_r_11", TODAY)
    first = save(library, record, PLAN, None)
    other = sample_plan("year_r_11", TODAY)
    record.apply(SetAnswer(VENUE, Value("Room 4")))
    record.apply(SetAnswer(VOICE, Value("Art, says this one")))
    save(library, record, PLAN, first)
    other.apply(SetAnswer(VOICE, Value("Maths, says the other")))
    other.apply(SetAnswer(Address("meeting", "date"), Value("2026-12-01")))
    with pytest.raises(KeptAsSibling) as kept:
        save(library, other, PLAN, first)
    return kept.value.kept.draft_id


def home(qtbot: QtBot, window: MainWindow, count: int) -> HomePage:
    window.list_again()
    qtbot.waitUntil(lambda: isinstance(window.page, HomePage) and len(window.page.entries) == count, timeout=WAIT_MS)
    assert isinstance(window.page, HomePage)
    return window.page


def test_two_versions_are_compared_chosen_and_joined_as_one_step(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        other = two_versions(window.desk.library)
        page = home(qtbot, window, 2)
        page.more.mark(next(one for one in page.entries if one.draft_id == other), page.entries)
        page.more._ask_to_join()
        qtbot.waitUntil(lambda: window.findChild(JoinWindow) is not None, timeout=WAIT_MS)
        dialog = window.findChild(JoinWindow)
        qtbot.waitUntil(lambda: bool(dialog.choices()), timeout=WAIT_MS)
        assert window.desk.last_draft == PLAN, "the plan that goes on is opened, not the version beside it"
        chosen = {one.address: side for one, side in dialog.choices().items()}
        assert chosen == {VENUE: Side.HERE, Address("meeting", "date"): Side.THERE, VOICE: None}
        assert not button(dialog, "Join").isEnabled()
        session = window.desk.session
        before = session.read()
        dialog._view._list.setCurrentItem(dialog._view._list.lines()[-1])
        button(dialog, "Take other").click()
        button(dialog, "Join").click()
        assert session.answer(VENUE) == Value("Room 4")
        assert session.answer(VOICE) == Value("Maths, says the other")
        assert session.answer(Address("meeting", "date")) == Value("2026-12-01")
        assert len(window.desk.library.entries()) == 2, "both stay until somebody deletes one"
        button(dialog, "Delete the other version").click()
        qtbot.waitUntil(lambda: len(window.desk.library.entries()) == 1, timeout=WAIT_MS)
        session.undo()
        assert session.read() == before


def test_the_pair_is_found_from_either_side_and_ends_when_one_is_deleted(tmp_path: Path) -> None:
    library = Library(open_vault(tmp_path))
    other = two_versions(library)
    entries = library.entries()
    pair = pair_of(entries, PLAN)
    assert pair is not None
    assert (pair.draft_id, pair.other.draft_id) == (PLAN, other)
    assert pair_of(entries, other) == pair
    assert read_other(library, pair).base is not None
    delete(library, PLAN)
    (left,) = library.entries()
    assert (left.draft_id, left.is_sibling) == (other, False), "what stands alone is a plan like any other"
    assert pair_of(library.entries(), other) is None


def test_a_deleted_plan_can_be_brought_back_for_thirty_days_and_then_goes_for_good(tmp_path: Path) -> None:
    library = Library(open_vault(tmp_path))
    digest = library.attachments.store(b"a drawing")
    record = sample_plan("year_r_11", TODAY)
    record.apply(SetAnswer(VENUE, Attached((Attachment(digest, "image/png", "house.png", 9),))))
    first = save(library, record, PLAN, None)
    save(library, record, PLAN, first, kept=True)
    goes = extent(library, PLAN)
    assert (goes.saves, goes.attachments, goes.signed) == (2, 1, False)
    delete(library, PLAN)
    assert library.entries() == ()
    (gone,) = deleted(library)
    assert library.attachments.read(digest) == b"a drawing"
    bring_back(library, PLAN)
    assert [one.draft_id for one in library.entries()] == [PLAN]
    assert write_record(library.open(PLAN).record) == write_record(record)
    delete(library, PLAN)
    (gone,) = deleted(library)
    assert delete_what_is_due(library, gone.goes_at - timedelta(seconds=1)) == 0
    assert delete_what_is_due(library, gone.goes_at) == 1
    assert library.drafts.ids() == []


def test_a_picture_that_another_plan_has_too_is_not_counted(tmp_path: Path) -> None:
    library = Library(open_vault(tmp_path))
    record = sample_plan("year_r_11", TODAY)
    record.apply(SetAnswer(VENUE, Attached((Attachment("a" * 64, "image/png", "house.png", 9),))))
    save(library, record, PLAN, None)
    save(library, record, "cd" * 16, None)
    assert extent(library, PLAN).attachments == 0


def test_work_on_a_plan_deleted_elsewhere_meanwhile_is_kept(tmp_path: Path) -> None:
    library = Library(open_vault(tmp_path))
    record = sample_plan("year_r_11", TODAY)
    first = save(library, record, PLAN, None)
    delete(Library(open_vault(tmp_path)), PLAN)
    record.apply(SetAnswer(VENUE, Value("Room 4")))
    with pytest.raises(KeptAsSibling):
        save(library, record, PLAN, first)
    (kept,) = Library(open_vault(tmp_path)).entries()
    assert library.open(kept.draft_id).record.answers[VENUE] == Value("Room 4")


def test_the_list_reminds_of_plans_signed_long_ago_and_deleting_is_undone_from_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        library = window.desk.library
        record = sample_plan("year_r_11", TODAY)
        record.signings = (Signing("A Teacher", "designated_teacher", "2026-01-10T11:00:00", "", ""),)
        long_ago = int((datetime.now(UTC) - timedelta(days=201)).timestamp() * 1000)
        card = write_card(card_of(record, assess(record, TODAY)))
        Drafts(library.vault, now_ms=lambda: long_ago).save(PLAN, write_record(record), card, None, signed=True)
        assert stayed_long(library.entries(), datetime.now(UTC), 202) == ()
        page = home(qtbot, window, 1)
        assert "One plan was signed some time ago" in all_words(page)
        button(page, "Look through them…").click()
        dialog = window.findChild(OldPlans)
        qtbot.waitUntil(lambda: len(dialog._list.lines()) == 1, timeout=WAIT_MS)
        button(dialog, "Delete").click()
        qtbot.waitUntil(lambda: button(dialog, "Bring back").isVisible(), timeout=WAIT_MS)
        assert "make sure that the authority has this plan" in all_words(home(qtbot, window, 0))
        button(dialog, "Bring back").click()
        assert "is deleted" not in all_words(home(qtbot, window, 1))
        dialog._days.setValue(400)
        dialog._choose_days()
        qtbot.waitUntil(lambda: dialog._list.lines() == [], timeout=WAIT_MS)
        assert window.settings.reminder_days == 400
        assert "signed some time ago" not in all_words(home(qtbot, window, 1))


def test_deleting_asks_nothing_says_what_went_and_is_undone_by_button_or_key(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        window.settings.keep("home/names", 0)
        save(window.desk.library, sample_plan("year_r_11", TODAY), PLAN, None)
        for way in ("button", "key"):
            page = home(qtbot, window, 1)
            window.activateWindow()
            page.list.setFocus()
            qtbot.keyClick(page.list, Qt.Key.Key_Delete)
            qtbot.waitUntil(lambda: window.page.entries == (), timeout=WAIT_MS)
            said = all_words(page)
            assert "LG, Autumn 2026/27 is deleted, " in said
            assert "Lusia" not in said, "names are shown only when somebody wants them"
            assert "It has not been signed. If the authority needs it, bring it back and export it." in said
            if way == "button":
                button(page, "Undo").click()
            else:
                qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert "is deleted" not in all_words(home(qtbot, window, 1))


def test_a_check_says_plan_by_plan_what_is_damaged_and_what_came_back(tmp_path: Path) -> None:
    library = Library(open_vault(tmp_path))
    record = sample_plan("year_r_11", TODAY)
    first = save(library, record, PLAN, None)
    save(library, record, PLAN, first)
    assert found_words(check_and_recover(library, Progress().step))[0] == "All your saved files are whole."
    newest = tmp_path / f"{PLAN}-00000002.pdd"
    flip(newest, 300)
    title, lines = found_words(check_and_recover(Library(open_vault(tmp_path)), Progress().step))
    assert title == "Not everything is whole."
    assert "Lusia (LG), Autumn 2026/27: one save is damaged. The plan opens at its newest whole save." in lines
    flip(next(tmp_path.glob("quarantine/*")), 300)
    title, lines = found_words(check_and_recover(Library(open_vault(tmp_path)), Progress().step))
    assert title == "All your saved files are whole."
    assert "Lusia (LG), Autumn 2026/27: one save was whole again and brought back." in lines
    newest.unlink()
    (tmp_path / f"{PLAN}-00000001.pdd").write_bytes(b"")
    title, lines = found_words(check_and_recover(Library(open_vault(tmp_path)), Progress().step))
    assert any("One plan has no whole save left" in one for one in lines)


def test_the_check_in_the_window_tells_what_it_found(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        save(window.desk.library, sample_plan("year_r_11", TODAY), PLAN, None)
        home(qtbot, window, 1).more._ask_to_check()
        qtbot.waitUntil(lambda: "All your saved files are whole." in all_words(window), timeout=WAIT_MS)


def test_a_backup_opens_with_the_same_passphrase_and_holds_everything(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        library = window.desk.library
        digest = library.attachments.store(b"a drawing")
        save(library, sample_plan("year_r_11", TODAY), PLAN, None)
        window.drafts.back_up_in(str(tmp_path / "stick"))
        qtbot.waitUntil(lambda: "A backup of one plan is in" in all_words(window), timeout=WAIT_MS)
        assert "all of them whole" in all_words(window)
        (made,) = (tmp_path / "stick").iterdir()
        assert "unfinished" not in made.name
        again = Library(unlock(made, PASSPHRASE))
        assert again.open(PLAN).record == library.open(PLAN).record
        assert again.attachments.read(digest) == b"a drawing"


def test_a_backup_stopped_half_way_says_so_in_its_name_and_one_inside_the_folder_is_refused(tmp_path: Path) -> None:
    library = Library(open_vault(tmp_path / "vault"))
    library.vault.folder.make()
    save(library, sample_plan("year_r_11", TODAY), PLAN, None)
    (tmp_path / "stick").mkdir()
    progress = Progress()

    def told(done: int, total: int) -> None:
        progress.stop()
        if done:
            progress.step(done, total)

    with pytest.raises(Stopped):
        make_backup(library.vault, tmp_path / "stick", datetime(2026, 11, 22, 4, 31), told)
    assert [one.name for one in (tmp_path / "stick").iterdir()] == ["PepDesk backup 2026-11-22 043100 (unfinished)"]
    with pytest.raises(StorageProblem) as problem:
        make_backup(library.vault, tmp_path / "vault", datetime(2026, 11, 22), told)
    assert problem.value.code == "backup-inside"


def test_long_work_shows_after_a_moment_and_can_be_stopped(qtbot: QtBot) -> None:
    waiting = Waiting()
    qtbot.addWidget(waiting)
    progress = waiting.start("Reading…")
    assert waiting.isHidden(), "what is quick shows nothing"
    progress.step(3, 10)
    qtbot.waitUntil(lambda: waiting._bar.value() == 3, timeout=WAIT_MS)
    with qtbot.waitSignal(waiting.stopped):
        button(waiting, "Stop").click()
    with pytest.raises(Stopped):
        progress.step(4, 10)


def test_a_save_that_a_synchronised_folder_renamed_is_found_on_unlocking(qtbot: QtBot, tmp_path: Path) -> None:
    vault, _sheet = create_vault(tmp_path / "vault", PASSPHRASE, cost=FLOOR)
    library = Library(vault)
    first = save(library, sample_plan("year_r_11", TODAY), PLAN, None)
    record = library.open(PLAN).record
    record.apply(SetAnswer(VENUE, Value("Room 4")))
    save(library, record, PLAN, first)
    (tmp_path / "vault" / f"{PLAN}-00000002.pdd").rename(tmp_path / "vault" / f"{PLAN}-00000002-LAPTOP.pdd")
    save(Library(vault), sample_plan("year_r_11", TODAY), PLAN, first)
    with open_window(qtbot, tmp_path / "vault") as window:
        window.desk.take(vault)
        qtbot.waitUntil(lambda: "Saves from another computer" in all_words(window), timeout=WAIT_MS)
        page = home(qtbot, window, 2)
        said = [page.list.rows.index(row).data() for row in range(page.list.rows.rowCount())]
        assert {one for one in said if "LG" in one} == {
            f"LG{other}, Year 8 – Autumn 2026/27" for other in ("", ", other version")
        }


def test_joining_keeps_the_childs_own_words_whatever_is_pressed_and_all_comments_of_both(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        library = window.desk.library
        record, other = sample_plan("year_r_11", TODAY), sample_plan("year_r_11", TODAY)
        first = save(library, record, PLAN, None)
        enjoy = Address("voice", "enjoy")
        both, mine, theirs = (new_comment(VENUE, "social_worker", words, n) for n, words in enumerate("abc", 1))
        record.apply(SetAnswer(VOICE, Value("He says art")))
        record.apply(SetAnswer(enjoy, Value("Chess", "own")))
        record.comments = (both, mine)
        other.apply(SetAnswer(VOICE, Value("Maths", "own")))
        other.apply(SetAnswer(enjoy, Value("She enjoys games")))
        other.comments = (replace(both, settled=True), theirs)
        save(library, record, PLAN, first)
        with pytest.raises(KeptAsSibling):
            save(library, other, PLAN, first)
        home(qtbot, window, 2).more.join_wanted.emit(PLAN)
        qtbot.waitUntil(lambda: window.findChild(JoinWindow) is not None, timeout=WAIT_MS)
        dialog = window.findChild(JoinWindow)
        qtbot.waitUntil(lambda: bool(dialog.choices()), timeout=WAIT_MS)
        session = window.desk.session
        before = session.read()
        button(dialog, "All this").click()
        assert {one.address: side for one, side in dialog.choices().items()} == {VOICE: Side.THERE, enjoy: Side.HERE}
        dialog._view._list.setCurrentItem(dialog._view._list.lines()[0])
        button(dialog, "Keep this").click()
        assert "in the child’s own words, and they stand" in all_words(dialog)
        button(dialog, "Join").click()
        assert (session.answer(VOICE), session.answer(enjoy)) == (Value("Maths", "own"), Value("Chess", "own"))
        assert session.comments == (replace(both, settled=True), mine, theirs)
        later = new_comment(VENUE, "", "said since", 9)
        session.note_comments((*session.comments, later))
        session.undo()
        assert session.read() == replace(before, comments=(both, mine, later))
        session.redo()
        assert session.comments == (replace(both, settled=True), mine, theirs, later)


def test_versions_that_differ_in_comments_alone_are_joined_before_one_is_deleted_even_when_signed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        library = window.desk.library
        record, other = sample_plan("year_r_11", TODAY), sample_plan("year_r_11", TODAY)
        for one in (record, other):
            one.signings = (Signing("A Teacher", "designated_teacher", "2026-11-22T11:00:00", "", ""),)
        first = save(library, record, PLAN, None, signed=True)
        record.comments, other.comments = (
            (new_comment(VENUE, "", "here", 1),), (new_comment(VENUE, "", "there", 2),)
        )  # fmt: skip
        other.sent = as_sent(other, TODAY, "the virtual school")
        save(library, record, PLAN, first, signed=True)
        with pytest.raises(KeptAsSibling):
            save(library, other, PLAN, first, signed=True)
        home(qtbot, window, 2).more.join_wanted.emit(PLAN)
        qtbot.waitUntil(lambda: window.findChild(JoinWindow) is not None, timeout=WAIT_MS)
        dialog = window.findChild(JoinWindow)
        qtbot.waitUntil(lambda: "What was said in comments differs" in all_words(dialog), timeout=WAIT_MS)
        assert "Delete the other version" not in all_words(dialog)
        button(dialog, "Join").click()
        assert window.desk.session.comments == (*record.comments, *other.comments)
        assert button(dialog, "Delete the other version").isVisible()
        qtbot.waitUntil(lambda: window.desk.is_clean, timeout=WAIT_MS)
        joined = library.open(PLAN).record
        assert joined.comments == (*record.comments, *other.comments)
        assert joined.sent == other.sent, "that it was sent is not lost with the other version"
