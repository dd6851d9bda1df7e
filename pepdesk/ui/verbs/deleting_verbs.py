"""The verbs about deleting plans: first into a list of deleted ones, for good later; and the reminder of old ones."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox
from shiboken6 import isValid

from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.problem_box import message_box

if TYPE_CHECKING:
    from pepdesk.app.deleting import Extent
    from pepdesk.app.library import Card, Entry
    from pepdesk.ui.drafts.old_plans import OldPlans
    from pepdesk.ui.frame.main_window import MainWindow
    from pepdesk.ui.home.home_page import HomePage


class DeletingVerbs(QObject):
    """What the list of plans and the File menu ask for. The storage behind it is loaded once a vault is unlocked."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._old: OldPlans | None = None
        self._beside = ""
        window.desk.unlocked.connect(self._delete_what_is_due)

    def serve(self, home: HomePage) -> None:
        """Answer what the list of plans asks for."""
        home.more.delete_wanted.connect(self.delete_of)
        home.old_wanted.connect(self.old_plans)

    def listed(self, home: HomePage, entries: tuple[Entry, ...]) -> None:
        """The list was read: remind of plans that may go."""
        from pepdesk.app.deleting import stayed_long

        home.remind_of_old(len(stayed_long(entries, datetime.now().astimezone(), self._window.settings.reminder_days)))

    def delete_of(self, draft_id: str) -> None:
        """Say what goes with a plan and delete it if that is confirmed."""
        from pepdesk.app.deleting import with_extent

        if (library := self._window.desk.library) is not None:
            work = partial(with_extent, library, draft_id)
            errand = Errand[tuple["Card", "Extent"]](self, partial(self._ask, draft_id), self._window.refuse)
            errand.run_file(self._window.jobs, work)

    def delete_entry(self, entry: Entry) -> None:
        """The same for a version whose other one stays."""
        self._beside = entry.draft_id
        self.delete_of(entry.draft_id)

    def old_plans(self) -> None:
        """Plans that may be deleted, and those that were."""
        from pepdesk.ui.drafts.old_plans import OldPlans

        if (library := self._window.desk.library) is None:
            return
        self._old = dialog = OldPlans(self._window, self._window.jobs, library, self._window.settings.reminder_days)
        dialog.delete_wanted.connect(self.delete_of)
        dialog.changed.connect(self._window.list_again)
        dialog.days_chosen.connect(self._keep_days)
        dialog.open()

    def _ask(self, draft_id: str, about: tuple[Card, Extent]) -> None:
        if draft_id == self._window.desk.last_draft and self._window.desk.session is not None:
            return
        from pepdesk.ui.drafts.old_plans import delete_words

        title, advice = delete_words(*about, beside=draft_id == self._beside)
        box = message_box(self._window, title, advice, QMessageBox.Icon.Question)
        go = box.addButton("&Delete", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton("&Keep it", QMessageBox.ButtonRole.RejectRole))
        go.clicked.connect(partial(self._delete, draft_id))
        box.open()

    def _delete(self, draft_id: str, _checked: bool = False) -> None:
        from pepdesk.app.deleting import delete

        if (library := self._window.desk.library) is not None:
            errand = Errand[None](self, self._deleted, self._window.refuse)
            errand.run_file(self._window.jobs, partial(delete, library, draft_id))

    def _deleted(self, _nothing: None) -> None:
        self._window.status.showMessage(
            "Deleted. Old and deleted plans (File, Drafts) brings it back for 30 days.", 15_000
        )
        self._window.list_again()
        if self._old is not None and isValid(self._old):
            self._old.read()

    def _keep_days(self, days: int) -> None:
        self._window.settings.keep_reminder_days(days)
        self._window.list_again()

    def _delete_what_is_due(self) -> None:
        from pepdesk.app.deleting import delete_what_is_due

        if (library := self._window.desk.library) is not None:
            work = partial(delete_what_is_due, library, datetime.now().astimezone())
            Errand[int](self, _done_with, _done_with).run_file(self._window.jobs, work)


def _done_with(_result: object) -> None:
    """What went, or why not, is nobody's concern: it is tried again at the next unlocking."""
