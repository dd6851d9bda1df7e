"""Boxes to tick and radio buttons as large as the letters beside them: Fusion's own stay at 14 pixels at every zoom.

They paint themselves: a style of our own, in Python, would be asked about widgets that are still being constructed, for
which PySide6 has no object of its own yet.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

_SMALLEST = 15
_OF_LINE = 0.78
_GAP_OF_LINE = 0.35
_LONG_WORD = 16
_LINES = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(
    Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextShowMnemonic
)
_INK = QPalette.ColorRole.WindowText
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


class LongTick(Tick):
    """A box to tick whose words go on in the next line where there is no room for them."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        _allow_lines(self)

    def minimumSizeHint(self) -> QSize:
        """Room for a long word."""
        return _narrowest(self)

    def heightForWidth(self, width: int) -> int:
        """What the lines need."""
        return _height(self, width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The box beside the first line."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint_lines(self, option, _PART.PE_IndicatorCheckBox)


class LongDot(Dot):
    """A radio button whose words go on in the next line where there is no room for them."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        _allow_lines(self)

    def minimumSizeHint(self) -> QSize:
        """Room for a long word."""
        return _narrowest(self)

    def heightForWidth(self, width: int) -> int:
        """What the lines need."""
        return _height(self, width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The circle beside the first line."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        _paint_lines(self, option, _PART.PE_IndicatorRadioButton)


def _allow_lines(button: QAbstractButton) -> None:
    policy = button.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # "fixed" would be one line
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)


def _narrowest(button: QAbstractButton) -> QSize:
    whole, letters = button.sizeHint(), button.fontMetrics()
    return QSize(min(whole.width(), words_begin(letters) + letters.averageCharWidth() * _LONG_WORD), whole.height())


def _height(button: QAbstractButton, width: int) -> int:
    whole, letters = button.sizeHint(), button.fontMetrics()
    if width >= whole.width():
        return max(whole.height(), button.minimumHeight())
    room = QRect(0, 0, max(width - words_begin(letters), 1), 10_000)
    lines = letters.boundingRect(room, _LINES, button.text()).height() - letters.height()
    return max(whole.height(), button.minimumHeight()) + max(lines, 0)


def _paint_lines(button: QAbstractButton, option: QStyleOptionButton, box: QStyle.PrimitiveElement) -> None:
    painter, style, letters = QPainter(button), button.style(), button.fontMetrics()
    side, free = box_side(letters), button.height() - _height(button, button.width())
    first = max(button.sizeHint().height(), button.minimumHeight())
    option.rect = QRect(0, free // 2 + (first - side) // 2, side, side)
    style.drawPrimitive(box, option, painter, button)
    words = button.rect().adjusted(words_begin(letters), 0, 0, 0)
    style.drawItemText(painter, words, _LINES, option.palette, button.isEnabled(), button.text(), _INK)
    painter.end()


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
