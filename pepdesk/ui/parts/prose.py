"""A column of running text and questions, never wider than is easy to read; and the card groups stand on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from pepdesk.ui.parts.theme import prose_width, theme

GAP = 20
"""Between questions, pixels; everything keeps to multiples of 4."""
MARGIN = 32
"""At the left and right of a page, pixels."""


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
        self.keep_narrow()

    def event(self, event: QEvent) -> bool:
        """What stands in the column may need another width now: look again once that is reckoned."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.keep_narrow()
        return done

    def changeEvent(self, event: QEvent) -> None:
        """Keep as many characters to a line after a zoom."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.keep_narrow()

    def keep_narrow(self) -> None:
        """Leave free what is wider than prose should be, or than can be seen beside a wide table."""
        seen = self._in_sight()
        width = min(prose_width(self.fontMetrics().averageCharWidth()), seen)
        margin = self.column.contentsMargins().right()
        needed = self.column.minimumSize().width() - margin  # more than there is would widen the page without end
        # Of what can be seen, not of what there is: the margin counts towards the least width, and would keep the page
        # as wide as it once was.
        spare = max(0, min(self.width(), seen) - max(width, needed))
        if margin != spare:
            self.column.setContentsMargins(0, 0, spare, 0)

    def _in_sight(self) -> int:
        """How wide the part of the page is that can be seen without scrolling sideways."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        content = page.widget() if page is not None else None
        if page is None or content is None:
            return self.width()
        return page.viewport().width() - self.mapTo(content, QPoint(0, 0)).x() - MARGIN


def room_for(widget: QWidget) -> int:
    """How wide ``widget`` may be before its page scrolls sideways, pixels; 0 where it stands on no page that scrolls.

    Reckoned from the page's own width and the margins on the way, so it holds before anything is laid out, and is the
    same whether or not the page needs its upright scroll bar.
    """
    margins, parent = 0, widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        if (layout := parent.layout()) is not None:
            margins += 2 * layout.contentsMargins().left()
        parent = parent.parentWidget()
    return max(parent.width() - parent.verticalScrollBar().sizeHint().width() - margins, 0) if parent else 0


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
