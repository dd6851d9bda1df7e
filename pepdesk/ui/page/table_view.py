"""Rows with short answers side by side: real editors in a grid, named by column and row.

Where a row is wider than the window (large letters, many columns) its answers stand under each other, each with its
name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import Field, FieldType
from pepdesk.ui.answers.answer_place import AnswerPlace
from pepdesk.ui.answers.cell import Cell
from pepdesk.ui.editors.editor import field_height, plain
from pepdesk.ui.editors.line import LineEditor
from pepdesk.ui.page.cost_total import COSTS, CostTotal
from pepdesk.ui.page.group_view import RowsView
from pepdesk.ui.page.row_button import RowButton
from pepdesk.ui.parts.emptying import empty
from pepdesk.ui.parts.on_show import put_on_show
from pepdesk.ui.parts.prose import room_for
from pepdesk.ui.parts.tab_order import put_in_reading_order
from pepdesk.ui.parts.texts import PlainLabel, StrongText, as_tip
from pepdesk.ui.parts.theme import theme
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.model import Group, Tab
    from pepdesk.ui.answers.plan_map import PlanMap

_STRETCH = {
    FieldType.PARAGRAPH: 20,
    FieldType.LINE: 20,
    FieldType.PERSON: 16,
    FieldType.CHOICE: 8,
    FieldType.SCALE: 8,
    FieldType.CHOICES: 12,
}
"""How columns share what is left of the width; the others stay as narrow as they can be."""


_NAMES = 22
"""The largest share of the names of rows that the form gives."""
_ABOVE = 16
"""Pixels above the name of a row whose answers stand under each other; a line runs through the middle of them."""
_LETTERS_SEEN = 16
"""So many letters of a line's words are worth more than having a row side by side."""


