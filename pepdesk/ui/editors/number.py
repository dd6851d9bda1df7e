"""Numbers and money: typed as people write them, with the unit or the pound sign beside the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pepdesk.form.model import FieldType
from pepdesk.record.values import read_money, stored
from pepdesk.ui.editors.editor import Editor, Question
from pepdesk.ui.editors.typed_line import TypedLine
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.editors.editor import Stored


class NumberEditor(Editor):
    """A short line for figures."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._kind = question.field.type
        self._line = TypedLine(self)
        if question.compact:
            self._line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        if self._kind is FieldType.MONEY:
            layout.addWidget(PlainLabel("£", self, wrap=False))
        layout.addWidget(self._line)
        if question.field.unit:
            layout.addWidget(PlainLabel(question.field.unit, self, wrap=False))
        if not question.compact:
            layout.addStretch(1)
        self._line.typed.connect(self._typed)

    def focus_target(self) -> QWidget:
        """The line."""
        return self._line

    def value(self) -> Stored:
        """The figure in its stored form, or the text as typed."""
        return stored(self._kind, self._line.text())

    def show_value(self, value: Stored) -> None:
        """Show a figure; leave alone what already means the same."""
        if value != self.value():
            self._line.show_text(self._in_figures(str(value)))

    def tidy(self) -> None:
        """Show the figure as it is usually written."""
        self._line.show_text(self._in_figures(str(self.value())))

    def freeze(self, frozen: bool) -> None:
        """Make the line read-only."""
        self._line.setReadOnly(frozen)

    def name(self, name: str, identifier: str) -> None:
        """Name the line, with its unit."""
        unit = tr("pounds") if self._kind is FieldType.MONEY else self.question.field.unit
        super().name(f"{name} ({unit})" if unit else name, identifier)

    def fit(self) -> None:
        """Wide enough for the figures there are, no wider."""
        self._line.fit()
        width = (11 if self._kind is FieldType.MONEY else 8) * self._line.fontMetrics().averageCharWidth() + 24
        self._line.setMinimumWidth(width)
        if not self.question.compact:
            self._line.setMaximumWidth(width)

    def _in_figures(self, value: str) -> str:
        number = read_money(value) if self._kind is FieldType.MONEY else None
        return value if number is None else f"{number:,.2f}"

    def _typed(self, _text: str) -> None:
        self.edited.emit(self.value())
