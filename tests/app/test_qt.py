"""That the Qt binding we are pinned to is sound where an unsound one would end the program in the middle of a word."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

CALLS = 400


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be deallocated from Python 3.12 on")
def test_calls_into_qt_do_not_use_up_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 gives None back without counting it: one less for each call, and at zero Python aborts."""
    editor = QLineEdit()
    qtbot.addWidget(editor)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        editor.setText(str(number))
        editor.update()
        editor.repaint()
        QApplication.processEvents()
    assert sys.getrefcount(None) > before - CALLS
