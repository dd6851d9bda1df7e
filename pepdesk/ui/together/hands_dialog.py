"""A plan changes hands: a new social worker or designated teacher, a new school, or parts given to a colleague.

It changes what the plan remembers of its people, never an answer; the text for the authority is to be copied.
"""

from __future__ import annotations

import time
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QWidget

from pepdesk.app.contact_cards import load_cards, own_for_plan
from pepdesk.handover.hands import delegate, delegations, hand_over_to, tell_authority
from pepdesk.handover.ledger import ledger_of, write_ledger
from pepdesk.handover.sections import sections
from pepdesk.people.card_book import CardBook
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.message_text import MessageText
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, Hint, PlainLabel
from pepdesk.ui.parts.ticks import Dot
from pepdesk.ui.together.contact_dialogs import who_words
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.session import Session
    from pepdesk.handover.sections import Section
    from pepdesk.people.card import Card, OwnCard
    from pepdesk.storage.vault import Vault

_SECTION = Qt.ItemDataRole.UserRole
_LIST_LINES = 6
_NOBODY = tr("Nobody known")
_NO_CONTACT = tr("Nobody among your contacts yet: add their card first")
_TICKED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
_SUCCESSOR = tr(
    "What the one who leaves writes from now on is refused; what they wrote stays. Hand the plan over to the new "
    "colleague afterwards."
)
_SCHOOL = tr("The whole plan goes to the new school: all parts are ticked when you hand it over next.")
_PARTS = tr(
    "Your colleague writes the ticked parts from now on. You answer for them: they go on to others under your name. "
    "Untick all to end it."
)


