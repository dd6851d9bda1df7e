"""The line edit inside several editors: long texts are not cut, and the caret stays when the text changes under it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pepdesk.ui.editors.editor import differing_middle, field_height, units

LONGEST_LINE = 2**30
"""Letters: more than any draft can hold. A lower limit would cut a long text without a word."""


class TypedLine(QLineEdit):
    """A line to type in. ``typed(str)`` – somebody changed it, by whatever way.

    Qt's ``textEdited`` is silent when dictation or a screen reader puts text in, so it would never be kept.
    """

    typed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_LINE)
        self.setTextMargins(4, 0, 4, 0)
        self._showing = False
        self.textChanged.connect(self._changed)

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
        self._showing = True
        self.setText(text)
        self._showing = False
        self.setCursorPosition(caret if focused else 0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave the menu to the question: Qt's own has an undo of its own."""
        event.ignore()

    def _changed(self, text: str) -> None:
        if not self._showing:
            self.typed.emit(text)

    def fit(self) -> None:
        """Fit the height to the font."""
        self.setMinimumHeight(field_height(self))
