"""Who signs, with what statement, and the passphrase once more: the part that every way of signing shares."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.export.signature_fields import SIGNER_TITLES
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import button
from pepdesk.ui.parts.problem_box import show_problem
from pepdesk.ui.parts.texts import ErrorText, Hint
from pepdesk.ui.parts.ticks import Tick
from pepdesk.ui.signing.card_dialog import CardDialog
from pepdesk.ui.signing.identity_dialog import IdentityDialog
from pepdesk.ui.signing.people_work import load_people, take_answer
from pepdesk.ui.vault.passphrase_form import secret_edit
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.people.identity import Identity
    from pepdesk.people.people_file import People
    from pepdesk.storage.vault import Vault


class SigningForm(QWidget):
    """``changed(bool)``: whether everything needed for signing is there."""

    changed = Signal(bool)

    def __init__(self, jobs: Jobs, vault: Vault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._vault = jobs, vault
        self._own: tuple[Identity, ...] = ()
        self._cards: tuple[Identity, ...] = ()
        self._who = QuietCombo()
        self._as = QLabel(tr("S&ign as"))
        self._who.setAccessibleName(tr("Sign as"))
        self._none = Hint(tr("You have no signing identity yet. Make one: it takes a moment."))
        self._agree = Tick(tr("I &agree that this plan was discussed with me"))
        self._passphrase = secret_edit(tr("Your passphrase, to sign"))
        self._wrong = ErrorText()
        self._wrong.hide()
        self._lay_out()
        self._who.currentIndexChanged.connect(self._judge)
        self._agree.toggled.connect(self._judge)
        self._passphrase.textChanged.connect(self._typed)
        self._load()

    @property
    def identity(self) -> Identity | None:
        """Who was chosen, if there is anybody to choose."""
        index = self._who.currentIndex()
        return self._own[index] if 0 <= index < len(self._own) else None

    @property
    def passphrase(self) -> str:
        """The passphrase as typed."""
        return self._passphrase.text()

    @property
    def is_ready(self) -> bool:
        """Whether everything needed for signing is there."""
        return self.identity is not None and self._agree.isChecked() and bool(self._passphrase.text())

    def wipe(self) -> None:
        """Empty the passphrase."""
        self._passphrase.clear()

    def ask_again(self, why: str) -> None:
        """The passphrase was wrong: say so below it."""
        self._wrong.say(why)
        self._wrong.show()
        self._passphrase.setAccessibleDescription(why)
        self._passphrase.selectAll()
        self._passphrase.setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._as.setBuddy(self._who)
        layout.addWidget(self._as)
        layout.addWidget(self._who)
        layout.addWidget(self._none)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(tr("Make a signing i&dentity…"), self._make))
        other = button(tr("&Other ways"), self._no_verb)
        other.setMenu(self._other_ways(other))
        row.addWidget(other)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(6)
        layout.addWidget(self._agree)
        again = QLabel(tr("Your &passphrase, to sign"))
        again.setBuddy(self._passphrase)
        layout.addWidget(again)
        layout.addWidget(self._passphrase)
        layout.addWidget(self._wrong)

    def _load(self, _made: object = None) -> None:
        errand = Errand["People"](self, self._show, self._failed)
        errand.run_file(self._jobs, partial(load_people, self._vault))

    def _show(self, people: People) -> None:
        self._own = (*people.own, *self._cards)
        self._who.clear()
        for identity in self._own:
            role = SIGNER_TITLES.get(identity.role, identity.role)
            self._who.addItem(f"{identity.name}, {role}, {identity.organisation}")
        self._who.setCurrentIndex(len(self._own) - 1)
        self._as.setVisible(bool(self._own))
        self._who.setVisible(bool(self._own))
        self._none.setVisible(not self._own)
        self._judge()

    def _failed(self, problem: PepDeskProblem) -> None:
        show_problem(self, problem)

    def _other_ways(self, parent: QWidget) -> QMenu:
        ways = QMenu(parent)
        ways.addAction(tr("From a &file (.p12)…"), self._ask_for_file)
        ways.addAction(tr("On a smart &card…"), self._ask_for_card)
        ways.addSeparator()
        ways.addAction(tr("Ask a certificate &office…"), self._ask_office)
        ways.addAction(tr("Bring the office’s &answer…"), self._ask_for_answer)
        return ways

    def _no_verb(self) -> None:
        """The button only opens its menu."""

    def _make(self) -> None:
        self._open(None)

    def _ask_for_card(self) -> None:
        dialog = CardDialog(self, self._jobs)
        dialog.read.connect(self.use_card)
        dialog.open()

    def use_card(self, identity: Identity) -> None:
        """Offer an identity that lies on a card, as long as this window is open."""
        self._cards = (*self._cards, identity)
        self._load()

    def _ask_office(self) -> None:
        IdentityDialog(self, self._jobs, self._vault, office=True).open()

    def _ask_for_answer(self) -> None:
        dialog = QFileDialog(self, tr("Choose the certificate from the office"))
        dialog.setNameFilter(tr("Certificates") + " (*.cer *.crt *.pem *.der *.p7b)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_answer)
        dialog.open()

    def take_answer(self, path: str) -> None:
        """Bring in the certificate that answers a request."""
        work = partial(take_answer, self._vault, Path(path))
        Errand["Identity"](self, self._load, self._failed).run_file(self._jobs, work)

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose an identity file"))
        dialog.setNameFilter(tr("Identities") + " (*.p12 *.pfx)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.bring)
        dialog.open()

    def bring(self, path: str) -> None:
        """Bring in the identity of a PKCS#12 file."""
        self._open(Path(path))

    def _open(self, file: Path | None) -> None:
        dialog = IdentityDialog(self, self._jobs, self._vault, file)
        dialog.made.connect(self._load)
        dialog.open()

    def _typed(self) -> None:
        self._wrong.hide()
        self._passphrase.setAccessibleDescription("")
        self._judge()

    def _judge(self) -> None:
        self.changed.emit(self.is_ready)
