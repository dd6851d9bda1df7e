"""The line edit inside several editors: long texts are not cut, and the caret stays when the text changes under it."""

from __future__ import annotations

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pepdesk.ui.editors.editor import differing_middle, field_height, units


class TypedLine(QLineEdit):
    """A line to type in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMaxLength(1_000_000)  # Qt's own limit of 32 767 would cut a pasted text without a word
        self.setTextMargins(4, 0, 4, 0)

    def show_text(self, text: str) -> None:
        """Show ``text``, the caret staying at the letter it was at."""
        before = self.text()
        if before == text:
            return
        first, last, middle = differing_middle(before, text)
        start, end = units(before[:first]), units(before[:last])
        caret = self.cursorPosition()
        if caret >= end:
            caret += units(middle) - (end - start)
        elif caret > start:
            caret = start + units(middle)
        focused = self.hasFocus()
        self.setText(text)
        self.setCursorPosition(caret if focused else 0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave the menu to the question: Qt's own has an undo of its own."""
        event.ignore()

    def fit(self) -> None:
        """Fit the height to the font."""
        self.setMinimumHeight(field_height(self))
