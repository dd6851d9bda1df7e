"""A ring of 3 pixels round whatever has the focus: Fusion's own change of colour is only 2.4:1 (measured).

``QFocusFrame`` was tried: it is cut off by the editor's own small parent. This ring lies on the whole page.
"""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTabBar, QWidget
from shiboken6 import isValid

from pepdesk.ui.parts.frame_over import Frame, FrameOver
from pepdesk.ui.parts.theme import theme

WIDTH = 3
_GAP = 2


class _Ring(Frame):
    """The ring, outside what has room beside it; round a filled button with a gap, for the two may be of one colour."""

    _gap = False

    def place(self, target: QWidget, sheet: QWidget) -> QRect:
        """Round ``target``."""
        self._gap = bool(getattr(target, "main", False))
        out = 0 if isinstance(target, QAbstractItemView | QTabBar) else WIDTH
        return super().place(target, sheet).adjusted(-out, -out, out, out)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line in the colour of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().tokens.focus), WIDTH))
        inset = WIDTH // 2 + 1
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), 3, 3)
        if self._gap:
            painter.setPen(QPen(QColor(theme().tokens.window), _GAP))
            inset += WIDTH // 2 + 1
            painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), 2, 2)
        painter.end()


class FocusRing(FrameOver):
    """Moves the ring along with the focus inside ``area``."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area, _Ring)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isValid(self._area):
            self.lay_over(new if new is not None and self._area.isAncestorOf(new) else None)
