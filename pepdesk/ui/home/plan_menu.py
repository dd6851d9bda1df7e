"""What can be done with the plan that is marked in the list, beside opening it: a button with a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from pepdesk.app.caseload import may_be_sent
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pepdesk.app.library import Entry


class PlanMenu(VerbButton):
    """``…_wanted(draft id)`` for each verb; ``check_wanted()``.

    The listing's own menu (right click, Shift+F10) begins with opening the plan and with its next term.
    """

    open_wanted = Signal(str)
    next_wanted = Signal(str)
    hand_over_wanted = Signal(str)
    read_wanted = Signal(str)
    history_wanted = Signal(str)
    join_wanted = Signal(str)
    sent_wanted = Signal(str)
    not_sent_wanted = Signal(str)
    delete_wanted = Signal(str)
    check_wanted = Signal()

    def __init__(self, listing: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(tr("Mor&e"))
        self.setParent(parent)
        self.setAutoDefault(False)
        self.setToolTip(tr("History, filled forms, that it was sent, versions kept beside each other, deleting"))
        self.setAccessibleName(tr("More about the marked plan"))
        self._draft_id = ""
        menu = QMenu(self)
        self._history = self._action(tr("&History…"), self._ask_for_history)
        self._join = self._action(tr("&Compare with the other version…"), self._ask_to_join)
        self._delete = self._action(tr("&Delete"), self._ask_to_delete)
        self._delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        self._delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._sent = self._action(tr("I have &sent it…"), self._ask_when_sent)
        self._not_sent = self._action(tr("Not sent after a&ll"), self._take_back)
        read = self._action(tr("&Read a filled form into it…"), self._ask_to_read)
        verbs = [self._history, self._join, read, self._sent, self._not_sent, self._delete]
        menu.addActions(verbs)
        menu.addSeparator()
        menu.addAction(self._action(tr("Chec&k my drafts…"), self._ask_to_check))
        self.setMenu(menu)
        first = [
            self._action(tr("&Continue"), self._ask_to_open),
            self._action(tr("Start ne&xt term…"), self._ask_for_next),
            self._action(tr("Hand &over…"), self.ask_to_hand_over),
        ]
        listing.addActions([*first, *verbs])
        listing.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.mark(None, ())

    def mark(self, entry: Entry | None, entries: tuple[Entry, ...]) -> None:
        """Another plan of the list is marked, or none."""
        self._draft_id = entry.draft_id if entry is not None else ""
        self.setVisible(entry is not None)
        beside = entry is not None and (entry.is_sibling or any(one.beside == entry.draft_id for one in entries))
        self._join.setVisible(beside)
        self._sent.setVisible(entry is not None and may_be_sent(entry.card))
        self._not_sent.setVisible(entry is not None and bool(entry.card.sent_on))

    def _action(self, text: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(slot)
        return action

    def ask_to_hand_over(self) -> None:
        """Hand the marked plan over, if one is marked."""
        if self._draft_id:
            self.hand_over_wanted.emit(self._draft_id)

    def _ask_to_open(self) -> None:
        if self._draft_id:
            self.open_wanted.emit(self._draft_id)

    def _ask_for_next(self) -> None:
        if self._draft_id:
            self.next_wanted.emit(self._draft_id)

    def _ask_to_read(self) -> None:
        if self._draft_id:
            self.read_wanted.emit(self._draft_id)

    def _ask_when_sent(self) -> None:
        self.sent_wanted.emit(self._draft_id)

    def _take_back(self) -> None:
        self.not_sent_wanted.emit(self._draft_id)

    def _ask_for_history(self) -> None:
        self.history_wanted.emit(self._draft_id)

    def _ask_to_join(self) -> None:
        self.join_wanted.emit(self._draft_id)

    def _ask_to_check(self) -> None:
        self.check_wanted.emit()

    def _ask_to_delete(self) -> None:
        if self._draft_id:
            self.delete_wanted.emit(self._draft_id)
