"""Pages one on top of the other, of which one is seen.

``QStackedWidget`` forbids and allows every widget of every page its updates at each turn, and has the focus wander
outside before it comes to the page: 3 of the 12 ms a turn took on a plan of 6,700 widgets (measured with
``tests/bench/window.py``).
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Deck(QWidget):
    """``turned()`` – another page is on top."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._top: QWidget | None = None

    @property
    def top(self) -> QWidget | None:
        """The page that is seen; None before the first."""
        return self._top

    def add_page(self, page: QWidget) -> None:
        """Take a page in; it is not seen yet."""
        page.setParent(self)
        page.hide()

    def turn_to(self, page: QWidget) -> None:
        """Show one of the pages. The focus goes along, to where it was on that page last."""
        before, focus = self._top, self.window().focusWidget()
        if page is before:
            return
        self._top = page
        page.setGeometry(self.rect())
        page.raise_()
        page.show()
        if before is not None:
            if focus is not None and before.isAncestorOf(focus):
                (page.focusWidget() or page).setFocus()
            before.hide()
        self.turned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page that is seen is as large as there is room."""
        super().resizeEvent(event)
        if self._top is not None:
            self._top.setGeometry(self.rect())

    def minimumSizeHint(self) -> QSize:
        """What the page that is seen needs."""
        return self._top.minimumSizeHint() if self._top is not None else super().minimumSizeHint()
