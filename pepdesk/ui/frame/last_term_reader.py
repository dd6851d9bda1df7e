"""Has last term's plan read, once for each plan opened, and remembers whether its answers are to be shown."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pepdesk.app.last_term import LastTerm, names_of, read_last_term
from pepdesk.ui.parts.errand import Errand

if TYPE_CHECKING:
    from pepdesk.problem import PepDeskProblem
    from pepdesk.ui.frame.main_window import MainWindow
    from pepdesk.ui.plan.plan_view import PlanView

_SHOWN = "view/last_term"


class LastTermReader(QObject):
    """Serves ``view``, and goes with it."""

    def __init__(self, window: MainWindow, view: PlanView) -> None:
        super().__init__(view)
        self._window, self._view = window, view
        self._asked = False
        view.beside.last_term_action.triggered.connect(self._keep)
        view.at_hand.arrived.connect(self._ask)
        self._ask()

    def _keep(self, wanted: bool) -> None:
        self._window.settings.keep(_SHOWN, int(wanted))

    def _ask(self, _place: object = None) -> None:
        """Ask once, as soon as the child's names are known; a plan only looked at has no last term."""
        desk = self._window.desk
        if self._asked or desk.library is None or desk.keeps_nothing:
            return
        own = self._view.session.read()
        if not all(names_of(own)):
            return
        self._asked = True
        self._view.at_hand.arrived.disconnect(self._ask)
        work = partial(read_last_term, desk.library, desk.last_draft, own, datetime.now().astimezone())
        Errand["LastTerm | None"](self, self._take, self._not_read).run_file(self._window.jobs, work)

    def _take(self, last: LastTerm | None) -> None:
        """Show it, if that is wished; under the page, where the window is narrow, only once somebody asks for it."""
        if last is not None:
            wished = bool(self._window.settings.whole(_SHOWN, 1, 0, 1)) and self._view.panes.is_wide
            self._view.beside.last_term_action.setChecked(wished)
            self._view.beside.take(last)

    def _not_read(self, _problem: PepDeskProblem) -> None:
        """Last term's plan cannot be read: opening it tells why; here there is nothing to show."""
