"""The frame round a question in which sought words were found; it takes neither clicks nor the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pepdesk.ui.parts.theme import theme


class FoundMark(QWidget):
    """Lies over ``place`` and is as large as it."""

    def __init__(self, place: QWidget) -> None:
        super().__init__(place)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        place.installEventFilter(self)
        self.resize(place.size())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the question."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dashed line: the ring of the focus is solid."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme().tokens.chosen), 2, Qt.PenStyle.DashLine))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
