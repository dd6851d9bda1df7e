"""When something is wrong with a file, with another window, or with PepDesk itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from pepdesk.app.caseload import state_words
from pepdesk.app.jobs import Jobs
from pepdesk.form.address import Address
from pepdesk.record.answers import Value
from pepdesk.storage.drafts import Drafts
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.home.home_page import HomePage
from pepdesk.ui.parts.problem_box import CrashDialog
from pepdesk.ui.start import Net
from tests.ui.desks import WAIT_MS, all_words, let_go, start_sample, unlocked_window

PLACE = Address("meeting", "venue")


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Iterator[Net]:
    monkeypatch.setattr("sys.excepthook", None)  # put back afterwards
    yield Net()
    let_go()


def _said(window: MainWindow) -> str:
    return "\n".join(all_words(box) for box in window.findChildren(QMessageBox))


def test_a_bug_in_a_job_is_told_once_without_what_it_spoke_of(qtbot: QtBot, tmp_path: Path, net: Net) -> None:
    jobs = Jobs(bug=net.hook.bug)

    def work() -> None:
        raise ValueError(f"Łucja cannot be read from {tmp_path}")

    with unlocked_window(qtbot, tmp_path / "vault") as window:
        net.window = window
        for _ in range(2):
            jobs.run(work, print, window.refuse)
        qtbot.waitUntil(lambda: window.findChild(CrashDialog) is not None, timeout=WAIT_MS)
        qtbot.wait(100)
        (dialog,) = window.findChildren(CrashDialog)
        report = dialog._report.toPlainText()
        assert "ValueError" in report
        assert "Łucja" not in report
        assert str(tmp_path) not in report
        dialog.close()
        jobs.close()


def test_a_damaged_newest_save_opens_the_one_before_and_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        before = start_sample(qtbot, window).answers[PLACE]
        window.desk.session.set_answer(PLACE, Value("The newest place"))
        window.go_home()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        newest = max((tmp_path / "vault").glob("*.pdd"))
        newest.write_bytes(newest.read_bytes()[:-40])
        window.desk.open(window.desk.last_draft)
        qtbot.waitUntil(lambda: "The newest save of this plan is damaged" in _said(window), timeout=WAIT_MS)
        assert window.desk.session.answer(PLACE) == before
        assert len(list((tmp_path / "vault" / "quarantine").iterdir())) == 1


def test_a_save_made_in_another_window_first_is_told_and_both_are_kept(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        draft, library = window.desk.last_draft, window.desk.library
        opened = library.drafts.open_newest(draft)
        Drafts(library.vault).save(draft, opened.body, opened.generation.summary, opened.generation)
        window.desk.session.set_answer(PLACE, Value("Typed here"))
        with qtbot.waitSignal(window.desk.conflict, timeout=WAIT_MS):
            window.desk.save_now()
        assert "saved in another window" in _said(window)
        window.go_home()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage) and len(window.page.entries) == 2, timeout=WAIT_MS)
        states = {state_words(plan) for row in range(3) if (plan := window.page.list.rows.plan(row))}
        assert states == {"Draft – two versions", "Draft – kept beside another"}
