"""A sheet to draw one's mark on, with mouse, pen or finger. By keyboard the name is typed instead (``marks_form``)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pepdesk.words import tr

_DOTS: Final = QSize(720, 240)
"""The picture that goes into the document: 300 dots an inch at the size in which it is printed."""
_PEN: Final = 6.0
_ROOM: Final = 12


class MarkPad(QWidget):
    """``changed()`` – something was drawn or wiped."""

    changed = Signal()

    def __init__(self, whose: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[QPointF]] = []
        self.setAccessibleName(tr("Mark of the {whose}", whose=whose))
        self.setAccessibleDescription(tr("Drawn with mouse, pen or finger. By keyboard, type the name instead."))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn."""
        return not any(len(stroke) > 1 for stroke in self._strokes)

    def sizeHint(self) -> QSize:
        """About seven lines high and three times as wide, at every zoom."""
        high = self.fontMetrics().height() * 6
        return QSize(high * 3, high)

    def wipe(self) -> None:
        """Begin anew."""
        self._strokes = []
        self.update()
        self.changed.emit()

    def picture(self) -> bytes:
        """What was drawn as a PNG, black on white, as large as it fits; empty bytes for nothing."""
        if self.is_empty:
            return b""
        points = [point for stroke in self._strokes for point in stroke]
        left, top = min(p.x() for p in points), min(p.y() for p in points)
        wide, high = max(p.x() for p in points) - left, max(p.y() for p in points) - top
        scale = min((_DOTS.width() - 2 * _ROOM) / max(wide, 1.0), (_DOTS.height() - 2 * _ROOM) / max(high, 1.0))
        scale = min(scale, _DOTS.height() / max(self.height(), 1))  # a small mark stays small
        image = QImage(_DOTS, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_ROOM - left * scale, (_DOTS.height() - high * scale) / 2 - top * scale)
        painter.scale(scale, scale)
        self._draw(painter, QPen(Qt.GlobalColor.black, _PEN / scale))
        painter.end()
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, PySide 6.11 refuses them
        return bytes(held.data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A new line begins."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._strokes.append([event.position()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line goes on, within the sheet."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._strokes:
            point = event.position()
            inside = QPointF(min(max(point.x(), 0), self.width()), min(max(point.y(), 0), self.height()))
            self._strokes[-1].append(inside)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The line ends; a click alone is a dot."""
        if event.button() is Qt.MouseButton.LeftButton and self._strokes:
            self._strokes[-1].append(event.position() + QPointF(0.5, 0.5))
            self.update()
            self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet, its edge, a line to write on, and what was drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        low = self.height() * 0.75
        painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(_ROOM, low), QPointF(self.width() - _ROOM, low))
        self._draw(painter, QPen(palette.color(QPalette.ColorRole.Text), _PEN / 2))

    def _draw(self, painter: QPainter, pen: QPen) -> None:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            painter.drawPolyline(stroke)
