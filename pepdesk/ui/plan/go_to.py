"""Go to a question: type some of its words, Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from pepdesk.form.address import Address, RowsAt
from pepdesk.form.model import FieldType
from pepdesk.ui.editors.editor import field_height
from pepdesk.ui.parts.focus_ring import FocusRing
from pepdesk.ui.parts.form_order import row_places
from pepdesk.ui.parts.sought_list import SoughtList
from pepdesk.ui.parts.texts import Hint, PlainLabel
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.session import Session
    from pepdesk.form.model import Field, Tab

_OF_SCREEN = 0.92
NO_ROW = "-"
"""Stands for the row of a table that has none yet: going there goes to the button that adds one."""


def questions(session: Session) -> list[tuple[str, Address]]:
    """Every question on show with its words, in form order; of rows, the first."""
    shown: dict[tuple[str, str], Address] = {}
    for address in sorted(session.on_screen.shown, key=lambda one: row_places(session, one)):
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


def _place_words(tab: Tab, question: Field) -> str:
    """A question with the group and section it stands in."""
    group = f"{tab.group(question.group).title}, " if question.group else ""
    return f"{question.label}  —  {group}{tab.title}"


class GoToDialog(QDialog):
    """``chosen(Address)`` – go there."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        FocusRing(self)  # first, so that it goes before what it rings
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("PepDesk – go to a question"))
        self._edit = QLineEdit(self)
        self._edit.setPlaceholderText(tr("Type some of its words"))
        self._edit.setAccessibleName(tr("Words of the question"))
        self._list = SoughtList(self._edit, tr("Questions found"), self)
        for words, address in questions(session):
            self._list.add(words, session.form.field(address.tab, address.field).help, address)
        self._none = Hint("", self)
        label = PlainLabel("", self)
        label.stand_by(self._edit, tr("Which question?"))
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
        self._narrow("")

    def _narrow(self, text: str) -> None:
        found = self._list.narrow(text)
        self._none.say("" if found else tr("No question on show has all of these words. Try one word alone."))
        self._none.setVisible(not found)

    def _go(self) -> None:
        if (address := self._list.named()) is not None:
            self.chosen.emit(address)
            self.accept()
