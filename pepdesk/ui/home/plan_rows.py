"""The plans as rows of one list: a heading for each group, below it its plans. What they say is ``app.caseload``'s."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pepdesk.app.caseload import Caseload, Group, Order, Plan, due_words, saved_words, spoken, title_words
from pepdesk.ui.parts.texts import as_tip

if TYPE_CHECKING:
    from pepdesk.app.library import Entry

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a group and how many of its plans are listed below."""

    group: Group
    count: int

    @property
    def words(self) -> str:
        """As it is painted and said."""
        return f"{self.group.words} ({self.count})"


class PlanRows(QAbstractListModel):
    """``arrange`` decides what is listed; ``ROW`` gives a ``Heading`` or an ``app.caseload.Plan``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Heading | Plan] = []
        self._names = False

    def arrange(self, load: Caseload, words: str, group: Group | None, order: Order, *, names: bool) -> None:
        """List what was found."""
        self.beginResetModel()
        self._names = names
        self._rows = []
        for one, plans in load.find(words, group, order):
            self._rows.append(Heading(one, len(plans)))
            self._rows.extend(plans)
        self.endResetModel()

    @property
    def names(self) -> bool:
        """Whether first names are shown."""
        return self._names

    def plan(self, row: int) -> Plan | None:
        """The plan in a row; None for a heading or no row at all."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Plan) else None

    def is_heading(self, row: int) -> bool:
        """Whether a row that there is holds a heading."""
        return isinstance(self._rows[row], Heading)

    def entry(self, row: int) -> Entry | None:
        """The same, as the library lists it."""
        found = self.plan(row)
        return found.entry if found else None

    def row_of(self, draft_id: str) -> int:
        """Where a plan is listed, else the first plan; -1 when none is."""
        first = -1
        for row, one in enumerate(self._rows):
            if isinstance(one, Plan):
                if one.entry.draft_id == draft_id:
                    return row
                first = row if first < 0 else first
        return first

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Headings and plans."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A heading is only to be read; each plan says its group too."""
        if self.plan(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        """The row itself for ``ROW``; its words for the other roles."""
        if not 0 <= index.row() < len(self._rows):
            return None
        one = self._rows[index.row()]
        if role == ROW:
            return one
        if isinstance(one, Heading):
            return one.words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return title_words(one, names=self._names)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(one, datetime.now().astimezone(), names=self._names)
        if role == Qt.ItemDataRole.ToolTipRole:
            due, why = due_words(one)
            saved = saved_words(one, datetime.now().astimezone())
            return as_tip("\n".join(part for part in (one.entry.card.school, due, why, saved) if part))
        return None
