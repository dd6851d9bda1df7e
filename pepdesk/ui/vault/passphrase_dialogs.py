"""Another passphrase for an open vault; and a new vault file from the recovery sheet when the old one is lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.app.progress import Progress
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.busy import AT_WORK
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.scrolling import with_plain_bars
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, PlainLabel, StrongText
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.vault.passphrase_form import PassphraseForm
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.derivation import Cost, Ready
    from pepdesk.storage.vault import Vault


class NewPassphraseDialog(Sheet):
    """What both have in common: a new passphrase, a busy bar, an error, two buttons."""

    def __init__(self, parent: QWidget, jobs: Jobs, title: str, words: str, verb: str, decline: str) -> None:
        super().__init__(title, parent)
        self._jobs = jobs
        self._form = PassphraseForm()
        self._waiting = Waiting()
        self._waiting.retain()
        self._wrong, self._told = ErrorText(), StrongText()
        self._wrong.hide()
        self._told.hide()
        self._go = primary(verb, self._start)
        self._decline = button(decline, self.reject)
        self.body.addWidget(PlainLabel(words))
        self._place = self.body.count()
        self.body.addWidget(self._form)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self._told)
        self.body.addWidget(self._waiting)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self._decline)
        self.foot.addWidget(self._go)
        self._form.changed.connect(self._go.setEnabled)
        self._go.setEnabled(False)
        self._waiting.stopped.connect(self._given_up)

    def reject(self) -> None:
        """Close; what is under way is given up instead, as long as nothing is changed."""
        if self._form.isEnabled():
            super().reject()
        else:
            self._waiting.give_up()

    def _start(self) -> None:
        raise NotImplementedError

    def _wait(self, words: str, then: str = "") -> Progress:
        """Rest while ``words`` is going on, and ``then`` once it cannot be stopped any more."""
        self._wrong.hide()
        self._told.hide()
        self._rest(True)
        return self._waiting.start(words, then)

    def _rest(self, working: bool) -> None:
        self.setProperty(AT_WORK, working)
        self._form.setDisabled(working)
        self._decline.setDisabled(working)
        self._go.setDisabled(working or self._form.passphrase() is None)

    def _over(self) -> None:
        """It is done: forget the passphrase."""
        self._waiting.finish()
        self._rest(False)
        self._form.wipe()

    def _given_up(self) -> None:
        """Free at once; what the work finds out later goes to nobody."""
        self._over()
        self._form.setFocus()
        self._told.say(tr("Stopped. Nothing was changed."))
        self._told.show()
        announce(self, self._told.text())

    def _failed(self, problem: PepDeskProblem) -> None:
        self._waiting.finish()
        self._rest(False)
        self._wrong.say(f"{problem.title} {problem.advice}".strip())
        self._wrong.show()


class ChangePassphraseDialog(NewPassphraseDialog):
    """``changed()`` – the new passphrase holds and the old one opens nothing any more."""

    changed = Signal()

    def __init__(
        self, parent: QWidget, jobs: Jobs, vault: Vault, *, cost: Cost | None = None, after_recovery: bool = False
    ) -> None:
        words = (
            tr("You came in with the recovery key. Choose a new passphrase; the forgotten one then opens nothing.")
            if after_recovery
            else tr("The old passphrase opens nothing once the new one is stored. Your plans are not touched.")
        )
        super().__init__(parent, jobs, tr("New passphrase"), words, tr("&Use this passphrase"), tr("Keep the old one"))
        self._vault, self._cost = vault, cost

    def _start(self) -> None:
        passphrase = self._form.passphrase()
        if passphrase is None:
            return
        progress = self._wait(tr("Preparing the new passphrase: this takes a few seconds…"), tr("Storing it…"))
        work = partial(self._vault.change_passphrase, passphrase, cost=self._cost, ready=progress.go_through)
        Errand[None](self, self._done, self._failed, given_up_by=progress).run(self._jobs, work)

    def _done(self, _nothing: None) -> None:
        self._over()
        self.changed.emit()
        self.accept()


class RestoreDialog(NewPassphraseDialog):
    """``restored(Vault)`` – a new vault file was made from the sheet; the drafts open again."""

    restored = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, folder: Path, *, cost: Cost | None = None) -> None:
        super().__init__(
            parent,
            jobs,
            tr("Restore from the recovery sheet"),
            tr(
                "Only needed when the vault’s own file is lost or damaged. Type the key and the seven numbered lines "
                "of your recovery sheet, and choose a new passphrase."
            ),
            tr("&Restore"),
            tr("Cancel"),
        )
        self._folder, self._cost = folder, cost
        self._key, self._box = QLineEdit(), QPlainTextEdit()
        with_plain_bars(self._box)
        self._key.setAccessibleName(tr("Recovery key"))
        self._box.setAccessibleName(tr("The seven numbered lines"))
        self._box.setTabChangesFocus(True)
        self._box.setFixedHeight(self._box.fontMetrics().lineSpacing() * 7 + 14)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for words, edit in ((tr("Recovery &key"), self._key), (tr("The seven numbered &lines"), self._box)):
            label = QLabel(words)
            label.setBuddy(edit)
            form.addRow(label, edit)
        self.body.insertLayout(self._place, form)
        self._key.setFocus()

    def _start(self) -> None:
        passphrase = self._form.passphrase()
        if passphrase is None:
            return
        progress = self._wait(tr("Restoring: this takes a few seconds…"))
        work = partial(
            restore, self._folder, self._key.text(), self._box.toPlainText(), passphrase, self._cost,
            progress.go_through,
        )  # fmt: skip
        errand = Errand["Vault"](self, self._done, self._failed, given_up_by=progress, unwanted=_lock)
        errand.run(self._jobs, work)

    def _done(self, vault: Vault) -> None:
        self._over()
        self.restored.emit(vault)
        self.accept()


def _lock(vault: Vault) -> None:
    vault.lock()


def restore(folder: Path, key: str, box: str, passphrase: str, cost: Cost | None, ready: Ready) -> Vault:
    """Work for the job. Raises ``StorageProblem``."""
    from pepdesk.storage.unlocking import restore_from_sheet

    return restore_from_sheet(folder, key, box, passphrase, cost=cost, ready=ready)
