"""The pages in front of the plans: the first steps, the first passphrase, the recovery sheet, unlocking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pepdesk.problem import PepDeskProblem
from pepdesk.ui.parts.problem_box import show_problem
from pepdesk.ui.vault.recovery_page import RecoveryPage
from pepdesk.ui.vault.unlock_page import UnlockPage, has_vault
from pepdesk.ui.vault.welcome_page import WelcomePage
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.storage.recovery import RecoverySheet
    from pepdesk.storage.vault import Vault
    from pepdesk.ui.frame.main_window import MainWindow

_SHEET_DUE = "recovery/due"
_ASK_KEYRING = "keyring/ask"


class Front(QObject):
    """Shows them in ``window``, and hands it the vault once one is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @property
    def is_sheet_due(self) -> bool:
        """Whether a recovery sheet was shown that nobody has proved to hold yet."""
        return bool(self._window.settings.whole(_SHEET_DUE, 0, 0, 1))

    def show_start(self) -> None:
        """Show the page for the window's folder: unlocking its vault, or making one on the first run."""
        try:
            there = has_vault(self._window.folder)
        except PepDeskProblem as problem:
            there = True
            show_problem(self._window, problem)
        if there:
            self.show_lock()
        elif self._window.settings.is_first_run:
            self._show_first_steps()
        else:
            self._ask_for_first_passphrase()

    def show_lock(self, notice: str = "") -> None:
        """Show the unlock page, with a sentence below the passphrase."""
        page = UnlockPage(self._window.jobs, self._window.folder)
        page.unlocked.connect(self._window.take)
        self._window.keys.serve(page)
        if notice:
            page.notice(notice)
        self._window.show_page(page)

    def notice(self, words: str) -> bool:
        """Say something on the unlock page, "" to say nothing more; False when another page is on show."""
        page = self._window.page
        if not isinstance(page, UnlockPage):
            return False
        page.notice(words)
        return True

    def try_keyring(self) -> None:
        """At the program's start, ask the keyring first if the person wished that."""
        page = self._window.page
        if isinstance(page, UnlockPage) and self._window.settings.whole(_ASK_KEYRING, 0, 0, 1):
            page.try_keyring()

    def ask_keyring_at_start(self, ask: bool) -> None:
        """Whether the keyring is asked when PepDesk starts."""
        self._window.settings.keep(_ASK_KEYRING, int(ask))

    def show_sheet(self, vault: Vault, sheet: RecoverySheet) -> None:
        """Show a new recovery sheet until it is put away."""
        self._window.settings.keep(_SHEET_DUE, 1)
        page = RecoveryPage(self._window.jobs, vault, sheet, self._window.clipboard)
        page.finished.connect(self._sheet_done)
        self._window.show_page(page)

    def lock_sheet(self) -> None:
        """Lock a new vault whose recovery sheet is on show; anything else stays."""
        page = self._window.page
        if isinstance(page, RecoveryPage) and self._window.desk.library is None:
            page.vault.lock()
            self._window.clipboard.clear()
            self.show_lock()

    def _show_first_steps(self) -> None:
        from pepdesk.ui.vault.first_steps import FirstSteps

        page = FirstSteps(self._window.settings, self._window.look)
        page.done.connect(self._last_first_step)
        self._window.show_page(page)

    def _last_first_step(self) -> None:
        from pepdesk.ui.vault.first_steps import PAGES

        self._ask_for_first_passphrase(tr("Step {at} of {last}", at=PAGES, last=PAGES))

    def _ask_for_first_passphrase(self, step: str = "") -> None:
        page = WelcomePage(self._window.jobs, self._window.folder, cost=self._window.cost, step=step)
        page.made.connect(self.show_sheet)
        page.sample_wanted.connect(self._window.plans.open_sample)
        self._window.show_page(page)

    def _sheet_done(self, checked: bool) -> None:
        page, window = self._window.page, self._window
        if not isinstance(page, RecoveryPage):
            return
        window.clipboard.clear()
        if checked:
            window.settings.keep(_SHEET_DUE, 0)
        if page.remembered:
            self.ask_keyring_at_start(True)
        if window.desk.library is None:
            window.desk.take(page.vault)
        else:
            window.show_home()
