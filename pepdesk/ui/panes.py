"""How contents, page and list of problems share the window: side by side, or problems below where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

ROOM_BESIDE = 160
"""A window this many letters wide has room for the list of problems beside the page."""
CONTENTS, PROBLEMS = 40, 42
"""How many letters wide the two lists are to begin with."""


class Panes(QSplitter):
    """The three parts of a plan; the person may drag their borders."""

    def __init__(self, contents: QWidget, page: QWidget, problems: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._contents, self._page, self._problems = contents, page, problems
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._beside = QSplitter(Qt.Orientation.Vertical, self)
        self._beside.setChildrenCollapsible(False)
        self._beside.addWidget(page)
        self._beside.setStretchFactor(0, 1)
        for part in (contents, self._beside, problems):
            self.addWidget(part)
        self.setStretchFactor(1, 1)
        problems.hide()

    def after(self, now: QWidget | None) -> QWidget:
        """The part that follows the one in which ``now`` is, round and round; the first when it is in none."""
        parts = [self._contents, self._page, *([self._problems] if self._problems.isVisible() else [])]
        at = next((i for i, part in enumerate(parts) if now and (part is now or part.isAncestorOf(now))), -1)
        return parts[(at + 1) % len(parts)]

    def fit(self) -> None:
        """Share the width anew: at the start and after a zoom."""
        letter = self.fontMetrics().averageCharWidth()
        self._contents.setMinimumWidth(letter * 20)
        self._contents.setMaximumWidth(letter * 60)
        self._problems.setMinimumWidth(letter * 28)
        self._place_problems()
        left, right = min(letter * CONTENTS, self.width() // 4), letter * PROBLEMS
        self.setSizes([left, max(self.width() - left - right, letter), right])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width the first time there is one; later only find room for the problems."""
        super().resizeEvent(event)
        if event.oldSize().width() <= 0:
            self.fit()
        else:
            self._place_problems()

    def _place_problems(self) -> None:
        wide = self.width() >= ROOM_BESIDE * self.fontMetrics().averageCharWidth()
        splitter = self if wide else self._beside
        if self._problems.parentWidget() is not splitter:
            hidden = self._problems.isHidden()
            splitter.addWidget(self._problems)
            self._problems.setHidden(hidden)
