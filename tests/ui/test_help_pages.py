"""The pages of Help open from the menu, as plain text, and say what an officer looks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from pepdesk import paths
from pepdesk.ui.help_pages import PAGES, HelpPage, read_page
from tests.ui.desks import open_window

WORDS = {
    "data-protection": ("WHERE THE DATA LIES", "Who is the controller?", "1. Encrypt the disk"),
    "threat-model": ("WHAT IT CANNOT DO", "not yet verified".upper(), "• Protect an unlocked computer"),
}


@pytest.mark.parametrize("page", [page for page, _ in PAGES])
def test_a_page_opens_from_the_menu_as_plain_text(qtbot: QtBot, tmp_path: Path, page: str) -> None:
    with open_window(qtbot, tmp_path / "vault") as window:
        help_menu = window.menuBar().actions()[-1].menu()
        next(action for action in help_menu.actions() if action.data() == page).trigger()
        dialog = window.findChild(HelpPage)
        assert dialog is not None
        text = dialog.findChild(QPlainTextEdit).toPlainText()
        for words in WORDS[page]:
            assert words in text
        assert not any(mark in text for mark in ("**", "##", "`"))
        dialog.close()


def test_a_page_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "resources_dir", lambda: tmp_path)
    assert "not here" in read_page("threat-model")[1]
