"""One of many choices: a list that finds what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from pepdesk.ui.editors.editor import NO_LONGER, Editor, Question, field_height, plain
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.editors.editor import Stored

_VALUE = Qt.ItemDataRole.UserRole


class ComboEditor(Editor):
    """A closed list; its first line is "no answer". Lists of the same choices share one model."""

    waits_for_leave = False

    def __init__(self, question: Question, key: str, options: tuple[tuple[str, str], ...]) -> None:
        super().__init__(question)
        self._combo = QuietCombo(self)
        self._label: PlainLabel | None = None
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        longest = max((len(words) for _, words in options), default=0)
        self._letters = min(longest, 18 if question.compact else 70)
        if question.compact:
            self._combo.setMinimumContentsLength(min(self._letters, 12))
        self._key = key
        self._all = self._options = options
        self._combo.setModel(self._shared_model())
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

    def name(self, name: str, identifier: str) -> None:
        """The question. In a table a label that nobody sees stands by the list.

        On Linux and macOS a list is called by what is chosen in it ("Yes"); only its label says what that answers.
        """
        super().name(name, identifier)
        if self.question.compact:
            if self._label is None:
                self._label = PlainLabel("", self)
                self._label.hide()
            self._label.stand_by(self._combo, name)

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
            own = _model((*self._options, (text, f"{dict(self._all).get(text, text)} {NO_LONGER}")), self._none())
            own.setParent(self._combo)
            self._combo.setModel(own)
            place = own.rowCount() - 1
        self._combo.setCurrentIndex(place)

    def offer(self, values: tuple[str, ...]) -> None:
        """Another list, the same answer."""
        options = tuple(one for one in self._all if one[0] in values)
        if options == self._options:
            return
        self._options = options
        chosen = self.value()
        self._combo.setModel(self._shared_model())
        self._combo.setCurrentIndex(0)
        self.show_value(chosen)

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

    def _none(self) -> str:
        return "" if self.question.compact else tr("Choose…")

    def _shared_model(self) -> QStandardItemModel:
        """The lines offered now; all lists of one plan that offer the same share them."""
        models, key = self.question.models, f"{self._key}/{self.question.compact}"
        if self._options != self._all:
            key = f"{key}/{' '.join(value for value, _ in self._options)}"
        if key not in models:
            models[key] = _model(self._options, self._none())
        return models[key]

    def _activated(self, _index: int) -> None:
        self.edited.emit(self.value())


def _model(options: tuple[tuple[str, str], ...], none: str) -> QStandardItemModel:
    """The lines of a list, the first of them for no answer."""
    model = QStandardItemModel()
    first = QStandardItem(none)
    first.setData("", _VALUE)
    first.setData(tr("Not answered"), Qt.ItemDataRole.AccessibleTextRole)
    model.appendRow(first)
    for value, words in options:
        item = QStandardItem(words)
        item.setData(value, _VALUE)
        model.appendRow(item)
    return model
