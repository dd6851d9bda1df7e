"""A message to be sent by other means: it can be changed here, and copied."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.secret_clipboard import copy_openly
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.words import tr

_LINES = 9


class MessageText(QWidget):
    """The text ``words``, called ``name`` by screen readers, and a button that copies it (``main``: the window's)."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None, *, main: bool = False) -> None:
        super().__init__(parent)
        self._text = QPlainTextEdit(words, self)
        with_plain_bars(self._text)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(name)
        self._text.setMinimumHeight(self._text.fontMetrics().height() * _LINES)
        self._said = Hint("", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._text, 1)
        row = QHBoxLayout()
        row.addWidget((primary if main else button)(tr("&Copy the message"), self.copy))
        row.addWidget(self._said, 1)
        layout.addLayout(row)

    def words(self) -> str:
        """The message as it is now."""
        return self._text.toPlainText()

    def say(self, words: str) -> None:
        """Propose another message."""
        self._text.setPlainText(words)

    def copy(self) -> None:
        """Put the message on the clipboard."""
        copy_openly(self.words())
        self._said.say(tr("Copied."))
        announce(self, tr("Copied."))


class MessageWindow(Sheet):
    """A message that is ready to be copied."""

    def __init__(self, parent: QWidget, title: str, intro: str, words: str) -> None:
        super().__init__(title, parent, letters=84)
        self.body.addWidget(PlainLabel(intro))
        self.text = MessageText(tr("The message"), words, main=True)
        self.body.addWidget(self.text, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
