"""What Qt does by itself and a child's record must not suffer: a wheel that changes answers, an undo per widget."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)
from shiboken6 import isValid

UNDO_KEYS = (QKeySequence("Ctrl+Z"),)
REDO_KEYS = (QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z"))
_CTRL = Qt.KeyboardModifier.ControlModifier
_OURS = frozenset(
    ((Qt.Key.Key_Z, _CTRL), (Qt.Key.Key_Y, _CTRL), (Qt.Key.Key_Z, _CTRL | Qt.KeyboardModifier.ShiftModifier))
)


class HandOn(QObject):
    """Hands the focus that ``page`` is given on to ``to``, which is inside it.

    With a focus proxy instead Tab would go from ``page`` straight to ``to`` and never come to what Qt has in between
    (``QApplicationPrivate::focusNextPrevChild_helper``; seen: the header of a plan was passed over, and a
    question not known yet led back to what stands before it, for ever).
    """

    def __init__(self, page: QWidget, to: QWidget) -> None:
        super().__init__(page)
        self._to = to
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the focus on."""
        if event.type() is QEvent.Type.FocusIn:
            self._to.setFocus()
            QTimer.singleShot(0, self, self._tell_again)
        return super().eventFilter(watched, event)

    def _tell_again(self) -> None:
        """A screen reader hears of ``page`` only after ``to``, because Qt is still about to tell it: set that right."""
        at = QApplication.focusWidget()
        if at is not None and (at is self._to or self._to.isAncestorOf(at)):
            QAccessible.updateAccessibility(QAccessibleEvent(at, QAccessible.Event.Focus))


class UndoFilter(QObject):
    """Sits on whatever has the focus inside ``area`` and keeps Ctrl+Z and Ctrl+Y from it, so that the actions get them.

    Text widgets claim those keys even with their own undo switched off (measured, PySide6 6.12). Following the focus
    costs nothing while pages are built, unlike a filter on every editor.
    """

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._on: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._area):
            return
        before, self._on = self._on, None
        if before is not None and isValid(before):  # the focus also moves because a widget is being destroyed
            before.removeEventFilter(self)
            before.destroyed.disconnect(self._forget)
        if new is not None and self._area.isAncestorOf(new):
            new.installEventFilter(self)
            new.destroyed.connect(self._forget)
            self._on = new

    def _forget(self) -> None:
        self._on = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the keys of undo and redo to the actions, and let no letter or digit be typed that Alt is held with."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _leads_nowhere(event):
            return True
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo_or_redo(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _leads_nowhere(event: QKeyEvent) -> bool:
    """Whether it is Alt and a letter or digit that no menu, button or section has: Qt would type it over an answer.

    With the letters that Option types on a Mac the text is another than the key.
    """
    plain, text = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.text()
    typed = len(text) == 1 and text.isascii() and text.isalnum() and ord(text.upper()) == event.key()
    return plain == Qt.KeyboardModifier.AltModifier and typed


def is_undo_or_redo(event: QKeyEvent) -> bool:
    """Whether the keys are those of undo or redo."""
    return (Qt.Key(event.key()), event.modifiers()) in _OURS


class QuietCombo(QComboBox):
    """A list to choose from that the wheel never changes, even with the focus: somebody scrolls on and sees nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._digits = ""
        self._digit_at = 0.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As Fusion paints it, with an arrow that grows with the letters: Fusion's is 8 pixels at every zoom."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        arrow = QStyle.SubControl.SC_ComboBoxArrow
        place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, arrow, self)
        option.subControls &= ~arrow
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        reach = min(self.fontMetrics().height() * 0.2, place.width() * 0.35)
        middle = QPointF(place.center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(option.palette.color(QPalette.ColorRole.ButtonText), max(1.5, reach * 0.35)))
        points = (QPointF(-reach, -reach / 2), QPointF(0, reach / 2), QPointF(reach, -reach / 2))
        painter.drawPolyline([middle + point for point in points])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Find a choice by a number in it ("8" for "Year 8"); everything else as usual."""
        typed = event.text()
        if not typed.isdigit() or self.findText(typed, Qt.MatchFlag.MatchStartsWith) >= 0:
            super().keyPressEvent(event)
            return
        now = monotonic()
        soon = (now - self._digit_at) * 1000 < QApplication.keyboardInputInterval()
        self._digits, self._digit_at = (self._digits + typed if soon else typed), now
        found = [row for row in range(self.count()) if self._digits in self.itemText(row).split()]
        if found:
            place = found[-1]
            self.setCurrentIndex(place)
            self.activated.emit(place)

    def showPopup(self) -> None:
        """Open the list, wide enough for its longest choice."""
        view = self.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + 32, 560))
        super().showPopup()


class QuietSpin(QSpinBox):
    """A whole number that the wheel never changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
