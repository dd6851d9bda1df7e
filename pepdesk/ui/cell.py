"""The place of one answer in a table: only the editor, and under it what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from pepdesk.ui.answer_place import AnswerPlace

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.form.model import Field
    from pepdesk.ui.plan_map import PlanMap
    from pepdesk.ui.table_view import TableView


class Cell(AnswerPlace):
    """An answer in ``table``; its row names it."""

    def __init__(self, plan: PlanMap, field: Field, address: Address, context: str, table: TableView) -> None:
        super().__init__(plan, field, address, context, table, compact=True)
        self.table = table
        self.column.addWidget(self.editor, 0, Qt.AlignmentFlag.AlignTop)
        self.start()

    def refresh(self) -> None:
        """The answer; a column no row needs is hidden."""
        hidden = self.isHidden()
        super().refresh()
        if self.isHidden() != hidden:
            self.table.show_columns()
