"""The page in front of a locked vault: passphrase, recovery key, or this computer's keyring."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.filters import QuietCombo
from pepdesk.ui.parts.labels import button, column, primary
from pepdesk.ui.parts.problem_box import announce
from pepdesk.ui.parts.texts import ErrorText, PageTitle, PlainLabel
from pepdesk.ui.parts.ticks import Tick
from pepdesk.ui.parts.waiting import Waiting
from pepdesk.ui.vault.passphrase_form import secret_edit, show_or_hide, under_its_name
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.known_vaults import KnownVault
    from pepdesk.storage.vault import Vault

_WITH_PASSPHRASE = tr("Use the &passphrase instead")
_WITH_KEY = tr("I forgot the passphrase: use the &recovery key")


class UnlockPage(QWidget):
    """Opens the vault. ``unlocked(Vault, bool)``: true when the recovery key did it, so a new passphrase is due.

    ``restore_wanted()`` – the vault's own file is damaged and the recovery sheet must make a new one;
    ``folder_chosen(Path)`` – unlock that vault instead; ``others_wanted()`` – somebody else wants plans of their own.
    """

    unlocked = Signal(object, bool)
    restore_wanted = Signal()
    folder_chosen = Signal(object)
    others_wanted = Signal()

    def __init__(self, jobs: Jobs, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._folder = jobs, folder
        self._by_key = False
        self._notice = PlainLabel()
        self._label = QLabel(tr("&Passphrase"))
        self._edit = secret_edit(tr("Passphrase"))
        self._show = Tick(tr("&Show what I type"))
        self._wrong = ErrorText()
        self._waiting = Waiting()
        self._waiting.retain()
        self._go = primary(tr("&Unlock"), self._unlock)
        self._other = button(_WITH_KEY, self._change_way)
        self._others: list[QWidget] = []
        self._restore = button(tr("Restore from the recovery &sheet…"), self._ask_to_restore)
        self._lay_out()
        self._edit.returnPressed.connect(self._unlock)
        self._show.toggled.connect(self._show_letters)
        self._waiting.stopped.connect(self._given_up)
        QShortcut(QKeySequence.StandardKey.Cancel, self, self._escape)
        self.setFocusProxy(self._edit)
        self._show_way()

    def _lay_out(self) -> None:
        page = column(self)
        page.addWidget(PageTitle(tr("Your plans are locked")))
        page.addWidget(self._notice)
        self._form = form = QVBoxLayout()
        form.setSpacing(14)
        form.addLayout(under_its_name(self._label, self._edit))
        form.addWidget(self._show)
        page.addLayout(form)
        page.addWidget(self._wrong)
        page.addWidget(self._waiting)
        row = QHBoxLayout()
        row.addWidget(self._other)
        row.addWidget(self._restore)
        row.addStretch(1)
        row.addWidget(self._go)
        page.addLayout(row)
        self._foot = QHBoxLayout()
        page.addLayout(self._foot)
        self._restore.hide()
        self._wrong.hide()
        self._notice.hide()

    def offer(self, vaults: tuple[KnownVault, ...]) -> None:
        """Let people choose among the vaults on this computer, and add one."""
        if len(vaults) > 1:
            label, choice = QLabel(tr("&Whose plans")), QuietCombo()
            choice.setAccessibleName(tr("Whose plans"))
            for vault in vaults:
                choice.addItem(vault.label, vault.folder)
            choice.setCurrentIndex(next((at for at, one in enumerate(vaults) if one.folder == self._folder), -1))
            choice.activated.connect(lambda at: self.folder_chosen.emit(vaults[at].folder))
            self._form.insertLayout(0, under_its_name(label, choice))
            self._others.append(choice)
        more = button(tr("Somebody &else works here…"), self._ask_for_others)
        more.setFlat(True)
        self._foot.addWidget(more)
        self._foot.addStretch(1)
        self._others.append(more)

    def notice(self, words: str) -> None:
        """Say something above the passphrase (why it is locked, what is still being saved); "" for nothing."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def try_keyring(self) -> None:
        """Ask this computer's keyring first; if it knows nothing the passphrase is asked as usual."""
        self._open(tr("Asking this computer's keyring…"), partial(open_by_keyring, self._folder))

    def showEvent(self, event: QShowEvent) -> None:
        """Come up ready for typing."""
        super().showEvent(event)
        self._edit.setFocus()

    def _unlock(self) -> None:
        typed = self._edit.text()
        if not self._go.isEnabled():
            return
        if not typed:
            self._say_wrong(tr("Type the recovery key first.") if self._by_key else tr("Type your passphrase first."))
            return
        work = partial(open_by_key if self._by_key else open_by_passphrase, self._folder, typed)
        self._open(tr("Unlocking: this takes about a second…"), work)

    def _open(self, words: str, work: Callable[[], Vault | None]) -> None:
        """Start ``work``. Given up, the page is free at once, and what it opens later is locked again."""
        self._wrong.hide()
        self._rest(True)
        progress = self._waiting.start(words)
        errand = Errand["Vault | None"](self, self._done, self._failed, given_up_by=progress, unwanted=_lock)
        errand.run(self._jobs, work)

    def _escape(self) -> None:
        if not self._edit.isEnabled():
            self._waiting.give_up()

    def _given_up(self) -> None:
        self._rest(False)
        self._edit.clear()
        self._edit.setFocus()
        announce(self, tr("Stopped. Your plans are still locked."))

    def _rest(self, resting: bool) -> None:
        for widget in (self._edit, self._show, self._go, self._other, self._restore, *self._others):
            widget.setDisabled(resting)

    def _done(self, vault: Vault | None) -> None:
        by_key = self._by_key
        self._waiting.finish()
        self._rest(False)
        if vault is None:  # the keyring knows nothing
            self._edit.setFocus()
            return
        self._by_key = False
        self._show_way()
        self.notice("")
        self.unlocked.emit(vault, by_key)

    def _failed(self, problem: PepDeskProblem) -> None:
        self._waiting.finish()
        self._rest(False)
        self._edit.selectAll()
        self._edit.setFocus()
        self._say_wrong(f"{problem.title} {problem.advice}".strip())
        self._restore.setVisible(self._by_key or problem.code in ("vault-damaged", "damaged"))

    def _say_wrong(self, words: str) -> None:
        self._wrong.setText(f"⚠ {words}")
        self._wrong.show()
        self._edit.setAccessibleDescription(words)
        announce(self, words, urgent=True)

    def _change_way(self) -> None:
        self._by_key = not self._by_key
        self._show_way()
        self._edit.setFocus()

    def _show_way(self) -> None:
        self._edit.clear()
        self._wrong.hide()
        self._restore.setVisible(self._by_key)
        self._label.setText(tr("&Recovery key (the nine groups of four on your recovery sheet)") if self._by_key
                            else tr("&Passphrase"))  # fmt: skip
        self._edit.setAccessibleName(tr("Recovery key") if self._by_key else tr("Passphrase"))
        self._edit.setAccessibleDescription("")
        self._other.setText(_WITH_PASSPHRASE if self._by_key else _WITH_KEY)
        self._show.setChecked(self._by_key)

    def _ask_for_others(self) -> None:
        self.others_wanted.emit()

    def _ask_to_restore(self) -> None:
        self.restore_wanted.emit()

    def _show_letters(self, shown: bool) -> None:
        show_or_hide(self._edit, shown)


