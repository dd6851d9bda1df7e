"""The frame round a question in which sought words were found; it takes neither clicks nor the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from pepdesk.ui.parts.frame_over import Frame
from pepdesk.ui.parts.theme import theme


class FoundMark(Frame):
    """As large as the question."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dashed line: the ring of the focus is solid."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme().tokens.chosen), 2, Qt.PenStyle.DashLine))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
