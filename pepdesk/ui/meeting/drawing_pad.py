"""A sheet to draw on, with mouse, pen or finger, in a few colours. What is drawn becomes a picture (PNG)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

SHEET: Final = QSize(1200, 750)
"""The picture, in dots: sharp on a third of a printed page, and about 50 kB."""
COLOURS: Final = (
    (tr("Black"), "#1A1D21"),
    (tr("Red"), "#C62828"),
    (tr("Orange"), "#E66A00"),
    (tr("Yellow"), "#F2B705"),
    (tr("Green"), "#2E7D32"),
    (tr("Blue"), "#1456B8"),
    (tr("Purple"), "#7B1FA2"),
    (tr("Brown"), "#6D4C41"),
)
"""Pens: name and colour. The sheet is white in every theme, as the picture will be."""
_PEN: Final = 9.0
_EDGES: Final = 4  # the two lines of the edge, pixels


@dataclass(slots=True)
class Stroke:
    """One line: its colour and its points, in dots of the sheet."""

    colour: str
    points: list[QPointF] = field(default_factory=list)


class DrawingPad(QWidget):
    """``drawn()`` – a line was finished, or taken back."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[Stroke] = []
        self._before = QImage()
        self._now: Stroke | None = None
        self.colour = COLOURS[0][1]
        self.setAccessibleName(tr("Sheet to draw on"))
        self.setAccessibleDescription(tr("Drawn with mouse, pen or finger. You can skip this one."))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn, now or before."""
        return not self._strokes and self._before.isNull()

    def start_from(self, picture: bytes) -> None:
        """Go on with an earlier drawing; empty bytes begin anew."""
        self._strokes, self._now = [], None
        self._before = QImage.fromData(picture) if picture else QImage()
        self.update()

    def take_back(self) -> None:
        """Take the last line back."""
        if self._strokes:
            self._strokes.pop()
            self.update()
            self.drawn.emit()

    def wipe(self) -> None:
        """Begin anew."""
        self._strokes, self._before = [], QImage()
        self.update()
        self.drawn.emit()

    def finish(self) -> bool:
        """End a line that is under way, because the sheet goes; whether there was one."""
        stroke, self._now = self._now, None
        return stroke is not None

    def picture(self) -> bytes:
        """The drawing as a PNG on white; empty bytes for nothing."""
        if self.is_empty:
            return b""
        image = QImage(SHEET, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self._draw(painter)
        painter.end()
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, PySide 6.11 refuses them
        return bytes(held.data())

    def sizeHint(self) -> QSize:
        """Less than half the sheet; it grows to what room there is."""
        return SHEET * 0.4

    def minimumSizeHint(self) -> QSize:
        """Large enough to draw on."""
        return SHEET / 3

    def resizeEvent(self, event: QResizeEvent) -> None:
        """No wider than the sheet in it: the pens stand beside the sheet."""
        super().resizeEvent(event)
        wide = round((self.height() - _EDGES) * SHEET.width() / SHEET.height()) + _EDGES
        self.setMaximumWidth(max(wide, self.minimumSizeHint().width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A new line begins."""
        if event.button() is Qt.MouseButton.LeftButton and self._sheet().contains(event.position()):
            self._now = Stroke(self.colour, [self._on_sheet(event.position())])
            self._strokes.append(self._now)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line goes on."""
        if self._now is not None:
            self._now.points.append(self._on_sheet(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The line ends; a click alone is a dot."""
        if self.finish():
            self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The white sheet with its edge, and what was drawn."""
        painter = QPainter(self)
        sheet = self._sheet()
        painter.setPen(QPen(QColor(theme().tokens.border), 2))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(sheet)
        painter.setClipRect(sheet)
        painter.translate(sheet.topLeft())
        painter.scale(sheet.width() / SHEET.width(), sheet.height() / SHEET.height())
        self._draw(painter)

    def _sheet(self) -> QRectF:
        """Where the sheet stands in the widget, in the picture's shape."""
        size = SHEET.scaled(self.size() - QSize(_EDGES, _EDGES), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(2, 2, size.width(), size.height())  # at the left, where everything else begins

    def _on_sheet(self, point: QPointF) -> QPointF:
        sheet = self._sheet()
        x = (point.x() - sheet.left()) * SHEET.width() / sheet.width()
        y = (point.y() - sheet.top()) * SHEET.height() / sheet.height()
        return QPointF(min(max(x, 0), SHEET.width()), min(max(y, 0), SHEET.height()))

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._before.isNull():
            painter.drawImage(QRectF(0, 0, SHEET.width(), SHEET.height()), self._before)
        for stroke in self._strokes:
            pen = QPen(QColor(stroke.colour), _PEN)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline([*stroke.points, stroke.points[-1] + QPointF(0.5, 0.5)])
