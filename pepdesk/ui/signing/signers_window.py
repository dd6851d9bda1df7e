"""Known signers: whom this user signs as, with codes to read out, and whose certificates they have confirmed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.bars import Bar
from pepdesk.ui.parts.emptying import clear
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.problem_box import announce, show_problem
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import GroupTitle, Hint
from pepdesk.ui.signing.confirm_code import ConfirmCode
from pepdesk.ui.signing.people_work import certificate_in, forget, know_again, load_people, write_trust_sheet
from pepdesk.ui.signing.signer_card import KnownCard, OwnCard
from pepdesk.words import tr

if TYPE_CHECKING:
    from cryptography import x509

    from pepdesk.people.identity import Identity
    from pepdesk.people.people_file import Contact, People
    from pepdesk.storage.vault import Vault


class SignersWindow(Sheet):
    """Reads the list from the vault and shows it anew after each change."""

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault) -> None:
        super().__init__(tr("Known signers"), parent, letters=86)
        self._jobs, self._vault = jobs, vault
        self._sheet_of: Identity | None = None
        self._forgotten: Contact | None = None
        self._undo = Bar(tr("&Undo"))
        self._undo.pressed.connect(self.know_again)
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self.body.addWidget(self._undo)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.foot.addWidget(button(tr("&Add somebody’s certificate (.cer)…"), self._ask_for_file))
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject))
        most = self.screen().availableGeometry().height() * 3 // 4
        self.setMinimumHeight(min(self.fontMetrics().height() * 26, most))
        Errand["People"](self, self._show, self._failed).run_file(jobs, partial(load_people, vault))

    def _show(self, people: People) -> None:
        clear(self._list)
        self._list.addWidget(GroupTitle(tr("You sign as")))
        for identity in people.own:
            own = OwnCard(identity)
            own.sheet_wanted.connect(self._ask_where)
            self._list.addWidget(own)
        if not people.own:
            self._list.addWidget(Hint(tr("You have no signing identity yet. One is made when you first sign.")))
        if people.waiting:
            self._list.addWidget(
                Hint(tr("Certificates asked for and not here yet: {count}.", count=len(people.waiting)))
            )
        self._list.addWidget(GroupTitle(tr("You know")))
        for contact in people.known:
            known = KnownCard(contact)
            known.check_wanted.connect(self.confirm)
            known.forget_wanted.connect(self.forget)
            self._list.addWidget(known)
        if not people.known:
            self._list.addWidget(Hint(
                tr("Nobody yet. Add a certificate here, or confirm a signer in “Check the signatures of a file”.")
            ))  # fmt: skip

    def confirm(self, certificate: x509.Certificate) -> None:
        """Ask for the digits of a certificate."""
        dialog = ConfirmCode(self, self._jobs, self._vault, certificate)
        dialog.listed.connect(self._show)
        dialog.open()

    def take_file(self, path: str) -> None:
        """Bring in the certificate in a file, asking for its digits."""
        try:
            self.confirm(certificate_in(Path(path)))
        except PepDeskProblem as problem:
            self._failed(problem)

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose a certificate"))
        dialog.setNameFilter(tr("Certificates") + " (*.cer *.crt *.pem *.der *.p7b)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def _ask_where(self, identity: Identity) -> None:
        dialog = QFileDialog(self, tr("Save the trust sheet"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("PDF") + " (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("trust-sheet.pdf")
        self._sheet_of = identity
        dialog.fileSelected.connect(self.save_sheet)
        dialog.open()

    def save_sheet(self, path: str) -> None:
        """Write the trust sheet that was asked for."""
        if self._sheet_of is None:
            return
        work = partial(write_trust_sheet, self._sheet_of, Path(path))
        Errand[Path](self, self._saved, self._failed).run(self._jobs, work)

    def _saved(self, _path: Path) -> None:
        announce(self, tr("The trust sheet is written."))

    def forget(self, contact: Contact) -> None:
        """Take somebody out of the list, and offer to undo it."""
        self._forgotten = contact
        words = tr(
            "{name} is forgotten. Their signatures still hold; PepDesk no longer says that you know them.",
            name=contact.name,
        )
        self._undo.say(words)
        announce(self, words)
        work = partial(forget, self._vault, contact.certificate)
        Errand["People"](self, self._show, self._failed).run_file(self._jobs, work)

    def know_again(self) -> None:
        """Put the one forgotten last back into the list."""
        contact, self._forgotten = self._forgotten, None
        self._undo.say("")
        if contact is not None:
            work = partial(know_again, self._vault, contact)
            Errand["People"](self, self._show, self._failed).run_file(self._jobs, work)

    def _failed(self, problem: PepDeskProblem) -> None:
        show_problem(self, problem)
