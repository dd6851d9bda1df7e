"""Closing, locking and a full disk: no text is lost, none is left on show."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from pepdesk import paths
from pepdesk.app.library import Library
from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.record.record import PepRecord
from pepdesk.storage.unlocking import unlock
from pepdesk.ui.drafts.stuck_box import StuckBox
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.parts.busy import AT_WORK
from pepdesk.ui.vault.unlock_page import UnlockPage
from tests.ui.desks import PASSPHRASE, WAIT_MS, FillingDisk, all_words, button, let_go, start_sample, unlocked_window

PLACE = Address("meeting", "venue")
TYPED = "The quiet room behind the library"


def _type(window: MainWindow, text: str = TYPED) -> None:
    assert window.desk.session is not None
    window.desk.session.set_answer(PLACE, Value(text))


def _stored(folder: Path) -> list[PepRecord]:
    library = Library(unlock(folder, PASSPHRASE))
    return [library.open(entry.draft_id).record for entry in library.entries()]


def _unlock(window: MainWindow) -> None:
    assert isinstance(window.page, UnlockPage)
    window.page._edit.setText(PASSPHRASE)
    button(window.page, "Unlock").click()


def test_closing_the_window_saves_what_was_typed_a_moment_ago(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        _type(window)
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT_MS)
        assert _stored(tmp_path / "vault")[0].answers[PLACE] == Value(TYPED)


def test_closing_the_window_when_all_is_saved_closes_it_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        qtbot.waitUntil(lambda: window.desk.is_clean, timeout=WAIT_MS)
        window.close()
        assert not window.isVisible()
        assert window.desk.session is None


def test_locking_destroys_the_plan_view_wipes_the_key_and_unlocking_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        _type(window)
        view, session, library = window.plan_view, window.desk.session, window.desk.library
        assert view is not None
        assert library is not None
        window.lock_now()
        assert isinstance(window.page, UnlockPage)
        qtbot.waitUntil(lambda: library.vault.locked, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: not isValid(view) and not isValid(session), timeout=WAIT_MS)
        _unlock(window)
        qtbot.waitUntil(lambda: window.plan_view is not None, timeout=WAIT_MS)
        assert window.desk.session is not session
        assert window.desk.session.answer(PLACE) == Value(TYPED)


def test_nothing_touched_for_the_set_time_locks(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        assert window._idle._timer.interval() == 10 * 60_000
        window._idle._timer.start(1)
        qtbot.waitUntil(lambda: isinstance(window.page, UnlockPage), timeout=WAIT_MS)
        assert window.desk.library is None


def test_the_first_touch_after_a_long_sleep_of_the_computer_locks(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        window._idle.eventFilter(window, QEvent(QEvent.Type.MouseMove))
        qtbot.wait(20)
        assert isinstance(window.page, HomePage)
        window._idle._touched -= 3 * 3600  # as if the lid had been closed: timers stood still meanwhile
        window._idle.eventFilter(window, QEvent(QEvent.Type.MouseMove))
        qtbot.waitUntil(lambda: isinstance(window.page, UnlockPage), timeout=WAIT_MS)


def test_a_window_told_to_close_while_documents_are_signed_waits_for_them(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        dialog = QDialog(window)
        dialog.setProperty(AT_WORK, True)
        window.close()
        qtbot.wait(50)
        assert window.isVisible()
        assert window.desk.session is not None
        dialog.setProperty(AT_WORK, False)
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT_MS)


def test_a_lock_while_the_disk_is_full_hides_the_plan_and_keeps_the_text(qtbot: QtBot, tmp_path: Path) -> None:
    disk = FillingDisk()
    with unlocked_window(qtbot, tmp_path / "vault", disk) as window:
        start_sample(qtbot, window)
        session = window.desk.session
        disk.full = True
        _type(window)
        with qtbot.waitSignal(window.desk.failed, timeout=WAIT_MS):
            window.lock_now()
        assert isinstance(window.page, UnlockPage)
        assert "disk is full" in all_words(window.page)
        _unlock(window)
        qtbot.waitUntil(lambda: window.plan_view is not None, timeout=WAIT_MS)
        assert window.desk.session is session
        assert session.answer(PLACE) == Value(TYPED)
        disk.full = False
        with qtbot.waitSignal(window.desk.left, timeout=WAIT_MS):
            window.lock_now()
        assert window.desk.library is None
        assert _stored(tmp_path / "vault")[0].answers[PLACE] == Value(TYPED)


def test_a_full_disk_is_said_at_the_bottom_and_keeps_the_window_open(qtbot: QtBot, tmp_path: Path) -> None:
    disk = FillingDisk()
    with unlocked_window(qtbot, tmp_path / "vault", disk) as window:
        start_sample(qtbot, window)
        disk.full = True
        _type(window)
        window.close()
        qtbot.waitUntil(lambda: window.findChild(StuckBox) is not None, timeout=WAIT_MS)
        assert window.isVisible()
        assert window.status.words().startswith("⚠ Not saved: the disk is full.")
        assert window.desk.session.answer(PLACE) == Value(TYPED)
        box = window.findChild(StuckBox)
        assert "lose what was typed since" in all_words(box)
        disk.full = False
        button(box, "Try again").click()
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT_MS)
        assert _stored(tmp_path / "vault")[0].answers[PLACE] == Value(TYPED)


def test_losing_the_last_change_takes_a_choice_that_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    disk = FillingDisk()
    with unlocked_window(qtbot, tmp_path / "vault", disk) as window:
        record = start_sample(qtbot, window)
        before = record.answers[PLACE]
        disk.full = True
        _type(window)
        window.go_home()
        qtbot.waitUntil(lambda: window.findChild(StuckBox) is not None, timeout=WAIT_MS)
        box = window.findChild(StuckBox)
        lose = next(one for one in box.findChildren(QAbstractButton) if "lose" in one.text())
        lose.click()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        disk.full = False
        assert _stored(tmp_path / "vault")[0].answers[PLACE] == before


def test_a_sealed_copy_elsewhere_opens_with_the_same_passphrase(qtbot: QtBot, tmp_path: Path) -> None:
    disk = FillingDisk()
    (tmp_path / "stick").mkdir()
    with unlocked_window(qtbot, tmp_path / "vault", disk) as window:
        start_sample(qtbot, window)
        disk.full = True
        _type(window)
        window.plans.save_copy_in(str(tmp_path / "stick"))
        qtbot.waitUntil(lambda: any((tmp_path / "stick").glob("*.pdd")), timeout=WAIT_MS)
        qtbot.waitUntil(lambda: "sealed copy" in all_words(window), timeout=WAIT_MS)
    assert _stored(tmp_path / "stick")[0].answers[PLACE] == Value(TYPED)
    with pytest.raises(UnicodeDecodeError):
        next((tmp_path / "stick").glob("*.pdd")).read_text(encoding="utf-8")


def test_neither_title_nor_settings_nor_log_hold_a_name(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="pepdesk")
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        assert window.windowTitle() == "PepDesk – plan LG[*]"
        window.desk.session.set_answer(Address("child", "preferred_name"), Value("Zuzanna"))
        assert window.windowTitle() == "PepDesk – plan ZG[*]"
        window.lock_now()
        qtbot.waitUntil(lambda: window.desk.library is None, timeout=WAIT_MS)
        assert window.windowTitle() == "PepDesk[*]"
        window.close()
    let_go()
    kept = (paths.user_data_dir() / "window.ini").read_text(encoding="utf-8") + caplog.text
    for name in ("Lusia", "Łucja", "Zuzanna", "Gwy", "vault", str(tmp_path)):
        assert name not in kept
