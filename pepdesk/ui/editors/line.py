"""One line of text, and the name of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pepdesk.ui.editors.editor import Editor, Question, plain, units
from pepdesk.ui.editors.typed_line import TypedLine

if TYPE_CHECKING:
    from pepdesk.ui.editors.editor import Stored

_SHORT_CHECKS = {"upn": 20, "uln": 16, "postcode": 14, "dfe_number": 14, "urn": 12, "phone": 26}
"""How many letters wide the line for a known kind of number is."""


class LineEditor(Editor):
    """A line; as wide as what belongs in it."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._line = TypedLine(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._line)
        self._letters = 0 if question.compact else _SHORT_CHECKS.get(question.field.check, 0)
        if self._letters:
            layout.addStretch(1)
        self._line.typed.connect(self._typed)

    def focus_target(self) -> QWidget:
        """The line."""
        return self._line

    def value(self) -> Stored:
        """The text as typed."""
        return self._line.text()

    def show_value(self, value: Stored) -> None:
        """Show the text."""
        self._line.show_text(plain(value))

    def freeze(self, frozen: bool) -> None:
        """Make the line read-only."""
        self._line.setReadOnly(frozen)

    def mark_words(self, start: int, length: int) -> None:
        """Mark these letters."""
        text = self._line.text()
        self._line.setSelection(units(text[:start]), units(text[start : start + length]))

    def fit(self) -> None:
        """Height, and width for known kinds of numbers."""
        self._line.fit()
        if self._letters:
            self._line.setFixedWidth(self._letters * self._line.fontMetrics().averageCharWidth() + 24)

    def _typed(self, text: str) -> None:
        self.edited.emit(text)
