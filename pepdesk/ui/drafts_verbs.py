"""The verbs about drafts as such: history, versions kept beside each other, checking, backup, deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from pepdesk.ui.home_page import HomePage
    from pepdesk.ui.main_window import MainWindow


class DraftsVerbs(QObject):
    """What the File menu and the list of plans ask for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._once_open: Callable[[], None] | None = None
        window.desk.refused.connect(self._forget)

    def serve(self, home: HomePage) -> None:
        """Answer what the list of plans asks for."""
        home.more.history_wanted.connect(self.history_of)

    def history(self) -> None:
        """The history of the open plan."""
        from pepdesk.ui.history_window import HistoryWindow

        desk, view = self._window.desk, self._window.plan_view
        if desk.session is None or desk.library is None or desk.keeps_nothing or view is None:
            return
        desk.session.end_burst()
        dialog = HistoryWindow(self._window, self._window.jobs, desk.session, desk.library, desk.last_draft)
        dialog.go_wanted.connect(view.go_to, Qt.ConnectionType.QueuedConnection)  # once the dialog is gone
        dialog.keep_wanted.connect(desk.save_now)
        dialog.open()

    def history_of(self, draft_id: str) -> None:
        """Open a plan of the list, then show its history."""
        self._open_then(draft_id, self.history)

    def opened(self) -> None:
        """A plan is on show: go on with what was wanted of it."""
        then, self._once_open = self._once_open, None
        if then is not None:
            then()

    def _open_then(self, draft_id: str, then: Callable[[], None]) -> None:
        self._once_open = then
        self._window.desk.open(draft_id)

    def _forget(self, _problem: object) -> None:
        self._once_open = None
