"""Making a signing identity, or bringing one that an organisation gave: who, in which role, and the code to compare."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pepdesk.app.jobs import Jobs
from pepdesk.export.signature_fields import SIGNER_TITLES
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.busy import Busy
from pepdesk.ui.errand import Errand
from pepdesk.ui.export_work import keep_identity
from pepdesk.ui.labels import button, primary, selectable
from pepdesk.ui.passphrase_form import secret_edit
from pepdesk.ui.problem_box import announce, show_problem
from pepdesk.ui.sheet import Sheet
from pepdesk.ui.texts import ErrorText, GroupTitle, PlainLabel

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity
    from pepdesk.storage.vault import Vault


class IdentityDialog(Sheet):
    """``made(Identity)`` – it is in the vault. ``file``: bring that PKCS#12 file in instead of making a new one."""

    made = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault, file: Path | None = None) -> None:
        super().__init__("Who signs?", parent)
        self._jobs, self._vault, self._file = jobs, vault, file
        self._identity: Identity | None = None
        self._name, self._organisation = QLineEdit(), QLineEdit()
        self._passphrase = secret_edit("Passphrase of the file")
        self._role = QComboBox()
        for role, words in SIGNER_TITLES.items():
            self._role.addItem(words, role)
        self._role.setAccessibleName("Your role")
        self._busy, self._wrong = Busy(), ErrorText()
        self._wrong.hide()
        self._cancel = button("Cancel", self.reject)
        self._go = primary("&Make my identity" if file is None else "&Bring it in", self._make)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._ask_page())
        self.body.addWidget(self._pages)
        self.foot.addStretch(1)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._go)

    def reject(self) -> None:
        """Close, unless something is under way."""
        if self._cancel.isEnabled():
            super().reject()

    def _ask_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        words = (
            "PepDesk makes a certificate for you alone, valid for three years, and keeps its key in your vault. "
            "Others make sure of it by comparing a code of thirty digits with you."
            if self._file is None
            else "The certificate and its key are copied into your vault; the file itself is left as it is."
        )
        layout.addWidget(PlainLabel(words))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(10)
        if self._file is None:
            self._row(form, "Your &name, as it shall stand in the signature", self._name)
            self._row(form, "Your &role", self._role)
            self._row(form, "Your school or &council", self._organisation)
        else:
            self._row(form, "&Passphrase of the file", self._passphrase)
            self._row(form, "Your &role", self._role)
        layout.addLayout(form)
        layout.addWidget(self._wrong)
        layout.addWidget(self._busy)
        layout.addStretch(1)
        return page

    def _row(self, form: QFormLayout, words: str, edit: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(edit)
        edit.setAccessibleName(words.replace("&", ""))
        form.addRow(label, edit)

    def _make(self) -> None:
        role = str(self._role.currentData())
        if self._file is None:
            work = partial(new_identity, self._vault, self._name.text(), role, self._organisation.text())
        else:
            work = partial(bring_identity, self._vault, self._file, self._passphrase.text(), role)
        self._wrong.hide()
        self._rest(True)
        self._busy.start("Making your key: this takes a moment…" if self._file is None else "Reading the file…")
        Errand["Identity"](self, self._show_code, self._failed).run_file(self._jobs, work)

    def _rest(self, resting: bool) -> None:
        for widget in (self._pages, self._cancel, self._go):
            widget.setDisabled(resting)

    def _failed(self, problem: PepDeskProblem) -> None:
        self._busy.stop()
        self._rest(False)
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        announce(self, words, urgent=True)

    def _show_code(self, identity: Identity) -> None:
        self._busy.stop()
        self._rest(False)
        self._passphrase.clear()
        self._identity = identity
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.title.say("Your code")
        layout.addWidget(selectable(GroupTitle(identity.code)))
        layout.addWidget(
            PlainLabel(
                "These thirty digits stand for your certificate. When somebody asks whether a signature is really "
                "yours, read them out on the telephone or when you meet. They are no secret."
            )
        )
        layout.addStretch(1)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        done = primary("&Done", self._finish)
        self.foot.insertWidget(0, button("&Save my certificate for others…", self._ask_where))
        self.foot.addWidget(done)
        self._go.hide()
        self._cancel.hide()
        done.setFocus()
        announce(self, f"Your code is {identity.code}.")
        self.made.emit(identity)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, "Save my certificate for others")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Certificate (*.cer)")
        dialog.setDefaultSuffix("cer")
        dialog.selectFile("my-signing-certificate.cer")
        dialog.fileSelected.connect(self.save_certificate)
        dialog.open()

    def save_certificate(self, path: str) -> None:
        """Write the certificate that others import."""
        from pepdesk.app.documents import write_document
        from pepdesk.people.identity import root_file

        if self._identity is None:
            return
        try:
            write_document(Path(path), root_file(self._identity))
        except PepDeskProblem as problem:
            show_problem(self, problem)

    def _finish(self) -> None:
        self.accept()


def new_identity(vault: Vault, name: str, role: str, organisation: str) -> Identity:
    """Work for the job: a new identity, kept in the vault. Raises ``PepDeskProblem``."""
    from pepdesk.people.identity import make_identity

    identity = make_identity(name, role, organisation)
    keep_identity(vault, identity)
    return identity


def bring_identity(vault: Vault, file: Path, passphrase: str, role: str) -> Identity:
    """Work for the job: the identity in a PKCS#12 file, kept in the vault. Raises ``PepDeskProblem``."""
    from pepdesk.people.pkcs12 import from_pkcs12
    from pepdesk.signing.verify import read_file

    identity = from_pkcs12(read_file(file), passphrase, role=role)
    keep_identity(vault, identity)
    return identity
