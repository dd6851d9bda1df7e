"""The one window: first-run pages, the unlock page, my plans, and the open plan, one shown at a time.

The window decides what is shown; ``Desk`` decides when a plan may go. No child's name leaves the pages: the title
bar holds initials at most, and the settings file no name at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMessageBox, QStackedWidget, QWidget

from pepdesk.app.jobs import Jobs
from pepdesk.app.settings import Settings
from pepdesk.problem import FormProblem, PepDeskProblem
from pepdesk.ui.desk import Desk
from pepdesk.ui.errand import Errand
from pepdesk.ui.home_page import HomePage
from pepdesk.ui.idle import IdleWatch
from pepdesk.ui.menus import Menus
from pepdesk.ui.problem_box import message_box, show_problem
from pepdesk.ui.saved_state import SavedState
from pepdesk.ui.secret_clipboard import SecretClipboard
from pepdesk.ui.theme import THEMES, ZOOMS, theme
from pepdesk.ui.unlock_page import UnlockPage

if TYPE_CHECKING:
    from pepdesk.app.library import Entry
    from pepdesk.record.record import PepRecord
    from pepdesk.storage.derivation import Cost
    from pepdesk.storage.drafts import SetAside
    from pepdesk.storage.recovery import RecoverySheet
    from pepdesk.storage.vault import Vault
    from pepdesk.ui.plan_view import PlanView

_SHEET_DUE = "recovery/due"
_KEYRING = "keyring/asked"


class MainWindow(QMainWindow):
    """PepDesk's window on the vault in ``folder``. ``cost`` is for new passphrases; None measures this computer."""

    def __init__(self, folder: Path, jobs: Jobs, settings: Settings, *, cost: Cost | None = None) -> None:
        super().__init__()
        self._folder, self._jobs, self._settings, self._cost = folder, jobs, settings, cost
        self._desk = Desk(jobs, self)
        self._clipboard = SecretClipboard(self)
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self._unlock: UnlockPage | None = None
        self._home: HomePage | None = None
        self._plan: PlanView | None = None
        self._after_leaving: Callable[[], object] = self._show_home
        self._new_record: PepRecord | None = None
        self._by_key = False
        self._status = SavedState(self)
        self.setStatusBar(self._status)
        self._menus = Menus(self)
        self._connect()
        self._come_back_where_it_was()
        self._name_window()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._idle = IdleWatch(app, settings.idle_minutes * 60_000, self)
        self._idle.idle.connect(self.lock_now)
''')
