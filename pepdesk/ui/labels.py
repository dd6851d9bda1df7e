"""Plain labels, headings and buttons: text is never read as markup, and grows with the program's font."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

COLUMN_WIDTH = 70
"""Widest column of running text, in average letters: longer lines are hard to follow."""


class Words(QLabel):
    """Wrapping plain text in ``times`` the program's font size; ``strong`` for headings."""

    def __init__(self, text: str = "", *, times: float = 1.0, strong: bool = False) -> None:
        super().__init__(text)
        self._times, self._strong = times, strong
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Follow the program's font when the person zooms."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        if self._times == 1.0 and not self._strong:
            return
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * self._times)
        if self._strong:
            font.setWeight(QFont.Weight.Bold)
        self.setFont(font)


def heading(text: str) -> Words:
    """The one heading of a page."""
    return Words(text, times=1.7, strong=True)


def subheading(text: str) -> Words:
    """A heading inside a page."""
    return Words(text, times=1.15, strong=True)


def selectable(label: QLabel) -> QLabel:
    """The same label, its text to be marked with mouse and keyboard."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def button(text: str, slot: Callable[[], object], tip: str = "") -> QPushButton:
    """A button that calls a bound method."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.clicked.connect(slot)
    if tip:
        made.setToolTip(tip)
    return made


def primary(text: str, slot: Callable[[], object], tip: str = "") -> QPushButton:
    """The button for what most people do next; Enter presses it."""
    made = button(text, slot, tip)
    made.setProperty("primary", True)
    made.setAutoDefault(True)
    made.setDefault(True)
    return made


def column(parent: QWidget, *, width: int = COLUMN_WIDTH) -> QVBoxLayout:
    """A layout for ``parent``: one column of readable width in the middle."""
    outer = QVBoxLayout(parent)
    outer.setContentsMargins(32, 32, 32, 32)
    holder = QWidget()
    holder.setMaximumWidth(parent.fontMetrics().averageCharWidth() * width)
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(12)
    outer.addStretch(1)
    outer.addWidget(holder, 0)
    outer.addStretch(2)
    outer.setAlignment(holder, Qt.AlignmentFlag.AlignHCenter)
    return inner


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.deleteLater()
