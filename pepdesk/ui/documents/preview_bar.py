"""The row below a previewed page: which page, and how large."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pepdesk.ui.parts.filters import QuietSpin
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.texts import PlainLabel
from pepdesk.words import tr


class PreviewBar(QWidget):
    """``page_wanted(int)`` from 0; ``zoom_wanted(int)``: 1 larger, -1 smaller, 0 as wide as there is room."""

    page_wanted = Signal(int)
    zoom_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._number = QuietSpin()
        self._number.setAccessibleName(tr("Page"))
        self._number.setMinimum(1)
        self._number.setKeyboardTracking(False)
        self._of = PlainLabel("", self)
        self._of.setWordWrap(False)
        self._before = button("‹", self._go_before, tr("The page before (Page up)"))
        self._next = button("›", self._go_on, tr("The next page (Page down)"))
        self._before.setAccessibleName(tr("Page before"))
        self._next.setAccessibleName(tr("Next page"))
        smaller = button("−", self._smaller, tr("Smaller (Ctrl+−)"))
        larger = button("+", self._larger, tr("Larger (Ctrl++)"))
        smaller.setAccessibleName(tr("Smaller"))
        larger.setAccessibleName(tr("Larger"))
        for sign in (self._before, self._next, smaller, larger):
            sign.setFixedWidth(max(self.fontMetrics().height() * 2, 44))  # no wider than its sign needs
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._before, self._number, self._of, self._next):
            layout.addWidget(widget)
        layout.addStretch(1)
        for widget in (smaller, larger, button(tr("&Fit"), self._fit, tr("As wide as there is room (Ctrl+0)"))):
            layout.addWidget(widget)
        self._number.valueChanged.connect(self._ask)
        self.set_pages(1)

    def set_pages(self, count: int) -> None:
        """Begin at the first of so many pages."""
        self._number.setMaximum(max(count, 1))
        self._of.say(tr("of {count}", count=count))
        self.show_page(0)

    def show_page(self, page: int) -> None:
        """Say which page (from 0) is on show."""
        self._number.blockSignals(True)
        self._number.setValue(page + 1)
        self._number.blockSignals(False)
        self._before.setEnabled(page > 0)
        self._next.setEnabled(page + 1 < self._number.maximum())

    def _ask(self, number: int) -> None:
        self.page_wanted.emit(number - 1)

    def _go_before(self) -> None:
        self._ask(self._number.value() - 1)

    def _go_on(self) -> None:
        self._ask(self._number.value() + 1)

    def _smaller(self) -> None:
        self.zoom_wanted.emit(-1)

    def _larger(self) -> None:
        self.zoom_wanted.emit(1)

    def _fit(self) -> None:
        self.zoom_wanted.emit(0)
