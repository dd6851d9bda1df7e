"""Help opens from the menu as plain text, is searched, and gives a page to print."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPlainTextEdit
from pytestqt.qtbot import QtBot

from pepdesk import paths
from pepdesk.app.help import PAGES as FILES
from pepdesk.app.help import read_topics, search, topics
from pepdesk.app.one_page_guide import guide
from pepdesk.ui.frame.guide_saving import write_guide
from pepdesk.ui.frame.help_pages import PAGES, HelpPage
from tests.ui.desks import all_words, open_window

WORDS = {
    "first-plan": "never uses the network",
    "data-protection": "Where the data lies",
    "threat-model": "What it cannot do",
    "for-it": "look after the computers",
}


@pytest.mark.parametrize("page", [page for page, _ in PAGES])
def test_a_page_opens_from_the_menu_as_plain_text(qtbot: QtBot, tmp_path: Path, page: str) -> None:
    with open_window(qtbot, tmp_path / "vault") as window:
        help_menu = window.menuBar().actions()[-1].menu()
        next(action for action in help_menu.actions() if action.data() == page).trigger()
        dialog = window.findChild(HelpPage)
        shown, listed = dialog.findChild(QPlainTextEdit), dialog.findChild(QListWidget)
        texts = []
        for row in range(listed.count()):
            listed.setCurrentRow(row)
            texts.append(f"{shown.accessibleName()}\n{shown.toPlainText()}")
        everything = "\n".join(texts)
        assert WORDS[page] in everything
        assert not any(mark in everything for mark in ("**", "##", "`"))
        dialog.close()


def test_every_file_of_help_is_listed_and_there() -> None:
    there = {file.stem for file in (paths.resources_dir() / "help").glob("*.md")} - {"one-page"}
    assert there == set(FILES)
    assert {page for page, _ in PAGES} <= there


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("forgot passphrase", "When the passphrase is forgotten"),
        ("backup", "A backup"),
        ("smart letters", "The five letters of SMART"),
        ("battery", "What happens when the battery dies"),
    ],
)
def test_what_a_teacher_would_type_finds_the_right_topic(asked: str, first: str) -> None:
    assert first in [topic.heading for topic in search(asked, topics())[:2]]


def test_the_search_narrows_the_list_and_says_how_many(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "vault") as window:
        dialog = HelpPage("", window)
        dialog.open()
        listed = dialog.findChild(QListWidget)
        every = listed.count()
        dialog.findChild(QLineEdit).setText("recovery sheet")
        assert 0 < listed.count() < every
        assert "recovery sheet" in dialog.findChild(QPlainTextEdit).toPlainText().lower()
        dialog.findChild(QLineEdit).setText("zzz")
        assert "Nothing found" in all_words(dialog)
        dialog.close()


def test_a_page_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot) -> None:
    with open_window(qtbot, tmp_path / "vault") as window:
        monkeypatch.setattr(paths, "resources_dir", lambda: tmp_path)
        assert read_topics("threat-model") == ()
        dialog = HelpPage("", window)
        dialog.open()
        assert "not here" in all_words(dialog)
        dialog.close()


def test_the_guide_is_one_page(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "vault") as window:
        write_guide(window, str(tmp_path / "guide.pdf"))
    with pikepdf.open(tmp_path / "guide.pdf") as made:
        assert len(made.pages) == 1
    assert guide(datetime(2026, 11, 22, tzinfo=UTC)) == guide(datetime(2026, 11, 22, tzinfo=UTC))