def _lock(vault: Vault | None) -> None:
    if vault is not None:
        vault.lock()


def open_by_passphrase(folder: Path, passphrase: str) -> Vault:
    """Work for the job. Raises ``WrongPassphrase`` or another ``StorageProblem``."""
    from pepdesk.storage.unlocking import unlock

    return unlock(folder, passphrase)


def open_by_key(folder: Path, typed: str) -> Vault:
    """Work for the job. Raises as ``open_by_passphrase`` does."""
    from pepdesk.storage.unlocking import unlock_with_recovery_key

    return unlock_with_recovery_key(folder, typed)


def open_by_keyring(folder: Path) -> Vault | None:
    """Work for the job: the vault if this computer remembers it, else None."""
    from pepdesk.storage.unlocking import unlock_with_keyring

    return unlock_with_keyring(folder)


def has_vault(folder: Path) -> bool:
    """Whether there is a vault to unlock, without loading what opens one. Raises ``StorageProblem``."""
    from pepdesk.problem import StorageProblem
    from pepdesk.storage.folder import Folder
    from pepdesk.storage.numbered import VAULT_FILES

    try:
        return bool(VAULT_FILES.among(Folder(folder).names()))
    except StorageProblem as problem:
        if problem.code == "folder-gone":
            return False
        raise
