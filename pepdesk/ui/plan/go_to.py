"""Go to a question: type some of its words, Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import FieldType
from pepdesk.ui.editors.editor import field_height
from pepdesk.ui.parts.focus_ring import FocusRing
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.ui.parts.theme import TARGET

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.form.model import Field, Tab

_ADDRESS = Qt.ItemDataRole.UserRole
_SOUGHT = Qt.ItemDataRole.UserRole + 1
_OF_SCREEN = 0.92
NO_ROW = "-"
"""Stands for the row of a table that has none yet: going there goes to the button that adds one."""


def questions(session: Session) -> list[tuple[str, Address]]:
    """Every question on show with its words, in form order; of rows, the first."""
    shown: dict[tuple[str, str], Address] = {}
    for address in sorted(session.on_screen.shown, key=lambda one: _row_places(session, one)):
        shown.setdefault((address.tab, address.field), address)
    empty = _empty_tables(session)
    found = []
    for tab in session.form.tabs:
        for question in tab.fields:
            if (tab.id, question.id) in shown and question.type is not FieldType.NOTE:
                found.append((_place_words(tab, question), shown[tab.id, question.id]))
            elif (at := empty.get((tab.id, question.group))) and question.group:
                found.append((_place_words(tab, question), Address(tab.id, question.id, (*at.rows, NO_ROW))))
    return found


def _empty_tables(session: Session) -> dict[tuple[str, str], RowsAt]:
    """The tables on show that have no line yet; of those in rows, the first."""
    found: dict[tuple[str, str], RowsAt] = {}
    for at in sorted(session.on_screen.rows, key=lambda one: len(one.rows)):
        group = session.form.tab(at.tab).group(at.group)
        if group.repeat is not None and not session.on_screen.rows[at]:
            found.setdefault((at.tab, at.group), at)
    return found


def in_form_order(session: Session) -> list[Address]:
    """Every question on show, row by row, as they follow each other in the form."""
    place = {
        (tab.id, question.id): number
        for number, (tab, question) in enumerate((tab, one) for tab in session.form.tabs for one in tab.fields)
    }
    return sorted(session.on_screen.shown, key=lambda one: (_group_place(session, one, place), one.field))


def _group_place(session: Session, address: Address, place: dict[tuple[str, str], int]) -> tuple[object, ...]:
    """The tab, then the first question of the group a row belongs to, then the row, then the question itself."""
    tab = session.form.tab(address.tab)
    own = place[address.tab, address.field]
    if not address.rows:
        return (session.form.tabs.index(tab), own, (), own)
    group = tab.group(session.form.field(address.tab, address.field).group)
    top = group.parent or group.id
    inside = [one for one in tab.fields if one.group and top in (one.group, tab.group(one.group).parent)]
    return (session.form.tabs.index(tab), place[address.tab, inside[0].id], _row_places(session, address), own)


def _row_places(session: Session, address: Address) -> tuple[int, ...]:
    """Where the rows of an answer stand among the others, counted from 0 (row ids have no order of their own)."""
    group_id = session.form.field(address.tab, address.field).group
    if not group_id or not address.rows:
        return ()
    tab = session.form.tab(address.tab)
    group = tab.group(group_id)
    chain = [tab.group(group.parent), group] if group.parent else [group]
    places = []
    for depth, row in enumerate(address.rows):
        rows = session.on_screen.rows.get(RowsAt(address.tab, chain[depth].id, address.rows[:depth]), ())
        places.append(rows.index(row) if row in rows else len(rows))
    return tuple(places)


def _place_words(tab: Tab, question: Field) -> str:
    """A question with the group and section it stands in."""
    group = f"{tab.group(question.group).title}, " if question.group else ""
    return f"{question.label}  —  {group}{tab.title}"


def plain(text: str) -> str:
    """``text`` as it is compared: no capitals, and one kind of apostrophe however it was typed."""
    return text.casefold().replace("’", "'")


class GoToDialog(QDialog):
    """``chosen(Address)`` – go there."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        FocusRing(self)  # first, so that it goes before what it rings
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("PepDesk – go to a question")
        self._edit = QLineEdit(self)
        self._edit.setPlaceholderText("Type some of its words")
        self._edit.setAccessibleName("Words of the question")
        self._list = QListWidget(self)
        self._list.setAccessibleName("Questions found")
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        high = QSize(0, max(TARGET, round(self.fontMetrics().height() * 1.4)))
        for words, address in questions(session):
            item = QListWidgetItem(words, self._list)
            item.setSizeHint(high)
            item.setData(_ADDRESS, address)
            item.setData(_SOUGHT, plain(f"{words} {session.form.field(address.tab, address.field).help}"))
        self._none = Hint("", self)
        label = PlainLabel("", self)
        label.stand_by(self._edit, "Which question?")
        self._edit.setMinimumHeight(field_height(self._edit))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 28)
        layout.setSpacing(8)
        for widget in (label, self._edit, self._none, self._list):
            layout.addWidget(widget)
        wanted = QSize(self.fontMetrics().averageCharWidth() * 80, self.fontMetrics().height() * 24)
        self.resize(wanted.boundedTo(self.screen().availableGeometry().size() * _OF_SCREEN))
        self._edit.textChanged.connect(self._narrow)
        self._edit.returnPressed.connect(self._go)
        self._list.itemActivated.connect(self._go)
        self._edit.installEventFilter(self)
        self._narrow("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list while the words keep the focus."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        """Show what has every word in its question or its help; the first whose question has them is chosen."""
        words = plain(text).split()
        first: QListWidgetItem | None = None
        second: QListWidgetItem | None = None
        for row in range(self._list.count()):
            item = self._list.item(row)
            fits = all(word in item.data(_SOUGHT) for word in words)
            item.setHidden(not fits)
            if fits and first is None and all(word in plain(item.text()) for word in words):
                first = item
            second = item if fits and second is None else second
        if found := first or second:
            self._list.setCurrentItem(found)
        else:
            self._list.setCurrentRow(-1)
        self._none.say("" if found else "No question on show has these words.")
        self._none.setVisible(not found)

    def _step(self, by: int) -> None:
        row = self._list.currentRow() + by
        while 0 <= row < self._list.count():
            if not self._list.item(row).isHidden():
                self._list.setCurrentRow(row)
                return
            row += by

    def _go(self) -> None:
        item = self._list.currentItem()
        if item is not None and not item.isHidden():
            self.chosen.emit(item.data(_ADDRESS))
            self.accept()
