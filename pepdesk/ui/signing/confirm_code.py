"""Believing a certificate: its thirty digits are typed in as the person reads them out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.people.identity import common_name, organisation_of, role_of, stands_for_others
from pepdesk.people.roles import ROLE_TITLES
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.sheet import Sheet
from pepdesk.ui.parts.texts import ErrorText, PlainLabel, ShouldText
from pepdesk.ui.signing.people_work import confirm, list_only
from pepdesk.words import tr

if TYPE_CHECKING:
    from cryptography import x509

    from pepdesk.people.people_file import People
    from pepdesk.storage.vault import Vault


class ConfirmCode(Sheet):
    """``listed(People)`` – the certificate is in the list now, confirmed or not."""

    listed = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault, certificate: x509.Certificate) -> None:
        super().__init__(tr("Is it really theirs?"), parent)
        self._jobs, self._vault, self._certificate = jobs, vault, certificate
        self._digits = QLineEdit()
        self._digits.setAccessibleName(tr("The 30 digits, as they are read to you"))
        self._wrong = ErrorText()
        self._wrong.hide()
        self._later = button(tr("&Later: list it as not confirmed"), self._list)
        self._go = primary(tr("&Confirm"), self._confirm)
        self._lay_out()
        self._digits.textChanged.connect(self._refresh)
        self._refresh()

    def _lay_out(self) -> None:
        certificate = self._certificate
        parts = (common_name(certificate), ROLE_TITLES.get(role_of(certificate), ""), organisation_of(certificate))
        self.body.addWidget(
            PlainLabel(tr("The certificate says: {parts}.", parts=", ".join(part for part in parts if part)))
        )
        self.body.addWidget(PlainLabel(
            tr("Ring them on a number you already had, or meet. Ask them to read their thirty digits to you (in "
            "PepDesk: File, Known signers; or their trust sheet), and type what you hear.")
        ))  # fmt: skip
        if stands_for_others(certificate):
            self.body.addWidget(
                ShouldText(
                    tr(
                        "This is an authority's certificate. Once it is confirmed, everybody it vouches for counts as "
                        "known."
                    )
                )
            )
        label = QLabel(tr("The 30 &digits, as they are read to you"))
        label.setBuddy(self._digits)
        for widget in (label, self._digits, self._wrong):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.foot.addWidget(self._later)
        self.foot.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject))
        self.foot.addWidget(self._go)

    def _refresh(self) -> None:
        self._go.setEnabled(sum(sign.isdigit() for sign in self._digits.text()) == 30)

    def _confirm(self) -> None:
        self._wrong.hide()
        work = partial(confirm, self._vault, self._certificate, self._digits.text())
        Errand["People"](self, self._done, self._failed).run_file(self._jobs, work)

    def _list(self) -> None:
        work = partial(list_only, self._vault, self._certificate)
        Errand["People"](self, self._done, self._failed).run_file(self._jobs, work)

    def _done(self, people: People) -> None:
        self.listed.emit(people)
        self.accept()

    def _failed(self, problem: PepDeskProblem) -> None:
        words = f"{problem.title} {problem.advice}"
        self._wrong.say(words)
        self._wrong.show()
        self.show_part(self._wrong)
        announce(self, words, urgent=True)
