"""Making one's own contact card: name, organisation and role; a signing identity is made with it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from pepdesk.app.contact_cards import new_own_card
from pepdesk.people.card import CARD_ROLES, SCHOOL_STAFF, OwnCard
from pepdesk.ui.parts.busy import AT_WORK
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, PlainLabel
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.problem import PepDeskProblem
    from pepdesk.storage.vault import Vault

_ROLES = ("designated_teacher", "social_worker", "virtual_school", SCHOOL_STAFF)
"""Who hands plans over; carers, parents and children only sign."""


class NewCardDialog(Sheet):
    """``made(OwnCard)`` – it is in the vault."""

    made = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault) -> None:
        super().__init__(tr("Make my card"), parent)
        self._jobs, self._vault = jobs, vault
        self._name, self._organisation, self._role = QLineEdit(), QLineEdit(), QuietCombo()
        for role in _ROLES:
            self._role.addItem(CARD_ROLES[role], role)
        self._wrong, self._waiting = ErrorText(), Waiting()
        self._waiting.retain()
        self._waiting.stopped.connect(self._given_up)
        self._wrong.hide()
        self._go = primary(tr("&Make it"), self._make)
        self.body.addWidget(PlainLabel(
            tr("The card tells your colleagues who you are, so that they can seal a plan for you and see what is "
            "yours. It is not secret. Write name and organisation as they know them.")
        ))  # fmt: skip
        for words, edit in ((tr("Your &name"), self._name), (tr("Your &organisation"), self._organisation),
                            (tr("Your &role"), self._role)):  # fmt: skip
            label = QLabel(words)
            label.setBuddy(edit)
            edit.setAccessibleName(words.replace("&", ""))
            self.body.addWidget(label)
            self.body.addWidget(edit)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self._waiting)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self._go)
        for field in (self._name, self._organisation):
            field.textChanged.connect(self._refresh)
        self._refresh()

    def reject(self) -> None:
        """Close; a card that is being made is given up instead, as long as it is not kept."""
        if self.property(AT_WORK):
            self._waiting.give_up()
        else:
            super().reject()

    def _refresh(self, _text: str = "") -> None:
        self._go.setEnabled(bool(self._name.text().strip() and self._organisation.text().strip()))

    def _make(self) -> None:
        self._wrong.hide()
        self._go.setEnabled(False)
        self.setProperty(AT_WORK, True)
        progress = self._waiting.start(tr("Making your keys…"))
        work = partial(
            new_own_card, self._vault, self._name.text(), str(self._role.currentData()), self._organisation.text(),
            date.today(), progress.go_through,
        )  # fmt: skip
        Errand[OwnCard](self, self._done, self._failed, given_up_by=progress).run(self._jobs, work)

    def _given_up(self) -> None:
        self.setProperty(AT_WORK, False)
        self._refresh()
        announce(self, tr("Stopped. Nothing was changed."))

    def _done(self, own: OwnCard) -> None:
        self.setProperty(AT_WORK, False)
        self._waiting.finish()
        self.made.emit(own)
        self.accept()

    def _failed(self, problem: PepDeskProblem) -> None:
        self.setProperty(AT_WORK, False)
        self._waiting.finish()
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        self._refresh()
        announce(self, words, urgent=True)
