"""The first page a person ever sees: what PepDesk is, and the passphrase that everything is kept under."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.labels import button, column, primary
from pepdesk.ui.parts.problem_box import announce, show_problem
from pepdesk.ui.parts.texts import Hint, PageTitle, PlainLabel
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.vault.passphrase_form import PassphraseForm
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.derivation import Cost, Ready
    from pepdesk.storage.recovery import RecoverySheet
    from pepdesk.storage.vault import Vault

Made = tuple["Vault", "RecoverySheet"]


class WelcomePage(QWidget):
    """Makes the vault. ``made(Vault, RecoverySheet)``; ``sample_wanted()`` – look around first.

    ``cost`` is the work put into the passphrase; None measures this computer.
    """

    made = Signal(object, object)
    sample_wanted = Signal()

    def __init__(
        self, jobs: Jobs, folder: Path, parent: QWidget | None = None, *, cost: Cost | None = None, step: str = ""
    ) -> None:
        """``step`` says which of the first pages this is; "" where it stands alone."""
        super().__init__(parent)
        self._jobs, self._folder, self._cost = jobs, folder, cost
        self._form = PassphraseForm()
        self._waiting = Waiting()
        self._waiting.retain()
        self._go = primary(tr("&Use this passphrase"), self._make)
        self._sample = button(tr("&Look around first with an invented child"), self._ask_for_sample)
        page = column(self)
        if step:
            page.addWidget(Hint(step))
        page.addWidget(PageTitle(tr("Choose a passphrase")))
        page.addWidget(
            PlainLabel(
                tr(
                    "PepDesk keeps your plans on this computer, encrypted, and never uses the network. The passphrase "
                    "opens them. Nobody can look it up or reset it for you; the next page gives you a recovery key to "
                    "put away safely."
                )
            )
        )
        page.addSpacing(8)
        page.addWidget(self._form)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sample)
        row.addStretch(1)
        row.addWidget(self._go)
        either = QGridLayout()  # one in the other's place: below each other they leave a large letter's page
        either.addWidget(self._foot, 0, 0)
        either.addWidget(self._waiting, 0, 0)
        page.addLayout(either)
        self._form.changed.connect(self._go.setEnabled)
        self._form.entered.connect(self._make)
        self._go.setEnabled(False)
        self._waiting.stopped.connect(self._given_up)
        QShortcut(QKeySequence.StandardKey.Cancel, self, self._escape)
        self.setFocusProxy(self._form)

    def _make(self) -> None:
        passphrase = self._form.passphrase()
        if passphrase is None:
            return
        self._rest(True)
        progress = self._waiting.start(tr("Making your vault: this takes a few seconds, so that guessing takes years…"))
        work = partial(make_vault, self._folder, passphrase, self._cost, progress.go_through)
        Errand[Made](self, self._done, self._failed, given_up_by=progress).run(self._jobs, work)

    def _escape(self) -> None:
        if not self._form.isEnabled():
            self._waiting.give_up()

    def _given_up(self) -> None:
        self._rest(False)
        self._form.wipe()
        self._form.setFocus()
        announce(self, tr("Stopped. Nothing was made."))

    def _done(self, made: Made) -> None:
        self._waiting.finish()
        self._form.wipe()
        self._rest(False)
        self.made.emit(*made)

    def _failed(self, problem: PepDeskProblem) -> None:
        self._waiting.finish()
        self._rest(False)
        self._form.setFocus()
        show_problem(self, problem)

    def _rest(self, resting: bool) -> None:
        self._form.setDisabled(resting)
        self._foot.setHidden(resting)
        self._sample.setDisabled(resting)
        self._go.setDisabled(resting or self._form.passphrase() is None)

    def _ask_for_sample(self) -> None:
        self.sample_wanted.emit()


def make_vault(folder: Path, passphrase: str, cost: Cost | None, ready: Ready) -> Made:
    """Work for the job: a new vault and its recovery sheet. Raises ``StorageProblem``, and what ``ready`` raises."""
    from pepdesk.storage.unlocking import create_vault

    return create_vault(folder, passphrase, cost=cost, ready=ready)
