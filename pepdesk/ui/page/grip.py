"""What a card is dragged by to another place among its neighbours; for mice, the keys and buttons do the same."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pepdesk.ui.parts.texts import as_tip
from pepdesk.ui.parts.theme import TARGET, theme
from pepdesk.words import tr


class Grip(QWidget):
    """``dragged(int)``, ``dropped(int)`` – the mouse with the button held is or was let go at this height on screen."""

    dragged = Signal(int)
    dropped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fit()
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setToolTip(as_tip(tr("Drag to another place")))

    def changeEvent(self, event: QEvent) -> None:
        """As large as the letters beside it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        side = max(TARGET, round(self.fontMetrics().height() * 1.3))
        self.setFixedSize(QSize(side, side))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where the mouse is."""
        self.dragged.emit(round(event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.dropped.emit(round(event.globalPosition().y()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Six dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().tokens.border))
        part = self.height() / TARGET  # of what was drawn for the least size
        for across in (-3, 3):
            for down in (-6, 0, 6):
                middle = QPointF(self.width() / 2 + across * part, self.height() / 2 + down * part)
                painter.drawEllipse(middle, 1.8 * part, 1.8 * part)
        painter.end()


class DropLine(QWidget):
    """Where a card would come to stand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, y: int) -> None:
        """Across the parent at this height."""
        around = self.parentWidget()
        if around is not None:
            self.setGeometry(0, y - 2, around.width(), 4)
            self.show()
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A thick line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().tokens.chosen))
        painter.end()
