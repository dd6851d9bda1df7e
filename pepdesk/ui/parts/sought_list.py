"""A list that a box above it narrows: words typed there leave what has them all, Up and Down move while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.theme import TARGET

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QWidget

_NAMED = Qt.ItemDataRole.UserRole
_SOUGHT = Qt.ItemDataRole.UserRole + 1
_OF_LINE = 1.4


def plain(text: str) -> str:
    """``text`` as it is compared: no capitals, and one kind of apostrophe however it was typed."""
    return text.casefold().replace("’", "'")


class SoughtList(QListWidget):
    """The list below ``edit``; ``narrow`` it when the words change."""

    def __init__(self, edit: QLineEdit, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with_plain_bars(self)
        self.setAccessibleName(name)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._high = QSize(0, max(TARGET, round(self.fontMetrics().height() * _OF_LINE)))
        edit.installEventFilter(self)

    def add(self, shown: str, more: str, named: object) -> None:
        """A line: what it shows, ``more`` words it is found by, and what it stands for."""
        item = QListWidgetItem(shown, self)
        item.setSizeHint(self._high)
        item.setData(_NAMED, named)
        item.setData(_SOUGHT, plain(f"{shown} {more}"))

    def narrow(self, text: str) -> bool:
        """Leave what has every word, and mark the first that shows them all; False when nothing is left."""
        words = plain(text).split()
        first: QListWidgetItem | None = None
        second: QListWidgetItem | None = None
        for row in range(self.count()):
            item = self.item(row)
            fits = all(word in item.data(_SOUGHT) for word in words)
            item.setHidden(not fits)
            if fits and first is None and all(word in plain(item.text()) for word in words):
                first = item
            second = item if fits and second is None else second
        found = first or second
        self.setCurrentRow(self.row(found) if found else -1)
        return found is not None

    def named(self) -> object:
        """What the marked line stands for; None when nothing is marked or left."""
        item = self.currentItem()
        return item.data(_NAMED) if item is not None and not item.isHidden() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list while the words keep the focus."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        row = self.currentRow() + by
        while 0 <= row < self.count():
            if not self.item(row).isHidden():
                self.setCurrentRow(row)
                return
            row += by
