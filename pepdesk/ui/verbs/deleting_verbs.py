"""The verbs about deleting plans: first into a list of deleted ones, for good later; and the reminder of old ones."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from pepdesk.ui.parts.errand import Errand
from pepdesk.ui.parts.problem_box import announce
from pepdesk.words import tr

if TYPE_CHECKING:
    from pepdesk.app.deleting import Extent
    from pepdesk.app.library import Card, Entry, Library
    from pepdesk.ui.drafts.old_plans import OldPlans
    from pepdesk.ui.frame.main_window import MainWindow
    from pepdesk.ui.home.home_page import HomePage

_SHOW_MS = 15_000


class DeletingVerbs(QObject):
    """What the list of plans and the File menu ask for. The storage behind it is loaded once a vault is unlocked."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._old: OldPlans | None = None
        self._beside = self._undoes = ""
        window.desk.unlocked.connect(self._delete_what_is_due)

    def serve(self, home: HomePage) -> None:
        """Answer what the list of plans asks for."""
        home.more.delete_wanted.connect(self.delete_of)
        home.old_wanted.connect(self.old_plans)
        home.undo_wanted.connect(self.undo)

    def listed(self, home: HomePage, entries: tuple[Entry, ...]) -> None:
        """The list was read: remind of plans that may go."""
        from pepdesk.app.deleting import stayed_long

        if not self._undoes or any(one.draft_id == self._undoes for one in entries):
            home.offer_undo("")  # it was brought back, here or in the list of deleted plans
        home.remind_of_old(len(stayed_long(entries, datetime.now().astimezone(), self._window.settings.reminder_days)))

    def delete_of(self, draft_id: str) -> None:
        """Take a plan out of the list, say what went with it, and offer to undo it: nothing is lost for 30 days."""
        library, desk = self._window.desk.library, self._window.desk
        if library is None or (draft_id == desk.last_draft and desk.session is not None):
            return
        work = partial(_set_apart, library, draft_id)
        errand = Errand[tuple["Card", "Extent"]](self, partial(self._deleted, draft_id), self._window.refuse)
        errand.run_file(self._window.jobs, work)

    def undo(self) -> None:
        """Put the plan deleted last back into the list."""
        from pepdesk.app.deleting import bring_back

        draft_id, self._undoes = self._undoes, ""
        if (library := self._window.desk.library) is not None and draft_id:
            errand = Errand[None](self, self._undone, self._window.refuse)
            errand.run_file(self._window.jobs, partial(bring_back, library, draft_id))

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

    def _deleted(self, draft_id: str, about: tuple[Card, Extent]) -> None:
        from pepdesk.ui.drafts.old_plans import deleted_words
        from pepdesk.ui.home.home_page import HomePage

        page = self._window.page
        names = isinstance(page, HomePage) and page.filters.names
        words = deleted_words(*about, names=names, beside=draft_id == self._beside)
        self._undoes = draft_id
        if isinstance(page, HomePage):
            page.offer_undo(words)
        else:
            self._window.status.showMessage(words, _SHOW_MS)
        announce(self._window, words, urgent=True)
        self._show_lists()

    def _undone(self, _nothing: None) -> None:
        announce(self._window, tr("The plan is in your list again."))
        self._show_lists()

    def _show_lists(self) -> None:
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


def _set_apart(library: Library, draft_id: str) -> tuple[Card, Extent]:
    """Work for the job: what went with the plan. Raises ``NotSaved`` or ``StorageProblem``."""
    from pepdesk.app.deleting import delete, with_extent

    about = with_extent(library, draft_id)
    delete(library, draft_id)
    return about


def _done_with(_result: object) -> None:
    """What went, or why not, is nobody's concern: it is tried again at the next unlocking."""
