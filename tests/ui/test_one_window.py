"""PepDesk started twice on one vault: the first window comes to the front and opens the file; nobody waits for ever."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.app.settings import Settings
from pepdesk.record.codec import write_record
from pepdesk.ui.frame.one_window import OneWindow, place_of
from pepdesk.ui.frame.window_place import keep_place, place, put_on_screen

FIRST = """
import sys
from PySide6.QtCore import QTimer
from pepdesk.ui import start
app = start.application()
def window():
    return next(w for w in app.topLevelWidgets() if w.inherits("QMainWindow"))
def look():
    if type(window().page).__name__ == "PlanView":
        print("opened", window().isMinimized(), flush=True)
        window().desk.discard()
        window().close()
def ready():
    window().showMinimized()
    print("ready", flush=True)
    watch.start(50)
watch = QTimer()
watch.timeout.connect(look)
QTimer.singleShot(0, lambda: QTimer.singleShot(300, ready))
QTimer.singleShot(60_000, app.quit)
raise SystemExit(start.open_window(sys.argv[1:]))
"""
SECOND = "import sys; from pepdesk.ui import start; raise SystemExit(start.open_window(sys.argv[1:]))"


def first(vault: Path) -> subprocess.Popen[str]:
    """A window on ``vault`` in a process of its own, once it is on the screen."""
    started = subprocess.Popen([sys.executable, "-c", FIRST, str(vault)], stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def test_a_second_start_gives_its_file_to_the_first_window_and_ends(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(write_record(sample_plan("year_r_11", date(2026, 11, 22))))
    one = first(tmp_path / "vault")
    words = [sys.executable, "-c", SECOND, str(tmp_path / "vault"), "--plan", file.name]
    two = subprocess.run(words, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(Path.cwd())}, timeout=30)
    assert two.returncode == 0
    said, _ = one.communicate(timeout=30)
    assert said == "opened False\n", "the plan is open, and the window no longer in the task bar"
    assert one.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that cannot be caught")
def test_a_window_that_was_killed_does_not_keep_the_next_one_from_opening(qtbot: QtBot, tmp_path: Path) -> None:
    one = first(tmp_path / "vault")
    assert not OneWindow(tmp_path / "vault").is_first(), "while it runs, it is the first"
    one.send_signal(signal.SIGKILL)
    one.communicate(timeout=30)
    again = OneWindow(tmp_path / "vault")
    assert again.is_first()
    again.let_go()


def test_a_first_window_that_does_not_answer_is_waited_for_only_a_moment(qtbot: QtBot, tmp_path: Path) -> None:
    one, two, elsewhere = OneWindow(tmp_path / "a"), OneWindow(tmp_path / "a"), OneWindow(tmp_path / "b")
    assert one.is_first()
    assert elsewhere.is_first(), "another vault has a window of its own"
    assert not two.is_first()
    assert not two.hand_on(None, Path("x.pepx"), seconds=0.2), "this process is busy here and cannot answer"
    assert list(place_of(tmp_path / "a").glob("*.open")) == [], "what nobody took does not lie about"
    one.let_go()
    assert not two.hand_on(None, None, seconds=5), "the first has just ended: this one goes on"
    assert not OneWindow(tmp_path / "a").is_first(), "and is the first now"
    with qtbot.assertNotEmitted(two.wanted, wait=50):
        pass
    (place_of(tmp_path / "a") / "0.open").write_bytes(b"\xff{")
    with qtbot.waitSignal(two.wanted, timeout=10_000) as nonsense:
        pass
    assert nonsense.args == ["", ""]
    two.let_go()
    elsewhere.let_go()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are Unix's")
def test_nobody_else_may_put_anything_where_starts_meet(qtbot: QtBot, tmp_path: Path) -> None:
    one = OneWindow(tmp_path)
    one.is_first()
    assert place_of(tmp_path).stat().st_mode & 0o077 == 0
    one.let_go()


def test_a_window_left_on_a_screen_that_is_gone_comes_back_onto_this_one(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = QGuiApplication.primaryScreen().availableGeometry()
    for left, top in ((5000, 100), (-3000, 0), (10, -600), (room.right() - 20, 50)):
        window.setGeometry(left, top, 640, 480)
        put_on_screen(window)
        assert room.contains(window.geometry()), (left, top)
    seen = QRect(room.left() + 40, room.top() + 60, 640, 480)
    window.setGeometry(seen)
    put_on_screen(window)
    assert window.geometry() == seen, "one that can be reached stays where it is"
    window.show()
    settings = Settings()
    keep_place(window, settings)
    again = QWidget()
    qtbot.addWidget(again)
    place(again, settings)
    assert again.geometry() == seen
