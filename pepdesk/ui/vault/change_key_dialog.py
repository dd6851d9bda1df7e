"""A new key for the vault: every saved file is sealed anew, and the old passphrase and sheet open nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.app.progress import Progress
from pepdesk.problem import StorageProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.vault.passphrase_dialogs import NewPassphraseDialog
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.derivation import Cost
    from pepdesk.storage.recovery import RecoverySheet
    from pepdesk.storage.vault import Vault


class ChangeKeyDialog(NewPassphraseDialog):
    """``changed(RecoverySheet)`` – the new key holds; this sheet must be printed now."""

    changed = Signal(object)

    def __init__(self, parent: QWidget, jobs: Jobs, vault: Vault, *, cost: Cost | None = None) -> None:
        super().__init__(
            parent,
            jobs,
            tr("Change the key"),
            tr(
                "Do this if a recovery sheet, a passphrase or an old copy of this folder may be in the wrong hands. "
                "Every saved file is sealed anew, which may take a minute. The old passphrase and the old sheet then "
                "open nothing here; a new sheet comes next. Copies made earlier still open with the old ones."
            ),
            tr("&Change the key"),
            tr("Keep the old key"),
        )
        self._vault, self._cost = vault, cost

    def _start(self) -> None:
        passphrase = self._form.passphrase()
        if passphrase is None:
            return
        progress = self._wait(
            tr("Preparing the new key: this takes a few seconds…"),
            tr("Sealing every file anew. If PepDesk is closed now, it goes on the next time…"),
        )
        work = partial(change_key, self._vault, passphrase, self._cost, progress)
        errand = Errand["RecoverySheet"](self, self._done, self._failed, given_up_by=progress)
        errand.run_file(self._jobs, work)

    def _done(self, sheet: RecoverySheet) -> None:
        self._over()
        self.changed.emit(sheet)
        self.accept()


def change_key(vault: Vault, passphrase: str, cost: Cost | None, progress: Progress) -> RecoverySheet:
    """Work for the job. Raises ``StorageProblem`` or ``Stopped``, and then the old key still holds.

    Once the new key holds, a disk that refuses to go on only puts the rest off until the next unlocking: the sheet
    must reach its reader.
    """
    import contextlib

    from pepdesk.storage import rotation

    sheet = rotation.begin(vault, passphrase, cost=cost, ready=progress.go_through)
    with contextlib.suppress(StorageProblem):
        rotation.resume(vault, progress.step)
    return sheet
