"""Several pages of which one is shown: as large as that one wants to be, not as the largest of them.

``QStackedWidget`` takes the height of the highest page: a short one would be scrolled for the sake of one nobody sees.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class OnePage(QWidget):
    """The pages; the first one added is shown first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[QWidget] = []
        self._at = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def add_page(self, page: QWidget) -> None:
        """One more page, behind the others."""
        self._pages.append(page)
        self._layout.addWidget(page)
        page.setVisible(len(self._pages) - 1 == self._at)

    @property
    def at(self) -> int:
        """Which page is shown, from 0."""
        return self._at

    @property
    def page(self) -> QWidget:
        """The page on show."""
        return self._pages[self._at]

    def turn_to(self, number: int) -> None:
        """Show another page, counted from 0."""
        self._at = number
        for at, page in enumerate(self._pages):
            if at != number:
                page.hide()
        self.page.show()
