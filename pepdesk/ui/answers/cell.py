"""The place of one answer in a table: only the editor, and under it what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from pepdesk.rules.assess import MISSING_CODES
from pepdesk.ui.answers.answer_place import AnswerPlace
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.form.address import Address
    from pepdesk.form.model import Field
    from pepdesk.rules.issue import Issue
    from pepdesk.ui.answers.plan_map import PlanMap
    from pepdesk.ui.page.table_view import TableView


class Cell(AnswerPlace):
    """An answer in ``table``; its row names it."""

    def __init__(self, plan: PlanMap, field: Field, address: Address, context: str, table: TableView) -> None:
        super().__init__(plan, field, address, context, table, compact=True)
        self.table = table
        self.column.addWidget(self.editor, 0, Qt.AlignmentFlag.AlignTop)
        self.start()

    def line_words(self, issue: Issue) -> str:
        """There is little room: only what is wrong."""
        return tr("Needed to sign.") if issue.code in MISSING_CODES else issue.message

    def refresh(self) -> None:
        """The answer; a column no row needs is hidden."""
        hidden = self.isHidden()
        super().refresh()
        if self.isHidden() != hidden:
            self.table.show_cells()
