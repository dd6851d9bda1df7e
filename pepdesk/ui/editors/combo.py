"""One of many choices: a list that finds what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from pepdesk.ui.editors.editor import Editor, Question, field_height, plain
from pepdesk.ui.filters import QuietCombo

if TYPE_CHECKING:
    from pepdesk.ui.editors.editor import Stored

_VALUE = Qt.ItemDataRole.UserRole


class ComboEditor(Editor):
    """A closed list; its first line is "no answer". Lists of the same choices share one model."""

    waits_for_leave = False

    def __init__(self, question: Question, key: str, options: tuple[tuple[str, str], ...]) -> None:
        super().__init__(question)
        self._combo = QuietCombo(self)
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        longest = max((len(words) for _, words in options), default=0)
        self._letters = min(longest, 18 if question.compact else 70)
        if question.compact:
            self._combo.setMinimumContentsLength(min(self._letters, 12))
        self._options = options
        key = f"{key}/{question.compact}"
        if key not in question.models:
            question.models[key] = _model(options, "" if question.compact else "Choose…")
        self._combo.setModel(question.models[key])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._combo)
        if not question.compact:
            self._combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            layout.addStretch(1)
        self._combo.activated.connect(self._activated)

    def focus_target(self) -> QWidget:
        """The list."""
        return self._combo

    def value(self) -> Stored:
        """The chosen option's value, or ""."""
        return str(self._combo.currentData(_VALUE) or "")

    def show_value(self, value: Stored) -> None:
        """Choose ``value``; a value that is no longer offered gets a line of its own."""
        text = plain(value)
        if text == self.value():
            return
        place = self._combo.findData(text, _VALUE) if text else 0
        if place < 0:
            own = _model((*self._options, (text, f"{text} (no longer offered)")), self._combo.itemText(0))
            self._combo.setModel(own)
            own.setParent(self._combo)
            place = own.rowCount() - 1
        self._combo.setCurrentIndex(place)

    def freeze(self, frozen: bool) -> None:
        """Rest the list."""
        self._combo.setEnabled(not frozen)

    def fit(self) -> None:
        """Height of a field, width of the longest choice."""
        self._combo.setMinimumHeight(field_height(self._combo))
        if not self.question.compact:
            width = (self._letters + 4) * self._combo.fontMetrics().averageCharWidth() + 40
            self._combo.setMinimumWidth(max(min(width, 40 * self._combo.fontMetrics().averageCharWidth()), 140))
            self._combo.setMaximumWidth(max(width, 140))

    def _activated(self, _index: int) -> None:
        self.edited.emit(self.value())


def _model(options: tuple[tuple[str, str], ...], none: str) -> QStandardItemModel:
    """The lines of a list, the first of them for no answer."""
    model = QStandardItemModel()
    first = QStandardItem(none)
    first.setData("", _VALUE)
    first.setData("Not answered", Qt.ItemDataRole.AccessibleTextRole)
    model.appendRow(first)
    for value, words in options:
        item = QStandardItem(words)
        item.setData(value, _VALUE)
        model.appendRow(item)
    return model
