"""The verbs about opening the vault: passphrase, recovery sheet, this computer's keyring, the school's card, its key.

They run on the lane for keys, one after the other, so that a slow keyring does not hold up the saving of a plan.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from pepdesk.policy import policy
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.problem_box import message_box
from pepdesk.ui.vault.passphrase_dialogs import ChangePassphraseDialog, RestoreDialog
from pepdesk.ui.verbs.older_folder import OlderFolder
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.taking_over import TakenOver
    from pepdesk.storage.recovery import RecoverySheet
    from pepdesk.storage.vault import Vault
    from pepdesk.ui.frame.main_window import MainWindow
    from pepdesk.ui.vault.unlock_page import UnlockPage

_SHOW_MS = 8000


class KeysVerbs(QObject):
    """Each verb does nothing while the vault is locked, except ``restore``."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        OlderFolder(window)

    def serve(self, page: UnlockPage) -> None:
        """Do what the page in front of the vault asks for."""
        from pepdesk.app.known_vaults import known_vaults

        page.offer(known_vaults(self._window.folder))
        page.restore_wanted.connect(self.restore)
        page.folder_chosen.connect(self._use)
        page.others_wanted.connect(self._ask_for_others)

    def _ask_for_others(self) -> None:
        from pepdesk.ui.vault.another_vault_dialog import AnotherVaultDialog

        dialog = AnotherVaultDialog(self._window)
        dialog.chosen.connect(self._use)
        dialog.open()

    def _use(self, folder: Path) -> None:
        window = self._window
        if window.desk.library is not None or window.desk.session is not None:
            self._say(tr("A plan is still being saved here. Try again in a moment."))
            return
        window.folder = folder
        window.desk.forget_place()
        window.front.show_start()

    def change_passphrase(self) -> None:
        """Choose another passphrase."""
        self._ask_for_passphrase(after_recovery=False)

    def after_recovery(self) -> None:
        """Choose another passphrase because the old one is forgotten."""
        self._ask_for_passphrase(after_recovery=True)

    def restore(self) -> None:
        """Make a new vault file from the recovery sheet."""
        window = self._window
        dialog = RestoreDialog(window, window.jobs, window.folder, cost=window.cost)
        dialog.restored.connect(window.desk.take)
        dialog.open()

    def new_sheet(self) -> None:
        """Make a new recovery sheet, after saying that the old one becomes void."""
        if self._window.desk.library is None:
            return
        box = message_box(
            self._window,
            tr("Make a new recovery sheet?"),
            tr("The sheet you have now, if any, opens nothing afterwards. The open plan is saved and closed first."),
            QMessageBox.Icon.Question,
        )
        box.addButton(tr("&Make a new sheet"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(tr("Keep the old one"), QMessageBox.ButtonRole.RejectRole))
        box.accepted.connect(self._leave_and_make)
        box.open()

    def remember(self) -> None:
        """Let this computer's keyring open the vault."""
        if (vault := self._vault()) is not None:
            self._say(tr("Asking this computer’s keyring…"))
            errand = Errand[bool](self, self._remembered, self._window.refuse)
            errand.run(self._window.jobs, vault.remember_on_this_computer)

    def forget(self) -> None:
        """Ask for the passphrase every time again."""
        if (vault := self._vault()) is not None:
            errand = Errand[None](self, self._forgotten, self._window.refuse)
            errand.run(self._window.jobs, vault.forget_on_this_computer)

    def give_school_a_way_in(self) -> None:
        """Let the data lead's card open the vault, or take that away again."""
        from pepdesk.ui.vault.escrow_dialog import EscrowDialog

        if (vault := self._vault()) is not None:
            dialog = EscrowDialog(self._window, self._window.jobs, vault)
            dialog.done_with.connect(self._say)
            dialog.open()

    def follow_policy(self) -> None:
        """Let in the data lead whom the organisation's policy names, and tell the owner of the vault."""
        if policy().escrow_card and (vault := self._vault()) is not None:
            from pepdesk.app.school_way_in import follow_policy

            errand = Errand[str](self, self._followed, self._window.refuse)
            errand.run(self._window.jobs, partial(follow_policy, vault))

    def _followed(self, words: str) -> None:
        if words:
            title = tr("Your organisation can open your plans.")
            message_box(self._window, title, words, QMessageBox.Icon.Information).open()

    def make_own_card(self) -> None:
        """The data lead's card, to give to staff."""
        from pepdesk.ui.vault.take_over_dialog import OwnCardDialog

        if (vault := self._vault()) is not None:
            OwnCardDialog(self._window, self._window.jobs, vault).open()

    def take_over(self) -> None:
        """Take over a leaver's plans with the own card, once no plan is open."""
        self._window.leave_then(self._choose_leaver)

    def _choose_leaver(self) -> None:
        dialog = QFileDialog(self._window, tr("Choose the folder of the leaver’s plans"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.take_over_in)
        dialog.open()

    def take_over_in(self, folder: str) -> None:
        """Take over the plans in ``folder``."""
        from pepdesk.ui.vault.take_over_dialog import TakeOverDialog

        if (vault := self._vault()) is not None:
            dialog = TakeOverDialog(self._window, self._window.jobs, vault, Path(folder), cost=self._window.cost)
            dialog.taken.connect(self._taken_over)
            dialog.open()

    def _taken_over(self, folder: Path, taken: TakenOver) -> None:
        window = self._window
        window.desk.put_away()
        window.folder = folder
        window.desk.forget_place()
        window.front.show_sheet(taken.vault, taken.sheet)
        if taken.unnamed is not None:
            window.refuse(taken.unnamed)

    def change_key(self) -> None:
        """Seal everything anew under another key, once no plan is open."""
        self._window.leave_then(self._ask_for_key)

    def _ask_for_key(self) -> None:
        from pepdesk.ui.vault.change_key_dialog import ChangeKeyDialog

        if (vault := self._vault()) is not None:
            dialog = ChangeKeyDialog(self._window, self._window.jobs, vault, cost=self._window.cost)
            dialog.changed.connect(self._key_changed)
            dialog.open()

    def _key_changed(self, sheet: RecoverySheet) -> None:
        self._window.front.ask_keyring_at_start(False)
        self._made(sheet)

    def _say(self, words: str) -> None:
        self._window.status.showMessage(words, _SHOW_MS)

    def _vault(self) -> Vault | None:
        library = self._window.desk.library
        return library.vault if library else None

    def _ask_for_passphrase(self, *, after_recovery: bool) -> None:
        if (vault := self._vault()) is None:
            return
        window = self._window
        dialog = ChangePassphraseDialog(window, window.jobs, vault, cost=window.cost, after_recovery=after_recovery)
        dialog.changed.connect(self._changed)
        dialog.open()

    def _changed(self) -> None:
        self._window.status.showMessage(tr("The new passphrase is stored."), _SHOW_MS)

    def _leave_and_make(self) -> None:
        self._window.leave_then(self._make)

    def _make(self) -> None:
        if (vault := self._vault()) is not None:
            errand = Errand["RecoverySheet"](self, self._made, self._window.refuse)
            errand.run(self._window.jobs, vault.new_recovery_key)

    def _made(self, sheet: RecoverySheet) -> None:
        if (vault := self._vault()) is not None:
            self._window.front.show_sheet(vault, sheet)

    def _remembered(self, worked: bool) -> None:
        self._window.front.ask_keyring_at_start(worked)
        words = (
            tr("This computer now opens your plans without the passphrase, for thirty days at a time.")
            if worked
            else tr("This computer has no keyring that can be trusted. Nothing was changed.")
        )
        self._window.status.showMessage(words, _SHOW_MS)

    def _forgotten(self, _nothing: None) -> None:
        self._window.front.ask_keyring_at_start(False)
        self._window.status.showMessage(tr("The passphrase is asked for every time now."), _SHOW_MS)