class TableView(RowsView):
    """A table of editors."""

    def __init__(
        self, plan: PlanMap, tab: Tab, group: Group, at: RowsAt, parent: QWidget, *, context: str = ""
    ) -> None:
        super().__init__(plan, tab, group, at, parent, context=context)
        self._fields = tuple(item for item in tab.layout(group.id) if isinstance(item, Field))
        self._cells: dict[str, list[Cell]] = {}
        self._names: dict[str, PlainLabel] = {}
        self._labels: dict[Cell, PlainLabel] = {}
        self._needs = 0  # pixels for a row side by side, once it did not fit
        self._across = 0  # answers in a line of a row that did not fit; 0 where rows fit
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
        self._names[row] = StrongText("", self)
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
        gone += [label for cell in cells if (label := self._labels.pop(cell, None))]
        if button := self._buttons.pop(row, None):
            gone.append(button)
        for widget in gone:
            widget.hide()
            self._grid.removeWidget(widget)
            widget.deleteLater()
        return list(cells)

    def arrange(self) -> None:
        """Lay the rows out in order."""
        empty(self._grid)
        for row in self.rows:
            for cell in self._cells[row]:
                cell.rename(self.row_context(row))
            if button := self._buttons.get(row):
                button.setAccessibleName(tr("{row}: move, duplicate or remove", row=self.row_context(row)))
                button.setVisible(not self.plan.session.is_frozen)
        if self._across:
            self._lay_under_each_other()
        else:
            self._lay_side_by_side()
        self.show_columns()

    def keep_in_sight(self) -> None:
        """Put a row's answers side by side if the window is wide enough for that, else under each other."""
        room = room_for(self)
        if not self._across:
            self._needs = self._grid.minimumSize().width() + self._short_of_words()
        across = 0
        if 0 < room < self._needs:
            cells = [cell for cells in self._cells.values() for cell in cells]
            widest = max((cell.minimumSizeHint().width() for cell in cells), default=0)
            widest = max(widest, self.fontMetrics().averageCharWidth() * 20)
            across = max(1, min(3, room // (widest + self._grid.horizontalSpacing())))
        if across != self._across:
            self._across = across
            self.arrange()
            put_in_reading_order(self)

    def _name_letters(self) -> int:
        """The letters of the longest name of a row that the form gives; 0 where rows are only numbered."""
        return max((len(self.row_name(row)) for row in self.rows), default=0) if self.repeat.rows_from else 0

    def _short_of_words(self) -> int:
        """How many pixels the lines of a row, at their narrowest, are too narrow for what stands in them."""
        letter = self.fontMetrics().averageCharWidth()
        names = max((name.minimumSizeHint().width() for name in self._names.values()), default=0)
        short = max(min(self._name_letters(), _LETTERS_SEEN) * letter - names, 0)
        for column in range(len(self._fields)):
            gaps = [0]
            for cell in (cells[column] for cells in self._cells.values() if not cells[column].isHidden()):
                letters = (
                    min(len(plain(cell.editor.value())), _LETTERS_SEEN) if isinstance(cell.editor, LineEditor) else 0
                )
                gaps.append((letters + 2) * letter - cell.minimumSizeHint().width() if letters else 0)
            short += max(gaps)
        return short

    def fit(self) -> None:
        """Letters have another size: measure again."""
        if self._across:
            self._across = 0
            self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line above each row whose answers stand under each other."""
        super().paintEvent(event)
        if self._across:
            painter = QPainter(self)
            painter.setPen(QColor(theme().tokens.hairline))
            for name in self._names.values():
                painter.drawLine(0, name.y() + _ABOVE // 2, self.width(), name.y() + _ABOVE // 2)
            painter.end()

    def rename(self, context: str) -> None:
        """The row this table stands in has another name now."""
        if context != self.context:
            self.context = context
            self.setAccessibleName(f"{self.group.title}, {context}")
            if self._add is not None:
                self._add.setAccessibleName(tr("Add {noun}, {context}", noun=self.repeat.noun, context=context))
            self.arrange()

    def freeze(self, frozen: bool) -> None:
        """Rest the row buttons."""
        super().freeze(frozen)
        for button in self._buttons.values():
            button.setVisible(not frozen)

    def show_cells(self) -> None:
        """An answer of a row came or went."""
        if any(row not in self._cells for row in self.rows):
            return  # rows are just being exchanged for others; all of them are arranged after that
        if self._across:
            self.arrange()
        else:
            self.show_columns()

    def show_columns(self) -> None:
        """Hide the heading of a column that no row shows; share the width among the others."""
        for column, head in enumerate(self._heads, 1):
            used = any(not cells[column - 1].isHidden() for cells in self._cells.values())
            put_on_show(head, used and not self._across)
            wide = self._share(column) if used else 0
            self._grid.setColumnStretch(column, 0 if self._across else wide)
        self._grid.setColumnStretch(0, min(self._name_letters(), _NAMES) if not self._across else 0)
        for column in range(self._across):
            self._grid.setColumnStretch(column, 1)
        for cell, label in self._labels.items():
            put_on_show(label, bool(self._across) and not cell.isHidden())

    def _share(self, column: int) -> int:
        """The share of a column of the width that is left: of lines, by the longest of the words that stand in them.

        Asked when rows come and go or the window changes, never while somebody types.
        """
        kind = self._fields[column - 1].type
        lines = [cells[column - 1].editor for cells in self._cells.values()]
        letters = max((len(plain(one.value())) for one in lines if isinstance(one, LineEditor)), default=0)
        return min(max(letters, 8), 40) if letters else _STRETCH.get(kind, 0)

    def _lay_side_by_side(self) -> None:
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        for column, head in enumerate(self._heads, 1):
            self._grid.addWidget(head, 0, column, bottom)
        for place, row in enumerate(self.rows, 1):
            name = self._names[row]
            name.say(self.row_name(row) if self.repeat.rows_from else str(place))
            name.setMinimumHeight(field_height(name))
            name.setContentsMargins(0, 0, 0, 0)
            self._grid.addWidget(name, place, 0, top)
            for column, cell in enumerate(self._cells[row], 1):
                self._grid.addWidget(cell, place, column, top)
            if button := self._buttons.get(row):
                self._grid.addWidget(button, place, len(self._fields) + 1, top)

    def _lay_under_each_other(self) -> None:
        """Each row's name on a line of its own, then its answers, ``_across`` in a line, each under its question."""
        line, across = 0, self._across
        for row in self.rows:
            name = self._names[row]
            name.say(self.row_name(row))
            name.setContentsMargins(0, _ABOVE, 0, 0)
            self._grid.addWidget(name, line, 0, 1, across)
            if button := self._buttons.get(row):
                self._grid.addWidget(button, line, across, Qt.AlignmentFlag.AlignBottom)
            line += 1
            place = 0
            for cell in self._cells[row]:
                pair = QVBoxLayout()
                pair.setSpacing(4)
                pair.addWidget(self._label(cell))
                pair.addWidget(cell)
                pair.addStretch(1)
                wide = across if self._is_long(cell) else 1
                place = -(-place // across) * across if wide > 1 else place
                self._grid.addLayout(pair, line + place // across, place % across, 1, wide)
                place += 0 if cell.isHidden() else wide
            line += -(-place // across) + 1

    def _is_long(self, cell: Cell) -> bool:
        """Whether an answer that stands under its row's name gets the whole line."""
        options = self.plan.session.form.options(cell.field) if cell.field.choices else ()
        return cell.field.type is FieldType.PARAGRAPH or any(len(one.label) > _LETTERS_SEEN + 6 for one in options)

    def _label(self, cell: Cell) -> PlainLabel:
        """The question above an answer that stands under its row's name."""
        if cell not in self._labels:
            label = PlainLabel(cell.field.label_short or cell.field.label, self)
            label.setToolTip(as_tip(f"{cell.field.label}\n{cell.field.help}".strip()))
            self._labels[cell] = label
        return self._labels[cell]

    def _spoken_row(self, row: str) -> str:
        if row not in self.rows and not self.repeat.rows_from:
            return self.context  # numbered when it is arranged
        return self.row_context(row)
