"""Unlocked but careful: sleep locks, a lock destroys, what is copied is marked and goes, sharing is a switch."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QWindow
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from pepdesk.form.address import Address
from pepdesk.ui.frame.capture import Capture
from pepdesk.ui.frame.sleep_watch import LOST_SECONDS, TICK_MS, SleepWatch
from pepdesk.ui.parts import secret_clipboard, unverified
from pepdesk.ui.parts.secret_clipboard import SecretClipboard, copy_openly
from pepdesk.ui.start import application
from pepdesk.ui.vault.unlock_page import UnlockPage
from tests.checkers import sessions
from tests.ui.desks import WAIT_MS, let_go, start_sample, unlocked_window

KDE = "x-kde-passwordManagerHint"


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> QClipboard:
    """The clipboard; the offscreen platform never says that it is ours, so here it always does."""
    application()
    monkeypatch.setattr(secret_clipboard, "owned", lambda _board: True)
    QGuiApplication.clipboard().clear()
    return QGuiApplication.clipboard()


def test_a_copied_answer_is_marked_and_goes_with_the_lock(qtbot: QtBot, board: QClipboard, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        assert window.plan_view is not None
        window.plan_view.go_to(Address("meeting", "venue"))
        line = window.plan_view.plan.place(Address("meeting", "venue")).editor.focus_target()
        assert isinstance(line, QLineEdit)
        line.selectAll()
        line.copy()
        assert board.text() == line.text() != ""
        data = board.mimeData()
        assert bytes(data.data(KDE).data()) == b"secret"
        assert any("ExcludeClipboardContentFromMonitorProcessing" in one for one in data.formats())
        window.lock_now()
        assert board.text() == ""


def test_formatting_and_what_else_a_text_widget_copies_stays_behind(qtbot: QtBot, board: QClipboard) -> None:
    watch = SecretClipboard()
    text = QPlainTextEdit("Aminah reads")
    qtbot.addWidget(text)
    text.selectAll()
    text.copy()
    assert board.text() == "Aminah reads"
    assert not {"text/html", "application/vnd.oasis.opendocument.text"} & set(board.mimeData().formats())
    watch.clear()
    assert board.text() == ""


def test_what_was_copied_elsewhere_or_openly_is_left_alone(qtbot: QtBot, board: QClipboard) -> None:
    watch = SecretClipboard()
    copy_openly("a crash report")
    watch.clear()
    assert board.text() == "a crash report"
    watch.copy("key")
    other = QMimeData()
    other.setText("from another program")
    other.setData(KDE, b"")
    board.setMimeData(other)
    watch.clear()
    assert board.text() == "from another program"


def test_a_copied_answer_goes_by_itself_too(qtbot: QtBot, board: QClipboard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret_clipboard, "CLEAR_ANSWERS_AFTER_MS", 30)
    watch = SecretClipboard()
    board.setText("an answer")
    qtbot.waitUntil(lambda: board.text() == "", timeout=WAIT_MS)
    assert watch is not None


def test_time_that_nobody_counted_means_sleep(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    watch, now = SleepWatch(), time.time()
    with qtbot.assertNotEmitted(watch.asleep):
        monkeypatch.setattr(time, "time", lambda: now + TICK_MS / 1000 + LOST_SECONDS - 5)
        watch.tick()
    with qtbot.waitSignal(watch.asleep, timeout=WAIT_MS):
        monkeypatch.setattr(time, "time", lambda: now + 3600)
        watch.tick()


def test_a_lock_destroys_the_plan_with_its_undo_steps(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        session = window.desk.session
        assert session is not None
        assert window.plan_view is not None
        with qtbot.waitSignal(window.desk.saved, timeout=WAIT_MS):
            session.set_answer(Address("meeting", "venue"), None)
        kept, stack = weakref.ref(session), session.undo_stack
        assert stack.count() == 1
        gone: list[str] = []
        stack.destroyed.connect(lambda: gone.append("undo"))
        window.plan_view.destroyed.connect(lambda: gone.append("view"))
        del session, stack
        window._sleep.told(True)
        qtbot.waitUntil(lambda: window.desk.library is None, timeout=WAIT_MS)
        assert isinstance(window.page, UnlockPage)

        def destroyed() -> bool:
            let_go()
            return set(gone) == {"undo", "view"} and kept() is None

        qtbot.waitUntil(destroyed, timeout=WAIT_MS)
        assert not [one for one in window.findChildren(QPlainTextEdit) if one.toPlainText()]


def test_sharing_is_off_until_it_is_allowed_and_off_again_after_a_lock(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    monkeypatch.setattr(unverified, "can_hide_from_capture", lambda: True)
    monkeypatch.setattr(unverified, "hide_from_capture", lambda _window, hidden: told.append(hidden))
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        action = window.capture.action
        assert action is not None
        assert any(action in menu.menu().actions() for menu in window.menuBar().actions())
        window.capture._apply(window.windowHandle())
        action.setChecked(True)
        assert told[0] is True
        assert told[-1] is False
        window.lock_now()
        assert told[-1] is True
        assert not action.isChecked()


def test_where_the_system_cannot_hide_windows_there_is_no_switch(qtbot: QtBot) -> None:
    application()
    capture = Capture(QWindow())
    assert (capture.action is None) == (sys.platform not in ("win32", "darwin"))


SLEEPER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QGuiApplication
from pepdesk.ui.frame.sleep_watch import SleepWatch
app = QGuiApplication(sys.argv)
watch = SleepWatch()
watch.asleep.connect(lambda: (print("asleep"), app.quit()))
watch.listen()
def tell():
    message = QDBusMessage.createSignal("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged")
    message.setArguments([True])
    QDBusConnection.sessionBus().send(message)
QTimer.singleShot(300, tell)
QTimer.singleShot(8000, app.quit)
app.exec()
"""


@pytest.mark.checker("gnome-keyring-daemon")  # installed with dbus-run-session, which is what is needed
def test_the_screen_savers_word_comes_over_the_bus(tmp_path: Path) -> None:
    assert "asleep" in sessions.with_keyring([sys.executable, "-c", SLEEPER], tmp_path)


COPIER = """
import sys
from PySide6.QtWidgets import QLineEdit
from PySide6.QtTest import QTest
from PySide6.QtGui import QGuiApplication
from pepdesk.ui.parts.secret_clipboard import SecretClipboard
from pepdesk.ui.start import application
app = application()
watch = SecretClipboard()
line = QLineEdit("Aminah")
line.show()
QTest.qWaitForWindowExposed(line)
line.selectAll()
line.copy()
QTest.qWait(100)
board = QGuiApplication.clipboard()
assert board.text() == "Aminah" and board.mimeData().hasFormat("x-kde-passwordManagerHint"), board.mimeData().formats()
watch.clear()
QTest.qWait(100)
assert board.text() == ""
assert board.text(board.Mode.Selection) == ""
print("gone")
"""


@pytest.mark.checker("Xvfb")
def test_on_a_real_screen_the_clipboard_is_marked_and_cleared(tmp_path: Path) -> None:
    with sessions.screen() as display:
        surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(
            [sys.executable, "-c", COPIER], env=surroundings, capture_output=True, text=True, check=False
        )
    assert done.stdout.strip() == "gone", done.stderr
