"""What scrolls: the plain page, and its bars in the program's colours with an edge of at least 3:1.

Fusion blends gradients over the whole bar whenever a part of it shows: 1.2 to 3 ms for one of 576 pixels, of the 16
that a change of page may take (measured with ``tests/bench/window.py``); this one takes less than 0.1.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QStyle, QStyleOptionSlider, QWidget

from pepdesk.ui.parts.theme import theme

_INNER, _OUTER = 3, 5
"""Beside the slide, towards what scrolls and away from it: there lies the ring of a list that has the focus."""
_WIDE = 16
_PART = QStyle.SubControl


class ScrollBar(QScrollBar):
    """An upright or lying bar; how it is used is Qt's own."""

    def __init__(self, way: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(way, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """As long as Qt has it, and wide enough for slide and ring."""
        hint, upright = super().sizeHint(), self.orientation() is Qt.Orientation.Vertical
        return (
            QSize(max(_WIDE, hint.width()), hint.height())
            if upright
            else QSize(hint.width(), max(_WIDE, hint.height()))
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, slide and two arrows."""
        option, tokens = QStyleOptionSlider(), theme().tokens
        self.initStyleOption(option)
        held = self.isSliderDown() or self.underMouse()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.window))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.setBrush(QColor(tokens.border if held else tokens.raised))
        slide = QRectF(self._place(option, _PART.SC_ScrollBarSlider)).adjusted(_INNER, _INNER, -_OUTER, -_OUTER)
        round_ = min(slide.width(), slide.height()) / 2
        painter.drawRoundedRect(slide, round_, round_)
        painter.setPen(QPen(QColor(tokens.border), 1.5))
        self._draw_arrow(painter, self._place(option, _PART.SC_ScrollBarSubLine), -1)
        self._draw_arrow(painter, self._place(option, _PART.SC_ScrollBarAddLine), 1)
        painter.end()

    def _place(self, option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
        return self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self)

    def _draw_arrow(self, painter: QPainter, place: QRect, way: int) -> None:
        middle = QRectF(place).center()
        reach = min(place.width(), place.height()) * 0.22
        points = [(-reach, -reach * way / 2), (0.0, reach * way / 2), (reach, -reach * way / 2)]
        if self.orientation() is Qt.Orientation.Horizontal:
            points = [(y, x) for x, y in points]
        painter.drawPolyline([middle + QPointF(x, y) for x, y in points])


def with_plain_bars(area: QAbstractScrollArea) -> None:
    """Give ``area`` such bars in place of its own."""
    area.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical, area))
    area.setHorizontalScrollBar(ScrollBar(Qt.Orientation.Horizontal, area))


class ScrollPage(QScrollArea):
    """A page as wide as there is room, which scrolls when it is higher. It has no frame, and Tab passes it over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with_plain_bars(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
