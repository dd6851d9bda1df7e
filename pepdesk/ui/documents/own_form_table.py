"""The places of an own form as a list: words in the form, question of the plan, how sure. The unsure come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from pepdesk.ui.documents.own_form_words import CHECKED, SURE, TO_CHECK, UNKNOWN, entry_words, state_of
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.texts import as_tip
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Form
    from pepdesk.intake.own_form_propose import Proposed

_HEADINGS = (tr("Place in the form"), tr("Question of the plan"), tr("State"))
_ORDER = {TO_CHECK: 0, UNKNOWN: 1, SURE: 2, CHECKED: 2}


class PlacesTable(QTableWidget):
    """``picked(int)`` – the place with that number in the document was chosen; -1 for none. Long words wrap."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADINGS), parent)
        with_plain_bars(self)
        self.setHorizontalHeaderLabels(list(_HEADINGS))
        self.setAccessibleName(tr("Places of the form, what is unsure first"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self._numbers: list[int] = []
        self.currentCellChanged.connect(self._moved)

    def offer(self, proposed: list[Proposed], form: Form) -> None:
        """Show all places anew."""
        self._numbers = sorted(range(len(proposed)), key=lambda n: (_ORDER[state_of(proposed[n], checked=False)], n))
        self.blockSignals(True)
        self.setRowCount(0)
        self.setRowCount(len(proposed))
        for number, one in enumerate(proposed):
            self.show_place(number, one, form, checked=False)
        self.blockSignals(False)
        self.verticalHeader().setMinimumSectionSize(int(self.fontMetrics().height() * 1.7))
        self.setCurrentCell(0 if proposed else -1, 0)
        self._moved()

    def show_place(self, number: int, one: Proposed, form: Form, *, checked: bool) -> None:
        """Show one place as it stands now."""
        state = state_of(one, checked=checked)
        mark = {TO_CHECK: "? ", UNKNOWN: "? ", SURE: "", CHECKED: "✓ "}[state]
        for column, words in enumerate((one.place.words, entry_words(one.entry, form), mark + state)):
            item = QTableWidgetItem(words)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setToolTip(as_tip(words))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_HEADINGS[column]}: {words}")
            self.setItem(self._numbers.index(number), column, item)

    def go_to_next(self, numbers: set[int]) -> bool:
        """Choose the next row below whose place is among ``numbers``, else the first such; False if there is none."""
        rows = [row for row, number in enumerate(self._numbers) if number in numbers]
        if not rows:
            return False
        self.setCurrentCell(next((row for row in rows if row > self.currentRow()), rows[0]), 0)
        return True

    def _moved(self, *_cells: int) -> None:
        row = self.currentRow()
        self.picked.emit(self._numbers[row] if 0 <= row < len(self._numbers) else -1)
