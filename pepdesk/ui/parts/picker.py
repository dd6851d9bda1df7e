"""A list to choose from outside a plan, with its label, and below it what is to be said of the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel, ShouldText
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable


class Picker(QWidget):
    """One choice of several. ``picked(str)`` – somebody chose the value; filling and ``pick`` do not count."""

    picked = Signal(str)

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._combo = QuietCombo()
        self._combo.setAccessibleName(label)
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(20)
        self._combo.activated.connect(self._activated)
        self._hint = hint
        name = PlainLabel("", self)
        name.stand_by(self._combo, label)
        self._remark, self._warning, self._error = Hint(), ShouldText(), ErrorText()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(name)
        if hint:
            layout.addWidget(Hint(hint))
        for widget in (self._combo, self._remark, self._warning, self._error):
            layout.addWidget(widget)
        self.say()

    def offer(self, choices: Iterable[tuple[str, str]], chosen: str = "") -> None:
        """The values and their words; ``chosen`` if it is among them, else the first."""
        self._combo.clear()
        for value, words in choices:
            self._combo.addItem(words, value)
        self.pick(chosen)

    @property
    def value(self) -> str:
        """The chosen value; "" while nothing is offered."""
        return str(self._combo.currentData() or "")

    def take_focus(self) -> None:
        """Put the keyboard on the list (no focus proxy: Qt 6.11 then leaves out other widgets on Tab)."""
        self._combo.setFocus()

    def pick(self, value: str) -> None:
        """Choose a value; the first if it is not offered."""
        self._combo.setCurrentIndex(max(self._combo.findData(value), 0))

    def say(self, remark: str = "", warning: str = "", error: str = "") -> None:
        """What is to be said below the list; "" is nothing."""
        warning, error = (
            (tr("Note: {warning}", warning=warning) if warning else ""),
            (tr("Error: {error}", error=error) if error else ""),
        )
        for label, words in ((self._remark, remark), (self._warning, warning), (self._error, error)):
            label.say(words)
            label.setVisible(bool(words))
        self._combo.setAccessibleDescription(" ".join(one for one in (error, warning, self._hint, remark) if one))

    def _activated(self, _index: int) -> None:
        self.picked.emit(self.value)
