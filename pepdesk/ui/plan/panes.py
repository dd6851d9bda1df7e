"""How contents, page and what is beside it share the window; what is beside goes below where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from pepdesk.ui.plan.side import Side

ROOM_BESIDE = 160
"""A window this many letters wide has room for problems, comments and last term beside the page."""
CONTENTS, SIDE = 40, 42
"""How many letters wide the two edges are to begin with."""


class Panes(QSplitter):
    """The three parts of a plan; the person may drag their borders.

    ``shared(int, int)`` – they did: contents and side are so many letters wide now.
    """

    shared = Signal(int, int)

    def __init__(self, contents: QWidget, page: QWidget, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self.letters = (CONTENTS, SIDE)
        self._contents, self._page, self._side = contents, page, side
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._beside = QSplitter(Qt.Orientation.Vertical, self)
        self._beside.setChildrenCollapsible(False)
        self._beside.addWidget(page)
        self._beside.setStretchFactor(0, 1)
        for part in (contents, self._beside, side):
            self.addWidget(part)
        self.setStretchFactor(1, 1)
        side.came.connect(self._share_height)
        self.splitterMoved.connect(self._note)

    def after(self, now: QWidget | None) -> QWidget:
        """The part that follows the one in which ``now`` is, round and round; the first when it is in none."""
        parts = [self._contents, self._page, *(pane for pane in self._side.panes if pane.isVisible())]
        at = next((i for i, part in enumerate(parts) if now and (part is now or part.isAncestorOf(now))), -1)
        return parts[(at + 1) % len(parts)]

    def fit(self) -> None:
        """Share the width anew: at the start and after a zoom."""
        letter = self.fontMetrics().averageCharWidth()
        self._contents.setMinimumWidth(letter * 20)
        self._contents.setMaximumWidth(letter * 60)
        self._side.setMinimumWidth(letter * 28)
        self._place_side()
        contents, beside = self.letters
        part = 4 if contents == CONTENTS else 2  # who wants it wider gets it wider
        left, right = min(letter * contents, self.width() // part), letter * beside
        self.setSizes([left, max(self.width() - left - right, letter), right])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width the first time there is one; later only find room for the side."""
        super().resizeEvent(event)
        if event.oldSize().width() <= 0:
            self.fit()
        else:
            self._place_side()

    @property
    def is_wide(self) -> bool:
        """Whether there is room for something beside the page."""
        return self.width() >= ROOM_BESIDE * self.fontMetrics().averageCharWidth()

    def share(self, contents: int, side: int) -> None:
        """Make the two edges so many letters wide, now and after every zoom."""
        self.letters = (contents, side)
        self.fit()

    def _note(self, _at: int, _border: int) -> None:
        letter, sizes = self.fontMetrics().averageCharWidth(), self.sizes()
        beside = self._side.parentWidget() is self and self._side.isVisible()
        self.letters = (round(sizes[0] / letter), round(sizes[-1] / letter) if beside else self.letters[1])
        self.shared.emit(*self.letters)

    def _share_height(self) -> None:
        """Under the page the side gets half of the height at most: the page is what people came for."""
        if self._side.parentWidget() is self._beside:
            half = self.height() // 2
            self._beside.setSizes([self.height() - half, half])

    def _place_side(self) -> None:
        wide = self.is_wide
        splitter = self if wide else self._beside
        if self._side.parentWidget() is not splitter:
            hidden = self._side.isHidden()
            splitter.addWidget(self._side)
            self._side.setHidden(hidden)
            self._side.setOrientation(Qt.Orientation.Vertical if wide else Qt.Orientation.Horizontal)
            self._share_height()
