"""Large letters for a child's full screen, and its buttons: words, or a face with words under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QWidget

from pepdesk.export.faces import EYE, EYES, MOUTHS, STROKE, Curve
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.ui.parts.theme import theme

if TYPE_CHECKING:
    from pepdesk.export.blocks import Face

QUESTION: Final = 28.0
"""Points of the question at the usual zoom."""
WORDS: Final = 20.0
_ARROWS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
HINT: Final = 17.0
SMALL: Final = 15.0
_LEAST, _MOST = 0.9, 1.4
"""The zoom works between these: at twice the size a question alone would fill a small screen."""


def sized(widget: QWidget, points: float, *, bold: bool = False) -> None:
    """Set the widget in letters of ``points`` at the usual zoom."""
    font = QFont(widget.font())
    font.setPointSizeF(points * min(max(theme().zoom / 100, _LEAST), _MOST))
    font.setBold(bold)
    widget.setFont(font)


class BigLabel(PlainLabel):
    """Text in large letters that follows the zoom."""

    def __init__(self, points: float, *, bold: bool = False) -> None:
        super().__init__()
        self._points, self._bold = points, bold
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.fit()

    def fit(self) -> None:
        """Follow the zoom."""
        sized(self, self._points, bold=self._bold)


class BigButton(QPushButton):
    """A button in large letters, with room around its words. ``main``: the one that most children press next."""

    def __init__(self, words: str, *, points: float = WORDS, main: bool = False) -> None:
        super().__init__(words)
        self._points, self._main = points, main
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.fit()

    def fit(self) -> None:
        """Follow the zoom."""
        sized(self, self._points, bold=self._main)
        self.setMinimumSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """The words and half their height on each side."""
        metrics = self.fontMetrics()
        words = metrics.size(int(Qt.TextFlag.TextShowMnemonic), self.text())
        return words + QSize(metrics.height() * 3 // 2, metrics.height() * (3 if self.isCheckable() else 2) // 2)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows are for whoever knows how the answers stand."""
        if self.isCheckable() and event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come into sight."""
        super().focusInEvent(event)
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(self, 12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain rounded key; filled where it is chosen or the main one, with a ring where the focus is."""
        painter = QPainter(self)
        ink = self.paint_key(painter, filled=self.isChecked() or self._main)
        painter.setPen(ink)
        painter.setFont(self.font())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic), self.text())

    def paint_key(self, painter: QPainter, *, filled: bool) -> QColor:
        """Draw the key; gives the colour to write on it with."""
        tokens = theme().tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = (tokens.chosen, tokens.on_chosen) if filled else (tokens.raised, tokens.text)
        line = 4 if self.hasFocus() else 2
        painter.setPen(QPen(QColor(tokens.focus if self.hasFocus() else tokens.border), line))
        painter.setBrush(QColor(ground))
        inside = QRectF(self.rect()).adjusted(line, line, -line, -line)
        painter.drawRoundedRect(inside, 14, 14)
        if self.hasFocus():  # a second line of the ground's other colour: seen on a filled key too
            painter.setPen(QPen(QColor(ink), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside.adjusted(5, 5, -5, -5), 10, 10)
        return QColor(ink) if self.isEnabled() else QColor(tokens.muted)


class FaceButton(BigButton):
    """A face with its words under it."""

    def __init__(self, words: str, face: Face) -> None:
        self._face = face
        super().__init__(words)

    def sizeHint(self) -> QSize:
        """A face three lines high, and its words."""
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text()) + metrics.height()
        return QSize(max(words, metrics.height() * 4), metrics.height() * 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The key, the face, the words."""
        painter = QPainter(self)
        ink = self.paint_key(painter, filled=self.isChecked())
        high = QFontMetricsF(self.font()).height()
        middle = QPointF(self.width() / 2, (self.height() - high * 1.5) / 2 + 4)
        draw_face(painter, self._face, middle, middle.y() - 12)
        painter.setPen(ink)
        painter.setFont(self.font())
        line = QRectF(0, self.height() - high * 1.6, self.width(), high * 1.3)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), self.text())


def draw_face(painter: QPainter, face: Face, middle: QPointF, radius: float) -> None:
    """Draw a face round ``middle`` in the theme's colours."""
    tokens = theme().tokens
    pen = QPen(QColor(tokens.face_ink), radius * STROKE * 1.3)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.save()
    painter.translate(middle)
    painter.setPen(pen)
    painter.setBrush(QColor(tokens.face))
    painter.drawEllipse(QPointF(0, 0), radius, radius)
    painter.setBrush(QColor(tokens.face_ink))
    for x, y in EYES:
        painter.drawEllipse(QPointF(x * radius, -y * radius), EYE * radius, EYE * radius * 1.25)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for curve in MOUTHS[face]:
        painter.drawPath(_path(curve, radius))
    painter.restore()


def _path(curve: Curve, radius: float) -> QPainterPath:
    start, first, second, end = (QPointF(x * radius, -y * radius) for x, y in curve)
    path = QPainterPath(start)
    path.cubicTo(first, second, end)
    return path


class FacePicture(QWidget):
    """A face to look at, on the first and the last page."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fit()

    def fit(self) -> None:
        """Follow the zoom, and leave room for the words on a small screen."""
        sized(self, QUESTION)
        self.setFixedHeight(min(self.fontMetrics().height() * 4, self.screen().geometry().height() // 6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face, at the left where reading begins."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.height() / 2 - 6
        draw_face(painter, self._face, QPointF(radius + 8, self.height() / 2), radius)


class Dots(QWidget):
    """How far it is, as dots; what they say stands in words beside them."""

    def __init__(self) -> None:
        super().__init__()
        self._at, self._of = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_at(self, at: int, of: int) -> None:
        """Fill ``at`` of ``of`` dots."""
        self._at, self._of = at, of
        self.update()

    def sizeHint(self) -> QSize:
        """One line high; as many dots as fit."""
        return QSize(120, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dots, the last filled one a little larger."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        step = min(self.width() / max(self._of, 1), 22.0)
        for number in range(self._of):
            done = number < self._at
            radius = step * (0.36 if number == self._at - 1 else 0.26)
            painter.setPen(QPen(QColor(tokens.chosen if done else tokens.border), 1.5))
            painter.setBrush(QColor(tokens.chosen) if done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(step * (number + 0.5), self.height() / 2), radius, radius)
