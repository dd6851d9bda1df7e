"""Comments to the other professional, beside the page: what was said about which question, and a box to add one."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pepdesk.form.address import Address
from pepdesk.form.model import Role
from pepdesk.record.comments import Comment, new_comment
from pepdesk.record.values import long_date
from pepdesk.ui.editors.editor import field_height
from pepdesk.ui.parts.form_order import in_form_order
from pepdesk.ui.parts.labels import VerbButton
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.row_names import row_words
from pepdesk.ui.parts.scrolling import ScrollPage, with_plain_bars
from pepdesk.ui.parts.texts import GroupTitle, Hint, as_tip
from pepdesk.ui.parts.ticks import Tick
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pepdesk.app.session import Session

_WHO = {
    "": tr("Somebody"),
    "designated_teacher": tr("Designated teacher"),
    "social_worker": tr("Social worker"),
    "virtual_school": tr("Virtual school"),
}
_COMMENT = Qt.ItemDataRole.UserRole
EXPLAINED = tr(
    "For the people who write the plan. Goes along when the plan is handed over; stands in no document or copy."
)


class CommentsPane(QWidget):
    """``chosen(Address)`` – somebody wants to go to that question; ``closed()`` – somebody closed the pane."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, role: Callable[[], Role | None], parent: QWidget) -> None:
        """``role`` gives who is at the computer, as far as they said."""
        super().__init__(parent)
        self._session, self._role = session, role
        self._place: Address | None = None
        self._none = Hint(EXPLAINED, self)
        self._tree = WrappedTree(tr("Comments"), self)
        self._tree.setAccessibleIdentifier("comments")
        self._settled = Tick(tr("Show settled ones"), self)
        self._settle = self._button(tr("Settle"), self._settle_current)
        self._about = Hint("", self)
        self._edit = QPlainTextEdit(self)
        with_plain_bars(self._edit)
        self._edit.setTabChangesFocus(True)
        self._edit.setAccessibleName(tr("New comment"))
        self._add = self._button(tr("Add comment"), self.add)
        self._close = self._button(tr("Close"), self._leave)
        self._close.setAccessibleName(tr("Close comments"))
        self._lay_out()
        self._tree.itemActivated.connect(self._choose)
        self._tree.itemClicked.connect(self._choose)
        self._tree.currentItemChanged.connect(self._show_settle)
        self._settled.toggled.connect(self.show_comments)
        self._edit.textChanged.connect(self._show_add)
        session.commented.connect(self.show_comments)
        self.fit()
        self.show_place(None)
        self.show_comments()

    def fit(self) -> None:
        """Fit to a changed font."""
        line = self.fontMetrics().lineSpacing()
        self._edit.setFixedHeight(line * 4)
        self._tree.setMinimumHeight(line * 6)
        for button in (self._settle, self._add, self._close):
            button.setMinimumHeight(field_height(button))

    def show_place(self, address: Address | None) -> None:
        """A new comment will be about this question (None: about none yet)."""
        self._place = address
        self._about.say(tr("New comment on “{question}”", question=_question(self._session, address)) if address else
                        tr("Go to a question to comment on it."))  # fmt: skip
        self._show_add()

    def write(self, address: Address) -> None:
        """Have a comment on this question written: the focus goes to the box."""
        self.show_place(address)
        self._edit.setFocus()

    def draft(self) -> str:
        """What is in the box, not added yet."""
        return self._edit.toPlainText()

    def add(self) -> None:
        """Add the comment in the box."""
        text = self._edit.toPlainText().strip()
        if not text or self._place is None:
            return
        role = self._role()
        one = new_comment(self._place, role.value if role else "", text, time.time_ns() // 1_000_000)
        self._edit.clear()
        self._session.note_comments((*self._session.comments, one))
        announce(self, tr("Comment added."))

    def show_comments(self, _checked: bool = False) -> None:
        """List the comments there are, in the order of the form."""
        current = self._tree.currentItem()
        kept = current.data(0, _COMMENT) if current is not None else None
        found = in_order(self._session, settled=self._settled.isChecked())
        self._tree.clear()
        titles = dict.fromkeys(one.place.tab for one in found)
        for tab in titles:
            top = self._tree.add_heading(self._session.form.tab(tab).title)
            for one in found:
                if one.place.tab == tab:
                    self._add_line(top, one, kept)
        self._tree.expandAll()
        self._tree.setVisible(bool(found))
        self._none.setVisible(not found)
        hidden = sum(one.settled for one in self._session.comments)
        self._settled.setVisible(bool(hidden))
        self._settle.setVisible(bool(found))
        self._show_settle()

    def mark(self, one: Comment) -> None:
        """Show which comment was gone to."""
        for item in self._tree.lines():
            if item.data(0, _COMMENT).id == one.id:
                self._tree.setCurrentItem(item)

    # Internal -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        top, middle, low = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(GroupTitle(tr("Comments"), self), 1)
        top.addWidget(self._close)
        middle.addWidget(self._settle)
        middle.addWidget(self._settled)
        middle.addStretch(1)
        low.addWidget(self._add)
        low.addStretch(1)
        self._close.setFlat(True)
        inside = QWidget(self)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._none)
        layout.addWidget(self._tree, 1000)
        layout.addLayout(middle)
        layout.addWidget(self._about)
        layout.addWidget(self._edit)
        layout.addLayout(low)
        layout.addStretch(1)
        area = ScrollPage(self)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 8)
        outer.setSpacing(8)
        outer.addLayout(top)
        outer.addWidget(area, 1)
        self.setFocusProxy(self._edit)

    def _button(self, text: str, slot: Callable[[], None]) -> QPushButton:
        button = VerbButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _add_line(self, top: QTreeWidgetItem, one: Comment, kept: Comment | None) -> None:
        who, done = f"{_WHO[one.by]}, {moment(one.at)}", tr("✓ Settled. ") if one.settled else ""
        where = _question(self._session, one.place)
        item = QTreeWidgetItem([f"{where}\n{done}{who}: {one.text}"])
        item.setData(0, _COMMENT, one)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{where}. {done}{who}: {one.text}")
        item.setToolTip(0, as_tip(tr("Enter goes to the question")))
        top.addChild(item)
        if kept is not None and kept.id == one.id:
            self._tree.setCurrentItem(item)

    def _current(self) -> Comment | None:
        item = self._tree.currentItem()
        found = item.data(0, _COMMENT) if item is not None else None
        return found if isinstance(found, Comment) else None

    def _choose(self, item: QTreeWidgetItem, _column: int) -> None:
        if isinstance(found := item.data(0, _COMMENT), Comment):
            self.chosen.emit(found.place)

    def _settle_current(self) -> None:
        """Settling is for good: the other side may have seen it; what is still to say is a new comment."""
        if (found := self._current()) is not None:
            self._session.note_comments(settled(self._session.comments, found.id))
            announce(self, tr("Settled."))

    def _show_settle(self, *_items: object) -> None:
        found = self._current()
        self._settle.setEnabled(found is not None and not found.settled)

    def _show_add(self) -> None:
        self._add.setEnabled(self._place is not None and bool(self._edit.toPlainText().strip()))

    def _leave(self) -> None:
        self.closed.emit()


def in_order(session: Session, *, settled: bool = False) -> tuple[Comment, ...]:
    """The comments on questions on show, as these follow each other in the form; the ``settled`` ones too if wished."""
    if not session.comments:
        return ()
    order = {address: place for place, address in enumerate(in_form_order(session))}
    found = [one for one in session.comments if one.place in order and (settled or not one.settled)]
    return tuple(sorted(found, key=lambda one: (order[one.place], one.at)))


def settled(comments: tuple[Comment, ...], which: str) -> tuple[Comment, ...]:
    """The comments with that one settled."""
    from dataclasses import replace

    return tuple(replace(one, settled=True) if one.id == which else one for one in comments)


def moment(at_ms: int) -> str:
    """When, as people write it."""
    when = datetime.fromtimestamp(at_ms / 1000).astimezone()
    return f"{long_date(when.date().isoformat())}, {when:%H:%M}"


def _question(session: Session, address: Address) -> str:
    label, row = session.form.field(address.tab, address.field).label, row_words(session, address)
    return f"{label} ({row})" if row else label
