"""A real window on a real vault in a temporary folder, at the least cost a passphrase may have."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from pepdesk.app.documents import sample_plan
from pepdesk.app.jobs import Jobs
from pepdesk.app.settings import Settings
from pepdesk.record.record import PepRecord
from pepdesk.storage.derivation import FLOOR
from pepdesk.storage.filesystem import RealDisk
from pepdesk.storage.unlocking import create_vault
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.start import application
from tests.ui.pseudo import english

PASSPHRASE = "violet kettle Orkney badger lamp"
WAIT_MS = 20_000


class FillingDisk(RealDisk):
    """This computer's disk, which is full while ``full`` is set."""

    full = False

    def create(self, path: str) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, "no room")
        return super().create(path)


@contextmanager
def open_window(qtbot: QtBot, folder: Path) -> Iterator[MainWindow]:
    application()
    jobs = Jobs()
    window = MainWindow(folder, jobs, Settings(), cost=FLOOR)
    qtbot.addWidget(window)
    window.show()
    window.front.show_start()
    try:
        yield window
    finally:
        if window.desk.session is not None:
            window.desk.discard()
        jobs.close()
        window.close()
        let_go()


@contextmanager
def unlocked_window(qtbot: QtBot, folder: Path, disk: RealDisk | None = None) -> Iterator[MainWindow]:
    vault, _sheet = create_vault(folder, PASSPHRASE, cost=FLOOR, disk=disk)
    with open_window(qtbot, folder) as window:
        window.desk.take(vault)
        yield window


def start_sample(qtbot: QtBot, window: MainWindow) -> PepRecord:
    """A complete plan, open and saved."""
    record = sample_plan("year_r_11", date(2026, 11, 22))
    with qtbot.waitSignal(window.desk.saved, timeout=WAIT_MS):
        window.plans.start(record)
    return record


def let_go() -> None:
    """Destroy what was marked for it."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def button(widget: QWidget, words: str) -> QAbstractButton:
    """The button with these words (without its ampersand), in English or the pseudo-language; fails without one."""
    found = [one for one in widget.findChildren(QAbstractButton) if english(one.text()).replace("&", "") == words]
    assert found, f"no button {words!r}"
    return found[-1]


def all_words(widget: QWidget) -> str:
    """Every visible text below a widget, for looking a word up."""
    texts = []
    for child in widget.findChildren(QWidget):
        text = getattr(child, "text", None)
        if callable(text) and child.isVisible():
            texts.append(english(str(text())))
    return "\n".join(texts)
