"""A ring of 3 pixels round whatever has the focus: Fusion's own change of colour is only 2.4:1 (measured).

``QFocusFrame`` was tried: it is cut off by the editor's own small parent. This ring lies on the whole page.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QTabBar, QWidget
from shiboken6 import isValid

from pepdesk.ui.parts.theme import theme

WIDTH = 3
_MOVES = frozenset(
    (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)
)


class _Ring(QWidget):
    """The ring; clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line in the colour of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().tokens.focus), WIDTH))
        inset = WIDTH // 2 + 1
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), 3, 3)
        painter.end()


class FocusRing(QObject):
    """Moves the ring along with the focus inside ``area``."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._ring = _Ring(area)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever moves or resizes between the target and the page moves the ring."""
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._area):
            return
        for watched in self._watched:
            if isValid(watched):  # the focus also moves because a widget is being destroyed
                watched.removeEventFilter(self)
                watched.destroyed.disconnect(self._drop)
        self._watched.clear()
        if not isValid(self._ring):  # it went with the page it lay on
            self._ring = _Ring(self._area)
        self._target = new if new is not None and self._area.isAncestorOf(new) else None
        if self._target is None:
            self._ring.hide()
            return
        sheet = _sheet(self._target, self._area)
        if self._ring.parentWidget() is not sheet:
            self._ring.setParent(sheet)
        widget: QWidget | None = self._target
        while widget is not None and widget is not sheet:
            widget.installEventFilter(self)
            widget.destroyed.connect(self._drop)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _drop(self) -> None:
        """Something under the ring is going: let go before it is gone."""
        self._watched.clear()
        self._target = None
        if isValid(self._ring):
            self._ring.hide()

    def _place(self) -> None:
        target = self._target
        if not isValid(self._ring):
            return
        sheet = self._ring.parentWidget()
        if target is None or sheet is None or not target.isVisibleTo(sheet):
            self._ring.hide()
            return
        out = 0 if isinstance(target, QAbstractItemView | QTabBar) else WIDTH
        corner = target.mapTo(sheet, QPoint(0, 0))
        self._ring.setGeometry(QRect(corner, target.size()).adjusted(-out, -out, out, out))
        self._ring.raise_()
        self._ring.show()


def _sheet(target: QWidget, area: QWidget) -> QWidget:
    """What the ring lies on: the page that scrolls with the target, or the whole area."""
    widget = target.parentWidget()
    while widget is not None and widget is not area:
        if isinstance(widget, QScrollArea) and (page := widget.widget()) is not None:
            return page
        widget = widget.parentWidget()
    return area
