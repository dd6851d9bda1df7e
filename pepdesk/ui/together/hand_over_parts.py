"""Two parts of the window that hands a plan over: who is to read it, and what goes along, each with boxes to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QTreeWidgetItem, QVBoxLayout, QWidget

from pepdesk.form.model import Role
from pepdesk.handover.sending import Line, in_words
from pepdesk.people.card_book import CardBook, CardContact
from pepdesk.ui.parts.emptying import clear
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.owners import owner_words
from pepdesk.ui.parts.texts import Hint, PlainLabel, ShouldText
from pepdesk.ui.parts.ticks import Tick
from pepdesk.ui.parts.wrapped_tree import WrappedTree
from pepdesk.ui.together.known_chip import KnownChip, known_words
from pepdesk.words import tr, trn

if TYPE_CHECKING:
    from pepdesk.handover.sections import Section
    from pepdesk.people.card import Card

_LINE = Qt.ItemDataRole.UserRole
_LIST_LINES = 7
_UNSURE = tr("You have not compared the digits with everybody ticked, so it may be somebody else’s card.")


class Readers(QWidget):
    """``changed()`` – others are ticked, or the reason; ``people_wanted()`` – show the contacts."""

    changed = Signal()
    people_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: list[tuple[QCheckBox, CardContact]] = []
        self._none = PlainLabel(tr("There is nobody among your contacts yet."), self)
        self._people = button(tr("My card and &contacts…"), self.people_wanted.emit)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._unsure = ShouldText(_UNSURE, self)
        self._reason = QLineEdit(self)
        self._reason.setAccessibleName(tr("Why it goes without comparing the digits"))
        self._why = QLabel(tr("&Why does it have to go without comparing them first?"), self)
        self._why.setBuddy(self._reason)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._lines)
        layout.addWidget(self._none)
        row = QHBoxLayout()
        row.addWidget(self._people)
        row.addStretch(1)
        layout.addLayout(row)
        for widget in (self._unsure, self._why, self._reason):
            layout.addWidget(widget)
        self._reason.textChanged.connect(self._tell)
        self._tell()

    def show_book(self, book: CardBook) -> None:
        """List the contacts; who was ticked stays ticked."""
        before = {card.id for card in self.chosen}
        clear(self._lines)
        self._boxes = []
        for contact in book.others:
            card = contact.card
            holder = QWidget(self)
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(0)
            words = f"{card.name}, {card.title}, {card.organisation}"
            box = Tick(words.replace("&", "&&"), holder)
            box.setAccessibleName(f"{words}. {known_words(contact.known, contact.verified)}")
            box.setChecked(card.id in before or len(book.others) == 1)
            box.toggled.connect(self._tell)
            inside.addWidget(box)
            inside.addWidget(KnownChip(contact.known, contact.verified, holder))
            self._lines.addWidget(holder)
            holder.show()
            self._boxes.append((box, contact))
        self._tell()

    def take_focus(self) -> None:
        """Put the focus on the first person."""
        (self._boxes[0][0] if self._boxes else self._people).setFocus()

    @property
    def chosen(self) -> tuple[Card, ...]:
        """Who is ticked."""
        return tuple(contact.card for box, contact in self._boxes if box.isChecked())

    @property
    def reason(self) -> str:
        """Why it goes to somebody whose digits were not compared."""
        return self._reason.text().strip() if self._is_unsure else ""

    @property
    def is_ready(self) -> bool:
        """Whether somebody is ticked, and a reason is there where one is needed."""
        return bool(self.chosen) and (not self._is_unsure or bool(self.reason))

    @property
    def _is_unsure(self) -> bool:
        return any(box.isChecked() and not contact.verified for box, contact in self._boxes)

    def _tell(self, _anything: object = None) -> None:
        self._none.setVisible(not self._boxes)
        for widget in (self._unsure, self._why, self._reason):
            widget.setVisible(self._is_unsure)
        self.changed.emit()


class Contained(QWidget):
    """``changed()`` – other parts are ticked."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._touched = False
        self._list = WrappedTree(tr("What goes along"), self)
        self._list.setMinimumHeight(self._list.fontMetrics().lineSpacing() * _LIST_LINES)
        self._sum = Hint("", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._sum)
        self._list.itemChanged.connect(self._ticked)

    def show_lines(self, lines: tuple[Line, ...], ticked: frozenset[Section]) -> None:
        """List everything that could go along."""
        self._list.blockSignals(True)
        self._list.clear()
        for tab in dict.fromkeys(line.tab for line in lines):
            heading = self._list.add_heading(tab)
            for line in (one for one in lines if one.tab == tab):
                item = QTreeWidgetItem([""])
                item.setData(0, _LINE, line)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(0, Qt.CheckState.Checked if line.section in ticked else Qt.CheckState.Unchecked)
                heading.addChild(item)
                self._say(item)
        self._list.expandAll()
        if found := self._list.lines():
            self._list.setCurrentItem(found[0])
        self._list.blockSignals(False)
        self._sum_up()

    def tick(self, ticked: frozenset[Section]) -> None:
        """Tick these, unless somebody has chosen by hand."""
        if self._touched:
            return
        self._list.blockSignals(True)
        for item in self._list.lines():
            line: Line = item.data(0, _LINE)
            item.setCheckState(0, Qt.CheckState.Checked if line.section in ticked else Qt.CheckState.Unchecked)
            self._say(item)
        self._list.blockSignals(False)
        self._sum_up()

    @property
    def chosen(self) -> tuple[Line, ...]:
        """What is ticked, in the plan's order."""
        return tuple(item.data(0, _LINE) for item in self._list.lines() if item.checkState(0) is Qt.CheckState.Checked)

    def _say(self, item: QTreeWidgetItem) -> None:
        line: Line = item.data(0, _LINE)
        answers = trn("1 answer", "{count} answers", line.answers)
        words = f"{_whose(line)}: {answers}"
        item.setText(0, f"{words}. {line.remark}" if line.remark else words)
        ticked = tr("goes along") if item.checkState(0) is Qt.CheckState.Checked else tr("stays here")
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{line.tab}, {words}, {ticked}. {line.remark}".strip())

    def _ticked(self, item: QTreeWidgetItem, _column: int) -> None:
        self._touched = True
        self._list.blockSignals(True)
        self._say(item)
        self._list.blockSignals(False)
        self._sum_up()

    def _sum_up(self) -> None:
        self._sum.say(tr("Goes along: {what}", what=in_words(self.chosen)))
        self.changed.emit()


def _whose(line: Line) -> str:
    """Shape and word of the side whose part it is."""
    return owner_words(Role.BOTH if line.section.is_shared else Role(line.section.side))
