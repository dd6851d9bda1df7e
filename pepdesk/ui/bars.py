"""Two quiet bars: "Signed …, amend to change" above the page, and "Target 2 removed. Undo" below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pepdesk.record.values import long_date
from pepdesk.ui.editors.editor import TARGET
from pepdesk.ui.texts import PlainLabel

if TYPE_CHECKING:
    from pepdesk.app.session import Session


class Bar(QWidget):
    """A sentence and a button. ``pressed()``."""

    pressed = Signal()

    def __init__(self, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._words = PlainLabel("", self)
        self._button = QPushButton(button, self)
        self._button.setMinimumHeight(TARGET + 4)
        self._button.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 8, 16, 8)
        layout.setSpacing(16)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._button)
        self._button.clicked.connect(self.pressed)
        self.hide()

    def say(self, words: str) -> None:
        """Show the bar with these words."""
        self._words.say(words)
        self.show()

    def words(self) -> str:
        """What it says."""
        return self._words.text()


def signed_words(session: Session) -> str:
    """Who signed, and what to do to change something."""
    who = ", ".join(f"{one.name} on {long_date(one.at[:10])}" for one in session.signings)
    change = f"To change something, amend: that starts version {session.version + 1}."
    return f"Signed by {who}. Nothing can be changed. {change}"
