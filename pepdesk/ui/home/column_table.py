"""One pupil of a school's export, column by column: what stands there, which question it answers, what that gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableWidget, QTableWidgetItem, QWidget

from pepdesk.intake.pupil_columns import COLUMNS, Column
from pepdesk.record.values import shown_value
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.texts import as_tip
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Form
    from pepdesk.intake.pupils import Cell, Pupil

_HEADINGS = (
    tr("Column of the file"),
    tr("For this pupil it says"),
    tr("Question it answers"),
    tr("Answer in the plan"),
)
_LEFT = tr("– leave it out –")


class ColumnTable(QTableWidget):
    """The matching of columns, to be corrected.

    ``matched(int, str)`` – somebody chose for the column at that place the question with that key ("tab.field"), or
    "" to leave it out.
    """

    matched = Signal(int, str)

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADINGS), parent)
        with_plain_bars(self)
        self._form = form
        self.setHorizontalHeaderLabels(list(_HEADINGS))
        self.setAccessibleName(tr("What each column of the file answers"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        self._combos: list[QComboBox] = []

    def show_pupil(self, pupil: Pupil) -> None:
        """Show a pupil's cells; the lists are made once for a file and only set anew after that."""
        if self.rowCount() != len(pupil.cells):
            self._make_rows(pupil)
        for row, cell in enumerate(pupil.cells):
            key = ".".join(cell.column.key) if cell.column else ""
            self._combos[row].setCurrentIndex(max(self._combos[row].findData(key), 0))
            for place, words in ((1, cell.typed), (3, self._outcome(cell))):
                self._say(row, place, words)
        self._fit()

    def _make_rows(self, pupil: Pupil) -> None:
        self.setRowCount(0)
        self.setRowCount(len(pupil.cells))
        self._combos = []
        for row, cell in enumerate(pupil.cells):
            heading = cell.heading or tr("column {column}, without a heading", column=row + 1)
            self._say(row, 0, heading)
            combo = QuietCombo()
            combo.setAccessibleName(tr("Question that “{heading}” answers", heading=heading))
            combo.addItem(_LEFT, "")
            for column in COLUMNS:
                combo.addItem(self._label(column), ".".join(column.key))
            combo.setProperty("place", row)
            combo.activated.connect(self._chosen)
            self.setCellWidget(row, 2, combo)
            self.setTabOrder(self._combos[-1] if self._combos else self, combo)
            self._combos.append(combo)

    def _say(self, row: int, place: int, words: str) -> None:
        item = QTableWidgetItem(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setToolTip(as_tip(words))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_HEADINGS[place]}: {words or 'nothing'}")
        self.setItem(row, place, item)

    def _label(self, column: Column) -> str:
        if self._form.has(*column.key):
            return self._form.field(*column.key).label
        return tr("{question} (on another form)", question=column.names[0].capitalize())

    def _outcome(self, cell: Cell) -> str:
        """What becomes of a cell, in words."""
        if cell.column is None or not cell.typed:
            return ""
        if not cell.stored:
            return tr("Not understood: left out")
        if not self._form.has(*cell.column.key):
            return cell.stored
        return shown_value(self._form.field(*cell.column.key), self._form, cell.stored)

    def _fit(self) -> None:
        """Rows high enough to hit; columns as wide as their words, within reason."""
        tall = max((combo.sizeHint().height() for combo in self._combos), default=0)
        letters = self.fontMetrics().averageCharWidth()
        for row in range(self.rowCount()):
            self.setRowHeight(row, tall + 4)
        self.resizeColumnsToContents()
        for place, most in enumerate((24, 22, 28)):
            self.setColumnWidth(place, min(self.columnWidth(place) + 2 * letters, most * letters))

    def _chosen(self) -> None:
        combo = self.sender()
        if isinstance(combo, QComboBox):
            self.matched.emit(int(combo.property("place")), str(combo.currentData()))
