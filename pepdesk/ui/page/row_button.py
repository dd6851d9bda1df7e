"""The button at the end of a row of a table: move it, copy it, take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from pepdesk.ui.editors.editor import field_height
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.ui.page.table_view import TableView


class RowButton(QToolButton):
    """The button at the end of a row, with its menu."""

    def __init__(self, table: TableView, row: str) -> None:
        super().__init__(table)
        self._table, self._row = table, row
        self.setText("⋯")
        self.setToolTip(tr("Move, duplicate or remove this row"))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        side = field_height(self)
        self.setMinimumSize(side, side)
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """What can be done with the row."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        place, count = self._table.rows.index(self._row), len(self._table.rows)
        for words, slot, enabled in (
            (tr("Move &up"), self.up, place > 0),
            (tr("Move &down"), self.down, place < count - 1),
            (tr("&Duplicate"), self.copy, count < self._table.repeat.max),
            (tr("&Remove"), self.remove, True),
        ):
            action = QAction(words, menu)
            action.setEnabled(enabled)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def up(self) -> None:
        """Move the row up."""
        self._table.move_row(self._row, -1)

    def down(self) -> None:
        """Move the row down."""
        self._table.move_row(self._row, 1)

    def copy(self) -> None:
        """Copy the row."""
        self._table.duplicate(self._row)

    def remove(self) -> None:
        """Remove the row."""
        self._table.remove(self._row)
