"""A column of running text and questions, never wider than is easy to read; and the card groups stand on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pepdesk.ui.theme import prose_width, theme

GAP = 20
"""Between questions, pixels; everything keeps to multiples of 4."""


class ProseColumn(QWidget):
    """A widget whose layout ``column`` leaves free what is wider than about 75 characters."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column narrow."""
        super().resizeEvent(event)
        self._keep_narrow()

    def changeEvent(self, event: QEvent) -> None:
        """Keep as many characters to a line after a zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._keep_narrow()

    def _keep_narrow(self) -> None:
        spare = max(0, self.width() - prose_width(self.fontMetrics().averageCharWidth()))
        if self.column.contentsMargins().right() != spare:
            self.column.setContentsMargins(0, 0, spare, 0)


class Card(QWidget):
    """A raised sheet with a thin edge."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 16, 24, 24)
        self.column.setSpacing(GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The sheet."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
