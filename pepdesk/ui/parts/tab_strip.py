"""A strip of tabs with a bar under the chosen one: in dark colours Fusion hardly marks it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from pepdesk.ui.parts.texts import BAR
from pepdesk.ui.parts.theme import theme


class TabStrip(QTabBar):
    """Tabs without the line that Fusion draws below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setDrawBase(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tabs, and the bar."""
        super().paintEvent(event)
        place = self.tabRect(self.currentIndex())
        painter = QPainter(self)
        painter.fillRect(
            place.left() + 2, place.bottom() - BAR + 1, place.width() - 4, BAR, QColor(theme().tokens.chosen)
        )
        painter.end()
