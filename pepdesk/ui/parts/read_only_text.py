"""A text too long for a label: read with the keyboard, marked and copied, never changed."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pepdesk.ui.parts.scrolling import with_plain_bars


class ReadOnlyText(QPlainTextEdit):
    """Plain text called ``name`` by screen readers, at least ``lines`` high at the zoom it is made at."""

    def __init__(self, name: str, lines: int = 9, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with_plain_bars(self)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setMinimumHeight(self.fontMetrics().height() * lines)

    def say(self, words: str) -> None:
        """Show another text, from its beginning."""
        self.setPlainText(words)
