"""A note of the form: text to read, nothing to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pepdesk.ui.editors.editor import Editor, Question
from pepdesk.ui.parts.texts import Hint

if TYPE_CHECKING:
    from pepdesk.ui.editors.editor import Stored


class NoteEditor(Editor):
    """Shows the question's label as running text."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._text = Hint(question.field.label, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)

    def focus_target(self) -> QWidget:
        """The text."""
        return self._text

    def value(self) -> Stored:
        """Nothing."""
        return ""

    def show_value(self, value: Stored) -> None:
        """Nothing to show."""

    def freeze(self, frozen: bool) -> None:
        """It never changes."""
