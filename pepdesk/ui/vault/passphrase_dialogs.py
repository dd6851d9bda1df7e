"""Another passphrase for an open vault; and a new vault file from the recovery sheet when the old one is lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.busy import AT_WORK, Busy
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, PlainLabel
from pepdesk.ui.vault.passphrase_form import PassphraseForm
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.derivation import Cost
    from pepdesk.storage.vault import Vault


class NewPassphraseDialog(Sheet):
    """What both have in common: a new passphrase, a busy bar, an error, two buttons."""

    def __init__(self, parent: QWidget, jobs: Jobs, title: str, words: str, verb: str, decline: str) -> None:
        super().__init__(title, parent)
        self._jobs = jobs
        self._form = PassphraseForm()
        self._busy = Busy()
        self._wrong = ErrorText()
        self._wrong.hide()
        self._go = primary(verb, self._start)
        self._decline = button(decline, self.reject)
        self.body.addWidget(PlainLabel(words))
        self._place = self.body.count()
        self.body.addWidget(self._form)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self._busy)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self._decline)
        self.foot.addWidget(self._go)
        self._form.changed.connect(self._go.setEnabled)
        self._go.setEnabled(False)

    def reject(self) -> None:
        """Close, unless something is under way."""
        if self._form.isEnabled():
            super().reject()

    def _start(self) -> None:
        raise NotImplementedError

    def _rest(self, words: str) -> None:
        """Rest while ``words`` is going on; "" when it is over."""
        self.setProperty(AT_WORK, bool(words))
        self._form.setDisabled(bool(words))
        self._decline.setDisabled(bool(words))
        self._go.setDisabled(bool(words) or self._form.passphrase() is None)
        if words:
            self._wrong.hide()
            self._busy.start(words)
        else:
            self._busy.stop()

    def _failed(self, problem: PepDeskProblem) -> None:
        self._rest("")
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
        self._rest(tr("Storing the new passphrase: this takes a few seconds…"))
        work = partial(self._vault.change_passphrase, passphrase, cost=self._cost)
        Errand[None](self, self._done, self._failed).run(self._jobs, work)

    def _done(self, _nothing: None) -> None:
        self._rest("")
        self._form.wipe()
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
        self._rest(tr("Restoring: this takes a few seconds…"))
        work = partial(restore, self._folder, self._key.text(), self._box.toPlainText(), passphrase, self._cost)
        Errand["Vault"](self, self._done, self._failed).run(self._jobs, work)

    def _done(self, vault: Vault) -> None:
        self._rest("")
        self._form.wipe()
        self.restored.emit(vault)
        self.accept()


def restore(folder: Path, key: str, box: str, passphrase: str, cost: Cost | None) -> Vault:
    """Work for the job. Raises ``StorageProblem``."""
    from pepdesk.storage.unlocking import restore_from_sheet

    return restore_from_sheet(folder, key, box, passphrase, cost=cost)
