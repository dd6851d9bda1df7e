"""Boxes to tick and radio buttons as large as the letters beside them: Fusion's own stay at 14 pixels at every zoom.

They paint themselves. A style of our own, written in Python, was tried: Qt asks it about widgets that are still being
constructed, and that ended the process (seen with gdb, PySide6 6.11.3: the wrapper of a dead widget at that address).
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QStyle, QStyleOptionButton

_SMALLEST = 15
_OF_LINE = 0.78
_GAP_OF_LINE = 0.35
_SIZE, _PART, _CONTROL = QStyle.PixelMetric, QStyle.PrimitiveElement, QStyle.ControlElement


def box_side(letters: QFontMetrics) -> int:
    """How wide and high a box is beside letters of that size, pixels."""
    return max(_SMALLEST, round(letters.height() * _OF_LINE))


def words_begin(letters: QFontMetrics) -> int:
    """How far from the left edge the words beside a box begin, pixels."""
    return box_side(letters) + max(6, round(letters.height() * _GAP_OF_LINE))


class Tick(QCheckBox):
    """A box to tick."""

    def sizeHint(self) -> QSize:
        """Fusion's, with the larger box."""
        return _with_box(self, super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The box and its words, not what is free beside them."""
        return self.rect().contains(pos) and pos.x() <= self.sizeHint().width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The box, then the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint(self, option, _PART.PE_IndicatorCheckBox, _CONTROL.CE_CheckBoxLabel)


class Dot(QRadioButton):
    """A radio button."""

    def sizeHint(self) -> QSize:
        """Fusion's, with the larger circle."""
        return _with_box(self, super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The circle and its words, not what is free beside them."""
        return self.rect().contains(pos) and pos.x() <= self.sizeHint().width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The circle, then the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint(self, option, _PART.PE_IndicatorRadioButton, _CONTROL.CE_RadioButtonLabel)


def _with_box(button: QAbstractButton, hint: QSize) -> QSize:
    style, letters = button.style(), button.fontMetrics()
    theirs = style.pixelMetric(_SIZE.PM_IndicatorWidth) + style.pixelMetric(_SIZE.PM_CheckBoxLabelSpacing)
    return QSize(hint.width() + words_begin(letters) - theirs, max(hint.height(), box_side(letters) + 2))


def _paint(
    button: QAbstractButton, option: QStyleOptionButton, box: QStyle.PrimitiveElement, words: QStyle.ControlElement
) -> None:
    painter, style, letters = QPainter(button), button.style(), button.fontMetrics()
    side = box_side(letters)
    option.rect = QRect(0, (button.height() - side) // 2, side, side)
    style.drawPrimitive(box, option, painter, button)
    option.rect = button.rect().adjusted(words_begin(letters), 0, 0, 0)
    style.drawControl(words, option, painter, button)
    painter.end()
