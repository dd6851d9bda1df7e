"""What a filled form would change, by section, each line to be ticked or not; and the marked one, old beside new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from pepdesk.intake.proposal import Kind, Proposed
from pepdesk.intake.proposal_words import said, where
from pepdesk.ui.parts.owners import OWNERS
from pepdesk.ui.parts.two_texts import TwoTexts
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.intake.proposal import Proposal

_ITEM = Qt.ItemDataRole.UserRole
_ELSEWHERE = tr("Without a place in the plan")
_KINDS = {Kind.NEW: tr("new"), Kind.CHANGED: tr("changed"), Kind.NOT_UNDERSTOOD: tr("not understood")}
_NOTHING = tr("No answer")
_LIST_LINES = 6


class ReviewList(QWidget):
    """``ticked()`` – what is chosen has changed; ``marked()`` – another line is marked."""

    ticked = Signal()
    marked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposal: Proposal | None = None
        self._list = WrappedTree(tr("Answers of the form"), self)
        self._list.setMinimumHeight(self._list.fontMetrics().lineSpacing() * _LIST_LINES)
        self._texts = TwoTexts(self)
        self._texts.set_titles(tr("The plan says"), tr("The form says"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._list, 3)
        layout.addWidget(self._texts, 2)
        self._list.currentItemChanged.connect(self._show_marked)
        self._list.itemChanged.connect(self._say_tick)

    def show_proposal(self, proposal: Proposal) -> None:
        """List everything but what is the same already; what is suggested starts ticked."""
        self._proposal = proposal
        suggested = set(map(id, proposal.suggested()))
        self._list.blockSignals(True)
        self._list.clear()
        for title, items in _sections(proposal):
            heading = self._list.add_heading(f"{title} ({len(items)})")
            for one in items:
                heading.addChild(self._line(one, id(one) in suggested))
        self._list.expandAll()
        self._list.blockSignals(False)
        if lines := self._list.lines():
            self._list.setCurrentItem(lines[0])
        self._show_marked()

    def chosen(self) -> tuple[Proposed, ...]:
        """What is ticked, in order."""
        return tuple(_of(item) for item in self._list.lines() if item.checkState(0) is Qt.CheckState.Checked)

    def count(self) -> int:
        """How many answers are listed."""
        return len(self._list.lines())

    def tick(self, kinds: Iterable[Kind], *, section_only: bool, on: bool) -> None:
        """Tick or untick everything of some kinds, or that of the marked line's section."""
        current = self._list.currentItem()
        top = current.parent() if current is not None else None
        wanted = frozenset(kinds)
        self._list.blockSignals(True)
        for item in self._list.lines():
            if _of(item).kind in wanted and _of(item).can_be_taken and (not section_only or item.parent() is top):
                item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self._say(item)
        self._list.blockSignals(False)
        self._list.viewport().update()
        self.ticked.emit()

    def list_widget(self) -> WrappedTree:
        """The list, to put the focus on."""
        return self._list

    def _line(self, one: Proposed, ticked: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem([""])
        item.setData(0, _ITEM, one)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if one.can_be_taken:
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        else:
            item.setFlags(flags)
        self._say(item)
        return item

    def _say(self, item: QTreeWidgetItem) -> None:
        one = _of(item)
        item.setText(0, f"{where(one)}\n{_about(one)}")
        state = tr("cannot be taken over")
        if one.can_be_taken:
            state = tr("ticked") if item.checkState(0) is Qt.CheckState.Checked else tr("not ticked")
        before, after = self._sides(one)
        spoken = tr(
            "{where}, {state}. {about}. The form says: {after}. The plan says: {before}",
            where=where(one),
            state=state,
            about=_about(one),
            after=after,
            before=before,
        )
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _say_tick(self, item: QTreeWidgetItem, _column: int) -> None:
        self._list.blockSignals(True)
        self._say(item)
        self._list.blockSignals(False)
        self.ticked.emit()

    def _show_marked(self, *_items: object) -> None:
        item = self._list.currentItem()
        one = item.data(0, _ITEM) if item is not None else None
        if isinstance(one, Proposed):
            self._texts.show_texts(where(one), *self._sides(one))
        else:
            self._texts.show_texts("", "", "")
        self.marked.emit()

    def _sides(self, one: Proposed) -> tuple[str, str]:
        """What the plan says, and what it would say (or what is written, where nobody understands it)."""
        assert self._proposal is not None
        before = said(self._proposal.record, one, one.old) or _NOTHING
        after = one.text if one.kind is Kind.NOT_UNDERSTOOD else said(self._proposal.record, one, one.new)
        return before, after or _NOTHING


def _of(item: QTreeWidgetItem) -> Proposed:
    found = item.data(0, _ITEM)
    assert isinstance(found, Proposed)
    return found


def _about(one: Proposed) -> str:
    """What kind of answer it is, whose part it stands in, and why to look."""
    owner = OWNERS[one.owner][1] if one.owner else ""
    facts = ", ".join(part for part in (_KINDS[one.kind], owner) if part)
    return f"{facts}. {one.look}" if one.look else facts


def _sections(proposal: Proposal) -> list[tuple[str, list[Proposed]]]:
    """Title → what is listed under it, in the plan's order; what belongs to no question last."""
    listed = [one for one in proposal.items if one.kind is not Kind.SAME]
    form = proposal.record.form
    found = [(tab.title, [one for one in listed if one.address and one.address.tab == tab.id]) for tab in form.tabs]
    found.append((_ELSEWHERE, [one for one in listed if one.address is None]))
    return [(title, items) for title, items in found if items]
