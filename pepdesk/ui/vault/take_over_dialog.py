"""The school's data lead: a card to give to staff, and taking over the plans of somebody who left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QLabel, QLineEdit, QWidget

from pepdesk.app.known_vaults import LONGEST_LABEL
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, PlainLabel
from pepdesk.ui.vault.passphrase_dialogs import NewPassphraseDialog
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.jobs import Jobs
    from pepdesk.app.taking_over import TakenOver
    from pepdesk.people.escrow_card import EscrowCard
    from pepdesk.storage.derivation import Cost, Ready
    from pepdesk.storage.vault import Vault


class OwnCardDialog(Sheet):
    """Makes the data lead's card and shows its 30 digits."""

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault) -> None:
        super().__init__(tr("My card as the school’s data lead"), parent)
        self._jobs, self._vault = jobs, vault
        self._name, self._school = QLineEdit(), QLineEdit()
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for words, edit in ((tr("Your &name, as staff know it"), self._name), (tr("Your &organisation"), self._school)):
            label = QLabel(words)
            label.setBuddy(edit)
            edit.setAccessibleName(words.replace("&", ""))
            edit.textChanged.connect(self._refresh)
            form.addRow(label, edit)
        self._said, self._wrong = PlainLabel(), ErrorText()
        self.body.addWidget(PlainLabel(
            tr("Colleagues who let your card in can have their plans taken over by you when they leave or lose their "
            "passphrase. The card is a small file that anybody may see; its key stays in your own plans.")
        ))  # fmt: skip
        self.body.addLayout(form)
        for widget in (self._said, self._wrong):
            self.body.addWidget(widget)
            widget.hide()
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        self._go = primary(tr("&Save the card…"), self._choose)
        self.foot.addWidget(self._go)
        self._refresh()

    def save_in(self, file: str) -> None:
        """Write the card into a new file."""
        work = partial(write_own_card, self._vault, self._name.text(), self._school.text(), Path(file))
        Errand["EscrowCard"](self, self._made, self._failed).run(self._jobs, work)

    def _refresh(self, _text: str = "") -> None:
        self._go.setEnabled(bool(self._name.text().strip() and self._school.text().strip()))

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Where the card goes"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pepcard")
        dialog.setNameFilter(tr("Cards") + " (*.pepcard)")
        dialog.fileSelected.connect(self.save_in)
        dialog.open()

    def _made(self, card: EscrowCard) -> None:
        words = tr("The card is saved. Read these digits to each colleague by telephone: {code}", code=card.code)
        self._wrong.hide()
        self._said.say(words)
        self._said.show()
        announce(self, words)

    def _failed(self, problem: PepDeskProblem) -> None:
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        announce(self, words, urgent=True)


class TakeOverDialog(NewPassphraseDialog):
    """``taken(Path, TakenOver)`` – the leaver's vault is open under its new passphrase and its sheet is due."""

    taken = Signal(object, object)

    def __init__(self, parent: QWidget, jobs: Jobs, own: Vault, folder: Path, *, cost: Cost | None = None) -> None:
        super().__init__(
            parent, jobs, tr("Take over a leaver’s plans"),
            tr("Your card opens the plans in “{name}” if their owner let it in. Give them a name on "
"this computer and a new passphrase. The leaver’s own passphrase and recovery sheet then "
"open nothing here, and both trails note that you took over. Your own plans are closed "
"first.", name=folder.name),
            tr("&Take over"), tr("Cancel"),
        )  # fmt: skip
        self._own, self._leaver, self._cost = own, folder, cost
        self._name = QLineEdit()
        self._name.setMaxLength(LONGEST_LABEL)
        self._name.setAccessibleName(tr("What to call these plans"))
        label = QLabel(tr("What to &call these plans: a role or initials, never a child’s name"))
        label.setWordWrap(True)
        label.setBuddy(self._name)
        self.body.insertWidget(self._place, self._name)
        self.body.insertWidget(self._place, label)
        self._name.setFocus()

    def _start(self) -> None:
        passphrase = self._form.passphrase()
        if passphrase is None:
            return
        progress = self._wait(tr("Opening the plans: this takes a few seconds…"), tr("Storing the new passphrase…"))
        work = partial(
            _take_over, self._own, self._leaver, self._name.text(), passphrase, self._cost, progress.go_through
        )
        errand = Errand["TakenOver"](self, self._done, self._failed, given_up_by=progress, unwanted=_lock)
        errand.run(self._jobs, work)

    def _done(self, taken: TakenOver) -> None:
        self._over()
        self.taken.emit(self._leaver, taken)
        self.accept()


def write_own_card(vault: Vault, name: str, organisation: str, file: Path) -> EscrowCard:
    """Work for the job. Raises ``StorageProblem`` and ``ExportProblem``."""
    from pepdesk.app.documents import write_document
    from pepdesk.app.taking_over import own_card
    from pepdesk.people.escrow_card import write_card

    card = own_card(vault, name, organisation)
    write_document(file, write_card(card).encode())
    return card


def _lock(taken: TakenOver) -> None:
    taken.vault.lock()


def _take_over(own: Vault, leaver: Path, label: str, passphrase: str, cost: Cost | None, ready: Ready) -> TakenOver:
    from pepdesk.app.taking_over import take_over_as

    return take_over_as(own, leaver, label, passphrase, cost=cost, ready=ready)
