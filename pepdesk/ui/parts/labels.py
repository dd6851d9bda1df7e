"""Buttons with verbs, and the column of readable width that every page outside a plan is set in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pepdesk.ui.parts.focus_ring import FocusRing
from pepdesk.ui.parts.texts import as_tip
from pepdesk.ui.parts.theme import theme

COLUMN_WIDTH = 72
"""Widest column of running text, in average letters: longer lines are hard to follow."""


class VerbButton(QPushButton):
    """A button with room around its words, at every zoom."""

    def sizeHint(self) -> QSize:
        """What the style asks for, and half a letter's height more on each side."""
        return super().sizeHint() + QSize(self.fontMetrics().height(), self.fontMetrics().height() // 3)

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut."""
        return self.sizeHint()


class PrimaryButton(VerbButton):
    """The button for what most people do next: filled; Enter presses it in a dialog."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAutoDefault(True)
        self.setDefault(True)
        theme().changed.connect(self._colour)
        self._colour()

    def _colour(self) -> None:
        tokens, palette = theme().tokens, QPalette(self.palette())
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.Button, tokens.chosen)
            palette.setColor(group, QPalette.ColorRole.ButtonText, tokens.on_chosen)
        self.setPalette(palette)


def button(text: str, slot: Callable[[], object], tip: str = "") -> QPushButton:
    """A button that calls a bound method."""
    made = VerbButton(text)
    made.setAutoDefault(False)
    return _wired(made, slot, tip)


def primary(text: str, slot: Callable[[], object], tip: str = "") -> QPushButton:
    """The page's main button."""
    return _wired(PrimaryButton(text), slot, tip)


def _wired(made: QPushButton, slot: Callable[[], object], tip: str) -> QPushButton:
    made.clicked.connect(slot)
    made.setToolTip(as_tip(tip))
    return made


def selectable(label: QLabel) -> QLabel:
    """The same label, its text to be marked with mouse and keyboard."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


class _Holder(QWidget):
    """As wide as so many letters at the zoom there is."""

    def __init__(self, letters: int) -> None:
        super().__init__()
        self._letters = letters
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setMaximumWidth(QFontMetrics(QApplication.font()).averageCharWidth() * self._letters)


def column(parent: QWidget, *, letters: int = COLUMN_WIDTH) -> QVBoxLayout:
    """A layout for ``parent``: one column in the middle, at most ``letters`` wide, that scrolls when space is short."""
    FocusRing(parent)  # first, so that it goes before what it rings
    outer = QVBoxLayout(parent)
    outer.setContentsMargins(0, 0, 0, 0)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    outer.addWidget(area)
    sheet, holder = QWidget(), _Holder(letters)
    area.setWidget(sheet)
    middle = QHBoxLayout(sheet)
    middle.setContentsMargins(32, 24, 32, 24)
    middle.addStretch(1)
    middle.addWidget(holder, 1000)
    middle.addStretch(1)
    framed = QVBoxLayout(holder)
    framed.setContentsMargins(0, 0, 0, 0)
    framed.addStretch(2)
    inner = QVBoxLayout()
    inner.setSpacing(12)
    framed.addLayout(inner)
    framed.addStretch(3)
    return inner
