"""What a package would change: part by part what becomes of it and why, and the marked change before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from pepdesk.handover.merge import Verdict
from pepdesk.record.difference_words import Told
from pepdesk.ui.parts.two_texts import TwoTexts
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.handover.words import Report

_TOLD = Qt.ItemDataRole.UserRole
_SHAPES = {
    Verdict.TAKEN: "✓", Verdict.JOINED: "✓", Verdict.CHOOSE: "?", Verdict.SAME: "=", Verdict.OLDER: "=",
    Verdict.REFUSED: "✕", Verdict.WAITS: "…",
}  # fmt: skip
_QUIET = (Verdict.SAME, Verdict.OLDER)
_LIST_LINES = 6


class ReportView(QWidget):
    """The list, refusals first, what changes nothing last; below it the change that is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = WrappedTree(tr("What the package brings"), self)
        self._list.setMinimumHeight(self._list.fontMetrics().lineSpacing() * _LIST_LINES)
        self._texts = TwoTexts(self)
        self._texts.set_titles(tr("In your plan now"), tr("With the package"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._list, 3)
        layout.addWidget(self._texts, 2)
        self._list.currentItemChanged.connect(self._show_marked)

    def show_report(self, report: Report) -> None:
        """List it."""
        self._list.clear()
        lines = sorted(report.lines, key=lambda line: (line.verdict is not Verdict.REFUSED, line.verdict in _QUIET))
        for line in lines:
            top = self._list.add_heading(f"{_SHAPES[line.verdict]} {line.says}")
            for one in line.changes:
                item = QTreeWidgetItem([f"{one.where}\n{_kind(one)}"])
                item.setData(0, _TOLD, one)
                spoken = tr(
                    "{where}, {kind}. Now: {here}. With the package: {there}",
                    where=one.where,
                    kind=_kind(one),
                    here=one.here,
                    there=one.there,
                )
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
                top.addChild(item)
        self._list.expandAll()
        found = self._list.lines()
        self._texts.setVisible(bool(found))
        if found:
            self._list.setCurrentItem(found[0])
        self._list.setVisible(bool(report.lines))

    def list_widget(self) -> QWidget:
        """The list, to put the focus on."""
        return self._list

    def _show_marked(self, *_items: object) -> None:
        item = self._list.currentItem()
        one = item.data(0, _TOLD) if item is not None else None
        if isinstance(one, Told):
            self._texts.show_texts(one.where, one.here, one.there)


def _kind(one: Told) -> str:
    """What happens to an answer, seen from here."""
    return {"new": tr("goes"), "not there now": tr("new"), "not answered now": tr("new")}.get(one.short, one.short)
