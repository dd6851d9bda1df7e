"""Rows with short answers side by side: real editors in a grid, named by column and row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QToolButton, QWidget

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Field, FieldType
from pepdesk.ui.answers.answer_place import AnswerPlace
from pepdesk.ui.answers.cell import Cell
from pepdesk.ui.editors.editor import field_height
from pepdesk.ui.page.cost_total import COSTS, CostTotal
from pepdesk.ui.page.group_view import RowsView
from pepdesk.ui.parts.on_show import put_on_show
from pepdesk.ui.parts.texts import PlainLabel, StrongText, as_tip

if TYPE_CHECKING:
    from pepdesk.form.model import Group, Tab
    from pepdesk.ui.answers.plan_map import PlanMap

_STRETCH = {
    FieldType.PARAGRAPH: 5,
    FieldType.LINE: 4,
    FieldType.PERSON: 3,
    FieldType.CHOICE: 2,
    FieldType.SCALE: 2,
    FieldType.CHOICES: 3,
}
"""How columns share what is left of the width; the others stay as narrow as they can be."""


class TableView(RowsView):
    """A table of editors."""

    def __init__(
        self, plan: PlanMap, tab: Tab, group: Group, at: RowsAt, parent: QWidget, *, context: str = ""
    ) -> None:
        super().__init__(plan, tab, group, at, parent, context=context)
        self._fields = tuple(item for item in tab.layout(group.id) if isinstance(item, Field))
        self._cells: dict[str, list[Cell]] = {}
        self._names: dict[str, PlainLabel] = {}
        self._buttons: dict[str, RowButton] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self.body.addLayout(self._grid)
        self._heads: list[StrongText] = []
        for column, field in enumerate(self._fields, 1):
            head = StrongText(field.label_short or field.label, self)
            head.setToolTip(as_tip(f"{field.label}\n{field.help}".strip()))
            self._heads.append(head)
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignBottom)
        if (tab.id, group.id) == COSTS:
            self.outer.insertWidget(self.outer.indexOf(self._none), CostTotal(plan.session, at, self))
        self.show_columns()  # a table without rows is not arranged, and needs no headings
        self.refresh()

    def build_row(self, row: str) -> None:
        """Make a row's editors."""
        context = self._spoken_row(row)
        self._names[row] = PlainLabel("", self)
        self._cells[row] = [
            Cell(self.plan, field, Address(self.tab.id, field.id, self.path(row)), context, self)
            for field in self._fields
        ]
        if not self.repeat.rows_from:
            self._buttons[row] = RowButton(self, row)

    def drop_row(self, row: str) -> list[AnswerPlace]:
        """Let a row go."""
        cells = self._cells.pop(row)
        gone: list[QWidget] = [*cells, self._names.pop(row)]
        if button := self._buttons.pop(row, None):
            gone.append(button)
        for widget in gone:
            widget.hide()
            self._grid.removeWidget(widget)
            widget.deleteLater()
        return list(cells)

    def arrange(self) -> None:
        """Lay the rows out in order."""
        for place, row in enumerate(self.rows, 1):
            name = self._names[row]
            name.say(self.row_name(row) if self.repeat.rows_from else str(place))
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, place, 0, top)
            name.setMinimumHeight(field_height(name))
            for column, cell in enumerate(self._cells[row], 1):
                self._grid.addWidget(cell, place, column, top)
                cell.rename(self.row_context(row))
            if button := self._buttons.get(row):
                self._grid.addWidget(button, place, len(self._fields) + 1, top)
                button.setAccessibleName(f"{self.row_context(row)}: move, duplicate or remove")
                button.setVisible(not self.plan.session.is_frozen)
        self.show_columns()

    def rename(self, context: str) -> None:
        """The row this table stands in has another name now."""
        if context != self.context:
            self.context = context
            self.setAccessibleName(f"{self.group.title}, {context}")
            if self._add is not None:
                self._add.setAccessibleName(f"Add {self.repeat.noun}, {context}")
            self.arrange()

    def freeze(self, frozen: bool) -> None:
        """Rest the row buttons."""
        super().freeze(frozen)
        for button in self._buttons.values():
            button.setVisible(not frozen)

    def show_columns(self) -> None:
        """Hide the heading of a column that no row shows; share the width among the others."""
        for column, head in enumerate(self._heads, 1):
            used = any(not cells[column - 1].isHidden() for cells in self._cells.values())
            put_on_show(head, used)
            self._grid.setColumnStretch(column, _STRETCH.get(self._fields[column - 1].type, 0) if used else 0)
        self._grid.setColumnStretch(0, 3 if self.repeat.rows_from else 0)

    def _spoken_row(self, row: str) -> str:
        if row not in self.rows and not self.repeat.rows_from:
            return self.context  # numbered when it is arranged
        return self.row_context(row)


class RowButton(QToolButton):
    """The button at the end of a row, with its menu."""

    def __init__(self, table: TableView, row: str) -> None:
        super().__init__(table)
        self._table, self._row = table, row
        self.setText("⋯")
        self.setToolTip("Move, duplicate or remove this row")
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
            ("Move &up", self.up, place > 0),
            ("Move &down", self.down, place < count - 1),
            ("&Duplicate", self.copy, count < self._table.repeat.max),
            ("&Remove", self.remove, True),
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
