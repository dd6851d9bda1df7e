"""Making a signing identity, bringing one from a file, or asking a certificate office: who, which role, what code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from pepdesk.app.jobs import Jobs
from pepdesk.export.signature_fields import SIGNER_TITLES
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.busy import AT_WORK
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import button, primary, selectable
from pepdesk.ui.parts.one_page import OnePage
from pepdesk.ui.parts.problem_box import announce, show_problem
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, GroupTitle, PlainLabel
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.signing.people_work import ask_office, bring_identity, new_identity, write_trust_sheet
from pepdesk.ui.vault.passphrase_form import secret_edit
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity
    from pepdesk.storage.vault import Vault


_OFFICE = tr(
    "If your authority has a certificate office, it can vouch for you, and everybody who trusts the office knows your "
    "signature at once. PepDesk makes a key, keeps it in your vault, and writes a request without it."
)
_ASKED = tr(
    "The key is in your vault. Save the request and give it to the certificate office by the way it asks for. When the "
    "certificate comes, choose: Other ways, Bring the office’s answer."
)


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    return page, layout


class IdentityDialog(Sheet):
    """``made(Identity)`` – it is in the vault.

    ``file``: bring that PKCS#12 file in instead of making a new one. ``office``: make a request to an authority's
    certificate office; the certificate comes later.
    """

    made = Signal(object)

    def __init__(
        self, parent: QWidget, jobs: Jobs, vault: Vault, file: Path | None = None, *, office: bool = False
    ) -> None:
        super().__init__(tr("Who signs?"), parent)
        self._jobs, self._vault, self._file, self._office = jobs, vault, file, office
        self._request = b""
        self._identity: Identity | None = None
        self._name, self._organisation = QLineEdit(), QLineEdit()
        self._passphrase = secret_edit(tr("Passphrase of the file"))
        self._role = QuietCombo()
        for role, words in SIGNER_TITLES.items():
            self._role.addItem(words, role)
        self._role.setAccessibleName(tr("Your role"))
        self._waiting, self._wrong = Waiting(), ErrorText()
        self._waiting.retain()
        self._waiting.stopped.connect(self._given_up)
        self._wrong.hide()
        self._cancel = button(tr("Cancel"), self.reject)
        verb = tr("Make the re&quest") if office else tr("&Make my identity") if file is None else tr("&Bring it in")
        self._go = primary(verb, self._make)
        self._pages = OnePage()
        self._pages.add_page(self._ask_page())
        self.body.addWidget(self._pages)
        self.foot.addStretch(1)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._go)

    def reject(self) -> None:
        """Close; what is under way is given up instead, as long as nothing is kept."""
        if self._cancel.isEnabled():
            super().reject()
        else:
            self._waiting.give_up()

    def _ask_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        words = (
            _OFFICE
            if self._office
            else tr(
                "PepDesk makes a certificate for you alone, valid for three years, and keeps its key in your vault. "
                "Others make sure of it by comparing a code of thirty digits with you."
            )
            if self._file is None
            else tr("The certificate and its key are copied into your vault; the file itself is left as it is.")
        )
        layout.addWidget(PlainLabel(words))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(10)
        if self._file is None:
            self._row(form, tr("Your &name, as it shall stand in the signature"), self._name)
            self._row(form, tr("Your &role"), self._role)
            self._row(form, tr("Your school or &council"), self._organisation)
        else:
            self._row(form, tr("&Passphrase of the file"), self._passphrase)
            self._row(form, tr("Your &role"), self._role)
        layout.addLayout(form)
        layout.addWidget(self._wrong)
        layout.addWidget(self._waiting)
        layout.addStretch(1)
        return page

    def _row(self, form: QFormLayout, words: str, edit: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(edit)
        edit.setAccessibleName(words.replace("&", ""))
        form.addRow(label, edit)

    def _make(self) -> None:
        role = str(self._role.currentData())
        words = (self._name.text(), role, self._organisation.text())
        self._wrong.hide()
        self._rest(True)
        progress = self._waiting.start(
            tr("Making your key: this takes a moment…") if self._file is None else tr("Reading the file…")
        )
        if self._office:
            ask = partial(ask_office, self._vault, *words, progress.go_through)
            Errand[bytes](self, self._show_request, self._failed, given_up_by=progress).run_file(self._jobs, ask)
            return
        if self._file is None:
            work = partial(new_identity, self._vault, *words, progress.go_through)
        else:
            secret = self._passphrase.text()
            work = partial(bring_identity, self._vault, self._file, secret, role, progress.go_through)
        Errand["Identity"](self, self._show_code, self._failed, given_up_by=progress).run_file(self._jobs, work)

    def _given_up(self) -> None:
        self._rest(False)
        self._passphrase.clear()
        announce(self, tr("Stopped. Nothing was changed."))

    def _rest(self, resting: bool) -> None:
        self.setProperty(AT_WORK, resting)
        for widget in (self._pages, self._cancel, self._go):
            widget.setDisabled(resting)

    def _failed(self, problem: PepDeskProblem) -> None:
        self._waiting.finish()
        self._rest(False)
        words = f"{problem.title} {problem.advice}".strip()
        self._wrong.say(words)
        self._wrong.show()
        announce(self, words, urgent=True)

    def _show_code(self, identity: Identity) -> None:
        self._waiting.finish()
        self._rest(False)
        self._passphrase.clear()
        self._identity = identity
        self.title.say(tr("Your code"))
        page, layout = _page()
        layout.addWidget(selectable(GroupTitle(identity.code)))
        layout.addWidget(
            PlainLabel(
                tr(
                    "These thirty digits stand for your certificate. When somebody asks whether a signature is really "
                    "yours, read them out on the telephone or when you meet. They are no secret."
                )
            )
        )
        self._turn_to(page, tr("&Save my certificate for others…"), self._ask_where)
        self.foot.insertWidget(
            1, button(tr("Save a &trust sheet…"), self._ask_where_sheet, tr("One page with the code"))
        )
        announce(self, tr("Your code is {code}.", code=identity.code))
        self.made.emit(identity)

    def _show_request(self, request: bytes) -> None:
        self._waiting.finish()
        self._rest(False)
        self._request = request
        self.title.say(tr("Your request"))
        page, layout = _page()
        layout.addWidget(PlainLabel(_ASKED))
        self._turn_to(page, tr("&Save the request…"), self._ask_where, must=True)
        announce(self, _ASKED)

    def _turn_to(self, page: QWidget, save: str, slot: Callable[[], object], *, must: bool = False) -> None:
        """Show the last page, with what may be saved from it; ``must``: saving is what the page is for."""
        if (inside := page.layout()) is not None:
            inside.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages.add_page(page)
        self._pages.turn_to(1)
        done = (button if must else primary)(tr("&Done"), self._finish)
        keep = (primary if must else button)(save, slot)
        self._go.hide()
        self._cancel.hide()
        if must:
            self.foot.addWidget(done)
            self.foot.addWidget(keep)
        else:
            self.foot.insertWidget(0, keep)
            self.foot.addWidget(done)
        (keep if must else done).setFocus()

    def _ask_where(self) -> None:
        if self._office:
            self._ask_file(
                tr("Save the request"), tr("Request") + " (*.csr)", "my-signing-request.csr", self.save_certificate
            )
        else:
            title = tr("Save my certificate for others")
            self._ask_file(title, tr("Certificate") + " (*.cer)", "my-signing-certificate.cer", self.save_certificate)

    def _ask_where_sheet(self) -> None:
        self._ask_file(tr("Save a trust sheet"), tr("PDF") + " (*.pdf)", "trust-sheet.pdf", self.save_sheet)

    def _ask_file(self, title: str, kind: str, name: str, slot: Callable[[str], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kind)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.selectFile(name)
        dialog.fileSelected.connect(slot)
        dialog.open()

    def save_certificate(self, path: str) -> None:
        """Write the certificate that others import, or the request."""
        from pepdesk.app.documents import write_document
        from pepdesk.people.identity import root_file

        data = self._request if self._identity is None else root_file(self._identity)
        if not data:
            return
        try:
            write_document(Path(path), data)
        except PepDeskProblem as problem:
            show_problem(self, problem)

    def save_sheet(self, path: str) -> None:
        """Write the trust sheet."""
        if self._identity is not None:
            work = partial(write_trust_sheet, self._identity, Path(path))
            Errand[Path](self, self._sheet_saved, self._sheet_failed).run(self._jobs, work)

    def _sheet_saved(self, _path: Path) -> None:
        announce(self, tr("The trust sheet is written."))

    def _sheet_failed(self, problem: PepDeskProblem) -> None:
        show_problem(self, problem)

    def _finish(self) -> None:
        self.accept()
