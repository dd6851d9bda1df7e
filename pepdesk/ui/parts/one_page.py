"""Several pages of which one is shown: as large as that one wants to be, not as the largest of them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class OnePage(QStackedWidget):
    """The pages. Without this a short page would be scrolled for the sake of a long one that nobody sees."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self._changed)

    def sizeHint(self) -> QSize:
        """That of the page on show."""
        page = self.currentWidget()
        return page.sizeHint() if page is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """That of the page on show."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """As the page on show has it."""
        page = self.currentWidget()
        return page is not None and page.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """That of the page on show."""
        page = self.currentWidget()
        return page.heightForWidth(width) if page is not None else -1

    def _changed(self, _index: int) -> None:
        self.updateGeometry()
