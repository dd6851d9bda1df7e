"""Spelling in the window: marked when a word is finished, mended from the menu as one step, gone to with F7."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from pepdesk.form.address import Address
from pepdesk.record.answers import Value, text_of
from pepdesk.ui.editors.paragraph import GrowingText
from pepdesk.ui.frame.main_window import MainWindow
from pepdesk.ui.parts.spelling import spelling
from tests.ui.desks import WAIT_MS, start_sample, unlocked_window

HERE = Address("strengths", "interests")


def text_box(window: MainWindow, address: Address = HERE) -> GrowingText:
    view = window.plan_view
    view.go_to(address)
    box = view.plan.place(address).editor.focus_target()
    assert isinstance(box, GrowingText)
    return box


def marked(box: GrowingText) -> list[str]:
    return [box.text()[start:end] for start, end in box.slips()]


def choose(window: MainWindow, words: str) -> None:
    menus = [menu for menu in window.findChildren(QMenu) if menu.isVisible()]
    action = next(one for one in menus[-1].actions() if one.text() == words)
    action.trigger()
    menus[-1].close()


def ready(qtbot: QtBot, window: MainWindow) -> None:
    start_sample(qtbot, window)
    qtbot.waitUntil(lambda: bool(spelling().misspelt("recieve")), timeout=WAIT_MS)


def test_a_slip_is_marked_when_its_word_is_finished_and_mended_in_one_step(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        ready(qtbot, window)
        box = text_box(window)
        before = text_of(window.desk.session.answer(HERE))
        box.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(box, " She will recieve")
        box.spell()
        assert marked(box) == [], "the word may not be finished"
        QTest.keyClicks(box, " it. ")
        qtbot.waitUntil(lambda: marked(box) == ["recieve"], timeout=WAIT_MS)
        window.plan_view.slips.next()
        assert box.textCursor().selectedText() == "recieve"
        choose(window, "receive")
        assert text_of(window.desk.session.answer(HERE)).rstrip().endswith(" She will receive it.")
        qtbot.waitUntil(lambda: marked(box) == [], timeout=WAIT_MS)
        window.plan_view.undo()
        assert "recieve" in text_of(window.desk.session.answer(HERE))
        while window.desk.session.undo_stack.canUndo():
            window.plan_view.undo()
        assert text_of(window.desk.session.answer(HERE)) == before


def test_f7_goes_round_the_whole_plan_and_a_word_may_be_declared_right(qtbot: QtBot, tmp_path: Path) -> None:
    other = Address("strengths", "achievements")
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        ready(qtbot, window)
        window.desk.session.set_answer(HERE, Value("He loves zzork 😀 and zzork."))
        window.desk.session.set_answer(other, Value("A freind."))
        seen = []
        for _ in range(4):
            window.plan_view.slips.next()
            box = window.focusWidget()
            seen.append(box.textCursor().selectedText())
            for menu in window.findChildren(QMenu):
                menu.close()
        assert sorted(seen[:3]) == ["freind", "zzork", "zzork"]
        assert seen[3] == seen[0]
        while box.textCursor().selectedText() != "zzork":
            window.plan_view.slips.next()
            box = window.focusWidget()
        choose(window, "“zzork” is &right here")
        assert spelling().misspelt("zzork") == ()
        window.go_home()
        qtbot.waitUntil(lambda: window.plan_view is None, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: spelling().misspelt("zzork") == ((0, 5),), timeout=WAIT_MS)


def test_switched_off_nothing_is_marked_and_the_choice_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        ready(qtbot, window)
        box = text_box(window)
        window.desk.session.set_answer(HERE, Value("A freind came."))
        qtbot.waitUntil(lambda: marked(box) == ["freind"], timeout=WAIT_MS)
        action = next(one for one in window.plan_view.view_actions if one and "spelling" in one.text())
        action.setChecked(False)
        qtbot.waitUntil(lambda: marked(box) == [], timeout=WAIT_MS)
        assert window.settings.whole("spelling/on", 1, 0, 1) == 0
        action.setChecked(True)
        qtbot.waitUntil(lambda: marked(box) == ["freind"], timeout=WAIT_MS)


@pytest.fixture(autouse=True)
def _switched_on() -> None:
    spelling().switch(True)
