"""The next deadlines over all plans, each with its reason; pressing one opens its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pepdesk.app.caseload import child_words
from pepdesk.ui.parts.jump import LinkButton
from pepdesk.ui.parts.prose import Card
from pepdesk.ui.parts.texts import StrongText
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.caseload import Caseload, Plan


class _DueLink(LinkButton):
    """One deadline. ``chosen(draft id)``."""

    chosen = Signal(str)

    def __init__(self, plan: Plan, parent: QWidget, *, names: bool) -> None:
        due = plan.due
        assert due is not None
        who = child_words(plan, names=names)
        super().__init__(f"{due.day}, {due.when}: {who} – {due.what} ({due.why})", parent)
        self._draft_id = plan.entry.draft_id
        self.setAccessibleDescription(tr("Opens the plan"))
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._draft_id)


class DueSoon(Card):
    """``open_wanted(draft id)``. Hidden while nothing is due."""

    open_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column.setContentsMargins(16, 10, 16, 10)
        self.column.setSpacing(2)
        self.column.addWidget(StrongText(tr("Due soon")))
        self._links: list[_DueLink] = []
        self.hide()

    def show_due(self, load: Caseload, *, names: bool) -> None:
        """Show the next deadlines of these plans."""
        for link in self._links:
            self.column.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = [_DueLink(plan, self, names=names) for plan in load.due_soon()]
        for link in self._links:
            link.chosen.connect(self.open_wanted)
            self.column.addWidget(link)
        self.setVisible(bool(self._links))
