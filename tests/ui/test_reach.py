"""The menus are reached by keys: every letter and shortcut once. (What is in the windows: test_every_window.py.)"""

from collections import Counter
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from pepdesk.ui.home.home_page import HomePage
from tests.ui.desks import WAIT_MS, start_sample, unlocked_window


def _below(menu: QMenu) -> list[QAction]:
    actions = []
    for action in menu.actions():
        actions.append(action)
        if isinstance(action.menu(), QMenu):
            actions += _below(action.menu())
    return actions


def test_no_two_actions_share_keys_and_no_menu_has_a_letter_twice(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        for _ in ("on the list of plans", "in a plan"):
            menus = [action.menu() for action in window.menuBar().actions() if action.isVisible()]
            keys = Counter(
                keys.toString()
                for action in {id(one): one for menu in menus for one in _below(menu)}.values()
                if action.isEnabled()
                for keys in action.shortcuts()
            )
            assert [key for key, times in keys.items() if times > 1] == []
            ours = [menu for menu in menus if menu.title() != "&Edit"]  # all of Edit is the plan view's
            for menu in [*ours, *(one.menu() for top in menus for one in _below(top) if one.menu())]:
                texts = [action.text() for action in menu.actions() if "&" in action.text()]
                letters = Counter(text[text.index("&") + 1].lower() for text in texts)
                assert [letter for letter, times in letters.items() if times > 1] == [], menu.title()
            if window.desk.session is None:
                start_sample(qtbot, window)


def test_the_plan_s_actions_leave_the_menus_with_the_plan(qtbot: QtBot, tmp_path: Path) -> None:
    with unlocked_window(qtbot, tmp_path / "vault") as window:
        start_sample(qtbot, window)
        titles = [action.text() for action in window.menuBar().actions() if action.isVisible()]
        assert titles == ["&File", "&Edit", "&Plan", "&Go", "&View", "Sett&ings", "&Help"]
        window.go_home()
        qtbot.waitUntil(lambda: isinstance(window.page, HomePage), timeout=WAIT_MS)
        titles = [action.text() for action in window.menuBar().actions() if action.isVisible()]
        assert titles == ["&File", "&Go", "&View", "Sett&ings", "&Help"]
