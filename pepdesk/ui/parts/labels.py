"""Buttons with verbs, and the column of readable width that every page outside a plan is set in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from pepdesk.ui.parts.focus_ring import FocusRing
from pepdesk.ui.parts.scrolling import ScrollPage
from pepdesk.ui.parts.texts import as_tip
from pepdesk.ui.parts.theme import theme

COLUMN_WIDTH = 72
"""Widest column of running text, in average letters: longer lines are hard to follow."""


class VerbButton(QPushButton):
    """A button with room around its words, at every zoom; flat ones are words in the colour of links.

    It paints itself: Fusion's gradient shows neither the colour of the main button nor what is switched off.
    """

    main = False
    """Whether this is the one for what most people do next."""

    def sizeHint(self) -> QSize:
        """What the style asks for, and half a letter's height more on each side of what has an edge."""
        if self.isFlat():
            letters = self.fontMetrics()
            wide = letters.size(Qt.TextFlag.TextShowMnemonic, self.text()).width() + letters.averageCharWidth() * 2
            return QSize(wide, super().sizeHint().height())
        return super().sizeHint() + QSize(self.fontMetrics().height(), self.fontMetrics().height() // 3)

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and never the main one in its place: Cancel must not do it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.menu() is not None:
                self.showMenu()
            elif not event.isAutoRepeat():  # held down, it would press the next window's button as well
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A plain sheet with an edge, and the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge, ink = self._colours()
        if edge is not None:
            painter.setPen(QPen(edge, 1, Qt.PenStyle.SolidLine if self.isEnabled() else Qt.PenStyle.DashLine))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        option.palette.setColor(QPalette.ColorRole.ButtonText, ink)
        if self.menu() is not None:
            side = self.fontMetrics().height()
            painter.setPen(ink)
            arrow = QRect(self.width() - side - 6, 0, side, self.height())
            painter.drawText(arrow, int(Qt.AlignmentFlag.AlignCenter), "▾")
            option.rect.setRight(arrow.left())
            option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, self)
        painter.end()

    def _colours(self) -> tuple[QColor, QColor | None, QColor]:
        """Sheet, edge (None for none) and words, as the button is now."""
        tokens = theme().tokens
        if not self.isEnabled():
            return (
                QColor(Qt.GlobalColor.transparent),
                None if self.isFlat() else QColor(tokens.border),
                QColor(tokens.muted),
            )
        pressed, touched = self.isDown() or self.isChecked(), self.underMouse()
        if self.main:
            sheet = QColor(tokens.chosen)
            return (
                sheet.darker(125) if pressed else sheet.lighter(115) if touched else sheet,
                sheet,
                QColor(tokens.on_chosen),
            )
        tint = QColor(tokens.chosen)
        tint.setAlphaF(0.22 if pressed else 0.1)
        if self.isFlat():
            return tint if pressed or touched else QColor(Qt.GlobalColor.transparent), None, QColor(tokens.tip)
        return tint if pressed or touched else QColor(tokens.raised), QColor(tokens.border), QColor(tokens.text)


class PrimaryButton(VerbButton):
    """The button for what most people do next: filled; Enter presses it in a dialog."""

    main = True

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAutoDefault(True)
        self.setDefault(True)
        theme().changed.connect(self.update)


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
    area = ScrollPage()
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
