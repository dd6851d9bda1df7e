"""The columns of the preview: contents, pages and text side by side; where that is too narrow, contents or text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pepdesk.ui.parts.tab_strip import TabStrip
from pepdesk.words import tr

_WIDE = 105
"""Average letters from which on there is room for three columns."""
_LEAST_CONTENTS, _LEAST_TEXT, _LINES = 14, 18, 10


class PreviewColumns(QWidget):
    """``contents`` | ``pages`` | ``text``, or ``pages`` and one of the other two under tabs that say which."""

    def __init__(self, contents: QWidget, pages: QWidget, text: QWidget) -> None:
        super().__init__()
        self._contents, self._text = contents, text
        letters = self.fontMetrics().averageCharWidth()
        contents.setMinimumWidth(_LEAST_CONTENTS * letters)
        text.setMinimumWidth(_LEAST_TEXT * letters)
        self._which = TabStrip()
        self._which.setAccessibleName(tr("Beside the page"))
        for words in (tr("Te&xt"), tr("Co&ntents")):
            self._which.addTab(words)
        beside = QWidget()
        self._beside = QVBoxLayout(beside)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(4)
        self._beside.addWidget(self._which)
        self._beside.addWidget(text, 1)
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for widget, share in ((contents, 2), (pages, 5), (beside, 4)):
            split.addWidget(widget)
            split.setStretchFactor(split.count() - 1, share)
        split.setSizes([200, 500, 400])
        self.setMinimumHeight(self.fontMetrics().height() * _LINES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self._which.hide()
        self._which.currentChanged.connect(self._show_one)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the contents in with the text, or give them their own column again."""
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _WIDE
        if wide is not self._which.isHidden():
            if wide:
                self._split.insertWidget(0, self._contents)
                self._split.setStretchFactor(0, 2)
                self._split.setSizes([200, 500, 400])
            else:
                self._beside.addWidget(self._contents, 1)
                self._split.setSizes([500, 400])
            self._which.setHidden(wide)
            self._show_one()

    def _show_one(self) -> None:
        """The text, the contents, or both."""
        wide, contents = self._which.isHidden(), self._which.currentIndex() == 1
        self._text.setVisible(wide or not contents)
        self._contents.setVisible(wide or contents)
