"""Signing with a smart card: which library speaks to it, and its PIN. Nothing of the card is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.export.signature_fields import SIGNER_TITLES
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.busy import Busy
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, PlainLabel
from pepdesk.ui.vault.passphrase_form import secret_edit
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity


class CardDialog(Sheet):
    """``read(Identity)`` – the identity on the card; its key stays there."""

    read = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs) -> None:
        super().__init__(tr("Sign with a smart card"), parent)
        self._jobs = jobs
        self._library, self._pin, self._label = QLineEdit(), secret_edit(tr("PIN of the card")), QLineEdit()
        self._role = QuietCombo()
        for role, words in SIGNER_TITLES.items():
            self._role.addItem(words, role)
        self._wrong, self._busy = ErrorText(), Busy()
        self._wrong.hide()
        self._go = primary(tr("&Use this card"), self._read)
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.addWidget(PlainLabel(
            tr("Put the card in. Its software brings a library for PKCS#11 (a file ending in .dll, .so or .dylib): ask "
            "whoever looks after your computer where it is. You need the card and its PIN each time you sign.")
        ))  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._library, 1)
        row.addWidget(button(tr("C&hoose…"), self._choose))
        self._label_for(tr("The card’s &library"), self._library)
        self.body.addLayout(row)
        self._row(tr("&PIN of the card"), self._pin)
        self._row(tr("Your &role"), self._role)
        self._row(tr("&Name of the certificate, if the card has several"), self._label)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self._busy)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self._go)

    def _row(self, words: str, edit: QWidget) -> None:
        self._label_for(words, edit)
        self.body.addWidget(edit)

    def _label_for(self, words: str, edit: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(edit)
        edit.setAccessibleName(words.replace("&", ""))
        self.body.addWidget(label)

    def done(self, result: int) -> None:
        """Drop the PIN with the window, however it is closed."""
        self._pin.clear()
        super().done(result)

    def put_in(self, library: str) -> None:
        """Use this library."""
        self._library.setText(library)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose the card’s library"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.put_in)
        dialog.open()

    def _read(self) -> None:
        from pepdesk.people.token import identity_on_card

        self._wrong.hide()
        self._go.setDisabled(True)
        self._busy.start(tr("Asking the card…"))
        work = partial(
            identity_on_card,
            Path(self._library.text().strip()),
            self._pin.text(),
            role=str(self._role.currentData()),
            label=self._label.text().strip(),
        )
        Errand["Identity"](self, self._done, self._failed).run(self._jobs, work)

    def _done(self, identity: Identity) -> None:
        self._pin.clear()
        self.read.emit(identity)
        self.accept()

    def _failed(self, problem: PepDeskProblem) -> None:
        self._busy.stop()
        self._go.setEnabled(True)
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        self._pin.selectAll()
        self._pin.setFocus()
        announce(self, words, urgent=True)