class HandsDialog(Sheet):
    """``noted(dict)`` – what the plan is to remember; ``hand_over_wanted(bool)`` – hand over now, all of it or not.

    ``people_wanted()`` – show the contacts.
    """

    noted = Signal(object)
    hand_over_wanted = Signal(bool)
    people_wanted = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, session: Session, vault: Vault) -> None:
        super().__init__(tr("New colleague or new school"), parent, letters=92)
        self._record = session.read()
        self._book: CardBook | None = None
        self._own: OwnCard | None = None
        self._ways = tuple(
            Dot(words)
            for words in (
                tr("A new &social worker"), tr("A new &designated teacher"), tr("A new sc&hool"),
                tr("A colleague &writes some parts of mine"),
            )
        )  # fmt: skip
        self._comes, self._leaves = QuietCombo(), QuietCombo()
        self._hint, self._wrong, self._said = Hint(), ErrorText(), PlainLabel()
        self._parts = QListWidget()
        with_plain_bars(self._parts)
        self._letter = MessageText(tr("Text for the authority"), "")
        self._go = primary(tr("&Note it in the plan"), self._note)
        self._next = button(tr("Hand &over now…"), self._hand_over)
        self._lay_out()
        self._ways[0].setChecked(True)
        Errand[CardBook](self, self._show, self._failed).run_file(jobs, partial(load_cards, vault))

    # Choosing -----------------------------------------------------------------------------------------------------

    def _show(self, book: CardBook) -> None:
        self._book, self._own = book, own_for_plan(book, self._record)
        for way in self._ways:
            way.toggled.connect(self._offer)
        for box in (self._comes, self._leaves):
            box.currentIndexChanged.connect(self._refresh)
        self._offer()

    @property
    def _way(self) -> int:
        return next(index for index, way in enumerate(self._ways) if way.isChecked())

    def _offer(self, _on: bool = True) -> None:
        """Offer whoever could come, and whoever could leave, for what is chosen."""
        if self._book is None:
            return
        role = ("social_worker", "designated_teacher", "designated_teacher", "")[self._way]
        cards = [one.card for one in self._book.others if not role or one.card.role == role]
        before = [card for card in ledger_of(self._record).cards.values() if card.role == role]
        if self._own is not None and self._own.card.role == role and self._own.card not in before:
            before.append(self._own.card)
        for box, some, none in ((self._comes, cards, _NO_CONTACT), (self._leaves, before, _NOBODY)):
            box.blockSignals(True)
            box.clear()
            for card in some:
                box.addItem(who_words(card), card)
            if not some or box is self._leaves:
                box.addItem(none, None)
            box.blockSignals(False)
        self._list_parts()
        self._hint.say((_SUCCESSOR, _SUCCESSOR, _SCHOOL, _PARTS)[self._way])
        self._refresh()

    def _list_parts(self) -> None:
        self._parts.clear()
        if self._own is None:
            return
        for section in sections(self._record.form):
            if section.written_by(self._own.card.role):
                words = self._record.form.tab(section.tab).title + (" (shared)" if section.is_shared else "")
                item = QListWidgetItem(words)
                item.setData(_SECTION, section)
                item.setFlags(_TICKED)
                item.setCheckState(Qt.CheckState.Unchecked)
                self._parts.addItem(item)

    def _refresh(self, _index: int = 0) -> None:
        comes, leaves, way = self._comes.currentData(), self._leaves.currentData(), self._way
        for widget in (self._leaves, self._leaves_label):
            widget.setVisible(way != 3)
        self._parts.setVisible(way == 3)
        self._parts_label.setVisible(way == 3)
        self._letter.setVisible(way != 3 and comes is not None and self._own is not None)
        self._letter_label.setVisible(self._letter.isVisibleTo(self))
        if comes is not None and self._own is not None and way != 3:
            self._letter.say(tell_authority(self._record, leaves, comes, date.today(), self._own.card))
        if comes is not None and way == 3:
            self._tick_given(comes)
        self._go.setEnabled(comes is not None and self._own is not None)

    def _tick_given(self, comes: Card) -> None:
        """Tick the parts that this colleague writes already."""
        said = delegations(ledger_of(self._record)).get(comes.id)
        for row in range(self._parts.count()):
            item = self._parts.item(row)
            given = said is not None and str(item.data(_SECTION)) in said.sections
            item.setCheckState(Qt.CheckState.Checked if given else Qt.CheckState.Unchecked)

    def _chosen_parts(self) -> tuple[Section, ...]:
        items = [self._parts.item(row) for row in range(self._parts.count())]
        return tuple(item.data(_SECTION) for item in items if item.checkState() is Qt.CheckState.Checked)

    # Doing --------------------------------------------------------------------------------------------------------

    def _note(self) -> None:
        comes, leaves = self._comes.currentData(), self._leaves.currentData()
        if comes is None or self._own is None:
            return
        now, ledger = time.time_ns() // 1_000_000, ledger_of(self._record)
        try:
            if self._way == 3:
                ledger = delegate(self._record, ledger, self._own, comes, self._chosen_parts(), now)
            else:
                ledger = hand_over_to(ledger, leaves if leaves != comes else None, comes, now)
        except PepDeskProblem as problem:
            self._failed(problem)
            return
        self._tell(write_ledger(ledger), comes)

    def _tell(self, handover: dict[str, Any], comes: Card) -> None:
        self.noted.emit(handover)
        self._go.hide()
        self._next.show()
        for widget in (*self._ways, self._comes, self._leaves, self._parts):
            widget.setDisabled(True)
        words = tr("Noted: {name}. Hand the plan over to them now, so that they have it.", name=comes.name)
        self._said.say(words)
        self._said.show()
        self._next.setFocus()
        announce(self, words)

    def _hand_over(self) -> None:
        self.accept()
        self.hand_over_wanted.emit(self._way == 2)

    def _failed(self, problem: PepDeskProblem) -> None:
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        announce(self, words, urgent=True)

    def _lay_out(self) -> None:
        for way in self._ways:
            self.body.addWidget(way)
        self.body.addWidget(self._hint)
        self._labelled(tr("Who co&mes (from your contacts)"), self._comes)
        row = QHBoxLayout()
        row.addWidget(button(tr("My card and cont&acts…"), self.people_wanted.emit))
        row.addStretch(1)
        self.body.addLayout(row)
        self._leaves_label = self._labelled(tr("Who &leaves"), self._leaves)
        self._parts_label = self._labelled(tr("The &parts"), self._parts)
        self._parts.setMinimumHeight(self._parts.fontMetrics().height() * _LIST_LINES)
        self._letter_label = PlainLabel(tr("A text to tell the authority. PepDesk sends nothing itself:"))
        self.body.addWidget(self._letter_label)
        self.body.addWidget(self._letter, 1)
        for widget in (self._said, self._wrong):
            self.body.addWidget(widget)
            widget.hide()
        self._next.hide()
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        self.foot.addWidget(self._next)
        self.foot.addWidget(self._go)

    def _labelled(self, words: str, edit: QWidget) -> QLabel:
        label = QLabel(words)
        label.setBuddy(edit)
        edit.setAccessibleName(words.replace("&", ""))
        self.body.addWidget(label)
        self.body.addWidget(edit)
        return label
