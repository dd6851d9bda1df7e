"""A ring of 3 pixels round whatever has the focus: Fusion's own change of colour is only 2.4:1 (measured)."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFocusFrame, QTabBar, QWidget

from pepdesk.ui.theme import theme

WIDTH = 3


class _Ring(QFocusFrame):
    """The ring."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line in the colour of the focus."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme().tokens.focus), WIDTH))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()


class FocusRing(QObject):
    """Moves the ring along with the focus inside ``area``."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._ring: _Ring | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._area.isAncestorOf(new) or isinstance(new, QAbstractItemView | QTabBar):
            if self._ring is not None:
                self._ring.setWidget(None)  # type: ignore[arg-type]
            return
        if self._ring is None:
            self._ring = _Ring(self._area)
        self._ring.setWidget(new)
