"""The verbs about rules and dates: an authority's rules for the open plan, installing others, the school's dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from pepdesk.ui.frame.main_window import MainWindow


class RulesVerbs(QObject):
    """What the Plan and Settings menus ask for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show_rules(self) -> None:
        """Show the rules the open plan is judged by, with the way to others."""
        from pepdesk.ui.rules.rules_dialog import RulesDialog

        if (session := self._window.desk.session) is not None:
            session.end_burst()
            RulesDialog(self._window, session).open()

    def install_pack(self) -> None:
        """Install an authority's rules from a file."""
        from pepdesk.ui.rules.pack_dialog import PackDialog

        PackDialog(self._window, self._window.jobs).open()

    def own_form(self) -> None:
        """Match an authority's own Word form with our questions."""
        from pepdesk.ui.documents.own_form_dialog import OwnFormDialog

        session = self._window.desk.session
        authority = session.authority.id if session is not None and session.authority else ""
        OwnFormDialog(self._window, self._window.jobs, authority, session.form.id if session is not None else "").open()

    def school_dates(self) -> None:
        """Show and change the school's own dates; an open plan follows at once."""
        from pepdesk.ui.rules.school_dates_dialog import SchoolDatesDialog

        dialog = SchoolDatesDialog(self._window)
        dialog.saved.connect(self._follow_dates)
        dialog.open()

    def _follow_dates(self) -> None:
        if (session := self._window.desk.session) is not None:
            session.follow_dates()
